"""Changes: what a site gained and lost since an earlier judgement of the same edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from site_audit.model import Mark, Verdict
from site_audit.ratings.ladder import Result
from site_audit.ratings.score import SCORED


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One criterion whose mark is another one now; None = could not tell."""

    criterion: str
    before: Mark
    now: Mark


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """Since when, and what: better, worse, and what only one of the two could tell."""

    since: datetime
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    untold: tuple[Change, ...]


def changes(before: Result, now: Result) -> Changes:
    """What is different from an earlier result of the same college."""
    was, at_present = _marks(before.verdicts), _marks(now.verdicts)
    both = [code for code in SCORED if code in was and code in at_present]
    differ = [
        Change(criterion=code, before=was[code], now=at_present[code])
        for code in both
        if was[code] != at_present[code]
    ]
    return Changes(
        since=before.finished_at,
        better=tuple(one for one in differ if _gain(one) > 0),
        worse=tuple(one for one in differ if _gain(one) < 0),
        untold=tuple(one for one in differ if _gain(one) == 0),
    )


def _gain(one: Change) -> int:
    """0 where one of the two could not be told: nobody knows whether anything has changed."""
    if one.before is None or one.now is None:
        return 0
    return one.now - one.before


def _marks(verdicts: Iterable[Verdict]) -> dict[str, Mark]:
    return {one.criterion: one.finding.mark for one in verdicts}
