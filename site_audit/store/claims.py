"""Claims: who audits which visit now. Taken by lease, finished behind a fence.

Each claim moves the visit's fence by one; a result is written only by the claim that still holds
it, in one transaction with the state. A worker that lost its lease writes nothing.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, and_, select, update

from site_audit.model import Cost, Offer, Outcome, Probe, Score, Verdict
from site_audit.store.columns import now
from site_audit.store.database import writing
from site_audit.store.evidence import write_probes
from site_audit.store.judgements import Marks, write_marks
from site_audit.store.tables import run, visit

CRASHES_TOGETHER = 2  # after so many crashes of ours a visit runs alone


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A visit that a worker holds while its lease lasts."""

    visit_id: int
    fence: int
    run_id: int
    college_id: int
    attempts: int
    crashes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """How a visit ended and what it found; ``archive`` None when nothing was gathered.

    ``scores`` are (rating, score); ``observations`` what was seen of the server (TLS and others),
    ``offers`` the site's programmes, None when they could not be told.
    """

    outcome: Outcome
    finished_at: datetime
    archive: str | None = None
    cost: Cost = field(default_factory=Cost)
    observations: tuple[Probe, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    scores: tuple[tuple[str, Score], ...] = ()
    offers: tuple[Offer, ...] | None = None


def claim(
    engine: Engine,
    worker: str,
    lease_seconds: float,
    *,
    alone: bool = False,
    run_id: int | None = None,
) -> Claim | None:
    """Take the next visit of an open run (of ``run_id``, or of any): None when there is none.

    Waiting ones come first, then those whose lease ran out, by number. A visit that crashed us
    twice is given only to a worker that does nothing else at the time (``alone``).
    """
    moment = now()
    with writing(engine) as connection:
        open_to_us = _open(alone, run_id)
        row = (
            connection.execute(open_to_us.where(visit.c.state == "waiting")).first()
            or connection.execute(open_to_us.where(_lapsed(moment))).first()
        )
        if row is None:
            return None
        taken = {
            "state": "leased",
            "worker": worker,
            "lease_until": moment + timedelta(seconds=lease_seconds),
            "fence": row.fence + 1,
            "started_at": moment,
        }
        connection.execute(update(visit).where(visit.c.id == row.id).values(taken))
    return Claim(
        visit_id=row.id,
        fence=row.fence + 1,
        run_id=row.run_id,
        college_id=row.college_id,
        attempts=row.attempts,
        crashes=row.crashes,
    )


def renew(engine: Engine, held: Claim, lease_seconds: float) -> bool:
    """Hold the visit longer; False when it is no longer ours."""
    return _change(engine, held, lease_until=now() + timedelta(seconds=lease_seconds))


def release(engine: Engine, held: Claim) -> bool:
    """Give the visit back unfinished (graceful stop); False when it is no longer ours."""
    return _change(engine, held, state="waiting", worker=None, lease_until=None)


def finish(engine: Engine, held: Claim, judgement_id: int, ended: Ended) -> bool:
    """Result, marks and «done» in one transaction.

    False, and nothing written, when the visit is no longer ours. Raises StoreError when the
    judgement is final.
    """
    done = {
        "state": "done",
        "worker": None,
        "lease_until": None,
        "attempts": visit.c.attempts + 1,
        "outcome": ended.outcome.kind,
        "reason": ended.outcome.reason,
        "archive": ended.archive,
        "finished_at": ended.finished_at,
        "observations": write_probes(ended.observations),
    }
    with writing(engine) as connection:
        changed = connection.execute(
            update(visit).where(_held(held)).values(done | asdict(ended.cost))
        )
        if changed.rowcount != 1:
            return False
        marks = Marks(verdicts=ended.verdicts, scores=ended.scores, offers=ended.offers)
        write_marks(connection, judgement_id, held.visit_id, marks)
    return True


def crashed(engine: Engine, worker: str) -> tuple[int, ...]:
    """The parent saw ``worker`` die by itself: its visits wait again, one crash richer.

    A visit that was alone in the worker ends as ``our_failure``: numbers of those are returned.
    """
    theirs = and_(visit.c.state == "leased", visit.c.worker == worker)
    alone = and_(theirs, visit.c.crashes >= CRASHES_TOGETHER)
    freed = {"worker": None, "lease_until": None, "crashes": visit.c.crashes + 1}
    failed = {
        "state": "done",
        "outcome": "not_audited",
        "reason": "our_failure",
        "finished_at": now(),
    }
    with writing(engine) as connection:
        ended = connection.execute(select(visit.c.id).where(alone).order_by(visit.c.id)).scalars()
        numbers = tuple(ended.all())
        connection.execute(update(visit).where(alone).values(freed | failed))
        connection.execute(update(visit).where(theirs).values(freed | {"state": "waiting"}))
    return numbers


def _open(alone: bool, run_id: int | None) -> Select[Any]:
    """The first visit, by number, that this worker may have; its state is left to the caller."""
    asked = (
        select(visit)
        .join(run)
        .where(run.c.state == "open")
        .order_by(visit.c.id)
        .limit(1)
        .with_for_update(of=visit, skip_locked=True)
    )
    if not alone:
        asked = asked.where(visit.c.crashes < CRASHES_TOGETHER)
    return asked if run_id is None else asked.where(visit.c.run_id == run_id)


def _lapsed(moment: datetime) -> ColumnElement[bool]:
    return and_(visit.c.state == "leased", visit.c.lease_until <= moment)


def _held(held: Claim) -> ColumnElement[bool]:
    """Whether the visit is still in the hands of this very claim."""
    return and_(visit.c.id == held.visit_id, visit.c.fence == held.fence, visit.c.state == "leased")


def _change(engine: Engine, held: Claim, **values: object) -> bool:
    with writing(engine) as connection:
        return connection.execute(update(visit).where(_held(held)).values(values)).rowcount == 1
