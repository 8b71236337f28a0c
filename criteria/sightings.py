"""Where a subsection was seen: each way that promises it, and what the way opens.

A sighting is graded by mark: 1 what was promised is there, None it may be there and could not be
read, 0 the promise is broken. One good sighting decides; a 0 is given when none is left in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from criteria import look, roles
from criteria.look import Way
from site_audit import address
from site_audit.content import ENOUGH, is_stub
from site_audit.model import Evidence, Finding, Link, Mark, Page, Snapshot
from site_audit.text import fold, fold_text, lines


@dataclass(frozen=True, kw_only=True)
class Subsection:
    """What a subsection promises and how its content speaks.

    ``signs`` are words of its content, ``microdata`` attribute names that only it has; an
    ``ambiguous`` title names other things too («Документы», «Структура»), so that the place or
    ``needs`` signs must confirm it.
    """

    role: str
    title: str
    signs: str
    microdata: str
    ambiguous: bool = False
    needs: int = 1

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """``signs``, compiled once."""
        return re.compile(self.signs)

    @cached_property
    def names(self) -> frozenset[str]:
        """``microdata``, as a set of names in lower case."""
        return frozenset(self.microdata.split())


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """One place where a subsection was promised, and what was found there."""

    mark: Mark
    reason: str
    because: str
    evidence: tuple[Evidence, ...]
    page: Page | None = None
    words: str = ""
    title: str = ""
    rank: int = 0  # among equal marks the lower is shown

    def quoted(self, text: str) -> Evidence:
        """The sighting's first evidence with other words of it."""
        first = self.evidence[0]
        return Evidence(
            kind="text", url=first.url, quote=" ".join(text.split())[:200], clicks=first.clicks
        )


_MARK_ORDER = {1: 0, None: 1, 0: 2}
_ADVICE = {
    "present": None,
    "on_one_page": None,
    "picture": "add_text",
    "only_document": "add_text",
    "outside_section": "move_into_section",
    "own_other_host": "move_to_site",
    "not_linked": "link_page",
}


def best(snapshot: Snapshot, spec: Subsection, sightings: tuple[Sighting, ...]) -> Finding:
    """The finding that the sightings allow: the best of them, or absence after a full search."""
    ordered = sorted(sightings, key=lambda found: (_MARK_ORDER[found.mark], found.rank))
    if not ordered or ordered[0].mark == 0:
        doubt = _section_in_doubt(snapshot)
        if doubt:
            return doubt
    if not ordered:
        return _absent(snapshot, spec)
    chosen = ordered[0]
    advice = _ADVICE.get(chosen.reason, chosen.reason) if chosen.mark is not None else "open_page"
    return Finding(
        mark=chosen.mark, reason=chosen.reason, because=chosen.because, advice=advice,
        evidence=chosen.evidence,
    )  # fmt: skip


def _section_in_doubt(snapshot: Snapshot) -> Finding | None:
    """Nothing may be called absent while the section's own page or the home page is unread."""
    home = snapshot.home
    if home is not None and look.kind(snapshot, home) == "shell":
        return _doubt("needs_browser", "Главную страницу рисует только JavaScript.", home.url)
    for unseen in snapshot.unseen:
        if roles.SECTION in unseen.roles and not _section_read(snapshot):
            return _doubt(
                f"unseen_{unseen.why}",
                "Не удалось прочитать раздел «Сведения об образовательной организации».",
                unseen.url,
            )
    for link, page in look.ways(snapshot, roles.SECTION):
        if link.kind == "script" and not _section_read(snapshot):
            return _doubt("needs_browser", f"Раздел «{link.text}» открывает только JavaScript.", page.url)
    return None


def _section_read(snapshot: Snapshot) -> bool:
    return any(
        page.status == 200 and roles.in_section(page.url) and page.kind in ("content", "placeholder")
        for page in snapshot.pages
    )


def _doubt(reason: str, because: str, url: str) -> Finding:
    return Finding(
        mark=None, reason=reason, because=because, advice="open_page",
        evidence=(Evidence(kind="unseen", url=url),),
    )  # fmt: skip


