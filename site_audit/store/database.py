"""The database: opened only when it is ours and of our age, empty ones made by alembic."""

from __future__ import annotations

import fcntl
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
)

from site_audit.errors import SaidInWords
from site_audit.store import schema
from site_audit.store.columns import clean_text

REVISION = "0005"  # the newest migration; alembic itself is asked only when there is work for it
BUSY_SECONDS = 30
SILENT_SECONDS = 5  # a server that says nothing for so long is away
LAYING = 0x51DE_A0D1  # names the lock under which tables are laid
_PASSWORD = re.compile(r"(?<=:)[^:@/]+(?=@)")


class StoreError(SaidInWords):
    """What the database cannot give; the message is Russian: what happened and what to do."""


class DatabaseAwayError(StoreError):
    """A database that does not answer now and may later: gone, locked, full."""


def open_database(url: str) -> Engine:
    """An engine over a database of this version's tables; an empty database is made into one.

    ``url`` is an SQLAlchemy address (SQLite or PostgreSQL). Raises StoreError when it cannot be
    opened, is not ours, is newer than this program, or is older and waits for ``upgrade``.
    """
    engine = connect(url)
    with reading(engine) as connection:
        age = _age(connection)
    if age == "empty":
        _migrate(engine)
    elif age != "ours":
        engine.dispose()
        raise StoreError(_REFUSALS[age].format(url=_shown(engine)))
    return engine


def upgrade(url: str) -> None:
    """Bring an empty or older database to this version. Raises StoreError as ``open_database``."""
    engine = connect(url)
    try:
        with reading(engine) as connection:
            age = _age(connection)
        if age in ("newer", "foreign"):
            raise StoreError(_REFUSALS[age].format(url=_shown(engine)))
        _migrate(engine)
    finally:
        engine.dispose()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the database and holds up no writer."""
    with _in_words(engine), engine.execution_options(reads=True).connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write: on SQLite it waits for its turn at the start, not half-way."""
    with _in_words(engine), engine.begin() as connection:
        yield connection


def connect(url: str) -> Engine:
    """An engine, whatever the database holds. Raises StoreError when there can be none."""
    try:
        address = make_url(url)
        if address.drivername in ("postgres", "postgresql"):
            address = address.set(drivername="postgresql+psycopg")
        if address.get_backend_name() == "sqlite":
            return _sqlite(address)
        patience = {} if "connect_timeout" in address.query else {"connect_timeout": SILENT_SECONDS}
        return create_engine(address, pool_pre_ping=True, connect_args=patience, **_JSON)
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(
            f"Адрес базы данных «{_PASSWORD.sub('***', url)}» не понят. "
            "Примеры: sqlite:////srv/site-audit.db, postgresql://user:password@host/name."
        ) from error
    except ModuleNotFoundError as error:
        raise StoreError(
            f"Для базы данных {address.get_backend_name()} нужен модуль Python {error.name}: "
            "установите его."
        ) from error


def libpq_address(engine: Engine) -> str:
    """The address of a PostgreSQL database as its own library writes it, password included."""
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=False)


def _to_json(value: object) -> str:
    """JSON that any database takes; a number that is none is our mistake and raises ValueError."""
    return clean_text(json.dumps(value, ensure_ascii=False, allow_nan=False))


_JSON: Any = {
    "json_serializer": _to_json,
    "json_deserializer": msgspec.json.decode,  # of thousands of rows, and json.loads is slow
}


def _sqlite(address: URL) -> Engine:
    if address.database and address.database != ":memory:":
        folder = Path(address.database).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"Не удалось создать папку {folder} для базы данных: {error.strerror}. "
                "Проверьте настройки data_dir и database_url."
            ) from error
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS}, **_JSON)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say
    connection.execute("PRAGMA foreign_keys = ON")
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        _write_ahead(connection)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turns to write-ahead logging: one at a time, as SQLite lets no other wait for its turn."""
    path = connection.execute("PRAGMA database_list").fetchone()[2]
    if not path:
        return  # a database in memory keeps no log
    folder = os.open(Path(path).parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        os.close(folder)


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get("reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


_REFUSALS = {
    "older": "База данных {url} создана прежней версией программы. Сделайте её копию и выполните "
    "команду: site-audit db upgrade",
    "newer": "База данных {url} создана более новой версией программы. Установите новую версию или "
    "укажите другую базу (настройка database_url).",
    "foreign": "В базе данных {url} лежат чужие таблицы. Укажите для site-audit отдельную пустую "
    "базу (настройка database_url).",
}


def _age(connection: Connection) -> str:
    """``empty``, ``ours``, ``older``, ``newer`` or ``foreign``."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return "empty"
    if not {"alembic_version", "college", "visit"} <= tables:
        return "foreign"
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision == REVISION:
        return "ours"
    return "older" if schema.is_known(str(revision)) else "newer"


def _migrate(engine: Engine) -> None:
    """All steps in one transaction, one process at a time: two that both start never collide."""
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":  # SQLite has one writer anyway
            connection.execute(text(f"SELECT pg_advisory_xact_lock({LAYING})"))
        schema.upgrade(connection)


def _shown(engine: Engine) -> str:
    """The database's address as people write it, without its password."""
    kind = engine.url.get_backend_name()
    return engine.url.set(drivername=kind).render_as_string(hide_password=True)


def _may_return(error: DBAPIError) -> bool:
    """Whether the same question may be answered later; SQLite says alike what is our mistake."""
    if error.connection_invalidated or isinstance(error, InterfaceError):
        return True
    said = str(error.orig)
    ours = ("no such", "syntax error", "has no column", "file is not a database")
    return isinstance(error, OperationalError) and not any(words in said for words in ours)


@contextmanager
def _in_words(engine: Engine) -> Iterator[None]:
    """A database that is locked, full, gone or no database is said in words."""
    try:
        yield
    except IntegrityError:
        raise  # our own mistake: rows that contradict each other
    except DBAPIError as error:
        engine.dispose()
        reason = str(error.orig).partition("\n")[0]
        kind = DatabaseAwayError if _may_return(error) else StoreError
        advice = "адрес (настройка database_url), права и место на диске"
        if engine.dialect.name != "sqlite":
            advice = "сервер базы данных, её адрес (настройка database_url) и права"
        raise kind(
            f"База данных {_shown(engine)} не отвечает: {reason}. Проверьте {advice}."
        ) from error
