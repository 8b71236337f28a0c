"""Visits: each site of a run once, with its one terminal outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Engine, Row, and_, case, func, or_, select, type_coerce, union

from site_audit.model import College, Cost, Outcome, Probe
from site_audit.store.colleges import college_of, memberships_of
from site_audit.store.columns import Moment, now
from site_audit.store.database import reading
from site_audit.store.evidence import read_probes
from site_audit.store.tables import college, judgement, run, standing, visit

VisitState = Literal["waiting", "leased", "done"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """One site in one run; ``outcome`` is that of the last attempt, None before the first.

    A visit that waits and has an outcome is tried again at ``due_at``.
    """

    id: int
    run_id: int
    college: College
    state: VisitState
    worker: str | None
    lease_until: datetime | None
    attempts: int
    crashes: int
    outcome: Outcome | None
    archive: str | None
    cost: Cost
    observations: tuple[Probe, ...]
    started_at: datetime | None
    finished_at: datetime | None
    due_at: datetime | None = None
    ip: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """Visits of a run by state, those done by outcome; ``reasons`` of the not audited ones.

    ``later`` of the not audited ones are tried again, the first of them at ``next_at``.
    """

    total: int
    waiting: int
    leased: int
    audited: int
    partial: int
    not_audited: int
    reasons: tuple[tuple[str, int], ...]
    later: int = 0
    next_at: datetime | None = None

    @property
    def done(self) -> int:
        """Visits that ended, the last word or not."""
        return self.audited + self.partial + self.not_audited

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do now: all is done, or waits for its hour."""
        return self.waiting == self.leased == 0


def visits_of(engine: Engine, run_id: int) -> tuple[Visit, ...]:
    """All visits of a run, by number, each with its college as the register has it now."""
    chosen = college.c.id.in_(select(visit.c.college_id).where(visit.c.run_id == run_id))
    with reading(engine) as connection:
        joined = memberships_of(connection, chosen)
        found = connection.execute(select(college).where(chosen)).all()
        rows = connection.execute(
            select(visit).where(visit.c.run_id == run_id).order_by(visit.c.id)
        ).all()
    known = {row.id: college_of(row, joined) for row in found}
    return tuple(_visit_of(row, known[row.college_id]) for row in rows)


def addresses_of(engine: Engine, run_id: int) -> dict[int, str]:
    """The IPs of the hosts that a run's visits found, by the visit's number."""
    asked = select(visit.c.id, visit.c.ip).where(visit.c.run_id == run_id, visit.c.ip.is_not(None))
    with reading(engine) as connection:
        return {row.id: row.ip for row in connection.execute(asked)}


def visit_of(engine: Engine, visit_id: int) -> Visit:
    """One visit by its number."""
    with reading(engine) as connection:
        row = connection.execute(select(visit).where(visit.c.id == visit_id)).one()
        joined = memberships_of(connection, college.c.id == row.college_id)
        site = connection.execute(select(college).where(college.c.id == row.college_id)).one()
    return _visit_of(row, college_of(site, joined))


def progress(engine: Engine, run_id: int) -> Progress:
    """How far a run is now."""
    is_later = and_(visit.c.state == "waiting", visit.c.due_at > now())
    is_over = or_(visit.c.state == "done", is_later)
    each = (
        select(
            visit.c.state,
            case((is_over, func.coalesce(visit.c.outcome, visit.c.last_outcome))).label("outcome"),
            case((is_over, func.coalesce(visit.c.reason, visit.c.last_reason))).label("reason"),
            case((is_later, visit.c.due_at)).label("later_at"),
        )
        .where(visit.c.run_id == run_id)
        .subquery()
    )
    what = (each.c.state, each.c.outcome, each.c.reason)
    next_at = type_coerce(func.min(each.c.later_at), Moment).label("next_at")
    counted = select(*what, func.count().label("number"), next_at).group_by(*what)
    with reading(engine) as connection:
        return _progress_of(connection.execute(counted).all())


