"""Persons: a name from the register as a letter is addressed to it, in the dative and greeted.

The gender comes from the patronymic alone. Where it is not sure, the name stays as it was written
and the letter greets colleagues: a name in its first form is no offence, a wrong guess is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from pytrovich.detector import PetrovichGenderDetector
from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from site_audit.words import plain

COLLEAGUES = "Уважаемые коллеги!"

_DEAR = {Gender.MALE: "Уважаемый", Gender.FEMALE: "Уважаемая"}
_WORD = re.compile(r"[А-ЯЁ][а-яё]+(?:[-'’][А-ЯЁ]?[а-яё]+)*")
_PATRONYMICS = (
    (Gender.MALE, re.compile(r"[а-яё]{3,}[иы]ч", re.IGNORECASE)),
    (Gender.FEMALE, re.compile(r"[а-яё]{2,}(?:[оеё]в|ич)на", re.IGNORECASE)),
)
_SONS = {"оглы": Gender.MALE, "оглу": Gender.MALE, "улы": Gender.MALE, "уулу": Gender.MALE}
_CHILDREN = _SONS | dict.fromkeys(("кызы", "гызы", "кизи"), Gender.FEMALE)
_SURNAMES = {  # of the other gender, as a slip of the pen leaves them
    Gender.MALE: re.compile(r".+(?:[оеё]ва|[сц]кая)", re.IGNORECASE),
    Gender.FEMALE: re.compile(r".+(?:[оеё]в|[сц]кий)", re.IGNORECASE),
}
_UNBENT = frozenset({"золя", "гойя"})  # foreign names that the rules take for Russian ones
_NOBODY = frozenset({"нет", "не указан", "не указано", "отсутствует", "вакансия", "н/д"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Addressed:
    """A person in a letter: whom it is to, empty for nobody, and the greeting."""

    to: str
    greeting: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Name:
    gender: Gender
    surname: str
    first: str
    patronymic: str


def addressed(text: str) -> Addressed:
    """«Иванова Мария Петровна» → «Ивановой Марии Петровне», «Уважаемая Мария Петровна!»."""
    shown = " ".join(plain(text).split())
    name = _name(_words(shown))
    if name is None:
        return Addressed(to=shown if _is_somebody(shown) else "", greeting=COLLEAGUES)
    parts = (_surname(name), _first(name), _patronymic(name))
    return Addressed(
        to=" ".join(part for part in parts if part),
        greeting=f"{_DEAR[name.gender]} {name.first} {name.patronymic}!",
    )


def _is_somebody(text: str) -> bool:
    letters = sum(sign.isalpha() for sign in text)
    return letters > 1 and text.casefold().strip(" .-—") not in _NOBODY


def _words(text: str) -> list[str]:
    """Words of a name, each with a capital; «Мамед оглы» is one of them."""
    words = [_capital(word) for word in re.sub(r"\s*[-‐‑–]\s*", "-", text).split()]
    if len(words) > 2 and words[-1].casefold() in _CHILDREN:
        words[-2:] = [f"{words[-2]} {words[-1].casefold()}"]
    return words


def _capital(word: str) -> str:
    """ИВАНОВА-ПЕТРОВА and иванова-петрова as they are written else."""
    if not (word.isupper() or word.islower()):
        return word
    return "-".join(part.capitalize() for part in word.split("-"))


def _name(words: list[str]) -> _Name | None:
    """The name of two or three words that holds one patronymic where it may stand."""
    if not all(_WORD.fullmatch(word.partition(" ")[0]) for word in words):
        return None
    genders = [_gender(word) for word in words]
    match words, genders:
        case [first, patronymic], [None, Gender() as gender]:
            return _sure(_Name(gender=gender, surname="", first=first, patronymic=patronymic))
        case [first, patronymic, surname], [None, Gender() as gender, _]:
            return _sure(_Name(gender=gender, surname=surname, first=first, patronymic=patronymic))
        case [surname, first, patronymic], [_, None, Gender() as gender]:
            return _sure(_Name(gender=gender, surname=surname, first=first, patronymic=patronymic))
    return None


def _gender(word: str) -> Gender | None:
    """That of a patronymic; None for any other word."""
    child = _CHILDREN.get(re.split("[ -]", word)[-1].casefold())
    if child is not None:
        return child
    return next((gender for gender, form in _PATRONYMICS if form.fullmatch(word)), None)


def _sure(name: _Name) -> _Name | None:
    """The name, unless its first name or its surname speaks of the other gender."""
    detect: Callable[..., Gender] = _detector().detect  # which is without types
    first = detect(firstname=name.first)
    if first not in (name.gender, Gender.ANDROGYNOUS):
        return None
    return None if _SURNAMES[name.gender].fullmatch(name.surname) else name


def _surname(name: _Name) -> str:
    return "-".join(_bent_surname(part, name.gender) for part in name.surname.split("-"))


def _bent_surname(part: str, gender: Gender) -> str:
    if part.casefold() in _UNBENT:
        return part
    if gender is Gender.FEMALE and re.fullmatch(r".+[^иы]на", part):
        return part[:-1] + "е"  # Весна, not the wife of a Весн
    return _bend(NamePart.LASTNAME, gender, part)


def _first(name: _Name) -> str:
    return _bend(NamePart.FIRSTNAME, name.gender, name.first)


def _patronymic(name: _Name) -> str:
    if re.split("[ -]", name.patronymic)[-1].casefold() in _CHILDREN:
        return name.patronymic
    return _bend(NamePart.MIDDLENAME, name.gender, name.patronymic)


def _bend(part: NamePart, gender: Gender, word: str) -> str:
    return _maker().make(part, gender, Case.DATIVE, word) if word else ""


@cache
def _maker() -> PetrovichDeclinationMaker:
    return PetrovichDeclinationMaker()


@cache
def _detector() -> PetrovichGenderDetector:
    return PetrovichGenderDetector()
