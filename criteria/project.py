"""Which programmes of a page are those of «Профессионалитет», and which are the rest.

A programme is told by its own row or card, by the column of its table, by a sign that a legend
explains, or by the heading below which it stands.
"""

from __future__ import annotations

import re

from criteria.programmes import Programme
from criteria.sheet import Part
from site_audit.text import fold

# «Профессионалитет» with the slips that pages have; «профессионал», «профессионализм» are not it.
STEM = re.compile(r"про-?фес-?с?и-?о-?н?на-?л-?[ие]-?тет")
_OFFERS = re.compile(
    r"программ|специальност|професси(?:[яийюе]|ям|ях|ями)?\b|обуч|прием|набор|мест|отделени|направлени|перечень|список|кцп|план|опоп|подготовк|реализ"
)
_NO = re.compile(r"(?:[-–—0]|нет|не участвует|отсутствует)?")
_NOT_IN = re.compile(
    r"(?:кроме|не вход\w+|вне|помимо|без участия)(?: \w+){0,4} (?:фп |в фп |проект\w* |в проект\w* )?про-?фес"
)
_REST = re.compile(r"^(?:прочие|остальные|другие|иные|традиционн|обычн|не участв|вне )")
_LISTS = re.compile(r"специальност|професси|программ|перечень|план прием|контрольн|кцп|на базе")
_NEWS = re.compile(
    r"день открытых|экскурс|новост|встреч|прош(?:ел|ла|ло|ли)|состоя|амбассадор|квалификаци\w+ .реализ|грант|конкурс"
)
_LONGEST_SIGN = 12
_LEGEND = re.compile(
    r"[\s(]*([^\s(–—:=-][^()–—:=-]{0,11}?)\)?\s*[-–—:=]\s"
)  # «(ФП) — по проекту …»
_IN_BRACKETS = re.compile(r"(?<=\()[^()]{1,12}(?=\))|(?<=\s)[А-ЯЁ]{1,3}$")
_MARK = re.compile(r"[*★☆●■▲✔✓+]+")
_HEADING_LONGEST = 220  # signs
_BADGE_LONGEST = 60
_CARD = 6  # rows
_PLAIN_LEVEL = 7  # of a line that is no heading, below h6


def of_project(part: Part) -> tuple[Programme, ...]:
    """The programmes of a part that are shown as those of «Профессионалитет»."""
    if _names_project(part):
        return part.programmes
    columns, marks, under = _columns(part), _marks(part), _under(part)
    return tuple(
        one
        for place, one in enumerate(part.programmes)
        if _in_row(part, one)
        or one.row in columns
        or one.row in under
        or _is_marked(part, one, marks)
        or _has_badge(part, place)
    )


def _names_project(part: Part) -> bool:
    """A page or a document whose title says that it is about programmes of the project."""
    title = fold(part.title)
    return bool(STEM.search(title) and _OFFERS.search(title) and not _NOT_IN.search(title))


def _in_row(part: Part, one: Programme) -> bool:
    line = part.lines[one.row]
    if not STEM.search(line) or _NOT_IN.search(line) or _NEWS.search(line):
        return False
    cells = [fold(cell) for cell in part.rows[one.row]]
    return len(cells) == 1 or any(STEM.search(cell) for cell in cells)


# ---------------------------------------------------------------- columns of a table


def _columns(part: Part) -> frozenset[int]:
    """Rows of tables with a value in the column that is called after the project."""
    found: set[int] = set()
    column: tuple[int, int] | None = None  # number of the column, and of the table's columns
    for number, row in enumerate(part.rows):
        if len(row) == 1:
            column = None if row[0] and number and len(part.rows[number - 1]) == 1 else column
            continue
        titled = next((place for place, cell in enumerate(row) if STEM.search(fold(cell))), None)
        if titled is not None and not _has_programme(part, number):
            column = titled, len(row)
        elif column is not None and _value(row, *column):
            found.add(number)
    return frozenset(found)


def _has_programme(part: Part, row: int) -> bool:
    return row in part.rows_with_programmes


