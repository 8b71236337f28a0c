"""Chaos: whatever part of a run is killed, and however often, nothing is lost and nothing doubled.

Every two visits something is killed with SIGKILL: a worker, a browser, the driver that leads it, or
the whole program, which is then started again, as a service manager would.
"""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from sqlalchemy import Engine, func, select

from site_audit import store
from site_audit.demo.server import serving
from site_audit.model import College
from site_audit.ratings import score
from site_audit.store.database import reading
from site_audit.store.tables import attempt, verdict
from tests.eyes import needs_browser
from tests.workshop import SITES

SMALL = ("accordion", "tabs", "dead-menu", "hidden-words", "order-1493", "empty-shell")
PATIENCE = 300  # seconds without a visit that ends


@dataclass
class App:
    """A run as a service manager keeps it: started again whenever it ends unasked."""

    config: Path
    words: tuple[str, ...]
    process: psutil.Popen | None = None
    kills: dict[str, int] = field(default_factory=dict)

    def keep_running(self) -> None:
        """Starts the program, or starts it again."""
        if self.process is not None and self.process.poll() is None:
            return
        words = self.words if self.process is None else ("run", "resume")
        command = [sys.executable, "-m", "site_audit.cli", "--config", str(self.config), *words]
        self.process = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def strike(self, kind: str, choose: random.Random) -> None:
        """Kills one process of this kind, if there is one now."""
        assert self.process is not None
        with contextlib.suppress(psutil.NoSuchProcess):  # it ended by itself in this moment
            found = [self.process] if kind == "app" else self._parts(kind)
            if found:
                choose.choice(found).kill()
                self.kills[kind] = self.kills.get(kind, 0) + 1

    def _parts(self, kind: str) -> list[psutil.Process]:
        assert self.process is not None
        return [one for one in self.process.children(recursive=True) if _kind(one) == kind]

    def end(self) -> None:
        """Ends the program and all that it started."""
        assert self.process is not None
        left = self.process.children(recursive=True) if self.process.is_running() else []
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        psutil.wait_procs(left, timeout=20)


def _kind(process: psutil.Process) -> str:
    try:
        words = process.cmdline()
    except psutil.Error:
        return ""
    if "worker" in words:
        return "worker"
    if any("playwright" in word for word in words) and "run-driver" in words:
        return "driver"
    is_browser = any("remote-debugging" in word for word in words)
    return "browser" if is_browser and not any("--type=" in word for word in words) else ""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'site-audit.db'}"
    found: str = request.getfixturevalue("postgres").database()
    return found


def _config(folder: Path, url: str, **more: object) -> Path:
    knobs = {"workers": 2, "visits_at_once": 3, "lease_seconds": 3, "rate": 0} | more
    lines = [f"{name} = {value}" for name, value in knobs.items()]
    path = folder / "site-audit.toml"
    text = f'data_dir = "."\ndatabase_url = "{url}"\nallow = ["127.77.0.0/16"]\n'
    path.write_text(text + "\n".join(lines), encoding="utf-8")
    return path


@contextlib.contextmanager
def _register(engine: Engine, number: int) -> Iterator[None]:
    """A register of so many small sites, which are served meanwhile."""
    with serving([SITES / SMALL[n % len(SMALL)] for n in range(number)]) as sites:
        colleges = [College(name=f"Колледж {n}", url=site.url) for n, site in enumerate(sites)]
        store.save_register(engine, colleges)
        yield


def _done(engine: Engine) -> int:
    found = store.runs(engine)
    return store.progress(engine, found[0].id).done if found else 0


def _is_closed(engine: Engine) -> bool:
    found = store.runs(engine)
    return bool(found) and found[0].state == "closed"


def _torment(app: App, engine: Engine, kinds: tuple[str, ...], seed: int) -> None:
    """Keeps the run going until it is closed, and kills something after every two visits."""
    choose = random.Random(seed)
    struck, moved = 0, time.monotonic()
    while not _is_closed(engine):
        app.keep_running()
        done = _done(engine)
        if done >= struck + 2:
            app.strike(choose.choice(kinds), choose)
            struck, moved = done, time.monotonic()
        assert time.monotonic() < moved + PATIENCE, "the run stands still"
        time.sleep(0.02)


def _check_whole(engine: Engine, number: int) -> None:
    run = store.run(engine, "latest")
    state = store.progress(engine, run.id)
    assert (state.total, state.done, state.not_audited) == (number, number, 0)
    counted = select(verdict.c.visit_id, func.count()).where(verdict.c.criterion.in_(score.SCORED))
    ended = select(attempt.c.visit_id, func.count())
    with reading(engine) as connection:
        marks = {row[0]: row[1] for row in connection.execute(counted.group_by(verdict.c.visit_id))}
        ends = {row[0]: row[1] for row in connection.execute(ended.group_by(attempt.c.visit_id))}
    assert len(marks) == len(ends) == number
    assert set(marks.values()) == {len(score.SCORED)}
    assert set(ends.values()) == {1}


def _marks(engine: Engine) -> list[tuple[str, list[tuple[str, int | None]]]]:
    """The marks of every site of the newest run, in the order of the register."""
    given = store.judgement(engine, store.run(engine, "latest").id)
    return [
        (one.college.name, [(v.criterion, v.finding.mark) for v in one.verdicts])
        for one in store.results(engine, given.id)
    ]


def _chaos(
    folder: Path, url: str, kinds: tuple[str, ...], number: int, *words: str, **more: object
) -> dict[str, int]:
    """A run that is tormented; what was killed how often."""
    engine = store.open_database(url)
    with _register(engine, number):
        app = App(_config(folder, url, **more), ("run", *words))
        try:
            _torment(app, engine, kinds, seed=number)
        finally:
            app.end()
    _check_whole(engine, number)
    engine.dispose()
    return app.kills


def test_kills_every_two_visits_lose_and_double_nothing(url: str, tmp_path: Path) -> None:
    kills = _chaos(tmp_path, url, ("worker", "app"), 10, "--no-browser", confirm_hours=0)
    assert sum(kills.values()) >= 3


@pytest.mark.soak
@needs_browser
def test_kills_of_browser_and_driver_cost_no_site_its_marks(tmp_path: Path, sqlite: Engine) -> None:
    url = str(sqlite.url)
    kills = _chaos(tmp_path, url, ("browser", "driver"), 6, "--speed-runs", "1", confirm_hours=0)
    assert sum(kills.values()) >= 2
    visual = [mark for _, marks in _marks(sqlite) for code, mark in marks if code[0] == "V"]
    assert None not in visual


@pytest.mark.soak
@needs_browser
@pytest.mark.parametrize("number", [60, 300])
def test_kills_during_many_visits_lose_and_double_nothing(
    number: int, url: str, tmp_path: Path
) -> None:
    kinds = ("worker", "browser", "driver", "app")
    kills = _chaos(tmp_path, url, kinds, number, "--speed-runs", "1", confirm_hours=0)
    assert min(kills.get(kind, 0) for kind in kinds) >= number // 30
