"""The whole product: a worker with a browser. ``python -m bench.whole FOLDER SPEED_RUNS URL…``

A register, a run and its visits are laid in a database of their own under ``FOLDER``; then the very
function that workers run audits them, several at once, with one browser. Archives stay in
``FOLDER/archive``, for whoever wants to know what was looked at.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.floor import AT_ONCE
from bench.meter import metered, tell
from bench.product import CLIENT, METHODOLOGY
from site_audit import store
from site_audit.archives import archive
from site_audit.archives.shelf import Shelf
from site_audit.audit import Means
from site_audit.browser.binary import find_browser
from site_audit.browser.chromium import Chromium, ChromiumSettings
from site_audit.browser.sight import Eyes
from site_audit.cli.desk import GUIDE
from site_audit.crawling.itinerary import Budget
from site_audit.documents import library
from site_audit.heap import collect_rarely
from site_audit.judge import judge
from site_audit.model import College
from site_audit.net.dial import system_resolve
from site_audit.pages import cage
from site_audit.rendered import Render
from site_audit.runs.again import Again
from site_audit.runs.anomaly import Bounds
from site_audit.runs.visiting import Orders, Place, Rules
from site_audit.runs.worker import work

ARCHIVES = "archive"
SECONDS = 600  # of one site: a busy machine shall not make an audit cheaper by cutting it short
VISUAL = tuple(f"V{number}" for number in range(1, 9))


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What was looked at on one site, on which screens, and how often its speed was measured."""

    home: str
    pages: dict[str, tuple[str, ...]]  # address -> names of screens, the large one first
    speed_runs: int
    told: int  # marks of the visual criteria that were given


def eyes(speed_runs: int) -> Eyes:
    """The browser that this machine has; raises ValueError without one."""
    program = find_browser()
    if program is None:
        raise ValueError("there is no Chromium on this machine")
    chromium = Chromium(ChromiumSettings(program=program))
    return Eyes(chromium=chromium, speed_runs=speed_runs, seconds=SECONDS)


def place(folder: Path, speed_runs: int, homes: Sequence[str], at_once: int = AT_ONCE) -> Place:
    """A run over these sites, ready to be worked on."""
    engine = store.open_database(f"sqlite:///{folder / 'bench.db'}")
    colleges = [College(name=f"Колледж {number}", url=url) for number, url in enumerate(homes)]
    store.save_register(engine, colleges)
    pages = 1000  # room for all of them
    how = store.Profile(pages=pages, site_seconds=SECONDS, browser=True, speed_runs=speed_runs)
    plan = store.Plan(edition="2023", profile=how, planned_at=datetime.now(UTC))
    run_id = store.open_run(engine, plan, [college.id for college in store.colleges(engine)])
    orders = Orders(
        judgement_id=store.judgement(engine, run_id, 1).id,
        means=Means(
            client=CLIENT,
            guide=GUIDE,
            budget=Budget(pages=pages, seconds=SECONDS),
            archives=Shelf(folder=folder / ARCHIVES),
            eyes=eyes(speed_runs),
        ),
        methodology=METHODOLOGY,
    )
    once = Again(attempts=1, hours=1)
    return Place(
        name="bench",
        engine=engine,
        run_id=run_id,
        orders=lambda run: orders,
        rules=Rules(again=once, confirm_hours=0, anomaly=Bounds(share=1, sites=0)),
        resolve=system_resolve,
        at_once=at_once,
        lease_seconds=60,
    )


async def work_on(where: Place) -> None:
    """Audits until all is done."""
    looking = where.orders(where.run_id or 0).means.eyes
    assert looking is not None
    async with looking.chromium:
        await work(where, asyncio.Event())
    cage.close()
    library.close()


def looked(folder: Path) -> Iterator[Looked]:
    """What archives tell of the browser's work; raises ValueError where it saw nothing."""
    archives = folder / ARCHIVES
    for path in sorted(archives.rglob("*.warc.gz")):
        snapshot = archive.load(archives, path.relative_to(archives).as_posix(), GUIDE)
        seen, home = snapshot.seen, snapshot.college.url
        troubles = {one.trouble for one in seen.renders if one.trouble}
        if troubles or not seen.renders:
            why = ", ".join(sorted(troubles)) or seen.trouble
            raise ValueError(f"{home} was not looked at: {why}")
        given = judge(METHODOLOGY.criteria, METHODOLOGY.rules, snapshot)
        marks = {one.criterion: one.finding.mark for one in given}
        yield Looked(
            home=home,
            pages=_screens(seen.renders),
            speed_runs=len(seen.speed.runs) if seen.speed else 0,
            told=sum(marks[criterion] is not None for criterion in VISUAL),
        )


def _screens(renders: Iterable[Render]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in renders:
        found[one.url] = (*found.get(one.url, ()), one.viewport)
    return found


def main() -> None:
    folder, speed_runs, *homes = sys.argv[1:]
    where = place(Path(folder), int(speed_runs), homes)
    collect_rarely()
    with metered() as spent:
        asyncio.run(work_on(where))
    tell(spent)


if __name__ == "__main__":
    main()
