"""Trend: one rating over all runs, with a mark where what it is judged by has changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from site_audit.ratings.moves import Figures


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
