"""The tour of a visit: pictures that are not here yet are asked for, politely and not for long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from site_audit.crawling.frontier import Candidate
from site_audit.crawling.itinerary import Open, page_of
from site_audit.logos.tour import Tour, art_of
from site_audit.model import Page, Snapshot
from site_audit.pages import sheets
from site_audit.pages.charset import decode

SECONDS = 90.0
"""By the clock, for asking a site's servers for its pictures; on top of the visit's own."""
_GONE = (404, 410)


@dataclass
class Outing:
    """A tour on which pictures are fetched: ``open`` asks for an address, ``body`` gives what came.

    ``body`` takes the sha256 of an answer; ``pages`` are what was fetched.
    """

    tour: Tour
    open: Open
    body: Callable[[str], bytes | None]
    pages: dict[str, Page] = field(default_factory=dict)

    async def go(self) -> Snapshot:
        """The snapshot with what was seen, and with what was asked for as pages."""
        await self._look_around()
        bare = self.tour.bare()
        grounds: dict[str, str] = {}
        for url in sheets.sheets_of(bare):
            css = await self._fetched(url, bare[0].url)
            grounds |= sheets.grounds_of(decode(css, "text/css"), url) if css else {}
        if grounds:
            await asyncio.to_thread(self.tour.dress, grounds, self.body)
            await self._look_around()
        seen = self.tour.done()
        return replace(seen, pages=(*seen.pages, *self.pages.values()))

    async def _look_around(self) -> None:
        while (wanted := self.tour.next()) is not None:
            body = art_of(wanted) or await self._fetched(wanted.picture.url, wanted.via)
            await asyncio.to_thread(self.tour.see, wanted, body)

    async def _fetched(self, url: str, via: str) -> bytes | None:
        """What stands at an address, read now or earlier in the visit; None for nothing."""
        page = self.tour.snapshot.by_url.get(url) or self.pages.get(url)
        if page is None:
            answer = await self.open(url, lambda hop: None)
            if answer.trouble or answer.status not in (200, *_GONE):
                return None
            kind = "error" if answer.status in _GONE else answer.body
            page = self.pages[url] = page_of(answer, Candidate(url=url, via=via), kind)
        return self.body(page.blob) if page.status == 200 and page.kind == "other" else None
