"""Where the site's own links end: those that were opened, and a few more that are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from criteria import look
from site_audit import address
from site_audit.facts import Link
from site_audit.model import Evidence, Page, Snapshot

MOST_ASKED = 40
_GONE = frozenset({400, 404, 410, 414})


def to_ask(snapshot: Snapshot) -> tuple[str, ...]:
    """Addresses of the site's own links whose end is not known, those of key pages first."""
    known = {address.key(url) for page in snapshot.pages for url in (page.url, page.asked)}
    known |= {address.key(one.url) for one in snapshot.unseen if one.why == "robots"}
    asked: dict[str, str] = {}
    for link, _ in _own_links(snapshot):
        if len(asked) >= MOST_ASKED:
            break
        if address.key(link.url) not in known:
            asked.setdefault(address.key(link.url), link.url)
    return tuple(asked.values())


def _own_links(snapshot: Snapshot) -> Iterator[tuple[Link, Page]]:
    """Links of the site to itself with the page they stand on, nearest pages first, each once."""
    seen: set[str] = set()
    for page in sorted(
        snapshot.pages, key=lambda page: page.clicks if page.clicks is not None else 99
    ):
        for link in page.facts.links:
            if link.kind != "a" or not link.url or link.url in seen:
                continue
            seen.add(link.url)
            if address.inside(link.url, snapshot.scope):
                yield link, page


def ends(snapshot: Snapshot) -> tuple[int, tuple[Evidence, ...]]:
    """How many of the site's own links were followed to their end, and those that lead nowhere."""
    statuses = _statuses(snapshot)
    followed = 0
    dead: dict[str, Evidence] = {}
    for link, page in _own_links(snapshot):
        key = address.key(link.url)
        if key in statuses and key not in dead:
            followed += 1
            if statuses[key] in _GONE:
                dead[key] = look.link_evidence((link, page))
    return followed, tuple(dead.values())


def _statuses(snapshot: Snapshot) -> dict[str, int]:
    """Address -> status it answered with, by the crawl or when it was asked for its end."""
    found = {
        address.key(probe.detail): int(probe.value)
        for probe in snapshot.probes
        if probe.name == "link" and probe.value.isdigit()
    }
    for page in snapshot.pages:
        for url in (page.asked, page.url):
            if page.status and found.get(address.key(url), 404) != 200:
                found[address.key(url)] = page.status
    return found
