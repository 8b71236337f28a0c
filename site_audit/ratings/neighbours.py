"""Neighbours: a college's place among all, in its region and in its industries, as ranges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from site_audit.ratings.ladder import Place, Result, places
from site_audit.ratings.rank import RANKED_FROM
from site_audit.ratings.score import Rating, share

Circle = Literal["all", "region", "industry"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbourhood:
    """A college among ``rated`` sites; ``places`` by rating are empty where too few are rated."""

    circle: Circle
    title: str
    rated: int
    places: tuple[tuple[Rating, Place], ...]


@dataclass(frozen=True)
class Neighbours:
    """All rated sites of a judgement, to be asked for the place of each."""

    results: Sequence[Result]

    def of(self, result: Result) -> tuple[Neighbourhood, ...]:
        """Where a rated site stands; one without a rating stands nowhere."""
        if not result.audited:
            return ()
        return tuple(self._neighbourhood(*circle, result) for circle in _circles(result))

    def _neighbourhood(self, circle: Circle, title: str, result: Result) -> Neighbourhood:
        members = self._members[circle, title]
        found: list[tuple[Rating, Place]] = []
        if len(members) >= RANKED_FROM:
            found = [
                (rating, self._places(circle, title, rating)[result.visit_id])
                for rating in get_args(Rating)
            ]
        return Neighbourhood(circle=circle, title=title, rated=len(members), places=tuple(found))

    @cached_property
    def _members(self) -> dict[tuple[Circle, str], list[Result]]:
        found: defaultdict[tuple[Circle, str], list[Result]] = defaultdict(list)
        for result in self.results:
            for circle in _circles(result) if result.audited else ():
                found[circle].append(result)
        return found

    def _places(self, circle: Circle, title: str, rating: Rating) -> dict[int, Place]:
        key = (circle, title, rating)
        if key not in self._known:
            members = self._members[circle, title]
            shares = [share(one.scores.of(rating)) for one in members]
            numbers = (one.visit_id for one in members)
            self._known[key] = dict(zip(numbers, places(shares), strict=True))
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[Circle, str, Rating], dict[int, Place]]:
        return {}


def _circles(result: Result) -> Iterator[tuple[Circle, str]]:
    yield "all", ""
    if result.college.region:
        yield "region", result.college.region
    industries = (one.industry for one in result.college.memberships if one.industry)
    for industry in dict.fromkeys(industries):
        yield "industry", industry
