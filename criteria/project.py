"""Which programmes of a page are those of «Профессионалитет», and which are the rest.

A programme is told by its own row or card, by the column of its table, by a sign that a legend
explains, or by the heading below which it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from criteria.programmes import Programme
from criteria.sheet import Part, Row
from site_audit.text import fold

# «Профессионалитет» with the slips that pages have; «профессионал», «профессионализм» are not it.
STEM = re.compile(r"про-?фес-?с?и-?о-?н?на-?л-?[ие]-?тет")
_OURS = re.compile(rf"{STEM.pattern}|\bо?поп-п\b")  # programmes of the project are called ОПОП-П
_OFFERS = re.compile(
    r"программ|специальност|професси(?:[яийюе]|ям|ях|ями)?\b|обуч|прием|набор|набира|мест|отделени|направлени|перечень|список|кцп|план|опоп|подготовк|реализ"
)
_NO = re.compile(r"(?:[-–—0]|нет|не участвует|отсутствует)?")
_NOT_IN = re.compile(
    r"(?:кроме|не вход\w+|вне|помимо|без участия)(?: \w+){0,4} (?:фп |в фп |проект\w* |в проект\w* )?про-?фес"
)
_OF_OTHERS = re.compile(  # another college of the cluster has them
    r"\b(?:у|в|на базе) (?:базов|сосед|друг|ин)\w+ (?:(?:образовательн|профессиональн)\w+ )?(?:организац|учрежден|колледж|техникум|участник)|сосед\w* по кластеру"
)
_REST = re.compile(r"^(?:проч\w+|остальн\w+|други\w+|ины[ехм]|традиционн|обычн|не участв|вне )")
_LISTS = re.compile(r"специальност|професси|программ|перечень|план прием|контрольн|кцп|на базе")
_NEWS = re.compile(
    r"день открытых|экскурс|новост|встреч|прош(?:ел|ла|ло|ли)|состоя|амбассадор|квалификаци\w+ .реализ|грант|конкурс|логотип"
)
_LONGEST_SIGN = 12
_LEGENDS = (  # «(ФП) — по проекту …», «Уголок «ФП» — …»
    re.compile(r"^[\s(]*([^\s(–—:=-][^()–—:=]{0,11}?)\)?\s*[-–—:=]\s"),
    re.compile(r"[«\"“„]([^«»\"“”„]{1,12})[»\"”]\s*[-–—:=]\s"),
)
_COLOUR = re.compile(  # «Зелёные строки — программы проекта»
    r"цвет|зелен|желт|красн|\bсин|голуб|оранж|розов|сирен|выделен|залив|залит|закраш|подсвеч|жирн|курсив|подчеркнут|в рамке|обведен"
)
_COLOURED = re.compile(
    r"строк|строч|таблиц|ячейк|карточк|плитк|шрифт|отмечен|выделен|обозначен|цветом"
)
_EXPLAINS = re.compile(r"\W*[^\W\d]\S{0,7}\s[-–—]\s")  # «пр-т — Профессионалитет»
_SENTENCE = re.compile(r"(?<=[а-яё») ]{3})[.;!] +")
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
        or _is_marked(part, place, marks)
        or _has_badge(part, place)
    )


def coloured(part: Part) -> int | None:
    """The row that explains by which colour or type the project's programmes are told.

    Which they are only an eye sees: the text of a page has no colours.
    """
    if not part.programmes:
        return None
    return next((row for row, line in enumerate(part.lines) if _explains_colour(line)), None)


def _explains_colour(line: str) -> bool:
    found = (one for one in _SENTENCE.split(line) if _tells(one) and _COLOUR.search(one))
    return any(_COLOURED.search(one) and _OFFERS.search(one) for one in found)


def _tells(line: str) -> bool:
    """Whether a folded line names the project, not in news and not as another college's."""
    return bool(_OURS.search(line)) and not any(
        pattern.search(line) for pattern in (_NOT_IN, _NEWS, _OF_OTHERS)
    )


def _names_project(part: Part) -> bool:
    """A page or a document whose title says that it is about programmes of the project."""
    title = fold(part.title)
    return bool(_OURS.search(title) and _OFFERS.search(title) and not _NOT_IN.search(title))


def _in_row(part: Part, one: Programme) -> bool:
    if not _tells(part.lines[one.row]):
        return False
    cells = [fold(cell) for cell in part.rows[one.row]]
    return len(cells) == 1 or any(_OURS.search(cell) for cell in cells)


# ---------------------------------------------------------------- columns of a table


def _columns(part: Part) -> frozenset[int]:
    """Rows of tables with a value in the column that is called after the project."""
    found: set[int] = set()
    column: tuple[int, int] | None = None  # number of the column, and of the table's columns
    for number, row in enumerate(part.rows):
        if len(row) == 1:
            column = None if row[0] and number and len(part.rows[number - 1]) == 1 else column
            continue
        titled = next((place for place, cell in enumerate(row) if _OURS.search(fold(cell))), None)
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
        if _OURS.search(part.lines[number]) and not _has_programme(part, number):
            found.update(sign for cell in row for sign in _legends(cell))
    return frozenset(found)


def _legends(cell: str) -> Iterator[str]:
    """The signs that a sentence of the project explains."""
    for said in _SENTENCE.split(cell):
        if _OURS.search(fold(said)) and len(said) < _HEADING_LONGEST:
            yield from _MARK.findall(said)
            yield from (fold(sign) for legend in _LEGENDS for sign in legend.findall(said))


def _is_marked(part: Part, place: int, marks: frozenset[str]) -> bool:
    """Whether the programme's row has such a sign, or the one in which its name goes on."""
    if not marks:
        return False
    one, following = part.programmes[place], part.programmes[place + 1 : place + 2]
    end = min(following[0].row if following else len(part.rows), one.row + 2)
    return any(_has_sign(part.rows[row], marks) for row in range(one.row, max(end, one.row + 1)))


def _has_sign(cells: Row, marks: frozenset[str]) -> bool:
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
        if len(line) <= _BADGE_LONGEST and _OURS.search(line) and not line.endswith(("нет", ":")):
            links = sum(fold(link.text) == line for link in part.links)
            alone = part.lines.count(line) > links  # more than the links that are called so
            explains = _EXPLAINS.match(" ".join(part.rows[number]))
            return alone and _tells(line) and not explains
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
    return short and _tells(line) and _has_programme(part, number + 1)


def _opens(line: str, level: int) -> bool:
    if len(line) > _HEADING_LONGEST or not _tells(line):
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
