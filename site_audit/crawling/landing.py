"""The first steps of a visit: the home page, wherever its address leads, and a stray address."""

from __future__ import annotations

import hashlib
import re

from site_audit import address
from site_audit.crawling.frontier import Candidate
from site_audit.crawling.itinerary import Answer, Visit, page_of
from site_audit.model import Outcome, PageKind, Probe, Scope
from site_audit.pages.kind import (
    is_blank,
    is_challenge,
    is_closed,
    is_parked,
    is_refusal,
    is_stranger,
)


def _spellings(url: str) -> tuple[str, ...]:
    """The registered address, then the other scheme: colleges register one and serve the other."""
    other = (
        url.replace("http://", "https://", 1)
        if url.startswith("http://")
        else url.replace("https://", "http://", 1)
    )
    return (url, other) if not address.is_ip(address.host_of(url).rsplit(":", 1)[0]) else (url,)


FEW_WORDS = 50  # beside frames
_PREFIX = re.compile(r"^(?:www\d*|m|new|old|site|mail)\.")


async def open_home(state: Visit) -> Outcome | None:
    """Opens the home page, through refreshes and frames; None when it is there to be judged."""
    answer = Answer(url=state.college.url, trouble="bad_url")
    for url in _spellings(address.normal(state.college.url)):
        asked = url
        answer = await state.open(url, lambda hop: home_hop(state, hop))
        if answer.trouble not in ("refused", "timeout", "tls", "dns"):
            break
    for _ in range(3):
        onward = _onward(answer)
        if onward is None or answer.status != 200:
            break
        if (vetoed := home_hop(state, onward)) is not None:
            return Outcome(kind="not_audited", reason=vetoed)
        answer = await state.open(onward, lambda hop: home_hop(state, hop))
    answer = await state.redrawn(answer, lambda hop: home_hop(state, hop))
    reason = home_trouble(answer) or _lent(state, answer)
    if reason:
        return Outcome(kind="not_audited", reason=reason)
    _admit_host(state, answer.url)
    kind: PageKind = "shell" if answer.facts.shell else "content"
    home_page = Candidate(url=asked)
    state.pages.append(page_of(answer, home_page, kind))
    state.frontier.know(home_page, answer.url)
    if kind == "shell":
        home = state.guide.roles_of("Сведения об образовательной организации", answer.url)
        state.leave(Candidate(url=answer.url, roles=home), "needs_browser")
    return None


def home_hop(state: Visit, url: str) -> str | None:
    """A home page may move to https, www and its own subdomains; anything else is another site."""
    if address.on_host(url, state.scope):
        return None
    bare = {_PREFIX.sub("", host) for host, _ in state.scope.places}
    return None if address.host_of(url) in bare else "foreign_redirect"


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


def _lent(state: Visit, answer: Answer) -> str | None:
    """``foreign_redirect`` for a home page that is nothing but frames with another site in them."""
    links = [link for link in answer.facts.links if link.url]
    frames = [link.url for link in links if link.kind == "frame"]
    if not frames or len(answer.facts.text.split()) > FEW_WORDS:
        return None
    own = [link.url for link in links if home_hop(state, link.url) is None]
    return None if own else "foreign_redirect"


def _seconds(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def home_trouble(answer: Answer) -> str | None:
    """Why an answer is no home page to be judged, or None."""
    if answer.trouble:
        return answer.trouble
    if is_challenge(answer.facts, answer.server):
        return "challenge"
    if answer.status != 200:
        return f"http_{answer.status}"
    if answer.body != "content":
        return "not_html"
    if is_refusal(answer.facts):
        return "challenge"
    if is_closed(answer.facts):
        return "maintenance"
    if is_parked(answer.facts):
        return "parked"
    if is_blank(answer.facts):
        return "blank"
    return "not_college" if is_stranger(answer.facts) else None


async def probe_unknown(state: Visit) -> None:
    """Asks for an address that cannot exist: some sites answer 200 to anything."""
    name = hashlib.sha256(address.host_of(state.college.url).encode()).hexdigest()[:12]
    prefix = state.scope.places[0][1] if address.inside(state.pages[0].url, state.scope) else "/"
    url = address.join(state.pages[0].url, f"{prefix}stranica-{name}")
    answer = await state.answer(url, lambda hop: home_hop(state, hop))
    state.unknown = answer.facts if answer.trouble is None and answer.body == "content" else None
    state.soft = answer.trouble is None and answer.status == 200
    state.probes.append(
        Probe(name="soft_404", value="yes" if state.soft else "no", detail=answer.url)
    )
