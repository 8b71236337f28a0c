"""The few ways of looking at a snapshot that criteria share. All pure, all remembered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar, cast

from criteria.role_words import SECTION
from criteria.roles import roles_of, titled
from site_audit import address
from site_audit.facts import Facts, Link
from site_audit.model import Evidence, Page, Snapshot
from site_audit.pages import content
from site_audit.pages.content import Layout, Own
from site_audit.pages.links import is_tool
from site_audit.text import fold_text

_RUSSIAN = re.compile(r"[А-Яа-яЁё]")
T = TypeVar("T")
Way = tuple[Link, Page]
"""A link and the page on which it stands."""


def remember(snapshot: Snapshot, key: object, see: Callable[[], T]) -> T:
    """The result of ``see``, looked up again the next time it is asked of this snapshot."""
    if key not in snapshot.derived:
        snapshot.derived[key] = see()
    return cast(T, snapshot.derived[key])


def ways(snapshot: Snapshot, role: str) -> tuple[Way, ...]:
    """The links that promise ``role``, those on the home page and nearest to it first."""
    return _ways(snapshot).get(role, ())


def _ways(snapshot: Snapshot) -> dict[str, tuple[Way, ...]]:
    return remember(snapshot, "ways", lambda: _index(snapshot))


def _index(snapshot: Snapshot) -> dict[str, tuple[Way, ...]]:
    found: dict[str, dict[tuple[str, str, str], Way]] = {}
    for page in snapshot.pages:
        for link in page.facts.links:
            if not link.text and not link.url:
                continue
            for role in roles_of(link.text, link.url):
                spot = (link.url, link.href if not link.url else _fragment(link), link.text)
                found.setdefault(role.id, {}).setdefault(spot, (link, page))
    return {role: tuple(spots.values()) for role, spots in found.items()}


def _fragment(link: Link) -> str:
    return link.href.partition("#")[2]


def fragment_of(way: Way) -> tuple[Page, str] | None:
    """The page and text of the element that a link with a ``#name`` shows; None without one."""
    link, page = way
    name = _fragment(link)
    if not name:
        return None
    for part in page.facts.fragments:
        if part.name == name and link.href.startswith("#"):
            return page, part.text
    return None


def opened(snapshot: Snapshot, link: Link) -> Page | None:
    """The page that a link opens, if it was read; slash and case twins count."""
    page = snapshot.by_url.get(link.url)
    return page or _twins(snapshot).get(address.key(link.url))


def _twins(snapshot: Snapshot) -> dict[str, Page]:
    def see() -> dict[str, Page]:
        twins: dict[str, Page] = {}
        for page in snapshot.pages:
            for url in (page.asked, page.url):
                known = twins.setdefault(address.key(url), page)
                if known.status != 200 and page.status == 200:
                    twins[address.key(url)] = page
        return twins

    return remember(snapshot, "twins", see)


def site_layout(snapshot: Snapshot) -> Layout:
    """What the site repeats: home page, answer to an unknown address, the section's frame."""

    def see() -> Layout:
        home = (snapshot.home.facts,) if snapshot.home else ()
        return content.layout((*home, *_unknown(snapshot))) | _section_frame(snapshot)

    return remember(snapshot, "layout", see)


_COMMON = 3  # pages besides the front page on which a line must stand to be the section's frame


def _section_frame(snapshot: Snapshot) -> Layout:
    """What the section's front page shares with several of its pages: side blocks, menus.

    Copies of one page count once, so that no copy takes content away from its original.
    """
    hubs = _hubs(snapshot)
    if not hubs:
        return Layout()
    front = content.layout(hub.facts for hub in hubs)
    pages = {page.blob or page.url: page for page in snapshot.pages if page.roles}
    inside = [content.layout((page.facts,)) for page in pages.values() if page not in hubs]
    return Layout(
        lines=_repeated(front.lines, [layout.lines for layout in inside]),
        links=_repeated(front.links, [layout.links for layout in inside]),
        images=_repeated(front.images, [layout.images for layout in inside]),
        drawings=_repeated(front.drawings, [layout.drawings for layout in inside]),
    )


def _repeated(front: frozenset[str], inside: list[frozenset[str]]) -> frozenset[str]:
    counted = Counter(one for page in inside for one in page & front)
    return frozenset(one for one, times in counted.items() if times >= _COMMON)


def _hubs(snapshot: Snapshot) -> tuple[Page, ...]:
    return tuple(
        page for page in snapshot.pages[1:] if page.kind == "content" and SECTION in page.roles
    )


def _unknown(snapshot: Snapshot) -> tuple[Facts, ...]:
    return (snapshot.unknown,) if snapshot.unknown else ()


def around(snapshot: Snapshot, page: Page) -> Layout:
    """What stands around a page: the site's layout, less the page itself where it is a part."""
    if page is not snapshot.home and page not in _hubs(snapshot):
        return site_layout(snapshot)
    if page is snapshot.home:
        own_chrome = replace(page.facts, text="", links=(), images=(), drawings=())
        return content.layout((own_chrome, *_unknown(snapshot)))
    home = (snapshot.home.facts,) if snapshot.home else ()
    return content.layout((*home, *_unknown(snapshot)))


