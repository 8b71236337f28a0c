"""Pace: one exchange at a time with a host and with an IP, and how soon the next one may begin.

Shared by all visits that share a shelf (see ``turn``): each host and each IP has a slot there,
which tells when the last request went out, until when the host asked us to wait, and how it bore
what we asked. First comes the host, with its pauses and its Crawl-delay, then the IP: so neighbours
on one IP do not wait for each other's pauses, and nobody waits for what is held by one who waits
for him.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from site_audit.net.bucket import LONGEST_DELAY, Demand
from site_audit.net.policy import AddressPolicy
from site_audit.net.shelf import FileShelf, MemoryShelf
from site_audit.net.strain import drag_of, judge_host, judge_ip, longer, strain_most, strain_of
from site_audit.net.talk import Agent, Talk, log
from site_audit.net.turn import LostError, Queueing, Shelf, Slot, Turns

DEFAULT_RATE = 2.0  # requests a second, for addresses where no spacing is not permitted
CUT_SECONDS = 1.0  # how long a visit that is cut off still tries to write down what it learnt


@dataclass(frozen=True, kw_only=True, slots=True)
class Manners:
    """How we ask: ``rate`` requests a second, ``burst`` of them without a pause after a rest.

    ``rate`` 0 = unspaced, for named addresses; others then have the default pace. ``spared``: so
    many seconds a visit gives to hosts that are merely slow; what is over, goes on at the pace.
    """

    rate: float = DEFAULT_RATE
    burst: int = 1
    spared: float = 60.0


@dataclass(frozen=True, slots=True)
class Shelves:
    """Where turns are taken: at hosts and IPs, and at what each machine has one of."""

    web: Shelf
    machine: Shelf

    async def close(self) -> None:
        """Let go of what they hold open."""
        await self.web.close()
        await self.machine.close()


def shelves_for(folder: Path | None, database: str | None) -> Shelves:
    """Those of the database at a libpq URL for hosts and IPs, else of the folder, else in memory.

    What a machine has one of (its processors, in a measurement of speed) is no affair of others.
    """
    machine = MemoryShelf() if folder is None else FileShelf(folder)
    if database is None:
        return Shelves(machine, machine)
    from site_audit.net.cluster_shelf import ClusterShelf  # brings psycopg, for clusters alone

    return Shelves(ClusterShelf(database), machine)


_Held = tuple[tuple[Slot, Demand], tuple[Slot, Demand]]  # of a host and of an IP


class Pace:
    """The turns of one visit.

    Raises ValueError (Russian) for a rate of 0 when ``policy`` names no address.
    """

    def __init__(
        self,
        manners: Manners,
        policy: AddressPolicy,
        shelves: Shelves | None = None,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        queueing: Queueing = nullcontext,
    ) -> None:
        if manners.rate < 0 or (manners.rate == 0 and not policy.allow):
            raise ValueError(
                "Скорость без пауз (0) можно задать только для адресов, названных в --allow. "
                "Задайте, например, 2 запроса в секунду."
            )
        self._manners, self._policy = manners, policy
        self._shelves = shelves or shelves_for(None, None)
        self._shelf, self._sleep = self._shelves.web, sleep
        self._turns = Turns(self._shelf, queueing)
        self._machine = Turns(self._shelves.machine, queueing)
        self._spared = manners.spared
        self._delays: dict[str, float] = {}
        self._gaps: dict[str, float] = {}

    @asynccontextmanager
    async def turn(
        self, host: str, ip: str, url: str = "", agent: Agent = "client"
    ) -> AsyncIterator[Talk]:
        """Alone with the host and the IP, as soon as a request may go out, until the block ends."""
        talk = Talk(host=host, ip=ip, url=url, agent=agent, asked=self._shelf.now())
        async with AsyncExitStack() as turns:
            held = await self._begin(turns, talk)
            is_cut = True
            try:
                yield talk
                is_cut = False
            finally:
                talk.write(self._shelf.now())
                await self._end(talk, held, CUT_SECONDS if is_cut else None)

    @asynccontextmanager
    async def alone(self, what: str) -> AsyncIterator[None]:
        """The one turn of this machine for ``what``, until the block ends."""
        async with self._machine.alone(f"all-{what}"):
            yield

    async def slow_down(self, host: str, seconds: float) -> None:
        """Follow the Crawl-delay of a host, up to ``LONGEST_DELAY``, from now on.

        It counts from the end of an answer, so that the gap that the server sees is never shorter
        than the one that it asked for; other gaps count from the start.
        """
        self._delays[host] = min(max(seconds, 0.0), LONGEST_DELAY)
        async with self._turns.alone(f"host-{host}") as slot:
            slot.last, slot.tokens = self._shelf.now(), 0.0
            await self._shelf.save(slot)

    async def close(self) -> None:
        """Let go of the shelves."""
        await self._shelves.close()

    async def _begin(self, turns: AsyncExitStack, talk: Talk) -> _Held:
        """Both turns, marked; taken anew when a shelf lost them: nothing goes out unmarked."""
        while True:
            async with AsyncExitStack() as trying:
                try:
                    held = await self._take(trying, talk)
                except LostError:
                    continue
                await turns.enter_async_context(trying.pop_all())
                return held

    async def _take(self, turns: AsyncExitStack, talk: Talk) -> _Held:
        of_host = await turns.enter_async_context(self._turns.alone(f"host-{talk.host}"))
        at_host = await self._ready(of_host, talk)
        of_ip = await turns.enter_async_context(self._turns.alone(f"ip-{talk.ip}"))
        at_ip = await self._ready(of_ip, talk)
        talk.started = self._shelf.now()
        talk.gap = max(at_host.gap, at_ip.gap)
        held = ((of_host, at_host), (of_ip, at_ip))
        for slot, demand in held:
            demand.take(slot, talk.started)
            if talk.gap:
                await self._shelf.mark(slot)
        return held

    async def _ready(self, slot: Slot, talk: Talk) -> Demand:
        """Return when a request may go out, as far as this slot is asked; what it demanded."""
        demand = self._demand(slot, talk)
        while True:
            now = self._shelf.now()
            moment, why = demand.ready(slot, now)
            if moment <= now:
                return demand
            await self._sleep(moment - now)
            talk.wait(moment - now, why)
            if why == "back_off" and strain_of(slot, now) == 1:  # nobody but us wanted that
                self._spared -= moment - now

    def _demand(self, slot: Slot, talk: Talk) -> Demand:
        now, gap = self._shelf.now(), self._gap(talk.ip)
        drag = drag_of(slot, now) if self._spared > 0 else 1.0
        return Demand(
            rate=gap,
            crawl_delay=self._delays.get(talk.host, 0.0) if _is_of_host(slot) else 0.0,
            back_off=longer(gap, max(strain_of(slot, now), drag)),
            burst=self._manners.burst,
        )

    async def _end(self, talk: Talk, held: _Held, limit: float | None) -> None:
        """Write down what the answer taught, within ``limit`` seconds."""
        taught = [slot for slot, demand in held if self._learn(slot, demand, talk)]
        if not taught:
            return
        try:
            async with asyncio.timeout(limit):
                for slot in taught:
                    await self._shelf.save(slot)
        except TimeoutError:
            log.warning("the shelf is away: what %s answered is not written down", talk.host)

    def _learn(self, slot: Slot, demand: Demand, talk: Talk) -> bool:
        """Let the answer teach a slot; whether it did."""
        if not talk.gap and not talk.paused:
            return False
        before, now = slot.figures, self._shelf.now()
        if self._gap(talk.ip):
            self._judge(slot, talk, now)
        if demand.is_stretched or (slot.judged and self._demand(slot, talk).is_stretched):
            slot.last, slot.tokens = now, 0.0
        if talk.paused and _is_of_host(slot):
            slot.until = max(slot.until, now + talk.paused)
        return slot.figures != before

    @staticmethod
    def _judge(slot: Slot, talk: Talk, now: float) -> None:
        if _is_of_host(slot):
            judge_host(slot, talk.status, talk.seconds, now)
            if talk.is_overasked:
                strain_most(slot, now)
        else:
            judge_ip(slot, talk.status, now)

    def _gap(self, ip: str) -> float:
        if self._manners.rate:
            return 1 / self._manners.rate
        if ip not in self._gaps:
            self._gaps[ip] = 0.0 if self._policy.named(ip) else 1 / DEFAULT_RATE
        return self._gaps[ip]


def _is_of_host(slot: Slot) -> bool:
    return slot.key.startswith("host-")
