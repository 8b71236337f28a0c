"""Shelves of one machine: slots in memory, or in files that its processes share.

The turn at a key is the kernel's lock (flock) on the key's file; it goes with its holder: a killed
process leaves nothing behind. Such a lock cannot be waited for on the event loop, and it falls to
whoever asks at the right moment: so who waits looks again every few milliseconds, and writes into
the file since when it waits. Who came later lets it go first: no busy process starves another.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import struct
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from urllib.parse import quote

from site_audit.net.turn import FIGURES, Queueing, Slot, looks

SOONEST_LOOK = 0.002  # seconds between two looks at a file that another process holds
LATEST_LOOK = 0.05
PRESENT = 0.25  # who has not said for so long that it waits is gone

_RECORD = struct.Struct(f"<{len(FIGURES)}d")
_WAITING = struct.Struct("<dd")  # after the record: since when, and when it was said last


class MemoryShelf:
    """Slots of one visit alone; its turns hold among the visits of the process."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.now = clock
        self._slots: dict[str, Slot] = {}

    @asynccontextmanager
    async def alone(self, key: str, queueing: Queueing) -> AsyncIterator[Slot]:
        """The visit's slot; the queue of the process is all there is to wait for."""
        yield self._slots.setdefault(key, Slot(key))

    async def mark(self, slot: Slot) -> None:
        """Nothing to do: there is no other copy."""

    async def save(self, slot: Slot) -> None:
        """Nothing to do: there is no other copy."""

    async def close(self) -> None:
        """Nothing is open."""


class FileShelf:
    """Slots in a folder, a file each, for all processes of a machine."""

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.now = clock
        self._folder, self._sleep = folder, sleep
        self._files: dict[str, int] = {}

    @asynccontextmanager
    async def alone(self, key: str, queueing: Queueing) -> AsyncIterator[Slot]:
        """Alone with the key's file; raises OSError when the folder cannot be written to."""
        with self._opened(key) as file:
            await self._come_first(file, queueing)
            yield _read(key, file)

    async def mark(self, slot: Slot) -> None:
        """Write it down for those who come after."""
        os.pwrite(self._files[slot.key], _RECORD.pack(*slot.figures), 0)

    async def save(self, slot: Slot) -> None:
        """Write it down for those who come after."""
        await self.mark(slot)

    async def close(self) -> None:
        """Files are open during turns only."""

    @contextmanager
    def _opened(self, key: str) -> Iterator[int]:
        path = self._folder / quote(key, safe="")
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        self._files[key] = file
        try:
            yield file
        finally:
            del self._files[key]
            os.close(file)  # and with it the lock

    async def _come_first(self, file: int, queueing: Queueing) -> None:
        """Return when the file's lock is ours."""
        since = self.now()
        if _take(file, since, since):
            return
        with queueing():
            for pause in looks(SOONEST_LOOK, LATEST_LOOK):
                await self._sleep(pause)
                if _take(file, since, self.now()):
                    return


def _read(key: str, file: int) -> Slot:
    record = os.pread(file, _RECORD.size, 0)
    return Slot(key, *_RECORD.unpack(record)) if len(record) == _RECORD.size else Slot(key)


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
