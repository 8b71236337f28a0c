"""The queue of jobs ``audit(visit_id)``, in a schema of its own beside our tables."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.schema import SchemaManager
from psycopg_pool import PoolTimeout
from sqlalchemy import Engine

from site_audit.errors import SaidInWords
from site_audit.store import DatabaseAwayError, libpq_address

NAME = "audit"
SCHEMA = "procrastinate"
BEAT_SECONDS = 5.0  # a worker says so often that it lives
SILENT_SECONDS = 20.0  # one that has said nothing for so long is dead; its jobs wait again
LAYING = 0x51DE_A0D2  # names the lock under which the schema is laid

Carry = Callable[[int], Awaitable[None]]


class ClusterError(SaidInWords):
    """Work on many machines that cannot begin; the text says why and what to do."""


def address(engine: Engine) -> str:
    """The database's address as PostgreSQL's own library writes it. Raises ClusterError."""
    if engine.dialect.name != "postgresql":
        raise ClusterError(
            "Несколько машин работают вместе только через PostgreSQL. Укажите его в настройке "
            "database_url, например: postgresql://пользователь:пароль@машина/база"
        )
    return libpq_address(engine)


def lay(engine: Engine) -> None:
    """Makes the queue's tables where they are missing. Raises ClusterError."""
    with psycopg.connect(address(engine), autocommit=True) as connection:
        connection.execute(f"SELECT pg_advisory_lock({LAYING})")
        found = connection.execute(
            "SELECT to_regclass(%s) IS NOT NULL", [f"{SCHEMA}.procrastinate_jobs"]
        ).fetchone()
        if found == (True,):
            return
        with connection.transaction():
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            connection.execute(f"SET LOCAL search_path TO {SCHEMA}")
            connection.execute(SchemaManager.get_schema())


@contextmanager
def away_in_words() -> Iterator[None]:
    """The queue's troubles with its database as those of ours: DatabaseAwayError."""
    try:
        yield
    except (ConnectorException, psycopg.OperationalError, PoolTimeout) as trouble:
        raise DatabaseAwayError(f"База данных не отвечает: {trouble}") from trouble


@asynccontextmanager
async def opened(engine: Engine, carry: Carry) -> AsyncIterator[App]:
    """The queue, open; a job of it is carried out by ``carry``."""
    connector = PsycopgConnector(
        conninfo=address(engine), kwargs={"options": f"-c search_path={SCHEMA}"}, max_size=4
    )
    app = App(connector=connector)

    async def audit(visit_id: int) -> None:
        await carry(visit_id)

    app.task(name=NAME, queue=NAME)(audit)
    async with app.open_async():
        yield app
