"""Turns: who holds a key (a host, an IP) is alone with it, among all visits of one machine.

Visits of one process queue in their order. The first of each queue asks for the kernel's lock
(flock) on the key's file; it goes with its holder: a killed process leaves nothing behind. Such a
lock cannot be waited for on the event loop, and it falls to whoever asks at the right moment: so
the first of a queue looks again every few milliseconds, and writes into the file since when it
waits. Who came later lets it go first: no busy process starves another.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from urllib.parse import quote
from weakref import WeakKeyDictionary, WeakValueDictionary

SOONEST_LOOK = 0.002  # seconds between two looks at a file that another process holds
LATEST_LOOK = 0.05
PRESENT = 0.25  # who has not said for so long that it waits is gone

_RECORD = struct.Struct("<dd")
_WAITING = struct.Struct("<dd")  # after the record: since when, and when it was said last

Queueing = Callable[[], AbstractContextManager[None]]
"""Entered while a visit waits for others: that time is not its own."""

_queues: WeakKeyDictionary[asyncio.AbstractEventLoop, WeakValueDictionary[str, asyncio.Lock]] = (
    WeakKeyDictionary()
)


class Slot:
    """What is known of a key: when it was asked last and until when to pause, seconds of the epoch.

    In the key's file or, without one, in memory.
    """

    __slots__ = ("_file", "last", "until")

    def __init__(self, file: int | None = None) -> None:
        self._file = file
        record = b"" if file is None else os.pread(file, _RECORD.size, 0)
        whole = len(record) == _RECORD.size
        self.last, self.until = _RECORD.unpack(record) if whole else (0.0, 0.0)

    def save(self) -> None:
        """Write it down for those who come after."""
        if self._file is not None:
            os.pwrite(self._file, _RECORD.pack(self.last, self.until), 0)


class Turns:
    """The turns of one visit; ``folder`` None makes it wait for visits of this process alone."""

    def __init__(
        self,
        folder: Path | None,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        queueing: Queueing = nullcontext,
    ) -> None:
        self._folder, self._clock, self._sleep = folder, clock, sleep
        self._queueing = queueing
        self._slots: dict[str, Slot] = {}

    @asynccontextmanager
    async def alone(self, key: str) -> AsyncIterator[Slot]:
        """Alone with the key until the block ends; who needs several asks in one order for all."""
        queue = _queue(key)
        if queue.locked():
            with self._queueing():
                await queue.acquire()
        else:
            await queue.acquire()
        try:
            if self._folder is None:
                yield self._slots.setdefault(key, Slot())
                return
            with _opened(self._folder, key) as file:
                await self._come_first(file)
                yield Slot(file)
        finally:
            queue.release()

    async def _come_first(self, file: int) -> None:
        """Return when the file's lock is ours."""
        since = self._clock()
        if _take(file, since, since):
            return
        with self._queueing():
            for pause in _pauses():
                await self._sleep(pause)
                if _take(file, since, self._clock()):
                    return


def _queue(key: str) -> asyncio.Lock:
    queues = _queues.setdefault(asyncio.get_running_loop(), WeakValueDictionary())
    return queues.setdefault(key, asyncio.Lock())


def _pauses() -> Iterator[float]:
    pause = SOONEST_LOOK
    while True:
        yield pause
        pause = min(pause * 1.5, LATEST_LOOK)


@contextmanager
def _opened(folder: Path, key: str) -> Iterator[int]:
    file = os.open(f"{folder}/{quote(key, safe='')}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        yield file
    finally:
        os.close(file)  # and with it the lock


def _take(file: int, since: float, now: float) -> bool:
    """Whether the lock is ours now; if not, the file tells that we wait, unless one does longer."""
    waiting = os.pread(file, _WAITING.size, _RECORD.size)
    first, said = _WAITING.unpack(waiting) if len(waiting) == _WAITING.size else (0.0, 0.0)
    if first < since and 0 <= now - said < PRESENT:
        return False
    if _lock(file):
        if first == since:  # nobody shall wait for us any more
            os.pwrite(file, bytes(_WAITING.size), _RECORD.size)
        return True
    os.pwrite(file, _WAITING.pack(since, now), _RECORD.size)
    return False


def _lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
