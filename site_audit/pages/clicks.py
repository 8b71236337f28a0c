"""How many clicks a page is from home, along the links that were read."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from site_audit import address
from site_audit.model import Page


def with_clicks(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The pages with the shortest way from ``pages[0]``; frames and refreshes are no clicks."""
    if not pages:
        return ()
    found = _distances(pages)
    return tuple(replace(page, clicks=found.get(number)) for number, page in enumerate(pages))


def _distances(pages: tuple[Page, ...]) -> dict[int, int]:
    places: dict[str, list[int]] = {}
    for number, page in enumerate(pages):
        for key in {address.key(page.asked), address.key(page.url)}:
            places.setdefault(key, []).append(number)
    start = places[address.key(pages[0].url)]
    clicks = dict.fromkeys(start, 0)
    queue = deque(start)
    while queue:
        here = queue.popleft()
        for link in pages[here].facts.links:
            step = 0 if link.kind in ("frame", "refresh") else 1
            for number in places.get(address.key(link.url), ()) if link.url else ():
                if clicks[here] + step < clicks.get(number, 1_000_000):
                    clicks[number] = clicks[here] + step
                    (queue.append if step else queue.appendleft)(number)
    return clicks
