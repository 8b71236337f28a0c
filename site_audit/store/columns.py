"""Column types that hold foreign text and moments alike in SQLite and PostgreSQL."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

_BROKEN = re.compile("[\x00\ud800-\udfff]")


def clean_text(text: str) -> str:
    """``text`` that any database takes: NUL and lone surrogates become U+FFFD, the rest stays."""
    return _BROKEN.sub("\ufffd", text)


class CleanText(TypeDecorator[str]):
    """Text that has gone through ``clean_text``, both when stored and when asked for."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """On its way to SQL."""
        return None if value is None else clean_text(value)


class Moment(TypeDecorator[datetime]):
    """An aware UTC time; SQLite, which knows no zones, keeps it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """On its way to SQL. Raises ValueError for a naive time: it could mean any zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """On its way from SQL."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)
