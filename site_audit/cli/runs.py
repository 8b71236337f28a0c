"""``site-audit run``: audit the sites of the register, look at runs, go on with one."""

from __future__ import annotations

import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from site_audit import store
from site_audit.cli import imports
from site_audit.cli.desk import (
    STOPPED,
    Desk,
    err,
    fail,
    means,
    out,
    texts,
    write,
)
from site_audit.cli.plans import condition, plan, profile
from site_audit.cli.printing import (
    Pace,
    print_end,
    print_held,
    print_later,
    safe,
)
from site_audit.cli.workers import crew
from site_audit.model import College
from site_audit.protocol import run_json
from site_audit.runs.crew import Crew, conduct
from site_audit.store import BY_HAND
from site_audit.words import date_ru, moment_ru

app = typer.Typer(invoke_without_command=True)

Which = Annotated[str, typer.Argument(metavar="ПРОВЕРКА", help="Номер проверки или latest.")]


@app.callback()
def run(
    context: typer.Context,
    edition: Annotated[
        str | None, typer.Option("--edition", metavar="E", help="Редакция методики: 2023, 2025.")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="ЧТО=ЗНАЧЕНИЕ", help="region=…, cluster=… или id=…"),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Не открывать страницы браузером.")
    ] = False,
    speed_runs: Annotated[
        int | None,
        typer.Option(
            "--speed-runs", metavar="N", min=1, max=9, help="Сколько раз измерить скорость."
        ),
    ] = None,
) -> None:
    """Проверить все сайты реестра (или выбранные). Остановленную проверку можно продолжить.

    Примеры:
      site-audit run
      site-audit run --only "region=Псковская область" --edition 2025
      site-audit run resume latest
    """
    if context.invoked_subcommand is not None:
        return
    desk: Desk = context.obj
    chosen = tuple(condition(text) for text in only or ())
    found = store.colleges(desk.engine, chosen)
    if not found and chosen and store.colleges(desk.engine):
        fail(
            "Проверять нечего: под условие --only не подходит ни один колледж. "
            f"Что есть в реестре: {desk.called} register list"
        )
    if not found:
        fail(f"Реестр пуст. Загрузите его: {desk.called} register import реестр.xlsx")
    how = profile(desk.settings, browser=not no_browser, speed_runs=speed_runs)
    start_run(desk, found, how, edition=edition, only=chosen)


def start_run(
    desk: Desk,
    found: Sequence[College],
    how: store.Profile,
    *,
    edition: str | None = None,
    only: tuple[tuple[str, str], ...] = (),
) -> int:
    """Opens a run over these colleges and works on it until it is closed; its number."""
    settings = desk.settings
    drawn = plan(settings, how, edition or settings.edition, only)
    means(settings, settings.archive_dir)  # refused here and not by each worker
    desk.shelf.check()
    run_id = store.open_once(desk.engine, drawn, [college.id for college in found])
    carry_on(desk, run_id)
    return run_id


