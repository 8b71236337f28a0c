"""Programmes of secondary vocational education in the rows of a page: codes with names.

The classifier is the list of the orders in force and before; a code that it lacks is told by its
form, its name and the company of others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pkgutil import get_data

from site_audit.text import fold

CODE = re.compile(
    r"(?<![\d.,/№])(\d{2}) ?[.,] ?(0[12]) ?[.,] ?(\d{2})(?!\d|[.,/-]\d| ?г(?:\.|од|\b)| ?(?:до|по) \d)"
)
_AREAS = frozenset(
    [
        "05",
        "07",
        "08",
        "09",
        "10",
        "11",
        "12",
        "13",
        "14",
        "15",
        "18",
        "19",
        "20",
        "21",
        "22",
        "23",
        "24",
        "25",
        "26",
        "27",
        "29",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "38",
        "39",
        "40",
        "42",
        "43",
        "44",
        "46",
        "49",
        "50",
        "51",
        "52",
        "53",
        "54",
        "55",
        "57",
    ]
)
_WORD = re.compile(r"[а-я][а-я-]*")
_LETTERS = re.compile(r"[а-я]+")
_SAID = re.compile(r"([а-я]+)(\.?)")  # folded, a dash joins words; «экспл.» is cut
_SHORTEST_CUT = 3  # letters
_PARENTHESES = re.compile(r" ?\(.*$")
_AROUND = 140  # signs about a code in which its name stands
_NAME_BEGINS = 16  # signs: later «срок» and «год» are details of a programme
_CARD = 3  # rows
_STEM = 5  # letters of a word that its forms and abbreviations share
_LONG = 12  # signs: a name of two words and so long is one wherever it stands
_BULLET = re.compile(r"^[\W\d_]+|[\W_]+$")
_DETAIL = re.compile(r"[-(,:;|/–.]")
_DATED = re.compile(r"(?:\b(?:от|с|до|по|на|прошел|прошла|состоял\w+)|№) ?$")
_NAMED = re.compile(r"^[\W\d_]{0,6}([а-я][а-я-]{3,})")
_NO_NAME = re.compile(
    r"прош|состо|г\.|год|январ|феврал|понедельн|вторник|сред[ау]\b|четверг|пятниц|суббот|экскурс"
    r"|день |встреч|урок|классн|заседан|собрани|новост|срок|конкурс|приказ|начал"
)


_QUOTED = re.compile(r"[«\"“„]([^«»\"“”„]{4,120})[»\"”]")
_ELSEWHERE = re.compile(  # a programme is named there and not offered
    r"бакалавр|магистратур|магистерск|аспирант|ординатур|специалитет\b|высше\w+ образовани|чемпионат|компетенци"
    r"|\bзанял|призер|победител|лауреат|мастерск\w+ \W?(?:по|для|оснащ)|расписани|повышени\w+ квалификац|вакансии"
)


_SHORT_FORMS = (
    (re.compile(r"\bчпу\b"), "числовым программным управлением"),
    (re.compile(r"\bто и (?=ремонт)"), "техническое обслуживание и "),
    (re.compile(r"\bтехобслуживани"), "техническое обслуживани"),
    (re.compile(r"\b(?:по )?кип ?и ?а\b"), "по контрольно-измерительным приборам и автоматике"),
    (re.compile(r"\bс/?х техник"), "сельскохозяйственной техник"),
    (re.compile(r"\bбас\b"), "беспилотных авиационных систем"),
)

_SHORTENED = re.compile("|".join(short.pattern for short, _ in _SHORT_FORMS))


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A programme in the row of that number; without a code it was told by its name alone.

    ``sure`` is not the name of one word, which may name other things too: «Туризм», «Дизайн».
    """

    code: str
    name: str
    row: int
    sure: bool = True


@cache
def classifier() -> dict[str, tuple[str, ...]]:
    """Code -> names, as the orders spell them, the newest first."""
    found: dict[str, tuple[str, ...]] = {}
    for line in (get_data("criteria", "programmes.tsv") or b"").decode().splitlines():
        if line and not line.startswith("#"):
            code, _, name = line.partition("\t")
            found[code] = (*found.get(code, ()), name)
    return found


@cache
def _stems() -> dict[str, frozenset[str]]:
    """Code -> beginnings of the words that its names consist of."""
    return {
        code: frozenset(
            word[:_STEM] for name in names for word in _WORD.findall(fold(name)) if len(word) > 3
        )
        for code, names in classifier().items()
    }


@cache
def _names() -> dict[str, str]:
    """Names folded, and what is left of them without parentheses -> code."""
    found: dict[str, str] = {}
    for code, names in classifier().items():
        for name in names:
            whole = fold(name)
            found.setdefault(whole, code)
            found.setdefault(_PARENTHESES.sub("", whole), code)
    return found