def _value(row: tuple[str, ...], place: int, columns: int) -> bool:
    """Whether the cell of a column says yes; a row with joined cells is counted from its end."""
    where = place if len(row) == columns else place - columns
    cell = row[where] if -len(row) <= where < len(row) else ""
    return not _NO.fullmatch(fold(cell))


# ---------------------------------------------------------------- signs with a legend


def _marks(part: Part) -> frozenset[str]:
    """Signs that a line explains: «★ — программы Профессионалитета»."""
    found: set[str] = set()
    for number, row in enumerate(part.rows):
        line = part.lines[number]
        if STEM.search(line) and not _has_programme(part, number) and len(line) < _HEADING_LONGEST:
            found.update(sign for cell in row for sign in _MARK.findall(cell))
            found.update(fold(legend[1]) for cell in row if (legend := _LEGEND.match(cell)))
    return frozenset(found)


def _is_marked(part: Part, one: Programme, marks: frozenset[str]) -> bool:
    cells = part.rows[one.row]
    signs = {sign for cell in cells for sign in (*_MARK.findall(cell), *_IN_BRACKETS.findall(cell))}
    signs |= {cell for cell in cells[1:] if len(cell) <= _LONGEST_SIGN}
    return not marks.isdisjoint(map(fold, signs))


# ---------------------------------------------------------------- cards


def _has_badge(part: Part, place: int) -> bool:
    """Whether a short line of the programme's own card names the project."""
    one = part.programmes[place]
    after = next((other.row for other in part.programmes[place + 1 :] if other.row > one.row), None)
    end = (
        min(one.row + 1 + _CARD, len(part.rows))
        if after is None
        else min(after, one.row + 1 + _CARD)
    )
    for number in range(one.row + 1, end):
        line = part.lines[number]
        if line in part.headings and number > one.row + 1:  # the next card's; the first is its name
            return False
        if len(line) <= _BADGE_LONGEST and STEM.search(line) and not line.endswith(("нет", ":")):
            links = sum(fold(link.text) == line for link in part.links)
            alone = part.lines.count(line) > links  # more than the links that are called so
            return alone and not _NOT_IN.search(line) and not _NEWS.search(line)
    return False


# ---------------------------------------------------------------- headings


def _under(part: Part) -> frozenset[int]:
    """Rows that stand below a heading or a caption which names the project's programmes."""
    levels = _levels(part)
    found: set[int] = set()
    level: int | None = None
    run = False  # rows that follow a short line of the project without a break
    for number, line in enumerate(part.lines):
        if _has_programme(part, number):
            if level is not None or run:
                found.add(number)
            continue
        run = _is_title(part, number) or (run and _has_programme(part, number - 1))
        if len(part.rows[number]) > 1:
            continue
        mine = levels.get(line, _PLAIN_LEVEL)
        if _opens(line, mine):
            level = mine
        elif level is not None and _closes(line, mine, level):
            level = None
    return frozenset(found)


def _is_title(part: Part, number: int) -> bool:
    """Whether a short line of the project stands right before a programme."""
    line = part.lines[number]
    short = len(part.rows[number]) == 1 and len(line) <= _BADGE_LONGEST
    named = short and STEM.search(line) and not _NOT_IN.search(line) and not _NEWS.search(line)
    return bool(named) and _has_programme(part, number + 1)


def _opens(line: str, level: int) -> bool:
    if (
        len(line) > _HEADING_LONGEST
        or not STEM.search(line)
        or _NOT_IN.search(line)
        or _NEWS.search(line)
    ):
        return False
    return bool(level < _PLAIN_LEVEL or line.endswith(":") or _OFFERS.search(line))


def _closes(line: str, mine: int, level: int) -> bool:
    """Whether a line ends what a heading of that level holds."""
    if mine < _PLAIN_LEVEL:
        return mine <= level
    if _REST.match(line):
        return True
    lists = len(line) <= _HEADING_LONGEST and line.endswith(":") and bool(_LISTS.search(line))
    return level == _PLAIN_LEVEL and lists and not STEM.search(line)


def _levels(part: Part) -> dict[str, int]:
    if part.page is None:
        return {}
    headings = part.page.facts.headings
    return {fold(heading.text): heading.level for heading in reversed(headings)}
