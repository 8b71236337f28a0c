"""Confirmations: results that are not shown before a second visit, or a person, agrees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Row, insert, select, update

from site_audit.store.columns import now
from site_audit.store.database import StoreError, reading, writing
from site_audit.store.runs import Plan, insert_run
from site_audit.store.staleness import unsettle_origin
from site_audit.store.tables import confirmation, visit

Because = Literal["drop", "low"]
ConfirmationState = Literal["waiting", "agreed", "differed", "by_hand"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """Why a result is not shown yet, and from when a second visit may tell."""

    because: Because
    due_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmation:
    """What stands between a visit's result and the people; ``second_id`` is the visit that tells.

    ``agreed`` and ``by_hand``: the first visit's marks count; ``differed``: the second one's.
    """

    visit_id: int
    run_id: int
    college_id: int
    because: Because
    due_at: datetime
    state: ConfirmationState
    second_id: int | None
    settled_at: datetime | None


def plan_second(connection: Connection, visit_id: int, doubt: Doubt) -> None:
    """Hold a result back until a second visit; one that is held back already stays so."""
    known = select(confirmation.c.visit_id).where(confirmation.c.visit_id == visit_id)
    if connection.execute(known).first() is None:
        row = {"because": doubt.because, "due_at": doubt.due_at, "state": "waiting"}
        connection.execute(insert(confirmation).values(row | {"visit_id": visit_id}))
        unsettle_origin(connection, [visit_id])


def settle(connection: Connection, second_id: int, *, agrees: bool) -> None:
    """What the second visit says; a person who spoke in the meantime has the last word."""
    connection.execute(
        update(confirmation)
        .where(confirmation.c.second_id == second_id, confirmation.c.state == "waiting")
        .values(state="agreed" if agrees else "differed", settled_at=now())
    )
    unsettle_origin(connection, [second_id])


def ask_again(engine: Engine, due_at: datetime) -> int:
    """Second visits that could not read the site tell nothing: others are planned; how many."""
    failed = (
        select(visit.c.id)
        .where(visit.c.state == "done", visit.c.outcome == "not_audited")
        .where(visit.c.id == confirmation.c.second_id)
    )
    with writing(engine) as connection:
        changed = connection.execute(
            update(confirmation)
            .where(confirmation.c.state == "waiting", failed.exists())
            .values(second_id=None, due_at=due_at)
        )
    return changed.rowcount


def confirm_by_hand(engine: Engine, visit_id: int) -> None:
    """A person looked: the visit's marks count. Raises StoreError when nothing is held back."""
    with writing(engine) as connection:
        changed = connection.execute(
            update(confirmation)
            .where(confirmation.c.visit_id == visit_id, confirmation.c.state == "waiting")
            .values(state="by_hand", settled_at=now())
        )
        if changed.rowcount != 1:
            raise StoreError("Этот результат не ждёт подтверждения.")
        unsettle_origin(connection, [visit_id])


def awaited(engine: Engine, moment: datetime) -> tuple[Confirmation, ...]:
    """Results whose second visit is due and not planned yet."""
    asked = _asked().where(
        confirmation.c.state == "waiting",
        confirmation.c.second_id.is_(None),
        confirmation.c.due_at <= moment,
    )
    with reading(engine) as connection:
        return tuple(map(_confirmation_of, connection.execute(asked)))


def open_confirming(engine: Engine, plan: Plan, held_back: Sequence[Confirmation]) -> int | None:
    """Open a run of second visits for these; its number, None when others did so before."""
    with writing(engine) as connection:
        free = (
            select(confirmation.c.visit_id)
            .where(confirmation.c.visit_id.in_([one.visit_id for one in held_back]))
            .where(confirmation.c.state == "waiting", confirmation.c.second_id.is_(None))
            .with_for_update()
        )
        still = set(connection.execute(free).scalars())
        waiting = {one.college_id: one.visit_id for one in held_back if one.visit_id in still}
        if not waiting:
            return None
        run_id = insert_run(connection, plan, list(waiting))
        seconds = select(visit.c.id, visit.c.college_id).where(visit.c.run_id == run_id)
        for row in connection.execute(seconds).all():
            connection.execute(
                update(confirmation)
                .where(confirmation.c.visit_id == waiting[row.college_id])
                .values(second_id=row.id)
            )
    return run_id


def confirmed_by(engine: Engine, second_id: int) -> Confirmation | None:
    """The result that a visit shall confirm, None for an ordinary visit."""
    with reading(engine) as connection:
        row = connection.execute(_asked().where(confirmation.c.second_id == second_id)).first()
    return _confirmation_of(row) if row else None


def confirmations(engine: Engine, run_id: int) -> tuple[Confirmation, ...]:
    """What is or was held back of a run, and of the second visits that came of it."""
    found: list[Confirmation] = []
    with reading(engine) as connection:
        asked = _asked().where(visit.c.run_id == run_id)
        layer = [_confirmation_of(row) for row in connection.execute(asked)]
        while layer:
            found += layer
            seconds = [one.second_id for one in layer if one.second_id is not None]
            asked = _asked().where(confirmation.c.visit_id.in_(seconds))
            layer = [_confirmation_of(row) for row in connection.execute(asked)]
    return tuple(found)


def counting(visit_id: int, known: Iterable[Confirmation]) -> int | None:
    """The visit whose marks count in place of a visit: itself, a second one, or none yet."""
    by_visit = {one.visit_id: one for one in known}
    while (held := by_visit.get(visit_id)) is not None:
        if held.state == "waiting":
            return None
        if held.state != "differed" or held.second_id is None:
            return visit_id
        visit_id = held.second_id
    return visit_id


def _asked() -> Any:
    return (
        select(confirmation, visit.c.run_id, visit.c.college_id)
        .join(visit, visit.c.id == confirmation.c.visit_id)
        .order_by(confirmation.c.visit_id)
    )


def _confirmation_of(row: Row[Any]) -> Confirmation:
    return Confirmation(**row._mapping)
