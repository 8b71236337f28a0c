"""``site-audit target``: what the sites of a region or an industry are to reach."""

from __future__ import annotations

from typing import Annotated, Literal

import typer
from rich.table import Table

from site_audit import store
from site_audit.cli.desk import USAGE, Desk, fail, out
from site_audit.cli.meetings import meeting_of
from site_audit.cli.printing import safe
from site_audit.cli.publishing import day_of
from site_audit.cli.reports import RatingName, Which, named
from site_audit.ratings.meeting import Fact
from site_audit.texts import MET, RATINGS, percents
from site_audit.words import date_ru

app = typer.Typer(no_args_is_help=True)


@app.callback()
def start() -> None:
    """Планы регионов и отраслей: какой должна стать медиана рейтинга."""


@app.command("set")
def set_(
    context: typer.Context,
    plan: Annotated[
        int, typer.Option("--plan", metavar="ПРОЦЕНТ", min=0, max=100, help="Медиана, проценты.")
    ],
    due: Annotated[str, typer.Option("--due", metavar="ДАТА", help="К какому дню.")],
    region: Annotated[str, typer.Option("--region", metavar="РЕГИОН", help="План региона.")] = "",
    industry: Annotated[
        str, typer.Option("--industry", metavar="ОТРАСЛЬ", help="План отрасли.")
    ] = "",
    rating: Annotated[
        RatingName, typer.Option("--rating", metavar="|".join(RatingName), help="Какой рейтинг.")
    ] = RatingName.presence,
) -> None:
    """Задать план региону или отрасли; прежний план того же рейтинга заменяется.

    Пример: site-audit target set --region "Омская область" --plan 80 --due 31.12.2026
    """
    desk: Desk = context.obj
    region, industry = region.strip(), industry.strip()
    if bool(region) == bool(industry):
        fail("Укажите одно: --region или --industry.", USAGE)
    kind: Literal["region", "industry"] = "region" if region else "industry"
    new = store.Target(
        kind=kind,
        name=region or industry,
        rating=rating.value,  # type: ignore[arg-type]
        plan=plan,
        due_on=day_of(due, "--due"),
    )
    store.set_target(desk.engine, new)
    out.print(f"План записан: {safe(new.name)}, {RATINGS[new.rating]}, {plan} %.")


@app.command("list")
def list_(context: typer.Context, which: Which = "latest") -> None:
    """Показать планы: план, факт по проверке, достигнут или нет.

    Пример: site-audit target list latest
    """
    desk: Desk = context.obj
    facts = _facts(desk, which)
    if not facts:
        out.print("Планов нет.")
        return
    table = Table("№", "Регион или отрасль", "Рейтинг", "План", "Факт", "Итог", "Срок", box=None)
    for one in facts:
        table.add_row(
            str(one.target.id),
            safe(one.target.name),
            RATINGS[one.target.rating],
            f"{one.target.plan} %",
            percents(one.fact) if one.fact else "—",
            MET[one.met],
            date_ru(one.target.due_on),
        )
    out.print(table)


def _facts(desk: Desk, which: str) -> tuple[Fact, ...]:
    """Plans with what a run says of them; before the first run plans alone."""
    found = store.targets(desk.engine)
    is_first = all(run.purpose != "rating" for run in store.runs(desk.engine))
    if not found or (which == "latest" and is_first):
        return tuple(Fact(target=one, fact=None, audited=0) for one in found)
    return meeting_of(desk, *named(desk, which), "college").facts


@app.command("remove")
def remove(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="НОМЕР", help="Номер плана.")],
) -> None:
    """Убрать план.

    Пример: site-audit target remove 2
    """
    desk: Desk = context.obj
    store.remove_target(desk.engine, number)
    out.print("План убран.")


PARTS = {"target": app}
