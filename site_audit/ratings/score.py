"""Score: verdicts become points, points become shares, percents and bands, in exact numbers.

Sizes of the ratings, rounding and bands are those of the methodology («From marks to ratings»).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import count
from typing import Literal, get_args

from site_audit.model import Mark, Score, Verdict

PRESENCE = tuple(
    f"{group}{number}"
    for group, size in (("A", 10), ("B", 9), ("C", 7))
    for number in range(1, size + 1)
)
VISUAL = tuple(f"V{number}" for number in range(1, 9))
SCORED = PRESENCE + VISUAL
PRESENCE_POINT, VISUAL_POINT = 20, 13  # of 1,040: presence and visual weigh one half each

Rating = Literal["presence", "visual", "overall"]
Band = Literal["full", "high", "middle", "low", "unknown"]
BANDS: tuple[Band, ...] = get_args(Band)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scores:
    """The three ratings of one site: out of 26, of 40 and of 1,040 points."""

    presence: Score
    visual: Score
    overall: Score

    def of(self, rating: Rating) -> Score:
        """The score of one rating."""
        by_rating = {"presence": self.presence, "visual": self.visual, "overall": self.overall}
        return by_rating[rating]

    def named(self) -> tuple[tuple[Rating, Score], ...]:
        """(rating, score) of the three."""
        return tuple((rating, self.of(rating)) for rating in get_args(Rating))


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """Bounds of a share of all points, 0 … 1; they differ where marks could not be told."""

    lower: Fraction
    upper: Fraction


def tally(verdicts: Iterable[Verdict]) -> Scores:
    """Points of a site. A scored criterion without a mark, or without a verdict, is unknown.

    Observed criteria do not count. Raises ValueError when a criterion is judged twice or a mark
    lies outside 0 … ``out_of``: such a score would be a lie.
    """
    marks: dict[str, Mark] = {}
    for verdict in verdicts:
        _refuse_nonsense(verdict, marks)
        marks[verdict.criterion] = verdict.finding.mark
    return tally_marks(marks)


def tally_marks(marks: Mapping[str, Mark]) -> Scores:
    """Points of a site by its marks, which were looked through when they were kept."""
    return scores(_sum(PRESENCE, marks, 1), _sum(VISUAL, marks, 5))


def scores(presence: Score, visual: Score) -> Scores:
    """The three ratings by the first two."""
    return Scores(presence=presence, visual=visual, overall=_overall(presence, visual))


def _refuse_nonsense(verdict: Verdict, seen: Mapping[str, Mark]) -> None:
    if verdict.criterion in seen:
        raise ValueError(f"criterion {verdict.criterion} is judged twice")
    if verdict.criterion not in SCORED:
        return
    out_of = 1 if verdict.criterion in PRESENCE else 5
    mark = verdict.finding.mark
    if mark is not None and not 0 <= mark <= out_of:
        raise ValueError(f"mark {mark} of {verdict.criterion} is outside 0…{out_of}")


def _sum(criteria: tuple[str, ...], marks: Mapping[str, Mark], each: int) -> Score:
    known = [mark for criterion in criteria if (mark := marks.get(criterion)) is not None]
    return Score(
        points=sum(known),
        out_of=each * len(criteria),
        unknown=each * (len(criteria) - len(known)),
    )


def _overall(presence: Score, visual: Score) -> Score:
    return Score(
        points=PRESENCE_POINT * presence.points + VISUAL_POINT * visual.points,
        out_of=PRESENCE_POINT * presence.out_of + VISUAL_POINT * visual.out_of,
        unknown=PRESENCE_POINT * presence.unknown + VISUAL_POINT * visual.unknown,
    )


@lru_cache(maxsize=8192)
def share(score: Score) -> Share:
    """The bounds of a score as shares."""
    return Share(
        lower=Fraction(score.points, score.out_of), upper=Fraction(score.upper, score.out_of)
    )


def percent(points: int, out_of: int) -> int:
    """Whole percents, rounded half up: 12 of 26 -> 46, 13 of 40 -> 33."""
    return int(_half_up(Fraction(points, out_of), 0))


def percent_shown(part: Fraction) -> Decimal:
    """Percents as people see them: whole, or with decimals where rounding would change the band.

    935 of 1,040 (89.904 %) is shown as 89.9, not as 90; only overall and medians come so near.
    """
    tries = (_half_up(part, places) for places in count())
    return next(shown for shown in tries if _band_at(Fraction(shown) / 100) == _band_at(part))


def _half_up(part: Fraction, places: int) -> Decimal:
    scaled = part * 100 * 10**places
    return Decimal((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)).scaleb(
        -places
    )


def _band_at(part: Fraction) -> Band:
    if part >= 1:
        return "full"
    if part >= Fraction(9, 10):
        return "high"
    return "middle" if part >= Fraction(1, 2) else "low"


@lru_cache(maxsize=16384)
def band_of(score: Score) -> Band:
    """The band of a score."""
    return band(share(score))


def band(bounds: Share) -> Band:
    """The band that holds both bounds, or ``unknown`` («не определено») when they differ."""
    lower = _band_at(bounds.lower)
    return lower if lower == _band_at(bounds.upper) else "unknown"
