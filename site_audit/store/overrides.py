"""Overrides: a person's mark lies over the machine's, with author, reason, time and expiry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, func, insert, select, update

from site_audit.model import Mark
from site_audit.store.columns import now
from site_audit.store.database import StoreError, reading, writing
from site_audit.store.staleness import unsettle_college
from site_audit.store.tables import override


@dataclass(frozen=True, kw_only=True, slots=True)
class Override:
    """A person's mark of one criterion of one college; None says «could not tell».

    It counts for runs from ``since_run`` on (None: for all), for visits before ``expires_at``,
    until it is removed or the machine's evidence is another one than ``evidence`` (a digest, empty
    = whatever it is) says it was.
    """

    college_id: int
    criterion: str
    mark: Mark
    author: str
    reason: str
    since_run: int | None = None
    expires_at: datetime | None = None
    evidence: str = ""
    id: int = 0
    created_at: datetime | None = None
    removed_at: datetime | None = None


def set_override(engine: Engine, given: Override) -> int:
    """Keep an override; one that it takes the place of is removed, never erased. Its number."""
    values = {
        "college_id": given.college_id,
        "criterion": given.criterion,
        "mark": given.mark,
        "author": given.author,
        "reason": given.reason,
        "since_run": given.since_run,
        "expires_at": given.expires_at,
        "evidence": given.evidence,
        "created_at": now(),
    }
    same = (
        override.c.college_id == given.college_id,
        override.c.criterion == given.criterion,
        override.c.removed_at.is_(None),
        func.coalesce(override.c.since_run, 0) >= (given.since_run or 0),
    )
    with writing(engine) as connection:
        connection.execute(update(override).where(*same).values(removed_at=now()))
        made = connection.execute(insert(override).values(values)).inserted_primary_key
        assert made is not None  # a row that was inserted has one
        unsettle_college(connection, given.college_id, None)
    return int(made.id)


def remove_override(engine: Engine, number: int) -> None:
    """The machine's mark counts again, final judgements apart. Raises StoreError."""
    here = (override.c.id == number, override.c.removed_at.is_(None))
    with writing(engine) as connection:
        found = connection.execute(select(override).where(*here)).first()
        if found is None:
            raise StoreError(f"Действующей поправки {number} нет. Список: site-audit override list")
        connection.execute(update(override).where(*here).values(removed_at=now()))
        unsettle_college(connection, found.college_id, found.since_run)


def overrides(engine: Engine, *, removed: bool = False) -> tuple[Override, ...]:
    """Overrides in the order they were set: those in force, or with the ``removed`` ones all."""
    asked = select(override).order_by(override.c.id)
    if not removed:
        asked = asked.where(override.c.removed_at.is_(None))
    with reading(engine) as connection:
        return tuple(map(_override_of, connection.execute(asked)))


def overrides_of(engine: Engine, numbers: Sequence[int]) -> dict[int, Override]:
    """Overrides by their numbers, removed ones too."""
    wanted = set(numbers)
    found = overrides(engine, removed=True) if wanted else ()
    return {one.id: one for one in found if one.id in wanted}


def _override_of(row: Row[Any]) -> Override:
    return Override(**row._mapping)
