"""Ranking: results of a run become places, bands, lists and roll-ups. Pure, exact, no SQL.

Where marks could not be told a score is a range, and so are places, medians and means: nobody
is put below another unless every way of filling the gaps says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from statistics import median
from typing import Literal

from site_audit.model import College
from site_audit.ratings.failings import (
    CommonError,
    MarkCount,
    common_errors,
    count_marks,
    not_looked_at,
)
from site_audit.ratings.ladder import (
    BandCount,
    Ladder,
    Place,
    Result,
    bounds_of,
    by_cluster,
    by_college,
    count_bands,
    places,
    shares_of,
)
from site_audit.ratings.score import PRESENCE, SCORED, VISUAL, Rating, Share, band, tally
from site_audit.words import collate

__all__ = ["Ranking", "Result", "Slice", "Unit", "rank", "tally"]

Unit = Literal["college", "cluster", "region", "industry"]

RANKED_FROM = 5  # a region or industry with fewer audited sites gets no place
CRITERIA: dict[Rating, tuple[str, ...]] = {
    "presence": PRESENCE,
    "visual": VISUAL,
    "overall": SCORED,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Slice:
    """All sites of a region or an industry; ``place`` None = under five audited, not ranked."""

    title: str
    sites: int
    audited: int
    median: Share | None
    bands: tuple[BandCount, ...]
    place: Place | None

    @property
    def not_audited(self) -> int:
        """How many sites could not be audited."""
        return self.sites - self.audited


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """One rating of one run, seen by college, cluster, region and industry, each when asked for.

    ``counts`` are the marks of the rated sites, counted; ``results`` may be without verdicts.
    """

    rating: Rating
    results: tuple[Result, ...]
    counts: tuple[MarkCount, ...]

    @property
    def sites(self) -> int:
        """All sites of the run."""
        return len(self.results)

    @cached_property
    def audited(self) -> int:
        """Sites with a rating."""
        return sum(result.audited for result in self.results)

    @cached_property
    def partial(self) -> int:
        """Sites that were read in part."""
        return sum(result.outcome.kind == "partial" for result in self.results)

    @cached_property
    def colleges(self) -> Ladder:
        """The places of colleges."""
        return by_college(self.results, self.rating)

    @cached_property
    def clusters(self) -> Ladder:
        """The places of clusters."""
        return by_cluster(self.results, self.rating)

    @cached_property
    def regions(self) -> tuple[Slice, ...]:
        """All sites by region."""
        return _slices(self.results, self.rating, lambda college: (college.region,))

    @cached_property
    def industries(self) -> tuple[Slice, ...]:
        """All sites by industry."""
        return _slices(self.results, self.rating, _industries)

    @cached_property
    def errors(self) -> tuple[CommonError, ...]:
        """The criteria of this rating that fail somewhere."""
        return common_errors(self.counts, CRITERIA[self.rating])

    @cached_property
    def not_built(self) -> tuple[str, ...]:
        """Criteria of this rating that no site was judged by: without a browser."""
        return not_looked_at(self.counts, CRITERIA[self.rating])

    def ladder(self, unit: Unit) -> Ladder | None:
        """The ladder of colleges or clusters; regions and industries have slices instead."""
        if unit == "college":
            return self.colleges
        return self.clusters if unit == "cluster" else None

    def slices(self, unit: Unit) -> tuple[Slice, ...]:
        """The rows by region or industry, empty by college and cluster."""
        if unit == "region":
            return self.regions
        return self.industries if unit == "industry" else ()


def rank(
    results: Sequence[Result], rating: Rating, counts: Sequence[MarkCount] | None = None
) -> Ranking:
    """Rank the terminal results of a run by one rating.

    ``counts`` are its marks where they were counted already: results may then be without verdicts.
    """
    counts = count_marks(results) if counts is None else counts
    return Ranking(rating=rating, results=tuple(results), counts=tuple(counts))


def _industries(college: College) -> tuple[str, ...]:
    named = {membership.industry for membership in college.memberships if membership.industry}
    return tuple(sorted(named)) or ("",)


def _slices(
    results: Iterable[Result], rating: Rating, titles: Callable[[College], tuple[str, ...]]
) -> tuple[Slice, ...]:
    """Regions or industries: ranked ones by their medians, then the small ones by name."""
    members: defaultdict[str, list[Result]] = defaultdict(list)
    for result in results:
        for title in titles(result.college):
            members[title].append(result)
    shares = {title: shares_of(inside, rating) for title, inside in members.items()}
    medians = {title: bounds_of(inside, median) for title, inside in shares.items()}
    ranked = {t: m for t, m in medians.items() if m and t and len(shares[t]) >= RANKED_FROM}
    placed = dict(zip(ranked, places(tuple(ranked.values())), strict=True))
    slices = [
        Slice(
            title=title,
            sites=len(inside),
            audited=len(shares[title]),
            median=medians[title],
            bands=count_bands([band(one) for one in shares[title]]),
            place=placed.get(title),
        )
        for title, inside in members.items()
    ]
    return tuple(sorted(slices, key=_slice_order))


def _slice_order(one: Slice) -> tuple[bool, Fraction, Fraction, bool, str]:
    if one.place is None or one.median is None:
        return True, Fraction(0), Fraction(0), not one.title, collate(one.title)
    return False, -one.median.lower, -one.median.upper, False, collate(one.title)
