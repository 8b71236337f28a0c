"""Where a subsection was seen: each way that promises it, and what the way opens.

One good sighting decides; a 0 is given when none is left in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator

from criteria import look, roles
from criteria.blocks import blocks, no_data, panel
from criteria.look import Way
from criteria.promise import agrees, called, section_pages, speaks, within
from criteria.role_words import SECTION
from criteria.subsection import Sighting, Subsection, sighting
from site_audit import address
from site_audit.facts import Image, Link
from site_audit.model import Evidence, Finding, Page, Snapshot
from site_audit.pages.content import ENOUGH, Own
from site_audit.pages.stubs import NOTHING_TO_SHOW
from site_audit.text import fold

JOINED = 3  # subsections that one page may hold under its own title
READABLE_WIDTH = 400  # pixels; a page of text in a narrower picture cannot be read

_MARK_ORDER = {1: 0, None: 1, 0: 2}
_ADVICE: dict[str, str | None] = {
    "present": None,
    "on_one_page": None,
    "picture": "add_text",
    "only_document": "add_text",
    "outside_section": "move_into_section",
    "own_other_host": "move_to_site",
}


def best(snapshot: Snapshot, spec: Subsection, sightings: tuple[Sighting, ...]) -> Finding:
    """The finding that the sightings allow: the best of them, or absence after a full search."""
    ordered = sorted(sightings, key=lambda found: (_MARK_ORDER[found.mark], found.rank))
    chosen = ordered[0] if ordered else None
    if chosen is None or chosen.mark == 0:
        doubt = _section_in_doubt(snapshot)
        if doubt is not None:
            return doubt
    if chosen is None:
        return _absent(snapshot, spec)
    advice = "open_page" if chosen.mark is None else _ADVICE.get(chosen.reason, chosen.reason)
    return Finding(
        mark=chosen.mark,
        reason=chosen.reason,
        because=chosen.because,
        advice=advice,
        evidence=chosen.evidence,
    )


def _section_in_doubt(snapshot: Snapshot) -> Finding | None:
    """Nothing may be called absent while the section's own page or the home page is unread."""
    home = snapshot.home
    if home is not None and look.kind(snapshot, home) == "shell":
        return _doubt("needs_browser", "Главную страницу рисует только JavaScript.", home.url)
    if _section_read(snapshot):
        return None
    for unseen in snapshot.unseen:
        if SECTION in unseen.roles:
            because = "Не удалось прочитать раздел «Сведения об образовательной организации»."
            return _doubt(f"unseen_{unseen.why}", because, unseen.url)
    for link, page in look.ways(snapshot, SECTION):
        if link.kind == "script":
            because = f"Раздел «{link.text}» открывает только JavaScript."
            return _doubt("needs_browser", because, page.url)
    return None


def _section_read(snapshot: Snapshot) -> bool:
    return any(
        page.status == 200
        and roles.in_section(page.url)
        and page.kind in ("content", "placeholder")
        for page in snapshot.pages
    )


def _doubt(reason: str, because: str, url: str) -> Finding:
    evidence = (Evidence(kind="unseen", url=url),)
    return Finding(mark=None, reason=reason, because=because, advice="open_page", evidence=evidence)


def _absent(snapshot: Snapshot, spec: Subsection) -> Finding:
    home = (snapshot.home,) if snapshot.home else ()
    looked = [page for page in section_pages(snapshot) if page.status == 200][:2]
    because = (
        f"Ни одна ссылка сайта не ведёт в подраздел «{spec.title}»; "
        f"просмотрено страниц: {len(snapshot.pages)}."
    )
    return Finding(
        mark=0,
        reason="absent",
        because=because,
        advice="add_page",
        evidence=tuple(look.title_evidence(page) for page in (*home, *looked)),
    )


def see(snapshot: Snapshot, spec: Subsection) -> tuple[Sighting, ...]:
    """All sightings of a subsection: by links, by pages that call themselves so, by blocks."""
    return look.remember(snapshot, ("see", spec.role), lambda: tuple(_sightings(snapshot, spec)))


def _sightings(snapshot: Snapshot, spec: Subsection) -> Iterator[Sighting]:
    judged: set[Page] = set()
    scans: set[Page | None] = set()  # nothing but a scan that cannot be read: its title is no block
    for way in look.ways(snapshot, spec.role):
        page = look.opened(snapshot, way[0]) if way[0].url else None
        for found in _by_way(snapshot, spec, way, page):
            scans |= {found.page} if found.reason == "document_unread" else set()
            yield found
        judged |= {page} if page is not None else set()
    for page in snapshot.pages:
        if page.status == 200 and page is not snapshot.home and page not in judged:
            yield from _by_name(snapshot, spec, page)
        if page not in scans:
            yield from blocks(snapshot, spec, page)
    yield from _unread(snapshot, spec)


