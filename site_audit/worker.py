"""A worker process: claims visits, audits several at once, writes each behind its fence."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine

from site_audit import score, store
from site_audit.audit import Audited, Means, Methodology, audit, unaudited
from site_audit.heap import give_back
from site_audit.model import College, Cost, Outcome, Probe, Snapshot
from site_audit.store.claims import CRASHES_TOGETHER

log = logging.getLogger(__name__)

IDLE_SECONDS = 0.5  # how often an idle worker looks whether a lease has run out


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a worker works: its name, its run, with what it visits and how many sites at once."""

    name: str
    engine: Engine
    run_id: int
    judgement_id: int
    means: Means
    methodology: Methodology
    at_once: int
    lease_seconds: float


@dataclass
class Meter:
    """Shares the process's CPU seconds among the visits that are under way."""

    spent: dict[int, float] = field(default_factory=dict)
    last: float = field(default_factory=time.process_time)

    def tick(self) -> None:
        """Books the seconds since the last tick, in equal parts."""
        now = time.process_time()
        for visit in self.spent:
            self.spent[visit] += (now - self.last) / len(self.spent)
        self.last = now

    def begin(self, visit: int) -> Callable[[], float]:
        """Opens a visit's account; the result tells what it holds."""
        self.tick()
        self.spent[visit] = 0.0

        def account() -> float:
            self.tick()
            return self.spent[visit]

        return account

    def end(self, visit: int) -> None:
        """Closes a visit's account."""
        self.tick()
        self.spent.pop(visit, None)


async def work(place: Place, stop: asyncio.Event) -> None:
    """Audits until every visit of the run is terminal, or ``stop`` is set.

    On ``stop`` what is under way is given back: another worker starts it anew.
    """
    # As many threads as all visits may want at once: their documents, their names, their leases.
    threads = ThreadPoolExecutor(3 * place.at_once, "visits")
    asyncio.get_running_loop().set_default_executor(threads)
    async with contextlib.AsyncExitStack() as stack:
        if place.means.eyes is not None:
            await stack.enter_async_context(place.means.eyes.chromium)
        await _work(place, stop)


async def _work(place: Place, stop: asyncio.Event) -> None:
    meter = Meter()
    flying: set[asyncio.Task[None]] = set()
    stopping = asyncio.create_task(stop.wait())
    ended = 0  # since memory was given back last
    try:
        while not stop.is_set():
            await _take_more(place, meter, flying)
            if not flying and await _all_done(place):
                return
            waiting: set[asyncio.Task[Any]] = {*flying, stopping}
            await asyncio.wait(waiting, timeout=IDLE_SECONDS, return_when="FIRST_COMPLETED")
            for task in (done := [task for task in flying if task.done()]):
                flying.discard(task)
                task.result()
            ended += len(done)
            if ended >= place.at_once:
                give_back()
                ended = 0
    finally:
        stopping.cancel()
        for task in flying:
            task.cancel()
        await asyncio.gather(*flying, stopping, return_exceptions=True)


async def _take_more(place: Place, meter: Meter, flying: set[asyncio.Task[None]]) -> None:
    while len(flying) < place.at_once:
        held = await asyncio.to_thread(
            store.claim,
            place.engine,
            place.name,
            place.lease_seconds,
            alone=not flying,
            run_id=place.run_id,
        )
        if held is None:
            return
        flying.add(asyncio.create_task(_visit(place, meter, held)))
        if held.crashes >= CRASHES_TOGETHER:
            return


async def _all_done(place: Place) -> bool:
    progress = await asyncio.to_thread(store.progress, place.engine, place.run_id)
    return progress.waiting == progress.leased == 0


async def _visit(place: Place, meter: Meter, held: store.Claim) -> None:
    """One visit under a lease that is renewed while it lasts; given back when it is cut short."""
    account = meter.begin(held.visit_id)
    auditing = asyncio.create_task(_ended(place, held, account))
    renewing = asyncio.create_task(_renew(place, held, auditing))
    try:
        ended = await auditing
        await asyncio.to_thread(store.finish, place.engine, held, place.judgement_id, ended)
    except asyncio.CancelledError:
        auditing.cancel()
        await asyncio.gather(auditing, return_exceptions=True)
        await asyncio.to_thread(store.release, place.engine, held)
    finally:
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)
        meter.end(held.visit_id)


async def _renew(place: Place, held: store.Claim, auditing: asyncio.Task[store.Ended]) -> None:
    while True:
        await asyncio.sleep(place.lease_seconds / 3)
        if not await asyncio.to_thread(store.renew, place.engine, held, place.lease_seconds):
            log.warning("visit %s is no longer ours, dropped", held.visit_id)
            auditing.cancel()
            return


async def _ended(place: Place, held: store.Claim, account: Callable[[], float]) -> store.Ended:
    found = await asyncio.to_thread(_look_up, place, held)
    try:
        audited = await audit(
            found.college, replace(place.means, cpu=account), place.methodology, found.previous
        )
    except Exception:
        log.exception("audit of %s failed", found.college.url)
        return _our_failure(place, found.college)
    return _result(audited)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    college: College
    previous: str | None


def _look_up(place: Place, held: store.Claim) -> _Found:
    college = store.colleges(place.engine, (("id", str(held.college_id)),))[0]
    return _Found(college=college, previous=store.previous_archive(place.engine, college.id))


def _result(audited: Audited) -> store.Ended:
    gathered = audited.audit
    scores = score.tally(audited.verdicts)
    return store.Ended(
        outcome=gathered.outcome,
        finished_at=gathered.finished_at,
        archive=audited.archive or None,
        cost=gathered.cost,
        observations=(*_probes(audited), *_reading(audited)),
        verdicts=audited.verdicts,
        scores=scores.named(),
        offers=audited.offers,
    )


def _probes(audited: Audited) -> Iterator[Probe]:
    """What was found about the servers; where links end is in the archive."""
    return (probe for probe in audited.audit.snapshot.probes if probe.name != "link")


def _reading(audited: Audited) -> tuple[Probe, ...]:
    """How much was read: what a note tells about the visit."""
    snapshot = audited.audit.snapshot
    home = snapshot.home
    return (
        Probe(name="pages", value=str(len(snapshot.pages))),
        Probe(name="documents", value=str(documents_in(snapshot))),
        Probe(name="final_url", value=home.url if home else ""),
        *(Probe(name="unseen", value=unseen.why, detail=unseen.url) for unseen in snapshot.unseen),
    )


def documents_in(snapshot: Snapshot) -> int:
    """How many documents of a site were opened."""
    return sum(page.kind == "document" for page in snapshot.pages)


def _our_failure(place: Place, college: College) -> store.Ended:
    outcome = Outcome(kind="not_audited", reason="our_failure")
    verdicts = unaudited(place.methodology, outcome)
    return store.Ended(
        outcome=outcome,
        finished_at=datetime.now(UTC),
        cost=Cost(),
        verdicts=verdicts,
        scores=score.tally(verdicts).named(),
    )


async def until_parent_is_gone(stop: asyncio.Event, lifeline: asyncio.StreamReader) -> None:
    """Sets ``stop`` when the parent's end of the pipe closes: it ended, however that was."""
    with contextlib.suppress(asyncio.CancelledError):
        await lifeline.read()
        stop.set()
