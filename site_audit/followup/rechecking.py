"""Rechecking: what a later look at the sites says of an instruction, criterion by criterion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Engine

from site_audit import store
from site_audit.ratings import standings
from site_audit.ratings.ladder import Result
from site_audit.store import Instruction, Task


def seen_again(tasks: Iterable[Task], results: Mapping[int, Result]) -> tuple[Task, ...]:
    """Tasks with the marks of a later look, by college; what it did not see stays as it was.

    A site that could not be audited, or whose result waits for a second visit, says nothing.
    """
    return tuple(_seen(one, results.get(one.college_id)) for one in tasks)


def _seen(task: Task, result: Result | None) -> Task:
    if result is None or not result.audited:
        return task
    marks = {one.criterion: one.finding.mark for one in result.verdicts}
    if task.criterion not in marks:
        return task
    return replace(task, after=marks[task.criterion], visit_id=result.visit_id)


def recheck(engine: Engine, found: Instruction, run_id: int) -> bool:
    """Note what a run says of an instruction; whether all is mended now and it is confirmed."""
    given = store.judgement(engine, run_id)
    about = {task.college_id for task in found.tasks}
    results = standings.results(engine, given, with_marks=True, only=about)
    seen = seen_again(found.tasks, {one.college.id: one for one in results})
    return store.note_recheck(engine, found, run_id, seen)


def colleges_of(found: Iterable[Instruction]) -> tuple[int, ...]:
    """The colleges that these instructions are about, each once."""
    return tuple(dict.fromkeys(task.college_id for one in found for task in one.tasks))
