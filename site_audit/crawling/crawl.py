"""Which pages of a site are read, within a budget: the home page, then what its links promise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from site_audit import address
from site_audit.crawling import block
from site_audit.crawling.frontier import Candidate
from site_audit.crawling.ground import kind_of_page
from site_audit.crawling.itinerary import Answer, Budget, Draw, Open, Visit, page_of
from site_audit.crawling.landing import open_home, probe_unknown
from site_audit.crawling.leads import Leads
from site_audit.facts import Link
from site_audit.guide import Guide, Role
from site_audit.model import College, Outcome, Page, PageKind, Snapshot
from site_audit.pages import content
from site_audit.pages.clicks import with_clicks
from site_audit.pages.kind import is_challenge

GONE = frozenset({404, 410})
_HIDDEN = {"challenge": "challenge", "shell": "needs_browser", "login": "login"}  # kind -> why
MENU = 300  # signs: a section's side menu, which only the judge can tell from the page's own text
SOON = 9  # the rank of what a promising page is seen to need: its picture, its folders
FOLDERS = 5
FILES = 2


async def visit(
    college: College, guide: Guide, open_: Open, budget: Budget, draw: Draw | None = None
) -> tuple[Snapshot, Outcome]:
    """Reads a college's site and says how the visit ended."""
    scope = address.scope_of((college.url, *college.extra_urls))
    state = Visit(college=college, scope=scope, guide=guide, open=open_, budget=budget, draw=draw)
    taken_at = datetime.now(UTC)
    failed = await open_home(state)
    if failed is None:
        await probe_unknown(state)
        _expand(state, state.pages[0], 0)
        failed = await _read_on(state) or await _looked_back(state)
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


# ---------------------------------------------------------------- reading on


async def _read_on(state: Visit) -> Outcome | None:
    """Opens addresses until the budget is spent; an outcome when the site shuts us out."""
    all_read = False
    spared: list[Candidate] = []  # pages that wait while documents may still be read
    while state.has_budget and not state.out_of_time():
        candidate = state.frontier.take()
        if candidate is None:
            all_read = not spared
            break
        if not state.may_open(candidate):
            spared.append(candidate)
            continue
        shut = await _read_with_twins(state, candidate)
        if shut:
            return shut
    for candidate in spared:
        state.frontier.put_back(candidate)
    return None if all_read else await _read_again(state)


async def _looked_back(state: Visit) -> Outcome | None:
    """After pages that look like a block at the end of the visit: is the site still there?"""
    is_odd = state.strange and not state.out_of_time()
    return await block.shut_out(state) if is_odd else None


async def _read_again(state: Visit) -> Outcome | None:
    """On top of the budget: pages that carried marks last time and were not come to now.

    Only such as a link leads to still: their addresses come after those of the pages that link.
    """
    for url in state.budget.again:
        known = state.frontier.known.get(address.key(url))
        opened = {address.key(url) for page in state.pages for url in (page.asked, page.url)}
        if known and address.key(url) not in opened and not state.out_of_time():
            shut = await _read_with_twins(state, known[0])
            if shut:
                return shut
    return None


async def _read_with_twins(state: Visit, candidate: Candidate) -> Outcome | None:
    """Opens an address, then its other spellings while it leads nowhere."""
    following: Candidate | None = candidate
    while following is not None:
        good = await _read(state, following)
        following = state.frontier.done(following, good)
    return await block.shut_out(state) if block.is_suspected(state) else None


async def _read(state: Visit, candidate: Candidate) -> bool:
    """Opens one address and puts it among the pages or the unseen; whether it was there."""

    def hop(url: str) -> str | None:
        return _hop(state, candidate, url)

    answer = await state.answer(candidate.url, hop)
    page = _page(state, answer, candidate)
    if page is not None and page.kind == "shell" and not answer.drawn:
        answer = await state.drawing(answer, hop)
        page = _page(state, answer, candidate)
    why = _HIDDEN.get(page.kind) if page else _why_unseen(answer)
    if page is None or why:
        why = why or "error"
        block.refused(state, why)
        state.leave(candidate, why)
        return True
    block.came(state, page)
    state.unseen.pop(address.key(candidate.url), None)
    if _seen_before(state, page):
        return True
    state.pages.append(page)
    state.documents += page.kind == "document"
    state.weight += page.size * (page.kind != "document")
    if page.status == 200 and page.kind in ("content", "placeholder", "home_again"):
        _expand(state, page, candidate.depth + 1)
    return page.status not in GONE


def _page(state: Visit, answer: Answer, candidate: Candidate) -> Page | None:
    """The page of an answer; None for what could not be read."""
    if _why_unseen(answer):
        return None
    return page_of(answer, candidate, _kind(state, answer, candidate))


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
    is_nothing = answer.status == 200 and answer.body == "content" and not answer.size
    return "cut" if is_nothing else None


def _kind(state: Visit, answer: Answer, candidate: Candidate) -> PageKind:
    home = state.pages[0]
    if answer.body != "content":
        return answer.body
    if answer.status in GONE:
        return "error"
    same = address.key(answer.url) == address.key(home.url)
    if same or (answer.blob == home.blob and answer.url != home.url):
        return "home_again"
    named = candidate.anchor, bool(candidate.roles)
    return kind_of_page(answer.facts, named, state.ground, answer.server)


# ---------------------------------------------------------------- what a page leads to


