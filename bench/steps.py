"""What the steps of a whole audit cost. ``python -m bench.steps FOLDER SPEED_RUNS URL…``

One site after the other; before and after each step the CPU of the whole tree is looked up, and
what it grew by is booked on the step. What the browser does of its own after a step goes to the
next one, and the kernel counts in hundredths of a second: believe sums over sites, not one site.
"""

from __future__ import annotations

import asyncio
import functools
import inspect
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import psutil

from bench.tree import adopt_orphans, family
from bench.whole import place, work_on
from site_audit.heap import collect_rarely

REST = "database, archive, between steps"
SPEED = "speed"
PYTHON, DRIVER = "Python", "driver (node)"
STEPS: tuple[tuple[str, str, str], ...] = (
    ("site_audit.audit", "visit", "crawl"),
    ("site_audit.audit", "verdicts", "judging"),
    ("site_audit.audit", "offers", "judging"),
    ("site_audit.crawling.reader", "Reader.end_of", "ends of links"),
    ("site_audit.browser.process", "start", "browser: start and end"),
    ("site_audit.browser.process", "end", "browser: start and end"),
    ("site_audit.browser.tab", "Tab.begin", "tab: open and close"),
    ("site_audit.browser.tab", "Tab.end", "tab: open and close"),
    ("site_audit.browser.tab", "Tab.open", "loads"),
    ("site_audit.browser.probe", "make_ready", "making ready"),
    ("site_audit.browser.probe", "desktop", "measures, desktop"),
    ("site_audit.browser.probe", "on_other_screens", "measures, other screens"),
    ("site_audit.browser.probe", "_confirmed", "axe"),
    ("site_audit.browser.probe", "first_screen", "screenshots"),
    ("site_audit.browser.probe", "places", "screenshots"),
    ("site_audit.browser.inspection", "_speed", SPEED),
    ("site_audit.browser.trace", "_ended", f"{SPEED}: trace"),
    ("site_audit.browser.trace", "blocking", f"{SPEED}: trace"),
)
"""(module, function or method, step); what is not there any more is left out."""


class Ledger:
    """Books the tree's CPU on the step that is under way."""

    def __init__(self) -> None:
        self.steps: defaultdict[str, float] = defaultdict(float)
        self._own: dict[int, tuple[str, float]] = {}  # pid -> (kind, CPU seconds)
        self._under_way = [REST]
        self._root = psutil.Process()
        self._meter = 0.0  # CPU of looking itself
        self._last = self._look()
        self._before = self._last

    @property
    def kinds(self) -> dict[str, float]:
        """Kind of process -> CPU seconds of those that were seen."""
        sums: defaultdict[str, float] = defaultdict(float)
        for kind, seconds in self._own.values():
            sums[kind] += seconds
        sums[PYTHON] -= self._before + self._meter
        return sums

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """What is spent within is this step's; within ``speed`` it is, or one of its parts'."""
        outer = self._under_way[-1]
        inside = outer.startswith(SPEED) and not name.startswith(SPEED)
        self._book()
        self._under_way.append(outer if inside else name)
        try:
            yield
        finally:
            self._book()
            self._under_way.pop()

    def _book(self) -> None:
        now = self._look()
        self.steps[self._under_way[-1]] += now - self._last
        self._last = now

    def _look(self) -> float:
        """CPU seconds of the tree less those of looking."""
        started = time.thread_time()
        spent = 0.0
        for process in family(self._root):
            with suppress(psutil.Error):
                times = process.cpu_times()
                spent += sum(times[:4])
                self._own[process.pid] = self._kind(process), times.user + times.system
        self._meter += time.thread_time() - started
        return spent - self._meter

    def _kind(self, process: psutil.Process) -> str:
        """What a process is; it may not know itself yet when it was forked just now."""
        known = self._own.get(process.pid, (PYTHON, 0.0))[0]
        if process.pid == self._root.pid or known not in (PYTHON, "browser"):
            return known
        line = " ".join(process.cmdline())
        return next((kind for sign, kind in _SIGNS.items() if sign in line), PYTHON)


_SIGNS = {
    "--type=renderer": "browser: pages",
    "--type=gpu-process": "browser: graphics",
    "NetworkService": "browser: network",
    "playwright/driver": DRIVER,
    "chrom": "browser",
}


def watch(ledger: Ledger) -> None:
    """Puts the ledger around the product's steps."""
    for module, path, name in STEPS:
        *owners, attribute = path.split(".")
        holder = import_module(module)
        for owner in owners:
            holder = getattr(holder, owner, None)  # type: ignore[assignment]
        done = getattr(holder, attribute, None)
        if done is not None:
            setattr(holder, attribute, _booked(ledger, name, done))


def _booked(ledger: Ledger, name: str, done: Callable[..., Any]) -> Callable[..., Any]:
    if inspect.iscoroutinefunction(done):

        @functools.wraps(done)
        async def waited(*given: Any, **named: Any) -> Any:
            with ledger.step(name):
                return await done(*given, **named)

        return waited

    @functools.wraps(done)
    def called(*given: Any, **named: Any) -> Any:
        with ledger.step(name):
            return done(*given, **named)

    return called


def main() -> None:
    folder, speed_runs, *homes = sys.argv[1:]
    where = place(Path(folder), int(speed_runs), homes, at_once=1)
    collect_rarely()
    adopt_orphans()
    ledger = Ledger()
    watch(ledger)
    with ledger.step(REST):
        asyncio.run(work_on(where))
    each = 1000 / len(homes)
    told = {
        "steps": {name: each * seconds for name, seconds in ledger.steps.items()},
        "kinds": {name: each * seconds for name, seconds in ledger.kinds.items()},
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
