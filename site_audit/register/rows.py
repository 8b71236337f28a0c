"""Rows: cells of a row become a college, rows of one college become one, or errors by cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from site_audit.model import College, Membership
from site_audit.register import cells
from site_audit.register.columns import TITLES, Field
from site_audit.store.colleges import key_of, place_of
from site_audit.text import fold

_ONE_VALUE: tuple[Field, ...] = (
    "name",
    "short_name",
    "region",
    "robots_consent",
    "email",
    "responsible",
)
_OF_MEMBERSHIP: tuple[Field, ...] = ("role", "industry", "employers")


@dataclass(frozen=True, kw_only=True, slots=True)
class CellError:
    """What is wrong in a cell: ``row`` as the person's program counts, 0 = the file as a whole."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One row: a college with one membership or none."""

    row: int
    college: College


def read_row(
    row: int, texts: Mapping[Field, str], today: date
) -> tuple[Entry | None, tuple[CellError, ...]]:
    """The entry of a row, or None and all that is wrong with its cells."""
    values: dict[Field, Any] = {}
    errors = []
    for field, read in _readers(today).items():
        if not texts.get(field, "").strip():
            continue
        try:
            values[field] = read(texts[field])
        except cells.CellRefusedError as problem:
            errors.append(_error(row, field, str(problem)))
    errors += [
        _error(row, field, "не заполнено; это обязательный столбец")
        for field in ("name", "url")
        if not texts.get(field, "").strip()
    ]
    if "role" in values and not values.get("cluster"):
        errors.append(_error(row, "cluster", "роль указана, а кластер нет; впишите его название"))
    if errors:
        return None, tuple(errors)
    return Entry(row=row, college=_college(values)), ()


def join_rows(entries: Iterable[Entry]) -> tuple[tuple[College, ...], tuple[CellError, ...]]:
    """Colleges in the order of their first rows, and where rows of one college disagree."""
    named, errors = _with_inn(tuple(entries))
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in named:
        groups[key_of(entry.college)].append(entry)
    for group in groups.values():
        errors += _disagreements(group)
    return tuple(map(_joined, groups.values())), tuple(errors)


def _readers(today: date) -> dict[Field, Callable[[str], Any]]:
    return {
        "inn": cells.inn,
        "name": cells.words,
        "short_name": cells.words,
        "region": cells.words,
        "industry": cells.words,
        "cluster": cells.words,
        "role": cells.role,
        "employers": cells.employers,
        "url": cells.site,
        "extra_urls": cells.sites,
        "robots_consent": partial(cells.consent, today=today),
        "email": cells.email,
        "responsible": cells.words,
    }


def _error(row: int, field: Field, message: str) -> CellError:
    return CellError(row=row, column=TITLES[field], message=message)


def _college(values: dict[Field, Any]) -> College:
    membership = Membership(
        cluster=values.pop("cluster", ""),
        role=values.pop("role", ""),
        industry=values.pop("industry", ""),
        employers=values.pop("employers", ()),
    )
    said = membership != Membership(cluster="")
    given: dict[str, Any] = {str(field): value for field, value in values.items()}
    return College(memberships=(membership,) if said else (), **given)


def _with_inn(entries: tuple[Entry, ...]) -> tuple[list[Entry], list[CellError]]:
    """Rows without ИНН take that of the other rows with the same site, when these agree on it."""
    known: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        known[place_of(entry.college.url)].add(entry.college.inn)
    named, errors = [], []
    for entry in entries:
        said = known[place_of(entry.college.url)] - {""}
        if not entry.college.inn and len(said) > 1:
            message = (
                f"у сайта несколько владельцев ({', '.join(sorted(said))}); впишите нужный ИНН"
            )
            errors.append(_error(entry.row, "inn", message))
            continue
        inn = entry.college.inn or min(said, default="")
        named.append(replace(entry, college=replace(entry.college, inn=inn)))
    return named, errors


def _disagreements(group: list[Entry]) -> Iterator[CellError]:
    for field in _ONE_VALUE:
        said = [(one.row, getattr(one.college, field)) for one in group]
        first = next(((row, value) for row, value in said if value), (0, ""))
        for row, value in said:
            if value and _folded(value) != _folded(first[1]):
                message = _other(value, first) + "; оставьте одно значение во всех его строках"
                yield _error(row, field, message)
    yield from _memberships_at_odds(group)


def _memberships_at_odds(group: list[Entry]) -> Iterator[CellError]:
    first: dict[str, tuple[int, Membership]] = {}
    for entry in group:
        for membership in entry.college.memberships:
            row, known = first.setdefault(fold(membership.cluster), (entry.row, membership))
            for field in _OF_MEMBERSHIP:
                value, before = getattr(membership, field), getattr(known, field)
                if value != before:
                    message = _other(value, (row, before)) + "; оставьте одну строку на кластер"
                    yield _error(entry.row, field, message)


def _other(value: object, first: tuple[int, object]) -> str:
    row, before = first
    return f"«{_shown(value)}», а в строке {row} у того же колледжа «{_shown(before)}»"


def _shown(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, tuple):
        return "; ".join(value)
    return {"base": "базовая", "network": "сетевая"}.get(str(value), str(value))


def _folded(value: object) -> object:
    return fold(value) if isinstance(value, str) else value


def _joined(group: list[Entry]) -> College:
    """One college of its rows: what one row leaves empty another fills."""
    rows = [entry.college for entry in group]
    values = {
        field: next(filter(None, (getattr(row, field) for row in rows)), getattr(rows[0], field))
        for field in _ONE_VALUE
    }
    memberships = {fold(one.cluster): one for row in reversed(rows) for one in row.memberships}
    ordered = [fold(one.cluster) for row in rows for one in row.memberships]
    return replace(
        rows[0],
        extra_urls=tuple(dict.fromkeys(url for row in rows for url in row.extra_urls)),
        memberships=tuple(memberships[cluster] for cluster in dict.fromkeys(ordered)),
        **values,
    )
