"""The commands put together, and what happens to errors that are said in words."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from site_audit import cage, store
from site_audit.archive import ArchiveError
from site_audit.cli import archives, checks, demos, registers, reports, runs
from site_audit.cli.desk import STOPPED, Desk, err, out
from site_audit.run import RunError
from site_audit.settings import SettingsError, origins
from site_audit.store import StoreError

app = typer.Typer(
    name="site-audit",
    help="Проверка сайтов колледжей по методике ИРПО: обход, оценки с доказательствами, рейтинг.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
app.command("check")(checks.check)
app.command("demo")(demos.demo)
app.add_typer(registers.app, name="register")
app.add_typer(runs.app, name="run")
app.command("worker", hidden=True)(runs.worker)
app.command("ranking")(reports.ranking)
app.command("note")(reports.note)
app.command("rejudge")(reports.rejudge)
app.add_typer(archives.app, name="archive")
database = typer.Typer(help="База данных.", no_args_is_help=True)
app.add_typer(database, name="db")


@app.callback()
def start(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option("--config", metavar="ФАЙЛ", help="Файл настроек TOML.", show_default=False),
    ] = None,
) -> None:
    """Проверка сайтов колледжей по методике ИРПО."""
    context.obj = Desk(config)


@app.command("settings")
def show_settings(context: typer.Context) -> None:
    """Показать все настройки: значение и откуда оно взялось.

    Пример: site-audit --config site-audit.toml settings
    """
    table = Table("Настройка", "Значение", "Откуда", "Что это", box=None, pad_edge=False)
    desk: Desk = context.obj
    for knob in origins(desk.settings):
        table.add_row(knob.name, knob.value, knob.origin, knob.help)
    out.print(table)


@database.command("upgrade")
def upgrade(context: typer.Context) -> None:
    """Обновить базу данных после установки новой версии программы.

    Пример: site-audit db upgrade
    """
    desk: Desk = context.obj
    desk.settings.data_dir.mkdir(parents=True, exist_ok=True)
    store.upgrade(desk.settings.database_url)
    out.print("База данных готова к работе.")


def main() -> None:
    """Runs a command; known troubles end in words, Ctrl-C in what to do next."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)r")
    try:
        app()
    except (SettingsError, StoreError, RunError, ArchiveError) as error:
        err.print(str(error), style="red", markup=False)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        err.print("Остановлено.")
        raise SystemExit(STOPPED) from None
    finally:
        cage.close()
