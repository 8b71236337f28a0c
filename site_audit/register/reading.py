"""Reading a register: all colleges of a file, or all its errors and none of its colleges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from site_audit.model import College
from site_audit.register.columns import COLUMNS, TITLES, Field, column_of
from site_audit.register.rows import CellError, Entry, join_rows, read_row
from site_audit.register.sheet import FileRefusedError, Row, read_sheets
from site_audit.text import fold

HEADING_WITHIN = 15  # rows of titles and remarks that may stand above the headings


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterFile:
    """A file that was read: ``colleges`` is empty when there is an error, nothing comes by halves.

    ``notes`` are Russian remarks that hinder nothing (columns not used, examples passed over).
    """

    colleges: tuple[College, ...] = ()
    errors: tuple[CellError, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Table:
    """Rows under the headings; ``fields`` are (position, field) of the columns that are ours."""

    heading_row: int
    fields: tuple[tuple[int, Field], ...]
    unknown: tuple[str, ...]
    rows: tuple[Row, ...]


def read_register(path: Path) -> RegisterFile:
    """Colleges of an XLSX or CSV file, several rows of one college joined. Never raises for what
    the file holds: all that is wrong is in ``errors``.
    """
    try:
        table = _find_table(read_sheets(path))
    except FileRefusedError as unreadable:
        return _refused(str(unreadable))
    if table is None:
        return _refused(
            "не найдены заголовки столбцов; нужны хотя бы «Наименование» и «Сайт» "
            "(образец: site-audit register template register.xlsx)"
        )
    if twice := _twice(table):
        return RegisterFile(errors=twice)
    return _read_table(table)


def _read_table(table: _Table) -> RegisterFile:
    notes = [f"Столбец «{title}» не используется." for title in table.unknown]
    errors: list[CellError] = []
    entries: list[Entry] = []
    today = datetime.now(UTC).date()
    for number, cells in table.rows:
        texts = {field: cells[at] for at, field in table.fields if at < len(cells)}
        if not any(text.strip() for text in texts.values()):
            continue
        if fold(texts.get("name", "")).startswith("пример:"):
            notes.append(f"Строка {number} — пример, она пропущена.")
            continue
        if fold(texts.get("robots_consent", "")) == "да":
            notes.append(f"Строка {number}: дата согласия не указана, записана сегодняшняя.")
        entry, wrong = read_row(number, texts, today)
        errors += wrong
        entries += [entry] if entry else []
    colleges, at_odds = join_rows(entries)
    errors = sorted([*errors, *at_odds], key=lambda error: error.row)
    if not colleges and not errors:
        return _refused("под заголовками нет ни одного колледжа; заполните строки")
    notes += _several_bases(colleges)
    return RegisterFile(
        colleges=() if errors else colleges, errors=tuple(errors), notes=tuple(notes)
    )


def _refused(message: str) -> RegisterFile:
    return RegisterFile(errors=(CellError(row=0, column="", message=message),))


def _find_table(sheets: Iterable[tuple[Row, ...]]) -> _Table | None:
    """The first sheet that has the required headings."""
    required = {column.field for column in COLUMNS if column.required}
    for rows in sheets:
        for at, (number, cells) in enumerate(rows[:HEADING_WITHIN]):
            columns = [(place, column_of(cell)) for place, cell in enumerate(cells)]
            fields = tuple((place, column.field) for place, column in columns if column)
            if required <= {field for _, field in fields}:
                unknown = (cells[place].strip() for place, column in columns if not column)
                return _Table(
                    heading_row=number,
                    fields=fields,
                    unknown=tuple(filter(None, unknown)),
                    rows=rows[at + 1 :],
                )
    return None


def _twice(table: _Table) -> tuple[CellError, ...]:
    counted = Counter(field for _, field in table.fields)
    message = "столбец встречается дважды; оставьте один"
    return tuple(
        CellError(row=table.heading_row, column=TITLES[field], message=message)
        for field, number in counted.items()
        if number > 1
    )


def _several_bases(colleges: Iterable[College]) -> list[str]:
    bases = Counter(
        membership.cluster
        for college in colleges
        for membership in college.memberships
        if membership.role == "base"
    )
    return [
        f"Кластер «{cluster}»: базовых организаций {number}, нужна одна; рейтинга у него не будет."
        for cluster, number in bases.items()
        if number > 1
    ]