def _by_way(
    snapshot: Snapshot, spec: Subsection, way: Way, page: Page | None
) -> Iterator[Sighting]:
    link = way[0]
    shown = look.fragment_of(way)
    if shown is not None:
        yield panel(snapshot, spec, way, shown[1])
    elif link.kind == "script":
        because = f"Пункт «{link.text}» открывает только JavaScript."
        yield sighting(None, "needs_browser", because, way)
    elif not link.url:
        yield sighting(0, "dead_link", f"Ссылка «{link.text}» никуда не ведёт.", way, rank=3)
    elif page is not None:
        found = _target(snapshot, spec, page, way)
        if found is not None:
            yield found


def _broken(page: Page, kind: str, way: Way) -> Sighting | None:
    """The sighting of a target that holds nothing to judge, or None."""
    text = way[0].text or page.anchor
    if page.status in (404, 410) or kind == "soft_404":
        because = f"Ссылка «{text}» есть, но страница не найдена."
        return sighting(0, "target_404", because, way, page=page)
    if kind == "home_again":
        because = f"Ссылка «{text}» возвращает на главную страницу."
        return sighting(0, "dead_link", because, way, page=page)
    if kind == "placeholder":
        because = f"Страница «{text}» открывается, но содержания на ней нет."
        return sighting(0, "placeholder", because, way, page=page)
    if kind in ("challenge", "login", "shell", "error", "parked"):
        because = f"Страницу «{text}» прочитать не удалось."
        return sighting(None, f"unseen_{kind}", because, way, page=page)
    return None


def _target(snapshot: Snapshot, spec: Subsection, page: Page, way: Way) -> Sighting | None:
    if page is snapshot.home and not speaks(snapshot, spec, page):
        because = f"Ссылка «{way[0].text}» возвращает на главную страницу."
        return sighting(0, "dead_link", because, way)
    kind = look.kind(snapshot, page)
    if kind in ("content", "placeholder") and look.only_leads_on(snapshot, page):
        kind, doubt = _onward(snapshot, page, way)
        if doubt is not None:
            return doubt
    broken = _broken(page, kind, way)
    if broken is not None:
        return broken
    if kind == "document":
        return _file(snapshot, spec, page, way)
    return _page(snapshot, spec, page, way) if kind == "content" else None


def _file(snapshot: Snapshot, spec: Subsection, page: Page, way: Way) -> Sighting:
    """A file stands for the subsection only where its name or place says so."""
    if spec.ambiguous and not within(snapshot, page, way):
        because = f"Файл «{way[0].text}» лежит вне раздела сведений."
        return sighting(0, "wrong_target", because, way, page=page)
    if _is_unreadable(snapshot, page.url):
        because = f"Файл «{way[0].text}» открывается, но прочитать его не удалось: это скан."
        return sighting(None, "document_unread", because, way, page=page)
    opened = Evidence(kind="document", url=page.url, clicks=page.clicks)
    return Sighting(
        mark=1,
        reason="only_document",
        because=f"Подраздел «{spec.title}» — файл, он открывается.",
        evidence=(look.link_evidence(way), opened),
        page=page,
        title=fold(way[0].text),
        rank=2,
    )


def _page(snapshot: Snapshot, spec: Subsection, page: Page, way: Way) -> Sighting:
    if not agrees(snapshot, spec, page, way):
        name = next(iter(look.heads(snapshot, page)), page.facts.title)[:120]
        because = f"Ссылка «{way[0].text}» открывает другое: «{name}»."
        return sighting(0, "wrong_target", because, way, page=page, rank=2)
    own, text = look.own(snapshot, page), look.words(snapshot, page)
    if own.size < ENOUGH and not own.documents and own.images and not NOTHING_TO_SHOW.search(text):
        return _picture(snapshot, spec, page, way)
    if own.size < ENOUGH and own.documents and not own.images and _all_unreadable(snapshot, own):
        because = f"На странице «{way[0].text}» только скан, прочитать его не удалось."
        return sighting(None, "document_unread", because, way, page=page)
    if no_data(own.lines) and not own.documents:
        because = f"На странице «{way[0].text}» вместо содержания написано «нет данных»."
        return sighting(None, "no_data", because, way, page=page)
    reason, because, rank = _where(snapshot, spec, page, way)
    return Sighting(
        mark=1,
        reason=reason,
        because=because,
        evidence=(look.link_evidence(way), look.page_evidence(snapshot, page)),
        page=page,
        words=text,
        title=" · ".join(map(fold, (way[0].text, *_titles(snapshot, page)))),
        rank=rank,
    )


