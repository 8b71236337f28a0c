"""Ready: visits that could be made now, for those who tell other machines to make them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, or_, select

from site_audit.store.claims import CRASHES_TOGETHER, is_busy, is_lapsed, is_ready
from site_audit.store.columns import now
from site_audit.store.database import reading
from site_audit.store.tables import college, run, visit


@dataclass(frozen=True, kw_only=True, slots=True)
class Ready:
    """A visit that could be made now; ``host`` is that of its site."""

    visit_id: int
    host: str
    attempts: int


def ready(engine: Engine) -> tuple[Ready, ...]:
    """All visits of open runs that wait and are due, or whose lease ran out; no IP is busy."""
    moment = now()
    could_be_made = or_(is_ready(moment), is_lapsed(moment))
    asked = (
        select(visit.c.id, visit.c.attempts, college.c.place)
        .join(run, run.c.id == visit.c.run_id)
        .join(college, college.c.id == visit.c.college_id)
        .where(run.c.state == "open", run.c.paused_at.is_(None), could_be_made, ~is_busy())
        .order_by(visit.c.attempts, visit.c.id)
    )
    with reading(engine) as connection:
        return tuple(
            Ready(visit_id=row.id, host=row.place.partition("/")[0], attempts=row.attempts)
            for row in connection.execute(asked)
        )


def is_solitary(engine: Engine, visit_id: int) -> bool:
    """Whether a visit crashed us twice and must be made alone."""
    asked = select(visit.c.crashes).where(visit.c.id == visit_id)
    with reading(engine) as connection:
        return int(connection.execute(asked).scalar_one()) >= CRASHES_TOGETHER
