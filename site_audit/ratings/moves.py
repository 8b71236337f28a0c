"""Moves: what changed between two judgements of one edition, for all sites and for a panel.

Where marks could not be told a score is a range: a site has risen or fallen only when its two
ranges lie apart, so that a page that could be read this time and not the last is no success.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median_high, median_low

from site_audit.ratings.ladder import (
    BandCount,
    Ladder,
    Place,
    Row,
    Unrated,
    count_bands,
    places_of,
)
from site_audit.ratings.score import Rating, Share


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """One who was rated both times; ``places`` are those among the panel: before, now.

    ``gain`` is what was surely gained of the whole, negative when lost, 0 when nobody can tell.
    """

    before: Row
    now: Row
    gain: Fraction
    places: tuple[Place, Place]


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What is told of many sites at one time: how many are rated, their median, their bands."""

    rated: int
    median: Share | None
    bands: tuple[BandCount, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Moves:
    """One rating against the judgement before.

    ``risen`` and ``fallen`` come most first; ``new`` are rated now and were not before, ``gone``
    were rated and are not now (unrated, or not in the run). The panel are those rated both times:
    only its figures may be compared, as nobody came or went.
    """

    rating: Rating
    risen: tuple[Move, ...]
    fallen: tuple[Move, ...]
    new: tuple[Row, ...]
    gone: tuple[Row | Unrated, ...]
    panel_before: Figures
    panel_now: Figures
    all_before: Figures
    all_now: Figures


def moves(rating: Rating, before: Ladder, now: Ladder) -> Moves:
    """What changed from one ladder to another of the same unit."""
    was, at_present = _keyed(before.rows), _keyed(now.rows)
    both = [key for key in at_present if key in was]
    then, since = [was[key] for key in both], [at_present[key] for key in both]
    moved = [
        Move(before=old, now=new, gain=_gain(old.share, new.share), places=(place, other))
        for old, new, place, other in zip(then, since, _places(then), _places(since), strict=True)
    ]
    moved.sort(key=lambda one: -abs(one.gain))  # those of one gain stay in the ladder's order
    unrated = {_key(one): one for one in now.unrated}
    return Moves(
        rating=rating,
        risen=tuple(one for one in moved if one.gain > 0),
        fallen=tuple(one for one in moved if one.gain < 0),
        new=tuple(row for key, row in at_present.items() if key not in was),
        gone=tuple(unrated.get(key, row) for key, row in was.items() if key not in at_present),
        panel_before=figures(then),
        panel_now=figures(since),
        all_before=figures(before.rows),
        all_now=figures(now.rows),
    )


def figures(rows: Sequence[Row]) -> Figures:
    """How many, their median and their bands."""
    return Figures(
        rated=len(rows),
        median=_median(rows),
        bands=count_bands([row.band for row in rows]),
    )


def _median(rows: Sequence[Row]) -> Share | None:
    """In whole points, which are all out of the same: so many fractions are slow to sort."""
    if not rows:
        return None
    out_of = rows[0].score.out_of
    lower, upper = (
        Fraction(median_low(points) + median_high(points), 2 * out_of)
        for points in ([row.score.points for row in rows], [row.score.upper for row in rows])
    )
    return Share(lower=lower, upper=upper)


def _gain(before: Share, now: Share) -> Fraction:
    if now.lower > before.upper:
        return now.lower - before.upper
    return min(Fraction(0), now.upper - before.lower)


def _places(rows: Sequence[Row]) -> tuple[Place, ...]:
    return places_of([row.score for row in rows])


def _keyed(rows: Sequence[Row]) -> dict[object, Row]:
    return {_key(row): row for row in rows}


def _key(row: Row | Unrated) -> object:
    """A college by its number, a cluster by its name."""
    alone = row.members is None and row.result is not None
    return row.result.college.id if alone and row.result else row.title
