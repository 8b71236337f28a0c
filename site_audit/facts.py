"""What the parser saw on one page. Links, pictures and headings are tuples: a page has hundreds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

LinkKind = Literal["a", "frame", "refresh", "script"]
Region = Literal["nav", "header", "footer", "aside", "content"]


class Link(NamedTuple):
    """A way from a page to another: ``url`` is absolute and normal, empty when it leads nowhere.

    ``kind``: ``a`` a link or area, ``frame``, ``refresh``, ``script`` = a click
    whose address only JavaScript knows.
    """

    url: str
    href: str
    text: str
    region: Region
    kind: LinkKind = "a"


class Image(NamedTuple):
    """A picture on a page; ``width`` and ``height`` are CSS pixels as written, 0 when not said."""

    url: str
    alt: str
    title: str
    width: int
    height: int
    region: Region
    link: str = ""


class Heading(NamedTuple):
    """A heading h1…h6."""

    level: int
    text: str


@dataclass(frozen=True, eq=False)
class Facts:
    """What the parser saw on a page, hidden text left out.

    ``text`` is the page's text without navigation, header and footer, ``chrome`` the text of those;
    in both ``\\n`` parts blocks, ``\\t`` table cells and ``\\f`` table rows. ``fragments`` maps ids
    that the page's own links point to onto the text of those elements (tabs, accordions); ``holes``
    are ids, or other marks, of empty elements that the page's scripts fill.
    """

    title: str = ""
    lang: str = ""
    generator: str = ""
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    text: str = ""
    chrome: str = ""
    fragments: tuple[tuple[str, str], ...] = ()
    itemprops: tuple[tuple[str, str], ...] = ()  # (name in lower case, quote of its text)
    shell: bool = False  # only JavaScript draws this page
    holes: tuple[str, ...] = ()
    password: bool = False  # asks for a password
