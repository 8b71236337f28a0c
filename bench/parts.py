"""What each step costs a page, in milliseconds of CPU. ``python -m bench.parts``

The pages come from the farm's generator, without a server; caches are as cold as in a worker that
meets new sites.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import docx

from bench.college import Plan, plan, site
from bench.farm import PAGES, SEED
from bench.meter import cpu
from bench.product import METHODOLOGY
from site_audit.archives import archive
from site_audit.cli.desk import GUIDE
from site_audit.crawling.ground import settle
from site_audit.crawling.reader import Exchange
from site_audit.documents import library
from site_audit.facts import Facts
from site_audit.judge import judge
from site_audit.model import College, Page, Scope, Snapshot
from site_audit.pages import cage, charset, content

SITES = (0, 1, 2, 4, 5)  # those in UTF-8
OLD_SITE = 3  # windows-1251
GROUPS = "ABCVO"
DOCUMENTS, LINES = 30, 40
LINE = "Перечень специальностей, форма обучения очная, за счёт средств областного бюджета"
spent_on: dict[str, float] = {}  # seconds, by criterion; the first asked pays for what all share


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
    spent = dict.fromkeys(("decode", "parse", "own", "save", "settle", "load"), 0.0)
    spent |= dict.fromkeys((f"judge group {group}" for group in GROUPS), 0.0)
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
    dearest = max(spent_on, key=lambda one: spent_on[one])
    return per_page | {
        f"judge, dearest criterion ({dearest})": 1000 * spent_on[dearest] / pages,
        "decode windows-1251": 1000 * seconds / len(old),
        "documents, a page of DOCX": _documents(),
    }


def _documents() -> float:
    """Milliseconds for a page of text that is read in the child."""
    file = io.BytesIO()
    written = docx.Document()
    for number in range(LINES):
        written.add_paragraph(f"{number}. {LINE}")
    written.save(file)
    library.read([("first", file.getvalue())])  # the child and its libraries are there
    started = time.monotonic()  # by the clock: the child works while we wait
    library.read([(str(number), file.getvalue()) for number in range(DOCUMENTS)])
    seconds = time.monotonic() - started
    library.close()
    return 1000 * seconds / DOCUMENTS


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
    for criterion in (*METHODOLOGY.criteria, *METHODOLOGY.observed):
        started = cpu()
        judge((criterion,), METHODOLOGY.rules, snapshot)
        seconds = cpu() - started
        group = f"judge group {criterion.group}"
        spent[group] = spent.get(group, 0.0) + seconds
        spent_on[criterion.id] = spent_on.get(criterion.id, 0.0) + seconds
    return spent


if __name__ == "__main__":
    print(json.dumps(measure()))
