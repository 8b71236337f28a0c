"""Trend: what the database counts is what the ladders say, on either database."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import get_args

import pytest
from sqlalchemy import Engine, event

from site_audit import store
from site_audit.model import Membership
from site_audit.ratings import standings
from site_audit.ratings.convening import line_of, previous
from site_audit.ratings.ladder import Ladder
from site_audit.ratings.meeting import MeetingUnit
from site_audit.ratings.moves import figures
from site_audit.ratings.rank import rank
from site_audit.ratings.score import Rating, Share
from site_audit.ratings.trend import Judged, breaks, trend
from tests.closed_runs import base, closed, keep_register
from tests.year import Year, fill

UNITS: tuple[MeetingUnit, ...] = get_args(MeetingUnit)
RATINGS: tuple[Rating, ...] = get_args(Rating)
SMALL = Year(colleges=60, clusters=15, regions=6, industries=4, runs=4)
HALF = Fraction(1, 2)


@pytest.fixture
def line(engine: Engine) -> tuple[Judged, ...]:
    """The runs of a small year, oldest first."""
    last = fill(engine, SMALL)[-1]
    return line_of(engine, store.run(engine, last), store.judgement(engine, last))


def _ladder(engine: Engine, judged: Judged, rating: Rating, unit: MeetingUnit) -> Ladder:
    """Reckoned from the marks, whatever is kept."""
    found = standings.results(engine, judged[1], with_marks=True)
    ladder = rank(found, rating).ladder(unit)
    assert ladder is not None
    return ladder


def _keys(ladder: Ladder, unit: MeetingUnit) -> set[object]:
    return {one.title if unit == "cluster" else one.result.college.id for one in ladder.rows}


def test_each_point_has_the_figures_of_its_ladder_and_of_the_sites_rated_in_all(
    engine: Engine, line: tuple[Judged, ...]
) -> None:
    for unit in UNITS:
        for rating in RATINGS:
            ladders = [_ladder(engine, one, rating, unit) for one in line]
            always = set.intersection(*(_keys(one, unit) for one in ladders))
            points = trend(engine, line, rating, unit)
            assert len(points) == len(line)
            for point, ladder in zip(points, ladders, strict=True):
                panel = [one for one in ladder.rows if _of_panel(one, unit) in always]
                assert point.figures == figures(ladder.rows)
                assert point.panel == figures(panel)
            assert points[-1].panel.rated > 0
    everybody = trend(engine, line, "presence", "college")
    assert all(one.panel.rated < one.figures.rated for one in everybody)


def test_a_cluster_without_one_rated_base_is_no_point_of_the_trend(engine: Engine) -> None:
    """Two bases, none, one that waits for a second visit, one that did not open."""
    given = [base(number) for number in range(1, 7)]
    given[1] = replace(given[1], memberships=given[0].memberships)
    given[2] = replace(given[2], memberships=(Membership(cluster="Кластер 3", role="network"),))
    numbers = [one.id for one in keep_register(engine, given)]
    sites = dict.fromkeys(numbers, (20, 20)) | {numbers[4]: None, numbers[5]: (13, 20)}
    run_id = closed(engine, sites, doubted=[numbers[3]])
    line = line_of(engine, store.run(engine, run_id), store.judgement(engine, run_id))
    (point,) = trend(engine, line, "presence", "cluster")
    assert point.figures == figures(_ladder(engine, line[0], "presence", "cluster").rows)
    assert (point.figures.rated, point.figures.median) == (1, Share(lower=HALF, upper=HALF))


def _of_panel(row, unit: MeetingUnit) -> object:  # type: ignore[no-untyped-def]
    return row.title if unit == "cluster" else row.result.college.id


def test_a_point_tells_what_it_is_judged_by_and_what_differs_from_the_one_before(
    sqlite: Engine,
) -> None:
    last = fill(sqlite, SMALL)[-1]
    line = line_of(sqlite, store.run(sqlite, last), store.judgement(sqlite, last))
    points = trend(sqlite, line, "presence", "college")
    assert [one.edition for one in points] == ["2023", "2023", "2025", "2025"]
    assert [one.breaks for one in points] == [(), (), ("edition", "detectors"), ()]
    assert [one.run_id for one in points] == [one.id for one, _ in line]
    before = previous(line)
    assert before is not None
    assert before[0].id == line[-2][0].id
    assert previous(line[:3]) is None  # nothing of that edition was before


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ([], ()),
        ([("2023", "1")], ((),)),
        ([("2023", "1"), ("2023", "2")], ((), ("detectors",))),
        ([("2023", "1"), ("2025", "1"), ("2023", "1")], ((), ("edition",), ("edition",))),
    ],
)
def test_breaks_stand_where_edition_or_detectors_change(
    given: list[tuple[str, str]], found: tuple[tuple[str, ...], ...]
) -> None:
    assert breaks(given) == found


def test_a_run_where_nobody_is_rated_is_a_point_without_a_median(sqlite: Engine) -> None:
    fill(sqlite, Year(colleges=10, clusters=3, regions=2, industries=2, runs=1))
    shut = closed(sqlite, {one.id: None for one in store.colleges(sqlite)})
    line = line_of(sqlite, store.run(sqlite, shut), store.judgement(sqlite, shut))
    first, last = trend(sqlite, line, "overall", "college")
    assert (last.figures.rated, last.figures.median, last.panel.rated) == (0, None, 0)
    assert first.figures.rated > 0
    assert first.panel.rated == 0  # nobody is rated in all of them


def test_a_long_line_is_read_in_as_many_questions_as_a_short_one(sqlite: Engine) -> None:
    last = fill(sqlite, SMALL)[-1]
    line = line_of(sqlite, store.run(sqlite, last), store.judgement(sqlite, last))
    trend(sqlite, line, "presence", "cluster")
    line = line_of(sqlite, store.run(sqlite, last), store.judgement(sqlite, last))
    asked: list[str] = []
    event.listen(sqlite, "before_cursor_execute", lambda *given: asked.append(given[2]))
    trend(sqlite, line[:1], "presence", "cluster")
    short = len(asked)
    trend(sqlite, line, "presence", "cluster")
    assert len(asked) == 2 * short
