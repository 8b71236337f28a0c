"""Agreement: the machine's marks beside people's, site by site and criterion by criterion."""

from __future__ import annotations

from dataclasses import replace

import pytest

from site_audit.model import Mark, Outcome
from site_audit.ratings.agreement import Agreement, agreement
from site_audit.ratings.ladder import Result
from site_audit.ratings.score import SCORED
from tests.meetings import marks, result, verdict


def _site(number: int, criterion: str, mark: Mark) -> Result:
    return replace(result(number, 0, 0), verdicts=(verdict(criterion, mark),))


def _pairs(criterion: str, *pairs: tuple[Mark, Mark]) -> tuple[Agreement, ...]:
    """(people's, the machine's) marks of one criterion, a site each."""
    people = [_site(number, criterion, mark) for number, (mark, _) in enumerate(pairs, 1)]
    machine = [_site(number, criterion, mark) for number, (_, mark) in enumerate(pairs, 1)]
    return agreement(people, reversed(machine))


def test_marks_that_are_the_same_kinder_and_stricter_are_told_apart() -> None:
    (found,) = _pairs("A1", (1, 1), (0, 0), (0, 1), (1, 0), (1, 0))
    assert (found.criterion, found.compared) == ("A1", 5)
    assert (found.equal, found.near, found.lenient) == (2, 2, 1)


def test_visual_marks_are_near_when_they_are_at_most_one_apart() -> None:
    (found,) = _pairs("V1", (3, 3), (3, 4), (3, 2), (3, 5), (5, 3))
    assert (found.compared, found.equal, found.near, found.lenient) == (5, 1, 3, 2)


def test_what_the_machine_could_not_tell_is_counted_apart_and_is_no_mistake() -> None:
    (found,) = _pairs("A1", (1, None), (0, None), (1, 1))
    assert (found.untold, found.compared, found.equal, found.lenient) == (2, 1, 1, 0)


def test_where_the_machine_told_nothing_at_all_there_is_still_a_line() -> None:
    (found,) = _pairs("V1", (0, None))
    assert (found.untold, found.compared, found.near) == (1, 0, 0)


def test_what_people_could_not_tell_is_not_compared() -> None:
    assert _pairs("A1", (None, 1), (None, None)) == ()


def test_sites_of_one_side_only_and_those_that_did_not_open_are_left_out() -> None:
    shut = replace(result(3, 26, 40), outcome=Outcome(kind="not_audited", reason="dns"))
    people = [result(1, 26, 40), result(2, 26, 40), result(3, 26, 40)]
    machine = [result(2, 26, 40), shut, result(4, 0, 0)]
    found = agreement(people, machine)
    assert {one.compared for one in found} == {1}
    assert [one.criterion for one in found] == list(SCORED)
    assert agreement([], machine) == agreement(people, []) == ()


def test_a_result_that_waits_for_a_second_visit_is_compared_too() -> None:
    """It is kept from the ratings, and says as much of the machine as any other."""
    held = replace(result(1, 26, 40), held_back=True)
    assert agreement([result(1, 26, 40)], [held])[0].equal == 1


def test_criteria_that_only_one_side_has_judged_and_observed_ones_are_left_out() -> None:
    one = result(1, 26, 40)
    known = replace(one, verdicts=(*marks(26, 40)[:3], verdict("career_maps", 1)))
    assert [found.criterion for found in agreement([known], [one])] == ["A1", "A2", "A3"]
    assert [found.criterion for found in agreement([one], [known])] == ["A1", "A2", "A3"]


@pytest.mark.parametrize("criterion", ["A1", "V1"])
def test_who_agrees_with_themselves_agrees_in_all(criterion: str) -> None:
    (found,) = _pairs(criterion, (0, 0), (1, 1), (1, 1))
    assert found.compared == found.equal == found.near == 3
    assert (found.lenient, found.untold) == (0, 0)
