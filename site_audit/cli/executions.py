"""What came of instructions: ``site-audit instruction check`` and ``report``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from site_audit import store
from site_audit.cli.desk import USAGE, Desk, fail, out, texts, write
from site_audit.cli.plans import plan, profile
from site_audit.cli.printing import safe
from site_audit.cli.runs import carry_on
from site_audit.followup.execution import execution, execution_csv, execution_html
from site_audit.followup.rechecking import colleges_of, recheck
from site_audit.store import Instruction
from site_audit.texts import INSTRUCTION_STATES
from site_audit.words import MOSCOW, date_ru

Numbers = Annotated[
    list[str] | None,
    typer.Argument(metavar="НОМЕР…", help="Номера поручений, например 12-3 12-4."),
]
AllOf = Annotated[bool, typer.Option("--all", help="Все, к кому это относится.")]


def check(
    context: typer.Context,
    number: Numbers = None,
    every: AllOf = False,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="ПРОВЕРКА", help="Сверить с готовой проверкой."),
    ] = None,
) -> None:
    """Проверить исполнение: обойти сайты заново и сверить по каждому критерию.

    Примеры:
      site-audit instruction check 12-3
      site-audit instruction check --all --against 14
    """
    desk: Desk = context.obj
    picked = chosen(store.instructions(desk.engine, states=store.OPEN), number, every)
    if not picked:
        out.print("Поручений, которые ждут исполнения, нет.")
        return
    run_id = _seen_by(desk, against, picked) if against else _visit_again(desk, picked)
    done = sum(recheck(desk.engine, one, run_id) for one in picked)
    print_instructions([store.find_instruction(desk.engine, one.number) for one in picked])
    out.print(f"Исполнено полностью: {done} из {len(picked)}.")


def _seen_by(desk: Desk, which: str, picked: Sequence[Instruction]) -> int:
    """A run that has looked since; one that goes on, or was before, ends the command in words."""
    found = store.run(desk.engine, which)
    if found.state != "closed":
        fail(
            f"Проверка {found.id} не закончена. Сначала закончите её: "
            f"{desk.called} run resume {found.id}"
        )
    for one in picked:
        if found.id <= one.run_id:
            fail(
                f"Поручение № {one.number} составлено по проверке {one.run_id}: сверять его можно "
                "только с более поздней."
            )
    return found.id


def _visit_again(desk: Desk, chosen: Sequence[Instruction]) -> int:
    """A run over the sites of these instructions, by the edition of the newest judgement."""
    newest = store.run(desk.engine, max(one.run_id for one in chosen))
    edition = store.judgement(desk.engine, newest.id).edition
    how = profile(desk.settings, browser=True)
    drawn = store.recheck_plan(plan(desk.settings, how, edition))
    run_id = store.open_run(desk.engine, drawn, colleges_of(chosen))
    carry_on(desk, run_id)
    if store.run(desk.engine, run_id).state != "closed":
        fail(
            f"Проверка {run_id} не закончена: не все сайты открылись. Закончите её: "
            f"{desk.called} run resume {run_id}, затем повторите с --against {run_id}"
        )
    return run_id


def report(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Option("--out", metavar="ФАЙЛ", help="Записать: .html или .csv.")
    ] = None,
) -> None:
    """Отчёт «Исполнение поручений»: кто исполнил, кто ответил, кто просрочил.

    Примеры:
      site-audit instruction report
      site-audit instruction report --out исполнение.html
    """
    desk: Desk = context.obj
    found = execution(store.instructions(desk.engine), today())
    if file is None:
        table = Table("Состояние", box=None)
        table.add_column("Поручений", justify="right")
        for state, number in found.states:
            table.add_row(INSTRUCTION_STATES[state], str(number))
        out.print(table)
        out.print(f"Критериев исправлено: {found.fixed} из {found.tasks}.")
        return
    if file.suffix.lower() not in (".html", ".csv"):
        fail("Отчёт записывается в файл .html или .csv", USAGE)
    words = texts(desk.settings.edition)
    text = execution_csv(found) if file.suffix.lower() == ".csv" else execution_html(found, words)
    write(file, text)


def chosen(
    found: Sequence[Instruction], numbers: Sequence[str] | None, every: bool
) -> list[Instruction]:
    """Those of the instructions that a person named, or all; else the command ends in words."""
    if every == bool(numbers):
        fail("Укажите номера поручений или --all.", USAGE)
    known = {one.number: one for one in found}
    for number in numbers or ():
        if number not in known:
            fail(f"Поручения № {number}, к которому это относится, нет.")
    return list(found) if every else [known[number] for number in numbers or ()]


def print_instructions(found: Sequence[Instruction]) -> None:
    """Instructions as a table on the screen."""
    table = Table("№", "Кому", "Срок", "Состояние", box=None, pad_edge=False)
    table.add_column("Исполнено", justify="right", no_wrap=True)
    for one in found:
        done = sum(task.fixed is True for task in one.tasks)
        whom = one.cluster or one.addressee
        state = INSTRUCTION_STATES[one.standing(today())]
        table.add_row(
            one.number, safe(whom), date_ru(one.due_on), state, f"{done} из {len(one.tasks)}"
        )
    out.print(table)


def today() -> date:
    """The day in Moscow."""
    return datetime.now(MOSCOW).date()
