"""A page's own content, told from what the site repeats around it.

What stands on the home page or on the page that the site shows for an unknown address is layout;
so are the lines that are nothing but links to other pages. The measure does not depend on which
other pages were read: more pages never take content away from one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Literal
from weakref import WeakKeyDictionary

from site_audit import address
from site_audit.facts import Facts, Image, Link
from site_audit.pages.furniture import is_service, is_waiting
from site_audit.pages.links import is_page_tool, is_tool
from site_audit.pages.stubs import NOTHING_TO_SHOW, is_sample, is_stub, without_translations
from site_audit.text import fold

_PARTS = re.compile(r"\s*(?:[|/»›→·•>\\]|::|--)\s*")
_PART_ENDS = re.compile(r"[|/»›→·•>\\]|::|--")
_WORD = re.compile(r"\w")
_RUSSIAN = re.compile(r"[А-Яа-яЁё]")
_FOREIGN = re.compile(r"[A-Za-z]")
_CONTROL = re.compile(r"(?:Применить|Сбросить|Найти|Искать|Показать|Очистить)(?: фильтры?)?")
_BULLET = re.compile(r"^(?:[-–—•·*»>›▪►✓]+|\d{1,2}[.)])\s+")
_LONGEST_MENU = 400  # signs: a longer line is prose, whatever links it holds
_MOST_NAMES = 2000  # of links; a page with more is a trap, not a menu
_FIRST = 3  # lines among which a page says that its text is a sample
_STRAY = 6  # letters left over between links: «и», «см.»
LONGEST_TITLE = 200  # signs: a longer heading is prose in large letters
ENOUGH = 25  # signs of own text; less is a stray label
_ICON = 20  # pixels: a picture of so narrow a side is no content
_SIGN = 100  # pixels: nor is one of two such sides, a sign «на ремонте»


@dataclass(frozen=True)
class Layout:
    """What a site repeats on its pages: lines of text, addresses, pictures, scripts' places.

    Drawings are known by their addresses, those without one by their words and names.
    """

    lines: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    images: frozenset[str] = frozenset()
    holes: frozenset[str] = frozenset()
    password: bool = False  # a form to log in
    drawings: frozenset[str] = frozenset()

    def __or__(self, other: Layout) -> Layout:
        return Layout(
            lines=self.lines | other.lines,
            links=self.links | other.links,
            images=self.images | other.images,
            holes=self.holes | other.holes,
            password=self.password or other.password,
            drawings=self.drawings | other.drawings,
        )


def layout(pages: Iterable[Facts]) -> Layout:
    """The layout that these pages (the home page, the page of an unknown address) show."""
    seen = tuple(pages)
    return Layout(
        lines=frozenset(
            line for facts in seen for text in (facts.lines, facts.chrome_lines) for line in text
        ),
        links=frozenset(known_by(link) for facts in seen for link in facts.links if link.url),
        images=frozenset(image.url for facts in seen for image in facts.images if image.url),
        holes=frozenset(hole for facts in seen for hole in facts.holes),
        password=any(facts.password for facts in seen),
        drawings=frozenset(_drawing(one) for facts in seen for one in facts.drawings),
    )


def known_by(link: Link) -> str:
    """What a link is known by on all pages: its address, or its query alone («?vision=1»)."""
    return link.href if link.href.startswith("?") else address.key(link.url)


@dataclass(frozen=True, eq=False)
class Own:
    """What is on this page and not all over the site.

    ``lines`` are squeezed lines of text without titles, crumbs and bare links; ``stubs`` the lines
    that only promise content.
    """

    lines: tuple[str, ...]
    stubs: tuple[str, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    holes: tuple[str, ...] = ()
    password: bool = False  # asks for a password
    headings: tuple[str, ...] = ()  # h1 and h2
    drawings: tuple[Image, ...] = ()  # may well be ornament: they fill no page

    @cached_property
    def size(self) -> int:
        """Signs of own text; «Submitted by admin» and the like are the engine's words."""
        said = self.lines if not self.stubs else without_translations(self.lines)
        return sum(len(line) for line in said if _RUSSIAN.search(line) or not _FOREIGN.search(line))

    @cached_property
    def documents(self) -> tuple[Link, ...]:
        """Own links that open files."""
        return tuple(link for link in self.links if address.is_document(link.url))

    @cached_property
    def frames(self) -> tuple[Link, ...]:
        """Own frames: a map, a document viewer, a part of the page."""
        return tuple(link for link in self.links if link.kind == "frame")

    @property
    def said(self) -> bool:
        """Something here to read or to look at, or the word that there is nothing to show."""
        return bool(
            self.size >= ENOUGH
            or self.documents
            or self.images
            or self.frames
            or any(NOTHING_TO_SHOW.search(fold(line)) for line in self.lines)
        )

    @property
    def empty(self) -> bool:
        """Nothing here that a person came for."""
        ways = (link for link in self.links if link.kind == "a" and not is_tool(link.text))
        return not self.said and sum(1 for _ in ways) < 3

    @property
    def is_list(self) -> bool:
        """Nothing here but links to other pages."""
        return bool(self.links) and not self.said

    @property
    def drawn(self) -> bool:
        """Empty in the markup, but a script fills it: only a browser sees what is there."""
        return self.empty and bool(self.holes) and not self.stubs


