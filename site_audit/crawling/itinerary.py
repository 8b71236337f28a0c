"""A visit on its way: what was read, what waits, what is in the way."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from site_audit import address
from site_audit.crawling.frontier import Candidate, Frontier
from site_audit.crawling.ground import Ground, ground_of
from site_audit.facts import Facts
from site_audit.guide import Guide, Role
from site_audit.model import College, Page, PageKind, Probe, Scope, Unseen
from site_audit.pages.furniture import is_waiting

MOST_UNSEEN = 300
MOST_DRAWN = 30  # pages of a site
FEW_LINKS = 3
MOST_WEIGHT = 64 << 20  # bytes of a site's pages, decoded; in memory each takes eight times as much


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came for one address; ``trouble`` when nothing could be read."""

    url: str
    status: int = 0
    content_type: str = ""
    server: str = ""
    trouble: str | None = None
    size: int = 0
    blob: str = ""
    body: PageKind = "content"  # content = HTML, document, other
    drawn: bool = False
    facts: Facts = field(default_factory=Facts, repr=False)


MayFollow = Callable[[str], str | None]
"""The address of a redirect -> None to follow it, or a trouble code to stop there."""

Open = Callable[[str, MayFollow], Awaitable[Answer]]
"""(address, whether a redirect may be followed) -> answer."""


Draw = Callable[[str], Awaitable[Answer]]
"""Address -> what the browser draws there."""


