"""The browser of one worker process: started when it is first wanted, renewed now and then."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from site_audit.browser import process
from site_audit.browser.deadline import BrowserError
from site_audit.browser.process import Running
from site_audit.browser.tab import Tab
from site_audit.browser.viewports import Visitor
from site_audit.browser.watchdog import MemoryBounds

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class ChromiumSettings:
    """Which program, after how many sites it is started anew, how much memory it may take."""

    program: Path
    sites: int = 25
    memory: MemoryBounds = field(default_factory=MemoryBounds)


class Chromium:
    """One browser for many sites, one of them at a time: nothing else disturbs a measurement."""

    def __init__(self, settings: ChromiumSettings) -> None:
        self.settings = settings
        self.deaths = 0  # times that it ended, or stood still, while a site was looked at
        self._running: Running | None = None
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._end()

    @asynccontextmanager
    async def tab(self, visitor: Visitor) -> AsyncIterator[Tab]:
        """A tab in a context of its own; raises BrowserError when no browser can be had."""
        async with self._turn:
            tab = await self._begin(visitor)
            try:
                yield tab
            finally:
                await self._close(tab)

    async def _begin(self, visitor: Visitor) -> Tab:
        """A new tab; a browser that was used before and gives none is started anew."""
        running = await self._fit()
        running.sites += 1
        tab = Tab(running.browser, visitor)
        try:
            await tab.begin()
        except BrowserError:
            await tab.leave()
            await self._end()
            if running.sites == 1:
                raise
            return await self._begin(visitor)
        except asyncio.CancelledError:
            await self._close(tab)
            raise
        return tab

    async def _fit(self) -> Running:
        """The browser that runs, or a new one."""
        running = self._running
        if running is not None and running.is_alive and running.sites < self.settings.sites:
            return running
        await self._end()
        self._running = await process.start(self.settings.program, self.settings.memory)
        return self._running

    async def _close(self, tab: Tab) -> None:
        """Closes a tab; a browser in which something hung is ended, and with it all that hangs."""
        fit = self._running is not None and self._running.is_alive
        self.deaths += not fit
        try:
            await (tab.end() if fit else tab.leave())
        except BrowserError as trouble:
            log.warning("a tab did not close (%s): the browser is started anew", trouble.code)
            fit = False
        if not fit or tab.is_worn:
            await self._end()

    async def _end(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            await process.end(running)
