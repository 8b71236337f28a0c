"""What a look at a picture costs, stage by stage, and what the pictures of a site cost."""

from __future__ import annotations

import asyncio
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import mean, median

from bench.meter import cpu
from bench.table import Row
from site_audit.audit import audit
from site_audit.crawling.itinerary import Budget
from site_audit.demo.manifest import manifest
from site_audit.demo.server import serving
from site_audit.logos import eye, glance, likeness, prints, raster, reading
from site_audit.logos.references import read_references
from site_audit.model import College
from tests.gold.marks import JUDGED_BY, MARKS, TUNED_BY
from tests.workshop import METHODOLOGY, SITES, means_for

TYPICAL, WORST = 1.5, 15.0
EVERY = 4  # of the drawn set's pictures
REFERENCES = 6
Stages = dict[str, list[float]]


def stages() -> Stages:
    """Milliseconds of each stage of the cascade, a figure a picture of the drawn set."""
    told: Stages = defaultdict(list)
    references = read_references(MARKS / TUNED_BY[0] / "references").all[:REFERENCES]
    pictures = (raster.grey(raster.opened(one.body)[0]) for one in references)
    shapes = [shape for shades in pictures for shape in likeness.shapes(shades)]
    for path in _pictures():
        kind = "SVG" if path.suffix == ".svg" else "pixels"
        with _stage(told, f"opened: {kind}"):
            pixels, _ = raster.opened(path.read_bytes())
        shades = raster.grey(pixels)
        with _stage(told, "fingerprint"):
            prints.fingerprint(shades)
        with _stage(told, "features (SIFT)"):
            place = likeness.place(shades)
        with _stage(told, f"likeness to {len(shapes)} references and emblems"):
            for shape in shapes:
                likeness.score(shape, place)
        with _stage(told, "reading (OCR)"):
            reading.lines_of(pixels, glance.is_enough)
    return told


@contextmanager
def _stage(told: Stages, name: str) -> Iterator[None]:
    began = cpu()
    yield
    told[name].append((cpu() - began) * 1000)


def _pictures() -> Iterator[Path]:
    for hand in (*TUNED_BY, *JUDGED_BY):
        yield from sorted((MARKS / hand / "pictures").iterdir())[::EVERY]


def of_sites() -> list[float]:
    """CPU seconds for the pictures of each small site that has the two sections."""
    spent = []
    for folder in sorted(path.parent for path in SITES.glob("*/site.toml")):
        if "C3" in dict(manifest(folder).marks):
            with serving([folder]) as (site,), tempfile.TemporaryDirectory() as archives:
                spent.append(_of_site(site.url, manifest(folder).college, Path(archives)))
    return spent


def _of_site(url: str, college: College | None, archives: Path) -> float:
    """CPU seconds of the child that looks, while a site is audited."""
    means = replace(means_for(archives), budget=Budget())
    began = eye.spent()
    asyncio.run(audit(replace(college or College(name="A", url=url), url=url), means, METHODOLOGY))
    return eye.spent() - began


def rows() -> list[Row]:
    """The table: stages, then sites against what was asked for."""
    found = [
        Row(what=stage, figure=f"{mean(ms):.1f} ms, at most {max(ms):.0f}")
        for stage, ms in stages().items()
    ]
    sites = sorted(of_sites())
    usual, most = median(sites), sites[-1]
    return [
        *found,
        Row(what=f"pictures of a site, median of {len(sites)}", figure=f"{usual:.2f} s",
            target=f"≤ {TYPICAL} s", right=usual <= TYPICAL),
        Row(what="nine sites of ten cost no more", figure=f"{sites[len(sites) * 9 // 10]:.2f} s"),
        Row(what="the dearest site", figure=f"{most:.2f} s",
            target=f"≤ {WORST:.0f} s", right=most <= WORST),
    ]  # fmt: skip
