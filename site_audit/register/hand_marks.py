"""Hand marks: a table of an audit that people made, every row a site, every column a criterion.

Such tables have titles above the head, totals and remarks: what is not ours is passed over and
said; what is ours and cannot be read is an error of its cell, and nothing comes by halves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from site_audit.model import Mark
from site_audit.register import cells
from site_audit.register.reading import HEADING_WITHIN
from site_audit.register.rows import CellError
from site_audit.register.sheet import FileRefusedError, Row, read_sheets
from site_audit.text import fold

Known = Literal["name", "url", "inn", "cluster", "on"]
LEAST = 3  # criteria that a table of marks has at least
_WHO: dict[Known, tuple[str, ...]] = {
    "name": ("наименование", "колледж", "название", "краткое наименование", "организация"),
    "url": ("сайт", "адрес сайта", "url", "ссылка"),
    "inn": ("инн",),
    "cluster": ("кластер", "опц", "наименование кластера"),
    "on": ("дата", "дата проверки"),
}
_BY_WORDS: dict[str, Known] = {word: known for known, words in _WHO.items() for word in words}
_CODE = re.compile(r"([abcv])\s*-?(\d{1,2})(?=$|[\s.:)—–-])")
_ALIKE = str.maketrans("авсв", "abcb")  # Cyrillic letters that people type for A, B and C
_YES = frozenset({"1", "да", "+", "есть", "✓", "✔", "v"})
_NO = frozenset({"0", "нет", "-", "✗"})  # a dash or a cross may mean anything else
_UNTOLD = frozenset({"", "?", "н/д", "не удалось проверить"})
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_VISUAL = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class HandRow:
    """One site: who it is by what the row tells, when it was looked at, its marks by code."""

    row: int
    name: str = ""
    url: str = ""
    inn: str = ""
    cluster: str = ""
    on: date | None = None
    marks: tuple[tuple[str, Mark], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class HandMarks:
    """A table that was read: no ``rows`` when there is an error; ``notes`` hinder nothing."""

    rows: tuple[HandRow, ...] = ()
    errors: tuple[CellError, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Head:
    """Columns by their places: who, criteria, and those that are not ours."""

    row: int
    who: tuple[tuple[int, Known], ...]
    codes: tuple[tuple[int, str], ...]
    unknown: tuple[str, ...]


def read_hand_marks(path: Path, titles: Mapping[str, str]) -> HandMarks:
    """Marks of an XLSX or CSV file; ``titles`` are the scored criteria by code.

    Never raises for what the file holds: all that is wrong is in ``errors``.
    """
    codes = {code: code for code in titles} | {fold(title): code for code, title in titles.items()}
    try:
        found = _find(read_sheets(path), codes)
    except FileRefusedError as unreadable:
        return _refused(str(unreadable))
    if found is None:
        return _refused(
            "не найдена строка заголовков: нужны «Наименование», «Сайт», «ИНН» или «Кластер» и "
            "столбцы критериев (A1, A2 … V8 или их названия)"
        )
    head, rows = found
    if twice := _twice(head):
        return HandMarks(errors=twice)
    return _read(head, rows)


def _refused(message: str) -> HandMarks:
    return HandMarks(errors=(CellError(row=0, column="", message=message),))


def _find(
    sheets: Iterable[tuple[Row, ...]], codes: Mapping[str, str]
) -> tuple[_Head, tuple[Row, ...]] | None:
    """The head of the first sheet that has one, and the rows under it."""
    for rows in sheets:
        for at, (number, row) in enumerate(rows[:HEADING_WITHIN]):
            head = _head(number, row, codes)
            if head.who and len(head.codes) >= LEAST:
                return head, rows[at + 1 :]
    return None


def _head(number: int, row: tuple[str, ...], codes: Mapping[str, str]) -> _Head:
    who, criteria, unknown = [], [], []
    for place, cell in enumerate(row):
        words = fold(cell).strip(" *:.")
        if words in _BY_WORDS:
            who.append((place, _BY_WORDS[words]))
        elif code := _code(words, codes):
            criteria.append((place, code))
        elif words:
            unknown.append(cell.strip())
    return _Head(row=number, who=tuple(who), codes=tuple(criteria), unknown=tuple(unknown))


def _code(words: str, codes: Mapping[str, str]) -> str | None:
    """The criterion that a heading names by its code, typed in either alphabet, or by its title."""
    if words in codes:
        return codes[words]
    found = _CODE.match(words.translate(_ALIKE))
    code = f"{found[1].upper()}{int(found[2])}" if found else ""
    return code if code in codes else None


def _twice(head: _Head) -> tuple[CellError, ...]:
    names = [known for _, known in head.who] + [code for _, code in head.codes]
    message = "столбец встречается дважды; оставьте один"
    return tuple(
        CellError(row=head.row, column=name, message=message)
        for name, number in Counter(names).items()
        if number > 1
    )


def _read(head: _Head, rows: Iterable[Row]) -> HandMarks:
    notes = [f"Столбец «{title}» не используется." for title in head.unknown]
    found: list[HandRow] = []
    errors: list[CellError] = []
    for number, row in rows:
        texts = dict(enumerate(row))
        if not any(texts.get(place, "").strip() for place, _ in head.who):
            continue  # an empty row, or one of totals
        who, wrong = _who(head, number, texts)
        marks, slips = _marks(head, number, texts)
        errors += [*wrong, *slips]
        if all(mark is None for _, mark in marks):
            notes.append(f"Строка {number}: оценок нет, она пропущена.")
            continue
        found.append(HandRow(row=number, marks=marks, **who))  # type: ignore[arg-type]
    if not found and not errors:
        return _refused("под заголовками нет ни одной строки с оценками")
    return HandMarks(rows=() if errors else tuple(found), errors=tuple(errors), notes=tuple(notes))


def _who(
    head: _Head, number: int, texts: Mapping[int, str]
) -> tuple[dict[str, object], list[CellError]]:
    values: dict[str, object] = {}
    errors: list[CellError] = []
    for place, known in head.who:
        text = texts.get(place, "")
        try:
            values[known] = _day(text) if known == "on" else cells.words(text)
        except (cells.CellRefusedError, ValueError) as problem:
            errors.append(CellError(row=number, column=_WHO[known][0], message=str(problem)))
    return values, errors


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    found = _DAY.fullmatch(text.strip())
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:  # the 31st of a month that has none
        found = None
    raise cells.CellRefusedError(f"«{cells.words(text)}» — не дата; пишите так: 21.11.2023")


def _marks(
    head: _Head, number: int, texts: Mapping[int, str]
) -> tuple[tuple[tuple[str, Mark], ...], list[CellError]]:
    marks: list[tuple[str, Mark]] = []
    errors: list[CellError] = []
    for place, code in head.codes:
        try:
            marks.append((code, _mark(texts.get(place, ""), code)))
        except cells.CellRefusedError as problem:
            errors.append(CellError(row=number, column=code, message=str(problem)))
    return tuple(marks), errors


def _mark(text: str, code: str) -> Mark:
    words = text.strip().casefold()
    if words in _UNTOLD:
        return None
    most = _VISUAL if code.startswith("V") else 1
    if words.isascii() and words.isdigit() and int(words) <= most:
        return int(words)
    if most == 1 and words in _YES | _NO:
        return int(words in _YES)
    shown = cells.words(text)[:40]
    allowed = "от 0 до 5" if most == _VISUAL else "1 или 0 (да, нет, +, −)"
    raise cells.CellRefusedError(f"«{shown}» — не оценка {code}; бывает {allowed} или «?»")
