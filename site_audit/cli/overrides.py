"""``site-audit override``: a person's mark over the machine's, with a reason and an end."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Annotated

import typer
from rich.table import Table

from site_audit import store
from site_audit.cli.desk import USAGE, Desk, fail, out, texts
from site_audit.cli.printing import safe
from site_audit.cli.publishing import By, author, day_of
from site_audit.cli.reports import Which, named
from site_audit.model import Mark, Verdict
from site_audit.ratings import standings
from site_audit.ratings.score import SCORED, VISUAL
from site_audit.words import MOSCOW, date_ru

app = typer.Typer(no_args_is_help=True)


@app.callback()
def start() -> None:
    """Поправки: оценка аудитора поверх оценки программы, с причиной и сроком."""


@app.command("set")
def set_(
    context: typer.Context,
    which: Which,
    college: Annotated[
        str, typer.Argument(metavar="КОЛЛЕДЖ", help="Номер в реестре, ИНН или адрес сайта.")
    ],
    criterion: Annotated[
        str, typer.Argument(metavar="КРИТЕРИЙ", help="Код критерия: A1 … C7, V1 … V8.")
    ],
    mark: Annotated[
        str, typer.Argument(metavar="ОЦЕНКА", help="1 или 0, у V1–V8 от 0 до 5; ? — не ясно.")
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="ПОЧЕМУ", help="Причина поправки.")],
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="ДАТА", help="До какого дня действует; без даты — всегда."),
    ] = None,
    by: By = None,
) -> None:
    """Поставить свою оценку. Она действует с этой проверки, пока сайт показывает то же самое.

    Пример: site-audit override set 12 college.ru B8 1 --reason "логотип в баннере"
    """
    desk: Desk = context.obj
    found, given = named(desk, which)
    if given.state == "final":
        fail(f"Суждение {found.id}@{given.number} окончательное: его оценки не меняются.")
    wanted = store.find_college(desk.engine, college)
    code = criterion.strip().upper()
    if not reason.strip():
        fail('Причина пуста. Напишите её словами: --reason "логотип в баннере"', USAGE)
    seen = _seen(desk, given, wanted.id, code)
    end = None
    if until:
        day = day_of(until, "--until") + timedelta(days=1)
        end = datetime.combine(day, time(), MOSCOW)
        if end <= datetime.now(UTC):
            fail("Срок поправки уже прошёл. Укажите будущий день.", USAGE)
    new = store.Override(
        college_id=wanted.id,
        criterion=code,
        mark=_mark(mark, code),
        author=author(by),
        reason=reason.strip(),
        since_run=found.id,
        expires_at=end,
        evidence=standings.evidence_digest(seen),
    )
    number = store.set_override(desk.engine, new)
    was, now = mark_words(seen.finding.mark), mark_words(new.mark)
    out.print(f"Поправка {number}: {safe(wanted.name)}, {code}: было {was}, стало {now}.")


def _seen(desk: Desk, given: store.Judgement, college_id: int, code: str) -> Verdict:
    """What the machine found, which the person has looked at."""
    if code not in SCORED:
        fail(f"Критерия «{code}» нет. Бывают A1–A10, B1–B9, C1–C7 и V1–V8.", USAGE)
    row = next(
        (one for one in standings.settle(desk.engine, given) if one.college_id == college_id), None
    )
    if row is None:
        fail("В этой проверке нет готового результата этого колледжа.")
    if row.outcome.kind == "not_audited":
        fail("Сайт в этой проверке не удалось проверить: поправлять нечего.")
    judged = {row.judged_by: [row.visit_id]}
    verdicts = store.verdicts_of(desk.engine, judged, with_evidence=True).get(row.visit_id, ())
    seen = next((one for one in verdicts if one.criterion == code), None)
    if seen is None:
        fail(f"Критерий {code} в этой проверке не оценивали: поправлять нечего.")
    return seen


def _mark(text: str, code: str) -> Mark:
    if text.strip() == "?":
        return None
    most = 5 if code in VISUAL else 1
    if text.strip() not in map(str, range(most + 1)):
        fail(f"Оценка {code} — число от 0 до {most} или «?».", USAGE)
    return int(text)


def mark_words(mark: Mark) -> str:
    """A mark for a line on the screen."""
    return "?" if mark is None else str(mark)


@app.command("list")
def list_(
    context: typer.Context,
    removed: Annotated[bool, typer.Option("--all", help="И снятые тоже.")] = False,
) -> None:
    """Показать поправки.

    Пример: site-audit override list
    """
    desk: Desk = context.obj
    found = store.overrides(desk.engine, removed=removed)
    if not found:
        out.print("Поправок нет.")
        return
    names = {one.id: one for one in store.colleges(desk.engine)}
    table = Table("№", "Колледж", "Критерий", "Оценка", "Причина", "Кто", "Действует", box=None)
    for one in found:
        college = names[one.college_id]
        title = texts(desk.settings.edition).criterion(one.criterion)
        table.add_row(
            str(one.id),
            safe(college.short_name or college.name),
            f"{one.criterion} {title}",
            mark_words(one.mark),
            safe(one.reason),
            safe(one.author),
            _in_force(one),
        )
    out.print(table)


def _in_force(one: store.Override) -> str:
    if one.removed_at:
        return f"снята {date_ru(one.removed_at)}"
    since = f"с проверки {one.since_run}" if one.since_run else "всегда"
    if one.expires_at is None:
        return since
    last = date_ru(one.expires_at - timedelta(seconds=1))
    return f"{since} до {last}"


@app.command("remove")
def remove(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="НОМЕР", help="Номер поправки.")],
) -> None:
    """Снять поправку: снова считается оценка программы.

    Пример: site-audit override remove 7
    """
    desk: Desk = context.obj
    store.remove_override(desk.engine, number)
    out.print(f"Поправка {number} снята.")


PARTS = {"override": app}
