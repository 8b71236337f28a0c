"""Neighbours: where a college stands among all, in its region and in its industries."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from site_audit.model import Membership, Outcome
from site_audit.ratings.ladder import Place, Result
from site_audit.ratings.neighbours import Neighbourhood, Neighbours
from site_audit.ratings.rank import RANKED_FROM, rank
from site_audit.ratings.score import Rating
from tests.meetings import result, verdict

RATINGS: tuple[Rating, ...] = get_args(Rating)


def _sites(count: int, region: str = "Омская область", first: int = 1) -> list[Result]:
    """The n-th has 26 - n elements and 40 - n visual points."""
    return [
        result(number, 26 - number, 40 - number, region=region)
        for number in range(first, first + count)
    ]


def _of(results: list[Result], asked: Result) -> dict[tuple[str, str], Neighbourhood]:
    return {(one.circle, one.title): one for one in Neighbours(results).of(asked)}


def test_a_college_has_a_place_among_all_in_its_region_and_in_its_industry() -> None:
    results = [*_sites(6), *_sites(6, "Край", first=7)]
    found = _of(results, results[7])
    assert list(found) == [("all", ""), ("region", "Край"), ("industry", "Химия")]
    assert [one.rated for one in found.values()] == [12, 6, 12]
    assert dict(found["all", ""].places) == dict.fromkeys(RATINGS, Place(first=8, last=8))
    assert dict(found["region", "Край"].places) == dict.fromkeys(RATINGS, Place(first=2, last=2))


def test_the_place_among_all_is_that_of_the_ranking() -> None:
    results = _sites(9)
    results[4] = replace(results[4], verdicts=results[3].verdicts)
    for rating in RATINGS:
        for row in rank(results, rating).colleges.rows:
            assert dict(_of(results, row.result)["all", ""].places)[rating] == row.place


def test_where_too_few_are_rated_nobody_has_a_place() -> None:
    results = [*_sites(RANKED_FROM), *_sites(RANKED_FROM - 1, "Край", first=10)]
    assert _of(results, results[0])["region", "Омская область"].places
    few = _of(results, results[-1])["region", "Край"]
    assert (few.rated, few.places) == (RANKED_FROM - 1, ())
    shut = replace(results[0], outcome=Outcome(kind="not_audited", reason="dns"))
    fewer = _of([shut, *results[1:]], results[1])["region", "Омская область"]
    assert (fewer.rated, fewer.places) == (RANKED_FROM - 1, ())


def test_untold_marks_make_a_place_a_range() -> None:
    results = _sites(6)
    lacking = [one for one in results[2].verdicts if one.criterion not in ("A1", "A2")]
    unsure = [verdict("A1", None), verdict("A2", None), *lacking]
    results[2] = replace(results[2], verdicts=tuple(unsure))
    assert dict(_of(results, results[2])["all", ""].places)["presence"] == Place(first=3, last=4)


def test_a_site_without_a_rating_stands_nowhere() -> None:
    results = _sites(6)
    shut = replace(results[0], outcome=Outcome(kind="not_audited", reason="dns"))
    held = replace(results[1], held_back=True)
    around = Neighbours([shut, held, *results[2:]])
    assert around.of(shut) == around.of(held) == ()
    assert around.of(results[2])[0].rated == 4


def test_a_college_of_two_industries_stands_in_both_once_and_without_any_in_none() -> None:
    results = _sites(6)
    joined = tuple(
        Membership(cluster=cluster, role="network", industry=industry)
        for cluster, industry in (("1", "Химия"), ("2", "Лес"), ("3", "Лес"), ("4", ""))
    )
    both = replace(results[0], college=replace(results[0].college, memberships=joined))
    alone = replace(results[1], college=replace(results[1].college, memberships=(), region=""))
    results = [both, alone, *results[2:]]
    assert list(_of(results, both)) == [
        ("all", ""),
        ("region", "Омская область"),
        ("industry", "Химия"),
        ("industry", "Лес"),
    ]
    assert _of(results, both)["industry", "Лес"].rated == 1
    assert list(_of(results, alone)) == [("all", "")]
