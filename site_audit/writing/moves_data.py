"""Moves and trends as data, for the JSON of a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from site_audit.ratings.ladder import BandCount
from site_audit.ratings.moves import Figures, Move, Moves
from site_audit.ratings.score import Share, percent_shown
from site_audit.ratings.trend import Point


def moves_data(found: Moves, run: str) -> dict[str, Any]:
    """``{"against", "risen", "fallen", "new", "gone", "panel": {"before", "now"}}``.

    A move is ``{"name", "before", "now", "gain"}``, its gain in percentage points, surely gained
    or lost; ``new`` and ``gone`` are names; figures are ``{"rated", "median", "bands"}``.
    """
    return {
        "against": run,
        "risen": [_move(one) for one in found.risen],
        "fallen": [_move(one) for one in found.fallen],
        "new": [one.title for one in found.new],
        "gone": [one.title for one in found.gone],
        "panel": {"before": _figures(found.panel_before), "now": _figures(found.panel_now)},
    }


def trend_data(points: Sequence[Point]) -> list[dict[str, Any]]:
    """Of each judgement ``{"run", "judgement", "at", "edition", "detectors", "breaks", "all",
    "panel"}``; the last two are figures.
    """
    return [
        {
            "run": one.run_id,
            "judgement": one.number,
            "at": one.at.isoformat(),
            "edition": one.edition,
            "detectors": one.detectors,
            "breaks": list(one.breaks),
            "all": _figures(one.figures),
            "panel": _figures(one.panel),
        }
        for one in points
    ]


def _move(one: Move) -> dict[str, Any]:
    return {
        "name": one.now.title,
        "before": _percents(one.before.share),
        "now": _percents(one.now.share),
        "gain": round(float(one.gain * 100), 1),
    }


def _figures(one: Figures) -> dict[str, Any]:
    median = _percents(one.median) if one.median else None
    return {"rated": one.rated, "median": median, "bands": [_band(count) for count in one.bands]}


def _band(count: BandCount) -> dict[str, Any]:
    return {"band": count.band, "sites": count.sites}


def _percents(bounds: Share) -> dict[str, float]:
    lower, upper = (float(percent_shown(part)) for part in (bounds.lower, bounds.upper))
    return {"percent": lower, "percent_upper": upper}
