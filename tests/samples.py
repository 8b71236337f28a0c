"""Small pages, sites and snapshots for tests: in memory, no network."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import settings

from site_audit import address
from site_audit.crawling.crawl import visit
from site_audit.crawling.itinerary import Answer, Budget
from site_audit.facts import Facts
from site_audit.guide import Guide, Role
from site_audit.model import College, Outcome, Page, PageKind, Snapshot
from site_audit.pages.page import parse

STEADY = settings(derandomize=True, deadline=None)
"""The same examples on every run, however busy the machine."""

HOME = "http://college.ru/"
PROSE = "В колледже учатся четыреста студентов, занятия идут в две смены, есть мастерские и зал."


def html(*body: str, title: str = "", head: str = "") -> str:
    """A page of a title and blocks."""
    return f"<html><head><title>{title}</title>{head}</head><body>{''.join(body)}</body></html>"


def menu(**items: str) -> str:
    """A list of links: name in the address -> text."""
    rows = "".join(f'<li><a href="/{path}">{text}</a>' for path, text in items.items())
    return f"<ul>{rows}</ul>"


@dataclass(frozen=True)
class Reply:
    """What a site in memory says to one address: a page, a redirect, or a trouble."""

    html: str = ""
    status: int = 200
    location: str = ""
    trouble: str = ""
    body: PageKind = "content"
    server: str = ""


Site = Mapping[str, "str | int | Reply"]
"""Address -> HTML, status without a body, or a whole reply."""


@dataclass
class Web:
    """Answers as a site would; ``asked`` is the log of addresses, in their order."""

    site: Site
    unknown: str | int | Reply = 404
    asked: list[str] = field(default_factory=list)
    served: Callable[[list[str]], str | None] = lambda asked: None

    async def open(self, url: str, may_follow: Callable[[str], str | None]) -> Answer:
        """The engine's ``Open``; ``served`` may name a trouble for what was asked last."""
        self.asked.append(url)
        trouble = self.served(self.asked)
        if trouble:
            return Answer(url=url, trouble=trouble)
        for _ in range(5):
            reply = self._reply(url)
            if not reply.location:
                return _answer(url, reply)
            onward = address.join(url, reply.location)
            vetoed = may_follow(onward)
            if vetoed:
                return Answer(url=url, trouble=vetoed)
            url = onward
        return Answer(url=url, trouble="redirects")

    def _reply(self, url: str) -> Reply:
        found = self.site.get(url, self.unknown)
        if isinstance(found, str):
            return Reply(html=found)
        return Reply(status=found) if isinstance(found, int) else found


def _answer(url: str, reply: Reply) -> Answer:
    if reply.trouble:
        return Answer(url=url, trouble=reply.trouble)
    facts = parse(reply.html, url) if reply.body == "content" else Facts()
    return Answer(
        url=url,
        status=reply.status,
        content_type="text/html",
        server=reply.server,
        size=len(reply.html),
        blob=hashlib.sha256(f"{reply.status} {reply.html}".encode()).hexdigest(),
        body=reply.body,
        facts=facts,
    )


SECTION = Role(id="section", rank=0, abroad=True, hub=True)
PAPERS = Role(id="papers", rank=12, abroad=True)
STAFF = Role(id="staff", rank=13, abroad=True)
SEATS = Role(id="seats", rank=18, abroad=True)
NOTED = Role(id="noted", rank=31, decides=False)
FILES = Role(id="file", rank=30, decides=False)
ENTRANTS_PART = Role(id="entrants_part", rank=24, files=FILES, enough=3, by_place=True)
ENTRANTS = Role(id="entrants", rank=5, part=ENTRANTS_PART, files=FILES)
_ROLES = {
    "Сведения": SECTION,
    "Сведения об образовательной организации": SECTION,
    "Документы": PAPERS,
    "Руководство": STAFF,
    "Вакантные места": SEATS,
    "Питание": NOTED,
    "Поступающим": ENTRANTS,
}


def _roles_of(text: str, url: str) -> tuple[Role, ...]:
    section = SECTION if not text and url.rstrip("/").endswith("/sveden") else None
    role = _ROLES.get(text) or section
    return (role,) if role else ()


def _rank_of(text: str, url: str) -> int:
    if text == "О колледже":
        return 40
    return 90 if "news" in url or "calendar" in url else 60


SMALL_GUIDE = Guide(
    roles_of=_roles_of,
    rank_of=_rank_of,
    foreign=lambda url: address.host_of(url) == "vk.com",
)


def crawl(
    web: Web, budget: Budget | None = None, url: str = HOME, **college: object
) -> tuple[Snapshot, Outcome]:
    """Visits a site in memory by the small guide."""
    one = College(name="Колледж", url=url, **college)  # type: ignore[arg-type]
    return asyncio.run(visit(one, SMALL_GUIDE, web.open, budget or Budget()))


def page(
    url: str, markup: str = "", *, status: int = 200, anchor: str = "", kind: PageKind = "content"
) -> Page:
    """A page as a crawl would keep it."""
    facts = parse(markup, url)
    return Page(url=url, asked=url, status=status, anchor=anchor, kind=kind, facts=facts)


def snapshot(*pages: Page, url: str = HOME) -> Snapshot:
    """A snapshot of these pages, the home page first."""
    return Snapshot(
        college=College(name="Колледж", url=url),
        scope=address.scope_of((url,)),
        taken_at=datetime(2026, 11, 21, 9, 0, tzinfo=UTC),
        pages=pages,
    )


def small_site(folder: Path, files: Mapping[str, str], manifest: str = "") -> Path:
    """Writes a site that ``site_audit.demo.server`` can serve; its folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "site.toml").write_text(f'title = "A site of a test"\n{manifest}', encoding="utf-8")
    return folder
