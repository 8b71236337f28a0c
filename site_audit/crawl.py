"""Which pages of a site are read, within a budget: the home page, then what its links promise."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property

from site_audit import address, content
from site_audit.clicks import with_clicks
from site_audit.frontier import Candidate, Frontier
from site_audit.kind import is_challenge, is_parked, kind_of
from site_audit.model import (
    College,
    Facts,
    Link,
    Outcome,
    Page,
    PageKind,
    Probe,
    Role,
    RolesOf,
    Scope,
    Snapshot,
    Unseen,
)

BLOCKED = frozenset({401, 403, 407, 418, 423, 429, 451, 503})
GONE = frozenset({404, 410})
STREAK = 4  # refusals in a row after which the home page is asked again
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
    facts: Facts = field(default_factory=Facts)


Open = Callable[[str, Callable[[str], str | None]], Awaitable[Answer]]
"""(address, whether a redirect may be followed: None or a code) -> answer."""


@dataclass(frozen=True, kw_only=True)
class Budget:
    """How much of a site is read: pages, seconds, pages that carried evidence last time on top."""

    pages: int = 60
    seconds: float = 300.0
    again: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Guide:
    """What the methodology tells the crawl: roles of links, and the rank of those without any."""

    roles_of: RolesOf
    rank_of: Callable[[str, str], int]
    foreign: Callable[[str], bool]  # hosts that are surely not the college's own


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

    hubs: list[Facts] = field(default_factory=list)

    @cached_property
    def ground(self) -> Ground:
        """What the pages after the home page are told from; grows with each hub."""
        return ground_of((self.pages[0].facts, *self.hubs), self.unknown, self.soft)

    def out_of_time(self) -> bool:
        """Whether the site's seconds are spent."""
        return time.monotonic() - self.started > self.budget.seconds


async def visit(
    college: College, guide: Guide, open_: Open, budget: Budget
) -> tuple[Snapshot, Outcome]:
    """Reads a college's site and says how the visit ended."""
    scope = address.scope_of((college.url, *college.extra_urls))
    state = Visit(college=college, scope=scope, guide=guide, open=open_, budget=budget)
    taken_at = datetime.now(UTC)
    failed = await _open_home(state)
    if failed is None:
        await _probe_unknown(state)
        _expand(state, state.pages[0], 0)
        failed = await _read_on(state)
        _leave_unseen(state)
    snapshot = Snapshot(
        college=college,
        scope=state.scope,
        taken_at=taken_at,
        pages=with_clicks(tuple(state.pages)),
        unseen=tuple(state.unseen.values()),
        probes=tuple(state.probes),
        unknown=state.unknown,
    )
    return snapshot, failed or outcome_of(snapshot)


def outcome_of(snapshot: Snapshot) -> Outcome:
    """Audited, or partial when an address was left unread that could decide a mark."""
    deciding = [unseen for unseen in snapshot.unseen if unseen.roles]
    return Outcome(kind="partial", reason=deciding[0].why) if deciding else Outcome(kind="audited")


# ---------------------------------------------------------------- the home page


def _spellings(url: str) -> tuple[str, ...]:
    """The registered address, then the other scheme: colleges register one and serve the other."""
    other = (
        url.replace("http://", "https://", 1)
        if url.startswith("http://")
        else url.replace("https://", "http://", 1)
    )
    return (url, other) if not address.is_ip(address.host_of(url).rsplit(":", 1)[0]) else (url,)


