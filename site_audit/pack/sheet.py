"""Sheet: rows of typed cells on a page of a workbook, in the house's look.

Foreign text is written as text: never a formula, a link or markup, and within Excel's bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from xlsxwriter.url import Url

from reports.style import tokens
from site_audit.ratings.ladder import Place
from site_audit.ratings.score import Band, Share, percent_shown
from site_audit.texts import BANDS, places
from site_audit.words import date_ru, plain
from site_audit.writing.templates import address, href

LONGEST = 32_767  # characters in a cell, by Excel
MOST_LINKS = 65_000  # on a sheet; Excel opens no more than 65,530
LONGEST_LINK = 2_000
ROW_HEIGHT = 16.0  # points, of a row with one line
LINE_HEIGHT, TALLEST = 13.5, 400.0  # points; Excel's rows end at 409


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column: ``width`` in characters; ``wraps`` long text into lines."""

    title: str
    width: float = 12
    wraps: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Percent:
    """A share as people see it: whole percents, or with decimals where the band asks for them."""

    part: Fraction


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """Words that lead somewhere: a web address, or a file beside the workbook."""

    to: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sign:
    """A mark as a symbol with its colour, the name of a ``status`` token."""

    symbol: str
    colour: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Banded:
    """A band by its words on its colour."""

    band: Band


Cell = str | int | Percent | Link | Sign | Banded | Place | date | None


@dataclass(frozen=True)
class Looks:
    """The formats of a workbook, each made once."""

    book: Any
    _made: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def of(self, **properties: Any) -> Any:
        """The format with these properties over the usual ones."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            usual = {"font_name": TOKENS["type-office"], "font_size": 10, "valign": "vcenter"}
            self._made[key] = self.book.add_format(usual | properties)
        return self._made[key]


TOKENS = dict(tokens())


@dataclass
class Sheet:
    """A page that grows downwards; ``row`` is the next free one."""

    page: Any
    looks: Looks
    row: int = 0
    links: int = 0

    def say(self, text: str, *, size: int = 10, bold: bool = False, soft: bool = False) -> None:
        """A line of words."""
        colour = TOKENS["colour-soft" if soft else "colour-ink"]
        look = self.looks.of(font_size=size, bold=bold, font_color=colour)
        self.page.set_row(self.row, size * 1.5)
        self.page.write_string(self.row, 0, bounded(text), look)
        self.row += 1

    def skip(self) -> None:
        """An empty line."""
        self.row += 1

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> tuple[int, int]:
        """A head and its rows; numbers of the first and the last row of figures."""
        kept = [tuple(cells) for cells in rows]
        self._head(columns, [_align(cells) for cells in zip(*kept, strict=True)])
        first = self.row
        for cells in kept:
            lines = max(map(_lines, columns, cells), default=1)
            if lines > 1:  # not every program finds the height of a row by itself
                self.page.set_row(self.row, min(TALLEST, LINE_HEIGHT * lines + 2))
            for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
                self.write(place, cell, wraps=column.wraps)
            self.row += 1
        return first, self.row - 1

    def _head(self, columns: Sequence[Column], aligns: Sequence[str]) -> None:
        """The head; titles stand over their cells: of figures on the right, of signs amid."""
        dress = {
            "bold": True,
            "text_wrap": True,
            "bottom": 1,
            "bg_color": TOKENS["colour-tint"],
            "font_color": TOKENS["colour-ink"],
        }
        lines = max(_wrapped(column.title, column.width) for column in columns)
        self.page.set_row(self.row, LINE_HEIGHT * lines + 6)
        for place, (column, align) in enumerate(zip_longest(columns, aligns)):
            look = self.looks.of(align=align or "left", **dress)
            self.page.write_string(self.row, place, column.title, look)
        self.row += 1

    def widen(self, columns: Sequence[Column]) -> None:
        """The columns' widths."""
        for place, column in enumerate(columns):
            self.page.set_column(place, place, column.width)

    def write(self, place: int, cell: Cell, *, wraps: bool = False, **more: Any) -> None:
        """One cell of the present row."""
        if cell is None:
            self.page.write_blank(self.row, place, None, self.looks.of(**more))
        elif isinstance(cell, Percent):
            self._write_percent(place, cell, more)
        elif isinstance(cell, Link):
            self._write_link(place, cell)
        elif isinstance(cell, Sign):
            colour = TOKENS[f"status-{cell.colour}"]
            look = self.looks.of(align="center", font_color=colour, bold=True, **more)
            self.page.write_string(self.row, place, cell.symbol, look)
        elif isinstance(cell, Banded):
            look = self.looks.of(**_on_band(cell.band))
            self.page.write_string(self.row, place, BANDS[cell.band], look)
        elif isinstance(cell, int):
            self.page.write_number(
                self.row, place, cell, self.looks.of(num_format="# ##0_)", **more)
            )
        elif isinstance(cell, Place):
            look = self.looks.of(align="right", **more)
            self.page.write_string(self.row, place, places(cell), look)
        elif isinstance(cell, date):
            self.page.write_string(self.row, place, date_ru(cell), self.looks.of(**more))
        else:
            look = self.looks.of(text_wrap=wraps, **more)
            self.page.write_string(self.row, place, bounded(cell), look)

    def _write_percent(self, place: int, cell: Percent, more: dict[str, Any]) -> None:
        shown = percent_shown(cell.part)
        decimals = max(0, -int(Decimal(shown).as_tuple().exponent))
        form = f"0{'.' + '0' * decimals if decimals else ''}\\ %_)"
        look = self.looks.of(num_format=form, **more)
        self.page.write_number(self.row, place, float(shown / 100), look)

    def _write_link(self, place: int, cell: Link) -> None:
        words = bounded(cell.words)
        link = _link(cell.to, words) if self.links < MOST_LINKS else None
        if link is None:
            self.page.write_string(self.row, place, words, self.looks.of())
            return
        self.links += 1
        look = self.looks.of(font_color=TOKENS["colour-accent"], underline=1)
        self.page.write_url(self.row, place, link, look)


