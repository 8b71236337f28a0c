"""Runs that people made by hand: ranked like others, compared with their like alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from site_audit import store
from site_audit.cli.reports import imprint_of
from site_audit.ratings.convening import Convening, convene
from site_audit.ratings.meeting import Meeting, Sender
from site_audit.store.database import StoreError
from tests.closed_runs import NOON, PLAN, but, call, closed, points, register, verdicts_of
from tests.meetings import marks


def _hand(engine: Engine, sites: Mapping[int, tuple[int, int]], day: int = 0) -> int:
    given = {number: store.Marks(verdicts=verdicts_of(site)) for number, site in sites.items()}
    plan = replace(PLAN, planned_at=NOON + timedelta(days=day))
    return store.keep_by_hand(engine, plan, given)


def _meeting(engine: Engine, number: int) -> Meeting:
    how = Convening(unit="cluster", imprint_of=imprint_of, made_at=NOON, sender=Sender())
    judged = store.run(engine, number), store.judgement(engine, number)
    return convene(engine, judged, how)


def test_marks_by_hand_are_a_closed_run_of_those_colleges(engine: Engine) -> None:
    one, two, _ = (college.id for college in register(engine, 3))
    number = _hand(engine, {two: (3, 10), one: (26, 40)})
    found, given = store.run(engine, number), store.judgement(engine, number)
    assert (found.purpose, found.state, found.closed_at) == ("hand", "closed", NOON)
    assert (given.detectors, given.number) == ("вручную", 1)
    assert points(engine, number) == {one: (26, 40), two: (3, 10)}
    antitop = _meeting(engine, number).ladder("presence").antitop
    assert [row.result.college.id for row in antitop] == [two]


def test_a_table_without_marks_makes_no_run(engine: Engine) -> None:
    with pytest.raises(StoreError, match="ни одной оценки"):
        store.keep_by_hand(engine, PLAN, {})
    assert store.runs(engine) == ()


def test_what_people_gave_is_neither_the_latest_run_nor_a_last_good_result(
    sqlite: Engine,
) -> None:
    (one,) = (college.id for college in register(sqlite, 1))
    number = closed(sqlite, {one: (20, 30)})
    _hand(sqlite, {one: (26, 40)}, day=1)
    shut = closed(sqlite, {one: None}, day=2)
    assert store.run(sqlite, "latest").id == shut
    good = store.last_good(sqlite, [one], shut)[one]
    assert dict(good.scores)["presence"].points == 20
    assert good.finished_at == store.run(sqlite, number).planned_at


def test_a_run_by_hand_is_compared_with_one_by_hand_and_the_machines_with_the_machines(
    engine: Engine,
) -> None:
    (one,) = (college.id for college in register(engine, 1))
    first = _hand(engine, {one: (10, 10)})
    machine = closed(engine, {one: (12, 20)}, day=1)
    assert _meeting(engine, machine).moves is None
    second = _hand(engine, {one: (15, 30)}, day=2)
    meeting = _meeting(engine, second)
    assert meeting.before is not None
    assert (
        meeting.before.run
        == imprint_of(store.run(engine, first), store.judgement(engine, first)).run
    )
    assert meeting.moves is not None
    (risen,) = meeting.moves["presence"].risen
    assert (risen.before.score.points, risen.now.score.points) == (10, 15)
    assert meeting.trend is not None
    assert [point.run_id for point in meeting.trend["presence"]] == [first, machine, second]
    assert meeting.trend["presence"][1].breaks == ("detectors",)
    assert meeting.agreement == ()


def test_the_machine_is_measured_by_the_newest_marks_by_hand(engine: Engine) -> None:
    (one,) = (college.id for college in register(engine, 1))
    _hand(engine, {one: (0, 0)})
    _hand(engine, {one: (25, 40)}, day=1)
    number = closed(engine, {one: but((26, 40), A1=None)}, day=2)
    found = {mark.criterion: mark for mark in _meeting(engine, number).agreement}
    assert (found["A1"].compared, found["A1"].untold) == (0, 1)
    assert (found["A2"].compared, found["A2"].equal) == (1, 1)
    assert (found["C7"].equal, found["C7"].lenient) == (0, 1)


def test_a_low_visual_rating_that_people_gave_needs_no_other_person(sqlite: Engine) -> None:
    (one,) = (college.id for college in register(sqlite, 1))
    number = _hand(sqlite, {one: (26, 3)})
    assert call(sqlite, "judgement", "final", number).exit_code == 0


def test_marks_by_hand_may_leave_criteria_out_which_then_could_not_be_told(
    sqlite: Engine,
) -> None:
    (one,) = (college.id for college in register(sqlite, 1))
    given = {one: store.Marks(verdicts=marks(20, 0)[:26])}
    number = store.keep_by_hand(sqlite, PLAN, given)
    scores = _meeting(sqlite, number).by_college[one].scores
    assert (scores.presence.unknown, scores.visual.points, scores.visual.unknown) == (0, 0, 40)