def is_idle(engine: Engine, run_id: int) -> bool:
    """Whether nothing of a run can be done now: closed, paused, or all wait for their hour."""
    with reading(engine) as connection:
        state = select(run.c.state, run.c.paused_at).where(run.c.id == run_id)
        row = connection.execute(state).one()
    if row.state != "open" or row.paused_at is not None:
        return True
    return progress(engine, run_id).is_idle


def _progress_of(rows: Sequence[Row[Any]]) -> Progress:
    """``rows``: (state, outcome, reason, number, next_at), where an outcome makes the state."""
    states: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for row in rows:
        states[row.outcome or row.state] += row.number
        if row.outcome == "not_audited":
            reasons[row.reason] += row.number
    later = [row for row in rows if row.state == "waiting" and row.next_at is not None]
    names = ("waiting", "leased", "audited", "partial", "not_audited")
    return Progress(
        total=states.total(),
        reasons=tuple(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))),
        later=sum(row.number for row in later),
        next_at=min((row.next_at for row in later), default=None),
        **{name: states[name] for name in names},
    )


def previous_archive(engine: Engine, college_id: int) -> str | None:
    """The archive of the college's last visit that read its site, wholly or in part."""
    asked = (
        select(visit.c.archive)
        .where(visit.c.college_id == college_id, visit.c.archive.is_not(None))
        .where(visit.c.outcome.in_(("audited", "partial")))
        .order_by(visit.c.finished_at.desc(), visit.c.id.desc())
        .limit(1)
    )
    with reading(engine) as connection:
        archive: str | None = connection.execute(asked).scalar()
    return archive


def cited_archives(engine: Engine) -> tuple[str, ...]:
    """Archives that are never pruned: of published judgements, and the newest of every college.

    Second visits whose marks count in a published judgement are of it too.

    The next visit of a college writes only what differs from its newest archive, and may be doing
    so now.
    """
    is_published = judgement.c.state.in_(("preliminary", "final"))
    published = select(judgement.c.run_id).where(is_published)
    counting = select(standing.c.visit_id).join(
        judgement, judgement.c.id == standing.c.judgement_id
    )
    newest_first = (visit.c.finished_at.desc(), visit.c.id.desc())
    place = func.row_number().over(partition_by=visit.c.college_id, order_by=newest_first)
    kept = select(visit.c.archive, visit.c.run_id, place.label("place")).where(
        visit.c.archive.is_not(None), visit.c.outcome.in_(("audited", "partial"))
    )
    last = kept.subquery()
    of_published = select(visit.c.archive).where(
        visit.c.archive.is_not(None),
        or_(visit.c.run_id.in_(published), visit.c.id.in_(counting.where(is_published))),
    )
    asked = union(of_published, select(last.c.archive).where(last.c.place == 1))
    with reading(engine) as connection:
        return tuple(connection.execute(asked).scalars())


def outcome_of(row: Row[Any]) -> Outcome | None:
    """How a visit's row ended, or its last attempt; None before the first."""
    if row.outcome:
        return Outcome(kind=row.outcome, reason=row.reason)
    return Outcome(kind=row.last_outcome, reason=row.last_reason) if row.last_outcome else None


def _visit_of(row: Row[Any], visited: College) -> Visit:
    return Visit(
        id=row.id,
        run_id=row.run_id,
        college=visited,
        state=row.state,
        worker=row.worker,
        lease_until=row.lease_until,
        attempts=row.attempts,
        crashes=row.crashes,
        outcome=outcome_of(row),
        archive=row.archive,
        cost=Cost(requests=row.requests, bytes=row.bytes, cpu_s=row.cpu_s, wall_s=row.wall_s),
        observations=read_probes(row.observations),
        started_at=row.started_at,
        finished_at=row.finished_at,
        due_at=row.due_at,
        ip=row.ip,
    )
