"""Defaults that follow from the machine or from other settings; ``known`` are those before."""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path
from typing import Any


def data_dir() -> Path:
    """The user's data folder (XDG Base Directory specification: a relative path is ignored)."""
    data_home = Path(os.environ.get("XDG_DATA_HOME", ""))
    if not data_home.is_absolute():
        data_home = Path.home() / ".local" / "share"
    return data_home / "site-audit"


def database_url(known: dict[str, Any]) -> str:
    """A database file in the data folder."""
    return f"sqlite:///{known['data_dir'] / 'site-audit.db'}"


def logos(known: dict[str, Any]) -> Path:
    """The folder of references of logos, in the data folder."""
    return Path(known["data_dir"]) / "logos"


def user_agent(known: dict[str, Any]) -> str:
    """Who we are, and how to reach us where that is known."""
    release = ".".join(version("site-audit").split(".")[:2])
    contact = f"; +{known['contact']}" if known["contact"] else ""
    return f"Mozilla/5.0 (compatible; SiteAudit/{release}{contact})"
