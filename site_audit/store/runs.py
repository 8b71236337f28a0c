"""Runs: opened with a waiting visit per college and a first judgement, closed when all is done."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Row, exists, func, insert, select, update

from site_audit.browser.viewports import OTHERS_BY_NAME
from site_audit.store import tables
from site_audit.store.colleges import Only
from site_audit.store.columns import now
from site_audit.store.database import StoreError, reading, writing

RunState = Literal["open", "closed"]
Purpose = Literal["rating", "confirming", "hand", "recheck"]


TWICE = timedelta(seconds=5)  # between the clicks of one person
CLICKING = 0x51DE_A0D3  # names the lock under which a click opens a run


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """How sites are visited: page and time budget (s) of one site, with a browser or without.

    ``speed_runs`` loads tell the speed of a home page, ``browser_seconds`` bound all that the
    browser does on one site; ``viewports`` (as «390x844») are seen besides those always seen.
    """

    pages: int
    site_seconds: float
    browser: bool = False
    speed_runs: int = 3
    browser_seconds: float = 150
    viewports: tuple[str, ...] = OTHERS_BY_NAME


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A run: ``only`` is what chose its colleges, ``schedule`` names what opened it by the clock.

    ``paused_because`` is the reason that too many sites failed by; nothing is claimed of a paused
    run. A ``confirming`` run gives no rating: its visits are second ones.
    """

    id: int
    edition: str
    profile: Profile
    only: Only
    schedule: str | None
    planned_at: datetime
    state: RunState
    created_at: datetime
    closed_at: datetime | None
    purpose: Purpose = "rating"
    paused_at: datetime | None = None
    paused_because: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What a run shall be; ``detectors`` and ``digest`` are those of its first judgement."""

    edition: str
    profile: Profile
    planned_at: datetime
    only: Only = ()
    schedule: str | None = None
    detectors: str = ""
    digest: str = ""
    purpose: Purpose = "rating"


def open_run(engine: Engine, plan: Plan, college_ids: Sequence[int]) -> int:
    """Open a run with one waiting visit for each college and judgement 1 as draft: its number.

    Raises StoreError without colleges, IntegrityError when the schedule's tick has its run.
    """
    if not college_ids:
        raise StoreError("Проверять нечего: под отбор не попал ни один колледж реестра.")
    with writing(engine) as connection:
        return insert_run(connection, plan, college_ids)


def open_once(engine: Engine, plan: Plan, college_ids: Sequence[int]) -> int:
    """``open_run`` for a person, who may click twice: who does gets the run of the first click."""
    if not college_ids:
        return open_run(engine, plan, college_ids)
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":  # two clicks are judged one after the other
            connection.execute(select(func.pg_advisory_xact_lock(CLICKING)))
        twin = _twin(connection, plan)
        return insert_run(connection, plan, college_ids) if twin is None else twin


def _twin(connection: Connection, plan: Plan) -> int | None:
    table, moment = tables.run, now()
    asked = select(table.c.id, table.c.edition, table.c.profile, table.c.scope).where(
        table.c.state == "open",
        table.c.purpose == plan.purpose,
        table.c.schedule.is_(None),
        table.c.created_at.between(moment - TWICE, moment + TWICE),
    )
    row = _row(plan)
    same = {name: _plain(row[name]) for name in ("edition", "profile", "scope")}
    for found in connection.execute(asked):
        if {name: _plain(getattr(found, name)) for name in same} == same:
            return int(found.id)
    return None


def _plain(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def insert_run(connection: Connection, plan: Plan, college_ids: Sequence[int]) -> int:
    """``open_run`` as a part of the caller's transaction."""
    made = connection.execute(insert(tables.run).values(_row(plan))).inserted_primary_key
    assert made is not None  # a row that was inserted has one
    waiting = {"run_id": made.id, "state": "waiting", "observations": []}
    visits = [waiting | {"college_id": number} for number in college_ids]
    connection.execute(insert(tables.visit), visits)
    first = {"run_id": made.id, "number": 1, "state": "draft", "created_at": now()}
    judged_by = {name: getattr(plan, name) for name in ("edition", "detectors", "digest")}
    connection.execute(insert(tables.judgement).values(first | judged_by))
    return int(made.id)


