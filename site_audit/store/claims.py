"""Claims: who audits which visit now. Taken by lease, finished behind a fence.

Each claim moves the visit's fence by one; a result is written only by the claim that still holds
it, in one transaction with the state. A worker that lost its lease writes nothing.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    and_,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from site_audit.model import Cost, Offer, Outcome, Probe, Score, Verdict
from site_audit.store.columns import now
from site_audit.store.confirmations import Doubt, plan_second, settle
from site_audit.store.database import reading, writing
from site_audit.store.evidence import write_probes
from site_audit.store.judgements import Marks, write_marks
from site_audit.store.tables import attempt, run, visit

BROKEN = timedelta(days=2)  # no lease is so long
CRASHES_TOGETHER = 2  # after so many crashes of ours a visit runs alone


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A visit that a worker holds while its lease lasts.

    ``attempts`` were carried to an end before, those that fell to our own network left out.
    """

    visit_id: int
    fence: int
    run_id: int
    college_id: int
    attempts: int
    crashes: int
    worker: str
    started_at: datetime

    @property
    def is_solitary(self) -> bool:
        """Whether nothing else may be done beside it: it crashed us twice in company."""
        return self.crashes >= CRASHES_TOGETHER


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Onward:
    """What follows a visit that ended: another attempt at ``again_at``, a second visit to confirm.

    ``agrees`` is what a second visit says of the first one; None for other visits.
    """

    again_at: datetime | None = None
    doubt: Doubt | None = None
    agrees: bool | None = None


def claim(
    engine: Engine,
    worker: str,
    lease_seconds: float,
    *,
    alone: bool = False,
    run_id: int | None = None,
    visit_id: int | None = None,
) -> Claim | None:
    """Take the next visit of an open run (of ``run_id``, or of any): None when there is none.

    Waiting ones that are due come first, those that were not tried yet before the others, then
    those whose lease ran out. A site whose IP is being visited is passed over. A visit that crashed
    us twice is given only to a worker that does nothing else at the time (``alone``).
    ``visit_id`` asks for that visit and no other.
    """
    moment = now()
    asked = _open(alone, run_id)
    if visit_id is not None:
        asked = asked.where(visit.c.id == visit_id)
    try:
        with writing(engine) as connection:
            row = (
                connection.execute(asked.where(is_ready(moment))).first()
                or connection.execute(asked.where(is_lapsed(moment))).first()
            )
            if row is None:
                return None
            held = _claim_of(row, worker, moment)
            connection.execute(
                update(visit).where(visit.c.id == row.id).values(_taken(held, lease_seconds))
            )
    except IntegrityError:  # another took a site of the same IP in the same moment
        return None
    return held


def settle_at(engine: Engine, held: Claim, ip: str) -> bool:
    """Say at which IP the visit will ask; False when another visit is there: it is given back."""
    try:
        return _change(engine, held, ip=ip)
    except IntegrityError:
        _change(engine, held, ip=ip, state="waiting", worker=None, lease_until=None)
        return False


def renew(engine: Engine, held: Claim, lease_seconds: float) -> bool:
    """Hold the visit longer; False when it is no longer ours."""
    return _change(engine, held, lease_until=now() + timedelta(seconds=lease_seconds))


def release(engine: Engine, held: Claim, due_at: datetime | None = None) -> bool:
    """Give the visit back unfinished (graceful stop); False when it is no longer ours."""
    return _change(engine, held, state="waiting", worker=None, lease_until=None, due_at=due_at)


def stumble(engine: Engine, held: Claim) -> bool:
    """Our own code failed on this visit: it waits again, one crash richer."""
    freed = {"state": "waiting", "worker": None, "lease_until": None}
    return _change(engine, held, **freed, crashes=visit.c.crashes + 1)


def finish(
    engine: Engine,
    held: Claim,
    judgement_id: int,
    ended: Ended,
    onward: Onward | None = None,
) -> bool:
    """Result, marks, what follows, and «done» (or «waiting» again) in one transaction.

    False, and nothing written, when the visit is no longer ours. Raises StoreError when the
    judgement is final.
    """
    onward = onward or Onward()
    with writing(engine) as connection:
        state = _ended(ended) | (_once_more(ended, onward) if onward.again_at else _done(ended))
        changed = connection.execute(
            update(visit).where(_held(held)).values(state | asdict(ended.cost))
        )
        if changed.rowcount != 1:
            return False
        connection.execute(insert(attempt).values(_attempt_row(held, ended)))
        marks = Marks(verdicts=ended.verdicts, scores=ended.scores, offers=ended.offers)
        write_marks(connection, judgement_id, held.visit_id, marks)
        if onward.again_at is None:
            _confirm(connection, held, onward)
    return True


