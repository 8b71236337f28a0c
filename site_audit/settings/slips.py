"""Slips in settings, in the words of whoever wrote them."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import ValidationError

_WORDS = {
    "extra_forbidden": "такой настройки нет; список настроек печатает команда site-audit settings",
    "int_parsing": "нужно целое число",
    "int_from_float": "нужно целое число",
    "int_type": "нужно целое число",
    "float_parsing": "нужно число, дробная часть — через точку",
    "float_type": "нужно число, дробная часть — через точку",
    "finite_number": "нужно обычное число",
    "greater_than": "нужно число больше {gt:g}",
    "greater_than_equal": "нужно число не меньше {ge:g}",
    "less_than_equal": "нужно число не больше {le:g}",
    "literal_error": "бывает только {expected}",
    "string_type": "нужен текст в кавычках",
    "string_too_short": "нужен непустой текст",
    "path_type": "нужен путь в кавычках",
    "tuple_type": 'нужен список, например ["первое", "второе"]',
}


def slips_in_words(error: ValidationError, place: Callable[[str], str]) -> str:
    """A line for each slip; ``place`` tells where the setting of a name was given."""
    lines = []
    for slip in error.errors(include_url=False):
        if slip["type"] == "default_factory_not_called":  # follows from another slip
            continue
        name = str(slip["loc"][0])
        bounds = {"error": slip["msg"]} | slip.get("ctx", {})
        said = _WORDS.get(slip["type"], "{error}").format_map(bounds).replace("' or '", "' или '")
        lines.append(f"Настройка {name} ({place(name)}): {said.rstrip('.')}.")
    return "\n".join(lines)
