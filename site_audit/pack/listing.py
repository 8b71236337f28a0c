"""Listing: long tables and lists laid out over as many slides as they need; nothing overflows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from site_audit.pack.arial import shortened, wrapped
from site_audit.pack.canvas import (
    BOTTOM,
    HEAD,
    LEAST,
    LEFT,
    PAD,
    SMALL,
    TOP,
    WIDTH,
    Box,
    Canvas,
    Span,
    TableColumn,
    fit,
)

LINE = 1.22  # height of a line, of its type's size
MOST_LINES = 4  # of one cell; what is longer stands in the notes
GAP = 24.0  # between two columns of a list


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Rows that fit on a slide side by side, and the texts that were cut, in full."""

    columns: tuple[tuple[tuple[float, tuple[Span, ...]], ...], ...]
    cut: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A table: its columns, its rows of words, how many tables stand side by side, size of type."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str | Span, ...], ...]
    beside: int = 1
    size: float = SMALL
    top: float = TOP


def write_listing(canvas: Canvas, title: str, notes: str, listing: Listing, lead: str = "") -> None:
    """The table on as many slides as it needs, «(2 из 7)» in their titles."""
    found = list(_pages(listing, lead))
    for number, page in enumerate(found, start=1):
        counted = f" ({number} из {len(found)})" if len(found) > 1 else ""
        whole = "\n".join((notes, *(f"Полностью: {text}" for text in page.cut)))
        slide = canvas.slide(title + counted, whole)
        top = listing.top
        if lead and number == 1:
            height = _lead_height(lead)
            words = [[Span(text=lead, colour="colour-soft")]]
            canvas.text(slide, Box(left=LEFT, top=top, width=WIDTH, height=height), words)
            top += height
        each = _each(listing)
        for place, rows in enumerate(page.columns):
            height = HEAD + sum(height for height, _ in rows)
            left = LEFT + place * (each + GAP)
            box = Box(left=left, top=top, width=each, height=height)
            canvas.table(slide, box, listing.columns, rows)


def write_pair(
    canvas: Canvas, title: str, notes: str, lead: str, pair: Sequence[tuple[str, Listing]]
) -> None:
    """Two tables side by side on one slide, as many rows of each as fit; the others are counted."""
    slide = canvas.slide(title, notes)
    words = [[Span(text=lead, colour="colour-soft")]]
    canvas.text(slide, Box(left=LEFT, top=TOP, width=WIDTH, height=30), words)
    each = (WIDTH - GAP) / 2
    top = TOP + _lead_height(lead)
    for place, (caption, listing) in enumerate(pair):
        left = LEFT + place * (each + GAP)
        head = [[Span(text=caption, size=14, bold=True)]]
        canvas.text(slide, Box(left=left, top=top, width=each, height=20), head)
        rows = [_row(cells, listing) for cells in listing.rows]
        room = BOTTOM - top - 24 - HEAD - 20
        shown = _fits([height for height, _, _ in rows], room)
        height = HEAD + sum(height for height, _, _ in rows[:shown])
        if shown:
            box = Box(left=left, top=top + 24, width=each, height=height)
            cells = [(height, spans) for height, spans, _ in rows[:shown]]
            canvas.table(slide, box, listing.columns, cells)
        rest = len(rows) - shown
        more = f"и ещё {rest}: полностью — в таблице" if rest else "" if rows else "никто"
        under = Box(left=left, top=top + 28 + (height if shown else 0), width=each, height=20)
        if more:
            canvas.text(slide, under, [[Span(text=more, size=12, colour="colour-soft")]])


def _each(listing: Listing) -> float:
    """The width of one of the tables side by side."""
    return (WIDTH - GAP * (listing.beside - 1)) / listing.beside


def _lead_height(lead: str) -> float:
    return len(wrapped(lead, WIDTH, 14)) * 14 * LINE + 10


def _pages(listing: Listing, lead: str) -> Iterator[Page]:
    rows = [_row(cells, listing) for cells in listing.rows]
    at, first = 0, True
    while at < len(rows):
        room = BOTTOM - listing.top - HEAD - (_lead_height(lead) if lead and first else 0)
        columns: list[tuple[tuple[float, tuple[Span, ...]], ...]] = []
        cut: list[str] = []
        for _ in range(listing.beside):
            end = _fits([height for height, _, _ in rows[at:]], room) + at
            if end > at:
                columns.append(tuple((height, spans) for height, spans, _ in rows[at:end]))
                cut += [text for _, _, texts in rows[at:end] for text in texts]
            at = end
        first = False
        yield Page(columns=_level(columns, at >= len(rows)), cut=tuple(cut))


def _level(
    columns: list[tuple[tuple[float, tuple[Span, ...]], ...]], is_last: bool
) -> tuple[tuple[tuple[float, tuple[Span, ...]], ...], ...]:
    """The last page's rows spread evenly over its columns where all fit into fewer."""
    if not is_last or len(columns) < 2:
        return tuple(columns)
    rows = [row for column in columns for row in column]
    per = -(-len(rows) // len(columns))
    starts = [*range(0, len(rows), per), len(rows)]
    return tuple(tuple(rows[start:end]) for start, end in pairwise(starts))


def _fits(heights: Sequence[float], room: float) -> int:
    """How many rows fit, one at least."""
    used, number = 0.0, 0
    for height in heights:
        used += height
        if number and used > room:
            break
        number += 1
    return number


def _row(
    cells: Sequence[str | Span], listing: Listing
) -> tuple[float, tuple[Span, ...], tuple[str, ...]]:
    """The row's height, its cells as they are shown, and the texts that were too long."""
    spans, cut, lines = [], [], 1
    for cell, column in zip(cells, listing.columns, strict=True):
        span = cell if isinstance(cell, Span) else Span(text=cell, size=listing.size)
        room = _each(listing) * column.part - 2 * PAD - 2
        text = fit(span.text)
        shown = shortened(text, room, span.size, MOST_LINES)
        if shown != text:
            cut.append(text)
        found = wrapped(shown, room, span.size, bold=span.bold)
        lines = max(lines, len(found))
        spans.append(Span(text=shown, size=span.size, bold=span.bold, colour=span.colour))
    height = lines * max(listing.size, LEAST) * LINE + 7
    return height, tuple(spans), tuple(cut)
