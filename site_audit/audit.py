"""One site audited: read, kept, judged. The one flow, for one college."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import ParamSpec, TypeVar

from site_audit import address
from site_audit.archives import archive, parsed, sights, transcripts
from site_audit.archives.shelf import Shelf
from site_audit.archives.storage import ShelfError
from site_audit.browser.deadline import BrowserError
from site_audit.browser.sight import Eyes, Sight
from site_audit.crawling.crawl import outcome_of, visit
from site_audit.crawling.itinerary import Answer, Budget, Timer
from site_audit.crawling.reader import Reader
from site_audit.guide import Guide, Looks
from site_audit.judge import gathered as programmes_in
from site_audit.judge import judge, unjudged
from site_audit.logos import outing
from site_audit.logos.tour import Glimpses, Tour
from site_audit.model import (
    Audit,
    College,
    Cost,
    Criterion,
    Offer,
    Outcome,
    Probe,
    Rules,
    Snapshot,
    Verdict,
)
from site_audit.net.client import Client, ClientSettings

log = logging.getLogger(__name__)

PATIENCE = (2, 8, 20, 30)
"""Seconds between tries to put an archive."""
_CARRIERS = ThreadPoolExecutor(8, thread_name_prefix="shelf")
Given = ParamSpec("Given")
Got = TypeVar("Got")


@dataclass(frozen=True, kw_only=True)
class Methodology:
    """What ``criteria`` hands to the engine: how to judge a site, what facts to gather on it."""

    criteria: tuple[Criterion, ...]
    observed: tuple[Criterion, ...]
    rules: Rules
    gather: Callable[[Snapshot], tuple[Offer, ...]]

    @property
    def digest(self) -> str:
        """Names the rules that marks were given by, with the settings that bear on marks."""
        text = f"{self.rules.edition!r}{self.rules.channels!r}"
        if self.rules.references or self.rules.decisions:
            text += f"{self.rules.references!r}{self.rules.decisions!r}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Means:
    """With what a site is visited: client's settings, budget, and where archives lie."""

    client: ClientSettings
    guide: Guide
    budget: Budget
    archives: Shelf
    cpu: Callable[[], float] = time.process_time
    opened: Callable[[str], None] = lambda url: None
    eyes: Eyes | None = None

    def watched(self, opened: Callable[[str], None]) -> Means:
        """The same means, and ``opened`` is told each address before it is asked."""
        return replace(self, opened=opened)


def robot_name(user_agent: str) -> str:
    """The name that robots.txt calls us by: ours, not that of the browser we resemble."""
    named = re.search(r"compatible;\s*([A-Za-z][\w-]*)", user_agent)
    return named.group(1) if named else user_agent.split("/")[0]


def archive_name(college: College, taken_at: datetime) -> str:
    """The archive's name under the folder of archives: a folder a site, a file a visit."""
    host = address.host_of(address.normal(college.url)) or "site"
    folder = "".join(sign if sign.isalnum() or sign in ".-" else "_" for sign in host)[:80]
    unlike = hashlib.sha256(college.url.encode()).hexdigest()[:6]
    return f"{folder}-{unlike}/{taken_at:%Y%m%dT%H%M%S%f}.warc.gz"


@dataclass(frozen=True, kw_only=True, eq=False)
class Audited:
    """An audit with its verdicts and the name of its archive (empty when nothing came).

    ``offers`` are the programmes that the site shows; None when they could not be told.
    """

    audit: Audit
    verdicts: tuple[Verdict, ...]
    archive: str
    offers: tuple[Offer, ...] | None = None


