"""Targets: what the sites of a region or an industry are to reach, and whether they have."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from sqlalchemy import Engine

import criteria
from site_audit import store
from site_audit.model import Membership
from site_audit.ratings.convening import Convening, convene
from site_audit.ratings.meeting import Fact, Sender
from site_audit.ratings.score import Share
from site_audit.store.database import StoreError
from site_audit.texts import Imprint
from tests.closed_runs import NOON, Site, base, but, call, closed, keep_register, opened, register

DUE = date(2026, 12, 31)
OMSK = store.Target(kind="region", name="Омская область", rating="presence", plan=80, due_on=DUE)


def _imprint(run: store.Run, given: store.Judgement) -> Imprint:
    edition = criteria.EDITIONS[given.edition]
    return Imprint(run=str(run.id), made_at=NOON, edition=edition, detectors=given.detectors)


def _facts(engine: Engine, number: int) -> tuple[Fact, ...]:
    """The facts of a meeting over a run."""
    how = Convening(
        unit="cluster",
        imprint_of=_imprint,
        made_at=datetime(2026, 12, 1, tzinfo=UTC),
        sender=Sender(),
    )
    judged = store.run(engine, number), store.judgement(engine, number)
    return convene(engine, judged, how).facts


def _fact(engine: Engine, *sites: Site) -> Fact:
    """What one target says of these sites of its region."""
    numbers = [one.id for one in register(engine, len(sites))]
    (found,) = _facts(engine, closed(engine, dict(zip(numbers, sites, strict=True))))
    return found


def _bounds(lower: int, upper: int, out_of: int = 26) -> Share:
    return Share(lower=Fraction(lower, out_of), upper=Fraction(upper, out_of))


@pytest.mark.parametrize(
    ("points", "plan", "met"),
    [(26, 100, True), (25, 100, False), (13, 50, True), (12, 50, False), (0, 0, True)],
)
def test_a_plan_is_met_when_the_median_reaches_it(
    points: int, plan: int, met: bool, sqlite: Engine
) -> None:
    store.set_target(sqlite, replace(OMSK, plan=plan))
    found = _fact(sqlite, (0, 0), (points, 0), (points, 0), (26, 0))
    assert (found.audited, found.fact, found.met) == (4, _bounds(points, points), met)


def test_a_median_that_only_rounds_to_the_plan_does_not_meet_it(sqlite: Engine) -> None:
    """12 of 26 are 46.15 %: no 47, and more than 46."""
    found = _fact_of(sqlite, plan=46)
    assert found.met is True
    assert replace(found, target=replace(found.target, plan=47)).met is False


def _fact_of(engine: Engine, plan: int) -> Fact:
    store.set_target(engine, replace(OMSK, plan=plan))
    return _fact(engine, (12, 0))


@pytest.mark.parametrize(("plan", "met"), [(76, True), (77, None), (92, None), (93, False)])
def test_where_untold_marks_decide_nobody_knows_whether_a_plan_is_met(
    plan: int, met: bool | None, sqlite: Engine
) -> None:
    """20 of 26 are told and 4 are not: 77 to 92 % in whole percents, 76.9 to 92.3 in truth."""
    store.set_target(sqlite, replace(OMSK, plan=plan))
    untold = but((24, 40), A1=None, A2=None, A3=None, A4=None)
    found = _fact(sqlite, untold)
    assert (found.fact, found.met) == (_bounds(20, 24), met)


def test_sites_without_a_rating_are_not_counted(sqlite: Engine) -> None:
    one, two, three = (college.id for college in register(sqlite, 3))
    store.set_target(sqlite, OMSK)
    number = closed(sqlite, {one: (26, 40), two: None, three: (0, 0)}, doubted=[three])
    (found,) = _facts(sqlite, number)
    assert (found.audited, found.fact, found.met) == (1, _bounds(26, 26), True)


def test_an_unknown_region_and_one_where_nobody_is_rated_have_no_fact(sqlite: Engine) -> None:
    store.set_target(sqlite, replace(OMSK, name="Атлантида"))
    found = _fact(sqlite, (26, 40))
    assert (found.fact, found.audited, found.met) == (None, 0, None)
    store.set_target(sqlite, OMSK)
    facts = {one.target.name: one for one in _facts(sqlite, closed(sqlite, {1: None}))}
    omsk = facts["Омская область"]
    assert (omsk.fact, omsk.audited, omsk.met) == (None, 0, None)


def test_a_region_is_found_however_it_is_spelt_and_an_industry_too(engine: Engine) -> None:
    joined = (Membership(cluster="К", role="base", industry="Ёлки и лес"),)
    (college,) = keep_register(engine, [replace(base(1), memberships=joined)])
    number = closed(engine, {college.id: (13, 40)})
    store.set_target(engine, replace(OMSK, name="  омская   ОБЛАСТЬ "))
    store.set_target(engine, replace(OMSK, kind="industry", name="елки и лес", rating="visual"))
    region, industry = _facts(engine, number)
    assert (region.fact, region.met) == (_bounds(13, 13), False)
    assert (industry.fact, industry.met) == (_bounds(40, 40, 40), True)


def test_a_target_takes_the_place_of_the_one_for_the_same_rating_of_the_same(
    engine: Engine,
) -> None:
    store.set_target(engine, OMSK)
    store.set_target(engine, replace(OMSK, rating="visual", plan=10))
    store.set_target(engine, replace(OMSK, kind="industry", plan=20))
    store.set_target(engine, replace(OMSK, name="ОМСКАЯ ОБЛАСТЬ", plan=90))
    kept = store.targets(engine)
    assert [(one.kind, one.rating, one.plan) for one in kept] == [
        ("region", "presence", 90),
        ("region", "visual", 10),
        ("industry", "presence", 20),
    ]
    store.remove_target(engine, kept[0].id)
    assert len(store.targets(engine)) == 2
    with pytest.raises(StoreError, match="target list"):
        store.remove_target(engine, kept[0].id)


# Commands


def _set(engine: Engine, *words: str) -> int:
    given = ("target", "set", "--due", "31.12.2026", *words)
    return call(engine, *given).exit_code


def test_plan_fact_and_outcome_are_listed(engine: Engine) -> None:
    assert "Планов нет" in call(engine, "target", "list").stdout
    assert _set(engine, "--region", "Омская область", "--plan", "50") == 0
    assert _set(engine, "--region", "Омская область", "--plan", "95", "--rating", "visual") == 0
    assert _set(engine, "--industry", "Химия", "--plan", "80", "--rating", "overall") == 0
    assert _set(engine, "--region", "[b]Край[/b]", "--plan", "80") == 0
    (college,) = register(engine, 1)
    closed(engine, {college.id: but((13, 20), A1=None)})
    listed = call(engine, "target", "list").stdout
    rows = {line.split("  ")[0].strip(): line for line in listed.splitlines()}
    by_plan = {plan: next(r for r in rows.values() if f"{plan} %" in r) for plan in (50, 95)}
    assert "46" in by_plan[50]
    assert "не определено" in by_plan[50]
    assert "не достигнут" in by_plan[95]
    assert "[b]Край[/b]" in listed
    assert listed.count("31.12.2026") == 4
    assert call(engine, "target", "remove", 1).exit_code == 0
    assert call(engine, "target", "remove", 1).exit_code == 1


def test_plans_are_listed_before_the_first_run_too(sqlite: Engine) -> None:
    assert _set(sqlite, "--region", "Омская область", "--plan", "50") == 0
    opened_before = call(sqlite, "target", "list")
    assert (opened_before.exit_code, "Омская область" in opened_before.stdout) == (0, True)


def test_a_run_without_a_result_has_no_facts(sqlite: Engine) -> None:
    _set(sqlite, "--region", "Омская область", "--plan", "50")
    opened(sqlite, [one.id for one in register(sqlite, 1)])
    done = call(sqlite, "target", "list")
    assert (done.exit_code, "—" in done.stdout) == (0, True)


@pytest.mark.parametrize(
    "words",
    [
        ("--plan", "50"),
        ("--plan", "50", "--region", "А", "--industry", "Б"),
        ("--plan", "101", "--region", "А"),
        ("--plan", "-1", "--region", "А"),
        ("--plan", "много", "--region", "А"),
        ("--plan", "50", "--region", "А", "--rating", "красота"),
        ("--plan", "50", "--region", "А", "--due", "31.02.2026"),
        ("--plan", "50", "--region", "  "),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(words: tuple[str, ...], sqlite: Engine) -> None:
    assert _set(sqlite, *words) == 2
    assert store.targets(sqlite) == ()
