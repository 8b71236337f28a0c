"""Instructions (поручения): to whom, what is to be done until when, what was answered and done."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, Row, func, insert, select, update

from site_audit.model import Mark
from site_audit.store.columns import now
from site_audit.store.database import StoreError, reading, writing
from site_audit.store.instruction_tables import instruction, reply, reply_file, task
from site_audit.store.tables import college, judgement, run
from site_audit.text import fold

InstructionState = Literal["draft", "issued", "answered", "confirmed", "withdrawn"]
Standing = Literal["draft", "issued", "answered", "confirmed", "overdue", "withdrawn"]

OPEN: tuple[InstructionState, ...] = ("issued", "answered")
MAX_FILE = 20_000_000  # bytes of a file that comes with an answer


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One criterion of one college that an instruction asks to mend.

    ``mark`` is the one it was issued for; ``after`` that of the re-audit, None while there was
    none or where it could not be told (``visit_id`` tells the two apart).
    """

    college_id: int
    college: str
    criterion: str
    mark: Mark
    out_of: int
    after: Mark = None
    visit_id: int | None = None

    @property
    def fixed(self) -> bool | None:
        """Whether the re-audit found it mended; None = no re-audit yet, or it could not tell."""
        if self.visit_id is None or self.after is None:
            return None
        return self.after == self.out_of or self.after > max(self.mark or 0, self.out_of // 2)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What came back (информационная справка): words, and a file by its name and its sha256."""

    id: int
    author: str
    text: str
    received_at: datetime
    file_name: str = ""
    file_digest: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Instruction:
    """An instruction to a cluster (about its colleges) or to one college.

    ``addressee`` is the institution in the nominative, ``person`` who answers there, by name;
    ``number`` is the one it is known by outside. ``recheck_id`` is the run that looked again.
    """

    id: int
    number: str
    run_id: int
    cluster: str
    college_id: int | None
    addressee: str
    region: str
    person: str
    email: str
    text: str
    due_on: date
    state: InstructionState
    created_by: str
    created_at: datetime
    issued_at: datetime | None = None
    settled_at: datetime | None = None
    recheck_id: int | None = None
    rechecked_at: datetime | None = None
    tasks: tuple[Task, ...] = ()
    replies: tuple[Reply, ...] = ()

    def standing(self, today: date) -> Standing:
        """Its state as people see it: overdue when the day has passed without a confirmation."""
        if self.state in ("issued", "answered") and today > self.due_on:
            return "overdue"
        return self.state


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """An instruction to be: who is told to mend what until when."""

    judgement_id: int
    addressee: str
    due_on: date
    created_by: str
    text: str
    cluster: str = ""
    college_id: int | None = None
    region: str = ""
    person: str = ""
    email: str = ""
    tasks: tuple[Task, ...] = field(default=(), repr=False)


def draw_up(engine: Engine, orders: Sequence[Order]) -> tuple[str, ...]:
    """Keep instructions as drafts, all or none; their numbers («12-3»: of run 12, the third).

    Raises StoreError when one of them stands open already for the same judgement and addressee.
    """
    with writing(engine) as connection:
        return tuple(_draw_up(connection, one) for one in orders)


def _draw_up(connection: Connection, order: Order) -> str:
    if not order.tasks:
        raise StoreError(f"У «{order.addressee}» нет того, что нужно исправить: поручать нечего.")
    asked = select(run.c.id).join(judgement).where(judgement.c.id == order.judgement_id)
    run_id = connection.execute(asked.with_for_update(of=run)).scalar_one()  # numbers are its own
    _refuse_twin(connection, order)
    known = select(func.count()).select_from(instruction).join(judgement)
    count = connection.execute(known.where(judgement.c.run_id == run_id)).scalar_one()
    number = f"{run_id}-{count + 1}"
    names = ("judgement_id", "addressee", "due_on", "created_by", "text", "cluster", "college_id")
    values = {name: getattr(order, name) for name in (*names, "region", "person", "email")}
    values |= {"number": number, "cluster_folded": fold(order.cluster), "state": "draft"}
    made = connection.execute(insert(instruction).values(values | {"created_at": now()}))
    assert made.inserted_primary_key is not None  # a row that was inserted has one
    owner = int(made.inserted_primary_key.id)
    rows = [_task_row(owner, position, one) for position, one in enumerate(order.tasks)]
    if rows:
        connection.execute(insert(task), rows)
    return number


def _refuse_twin(connection: Connection, order: Order) -> None:
    same = (
        instruction.c.judgement_id == order.judgement_id,
        instruction.c.cluster_folded == fold(order.cluster),
        instruction.c.college_id.is_not_distinct_from(order.college_id),
        instruction.c.state.in_(("draft", *OPEN)),
    )
    twin = connection.execute(select(instruction.c.number).where(*same)).scalar()
    if twin is not None:
        raise StoreError(
            f"Поручение «{order.addressee}» по этой проверке уже есть: № {twin}. "
            f"Если оно не нужно, отмените его: site-audit instruction withdraw {twin}"
        )


def _task_row(owner: int, position: int, one: Task) -> dict[str, Any]:
    return {
        "instruction_id": owner,
        "college_id": one.college_id,
        "criterion": one.criterion,
        "position": position,
        "mark": one.mark,
        "out_of": one.out_of,
    }


def instructions(
    engine: Engine, *, judgement_id: int | None = None, states: Sequence[InstructionState] = ()
) -> tuple[Instruction, ...]:
    """Instructions in the order they were drawn up: all, of a judgement, in these states."""
    chosen: list[ColumnElement[bool]] = []
    if judgement_id is not None:
        chosen.append(instruction.c.judgement_id == judgement_id)
    if states:
        chosen.append(instruction.c.state.in_(states))
    with reading(engine) as connection:
        return load(connection, chosen)


def find_instruction(engine: Engine, number: str) -> Instruction:
    """The instruction of this number. Raises StoreError without it."""
    with reading(engine) as connection:
        found = load(connection, [instruction.c.number == number.strip()])
    if not found:
        raise StoreError(f"Поручения «{number}» нет. Список: site-audit instruction list")
    return found[0]


def issue(engine: Engine, numbers: Iterable[str]) -> int:
    """Drafts become issued from now on; how many."""
    drafts = (instruction.c.number.in_(tuple(numbers)), instruction.c.state == "draft")
    with writing(engine) as connection:
        changed = connection.execute(
            update(instruction).where(*drafts).values(state="issued", issued_at=now())
        )
    return changed.rowcount


def withdraw(engine: Engine, number: str) -> None:
    """An instruction that nobody has to follow any more; it stays to be seen. Raises StoreError."""
    here = (instruction.c.number == number, instruction.c.state.in_(("draft", *OPEN)))
    with writing(engine) as connection:
        changed = connection.execute(
            update(instruction).where(*here).values(state="withdrawn", settled_at=now())
        )
        if changed.rowcount != 1:
            raise StoreError(f"Поручения № {number}, которое можно отменить, нет.")


def answer(engine: Engine, number: str, given: Reply, content: bytes = b"") -> None:
    """Keep what came back, with the file if there is one. Raises StoreError.

    A draft or a withdrawn instruction takes no answer; a file has its bound.
    """
    if len(content) > MAX_FILE:
        raise StoreError(f"Файл {given.file_name} больше 20 МБ: приложите файл поменьше.")
    digest = hashlib.sha256(content).hexdigest() if content else None
    with writing(engine) as connection:
        found = connection.execute(
            select(instruction).where(instruction.c.number == number).with_for_update()
        ).first()
        if found is None or found.state in ("draft", "withdrawn"):
            raise StoreError(f"Поручения № {number}, на которое можно ответить, нет.")
        if (
            digest
            and not connection.execute(
                select(reply_file.c.digest).where(reply_file.c.digest == digest)
            ).first()
        ):
            connection.execute(insert(reply_file).values(digest=digest, content=content))
        row = {"instruction_id": found.id, "author": given.author, "text": given.text}
        row |= {"received_at": given.received_at, "file_name": given.file_name}
        connection.execute(insert(reply).values(row | {"file_digest": digest}))
        connection.execute(
            update(instruction)
            .where(instruction.c.id == found.id, instruction.c.state == "issued")
            .values(state="answered")
        )


def file_of(engine: Engine, digest: str) -> bytes:
    """The file that came with an answer."""
    asked = select(reply_file.c.content).where(reply_file.c.digest == digest)
    with reading(engine) as connection:
        return bytes(connection.execute(asked).scalar_one())


def load(connection: Connection, chosen: Sequence[ColumnElement[bool]]) -> tuple[Instruction, ...]:
    """Instructions that meet all conditions, with their tasks and answers."""
    rows = connection.execute(
        select(instruction, judgement.c.run_id)
        .join(judgement)
        .where(*chosen)
        .order_by(instruction.c.id)
    ).all()
    tasks, replies = _tasks(connection, chosen), _replies(connection, chosen)
    return tuple(_instruction_of(row, tasks[row.id], replies[row.id]) for row in rows)


def _tasks(
    connection: Connection, chosen: Sequence[ColumnElement[bool]]
) -> defaultdict[int, list[Task]]:
    asked = (
        select(task, college.c.name)
        .join(college, college.c.id == task.c.college_id)
        .join(instruction, instruction.c.id == task.c.instruction_id)
        .where(*chosen)
        .order_by(task.c.instruction_id, task.c.position)
    )
    found: defaultdict[int, list[Task]] = defaultdict(list)
    for row in connection.execute(asked):
        found[row.instruction_id].append(
            Task(
                college_id=row.college_id,
                college=row.name,
                criterion=row.criterion,
                mark=row.mark,
                out_of=row.out_of,
                after=row.after,
                visit_id=row.visit_id,
            )
        )
    return found


def _replies(
    connection: Connection, chosen: Sequence[ColumnElement[bool]]
) -> defaultdict[int, list[Reply]]:
    asked = select(reply).join(instruction).where(*chosen).order_by(reply.c.id)
    found: defaultdict[int, list[Reply]] = defaultdict(list)
    for row in connection.execute(asked):
        found[row.instruction_id].append(
            Reply(
                id=row.id,
                author=row.author,
                text=row.text,
                received_at=row.received_at,
                file_name=row.file_name,
                file_digest=row.file_digest or "",
            )
        )
    return found


def _instruction_of(row: Row[Any], tasks: Sequence[Task], replies: Sequence[Reply]) -> Instruction:
    kept = dict(row._mapping)
    del kept["judgement_id"], kept["cluster_folded"]
    return Instruction(**kept, tasks=tuple(tasks), replies=tuple(replies))
