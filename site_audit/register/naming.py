"""Naming: which words of a college's name tell it from its kin, and where a text has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from site_audit.text import fold

_WORD = re.compile(r"[a-zа-я]+|\d+")
_FORM = re.compile(  # what colleges are, not which one
    r"[а-я]{0,5}[бкам]?поу|фгоу|[а-я]?гб[оп]у|г?а?п?оу|спо|дпо|впо|нпо|во|чпоу|анпоо|ано|автономн\w*|бюджетн\w*"
    r"|казенн\w*|государств\w*|муниципальн\w*|федеральн\w*|областн\w*|краев\w*|республиканск\w*|частн\w*"
    r"|некоммерч\w*|профессиональн\w*|образовательн\w*|образовани\w*|учебн\w*|учрежден\w*|организаци\w*"
    r"|заведени\w*|средн\w*|начальн\w*|высш\w*|общ\w*|дополнительн\w*|област\w*|кра[йяюе]|республик\w*|округ\w*|город\w*"
    r"|район\w*|обл|респ|г|п|пос|с|ул|рф|росси\w*|официальн\w*|сайт\w*|филиал\w*|отделени\w*|комплекс\w*"
    r"|и|в|на|по|для|при|со?|к|из|от|имени|им|the|of|and|номер|пример"
)
KIND = re.compile(
    r"колледж\w*|техникум\w*|училищ\w*|лице[йяюе]\w*|институт\w*|университет\w*|академи\w*|[а-я]*школ\w*|[а-я]{0,5}поу|пу|птк|пл|центр\w*"
)
_MEMORY = re.compile(r"\b(?:имени|им\.?)\s")
_ABBREVIATION = re.compile(r"[А-ЯЁ][А-ЯЁа-яё]?[А-ЯЁ]{1,}[А-ЯЁа-яё]*")
WINDOW = 16  # words between the first and the last of a name
LONGEST = 400_000  # signs of a text that are looked through


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A name's telling words as stems; ``numbers`` must be there, ``shorts`` are abbreviations."""

    stems: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many marks the name has."""
        return len(self.stems) + len(self.numbers) + len(self.shorts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The best place of a name in a text: how many of its marks stand there, with which quote."""

    marks: int = 0
    whole: bool = False
    quote: str = ""


def name_of(text: str) -> Name:
    """The telling words of a name: no legal form, no dedication where there is more than it."""
    folded = fold(text)
    plain = _MEMORY.split(folded, maxsplit=1)[0]
    shorts = {fold(one) for one in _ABBREVIATION.findall(text)}
    found = _name(plain, shorts)
    return found if found.size else _name(folded, shorts)


def _name(folded: str, shorts: set[str]) -> Name:
    words = [one for one in _WORD.findall(folded) if not _FORM.fullmatch(one)]
    words = [one for one in words if not KIND.fullmatch(one) or one in ("пу", "птк", "пл")]
    words = [one for one in dict.fromkeys(words) if one not in ("пу", "птк", "пл")]
    numbers = tuple(one.lstrip("0") or "0" for one in words if one.isdigit())
    short = tuple(one for one in words if one in shorts and len(one) >= 3)
    stems = tuple(
        stem(one) for one in words if not one.isdigit() and one not in short and len(one) > 2
    )
    return Name(stems=tuple(dict.fromkeys(stems)), numbers=numbers, shorts=short)


def stem(word: str) -> str:
    """The part of a Russian word that its cases and its adjective share, roughly."""
    if len(word) <= 4:
        return word.rstrip("аеиоуыьюяй") or word
    return word[: max(4, len(word) - 3)]


def needed(name: Name) -> int:
    """How many stems are enough: all of three, all but one of five, two thirds of more."""
    count = len(name.stems)
    if count <= 3:
        return count
    return count - 1 if count <= 5 else -(-count * 2 // 3)


def find(name: Name, texts: Iterable[str]) -> Found:
    """The place of the texts where most of a name stands together."""
    best = Found()
    for text in texts:
        best = max(best, _find(name, text[:LONGEST]), key=lambda one: (one.whole, one.marks))
        if best.whole:
            return best
    return best


def _find(name: Name, text: str) -> Found:
    folded = fold_whole(text)
    hits = [
        (order, at.start(), mark)
        for order, at in enumerate(_WORD.finditer(folded))
        if (mark := _mark(name, at.group()))
    ]
    best, first = Found(), 0
    for last, (order, end, _) in enumerate(hits):
        while order - hits[first][0] > WINDOW:
            first += 1
        marks = {mark for _, _, mark in hits[first : last + 1]}
        start = hits[first][1]
        if len(marks) > best.marks or (not best.whole and len(marks) == best.marks):
            whole = _is_whole(name, marks, folded[max(0, start - 60) : end + 60])
            if whole or len(marks) > best.marks:
                best = Found(marks=len(marks), whole=whole, quote=around(text, start, end))
        if best.whole and best.marks == name.size:
            break
    return best


def fold_whole(text: str) -> str:
    """Letters as ``fold`` makes them, each at its place: what is found there can be quoted."""
    return text.lower().replace("ё", "е") if len(text.lower()) == len(text) else text


def around(text: str, start: int, end: int, more: int = 60) -> str:
    """The words of a text from one place to another, with some of the same lines about them."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = stop if stop >= 0 else len(text)
    left = line if start - line <= more else text.rfind(" ", line, start - more) + 1 or start
    right = stop if stop - end <= more else text.find(" ", end + more, stop)
    return " ".join(text[left : right if right >= 0 else stop].split())[:300]


def _mark(name: Name, word: str) -> str:
    if word.isdigit():
        bare = word.lstrip("0") or "0"
        return bare if bare in name.numbers else ""
    if word in name.shorts:
        return word
    return next(
        (one for one in name.stems if word.startswith(one) and len(word) - len(one) <= 7), ""
    )


def _is_whole(name: Name, marks: set[str], near: str) -> bool:
    """Enough of the telling words, every number, and a word that says what it is."""
    if not all(_is_numbered(near, name, number) for number in name.numbers):
        return False
    if name.numbers and not name.stems and not name.shorts:
        return True
    if not name.numbers and any(short in marks and len(short) > 3 for short in name.shorts):
        return True
    said = sum(one in marks for one in name.stems)
    if said < needed(name) or not (name.stems or marks & set(name.shorts)):
        return False
    return said >= 2 or any(KIND.fullmatch(word) for word in _WORD.findall(near))


_NUMBERED = r"колледж\w*|техникум\w*|училищ\w*|лице[йяюе]\w*|пу|птк|пл|птл|спту|гпту"


def _is_numbered(near: str, name: Name, number: str) -> bool:
    """«№ 5», «ПУ-11», «колледж 54»: dates, houses and schools are no numbers of colleges."""
    words = "|".join((_NUMBERED, *(rf"{re.escape(one)}\w*" for one in name.stems)))
    sign = "№|" if name.stems else ""
    return bool(re.search(rf"(?:{sign}\b(?:{words}))\W{{0,3}}(?:№\W?)?0*{number}\b", near))
