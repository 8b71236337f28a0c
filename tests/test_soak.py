"""A month's work in an hour: many sites, some of them hostile, and a machine that is left clean."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

import psutil
import pytest
from sqlalchemy import Engine

from site_audit import store
from site_audit.demo.server import Site, serving
from site_audit.model import College, Mark
from tests.eyes import needs_browser
from tests.test_zoo import ALL, is_quick
from tests.workshop import PRESENCE, SITES
from tests.zoo import NET, Beast, zoo

SMALL = ("accordion", "tabs", "dead-menu", "hidden-words", "order-1493")
SITES_OF_A_MONTH, HOSTILE = 1250, 125
EARLY, LATE = (50, 70), (290, 319)  # visits done while memory and files are counted
Marks = tuple[tuple[str, Mark], ...]


def _start(folder: Path, words: tuple[str, ...], **more: object) -> subprocess.Popen[bytes]:
    knobs = {"workers": 2, "visits_at_once": 8, "rate": 0, "attempts": 1, "confirm_hours": 0} | more
    lines = [f"{name} = {value}" for name, value in knobs.items()]
    config = folder / "site-audit.toml"
    text = f'data_dir = "."\nallow = ["127.77.0.0/16", "{NET}"]\n'
    config.write_text(text + "\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "site_audit.cli", "--config", str(config), "run", *words]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _engine(folder: Path) -> Engine:
    folder.mkdir(exist_ok=True)
    return store.open_database(f"sqlite:///{folder / 'site-audit.db'}")


def _audited(folder: Path, urls: dict[str, str], **more: object) -> dict[str, store.SiteResult]:
    """The results of a run over these sites, by their names."""
    engine = _engine(folder)
    store.save_register(engine, [College(name=name, url=url) for name, url in urls.items()])
    assert _start(folder, ("--no-browser",), **more).wait() == 0
    assert store.run(engine, 1).state == "closed"
    found = store.results(engine, store.judgement(engine, 1).id)
    engine.dispose()
    return {one.college.name: one for one in found}


def _marks(result: store.SiteResult) -> Marks:
    return tuple((v.criterion, v.finding.mark) for v in result.verdicts if v.criterion in PRESENCE)


def _named(sites: tuple[Site, ...]) -> dict[str, str]:
    return {f"{number} {site.name}": site.url for number, site in enumerate(sites)}


def _beasts() -> tuple[Beast, ...]:
    quick = tuple(filter(is_quick, ALL))
    rounds = range(-(-HOSTILE // len(quick)))
    many = [replace(one, name=f"{one.name} {n}") for n in rounds for one in quick]
    return tuple(many[:HOSTILE])


@pytest.mark.soak
def test_a_tenth_of_hostile_sites_changes_no_mark_of_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = [SITES / SMALL[n % len(SMALL)] for n in range(SITES_OF_A_MONTH - HOSTILE)]
    with serving(folders[: len(SMALL)]) as sites:
        clean = _audited(tmp_path / "clean", _named(sites))
    by_folder = {name.split()[1]: _marks(result) for name, result in clean.items()}
    began = time.monotonic()
    with serving(folders) as sites, zoo(_beasts()) as there:
        urls = _named(sites) | {name: site.url() for name, site in there.sites.items()}
        found = _audited(tmp_path / "all", urls, request_seconds=5)
        assert there.hits == []
    with capsys.disabled():
        print(f"\n{len(found)} sites in {time.monotonic() - began:.0f} s")
    assert len(found) == len(urls)
    wrong = [name for name in _named(sites) if _marks(found[name]) != by_folder[name.split()[1]]]
    assert wrong == []


# ---------------------------------------------------------------- what is left behind


@dataclass
class Watched:
    """Memory (bytes, shared parts counted once) and open files of a tree while visits end."""

    memory: dict[int, list[int]] = field(default_factory=dict)
    files: dict[int, list[int]] = field(default_factory=dict)

    def look(self, root: psutil.Process, done: int) -> None:
        """Notes what the tree holds now that so many visits are done."""
        held = files = 0
        for one in (root, *root.children(recursive=True)):
            try:
                held += one.memory_full_info().pss
                files += one.num_fds()
            except psutil.Error:
                continue  # it ended meanwhile
        self.memory.setdefault(done, []).append(held)
        self.files.setdefault(done, []).append(files)

    def of(self, kind: Callable[[Watched], dict[int, list[int]]], first: int, last: int) -> float:
        """The median of what was noted between so many visits."""
        noted = kind(self)
        return median(value for done in range(first, last + 1) for value in noted.get(done, ()))


def _profiles() -> set[str]:
    return {
        path.name for path in Path(tempfile.gettempdir()).iterdir() if "playwright" in path.name
    }


@pytest.mark.soak
@needs_browser
def test_after_three_hundred_sites_a_run_holds_no_more_than_after_sixty_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, watched = _profiles(), Watched()
    with serving([SITES / SMALL[n % len(SMALL)] for n in range(320)]) as sites:
        engine = _engine(tmp_path)
        store.save_register(engine, [College(name=s.url, url=s.url) for s in sites])
        child = _start(tmp_path, ("--speed-runs", "1"))
        running = psutil.Process(child.pid)
        seen: set[psutil.Process] = set()
        while child.poll() is None:
            done = store.progress(engine, 1).done if store.runs(engine) else 0
            if any(first <= done <= last for first, last in (EARLY, LATE)):
                watched.look(running, done)
            seen |= set(running.children(recursive=True))
            time.sleep(1)
    assert store.progress(engine, 1).audited == 320
    engine.dispose()
    memory = [watched.of(lambda w: w.memory, *span) for span in (EARLY, LATE)]
    files = [watched.of(lambda w: w.files, *span) for span in (EARLY, LATE)]
    with capsys.disabled():
        print(f"\nmemory {memory[0] / 1e6:.0f} and {memory[1] / 1e6:.0f} MB, files {files}")
    assert memory[1] <= 1.2 * memory[0]
    assert files[1] <= 1.2 * files[0]
    _, alive = psutil.wait_procs(seen, timeout=20)
    assert alive == []
    assert _profiles() <= before
