"""How a benchmark tells what it spent: CPU seconds, user and system, of its own process."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


def cpu() -> float:
    """CPU seconds of this process since it began, with those of its ended children."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(kind) for kind in kinds]
    return sum(one.ru_utime + one.ru_stime for one in used)


@dataclass
class Spent:
    """Seconds: CPU before the work (interpreter and imports), CPU and wall of the work."""

    imports: float
    cpu: float = 0.0
    wall: float = 0.0


@contextmanager
def metered() -> Iterator[Spent]:
    """Meters its block; what came before it counts as imports."""
    spent = Spent(imports=cpu())
    clock = time.perf_counter()
    yield spent
    spent.cpu, spent.wall = cpu() - spent.imports, time.perf_counter() - clock


def tell(spent: Spent, **more: object) -> None:
    """Prints what was spent, and what else is worth telling, as one line of JSON."""
    line = {"imports": spent.imports, "cpu": spent.cpu, "wall": spent.wall, **more}
    print(json.dumps(line), flush=True)
