"""Outage: what our own machine lacks for a while; it is waited for, and no site pays for it."""

from __future__ import annotations

import asyncio
import errno
import logging
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from site_audit.archives.storage import ShelfError
from site_audit.store.database import DatabaseAwayError

log = logging.getLogger(__name__)

OUTAGE_SECONDS = 600.0  # a database that is away for longer ends the process
EXIT_OUTAGE = 75  # sysexits.h: EX_TEMPFAIL, «try again later»

_LACKS = frozenset(
    {
        *(errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO),  # the disk
        *(errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN),  # files, memory, processes
    }
)
Answer = TypeVar("Answer")


def is_outage(trouble: BaseException) -> bool:
    """Whether an exception tells of our machine (disk full, no memory), not of a site or a slip."""
    if isinstance(trouble, DatabaseAwayError | ShelfError | MemoryError):
        return True
    return isinstance(trouble, OSError) and trouble.errno in _LACKS


async def outlast(ask: Callable[[], Answer]) -> Answer:
    """Ask the database in a thread, again and again while it is away, up to ``OUTAGE_SECONDS``."""
    for pause in _pauses():
        try:
            return await asyncio.to_thread(ask)
        except DatabaseAwayError as trouble:
            if pause is None:
                raise
            log.warning("%s Спросим снова через %.1f с.", trouble, pause)
            await asyncio.sleep(pause)
    raise AssertionError("the last pause is None")


def outlast_here(ask: Callable[[], Answer]) -> Answer:
    """``outlast`` for a process without an event loop."""
    for pause in _pauses():
        try:
            return ask()
        except DatabaseAwayError as trouble:
            if pause is None:
                raise
            log.warning("%s Спросим снова через %.1f с.", trouble, pause)
            time.sleep(pause)
    raise AssertionError("the last pause is None")


def _pauses() -> Iterator[float | None]:
    """Seconds between two questions, then None: enough is enough."""
    deadline = time.monotonic() + OUTAGE_SECONDS
    pause = 0.1
    while time.monotonic() < deadline:
        yield pause
        pause = min(2 * pause, 5.0)
    yield None
