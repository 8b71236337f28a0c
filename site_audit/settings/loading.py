"""Loading settings: the environment over a TOML file over the defaults."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import ValidationError

from site_audit.settings.fields import PREFIX, Settings
from site_audit.settings.slips import slips_in_words
from site_audit.settings.toml import SettingsError, read_file


def load_settings(config: Path | None = None) -> Settings:
    """Read the TOML file, if one is given, and the environment. Raises SettingsError."""
    written = read_file(config) if config else {}
    try:
        return Settings(**written)
    except ValidationError as error:
        raise SettingsError(slips_in_words(error, lambda name: _place(name, config))) from error


def in_environment(name: str) -> bool:
    """Whether a knob is set by a variable that is not empty."""
    wanted = (PREFIX + name).upper()
    return any(key.upper() == wanted and value for key, value in os.environ.items())


def _place(name: str, config: Path | None) -> str:
    return f"переменная {PREFIX}{name.upper()}" if in_environment(name) else f"файл {config}"
