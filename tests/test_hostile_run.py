"""All cases of the hostile farm in one run of the real command, in a network of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from site_audit import store
from site_audit.model import Mark
from tests.eyes import PROGRAM, VISUAL, needs_browser
from tests.farm import SLOW, Case, Farm, free_port, is_for_browsers, judge, manifest, needs_farm
from tests.workshop import PRESENCE

WAITS = (*SLOW, "retry-after")
QUICK = [case for case in manifest() if case["id"] not in WAITS and not is_for_browsers(case)]
MEMORY_MB = 900.0  # of one process, the most that the manifest gives without a browser
ALONE = ("unshare", "-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh")

# Serves the farm, runs the command, and says how it ended: both in the network that this is in.
DRIVER = """
import json, resource, subprocess, sys
farm, command = map(json.loads, sys.argv[1:])
serving = subprocess.Popen(farm, stdout=subprocess.PIPE)
serving.stdout.readline()
try:
    ended = subprocess.run(command, capture_output=True, text=True)
finally:
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    serving.terminate()
    serving.wait()
with open("/proc/net/route") as routes:
    ways = len(routes.readlines()) - 1
print(json.dumps([ended.returncode, ended.stderr, peak, ways]))
"""


@cache
def may_be_alone() -> bool:
    """Whether this machine gives a process a network of its own."""
    try:
        tried = subprocess.run([*ALONE, "true"], capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return tried.returncode == 0


@dataclass(frozen=True)
class Ended:
    """How a run ended: results and costs by the case, the most memory of a process (MB)."""

    results: dict[str, store.SiteResult]
    visits: dict[str, store.Visit]
    peak: float


def _settings(farm: Farm, folder: Path) -> Path:
    lines = (
        'data_dir = "."',
        f'allow = ["{farm.allowed}"]',
        "edition = 2023",
        "workers = 2",
        "visits_at_once = 6",
        "rate = 0",
        "speed_runs = 1",
    )
    path = folder / "site-audit.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _run(cases: list[Case], farm: Farm, folder: Path, *words: str) -> Ended:
    config = _settings(farm, folder)
    engine = store.open_database(f"sqlite:///{folder / 'site-audit.db'}")
    store.save_register(engine, [farm.college(case) for case in cases])
    command = [sys.executable, "-m", "site_audit.cli", "--config", str(config), "run", *words]
    driver = [sys.executable, "-c", DRIVER, json.dumps(farm.command), json.dumps(command)]
    alone = ALONE if may_be_alone() else ()
    told = subprocess.run([*alone, *driver], check=True, stdout=subprocess.PIPE).stdout
    code, said, peak, ways = json.loads(told)
    assert code == 0, said
    assert not (alone and ways), "the network of the run leads out"
    results = store.results(engine, store.judgement(engine, 1).id)
    visits = store.visits_of(engine, 1)
    engine.dispose()
    return Ended(
        {one.college.name: one for one in results},
        {one.college.name: one for one in visits},
        peak,
    )


def _marks(result: store.SiteResult, criteria: tuple[str, ...] = PRESENCE) -> dict[str, Mark]:
    return {v.criterion: v.finding.mark for v in result.verdicts if v.criterion in criteria}


def _check(cases: list[Case], farm: Farm, ended: Ended) -> None:
    base = _marks(ended.results["normal"])
    assert 1 in base.values()
    for case in cases:
        result, visit = ended.results[case["id"]], ended.visits[case["id"]]
        judge(case, result.outcome, _marks(result), visit.cost.requests, base)
        assert (visit.attempts, visit.crashes) == (1, 0), case["id"]
        if case["expect"].get("retried"):
            assert len(farm.lines(case["id"])) >= 2
    assert farm.lines("CANARY") == []


def _say_where(capsys: pytest.CaptureFixture[str]) -> None:
    if not may_be_alone():
        with capsys.disabled():
            print("no network of one's own on this machine: the run is in the usual one")


@needs_farm
def test_the_quick_cases_in_one_run_end_as_the_manifest_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _say_where(capsys)
    farm = Farm(free_port(), tmp_path / "farm.jsonl")
    ended = _run(QUICK, farm, tmp_path, "--no-browser")
    _check(QUICK, farm, ended)
    assert ended.peak < MEMORY_MB


@pytest.mark.soak
@needs_farm
def test_all_cases_in_one_run_end_as_the_manifest_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _say_where(capsys)
    farm = Farm(free_port(), tmp_path / "farm.jsonl")
    ended = _run(manifest(), farm, tmp_path, "--no-browser")
    _check(manifest(), farm, ended)
    assert ended.peak < MEMORY_MB


@pytest.mark.soak
@needs_browser
@needs_farm
def test_all_cases_in_one_run_with_a_browser_end_as_the_manifest_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _say_where(capsys)
    assert PROGRAM is not None
    farm = Farm(free_port(), tmp_path / "farm.jsonl")
    ended = _run(manifest(), farm, tmp_path)
    _check(manifest(), farm, ended)
    assert None not in _marks(ended.results["normal"], VISUAL).values()
    assert not Path("/tmp/owned.txt").exists()
