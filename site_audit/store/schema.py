"""The tables' age, by alembic: imported only when a database is new or of another version."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sqlalchemy import Connection

MIGRATIONS = "site_audit:migrations"  # looked up by alembic through importlib.resources


def _config(**attributes: Any) -> Any:
    config = import_module("alembic.config").Config(attributes=attributes)
    config.set_main_option("script_location", MIGRATIONS)
    return config


def _script() -> Any:
    return import_module("alembic.script").ScriptDirectory.from_config(_config())


def newest() -> str:
    """The revision that this version of the program brings its tables to."""
    return str(_script().get_current_head())


def is_known(revision: str) -> bool:
    """Whether a revision is one of ours, however old."""
    return revision in {found.revision for found in _script().walk_revisions()}


def upgrade(connection: Connection) -> None:
    """Runs the migrations that are missing, inside the caller's transaction."""
    import_module("alembic.command").upgrade(_config(connection=connection), "head")
