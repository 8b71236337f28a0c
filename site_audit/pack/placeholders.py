"""Placeholders: all that a form of a letter may name, in the words of those who edit forms in Word.

The fields are Russian because they are what stands between the braces: ``{{ адресат }}``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, kw_only=True, slots=True)
class RemarkFields:
    """One row of a table: elements that one advice mends."""

    элементы: tuple[str, ...]
    совет: str
    действия: str
    норма: str
    срок: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupFields:
    """A group of criteria with its remarks."""

    название: str
    замечания: tuple[RemarkFields, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteFields:
    """One college: how its site stands, what it lacks, or why that is not known."""

    название: str
    роль: str
    адрес: str
    наличие: str
    визуальная: str
    нет_оценки: str
    что_сделать: str
    не_проверено: str
    группы: tuple[GroupFields, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterFields:
    """A whole letter; ``номер``, ``срок`` and ``текст`` are filled for instructions alone."""

    организация: str
    телефон: str
    ответ_на: str
    должность: str
    подписал: str
    дата: str
    номер: str
    срок: str
    адресат: str
    лицо: str
    обращение: str
    кластер: str
    тема: str
    проверка: str
    методика: str
    стадия: str
    текст: tuple[str, ...]
    сайты: tuple[SiteFields, ...]


def known_names() -> frozenset[str]:
    """Every name that a form may use."""
    return frozenset(
        field.name
        for noun in (LetterFields, SiteFields, GroupFields, RemarkFields)
        for field in fields(noun)
    )
