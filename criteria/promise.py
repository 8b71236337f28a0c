"""Does a page keep the promise of the link that opened it?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from criteria import look, roles
from criteria.look import Way
from criteria.role_words import SECTION
from criteria.subsection import Subsection
from site_audit import address
from site_audit.model import Page, Snapshot
from site_audit.text import fold, fold_text

KIN = 4  # links on either side among which other subsections make a menu of the section

_OTHER = re.compile(
    r"^(?:новости|контакты|главная|фотогалере|галере|расписание|истори|о колледже|о техникуме"
    r"|о нас|абитуриент|поступающ|студент|родител|карта сайта|ошибка)"
)
_OUTSIDE = re.compile(
    r"student|abitur|roditel|parent|postup|priem|applicant|enroll|vypusk|sotrudnik|prepodavat"
    r"|pedagogam|teachers?/|itcube|it-kub"
)
_NEWS = re.compile(r"news|novost|/event|sobyti|/blog|press|anons|/20[012]\d/\d")
_CRUMB = re.compile(
    r"^(?:главная|home|на главную)\b.{0,60}(?:сведения об|об организации|об оо|об образовательной)"
)


def section_pages(snapshot: Snapshot) -> tuple[Page, ...]:
    """Pages that links called «Сведения…» open."""

    def see() -> Iterator[Page]:
        for link, _ in look.ways(snapshot, SECTION):
            page = look.opened(snapshot, link) if link.url else None
            if page is not None and page is not snapshot.home:
                yield page

    return look.remember(snapshot, "section", lambda: tuple(dict.fromkeys(see())))


def within(snapshot: Snapshot, page: Page, way: Way) -> bool:
    """Whether the page belongs to «Сведения…»: by address, by crumbs or by its place in a menu."""
    if roles.in_section(page.url) or roles.in_section(page.asked) or _crumbs(page):
        return True
    if page.kind != "document" and _NEWS.search(page.url.lower()):
        return False
    on_section = way[1] in section_pages(snapshot)
    if on_section and (way[0].region == "content" or not _on_home(snapshot, page)):
        return True
    return _among_kin(snapshot, way)


def _on_home(snapshot: Snapshot, page: Page) -> bool:
    links = look.site_layout(snapshot).links
    return address.key(page.url) in links or address.key(page.asked) in links


def _crumbs(page: Page) -> bool:
    return any(len(line) < 300 and _CRUMB.match(fold(line)) for line in page.facts.lines[:40])


def _among_kin(snapshot: Snapshot, way: Way) -> bool:
    """Whether the link stands in a list of subsections: two others at least around it."""
    link, page = way

    def see() -> list[frozenset[str]]:
        return [
            frozenset(role for role in roles.titled(other.text) if role in roles.SUBSECTIONS)
            for other in page.facts.links
        ]

    named = look.remember(snapshot, ("kin", id(page)), see)
    if link not in page.facts.links:
        return False
    place = page.facts.links.index(link)
    around = named[max(0, place - KIN) : place] + named[place + 1 : place + 1 + KIN]
    return len(frozenset().union(*around) - named[place]) >= 2


def signs(snapshot: Snapshot, spec: Subsection, page: Page) -> int:
    """How many different words of the subsection's content stand on the page."""
    names = [link.text for link in look.own(snapshot, page).documents]
    text = look.words(snapshot, page) + "\n" + fold_text("\n".join(names))
    return len({match.group()[:12] for match in spec.pattern.finditer(text)})


def called(snapshot: Snapshot, spec: Subsection, page: Page) -> bool:
    """Whether one of the page's own titles is the subsection's."""
    return any(spec.role in roles.titled(head) for head in look.heads(snapshot, page))


def marked_up(spec: Subsection, page: Page) -> bool:
    """Whether the page carries microdata that only this subsection has."""
    return any(name in spec.names for name, _ in page.facts.itemprops)


def speaks(snapshot: Snapshot, spec: Subsection, page: Page) -> bool:
    """Whether a page is the subsection by itself, whatever the links to it say."""
    enough = signs(snapshot, spec, page) >= max(spec.needs, 2)
    return marked_up(spec, page) or (enough and called(snapshot, spec, page))


def agrees(snapshot: Snapshot, spec: Subsection, page: Page, way: Way) -> bool:
    """Whether what the link opens is what the subsection promises."""
    if marked_up(spec, page):
        return True
    found, enough = signs(snapshot, spec, page), max(spec.needs, 2)
    inside = within(snapshot, page, way)
    promised = spec.role in roles.titled(way[0].text)
    named = called(snapshot, spec, page)
    if not inside and _NEWS.search(page.url.lower()):
        return False
    if _names_another(snapshot, spec, page):
        return promised and inside and found >= enough
    if promised and _renamed(snapshot, spec, page):
        return found >= enough and (inside or not spec.ambiguous)
    if spec.ambiguous and not inside:
        elsewhere = bool(_OUTSIDE.search(page.url.lower()))
        return (named or promised) and not elsewhere and found >= enough
    if promised:
        return inside or found >= spec.needs
    return (named and (inside or found > 0)) or (inside and found >= spec.needs)


def _renamed(snapshot: Snapshot, spec: Subsection, page: Page) -> bool:
    """The page has headings of its own, and neither their titles nor their words are ours."""
    mine = look.headings(snapshot, page)
    folded = [fold(heading) for heading in mine if SECTION not in roles.titled(heading)]
    return bool(folded) and not any(
        spec.role in roles.titled(heading) or spec.pattern.search(heading) for heading in folded
    )


def _names_another(snapshot: Snapshot, spec: Subsection, page: Page) -> bool:
    """The page's first own titles name something else."""
    heads = [head for head in look.heads(snapshot, page) if head.strip()]
    if not heads or called(snapshot, spec, page):
        return False
    named = {role for head in heads[:2] for role in roles.titled(head)}
    return bool(named - {spec.role, SECTION}) or bool(_OTHER.search(fold(heads[0])))