def _absent(snapshot: Snapshot, spec: Subsection) -> Finding:
    looked = [page for page in _section_pages(snapshot) if page.status == 200][:2]
    where = tuple(
        Evidence(kind="page", url=page.url, quote=page.facts.title, clicks=page.clicks)
        for page in (*([snapshot.home] if snapshot.home else []), *looked)
    )
    return Finding(
        mark=0, reason="absent", advice="add_page", evidence=where,
        because=f"Ни одна ссылка сайта не ведёт в подраздел «{spec.title}»; просмотрено страниц: {len(snapshot.pages)}.",
    )  # fmt: skip


def _section_pages(snapshot: Snapshot) -> Iterator[Page]:
    found = set()
    for link, _ in look.ways(snapshot, roles.SECTION):
        page = look.opened(snapshot, link) if link.url else None
        if page is not None and id(page) not in found and page is not snapshot.home:
            found.add(id(page))
            yield page


# ---------------------------------------------------------------- ways and what they open


def see(snapshot: Snapshot, spec: Subsection) -> tuple[Sighting, ...]:
    """All sightings of a subsection: by links, by pages that call themselves so, by blocks."""
    return look.remember(snapshot, ("see", spec.role), lambda: tuple(_sightings(snapshot, spec)))


def _sightings(snapshot: Snapshot, spec: Subsection) -> Iterator[Sighting]:
    judged: set[int] = set()
    for way in look.ways(snapshot, spec.role):
        page = look.opened(snapshot, way[0])
        if page is None or id(page) not in judged or "#" in way[0].href:
            yield from _by_way(snapshot, spec, way, page)
        if page is not None:
            judged.add(id(page))
    for page in snapshot.pages:
        if page.status == 200 and page is not snapshot.home and id(page) not in judged:
            yield from _by_name(snapshot, spec, page)
        yield from _blocks(snapshot, spec, page)
    yield from _unread(snapshot, spec)


def _by_way(snapshot: Snapshot, spec: Subsection, way: Way, page: Page | None) -> Iterator[Sighting]:
    link, stands_on = way
    shown = look.fragment_of(way)
    if shown is not None:
        yield from _fragment(snapshot, spec, way, shown[1])
    elif link.kind == "script":
        yield _sighting(None, "needs_browser", f"Пункт «{link.text}» открывает только JavaScript.", way)
    elif not link.url:
        yield _sighting(0, "dead_link", f"Ссылка «{link.text}» никуда не ведёт.", way, rank=3)
    elif page is not None:
        yield from _target(snapshot, spec, page, way)


def _sighting(
    mark: Mark, reason: str, because: str, way: Way, *, rank: int = 0, page: Page | None = None
) -> Sighting:
    evidence: tuple[Evidence, ...] = (look.link_evidence(way),)
    if page is not None:
        evidence += (Evidence(kind="page", url=page.url, quote=page.facts.title, clicks=page.clicks),)
    return Sighting(mark=mark, reason=reason, because=because, evidence=evidence, rank=rank, page=page)


def _broken(page: Page, kind: str, way: Way) -> Sighting | None:
    """The sighting of a target that holds nothing to judge, or None."""
    text = way[0].text or page.anchor
    if page.status in (404, 410) or kind == "soft_404":
        because = f"Ссылка «{text}» есть, но страница не найдена."
        return _sighting(0, "target_404", because, way, page=page)
    if kind == "home_again":
        because = f"Ссылка «{text}» возвращает на главную страницу."
        return _sighting(0, "dead_link", because, way, page=page)
    if kind == "placeholder":
        because = f"Страница «{text}» открывается, но содержания на ней нет."
        return _sighting(0, "placeholder", because, way, page=page)
    if kind in ("challenge", "login", "shell", "error", "parked"):
        because = f"Страницу «{text}» прочитать не удалось."
        return _sighting(None, f"unseen_{kind}", because, way, page=page)
    return None


