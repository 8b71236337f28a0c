"""``site-audit instruction``: who is told to mend what, what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Annotated

import typer
from rich.table import Table

from site_audit import store
from site_audit.cli import executions
from site_audit.cli.desk import USAGE, Desk, fail, out, texts
from site_audit.cli.executions import AllOf, Numbers, chosen, print_instructions, today
from site_audit.cli.meetings import MeetingUnitName, meeting_of
from site_audit.cli.printing import safe
from site_audit.cli.publishing import By, author, day_of
from site_audit.cli.reports import RatingName, Which, named
from site_audit.followup.instructing import Terms, from_antitop, to_cluster, to_college
from site_audit.pack.file_names import safe_name
from site_audit.store import Instruction, Order, Reply, Task
from site_audit.texts import INSTRUCTION_STATES, Texts
from site_audit.words import count_ru, date_ru, moment_ru

app = typer.Typer(no_args_is_help=True)

Number = Annotated[str, typer.Argument(metavar="НОМЕР", help="Номер поручения, например 12-3.")]
Due = Annotated[str, typer.Option("--due", metavar="ДАТА", help="Срок исполнения.")]
Text = Annotated[
    str, typer.Option("--text", metavar="ТЕКСТ", help="Что сделать; без него — обычные слова.")
]


@app.callback()
def start() -> None:
    """Поручения: выдать худшим, принять ответ, проверить исполнение в срок."""


@app.command("draft")
def draft(
    context: typer.Context,
    which: Which,
    due: Due,
    rating: Annotated[
        list[RatingName] | None,
        typer.Option("--rating", metavar="РЕЙТИНГ", help="presence, visual, overall."),
    ] = None,
    unit: Annotated[
        MeetingUnitName,
        typer.Option(
            "--unit", metavar="|".join(MeetingUnitName), help="Кому: кластерам, колледжам."
        ),
    ] = MeetingUnitName.cluster,
    text: Text = "",
    by: By = None,
) -> None:
    """Составить поручения всем, чья оценка ниже 50 % (только подтверждённым).

    Пример: site-audit instruction draft 12 --due 15.12.2026
    """
    desk: Desk = context.obj
    found, given = named(desk, which)
    meeting = meeting_of(desk, found, given, unit.value)  # type: ignore[arg-type]
    terms = _terms(given, due, text, by)
    ratings = [one.value for one in rating or (RatingName.presence, RatingName.visual)]
    orders = from_antitop(meeting, ratings, terms)  # type: ignore[arg-type]
    if not orders:
        out.print("Ниже 50 % никого нет: поручения не нужны.")
        return
    _draw_up(desk, orders)


@app.command("add")
def add(
    context: typer.Context,
    which: Which,
    due: Due,
    cluster: Annotated[
        str, typer.Option("--cluster", metavar="КЛАСТЕР", help="Кластеру о сайтах его колледжей.")
    ] = "",
    college: Annotated[
        str, typer.Option("--college", metavar="КОЛЛЕДЖ", help="Одному колледжу о его сайте.")
    ] = "",
    text: Text = "",
    by: By = None,
) -> None:
    """Составить одно поручение кластеру или колледжу.

    Пример: site-audit instruction add 12 --college college.ru --due 15.12.2026
    """
    desk: Desk = context.obj
    if bool(cluster) == bool(college):
        fail("Укажите одно: --cluster или --college.", USAGE)
    found, given = named(desk, which)
    meeting = meeting_of(desk, found, given, "cluster")
    terms = _terms(given, due, text, by)
    if cluster:
        order = to_cluster(meeting, cluster, terms)
        if order is None:
            fail(f"В проверке {found.id} нет оценённого кластера «{cluster}».")
    else:
        wanted = store.find_college(desk.engine, college)
        result = meeting.by_college.get(wanted.id)
        if result is None or not result.audited:
            fail(f"В проверке {found.id} у колледжа нет оценки: {wanted.name}")
        order = to_college(result, terms)
    _draw_up(desk, [order])


def _terms(given: store.Judgement, due: str, text: str, by: str | None) -> Terms:
    day = day_of(due, "--due")
    if day < today():
        fail(f"Срок {date_ru(day)} уже прошёл. Укажите будущий день.", USAGE)
    return Terms(judgement_id=given.id, due_on=day, created_by=author(by), text=text)


def _draw_up(desk: Desk, orders: Sequence[Order]) -> None:
    numbers = store.draw_up(desk.engine, orders)
    print_instructions([store.find_instruction(desk.engine, number) for number in numbers])
    out.print(
        f"Составлено: {count_ru(len(numbers), 'поручение', 'поручения', 'поручений')}. "
        f"Проверьте и выдайте: {safe(desk.called)} instruction issue --all"
    )


@app.command("issue")
def issue(context: typer.Context, number: Numbers = None, every: AllOf = False) -> None:
    """Выдать составленные поручения: с этого дня идёт срок.

    Примеры:
      site-audit instruction issue 12-3
      site-audit instruction issue --all
    """
    desk: Desk = context.obj
    drafts = store.instructions(desk.engine, states=("draft",))
    picked = chosen(drafts, number, every)
    issued = store.issue(desk.engine, [one.number for one in picked])
    out.print(f"Выдано: {count_ru(issued, 'поручение', 'поручения', 'поручений')}.")


@app.command("list")
def list_(context: typer.Context) -> None:
    """Показать поручения и что с ними.

    Пример: site-audit instruction list
    """
    desk: Desk = context.obj
    found = store.instructions(desk.engine)
    if not found:
        out.print(f"Поручений нет. Составить: {safe(desk.called)} instruction draft latest --due …")
        return
    print_instructions(found)


@app.command("show")
def show(context: typer.Context, number: Number) -> None:
    """Показать поручение: что исправить, что исправлено, что ответили.

    Пример: site-audit instruction show 12-3
    """
    desk: Desk = context.obj
    found = store.find_instruction(desk.engine, number)
    words = texts(desk.settings.edition)
    state = INSTRUCTION_STATES[found.standing(today())]
    out.print(f"Поручение № {found.number}: {safe(found.cluster or found.addressee)}")
    out.print(f"{state}, срок {date_ru(found.due_on)}. {safe(found.text)}")
    for college, tasks in groupby(found.tasks, key=lambda one: one.college):
        out.print(f"\n{safe(college)}")
        out.print(_tasks_table(tasks, words))
    for reply in found.replies:
        file = f" · файл: {reply.file_name}" if reply.file_name else ""
        out.print(
            f"Ответ {moment_ru(reply.received_at)}, {safe(reply.author)}: {safe(reply.text + file)}"
        )


def _tasks_table(tasks: Iterable[Task], words: Texts) -> Table:
    table = Table("Критерий", "Было", "Стало", "Итог", box=None, pad_edge=False)
    for task in tasks:
        result = {True: "✓ исправлено", False: "✗ не исправлено", None: "—"}[task.fixed]
        if task.visit_id and task.after is None:
            result = "? не удалось проверить"
        now = "—" if task.visit_id is None else "?" if task.after is None else str(task.after)
        title = f"{task.criterion} {words.criterion(task.criterion)}"
        table.add_row(title, "?" if task.mark is None else str(task.mark), now, result)
    return table


@app.command("answer")
def answer(
    context: typer.Context,
    number: Number,
    sender: Annotated[str, typer.Option("--from", metavar="КТО", help="Кто ответил.")],
    text: Annotated[str, typer.Option("--text", metavar="ТЕКСТ", help="Что ответили.")] = "",
    file: Annotated[
        Path | None, typer.Option("--file", metavar="ФАЙЛ", help="Справка файлом, до 20 МБ.")
    ] = None,
) -> None:
    """Записать ответ на поручение (информационную справку).

    Пример: site-audit instruction answer 12-3 --from "Иванова М. П." --file справка.pdf
    """
    desk: Desk = context.obj
    if not text.strip() and file is None:
        fail("Ответ пуст: укажите --text или --file.", USAGE)
    content = _content(file)
    given = Reply(
        id=0,
        author=sender,
        text=text,
        received_at=datetime.now(UTC),
        file_name=file.name if file else "",
    )
    store.answer(desk.engine, number, given, content)
    out.print(f"Ответ на поручение № {number} записан.")


def _content(file: Path | None) -> bytes:
    if file is None:
        return b""
    try:
        if file.stat().st_size > store.MAX_FILE:
            fail(f"Файл {file} больше 20 МБ: приложите файл поменьше.")
        content = file.read_bytes()
    except OSError as error:
        fail(f"Файл {file} не открывается: {error.strerror}. Проверьте путь.")
    if not content:
        fail(f"Файл {file} пуст.")
    return content


@app.command("file")
def file_(
    context: typer.Context,
    number: Number,
    folder: Annotated[Path, typer.Option("--out", metavar="ПАПКА", help="Куда записать файлы.")],
) -> None:
    """Записать в папку файлы, которые пришли в ответах на поручение.

    Пример: site-audit instruction file 12-3 --out ответы
    """
    desk: Desk = context.obj
    found = store.find_instruction(desk.engine, number)
    kept = [one for one in found.replies if one.file_digest]
    if not kept:
        out.print(f"К поручению № {found.number} файлов не прислали.")
        return
    for one in kept:
        target = folder / _file_name(found, one)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            target.write_bytes(store.file_of(desk.engine, one.file_digest))
        except OSError as error:
            fail(f"Не удалось записать {target}: {error.strerror}. Проверьте папку и права.")
        out.print(f"Записано: {safe(str(target))}")


def _file_name(found: Instruction, reply: Reply) -> str:
    """A name of its own in any folder, whatever the file was called by who sent it."""
    given = PurePosixPath(reply.file_name.replace("\\", "/"))
    is_usual = re.fullmatch(r"\.\w{1,8}", given.suffix)
    stem, ending = (given.stem, given.suffix) if is_usual else (given.name, "")
    return safe_name(f"{found.number}-{reply.id}-{stem or 'файл'}", ending)


@app.command("withdraw")
def withdraw(context: typer.Context, number: Number) -> None:
    """Отменить поручение; оно останется в списке.

    Пример: site-audit instruction withdraw 12-3
    """
    desk: Desk = context.obj
    store.withdraw(desk.engine, number)
    out.print(f"Поручение № {number} отменено.")


app.command("check")(executions.check)
app.command("report")(executions.report)

PARTS = {"instruction": app}
