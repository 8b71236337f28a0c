"""The ways into a section: links that promise it, and what each of them opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from criteria import look
from criteria.hosts import is_foreign, unwrapped
from criteria.look import Way
from criteria.role_words import ADMISSION_RULES, CLUSTER, TAB
from criteria.roles import is_news, titled
from site_audit import address
from site_audit.facts import Fragment
from site_audit.model import Evidence, Mark, Page, Snapshot
from site_audit.pages.content import ENOUGH
from site_audit.text import fold, lines

_MARK_ORDER = {1: 0, None: 1, 0: 2}


@dataclass(frozen=True, kw_only=True)
class Entrance:
    """A link that promises a section and what it opens: a page, or a ``block`` of one.

    ``mark``: 1 it opens, None it may and could not be read, 0 it leads nowhere.
    """

    mark: Mark
    reason: str
    because: str
    evidence: tuple[Evidence, ...]
    name: str
    at_home: bool
    page: Page | None = None
    block: Fragment | None = None


def entrances(snapshot: Snapshot, role: str) -> tuple[Entrance, ...]:
    """All ways into a section, the best first, those of the home page before others."""
    found = [*_ways(snapshot, role), *_menus(snapshot, role)]
    if not any(one.mark == 1 and one.at_home for one in found):
        found.extend(_by_name(snapshot, role))
    found.sort(key=lambda one: (_MARK_ORDER[one.mark], not one.at_home))
    return tuple(found)


def _ways(snapshot: Snapshot, role: str) -> Iterator[Entrance]:
    for way in look.ways(snapshot, role):
        if not _is_news(way) and (_is_within(snapshot, way) or role in titled(way[0].text)):
            yield _enter(snapshot, way)
    for way in look.ways(snapshot, CLUSTER) if role == TAB else ():
        page = look.opened(snapshot, way[0]) if way[0].url else None
        if page is not None and page is not snapshot.home and _is_of_project(snapshot, page):
            yield _enter(snapshot, way)


def _is_within(snapshot: Snapshot, way: Way) -> bool:
    return not way[0].url or address.inside(way[0].url, snapshot.scope)


def _is_news(way: Way) -> bool:
    link, _ = way
    return bool(link.url) and (is_news(link.url) or address.is_asset(link.url))


def _is_of_project(snapshot: Snapshot, page: Page) -> bool:
    """Whether the page of a cluster says that it is one of «Профессионалитет»."""
    said = (*look.heads(snapshot, page), *page.facts.lines)
    return any("профессионалитет" in fold(line) for line in said)


def _enter(snapshot: Snapshot, way: Way) -> Entrance:
    link = way[0]
    found = _block(snapshot, way)
    if found is not None:
        return _entrance(snapshot, way, _of_block(found[1], link.text), *found)
    if link.kind == "script":
        return _entrance(
            snapshot, way, (None, "needs_browser", "Пункт «{}» открывает только JavaScript.")
        )
    if not link.url:
        return _entrance(snapshot, way, (0, "dead_link", "Ссылка «{}» никуда не ведёт."))
    opened = look.opened(snapshot, link)
    if opened is not None:
        return _entrance(snapshot, way, _of_page(snapshot, opened), page=opened)
    return _entrance(snapshot, way, _of_unopened(snapshot, link.url))


_Told = tuple[Mark, str, str]
"""(mark, reason, words with a place for the link's text)."""


def _entrance(
    snapshot: Snapshot,
    way: Way,
    told: _Told,
    page: Page | None = None,
    block: Fragment | None = None,
) -> Entrance:
    link, place = way
    mark, reason, because = told
    name = link.text or (page.anchor if page else "")
    evidence: tuple[Evidence, ...] = (look.link_evidence(way),)
    if page is not None and block is None:
        opened = look.title_evidence(page)
        evidence += (opened,)
    return Entrance(
        mark=mark,
        reason=reason,
        because=because.format(name),
        evidence=evidence,
        name=name,
        at_home=place is snapshot.home,
        page=page,
        block=block,
    )


def _block(snapshot: Snapshot, way: Way) -> tuple[Page, Fragment] | None:
    """The named part of the home page that a link shows: a section of a landing."""
    link, page = way
    _, _, name = link.href.partition("#")
    if not name:
        return None
    target = page if link.href.startswith("#") else look.opened(snapshot, link)
    if target is None or target is not snapshot.home:
        return None
    return next(((target, one) for one in target.facts.fragments if one.name == name), None)


def _of_block(block: Fragment, name: str) -> _Told:
    said = [line for line in lines(block.text) if fold(line) != fold(name)]
    if sum(map(len, said)) >= ENOUGH or block.links or block.images:
        return 1, "on_one_page", "Пункт «{}» раскрывается на той же странице."
    return 0, "placeholder", "Пункт «{}» ничего не открывает."


def _of_page(snapshot: Snapshot, page: Page) -> _Told:
    kind = look.kind(snapshot, page)
    if page.status in (404, 410) or kind == "soft_404":
        return 0, "target_404", "Ссылка «{}» есть, но страница не найдена."
    if page is snapshot.home or kind == "home_again":
        return 0, "dead_link", "Ссылка «{}» возвращает на главную страницу."
    if kind == "placeholder":
        return 0, "placeholder", "Страница «{}» открывается, но содержания на ней нет."
    if kind == "document":
        return None, "only_document", "«{}» — файл, а не раздел сайта."
    if kind == "content":
        return 1, "present", "Раздел «{}» открывается."
    return None, f"unseen_{kind}", "Страницу «{}» прочитать не удалось."


def _of_unopened(snapshot: Snapshot, url: str) -> _Told:
    unseen = next(
        (one for one in snapshot.unseen if address.key(one.url) == address.key(url)), None
    )
    away = unseen is not None and unseen.why == "foreign_redirect"
    if away or is_foreign(unwrapped(url)):
        return 0, "leads_away", "Ссылка «{}» ведёт на другой сайт."
    if unseen is not None:
        return None, f"unseen_{unseen.why}", "Страницу «{}» прочитать не удалось."
    if address.inside(url, snapshot.scope):
        return None, "unseen_budget", "Страницу «{}» прочитать не удалось."
    return None, "other_host", "Ссылка «{}» ведёт на другой сайт, чей он — неизвестно."


def _by_name(snapshot: Snapshot, role: str) -> Iterator[Entrance]:
    """Pages that call themselves the section and are linked from home by what says nothing."""
    home = snapshot.home
    for link in home.facts.links if home else ():
        page = look.opened(snapshot, link) if link.url and not is_news(link.url) else None
        if home is None or page is None or page is home or page.kind != "content":
            continue
        if any(role in titled(head) for head in look.headings(snapshot, page)[:1]):
            yield _entrance(snapshot, (link, home), _of_page(snapshot, page), page=page)


def only_rules(snapshot: Snapshot) -> Way | None:
    """The link of the home page to rules of admission, which may stand for the whole section."""
    ways = look.ways(snapshot, ADMISSION_RULES)
    return next((way for way in ways if way[1] is snapshot.home), None)


# ---------------------------------------------------------------- menus


def dropdown(snapshot: Snapshot, role: str) -> tuple[Page, ...]:
    """The pages that the items of a section's sub-menu open."""
    pages = (look.opened(snapshot, link) for link, _ in _items(snapshot, role))
    there = (page for page in pages if page is not None and page.kind == "content")
    return tuple(dict.fromkeys(page for page in there if page is not snapshot.home))


def _items(snapshot: Snapshot, role: str) -> tuple[Way, ...]:
    """The links that stand in a menu below an item that names the section."""

    def see() -> tuple[Way, ...]:
        found: dict[str, Way] = {}
        for page in snapshot.pages:
            for link in page.facts.links:
                if link.under and link.url and role in titled(link.under):
                    found.setdefault(link.url, (link, page))
        return tuple(found.values())

    return look.remember(snapshot, ("items", role), see)


def _menus(snapshot: Snapshot, role: str) -> Iterator[Entrance]:
    """A section without a page of its own: an item of the menu with pages below it."""
    pages = dropdown(snapshot, role)
    if not pages:
        return
    link, place = next(way for way in _items(snapshot, role) if look.opened(snapshot, way[0]))
    told = 1, "submenu", "Раздел «{}» — пункт меню с подпунктами: " + str(len(pages)) + "."
    evidence = tuple(
        Evidence(kind="page", url=page.url, quote=page.anchor, clicks=page.clicks)
        for page in pages[:3]
    )
    yield Entrance(
        mark=told[0],
        reason=told[1],
        because=told[2].format(link.under),
        evidence=(look.link_evidence((link, place)), *evidence),
        name=link.under,
        at_home=any(page is snapshot.home for _, page in _items(snapshot, role)),
    )