@cache
def _by_beginning() -> dict[tuple[str, str], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Beginnings of the first two words -> long names with their words, the longest first.

    In a sentence words are declined («обучаем технологии машиностроения»), in a table cut.
    """
    found: dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]] = {}
    for name in sorted(_names(), key=len, reverse=True):
        if " " in name and len(name) >= _LONG:
            whole = tuple(_LETTERS.findall(name))
            found.setdefault(_beginning(whole[0], whole[1]), []).append((name, whole))
    return {beginning: tuple(names) for beginning, names in found.items()}


def _beginning(first: str, second: str) -> tuple[str, str]:
    return first[:_STEM], second[:_SHORTEST_CUT]


def programmes(said: Sequence[str]) -> tuple[Programme, ...]:
    """The programmes that rows of text name, in their order; each once in a row."""
    lines = tuple(_spelt_out(fold(line)) for line in said)
    coded = tuple(_coded(lines))
    rows = {one.row for one in coded}
    found = (*coded, *_named(said, lines, rows))
    told = (one for one in found if not _ELSEWHERE.search(lines[one.row]))
    return tuple(sorted(told, key=lambda one: one.row))


def _spelt_out(line: str) -> str:
    """A line in which what colleges shorten in names is written as the orders write it."""
    if _SHORTENED.search(line):  # spares most lines the patterns
        for short, long in _SHORT_FORMS:
            line = short.sub(long, line)
    return line


# ---------------------------------------------------------------- by code


def _coded(lines: Sequence[str]) -> Iterator[Programme]:
    candidates = [(row, match) for row, line in enumerate(lines) for match in CODE.finditer(line)]
    sure = {row for row, match in candidates if _matches_classifier(lines, row, match)}
    for row, match in candidates:
        code = ".".join(match.groups())
        near = any(abs(row - other) <= 6 for other in sure - {row})
        if _matches_classifier(lines, row, match) or (near and _looks_named(lines, row, match)):
            yield Programme(code=code, name=_name_of(lines, row, match), row=row)


def _matches_classifier(lines: Sequence[str], row: int, match: re.Match[str]) -> bool:
    """Whether a word of the code's name in the classifier stands near the code."""
    stems = _stems().get(".".join(match.groups()))
    if not stems:
        return False
    around = " ".join((*_after(lines, row, match), _before(lines, row, match)))
    if any(word[:_STEM] in stems for word in _WORD.findall(around) if len(word) > 3):
        return True
    above = " ".join(lines[max(0, row - _CARD) : row])  # a card's title, far above its code
    there = {word[:_STEM] for word in _WORD.findall(above) if len(word) > 3}
    return len(stems & there) >= min(2, len(stems))


def _after(lines: Sequence[str], row: int, match: re.Match[str]) -> tuple[str, ...]:
    """What follows a code up to the next one: in its row, and in the next where it ends its own."""
    said = lines[row][match.end() : match.end() + _AROUND]
    following = CODE.search(said)
    if following:
        return (said[: following.start()],)
    alone = len(_WORD.findall(said)) == 0
    after = lines[row + 1][:_AROUND] if alone and row + 1 < len(lines) else ""
    return said, "" if CODE.search(after) else after


def _before(lines: Sequence[str], row: int, match: re.Match[str]) -> str:
    said = lines[row][: match.start()][-_AROUND:]
    previous = list(CODE.finditer(said))
    if previous:
        return said[previous[-1].end() :]
    return said if _WORD.search(said) or row == 0 else lines[row - 1][-_AROUND:]


def _looks_named(lines: Sequence[str], row: int, match: re.Match[str]) -> bool:
    """A code that the classifier lacks, beside such as it has: it must be followed by a name."""
    if match.group(1) not in _AREAS or _DATED.search(lines[row][: match.start()]):
        return False
    said = " ".join(_after(lines, row, match))
    return bool(_NAMED.match(said)) and not _NO_NAME.search(said[:_NAME_BEGINS])


def _name_of(lines: Sequence[str], row: int, match: re.Match[str]) -> str:
    """The code's name in the classifier, else the words after it or before it."""
    known = classifier().get(".".join(match.groups()))
    if known:
        return known[0]
    after = _BULLET.sub("", " ".join(_after(lines, row, match)))
    return _DETAIL.split(after)[0].strip()


# ---------------------------------------------------------------- by name


def _named(said: Sequence[str], lines: Sequence[str], coded: set[int]) -> Iterator[Programme]:
    for row, line in enumerate(lines):
        if row in coded or (row - 1 in coded and len(line) < _AROUND):
            continue
        seen: set[str] = set()
        for name in (*_whole(line), *_within(line), *_quoted(said[row])):
            code = _names()[name]
            if code not in seen:
                seen.add(code)
                sure = " " in name and len(name) >= _LONG
                yield Programme(code="", name=classifier()[code][0], row=row, sure=sure)


def _whole(line: str) -> Iterator[str]:
    """Names that are a whole cell, line or item of a list, with some detail after them."""
    names = _names()
    for cell in re.split(r" \| |;|•| / |, ", line):
        bare = _BULLET.sub("", cell)
        if bare in names:
            yield bare
            continue
        start = _DETAIL.split(bare)[0].strip()
        if start in names and len(bare) < _AROUND:
            yield start
    bare = _BULLET.sub("", line)
    if bare in names:
        yield bare


def _quoted(said: str) -> Iterator[str]:
    names = _names()
    yield from (name for name in map(fold, _QUOTED.findall(said)) if name in names)


def _within(line: str) -> Iterator[str]:
    """Long names anywhere in a line."""
    by_beginning = _by_beginning()
    words = _SAID.findall(line)
    for place, ((word, _), (second, _)) in enumerate(pairwise(words)):
        for name, whole in by_beginning.get(_beginning(word, second), ()):
            there = words[place : place + len(whole)]
            if len(there) == len(whole) and all(map(_is_form, there, whole)):
                yield name
                break


def _is_form(said: tuple[str, str], word: str) -> bool:
    """Whether a word, with the dot after it if there is one, is a form or a cut of another."""
    one, dot = said
    if dot and len(one) >= _SHORTEST_CUT and word.startswith(one):
        return True
    return one.startswith(word[: max(_STEM, len(word) - 3)])
