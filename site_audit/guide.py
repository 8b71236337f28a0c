"""What the methodology tells the crawl and the browser: roles of links, what is looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from site_audit.facts import Image
from site_audit.glimpse import Glimpse
from site_audit.logos.references import References
from site_audit.model import College, Page, Snapshot
from site_audit.rendered import Measure, SpeedRun

ORDINARY = 60  # the rank of a link that promises nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """A kind of page that criteria look for; lower ``rank`` is opened earlier.

    ``abroad``: it may lie on the institution's other host. ``decides``: left unread, such a page
    makes marks undecided, and the visit partial. ``hub``: the front page of a section, whose side
    blocks its other pages repeat. ``part`` is the role of pages that the own content of such a page
    leads to, ``files`` of documents; after ``enough`` pages of a role others come first.
    ``by_place``: nothing but its place tells the role, so that after ``enough`` pages those left
    unread raise no doubt.
    """

    id: str
    rank: int
    abroad: bool = False
    decides: bool = True
    hub: bool = False
    part: Role | None = None
    files: Role | None = None
    enough: int = 3
    by_place: bool = False


RolesOf = Callable[[str, str], tuple[Role, ...]]
"""(link text, address) -> roles of what the link opens, best first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Looks:
    """What the methodology wants looked at in a browser, asked for when the crawl is over.

    ``key_pages`` are (role, address), the home page first; ``links`` addresses of links whose end
    is not known; ``vague`` a pattern of link texts; ``is_shown`` tells measures that lose points,
    ``is_unstable`` runs that are too far apart.
    """

    key_pages: Callable[[Snapshot], tuple[tuple[str, str], ...]]
    links: Callable[[Snapshot], tuple[str, ...]]
    vague: str
    is_shown: Callable[[Measure], bool]
    is_unstable: Callable[[tuple[SpeedRun, ...]], bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A picture that is worth a look; ``via`` is the page on which it stands.

    ``serves`` are codes of the criteria that it may decide.
    """

    picture: Image
    via: str
    serves: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sightseeing:
    """What the methodology wants of pictures: those worth a look, the most telling first.

    ``settles`` are the criteria that a picture decides once it was seen, ``names`` those of the
    references that the pictures of a college are compared with feature by feature, ``pages`` those
    that may hold more pictures while these criteria are all that is settled.
    """

    wanted: Callable[[Snapshot], tuple[Wanted, ...]]
    settles: Callable[[Wanted, Glimpse, College], frozenset[str]]
    names: Callable[[College, frozenset[str]], tuple[str, ...]]
    pages: Callable[[Snapshot, frozenset[str]], tuple[Page, ...]]
    references: References = field(default_factory=References)


@dataclass(frozen=True, kw_only=True, slots=True)
class Guide:
    """What the methodology tells the crawl: roles of links, and the rank of those without any."""

    roles_of: RolesOf
    rank_of: Callable[[str, str], int]
    foreign: Callable[[str], bool]  # hosts that are surely not the college's own
    sights: Sightseeing | None = None  # pictures that are looked at when the crawl is over
    searched: frozenset[str] = frozenset()  # roles of documents that are read from end to end
    looks: Looks | None = None  # without it no browser is of use

    def worth(self, words: str) -> int | None:
        """How early to click on these words; None where they promise nothing."""
        roles = self.roles_of(words, "")
        rank = roles[0].rank if roles else self.rank_of(words, "")
        return rank if rank < ORDINARY else None
