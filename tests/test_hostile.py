"""The hostile farm of ../shared, when it is there: each site ends as its manifest says."""

from __future__ import annotations

import asyncio
import itertools
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from site_audit.audit import Audited, Means, audit
from site_audit.browser import process
from site_audit.browser.chromium import Chromium, ChromiumSettings
from site_audit.browser.process import Running
from site_audit.browser.sight import Eyes
from site_audit.browser.watchdog import MemoryBounds
from site_audit.crawling.itinerary import Budget
from site_audit.model import Mark
from tests.eyes import PROGRAM, VISUAL, needs_browser
from tests.farm import SLOW, Farm, free_port, is_for_browsers, judge, manifest, needs_farm
from tests.workshop import METHODOLOGY, PRESENCE, means_for

SLOW_TO_SEE = ("js-spin", "dialogs", "never-idle")

CASES = [case for case in manifest() if not is_for_browsers(case)]
QUICK = [case for case in CASES if case["id"] not in SLOW]
LATE = [case for case in CASES if case["id"] in SLOW]
SEEN = [
    pytest.param(case, marks=[pytest.mark.soak] if case["id"] in SLOW_TO_SEE else [])
    for case in manifest()
    if is_for_browsers(case)
]


@pytest.fixture(scope="module")
def farm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Farm]:
    served = Farm(free_port(), tmp_path_factory.mktemp("farm") / "log.jsonl")
    child = subprocess.Popen(served.command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.readline()  # it says so when it listens
    yield served
    child.terminate()
    child.wait()
    child.stdout.close()


def _means(farm: Farm, folder: Path) -> Means:
    means = means_for(folder, allow=farm.allowed)
    client = replace(means.client, request_seconds=30.0, retry_pause=1.0)
    return replace(means, client=client, budget=Budget())


def _audit(farm: Farm, case: dict[str, Any], folder: Path) -> Audited:
    return asyncio.run(audit(farm.college(case), _means(farm, folder), METHODOLOGY))


def _marks(found: Audited) -> dict[str, Mark]:
    return {v.criterion: v.finding.mark for v in found.verdicts if v.criterion in PRESENCE}


@pytest.fixture(scope="module")
def base(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Mark]:
    normal = next(case for case in CASES if case["id"] == "normal")
    return _marks(_audit(farm, normal, tmp_path_factory.mktemp("normal")))


def _memory(name: str) -> float:
    """Megabytes of this process's memory, by the name that Linux has for it."""
    status = Path("/proc/self/status").read_text("ascii")
    return float(re.findall(rf"{name}:\s+(\d+) kB", status)[0]) / 1024


def _forget_peak() -> float:
    """Lets the peak of memory begin anew, whatever other tests took; what is held now, in MB."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    return _memory("VmRSS")


def _try(case: dict[str, Any], farm: Farm, base: dict[str, Mark], folder: Path) -> None:
    held = _forget_peak()
    _accept(case, _audit(farm, case, folder), farm, base)
    assert _memory("VmHWM") - held < case["expect"].get("max_rss_mb", 900)


def _accept(case: dict[str, Any], found: Audited, farm: Farm, base: dict[str, Mark]) -> None:
    judge(case, found.audit.outcome, _marks(found), found.audit.cost.requests, base)
    assert found.audit.cost.wall_s <= case["expect"].get("max_s", 300)
    if case["expect"].get("retried"):
        assert len(farm.lines(case["id"])) >= 2
    assert farm.lines("CANARY") == []


@needs_farm
@pytest.mark.parametrize("case", QUICK, ids=lambda case: case["id"])
def test_a_hostile_site_costs_only_itself(
    case: dict[str, Any], farm: Farm, base: dict[str, Mark], tmp_path: Path
) -> None:
    _try(case, farm, base, tmp_path)


@pytest.mark.soak
@needs_farm
@pytest.mark.parametrize("case", LATE, ids=lambda case: case["id"])
def test_a_hostile_site_that_takes_its_time_costs_only_itself(
    case: dict[str, Any], farm: Farm, base: dict[str, Mark], tmp_path: Path
) -> None:
    _try(case, farm, base, tmp_path)


@needs_farm
def test_after_a_429_nothing_is_asked_before_its_time(
    farm: Farm, base: dict[str, Mark], tmp_path: Path
) -> None:
    before = len(farm.lines("retry-after"))
    _audit(farm, next(case for case in CASES if case["id"] == "retry-after"), tmp_path)
    times = [line["t"] for line in farm.lines("retry-after")][before:]
    # Every tenth request is refused for three seconds.
    pauses = [late - early for early, late in itertools.pairwise(times)]
    assert sum(pause >= 2.95 for pause in pauses) == len(times) // 10


@pytest.mark.soak
@needs_farm
def test_a_crawl_delay_is_kept_between_all_requests(farm: Farm, tmp_path: Path) -> None:
    before = len(farm.lines("crawl-delay"))
    _audit(farm, next(case for case in CASES if case["id"] == "crawl-delay"), tmp_path)
    times = [line["t"] for line in farm.lines("crawl-delay")][before:]
    assert min(late - early for early, late in itertools.pairwise(times)) >= 1.99


# ---------------------------------------------------------------- with a browser


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Running]:
    """The browsers that were started, for what their watchdogs saw."""
    seen: list[Running] = []
    original = process.start

    async def start(program: Path, bounds: MemoryBounds) -> Running:
        seen.append(await original(program, bounds))
        return seen[-1]

    monkeypatch.setattr(process, "start", start)
    return seen


async def _look(farm: Farm, cases: list[dict[str, Any]], folder: Path) -> list[Audited]:
    """Sites one after the other by one worker's browser."""
    assert PROGRAM is not None
    eyes = Eyes(chromium=Chromium(ChromiumSettings(program=PROGRAM)), speed_runs=1)
    means = replace(_means(farm, folder), eyes=eyes)
    async with eyes.chromium:
        return [await audit(farm.college(case), means, METHODOLOGY) for case in cases]


def _visual(found: Audited) -> dict[str, Mark]:
    """Marks by sight; of that of speed only whether there is one: no clock decides here."""
    marks = {v.criterion: v.finding.mark for v in found.verdicts if v.criterion in VISUAL}
    return {code: None if mark is None else mark * (code != "V8") for code, mark in marks.items()}


@pytest.fixture(scope="module")
def seen_base(farm: Farm, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Mark]:
    normal = next(case for case in CASES if case["id"] == "normal")
    folder = tmp_path_factory.mktemp("seen")
    return _visual(asyncio.run(_look(farm, [normal], folder))[0])


@needs_browser
@needs_farm
@pytest.mark.parametrize("case", SEEN, ids=lambda case: case["id"])
def test_a_site_that_is_hostile_to_browsers_costs_only_itself(
    case: dict[str, Any],
    farm: Farm,
    base: dict[str, Mark],
    seen_base: dict[str, Mark],
    started: list[Running],
    tmp_path: Path,
) -> None:
    normal = next(case for case in CASES if case["id"] == "normal")
    held = _forget_peak()
    hostile, usual = asyncio.run(_look(farm, [case, normal], tmp_path))
    _accept(case, hostile, farm, base)
    assert _memory("VmHWM") - held < case["expect"].get("max_rss_mb", 900)
    most = case["expect"].get("max_renderer_mb", 1500)
    assert max(running.watchdog.peak for running in started) <= most
    assert len(_visual(usual)) == 8
    assert None not in _visual(usual).values()
    assert _visual(usual) == seen_base
    assert _marks(usual) == base
    assert not any(process._lives(one) for run in started for one in run.watchdog.family())
    assert not Path("/tmp/owned.txt").exists()
