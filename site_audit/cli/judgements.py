"""``site-audit rejudge``: marks anew from the archives, beside those that were given before."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.progress import track
from rich.table import Table

from site_audit import store
from site_audit.archives import archive
from site_audit.audit import Methodology, offers, unaudited, verdicts
from site_audit.cli.desk import Desk, err, fail, guide, methodology, out
from site_audit.cli.printing import safe
from site_audit.cli.reports import Judged, Which, judged
from site_audit.guide import Guide
from site_audit.model import Audit, Mark
from site_audit.ratings import score
from site_audit.words import plural


def rejudge(
    context: typer.Context,
    which: Which = "latest",
    edition: Annotated[
        str | None, typer.Option("--edition", metavar="E", help="Редакция методики: 2023, 2025.")
    ] = None,
) -> None:
    """Поставить оценки заново по архивам: к сайтам колледжей не уходит ни одного запроса.

    Пример: site-audit rejudge latest --edition 2025
    """
    desk: Desk = context.obj
    before = judged(desk, which, with_marks=True)
    if before.run.state == "open" and not store.close_early(desk.engine, before.run.id):
        onward = f"{desk.called} run resume {before.run.id}"
        fail(f"Проверка {before.run.id} не закончена. Сначала закончите её: {onward}")
    by = methodology(edition or before.judgement.edition, desk.settings)
    _keep(desk, before.run.id, by, _judge_all(desk, before.run.id, by))
    after = judged(desk, str(before.run.id), with_marks=True)
    _print_moves(before, after)


def _judge_all(desk: Desk, run_id: int, by: Methodology) -> dict[int, store.Marks]:
    """Marks by visit: all before the first is kept, so that nothing is judged by halves."""
    visits = store.visits_of(desk.engine, run_id)
    looking = guide(desk.settings)
    waiting = track(visits, "Оцениваю по архивам", console=err, transient=True)
    return {visit.id: _judge_again(desk, visit, by, looking) for visit in waiting}


def _keep(desk: Desk, run_id: int, by: Methodology, marks: dict[int, store.Marks]) -> None:
    judged_by = store.By(
        edition=by.rules.edition.id, detectors=by.rules.detectors, digest=by.digest
    )
    store.add_judgement(desk.engine, run_id, judged_by, marks)


def _judge_again(desk: Desk, visit: store.Visit, by: Methodology, looking: Guide) -> store.Marks:
    assert visit.outcome is not None
    assert visit.finished_at is not None
    if visit.outcome.kind == "not_audited" or visit.archive is None:
        unknown = unaudited(by, visit.outcome)
        return store.Marks(verdicts=unknown, scores=score.tally(unknown).named())
    read = Audit(
        snapshot=archive.load(desk.shelf.bring(visit.archive), visit.archive, looking),
        outcome=visit.outcome,
        finished_at=visit.finished_at,
    )
    given = verdicts(by, read)
    return store.Marks(verdicts=given, scores=score.tally(given).named(), offers=offers(by, read))


def _print_moves(before: Judged, after: Judged) -> None:
    old = _marks(before)
    moved = [
        (result, verdict, old.get((result.visit_id, verdict.criterion)))
        for result in after.results
        for verdict in result.verdicts
        if old.get((result.visit_id, verdict.criterion)) != verdict.finding.mark
    ]
    run, number = after.run.id, after.judgement.number
    sites = len(after.results)
    out.print(f"Суждение {run}@{number}: {sites} {plural(sites, 'сайт', 'сайта', 'сайтов')}.")
    if not moved:
        out.print("Ни одна оценка не изменилась.")
        return
    table = Table("Колледж", "Критерий", "Было", "Стало", "Почему", box=None, pad_edge=False)
    for result, verdict, mark in moved:
        name = result.college.short_name or result.college.name
        now, because = _shown(verdict.finding.mark), safe(verdict.finding.because)
        table.add_row(safe(name), verdict.criterion, _shown(mark), now, because)
    out.print(table)


def _marks(found: Judged) -> dict[tuple[int, str], Mark]:
    return {
        (result.visit_id, verdict.criterion): verdict.finding.mark
        for result in found.results
        for verdict in result.verdicts
    }


def _shown(mark: Mark) -> str:
    return "?" if mark is None else str(mark)


PARTS = {"rejudge": rejudge}
