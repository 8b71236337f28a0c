"""``site-audit settings`` and ``site-audit db``: the program's own house."""

from __future__ import annotations

import typer
from rich.table import Table

from site_audit import store
from site_audit.cli.desk import Desk, out
from site_audit.cli.printing import safe
from site_audit.settings.knobs import origins

database = typer.Typer(no_args_is_help=True)


def settings(context: typer.Context) -> None:
    """Показать все настройки: значение и откуда оно взялось.

    Пример: site-audit --config site-audit.toml settings
    """
    table = Table(box=None, pad_edge=False)
    for title in ("Настройка", "Значение", "Откуда", "Что это"):
        table.add_column(title, overflow="fold")
    desk: Desk = context.obj
    for knob in origins(desk.settings):
        table.add_row(knob.name, safe(knob.value), knob.origin, safe(knob.help))
    out.print(table)


@database.callback()
def start() -> None:
    """База данных."""


@database.command("upgrade")
def upgrade(context: typer.Context) -> None:
    """Обновить базу данных после установки новой версии программы.

    Пример: site-audit db upgrade
    """
    desk: Desk = context.obj
    desk.settings.data_dir.mkdir(parents=True, exist_ok=True)
    store.upgrade(desk.database_url)
    out.print("База данных готова к работе.")


PARTS = {"settings": settings, "db": database}
