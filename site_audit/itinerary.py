"""A visit on its way: what was read, what waits, what is in the way."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cached_property

from site_audit import address
from site_audit.frontier import Candidate, Frontier
from site_audit.ground import Ground, ground_of
from site_audit.model import College, Facts, Guide, Page, PageKind, Probe, Scope, Unseen

MOST_UNSEEN = 300


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
    facts: Facts = field(default_factory=Facts, repr=False)


Open = Callable[[str, Callable[[str], str | None]], Awaitable[Answer]]
"""(address, whether a redirect may be followed: None or a code) -> answer."""


@dataclass(frozen=True, kw_only=True)
class Budget:
    """How much of a site is read: pages, seconds, pages that carried evidence last time on top."""

    pages: int = 60
    seconds: float = 300.0
    again: tuple[str, ...] = ()


@dataclass
class Visit:
    """A visit in progress: what was read, what waits, what is in the way."""

    college: College
    scope: Scope
    guide: Guide
    open: Open
    budget: Budget
    started: float = field(default_factory=time.monotonic)
    frontier: Frontier = field(default_factory=Frontier)
    pages: list[Page] = field(default_factory=list)
    unseen: dict[str, Unseen] = field(default_factory=dict)
    probes: list[Probe] = field(default_factory=list)
    unknown: Facts | None = None
    refusals: int = 0
    hosts: set[str] = field(default_factory=set)
    soft: bool = False
    ways: set[tuple[str, str]] = field(default_factory=set)  # (address, text) of links seen

    @cached_property
    def ground(self) -> Ground:
        """What the pages after the home page are told from; known once the probe is done."""
        return ground_of(self.pages[0].facts, self.unknown, self.soft)

    def out_of_time(self) -> bool:
        """Whether the site's seconds are spent."""
        return time.monotonic() - self.started > self.budget.seconds

    def leave(self, candidate: Candidate, why: str) -> None:
        """Notes an address as known and unread; without a role only so many of them."""
        if len(self.unseen) >= MOST_UNSEEN and not candidate.roles:
            return
        unseen = Unseen(
            url=candidate.url,
            anchor=candidate.anchor,
            via=candidate.via,
            why=why,
            roles=tuple(role.id for role in candidate.roles if role.decides),
        )
        self.unseen.setdefault(address.key(candidate.url), unseen)


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
        facts=answer.facts,
    )
