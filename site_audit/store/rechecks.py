"""Rechecks: runs that look again at what instructions asked for, and what they found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Engine, and_, not_, or_, select, update

from site_audit.store.columns import now
from site_audit.store.database import reading, writing
from site_audit.store.instruction_tables import instruction, task
from site_audit.store.instructions import OPEN, Instruction, Task, load
from site_audit.store.runs import Plan, insert_run
from site_audit.store.tables import confirmation, run, visit
from site_audit.words import MOSCOW

EVENING = timedelta(hours=18)  # in Moscow: until then the last day is theirs


def recheck_plan(drawn: Plan) -> Plan:
    """A run that looks again at what instructions asked for; it gives no rating."""
    return replace(drawn, purpose="recheck")


def last_due(moment: datetime) -> date:
    """The last day whose instructions are due at this moment."""
    return (moment.astimezone(MOSCOW) - EVENING).date()


def due_instructions(engine: Engine, moment: datetime) -> tuple[Instruction, ...]:
    """Issued ones whose day is over and that no run has looked at since, or looks at."""
    due = [
        instruction.c.state.in_(OPEN),
        instruction.c.due_on <= last_due(moment),
        instruction.c.recheck_id.is_(None),
    ]
    with reading(engine) as connection:
        return load(connection, due)


def open_recheck(engine: Engine, plan: Plan, numbers: Sequence[str]) -> int | None:
    """Open a run over the sites of these; its number, None when others did so before."""
    with writing(engine) as connection:
        free = (
            select(instruction.c.id)
            .where(instruction.c.number.in_(numbers), instruction.c.recheck_id.is_(None))
            .with_for_update()
        )
        still = tuple(connection.execute(free).scalars())
        about = select(task.c.college_id).where(task.c.instruction_id.in_(still)).distinct()
        colleges = tuple(connection.execute(about.order_by(task.c.college_id)).scalars())
        if not colleges:
            return None
        run_id = insert_run(connection, recheck_plan(plan), colleges)
        mine = instruction.c.id.in_(still)
        connection.execute(
            update(instruction).where(mine).values(recheck_id=run_id, rechecked_at=None)
        )
    return run_id


def looked_at(engine: Engine) -> tuple[Instruction, ...]:
    """Open ones whose run has looked again and whose findings are not noted yet.

    One whose sites wait for a second visit waits with them: until then they say nothing.
    """
    closed = select(run.c.id).where(run.c.state == "closed")
    held_back = (
        select(visit.c.id)
        .join(confirmation, confirmation.c.visit_id == visit.c.id)
        .join(task, task.c.college_id == visit.c.college_id)
        .where(task.c.instruction_id == instruction.c.id, confirmation.c.state == "waiting")
        .where(visit.c.run_id == instruction.c.recheck_id)
    )
    waiting = [
        instruction.c.state.in_(OPEN),
        instruction.c.recheck_id.in_(closed),
        instruction.c.rechecked_at.is_(None),
        ~held_back.correlate(instruction).exists(),
    ]
    with reading(engine) as connection:
        return load(connection, waiting)


def note_recheck(engine: Engine, found: Instruction, run_id: int, tasks: Iterable[Task]) -> bool:
    """Keep what a run found; the instruction is confirmed when all is mended: whether it is.

    A draft or a withdrawn instruction stays what it is. A look before the day is over does not
    stand for the one that comes then, nor for one that is under way.
    """
    seen = tuple(tasks)
    done = bool(seen) and all(one.fixed for one in seen)
    mine = instruction.c.id == found.id
    with writing(engine) as connection:
        for one in seen:
            connection.execute(
                update(task)
                .where(task.c.instruction_id == found.id, task.c.college_id == one.college_id)
                .where(task.c.criterion == one.criterion)
                .values(after=one.after, visit_id=one.visit_id)
            )
        moment = now()
        stands = found.recheck_id == run_id or found.due_on <= last_due(moment)
        noted = {"rechecked_at": moment} | ({"recheck_id": run_id} if stands else {})
        under_way = and_(instruction.c.recheck_id != run_id, instruction.c.rechecked_at.is_(None))
        connection.execute(
            update(instruction)
            .where(mine, or_(instruction.c.recheck_id.is_(None), not_(under_way)))
            .values(noted)
        )
        if done:
            connection.execute(
                update(instruction)
                .where(mine, instruction.c.state.in_(OPEN))
                .values(state="confirmed", settled_at=now())
            )
    return done
