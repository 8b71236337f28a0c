"""Pauses: a run of which nothing is claimed for a while, and the visits that are excused for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, Update, case, func, select, update

from site_audit.store.columns import now
from site_audit.store.database import reading, writing
from site_audit.store.tables import run, visit


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """A visit begun for the first time; ``reason`` why it failed, None when it did not, or yet."""

    visit_id: int
    under_way: bool
    reason: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Anomaly:
    """The reason that too many visits failed by, and which they are."""

    reason: str
    visits: tuple[int, ...]


BY_HAND = Anomaly(reason="by_hand", visits=())
"""A person stopped the run: it goes on only when a person says so."""


def begun(engine: Engine, run_id: int, most: int) -> tuple[Begun, ...]:
    """The visits of a run begun last for the first time, newest first."""
    under_way = visit.c.state == "leased"
    failed = func.coalesce(visit.c.outcome, visit.c.last_outcome) == "not_audited"
    reason = case((~under_way & failed, func.coalesce(visit.c.reason, visit.c.last_reason)))
    asked = (
        select(visit.c.id.label("visit_id"), under_way.label("under_way"), reason.label("reason"))
        .where(visit.c.run_id == run_id, visit.c.started_at.is_not(None))
        .where(visit.c.excused == 0, visit.c.attempts <= case((under_way, 0), else_=1))
        .order_by(visit.c.started_at.desc(), visit.c.id.desc())
        .limit(most)
    )
    with reading(engine) as connection:
        return tuple(
            Begun(visit_id=row.visit_id, under_way=bool(row.under_way), reason=row.reason)
            for row in connection.execute(asked)
        )


def pause_run(engine: Engine, run_id: int, found: Anomaly) -> bool:
    """Stop to claim visits of a run; those that failed alike wait again and lose no attempt.

    False when the run is paused already, or closed.
    """
    paused = {"paused_at": now(), "paused_because": found.reason}
    with writing(engine) as connection:
        changed = connection.execute(
            update(run)
            .where(run.c.id == run_id, run.c.state == "open", run.c.paused_at.is_(None))
            .values(paused)
        )
        if changed.rowcount != 1:
            return False
        connection.execute(_excuse(found.visits))
    return True


def resume_run(engine: Engine, run_id: int, paused_before: datetime | None = None) -> bool:
    """Let visits of a paused run be claimed again; False when it is not paused (since then)."""
    asked = update(run).where(run.c.id == run_id, run.c.paused_at.is_not(None))
    if paused_before is not None:
        asked = asked.where(run.c.paused_at <= paused_before)
    with writing(engine) as connection:
        return connection.execute(asked.values(paused_at=None, paused_because=None)).rowcount == 1


def _excuse(visits: Sequence[int]) -> Update:
    return (
        update(visit)
        .where(visit.c.id.in_(visits), visit.c.state != "leased")
        .values(
            state="waiting",
            due_at=None,
            excused=visit.c.excused + 1,
            last_outcome=func.coalesce(visit.c.outcome, visit.c.last_outcome),
            last_reason=func.coalesce(visit.c.reason, visit.c.last_reason),
            outcome=None,
            reason=None,
        )
    )
