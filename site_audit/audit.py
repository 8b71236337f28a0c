"""One site audited: read, kept, judged. The one flow, for one college."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from site_audit import address, archive, parsed, transcripts
from site_audit.browser.deadline import BrowserError
from site_audit.browser.sight import Eyes, Sight
from site_audit.crawl import outcome_of, visit
from site_audit.guide import Guide, Looks
from site_audit.itinerary import Answer, Budget, Timer
from site_audit.judge import gathered as programmes_in
from site_audit.judge import judge, unjudged
from site_audit.logos import outing, sights
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
from site_audit.reader import Reader


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
    archives: Path
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
    """Reads a site, judges what was read and keeps it; ``previous`` names its last archive."""
    memory = await asyncio.to_thread(archive.Memory, means.archives, previous)
    read, glimpses = await asyncio.to_thread(_known, means, previous)
    gathered, reader = await _gather(college, means, memory, glimpses)
    exchanges = tuple(reader.exchanges)
    texts, documents = await asyncio.to_thread(
        transcripts.documents_of,
        gathered.snapshot.pages,
        transcripts.Sources(bodies=reader.documents, searched=means.guide.searched),
        read,
    )
    gathered = replace(gathered, snapshot=replace(gathered.snapshot, documents=documents))
    # Off the event loop: a page of a hundred thousand rows takes the criteria half a minute.
    given = await asyncio.to_thread(verdicts, methodology, gathered)
    offered = await asyncio.to_thread(offers, methodology, gathered)
    name = archive_name(college, gathered.snapshot.taken_at) if exchanges else ""
    if name:
        contents = archive.Contents(
            snapshot=gathered.snapshot,
            exchanges=exchanges,
            drawn=tuple(reader.drawn),
            evidence=evidence_urls(gathered.snapshot, given),
        )
        await asyncio.to_thread(archive.save, means.archives, name, contents, memory.held())
        facts = parsed.seen(gathered.snapshot, exchanges)
        await asyncio.to_thread(parsed.keep, means.archives / name, facts)
        await asyncio.to_thread(transcripts.keep, means.archives / name, texts)
        if means.guide.sights is not None:
            shown = dict(gathered.snapshot.glimpses)
            await asyncio.to_thread(
                sights.keep, means.archives / name, shown, means.guide.sights.references
            )
        if previous:  # it is the newest visit that is judged again
            for beside in (parsed, transcripts, sights):
                beside.drop(means.archives / previous)
    return Audited(audit=gathered, verdicts=given, archive=name, offers=offered)


def _known(means: Means, previous: str | None) -> tuple[transcripts.Transcripts, Glimpses]:
    """What the last visit read of documents and saw on pictures."""
    if not previous:
        return {}, {}
    path, guide = means.archives / previous, means.guide
    seen = sights.kept(path, guide.sights.references) if guide.sights is not None else {}
    return transcripts.kept(path), seen


async def audit_alone(college: College, means: Means, methodology: Methodology) -> Audited:
    """Audits one site and ends the browser."""
    async with contextlib.AsyncExitStack() as stack:
        if means.eyes is not None:
            await stack.enter_async_context(means.eyes.chromium)
        return await audit(college, means, methodology)


async def _gather(
    college: College, means: Means, memory: archive.Memory, known: Glimpses
) -> tuple[Audit, Reader]:
    """What a visit found, and the reader, which holds all that came."""
    started, cpu = time.monotonic(), means.cpu()
    timer = Timer(means.budget.seconds)
    budget = replace(means.budget, again=memory.evidence, timer=timer)
    async with (
        Client(means.client, queueing=timer.queueing) as client,
        Sight(means.eyes, client, means.opened) as sight,
    ):
        heeds_robots = college.robots_consent is None
        robot = robot_name(means.client.user_agent)
        reader = Reader(client, robot, memory.recall, heeds_robots)

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
            tour = Tour(snapshot=snapshot, sights=means.guide.sights, known=known)
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
