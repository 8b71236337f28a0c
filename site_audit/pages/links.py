"""The links of a parsed page: where each leads, what it is called and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_audit import address
from site_audit.facts import Link, LinkKind, Region
from site_audit.text import fold, lines, squeeze

FRAME = (  # what stands around a page's content
    "aside,footer,header,nav,.sidebar,#sidebar,.footer,#footer,.header,#header,.nav,#nav,"
    ".site-header,.site-footer,.page-footer,"
    "[role=complementary],[role=contentinfo],[role=banner],[role=navigation],"
    + ",".join(
        f"{tag}[{name}*=menu i]" for tag in ("div", "ul", "td", "table") for name in ("class", "id")
    )
)
_REGION_NAMES: dict[str, Region] = {
    "<aside>": "aside", "sidebar": "aside", "role=complementary": "aside",
    "<footer>": "footer", "footer": "footer", "role=contentinfo": "footer",
    "site-footer": "footer", "page-footer": "footer",
    "<header>": "header", "header": "header", "role=banner": "header", "site-header": "header",
    "<nav>": "nav", "nav": "nav", "role=navigation": "nav",
}  # fmt: skip
_CHROME = _REGION_NAMES.keys() - {"<aside>", "sidebar", "role=complementary", "nav"}
_REGION_ORDER: tuple[Region, ...] = ("aside", "footer", "header", "nav")
_CARD = re.compile(r"\b(?:card|modal|panel|tile)\b")
_CARD_LEVELS = 3
_MOST_MENUS = 40  # a page with more elements called so calls every item of a menu a menu
_REFRESH = re.compile(r"^\s*([\d.]*)\s*[;,]?\s*(?:url\s*=)?\s*[\"']?([^\"'>]+)", re.IGNORECASE)
_OPENS_IN_SCRIPT = re.compile(
    r"(?:window\.|document\.|self\.|top\.)?location(?:\.href)?\s*=\s*['\"]([^'\"]+)['\"]"
    r"|(?:window\.)?(?:open|location\.(?:assign|replace))\(\s*['\"]([^'\"]+)['\"]"
)
_IDLE_SCRIPT = re.compile(r"^javascript:\s*(?:void\s*\(?\s*0?\s*\)?|;|)\s*;*\s*$", re.IGNORECASE)
_GENERIC = re.compile(
    r"[\W_]*(?:подробнее|читать(?: далее| больше| полностью)?|перейти(?: (?:в|к|на) \w+)?"
    r"|открыть|далее|еще|смотреть(?: все)?|посмотреть|просмотр|узнать больше|больше|здесь|тут"
    r"|ссылка|more|read more)?[\W_]*"
)
_TOOL = re.compile(
    r"[\W_]*(?:читать|править|редактировать|изменить|история(?: изменений| версий)?|версии"
    r"|обсуждение|просмотр|(?:версия )?(?:для печати|на печать)|печать|распечатать"
    r"|поделиться|наверх|вверх|вперед|отправить(?: другу| по (?:почте|e-mail))?"
    r"|(?:вернуться )?назад(?: к? ?\w+)?|вернуться.{0,40}"
    r"|(?:предыдущ|следующ)\w+.{0,20})[\W_]*"
)
_ENGLISH_TOOL = re.compile(r"print|e-?mail|edit|top|back|home|log ?in|rss|ru|en|share|more")
_NAMES = re.compile(r"[А-Яа-яЁё]|20\d\d")  # English is the engine's, a year is a folder's
_LETTER = re.compile(r"[^\W_]")
_GENERIC_STARTS = frozenset(word[:4] for word in re.findall(r"\w{3,}", _GENERIC.pattern))
_LONGEST_GENERIC = 40  # signs
_LONG = 600  # signs of markup: a whole card, not worth remembering
_MOST_KNOWN = 8_192
_Place = tuple[Region, str]
"""The region of a link, and the text of the item of a menu below which it stands."""
_KNOWN: dict[tuple[str, str, _Place], Link] = {}
"""(markup, base, place) -> the link: two links of three stood on an earlier page too.