def _target(snapshot: Snapshot, spec: Subsection, page: Page, way: Way) -> Iterator[Sighting]:
    if page is snapshot.home and not _speaks(snapshot, spec, page):
        because = f"Ссылка «{way[0].text}» возвращает на главную страницу."
        yield _sighting(0, "dead_link", because, way)
        return
    kind = look.kind(snapshot, page)
    broken = _broken(page, kind, way)
    if broken:
        yield broken
    elif kind == "document":
        yield _file(snapshot, spec, page, way)
    elif kind == "content":
        yield _page(snapshot, spec, page, way)


def _file(snapshot: Snapshot, spec: Subsection, page: Page, way: Way) -> Sighting:
    """A file stands for the subsection only where its name alone says so."""
    evidence = (look.link_evidence(way), Evidence(kind="document", url=page.url, clicks=page.clicks))
    if spec.ambiguous and not _within(snapshot, page, way):
        return _sighting(0, "wrong_target", f"Файл «{way[0].text}» лежит вне раздела сведений.", way, page=page)
    return Sighting(
        mark=1, reason="only_document", evidence=evidence, page=page, rank=2, title=fold(way[0].text),
        because=f"Подраздел «{spec.title}» — файл, он открывается.",
    )  # fmt: skip


def _page(snapshot: Snapshot, spec: Subsection, page: Page, way: Way | None) -> Sighting:
    own = look.own(snapshot, page)
    text = look.words(snapshot, page)
    way = way or (Link(page.url, page.url, page.anchor, "content"), page)
    if not _agrees(snapshot, spec, page, way):
        because = f"Ссылка «{way[0].text}» открывает другое: «{_name(snapshot, page)}»."
        return _sighting(0, "wrong_target", because, way, page=page, rank=2)
    if own.size < ENOUGH and not own.documents and own.images and not _NOTHING(text):
        picture = _picture(snapshot, spec, page, way)
        if picture:
            return picture
    reason, because, rank = _where(snapshot, spec, page, way)
    return Sighting(
        mark=1, reason=reason, because=because, page=page, words=text, rank=rank,
        title=" · ".join((fold(way[0].text), *map(fold, look.heads(snapshot, page)))),
        evidence=(look.link_evidence(way), look.page_evidence(snapshot, page)),
    )  # fmt: skip


def _NOTHING(text: str) -> bool:  # noqa: N802
    return "отсутству" in text


def _name(snapshot: Snapshot, page: Page) -> str:
    heads = look.heads(snapshot, page)
    return heads[0][:120] if heads else page.facts.title[:120]


def _picture(snapshot: Snapshot, spec: Subsection, page: Page, way: Way) -> Sighting | None:
    """A page whose content is a picture: it counts when the picture opens."""
    pictures = [look.opened(snapshot, Link(i.url, i.url, "", "content")) for i in look.own(snapshot, page).images]
    opened = [picture for picture in pictures if picture is not None and picture.status == 200]
    if opened:
        because = f"Содержание подраздела «{spec.title}» — изображение, оно открывается."
        return Sighting(
            mark=1, reason="picture", because=because, page=page, rank=1,
            evidence=(look.link_evidence(way), Evidence(kind="image", url=page.url, image=opened[0].url, clicks=page.clicks)),
        )  # fmt: skip
    if any(picture is None for picture in pictures):
        because = f"На странице «{way[0].text}» только изображение, открыть его не удалось."
        return _sighting(None, "picture_unread", because, way, page=page)
    because = f"На странице «{way[0].text}» только изображение, и оно не открывается."
    return _sighting(0, "placeholder", because, way, page=page)


def _where(snapshot: Snapshot, spec: Subsection, page: Page, way: Way) -> tuple[str, str, int]:
    if not address.on_host(page.url, snapshot.scope):
        return "own_other_host", f"Подраздел «{spec.title}» открывается на другом адресе организации.", 2
    if not _within(snapshot, page, way):
        return "outside_section", f"Подраздел «{spec.title}» есть, но вне раздела сведений.", 1
    return "present", f"Подраздел «{spec.title}» открывается, содержание на месте.", 0


# ---------------------------------------------------------------- does the target keep the promise?


def _signs(snapshot: Snapshot, spec: Subsection, page: Page) -> int:
    names = [link.text for link in look.own(snapshot, page).documents]
    text = look.words(snapshot, page) + "\n" + fold_text("\n".join(names))
    return len({match.group()[:12] for match in spec.pattern.finditer(text)})


