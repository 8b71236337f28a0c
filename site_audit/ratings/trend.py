"""Trend: one rating over all runs, with a mark where what it is judged by has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from itertools import chain, repeat
from typing import Literal

from sqlalchemy import Engine

from site_audit import store
from site_audit.model import Score
from site_audit.ratings import standings
from site_audit.ratings.ladder import count_bands
from site_audit.ratings.moves import Figures
from site_audit.ratings.score import (
    PRESENCE,
    PRESENCE_POINT,
    VISUAL,
    VISUAL_POINT,
    Band,
    Rating,
    Share,
    band,
    share,
)

RatedUnit = Literal["college", "cluster"]
Judged = tuple[store.Run, store.Judgement]
WEIGHTS: dict[Rating, store.Weights] = {
    "presence": store.Weights(presence=1, visual=0),
    "visual": store.Weights(presence=0, visual=1),
    "overall": store.Weights(presence=PRESENCE_POINT, visual=VISUAL_POINT),
}
OUT_OF: dict[Rating, int] = {
    "presence": len(PRESENCE),
    "visual": 5 * len(VISUAL),
    "overall": 2 * PRESENCE_POINT * len(PRESENCE),
}

NOBODY = Figures(rated=0, median=None, bands=count_bands([]))


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One judgement in a trend; ``panel`` are the figures of the sites rated in all its points.

    ``breaks`` tells what has changed since the point before: ``edition``, ``detectors``, both or
    nothing; what stands on two sides of a break is not to be compared.
    """

    run_id: int
    number: int
    at: datetime
    edition: str
    detectors: str
    figures: Figures
    panel: Figures
    breaks: tuple[str, ...] = ()


def breaks(points: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Of (edition, detectors) in their order: what differs from the one before."""
    found: list[tuple[str, ...]] = []
    last: tuple[str, str] | None = None
    for edition, detectors in points:
        names = (("edition", edition), ("detectors", detectors))
        pairs = zip(names, last or (edition, detectors), strict=True)
        found.append(tuple(name for (name, value), before in pairs if value != before))
        last = edition, detectors
    return tuple(found)


def trend(
    engine: Engine, judged: Sequence[Judged], rating: Rating, unit: RatedUnit
) -> tuple[Point, ...]:
    """The points of these judgements, oldest first; those not settled yet are settled now.

    A run that goes on has no point yet.
    """
    judged = [one for one in judged if one[0].state == "closed"]
    for _, given in judged:
        if not given.is_settled:
            standings.settle(engine, given)
    counted = store.tallies(engine, [given.id for _, given in judged], WEIGHTS[rating], unit)
    told = _figures(counted, OUT_OF[rating])
    panel = _figures([one for one in counted if one.always], OUT_OF[rating])
    changes = breaks((given.edition, given.detectors) for _, given in judged)
    return tuple(
        Point(
            run_id=run.id,
            number=given.number,
            at=run.closed_at or run.created_at,
            edition=given.edition,
            detectors=given.detectors,
            figures=told.get(given.id, NOBODY),
            panel=panel.get(given.id, NOBODY),
            breaks=changed,
        )
        for (run, given), changed in zip(judged, changes, strict=True)
    )


def _figures(counted: Iterable[store.Tally], out_of: int) -> dict[int, Figures]:
    by_judgement: defaultdict[int, list[store.Tally]] = defaultdict(list)
    for one in counted:
        by_judgement[one.judgement_id].append(one)
    return {number: _figures_of(inside, out_of) for number, inside in by_judgement.items()}


def _figures_of(counted: Sequence[store.Tally], out_of: int) -> Figures:
    """The same figures as those of rows, from how many have how many points."""
    bands = chain.from_iterable(
        repeat(_band(one.points, one.unknown, out_of), one.number) for one in counted
    )
    lowers = sorted((one.points, one.number) for one in counted)
    uppers = sorted((one.points + one.unknown, one.number) for one in counted)
    return Figures(
        rated=sum(one.number for one in counted),
        median=Share(lower=_median(lowers) / out_of, upper=_median(uppers) / out_of),
        bands=count_bands(list(bands)),
    )


@lru_cache(maxsize=16384)
def _band(points: int, unknown: int, out_of: int) -> Band:
    return band(share(Score(points=points, out_of=out_of, unknown=unknown)))


def _median(counted: Sequence[tuple[int, int]]) -> Fraction:
    """The median of values that come so many times, in their order."""
    total = sum(number for _, number in counted)
    middle = {(total - 1) // 2, total // 2}
    passed, found = 0, 0
    for value, number in counted:
        found += value * sum(passed <= place < passed + number for place in middle)
        passed += number
    return Fraction(found, len(middle))
