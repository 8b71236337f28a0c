"""Which pages the browser looks at: the home page and up to four that visitors come for."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.news import news_pages
from criteria.role_words import ADMISSION, SECTION, TAB
from site_audit import address
from site_audit.model import Page, Snapshot

HOME = "home"
_ROLES = ((SECTION, "section"), (ADMISSION, "admission"), (TAB, "tab"))


def key_pages(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    """(role, address) of the home page, «Сведения», «Абитуриенту», «Профессионалитет», news."""
    home = snapshot.home
    if home is None:
        return ()
    found = {address.key(home.url): (HOME, home.url)}
    for role, page in _named(snapshot):
        found.setdefault(address.key(page.url), (role, page.url))
    return tuple(found.values())


def _named(snapshot: Snapshot) -> Iterator[tuple[str, Page]]:
    yield from sections(snapshot)
    news = [page for page in news_pages(snapshot) if address.inside(page.url, snapshot.scope)]
    if news:
        yield "news", news[0]


def sections(snapshot: Snapshot) -> Iterator[tuple[str, Page]]:
    """The key sections that were found, each by its page nearest to the home page."""
    for role, name in _ROLES:
        pages = [
            page
            for page in snapshot.pages[1:]
            if role in page.roles and page.kind == "content" and page.status == 200
        ]
        if pages:
            yield name, min(pages, key=lambda page: (page.clicks or 99, page.roles.index(role)))
