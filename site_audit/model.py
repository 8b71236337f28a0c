"""The nouns of an audit. All frozen, all keyword-only: each step takes one and returns the next.

register -> College -> (crawl) Snapshot -> (judge) Verdicts -> Score -> (rank) what people read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from site_audit.facts import Facts
from site_audit.glimpse import Decision, Glimpse
from site_audit.rendered import Seen

Mark = int | None
"""A mark of a criterion: a number from 0 to its ``out_of``, or None = could not tell."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Membership:
    """A college's place in a cluster: ``role`` is ``base``, ``network`` or empty."""

    cluster: str
    role: Literal["base", "network", ""] = ""
    industry: str = ""
    employers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class College:
    """One site of the register; one site may serve several memberships."""

    name: str
    url: str
    id: int = 0
    short_name: str = ""
    inn: str = ""
    region: str = ""
    extra_urls: tuple[str, ...] = ()
    memberships: tuple[Membership, ...] = ()
    robots_consent: date | None = None  # since when the owner lets us pass over robots.txt
    email: str = ""
    responsible: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """What is «the site»: hosts (with their subdomains) and, per host, a path prefix.

    ``places`` are (host, prefix) pairs, host in normal form with a port only for bare IP addresses.
    """

    places: tuple[tuple[str, str], ...]


# ---------------------------------------------------------------- what was gathered

PageKind = Literal[
    "content",
    "document",
    "soft_404",
    "placeholder",
    "home_again",
    "challenge",
    "parked",
    "login",
    "shell",
    "error",
    "other",
]


@dataclass(frozen=True, kw_only=True, eq=False)
class Page:
    """One address that was opened. ``url`` is where it ended, ``asked`` what the link said.

    ``via`` is the page whose link led here, ``clicks`` the shortest way from the home page (None =
    no way found); ``kind`` tells content from what only looks like it, ``trouble`` is a code when
    nothing could be read (timeout, tls, http_503 …); ``blob`` the sha256 of the body.
    """

    url: str
    asked: str
    status: int
    content_type: str = ""
    via: str | None = None
    anchor: str = ""
    clicks: int | None = None
    roles: tuple[str, ...] = ()
    kind: PageKind = "content"
    trouble: str | None = None
    drawn: bool = False
    size: int = 0
    blob: str = ""
    facts: Facts = field(default_factory=Facts, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unseen:
    """An address that is known and was not read; where it could carry an element, no 0 is given."""

    url: str
    anchor: str
    via: str | None
    why: str  # budget, time, robots, off_host, needs_browser, or the trouble of reading it
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """Text of a linked PDF, DOCX or XLSX, page by page; ``trouble`` when it could not be read."""

    url: str
    pages: tuple[str, ...] = ()
    trouble: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Probe:
    """A finding about the server: ``name`` is tls, soft_404, robots, or link (the end of one)."""

    name: str
    value: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Snapshot:
    """All that a criterion may see of a site; ``pages[0]`` is the home page when there is any."""

    college: College
    scope: Scope
    taken_at: datetime
    pages: tuple[Page, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    documents: tuple[Document, ...] = ()
    glimpses: tuple[tuple[str, Glimpse], ...] = ()  # by the sha256 of pictures
    seen: Seen = field(default_factory=Seen)  # by the browser
    probes: tuple[Probe, ...] = ()
    unknown: Facts | None = None  # what the site shows, with status 200, for an unknown address
    derived: dict[object, object] = field(default_factory=dict, repr=False, init=False)

    @property
    def home(self) -> Page | None:
        """The page that the registered address opens, or None when nothing opened."""
        return self.pages[0] if self.pages else None

    @cached_property
    def by_url(self) -> dict[str, Page]:
        """Pages under the addresses they ended at and under those that were asked."""
        asked = {p.asked: p for p in self.pages}
        return asked | {p.url: p for p in reversed(self.pages)}


# ---------------------------------------------------------------- what is judged


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Where a mark comes from: an address and the words or the place on it."""

    kind: Literal["page", "link", "document", "text", "microdata", "image", "unseen", "place"]
    url: str
    quote: str = ""
    selector: str = ""
    box: tuple[int, int, int, int] | None = None
    image: str = ""
    document_page: int | None = None
    clicks: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One measured part of a visual criterion; ``points`` None = not measured."""

    id: str
    points: float | None
    value: float | None
    unit: str = ""
    full_at: float | None = None
    zero_at: float | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What a criterion found: ``reason`` and ``advice`` are codes, ``because`` Russian words."""

    mark: Mark
    reason: str
    because: str
    advice: str | None = None
    evidence: tuple[Evidence, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Norm:
    """What a visual check asks for: a point at ``full_at``, none at ``zero_at``, linear between."""

    id: str
    criterion: str
    title: str
    unit: str
    full_at: float
    zero_at: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """One wording of the methodology; ``titles`` are the criteria's titles, in their order.

    ``speed_bands`` are (least score, mark), ``weight_caps`` (more than so many KiB, mark at most).
    """

    id: str
    title: str
    since: date
    titles: tuple[tuple[str, str], ...]
    norms: tuple[Norm, ...] = ()
    speed_bands: tuple[tuple[int, int], ...] = ()
    weight_caps: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """Edition and settings that bear on marks; ``detectors`` is the version of our detectors."""

    edition: Edition
    detectors: str
    channels: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()  # of people on pictures
    references: str = ""  # the digest of those that logos are known by; empty without any


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """One line of the methodology; ``check`` is a pure function of the snapshot.

    ``group`` is A, B, C (presence), V (visual) or O (observed, not scored).
    """

    id: str
    group: str
    title: str
    check: Callable[[Snapshot, Rules], Finding]
    out_of: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """A criterion's finding on one site."""

    criterion: str
    out_of: int
    finding: Finding


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A programme that a site shows to applicants: a fact of the college, no mark.

    ``code`` is empty where the site names it only; ``of_project``: shown as «Профессионалитет»;
    ``url`` is the first place that names it.
    """

    code: str
    name: str
    of_project: bool
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """Points of one rating with its bounds: unknown points could still be any from 0 to all."""

    points: int
    out_of: int
    unknown: int

    @property
    def upper(self) -> int:
        """Points if all that could not be told were there."""
        return self.points + self.unknown


# ---------------------------------------------------------------- how a visit ended

OutcomeKind = Literal["audited", "partial", "not_audited"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """The one terminal state of a visit; ``reason`` is a code, None only when audited."""

    kind: OutcomeKind
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What a visit cost: requests and bytes of the college's server, seconds of ours."""

    requests: int = 0
    bytes: int = 0
    cpu_s: float = 0.0
    wall_s: float = 0.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Audit:
    """One site audited: what was gathered and how it ended."""

    snapshot: Snapshot
    outcome: Outcome
    finished_at: datetime
    cost: Cost = field(default_factory=Cost)
