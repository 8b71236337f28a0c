"""Writes ``docs/settings.md`` from the settings' own help: ``python docs/build_settings.py``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotated_types import Ge, Gt, Le, Lt
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic.fields import FieldInfo

from site_audit.settings import PREFIX, Settings

HERE = Path(__file__).parent
PAGE = HERE / "settings.md"

# Defaults that follow from the machine or from other settings, in words.
FOLLOWS = {
    "data_dir": "`~/.local/share/site-audit`",
    "database_url": "файл `site-audit.db` в папке данных",
    "logos": "`logos` в папке данных",
    "user_agent": "`Mozilla/5.0 (compatible; SiteAudit/версия; +contact)`",
}
SIGNS = {Ge: "от {}", Gt: "больше {}", Le: "до {}", Lt: "меньше {}"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A setting as the page shows it; ``default`` and ``bounds`` are Markdown."""

    name: str
    default: str
    bounds: str
    help: str


def page() -> str:
    """The page as it must stand in ``docs/settings.md``."""
    room = Environment(
        loader=FileSystemLoader(HERE),
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
    )
    knobs = tuple(_row(name, field) for name, field in Settings.model_fields.items())
    return room.get_template("settings.md.j2").render(prefix=PREFIX, knobs=knobs)


def _row(name: str, field: FieldInfo) -> Row:
    return Row(
        name=name,
        default=FOLLOWS[name] if field.default_factory else _shown(field.default),
        bounds=_bounds(field),
        help=field.description or "",
    )


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "не задано"
    if isinstance(value, tuple):
        return f"`{json.dumps(value, ensure_ascii=False)}`"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def _bounds(field: FieldInfo) -> str:
    said = [
        SIGNS[type(bound)].format(_number(bound))
        for bound in field.metadata
        if type(bound) in SIGNS
    ]
    return " ".join(said) or "—"


def _number(bound: Any) -> str:
    value = next(getattr(bound, name) for name in ("ge", "gt", "le", "lt") if hasattr(bound, name))
    return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
