"""Pace: one exchange at a time with a host and with an IP, and how soon the next one may begin.

Shared by all visits of one machine: each host and each IP has a file in the pace folder (see
``turn``), which tells when the last request went out, and until when the host asked us to wait.
First comes the host, with its pauses and its Crawl-delay, then the IP: so neighbours on one IP do
not wait for each other's pauses, and nobody waits for what is held by one who waits for him.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

from site_audit.net.policy import AddressPolicy
from site_audit.net.turn import Queueing, Slot, Turns

DEFAULT_RATE = 2.0  # requests a second, for addresses where no spacing is not permitted
LONGEST_DELAY = 30.0  # seconds of Crawl-delay that we follow
LONGEST_PAUSE = 600.0  # a pause further off than this is a broken file or clock

Pause = Callable[[float], None]
"""Tells for how many seconds the host wants no request, from whatever process."""


class Pace:
    """The turns of one visit. ``rate`` in requests a second; 0 = unspaced, for named addresses.

    Other addresses then have the default pace: nobody there agreed to be asked without pauses.
    ``folder`` None keeps the spacing of this visit alone, and apart from visits of this process.
    Raises ValueError (Russian) for a rate of 0 when ``policy`` names no address.
    """

    def __init__(
        self,
        rate: float,
        policy: AddressPolicy,
        folder: Path | None,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        queueing: Queueing = nullcontext,
    ) -> None:
        if rate < 0 or (rate == 0 and not policy.allow):
            raise ValueError(
                "Скорость без пауз (0) можно задать только для адресов, названных в --allow. "
                "Задайте, например, 2 запроса в секунду."
            )
        self._rate, self._policy = rate, policy
        self._clock, self._sleep = clock, sleep
        self._turns = Turns(folder, clock, sleep, queueing)
        self._delays: dict[str, float] = {}
        self._gaps: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str, ip: str) -> AsyncIterator[Pause]:
        """Alone with the host and the IP, as soon as a request may go out, until the block ends."""
        gap = self._gap(ip)
        delay = self._delays.get(host, 0.0)
        async with self._turns.alone(f"host-{host}") as of_host:
            await self._until_ready(of_host, max(gap, delay))
            async with self._turns.alone(f"ip-{ip}") as of_ip:
                await self._until_ready(of_ip, gap)
                if gap or delay:
                    self._mark(of_host, of_ip)
                try:
                    yield lambda seconds: self._hold(of_host, seconds)
                finally:
                    if delay:
                        self._mark(of_host)

    @asynccontextmanager
    async def alone(self, what: str) -> AsyncIterator[None]:
        """The one turn of this machine for ``what``, until the block ends."""
        async with self._turns.alone(f"all-{what}"):
            yield

    async def slow_down(self, host: str, seconds: float) -> None:
        """Follow the Crawl-delay of a host, up to ``LONGEST_DELAY``, from now on.

        It counts from the end of an answer, so that the gap that the server sees is never shorter
        than the one that it asked for; other gaps count from the start.
        """
        self._delays[host] = min(max(seconds, 0.0), LONGEST_DELAY)
        async with self._turns.alone(f"host-{host}") as slot:
            self._mark(slot)

    def _gap(self, ip: str) -> float:
        if self._rate:
            return 1 / self._rate
        if ip not in self._gaps:
            self._gaps[ip] = 0.0 if self._policy.named(ip) else 1 / DEFAULT_RATE
        return self._gaps[ip]

    async def _until_ready(self, slot: Slot, gap: float) -> None:
        while (wait := _ready(slot, gap, now := self._clock()) - now) > 0:
            await self._sleep(wait)

    def _mark(self, *asked: Slot) -> None:
        now = self._clock()
        for slot in asked:
            slot.last = now
            slot.save()

    def _hold(self, slot: Slot, seconds: float) -> None:
        slot.until = max(slot.until, self._clock() + seconds)
        slot.save()


def _ready(slot: Slot, gap: float, now: float) -> float:
    # What lies too far ahead was written by a broken clock: it holds nobody up.
    last = slot.last if slot.last <= now + LONGEST_DELAY else 0.0
    return max(last + gap, slot.until if slot.until <= now + LONGEST_PAUSE else 0.0)
