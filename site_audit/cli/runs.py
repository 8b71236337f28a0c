"""``site-audit run``: audit the sites of the register, look at runs, go on with one."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from site_audit import store
from site_audit.cli.desk import (
    STOPPED,
    USAGE,
    Desk,
    err,
    fail,
    has_browser,
    means,
    methodology,
    out,
    texts,
    write,
)
from site_audit.cli.printing import outcome_words, print_end, safe
from site_audit.model import College
from site_audit.protocol import run_json
from site_audit.run import Crew, conduct, python_module
from site_audit.settings import Settings
from site_audit.words import date_ru

app = typer.Typer(invoke_without_command=True)

FIELDS = ("region", "cluster", "id")
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
    chosen = tuple(_condition(text) for text in only or ())
    found = store.colleges(desk.engine, chosen)
    if not found:
        fail(
            "Проверять нечего: в реестре нет подходящих колледжей. "
            "Загрузите реестр: site-audit register import реестр.xlsx"
        )
    how = profile(desk.settings, browser=not no_browser, speed_runs=speed_runs)
    start_run(desk, found, how, edition=edition, only=chosen)


def profile(settings: Settings, *, browser: bool, speed_runs: int | None = None) -> store.Profile:
    """How sites are visited by these settings; a browser that is not there is missed in words."""
    return store.Profile(
        pages=settings.pages,
        site_seconds=settings.site_seconds,
        browser=browser and has_browser(settings),
        speed_runs=speed_runs or settings.speed_runs,
        browser_seconds=settings.browser_seconds,
    )


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
    by = methodology(edition or settings.edition, settings)
    means(settings, settings.archive_dir)  # refused here and not by each worker
    plan = store.Plan(
        edition=by.rules.edition.id,
        profile=how,
        planned_at=datetime.now(UTC),
        only=only,
        detectors=by.rules.detectors,
        digest=by.digest,
    )
    run_id = store.open_run(desk.engine, plan, [college.id for college in found])
    carry_on(desk, run_id)
    return run_id


def _condition(text: str) -> tuple[str, str]:
    field, _, value = text.partition("=")
    field, value = field.strip(), value.strip()
    if field not in FIELDS or not value or (field == "id" and not value.isdecimal()):
        fail(f"Не понимаю «{text}». Примеры: --only id=7, --only region=Коми", USAGE)
    return field, value


def carry_on(desk: Desk, run_id: int) -> None:
    """Works on a run until it is closed, showing how far it is."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        ended = _watched(_crew(desk, run_id))
    except KeyboardInterrupt:
        err.print(
            f"Проверка {run_id} остановлена, сделанное сохранено. "
            f"Продолжить: {desk.called} run resume {run_id}",
            markup=False,
        )
        raise typer.Exit(STOPPED) from None
    print_end(ended, texts(store.run(desk.engine, run_id).edition))
    out.print(f"Рейтинг: {safe(desk.called)} ranking {run_id}")


def _crew(desk: Desk, run_id: int) -> Crew:
    settings = desk.settings
    config = ("--config", str(desk.config)) if desk.config else ()
    return Crew(
        engine=desk.engine,
        run_id=run_id,
        command=lambda name: python_module(*config, "worker", "--run", str(run_id), "--name", name),
        size=settings.workers,
        log=settings.data_dir / "log" / "worker.log",
    )


def _watched(crew: Crew) -> store.Progress:
    """How the run ended; a bar shows it on its way."""
    columns = (
        TextColumn(f"Проверка {crew.run_id}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[state]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err) as bar:
        task = bar.add_task("", total=None, state="")

        def show(progress: store.Progress) -> None:
            state = f"в работе {progress.leased}, не открылось {progress.not_audited}"
            bar.update(task, total=progress.total, completed=progress.done, state=state)

        ended = conduct(crew, show)
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
    carry_on(desk, found.id)


@app.command("list")
def list_(context: typer.Context) -> None:
    """Показать все проверки.

    Пример: site-audit run list
    """
    desk: Desk = context.obj
    found = store.runs(desk.engine)
    if not found:
        out.print("Проверок ещё не было. Начать: site-audit run")
        return
    table = Table("№", "Начата", "Редакция", "Состояние", "Сайтов", "Проверено", box=None)
    for one in found:
        progress = store.progress(desk.engine, one.id)
        state = "закончена" if one.state == "closed" else "не закончена"
        audited = progress.audited + progress.partial
        table.add_row(
            str(one.id),
            date_ru(one.created_at),
            one.edition,
            state,
            str(progress.total),
            str(audited),
        )
    out.print(table)


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
    if json is not None:
        given = store.judgement(desk.engine, found.id)
        results = store.results(desk.engine, given.id, with_evidence=True)
        write(json, run_json(replace(found, edition=given.edition), visits, results))
    table = Table("№", "Колледж", "Сайт", "Итог", box=None, pad_edge=False)
    for visit in visits:
        end = outcome_words(visit.outcome, words) if visit.outcome else "ещё не проверен"
        name = visit.college.short_name or visit.college.name
        table.add_row(str(visit.id), safe(name), safe(visit.college.url), end)
    out.print(table)
    print_end(store.progress(desk.engine, found.id), words)


PARTS = {"run": app}
