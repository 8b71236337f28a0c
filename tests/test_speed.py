"""V8: our curve against Lighthouse's own constants, bands, caps, unstable runs, the trace."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from math import erfc, exp, log, sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

import criteria
from criteria.speed import CURVES, is_unstable, middle, score, speed, worth
from site_audit.browser.trace import blocking
from site_audit.model import College, Scope, Snapshot
from site_audit.rendered import Heavy, Seen, Speed, SpeedRun

RULES = criteria.rules_for("2023")
LIGHT = SpeedRun(fcp=900, lcp=1200, tbt=0, cls=0.0, bytes=300_000)
# Lighthouse 12, core/audits/metrics, mobile: (p10, median), and the weights of its default config
PUBLISHED = {
    "fcp": (1800, 3000, 10),
    "lcp": (2500, 4000, 25),
    "tbt": (200, 600, 30),
    "cls": (0.1, 0.25, 25),
}
RUNS = some.builds(
    SpeedRun,
    fcp=some.floats(0.01, 20_000),
    lcp=some.floats(0.01, 30_000),
    tbt=some.just(0.0) | some.floats(0.01, 10_000),
    cls=some.just(0.0) | some.floats(0.0001, 3),
    bytes=some.integers(0, 20_000_000),
)


def lighthouse(value: float, p10: float, median: float) -> float:
    """Lighthouse's computeLogNormalScore in its own words (shared/statistics.js)."""
    if value <= 0:
        return 1.0
    fallout = exp(log(median) - (log(median) - log(p10)) * 1.0)
    shape = abs(log(fallout / median)) / (sqrt(2) * 0.9061938024368232)
    return erfc(log(value / median) / (sqrt(2) * shape)) / 2


def seen(*runs: SpeedRun, **more: Any) -> Snapshot:
    told = Speed(url="http://c.ru/", runs=runs, **more)
    return Snapshot(
        college=College(name="c", url="http://c.ru/"),
        scope=Scope(places=()),
        taken_at=datetime(2026, 11, 22, tzinfo=UTC),
        seen=Seen(speed=told),
    )


@given(RUNS)
def test_the_score_is_lighthouses_without_its_speed_index(run: SpeedRun) -> None:
    parts = [
        (lighthouse(getattr(run, name), p10, median), weight)
        for name, (p10, median, weight) in PUBLISHED.items()
    ]
    theirs = 100 * sum(part * weight for part, weight in parts) / 90
    assert score(run) == pytest.approx(theirs, abs=0.1)


@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: curve.id)
def test_a_curve_is_worth_nine_tenths_and_a_half_at_its_points(curve: Any) -> None:
    assert worth(curve, curve.p10) == pytest.approx(0.9, abs=0.001)
    assert worth(curve, curve.median) == pytest.approx(0.5, abs=0.001)


@given(RUNS, some.sampled_from([curve.id for curve in CURVES]), some.floats(1.0, 3.0))
def test_nothing_slower_scores_better(run: SpeedRun, name: str, times: float) -> None:
    slower = replace(run, **{name: getattr(run, name) * times})
    assert score(slower) <= score(run) + 1e-9


def test_a_light_page_gets_five() -> None:
    found = speed(seen(LIGHT), RULES)
    assert (found.mark, found.reason, found.advice) == (5, "met", None)


@pytest.mark.parametrize(("kib", "most"), [(2667, 5), (2668, 4), (4000, 4), (4001, 3), (40_000, 3)])
def test_weight_caps_the_mark_of_a_fast_page(kib: int, most: int) -> None:
    found = speed(seen(replace(LIGHT, bytes=kib * 1024)), RULES)
    assert found.mark == most
    assert ("из-за веса" in found.because) == (most < 5)


def test_the_median_of_each_figure_counts() -> None:
    runs = (LIGHT, replace(LIGHT, lcp=9000), replace(LIGHT, tbt=4000))
    assert middle(runs) == LIGHT


