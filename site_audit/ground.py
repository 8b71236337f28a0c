"""What a page is told from: the site's layout and its answer to an address that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from site_audit import content
from site_audit.clicks import with_clicks
from site_audit.kind import kind_of
from site_audit.model import Facts, Guide, Page, PageKind


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
