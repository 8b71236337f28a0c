"""Settled: how each college stands in a judgement when second visits and people have spoken.

Reckoned once of a closed run and kept; what changes it (a confirmation, an override) makes it be
reckoned anew. Of a final judgement it is kept with all that it shows, and never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, Row, delete, func, insert, or_, select, update

from site_audit.model import College, Mark, Outcome
from site_audit.store.columns import now
from site_audit.store.database import StoreError, reading, writing
from site_audit.store.judgements import refuse_final
from site_audit.store.standing import LastGood
from site_audit.store.tables import base, confirmation, judgement, override, standing, visit
from site_audit.text import fold

MarkNumber = tuple[str, Mark, str, str | None, int]
"""(criterion, mark, reason, advice, sites): on how many rated sites a mark was given."""

Basis = tuple[int, ...]
"""What standings rest on, counted: another one when a person or a second visit has spoken."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """A college in a judgement: ``visit_id`` and ``judged_by`` tell whose marks count.

    Points and unknown points are those with overrides (their numbers) laid over; ``college`` and
    ``last`` are kept of final judgements only.
    """

    college_id: int
    first_id: int
    visit_id: int
    judged_by: int
    outcome: Outcome
    finished_at: datetime
    held_back: bool = False
    presence: int = 0
    presence_unknown: int = 0
    visual: int = 0
    visual_unknown: int = 0
    overrides: tuple[int, ...] = ()
    college: College | None = None
    last: LastGood | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EndedVisit:
    """A visit of a run that ended, the last word or not."""

    id: int
    college_id: int
    outcome: Outcome
    finished_at: datetime


def ended_visits(engine: Engine, run_id: int) -> tuple[EndedVisit, ...]:
    """Visits of a run that ended, by number."""
    names = ("id", "college_id", "outcome", "reason", "last_outcome", "last_reason", "finished_at")
    asked = (
        select(*(visit.c[name] for name in names))
        .where(visit.c.run_id == run_id)
        .where(or_(visit.c.outcome.is_not(None), visit.c.last_outcome.is_not(None)))
        .order_by(visit.c.id)
    )
    with reading(engine) as connection:
        return tuple(map(_ended_of, connection.execute(asked)))


def _ended_of(row: Row[Any]) -> EndedVisit:
    kind, reason = (row.outcome, row.reason) if row.outcome else (row.last_outcome, row.last_reason)
    return EndedVisit(
        id=row.id,
        college_id=row.college_id,
        outcome=Outcome(kind=kind, reason=reason),
        finished_at=row.finished_at,
    )


def settled(engine: Engine, judgement_id: int) -> tuple[Settled, ...]:
    """The standings that are kept of a judgement, by the number of the run's visit."""
    asked = (
        select(standing)
        .where(standing.c.judgement_id == judgement_id)
        .order_by(standing.c.first_id)
    )
    with reading(engine) as connection:
        return tuple(map(_settled_of, connection.execute(asked)))


def mark_numbers(engine: Engine, judgement_id: int) -> tuple[MarkNumber, ...]:
    """The counts of marks that are kept of a judgement."""
    asked = select(judgement.c.counts).where(judgement.c.id == judgement_id)
    with reading(engine) as connection:
        kept = connection.execute(asked).scalar_one()
    return tuple(
        (criterion, mark, reason, advice, sites) for criterion, mark, reason, advice, sites in kept
    )


def basis(engine: Engine) -> Basis:
    """What all standings rest on now; ask before they are reckoned."""
    with reading(engine) as connection:
        return _basis(connection)


def _basis(connection: Connection) -> Basis:
    counted = (
        func.count(override.c.id),
        func.count(override.c.removed_at),
        func.count(confirmation.c.visit_id),
        func.count(confirmation.c.settled_at),
        func.count(judgement.c.id),
    )
    asked = select(*(select(one).scalar_subquery() for one in counted))
    return tuple(connection.execute(asked).one())


def keep_settled(
    engine: Engine,
    judgement_id: int,
    rows: Sequence[Settled],
    counts: Iterable[MarkNumber],
    *,
    rests_on: Basis | None = None,
    final_by: str = "",
) -> None:
    """Keep the standings of a judgement in place of earlier ones; ``final_by`` makes it final.

    Nothing is kept when they do not rest on ``rests_on`` any more. Raises StoreError when the
    judgement is final already, or was to be and they do not.
    """
    values: dict[str, Any] = {"settled_at": now(), "counts": [list(one) for one in counts]}
    if final_by:
        values |= {"state": "final", "until": None}
        values |= {"published_at": now(), "published_by": final_by}
    with writing(engine) as connection:
        locked = select(judgement.c.id).where(judgement.c.id == judgement_id).with_for_update()
        connection.execute(locked)  # who unsettles it now waits for us, or we have waited for them
        refuse_final(connection, judgement_id)
        if rests_on not in (None, _basis(connection)):
            if final_by:
                raise StoreError("Пока оценки сводились, их изменили. Повторите команду.")
            return
        connection.execute(delete(standing).where(standing.c.judgement_id == judgement_id))
        if rows:
            connection.execute(insert(standing), [_row(judgement_id, one) for one in rows])
        bases = _bases(judgement_id, rows) if final_by else []
        if bases:
            connection.execute(insert(base), bases)
        connection.execute(update(judgement).where(judgement.c.id == judgement_id).values(values))


def _bases(judgement_id: int, rows: Iterable[Settled]) -> list[dict[str, Any]]:
    """Who is whose base organisation, each once."""
    found = {
        (fold(membership.cluster), one.college_id)
        for one in rows
        for membership in (one.college.memberships if one.college else ())
        if membership.role == "base" and membership.cluster
    }
    return [
        {"judgement_id": judgement_id, "cluster": cluster, "college_id": college_id}
        for cluster, college_id in sorted(found)
    ]


def _row(judgement_id: int, one: Settled) -> dict[str, Any]:
    return {
        "judgement_id": judgement_id,
        "college_id": one.college_id,
        "first_id": one.first_id,
        "visit_id": one.visit_id,
        "judged_by": one.judged_by,
        "outcome": one.outcome.kind,
        "reason": one.outcome.reason,
        "finished_at": one.finished_at,
        "held_back": one.held_back,
        "presence": one.presence,
        "presence_unknown": one.presence_unknown,
        "visual": one.visual,
        "visual_unknown": one.visual_unknown,
        "overrides": list(one.overrides),
        "college": msgspec.to_builtins(one.college) if one.college else None,
        "last": msgspec.to_builtins(one.last) if one.last else None,
    }


def _settled_of(row: Row[Any]) -> Settled:
    return Settled(
        college_id=row.college_id,
        first_id=row.first_id,
        visit_id=row.visit_id,
        judged_by=row.judged_by,
        outcome=Outcome(kind=row.outcome, reason=row.reason),
        finished_at=row.finished_at,
        held_back=row.held_back,
        presence=row.presence,
        presence_unknown=row.presence_unknown,
        visual=row.visual,
        visual_unknown=row.visual_unknown,
        overrides=tuple(row.overrides),
        college=msgspec.convert(row.college, College) if row.college else None,
        last=msgspec.convert(row.last, LastGood) if row.last else None,
    )