def test_runs_far_apart_that_would_be_worth_different_marks_give_none() -> None:
    runs = (LIGHT, replace(LIGHT, lcp=9000, tbt=3000), LIGHT)
    assert is_unstable(runs)
    found = speed(seen(*runs), RULES)
    assert (found.mark, found.reason) == (None, "speed_unstable")
    assert "нестабильна" in found.because


def test_runs_far_apart_that_are_worth_the_same_give_that() -> None:
    heavy = replace(LIGHT, bytes=9_000_000)  # at most 3, however fast
    runs = (heavy, replace(heavy, lcp=5000), heavy)
    assert is_unstable(runs)
    assert speed(seen(*runs), RULES).mark == 3


def test_what_did_not_load_for_us_is_not_measured_and_no_zero() -> None:
    found = speed(seen(trouble="browser_timeout"), RULES)
    assert (found.mark, found.reason) == (None, "not_measured")


def test_without_a_browser_it_says_so() -> None:
    snapshot = replace_seen(seen(LIGHT), Seen(trouble="no_browser"))
    assert speed(snapshot, RULES).reason == "no_browser"


def replace_seen(snapshot: Snapshot, told: Seen) -> Snapshot:
    return Snapshot(
        college=snapshot.college, scope=snapshot.scope, taken_at=snapshot.taken_at, seen=told
    )


def test_the_heaviest_requests_are_named_with_their_weight() -> None:
    heavy = (
        Heavy(url="http://c.ru/big.jpg", kind="image", bytes=900 * 1024),
        Heavy(url="http://c.ru/a.js", kind="script", bytes=2000),
    )
    slow = replace(LIGHT, lcp=9000, bytes=5_000_000)
    found = speed(seen(slow, heaviest=heavy), RULES)
    assert [one.quote for one in found.evidence[1:]] == ["картинка, 900 КБ"]
    assert found.advice in {"speed_lcp", "speed_weight"}


# ---------------------------------------------------------------- the trace


def event(name: str, ts: float, **more: Any) -> dict[str, Any]:
    return {"name": name, "pid": 7, "tid": 1, "ts": ts * 1000, "args": {}} | more


def task(ts: float, wall: float, cpu: float, **more: Any) -> dict[str, Any]:
    return event("RunTask", ts, dur=wall * 1000, tdur=cpu * 1000, **more)


FRAME = event(
    "FrameCommittedInBrowser",
    0,
    pid=1,
    args={"data": {"isOutermostMainFrame": True, "url": "http://c.ru/", "processId": 7}},
)
MAIN = event("thread_name", 0, args={"name": "CrRendererMain"})
PAINT = event("firstContentfulPaint", 1000)


def traced(*events: dict[str, Any]) -> float:
    told = {"traceEvents": [FRAME, MAIN, PAINT, *events]}
    return blocking(json.dumps(told).encode())


def test_a_task_blocks_by_its_cpu_time_four_times_slower_beyond_50_ms() -> None:
    assert traced(task(1200, wall=100, cpu=100)) == pytest.approx(350)
    assert traced(task(1200, wall=500, cpu=100)) == pytest.approx(350)  # it waited, nobody else did
    assert traced(task(1200, wall=12, cpu=12)) == 0


def test_what_comes_before_the_first_paint_does_not_block() -> None:
    assert traced(task(500, wall=400, cpu=400)) == 0
    assert traced(task(900, wall=200, cpu=200)) == pytest.approx(100 * 4 - 50)


def test_only_the_pages_own_main_thread_counts() -> None:
    assert traced(task(1200, 100, 100, tid=9), task(1200, 100, 100, pid=8)) == 0


def test_a_page_that_painted_nothing_has_no_blocking_time() -> None:
    told = {"traceEvents": [FRAME, MAIN, task(1200, 400, 400)]}
    assert blocking(json.dumps(told).encode()) == 0