def _marked_up(spec: Subsection, page: Page) -> bool:
    return any(name in spec.names for name, _ in page.facts.itemprops)


def _speaks(snapshot: Snapshot, spec: Subsection, page: Page) -> bool:
    return _marked_up(spec, page) or (
        _signs(snapshot, spec, page) >= max(spec.needs, 2) and _called(snapshot, spec, page)
    )


def _called(snapshot: Snapshot, spec: Subsection, page: Page) -> bool:
    return any(spec.role in roles.titled(head) for head in look.heads(snapshot, page))


def _other(snapshot: Snapshot, spec: Subsection, page: Page) -> bool:
    """The page's first own title names something else."""
    heads = [head for head in look.heads(snapshot, page) if head.strip()]
    if not heads or _called(snapshot, spec, page):
        return False
    named = [role for head in heads[:2] for role in roles.titled(head)]
    foreign = [role for role in named if role not in (spec.role, roles.SECTION)]
    return bool(foreign) or bool(_OTHER.search(fold(heads[0])))


_OTHER = re.compile(
    r"^(?:новости|контакты|главная|фотогалере|галере|расписание|истори|о колледже|о техникуме|о нас|абитуриент|поступающ|студент|родител|карта сайта|ошибка)"
)
_OUTSIDE = re.compile(
    r"student|abitur|roditel|parent|postup|priem|applicant|enroll|news|novost|vypusk|sotrudnik|prepodavat|pedagogam|teachers?/|itcube|it-kub"
)


def _within(snapshot: Snapshot, page: Page, way: Way) -> bool:
    """Whether the page belongs to «Сведения…»: by address, by the page it was linked from, by crumbs."""
    if roles.in_section(page.url) or roles.in_section(page.asked):
        return True
    hubs = look.remember(snapshot, "hubs", lambda: frozenset(map(id, _section_pages(snapshot))))
    linked_from_section = id(way[1]) in hubs and not _on_home(snapshot, page)
    return linked_from_section or _crumbs(page) or id(way[1]) in hubs and way[0].region == "content"


def _on_home(snapshot: Snapshot, page: Page) -> bool:
    links = look.site_layout(snapshot).links
    return address.key(page.url) in links or address.key(page.asked) in links


_CRUMB = re.compile(r"^(?:главная|home|на главную)\b.{0,60}(?:сведения об|об организации|об оо)")


def _crumbs(page: Page) -> bool:
    return any(
        _CRUMB.match(fold(line)) for line in lines(page.facts.text)[:40] if len(line) < 300
    )


def _agrees(snapshot: Snapshot, spec: Subsection, page: Page, way: Way) -> bool:
    """Whether what the link opens is what the subsection promises."""
    if _marked_up(spec, page):
        return True
    signs = _signs(snapshot, spec, page)
    within = _within(snapshot, page, way)
    called = _called(snapshot, spec, page)
    promised = spec.role in roles.titled(way[0].text)
    if _other(snapshot, spec, page):
        return promised and signs >= max(spec.needs, 2) and within
    if spec.ambiguous and not within:
        elsewhere = bool(_OUTSIDE.search(page.url.lower()))
        return (called or promised) and not elsewhere and signs >= max(spec.needs, 2)
    if called or (promised and (within or signs >= spec.needs)):
        return True
    return signs >= max(spec.needs, 2) if promised else within and signs >= spec.needs


def _by_name(snapshot: Snapshot, spec: Subsection, page: Page) -> Iterator[Sighting]:
    """A page that no link called by the subsection's name, and that calls itself so."""
    if page.kind != "content" or not _called(snapshot, spec, page):
        return
    heads = [head for head in look.heads(snapshot, page) if spec.role in roles.titled(head)]
    way = (Link(page.url, page.url, heads[0], "content"), snapshot.by_url.get(page.via or "", page))
    if _agrees(snapshot, spec, page, way) and (_within(snapshot, page, way) or _signs(snapshot, spec, page)):
        yield _page(snapshot, spec, page, way)


