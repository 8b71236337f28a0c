"""One site's way to the browser: a tab behind an egress of its own, opened when first wanted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Self

from site_audit.browser.chromium import Chromium
from site_audit.browser.deadline import BrowserError
from site_audit.browser.drawing import Drawing, Pencil, Rank
from site_audit.browser.inspection import Instruments, inspect
from site_audit.browser.speed import Slow
from site_audit.browser.tab import Tab
from site_audit.browser.viewports import OTHERS, Viewport, Visitor
from site_audit.guide import Looks
from site_audit.model import Snapshot
from site_audit.net.client import Client
from site_audit.net.egress import Allowance, Egress
from site_audit.rendered import Seen

NO_BROWSER = "no_browser"


@dataclass(frozen=True, kw_only=True)
class Eyes:
    """The browser of a worker and how sites are looked at with it; seconds of one site."""

    chromium: Chromium
    speed_runs: int = 3
    screens: tuple[Viewport, ...] = OTHERS
    seconds: float = 150.0


class Sight:
    """The eyes of one visit; without a browser it sees nothing and says so."""

    def __init__(
        self, eyes: Eyes | None, client: Client, opened: Callable[[str], None] = lambda url: None
    ) -> None:
        self._eyes = eyes
        self._client = client
        self._opened = opened
        self._stack = AsyncExitStack()
        self._tab: Tab | None = None
        self._trouble: BrowserError | None = None
        self._pencil: Pencil | None = None
        self._slow: Slow = lambda rate: None
        self._is_stale = False  # what was done last in the tab did not come to its end

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._stack.aclose()

    @property
    def is_there(self) -> bool:
        """Whether there is a browser to look with."""
        return self._eyes is not None and self._trouble is None

    async def tab(self) -> Tab:
        """The site's tab; raises BrowserError when none can be had, and then at once."""
        if self._eyes is None:
            raise BrowserError(NO_BROWSER)
        if self._trouble is not None:
            raise self._trouble
        if self._tab is None:
            try:
                self._tab = await self._open(self._eyes)
            except BrowserError as trouble:
                self._trouble = trouble
                raise
        if self._is_stale:
            await self._renew(self._tab)
        return self._tab

    async def _renew(self, tab: Tab) -> None:
        await tab.renew()
        self._is_stale = False

    async def _open(self, eyes: Eyes) -> Tab:
        allowance = Allowance(seconds=2 * eyes.seconds + 300)
        egress = await self._stack.enter_async_context(Egress(self._client.dialler, allowance))
        self._slow = egress.slow_down
        rungs = set(self._client.tls_rungs.values())
        visitor = Visitor(
            proxy=egress.server,
            username=egress.username,
            password=egress.password,
            agent=self._client.settings.user_agent,
            trusting=bool(rungs & {"extra", "unverified"}),
        )
        return await self._stack.enter_async_context(eyes.chromium.tab(visitor))

    async def draw(self, url: str, rank: Rank) -> Drawing:
        """What the browser draws at an address; raises BrowserError."""
        tab = await self.tab()
        if self._pencil is None:
            self._pencil = Pencil(tab=tab, rank=rank, turn=self._client.turn)
        self._opened(url)
        self._is_stale = True  # until it is done: who waits for it may give up
        try:
            drawing = await self._pencil.draw(url)
        except BrowserError:
            await self._renew(tab)
            raise
        self._is_stale = False
        return drawing

    async def inspect(self, snapshot: Snapshot, looks: Looks) -> Seen:
        """What the browser sees of a site that was read."""
        if self._eyes is None:
            return Seen(trouble=NO_BROWSER)
        try:
            tab = await self.tab()
            tools = Instruments(
                turn=self._client.turn,
                alone=self._client.pace.alone,
                slow=self._slow,
                looks=looks,
                speed_runs=self._eyes.speed_runs,
                screens=self._eyes.screens,
                seconds=self._eyes.seconds,
                opened=self._opened,
            )
            return await inspect(tab, snapshot, tools)
        except BrowserError as trouble:
            return Seen(trouble=trouble.code)
