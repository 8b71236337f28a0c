"""Whether a browser that serves many sites grows or tires. ``python -m bench.drift FOLDER URL…``

The product audits one site after the other with one browser and without runs of speed; after each
load the memory of the whole tree is looked up (PSS), and after each site what its loads cost, with
all that was measured on them.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from bench.tree import adopt_orphans, cpu_of, memory_of
from bench.whole import place, work_on
from site_audit.browser.chromium import Chromium
from site_audit.browser.tab import Opened, Tab
from site_audit.browser.viewports import Visitor
from site_audit.heap import collect_rarely


@dataclass
class Log:
    """What was seen: megabytes after each load, CPU seconds of a load of each site."""

    megabytes: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    meter: float = 0.0  # CPU of looking itself
    root: psutil.Process = field(default_factory=psutil.Process)

    def spent(self) -> float:
        """CPU seconds of the tree so far, less those of looking."""
        started = time.thread_time()
        spent = cpu_of(self.root) - self.meter
        self.meter += time.thread_time() - started
        return spent

    def weigh(self) -> None:
        """Notes the memory after a load."""
        started = time.thread_time()
        self.megabytes.append(memory_of(self.root))
        self.meter += time.thread_time() - started


def watch(log: Log) -> None:
    """Puts the log beside the product's tabs."""
    open_tab, open_page = Chromium.tab, Tab.open

    @asynccontextmanager
    async def tab(self: Chromium, visitor: Visitor) -> AsyncIterator[Tab]:
        before, loads = log.spent(), len(log.megabytes)
        async with open_tab(self, visitor) as opened:
            yield opened
        log.seconds.append((log.spent() - before) / max(1, len(log.megabytes) - loads))

    async def load(self: Tab, url: str, *given: Any) -> Opened:
        opened = await open_page(self, url, *given)
        if url.startswith("http"):
            log.weigh()
        return opened

    Chromium.tab, Tab.open = tab, load  # type: ignore[method-assign,assignment]


def main() -> None:
    folder, *homes = sys.argv[1:]
    where = place(Path(folder), 0, homes, at_once=1)
    collect_rarely()
    adopt_orphans()
    log = Log()
    watch(log)
    asyncio.run(work_on(where))
    print(json.dumps({"megabytes": log.megabytes, "seconds": log.seconds}))


if __name__ == "__main__":
    main()
