"""Targets: what the sites of a region or an industry are to reach by a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import ColumnElement, Engine, delete, insert, select

from site_audit.store.database import StoreError, reading, writing
from site_audit.store.instruction_tables import target
from site_audit.text import fold


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """The median of a rating, in whole percents, that a region or an industry is to reach."""

    kind: Literal["region", "industry"]
    name: str
    rating: Literal["presence", "visual", "overall"]
    plan: int
    due_on: date
    id: int = 0


def set_target(engine: Engine, given: Target) -> None:
    """Keep a target in place of an earlier one for the same rating of the same."""
    names = ("kind", "name", "rating", "plan", "due_on")
    values = {name: getattr(given, name) for name in names} | {"folded": fold(given.name)}
    with writing(engine) as connection:
        connection.execute(delete(target).where(*_same(given)))
        connection.execute(insert(target).values(values))


def remove_target(engine: Engine, number: int) -> None:
    """Nothing is to be reached any more. Raises StoreError without such a target."""
    with writing(engine) as connection:
        if connection.execute(delete(target).where(target.c.id == number)).rowcount != 1:
            raise StoreError(f"Плана {number} нет. Список: site-audit target list")


def targets(engine: Engine) -> tuple[Target, ...]:
    """All targets, regions first, by name."""
    order = (target.c.kind.desc(), target.c.folded, target.c.rating)
    names = ("id", "kind", "name", "rating", "plan", "due_on")
    asked = select(*(target.c[name] for name in names)).order_by(*order)
    with reading(engine) as connection:
        return tuple(Target(**row._mapping) for row in connection.execute(asked))


def _same(given: Target) -> tuple[ColumnElement[bool], ...]:
    folded = fold(given.name)
    return (target.c.kind == given.kind, target.c.folded == folded, target.c.rating == given.rating)
