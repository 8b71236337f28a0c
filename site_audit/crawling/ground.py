"""What a page is told from: the site's layout and its answer to an address that does not exist."""

from __future__ import annotations

from dataclasses import dataclass, replace

from site_audit.facts import Facts
from site_audit.guide import Guide
from site_audit.model import Page, PageKind
from site_audit.pages import content
from site_audit.pages.clicks import with_clicks
from site_audit.pages.kind import kind_of, says_not_found


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """What pages are told from: the site's layout, and what it shows for an unknown address."""

    layout: content.Layout
    stranger: content.Own | None


def ground_of(home: Facts, unknown: Facts | None, soft: bool) -> Ground:
    """The ground of a site; ``soft``: it answers 200 for an address that cannot exist."""
    plain = content.layout((home,))
    if unknown is None:
        return Ground(layout=plain, stranger=None)
    if soft:
        return Ground(layout=plain, stranger=content.own(unknown, plain))
    return Ground(layout=content.layout((home, unknown)), stranger=None)


LONG = 2000  # signs of text: no placeholder and no «не найдено» is as long


def kind_of_page(
    facts: Facts, named: tuple[str, bool], ground: Ground, server: str = ""
) -> PageKind:
    """The kind of a page; ``named``: text of the link that opened it, whether that has a role.

    A long page of no role is taken as content unlooked: nothing depends on it but its links.
    """
    anchor, has_role = named
    if not has_role and len(facts.text) > LONG and not says_not_found(facts):
        return "content"
    return kind_of(facts, content.own(facts, ground.layout, anchor), ground.stranger, server)


def settle(
    pages: tuple[Page, ...], guide: Guide, unknown: Facts | None, soft: bool
) -> tuple[Page, ...]:
    """Kinds, roles and clicks of pages read from an archive, by the rules of today."""
    if not pages:
        return ()
    home = pages[0]
    ground = ground_of(home.facts, unknown, soft)
    settled = [replace(home, kind="shell" if home.facts.shell else "content", roles=())]
    for page in pages[1:]:
        named = tuple(role.id for role in guide.roles_of(page.anchor, page.asked))
        kind = page.kind
        if kind not in ("document", "other", "error", "home_again"):
            kind = kind_of_page(page.facts, (page.anchor, bool(named)), ground)
        settled.append(replace(page, kind=kind, roles=named or page.roles))
    return with_clicks(tuple(settled))
