"""The pictures of a parsed page: where each comes from and what is written near it."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from site_audit import address
from site_audit.facts import Image
from site_audit.pages.art import of_address
from site_audit.pages.drawings import SHOWING, drawn
from site_audit.pages.surroundings import Attributes, Surroundings, around, kept, pixels
from site_audit.text import squeeze

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy")
_HOLDS_PLACE = re.compile(
    r"(?:^|[/_-])(?:blank|spacer|transparent|placeholder|loading|loader|lazy(?:load)?|1x1)"
    r"[\w-]*\.(?:gif|png|svg|jpe?g|webp)$",
    re.IGNORECASE,
)
_MOST_IMAGES = 2000
_MOST_DRAWINGS = 500


class Pictures(NamedTuple):
    """The pictures of a page: its ``<img>`` elements, each at its place, and all the others."""

    images: tuple[Image, ...]
    drawings: tuple[Image, ...]
    places: Mapping[int, int]
    """Number of an element in memory -> the place of its picture among images, then drawings."""


def pictures(
    nodes: Mapping[int, LexborNode], grounds: Container[int], page: Surroundings
) -> Pictures:
    """The pictures among the elements of a page, which come in their order.

    ``grounds`` are those that may have a picture behind them.
    """
    images: list[Image] = []
    drawings: list[Image] = []
    places: dict[int, int] = {}
    drawn_at: dict[int, int] = {}
    heading, looked_at = "", 0
    for number, node in nodes.items():
        if number in page.titles:
            heading = page.titles[number].text[:200]
        tag = node.tag
        if tag == "img":
            if len(images) < _MOST_IMAGES:
                places[number] = len(images)
                images.append(_image(node, page, heading))
        elif (tag in SHOWING or number in grounds) and looked_at < _MOST_DRAWINGS:
            looked_at += 1
            drawn_at[number] = len(drawings)
            drawings += drawn(node, page, heading)
            if drawn_at[number] == len(drawings):
                del drawn_at[number]
    places |= {number: len(images) + place for number, place in drawn_at.items()}
    return Pictures(tuple(images), tuple(drawings), places)


def _image(node: LexborNode, page: Surroundings, heading: str) -> Image:
    attributes = node.attributes
    href = _source(node, attributes)
    link, label, caption = around(node, page)
    art = of_address(href)
    return Image(
        address.join(page.base, href.strip()) if href and not art else "",
        squeeze(attributes.get("alt") or "")[:500],
        squeeze(attributes.get("title") or "")[:500],
        pixels(attributes.get("width")),
        pixels(attributes.get("height")),
        page.regions.get(node.mem_id, "content"),
        link,
        label,
        heading,
        caption,
        kept(art, page),
    )


def _source(node: LexborNode, attributes: Attributes) -> str:
    """Where a picture comes from; what only holds its place is no source while there is another."""
    source = attributes.get("src") or ""
    waiting = next((href for name in _LAZY if (href := attributes.get(name))), "")
    waiting = waiting or _first(attributes.get("data-srcset"))
    if waiting:  # what stands before it is a stand-in: blank, tiny or out of focus
        return waiting
    other = _first(attributes.get("srcset"))
    if source and not source.startswith("data:"):
        return other if other and _HOLDS_PLACE.search(source) else source
    return (source if of_address(source) else "") or other or _beside(node) or source


def _first(srcset: str | None) -> str:
    """The first address of a set of sources."""
    if not srcset:
        return ""
    found = srcset.split(None, 1)[:1]
    return "" if not found or found[0].startswith("data:") else found[0].rstrip(",")


def _beside(node: LexborNode) -> str:
    """The first source of the ``<picture>`` around an image."""
    above = node.parent
    if above is None or above.tag != "picture":
        return ""
    sources = (source.attributes for source in above.css("source")[:5])
    sets = (_first(one.get("srcset") or one.get("data-srcset")) for one in sources)
    return next((href for href in sets if href), "")
