"""What a person reads of a page, of a block or of a document: rows, links and pictures.

What a site repeats around all its pages is left out, but not what a page of the section shares with
the home page alone: a list of specialities may well stand on both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from criteria import look
from criteria.programmes import Programme, programmes
from criteria.role_words import (
    ADMISSION,
    ADMISSION_PART,
    ADMISSION_RULES,
    PRICES,
    PROGRAMMES,
    TAB,
    TAB_PART,
)
from site_audit import address
from site_audit.facts import Facts, Fragment, Image, Link
from site_audit.model import Document, Evidence, Page, Snapshot
from site_audit.pages import art
from site_audit.pages.furniture import is_service
from site_audit.pages.stubs import is_stub
from site_audit.text import fold, squeeze

Row = tuple[str, ...]
"""The cells of a table's row, or one cell for a line of text."""

OURS = frozenset({ADMISSION, ADMISSION_PART, PROGRAMMES, PRICES, ADMISSION_RULES, TAB, TAB_PART})
"""Roles of the pages of the admission section and of the tab."""
_FEW = 3  # pages besides: fewer do not show what a site repeats
_SHARE = 0.6  # of the pages: what stands on so many is the site's frame
_LONGEST_CELL = 800  # signs: a longer cell holds the page, not a row of a table
_MOST_LINES = 8


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """A page, a block of one, or a document that belongs to a section.

    ``headings`` are folded. ``starts`` are the numbers of the rows at which the pages of a document
    begin; a page of a site has none.
    """

    url: str
    title: str
    rows: tuple[Row, ...]
    links: tuple[Link, ...] = ()
    pictures: tuple[Image, ...] = ()
    headings: frozenset[str] = frozenset()
    page: Page | None = None
    clicks: int | None = None
    starts: tuple[int, ...] = ()
    trouble: str | None = None
    roles: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The rows folded, cells parted by a bar, and so what only the style of a page parts."""
        return tuple(fold(line).replace("**", "").replace("__", "") for line in self.said)

    @cached_property
    def said(self) -> tuple[str, ...]:
        """The rows as lines of text, for patterns that need capitals and quotes."""
        return tuple(apart(" | ".join(cell for cell in row if cell)) for row in self.rows)

    @cached_property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The cells of the folded rows."""
        return tuple(tuple(line.split(" | ")) for line in self.lines)

    @cached_property
    def programmes(self) -> tuple[Programme, ...]:
        """The programmes that its rows name."""
        return programmes(self.said)

    @cached_property
    def rows_with_programmes(self) -> frozenset[int]:
        """The numbers of the rows that name programmes."""
        return frozenset(one.row for one in self.programmes)

    @property
    def is_document(self) -> bool:
        """Whether this is a file."""
        return self.page is not None and self.page.kind == "document"

    def evidence(self, number: int | None = None, quote: str = "") -> Evidence:
        """Evidence of the row of that number, or of the part as a whole."""
        said = quote or (" | ".join(filter(None, self.rows[number])) if number is not None else "")
        on_page = sum(1 for start in self.starts if start <= (number or 0)) or None
        return Evidence(
            kind="document" if self.is_document else "text" if said else "page",
            url=self.url,
            quote=_cut(said or self.title),
            clicks=self.clicks,
            document_page=on_page if self.is_document else None,
        )

    def link(self, link: Link) -> Evidence:
        """Evidence of a link that stands here."""
        selector = f'a[href="{link.href}"]' if link.href else ""
        return Evidence(
            kind="link", url=self.url, quote=_cut(link.text), selector=selector, clicks=self.clicks
        )

    def picture(self, image: Image) -> Evidence:
        """Evidence of a picture that stands here."""
        said = image.alt or image.title or image.label or image.url.rsplit("/", 1)[-1]
        return Evidence(
            kind="image", url=self.url, quote=_cut(said), image=art.named(image), clicks=self.clicks
        )


def _cut(text: str, length: int = 240) -> str:
    return look.quote((squeeze(text),), length)


