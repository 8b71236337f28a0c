"""The clock: each tick opens one run, whoever looks, however often, whatever the clock shows."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, update

from site_audit import store
from site_audit.model import College, Outcome
from site_audit.runs.clock import Clock, go_round
from site_audit.runs.ticks import CronError, Ticks
from site_audit.store import BY_HAND, Anomaly
from site_audit.store.database import writing
from site_audit.store.tables import run

BORN = datetime(2026, 11, 1, tzinfo=UTC)
TICK = datetime(2026, 11, 4, 23, tzinfo=UTC)  # 5 November, 2:00 in Moscow
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PLAN = store.Plan(
    edition="2023", profile=store.Profile(pages=60, site_seconds=300), planned_at=BORN
)


class Time:
    """A clock on the wall that a test sets."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


def _of_schedule(schedule: store.Schedule, tick: datetime) -> store.Plan:
    return replace(PLAN, schedule=schedule.name, planned_at=tick, only=schedule.only)


def _clock(engine: Engine, time: Time, holder: str = "a") -> Clock:
    return Clock(
        engine=engine,
        holder=holder,
        plan_of=_of_schedule,
        recheck_plan=lambda run, moment: replace(PLAN, planned_at=moment),
        again_plan=lambda run, moment: replace(PLAN, purpose="confirming", planned_at=moment),
        grace_hours=24,
        confirm_hours=20,
        pause_minutes=30,
        now=time,
    )


def _monthly(engine: Engine) -> None:
    """A register of two colleges, audited each month by the schedule."""
    store.save_register(engine, [College(name=f"К{n}", url=f"http://k{n}.ru/") for n in range(2)])
    new = store.Schedule(
        name="месяц",
        cron="0 2 5 * *",
        tz="Europe/Moscow",
        only=(),
        edition="2023",
        created_at=BORN,
        seen_until=BORN,
    )
    store.add_schedule(engine, new)


def _planned(engine: Engine) -> list[datetime]:
    return [one.planned_at for one in reversed(store.runs(engine))]


def test_a_tick_opens_one_run_over_its_colleges_however_often_it_is_looked_at(
    engine: Engine,
) -> None:
    _monthly(engine)
    time = Time(TICK - MINUTE)
    clock = _clock(engine, time)
    assert go_round(clock)
    assert _planned(engine) == []
    for later in (0, 1, 2, 60):
        time.moment = TICK + later * MINUTE
        go_round(clock)
    assert _planned(engine) == [TICK]
    assert store.progress(engine, 1).total == 2
    time.moment = TICK + 30 * DAY + MINUTE
    go_round(clock)
    assert len(_planned(engine)) == 2


def test_a_schedule_that_is_paused_opens_nothing_and_makes_nothing_up_for(engine: Engine) -> None:
    _monthly(engine)
    store.set_schedule_state(engine, "месяц", "paused")
    clock = _clock(engine, Time(TICK + MINUTE))
    go_round(clock)
    store.set_schedule_state(engine, "месяц", "active")
    go_round(clock)
    assert _planned(engine) == []


@pytest.mark.parametrize(
    ("away", "runs"), [(3 * HOUR, 1), (30 * HOUR, 0), (30 * DAY + 8 * HOUR, 1)]
)
def test_ticks_missed_while_nobody_looked_are_run_once_within_the_grace(
    away: timedelta, runs: int, engine: Engine
) -> None:
    """After a month and a night away it is the last tick alone that is run."""
    _monthly(engine)
    time = Time(TICK - MINUTE)
    go_round(_clock(engine, time))
    time.moment = TICK + away
    for holder in ("a", "a"):
        go_round(_clock(engine, time, holder))
    assert len(_planned(engine)) == runs


def test_a_clock_that_jumps_back_opens_no_second_run(engine: Engine) -> None:
    _monthly(engine)
    time = Time(TICK + MINUTE)
    clock = _clock(engine, time)
    go_round(clock)
    for moment in (TICK - HOUR, TICK - MINUTE, TICK, TICK + 2 * MINUTE):
        time.moment = moment
        go_round(clock)
    assert _planned(engine) == [TICK]


def test_a_clock_that_was_a_year_ahead_for_a_moment_silences_no_schedule(engine: Engine) -> None:
    _monthly(engine)
    time = Time(TICK + 365 * DAY + 10 * DAY)
    clock = _clock(engine, time)
    go_round(clock)
    time.moment = TICK - MINUTE
    go_round(clock)
    time.moment = TICK + MINUTE
    go_round(clock)
    assert TICK in _planned(engine)


