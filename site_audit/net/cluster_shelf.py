"""The shelf of many machines: slots in a table of PostgreSQL, turns as locks of its sessions.

An advisory lock cannot be waited for without blocking the one connection of the process, and it
falls to whoever asks at the right moment: so, as with files, who waits looks again and again, tells
in the slot's row since when it waits, and who came later lets it go first. While the database is
away nothing goes out: who wants a turn waits for it, on its own time.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from hashlib import blake2b

from site_audit.net.session import Connection, Session, join, leave
from site_audit.net.turn import FIGURES, LostError, Queueing, Slot, looks

SOONEST_LOOK, LATEST_LOOK = 0.01, 0.1  # seconds between two looks at what another process holds
PRESENT = 1.0  # who has not said for so long that it waits is gone

_NAMES = ", ".join(FIGURES)
_VALUES = ", ".join(f"%({name})s" for name in FIGURES)
_READ = f"SELECT {_NAMES} FROM pace WHERE key = %(key)s"
_WRITE = (
    f"INSERT INTO pace AS known (key, {_NAMES}) VALUES (%(key)s, {_VALUES})"
    " ON CONFLICT (key) DO UPDATE SET "
)
_MARK = _WRITE + ", ".join(f"{name} = excluded.{name}" for name in FIGURES)
# Without the lock others may have written meanwhile: what asks for more distance counts.
_SAVE_LATE = _WRITE + ", ".join(
    f"{name} = greatest(known.{name}, excluded.{name})" for name in FIGURES if name != "tokens"
)
_TAKE = f"""
SELECT CASE WHEN EXISTS (
    SELECT FROM pace WHERE key = %(key)s AND since < %(since)s
    AND said BETWEEN %(now)s::float8 - {PRESENT} AND %(now)s::float8 + {PRESENT}
) THEN false ELSE pg_try_advisory_lock(%(lock)s) END"""
_SAY = f"""
INSERT INTO pace AS known (key, since, said) VALUES (%(key)s, %(since)s, %(now)s)
ON CONFLICT (key) DO UPDATE SET since = excluded.since, said = excluded.said
WHERE known.since >= excluded.since
OR abs(known.said - excluded.said) > {PRESENT}"""
_SAY_NO_MORE = "UPDATE pace SET since = 0, said = 0 WHERE key = %(key)s AND since = %(since)s"
_LEAVE = "SELECT pg_advisory_unlock(%(lock)s)"


class ClusterShelf:
    """Slots in the table ``pace`` of the database at a libpq URL.

    Visits of one process share a session, which holds its locks for all of them: they queue for a
    key before they ask here (``Turns``). ``session`` None = that of the process.
    """

    def __init__(
        self,
        url: str,
        session: Session | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._url, self._sleep = url, sleep
        self._session, self._is_shared = session, session is None
        self._held: dict[str, Connection] = {}

    def now(self) -> float:
        """The server's time."""
        return self._joined().now()

    @asynccontextmanager
    async def alone(self, key: str, queueing: Queueing) -> AsyncIterator[Slot]:
        """Alone with the key among all machines, as soon as the database is there."""
        self._held[key], slot = await self._come_first(key, queueing)
        try:
            yield slot
        finally:
            await asyncio.shield(self._unlock(self._held.pop(key), key))

    async def mark(self, slot: Slot) -> None:
        """Write it down under the lock; raises LostError when that is gone."""
        await self._joined().ask(self._held[slot.key], _MARK, _values(slot))

    async def save(self, slot: Slot) -> None:
        """Write it down, as soon as the database is there."""
        try:
            await self.mark(slot)
            return
        except LostError:
            session = self._joined()
        while True:
            connection = await session.connected(self._sleep)
            try:
                await session.ask(connection, _SAVE_LATE, _values(slot))
                return
            except LostError:
                continue

    async def close(self) -> None:
        """Leave the process's session."""
        if self._session is not None and self._is_shared:
            self._session = None
            await leave(self._url)

    def _joined(self) -> Session:
        if self._session is None:
            self._session = join(self._url)
        return self._session

    async def _come_first(self, key: str, queueing: Queueing) -> tuple[Connection, Slot]:
        """The connection that holds the key's lock for us, and what is known of the key."""
        session, since = self._joined(), 0.0
        for pause in looks(SOONEST_LOOK, LATEST_LOOK):
            with queueing():  # a database that is away costs no site its time
                connection = await session.connected(self._sleep)
            since = since or session.now()
            asked = {"key": key, "lock": _lock(key), "since": since, "now": session.now()}
            try:
                slot = await self._look(connection, asked)
            except LostError:
                continue
            if slot is not None:
                return connection, slot
            with queueing():
                await self._sleep(pause)
        raise AssertionError("looks have no end")

    async def _look(self, connection: Connection, asked: dict[str, object]) -> Slot | None:
        """The slot when its lock is ours now; None, and that we wait is said, when it is not."""
        if await self._take(connection, asked):
            return await self._read(connection, asked)
        await self._joined().ask(connection, _SAY, asked)
        return None

    async def _take(self, connection: Connection, asked: dict[str, object]) -> bool:
        session = self._joined()
        taking = session.begin(session.ask(connection, _TAKE, asked))

        def give_back(taken: asyncio.Task[tuple[bool]]) -> None:
            if not taken.cancelled() and taken.exception() is None and taken.result()[0]:
                self._unlock(connection, str(asked["key"]))

        try:
            (is_ours,) = await asyncio.shield(taking)
        except asyncio.CancelledError:  # nobody is there any more to hold it
            taking.add_done_callback(give_back)
            raise
        return bool(is_ours)

    async def _read(self, connection: Connection, asked: dict[str, object]) -> Slot:
        session, key = self._joined(), str(asked["key"])
        try:
            await session.ask(connection, _SAY_NO_MORE, asked)
            return Slot(key, *await session.ask(connection, _READ, asked))
        except BaseException:
            self._unlock(connection, key)
            raise

    def _unlock(self, connection: Connection, key: str) -> asyncio.Task[None]:
        session = self._joined()

        async def unlock() -> None:
            with suppress(LostError):  # then the lock went with its session
                await session.ask(connection, _LEAVE, {"lock": _lock(key)})

        return session.begin(unlock())


def _lock(key: str) -> int:
    """The number of a key's lock; all programs of a database share them."""
    digest = blake2b(f"site-audit pace {key}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _values(slot: Slot) -> dict[str, object]:
    return {"key": slot.key, **dict(zip(FIGURES, slot.figures, strict=True))}
