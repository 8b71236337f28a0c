"""``site-audit schedule``: when runs are opened by themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Table

from site_audit import store
from site_audit.cli.desk import USAGE, Desk, fail, methodology, out
from site_audit.cli.plans import condition
from site_audit.cli.printing import safe
from site_audit.runs.ticks import CronError, Ticks
from site_audit.words import moment_ru

app = typer.Typer()

MOSCOW = "Europe/Moscow"
Name = Annotated[str, typer.Argument(metavar="НАЗВАНИЕ", help="Название расписания.")]


@app.callback()
def schedule() -> None:
    """Расписания: когда проверка начинается сама. Их ведёт команда site-audit worker."""


@app.command("add")
def add(
    context: typer.Context,
    name: Name,
    cron: Annotated[
        str,
        typer.Option("--cron", metavar="КОГДА", help="Минута, час, день, месяц, день недели."),
    ],
    tz: Annotated[str, typer.Option("--tz", metavar="ПОЯС", help="Часовой пояс.")] = MOSCOW,
    scope: Annotated[
        list[str] | None,
        typer.Option("--scope", metavar="ЧТО=ЗНАЧЕНИЕ", help="region=…, cluster=… или id=…"),
    ] = None,
    edition: Annotated[
        str | None, typer.Option("--edition", metavar="E", help="Редакция методики: 2023, 2025.")
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Не открывать страницы браузером.")
    ] = False,
) -> None:
    """Добавить расписание.

    Примеры:
      site-audit schedule add месяц --cron "0 2 5 * *"
      site-audit schedule add омск --cron "0 3 * * 1" --tz Asia/Omsk --scope "region=Омская область"
    """
    desk: Desk = context.obj
    only = tuple(condition(text, "--scope") for text in scope or ())
    ticks = _ticks(cron, tz)
    now = datetime.now(UTC)
    new = store.Schedule(
        name=_name(name),
        cron=cron,
        tz=tz,
        only=only,
        edition=methodology(edition or desk.settings.edition, desk.settings).rules.edition.id,
        browser=not no_browser,
        created_at=now,
        seen_until=now,
    )
    chosen = len(store.colleges(desk.engine, only))
    store.add_schedule(desk.engine, new)
    out.print(
        f"Расписание «{safe(new.name)}» добавлено, сейчас под него подходит сайтов: {chosen}."
    )
    if not chosen:
        out.print(
            "Пока таких колледжей нет, проверять будет нечего. "
            f"Сверьте условие с реестром: {safe(desk.called)} register list"
        )
    out.print(f"Первая проверка: {moment_ru(ticks.next(now, 1)[0])}.")
    out.print(f"Она начнётся сама, пока работает команда {safe(desk.called)} worker")


def _name(name: str) -> str:
    if not name.strip():
        fail("Дайте расписанию название, например: месяц", USAGE)
    return name.strip()


def _ticks(cron: str, tz: str) -> Ticks:
    try:
        return Ticks(cron, tz)
    except CronError as error:
        fail(str(error), USAGE)


@app.command("list")
def list_(context: typer.Context) -> None:
    """Показать расписания.

    Пример: site-audit schedule list
    """
    found = _all(context.obj)
    now = datetime.now(UTC)
    table = Table(box=None)
    for head in ("Название", "Когда", "Пояс", "Отбор", "Редакция", "Следующая"):
        table.add_column(head, overflow="fold")
    for one in found:
        due = moment_ru(Ticks(one.cron, one.tz).next(now, 1)[0])
        table.add_row(
            safe(one.name),
            safe(one.cron),
            safe(one.tz),
            safe(", ".join(f"{field}={value}" for field, value in one.only)) or "все сайты",
            one.edition,
            due if one.state == "active" else "приостановлено",
        )
    out.print(table)


@app.command("next")
def next_(
    context: typer.Context,
    number: Annotated[
        int, typer.Option("--count", metavar="N", min=1, max=100, help="Сколько сроков показать.")
    ] = 5,
) -> None:
    """Показать ближайшие сроки всех расписаний.

    Пример: site-audit schedule next
    """
    active = [one for one in _all(context.obj) if one.state == "active"]
    now = datetime.now(UTC)
    due = [(tick, one) for one in active for tick in Ticks(one.cron, one.tz).next(now, number)]
    for tick, one in sorted(due, key=lambda pair: (pair[0], pair[1].name))[:number]:
        out.print(f"{moment_ru(tick)}  {safe(one.name)}")
    if not active:
        out.print("Все расписания приостановлены. Возобновить: site-audit schedule resume НАЗВАНИЕ")


def _all(desk: Desk) -> tuple[store.Schedule, ...]:
    found = store.schedules(desk.engine)
    if not found:
        out.print('Расписаний нет. Добавить: site-audit schedule add месяц --cron "0 2 5 * *"')
        raise typer.Exit
    return found


@app.command("pause")
def pause(context: typer.Context, name: Name) -> None:
    """Приостановить расписание: новых проверок по нему не будет.

    Пример: site-audit schedule pause месяц
    """
    desk: Desk = context.obj
    store.set_schedule_state(desk.engine, name, "paused")
    out.print(f"Расписание «{safe(name)}» приостановлено.")


@app.command("resume")
def resume(context: typer.Context, name: Name) -> None:
    """Возобновить расписание; пропущенные сроки не навёрстываются.

    Пример: site-audit schedule resume месяц
    """
    desk: Desk = context.obj
    store.set_schedule_state(desk.engine, name, "active")
    one = store.find_schedule(desk.engine, name)
    due = Ticks(one.cron, one.tz).next(datetime.now(UTC), 1)[0]
    out.print(f"Расписание «{safe(name)}» возобновлено. Следующая проверка: {moment_ru(due)}.")


@app.command("remove")
def remove(context: typer.Context, name: Name) -> None:
    """Удалить расписание; проверки, которые по нему прошли, остаются.

    Пример: site-audit schedule remove месяц
    """
    desk: Desk = context.obj
    store.remove_schedule(desk.engine, name)
    out.print(f"Расписание «{safe(name)}» удалено.")


PARTS = {"schedule": app}
