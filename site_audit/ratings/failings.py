"""Common errors: on how many sites a criterion fails, of those where it could be told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from site_audit.model import Mark
from site_audit.ratings.ladder import Result
from site_audit.ratings.score import SCORED, VISUAL

POOR_VISUAL = 2  # a visual mark up to this one is a common error

NOT_LOOKED = frozenset({"no_browser", "not_built"})
"""Reasons of marks that nobody tried to give; the second is of runs before there was a browser."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkCount:
    """On how many rated ``sites`` a criterion has this mark for this reason with this advice."""

    criterion: str
    mark: Mark
    reason: str
    advice: str | None
    sites: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CommonError:
    """On how many ``sites`` of those ``checked`` a criterion fails, and the advice most given."""

    criterion: str
    sites: int
    checked: int
    advice: str | None

    @property
    def part(self) -> Fraction:
        """The share of failing sites among the checked ones."""
        return Fraction(self.sites, self.checked)


def count_marks(results: Iterable[Result]) -> tuple[MarkCount, ...]:
    """The marks of all rated results, counted."""
    counted = Counter(
        (one.criterion, one.finding.mark, one.finding.reason, one.finding.advice)
        for result in results
        if result.audited
        for one in result.verdicts
    )
    return tuple(
        MarkCount(criterion=criterion, mark=mark, reason=reason, advice=advice, sites=sites)
        for (criterion, mark, reason, advice), sites in counted.items()
    )


def common_errors(
    counts: Iterable[MarkCount], criteria: tuple[str, ...] = SCORED
) -> tuple[CommonError, ...]:
    """Criteria that fail somewhere, most frequent first, counted where they could be told."""
    checked: Counter[str] = Counter()
    failed: defaultdict[str, Counter[str | None]] = defaultdict(Counter)
    for one in counts:
        if one.mark is None:
            continue
        checked[one.criterion] += one.sites
        if one.mark <= poor(one.criterion):
            failed[one.criterion][one.advice] += one.sites
    errors = [
        CommonError(
            criterion=criterion,
            sites=failed[criterion].total(),
            checked=checked[criterion],
            advice=_most_given(failed[criterion]),
        )
        for criterion in criteria
        if criterion in failed
    ]
    return tuple(sorted(errors, key=lambda error: (-error.sites, criteria.index(error.criterion))))


def not_looked_at(counts: Iterable[MarkCount], criteria: tuple[str, ...]) -> tuple[str, ...]:
    """Criteria that nobody tried to judge on any rated site."""
    reasons: defaultdict[str, set[str]] = defaultdict(set)
    for one in counts:
        reasons[one.criterion].add(one.reason)
    return tuple(
        criterion
        for criterion in criteria
        if reasons[criterion] and reasons[criterion] <= NOT_LOOKED
    )


def poor(criterion: str) -> int:
    """The highest mark of a criterion that is an error."""
    return POOR_VISUAL if criterion in VISUAL else 0


def _most_given(advice: Counter[str | None]) -> str | None:
    given = {code: number for code, number in advice.items() if code}
    return min(given, key=lambda code: (-given[code], code), default=None)