def carry_on(desk: Desk, run_id: int) -> None:
    """Works on a run until it is closed, showing how far it is."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        ended = _watched(crew(desk, desk.settings.workers, run_id), run_id)
    except KeyboardInterrupt:
        err.print(
            f"Проверка {run_id} остановлена, сделанное сохранено. "
            f"Продолжить: {desk.called} run resume {run_id}",
            markup=False,
        )
        raise typer.Exit(STOPPED) from None
    found = store.run(desk.engine, run_id)
    print_end(ended, texts(found.edition))
    _print_rest(desk, found, ended)
    out.print(f"Рейтинг: {safe(desk.called)} ranking {run_id}")


def _print_rest(desk: Desk, found: store.Run, ended: store.Progress) -> None:
    """What is left of a run, and who does it when."""
    onward = f"{desk.called} run resume {found.id}"
    keeper = f"{desk.called} worker"
    held = store.confirmations(desk.engine, found.id)
    print_held(held, f"{desk.called} run confirm {found.id}", keeper)
    if found.state == "closed":
        return
    if found.paused_because == BY_HAND.reason:
        out.print(f"Проверка приостановлена. Продолжить: {safe(onward)}")
    elif found.paused_because:
        words = safe(texts(found.edition).outcome(found.paused_because))
        out.print(
            f"Проверка приостановлена: слишком много сайтов подряд не открылось ({words}), похоже "
            "на сбой нашей сети. Эти сайты будут проверены заново.\n"
            f"Проверьте сеть и продолжите: {safe(onward)}"
        )
    elif ended.later:
        print_later(ended, onward, keeper)


def _watched(workers: Crew, run_id: int) -> store.Progress:
    """How the run ended; a bar shows it on its way."""
    columns = (
        TextColumn(f"Проверка {run_id}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[state]}"),
    )
    with Progress(*columns, console=err) as bar:
        task = bar.add_task("", total=None, state="")
        pace = Pace(time.monotonic())

        def show(progress: store.Progress) -> None:
            state = f"в работе {progress.leased}, не открылось {progress.not_audited}"
            state += pace.left(progress, time.monotonic())
            bar.update(task, total=progress.total, completed=progress.done, state=state)

        ended = conduct(workers, run_id, show)
        show(ended)
    return ended


@app.command("resume")
def resume(context: typer.Context, which: Which = "latest") -> None:
    """Продолжить остановленную проверку: сделанное не повторяется.

    Пример: site-audit run resume latest
    """
    desk: Desk = context.obj
    found = store.run(desk.engine, which)
    if found.state == "closed":
        out.print(f"Проверка {found.id} уже закончена.")
        return
    means(desk.settings, desk.settings.archive_dir)
    desk.shelf.check()
    store.resume_run(desk.engine, found.id)
    carry_on(desk, found.id)


@app.command("pause")
def pause(context: typer.Context, which: Which = "latest") -> None:
    """Приостановить проверку: начатые обходы закончатся, новых не будет.

    Пример: site-audit run pause latest
    """
    desk: Desk = context.obj
    found = store.run(desk.engine, which)
    if not store.pause_run(desk.engine, found.id, BY_HAND):
        state = (
            "закончена" if store.run(desk.engine, found.id).state == "closed" else "приостановлена"
        )
        out.print(f"Проверка {found.id} уже {state}.")
        return
    out.print(
        f"Проверка {found.id} приостановлена. Продолжить: {desk.called} run resume {found.id}",
        markup=False,
    )


@app.command("close")
def close(context: typer.Context, which: Which = "latest") -> None:
    """Закончить проверку, не дожидаясь повторных обходов сайтов, которые не открылись.

    Пример: site-audit run close latest
    """
    desk: Desk = context.obj
    found = store.run(desk.engine, which)
    if found.state == "closed":
        out.print(f"Проверка {found.id} уже закончена.")
        return
    if not store.close_early(desk.engine, found.id):
        fail(
            f"В проверке {found.id} есть сайты, которые ещё не проверены. "
            f"Сначала продолжите её: {desk.called} run resume {found.id}"
        )
    out.print(f"Проверка {found.id} закончена.")


@app.command("confirm")
def confirm(
    context: typer.Context,
    which: Which,
    college: Annotated[
        str, typer.Argument(metavar="КОЛЛЕДЖ", help="Номер в реестре, ИНН или адрес сайта.")
    ],
) -> None:
    """Подтвердить низкую или упавшую оценку самому, не дожидаясь второго обхода.

    Пример: site-audit run confirm latest college.ru
    """
    desk: Desk = context.obj
    found = store.run(desk.engine, which)
    wanted = store.find_college(desk.engine, college)
    held = store.confirmations(desk.engine, found.id)
    waiting = [one for one in held if one.college_id == wanted.id and one.state == "waiting"]
    if not waiting:
        fail(f"В проверке {found.id} результат не ждёт подтверждения: {wanted.name}")
    store.confirm_by_hand(desk.engine, waiting[0].visit_id)
    out.print(f"Оценка подтверждена и входит в рейтинг: {safe(wanted.name)}")


@app.command("list")
def list_(context: typer.Context) -> None:
    """Показать все проверки.

    Пример: site-audit run list
    """
    desk: Desk = context.obj
    found = store.runs(desk.engine)
    if not found:
        out.print(f"Проверок ещё не было. Начать: {safe(desk.called)} run")
        return
    heads = ("№", "Начата", "Откуда", "Редакция", "Состояние", "Сайтов", "Проверено")
    table = Table(*heads, box=None)
    for one in found:
        progress = store.progress(desk.engine, one.id)
        state = _state_words(one, progress)
        audited = progress.audited + progress.partial
        table.add_row(
            str(one.id),
            date_ru(one.created_at),
            _origin(one),
            one.edition,
            state,
            str(progress.total),
            str(audited),
        )
    out.print(table)


def _origin(found: store.Run) -> str:
    if found.purpose in _ORIGINS:
        return _ORIGINS[found.purpose]
    return f"расписание «{safe(found.schedule)}»" if found.schedule else "вручную"


_ORIGINS = {
    "confirming": "второй обход",
    "recheck": "проверка поручений",
    "hand": "оценки людей",
}


def _state_words(found: store.Run, progress: store.Progress) -> str:
    if found.state == "closed":
        return "закончена"
    if found.paused_at is not None:
        return "приостановлена"
    if progress.is_idle and progress.next_at is not None:
        return f"ждёт повторного обхода с {moment_ru(progress.next_at)}"
    return "не закончена"


@app.command("show")
def show(
    context: typer.Context,
    which: Which = "latest",
    json: Annotated[
        Path | None, typer.Option("--json", metavar="ФАЙЛ", help="Записать в JSON.")
    ] = None,
) -> None:
    """Показать одну проверку: каждый сайт, чем кончилось и почему.

    Пример: site-audit run show latest --json проверка.json
    """
    desk: Desk = context.obj
    found = store.run(desk.engine, which)
    visits = store.visits_of(desk.engine, found.id)
    words = texts(found.edition)
    held = store.confirmations(desk.engine, found.id)
    waiting = {one.visit_id for one in held if one.state == "waiting"}
    if json is not None:
        given = store.judgement(desk.engine, found.id)
        results = store.results(desk.engine, given.id, with_evidence=True)
        as_given = replace(found, edition=given.edition)
        write(json, run_json(as_given, visits, results, held))
    table = Table("№", "Колледж", box=None, pad_edge=False)
    table.add_column("Сайт", overflow="fold")
    table.add_column("Итог")
    for visit in visits:
        end = words.ending(visit.outcome) if visit.outcome else "ещё не проверен"
        end += " · оценка проверяется" if visit.id in waiting else ""
        end += " · придём ещё раз" if visit.outcome and visit.state != "done" else ""
        site = visit.college
        table.add_row(str(site.id), safe(site.short_name or site.name), safe(site.url), end)
    out.print(table)
    ended = store.progress(desk.engine, found.id)
    print_end(ended, words)
    _print_rest(desk, found, ended)
    if found.state == "open" and not found.paused_because and not ended.is_idle:
        out.print(
            f"Если проверка не идёт, продолжите её: {safe(desk.called)} run resume {found.id}"
        )


app.command("import")(imports.import_)

PARTS = {"run": app}
