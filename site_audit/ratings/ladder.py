"""Ladder: colleges or clusters of a run in the order of one rating, with places as ranges.

A site that could not be audited stands apart with its reason; it is never 0 %.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from site_audit.model import College, Offer, Outcome, Score, Verdict
from site_audit.ratings.score import BANDS, Band, Rating, Scores, Share, band_of, share, tally
from site_audit.words import collate

BEST = 10  # length of the list of the best, ties come on top


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """The last good result of a college before the run: when it was found, and its ratings."""

    finished_at: datetime
    scores: Scores


@dataclass(frozen=True, kw_only=True)
class Result:
    """How one visit of a run ended; ``corrected`` are criteria whose mark a person set.

    ``tallied`` are the ratings where they were reckoned before, else they come of the verdicts.
    ``offers`` are the site's programmes, None when they are not known of this visit. A result that
    is ``held_back`` waits for a second visit to agree; ``last`` is what the college stands with
    when it has no rating now.
    """

    college: College
    outcome: Outcome
    visit_id: int
    finished_at: datetime
    verdicts: tuple[Verdict, ...] = ()
    corrected: tuple[str, ...] = ()
    offers: tuple[Offer, ...] | None = None
    held_back: bool = False
    last: Standing | None = None
    tallied: Scores | None = None

    @cached_property
    def scores(self) -> Scores:
        """The three ratings, with bounds."""
        return self.tallied or tally(self.verdicts)

    @property
    def was_read(self) -> bool:
        """Whether the site was read, wholly or in part."""
        return self.outcome.kind != "not_audited"

    @property
    def audited(self) -> bool:
        """Whether the site has a rating at all; a site that did not open has none, never 0 %."""
        return self.was_read and not self.held_back

    @property
    def why_unrated(self) -> str:
        """The reason why a site has no rating."""
        return "unconfirmed" if self.was_read else self.outcome.reason or "our_failure"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Best and worst possible place; equal scores share one."""

    first: int
    last: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Members:
    """Sites of a cluster beside its base: mean and worst of the audited ones, as bounds."""

    sites: int
    audited: int
    mean: Share | None
    worst: Share | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A rated college, or a cluster rated by its base organisation's ``result``."""

    title: str
    region: str
    result: Result
    score: Score
    share: Share
    band: Band
    place: Place
    members: Members | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unrated:
    """A college or cluster without a rating; ``why`` is an outcome's reason or a code of ours.

    Clusters: ``no_base``, ``several_bases``, ``base_not_audited``, ``base_unconfirmed``.
    """

    title: str
    region: str
    why: str
    result: Result | None = None
    members: Members | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BandCount:
    """How many of the rated are in a band; ``share`` is of all rated ones."""

    band: Band
    sites: int
    share: Fraction


@dataclass(frozen=True, kw_only=True, slots=True)
class Ladder:
    """Colleges or clusters in the order of one rating.

    ``top``: 100 % by the lower bound; ``antitop``: under 50 % by the upper; ``best``: the first
    ten by the lower bound with all who tie with the tenth.
    """

    rows: tuple[Row, ...]
    unrated: tuple[Unrated, ...]
    bands: tuple[BandCount, ...]
    top: tuple[Row, ...]
    antitop: tuple[Row, ...]
    best: tuple[Row, ...]


def places(shares: Sequence[Share]) -> tuple[Place, ...]:
    """The range of places of each share among all of them.

    Best place: one after all whose worst is above my best. Worst: one after all others whose
    best is above my worst.
    """
    values = sorted({part for one in shares for part in (one.lower, one.upper)})
    order = {part: number for number, part in enumerate(values)}  # numbers compare faster
    return _places([(order[one.lower], order[one.upper]) for one in shares])


def places_of(scores: Sequence[Score]) -> tuple[Place, ...]:
    """The same of scores, which must all be out of the same."""
    return _places([(one.points, one.upper) for one in scores])


def _places(bounds: Sequence[tuple[int, int]]) -> tuple[Place, ...]:
    lowers = sorted(lower for lower, _ in bounds)
    uppers = sorted(upper for _, upper in bounds)
    total = len(bounds)
    return tuple(
        Place(
            first=1 + total - bisect_right(lowers, upper),
            last=1 + total - bisect_right(uppers, lower) - (upper > lower),
        )
        for lower, upper in bounds
    )


def by_college(results: Sequence[Result], rating: Rating) -> Ladder:
    """All colleges of a run; the places of the audited ones, the reasons of the others."""
    rated = [_Rated(r.college.name, r.college.region, r) for r in results if r.audited]
    unrated = [
        Unrated(
            title=result.college.name,
            region=result.college.region,
            why=result.why_unrated,
            result=result,
        )
        for result in results
        if not result.audited
    ]
    return _ladder(rated, unrated, rating)


