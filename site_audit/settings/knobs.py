"""Every knob as a person sees it: its value, where that came from, and its line of help."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from site_audit.settings import PREFIX, Settings, in_environment

Origin = Literal["по умолчанию", "файл", "переменная окружения"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Knob:
    """One setting as shown to a person; passwords in ``value`` are masked."""

    name: str
    value: str
    origin: Origin
    help: str


def origins(settings: Settings) -> tuple[Knob, ...]:
    """Each knob with its value, where the value came from, and its help."""
    return tuple(
        Knob(
            name=name,
            value=_shown(name, getattr(settings, name)),
            origin=_origin(settings, name),
            help=field.description or "",
        )
        for name, field in Settings.model_fields.items()
    )


def unknown_variables(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Variables that begin like ours and name no knob: mostly slips of the pen, worth a warning."""
    ours = (name for name in environment if name.upper().startswith(PREFIX))
    return tuple(
        sorted(name for name in ours if name[len(PREFIX) :].lower() not in Settings.model_fields)
    )


def _origin(settings: Settings, name: str) -> Origin:
    if name not in settings.model_fields_set:
        return "по умолчанию"
    return "переменная окружения" if in_environment(name) else "файл"


def _shown(name: str, value: object) -> str:
    if value is None or value == "":
        return "не задано"
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float):
        return f"{value:g}"
    if name == "database_url":
        return re.sub(r"(://[^/@]*:)[^/]*@", r"\1***@", str(value))
    return str(value)
