"""What stands around a picture: the link, the words near it, the part of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from site_audit.facts import Heading, Link, Region
from site_audit.pages.art import MOST_OF_PAGE
from site_audit.pages.patience import Patience
from site_audit.text import squeeze

_WORD = re.compile(r"\w")
_DIGITS = re.compile(r"\s*(\d{1,5})")
WHOLE = ("body", "main", "html", "-document")
"""What holds a page, and is no block of it."""
_MOST_SHARED = 6  # pictures of one block: the words of a larger one belong to none of them
_MOST_BLOCKS = 1000  # that are read for captions
_MOST_SIGNS = 3_000_000  # that are read for captions
_NEAR = 4  # levels whose words are near
_AROUND = 6  # levels at which a link or a figure may stand
_DEEP = 60  # levels at which a menu, a header or a footer may stand
_LONGEST = 300  # signs
Attributes = Mapping[str, str | None]


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What stands around the pictures of a page; elements are named by their numbers in memory.

    ``regions`` are those of links, of pictures and of what holds them, ``ways`` the links,
    ``titles`` the headings, ``said`` the words that ``<title>`` and ``<desc>`` give
    a drawing; ``sheet`` maps classes and ids, with their signs, onto the pictures that the page's
    own style sheet puts behind them, ``symbols`` ids onto the markup that drawings use.
    """

    base: str
    regions: Mapping[int, Region]
    ways: Mapping[int, Link]
    titles: Mapping[int, Heading]
    said: Mapping[int, str]
    sheet: dict[str, str]
    symbols: Mapping[str, str] = field(default_factory=dict)
    captions: dict[int, str | None] = field(default_factory=dict)  # of blocks looked at
    patience: Patience = field(default_factory=lambda: Patience(_MOST_SIGNS))
    art_left: list[int] = field(default_factory=lambda: [MOST_OF_PAGE])  # signs


def around(node: LexborNode, page: Surroundings, own: bool = False) -> tuple[str, str, str]:
    """(address of the link around an element, label, caption).

    An element whose words are its ``own``, as those before a background, is a block itself.
    """
    address, label = "", node.attributes.get("aria-label") or ""
    words, captioned = None, False
    above = node if own else node.parent
    for level in range(_AROUND):
        tag = above.tag if above is not None else ""
        if above is None or tag in WHOLE:
            break
        if tag == "a":
            way = page.ways.get(above.mem_id)
            address = way.url if way else ""
            label = _joined(label, above.attributes)
        elif tag == "figure" and not captioned:
            captioned = True
            label = " ".join([label, *(one.text() for one in above.css("figcaption")[:1])])
        if words is None and level < _NEAR:
            words = _caption(above, page, is_large=level > 0)
        above = above.parent
    return address, squeeze(label)[:_LONGEST] if label else "", words or ""


def _joined(label: str, link: Attributes) -> str:
    """What is said for a picture, with what is said for its link."""
    words = (label, link.get("aria-label"), link.get("title"))
    return " ".join(dict.fromkeys(filter(None, words)))


def _caption(block: LexborNode, page: Surroundings, is_large: bool) -> str | None:
    """The words of a block, "" when too many pictures stand in it; None when it has none.

    Reading what ``is_large`` takes long, so its pictures are counted first.
    """
    number, known = block.mem_id, page.captions
    if number not in known and len(known) < _MOST_BLOCKS:
        known[number] = _words_of(block, page.patience, is_large)
    return known.get(number)


def _words_of(block: LexborNode, patience: Patience, is_large: bool) -> str | None:
    if is_large and len(block.css("img")) > _MOST_SHARED:
        return ""
    words = squeeze(patience.text(block)[: _LONGEST * 5])[:_LONGEST]
    if not _WORD.search(words):
        return None
    return "" if not is_large and len(block.css("img")) > _MOST_SHARED else words


def kept(art: str, page: Surroundings) -> str:
    """A picture that stands in the page, while the page has not had too much of them."""
    if len(art) > page.art_left[0]:
        return ""
    page.art_left[0] -= len(art)
    return art


def region_of(node: LexborNode, regions: Mapping[int, Region]) -> Region:
    """The part of the page in which an element stands."""
    above: LexborNode | None = node
    for _ in range(_DEEP):
        if above is None:
            break
        if above.mem_id in regions:
            return regions[above.mem_id]
        above = above.parent
    return "content"


def pixels(value: str | None) -> int:
    """The first number of a size as written; 0 without one."""
    digits = _DIGITS.match(value) if value else None
    return int(digits.group(1)) if digits else 0