def close_run(engine: Engine, run_id: int) -> bool:
    """Close a run whose visits are all done; False, and nothing changed, while one is not."""
    undone = exists().where(tables.visit.c.run_id == run_id, tables.visit.c.state != "done")
    with writing(engine) as connection:
        if connection.execute(select(undone)).scalar():
            return False
        connection.execute(
            update(tables.run)
            .where(tables.run.c.id == run_id, tables.run.c.state == "open")
            .values(state="closed", closed_at=now())
        )
    return True


def close_early(engine: Engine, run_id: int) -> bool:
    """Close a run without the visits that would be made again: their last outcome is the last word.

    False, and nothing changed, while a visit is under way or was not made at all.
    """
    table = tables.visit
    of_run = table.c.run_id == run_id
    unmade = (
        of_run
        & (table.c.state != "done")
        & (table.c.last_outcome.is_(None) | (table.c.state == "leased"))
    )
    with writing(engine) as connection:
        if connection.execute(select(exists().where(unmade))).scalar():
            return False
        connection.execute(
            update(table)
            .where(of_run, table.c.state == "waiting")
            .values(state="done", outcome=table.c.last_outcome, reason=table.c.last_reason)
        )
    return close_run(engine, run_id)


def open_runs(engine: Engine) -> tuple[Run, ...]:
    """Runs that are not closed, oldest first."""
    asked = select(tables.run).where(tables.run.c.state == "open").order_by(tables.run.c.id)
    with reading(engine) as connection:
        return tuple(map(run_of, connection.execute(asked)))


def runs(engine: Engine) -> tuple[Run, ...]:
    """All runs, newest first."""
    with reading(engine) as connection:
        rows = connection.execute(select(tables.run).order_by(tables.run.c.id.desc())).all()
    return tuple(map(run_of, rows))


def run(engine: Engine, which: int | str) -> Run:
    """The run of this number; ``latest`` is the newest rating by the machine, else by people.

    Raises StoreError without it.
    """
    asked = select(tables.run).order_by(tables.run.c.id.desc())
    if which == "latest":
        gives = tables.run.c.purpose.in_(("rating", "hand"))
        asked = asked.where(gives).order_by(None)
        asked = asked.order_by(tables.run.c.purpose.desc(), tables.run.c.id.desc())
    else:
        number = str(which).strip()
        if not number.isdecimal() or len(number) > 9:
            raise StoreError(f"«{which}» — не проверка. Укажите её номер или слово latest.")
        asked = asked.where(tables.run.c.id == int(number))
    with reading(engine) as connection:
        row = connection.execute(asked.limit(1)).first()
    if row is None:
        if which == "latest":
            raise StoreError("Проверок ещё не было. Начать: site-audit run")
        raise StoreError(f"Проверки {which} нет. Список проверок: site-audit run list")
    return run_of(row)


def _row(plan: Plan) -> dict[str, Any]:
    return {
        "edition": plan.edition,
        "profile": asdict(plan.profile),
        "scope": [list(pair) for pair in plan.only],
        "schedule": plan.schedule,
        "planned_at": plan.planned_at,
        "state": "open",
        "created_at": now(),
        "purpose": plan.purpose,
    }


def _profile(kept: dict[str, Any]) -> Profile:
    """A profile kept before a field of it was known has that field's default."""
    viewports = tuple(kept.get("viewports", OTHERS_BY_NAME))
    return Profile(**{**kept, "viewports": viewports})


def run_of(row: Row[Any]) -> Run:
    """A run from a row with all columns of ``run``."""
    return Run(
        id=row.id,
        edition=row.edition,
        profile=_profile(row.profile),
        only=tuple((field, value) for field, value in row.scope),
        schedule=row.schedule,
        planned_at=row.planned_at,
        state=row.state,
        created_at=row.created_at,
        closed_at=row.closed_at,
        purpose=row.purpose,
        paused_at=row.paused_at,
        paused_because=row.paused_because,
    )