_GLUED = re.compile(r"(?<=[а-яё)»])(?=[А-ЯЁ][а-яё]{2})|(?<=[а-яёА-ЯЁ])(?=\d\d\.\d\d\.\d\d)")
_GLUED_NUMBER = re.compile(
    r"(?<=\d)(?=[А-Яа-яё]{3})|(?<=[а-яё]{3})(?=\d ?г)|(?<=[а-яё]\.)(?=[а-яё]{3})"
)


def apart(line: str) -> str:
    """A line with a bar where two words stand together that only the style of the page parts."""
    return _GLUED_NUMBER.sub(" ", _GLUED.sub(" | ", line))


def rows_of(text: str) -> Iterator[Row]:
    """The rows of a text in which ``\\f`` parts rows of tables and ``\\t`` their cells."""
    for segment in text.split("\f"):
        cells = segment.split("\t")
        if len(cells) == 1 or any(map(_is_layout, cells)):
            for line in segment.replace("\t", "\n").split("\n"):
                if said := squeeze(line):
                    yield (said,)
            continue
        before, *row = (squeeze(cell) for cell in cells)
        if before:
            yield (before,)
        if any(row):
            yield tuple(row)


def _is_layout(cell: str) -> bool:
    """Whether a cell holds a part of the page and no value: tables were once used so."""
    return len(cell) > _LONGEST_CELL or cell.strip().count("\n") > _MOST_LINES


# ---------------------------------------------------------------- what the site repeats


@dataclass(frozen=True, eq=False)
class Frame:
    """What a site repeats: lines, addresses, pictures, each with the number of its occurrence.

    A menu's link that stands a second time in the text of a page is that page's own.
    """

    lines: frozenset[tuple[str, int]] = frozenset()
    chrome: frozenset[str] = frozenset()
    links: frozenset[tuple[str, int]] = frozenset()
    pictures: frozenset[tuple[str, int]] = frozenset()


def frame(snapshot: Snapshot) -> Frame:
    """What the site repeats around its pages, told from pages of neither section."""
    return look.remember(snapshot, "frame", lambda: _frame(snapshot))


def _frame(snapshot: Snapshot) -> Frame:
    home = snapshot.home
    if home is None:
        return Frame()
    groups = [[_seen(page.facts) for page in group] for group in _others(snapshot, home)]
    groups.append([_seen(snapshot.unknown)] if snapshot.unknown else [])
    return Frame(
        lines=_repeated([page.lines for page in group] for group in groups),
        chrome=frozenset(home.facts.chrome_lines).union(*(page.chrome for page in groups[-1])),
        links=_repeated([page.links for page in group] for group in groups),
        pictures=_repeated([page.pictures for page in group] for group in groups),
    )


def _seen(facts: Facts) -> Frame:
    """One page as if all of it were frame."""
    return Frame(
        lines=frozenset(_numbered(facts.lines)),
        chrome=frozenset(facts.chrome_lines),
        links=frozenset(_numbered(address.key(link.url) for link in _links(facts))),
        pictures=frozenset(_numbered(map(name_of, _pictures(facts)))),
    )


def _others(snapshot: Snapshot, home: Page) -> list[list[Page]]:
    """Pages of neither section: all, and those of the home page's folder, which has its own frame.

    A college may be a folder in the site of a university.
    """
    pages = {
        page.blob or page.url: page
        for page in snapshot.pages
        if page.kind == "content" and OURS.isdisjoint(page.roles)
    }
    everywhere = list(pages.values())
    folder = home.url.rpartition("/")[0] + "/"
    inside = [page for page in everywhere if page.url.startswith(folder)]
    groups = [everywhere] if len(everywhere) >= _FEW else [[home]]
    return [*groups, inside] if _FEW <= len(inside) < len(everywhere) else groups


def _links(facts: Facts) -> list[Link]:
    """Links that lead somewhere; those of menus first, so that the text's come as repetitions."""
    return sorted(
        (link for link in facts.links if link.url), key=lambda link: link.region == "content"
    )


def _pictures(facts: Facts) -> list[Image]:
    return sorted((*facts.images, *facts.drawings), key=lambda one: one.region == "content")


T = TypeVar("T", bound=Hashable)


