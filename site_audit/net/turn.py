"""Turns: who holds a key (a host, an IP) is alone with it, among all visits that share a shelf.

Visits of one process queue in their order; the first of each queue asks the shelf, which knows of
the other processes. What is known of a key lies there too, in its slot.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    asynccontextmanager,
    nullcontext,
)
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Protocol
from weakref import WeakKeyDictionary, WeakValueDictionary

Queueing = Callable[[], AbstractContextManager[None]]
"""Entered while a visit waits for others: that time is not its own."""

_queues: WeakKeyDictionary[asyncio.AbstractEventLoop, WeakValueDictionary[str, asyncio.Lock]] = (
    WeakKeyDictionary()
)


class LostError(Exception):
    """The turn at a key is no longer ours: the shelf that gave it was away meanwhile."""


@dataclass(slots=True)
class Slot:
    """What is known of a key; moments are seconds of the epoch by the shelf's clock, 0 = never."""

    key: str
    last: float = 0.0  # when a request went out last, or its answer ended where gaps count from it
    until: float = 0.0  # until when the host wants no request
    tokens: float = 0.0  # in the bucket after the last request
    strain: float = 0.0  # how many times longer refusals have made the gap; below 1 counts as 1
    drag: float = 0.0  # the same for slowness
    judged: float = 0.0  # when strain and drag were so
    usual: float = 0.0  # seconds that a quick answer of the host takes; 0 = not known

    @property
    def figures(self) -> tuple[float, ...]:
        """All but the key, in the order of ``FIGURES``."""
        return _figures(self)


FIGURES = tuple(field.name for field in fields(Slot) if field.name != "key")
_figures: Callable[[Slot], tuple[float, ...]] = attrgetter(*FIGURES)


class Shelf(Protocol):
    """Where slots lie, and who holds which."""

    def now(self) -> float:
        """Seconds of the epoch, by a clock that all who share the shelf agree on."""

    def alone(self, key: str, queueing: Queueing) -> AbstractAsyncContextManager[Slot]:
        """Alone with the key until the block ends, among all who share the shelf."""

    async def mark(self, slot: Slot) -> None:
        """Write a slot that we hold before a request goes out; raises LostError."""

    async def save(self, slot: Slot) -> None:
        """Write what an answer taught, whatever became of the turn; may wait for the shelf."""

    async def close(self) -> None:
        """Let go of what the shelf holds open."""


class Turns:
    """The turns of one visit at a shelf."""

    def __init__(self, shelf: Shelf, queueing: Queueing = nullcontext) -> None:
        self._shelf, self._queueing = shelf, queueing

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
            async with self._shelf.alone(key, self._queueing) as slot:
                yield slot
        finally:
            queue.release()


def looks(soonest: float, latest: float) -> Iterator[float]:
    """Seconds to wait before each further look at what another process holds."""
    pause = soonest
    while True:
        yield pause
        pause = min(pause * 1.5, latest)


def _queue(key: str) -> asyncio.Lock:
    queues = _queues.setdefault(asyncio.get_running_loop(), WeakValueDictionary())
    return queues.setdefault(key, asyncio.Lock())
