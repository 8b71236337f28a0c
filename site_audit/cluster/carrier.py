"""Carrier: a worker process that makes the visits which the queue brings."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial

from structlog.contextvars import bind_contextvars

from site_audit import store
from site_audit.cluster.queue import BEAT_SECONDS, NAME, SILENT_SECONDS, away_in_words, opened
from site_audit.runs.outage import outlast
from site_audit.runs.visiting import Place, make
from site_audit.runs.worker import Meter, widen
from site_audit.store.ready import is_solitary

ENDING_SECONDS = 1.0  # for jobs that are done anyway; the others are cut short and given back


@dataclass
class Room:
    """Where visits are made: many together, or one alone."""

    inside: int = 0
    _free: asyncio.Condition = field(default_factory=asyncio.Condition)
    _closed: bool = False

    @contextlib.asynccontextmanager
    async def together(self) -> AsyncIterator[None]:
        """Inside with others; waits while one is alone."""
        async with self._free:
            await self._free.wait_for(lambda: not self._closed)
            self.inside += 1
        try:
            yield
        finally:
            async with self._free:
                self.inside -= 1
                self._free.notify_all()

    @contextlib.asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Inside alone; waits until all have left, and lets no other in meanwhile."""
        async with self._free:
            await self._free.wait_for(lambda: not self._closed)
            self._closed = True
        try:
            async with self._free:
                await self._free.wait_for(lambda: self.inside == 0)
            yield
        finally:
            async with self._free:
                self._closed = False
                self._free.notify_all()


async def carry_out(place: Place, stop: asyncio.Event) -> None:
    """Makes the visits that the queue brings until ``stop`` is set; then gives back the rest."""
    widen(place.at_once)
    room, meter = Room(), Meter()
    async with opened(place.engine, partial(_carry, place, room, meter)) as app:
        working = asyncio.create_task(
            app.run_worker_async(
                queues=[NAME],
                name=place.name,
                concurrency=place.at_once,
                install_signal_handlers=False,
                delete_jobs="always",
                update_heartbeat_interval=BEAT_SECONDS,
                stalled_worker_timeout=SILENT_SECONDS,
                shutdown_graceful_timeout=ENDING_SECONDS,
            )
        )
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({working, stopping}, return_when="FIRST_COMPLETED")
        stopping.cancel()
        working.cancel()
        await asyncio.gather(stopping, return_exceptions=True)
        with contextlib.suppress(asyncio.CancelledError), away_in_words():
            await working


async def _carry(place: Place, room: Room, meter: Meter, visit_id: int) -> None:
    """Makes a visit, if it is still to be made; who comes too late has nothing to do."""
    solitary = await outlast(partial(is_solitary, place.engine, visit_id))
    async with room.alone() if solitary else room.together():
        ask = partial(
            store.claim,
            place.engine,
            place.name,
            place.lease_seconds,
            alone=solitary,
            visit_id=visit_id,
        )
        held = await outlast(ask)
        if held is None:
            return
        bind_contextvars(
            worker=place.name, run=held.run_id, visit=visit_id, college=held.college_id
        )
        account = meter.begin(visit_id)
        try:
            await make(place, held, account)
        finally:
            meter.end(visit_id)
