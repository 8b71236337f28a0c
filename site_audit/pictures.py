"""The pictures of a parsed page: where each comes from and what is written near it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from site_audit import address
from site_audit.facts import Heading, Image, Region
from site_audit.hidden import style_rules
from site_audit.text import squeeze

_DRAWN = 'svg,video[poster],input[type=image],[style*="url("]'
_ASKED_BY = (  # (what the markup holds, what is then looked for): a search is cheaper than a walk
    ("data-b", "[data-bg],[data-background-image],[data-background]"),
    ("data-original", "[data-original]"),
    ("background=", "[background]"),
)
_GROUNDS = (
    *("data-original", "data-content-cover-bg", "data-bg", "data-background-image"),
    *("data-background", "background"),
)
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy")
_HOLDS_PLACE = re.compile(
    r"(?:^|[/_-])(?:blank|spacer|transparent|placeholder|loading|loader|lazy(?:load)?|1x1)"
    r"[\w-]*\.(?:gif|png|svg|jpe?g|webp)$",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(r"(?:background|content)[\w-]*\s*:[^;]*url\(", re.IGNORECASE)
_ADDRESS = re.compile(r"url\(\s*['\"]?\s*((?!data:)[^'\")]+)", re.IGNORECASE)
_IS_ADDRESS = re.compile(r"[^#\s(][^\s(]*[./][^\s(]*")
_DRAWING = re.compile(r"\.(?:svgz?|png|jpe?g|gif|webp)(?:$|[?#])", re.IGNORECASE)
_SIMPLE = re.compile(r"[.#]-?[A-Za-z_][A-Za-z0-9_-]*")
_TELLING = re.compile(r"logo|emblem|brand|gerb|prof(?!il)|partner|employer|company", re.IGNORECASE)
_WORD = re.compile(r"\w")
_NOTHING = re.compile(r"\s*0+(?:px|%)?\s*")
_NOT_DRAWN = re.compile(r"display\s*:\s*none|(?<![\w-])(?:width|height)\s*:\s*0(?![.\d])")
_DIGITS = re.compile(r"\s*(\d{1,5})")
_DRAW = ("svg", "video", "input", "object", "embed")
_WHOLE = ("body", "main", "html", "-document")
_MOST_RULES = 12
_MOST_IMAGES = 2000
_MOST_DRAWINGS = 300
_MOST_SHARED = 6  # pictures of one block: the words of a larger one belong to none of them
_NEAR = 4  # levels whose words are near
_AROUND = 6  # levels at which a link or a figure may stand
_DEEP = 60  # levels at which a menu, a header or a footer may stand
_LONGEST = 300  # signs
_Attributes = Mapping[str, str | None]


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What stands around the pictures of a page; elements are named by their numbers in memory.

    ``regions`` are those of links, of pictures and of what holds them, ``ways`` the addresses of
    links, ``titles`` the headings, ``said`` the words that ``<title>`` and ``<desc>`` give
    a drawing; ``sheet`` maps classes and ids, with their signs, onto the pictures that the page's
    own style sheet puts behind them.
    """

    base: str
    regions: Mapping[int, Region]
    ways: Mapping[int, str]
    titles: Mapping[int, Heading]
    said: Mapping[int, str]
    sheet: dict[str, str]
    captions: dict[int, str | None] = field(default_factory=dict)  # of blocks looked at


class Pictures(NamedTuple):
    """The pictures of a page: its ``<img>`` elements, each at its place, and all the others."""

    images: tuple[Image, ...]
    drawings: tuple[Image, ...]
    places: Mapping[int, int]  # number of an <img> in memory -> its place among the images


def selectors(html: str, sheet: Mapping[str, str]) -> str:
    """What finds the pictures of this markup that are no ``<img>``."""
    asked = [wanted for sign, wanted in _ASKED_BY if sign in html]
    return ",".join((_DRAWN, *asked, *sheet))


def sheet_pictures(styles: str) -> dict[str, str]:
    """Class or id with its sign -> picture that a style sheet puts behind such elements."""
    return dict(_of_sheet(styles)) if "url(" in styles else {}