def _align(cells: Iterable[Cell]) -> str:
    """How a column's cells stand, so that its title may stand alike."""
    told = [cell for cell in cells if cell is not None]
    if told and all(isinstance(cell, int | Percent | Place) for cell in told):
        return "right"
    return "center" if told and all(isinstance(cell, Sign | Banded) for cell in told) else "left"


def _lines(column: Column, cell: Cell) -> int:
    return _wrapped(cell, column.width) if column.wraps and isinstance(cell, str) else 1


def _wrapped(text: str, width: float) -> int:
    """Into how many lines a text is broken at words in a column of so many characters."""
    lines, room = 1, int(width)
    left = room
    for word in text.split():
        if len(word) > left and left < room:
            lines, left = lines + 1, room
        lines += len(word) // (room + 1)
        left -= min(room, len(word) + 1)
    return lines


def _link(to: str, words: str) -> Url | None:
    """Words that lead to the web or to a file beside; None when they lead elsewhere or too far."""
    web = href(to)
    if len(web or to) > LONGEST_LINK or not (web or _is_beside(to)):
        return None
    link = Url(web or f"external:{to}")
    link.text = words
    if web is None:  # with backslashes, as the library would have it, only Windows finds the file
        link._relationship_link = link._relationship_link.replace("\\", "/")
    return link


def _is_beside(to: str) -> bool:
    """Whether it may be a file beside the workbook: no foreign scheme, nothing that hides."""
    return bool(to) and ":" not in to and not to.startswith(("/", "\\")) and to == plain(to)


def bounded(text: str) -> str:
    """Foreign text as one visible line that a cell can hold; what is cut says so."""
    whole = plain(text)
    return whole if len(whole) <= LONGEST else whole[: LONGEST - 1] + "…"


def site(url: str) -> Link:
    """A site's address to be followed."""
    return Link(to=url, words=address(url))


def bounds(share: Share | None) -> tuple[Percent | None, Percent | None]:
    """A share's bounds as two cells."""
    if share is None:
        return None, None
    return Percent(part=share.lower), Percent(part=share.upper)


def _on_band(band: Band) -> dict[str, str | int]:
    paper = TOKENS["colour-paper"]
    rule: dict[str, str | int] = {"bottom": 1, "bottom_color": paper, "align": "center"}
    return rule | {"bg_color": TOKENS[f"band-{band}"], "font_color": paper}