def joined(page: Own, parts: Iterable[Own]) -> Own:
    """The own content of a page with that of its frames."""
    for part in parts:
        page = Own(
            lines=page.lines + part.lines,
            stubs=page.stubs + part.stubs,
            links=page.links + part.links,
            images=page.images + part.images,
            holes=page.holes + part.holes,
            password=page.password or part.password,
            headings=page.headings + part.headings,
            drawings=page.drawings + part.drawings,
        )
    return page


def unbulleted(line: str) -> str:
    """A line of a list without its dash, dot or number."""
    return line if line[:1].isalpha() else _BULLET.sub("", line)


@dataclass(frozen=True, eq=False)
class _Names:
    """What is no content of a page by itself: the texts of its links, its titles, folded."""

    links: frozenset[str]
    titles: frozenset[str]

    @cached_property
    def by_beginning(self) -> dict[str, list[str]]:
        """Link texts by their first three signs; none is shorter."""
        found: dict[str, list[str]] = {}
        for text in self.links:
            found.setdefault(text[:3], []).append(text)
        return found

    def may_be_title(self, line: str) -> bool:
        """Whether folding a line can show it to be a title: by its length and first letter."""
        first = line[:1].casefold()
        return len(line) <= self.longest and (first in self.initials or not "а" <= first <= "я")

    @cached_property
    def longest(self) -> int:
        """Signs of the longest title, with room for such as folding drops."""
        return max(map(len, self.titles)) + 20

    @cached_property
    def initials(self) -> frozenset[str]:
        """First letters of titles as they may stand in a line; «и» may turn out to be «й»."""
        first = {title[:1] for title in self.titles}
        return frozenset(first | ({"и"} if "й" in first else set()))


def _names(facts: Facts, anchor: str) -> _Names:
    texts = {
        unbulleted(link.text)
        for link in facts.links
        if len(link.text) > 2 and not address.is_document(link.url)
    }
    titles = {fold(one.text) for one in facts.headings if len(one.text) <= LONGEST_TITLE}
    titles |= {fold(part) for part in re.split(r"\s[|—–-]\s", facts.title)}
    return _Names(
        links=frozenset(sorted(texts)[:_MOST_NAMES]) | {"Главная", "Главная страница", "Home"},
        titles=frozenset(titles | {fold(facts.title), fold(anchor)}),
    )


def _bare(line: str, names: _Names) -> bool:
    """A line of links, crumbs or titles only, whatever stands between them."""
    line = unbulleted(line)
    if line in names.links or (names.may_be_title(line) and fold(line) in names.titles):
        return True
    if len(line) > _LONGEST_MENU:
        return _is_run_of_links(line, names)
    parts = _PARTS.split(line) if _PART_ENDS.search(line) else [line]
    rest = [part for part in parts if fold(part) not in names.titles] if len(parts) > 1 else parts
    if len(rest) == len(parts) and not _begins_with_link(line, names):
        return False
    return _only_links(line, " ".join(rest), names.links)


def _unbroken(text: tuple[str, ...], names: _Names) -> Iterator[str]:
    """The lines, less those that are the text of one link broken in two (``<br>`` in a menu)."""
    skips = False
    for line, following in zip_longest(text, text[1:], fillvalue=""):
        if skips:
            skips = False
        elif any(f"{line} {following}" == name for name in names.by_beginning.get(line[:3], ())):
            skips = True
        else:
            yield line