def _numbered(names: Iterable[T]) -> Iterator[tuple[T, int]]:
    """Each name with the number of its occurrence: the first, the second …"""
    counted: Counter[T] = Counter()
    for name in names:
        counted[name] += 1
        yield name, counted[name]


def _repeated(groups: Iterable[list[frozenset[T]]]) -> frozenset[T]:
    """What any of the groups of pages shares."""
    return frozenset(one for group in groups for one in _shared(group))


def _shared(pages: list[frozenset[T]]) -> frozenset[T]:
    """What so many of the pages have."""
    counted: Counter[T] = Counter(one for page in pages for one in page)
    least = len(pages) * _SHARE
    return frozenset(one for one, times in counted.items() if times >= least)


def name_of(picture: Image) -> str:
    """What tells a picture from others: its address, or the words of a drawing."""
    return picture.url or f"{picture.alt}|{picture.title}"


def _own_links(snapshot: Snapshot, page: Page) -> list[Link]:
    """The links of a page that are not the site's: a menu's, a footer's."""
    found = _links(page.facts)
    if page is snapshot.home:
        return found
    numbered = _numbered(address.key(link.url) for link in found)
    repeated = frame(snapshot).links
    return [link for link, name in zip(found, numbered, strict=True) if name not in repeated]


def _own_pictures(snapshot: Snapshot, page: Page) -> list[Image]:
    found = _pictures(page.facts)
    if page is snapshot.home:
        return found
    numbered = _numbered(map(name_of, found))
    repeated = frame(snapshot).pictures
    return [one for one, name in zip(found, numbered, strict=True) if name not in repeated]


def _own_rows(snapshot: Snapshot, page: Page) -> Iterator[Row]:
    repeated = frame(snapshot)
    said = list(rows_of(page.facts.text))
    numbered = _numbered(" ".join(filter(None, row)) for row in said)
    for row, name in zip(said, numbered, strict=True):
        if (page is snapshot.home or name not in repeated.lines) and _says(row):
            yield row
    for row in rows_of(page.facts.chrome):  # some pages keep everything in their header
        if " ".join(filter(None, row)) not in repeated.chrome and _says(row):
            yield row


def _says(row: Row) -> bool:
    return not is_service(" ".join(filter(None, row))) and not (len(row) == 1 and is_stub(row[0]))


# ---------------------------------------------------------------- parts


def page_part(snapshot: Snapshot, page: Page) -> Part:
    """What a person reads of a page that is not all over the site."""

    def see() -> Part:
        facts = page.facts
        return Part(
            url=page.url,
            title=next(iter(look.heads(snapshot, page)), "") or page.anchor,
            rows=tuple(_own_rows(snapshot, page)),
            links=tuple(_own_links(snapshot, page)),
            pictures=tuple(_own_pictures(snapshot, page)),
            headings=frozenset(fold(heading.text) for heading in facts.headings),
            page=page,
            clicks=page.clicks,
            roles=frozenset(page.roles),
        )

    return look.remember(snapshot, ("part", id(page)), see)


def block_part(page: Page, fragment: Fragment, title: str) -> Part:
    """What a person reads of a named part of a page."""
    facts = page.facts
    pictures = (*facts.images, *facts.drawings)
    return Part(
        url=f"{page.url}#{fragment.name}",
        title=title,
        rows=tuple(rows_of(fragment.text)),
        links=tuple(facts.links[place] for place in fragment.links),
        pictures=tuple(pictures[place] for place in fragment.images),
        headings=frozenset(fold(heading.text) for heading in facts.headings),
        page=page,
        clicks=page.clicks,
    )


def document_part(document: Document, page: Page) -> Part:
    """What a person reads in a document."""
    rows, starts = list[Row](), list[int]()
    for text in document.pages:
        starts.append(len(rows))
        cells = (tuple(map(squeeze, line.split("\t"))) for line in text.split("\n"))
        rows.extend(row for row in cells if any(row))
    return Part(
        url=page.url,
        title=page.anchor,
        rows=tuple(rows),
        page=page,
        clicks=page.clicks,
        starts=tuple(starts),
        trouble=document.trouble,
        roles=frozenset(page.roles),
    )
