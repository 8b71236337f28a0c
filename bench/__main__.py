"""``make bench``: the product beside floors and peers, on a farm of our own; three tables.

``python -m bench pages``, ``browser`` or ``logos`` prints one of them. Each measured thing is
a process of its own, and what counts is its CPU (user and system); the farm's server is another
process and does not count. Rounds alternate the things, so that a busy machine is busy for all of
them. Exit code 0 unless something broke.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from statistics import median
from typing import Any

from bench import browser, looks
from bench.farm import Farm, serving
from bench.table import Row, ratio_row, table
from site_audit.browser.binary import find_browser

ROUNDS = 5
THINGS = ("floor", "product", "peer_scrapy", "rejudge")
PRODUCT_TO_FLOOR, PRODUCT_TO_SCRAPY, REJUDGED = 2.0, 0.5, 300


def run(thing: str, *arguments: str) -> dict[str, Any]:
    """What a benchmark's process told; raises CalledProcessError when it failed."""
    command = [sys.executable, "-m", f"bench.{thing}", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def rounds(farm: Farm) -> dict[str, list[dict[str, Any]]]:
    """Thing -> what it told in each round; the product's archives are what is judged again."""
    told: dict[str, list[dict[str, Any]]] = {thing: [] for thing in THINGS}
    for number in range(ROUNDS):
        print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            told["floor"].append(run("floor", *farm.urls))
            told["product"].append(run("product", folder, *farm.urls))
            told["peer_scrapy"].append(run("peer_scrapy", *farm.urls))
            told["rejudge"].append(run("rejudge", folder))
    return told


def check(farm: Farm, told: dict[str, list[dict[str, Any]]]) -> None:
    """Raises ValueError when one of them did not read all pages: then nothing can be compared."""
    for thing, lines in told.items():
        for line in lines:
            if line["pages"] != farm.pages:
                raise ValueError(f"{thing} read {line['pages']} of {farm.pages} pages")


def agreement(farm: Farm, told: dict[str, Any]) -> tuple[int, list[str]]:
    """(cells, those in which the marks differ from the farm's truth)."""
    wrong = [
        f"{one.name} ({url}): {code} is {truth}, the mark is {told['marks'][url][code]}"
        for one, url in zip(farm.plans, farm.urls, strict=True)
        for code, truth in one.truth.items()
        if told["marks"][url][code] != truth
    ]
    return sum(len(one.truth) for one in farm.plans), wrong


def _of(lines: list[dict[str, Any]], name: str) -> float:
    return median(float(line[name]) for line in lines)


def _ratio(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> float:
    """The median of the ratios within each round."""
    return float(median(a["cpu"] / b["cpu"] for a, b in zip(ours, theirs, strict=True)))


def rows(farm: Farm, told: dict[str, list[dict[str, Any]]], parts: dict[str, float]) -> list[Row]:
    """The lines of the table."""
    names = {"floor": "floor: httpx2 + selectolax", "product": "product: crawl + archive + judge"}
    names |= {"peer_scrapy": "Scrapy", "rejudge": "rejudge: load + judge"}
    found = [
        Row(
            what=names[thing],
            figure=f"{1000 * _of(lines, 'cpu') / farm.pages:.2f} ms/page"
            f" (import {_of(lines, 'imports'):.2f} s)",
        )
        for thing, lines in told.items()
    ]
    to_floor = _ratio(told["product"], told["floor"])
    to_scrapy = _ratio(told["product"], told["peer_scrapy"])
    rejudged = farm.pages / _of(told["rejudge"], "cpu")
    cells, wrong = agreement(farm, told["product"][0])
    again = agreement(farm, told["rejudge"][0])[1]
    found += [
        ratio_row("product / floor", to_floor, PRODUCT_TO_FLOOR),
        ratio_row("product / Scrapy", to_scrapy, PRODUCT_TO_SCRAPY),
        Row(
            what="rejudge, one core",
            figure=f"{rejudged:.0f} pages/s",
            target=f"≥ {REJUDGED}",
            right=rejudged >= REJUDGED,
        ),
        Row(
            what="A1–A10 against the farm's truth",
            figure=f"{cells - len(wrong)} of {cells}",
            target="all",
            right=not wrong,
        ),
        Row(
            what="the same, judged again",
            figure=f"{cells - len(again)} of {cells}",
            target="the same",
            right=wrong == again,
        ),
    ]
    return found + [Row(what=f"  {step}", figure=f"{ms:.2f} ms/page") for step, ms in parts.items()]


def pages() -> None:
    """What a page costs without a browser."""
    with serving() as farm:
        size = farm.html_bytes / farm.pages / 1024
        print(f"{len(farm.plans)} sites, {farm.pages} pages, {size:.0f} KiB of HTML a page\n")
        told = rounds(farm)
    check(farm, told)
    print(table(rows(farm, told, run("parts"))))
    for line in agreement(farm, told["product"][0])[1]:
        print(line)


def whole() -> None:
    """What a site costs with a browser."""
    if find_browser() is None:
        print("There is no Chromium on this machine: nothing of the browser is measured.")
        return
    print(table(browser.rows()))


def logos() -> None:
    """What a look at a picture costs."""
    print(table(looks.rows()))


PARTS = {"pages": pages, "browser": whole, "logos": logos}


def main() -> None:
    chosen = sys.argv[1:] or [*PARTS]
    if unknown := set(chosen) - set(PARTS):
        sys.exit(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    for name in chosen:
        print(f"## {name}\n")
        PARTS[name]()
        print(flush=True)


if __name__ == "__main__":
    main()
