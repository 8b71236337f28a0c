"""Instructions (поручения): to whom, what is to be done until when, what was answered and done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from site_audit.model import Mark

InstructionState = Literal["draft", "issued", "answered", "confirmed", "withdrawn"]
Standing = Literal["draft", "issued", "answered", "confirmed", "overdue", "withdrawn"]


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
    tasks: tuple[Task, ...] = ()
    replies: tuple[Reply, ...] = ()

    def standing(self, today: date) -> Standing:
        """Its state as people see it: overdue when the day has passed without a confirmation."""
        if self.state in ("issued", "answered") and today > self.due_on:
            return "overdue"
        return self.state