@lru_cache(maxsize=64)  # the pages of a site carry the same styles
def _of_sheet(styles: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for chosen, style in style_rules(styles):
        href = _ADDRESS.search(style) if _BACKGROUND.search(style) else None
        for selector in chosen.split(",") if href else ():
            last = _SIMPLE.findall(re.split(r"[\s>+~]", selector.strip())[-1].partition(":")[0])
            if href and last and len(found) < _MOST_RULES:
                found.setdefault(last[-1], href.group(1).strip())
    return tuple(found.items())


def spoken(titles: Iterable[LexborNode]) -> dict[int, str]:
    """What these ``<title>`` and ``<desc>`` elements say of the drawings in which they stand."""
    found: dict[int, str] = {}
    for node in titles:
        above = node.parent
        while above is not None and above.tag not in ("svg", "symbol"):
            above = above.parent
        if above is not None and above.tag == "svg":
            words = f"{found.get(above.mem_id, '')} {node.text()[:_LONGEST]}"
            found[above.mem_id] = squeeze(words)[:_LONGEST]
    return found


def pictures(
    nodes: Mapping[int, LexborNode], marked: Container[int], around: Surroundings
) -> Pictures:
    """The pictures among the elements of a page, which come in their order.

    ``marked`` are those that may have a picture behind them.
    """
    images: list[Image] = []
    drawings: list[Image] = []
    places: dict[int, int] = {}
    heading = ""
    for number, node in nodes.items():
        if number in around.titles:
            heading = around.titles[number].text[:200]
        tag = node.tag
        if tag == "img":
            if len(images) < _MOST_IMAGES:
                places[number] = len(images)
                images.append(_image(node, around, heading))
        elif (tag in _DRAW or number in marked) and len(drawings) < _MOST_DRAWINGS:
            drawings += _drawn(node, around, heading)
    return Pictures(tuple(images), tuple(drawings), places)


def _pixels(value: str | None) -> int:
    digits = _DIGITS.match(value) if value else None
    return int(digits.group(1)) if digits else 0


def _image(node: LexborNode, around: Surroundings, heading: str) -> Image:
    attributes = node.attributes
    href = _source(node, attributes)
    link, label = _link(node, attributes, around.ways)
    return Image(
        address.join(around.base, href.strip()) if href else "",
        squeeze(attributes.get("alt") or "")[:500],
        squeeze(attributes.get("title") or "")[:500],
        _pixels(attributes.get("width")),
        _pixels(attributes.get("height")),
        around.regions.get(node.mem_id, "content"),
        link,
        label,
        heading,
        _caption(node.parent, around.captions),
    )


def _source(node: LexborNode, attributes: _Attributes) -> str:
    """Where a picture comes from; what only holds its place is no source while there is another."""
    source = attributes.get("src") or ""
    if source and not source.startswith("data:") and not _HOLDS_PLACE.search(source):
        return source
    lazy = next((attributes[name] for name in _LAZY if attributes.get(name)), None)
    return (
        lazy
        or _first(attributes.get("data-srcset"))
        or _first(attributes.get("srcset"))
        or _beside(node)
        or source
    )


def _first(srcset: str | None) -> str:
    """The first address of a set of sources."""
    found = (srcset or "").split(None, 1)[:1]
    return "" if not found or found[0].startswith("data:") else found[0].rstrip(",")


def _beside(node: LexborNode) -> str:
    """The first source of the ``<picture>`` around an image."""
    above = node.parent
    if above is None or above.tag != "picture":
        return ""
    sources = (source.attributes for source in above.css("source")[:5])
    sets = (_first(one.get("srcset") or one.get("data-srcset")) for one in sources)
    return next((href for href in sets if href), "")


def _link(node: LexborNode, attributes: _Attributes, ways: Mapping[int, str]) -> tuple[str, str]:
    """(address, label): where the link around an element leads, and what is said for both."""
    address_of, labels = "", [attributes.get("aria-label")]
    above: LexborNode | None = node
    for _ in range(_AROUND):
        tag = above.tag if above is not None else "html"
        if above is None or tag in _WHOLE:
            break
        if tag == "a":
            address_of, named = ways.get(above.mem_id, ""), above.attributes
            labels += [named.get("aria-label"), named.get("title")]
        elif tag == "figure":
            labels += [one.text() for one in above.css("figcaption")[:1]]
        above = above.parent
    said = dict.fromkeys(filter(None, labels))
    return address_of, squeeze(" ".join(said))[:_LONGEST] if said else ""


def _caption(block: LexborNode | None, known: dict[int, str | None]) -> str:
    """The words of the nearest block that has any; too many pictures may share them."""
    for level in range(_NEAR):
        if block is None or block.tag in _WHOLE:
            break
        number = block.mem_id
        if number not in known:
            known[number] = _words_of(block, small=not level)
        words = known[number]
        if words is not None:
            return words
        block = block.parent
    return ""


def _words_of(block: LexborNode, small: bool) -> str | None:
    """The words of a block, "" when too many pictures share them; None when it has none.

    Reading what is not ``small`` takes long, so its pictures are counted first.
    """
    if not small and len(block.css("img")) > _MOST_SHARED:
        return ""
    words = squeeze(block.text()[: _LONGEST * 5])[:_LONGEST]
    if not _WORD.search(words):
        return None
    return "" if small and len(block.css("img")) > _MOST_SHARED else words


def _drawn(node: LexborNode, around: Surroundings, heading: str) -> Iterator[Image]:
    """The picture that an element is or has behind it, if there is one."""
    attributes = node.attributes
    if node.tag == "svg":
        href, alt, title = "", *_svg(node, attributes, around.said)
    else:
        source = _behind(node, attributes, around.sheet)
        href = address.join(around.base, source) if source else ""
        alt = squeeze(attributes.get("alt") or "")
        title = squeeze(attributes.get("title") or "")
    if not href and node.tag != "svg":
        return
    link, label = _link(node, attributes, around.ways)
    if not (href or alt or label or _TELLING.search(title)) or _is_store(node, attributes):
        return
    yield Image(
        href,
        alt[:500],
        title[:500],
        _pixels(attributes.get("width")),
        _pixels(attributes.get("height")),
        _region(node, around.regions),
        link,
        label,
        heading,
        _caption(node if href else node.parent, around.captions),
    )


def _svg(node: LexborNode, attributes: _Attributes, said: Mapping[int, str]) -> tuple[str, str]:
    """(words, names) of a drawing: its own and those of what it takes from a store."""
    names = [attributes.get("id"), attributes.get("class")]
    for used in node.css("use")[:3]:
        there = used.attributes
        names.append((there.get("href") or there.get("xlink:href") or "").rpartition("#")[2])
    words = f"{said.get(node.mem_id, '')} {node.text()[:_LONGEST]}"
    return squeeze(words), squeeze(" ".join(filter(None, names)))


def _is_store(node: LexborNode, attributes: _Attributes) -> bool:
    """Whether an SVG only keeps parts of others, or is a part itself."""
    if node.tag != "svg":
        return False
    sizes = (attributes.get("width"), attributes.get("height"))
    return (
        (node.parent is not None and node.parent.tag in ("svg", "g", "symbol", "defs"))
        or any(size is not None and _NOTHING.fullmatch(size) for size in sizes)
        or bool(_NOT_DRAWN.search(attributes.get("style") or ""))
        or (node.css_first("symbol") is not None and node.css_first("use") is None)
    )


def _behind(node: LexborNode, attributes: _Attributes, sheet: dict[str, str]) -> str:
    """The address of the picture that an element shows or has behind it; empty without one."""
    shown = _shown(str(node.tag), attributes)
    if shown:
        return shown.strip()
    for name in _GROUNDS:
        value = (attributes.get(name) or "").strip()
        if value:
            wrapped = _ADDRESS.match(value)
            if wrapped or _IS_ADDRESS.fullmatch(value):
                return wrapped.group(1) if wrapped else value
    style = attributes.get("style") or ""
    named = _ADDRESS.search(style) if _BACKGROUND.search(style) else None
    return named.group(1).strip() if named else _from_sheet(attributes, sheet)


def _shown(tag: str, attributes: _Attributes) -> str:
    """The address of a picture in an element that is made to show one."""
    if tag == "input":
        return (attributes.get("src") or "") if attributes.get("type") != "password" else ""
    if tag == "video":
        return attributes.get("poster") or ""
    source = attributes.get({"object": "data", "embed": "src"}.get(tag, "")) or ""
    return source if _DRAWING.search(source) else ""


def _from_sheet(attributes: _Attributes, sheet: dict[str, str]) -> str:
    """What the style sheet puts behind an element; it counts where it stands first."""
    names = [f".{name}" for name in (attributes.get("class") or "").split()] if sheet else []
    for name in (*names, f"#{attributes.get('id')}"):
        if name in sheet:
            return sheet.pop(name)
    return ""


def _region(node: LexborNode, regions: Mapping[int, Region]) -> Region:
    above: LexborNode | None = node
    for _ in range(_DEEP):
        if above is None:
            break
        if above.mem_id in regions:
            return regions[above.mem_id]
        above = above.parent
    return "content"
