"""Trend: one rating over all runs, with a mark where what it is judged by has changed."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import accumulate
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
    band_of,
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
    told = {number: _figures(one.everyone, OUT_OF[rating]) for number, one in counted.items()}
    panel = {number: _figures(one.panel, OUT_OF[rating]) for number, one in counted.items()}
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


def _figures(counted: store.Tallied, out_of: int) -> Figures:
    """The same figures as those of rows, from how many have how many points."""
    if not counted:
        return NOBODY
    bands: Counter[Band] = Counter()
    lowers: Counter[int] = Counter()
    uppers: Counter[int] = Counter()
    for (points, unknown), number in counted.items():
        bands[band_of(Score(points=points, out_of=out_of, unknown=unknown))] += number
        lowers[points] += number
        uppers[points + unknown] += number
    return Figures(
        rated=bands.total(),
        median=Share(lower=_median(lowers) / out_of, upper=_median(uppers) / out_of),
        bands=count_bands(bands),
    )


def _median(counted: Counter[int]) -> Fraction:
    """The median of values that come so many times."""
    total = counted.total()
    values = sorted(counted)
    ends = list(accumulate(counted[value] for value in values))
    middle = [values[bisect_right(ends, place)] for place in ((total - 1) // 2, total // 2)]
    return Fraction(sum(middle), 2)
