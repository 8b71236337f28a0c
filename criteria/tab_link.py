"""Links from the admission section to the «Профессионалитет» tab."""

from __future__ import annotations

from collections.abc import Iterator

from criteria import look
from criteria.hosts import is_foreign
from criteria.role_words import ADMISSION, TAB
from criteria.roles import titled
from criteria.section import Section, tab
from criteria.sheet import Part
from criteria.slugs import last_segment
from site_audit import address
from site_audit.facts import Link
from site_audit.model import Finding, Rules, Snapshot


def see_link(snapshot: Snapshot, section: Section, rules: Rules) -> Iterator[Finding]:
    """Links of the admission section to the tab, then those that nearly lead there."""
    pages = frozenset(part.page.url for part in tab(snapshot).core if part.page)
    own = {part.url for part in tab(snapshot).core}
    for part in section.core:
        for link in part.links:
            if _leads_to_tab(snapshot, link, pages) and part.url not in own:
                because = f"Ссылка «{link.text}» из раздела ведёт на вкладку «Профессионалитет»."
                yield Finding(
                    mark=1, reason="present", because=because, evidence=(part.link(link),)
                )
    yield from _in_submenu(snapshot, pages)
    yield from _broken_links(snapshot, section)


def _leads_to_tab(snapshot: Snapshot, link: Link, pages: frozenset[str]) -> bool:
    if not link.url:
        return _shows_tab(snapshot, link)
    page = look.opened(snapshot, link)
    if page is not None and page.status != 200:
        return False
    if page is None or page.url not in pages:  # some sites give every page addresses of its own
        ends = set(map(last_segment, pages))
        named = TAB in titled(link.text) and address.inside(link.url, snapshot.scope)
        return named and last_segment(link.url) in ends - {""}
    return page is not snapshot.home or _shows_tab(snapshot, link)


def _shows_tab(snapshot: Snapshot, link: Link) -> bool:
    """Whether a link shows the block of the home page that is the tab."""
    name = link.href.partition("#")[2]
    home = snapshot.home
    return bool(name and home) and any(
        part.url == f"{home.url}#{name}" for part in tab(snapshot).core if home
    )


def _in_submenu(snapshot: Snapshot, pages: frozenset[str]) -> Iterator[Finding]:
    for page in snapshot.pages:
        for link in page.facts.links:
            if (
                link.under
                and ADMISSION in titled(link.under)
                and _leads_to_tab(snapshot, link, pages)
            ):
                because = f"Ссылка «{link.text}» стоит в подменю «{link.under}»."
                evidence = look.link_evidence((link, page))
                yield Finding(mark=1, reason="submenu", because=because, evidence=(evidence,))
                return


def _broken_links(snapshot: Snapshot, section: Section) -> Iterator[Finding]:
    for part in section.core:
        links = part.page.facts.links if part.page else ()
        for link in links:
            if TAB not in titled(link.text):
                continue
            yield _near_link(snapshot, part, link)


def _is_unread(snapshot: Snapshot, link: Link) -> bool:
    """Whether the page that a link opens did not answer, or showed something in its stead."""
    page = look.opened(snapshot, link)
    if page is None:
        key = address.key(link.url)
        tried = (one for one in snapshot.unseen if address.key(one.url) == key)
        return any(one.why != "foreign_redirect" for one in tried)
    if page.status != 200:
        return True
    return look.kind(snapshot, page) in ("challenge", "error", "login", "shell")


def _near_link(snapshot: Snapshot, part: Part, link: Link) -> Finding:
    page = look.opened(snapshot, link) if link.url else None
    evidence = (part.link(link),)
    if link.kind == "script":
        because = f"Что открывает «{link.text}», знает только JavaScript."
        return Finding(
            mark=None,
            reason="needs_browser",
            because=because,
            advice="open_page",
            evidence=evidence,
        )
    if not link.url:
        because = f"Ссылка «{link.text}» никуда не ведёт."
        return Finding(
            mark=0, reason="dead_link", because=because, advice="fix_link", evidence=evidence
        )
    if page is not None and page.status in (404, 410):
        because = f"Ссылка «{link.text}» ведёт на страницу, которой нет."
        return Finding(
            mark=0, reason="target_404", because=because, advice="fix_link", evidence=evidence
        )
    if is_foreign(link.url) or not address.inside(link.url, snapshot.scope):
        because = f"Ссылка «{link.text}» ведёт на другой сайт, а не на вкладку колледжа."
        return Finding(
            mark=0, reason="leads_away", because=because, advice="link_B9", evidence=evidence
        )
    if link in part.links and _is_unread(snapshot, link):
        because = f"Что открывает «{link.text}», прочитать не удалось."
        return Finding(
            mark=None, reason="unread_link", because=because, advice="open_page", evidence=evidence
        )
    because = "Ссылка на вкладку есть только в общем меню сайта."
    return Finding(mark=0, reason="only_menu", because=because, advice="link_B9", evidence=evidence)
