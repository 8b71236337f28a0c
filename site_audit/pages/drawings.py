"""The pictures of a parsed page that are no ``<img>``: inline SVG, backgrounds, posters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborNode

from site_audit import address
from site_audit.facts import Image
from site_audit.pages.art import of_svg
from site_audit.pages.hidden import style_rules
from site_audit.pages.patience import Patience
from site_audit.pages.surroundings import (
    WHOLE,
    Attributes,
    Surroundings,
    around,
    kept,
    pixels,
    region_of,
)
from site_audit.text import squeeze

SELF = "svg,video[poster],input[type=image]"
"""What finds elements that are drawings themselves; frames may be some too."""
_ASKED_BY = (  # (what the markup holds, what is then looked for): a search is cheaper than a walk
    ("data-b", "[data-bg],[data-background-image],[data-background]"),
    ("data-original", "[data-original]"),
    ("background=", "[background]"),
)
_GROUNDS = (
    *("data-original", "data-content-cover-bg", "data-bg", "data-background-image"),
    *("data-background", "background"),
)
_BACKGROUND = re.compile(r"(?:background|content)[\w-]*\s*:[^;]*url\(", re.IGNORECASE)
_ADDRESS = re.compile(r"url\(\s*['\"]?\s*((?!data:)[^'\")]+)", re.IGNORECASE)
_IS_ADDRESS = re.compile(r"[^#\s(][^\s(]*[./][^\s(]*")
_DRAWING = re.compile(r"\.(?:svgz?|png|jpe?g|gif|webp)(?:$|[?#])", re.IGNORECASE)
_SIMPLE = re.compile(r"[.#]-?[A-Za-z_][A-Za-z0-9_-]*")
_TELLING = re.compile(r"logo|emblem|brand|gerb|prof(?!il)|partner|employer|company", re.IGNORECASE)
_NOTHING = re.compile(r"\s*0+(?:px|%)?\s*")
_NOT_DRAWN = re.compile(r"display\s*:\s*none|(?<![\w-])(?:width|height)\s*:\s*0(?![.\d])")
SHOWING = ("svg", "video", "input", "object", "embed")
_MOST_RULES = 12
_LONGEST = 300  # signs
_DEEP = 6  # levels below a link


def behind(html: str, sheet: Mapping[str, str]) -> str:
    """What finds the elements of this markup that may have a picture behind them."""
    asked = [wanted for sign, wanted in _ASKED_BY if sign in html]
    return ",".join(('[style*="url("]', *asked, *sheet))


def sheet_pictures(styles: str) -> dict[str, str]:
    """Class or id with its sign -> picture that a style sheet puts behind such elements."""
    return dict(_of_sheet(styles)) if "url(" in styles else {}


@lru_cache(maxsize=64)  # the pages of a site carry the same styles
def _of_sheet(styles: str) -> tuple[tuple[str, str], ...]:
    return tuple(islice(all_sheet_pictures(styles).items(), _MOST_RULES))


def all_sheet_pictures(styles: str) -> dict[str, str]:
    """All of them, ornaments too."""
    found: dict[str, str] = {}
    for chosen, style in style_rules(styles):
        href = _ADDRESS.search(style) if _BACKGROUND.search(style) else None
        for selector in chosen.split(",") if href else ():
            last = _SIMPLE.findall(re.split(r"[\s>+~]", selector.strip())[-1].partition(":")[0])
            if href and last:
                found.setdefault(last[-1], href.group(1).strip())
    return found


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


def drawn(node: LexborNode, page: Surroundings, heading: str) -> Iterator[Image]:
    """The picture that an element is or has behind it, if there is one."""
    attributes = node.attributes
    if node.tag == "svg":
        href, alt, title = "", *_svg(node, attributes, page)
    else:
        source = _ground(node, attributes, page.sheet)
        href = address.join(page.base, source) if source else ""
        alt = squeeze(attributes.get("alt") or "")
        title = squeeze(attributes.get("title") or "")
    speaks = alt or attributes.get("aria-label") or _TELLING.search(title)
    art = of_svg(node, page.symbols) if node.tag == "svg" else ""
    if not (href or art or (node.tag == "svg" and (speaks or _fills_link(node, page.patience)))):
        return
    link, label, caption = around(node, page, own=bool(href))
    if not (href or art or speaks or label) or _is_store(node, attributes):
        return
    yield Image(
        href,
        alt[:500],
        title[:500],
        pixels(attributes.get("width")),
        pixels(attributes.get("height")),
        region_of(node, page.regions),
        link,
        label,
        heading,
        caption,
        kept(art, page),
    )


def _fills_link(node: LexborNode, patience: Patience) -> bool:
    """Whether a drawing is all that a link shows; beside words it is an icon."""
    above = node.parent
    for _ in range(_DEEP):
        if above is None or above.tag in WHOLE:
            return False
        if above.tag == "a":
            return not patience.text(above).strip()
        above = above.parent
    return False


def _svg(node: LexborNode, attributes: Attributes, page: Surroundings) -> tuple[str, str]:
    """(words, names) of a drawing: its own and those of what it takes from a store."""
    names = [attributes.get("id"), attributes.get("class")]
    for used in node.css("use")[:3]:
        there = used.attributes
        names.append((there.get("href") or there.get("xlink:href") or "").rpartition("#")[2])
    words = f"{page.said.get(node.mem_id, '')} {page.patience.text(node)[:_LONGEST]}"
    return squeeze(words), squeeze(" ".join(filter(None, names)))


def _is_store(node: LexborNode, attributes: Attributes) -> bool:
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


def _ground(node: LexborNode, attributes: Attributes, sheet: dict[str, str]) -> str:
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


def _shown(tag: str, attributes: Attributes) -> str:
    """The address of a picture in an element that is made to show one."""
    if tag == "input":
        return (attributes.get("src") or "") if attributes.get("type") != "password" else ""
    if tag == "video":
        return attributes.get("poster") or ""
    source = attributes.get({"object": "data", "embed": "src"}.get(tag, "")) or ""
    return source if _DRAWING.search(source) else ""


def _from_sheet(attributes: Attributes, sheet: dict[str, str]) -> str:
    """What the style sheet puts behind an element; it counts where it stands first."""
    names = [f".{name}" for name in (attributes.get("class") or "").split()] if sheet else []
    for name in (*names, f"#{attributes.get('id')}"):
        if name in sheet:
            return sheet.pop(name)
    return ""
