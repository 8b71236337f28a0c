"""Holds the browser's memory: a page that takes too much loses its process, not we ours.

A thread of its own, because the event loop may be busy just when a page grows by a gigabyte a
second.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from dataclasses import dataclass

import psutil

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.2
LOOKS_A_LISTING = 5  # to list the machine's processes costs more than to look at a few
UNUSED_MB = 700  # of its data that a page's process has taken and hardly touched, with a margin
_MB = 1 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class MemoryBounds:
    """Megabytes (resident) that one page's process may take, and all of the browser's together.

    A home page with forty large photographs takes 700, and is no attack.
    """

    page: int = 1000
    browser: int = 2000


class Watchdog:
    """Looks at a browser's processes while it runs; kills pages, and if need be the browser."""

    def __init__(self, browser: psutil.Process, bounds: MemoryBounds) -> None:
        self.killed = 0  # processes of pages
        self.peak = 0  # MB that one page's process was seen to take
        self._browser = browser
        self._bounds = bounds
        self._seen: set[psutil.Process] = set()
        self._known: set[int] = set()  # processes of the machine that were asked for their parent
        self._listing = threading.Lock()
        self._looks = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stops looking."""
        self._over.set()
        self._thread.join(timeout=2)

    def family(self) -> set[psutil.Process]:
        """The browser and what it started, what outlived it among them."""
        return {self._browser, *self._children()}

    def _children(self) -> set[psutil.Process]:
        """When a browser is gone, its children are nobody's: they are remembered.

        A process is asked for its parent once: a machine has hundreds that are not ours.
        """
        with self._listing:
            pids = set(psutil.pids())
            born = self._born(pids - self._known)
            for process in born:
                self._limit(process)
            self._known = pids
            self._seen = born | {one for one in self._seen if one.is_running()}
            return self._seen

    def _born(self, pids: set[int]) -> set[psutil.Process]:
        """Those of these processes that descend from the browser."""
        parents: dict[psutil.Process, int] = {}
        for pid in pids:
            with contextlib.suppress(psutil.Error):
                process = psutil.Process(pid)
                parents[process] = process.ppid()
        ours, born = {self._browser.pid, *(one.pid for one in self._seen)}, set[psutil.Process]()
        while more := {one for one, parent in parents.items() if parent in ours} - born:
            born |= more
            ours |= {one.pid for one in more}
        return born

    def _limit(self, process: psutil.Process) -> None:
        """A bound of the system's own on a process's data, in case that it outruns our looks.

        What it starts inherits the bound: a page has it before it is seen.
        """
        most = (self._bounds.page + UNUSED_MB) * _MB
        with contextlib.suppress(psutil.Error, AttributeError):  # only Linux has it
            process.rlimit(psutil.RLIMIT_DATA, (most, most))

    def _watch(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            with contextlib.suppress(psutil.Error):
                self._look()

    def _look(self) -> None:
        children = self._seen if self._looks % LOOKS_A_LISTING else self._children()
        self._looks += 1
        taken = self._browser.memory_info().rss
        for process in children:
            with contextlib.suppress(psutil.Error):
                size = process.memory_info().rss
                self.peak = max(self.peak, size // _MB)
                if size > self._bounds.page * _MB:
                    log.warning("a page took %d MB, its process is killed", size // _MB)
                    process.kill()
                    self.killed += 1
                else:
                    taken += size
        if taken > self._bounds.browser * _MB:
            log.warning("the browser took %d MB, it is killed", taken // _MB)
            self._browser.kill()
