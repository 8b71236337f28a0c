"""Sessions: this process's one connection to the database of turns, made anew when it breaks.

Locks belong to the session, so a killed process leaves none behind, and a broken connection loses
them all. Moments are those of the server's clock: how far it is from our steady one is measured
when a session begins, so machines with wrong clocks agree. A PgBouncer in between must leave each
client a server connection of its own (``pool_mode = session``).
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import psycopg

from site_audit.net.turn import LostError, looks

ANSWER_SECONDS = 10.0  # for a statement; then the database counts as away
SOONEST_TRY, LATEST_TRY = 0.1, 2.0  # seconds between two tries to connect
MEASURED = 3  # looks at the server's clock; the one with the shortest way counts
KEPT_ALIVE: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,  # milliseconds
}

_CLOCK = "SELECT extract(epoch FROM clock_timestamp())::float8"

Connection = psycopg.AsyncConnection[tuple[Any, ...]]
Row = tuple[Any, ...]
Some = TypeVar("Some")

log = logging.getLogger(__name__)


class Session:
    """The connection of one event loop to one database; opened when it is wanted first.

    ``clock`` is a steady one, seconds.
    """

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.users = 0
        self._url, self._clock = url, clock
        self._ahead = time.time() - clock()  # our own time, until the server was asked for its
        self._connection: Connection | None = None
        self._connecting: asyncio.Task[Connection] | None = None
        self._running: set[asyncio.Task[Any]] = set()

    def now(self) -> float:
        """The server's time, seconds of the epoch."""
        return self._clock() + self._ahead

    async def connected(self, sleep: Callable[[float], Awaitable[None]]) -> Connection:
        """A connection, as soon as the database is there."""
        is_told = False
        for pause in looks(SOONEST_TRY, LATEST_TRY):
            if self._connection is not None and not self._connection.closed:
                return self._connection
            if self._connecting is None or self._connecting.done():  # one try for all who wait
                self._connecting = self.begin(self._connect())
            try:
                return await asyncio.shield(self._connecting)
            except LostError as trouble:
                if not is_told:
                    log.warning("the database of turns is away, requests wait: %s", trouble)
                is_told = True
            await sleep(pause)
        raise AssertionError("looks have no end")

    async def ask(self, connection: Connection, query: str, values: dict[str, object]) -> Row:
        """The first row of an answer, () without one; raises LostError when it is gone."""
        return await asyncio.shield(self.begin(self._ask(connection, query, values)))

    def begin(self, work: Coroutine[Any, Any, Some]) -> asyncio.Task[Some]:
        """Work that comes to its end even when who asked is cut off: a statement that is cut in
        its middle costs the session, and with it the turns of other visits.
        """
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def close(self) -> None:
        """End what runs, and the connection."""
        try:
            while self._running:
                await asyncio.wait(self._running)
        finally:
            if self._connection is not None:
                await self._connection.close()
                self._connection = None

    async def _connect(self) -> Connection:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                made: Connection = await psycopg.AsyncConnection.connect(
                    self._url, autocommit=True, **KEPT_ALIVE
                )
        except (psycopg.OperationalError, OSError) as error:  # TimeoutError is an OSError
            raise LostError(str(error)) from error
        self._ahead = min([await self._measure(made) for _ in range(MEASURED)])[1]
        self._connection = made
        return made

    async def _measure(self, connection: Connection) -> tuple[float, float]:
        """How long the server's clock took to be read, and how far ahead of ours it is."""
        asked = self._clock()
        (told,) = await self._ask(connection, _CLOCK, {})
        heard = self._clock()
        return heard - asked, told - (asked + heard) / 2

    async def _ask(self, connection: Connection, query: str, values: dict[str, object]) -> Row:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                found = await connection.execute(query.encode(), values)
                return (await found.fetchone() or ()) if found.description else ()
        except (psycopg.OperationalError, OSError) as error:
            await connection.close()
            raise LostError(str(error)) from error


_sessions: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[str, Session]] = WeakKeyDictionary()


def join(url: str) -> Session:
    """The session of this event loop with a database, one for all; ``leave`` it in the end."""
    sessions = _sessions.setdefault(asyncio.get_running_loop(), {})
    session = sessions.setdefault(url, Session(url))
    session.users += 1
    return session


async def leave(url: str) -> None:
    """Let go of the session; the last one closes it."""
    sessions = _sessions[asyncio.get_running_loop()]
    session = sessions[url]
    session.users -= 1
    if not session.users:
        del sessions[url]
        await session.close()
