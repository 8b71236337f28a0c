"""Screenshots, visual marks and checks of real sites (and of the demo's) in one HTML page.

The real sites are third-party pages: what is written here stays on this machine.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import criteria
from reports.style import stylesheet
from site_audit.audit import Audited, audit
from site_audit.browser.binary import find_browser
from site_audit.browser.chromium import Chromium, ChromiumSettings
from site_audit.browser.sight import Eyes
from site_audit.demo import folders
from site_audit.demo.server import serving
from site_audit.documents import library
from site_audit.model import College, Verdict
from site_audit.pages import cage
from site_audit.writing import measured
from tests.gold.agreement import ENTRIES, served, sites
from tests.workshop import METHODOLOGY, SHARED, means_for

UNSTYLED = ("ktk40",)  # has no real styling: nothing visual can be said of it
PAGE = Path("gallery-out") / "gallery.html"


@dataclass(frozen=True)
class Picture:
    """One site of the gallery; ``shots`` are data addresses by the screenshots' names."""

    name: str
    verdicts: tuple[Verdict, ...]
    shots: dict[str, str]

    @property
    def total(self) -> int:
        return sum(verdict.finding.mark or 0 for verdict in self.verdicts)


def main() -> None:
    program = find_browser()
    if program is None:
        sys.exit("no Chromium: `make setup` brings it")
    with tempfile.TemporaryDirectory() as archives:
        pictures = asyncio.run(_all(ChromiumSettings(program=program), Path(archives)))
    cage.close()
    library.close()
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(_page(sorted(pictures, key=lambda one: -one.total)), "utf-8", "replace")
    print(f"{len(pictures)} sites: {PAGE}")


async def _all(settings: ChromiumSettings, archives: Path) -> list[Picture]:
    found = []
    async with Chromium(settings) as chromium:
        for name, served_at in _addresses():
            with served_at as url:
                college = College(name=name, url=url)
                eyes = Eyes(chromium=chromium, speed_runs=1)
                done = await audit(college, replace(means_for(archives), eyes=eyes), METHODOLOGY)
            found.append(_picture(name, done))
            print(name, " ".join(f"{v.criterion}={v.finding.mark}" for v in found[-1].verdicts))
    return found


def _addresses():  # type: ignore[no-untyped-def]
    """(name, context that serves the site and gives its address)."""
    for name in sites():
        if name not in UNSTYLED:
            yield name, _entry(name)
    for folder in folders():
        yield folder.name, _demo(folder)


@contextmanager
def _entry(name: str) -> Iterator[str]:
    with served(SHARED / "sites" / name) as url:
        yield url + ENTRIES.get(name, "/")


@contextmanager
def _demo(folder: Path) -> Iterator[str]:
    with serving([folder]) as (site,):
        yield site.url


def _picture(name: str, done: Audited) -> Picture:
    shots = {
        f"shot:{shot.name}": f"data:image/jpeg;base64,{b64encode(shot.jpeg).decode('ascii')}"
        for shot in done.audit.snapshot.seen.shots
    }
    visual = tuple(one for one in done.verdicts if one.criterion.startswith("V"))
    return Picture(name=name, verdicts=visual, shots=shots)


def _page(pictures: list[Picture]) -> str:
    room = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    room.filters.update(measured=measured.value_words, norm=measured.norm_words, sign=measured.sign)
    words = criteria.texts_for(criteria.EDITIONS["2023"])
    page = room.get_template("gallery.html.j2")
    return page.render(pictures=pictures, texts=words, style=stylesheet())


if __name__ == "__main__":
    main()