def crashed(engine: Engine, worker: str, *, counts: bool = True) -> tuple[int, ...]:
    """The parent saw ``worker`` die: its visits wait again, one crash richer if that ``counts``.

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
        if not counts:
            given_back = {"state": "waiting", "worker": None, "lease_until": None}
            connection.execute(update(visit).where(theirs).values(given_back))
            return ()
        ended = connection.execute(select(visit.c.id).where(alone).order_by(visit.c.id)).scalars()
        numbers = tuple(ended.all())
        connection.execute(update(visit).where(alone).values(freed | failed))
        connection.execute(update(visit).where(theirs).values(freed | {"state": "waiting"}))
    return numbers


def held_by(engine: Engine, worker: str) -> int:
    """How many visits a worker holds."""
    asked = select(func.count()).where(visit.c.state == "leased", visit.c.worker == worker)
    with reading(engine) as connection:
        return int(connection.execute(asked).scalar_one())


def is_busy() -> ColumnElement[bool]:
    """Whether another visit is at the IP of a visit now."""
    beside = visit.alias("beside")
    return exists().where(
        beside.c.state == "leased", beside.c.ip == visit.c.ip, beside.c.id != visit.c.id
    )


def is_ready(moment: datetime) -> ColumnElement[bool]:
    """Whether a visit waits and is due."""
    due = or_(visit.c.due_at.is_(None), visit.c.due_at <= moment)
    return and_(visit.c.state == "waiting", due)


def is_lapsed(moment: datetime) -> ColumnElement[bool]:
    """Whether a lease ran out, or is so long that the clock that gave it was wrong."""
    out = or_(visit.c.lease_until <= moment, visit.c.lease_until > moment + BROKEN)
    return and_(visit.c.state == "leased", out)


def _open(alone: bool, run_id: int | None) -> Select[Any]:
    """The first visit that this worker may have; its state is left to the caller."""
    asked = (
        select(visit)
        .join(run)
        .where(run.c.state == "open", run.c.paused_at.is_(None), ~is_busy())
        .order_by(visit.c.attempts, visit.c.id)
        .limit(1)
        .with_for_update(of=visit, skip_locked=True)
    )
    if not alone:
        asked = asked.where(visit.c.crashes < CRASHES_TOGETHER)
    return asked if run_id is None else asked.where(visit.c.run_id == run_id)


def _claim_of(row: Any, worker: str, moment: datetime) -> Claim:
    return Claim(
        visit_id=row.id,
        fence=row.fence + 1,
        run_id=row.run_id,
        college_id=row.college_id,
        attempts=row.attempts - row.excused,
        crashes=row.crashes,
        worker=worker,
        started_at=moment,
    )


def _taken(held: Claim, lease_seconds: float) -> dict[str, object]:
    return {
        "state": "leased",
        "worker": held.worker,
        "lease_until": held.started_at + timedelta(seconds=lease_seconds),
        "fence": held.fence,
        "started_at": held.started_at,
        "due_at": None,
    }


def _ended(ended: Ended) -> dict[str, object]:
    return {
        "worker": None,
        "lease_until": None,
        "attempts": visit.c.attempts + 1,
        "archive": ended.archive,
        "finished_at": ended.finished_at,
        "observations": write_probes(ended.observations),
    }


def _done(ended: Ended) -> dict[str, object]:
    return {
        "state": "done",
        "outcome": ended.outcome.kind,
        "reason": ended.outcome.reason,
        "last_outcome": None,
        "last_reason": None,
    }


def _once_more(ended: Ended, onward: Onward) -> dict[str, object]:
    return {
        "state": "waiting",
        "due_at": onward.again_at,
        "last_outcome": ended.outcome.kind,
        "last_reason": ended.outcome.reason,
    }


def _attempt_row(held: Claim, ended: Ended) -> dict[str, object]:
    return {
        "visit_id": held.visit_id,
        "number": held.fence,  # of claims that came to an end; others leave a gap
        "worker": held.worker,
        "started_at": held.started_at,
        "finished_at": ended.finished_at,
        "outcome": ended.outcome.kind,
        "reason": ended.outcome.reason,
    }


def _confirm(connection: Connection, held: Claim, onward: Onward) -> None:
    if onward.agrees is not None:
        settle(connection, held.visit_id, agrees=onward.agrees)
    if onward.doubt is not None:
        plan_second(connection, held.visit_id, onward.doubt)


def _held(held: Claim) -> ColumnElement[bool]:
    """Whether the visit is still in the hands of this very claim."""
    return and_(visit.c.id == held.visit_id, visit.c.fence == held.fence, visit.c.state == "leased")


def _change(engine: Engine, held: Claim, **values: object) -> bool:
    with writing(engine) as connection:
        return connection.execute(update(visit).where(_held(held)).values(values)).rowcount == 1
