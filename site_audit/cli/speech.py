"""The Russian of the command line: what typer and click say by themselves in English.

Both take their words from ``gettext`` when they are imported, so this module comes before them.
"""

from __future__ import annotations

import gettext

_PHRASES = {
    "Usage:": "Вызов:",
    "Show this message and exit.": "Показать эту подсказку.",
    "Missing command.": "Не указана команда.",
    "No such command {name!r}.": "Команды {name!r} нет.",
    "No such option: {name}": "Параметра {name} нет",
    "Did you mean {possibility}?": "Может быть, {possibility}?",
    "(Possible options: {possibilities})": "(похожие параметры: {possibilities})",
    "Missing argument": "Не указан аргумент",
    "Missing option": "Не указан параметр",
    "Missing parameter": "Не указан параметр",
    "Invalid value: {message}": "Неверное значение: {message}",
    "Invalid value for {param_hint}: {message}": "Неверное значение {param_hint}: {message}",
    "Option {name!r} requires an argument.": "Параметру {name!r} нужно значение.",
    "Option {name!r} does not take a value.": "Параметру {name!r} значение не нужно.",
    "{value!r} is not a valid {number_type}.": "{value!r} — не число ({number_type}).",
    "{value} is not in the range {range}.": "{value} не входит в границы {range}.",
    "Try '{command} {option}' for help.": "Подсказка: «{command} {option}».",
    "Error: {message}": "Ошибка: {message}",
    "Aborted!": "Остановлено.",
    "[default: {}]": "[по умолчанию: {}]",
    "[required]": "[обязательно]",
    "Arguments": "Аргументы",
    "Options": "Параметры",
    "Commands": "Команды",
    "Error": "Ошибка",
    "Try [blue]'{command_path} {help_option}'[/] for help.": (
        "Подсказка: [blue]{command_path} {help_option}[/]"
    ),
    "Got unexpected extra argument ({args})": "Лишнее слово в команде: {args}",
    "Got unexpected extra arguments ({args})": "Лишние слова в команде: {args}",
}


def _russian(message: str) -> str:
    return _PHRASES.get(message, message)


def _counted(msgid1: str, msgid2: str, n: int) -> str:
    return _russian(msgid1 if n == 1 else msgid2)


gettext.gettext = _russian
gettext.ngettext = _counted