def _is_run_of_links(line: str, names: _Names) -> bool:
    """Whether a long line is nothing but the texts of links, one after the other."""
    place = 0
    while place < len(line):
        near = names.by_beginning.get(line[place : place + 3], ())
        text = max((text for text in near if line.startswith(text, place)), key=len, default="")
        if not text:
            return False
        place += len(text)
        while line[place : place + 1] == " ":
            place += 1
    return True


def _only_links(line: str, rest: str, links: frozenset[str]) -> bool:
    """Whether next to nothing is left of a line's ``rest`` without the texts of links."""
    for text in sorted((text for text in links if text in rest), key=len, reverse=True):
        rest = rest.replace(text, " ")
    return len(rest) < len(line) and len(_WORD.findall(rest)) <= _STRAY


def _begins_with_link(line: str, names: _Names) -> bool:
    """Whether the text of a link can begin where only stray letters stand before it."""
    strays = 0
    for place, sign in enumerate(line):
        for text in names.by_beginning.get(line[place : place + 3], ()):
            if line.startswith(text, place):
                return True
        strays += sign.isalnum() or sign == "_"
        if strays > _STRAY:
            return False
    return True  # a few letters are stray ones


class _Told:
    """What the lines of a page are, each looked at when it is first asked for."""

    def __init__(self, facts: Facts, anchor: str) -> None:
        self._names = _names(facts, anchor)
        self._known: dict[str, Literal["bare", "stub", "waiting", "said"]] = {}
        # Some pages keep everything in their header: what is not all over the site counts.
        text = (*facts.lines, *facts.chrome_lines)
        self.lines = tuple(_unbroken(text, self._names))

    def kind(self, line: str) -> str:
        """``bare`` for titles and links, ``stub`` for a promise, ``waiting``, else ``said``."""
        if line not in self._known:
            self._known[line] = self._look(line)
        return self._known[line]

    def _look(self, line: str) -> Literal["bare", "stub", "waiting", "said"]:
        if not _WORD.search(line) or _CONTROL.fullmatch(line) or _bare(line, self._names):
            return "bare"
        if is_service(line):
            return "bare"
        if is_stub(line):
            return "stub"
        return "waiting" if is_waiting(line) else "said"


_TOLD: WeakKeyDictionary[Facts, dict[str, _Told]] = WeakKeyDictionary()
"""Remembered while the facts are: asked for while crawling, settling and judging."""


def own(facts: Facts, site: Layout, anchor: str = "") -> Own:
    """The own content of a page that a link called ``anchor`` opened."""
    known = _TOLD.setdefault(facts, {})
    told = known.get(anchor) or known.setdefault(anchor, _Told(facts, anchor))
    mine = [(line, told.kind(line)) for line in told.lines if line not in site.lines]
    # A script fills its place on each page anew, whatever other pages show there meanwhile.
    waiting = (line for line in told.lines if told.kind(line) == "waiting")
    said = tuple(line for line, kind in mine if kind == "said")
    stubs = tuple(line for line, kind in mine if kind == "stub")
    if any(map(is_sample, (*stubs[:_FIRST], *said[:_FIRST]))):
        said, stubs = (), (*stubs, *said)
    return Own(
        lines=said,
        stubs=stubs,
        links=tuple(_own_links(facts, site)),
        images=tuple(
            image
            for image in facts.images
            if image.url and image.url not in site.images and not _is_icon(image)
        ),
        holes=(*waiting, *(hole for hole in facts.holes if hole not in site.holes)),
        password=facts.password and not site.password,
        headings=tuple(
            one.text for one in facts.headings if one.level <= 2 and one.text not in site.lines
        ),
        drawings=tuple(one for one in facts.drawings if _drawing(one) not in site.drawings),
    )


def _drawing(image: Image) -> str:
    """What a drawing is known by on all pages of a site."""
    return image.url or f"{image.alt} {image.title}"


def _is_icon(image: Image) -> bool:
    small = 0 < image.width <= _SIGN and 0 < image.height <= _SIGN
    narrow = 0 < image.width <= _ICON or 0 < image.height <= _ICON
    return small or narrow or bool(image.alt and is_page_tool(image.alt))


def _own_links(facts: Facts, site: Layout) -> list[Link]:
    return [
        link
        for link in facts.links
        if link.url and link.kind != "refresh" and known_by(link) not in site.links
    ]
