"""Acceptance of a submission: all that was decided on is written, or nothing is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Engine

from site_audit.model import College
from site_audit.store.colleges import Saved, insert_college, key_of, load, place_of, update_college
from site_audit.store.database import StoreError, writing


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """A college as it is to stand in the register, and what a person saw of it before.

    ``before`` None = it is new; ``beside`` are the numbers of others with its site or its ИНН.
    """

    college: College
    before: College | None
    beside: tuple[int, ...] = ()


def accept(engine: Engine, accepted: Iterable[Accepted]) -> Saved:
    """Writes all or nothing. Raises StoreError when these colleges are not as they were shown."""
    wanted = tuple(accepted)
    with writing(engine) as connection:
        now = load(connection)
        _check_unchanged(wanted, now)
        _check_apart(wanted, now)
        for one in wanted:
            _write(connection, one)
    added = sum(one.before is None for one in wanted)
    return Saved(added=added, updated=len(wanted) - added, unchanged=0)


def _write(connection: Connection, one: Accepted) -> None:
    if one.before is None:
        insert_college(connection, one.college)
    else:
        update_college(connection, replace(one.college, id=one.before.id))


def _check_unchanged(wanted: Iterable[Accepted], now: tuple[College, ...]) -> None:
    there = {one.id: one for one in now}
    stale = [
        one.college.name
        for one in wanted
        if (one.before is not None and there.get(one.before.id) != one.before)
        or _beside(one, now) != one.beside
    ]
    if stale:
        raise StoreError(
            f"Реестр изменился, пока вы смотрели: {_listed(stale)}. Ничего не записано: "
            "выполните команду ещё раз и посмотрите различия заново."
        )


def _beside(wanted: Accepted, now: tuple[College, ...]) -> tuple[int, ...]:
    place, inn = place_of(wanted.college.url), wanted.college.inn
    own = wanted.before.id if wanted.before else 0
    return tuple(
        one.id
        for one in now
        if one.id != own and (place_of(one.url) == place or (inn and one.inn == inn))
    )


def _check_apart(wanted: Iterable[Accepted], now: tuple[College, ...]) -> None:
    """No two colleges with one site and one ИНН: the register could not tell them apart."""
    wanted = tuple(wanted)
    replaced = {one.before.id for one in wanted if one.before}
    keys = Counter(key_of(one) for one in now if one.id not in replaced)
    keys.update(key_of(one.college) for one in wanted)
    twice = [one.college.name for one in wanted if keys[key_of(one.college)] > 1]
    if twice:
        raise StoreError(
            f"Один и тот же сайт достался бы нескольким колледжам: {_listed(twice)}. "
            "Ничего не записано: исправьте сайт или впишите разные ИНН."
        )


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"«{name}»" for name in names[:5])
    return shown if len(names) <= 5 else f"{shown} и ещё {len(names) - 5}"
