"""Sites rich in marks keep them all, however their pages are written."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from urllib.request import urlopen

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as some

from site_audit.audit import audit
from site_audit.cli.desk import GUIDE
from site_audit.crawling.ground import settle
from site_audit.demo.server import serving
from site_audit.facts import Facts
from site_audit.judge import judge
from site_audit.model import Mark, Snapshot
from site_audit.pages.page import parse
from tests.markup import CHANGES, changed, tokens_of
from tests.samples import STEADY
from tests.workshop import METHODOLOGY, PRESENCE, SITES, entry_of, means_for

NAMES = (
    "radioelektronika-26-iz-26",  # all marks
    "college-mashkolledzh",
    "priborsk-it-college",  # tabs by buttons, cards, a tab of five pages
    "tilda-anchors-himkolledzh",  # sections are blocks of one page
)
NAMED = pytest.mark.parametrize("name", NAMES)
Visit = tuple[Snapshot, dict[str, str]]
"""A snapshot and the markup of its pages, by address."""


@cache
def visited(name: str) -> Visit:
    folder = SITES / name
    with serving([folder]) as (site,), tempfile.TemporaryDirectory() as kept:
        college = replace(entry_of(folder), url=site.url)
        found = asyncio.run(audit(college, means_for(Path(kept)), METHODOLOGY))
        snapshot = found.audit.snapshot
        pages = {
            page.url: _read(page.url)
            for page in snapshot.pages
            if page.status == 200 and page.content_type.startswith("text/html")
        }
    return snapshot, pages


def _read(url: str) -> str:
    with urlopen(url, timeout=10) as answer:
        return str(answer.read().decode())


def rewritten(name: str, names: tuple[str, ...], random: Random) -> Snapshot:
    """The snapshot of the site with its pages written in another way."""
    snapshot, markup = visited(name)

    def reread(url: str, facts: Facts) -> Facts:
        return parse(changed(markup[url], names, random, url), url) if url in markup else facts

    pages = tuple(replace(page, facts=reread(page.url, page.facts)) for page in snapshot.pages)
    soft = any(probe.name == "soft_404" and probe.value == "yes" for probe in snapshot.probes)
    return replace(snapshot, pages=settle(pages, GUIDE, snapshot.unknown, soft))


def marks(snapshot: Snapshot) -> dict[str, Mark]:
    told = judge(METHODOLOGY.criteria, METHODOLOGY.rules, snapshot)
    return {one.criterion: one.finding.mark for one in told if one.criterion in PRESENCE}


@cache
def first_marks(name: str) -> dict[str, Mark]:
    return marks(rewritten(name, (), Random(0)))


def moved(name: str, names: tuple[str, ...], random: Random) -> dict[str, tuple[Mark, Mark]]:
    """Marks that another way of writing changes: what they were and what they are."""
    before, after = first_marks(name), marks(rewritten(name, names, random))
    return {code: (before[code], after[code]) for code in before if before[code] != after[code]}


@NAMED
def test_the_sites_are_rich_and_read_whole(name: str) -> None:
    _, markup = visited(name)
    assert list(first_marks(name).values()).count(1) >= 20
    assert len(markup) >= 10
    assert all("".join(tokens_of(page)) == page for page in markup.values())


@pytest.mark.parametrize("change", CHANGES)
def test_each_way_of_writing_is_another(change: str) -> None:
    pages = (page for name in NAMES for page in visited(name)[1].items())
    assert any(changed(page, (change,), Random(1), url) != page for url, page in pages)


@NAMED
@pytest.mark.parametrize("change", CHANGES)
def test_a_way_of_writing_moves_no_mark(name: str, change: str) -> None:
    assert moved(name, (change,), Random(change)) == {}


@NAMED
@settings(STEADY, max_examples=8, phases=[Phase.generate])
@given(names=some.sets(some.sampled_from(list(CHANGES)), min_size=3), seed=some.integers(0, 10**6))
def test_many_ways_of_writing_at_once_move_no_mark(name: str, names: set[str], seed: int) -> None:
    assert moved(name, tuple(sorted(names)), Random(seed)) == {}


def test_a_link_relative_to_its_page_is_not_taken_from_another_page() -> None:
    menu = "<nav><a href='about.html'>О колледже</a> <a href='?print=1'>Печать</a></nav>"
    for page in ("http://relative.ru/", "http://relative.ru/a/b/", "http://relative.ru/"):
        found = [link.url for link in parse(menu, page).links]
        assert found == [f"{page}about.html", f"{page}?print=1"]