def own(snapshot: Snapshot, page: Page) -> Own:
    """The own content of a page, that of its frames included."""

    def see() -> Own:
        mine = content.own(page.facts, around(snapshot, page), page.anchor)
        framed = {opened(snapshot, link) for link in mine.frames} - {None, page}
        parts = (content.own(part.facts, around(snapshot, part)) for part in framed if part)
        return content.joined(mine, parts)

    return remember(snapshot, ("own", id(page)), see)


def only_leads_on(snapshot: Snapshot, page: Page) -> bool:
    """Whether a page's own content is nothing but links to other pages of the site."""
    mine = own(snapshot, page)
    within = all(address.inside(link.url, snapshot.scope) for link in mine.links)
    return mine.is_list and within


def behind(snapshot: Snapshot, page: Page) -> frozenset[str]:
    """Kinds of the pages that a page of links opens, ``unread`` among them.

    Of a link or two only those count that the site shows nowhere before: no «назад», no neighbour.
    """
    links = own(snapshot, page).links
    found = [(link, opened(snapshot, link)) for link in links if not is_tool(link.text)]
    if kind(snapshot, page) == "placeholder":
        unread = {one.url for one in snapshot.unseen if one.via in (page.url, page.asked)}
        found = [
            (link, there)
            for link, there in found
            if (there.via in (page.url, page.asked) if there else link.url in unread)
        ]
    return frozenset(kind(snapshot, there) if there else "unread" for _, there in found)


def kind(snapshot: Snapshot, page: Page) -> str:
    """``Page.kind``, looked at again with the section's frame and the content of frames."""
    if page.kind not in ("content", "placeholder") or page is snapshot.home:
        return page.kind
    mine = own(snapshot, page)
    if mine.empty:
        return "shell" if mine.drawn else "placeholder"
    return "content"


def words(snapshot: Snapshot, page: Page) -> str:
    """The own lines of a page, folded, for patterns to search."""

    def see() -> str:
        return fold_text("\n".join(own(snapshot, page).lines))

    return remember(snapshot, ("words", id(page)), see)


def headings(snapshot: Snapshot, page: Page) -> tuple[str, ...]:
    """The page's own Russian headings h1–h3, the greatest first: those of no other page's frame.

    English ones are the engine's («Primary tabs»).
    """

    def see() -> tuple[str, ...]:
        home = (snapshot.home.facts,) if snapshot.home and page is not snapshot.home else ()
        around_it = (*home, *_unknown(snapshot))
        repeated = {heading.text for facts in around_it for heading in facts.headings}
        repeated |= _side_headings(snapshot)
        by_level = sorted(page.facts.headings, key=lambda heading: heading.level)
        return tuple(
            heading.text
            for heading in by_level
            if heading.level <= 3 and heading.text not in repeated and _RUSSIAN.search(heading.text)
        )

    return remember(snapshot, ("headings", id(page)), see)


def _side_headings(snapshot: Snapshot) -> frozenset[str]:
    """Headings of side blocks («Галерея», «Контакты»): on pages that open under several roles.

    Pages of one role may well share a title, and what names a subsection or the section is one.
    """

    def see() -> frozenset[str]:
        roles_under: dict[str, set[tuple[str, ...]]] = {}
        for page in snapshot.pages:
            for heading in page.facts.headings if page.roles else ():
                roles_under.setdefault(heading.text, set()).add(page.roles)
        return frozenset(
            text for text, roles in roles_under.items() if len(roles) > _COMMON and not titled(text)
        )

    return remember(snapshot, "side headings", see)


def heads(snapshot: Snapshot, page: Page) -> tuple[str, ...]:
    """The page's own titles: its headings and the parts of its title."""

    def see() -> tuple[str, ...]:
        return (*headings(snapshot, page), *_title_parts(page.facts.title))

    return remember(snapshot, ("heads", id(page)), see)


def _title_parts(title: str) -> Iterator[str]:
    for bar in (" | ", " — ", " – ", " - ", " :: ", " / ", " » ", " • "):
        title = title.replace(bar, "\n")
    yield from (part.strip() for part in title.split("\n") if part.strip())


def quote(lines: tuple[str, ...], length: int = 160) -> str:
    """The first own words of a page, cut at a word."""
    text = " · ".join(lines)[: length + 1]
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + "…"


def title_evidence(page: Page) -> Evidence:
    """Evidence that a page was opened: its title."""
    return Evidence(kind="page", url=page.url, quote=page.facts.title, clicks=page.clicks)


def page_evidence(snapshot: Snapshot, page: Page, words_of: str = "") -> Evidence:
    """Evidence that a page was opened and what it holds."""
    mine = own(snapshot, page)
    return Evidence(
        kind="document" if page.kind == "document" else "page",
        url=page.url,
        quote=words_of or quote(mine.lines),
        clicks=page.clicks,
    )


def link_evidence(way: Way) -> Evidence:
    """Evidence that a link stands on a page."""
    link, page = way
    return Evidence(
        kind="link",
        url=page.url,
        quote=link.text,
        selector=f'a[href="{link.href}"]' if link.href else "",
        clicks=page.clicks,
    )


_YEAR = re.compile(r"20\d\d")


def old_year(now: int, title: str) -> bool:
    """Whether a title names a year of admission that is over, and none of now."""
    years = [int(year) for year in _YEAR.findall(title)]
    return bool(years) and max(years) < now