def test_many_clocks_at_once_open_one_run(engine: Engine) -> None:
    """Not only the leader: a former one may still be at work when the next one begins."""
    _monthly(engine)
    time = Time(TICK + MINUTE)
    barrier, troubles = threading.Barrier(6), []

    def look(number: int) -> None:
        clock = _clock(engine, time, str(number))
        barrier.wait()
        try:
            go_round(clock)
            go_round(clock)
        except Exception as error:  # noqa: BLE001  whatever it is, the test shall show it
            troubles.append(error)

    threads = [threading.Thread(target=look, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert _planned(engine) == [TICK]


def test_a_former_leader_that_is_still_at_it_opens_no_second_run(engine: Engine) -> None:
    _monthly(engine)
    time = Time(TICK + MINUTE)
    seen = store.find_schedule(engine, "месяц").seen_until
    go_round(_clock(engine, time))
    store.seen(engine, "месяц", seen)  # as the other one read it
    store.step_down(engine, "clock", "a")
    assert go_round(_clock(engine, time, "b"))
    assert _planned(engine) == [TICK]


def test_a_process_that_does_not_lead_opens_nothing(engine: Engine) -> None:
    _monthly(engine)
    assert store.lead(engine, "clock", "another", 60)
    assert not go_round(_clock(engine, Time(TICK + MINUTE)))
    assert _planned(engine) == []


def test_a_run_whose_visits_are_all_done_is_closed(engine: Engine) -> None:
    _monthly(engine)
    time = Time(TICK + MINUTE)
    go_round(_clock(engine, time))
    while held := store.claim(engine, "w", 30):
        ended = store.Ended(outcome=Outcome(kind="audited"), finished_at=TICK)
        store.finish(engine, held, store.judgement(engine, 1).id, ended)
    go_round(_clock(engine, time))
    assert store.run(engine, 1).state == "closed"


@pytest.mark.parametrize(
    ("reason", "after", "goes_on"),
    [("dns", 29 * MINUTE, False), ("dns", 31 * MINUTE, True), ("by_hand", DAY, False)],
)
def test_a_run_that_paused_by_itself_goes_on_after_a_while_and_one_that_a_person_paused_does_not(
    reason: str, after: timedelta, goes_on: bool, engine: Engine
) -> None:
    _monthly(engine)
    go_round(_clock(engine, Time(TICK + MINUTE)))
    why = BY_HAND if reason == "by_hand" else Anomaly(reason=reason, visits=())
    assert store.pause_run(engine, 1, why)
    with writing(engine) as connection:
        connection.execute(update(run).values(paused_at=TICK))
    go_round(_clock(engine, Time(TICK + after)))
    assert (store.claim(engine, "w", 30) is not None) == goes_on


def test_second_visits_are_planned_when_they_are_due(engine: Engine) -> None:
    _monthly(engine)
    time = Time(TICK + MINUTE)
    go_round(_clock(engine, time))
    doubt = store.Doubt(because="low", due_at=TICK + 20 * HOUR)
    while held := store.claim(engine, "w", 30):
        ended = store.Ended(outcome=Outcome(kind="audited"), finished_at=TICK)
        onward = store.Onward(doubt=doubt)
        store.finish(engine, held, store.judgement(engine, 1).id, ended, onward)
    time.moment = TICK + 19 * HOUR
    go_round(_clock(engine, time))
    assert len(store.runs(engine)) == 1
    time.moment = TICK + 21 * HOUR
    for _ in range(3):
        go_round(_clock(engine, time))
    assert [one.purpose for one in store.runs(engine)] == ["confirming", "rating"]
    assert store.progress(engine, 2).total == 2
    assert store.run(engine, "latest").id == 1


# Ticks


@pytest.mark.parametrize(
    ("cron", "tz", "first"),
    [
        ("0 2 5 * *", "Europe/Moscow", "2026-11-04T23:00"),
        ("0 2 5 * *", "Asia/Vladivostok", "2026-11-04T16:00"),
        ("30 6 * * 1", "UTC", "2026-11-02T06:30"),
        ("0 0 * * 0", "UTC", "2026-11-08T00:00"),
        ("0 0 * * 7", "UTC", "2026-11-08T00:00"),
        ("*/15 8-9 * * 1-5", "UTC", "2026-11-02T08:00"),
        ("0 0 29 2 *", "UTC", "2028-02-29T00:00"),
    ],
)
def test_a_cron_expression_is_read_as_cron_reads_it(cron: str, tz: str, first: str) -> None:
    tick = Ticks(cron, tz).after(BORN)
    assert tick is not None
    assert tick.isoformat(timespec="minutes").removesuffix("+00:00") == first


@pytest.mark.parametrize(
    ("cron", "tz", "told"),
    [
        ("0 2 5 *", "UTC", "пять полей"),
        ("", "UTC", "пять полей"),
        ("61 2 5 * *", "UTC", "пять полей"),
        ("0 2 5 * 1", "UTC", "день недели"),
        ("0 0 31 2 *", "UTC", "ни один срок"),
        ("0 2 5 * *", "Moscow", "Часового пояса"),
        ("0 2 5 * *", "../etc/passwd", "Часового пояса"),
    ],
)
def test_a_cron_expression_that_cannot_be_read_is_refused_with_an_example(
    cron: str, tz: str, told: str
) -> None:
    with pytest.raises(CronError, match=told):
        Ticks(cron, tz)


def test_daylight_saving_doubles_no_tick_and_loses_no_day() -> None:
    """In the night to 25 October 2026 Berlin has the hour from two to three twice."""
    ticks = Ticks("30 2 * * *", "Europe/Berlin")
    found = ticks.next(datetime(2026, 10, 23, 12, tzinfo=UTC), 3)
    assert [tick.day for tick in found] == [24, 25, 26]
