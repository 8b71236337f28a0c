"""How precise the criteria are on labelled sites, as ``make gold`` measured it."""

from __future__ import annotations

import tomllib
from functools import cache
from pkgutil import get_data

from site_audit.ratings.accuracy import Accuracy


@cache
def accuracy() -> tuple[Accuracy, ...]:
    """By criterion, the sure labels of our own and of real sites together."""
    kept = tomllib.loads((get_data("criteria", "accuracy.toml") or b"").decode())
    groups = (kept["own"], kept["real"])
    codes = dict.fromkeys(code for group in groups for code in group if code != "sites")
    return tuple(_of(code, [group[code] for group in groups if code in group]) for code in codes)


def _of(code: str, counted: list[dict[str, int]]) -> Accuracy:
    sure, right, untold = (
        sum(one[name] for one in counted) for name in ("sure", "right", "untold")
    )
    return Accuracy(criterion=code, right=right, wrong=sure - right - untold, untold=untold)
