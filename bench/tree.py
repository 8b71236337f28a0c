"""What a command costs with everything that it starts. ``python -m bench.tree COMMAND…``

Linux only. The command's orphans become our children, so that a browser that was killed counts as
one that ended by itself. Tells, as one line of JSON, the CPU seconds of the whole tree, the seconds
that passed, the peak of its memory (PSS: what is shared counts once), and what the command printed.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass

import psutil

LOOK_SECONDS = 0.5
LAST_ORPHAN_SECONDS = 10.0
_SET_CHILD_SUBREAPER = 36  # prctl(2)


@dataclass(frozen=True, kw_only=True)
class Bill:
    """What a command cost: CPU and wall in seconds, megabytes at most, and its output."""

    cpu: float
    wall: float
    peak_mb: float
    said: str


def bill(*command: str) -> Bill:
    """Runs a command under a meter of its own; raises CalledProcessError when it failed."""
    meter = [sys.executable, "-m", "bench.tree", *command]
    done = subprocess.run(meter, stdout=subprocess.PIPE, text=True, check=True)
    return Bill(**json.loads(done.stdout.splitlines()[-1]))


def adopt_orphans() -> None:
    """Makes this process the parent of what its descendants leave behind (Linux)."""
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def family(root: psutil.Process) -> list[psutil.Process]:
    """A process and all below it."""
    return [root, *root.children(recursive=True)]


def cpu_of(root: psutil.Process) -> float:
    """CPU seconds of a process, of all below it, and of those of them that ended."""
    spent = 0.0
    for process in family(root):
        with suppress(psutil.Error):
            spent += sum(process.cpu_times()[:4])
    return spent


def memory_of(root: psutil.Process) -> float:
    """Megabytes (PSS) that a process and all below it hold."""
    held = 0
    for process in family(root):
        with suppress(psutil.Error):
            held += process.memory_full_info().pss
    return held / (1 << 20)


class Peak:
    """Looks at the memory below this process until it is closed."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stops looking."""
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        ourselves = psutil.Process()
        while not self._over.wait(LOOK_SECONDS):
            with suppress(psutil.Error):
                held = sum(map(memory_of, ourselves.children()))
                self.megabytes = max(self.megabytes, held)


def run(command: list[str]) -> tuple[int, Bill]:
    """(exit code, bill) of a command that runs below this process."""
    adopt_orphans()
    clock = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = Peak()
    said, _ = child.communicate()
    wall = time.perf_counter() - clock
    peak.close()
    _bury_orphans()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
    return child.returncode, Bill(cpu=cpu, wall=wall, peak_mb=peak.megabytes, said=said)


def _bury_orphans() -> None:
    """Waits for what the command left behind; what does not end is ended."""
    deadline = time.monotonic() + LAST_ORPHAN_SECONDS
    with suppress(ChildProcessError):
        while True:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                if time.monotonic() > deadline:
                    for orphan in psutil.Process().children():
                        orphan.kill()
                time.sleep(0.05)


def main() -> None:
    code, cost = run(sys.argv[1:])
    print(json.dumps(asdict(cost)), flush=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
