"""Listing: long tables and lists laid out over as many slides as they need; nothing overflows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

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
class Listing:
    """A table: its columns, its rows of words.

    ``tried`` are (tables side by side, size of type), the best first: that is taken which needs
    the fewest slides. Sizes of spans are the table's.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str | Span, ...], ...]
    tried: tuple[tuple[int, float], ...] = ((1, 14.0), (1, 13.0), (1, SMALL))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A row as it is shown, with the texts that were too long for it."""

    height: float
    cells: tuple[Span, ...]
    cut: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Page:
    """Rows that fit on a slide, table by table."""

    tables: tuple[tuple[_Row, ...], ...]

    @property
    def cut(self) -> tuple[str, ...]:
        """The texts that were cut, in full."""
        return tuple(text for rows in self.tables for row in rows for text in row.cut)


def write_listing(canvas: Canvas, title: str, notes: str, listing: Listing, lead: str = "") -> None:
    """The table on as many slides as it needs, «(2 из 7)» in their titles."""
    beside, pages = _best(listing, lead)
    for number, page in enumerate(pages, start=1):
        counted = f" ({number} из {len(pages)})" if len(pages) > 1 else ""
        slide = canvas.slide(title + counted, _notes(notes, page.cut))
        top = TOP
        if lead and number == 1:
            height = _lead_height(lead)
            words = [[Span(text=lead, colour="colour-soft")]]
            canvas.text(slide, Box(left=LEFT, top=top, width=WIDTH, height=height), words)
            top += height
        for place, rows in enumerate(page.tables):
            left = LEFT + place * (_each(beside) + GAP)
            _write_table(canvas, slide, (left, top, _each(beside)), listing, rows)


def _notes(notes: str, cut: Iterable[str]) -> str:
    return "\n".join((notes, *(f"Полностью: {text}" for text in cut)))


def _write_table(
    canvas: Canvas,
    slide: Any,
    where: tuple[float, float, float],
    listing: Listing,
    rows: Sequence[_Row],
) -> None:
    left, top, width = where
    height = HEAD + sum(row.height for row in rows)
    box = Box(left=left, top=top, width=width, height=height)
    canvas.table(slide, box, listing.columns, [(row.height, row.cells) for row in rows])


def write_pair(
    canvas: Canvas, title: str, notes: str, lead: str, pair: Sequence[tuple[str, Listing]]
) -> None:
    """Two tables side by side on one slide, as many rows of each as fit; the others are counted."""
    top = TOP + _lead_height(lead)
    room = BOTTOM - top - 24 - HEAD - 20
    rows = _pair_rows(pair, room)
    shown = [one[: _fits(one, room)] for one in rows]
    slide = canvas.slide(title, _notes(notes, (t for one in shown for row in one for t in row.cut)))
    words = [[Span(text=lead, colour="colour-soft")]]
    canvas.text(slide, Box(left=LEFT, top=TOP, width=WIDTH, height=30), words)
    for place, (caption, listing) in enumerate(pair):
        left = LEFT + place * (_each(2) + GAP)
        head = [[Span(text=caption, size=14, bold=True)]]
        canvas.text(slide, Box(left=left, top=top, width=_each(2), height=20), head)
        seen, rest = shown[place], len(rows[place]) - len(shown[place])
        under = top + 28
        if seen:
            _write_table(canvas, slide, (left, top + 24, _each(2)), listing, seen)
            under += HEAD + sum(row.height for row in seen)
        more = f"и ещё {rest}: полностью — в таблице" if rest else "" if seen else "никто"
        if more:
            box = Box(left=left, top=under, width=_each(2), height=16)
            canvas.text(slide, box, [[Span(text=more, size=12, colour="colour-soft")]])


def _pair_rows(pair: Sequence[tuple[str, Listing]], room: float) -> list[list[_Row]]:
    """The rows of both tables in the largest type in which all fit, else in the least."""
    for size in (SMALL, LEAST):
        rows = [_rows(listing, 2, size) for _, listing in pair]
        if all(_fits(one, room) == len(one) for one in rows):
            break
    return rows


def _each(beside: int) -> float:
    """The width of one of the tables side by side."""
    return (WIDTH - GAP * (beside - 1)) / beside


def _lead_height(lead: str) -> float:
    return len(wrapped(lead, WIDTH, 14)) * 14 * LINE + 10


def _best(listing: Listing, lead: str) -> tuple[int, list[_Page]]:
    """How many tables stand side by side, and the pages: of all that are tried the fewest."""
    found = []
    for beside, size in listing.tried:
        rows = _rows(listing, beside, size)
        found.append((beside, _level(rows, beside, lead)))
        if len(found[-1][1]) == 1:
            break
    return min(found, key=lambda one: len(one[1]))


def _level(rows: Sequence[_Row], beside: int, lead: str) -> list[_Page]:
    """The pages, filled evenly: no slide of a single row after full ones."""
    pages = _pages(rows, beside, lead, 1)
    for part in SPARED:
        evener = _pages(rows, beside, lead, part)
        if len(evener) > len(pages):
            break
        if len(pages) > 1 or len(evener[0].tables) == beside:
            pages = evener
    return pages


SPARED = tuple(1 - 0.05 * step for step in range(1, 19))  # of the room


def _pages(rows: Sequence[_Row], beside: int, lead: str, part: float) -> list[_Page]:
    pages: list[_Page] = []
    at = 0
    while at < len(rows):
        room = BOTTOM - TOP - HEAD - (_lead_height(lead) if lead and not pages else 0)
        tables: list[tuple[_Row, ...]] = []
        while len(tables) < beside and at < len(rows):
            number = _fits(rows[at:], room * part)
            tables.append(tuple(rows[at : at + number]))
            at += number
        pages.append(_Page(tables=tuple(tables)))
    return pages


def _fits(rows: Sequence[_Row], room: float) -> int:
    """How many rows fit, one at least where there is one."""
    used, number = 0.0, 0
    for row in rows:
        used += row.height
        if number and used > room:
            break
        number += 1
    return number


def _rows(listing: Listing, beside: int, size: float) -> list[_Row]:
    rooms = [_each(beside) * column.part - 2 * PAD - 2 for column in listing.columns]
    return [_row(cells, rooms, size) for cells in listing.rows]


def _row(cells: Sequence[str | Span], rooms: Sequence[float], size: float) -> _Row:
    spans, cut, lines = [], [], 1
    for cell, room in zip(cells, rooms, strict=True):
        span = cell if isinstance(cell, Span) else Span(text=cell)
        text = fit(span.text)
        shown = shortened(text, room, size, MOST_LINES, bold=span.bold)
        if shown != text:
            cut.append(text)
        lines = max(lines, len(wrapped(shown, room, size, bold=span.bold)))
        spans.append(replace(span, text=shown, size=size))
    return _Row(height=lines * size * LINE + 7, cells=tuple(spans), cut=tuple(cut))
