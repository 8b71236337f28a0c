"""Moves: only what is sure has moved, and the panel's figures are those of the panel's rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from site_audit.model import Outcome
from site_audit.ratings.ladder import Ladder, Place, Result
from site_audit.ratings.meeting import MeetingUnit
from site_audit.ratings.moves import figures, moves
from site_audit.ratings.rank import rank
from site_audit.ratings.score import PRESENCE, Rating, Share
from tests.meetings import result, verdict
from tests.samples import STEADY

UNITS: tuple[MeetingUnit, ...] = get_args(MeetingUnit)
RATINGS: tuple[Rating, ...] = get_args(Rating)
SHUT = Outcome(kind="not_audited", reason="dns")


def _site(number: int, points: int, untold: int = 0) -> Result:
    """A site with so many elements of 26, and so many more that could not be told."""
    known = [1] * points + [0] * (len(PRESENCE) - points - untold)
    found = [*known, *[None] * untold]
    given = tuple(verdict(code, mark) for code, mark in zip(PRESENCE, found, strict=True))
    return replace(result(number, 0, 0), verdicts=given)


def _ladder(
    results: Sequence[Result], unit: MeetingUnit = "college", rating: Rating = "presence"
) -> Ladder:
    found = rank(results, rating).ladder(unit)
    assert found is not None
    return found


def _numbers(rows: Sequence[object]) -> list[int]:
    return [one.result.college.id for one in rows]  # type: ignore[attr-defined]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(
    ("before", "now", "gain"),
    [
        ((10, 0), (11, 0), Fraction(1, 26)),
        ((10, 0), (9, 0), Fraction(-1, 26)),
        ((10, 2), (13, 0), Fraction(1, 26)),
        ((13, 4), (10, 2), Fraction(-1, 26)),
        ((10, 0), (10, 16), None),
        ((10, 4), (14, 0), None),
        ((10, 4), (12, 0), None),
        ((12, 0), (10, 2), None),
        ((0, 26), (26, 0), None),
        ((26, 0), (0, 26), None),
    ],
)
def test_a_site_has_moved_only_when_its_ranges_lie_apart(
    before: tuple[int, int], now: tuple[int, int], gain: Fraction | None, unit: MeetingUnit
) -> None:
    found = moves("presence", _ladder([_site(1, *before)], unit), _ladder([_site(1, *now)], unit))
    gains = [one.gain for one in (*found.risen, *found.fallen)]
    assert gains == ([] if gain is None else [gain])
    assert len(found.risen) == sum(one > 0 for one in gains)


def test_those_who_gained_or_lost_most_come_first() -> None:
    before = _ladder([_site(number, 13) for number in range(1, 6)])
    now = [_site(1, 14), _site(2, 20), _site(3, 12), _site(4, 3), _site(5, 13)]
    found = moves("presence", before, _ladder(now))
    assert [one.now.result.college.id for one in found.risen] == [2, 1]
    assert [one.now.result.college.id for one in found.fallen] == [4, 3]


def test_who_is_rated_only_now_is_new_and_who_is_rated_no_more_is_gone() -> None:
    before = _ladder([_site(1, 10), _site(2, 20), _site(3, 26)])
    shut = replace(_site(2, 0), outcome=SHUT, verdicts=())
    found = moves("presence", before, _ladder([_site(1, 10), shut, _site(4, 5)]))
    assert _numbers(found.new) == [4]
    assert sorted(_numbers(found.gone)) == [2, 3]
    whys = {one.result.college.id: getattr(one, "why", None) for one in found.gone if one.result}
    assert whys == {2: "dns", 3: None}
    assert (found.panel_now.rated, found.all_before.rated, found.all_now.rated) == (1, 3, 2)


def test_a_result_that_waits_for_a_second_visit_is_gone_and_has_not_fallen() -> None:
    held = replace(_site(1, 0), held_back=True)
    found = moves("presence", _ladder([_site(1, 26)]), _ladder([held]))
    (gone,) = found.gone
    assert getattr(gone, "why", "") == "unconfirmed"
    assert found.fallen == ()


def test_the_panel_is_those_rated_both_times_and_its_places_are_among_them() -> None:
    """The newcomer with 26 of 26 pushes nobody of the panel down."""
    before = _ladder([_site(1, 20), _site(2, 15), _site(9, 25)])
    now = _ladder([_site(1, 14), _site(2, 16), _site(8, 26)])
    found = moves("presence", before, now)
    (risen,), (fallen,) = found.risen, found.fallen
    assert risen.places == (Place(first=2, last=2), Place(first=1, last=1))
    assert fallen.places == (Place(first=1, last=1), Place(first=2, last=2))
    assert found.panel_before == figures([one for one in before.rows if one.score.points != 25])
    assert found.panel_now == figures([one for one in now.rows if one.score.points != 26])
    assert found.panel_now.median == Share(lower=Fraction(15, 26), upper=Fraction(15, 26))


def test_a_cluster_is_followed_by_its_name_whoever_is_its_base_now() -> None:
    base = replace(_site(2, 20), college=replace(_site(2, 0).college, memberships=()))
    moved = replace(
        base, college=replace(base.college, memberships=_site(1, 0).college.memberships)
    )
    found = moves("presence", _ladder([_site(1, 10)], "cluster"), _ladder([moved], "cluster"))
    assert [one.now.title for one in found.risen] == ["Кластер 1"]
    assert found.new == found.gone == ()


def test_of_nobody_there_are_no_figures_and_nobody_moves() -> None:
    found = moves("presence", _ladder([]), _ladder([]))
    assert (found.risen, found.fallen, found.new, found.gone) == ((), (), (), ())
    assert (found.panel_now.rated, found.panel_now.median) == (0, None)
    assert {one.sites for one in found.all_now.bands} == {0}


# Whatever the sites are


@some.composite
def _results(draw: some.DrawFn) -> list[Result]:
    found = []
    for number in range(1, draw(some.integers(0, 8)) + 1):
        points = draw(some.integers(0, 26))
        one = _site(number, points, draw(some.integers(0, 26 - points)))
        one = replace(one, outcome=draw(some.sampled_from((one.outcome, one.outcome, SHUT))))
        found.append(one)
    return found


@STEADY
@given(_results(), some.sampled_from(UNITS), some.sampled_from(RATINGS))
def test_nobody_moves_from_a_ladder_to_itself(
    results: list[Result], unit: MeetingUnit, rating: Rating
) -> None:
    ladder = _ladder(results, unit, rating)
    found = moves(rating, ladder, ladder)
    assert (found.risen, found.fallen, found.new, found.gone) == ((), (), (), ())
    assert found.panel_before == found.panel_now == found.all_now == figures(ladder.rows)


@STEADY
@given(_results(), _results(), some.sampled_from(UNITS))
def test_bands_of_the_panel_add_up_to_it_and_back_again_the_risen_have_fallen(
    before: list[Result], now: list[Result], unit: MeetingUnit
) -> None:
    then, since = _ladder(before, unit), _ladder(now, unit)
    found, back = moves("presence", then, since), moves("presence", since, then)
    for told in (found.panel_before, found.panel_now, found.all_before, found.all_now):
        assert sum(one.sites for one in told.bands) == told.rated
    assert found.panel_before.rated == found.panel_now.rated
    assert found.all_now.rated == found.panel_now.rated + len(found.new)
    assert found.all_before.rated == found.panel_before.rated + len(found.gone)
    assert {one.now.title for one in found.risen} == {one.before.title for one in back.fallen}
    assert {one.gain for one in found.risen} == {-one.gain for one in back.fallen}
