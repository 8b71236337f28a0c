"""Schedules: when runs are opened by themselves, over which colleges, by which edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Engine, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from site_audit.store.colleges import Only
from site_audit.store.columns import now
from site_audit.store.database import StoreError, reading, writing
from site_audit.store.tables import schedule

ScheduleState = Literal["active", "paused"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """``cron`` in the time zone ``tz`` tells when; ticks up to ``seen_until`` are dealt with."""

    name: str
    cron: str
    tz: str
    only: Only
    edition: str
    browser: bool = True
    state: ScheduleState = "active"
    created_at: datetime
    seen_until: datetime


def add_schedule(engine: Engine, new: Schedule) -> None:
    """Keep a new schedule. Raises StoreError when there is one of this name."""
    row = {
        "name": new.name,
        "cron": new.cron,
        "tz": new.tz,
        "scope": [list(pair) for pair in new.only],
        "edition": new.edition,
        "browser": new.browser,
        "state": new.state,
        "created_at": new.created_at,
        "seen_until": new.seen_until,
    }
    try:
        with writing(engine) as connection:
            connection.execute(insert(schedule).values(row))
    except IntegrityError as error:
        raise StoreError(
            f"Расписание «{new.name}» уже есть. Выберите другое название или удалите прежнее: "
            f'site-audit schedule remove "{new.name}"'
        ) from error


def schedules(engine: Engine) -> tuple[Schedule, ...]:
    """All schedules by name."""
    with reading(engine) as connection:
        rows = connection.execute(select(schedule).order_by(schedule.c.name)).all()
    return tuple(map(_schedule_of, rows))


def find_schedule(engine: Engine, name: str) -> Schedule:
    """The schedule of this name. Raises StoreError without it."""
    found = next((one for one in schedules(engine) if one.name == name), None)
    if found is None:
        raise StoreError(f"Расписания «{name}» нет. Список расписаний: site-audit schedule list")
    return found


def set_schedule_state(engine: Engine, name: str, state: ScheduleState) -> None:
    """Pause a schedule or let it go on: what it missed meanwhile stays missed."""
    find_schedule(engine, name)
    with writing(engine) as connection:
        changed = update(schedule).where(schedule.c.name == name, schedule.c.state != state)
        connection.execute(changed.values(state=state, seen_until=now()))


def remove_schedule(engine: Engine, name: str) -> None:
    """Forget a schedule; the runs that it opened stay. Raises StoreError without it."""
    find_schedule(engine, name)
    with writing(engine) as connection:
        connection.execute(delete(schedule).where(schedule.c.name == name))


def seen(engine: Engine, name: str, until: datetime) -> None:
    """Ticks of a schedule up to then are dealt with."""
    with writing(engine) as connection:
        connection.execute(update(schedule).where(schedule.c.name == name).values(seen_until=until))


def _schedule_of(row: Row[Any]) -> Schedule:
    return Schedule(
        name=row.name,
        cron=row.cron,
        tz=row.tz,
        only=tuple((field, value) for field, value in row.scope),
        edition=row.edition,
        browser=row.browser,
        state=row.state,
        created_at=row.created_at,
        seen_until=row.seen_until,
    )