async def audit(
    college: College, means: Means, methodology: Methodology, previous: str | None = None
) -> Audited:
    """Reads a site, judges what was read and keeps it; ``previous`` names its last archive.

    Raises ShelfError when it cannot be kept: mostly before the site is asked for anything.
    """
    last = await _apart(_recalled, means, previous)
    gathered, reader = await _gather(college, means, last)
    exchanges = tuple(reader.exchanges)
    texts, documents = await asyncio.to_thread(
        transcripts.documents_of,
        gathered.snapshot.pages,
        transcripts.Sources(bodies=reader.documents, searched=means.guide.searched),
        last.texts,
    )
    gathered = replace(gathered, snapshot=replace(gathered.snapshot, documents=documents))
    # Off the event loop: a page of a hundred thousand rows takes the criteria half a minute.
    given = await asyncio.to_thread(verdicts, methodology, gathered)
    offered = await asyncio.to_thread(offers, methodology, gathered)
    name = ""
    if exchanges:
        contents = archive.Contents(
            snapshot=gathered.snapshot,
            exchanges=exchanges,
            drawn=tuple(reader.drawn),
            evidence=evidence_urls(gathered.snapshot, given),
        )
        name = await asyncio.to_thread(_write, means, contents, texts, last.memory)
        await _put(means.archives, name)
        if previous:  # it is the newest visit that is judged again
            await _apart(means.archives.forget, previous)
    return Audited(audit=gathered, verdicts=given, archive=name, offers=offered)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Last:
    """What a college's last visit kept, read of documents and saw on pictures."""

    memory: archive.Memory
    texts: transcripts.Transcripts = field(default_factory=dict)
    glimpses: Glimpses = field(default_factory=dict)


def _recalled(means: Means, previous: str | None) -> _Last:
    shelf, looking = means.archives, means.guide.sights
    shelf.check()
    if not previous:
        return _Last(memory=archive.Memory(shelf.folder, None))
    memory, path = archive.Memory(shelf.bring(previous), previous), shelf.path(previous)
    glimpses = sights.kept(path, looking.references) if looking is not None else {}
    return _Last(memory=memory, texts=transcripts.kept(path), glimpses=glimpses)


def _write(
    means: Means,
    contents: archive.Contents,
    texts: transcripts.Transcripts,
    memory: archive.Memory,
) -> str:
    """Writes the archive of a visit with what was derived from it; the archive's name."""
    shelf, looking, snapshot = means.archives, means.guide.sights, contents.snapshot
    name = archive_name(snapshot.college, snapshot.taken_at)
    shelf.write(name, contents, memory.held())
    parsed.keep(shelf.path(name), parsed.seen(snapshot, contents.exchanges))
    transcripts.keep(shelf.path(name), texts)
    if looking is not None:
        sights.keep(shelf.path(name), dict(snapshot.glimpses), looking.references)
    return name


async def _put(shelf: Shelf, name: str) -> None:
    """Puts an archive, trying again for a minute: a hiccup does not cost what was read of a site.

    When all fails, or the visit is cut short, it lies nowhere: the visit is made anew, under
    another name.
    """
    try:
        for pause in PATIENCE:
            try:
                return await _apart(shelf.put, name)
            except ShelfError as trouble:
                log.warning("%s is put again in %d s: %s", name, pause, trouble)
                await asyncio.sleep(pause)
        return await _apart(shelf.put, name)
    except (ShelfError, asyncio.CancelledError):
        shelf.drop_copy(name)
        raise


async def _apart(act: Callable[Given, Got], *given: Given.args, **named: Given.kwargs) -> Got:
    """Waits for a storage in threads of its own: a slow one must not hold up who renews leases."""
    carried = partial(copy_context().run, act, *given, **named)
    return await asyncio.get_running_loop().run_in_executor(_CARRIERS, carried)


async def audit_alone(college: College, means: Means, methodology: Methodology) -> Audited:
    """Audits one site and ends the browser."""
    async with contextlib.AsyncExitStack() as stack:
        if means.eyes is not None:
            await stack.enter_async_context(means.eyes.chromium)
        return await audit(college, means, methodology)


