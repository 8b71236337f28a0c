"""Clock: opens what is due and closes what is done. One process leads, whoever else runs it.

A round reads the database and the time, and does what follows from them; it may be repeated, cut
short at any place, or run by two at once: what it opens is unique in the database.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from site_audit import store
from site_audit.followup.rechecking import recheck
from site_audit.runs.ticks import Ticks
from site_audit.store import BY_HAND, Confirmation, Run, Schedule

CLOCK = __name__
log = logging.getLogger(CLOCK)

ROUND_SECONDS = 2.0
LEADS_SECONDS = 15.0  # so long after its death another process leads
BROKEN = timedelta(days=2)  # a moment this far ahead was written by a clock that was wrong

PlanOf = Callable[[Schedule, datetime], store.Plan]


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Who goes by it (``holder``) and by which hours; ``plan_of`` draws up a schedule's run.

    ``again_plan`` draws up a run that confirms the results of another one, ``recheck_plan`` one
    that looks whether the instructions that came of it were followed. A tick missed by more than
    ``grace_hours`` stays missed; a paused run goes on after ``pause_minutes``.
    """

    engine: Engine
    holder: str
    plan_of: PlanOf
    again_plan: Callable[[Run, datetime], store.Plan]
    recheck_plan: Callable[[Run, datetime], store.Plan]
    grace_hours: float
    confirm_hours: float
    pause_minutes: float
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


def go_round(clock: Clock) -> bool:
    """One round, by the leader alone; whether we lead."""
    if not store.lead(clock.engine, "clock", clock.holder, LEADS_SECONDS):
        return False
    for schedule in store.schedules(clock.engine):
        if schedule.state == "active":
            _open_scheduled(clock, schedule)
    _resume_paused(clock)
    _confirm(clock)
    _look_again(clock)
    for run in store.open_runs(clock.engine):
        if store.close_run(clock.engine, run.id):
            log.info("run %s is closed", run.id)
    _note_looks(clock)
    return True


def _open_scheduled(clock: Clock, schedule: Schedule) -> None:
    """Opens the run of the last tick since the last round; earlier ones it stands for as well."""
    now = clock.now()
    seen = schedule.seen_until if schedule.seen_until <= now + BROKEN else now
    earliest = max(seen, now - timedelta(hours=clock.grace_hours))
    tick = Ticks(schedule.cron, schedule.tz).last(earliest, now)
    if tick is not None:
        _open(clock, schedule, tick)
    if tick is not None or seen != schedule.seen_until or now - seen > timedelta(minutes=1):
        store.seen(clock.engine, schedule.name, max(seen, now))


def _open(clock: Clock, schedule: Schedule, tick: datetime) -> None:
    colleges = [college.id for college in store.colleges(clock.engine, schedule.only)]
    if not colleges:
        log.error("schedule %s: no college of the register is in its scope", schedule.name)
        return
    try:
        run_id = store.open_run(clock.engine, clock.plan_of(schedule, tick), colleges)
    except IntegrityError:
        log.info("schedule %s: the run of %s is open already", schedule.name, tick)
    else:
        log.info("schedule %s: run %s is open", schedule.name, run_id)


def _resume_paused(clock: Clock) -> None:
    """Tries again runs that stopped themselves: our network may have come back."""
    before = clock.now() - timedelta(minutes=clock.pause_minutes)
    for run in store.open_runs(clock.engine):
        if run.paused_because in (None, BY_HAND.reason):
            continue
        if store.resume_run(clock.engine, run.id, before):
            log.info("run %s goes on", run.id)


def _confirm(clock: Clock) -> None:
    """Plans second visits that are due, a run of them for each run that they confirm."""
    now = clock.now()
    store.ask_again(clock.engine, now + timedelta(hours=clock.confirm_hours))
    for run_id, held_back in _by_run(store.awaited(clock.engine, now)).items():
        plan = clock.again_plan(store.run(clock.engine, run_id), now)
        opened = store.open_confirming(clock.engine, plan, held_back)
        if opened is not None:
            log.info("run %s confirms %s results of run %s", opened, len(held_back), run_id)


def _look_again(clock: Clock) -> None:
    """Plans a look at the sites of instructions on the evening of their day."""
    now = clock.now()
    found = store.due_instructions(clock.engine, now)
    if not found:
        return
    newest = store.run(clock.engine, max(one.run_id for one in found))
    plan = clock.recheck_plan(newest, now)
    opened = store.open_recheck(clock.engine, plan, [one.number for one in found])
    if opened is not None:
        log.info("run %s looks again for %s instructions", opened, len(found))


def _note_looks(clock: Clock) -> None:
    for one in store.looked_at(clock.engine):
        assert one.recheck_id is not None  # as a run has looked
        done = recheck(clock.engine, one, one.recheck_id)
        log.info("instruction %s: %s", one.number, "confirmed" if done else "not all is mended")


def _by_run(held_back: Sequence[Confirmation]) -> dict[int, list[Confirmation]]:
    found: dict[int, list[Confirmation]] = {}
    for one in held_back:
        found.setdefault(one.run_id, []).append(one)
    return found
