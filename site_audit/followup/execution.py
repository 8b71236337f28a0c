"""Execution: the report «исполнение поручений» as figures, as a page and as CSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from site_audit.store.instructions import Instruction, Standing
from site_audit.texts import INSTRUCTION_STATES, Texts
from site_audit.words import date_ru
from site_audit.writing.ranking_data import csv_cell
from site_audit.writing.templates import render

ORDER: tuple[Standing, ...] = ("overdue", "issued", "answered", "confirmed", "draft", "withdrawn")


@dataclass(frozen=True, kw_only=True, slots=True)
class Execution:
    """All instructions on a day, the most urgent first; ``fixed`` of ``tasks`` are mended.

    Withdrawn instructions and drafts are listed and not counted in tasks.
    """

    day: date
    instructions: tuple[Instruction, ...]
    states: tuple[tuple[Standing, int], ...]
    tasks: int
    fixed: int
    untold: int


def execution(found: Sequence[Instruction], day: date) -> Execution:
    """The report on a day."""
    counted = Counter(one.standing(day) for one in found)
    given = [one for one in found if one.state not in ("draft", "withdrawn")]
    tasks = [task for one in given for task in one.tasks]
    return Execution(
        day=day,
        instructions=tuple(sorted(found, key=lambda one: _urgency(one, day))),
        states=tuple((state, counted[state]) for state in ORDER if counted[state]),
        tasks=len(tasks),
        fixed=sum(task.fixed is True for task in tasks),
        untold=sum(task.visit_id is not None and task.after is None for task in tasks),
    )


def _urgency(one: Instruction, day: date) -> tuple[int, date, int]:
    return ORDER.index(one.standing(day)), one.due_on, one.id


def execution_html(found: Execution, texts: Texts) -> str:
    """One page that needs no other file."""
    return render("execution", "html", report=found, texts=texts, states=INSTRUCTION_STATES)


def execution_csv(found: Execution) -> str:
    """A row for each criterion of each instruction; written as the CSV of a ranking is."""
    sheet = io.StringIO()
    sheet.write("\ufeff")
    table = csv.writer(sheet, delimiter=";")
    table.writerow(_HEAD)
    for one in found.instructions:
        state = INSTRUCTION_STATES[one.standing(found.day)]
        known = (one.number, one.cluster, one.addressee, one.region, date_ru(one.due_on), state)
        for task in one.tasks:
            result = {True: "исправлено", False: "не исправлено", None: ""}[task.fixed]
            row = (*known, task.college, task.criterion, task.mark, task.after, result)
            table.writerow([csv_cell(cell) for cell in row])
        if not one.tasks:
            table.writerow([csv_cell(cell) for cell in known])
    return sheet.getvalue()


_HEAD = (
    "Номер",
    "Кластер",
    "Кому",
    "Регион",
    "Срок",
    "Состояние",
    "Колледж",
    "Критерий",
    "Оценка была",
    "Оценка стала",
    "Итог",
)
