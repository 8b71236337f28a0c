"""From what the browser measured to checks: a value for each page, the median, points."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from statistics import median

from site_audit.model import Check, Evidence, Norm, Snapshot
from site_audit.rendered import Measure, Render, Spot

MOST_PLACES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What one check reads on one page; ``value`` None: nothing there to judge by."""

    value: float | None
    evidence: tuple[Evidence, ...] = ()


def points(norm: Norm, value: float) -> float:
    """From 1 at the full bound to 0 at the other, in a straight line."""
    share = (value - norm.zero_at) / (norm.full_at - norm.zero_at)
    return min(1.0, max(0.0, share))


def check(norm: Norm, readings: Iterable[Reading]) -> Check:
    """The check over all pages: the median, with the places of the worst page.

    Without a reading it was not measured; with nothing but empty ones the site has nothing to
    judge, which is worth no point.
    """
    read = tuple(readings)
    valued = [one for one in read if one.value is not None]
    if not valued:
        return _check(norm, 0.0 if read else None, None, read)
    middle = median(one.value for one in valued if one.value is not None)
    worst = sorted(valued, key=lambda one: points(norm, one.value or 0.0))
    return _check(norm, points(norm, middle), middle, worst)


def _check(
    norm: Norm, given: float | None, value: float | None, readings: Iterable[Reading]
) -> Check:
    places = [one for reading in readings for one in reading.evidence]
    return Check(
        id=norm.id,
        points=None if given is None else round(given, 4),
        value=None if value is None else round(value, 3),
        unit=norm.unit,
        full_at=norm.full_at,
        zero_at=norm.zero_at,
        evidence=() if given == 1 else tuple(dict.fromkeys(places))[:MOST_PLACES],
    )


def poorer(one: Check, other: Check) -> Check:
    """Of two halves of one check that which loses more; one that was not measured says nothing."""
    if one.points is None or other.points is None:
        return other if one.points is None else one
    return other if other.points < one.points else one


def places(snapshot: Snapshot, render: Render, spots: Iterable[Spot]) -> tuple[Evidence, ...]:
    """Evidence of places on a rendered page, with the picture of those that were pictured."""
    return tuple(_place(snapshot, render, spot) for spot in spots)


def _place(snapshot: Snapshot, render: Render, spot: Spot) -> Evidence:
    shot = next(
        (
            shot.name
            for shot in snapshot.seen.shots
            if spot.selector
            and shot.selector == spot.selector
            and (shot.url, shot.viewport) == (render.url, render.viewport)
        ),
        "",
    )
    return Evidence(
        kind="place", url=render.url, quote=spot.text, selector=spot.selector, box=spot.box,
        image=f"shot:{shot}" if shot else "",
    )  # fmt: skip


Value = Callable[[Measure], float | None]


def share(measure: Measure) -> float | None:
    """Percent of what was looked at; None where there was nothing to look at."""
    return 100 * measure.value / measure.of if measure.of else None


def count(measure: Measure) -> float | None:
    """The value as it is."""
    return measure.value


def read(snapshot: Snapshot, renders: Iterable[Render], name: str, value: Value) -> list[Reading]:
    """A reading of each render that has the measure."""
    found = []
    for render in renders:
        measure = render.measure(name)
        if measure is not None:
            evidence = places(snapshot, render, measure.spots)
            found.append(Reading(value=value(measure), evidence=evidence))
    return found


def without_places(readings: Iterable[Reading]) -> list[Reading]:
    """The same readings, where the places are what is right and need not be shown."""
    return [replace(one, evidence=()) for one in readings]