The base is the page's address for what is relative to it, else the site's, which has no last slash
lest it be the address of the home page.
"""


@dataclass(frozen=True, kw_only=True)
class Places:
    """``Link.region`` and ``Link.under`` of links, by the numbers of their elements in memory."""

    regions: Mapping[int, Region]
    under: Mapping[int, str]


def anchors(nodes: Iterable[LexborNode], places: Places, base: str) -> Iterator[Link]:
    """The links that ``nodes`` make, ``<a>`` and ``<area>`` elements of a page, one of each."""
    site = address.base_for(base, "/").rstrip("/")
    for node in nodes:
        number = node.mem_id
        place = places.regions.get(number, "content"), places.under.get(number, "")
        yield _anchor(node, (site, base), place)


def _anchor(node: LexborNode, bases: tuple[str, str], place: _Place) -> Link:
    markup = node.html or ""
    site, base = bases
    known = _KNOWN.get((markup, site, place)) or _KNOWN.get((markup, base, place))
    return known or _read(node, markup, bases, place)


def _read(node: LexborNode, markup: str, bases: tuple[str, str], place: _Place) -> Link:
    attributes = node.attributes
    href = (attributes.get("href") or "").strip()
    text, title = _name(node) or _picture_text(node), squeeze(attributes.get("title") or "")
    if not _LETTER.search(text) and not (text and is_generic(title)):
        text = title or text  # a sign («✎») says less than what hovers over it
    alone = bool(text) and not is_generic(text)
    if not alone:
        text = _heading_near(node) or text
    base = address.base_for(bases[1], href)
    url, kind = _target(href, attributes.get("onclick") or "", base)
    link = Link(url, href[:500], text[:500], place[0], kind, place[1])
    if alone and len(markup) <= _LONG:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        relative = not address.base_for("", href)
        _KNOWN[markup, bases[1] if relative else bases[0], place] = link
    return link


def is_chrome(node: LexborNode) -> bool:
    """Whether an element of the frame is a menu, a header or a footer by what it is called.

    The header of a card or of a window is none: what it says is said nowhere else.
    """
    return not _CHROME.isdisjoint(_names(node)) and not _is_of_card(node)


def _is_of_card(node: LexborNode) -> bool:
    above = node.parent if node.tag in ("header", "footer") else None
    for _ in range(_CARD_LEVELS):
        if above is None or above.tag == "body":
            return False
        named = above.attributes.get("class") or ""
        if above.tag in ("article", "dialog") or _CARD.search(named):
            return True
        above = above.parent
    return False


def regions(frame: Iterable[LexborNode]) -> dict[int, Region]:
    """Where links and pictures stand that are not in the content, by their numbers in memory.

    Of nested places the last named counts. What holds them is named too.
    """
    containers: dict[Region, dict[int, LexborNode]] = {}
    for node in frame:
        if node.tag != "a":
            for region in _regions_of(node):
                containers.setdefault(region, {})[node.mem_id] = node
    named = [(region, containers.get(region, {})) for region in _REGION_ORDER]
    places = {number: region for region, found in named for number in found}
    for region, found in named:
        for container in [*found.values()][:_MOST_MENUS]:
            for node in container.css("a,img"):
                places[node.mem_id] = region
    return places


def _names(node: LexborNode) -> set[str]:
    attributes = node.attributes
    names = {f"<{node.tag}>", attributes.get("id") or "", f"role={attributes.get('role')}"}
    return names.union((attributes.get("class") or "").split())


def _regions_of(node: LexborNode) -> set[Region]:
    """What an element is by its tag, role, class or id."""
    names = _names(node)
    found: set[Region] = {_REGION_NAMES[name] for name in names & _REGION_NAMES.keys()}
    return found or {"nav"}  # called a menu


def _name(node: LexborNode) -> str:
    """The text of a link; of a whole card, its heading or first line."""
    text = node.text()
    if "\n" in text and "\n" in text.strip():
        heading = node.css_first("h1,h2,h3,h4,h5,h6")
        if heading is not None and heading.text().strip():
            return squeeze(heading.text())
        if node.css_first("p,div,li") is not None:
            return next(iter(lines(text)), "")
    return squeeze(text)


def is_generic(text: str) -> bool:
    """«Подробнее»: a link text that says nothing of where it leads."""
    if len(text) >= _LONGEST_GENERIC:
        return False
    bare = text.lstrip(" .»>→-([«")[:4].casefold()
    if bare and bare.isalpha() and bare not in _GENERIC_STARTS:
        return False
    return bool(_GENERIC.fullmatch(fold(text)))


def is_page_tool(text: str) -> bool:
    """«Версия для печати», «Назад», «print»: a link that only serves its page."""
    return bool(_TOOL.fullmatch(fold(text)) or _ENGLISH_TOOL.fullmatch(text.strip().lower()))


def is_tool(text: str) -> bool:
    """«Править», «Версия для печати», «Назад»: a link that serves its page and opens no other."""
    return not _NAMES.search(text) or bool(_TOOL.fullmatch(fold(text)))


def _heading_near(node: LexborNode) -> str:
    """The first words of the card in which a link of no name stands alone."""
    card = node.parent
    for _ in range(4):
        if card is None or card.tag in ("body", "main", "html") or len(card.css("a")) > 2:
            return ""
        words = [line for line in lines(card.text()) if not is_generic(line)]
        if words:
            return words[0]
        card = card.parent
    return ""


def _picture_text(node: LexborNode) -> str:
    label = node.attributes.get("aria-label") or node.attributes.get("alt") or ""
    alts = [label, *((image.attributes.get("alt") or "") for image in node.css("img"))]
    return squeeze(" ".join(alts))


def _target(href: str, onclick: str, base: str) -> tuple[str, LinkKind]:
    """(address, kind) of a link: a script that names an address is as good as a link."""
    if (
        href
        and (not href.startswith("#") or address.is_route(href))
        and not href.lower().startswith("javascript:")
    ):
        return address.join(base, href), "a"
    script = onclick or ("" if _IDLE_SCRIPT.match(href[:100]) else href)
    named = _OPENS_IN_SCRIPT.search(script[:2000])
    if named:
        return address.join(base, named.group(1) or named.group(2)), "a"
    acts = (script and not href.startswith("#")) or (
        onclick and not onclick.strip().startswith("return false")
    )
    return "", "script" if acts else "a"


def choices(nodes: Iterable[LexborNode], base: str) -> Iterator[Link]:
    """Drop-down lists that send their reader to an address: menus of old sites."""
    for node in nodes:
        value = (node.attributes.get("value") or "").strip()
        if "/" in value or value.lower().endswith((".html", ".htm", ".php")):
            yield Link(address.join(base, value), value[:500], squeeze(node.text()), "nav")


def frames(nodes: Iterable[LexborNode], base: str) -> Iterator[tuple[int, Link]]:
    """Pages inside the page, with the numbers of their elements in memory."""
    for node in nodes:
        attributes = node.attributes
        href = (attributes.get("src") or attributes.get("data") or "").strip()
        url = address.join(base, href)
        if url:
            name = squeeze(attributes.get("title") or attributes.get("name") or "")
            yield node.mem_id, Link(url, href[:500], name, "content", "frame")


def refreshes(nodes: Iterable[LexborNode], base: str) -> Iterator[Link]:
    """Where a page sends its reader by itself."""
    for node in nodes:
        attributes = node.attributes
        content = attributes.get("content") or ""
        match = _REFRESH.match(content[:2100])
        if (
            match
            and "url" in content.lower()
            and (attributes.get("http-equiv") or "").lower() == "refresh"
        ):
            url = address.join(base, match.group(2).strip())
            if url:
                yield Link(url, match.group(2)[:500], match.group(1) or "0", "content", "refresh")


def clickables(nodes: Iterable[LexborNode], base: str) -> Iterator[tuple[int, Link]]:
    """Elements that act like links without being any: only a browser knows where they lead.

    They come with their numbers in memory.
    """
    for node in nodes:
        text = squeeze(node.text())
        url, _ = _target("", node.attributes.get("onclick") or "", base)
        if text and len(text) <= 200:
            yield node.mem_id, Link(url, "", text, "content", "a" if url else "script")


_MAX_SHEETS = 12


def sheets(tree: LexborHTMLParser, base: str) -> Iterator[str]:
    """Addresses of the style sheets that a page names."""
    for node in tree.css("link[rel~=stylesheet][href]")[:_MAX_SHEETS]:
        if url := address.join(base, (node.attributes.get("href") or "").strip()):
            yield url