# ---------------------------------------------------------------- blocks and tabs of one page


def _fragment(snapshot: Snapshot, spec: Subsection, way: Way, text: str) -> Iterator[Sighting]:
    """The panel of a tab or accordion that a ``#name`` link shows."""
    link, page = way
    shared = sum(
        other.href == link.href and fold(other.text) != fold(link.text) for other in page.facts.links
    )
    block = [line for line in lines(text) if fold(line) != fold(link.text)]
    found = _block(spec, page, link.text, block)
    if found is None or shared > 1:
        yield _sighting(0, "dead_link", f"Пункт «{link.text}» ничего не открывает.", way, rank=3)
    else:
        yield found


def _block(spec: Subsection, page: Page, title: str, block: list[str]) -> Sighting | None:
    """What stands under a title on one page, or None when nothing does."""
    kept = [line for line in block if not is_stub(line)]
    text = fold_text("\n".join(kept))
    nothing = re.search(r"отсутству|не предусмотрен|не осуществля|не заключ|не ведет", text)
    if not kept or (sum(map(len, kept)) < ENOUGH and not nothing and not spec.pattern.search(text)):
        if len(kept) < len(block):
            return Sighting(
                mark=0, reason="placeholder", because=f"Под заголовком «{title}» нет содержания.",
                evidence=(Evidence(kind="text", url=page.url, quote=title, clicks=page.clicks),),
            )  # fmt: skip
        return None
    return Sighting(
        mark=1, reason="on_one_page", page=page, words=text, title=fold(title),
        because=f"Подраздел «{spec.title}» раскрывается на общей странице.",
        evidence=(Evidence(kind="text", url=page.url, quote=f"{title}: {look.quote(tuple(kept))}", clicks=page.clicks),),
    )  # fmt: skip


def _blocks(snapshot: Snapshot, spec: Subsection, page: Page) -> Iterator[Sighting]:
    """Blocks under a title of the subsection on a page that holds the section itself."""
    titles = _block_titles(snapshot, page)
    mine = [place for place, role in titles if role == spec.role]
    if not mine or not _holds_section(snapshot, page, titles):
        return
    text = lines(page.facts.text)
    ends = sorted({place for place, _ in titles} | {len(text)})
    for place in mine:
        end = next(stop for stop in ends if stop > place)
        block = [line for line in text[place + 1 : end] if line not in look.site_layout(snapshot).lines or page is snapshot.home]
        found = _block(spec, page, text[place], block[:400])
        if found and (found.mark != 1 or spec.pattern.search(found.words) or not spec.ambiguous):
            yield found


def _block_titles(snapshot: Snapshot, page: Page) -> list[tuple[int, str]]:
    """(line number, role) of lines that are titles of subsections and not links to elsewhere."""

    def look_for() -> list[tuple[int, str]]:
        if page.status != 200:
            return []
        links = {link.text for link in page.facts.links if link.url and address.key(link.url) != address.key(page.url)}
        return [
            (number, role)
            for number, line in enumerate(lines(page.facts.text))
            if len(line) <= 200 and line not in links
            for role in roles.titled(line)
            if roles.ROLES[role].abroad and role != roles.SECTION
        ]

    return look.remember(snapshot, ("blocks", id(page)), look_for)


def _holds_section(snapshot: Snapshot, page: Page, titles: list[tuple[int, str]]) -> bool:
    if len({role for _, role in titles}) >= 3:
        return True
    heads = [role for head in look.heads(snapshot, page) for role in roles.titled(head)]
    return page is not snapshot.home and (roles.SECTION in heads or roles.in_section(page.url))


def _unread(snapshot: Snapshot, spec: Subsection) -> Iterator[Sighting]:
    for unseen in snapshot.unseen:
        if spec.role in unseen.roles:
            yield Sighting(
                mark=None, reason=f"unseen_{unseen.why}", rank=1,
                because=f"Страницу «{unseen.anchor or spec.title}» прочитать не удалось.",
                evidence=(Evidence(kind="unseen", url=unseen.url, quote=unseen.anchor),),
            )  # fmt: skip
