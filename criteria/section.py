"""The two sections that groups B and C look at: the admission section and the tab.

A section is found by links and what they open, wherever they stand. Its ``core`` are the pages that
such links open, the pages below them and the items of their sub-menus; ``near`` is what the own
content of those leads to: pages, then documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from criteria import look
from criteria.entrance import Entrance, dropdown, entrances
from criteria.hosts import is_foreign, unwrapped
from criteria.role_words import (
    ADMISSION,
    ADMISSION_PART,
    ADMISSION_RULES,
    CLUSTER,
    ENTRANCES,
    FILE,
    PRICES,
    PROGRAMMES,
    TAB,
    TAB_PART,
)
from criteria.roles import in_section, is_news, titled
from criteria.sheet import Part, block_part, document_part, page_part
from site_audit.model import Document, Page, Snapshot
from site_audit.pages.links import is_page_tool

_LITTLE = 200  # signs
TELLING = frozenset({PROGRAMMES, PRICES, ADMISSION_RULES})
"""Roles of pages that belong to the admission section wherever their links stand."""


@dataclass(frozen=True, kw_only=True)
class Unread:
    """What belongs to a section, or may, and was not read."""

    url: str
    name: str
    why: str
    roles: frozenset[str]


@dataclass(frozen=True, kw_only=True, eq=False)
class Section:
    """A section as it was found; ``entrances`` are the ways that promise it, the best first.

    ``listed`` are pages of specialities in the site's menu, which count where the section exists.
    """

    role: str
    entrances: tuple[Entrance, ...]
    core: tuple[Part, ...] = ()
    near: tuple[Part, ...] = ()
    listed: tuple[Part, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """All that was read of it, the nearest first."""
        return (*self.core, *self.near, *self.listed)

    @property
    def best(self) -> Entrance | None:
        """The entrance that says most for the section."""
        return self.entrances[0] if self.entrances else None

    @property
    def in_doubt(self) -> bool:
        """Nothing of it was read, and something that may be it was not."""
        return not self.core and any(one.mark is None for one in self.entrances)


def admission(snapshot: Snapshot) -> Section:
    """The admission section of a site."""
    return look.remember(snapshot, "admission", lambda: _admission(snapshot))


def tab(snapshot: Snapshot) -> Section:
    """The «Профессионалитет» tab of a site."""
    return look.remember(snapshot, "tab", lambda: _tab(snapshot))


def _admission(snapshot: Snapshot) -> Section:
    tabs = _tab_pages(snapshot)
    found = _Search(snapshot, ADMISSION, frozenset({ADMISSION, ADMISSION_PART}) | TELLING, tabs)
    near = found.near(lambda page: page.url not in tabs)
    listed = [page_part(snapshot, page) for page in _in_menu(snapshot) if found.is_new(page)]
    return found.section(near, tuple(listed) if found.core else ())


def _tab_pages(snapshot: Snapshot) -> frozenset[str]:
    """Pages of the tab: what stands there is not in the admission section that links to it."""
    return frozenset(part.url for part in _tab_search(snapshot).core)


def _tab_search(snapshot: Snapshot) -> _Search:
    roles = frozenset({TAB, TAB_PART})
    return look.remember(snapshot, "tab search", lambda: _Search(snapshot, TAB, roles))


def _in_menu(snapshot: Snapshot) -> Iterator[Page]:
    """Pages of specialities that the home page links to."""
    home = snapshot.home
    for link, place in look.ways(snapshot, PROGRAMMES):
        page = look.opened(snapshot, link) if link.url and place is home else None
        if page is not None and page.kind != "document" and not in_section(page.url):
            yield page


def _tab(snapshot: Snapshot) -> Section:
    found = _tab_search(snapshot)
    others = {part.url for part in admission(snapshot).core}
    own = {part.url for part in found.core}
    near = found.near(lambda page: page.url not in others - own and _is_tabs_own(page, own))
    return found.section(near, ())


def _is_tabs_own(page: Page, own: set[str]) -> bool:
    """Whether a page that the tab links to is its own and no other section of the site."""
    return {TAB, TAB_PART, CLUSTER, FILE} >= set(page.roles) or page.via in own


class _Search:
    """The pages and documents of one section, gathered step by step.

    ``others`` are addresses of pages that belong to another section, whoever links to them.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        role: str,
        roles: frozenset[str],
        others: frozenset[str] = frozenset(),
    ) -> None:
        self._snapshot = snapshot
        self._role = role
        self._roles = roles
        self._pages: set[str] = set()
        self._others = others
        self._entrances = entrances(snapshot, role)
        self.core = tuple(self._core())

    def is_new(self, page: Page) -> bool:
        """Whether a page can be read and was not met before; it is met now."""
        if page.kind == "home_again" or page is self._snapshot.home or page.url in self._pages:
            return False
        if page.status != 200 or look.kind(self._snapshot, page) not in ("content", "placeholder"):
            return False
        self._pages.add(page.url)
        return True

    def _core(self) -> Iterator[Part]:
        roots = []
        at_home = any(one.mark == 1 and one.at_home for one in self._entrances)
        for entrance in self._entrances:
            if entrance.mark == 0 and not (entrance.reason == "placeholder" and self._role == TAB):
                continue  # an empty tab is a tab, an empty section is none
            if at_home and not entrance.at_home:
                continue  # a page of the section, not its entrance
            if entrance.block is not None and entrance.page is not None:
                yield block_part(entrance.page, entrance.block, entrance.name)
            elif entrance.page is not None and self.is_new(entrance.page):
                roots.append(entrance.page)
                yield page_part(self._snapshot, entrance.page)
        for page in (*self._below(roots), *dropdown(self._snapshot, self._role)):
            if page.url not in self._others and self.is_new(page):
                yield page_part(self._snapshot, page)

    def _below(self, roots: list[Page]) -> Iterator[Page]:
        folders = tuple(filter(None, (_folder(root.url) for root in roots)))
        for page in self._snapshot.pages:
            if folders and page.url.startswith(folders) and not is_news(page.url):
                yield page

    def near(self, wanted: Callable[[Page], bool]) -> tuple[Part, ...]:
        """What the own content of the core leads to: pages that are ``wanted``, then documents."""
        pages = [page for part in self.core for page in self._led_to(part)]
        read = [
            page_part(self._snapshot, page)
            for page in pages
            if page.kind != "document" and wanted(page) and self.is_new(page)
        ]
        read += [page_part(self._snapshot, page) for part in read for page in self._framed(part)]
        telling = [part for part in read if not self._roles.isdisjoint(part.roles)]
        files = [page for part in (*self.core, *telling) for page in self._led_to(part)]
        return (*read, *self._documents(files))

    def _framed(self, part: Part) -> Iterator[Page]:
        """What the frames of a page show: it stands on that page."""
        for link in part.links:
            page = look.opened(self._snapshot, link) if link.kind == "frame" else None
            if page is not None and page.kind != "document" and self.is_new(page):
                yield page

    def _led_to(self, part: Part) -> Iterator[Page]:
        for link in part.links:
            page = look.opened(self._snapshot, link) if link.url else None
            if page is None or page is self._snapshot.home or is_page_tool(link.text):
                continue
            if not is_news(link.url):
                yield page

    def _documents(self, files: list[Page]) -> Iterator[Part]:
        texts = {document.url: document for document in self._snapshot.documents}
        for page in dict.fromkeys(files):
            if page.kind == "document" and page.status == 200 and page.url not in self._pages:
                self._pages.add(page.url)
                unread = Document(url=page.url, trouble="not_read")
                yield document_part(texts.get(page.url, unread), page)

    def section(self, near: tuple[Part, ...], listed: tuple[Part, ...]) -> Section:
        """The section as it was found, with what was not read of it."""
        return Section(
            role=self._role,
            entrances=self._entrances,
            core=self.core,
            near=near,
            listed=listed,
            unread=tuple(self._unread(near)),
        )

    def _is_drawn(self, page: Page) -> bool:
        """Whether a script fills most of a page: little text beside places that wait for it."""
        mine = look.own(self._snapshot, page)
        return page is not self._snapshot.home and bool(mine.holes) and mine.size < _LITTLE

    @property
    def _is_well_read(self) -> bool:
        """Whether it was read, and as many pages that are called so as a visit asks for."""
        called = sum(self._role in page.roles for page in self._snapshot.pages)
        return bool(self.core) and called >= ENTRANCES

    def _unread(self, near: tuple[Part, ...]) -> Iterator[Unread]:
        within = {part.url for part in (*self.core, *near)}
        for unseen in self._snapshot.unseen:
            roles = self._roles.intersection(unseen.roles)
            if unseen.via in within:
                roles |= TELLING.intersection(unseen.roles)
            away = unseen.why == "foreign_redirect" or is_foreign(unwrapped(unseen.url))
            # One way in more, left for want of budget after as many as any section has.
            spare = self._is_well_read and unseen.why == "budget" and roles == {self._role}
            if roles and not away and not spare:
                yield Unread(url=unseen.url, name=unseen.anchor, why=unseen.why, roles=roles)
        for part in (*self.core, *near):
            if part.trouble is not None:
                yield Unread(url=part.url, name=part.title, why=part.trouble, roles=part.roles)
            elif part.page is not None and self._is_drawn(part.page):
                roles = (part.roles or self._roles) | TELLING.intersection(titled(part.title))
                yield Unread(url=part.url, name=part.title, why="needs_browser", roles=roles)


def _folder(url: str) -> str:
    """The address below which the sub-pages of a page lie; empty when it is the site's own root."""
    if "?" in url:
        return ""
    start, _, last = url.rpartition("/")
    stem = last.split(".")[0]
    folder = start if stem in ("", "index", "default", "main") else f"{start}/{stem}"
    return f"{folder}/" if folder.count("/") > 2 else ""
