"""The TOML file of settings: values as they were written, relative paths made absolute."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from site_audit.errors import SaidInWords


class SettingsError(SaidInWords):
    """A setting that cannot be used; the message is Russian: which one, where, what to do."""


def read_file(config: Path) -> dict[str, Any]:
    """Values of the TOML file; relative paths in it start from the folder it lies in."""
    try:
        written = tomllib.loads(config.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(
            f"Файл настроек {config} не открывается ({error.strerror}). Проверьте путь."
        ) from error
    except ValueError as error:  # TOMLDecodeError and UnicodeDecodeError alike
        raise SettingsError(
            f"Файл настроек {config} не читается: {error}. Нужен текст TOML в кодировке UTF-8, "
            "например: pages = 60"
        ) from error
    folder = config.resolve().parent
    for name in ("data_dir", "ca_bundle", "letters"):
        if isinstance(path := written.get(name), str) and path:
            written[name] = folder / Path(path).expanduser()
    if isinstance(url := written.get("archive_url"), str) and url and "://" not in url:
        written["archive_url"] = str(folder / Path(url).expanduser())
    if isinstance(url := written.get("database_url"), str):
        written["database_url"] = _anchored(url, folder)
    return written


def _anchored(url: str, folder: Path) -> str:
    """An SQLite address with a relative path, made absolute; any other as it is."""
    found = re.fullmatch(r"(sqlite(?:\+\w+)?:///)(?!/|:memory:)([^?]+)(.*)", url)
    if not found:
        return url
    scheme, path, options = found.groups()
    return f"{scheme}{folder / path}{options}"
