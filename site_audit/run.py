"""A run from the outside: its worker processes, its progress, its end.

The parent only watches. It starts workers, sees which of them died by themselves, and closes the
run when every visit is terminal; all truth is in the database, so it may be killed and begun anew.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from site_audit import store
from site_audit.errors import SaidInWords
from site_audit.store import Progress

WATCH_SECONDS = 0.2
STILLBORN = 3  # workers in a row that died before they did anything: the fault is not a site's


class RunError(SaidInWords):
    """A run that cannot go on; the text says why and what to do."""


@dataclass
class Crew:
    """The worker processes of one run on this machine; ``command`` starts one of them."""

    engine: Engine
    run_id: int
    command: Callable[[str], Sequence[str]]
    size: int
    log: Path
    working: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    started: int = 0
    stillborn: int = 0

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
        """Notes the dead; one that died by itself costs its visits a crash and is replaced."""
        for name, child in list(self.working.items()):
            code = child.poll()
            if code is None:
                continue
            del self.working[name]
            _close(child)
            if code != 0:
                self._mourn(name)

    def _mourn(self, name: str) -> None:
        held = [
            visit for visit in store.visits_of(self.engine, self.run_id) if visit.worker == name
        ]
        store.crashed(self.engine, name)
        self.stillborn = 0 if held else self.stillborn + 1
        if self.stillborn >= STILLBORN:
            raise RunError(
                f"Рабочие процессы не запускаются. Подробности в файле {self.log}. "
                "Исправьте причину и выполните: site-audit run resume"
            )
        self.hire()

    def dismiss(self) -> None:
        """Lets the workers give their visits back and end; kills who will not within 15 s."""
        for child in self.working.values():
            child.terminate()
            if child.stdin is not None:
                child.stdin.close()
        deadline = time.monotonic() + 15
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


def conduct(crew: Crew, show: Callable[[Progress], None]) -> Progress:
    """Runs the crew until every visit is terminal, then closes the run; ``show`` gets progress.

    Raises RunError when workers cannot start; KeyboardInterrupt leaves the run open, to be resumed.
    """
    waiting = store.progress(crew.engine, crew.run_id)
    try:
        for _ in range(min(crew.size, max(1, waiting.total - waiting.done))):
            crew.hire()
        while crew.working:
            crew.watch()
            show(store.progress(crew.engine, crew.run_id))
            time.sleep(WATCH_SECONDS)
    finally:
        crew.dismiss()
    store.close_run(crew.engine, crew.run_id)
    return store.progress(crew.engine, crew.run_id)


def python_module(*arguments: str) -> tuple[str, ...]:
    """The command that runs this very program again."""
    return (sys.executable, "-m", "site_audit.cli", *arguments)
