"""The floor of a whole audit: the same loads with no product. ``python -m bench.floor_whole FILE``

``FILE`` is JSON: a list of ``{"home": URL, "pages": {URL: [SCREEN…]}, "speed_runs": N}``, as the
product did it. Each site is read by the floor's crawl; one warm browser loads the pages on the
large screen and shows them on the others, then loads the home page ``speed_runs`` times as a phone
on a slow network, a new context each; every load is shot once and asked one question on each
screen; all goes into SQLite. Nothing is measured, judged or guarded.
"""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from playwright.async_api import Browser, Page, async_playwright

from bench.floor import AT_ONCE, read_site
from bench.meter import metered, tell
from bench.slow import line
from site_audit.browser.binary import find_browser

CRITERIA = 34
DESKTOP: dict[str, Any] = {"viewport": {"width": 1366, "height": 768}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 1.75,
    "is_mobile": True,
    "has_touch": True,
}
BYTES_A_SECOND = 1.6e6 * 0.9 / 8  # Lighthouse's mobile network, as the product has it
FAR = {"offline": False, "latency": 562.5, "downloadThroughput": -1, "uploadThroughput": -1}
LOAD_MS = 60_000
QUESTION = """() => {
  const told = [];
  for (const el of document.querySelectorAll("a,button,p,span,li,td,h1,h2,h3,img")) {
    const style = getComputedStyle(el), box = el.getBoundingClientRect();
    told.push([style.color, style.backgroundColor, style.fontSize, box.x, box.width, box.height]);
  }
  const painted = performance.getEntriesByType("paint").map((one) => one.startTime);
  return [told.length, painted, document.documentElement.scrollWidth, JSON.stringify(told).length];
}"""


@dataclass(frozen=True, kw_only=True)
class Site:
    """The loads of one site."""

    home: str
    pages: dict[str, list[str]]  # address -> names of screens, the large one first
    speed_runs: int


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What came of one load."""

    url: str
    asked: str
    jpeg: bytes


async def load(page: Page, url: str) -> Seen:
    """One load, one question, one picture."""
    await page.goto(url, wait_until="load", timeout=LOAD_MS)
    asked = json.dumps(await page.evaluate(QUESTION))
    return Seen(url=url, asked=asked, jpeg=await page.screenshot(type="jpeg", quality=60))


async def large(browser: Browser, site: Site) -> list[Seen]:
    """The key pages, one after the other in one page: nothing is cheaper."""
    context = await browser.new_context(**DESKTOP)
    page = await context.new_page()
    seen = []
    for url, screens in site.pages.items():
        await page.set_viewport_size(DESKTOP["viewport"])
        seen.append(await load(page, url))
        for name in screens[1:]:
            width, height = map(int, name.split("x"))
            await page.set_viewport_size({"width": width, "height": height})
            await page.evaluate(QUESTION)
    await context.close()
    return seen


async def slow(browser: Browser, site: Site) -> Seen:
    """The home page on a phone that was never here."""
    async with line(BYTES_A_SECOND) as proxy:
        context = await browser.new_context(proxy={"server": proxy}, **PHONE)
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        await session.send("Network.emulateNetworkConditions", FAR)
        seen = await load(page, site.home)
        await context.close()
    return seen


def keep(folder: Path, site: Site, found: set[str], seen: list[Seen]) -> None:
    """One transaction, and a file for each picture."""
    for number, one in enumerate(seen):
        name = f"{site.home.split('/')[2].replace(':', '-')}-{number}.jpg"
        (folder / name).write_bytes(one.jpeg)
    words = sorted(found)
    rows = [(site.home, number, number < len(words)) for number in range(CRITERIA)]
    with sqlite3.connect(folder / "floor.db") as database:
        database.execute("create table if not exists mark (site, criterion, value)")
        database.execute("create table if not exists seen (url, asked)")
        database.executemany("insert into mark values (?, ?, ?)", rows)
        database.executemany(
            "insert into seen values (?, ?)", [(one.url, one.asked) for one in seen]
        )


async def look_at_all(sites: list[Site], folder: Path) -> tuple[int, int]:
    """(pages read, loads) of all sites: crawls together, one load at a time, as the product."""
    turn, alone = asyncio.Semaphore(AT_ONCE), asyncio.Lock()
    program = find_browser()
    async with (
        httpx2.AsyncClient(trust_env=False, timeout=30) as client,
        async_playwright() as driver,
    ):
        browser = await driver.chromium.launch(
            executable_path=program, chromium_sandbox=os.geteuid() != 0
        )

        async def one(site: Site) -> tuple[int, int]:
            async with turn:
                pages, found = await read_site(client, site.home)
                async with alone:
                    seen = await large(browser, site)
                    seen += [await slow(browser, site) for _ in range(site.speed_runs)]
                keep(folder, site, found, seen)
                return pages, len(seen)

        done = await asyncio.gather(*map(one, sites))
        await browser.close()
    return sum(pages for pages, _ in done), sum(loads for _, loads in done)


def main() -> None:
    sites = [Site(**one) for one in json.loads(Path(sys.argv[1]).read_text("utf-8"))]
    with tempfile.TemporaryDirectory() as folder, metered() as spent:
        pages, loads = asyncio.run(look_at_all(sites, Path(folder)))
    tell(spent, pages=pages, loads=loads)


if __name__ == "__main__":
    main()
