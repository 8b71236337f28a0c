"""``site-audit run import``: an audit that people made becomes a run beside the machine's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

import criteria
from site_audit import store
from site_audit.cli.desk import Desk, err, fail, methodology, out
from site_audit.cli.plans import profile
from site_audit.cli.printing import safe
from site_audit.cli.publishing import day_of
from site_audit.cli.reports import named
from site_audit.cli.speech import russian
from site_audit.model import College, Finding, Mark, Verdict
from site_audit.ratings import score, standings
from site_audit.ratings.agreement import Agreement, agreement
from site_audit.ratings.standings import BY_HAND
from site_audit.register.hand_marks import HandMarks, HandRow, read_hand_marks
from site_audit.register.rows import CellError
from site_audit.text import fold
from site_audit.words import count_ru


def import_(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="ФАЙЛ", help="Таблица XLSX или CSV.", show_default=False)
    ],
    on: Annotated[
        str | None, typer.Option("--date", metavar="ДАТА", help="Когда проверяли; иначе сегодня.")
    ] = None,
    edition: Annotated[
        str | None, typer.Option("--edition", metavar="E", help="Редакция методики: 2023, 2025.")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="ПРОВЕРКА", help="С какой проверкой программы сверить."),
    ] = None,
) -> None:
    """Загрузить оценки, которые поставили люди: прошлую проверку или таблицу ИРПО.

    Столбцы: «Наименование», «Сайт», «ИНН» или «Кластер» и критерии (A1 … V8 или их названия).
    Печатает, насколько программа согласна с людьми, по каждому критерию.

    Пример: site-audit run import оценки-2023.xlsx --date 21.11.2023
    """
    desk: Desk = context.obj
    by = methodology(edition or desk.settings.edition, desk.settings)
    read = read_hand_marks(file, dict(by.rules.edition.titles))
    for note in read.notes:
        err.print(note, markup=False)
    if read.errors:
        _refuse(read.errors)
    owners = _owners(desk, read)
    when = _moment(day_of(on, "--date") if on else None, read.rows)
    plan = store.Plan(
        edition=by.rules.edition.id,
        profile=profile(desk.settings, browser=False),
        planned_at=when,
    )
    given = {owners[row.row].id: _marks(row) for row in read.rows}
    run_id = store.keep_by_hand(desk.engine, plan, given)
    many = count_ru(len(given), "сайт", "сайта", "сайтов")
    out.print(
        f"Загружено: проверка {run_id}, {many}. Рейтинг: {safe(desk.called)} ranking {run_id}"
    )
    _compare(desk, run_id, against)


def _refuse(errors: Iterable[CellError]) -> None:
    """Says what is wrong, cell by cell, and ends the command."""
    table = Table("Строка", "Столбец", "Что исправить", box=None, pad_edge=False)
    listed = tuple(errors)
    for error in listed:
        table.add_row(str(error.row or ""), safe(error.column), safe(russian(error.message)))
    err.print(table)
    many = count_ru(len(listed), "ошибка", "ошибки", "ошибок")
    fail(f"{many}. Ничего не загружено: исправьте и повторите.")


def _owners(desk: Desk, read: HandMarks) -> dict[int, College]:
    """The college of each row; rows of nobody, and two rows of one, end the command in words."""
    known = _Known(store.colleges(desk.engine))
    found: dict[int, College] = {}
    errors: list[CellError] = []
    rows_of: dict[int, int] = {}
    for row in read.rows:
        college = known.find(row)
        if isinstance(college, str):
            errors.append(CellError(row=row.row, column="", message=college))
        elif college.id in rows_of:
            words = f"{college.name}: оценки уже есть в строке {rows_of[college.id]}"
            errors.append(CellError(row=row.row, column="", message=words))
        else:
            found[row.row], rows_of[college.id] = college, row.row
    if errors:
        _refuse(errors)
    return found


class _Known:
    """The register, to be asked for a college by what a table tells of it."""

    def __init__(self, colleges: tuple[College, ...]) -> None:
        self._colleges = colleges

    def find(self, row: HandRow) -> College | str:
        """The one college that a row means, or words on why there is none."""
        chosen: tuple[College, ...] = ()
        for text, keys in (
            (row.inn, lambda one: [one.inn]),
            (store.place_of(row.url) if row.url else "", lambda one: [store.place_of(one.url)]),
            (fold(row.name), lambda one: [fold(one.name), fold(one.short_name)]),
            (fold(row.cluster), _bases),
        ):
            if not text:
                continue
            inside = chosen or self._colleges
            chosen = tuple(one for one in inside if text in keys(one)) or chosen
            if len(chosen) == 1:
                return chosen[0]
        shown = row.name or row.url or row.inn or row.cluster
        if not chosen:
            return f"«{shown}» нет в реестре; добавьте колледж или исправьте название"
        return f"«{shown}» — это несколько колледжей; впишите ИНН или сайт"


def _bases(college: College) -> list[str]:
    """The clusters whose base organisation a college is."""
    return [fold(one.cluster) for one in college.memberships if one.role == "base"]


def _moment(day: date | None, rows: Iterable[HandRow]) -> datetime:
    """When the audit was: the day named, else the last one of the table, else now."""
    last = day or max((row.on for row in rows if row.on), default=None)
    return datetime.combine(last, time(12), UTC) if last else datetime.now(UTC)


def _marks(row: HandRow) -> store.Marks:
    """The marks of a row; a criterion that the table has no column for could not be told."""
    given = dict(row.marks)
    verdicts = tuple(_verdict(code, given.get(code)) for code in score.SCORED)
    return store.Marks(verdicts=verdicts, scores=score.tally(verdicts).named())


def _verdict(code: str, mark: Mark) -> Verdict:
    because = "Оценка поставлена людьми." if mark is not None else "Люди этого не оценивали."
    out_of = 5 if code in score.VISUAL else 1
    advice = criteria.usual_advice(code) if mark is not None and mark < out_of else None
    finding = Finding(mark=mark, reason=BY_HAND, because=because, advice=advice)
    return Verdict(criterion=code, out_of=out_of, finding=finding)


def _compare(desk: Desk, run_id: int, against: str | None) -> None:
    """Prints how often the machine gives the marks that people gave."""
    machine = next((one for one in store.runs(desk.engine) if one.purpose == "rating"), None)
    if against is None and machine is None:
        return
    judged = named(desk, against or str(machine.id if machine else ""))
    people = store.judgement(desk.engine, run_id)
    found = agreement(
        standings.results(desk.engine, people, with_marks=True),
        standings.results(desk.engine, judged[1], with_marks=True),
    )
    if not found:
        out.print(f"В проверке {judged[0].id} нет этих сайтов: сверять не с чем.")
        return
    out.print(f"\nСогласие с проверкой {judged[0].id}:")
    out.print(_agreement_table(found))


def _agreement_table(found: tuple[Agreement, ...]) -> Table:
    table = Table("Критерий", box=None, pad_edge=False)
    for title in ("Сравнено", "Совпало", "Рядом", "Мягче людей", "Не сказано"):
        table.add_column(title, justify="right")
    for one in found:
        figures = (one.compared, one.equal, one.near, one.lenient, one.untold)
        table.add_row(one.criterion, *map(str, figures))
    return table