def by_cluster(results: Sequence[Result], rating: Rating) -> Ladder:
    """All clusters of a run, each rated by its base organisation if that one was audited."""
    rated: list[_Rated] = []
    unrated: list[Unrated] = []
    for title, sites in _clusters(results).items():
        bases = [result for result, base in sites if base]
        members = _members([result for result, _ in sites], rating)
        region = bases[0].college.region if bases else ""
        if why := _why_unrated(bases):
            result = bases[0] if len(bases) == 1 else None
            unrated.append(
                Unrated(title=title, region=region, why=why, result=result, members=members)
            )
        else:
            rated.append(_Rated(title, region, bases[0], members))
    return _ladder(rated, unrated, rating)


def _clusters(results: Iterable[Result]) -> dict[str, list[tuple[Result, bool]]]:
    """Cluster -> its sites, each once, and whether it is the base organisation's."""
    clusters: defaultdict[str, list[tuple[Result, bool]]] = defaultdict(list)
    for result in results:
        roles: defaultdict[str, set[str]] = defaultdict(set)
        for membership in result.college.memberships:
            if membership.cluster:
                roles[membership.cluster].add(membership.role)
        for cluster, held in roles.items():
            clusters[cluster].append((result, "base" in held))
    return clusters


def _why_unrated(bases: Sequence[Result]) -> str | None:
    if not bases:
        return "no_base"
    if len(bases) > 1:
        return "several_bases"
    if bases[0].audited:
        return None
    return "base_unconfirmed" if bases[0].was_read else "base_not_audited"


def _members(results: Sequence[Result], rating: Rating) -> Members:
    shares = shares_of(results, rating)
    return Members(
        sites=len(results),
        audited=len(shares),
        mean=bounds_of(shares, lambda parts: Fraction(sum(parts), len(parts))),
        worst=bounds_of(shares, min),
    )


def shares_of(results: Iterable[Result], rating: Rating) -> list[Share]:
    """The bounds of all results that have a rating."""
    return [share(result.scores.of(rating)) for result in results if result.audited]


def bounds_of(
    shares: Sequence[Share], figure: Callable[[Sequence[Fraction]], Fraction]
) -> Share | None:
    """Bounds of a figure that grows with each share: its value at all lower, at all upper ones."""
    if not shares:
        return None
    return Share(
        lower=figure([one.lower for one in shares]), upper=figure([one.upper for one in shares])
    )


@dataclass(frozen=True, slots=True)
class _Rated:
    title: str
    region: str
    result: Result
    members: Members | None = None


def _ladder(rated: Sequence[_Rated], unrated: Sequence[Unrated], rating: Rating) -> Ladder:
    scored = [one.result.scores.of(rating) for one in rated]
    rows = [
        Row(
            title=one.title,
            region=one.region,
            result=one.result,
            score=score,
            share=share(score),
            band=band_of(score),
            place=place,
            members=one.members,
        )
        for one, score, place in zip(rated, scored, places_of(scored), strict=True)
    ]
    rows.sort(key=_order)
    return Ladder(
        rows=tuple(rows),
        unrated=tuple(sorted(unrated, key=_unrated_order)),
        bands=count_bands([row.band for row in rows]),
        top=tuple(row for row in rows if row.share.lower == 1),
        antitop=tuple(row for row in rows if row.share.upper < Fraction(1, 2)),
        best=_best(rows),
    )


def _best(rows: Sequence[Row]) -> tuple[Row, ...]:
    last = rows[:BEST][-1].share.lower if rows else Fraction(1)
    return tuple(row for row in rows if row.share.lower >= last)


def _order(row: Row) -> tuple[int, int, str, str, str, int]:
    """Best first; the scores of a ladder are all out of the same."""
    by_name = (collate(row.region), collate(row.title), row.title, row.result.visit_id)
    return -row.score.points, -row.score.upper, *by_name


def _unrated_order(one: Unrated) -> tuple[str, str, str, int]:
    visit = one.result.visit_id if one.result else 0
    return collate(one.region), collate(one.title), one.title, visit


def count_bands(bands: Iterable[Band] | Mapping[Band, int]) -> tuple[BandCount, ...]:
    """How many stand in each band, best band first, «не определено» last; zeros stay in."""
    counted = Counter(bands)
    total = max(1, counted.total())
    return tuple(
        BandCount(band=name, sites=counted[name], share=Fraction(counted[name], total))
        for name in BANDS
    )
