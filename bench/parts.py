"""What each step costs a page, in milliseconds of CPU. ``python -m bench.parts``

The pages come from the farm's generator, without a server; caches are as cold as in a worker that
meets new sites.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.college import Plan, plan, site
from bench.farm import PAGES, SEED
from bench.meter import cpu
from bench.product import METHODOLOGY
from site_audit import archive, cage, charset, content
from site_audit.cli.desk import GUIDE
from site_audit.facts import Facts
from site_audit.ground import settle
from site_audit.judge import judge
from site_audit.model import College, Page, Scope, Snapshot
from site_audit.reader import Exchange

SITES = (0, 1, 2, 4, 5)  # those in UTF-8
OLD_SITE = 3  # windows-1251


@dataclass(frozen=True)
class Read:
    """A site as it was read, without a crawl."""

    snapshot: Snapshot
    exchanges: tuple[Exchange, ...]
    facts: dict[str, Facts]


def _timed(each: Iterable[Callable[[], object]]) -> tuple[float, list[object]]:
    started = cpu()
    results = [one() for one in each]
    return cpu() - started, results


def _exchange(url: str, body: bytes) -> Exchange:
    return Exchange(
        asked=url, url=url, status=200,
        headers=(("content-type", "text/html"), ("content-encoding", "gzip")),
        wire=gzip.compress(body, 6), blob=hashlib.sha256(body).hexdigest(),
        peer="127.0.0.1", taken_at=datetime.now(UTC),
    )  # fmt: skip


def _page(wanted: Plan, url: str, facts: Facts, blob: str) -> Page:
    anchor = facts.headings[0].text if facts.headings else ""
    home = f"http://site-{wanted.number}.example/"
    return Page(url=url, asked=url, via=home, status=200, anchor=anchor, facts=facts, blob=blob)


def measure() -> dict[str, float]:
    """Step -> milliseconds of CPU per page."""
    spent = dict.fromkeys(("decode", "parse", "own", "save", "settle", "judge", "load"), 0.0)
    pages = 0
    for number in SITES:
        wanted = plan(SEED, number, PAGES)
        base = f"http://site-{number}.example"
        bodies = {base + path: body for path, body in site(wanted).items()}
        pages += len(bodies)
        for step, seconds in _one(wanted, bodies).items():
            spent[step] += seconds
    old = tuple(site(plan(SEED, OLD_SITE, PAGES)).values())
    seconds, _ = _timed(lambda body=body: charset.decode(body, "text/html") for body in old)  # type: ignore[misc]
    per_page = {step: 1000 * seconds / pages for step, seconds in spent.items()}
    return per_page | {"decode windows-1251": 1000 * seconds / len(old)}


def _one(wanted: Plan, bodies: dict[str, bytes]) -> dict[str, float]:
    spent = {}
    started = cpu()
    texts = {url: charset.decode(body, "text/html") for url, body in bodies.items()}
    spent["decode"] = cpu() - started
    started = cpu()
    facts = {url: cage.parse_any(text, url) or Facts() for url, text in texts.items()}
    spent["parse"] = cpu() - started
    home, *rest = facts.values()
    started = cpu()
    layout = content.layout((home,))
    for one in rest:
        content.own(one, layout)
    spent["own"] = cpu() - started
    exchanges = tuple(_exchange(url, body) for url, body in bodies.items())
    read = tuple(
        _page(wanted, url, facts[url], exchange.blob)
        for url, exchange in zip(facts, exchanges, strict=True)
    )
    started = cpu()
    pages = settle(read, GUIDE, None, False)
    spent["settle"] = cpu() - started
    host = f"site-{wanted.number}.example"
    snapshot = Snapshot(
        college=College(name=host, url=f"http://{host}/"),
        scope=Scope(places=((host, "/"),)),
        taken_at=datetime.now(UTC),
        pages=pages,
    )
    with tempfile.TemporaryDirectory() as folder:
        started = cpu()
        contents = archive.Contents(snapshot=snapshot, exchanges=exchanges)
        archive.save(Path(folder), "one.warc.gz", contents, {})
        spent["save"] = cpu() - started
        started = cpu()
        archive.load(Path(folder), "one.warc.gz", GUIDE)
        spent["load"] = cpu() - started
    started = cpu()
    judge((*METHODOLOGY.criteria, *METHODOLOGY.observed), METHODOLOGY.rules, snapshot)
    spent["judge"] = cpu() - started
    return spent


if __name__ == "__main__":
    print(json.dumps(measure()))
