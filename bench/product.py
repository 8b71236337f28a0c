"""The product itself: crawl, archive and judge. ``python -m bench.product FOLDER URL…``

``FOLDER`` receives the archives. Tells the marks of each site beside what was spent.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import criteria
from bench.floor import AT_ONCE
from bench.meter import metered, tell
from site_audit.archives.shelf import Shelf
from site_audit.audit import Audited, Means, Methodology, audit
from site_audit.cli.desk import GUIDE
from site_audit.crawling.itinerary import Budget
from site_audit.documents import library
from site_audit.heap import collect_rarely
from site_audit.model import College, Page
from site_audit.net.client import ClientSettings
from site_audit.net.policy import parse_allow
from site_audit.pages import cage

METHODOLOGY = Methodology(
    criteria=criteria.CRITERIA,
    observed=criteria.OBSERVED,
    rules=criteria.rules_for("2023"),
    gather=criteria.offered,
)
CLIENT = ClientSettings(user_agent="SiteAudit/bench", rate=0, allow=(parse_allow("127.0.0.0/8"),))


async def audit_all(folder: Path, homes: list[str]) -> list[Audited]:
    """All sites, ``AT_ONCE`` at a time, with room in the budget for every page."""
    means = Means(
        client=CLIENT, guide=GUIDE, budget=Budget(pages=1000), archives=Shelf(folder=folder)
    )
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(home: str) -> Audited:
        async with turn:
            return await audit(College(name=home, url=home), means, METHODOLOGY)

    return await asyncio.gather(*map(one, homes))


def is_read(page: Page) -> bool:
    """Whether it is a page of HTML that opened; the home page under a second name is none."""
    return page.status == 200 and page.kind not in ("document", "other", "home_again")


def main() -> None:
    folder, *homes = sys.argv[1:]
    collect_rarely()
    with metered() as spent:
        audits = asyncio.run(audit_all(Path(folder), homes))
        cage.close()
        library.close()
    tell(
        spent,
        pages=sum(is_read(page) for done in audits for page in done.audit.snapshot.pages),
        requests=sum(done.audit.cost.requests for done in audits),
        marks={
            done.audit.snapshot.college.url: {
                one.criterion: one.finding.mark for one in done.verdicts
            }
            for done in audits
        },
    )


if __name__ == "__main__":
    main()