async def _open_home(state: Visit) -> Outcome | None:
    """Opens the home page, through refreshes and frames; None when it is there to be judged."""
    answer = Answer(url=state.college.url, trouble="bad_url")
    for url in _spellings(address.normal(state.college.url)):
        asked = url
        answer = await state.open(url, lambda hop: _home_hop(state, hop))
        if answer.trouble not in ("refused", "timeout", "tls", "dns"):
            break
    for _ in range(3):
        onward = _onward(answer)
        if onward is None or answer.status != 200:
            break
        if (vetoed := _home_hop(state, onward)) is not None:
            return Outcome(kind="not_audited", reason=vetoed)
        answer = await state.open(onward, lambda hop: _home_hop(state, hop))
    reason = _home_trouble(answer)
    if reason:
        return Outcome(kind="not_audited", reason=reason)
    _admit_host(state, answer.url)
    kind: PageKind = "shell" if answer.facts.shell else "content"
    state.pages.append(_page(answer, Candidate(url=asked), kind))
    if kind == "shell":
        home = state.guide.roles_of("Сведения об образовательной организации", answer.url)
        _unread(state, Candidate(url=answer.url, roles=home), "needs_browser")
    return None


def _home_hop(state: Visit, url: str) -> str | None:
    """A home page may move to https, www and its own subdomains; anything else is another site."""
    if address.on_host(url, state.scope):
        return None
    mine = {host for host, _ in state.scope.places}
    return (
        None
        if any(host.endswith("." + address.host_of(url)) for host in mine)
        else "foreign_redirect"
    )


def _admit_host(state: Visit, url: str) -> None:
    """The host that the home page ended at belongs to the site (seen: www3., a bare domain)."""
    if not address.on_host(url, state.scope):
        state.scope = Scope(places=(*state.scope.places, (address.host_of(url), "/")))


def _onward(answer: Answer) -> str | None:
    """Where a home page that is only a signpost sends its reader."""
    for link in answer.facts.links:
        if link.kind == "refresh" and link.url != answer.url and _seconds(link.text) <= 10:
            others = [other for other in answer.facts.links if other.kind == "a" and other.url]
            if len(others) <= 3:
                return link.url
    return None


