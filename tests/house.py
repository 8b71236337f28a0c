"""A browser of our own with a site of our own to visit."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import psutil

from site_audit.browser import process
from site_audit.browser.chromium import Chromium, ChromiumSettings
from site_audit.browser.tab import Tab
from site_audit.browser.viewports import Visitor
from site_audit.net.dial import Dialler, system_resolve
from site_audit.net.egress import Egress
from site_audit.net.policy import AddressPolicy, parse_allow
from tests.eyes import PROGRAM
from tests.hostile_pages import HINDRANCES, Pages, Site, serving

SITE = "127.0.0.5"


@dataclass
class House:
    """A browser, and as whom it comes to a site of ours."""

    chromium: Chromium
    site: Site
    allow: tuple[str, ...] = (SITE,)

    @asynccontextmanager
    async def tab(self, *, trusting: bool = False) -> AsyncIterator[tuple[Tab, Egress]]:
        policy = AddressPolicy(tuple(map(parse_allow, self.allow)))
        async with Egress(Dialler(policy, system_resolve, 5)) as egress:
            visitor = Visitor(
                proxy=egress.server,
                username=egress.username,
                password=egress.password,
                agent="Mozilla/5.0 (compatible; SiteAudit/1.0; +https://example.org)",
                trusting=trusting,
            )
            async with self.chromium.tab(visitor) as tab:
                yield tab, egress

    async def is_good(self) -> bool:
        """Whether another site can be visited now, by a browser that is not frozen or gone."""
        async with self.tab() as (tab, _):
            opened = await tab.open(self.site.url("/good"))
            return opened.status == 200 and await heading(tab) == "Колледж"

    @property
    def running(self) -> process.Running:
        """What runs now."""
        running = self.chromium._running
        assert running is not None
        return running

    @property
    def renderers(self) -> list[psutil.Process]:
        """The processes of pages."""
        children = self.running.process.children(recursive=True)
        return [one for one in children if "--type=renderer" in one.cmdline()]


@asynccontextmanager
async def house(
    pages: Pages = HINDRANCES,
    *,
    allow: tuple[str, ...] = (SITE,),
    tls: ssl.SSLContext | None = None,
    **settings: Any,
) -> AsyncIterator[House]:
    assert PROGRAM is not None
    async with (
        serving({**HINDRANCES, **pages}, SITE, tls) as site,
        Chromium(ChromiumSettings(program=PROGRAM, **settings)) as chromium,
    ):
        yield House(chromium, site, allow)


async def heading(tab: Tab) -> object:
    """The first heading of the page that is open."""
    return await tab.ask("document.querySelector('h1')?.textContent")