def _expand(state: Visit, page: Page, depth: int) -> None:
    """Puts the links of a page into the frontier; a page that is only pictures sends for those."""
    promising = page.roles and len(state.pages) > 1
    mine = content.own(page.facts, state.ground.layout, page.anchor) if promising else None
    onward = _onward(state, page, mine)
    section = Leads(state, page)
    for link in page.facts.links:
        way = (link.url, link.text)
        within = section.roles_of(link) if link.url else ()
        if link.url and (within or way not in state.ways):
            if link.kind != "frame":
                state.ways.add(way)
            candidate = _candidate(state, page, link, within, depth)
            if candidate is not None:
                soon = link.url in onward and not candidate.roles
                state.frontier.add(replace(candidate, rank=SOON) if soon else candidate)
    if mine is not None:
        _pictures(state, page, mine, depth)


def _onward(state: Visit, page: Page, mine: content.Own | None) -> frozenset[str]:
    """Where a page leads that promised content and holds links alone: its folders come soon."""
    if mine is None or not mine.is_list:
        return frozenset()
    hub = all(role.hub for role in state.guide.roles_of(page.anchor, page.asked))
    return frozenset() if hub else frozenset(link.url for link in mine.links[:FOLDERS])


def _candidate(
    state: Visit, page: Page, link: Link, within: tuple[Role, ...], depth: int
) -> Candidate | None:
    roles = state.guide.roles_of(link.text, link.url) or within
    if link.kind == "frame":
        roles = roles or tuple(state.guide.roles_of(page.anchor, page.asked))
    if address.is_asset(link.url) or not _may_open(state, page, link.url, roles, bool(within)):
        return None
    if address.is_document(link.url) and not (roles and address.is_readable_document(link.url)):
        return None
    rank = roles[0].rank if roles else state.guide.rank_of(link.text, link.url)
    if link.kind == "frame":
        rank = min(rank, 8)
    return Candidate(
        url=link.url, anchor=link.text, via=page.url, roles=roles, rank=rank, depth=depth
    )


def _may_open(
    state: Visit, page: Page, url: str, roles: tuple[Role, ...], led: bool = False
) -> bool:
    """The site's own pages; the institution's other host for what may lie there.

    ``led``: a section's own content leads there, so the owner's pages of the same host count too,
    and parts of that section on the other host.
    """
    if address.inside(url, state.scope):
        return True
    abroad = any(role.abroad and (led or role.files is None) for role in roles)
    if address.on_host(url, state.scope):
        return led or (abroad and _owners_section(state, url))
    host = address.host_of(url)
    if not abroad or state.guide.foreign(url):
        return False
    if address.inside(page.url, state.scope) and len(state.hosts | {host}) <= 3:
        state.hosts.add(host)
    return host in state.hosts


def _owners_section(state: Visit, url: str) -> bool:
    """Whether ``url`` lies in the section of the host's owner, and not in a neighbour's folder.

    A college inside a university's site (``/college/``) may have its section at ``/sveden/``, or
    its subsections right beside its own folder (``/common``).
    """
    prefixes = [prefix for host, prefix in state.scope.places if host == address.host_of(url)]
    fronts = [address.beside(url, prefix) for prefix in prefixes]
    if any(front.rstrip("/") == url.rstrip("/") for front in fronts):
        return True
    return any(role.hub for front in fronts for role in state.guide.roles_of("", front))


def _hop(state: Visit, candidate: Candidate, url: str) -> str | None:
    return None if _may_open(state, state.pages[0], url, candidate.roles) else "foreign_redirect"


def _pictures(state: Visit, page: Page, mine: content.Own, depth: int) -> None:
    if mine.size < content.ENOUGH:  # a subsection that is a file, under whatever name
        for link in mine.documents[:FILES]:
            if address.on_host(link.url, state.scope) and address.is_readable_document(link.url):
                found = Candidate(
                    url=link.url, anchor=link.text, via=page.url, rank=SOON, depth=depth
                )
                state.frontier.add(found)
    if mine.size >= MENU:
        return
    alone = mine.size < content.ENOUGH and not mine.documents
    for image in mine.images[: 3 if alone else 1]:
        if address.on_host(image.url, state.scope):
            state.frontier.add(Candidate(url=image.url, via=page.url, rank=SOON, depth=depth))


def _leave_unseen(state: Visit) -> None:
    """What still waits when the budget is spent is known and unread."""
    spellings = [address.key]
    if _has_sessions(state.pages):  # an address that is new by the session's number alone is not
        spellings.append(address.stable_key)
    opened = {
        key(url) for page in state.pages for url in (page.asked, page.url) for key in spellings
    }
    why = "time" if state.out_of_time() else "budget"
    for candidate in state.frontier.left(lambda key: key in state.unseen):
        if opened.isdisjoint(key(candidate.url) for key in spellings):
            state.leave(candidate, why)


def _has_sessions(pages: list[Page]) -> bool:
    """Whether numbers in this site's paths are sessions: two texts were read twice under them."""
    first: dict[str, Page] = {}
    again = set()
    for page in pages:
        key = address.stable_key(page.url)
        other = first.setdefault(key, page)
        same = page.facts.text == other.facts.text and bool(page.facts.text)
        if same and address.key(page.url) != address.key(other.url):
            again.add(page.facts.text)
    return len(again) > 1