def _seconds(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _home_trouble(answer: Answer) -> str | None:
    if answer.trouble:
        return answer.trouble
    if is_challenge(answer.facts, answer.server):
        return "challenge"
    if answer.status != 200:
        return f"http_{answer.status}"
    if answer.body != "content":
        return "not_html"
    if is_parked(answer.facts):
        return "parked"
    return None


async def _probe_unknown(state: Visit) -> None:
    """Asks for an address that cannot exist: some sites answer 200 to anything."""
    name = hashlib.sha256(address.host_of(state.college.url).encode()).hexdigest()[:12]
    prefix = state.scope.places[0][1] if address.inside(state.pages[0].url, state.scope) else "/"
    url = address.join(state.pages[0].url, f"{prefix}stranica-{name}")
    answer = await state.open(url, lambda hop: _home_hop(state, hop))
    state.unknown = answer.facts if answer.trouble is None and answer.body == "content" else None
    state.soft = answer.trouble is None and answer.status == 200
    state.probes.append(Probe(name="soft_404", value="yes" if state.soft else "no", detail=url))


# ---------------------------------------------------------------- reading on


async def _read_on(state: Visit) -> Outcome | None:
    """Opens addresses until the budget is spent; an outcome when the site shuts us out."""
    while len(state.pages) < state.budget.pages and not state.out_of_time():
        candidate = state.frontier.take()
        if candidate is None:
            return None
        shut = await _read_with_twins(state, candidate)
        if shut:
            return shut
    return await _read_again(state)


async def _read_again(state: Visit) -> Outcome | None:
    """On top of the budget: pages that carried marks last time and were not come to now."""
    opened = {address.key(url) for page in state.pages for url in (page.asked, page.url)}
    for url in state.budget.again:
        known = state.frontier.known.get(address.key(url))
        candidate = known[0] if known else Candidate(url=url, roles=state.guide.roles_of("", url))
        if address.key(url) not in opened and not state.out_of_time():
            shut = await _read_with_twins(state, candidate)
            if shut:
                return shut
    return None


async def _read_with_twins(state: Visit, candidate: Candidate) -> Outcome | None:
    """Opens an address, then its other spellings while it leads nowhere."""
    following: Candidate | None = candidate
    while following is not None:
        good = await _read(state, following)
        following = state.frontier.done(following, good)
    return await _shut_out(state) if state.refusals >= STREAK else None


async def _read(state: Visit, candidate: Candidate) -> bool:
    """Opens one address and puts it among the pages or the unseen; whether it was there."""
    answer = await state.open(candidate.url, lambda hop: _hop(state, candidate, hop))
    why = _why_unseen(answer)
    if why:
        state.refusals += why not in ("robots", "foreign_redirect", "http_401", "login")
        _unread(state, candidate, why)
        return True
    state.refusals = 0
    page = _page(answer, candidate, _kind(state, answer, candidate))
    if page.kind in ("challenge", "shell", "login"):
        _unread(state, candidate, "needs_browser" if page.kind == "shell" else page.kind)
        state.refusals += page.kind == "challenge"
        return True
    state.unseen.pop(address.key(candidate.url), None)
    if _seen_before(state, page):
        return True
    state.pages.append(page)
    if page.kind == "content" and any(role.hub for role in candidate.roles):
        state.hubs.append(page.facts)
        state.__dict__.pop("ground", None)  # made anew, with this hub
    if page.status == 200 and page.kind in ("content", "placeholder", "home_again"):
        _expand(state, page, candidate.depth + 1)
    return page.status not in GONE


def _seen_before(state: Visit, page: Page) -> bool:
    """The same address again under another spelling."""
    return any(
        page.url == other.url and page.blob == other.blob and page.anchor == other.anchor
        for other in state.pages
    )


def _why_unseen(answer: Answer) -> str | None:
    if answer.trouble:
        return answer.trouble
    if is_challenge(answer.facts, answer.server):
        return "challenge"
    if answer.status != 200 and answer.status not in GONE:
        return f"http_{answer.status}"
    return None


def _kind(state: Visit, answer: Answer, candidate: Candidate) -> PageKind:
    home = state.pages[0]
    if answer.body != "content":
        return answer.body
    if answer.status in GONE:
        return "error"
    same = address.key(answer.url) == address.key(home.url)
    if same or (answer.blob == home.blob and answer.url != home.url):
        return "home_again"
    return kind_of_page(answer.facts, candidate.anchor, state.ground, answer.server)


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """What pages are told from: the site's layout, and what it shows for an unknown address."""

    layout: content.Layout
    stranger: content.Own | None


def ground_of(shared: Iterable[Facts], unknown: Facts | None, soft: bool) -> Ground:
    """The ground of a site: its home page and the hubs of its sections are ``shared``.

    ``soft``: it answers 200 for an address that cannot exist.
    """
    known = tuple(shared)
    plain = content.layout(known)
    if unknown is None:
        return Ground(layout=plain, stranger=None)
    if soft:
        return Ground(layout=plain, stranger=content.own(unknown, plain))
    return Ground(layout=content.layout((*known, unknown)), stranger=None)


def kind_of_page(facts: Facts, anchor: str, ground: Ground, server: str = "") -> PageKind:
    """The kind of a page that a link called ``anchor`` opened."""
    return kind_of(facts, content.own(facts, ground.layout, anchor), ground.stranger, server)


def _page(answer: Answer, candidate: Candidate, kind: PageKind) -> Page:
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


async def _shut_out(state: Visit) -> Outcome | None:
    """After refusals in a row: does even the home page refuse us now?"""
    home = state.pages[0]
    answer = await state.open(home.url, lambda hop: _home_hop(state, hop))
    reason = _home_trouble(answer)
    if reason is None:
        state.refusals = 0
        return None
    return Outcome(kind="not_audited", reason=reason)


# ---------------------------------------------------------------- what a page leads to


def _expand(state: Visit, page: Page, depth: int) -> None:
    """Puts the links of a page into the frontier; a page that is only pictures sends for those."""
    for link in page.facts.links:
        if link.url and not link.hidden:
            candidate = _candidate(state, page, link, depth)
            if candidate is not None:
                state.frontier.add(candidate)
    if page.roles and len(state.pages) > 1:
        _pictures(state, page, depth)


def _candidate(state: Visit, page: Page, link: Link, depth: int) -> Candidate | None:
    roles = state.guide.roles_of(link.text, link.url)
    if link.kind == "frame":
        roles = roles or tuple(state.guide.roles_of(page.anchor, page.asked))
    if address.is_asset(link.url) or not _may_open(state, page, link.url, roles):
        return None
    if address.is_document(link.url) and not (roles and address.is_readable_document(link.url)):
        return None
    rank = roles[0].rank if roles else state.guide.rank_of(link.text, link.url)
    if link.kind == "frame":
        rank = min(rank, 8)
    return Candidate(
        url=link.url, anchor=link.text, via=page.url, roles=roles, rank=rank, depth=depth
    )


def _may_open(state: Visit, page: Page, url: str, roles: tuple[Role, ...]) -> bool:
    """The site's own pages; the institution's other host for what may lie there."""
    if address.inside(url, state.scope):
        return True
    abroad = any(role.abroad for role in roles)
    if address.on_host(url, state.scope):
        return abroad
    host = address.host_of(url)
    if not abroad or state.guide.foreign(url):
        return False
    if address.inside(page.url, state.scope) and len(state.hosts | {host}) <= 3:
        state.hosts.add(host)
    return host in state.hosts


def _hop(state: Visit, candidate: Candidate, url: str) -> str | None:
    return None if _may_open(state, state.pages[0], url, candidate.roles) else "foreign_redirect"


def _pictures(state: Visit, page: Page, depth: int) -> None:
    mine = content.own(page.facts, state.ground.layout, page.anchor)
    if mine.size >= content.ENOUGH or mine.documents:
        return
    for image in mine.images[:3]:
        if address.on_host(image.url, state.scope):
            state.frontier.add(Candidate(url=image.url, via=page.url, rank=9, depth=depth))


def _unread(state: Visit, candidate: Candidate, why: str) -> None:
    if len(state.unseen) >= MOST_UNSEEN and not candidate.roles:
        return
    state.unseen.setdefault(
        address.key(candidate.url),
        Unseen(
            url=candidate.url, anchor=candidate.anchor, via=candidate.via, why=why,
            roles=tuple(role.id for role in candidate.roles if role.decides),
        ),
    )  # fmt: skip


def _leave_unseen(state: Visit) -> None:
    """What still waits when the budget is spent is known and unread."""
    opened = {
        key(url)
        for page in state.pages
        for url in (page.asked, page.url)
        for key in (address.key, address.stable_key)
    }
    why = "time" if state.out_of_time() else "budget"
    for candidate in state.frontier.left(lambda key: key in opened or key in state.unseen):
        if address.stable_key(candidate.url) not in opened:  # only the session's number is new
            _unread(state, candidate, why)


def settle(
    pages: tuple[Page, ...], guide: Guide, unknown: Facts | None, soft: bool
) -> tuple[Page, ...]:
    """Kinds, roles and clicks of pages read from an archive, by the rules of today."""
    if not pages:
        return ()
    home = pages[0]
    shared = [home.facts]
    ground = ground_of(shared, unknown, soft)
    settled = [replace(home, kind="shell" if home.facts.shell else "content", roles=())]
    for page in pages[1:]:
        roles = guide.roles_of(page.anchor, page.asked)
        kind = page.kind
        if kind not in ("document", "other", "error", "home_again"):
            kind = kind_of_page(page.facts, page.anchor, ground)
        if kind == "content" and any(role.hub for role in roles):
            shared.append(page.facts)
            ground = ground_of(shared, unknown, soft)
        settled.append(replace(page, kind=kind, roles=tuple(role.id for role in roles)))
    return with_clicks(tuple(settled))
