"""Charts: where dots, slopes and lines stand. Shares become coordinates and nothing else is told.

Across, coordinates are percents of the width, so that a chart fits a phone and a page of paper;
down, they are CSS pixels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from site_audit.ratings.ladder import Row
from site_audit.ratings.moves import Move, Moves
from site_audit.ratings.score import Band, Share
from site_audit.ratings.trend import Point

DOT = 6.0  # pixels from one dot of a column to the next
SMALLEST = 3.0  # pixels of that step; smaller dots are drawn as one line
COLUMN = 144.0  # pixels that the highest column may take
SLOPES = 7  # of those who rose, and of those who fell
LABEL = 19.0  # pixels of a label's line
LINE = 110.0  # pixels from 0 % to 100 % of a trend


@dataclass(frozen=True, kw_only=True, slots=True)
class Dots:
    """The dots of one band: an SVG path of points; ``sure`` False = lower bounds of ranges."""

    band: Band
    sure: bool
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """A dot for each of the rated: ``height`` in pixels, ``step`` from dot to dot.

    ``towers``: there are too many, each column is one line of its height; ``highest`` counts those
    in the highest column.
    """

    height: float
    step: float
    towers: bool
    highest: int
    dots: tuple[Dots, ...]


def spread(rows: Sequence[Row]) -> Spread:
    """Columns of dots, one column for each whole percent, best coloured by their band.

    In the path x is the percent (0 … 100) and y the height of the column in pixels.
    """
    columns: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        columns[int(row.share.lower * 100)].append(row)
    highest = max(map(len, columns.values()), default=1)
    step = min(DOT, COLUMN / highest)
    towers = step < SMALLEST
    draw = _tower if towers else _column
    paths: defaultdict[tuple[Band, bool], list[str]] = defaultdict(list)
    for percent, inside in columns.items():
        inside.sort(key=lambda row: (not _sure(row), row.band))
        for (band, sure), alike in groupby(enumerate(inside), lambda one: _kind(one[1])):
            numbers = [number for number, _ in alike]
            paths[band, sure].append(draw(percent, numbers, step))
    dots = (Dots(band=band, sure=sure, path="".join(path)) for (band, sure), path in paths.items())
    return Spread(
        height=highest * step, step=step, towers=towers, highest=highest, dots=tuple(dots)
    )


def _sure(row: Row) -> bool:
    return row.share.lower == row.share.upper


def _kind(row: Row) -> tuple[Band, bool]:
    return row.band, _sure(row)


def _column(percent: int, numbers: Sequence[int], step: float) -> str:
    return "".join(f"M{percent} {-(number + 0.5) * step:.1f}h0" for number in numbers)


def _tower(percent: int, numbers: Sequence[int], step: float) -> str:
    return f"M{percent} {-numbers[0] * step:.1f}v{-len(numbers) * step:.1f}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Slope:
    """One line from before to now; ``label`` is where its name has room to stand."""

    move: Move
    before: float
    now: float
    label: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Slopes:
    """The largest moves; ``starts`` are the shares before with the place of their labels."""

    height: float
    lines: tuple[Slope, ...]
    starts: tuple[tuple[Share, float], ...]


def slopes(moves: Moves) -> Slopes:
    """The largest moves both ways; of a range that end is drawn which makes the move least."""
    shown = (*moves.risen[:SLOPES], *moves.fallen[:SLOPES])
    height = max(len(shown) * LABEL + LABEL, 8 * LABEL)

    def down(part: float) -> float:
        return LABEL / 2 + (1 - part) * (height - LABEL)

    ends = [_ends(move) for move in shown]
    before, now = [down(one) for one, _ in ends], [down(one) for _, one in ends]
    starts = {y: move.before.share for move, y in zip(shown, before, strict=True)}
    return Slopes(
        height=height,
        lines=tuple(
            Slope(move=move, before=y, now=z, label=label)
            for move, y, z, label in zip(shown, before, now, apart(now, height), strict=True)
        ),
        starts=tuple(zip(starts.values(), apart(list(starts), height), strict=True)),
    )


def _ends(move: Move) -> tuple[float, float]:
    if move.gain > 0:
        return float(move.before.share.upper), float(move.now.share.lower)
    return float(move.before.share.lower), float(move.now.share.upper)


def apart(wanted: Sequence[float], height: float) -> list[float]:
    """Places near the wanted ones, a label's line from each other and inside the height."""
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    found = [0.0] * len(wanted)
    floor = LABEL / 2
    for number in order:
        found[number] = floor = max(wanted[number], floor)
        floor += LABEL
    ceiling = height - LABEL / 2
    for number in reversed(order):
        found[number] = ceiling = min(found[number], ceiling)
        ceiling -= LABEL
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Dot:
    """One point of a trend: ``x`` in percents, its bounds and the label above in pixels."""

    point: Point
    median: Share
    x: float
    top: float
    bottom: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """The line between two points that may be compared."""

    start: Dot
    end: Dot


def trend_dots(points: Sequence[Point]) -> tuple[Dot, ...]:
    """The medians of the panel where there is one, from left to right."""
    told = [(point, point.panel.median) for point in points]
    width = 84 / max(1, len(told) - 1)
    return tuple(
        Dot(
            point=point,
            median=median,
            x=8 + number * width,
            top=(1 - float(median.upper)) * LINE,
            bottom=(1 - float(median.lower)) * LINE,
        )
        for number, (point, median) in enumerate(told)
        if median is not None
    )


def segments(dots: Iterable[Dot]) -> tuple[Segment, ...]:
    """Lines between neighbours, none over a change of edition or detectors."""
    return tuple(
        Segment(start=one, end=other) for one, other in pairwise(dots) if not other.point.breaks
    )
