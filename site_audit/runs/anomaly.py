"""Anomaly: so many sites fail the same way at once that the fault is rather our own network's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from site_audit.runs.again import OURS
from site_audit.store import Anomaly, Begun


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """Which share of the visits begun last may fail alike, and of how many at least (0 = any)."""

    share: float
    sites: int


def anomaly(begun: Sequence[Begun], bounds: Bounds) -> Anomaly | None:
    """What the visits begun last, newest first, have in common, if it is too much.

    Those under way count as good: failures are quick, and would else stand for more than they are.
    """
    window = max(bounds.sites, 3 * sum(one.under_way for one in begun))
    last = begun[:window]
    if not bounds.sites or len(last) < window:
        return None
    reasons = Counter(one.reason for one in last if one.reason in OURS)
    for reason, number in reasons.most_common(1):
        if reason is not None and number > bounds.share * len(last):
            alike = tuple(one.visit_id for one in last if one.reason == reason)
            return Anomaly(reason=reason, visits=alike)
    return None
