"""``site-audit judgement``: from a draft to what is published and never changes."""

from __future__ import annotations

import getpass
from datetime import UTC, date, datetime
from typing import Annotated

import typer
from rich.table import Table

from site_audit import store
from site_audit.cli.desk import USAGE, Desk, fail, out
from site_audit.cli.printing import safe
from site_audit.cli.reports import Which, named
from site_audit.ratings import standings
from site_audit.ratings.ladder import Result
from site_audit.ratings.publication import awaiting_a_word
from site_audit.ratings.score import share
from site_audit.texts import STATES, percents
from site_audit.words import MOSCOW, count_ru, date_ru

app = typer.Typer(no_args_is_help=True)

By = Annotated[
    str | None,
    typer.Option("--by", metavar="КТО", help="Кто решил."),
]
Run = Annotated[str, typer.Argument(metavar="ПРОВЕРКА", help="Номер проверки или latest.")]
SHOWN = 20  # sites listed on the screen
LAST_YEAR = 2199  # what comes later is a slip of the finger


@app.callback()
def start() -> None:
    """Суждения: черновик, предварительный итог со сроком для возражений, окончательный итог."""


@app.command("list")
def list_(context: typer.Context, which: Run = "latest") -> None:
    """Показать суждения проверки и что с ними.

    Пример: site-audit judgement list latest
    """
    desk: Desk = context.obj
    found = store.run(desk.engine, which)
    table = Table("Суждение", "Редакция", "Версия проверок", "Состояние", "Кто и когда", box=None)
    for one in store.judgements(desk.engine, found.id):
        when = date_ru(one.published_at) if one.published_at else ""
        table.add_row(
            f"{found.id}@{one.number}",
            one.edition,
            safe(one.detectors),
            state_words(one),
            safe(f"{one.published_by} {when}".strip()),
        )
    out.print(table)


def state_words(given: store.Judgement) -> str:
    """«предварительный, возражения до 01.12.2026»."""
    words = STATES[given.state]
    return f"{words}, возражения до {date_ru(given.until)}" if given.until else words


@app.command("preliminary")
def preliminary(
    context: typer.Context,
    which: Which,
    until: Annotated[
        str, typer.Option("--until", metavar="ДАТА", help="Последний день для возражений.")
    ],
    by: By = None,
) -> None:
    """Объявить суждение предварительным: колледжи могут возразить до указанного дня.

    Пример: site-audit judgement preliminary 12 --until 15.12.2026 --by "Петрова А. И."
    """
    desk: Desk = context.obj
    day = day_of(until, "--until")
    if day < datetime.now(MOSCOW).date():
        fail(f"День для возражений {date_ru(day)} уже прошёл. Укажите будущий.", USAGE)
    found, given = _ready(desk, which)
    store.publish(desk.engine, given.id, author(by), until=day)
    out.print(f"Суждение {found.id}@{given.number} предварительное, возражения до {date_ru(day)}.")


@app.command("final")
def final(context: typer.Context, which: Which, by: By = None) -> None:
    """Сделать суждение окончательным: оно больше никогда не изменится.

    Пример: site-audit judgement final 12 --by "Петрова А. И."
    """
    desk: Desk = context.obj
    found, given = _ready(desk, which)
    standings.finalise(desk.engine, given, author(by))
    out.print(f"Суждение {found.id}@{given.number} окончательное и больше не меняется.")


@app.command("approve")
def approve(
    context: typer.Context,
    which: Which,
    college: Annotated[
        list[str] | None,
        typer.Argument(metavar="КОЛЛЕДЖ…", help="Номера в реестре, ИНН или адреса сайтов."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Все, кто ждёт решения.")] = False,
    by: By = None,
) -> None:
    """Подтвердить, что визуальную оценку ниже 50 % посмотрел человек и её можно показывать.

    Примеры:
      site-audit judgement approve 12
      site-audit judgement approve 12 college.ru --by "Петрова А. И."
    """
    desk: Desk = context.obj
    _, given = named(desk, which)
    waiting = _waiting(desk, given)
    if every == bool(college):
        _print_waiting(waiting)
        return
    wanted = {store.find_college(desk.engine, text).id for text in college or ()}
    chosen = [one for one in waiting if every or one.college.id in wanted]
    new = store.approve(desk.engine, [one.visit_id for one in chosen], author(by))
    left = len(waiting) - new
    out.print(f"Подтверждено: {count_ru(new, 'сайт', 'сайта', 'сайтов')}, ждут решения: {left}.")


def _ready(desk: Desk, which: str) -> tuple[store.Run, store.Judgement]:
    """A judgement that may be published; else the command ends saying what it waits for."""
    found, given = named(desk, which)
    if found.state != "closed":
        fail(
            f"Проверка {found.id} не закончена. Сначала закончите её: "
            f"{desk.called} run resume {found.id}"
        )
    waiting = _waiting(desk, given)
    if waiting and found.purpose != "hand":
        _print_waiting(waiting)
        fail(
            "Визуальная оценка ниже 50 % публикуется только после того, как сайт посмотрел "
            f"человек. Подтвердите: {desk.called} judgement approve {found.id}@{given.number} --all"
        )
    return found, given


def _waiting(desk: Desk, given: store.Judgement) -> tuple[Result, ...]:
    found = standings.results(desk.engine, given)
    return awaiting_a_word(found, store.approved(desk.engine))


def _print_waiting(waiting: tuple[Result, ...]) -> None:
    if not waiting:
        out.print("Никто не ждёт решения.")
        return
    table = Table("№", "Колледж", "Сайт", "Визуальная оценка", box=None)
    for one in waiting[:SHOWN]:
        name = one.college.short_name or one.college.name
        shown = percents(share(one.scores.visual))
        table.add_row(str(one.college.id), safe(name), safe(one.college.url), shown)
    out.print(table)
    if len(waiting) > SHOWN:
        out.print(f"И ещё {count_ru(len(waiting) - SHOWN, 'сайт', 'сайта', 'сайтов')}.")


def author(by: str | None) -> str:
    """Who decides: as named, or the user of this machine."""
    return by or getpass.getuser()


def day_of(text: str, option: str) -> date:
    """A day written as 15.12.2026 or 2026-12-15; another spelling ends the command in words."""
    written = text.strip()
    form = "%d.%m.%Y" if "." in written else "%Y-%m-%d"
    try:
        day = datetime.strptime(written, form).replace(tzinfo=UTC).date()
    except ValueError:
        day = date.max
    if day.year > LAST_YEAR:
        fail(f"Не понимаю дату «{text}». Пример: {option} 15.12.2026", USAGE)
    return day


PARTS = {"judgement": app}
