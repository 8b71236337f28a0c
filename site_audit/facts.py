"""What the parser saw on one page. Links, pictures and headings are tuples: a page has hundreds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from site_audit.text import lines

LinkKind = Literal["a", "frame", "refresh", "script"]
Region = Literal["nav", "header", "footer", "aside", "content"]


class Link(NamedTuple):
    """A way from a page to another: ``url`` is absolute and normal, empty when it leads nowhere.

    ``kind``: ``a`` a link or area, ``frame``, ``refresh``, ``script`` = a click
    whose address only JavaScript knows. ``under`` is the text of the item of a menu below which
    the link stands, ≤ 120 signs.
    """

    url: str
    href: str
    text: str
    region: Region
    kind: LinkKind = "a"
    under: str = ""


class Image(NamedTuple):
    """A picture on a page; ``width`` and ``height`` are CSS pixels as written, 0 when not said.

    ``link`` is the normal address of the link around it. What is written near: ``label`` for those
    who cannot see it or below it as its caption, ``heading`` the last heading before it, ≤ 200
    signs, ``caption`` the words of the block in which it stands, ≤ 300 signs. ``art`` is the
    picture itself where it stands in the page: SVG markup or a ``data:`` address.
    """

    url: str
    alt: str
    title: str
    width: int
    height: int
    region: Region
    link: str = ""
    label: str = ""
    heading: str = ""
    caption: str = ""
    art: str = ""


class Heading(NamedTuple):
    """A heading h1…h6."""

    level: int
    text: str


class Fragment(NamedTuple):
    """A named part of a page: what a link to ``#name`` shows (a tab, a part of a landing).

    ``links`` and ``images`` are positions in ``Facts.links`` and among ``Facts.images`` followed by
    ``Facts.drawings``. Where the named element is an empty mark, the part is what follows it up to
    the next mark. The windows that its buttons open belong to it.
    """

    name: str
    text: str
    links: tuple[int, ...] = ()
    images: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Facts:
    """What the parser saw on a page, hidden text left out.

    ``text`` is the page's text without navigation, header and footer, ``chrome`` the text of those;
    in both ``\\n`` parts blocks, ``\\t`` table cells and ``\\f`` table rows. ``fragments`` are
    the parts that the page's own links point to; ``holes`` are ids, or other marks, of empty
    elements that the page's scripts fill. ``drawings`` are pictures that are no ``<img>``: inline
    SVG (its words are ``alt``, its names ``title``), backgrounds, posters.
    """

    title: str = ""
    lang: str = ""
    generator: str = ""
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    text: str = ""
    chrome: str = ""
    fragments: tuple[Fragment, ...] = ()
    itemprops: tuple[tuple[str, str], ...] = ()  # (name in lower case, quote of its text)
    shell: bool = False  # only JavaScript draws this page
    scripted: bool = False  # a script may add to it
    holes: tuple[str, ...] = ()
    password: bool = False  # asks for a password
    drawings: tuple[Image, ...] = ()
    sheets: tuple[str, ...] = ()  # addresses of style sheets

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The blocks of ``text``, each on one line."""
        return lines(self.text)

    @cached_property
    def chrome_lines(self) -> tuple[str, ...]:
        """The blocks of ``chrome``, each on one line."""
        return lines(self.chrome)
