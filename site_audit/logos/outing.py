"""The tour of a visit: pictures that are not here yet are asked for, politely and not for long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from site_audit.frontier import Candidate
from site_audit.guide import Wanted
from site_audit.itinerary import Open, page_of
from site_audit.logos.tour import Tour, art_of
from site_audit.model import Page, Snapshot

SECONDS = 90.0
"""By the clock, for asking a site's servers for its pictures; on top of the visit's own."""
_GONE = (404, 410)


@dataclass(frozen=True, kw_only=True)
class Fetching:
    """How pictures are got: ``open`` asks for one, ``body`` gives what came under its sha256."""

    open: Open
    body: Callable[[str], bytes | None]


async def outing(tour: Tour, fetching: Fetching) -> Snapshot:
    """The snapshot with what was seen, and with the pictures that were asked for as pages."""
    pages: dict[str, Page] = {}
    while (wanted := tour.next()) is not None:
        body = art_of(wanted) or await _fetched(wanted, tour.snapshot, pages, fetching)
        await asyncio.to_thread(tour.see, wanted, body)
    seen = tour.done()
    return replace(seen, pages=(*seen.pages, *pages.values()))


async def _fetched(
    wanted: Wanted, snapshot: Snapshot, pages: dict[str, Page], fetching: Fetching
) -> bytes | None:
    """The body of a picture, read now or earlier in the visit; None when there is none."""
    url = wanted.picture.url
    page = snapshot.by_url.get(url) or pages.get(url)
    if page is None:
        answer = await fetching.open(url, lambda hop: None)
        if answer.trouble or answer.status not in (200, *_GONE):
            return None
        kind = "error" if answer.status in _GONE else answer.body
        page = pages[url] = page_of(answer, Candidate(url=url, via=wanted.via), kind)
    return fetching.body(page.blob) if page.status == 200 and page.kind == "other" else None
