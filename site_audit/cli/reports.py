"""``site-audit ranking``, ``note`` and ``rejudge``: what people read of a run."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track
from rich.table import Table

import criteria
from site_audit import archive, score, store
from site_audit.audit import Methodology, unaudited
from site_audit.cli.desk import GUIDE, USAGE, Desk, err, fail, methodology, out, texts
from site_audit.cli.printing import safe
from site_audit.judge import judge
from site_audit.ladder import Result
from site_audit.model import Mark, Verdict
from site_audit.note import Checked
from site_audit.note import note as write_note
from site_audit.rank import Ranking, rank
from site_audit.ranking_data import ranking_csv, ranking_json
from site_audit.report import ranking_html, ranking_table
from site_audit.texts import Imprint
from site_audit.words import plural

Unit = StrEnum("Unit", ["college", "cluster", "region", "industry"])
RatingName = StrEnum("RatingName", ["presence", "visual", "overall"])
RankingFormat = StrEnum("RankingFormat", ["table", "html", "csv", "json"])
NoteFormat = StrEnum("NoteFormat", ["html", "md", "txt"])

Which = Annotated[
    str, typer.Argument(metavar="ПРОВЕРКА[@СУЖДЕНИЕ]", help="Например: latest, 3, 3@2.")
]
Out = Annotated[Path | None, typer.Option("--out", metavar="ФАЙЛ", help="Записать в файл.")]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One judgement of a run, ready to be reported."""

    run: store.Run
    judgement: store.Judgement
    results: tuple[Result, ...]

    @property
    def imprint(self) -> Imprint:
        """What stands on every report of it."""
        return Imprint(
            run=f"№ {self.run.id}, суждение {self.judgement.number}",
            made_at=self.run.closed_at or self.run.created_at,
            edition=criteria.EDITIONS[self.judgement.edition],
            detectors=self.judgement.detectors,
        )


def judged(desk: Desk, which: str, *, with_evidence: bool = False) -> Judged:
    """The judgement that «run[@number]» names; the newest one when no number is given."""
    name, _, number = which.partition("@")
    if number and not number.isdigit():
        fail(f"Не понимаю «{which}». Пример: site-audit ranking 3@2", USAGE)
    found = store.run(desk.engine, name or "latest")
    given = store.judgement(desk.engine, found.id, int(number) if number else None)
    rows = store.results(desk.engine, given.id, with_evidence=with_evidence)
    return Judged(run=found, judgement=given, results=tuple(map(_result, rows)))


def _result(row: store.SiteResult) -> Result:
    return Result(
        college=row.college,
        outcome=row.outcome,
        visit_id=row.visit_id,
        finished_at=row.finished_at,
        verdicts=row.verdicts,
    )


def ranking(
    context: typer.Context,
    which: Which = "latest",
    rating: Annotated[
        RatingName, typer.Option("--rating", help="Какой рейтинг.")
    ] = RatingName.presence,
    by: Annotated[Unit, typer.Option("--by", help="По чему строить.")] = Unit.college,
    format: Annotated[
        RankingFormat, typer.Option("--format", help="В каком виде.")
    ] = RankingFormat.table,
    file: Out = None,
) -> None:
    """Рейтинг проверки: места, проценты, группы, кого не удалось проверить.

    Примеры:

    site-audit ranking latest

    site-audit ranking latest --by cluster --format html --out рейтинг.html
    """
    found = judged(context.obj, which)
    ranked = rank(found.results, rating.value)  # type: ignore[arg-type]
    if format is RankingFormat.table:
        out.print(ranking_table(ranked, by.value, texts(found.judgement.edition)))  # type: ignore[arg-type]
        return
    _give(ranking_text(found, ranked, by.value, format.value), file)


def ranking_text(found: Judged, ranked: Ranking, by: str, format: str) -> str:
    """A ranking as HTML, CSV or JSON."""
    words = texts(found.judgement.edition)
    if format == "html":
        return ranking_html(ranked, by, found.imprint, words)  # type: ignore[arg-type]
    if format == "csv":
        return ranking_csv(ranked, by, words)  # type: ignore[arg-type]
    return ranking_json(ranked, by, found.imprint)  # type: ignore[arg-type]


def _give(text: str, file: Path | None) -> None:
    if file is None:
        sys.stdout.write(text)
        return
    try:
        file.write_text(text, encoding="utf-8", errors="replace", newline="")
    except OSError as error:
        fail(f"Не удалось записать {file}: {error.strerror}. Проверьте папку и права.")
    err.print(f"Записано: {file}", markup=False)


def note(
    context: typer.Context,
    which: Which,
    college: Annotated[
        str, typer.Argument(metavar="КОЛЛЕДЖ", help="Номер в реестре, ИНН или адрес сайта.")
    ],
    format: Annotated[NoteFormat, typer.Option("--format", help="В каком виде.")] = NoteFormat.txt,
    file: Out = None,
) -> None:
    """Справка по одному колледжу: что исправить, оценки и доказательства.

    Примеры:

    site-audit note latest college.ru

    site-audit note latest 7701234567 --format html --out справка.html
    """
    desk: Desk = context.obj
    wanted = store.find_college(desk.engine, college)
    found = judged(desk, which, with_evidence=True)
    result = next((one for one in found.results if one.college.id == wanted.id), None)
    if result is None:
        fail(f"В проверке {found.run.id} нет готового результата по «{wanted.name}».")
    visits = {visit.id: visit for visit in store.visits_of(desk.engine, found.run.id)}
    _give(note_text(found, result, visits[result.visit_id], format.value), file)


def note_text(found: Judged, result: Result, visit: store.Visit, format: str) -> str:
    """The note of one site as HTML, Markdown or plain text."""
    words = texts(found.judgement.edition)
    return write_note(result, found.imprint, words, format, checked=checked_of(visit))  # type: ignore[arg-type]


def checked_of(visit: store.Visit) -> Checked:
    """What a visit read, from what it noted down."""
    noted = [(probe.name, probe.value) for probe in visit.observations]
    first = dict(reversed(noted))
    unseen = Counter(value for name, value in noted if name == "unseen")
    return Checked(
        final_url=first.get("final_url", ""),
        pages=int(first.get("pages", "0")),
        unseen=tuple(sorted(unseen.items())),
        tls=first.get("tls", "http"),
        cost=visit.cost,
    )


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
    before = judged(desk, which)
    by = methodology(edition or before.judgement.edition, desk.settings)
    number = store.add_judgement(
        desk.engine,
        before.run.id,
        edition=by.rules.edition.id,
        detectors=by.rules.detectors,
        digest=by.digest,
    )
    visits = store.visits_of(desk.engine, before.run.id)
    done = [visit for visit in visits if visit.outcome is not None]
    for visit in track(done, "Оцениваю по архивам", console=err, transient=True):
        verdicts = _judge_again(desk, visit, by)
        scores = score.tally(verdicts).named()
        store.save_verdicts(desk.engine, number, visit.id, verdicts, scores)
    after = judged(desk, str(before.run.id))
    _print_moves(before, after)


def _judge_again(desk: Desk, visit: store.Visit, by: Methodology) -> tuple[Verdict, ...]:
    assert visit.outcome is not None
    if visit.outcome.kind == "not_audited" or visit.archive is None:
        return unaudited(by, visit.outcome)
    snapshot = archive.load(desk.settings.archive_dir, visit.archive, GUIDE)
    return judge((*by.criteria, *by.observed), by.rules, snapshot)


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


PARTS = {"ranking": ranking, "note": note, "rejudge": rejudge}
