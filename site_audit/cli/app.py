"""The commands put together.

Only the module of the command that is called is imported: a check of one site should not wait for
the database's machinery.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from site_audit import logs
from site_audit.cli.desk import Desk, out
from site_audit.cli.manual import Command, Group

COMMANDS = {
    "check": "checks",
    "demo": "demos",
    "register": "registers",
    "run": "runs",
    "worker": "workers",
    "schedule": "schedules",
    "ranking": "reports",
    "note": "notes",
    "programmes": "programmes",
    "report": "packs",
    "rejudge": "judgements",
    "judgement": "publishing",
    "override": "overrides",
    "instruction": "instructions",
    "target": "targets",
    "mail": "mails",
    "archive": "archives",
    "logos": "logos",
    "review": "reviews",
    "settings": "upkeep",
    "db": "upkeep",
}


def _print_version(asked: bool) -> None:
    if asked:
        out.print(f"site-audit {version('site-audit')}")
        raise typer.Exit


def start(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option("--config", metavar="ФАЙЛ", help="Файл настроек TOML.", show_default=False),
    ] = None,
    asked_version: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=_print_version,
            help="Показать версию программы.",
            show_default=False,
        ),
    ] = False,
) -> None:
    """Проверка сайтов колледжей по методике ИРПО: обход, оценки с доказательствами, рейтинг."""
    context.obj = Desk(config)
    context.call_on_close(context.obj.close)


def build(names: tuple[str, ...]) -> typer.Typer:
    """The program with these commands."""
    app = typer.Typer(
        name="site-audit",
        cls=Group,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(start)
    for name in names:
        part: typer.Typer | Callable[..., None] = _part(name)
        if isinstance(part, typer.Typer):
            for command in part.registered_commands:
                command.cls = Command
            app.add_typer(part, name=name, cls=Group)
        else:
            app.command(name, cls=Command)(part)
    return app


def _part(name: str) -> typer.Typer | Callable[..., None]:
    module = import_module(f"site_audit.cli.{COMMANDS[name]}")
    part: typer.Typer | Callable[..., None] = module.PARTS[name]
    return part


def _called(arguments: list[str]) -> tuple[str, ...]:
    """The command that is called; all of them when that cannot be told at once (help, a slip)."""
    rest = arguments[2:] if arguments[:1] == ["--config"] else arguments
    return (rest[0],) if rest and rest[0] in COMMANDS else tuple(COMMANDS)


def main() -> None:
    """Runs the command that the program was called with."""
    logs.configure()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal of an old encoding knows no «—»
            stream.reconfigure(errors="replace")
    # Not called as typer would have it: typer puts a hook of its own under uncaught exceptions.
    typer.main.get_command(build(_called(sys.argv[1:])))()