async def _gather(college: College, means: Means, last: _Last) -> tuple[Audit, Reader]:
    """What a visit found, and the reader, which holds all that came."""
    started, cpu = time.monotonic(), means.cpu()
    timer = Timer(means.budget.seconds)
    budget = replace(means.budget, again=last.memory.evidence, timer=timer)
    async with (
        Client(means.client, queueing=timer.queueing) as client,
        Sight(means.eyes, client, means.opened) as sight,
    ):
        heeds_robots = college.robots_consent is None
        robot = robot_name(means.client.user_agent)
        reader = Reader(client, robot, last.memory.recall, heeds_robots)

        async def open_(url: str, may_follow: Callable[[str], str | None]) -> Answer:
            means.opened(url)
            return await reader.open(url, may_follow)

        async def draw(url: str) -> Answer:
            return await _drawn(url, sight, reader, means.guide)

        drawing = timer.bound_draw(draw) if sight.is_there else None
        snapshot, outcome = await visit(college, means.guide, timer.bound(open_), budget, drawing)
        if outcome.reason == "time" and snapshot.pages:
            # No time to see whether a site that refused some pages still has its home page.
            outcome = outcome_of(snapshot)
        snapshot = replace(snapshot, probes=(*snapshot.probes, *reader.probes()))
        if outcome.kind != "not_audited" and means.guide.sights is not None:
            tour = Tour(snapshot=snapshot, sights=means.guide.sights, known=last.glimpses)
            asking = Timer(outing.SECONDS).bound(open_)
            snapshot = await outing.Outing(tour, asking, reader.body).go()
        if outcome.kind != "not_audited" and means.guide.looks is not None:
            snapshot = await _looked_at(snapshot, means.guide.looks, sight, reader)
        cost = Cost(
            requests=client.requests,
            bytes=client.bytes,
            cpu_s=round(means.cpu() - cpu, 3),
            wall_s=round(time.monotonic() - started, 3),
        )
    finished_at = datetime.now(UTC)
    gathered = Audit(snapshot=snapshot, outcome=outcome, finished_at=finished_at, cost=cost)
    return gathered, reader


async def _drawn(url: str, sight: Sight, reader: Reader, guide: Guide) -> Answer:
    """What the browser draws at an address; the trouble where it draws nothing."""
    try:
        drawing = await sight.draw(url, guide.worth)
    except BrowserError as trouble:
        return Answer(url=url, trouble=trouble.code)
    return await reader.take(drawing.url, drawing.status, drawing.html)


async def _looked_at(snapshot: Snapshot, looks: Looks, sight: Sight, reader: Reader) -> Snapshot:
    """The snapshot with what the browser sees, and with the ends of links that were not opened."""
    seen = await sight.inspect(snapshot, looks)
    if not seen.renders:
        return replace(snapshot, seen=seen)
    ends = [
        Probe(name="link", value=await reader.end_of(url), detail=url)
        for url in looks.links(snapshot)
    ]
    return replace(snapshot, seen=seen, probes=(*snapshot.probes, *ends))


def verdicts(methodology: Methodology, audited: Audit) -> tuple[Verdict, ...]:
    """The verdicts on an audited site, observed ones last; nothing but unknown when not audited."""
    if audited.outcome.kind == "not_audited":
        return unaudited(methodology, audited.outcome)
    criteria = (*methodology.criteria, *methodology.observed)
    return judge(criteria, methodology.rules, audited.snapshot)


def offers(methodology: Methodology, audited: Audit) -> tuple[Offer, ...] | None:
    """The programmes of an audited site; None when it was not audited: nothing is known of them."""
    if audited.outcome.kind == "not_audited":
        return None
    return programmes_in(methodology.gather, audited.snapshot)


def unaudited(methodology: Methodology, outcome: Outcome) -> tuple[Verdict, ...]:
    """The verdicts on a site that could not be audited: every mark unknown, with the reason."""
    return unjudged((*methodology.criteria, *methodology.observed), outcome)


def evidence_urls(snapshot: Snapshot, given: tuple[Verdict, ...]) -> tuple[str, ...]:
    """Addresses that carried marks, each after those whose links lead to it.

    The next visit reads them on top of its budget, as far as links still lead there.
    """
    cited = (
        evidence.url
        for verdict in given
        if verdict.finding.mark
        for evidence in verdict.finding.evidence
    )
    ways = (_way_to(snapshot, url) for url in dict.fromkeys(cited))
    return tuple(dict.fromkeys(url for way in ways for url in way))


def _way_to(snapshot: Snapshot, url: str) -> tuple[str, ...]:
    """Addresses as they were asked, from the first below the home page to ``url``."""
    way: list[str] = []
    page = snapshot.by_url.get(url)
    while page is not None and page is not snapshot.home and page.asked not in way:
        way.insert(0, page.asked)
        page = snapshot.by_url.get(page.via or "")
    return tuple(way)
