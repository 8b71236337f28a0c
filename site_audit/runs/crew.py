"""A run from the outside: its worker processes, its progress, its end.

The parent only watches. It starts workers, sees which of them died by themselves, and closes the
run when every visit is terminal; all truth is in the database, so it may be killed and begun anew.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event

from sqlalchemy import Engine

from site_audit import store
from site_audit.errors import SaidInWords
from site_audit.runs.clock import ROUND_SECONDS
from site_audit.runs.outage import EXIT_OUTAGE, outlast_here
from site_audit.store import Progress

WATCH_SECONDS = 0.2
STILLBORN = 3  # workers in a row that died before they did anything: the fault is not a site's
GRACE_SECONDS = 12.0  # in which workers give their visits back; the whole end takes less than 15


class RunError(SaidInWords):
    """A run that cannot go on; the text says why and what to do."""


def oom_kills() -> int:
    """How many processes the kernel has killed here because memory was out."""
    text = Path("/proc/vmstat").read_text("ascii")
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("oom_kill "))


@dataclass
class Crew:
    """Worker processes on this machine; ``command`` starts one of them by its name."""

    engine: Engine
    command: Callable[[str], Sequence[str]]
    size: int
    log: Path
    working: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    started: int = 0
    stillborn: int = 0
    oom_kills: int = field(default_factory=oom_kills)

    def hire(self) -> None:
        """Starts one worker; it lives as long as our end of its standard input."""
        self.started += 1
        name = f"{socket.gethostname()}-{os.getpid()}-{self.started}"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.working[name] = subprocess.Popen(
                list(self.command(name)),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    def watch(self) -> None:
        """Notes the dead; one that died by itself costs its visits a crash.

        One that ended well, was killed from outside, or gave up because the database was away costs
        them nothing.
        """
        for name, child in list(self.working.items()):
            code = child.poll()
            if code is None:
                continue
            del self.working[name]
            _close(child)
            if code not in (0, EXIT_OUTAGE):
                self._mourn(name, crash=self._is_crash(code))

    def _is_crash(self, code: int) -> bool:
        """Whether a worker died by itself, or the kernel killed it because it took all memory."""
        before, self.oom_kills = self.oom_kills, oom_kills()
        return code != -signal.SIGKILL or self.oom_kills > before

    def _mourn(self, name: str, *, crash: bool) -> None:
        held = outlast_here(partial(store.held_by, self.engine, name))
        outlast_here(partial(store.crashed, self.engine, name, counts=crash))
        if crash:
            self.stillborn = 0 if held else self.stillborn + 1
        if self.stillborn >= STILLBORN:
            raise RunError(
                f"Рабочие процессы не запускаются. Подробности в файле {self.log}. "
                "Исправьте причину и выполните: site-audit run resume"
            )

    def fill(self, size: int) -> None:
        """Starts workers until there are so many."""
        while len(self.working) < size:
            self.hire()

    def dismiss(self) -> None:
        """Lets the workers give their visits back and end; kills who will not in time."""
        for child in self.working.values():
            child.terminate()
            if child.stdin is not None:
                child.stdin.close()
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.working.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.working.clear()


def _close(child: subprocess.Popen[bytes]) -> None:
    if child.stdin is not None:
        child.stdin.close()


def conduct(crew: Crew, run_id: int, show: Callable[[Progress], None]) -> Progress:
    """Runs the crew until nothing of the run can be done now; closes it when all is done.

    ``show`` gets progress. Sites that are tried again hours later leave the run open, as does a
    pause. Raises RunError when workers cannot start; KeyboardInterrupt leaves the run open too.
    """
    progress = partial(store.progress, crew.engine, run_id)
    idle = partial(store.is_idle, crew.engine, run_id)
    try:
        while not outlast_here(idle):
            now = outlast_here(progress)
            show(now)
            crew.fill(min(crew.size, now.waiting + now.leased))
            crew.watch()
            time.sleep(WATCH_SECONDS)
    finally:
        crew.dismiss()
    outlast_here(partial(store.close_run, crew.engine, run_id))
    return outlast_here(progress)


def attend(crew: Crew, go_round: Callable[[], object], stop: Event) -> None:
    """Keeps a crew that works on any run, and goes rounds of the clock, until ``stop`` is set.

    ``go_round`` is called every few seconds; a database that is away is waited for.
    """
    try:
        due = 0.0
        while not stop.is_set():
            crew.fill(crew.size)
            crew.watch()
            if time.monotonic() >= due:
                outlast_here(go_round)
                due = time.monotonic() + ROUND_SECONDS
            stop.wait(WATCH_SECONDS)
    finally:
        crew.dismiss()


def python_module(*arguments: str) -> tuple[str, ...]:
    """The command that runs this very program again."""
    return (sys.executable, "-m", "site_audit.cli", *arguments)
