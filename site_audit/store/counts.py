"""Figures of all work at one moment, for those who watch it: a few aggregates, no rows of sites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    and_,
    case,
    func,
    literal,
    select,
    text,
)

from site_audit.store.claims import is_lapsed, is_ready
from site_audit.store.columns import now
from site_audit.store.database import reading
from site_audit.store.tables import run, visit


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitCount:
    """How many visits are in a state; ``outcome`` and ``reason`` empty where there is none."""

    state: str
    outcome: str
    reason: str
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Spent:
    """What all visits that ended have cost together.

    ``within`` tells, by bound in seconds, how many took no longer, of ``timed`` that did anything.
    """

    requests: int
    bytes: int
    cpu_s: float
    wall_s: float
    timed: int
    within: tuple[tuple[float, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """The work at a moment: ``under_way`` are visits of open runs, ``finished`` those of all runs.

    ``waiting_since`` is when the oldest open run with a waiting visit was opened.
    """

    runs: tuple[tuple[str, int], ...]
    under_way: tuple[VisitCount, ...]
    finished: tuple[VisitCount, ...]
    waiting_since: datetime | None
    lapsed: int
    crashes: int
    attempts: int
    last_finished: datetime | None
    spent: Spent


def counts(engine: Engine, bounds: Sequence[float]) -> Counts:
    """The figures now; ``bounds`` are seconds of a visit. Raises StoreError without a database.

    A run that is paused counts as ``paused``, a visit that waits for its hour as ``later``.
    """
    moment = now()
    ready = is_ready(moment)
    with reading(engine) as connection:
        ever = connection.execute(_EVER).one()
        return Counts(
            runs=tuple((row.state, row.number) for row in connection.execute(_RUNS)),
            under_way=_visits(connection, _by_state(ready).join(run).where(run.c.state == "open")),
            finished=_visits(connection, _by_state(ready).where(visit.c.state == "done")),
            waiting_since=connection.execute(_WAITING_SINCE.where(ready)).scalar(),
            lapsed=connection.execute(_VISITS.where(is_lapsed(moment))).scalar_one(),
            crashes=int(ever.crashes or 0),
            attempts=int(ever.attempts or 0),
            last_finished=ever.last_finished,
            spent=_spent(connection, tuple(bounds)),
        )


_RUN_STATE = case((run.c.paused_at.is_not(None), literal("paused")), else_=run.c.state)
_RUNS = select(_RUN_STATE.label("state"), func.count().label("number")).group_by(text("1"))


def _by_state(ready: ColumnElement[bool]) -> Select[Any]:
    state = case((and_(visit.c.state == "waiting", ~ready), literal("later")), else_=visit.c.state)
    return select(
        state.label("state"),
        func.coalesce(visit.c.outcome, visit.c.last_outcome).label("outcome"),
        func.coalesce(visit.c.reason, visit.c.last_reason).label("reason"),
        func.count().label("number"),
    ).group_by(text("1"), text("2"), text("3"))


_WAITING_SINCE = (
    select(func.min(run.c.created_at))
    .select_from(visit)
    .join(run)
    .where(run.c.state == "open", run.c.paused_at.is_(None))
)
_VISITS = select(func.count()).select_from(visit)
_EVER = select(
    func.sum(visit.c.crashes).label("crashes"),
    func.sum(visit.c.attempts).label("attempts"),
    func.max(visit.c.finished_at).label("last_finished"),
)


def _visits(connection: Connection, asked: Select[Any]) -> tuple[VisitCount, ...]:
    return tuple(map(_count_of, connection.execute(asked)))


def _count_of(row: Row[Any]) -> VisitCount:
    return VisitCount(
        state=row.state, outcome=row.outcome or "", reason=row.reason or "", number=row.number
    )


def _spent(connection: Connection, bounds: tuple[float, ...]) -> Spent:
    wall = visit.c.wall_s
    names = ("requests", "bytes", "cpu_s", "wall_s")
    sums = [func.sum(visit.c[name]).label(name) for name in names]
    within = [func.count(case((wall <= bound, 1))).label(f"within_{bound}") for bound in bounds]
    # A visit that our crash ended has cost nothing and took no time.
    asked = select(func.count().label("timed"), *sums, *within)
    row = connection.execute(asked.where(visit.c.state == "done", wall > 0)).one()
    requests, received, cpu_s, wall_s = (getattr(row, name) or 0 for name in names)
    return Spent(
        requests=int(requests),
        bytes=int(received),
        cpu_s=float(cpu_s),
        wall_s=float(wall_s),
        timed=row.timed,
        within=tuple(zip(bounds, row[1 + len(names) :], strict=True)),
    )