class Timer:
    """The seconds that a site may take; they stand still while its visit queues behind others.

    So a college does not lose pages to its neighbours on one server. A visit opens one address at a
    time; all waiting that the site itself asks for counts.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._limit: asyncio.Timeout | None = None

    @property
    def is_over(self) -> bool:
        """Whether the seconds are spent."""
        return time.monotonic() >= self._end

    @contextmanager
    def queueing(self) -> Iterator[None]:
        """Stands still until the block ends."""
        began = time.monotonic()
        self._set(None)
        try:
            yield
        finally:
            self._end += time.monotonic() - began
            self._set(self._end)

    def bound(self, open_: Open) -> Open:
        """``open_`` within the seconds: what is open when they are up is given up as «time»."""

        async def opened(url: str, may_follow: MayFollow) -> Answer:
            if self.is_over:
                return Answer(url=url, trouble="time")
            self._limit = limit = asyncio.timeout_at(self._at(self._end))
            try:
                async with limit:
                    return await open_(url, may_follow)
            except TimeoutError:
                if not limit.expired():
                    raise
                return Answer(url=url, trouble="time")
            finally:
                self._limit = None

        return opened

    def bound_draw(self, draw: Draw) -> Draw:
        """``draw`` within the seconds."""
        bounded = self.bound(lambda url, may_follow: draw(url))
        return lambda url: bounded(url, lambda hop: None)

    def _set(self, end: float | None) -> None:
        if self._limit is not None and not self._limit.expired():
            self._limit.reschedule(None if end is None else self._at(end))

    @staticmethod
    def _at(end: float) -> float:
        """A moment by the clock of the event loop."""
        return asyncio.get_running_loop().time() + end - time.monotonic()


@dataclass(frozen=True, kw_only=True)
class Budget:
    """How much of a site is read: pages, documents, seconds; evidence of last time on top.

    ``timer`` runs for the seconds of one visit that began before it opens its first address.
    """

    pages: int = 60
    seconds: float = 300.0
    documents: int = 30
    again: tuple[str, ...] = ()
    timer: Timer | None = None


@dataclass
class Visit:
    """A visit in progress: what was read, what waits, what is in the way."""

    college: College
    scope: Scope
    guide: Guide
    open: Open
    budget: Budget
    timer: Timer = field(init=False)
    frontier: Frontier = field(default_factory=Frontier)
    pages: list[Page] = field(default_factory=list)
    unseen: dict[str, Unseen] = field(default_factory=dict)
    probes: list[Probe] = field(default_factory=list)
    unknown: Facts | None = None
    refusals: int = 0  # in a row
    strange: int = 0  # pages in a row that do not look like this site's
    cleared: bool = False  # by the home page, after such pages
    hosts: set[str] = field(default_factory=set)
    soft: bool = False
    ways: set[tuple[str, str]] = field(default_factory=set)  # (address, text) of links seen
    sections: dict[str, tuple[Role, ...]] = field(default_factory=dict)  # what lies in a section
    draw: Draw | None = None
    drawn: int = 0  # pages by the browser
    documents: int = 0  # read
    weight: int = 0  # bytes of the pages that were read

    def __post_init__(self) -> None:
        self.timer = self.budget.timer or Timer(self.budget.seconds)

    @cached_property
    def ground(self) -> Ground:
        """What the pages after the home page are told from; known once the probe is done."""
        return ground_of(self.pages[0].facts, self.unknown, self.soft)

    async def answer(self, url: str, may_follow: MayFollow) -> Answer:
        """What stands at an address; drawn where nothing but a script can tell, or stands there."""
        if address.is_route(url):
            return await self.drawing(Answer(url=url, trouble="needs_browser"), may_follow)
        return await self.redrawn(await self.open(url, may_follow), may_follow)

    async def redrawn(self, answer: Answer, may_follow: MayFollow) -> Answer:
        """The answer, drawn where it is a shell or hardly a link leads on from it."""
        return await self.drawing(answer, may_follow) if _needs_drawing(answer) else answer

    async def drawing(self, answer: Answer, may_follow: MayFollow) -> Answer:
        """The page of an answer as the browser draws it; the answer itself where none can.

        A script may lead to where a redirect may lead, and nowhere else.
        """
        if self.draw is None or self.drawn >= MOST_DRAWN or answer.drawn or self.out_of_time():
            return answer
        self.drawn += 1
        drawn = await self.draw(answer.url)
        if drawn.trouble:
            return answer
        vetoed = None if drawn.url == answer.url else may_follow(drawn.url)
        return Answer(url=drawn.url, trouble=vetoed) if vetoed else drawn

    @property
    def has_budget(self) -> bool:
        """Whether another page or document may be read."""
        return self._has_pages or self.documents < self.budget.documents

    @property
    def _has_pages(self) -> bool:
        few = len(self.pages) - self.documents < self.budget.pages
        return few and self.weight < MOST_WEIGHT

    def may_open(self, candidate: Candidate) -> bool:
        """Whether the budget allows this address; pages and documents have their own."""
        if address.is_document(candidate.url):
            return self.documents < self.budget.documents
        return self._has_pages

    def out_of_time(self) -> bool:
        """Whether the site's seconds are spent."""
        return self.timer.is_over

    def had_enough(self, role: Role) -> bool:
        """Whether as many pages of a role were read as are looked for."""
        return self.frontier.opened[role.id] >= role.enough

    def leave(self, candidate: Candidate, why: str) -> None:
        """Notes an address as known and unread; without a role only so many of them."""
        if len(self.unseen) >= MOST_UNSEEN and not candidate.roles:
            return
        elsewhere = why == "foreign_redirect"  # a section is no section on another's site
        unseen = Unseen(
            url=candidate.url,
            anchor=candidate.anchor,
            via=candidate.via,
            why=why,
            roles=tuple(
                role.id
                for role in candidate.roles
                if role.decides
                and not (elsewhere and role.files)
                and not (why == "budget" and role.by_place and self.had_enough(role))
            ),
        )
        self.unseen.setdefault(address.key(candidate.url), unseen)


def _needs_drawing(answer: Answer) -> bool:
    """A shell, or a page with scripts from which hardly a link leads on."""
    if answer.trouble or answer.status != 200 or answer.body != "content":
        return False
    facts = answer.facts
    if facts.shell or any(map(is_waiting, facts.lines)):
        return True
    ways = {link.url for link in facts.links if link.kind == "a" and link.url}
    return facts.scripted and len(ways) <= FEW_LINKS


def page_of(answer: Answer, candidate: Candidate, kind: PageKind) -> Page:
    """The page that an answer to a candidate is."""
    return Page(
        url=answer.url,
        asked=candidate.url,
        status=answer.status,
        content_type=answer.content_type,
        via=candidate.via,
        anchor=candidate.anchor,
        roles=tuple(role.id for role in candidate.roles),
        kind=kind,
        size=answer.size,
        blob=answer.blob,
        drawn=answer.drawn,
        facts=answer.facts,
    )
