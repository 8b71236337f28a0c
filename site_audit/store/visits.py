"""Visits: each site of a run once, with its one terminal outcome."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Engine, Row, func, select

from site_audit.model import College, Cost, Outcome, Probe
from site_audit.store.colleges import college_of, memberships_of
from site_audit.store.database import reading
from site_audit.store.evidence import read_probes
from site_audit.store.tables import college, judgement, visit

VisitState = Literal["waiting", "leased", "done"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """One site in one run; ``outcome`` None until it is done."""

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


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """Visits of a run by state, those done by outcome; ``reasons`` of the not audited ones."""

    total: int
    waiting: int
    leased: int
    audited: int
    partial: int
    not_audited: int
    reasons: tuple[tuple[str, int], ...]

    @property
    def done(self) -> int:
        """Visits with a terminal outcome."""
        return self.audited + self.partial + self.not_audited


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


def progress(engine: Engine, run_id: int) -> Progress:
    """How far a run is."""
    what = (visit.c.state, visit.c.outcome, visit.c.reason)
    asked = select(*what, func.count()).where(visit.c.run_id == run_id).group_by(*what)
    states: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    with reading(engine) as connection:
        for state, outcome, reason, number in connection.execute(asked):
            states[outcome or state] += number
            if outcome == "not_audited":
                reasons[reason] += number
    names = ("waiting", "leased", "audited", "partial", "not_audited")
    return Progress(
        total=states.total(),
        reasons=tuple(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))),
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
    """Archives that published judgements were made of; they are never pruned."""
    published = select(judgement.c.run_id).where(judgement.c.state.in_(("preliminary", "final")))
    asked = select(visit.c.archive).where(
        visit.c.archive.is_not(None), visit.c.run_id.in_(published)
    )
    with reading(engine) as connection:
        return tuple(connection.execute(asked.distinct()).scalars())


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
        outcome=Outcome(kind=row.outcome, reason=row.reason) if row.outcome else None,
        archive=row.archive,
        cost=Cost(requests=row.requests, bytes=row.bytes, cpu_s=row.cpu_s, wall_s=row.wall_s),
        observations=read_probes(row.observations),
        started_at=row.started_at,
        finished_at=row.finished_at,
    )
