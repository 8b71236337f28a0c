"""Changes: what a site gained and lost since the last time, and what nobody can tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from site_audit.model import Mark
from site_audit.ratings.changes import Change, changes
from site_audit.ratings.ladder import Result
from site_audit.ratings.score import PRESENCE, SCORED
from tests.meetings import NOON, result, verdict
from tests.samples import STEADY


def _site(**marks: Mark) -> Result:
    given = tuple(verdict(code, mark) for code, mark in marks.items())
    return replace(result(1, 0, 0), verdicts=given)


@pytest.mark.parametrize(
    ("before", "now", "where"),
    [
        (0, 1, "better"),
        (1, 0, "worse"),
        (None, 1, "untold"),
        (1, None, "untold"),
        (None, 0, "untold"),
        (0, None, "untold"),
    ],
)
def test_a_mark_is_better_worse_or_nobody_can_tell(before: Mark, now: Mark, where: str) -> None:
    found = changes(_site(A1=before, A2=1), _site(A1=now, A2=1))
    told = {name: getattr(found, name) for name in ("better", "worse", "untold")}
    assert told.pop(where) == (Change(criterion="A1", before=before, now=now),)
    assert set(told.values()) == {()}


def test_one_visual_point_more_is_better_and_any_less_is_worse() -> None:
    found = changes(_site(V1=2, V2=5, V3=4), _site(V1=3, V2=0, V3=4))
    assert [one.criterion for one in found.better] == ["V1"]
    assert [one.criterion for one in found.worse] == ["V2"]


def test_what_stayed_the_same_untold_marks_too_is_no_change() -> None:
    same = _site(A1=1, A2=0, A3=None, V1=3)
    found = changes(same, same)
    assert (found.better, found.worse, found.untold) == ((), (), ())


def test_criteria_that_only_one_of_the_two_knows_are_no_change() -> None:
    found = changes(_site(A1=0, career_maps=0), _site(A2=1, career_maps=1))
    assert (found.better, found.worse, found.untold) == ((), (), ())


def test_changes_come_in_the_order_of_the_methodology_and_say_since_when() -> None:
    before = replace(_site(V2=0, C1=0, A2=0, A1=0), finished_at=NOON - timedelta(days=30))
    found = changes(before, _site(A1=1, V2=5, A2=1, C1=1))
    assert [one.criterion for one in found.better] == ["A1", "A2", "C1", "V2"]
    assert found.since == NOON - timedelta(days=30)


MARKS = some.lists(some.sampled_from((0, 1, None)), min_size=26, max_size=26)


@STEADY
@given(MARKS, MARKS)
def test_every_mark_that_differs_is_told_once_and_back_again_it_is_the_other_way(
    before: list[Mark], now: list[Mark]
) -> None:
    then = _site(**dict(zip(PRESENCE, before, strict=True)))
    since = _site(**dict(zip(PRESENCE, now, strict=True)))
    found, back = changes(then, since), changes(since, then)
    told = [*found.better, *found.worse, *found.untold]
    assert len(told) == sum(one != other for one, other in zip(before, now, strict=True))
    assert [one.criterion for one in found.better] == [one.criterion for one in back.worse]
    assert [one.criterion for one in found.untold] == [one.criterion for one in back.untold]
    assert {one.criterion for one in told} <= set(SCORED)
