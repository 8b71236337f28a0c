"""A worker process: claims visits, makes several at once."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from structlog.contextvars import bind_contextvars

from site_audit import store
from site_audit.heap import give_back
from site_audit.runs.outage import outlast
from site_audit.runs.visiting import Place, make

IDLE_SECONDS = 0.5  # how often an idle worker looks whether a lease has run out


@dataclass
class Meter:
    """Shares the process's CPU seconds among the visits that are under way."""

    spent: dict[int, float] = field(default_factory=dict)
    last: float = field(default_factory=time.process_time)

    def tick(self) -> None:
        """Books the seconds since the last tick, in equal parts."""
        now = time.process_time()
        for visit in self.spent:
            self.spent[visit] += (now - self.last) / len(self.spent)
        self.last = now

    def begin(self, visit: int) -> Callable[[], float]:
        """Opens a visit's account; the result tells what it holds."""
        self.tick()
        self.spent[visit] = 0.0

        def account() -> float:
            self.tick()
            return self.spent[visit]

        return account

    def end(self, visit: int) -> None:
        """Closes a visit's account."""
        self.tick()
        self.spent.pop(visit, None)


@dataclass
class Flight:
    """The visits that are under way in this process."""

    meter: Meter = field(default_factory=Meter)
    tasks: dict[asyncio.Task[None], store.Claim] = field(default_factory=dict)
    ended: int = 0  # since memory was given back last

    @property
    def is_solitary(self) -> bool:
        """Whether one is under way that must be alone."""
        return any(held.is_solitary for held in self.tasks.values())

    def begin(self, place: Place, held: store.Claim) -> None:
        """Starts a visit that was claimed."""
        self.tasks[asyncio.create_task(self._make(place, held))] = held

    async def _make(self, place: Place, held: store.Claim) -> None:
        """A task of its own: what is bound to its log lines stays with it."""
        bind_contextvars(
            worker=place.name, run=held.run_id, visit=held.visit_id, college=held.college_id
        )
        account = self.meter.begin(held.visit_id)
        try:
            await make(place, held, account)
        finally:
            self.meter.end(held.visit_id)

    def land(self, at_once: int) -> None:
        """Takes note of those that ended; what they raised is raised here."""
        for task in [task for task in self.tasks if task.done()]:
            del self.tasks[task]
            task.result()
            self.ended += 1
        if self.ended >= at_once:
            give_back()
            self.ended = 0

    async def cut_short(self) -> None:
        """Ends all of them; each is given back."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


def widen(at_once: int) -> None:
    """As many threads as all visits may want at once: for documents, names, leases."""
    threads = ThreadPoolExecutor(3 * at_once, "visits")
    asyncio.get_running_loop().set_default_executor(threads)


async def work(place: Place, stop: asyncio.Event) -> None:
    """Makes visits until none of the run can be made now, or ``stop`` is set.

    A worker of any run goes on until ``stop``. What is under way then is given back: another worker
    starts it anew.
    """
    widen(place.at_once)
    flight = Flight()
    stopping = asyncio.create_task(stop.wait())
    try:
        while not stop.is_set():
            await _take_more(place, flight)
            if not flight.tasks and await _nothing_left(place):
                return
            waiting: set[asyncio.Task[Any]] = {*flight.tasks, stopping}
            await asyncio.wait(waiting, timeout=IDLE_SECONDS, return_when="FIRST_COMPLETED")
            flight.land(place.at_once)
    finally:
        stopping.cancel()
        await flight.cut_short()
        await asyncio.gather(stopping, return_exceptions=True)


async def _take_more(place: Place, flight: Flight) -> None:
    while len(flight.tasks) < place.at_once and not flight.is_solitary:
        ask = partial(
            store.claim,
            place.engine,
            place.name,
            place.lease_seconds,
            alone=not flight.tasks,
            run_id=place.run_id,
        )
        held = await outlast(ask)
        if held is None:
            return
        flight.begin(place, held)


async def _nothing_left(place: Place) -> bool:
    """Whether this worker's run has nothing to do now; a worker of any run waits for more."""
    if place.run_id is None:
        return False
    return await outlast(partial(store.is_idle, place.engine, place.run_id))


async def until_parent_is_gone(stop: asyncio.Event, lifeline: asyncio.StreamReader) -> None:
    """Sets ``stop`` when the parent's end of the pipe closes: it ended, however that was."""
    with contextlib.suppress(asyncio.CancelledError):
        await lifeline.read()
        stop.set()
