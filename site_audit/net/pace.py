"""Pace: how soon the next request may go to a host and to an IP, across processes of one machine.

Each host and each IP has a file of 16 bytes in the pace folder: when the last request went out, and
until when the host asked us to wait. The kernel's lock on it (flock) goes with its holder, so that
a killed process leaves nothing behind. Nobody holds a lock while waiting.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import struct
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from urllib.parse import quote

from site_audit.net.policy import AddressPolicy

DEFAULT_RATE = 2.0  # requests a second, for addresses where no spacing is not permitted
LONGEST_DELAY = 30.0  # seconds of Crawl-delay that we follow
LONGEST_PAUSE = 600.0  # a pause further off than this is a broken file or clock
_BUSY = 0.01  # another process is writing its sixteen bytes

Slot = tuple[float, float]
"""(when the last request went out, until when to pause), both seconds of the epoch."""

_RECORD = struct.Struct("<dd")


class Pace:
    """The turns of one visit. ``rate`` in requests a second; 0 = unspaced, for named addresses.

    ``folder`` None keeps the pace of this visit alone. Raises ValueError (Russian) for a rate of 0
    when ``policy`` names no address, or not the first one that is asked.
    """

    def __init__(
        self,
        rate: float,
        policy: AddressPolicy,
        folder: Path | None,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        if rate < 0 or (rate == 0 and not policy.allow):
            raise ValueError(_unspaced("адреса не названы"))
        self._rate, self._policy, self._folder = rate, policy, folder
        self._clock, self._sleep = clock, sleep
        self._delays: dict[str, float] = {}
        self._gaps: dict[str, float] = {}
        self._paused: set[str] = set()
        self._slots: dict[str, Slot] = {}

    async def turn(self, host: str, ip: str) -> None:
        """Return when a request may go out; the turn is then taken."""
        gap = self._gap(ip)
        gaps = {f"ip-{ip}": gap, f"host-{host}": max(gap, self._delays.get(host, 0.0))}
        if not any(gaps.values()) and host not in self._paused:
            return
        while (wait := self._take(gaps)) > 0:
            await self._sleep(wait)

    async def slow_down(self, host: str, seconds: float) -> None:
        """Follow the Crawl-delay of a host, up to ``LONGEST_DELAY``, from now on."""
        self._delays[host] = min(max(seconds, 0.0), LONGEST_DELAY)
        await self.finished(host)

    async def finished(self, host: str) -> None:
        """An answer of the host is complete: a Crawl-delay counts from here, others from the start.

        So that the gap that the server sees is never shorter than the one that it asked for.
        """
        if self._delays.get(host):
            await self._write(host, last=self._clock())

    async def pause(self, host: str, seconds: float) -> None:
        """Follow a Retry-After: no request to this host for so long, from whatever process."""
        self._paused.add(host)
        await self._write(host, until=self._clock() + seconds)

    async def _write(self, host: str, last: float = 0.0, until: float = 0.0) -> None:
        key = f"host-{host}"
        while True:
            with self._book([key]) as slots:
                if slots is not None:
                    old = slots.get(key, (0.0, 0.0))
                    slots[key] = max(old[0], last), max(old[1], until)
                    return
            await self._sleep(_BUSY)

    def _gap(self, ip: str) -> float:
        if self._rate:
            return 1 / self._rate
        if ip not in self._gaps:
            named = self._policy.named(ip)
            if not named and not self._gaps:
                raise ValueError(_unspaced(ip))
            # The web led us to a stranger: nobody there agreed to be asked without pauses.
            self._gaps[ip] = 0.0 if named else 1 / DEFAULT_RATE
        return self._gaps[ip]

    def _take(self, gaps: dict[str, float]) -> float:
        """Seconds to wait; 0 = the turn is ours and written down."""
        with self._book(sorted(gaps)) as slots:
            if slots is None:
                return _BUSY
            now = self._clock()
            wait = max(_ready(slots.get(key), gap, now) - now for key, gap in gaps.items())
            if wait <= 0:
                for key in gaps:
                    slots[key] = now, slots.get(key, (0.0, 0.0))[1]
            return max(wait, 0.0)

    def _book(self, keys: list[str]) -> AbstractContextManager[dict[str, Slot] | None]:
        return nullcontext(self._slots) if self._folder is None else _on_disk(self._folder, keys)


def _ready(slot: Slot | None, gap: float, now: float) -> float:
    # What lies too far ahead was written by a broken clock: it holds nobody up.
    last, until = slot or (0.0, 0.0)
    last = last if last <= now + LONGEST_DELAY else 0.0
    return max(last + gap, until if until <= now + LONGEST_PAUSE else 0.0)


@contextmanager
def _on_disk(folder: Path, keys: list[str]) -> Iterator[dict[str, Slot] | None]:
    """The slots of these keys under their locks, written back after; None when one is taken."""
    with ExitStack() as stack:
        files: dict[str, int] = {}
        for key in keys:
            path = folder / quote(key, safe="")
            files[key] = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            stack.callback(os.close, files[key])
            if not _lock(files[key]):
                yield None
                return
        slots = {key: _read(file) for key, file in files.items()}
        yield slots
        for key, file in files.items():
            os.pwrite(file, _RECORD.pack(*slots[key]), 0)


def _lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(file: int) -> Slot:
    record = os.pread(file, _RECORD.size, 0)
    return _RECORD.unpack(record) if len(record) == _RECORD.size else (0.0, 0.0)


def _unspaced(what: str) -> str:
    return (
        "Скорость без пауз (0) можно задать только для адресов, названных в --allow; "
        f"здесь: {what}. Задайте, например, 2 запроса в секунду."
    )
