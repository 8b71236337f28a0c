"""A block that begins in mid-visit: refusals in a row, or pages that are not of the site's make.

Some blocks say what they are (403, a robot check); others show words that nobody knows, nothing, or
another site. After a streak, and at the end of a visit, the home page is asked again.
"""

from __future__ import annotations

from site_audit.crawling.itinerary import Answer, Visit
from site_audit.crawling.landing import home_hop, home_trouble
from site_audit.facts import Facts
from site_audit.model import Outcome, Page

STREAK = 4  # refusals in a row after which the home page is asked again
MENU = 3  # texts of links that a page of the site shares with its home page
LITTLE = 2500  # signs: a page that has more is no block's
_NO_REFUSAL = frozenset({"robots", "foreign_redirect", "http_401", "login", "needs_browser"})
_LIKE_A_BLOCK = frozenset({"challenge", "foreign_redirect", "http_403", "http_429", "cut"})


def refused(state: Visit, why: str) -> None:
    """Notes that an address could not be read."""
    state.refusals += why not in _NO_REFUSAL
    state.strange += why in _LIKE_A_BLOCK


def came(state: Visit, page: Page) -> None:
    """Notes that an address was read; a file, and an address that is gone, say nothing."""
    state.refusals = 0
    if page.kind not in ("document", "other", "error"):
        state.strange = state.strange + 1 if _is_strange(state.pages[0].facts, page.facts) else 0


def is_suspected(state: Visit) -> bool:
    """Whether it is time to ask the home page again; odd pages ask for that once."""
    return state.refusals >= STREAK or (state.strange >= STREAK and not state.cleared)


async def shut_out(state: Visit) -> Outcome | None:
    """Does even the home page refuse us now, or show what is not the site's?"""
    home = state.pages[0]
    answer = await state.open(home.url, lambda hop: home_hop(state, hop))
    reason = home_trouble(answer)
    if reason in (None, "blank", "not_college"):
        reason = _disguise(home, answer) or reason
    if reason is not None:
        return Outcome(kind="not_audited", reason=reason)
    state.refusals, state.cleared = 0, True
    return None


def _disguise(home: Page, answer: Answer) -> str | None:
    """The reason where the home page, drawn by no script, is not what it was."""
    is_other = not home.drawn and _is_strange(home.facts, answer.facts)
    return "challenge" if is_other else None


def _is_strange(home: Facts, facts: Facts) -> bool:
    """Whether a short page has nothing of the menu of the home page."""
    menu = _menu(home)
    return len(facts.text) < LITTLE and len(menu & _menu(facts)) < min(MENU, len(menu))


def _menu(facts: Facts) -> set[str]:
    return {link.text for link in facts.links if link.text}
