"""Visiting: one claimed visit, audited under its lease and written behind its fence."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import Engine

from site_audit import address, store
from site_audit.audit import Audited, Means, Methodology, audit, unaudited
from site_audit.model import College, Cost, Outcome, Probe, Snapshot
from site_audit.net.dial import Resolve
from site_audit.ratings import score
from site_audit.runs.again import OURS, Again
from site_audit.runs.anomaly import Bounds, anomaly
from site_audit.runs.confirm import doubtful
from site_audit.runs.outage import is_outage, outlast

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Orders:
    """How the visits of one run are made, and which judgement their marks go to."""

    judgement_id: int
    means: Means
    methodology: Methodology
    confirming: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """What follows a visit: attempts, hours until a second visit (0 = none), what is too much."""

    again: Again
    confirm_hours: float
    anomaly: Bounds


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a worker works: its name, whose visits it makes (of one run, or of any), by what rules.

    ``orders`` tells by the run's number how to visit. Seconds of ``lease_seconds`` pass before the
    visits of a dead worker are given to another one.
    """

    name: str
    engine: Engine
    orders: Callable[[int], Orders]
    rules: Rules
    resolve: Resolve
    at_once: int
    lease_seconds: float
    run_id: int | None = None


async def make(place: Place, held: store.Claim, cpu: Callable[[], float]) -> None:
    """One visit under a lease that is renewed while it lasts; given back when it is cut short."""
    visiting = asyncio.create_task(_visit(place, held, cpu))
    renewing = asyncio.create_task(_renew(place, held, visiting))
    try:
        await visiting
    except asyncio.CancelledError:
        visiting.cancel()
        await asyncio.gather(visiting, return_exceptions=True)
        await outlast(partial(store.release, place.engine, held))
    finally:
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)


async def _renew(place: Place, held: store.Claim, visiting: asyncio.Task[None]) -> None:
    while True:
        await asyncio.sleep(place.lease_seconds / 3)
        ask = partial(store.renew, place.engine, held, place.lease_seconds)
        if not await outlast(ask):
            log.warning("visit %s is no longer ours, dropped", held.visit_id)
            visiting.cancel()
            return


async def _visit(place: Place, held: store.Claim, cpu: Callable[[], float]) -> None:
    orders = await asyncio.to_thread(place.orders, held.run_id)
    found = await outlast(partial(_look_up, place, held))
    if not await _has_the_ip(place, held, found.college):
        return
    chromium = orders.means.eyes.chromium if orders.means.eyes else None
    deaths = chromium.deaths if chromium else 0
    try:
        means = replace(orders.means, cpu=cpu)
        audited = await audit(found.college, means, orders.methodology, found.previous)
    except Exception as trouble:  # noqa: BLE001  whatever it is, the visit is given back
        await _give_back(place, held, orders, found.college, trouble)
    else:
        if chromium and chromium.deaths > deaths and _has_unseen(audited) and not held.is_solitary:
            log.warning("visit %s lost its browser, it is made anew", held.visit_id)
            await outlast(partial(store.stumble, place.engine, held))
        else:
            await _finish(place, held, orders, _result(audited))


def _has_unseen(audited: Audited) -> bool:
    """Whether the browser left something unseen: by our own failure, when it died meanwhile."""
    snapshot = audited.audit.snapshot
    seen = snapshot.seen
    troubles = [seen.trouble, *(one.trouble for one in seen.renders)]
    troubles += [seen.speed.trouble if seen.speed else None, *(one.why for one in snapshot.unseen)]
    return any(trouble and trouble.startswith("browser_") for trouble in troubles)


async def _has_the_ip(place: Place, held: store.Claim, college: College) -> bool:
    """Whether no other visit is at the IP of this site; a name without one is told by the audit."""
    host = address.host_of(address.normal(college.url))
    try:
        found = await place.resolve(host) if host else ()
    except (OSError, UnicodeError):
        return True
    if not found:
        return True
    return await outlast(partial(store.settle_at, place.engine, held, min(found)))


async def _give_back(
    place: Place, held: store.Claim, orders: Orders, college: College, trouble: Exception
) -> None:
    """What our own failure leads to: a pause, another visit, at last ``our_failure``."""
    if is_outage(trouble):
        log.error("visit %s waits for this machine: %s", held.visit_id, trouble)
        due_at = datetime.now(UTC) + timedelta(seconds=place.lease_seconds)
        await outlast(partial(store.release, place.engine, held, due_at))
        return
    log.error("audit of %s failed", college.url, exc_info=trouble)
    if held.is_solitary:
        await _finish(place, held, orders, _our_failure(orders, college))
    else:
        await outlast(partial(store.stumble, place.engine, held))


async def _finish(place: Place, held: store.Claim, orders: Orders, ended: store.Ended) -> None:
    onward = await outlast(partial(_onward, place, held, orders, ended))
    write = partial(store.finish, place.engine, held, orders.judgement_id, ended, onward)
    await outlast(write)
    if ended.outcome.reason in OURS and ended.outcome.kind == "not_audited":
        await outlast(partial(_look_for_anomaly, place, held.run_id))


def _onward(place: Place, held: store.Claim, orders: Orders, ended: store.Ended) -> store.Onward:
    again_at = place.rules.again.after(ended.outcome, held.attempts + 1, ended.finished_at)
    if again_at is not None or not place.rules.confirm_hours:
        return store.Onward(again_at=again_at)
    if ended.outcome.kind == "not_audited":
        return store.Onward()
    first = store.confirmed_by(place.engine, held.visit_id) if orders.confirming else None
    before = first.run_id if first else held.run_id
    last = store.last_good(place.engine, [held.college_id], before).get(held.college_id)
    because = doubtful(ended.verdicts, store.marks_of(place.engine, last) if last else None)
    if first is not None and because in (first.because, None):
        return store.Onward(agrees=because is not None)
    due_at = ended.finished_at + timedelta(hours=place.rules.confirm_hours)
    doubt = store.Doubt(because=because, due_at=due_at) if because else None
    return store.Onward(doubt=doubt, agrees=None if first is None else False)


def _look_for_anomaly(place: Place, run_id: int) -> None:
    bounds = place.rules.anomaly
    begun = store.begun(place.engine, run_id, most=max(bounds.sites, 1) + 1000)
    found = anomaly(begun, bounds)
    if found is not None and store.pause_run(place.engine, run_id, found):
        log.error(
            "run %s is paused: %s visits ended by %s", run_id, len(found.visits), found.reason
        )


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


def _our_failure(orders: Orders, college: College) -> store.Ended:
    outcome = Outcome(kind="not_audited", reason="our_failure")
    verdicts = unaudited(orders.methodology, outcome)
    return store.Ended(
        outcome=outcome,
        finished_at=datetime.now(UTC),
        cost=Cost(),
        verdicts=verdicts,
        scores=score.tally(verdicts).named(),
    )
