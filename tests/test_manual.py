"""How the program is called: help pages and slips of the pen are Russian."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from site_audit.cli import app, desk
from site_audit.cli.app import COMMANDS, build
from site_audit.cli.manual import Command, Group

PROGRAM = build(tuple(COMMANDS))
ENGLISH = re.compile(
    r"usage|options|arguments|commands|show this|default|required|<\w+>|none", re.I
)


def call(*words: str) -> Result:
    return CliRunner().invoke(PROGRAM, list(words))


def _pages(command: Any, *words: str) -> Iterator[tuple[str, ...]]:
    yield words
    for name, part in getattr(command, "commands", {}).items():
        yield from _pages(part, *words, name)


PAGES = tuple(_pages(typer.main.get_command(PROGRAM)))


@pytest.mark.parametrize("words", PAGES, ids=lambda words: " ".join(words) or "site-audit")
def test_a_help_page_is_russian_and_tells_all_there_is(words: tuple[str, ...]) -> None:
    done = call(*words, "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith("Вызов: ")
    assert "Показать эту подсказку." in done.stdout
    assert not ENGLISH.search(done.stdout)
    command: Any = typer.main.get_command(PROGRAM)
    for word in words:
        command = command.commands[word]
    for parameter in command.params:
        if getattr(parameter, "hidden", False):
            continue
        assert (parameter.metavar or parameter.opts[0]) in done.stdout
        assert parameter.help.split(".")[0] in done.stdout
    if not hasattr(command, "commands"):
        assert "Пример" in done.stdout


@pytest.mark.parametrize("words", PAGES, ids=lambda words: " ".join(words) or "site-audit")
def test_every_command_is_of_our_classes(words: tuple[str, ...]) -> None:
    command: Any = typer.main.get_command(PROGRAM)
    for word in words:
        command = command.commands[word]
    assert isinstance(command, Group if hasattr(command, "commands") else Command)


def test_what_the_program_calls_its_own_workers_with_stands_on_no_page() -> None:
    assert "--run" not in call("worker", "--help").stdout


def test_a_choice_names_what_there_is_and_what_it_is_when_left_out() -> None:
    shown = " ".join(call("ranking", "--help").stdout.split())
    assert "--by college|cluster|region|industry" in shown
    assert "[по умолчанию: presence]" in shown


def test_the_version_is_that_of_the_package() -> None:
    done = call("--version")
    assert done.exit_code == 0
    assert done.stdout == f"site-audit {version('site-audit')}\n"


def test_a_call_without_a_command_shows_the_page_and_exits_2() -> None:
    for words in ((), ("register",), ("db",), ("archive",)):
        done = call(*words)
        assert done.exit_code == 2
        assert done.stdout.startswith("Вызов: ")


SLIPS = [
    (("chek",), "Команды «chek» нет"),
    (("run", "shw"), "Может быть, «show»?"),
    (("check",), "Не указано: АДРЕС."),
    (("note", "latest"), "Не указано: КОЛЛЕДЖ."),
    (("schedule", "add", "месяц"), "Не указан параметр --cron."),
    (("check", "college.ru", "лишнее"), "Лишнее в команде: лишнее."),
    (("check", "college.ru", "--jsn", "a"), "Параметра --jsn нет. Может быть, --json?"),
    (("check", "college.ru", "--rate"), "Параметру --rate нужно значение."),
    (("demo", "--serve=1"), "Параметру --serve значение не нужно."),
    (("check", "college.ru", "--pages", "много"), "--pages: нужно целое число"),
    (("check", "college.ru", "--pages", "1.5"), "--pages: нужно целое число"),
    (("check", "college.ru", "--pages", "0"), "--pages: нужно число не меньше 1"),
    (("check", "college.ru", "--pages", "100001"), "--pages: нужно число не больше 100000"),
    (("check", "college.ru", "--rate", "быстро"), "--rate: нужно число, дробная часть"),
    (("check", "college.ru", "--rate", "inf"), "--rate: нужно обычное число"),
    (("check", "college.ru", "--allow", "сеть"), "--allow: Не удалось понять"),
    (("check", "college.ru", "--json", "."), "--json: «.» — папка, а нужен файл."),
    (("archive", "prune", "--days", "99999999"), "--days: нужно число не больше 36500"),
    (("ranking", "--by", "город"), "--by: такого нет; бывает: «college», «cluster»"),
    (("ranking", "latest@"), "Не понимаю «latest@»"),
    (("run", "--only", "id=семь"), "Не понимаю «id=семь»"),
]


@pytest.mark.parametrize(("words", "said"), SLIPS, ids=[" ".join(words) for words, _ in SLIPS])
def test_a_slip_of_the_pen_is_told_in_russian_and_exits_2(
    words: tuple[str, ...], said: str
) -> None:
    done = call(*words)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert said in done.stderr
    known = {
        "site",
        "audit",
        "help",
        "cron",
        *COMMANDS,
        *re.findall("[a-z]+", " ".join(words)),
        *CHOICES,
    }
    assert set(re.findall("[A-Za-z]{2,}", done.stderr)) - known == set()


CHOICES = ("show", "json", "college", "cluster", "region", "industry", "id")


def test_ctrl_c_ends_a_command_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(self: desk.Desk) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(desk.Desk, "settings", property(stopped))
    done = call("settings")
    assert done.exit_code == desk.STOPPED
    assert done.stderr == "Остановлено.\n"


def test_a_terminal_of_an_old_encoding_shows_what_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.TextIOWrapper(io.BytesIO(), encoding="iso8859-5")  # knows no «—»
    monkeypatch.setattr("sys.stdout", shown)
    monkeypatch.setattr("sys.argv", ["site-audit", "check", "--help"])
    with pytest.raises(SystemExit) as ended:
        app.main()
    shown.flush()
    assert ended.value.code == 0
    assert "0 ? без пауз" in shown.buffer.getvalue().decode("iso8859-5")