def _is_unreadable(snapshot: Snapshot, url: str) -> bool:
    """Whether a document was tried, and is a scan that even recognition could not read."""
    return any(one.url == url and one.trouble == "scan_unread" for one in snapshot.documents)


def _all_unreadable(snapshot: Snapshot, own: Own) -> bool:
    files = [look.opened(snapshot, link) for link in own.documents]
    return all(page is not None and _is_unreadable(snapshot, page.url) for page in files)


def _onward(snapshot: Snapshot, page: Page, way: Way) -> tuple[str, Sighting | None]:
    """What a page of nothing but links («Папка 2025») is by what they open; a doubt about it."""
    kinds = look.behind(snapshot, page)
    if kinds & {"content", "document", "other"}:
        return "content", None
    if kinds <= {"placeholder", "soft_404", "error", "home_again"}:
        return "placeholder", None
    because = f"На странице «{way[0].text}» только ссылки, открыть их не удалось."
    return "unread", sighting(None, "unseen_onward", because, way, page=page)


def _titles(snapshot: Snapshot, page: Page) -> tuple[str, ...]:
    return (*look.heads(snapshot, page), *(heading.text for heading in page.facts.headings))


def _picture(snapshot: Snapshot, spec: Subsection, page: Page, way: Way) -> Sighting:
    """A page whose content is a picture: it counts when the picture opens and can be read."""
    for image in look.own(snapshot, page).images:
        natural = _natural(snapshot, image)
        if natural is not None and natural.width >= READABLE_WIDTH:
            shown = Evidence(kind="image", url=page.url, image=image.url, clicks=page.clicks)
            return Sighting(
                mark=1,
                reason="picture",
                because=f"Содержание подраздела «{spec.title}» — изображение, оно открывается.",
                evidence=(look.link_evidence(way), shown),
                page=page,
                rank=1,
            )
    because = f"На странице «{way[0].text}» только изображение, прочитать его не удалось."
    return sighting(None, "picture_unread", because, way, page=page)


def _natural(snapshot: Snapshot, image: Image) -> Image | None:
    """The picture as it opened, with its natural size; None when it did not."""
    page = snapshot.by_url.get(image.url)
    if page is None or page.status != 200:
        return None
    return next(iter(page.facts.images), None)


def _where(snapshot: Snapshot, spec: Subsection, page: Page, way: Way) -> tuple[str, str, int]:
    if not address.on_host(page.url, snapshot.scope):
        because = f"Подраздел «{spec.title}» открывается на другом адресе организации."
        return "own_other_host", because, 2
    if not within(snapshot, page, way):
        because = f"Подраздел «{spec.title}» есть, но вне раздела сведений."
        return "outside_section", because, 1
    return "present", f"Подраздел «{spec.title}» открывается, содержание на месте.", 0


def _by_name(snapshot: Snapshot, spec: Subsection, page: Page) -> Iterator[Sighting]:
    """A page that no link called by the subsection's name, and that calls itself so."""
    if page.kind != "content" or not called(snapshot, spec, page) or _lists_them(snapshot, page):
        return
    head = next(h for h in look.heads(snapshot, page) if spec.role in roles.titled(h))
    via = snapshot.by_url.get(page.via or "", page)
    way = (Link(page.url, page.url, head, "content"), via)
    if agrees(snapshot, spec, page, way):
        yield _page(snapshot, spec, page, way)


def _lists_them(snapshot: Snapshot, page: Page) -> bool:
    """Whether a page's headings are titles of its tiles or blocks: it is none of them itself."""
    named = {role for head in look.heads(snapshot, page) for role in roles.titled(head)}
    return len(named & roles.SUBSECTIONS) > JOINED


def _unread(snapshot: Snapshot, spec: Subsection) -> Iterator[Sighting]:
    for unseen in snapshot.unseen:
        if spec.role in unseen.roles:
            place = Evidence(kind="unseen", url=unseen.url, quote=unseen.anchor)
            because = f"Страницу «{unseen.anchor or spec.title}» прочитать не удалось."
            yield Sighting(
                mark=None,
                reason=f"unseen_{unseen.why}",
                because=because,
                evidence=(place,),
                rank=1,
            )
