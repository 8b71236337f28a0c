"""What a command is called with: its help page, and words for a call that went wrong.

Typer's own pages and panels are English and take no translation, so commands are of classes of our
own, which it asks for in ``cls``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import Enum
from typing import Any, NoReturn

import typer
from rich.table import Table
from rich.text import Text
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from site_audit.cli.desk import STOPPED, err, out
from site_audit.cli.speech import of_system, russian
from site_audit.errors import SaidInWords


class Command(TyperCommand):
    """A command with a Russian help page."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Prints the page; typer's ``formatter`` is not used."""
        print_page(self, ctx.command_path)


class Group(TyperGroup):
    """A group of commands; the outermost one says in words what went wrong in any of them."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Prints the page; typer's ``formatter`` is not used."""
        print_page(self, ctx.command_path)

    def invoke(self, ctx: Any) -> Any:
        """Runs the command; Ctrl-C ends it with a word."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            err.print("Остановлено.")
            raise typer.Exit(STOPPED) from None

    def main(self, *arguments: Any, **settings: Any) -> NoReturn:
        """Runs the whole program and ends it: known troubles end in words."""
        code: int | None = 1
        try:
            code = super().main(*arguments, **settings | {"standalone_mode": False})
        except typer.TyperException as slip:
            code = slip.exit_code
            _print_slip(slip)
        except SaidInWords as error:
            err.print(russian(str(error)), style="red", markup=False)
        except OSError as error:
            err.print(of_system(error), style="red", markup=False)
        sys.exit(code)


def _print_slip(slip: typer.TyperException) -> None:
    """What is wrong with the call; a call without anything has printed its page already."""
    message = slip.format_message()
    if message:
        err.print(russian(message), style="red", markup=False)
        context = getattr(slip, "ctx", None)
        if context is not None:
            err.print(f"Подсказка: {context.command_path} --help", markup=False)


def print_page(command: TyperCommand | TyperGroup, called: str) -> None:
    """The help page of a command that is ``called`` so."""
    shown = [one for one in command.params if not getattr(one, "hidden", False)]
    arguments = [one for one in shown if isinstance(one, TyperArgument)]
    options = [one for one in shown if isinstance(one, TyperOption)]
    parts = _parts(command)
    named = [one.metavar if one.required else f"[{one.metavar}]" for one in arguments]
    if parts:
        alone = getattr(command, "invoke_without_command", False)
        named.append("[КОМАНДА]" if alone else "КОМАНДА")
    out.print(" ".join(("Вызов:", called, "[ПАРАМЕТРЫ]", *map(str, named))), markup=False)
    out.print()
    out.print(command.help or "", markup=False)
    _print_rows("Аргументы", [(str(one.metavar), _told(one)) for one in arguments])
    help_row = ("--help", "Показать эту подсказку.")
    _print_rows("Параметры", [*((_spelled(one), _told(one)) for one in options), help_row])
    _print_rows("Команды", parts.items())


def _parts(command: TyperCommand | TyperGroup) -> dict[str, str]:
    """The commands of a group with the first paragraphs of their pages."""
    inside = command.commands if isinstance(command, TyperGroup) else {}
    return {
        name: " ".join((one.help or "").partition("\n\n")[0].split())
        for name, one in inside.items()
        if not one.hidden
    }


def _print_rows(title: str, rows: Iterable[tuple[str, str]]) -> None:
    table = Table(box=None, show_header=False, padding=(0, 2))
    for name, words in rows:
        table.add_row(Text(name, no_wrap=True), Text(words))
    if table.row_count:
        out.print(f"\n[bold]{title}[/bold]")
        out.print(table)


def _spelled(option: TyperOption) -> str:
    """«--json ФАЙЛ»; a switch has no value."""
    return " ".join((*option.opts, *([] if option.is_flag else [str(option.metavar)])))


def _told(parameter: TyperArgument | TyperOption) -> str:
    """The words on a parameter, with what it is when it is left out."""
    value = parameter.default
    if not value or parameter.show_default is False:
        return parameter.help or ""
    shown = value.value if isinstance(value, Enum) else value
    return f"{parameter.help} [по умолчанию: {shown}]"
