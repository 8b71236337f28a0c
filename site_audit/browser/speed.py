"""How fast the home page comes: loads on a slow network as a phone, and what they were made of.

The network is that of Lighthouse's mobile runs: 562.5 ms a round trip, 1.6 Mbit/s less a tenth; the
processor is not slowed down, because slowed tasks vary by a second. Instead a site's first load is
traced, and the main thread's own CPU time is multiplied by four: blocking time is what tasks take
beyond 50 ms each, from the first paint of content until the page has gone quiet.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from playwright.async_api import Request

from site_audit.browser import trace
from site_audit.browser.deadline import BrowserError, within
from site_audit.browser.tab import Tab
from site_audit.browser.viewports import SPEED
from site_audit.rendered import Heavy, SpeedRun

CAP_SECONDS = 45.0
QUIET_SECONDS = 1.0  # after the load event, and without a request: as in Lighthouse
MOST_AFTER_LOAD = 5.0
HEAVIEST = 5
ROUND_TRIP_MS = 562.5
DOWN = 1.6e6 * 0.9 / 8  # bytes a second
SIZE_SECONDS = 5.0
_FRAME = len("HTTP/1.1 200 OK\r\n" + "\r\n")  # of an answer's head
# Throughput is the egress's affair: in Chromium it comes in so small bits that a load of 2 MB
# costs three times the CPU.
_NETWORK = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
_PAINTED = "performance.getEntriesByName('first-contentful-paint').length"
_PAINTS = files(__package__).joinpath("paints.js").read_text("utf-8")


Slow = Callable[[float], None]
"""Bytes a second that the site's egress lets through; 0 = as fast as it goes."""


@dataclass
class Traffic:
    """Requests of one load as the browser tells of them."""

    done: list[Request] = field(default_factory=list)
    waiting: set[Request] = field(default_factory=set)
    moved: float = 0.0  # when one began or ended last
    status: int = 0  # of the document

    def began(self, request: Request) -> None:
        """A request goes out."""
        if not request.url.startswith("data:"):
            self.waiting.add(request)
            self._move()

    def finished(self, request: Request) -> None:
        """Its answer is complete."""
        self.done.append(request)
        self.failed(request)

    def failed(self, request: Request) -> None:
        """It is over, with an answer or without."""
        self.waiting.discard(request)
        self._move()

    def _move(self) -> None:
        self.moved = asyncio.get_running_loop().time()

    async def weighed(self) -> tuple[Heavy, ...]:
        """The requests with the bytes that each brought over the wire, the heaviest first."""
        found, loaded = [], set[str]()
        for request in self.done:
            if request.url.startswith(("http:", "https:")):
                size = None if request.url in loaded else _declared(request)
                if size is None:
                    size = await _asked(request)
                loaded.add(request.url)
                kind = request.resource_type
                found.append(Heavy(url=request.url[:500], kind=kind, bytes=size))
        return tuple(sorted(found, key=lambda one: (-one.bytes, one.url)))


def _declared(request: Request) -> int | None:
    """Bytes of an answer that its head tells: to ask the browser costs a millisecond a request.

    The browser refuses an answer that is shorter; what comes again may come from its cache.
    """
    answer = request.existing_response
    if answer is None or answer.status != 200 or request.method != "GET":
        return None
    length = answer.headers.get("content-length", "")
    fields = sum(len(f"{name}: {value}\r\n") for name, value in answer.headers.items())
    return _FRAME + fields + int(length) if length.isdecimal() else None


async def _asked(request: Request) -> int:
    sizes = await within(SIZE_SECONDS, request.sizes())
    return max(0, sizes["responseBodySize"] + sizes["responseHeadersSize"])


@asynccontextmanager
async def phone(tab: Tab, slow: Slow) -> AsyncIterator[Traffic]:
    """The tab as a phone that was never here before; its network is slow until the first load."""
    traffic = Traffic()
    await _as_phone(tab)
    heard = (
        ("request", traffic.began),
        ("requestfinished", traffic.finished),
        ("requestfailed", traffic.failed),
    )
    for event, told in heard:
        tab.page.on(event, told)  # type: ignore[call-overload]
    slow(DOWN)
    try:
        yield traffic
    finally:
        slow(0)
        for event, told in heard:
            tab.page.remove_listener(event, told)
        await _as_usual(tab)


async def run(
    tab: Tab, url: str, traffic: Traffic, tbt: float | None = None
) -> tuple[SpeedRun, tuple[Heavy, ...]]:
    """One load on a cold cache, as a phone on a slow network; raises BrowserError.

    It is traced where the blocking time is not known yet. Afterwards the page is there, and the
    network as it is.
    """
    if tbt is None:
        async with trace.taken(tab) as written:
            capped, paints = await _timed(tab, url, traffic)
        tbt = round(trace.blocking(written.json))
    else:
        capped, paints = await _timed(tab, url, traffic)
    requests = await traffic.weighed()
    if paints["fcp"] is None and not capped:
        raise BrowserError("nothing_painted", url)
    fcp = paints["fcp"] or CAP_SECONDS * 1000
    measured = SpeedRun(
        fcp=round(fcp),
        lcp=round(paints["lcp"] or (CAP_SECONDS * 1000 if capped else fcp)),
        tbt=tbt,
        cls=round(float(paints["cls"]), 3),
        bytes=sum(one.bytes for one in requests),
        requests=len(requests),
        capped=capped,
    )
    return measured, requests[:HEAVIEST]


async def _timed(tab: Tab, url: str, traffic: Traffic) -> tuple[bool, dict[str, Any]]:
    """Whether the load ran into its cap, and what the page's own timeline tells."""
    return await _load(tab, url, traffic), await tab.ask(_PAINTS)


async def _as_phone(tab: Tab) -> None:
    """A phone that was never here; in a new process, for that of the last page keeps pictures."""
    await tab.renew()
    await tab.show(SPEED)
    await tab.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    await tab.send("Emulation.setUserAgentOverride", {"userAgent": tab.agent(mobile=True)})
    await tab.send("Network.clearBrowserCookies")
    await tab.send("Network.clearBrowserCache")
    for disabled in (True, False):  # which empties the cache in memory too
        await tab.send("Network.setCacheDisabled", {"cacheDisabled": disabled})
    await tab.send("Network.emulateNetworkConditions", _NETWORK | {"latency": ROUND_TRIP_MS})


async def _as_usual(tab: Tab) -> None:
    await tab.send("Network.emulateNetworkConditions", _NETWORK)
    await tab.send("Emulation.setUserAgentOverride", {"userAgent": tab.agent(mobile=False)})
    await tab.send("Emulation.setTouchEmulationEnabled", {"enabled": False})


async def _load(tab: Tab, url: str, traffic: Traffic) -> bool:
    """Loads until something is painted and all is quiet; whether the load ran into its cap."""
    opened = await tab.open(url, CAP_SECONDS)
    traffic.status = opened.status
    if opened.status >= 400:
        raise BrowserError(f"http_{opened.status}", url)
    if not opened.whole:
        return True
    clock = asyncio.get_running_loop().time
    loaded = clock()
    while (now := clock()) - loaded < MOST_AFTER_LOAD:
        quiet = not traffic.waiting and now - max(traffic.moved, loaded) >= QUIET_SECONDS
        if quiet and await tab.ask(_PAINTED):
            break
        await asyncio.sleep(0.1)
    return False
