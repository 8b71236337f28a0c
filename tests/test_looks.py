"""The good site and its worse forms are what they claim to be, as far as no browser is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from posixpath import normpath

import pytest
from PIL import Image

from tests.looks import LADDERS, WHOLE, Change, Files, good
from tests.looks.files import KEY_PAGES, SCRIPT, STYLE, page_paths
from tests.looks.frame import full_date, short_date
from tests.looks.pictures import logo, photo, tile

TODAY = date(2026, 11, 22)
VOID = frozenset(("meta", "link", "img", "input", "br", "hr"))
WAYS = [(code, way) for code, ways in LADDERS.items() for way in ways]
STEPS = [
    pytest.param(step, id=f"{code}-{way}-{number}")
    for code, ways in LADDERS.items()
    for way, steps in ways.items()
    for number, step in enumerate(steps, start=1)
] + [pytest.param(change, id=name) for name, change in WHOLE.items()]
WITH_DEAD_LINKS = {("V4", "broken"), ("V6", "broken")}


class Markup(HTMLParser):
    """Reads a page and fails where tags do not close one another."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.files: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        assert len(names) == len(attrs), f"an attribute twice in {tag}"
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.links += [names[name] or "" for name in ("href", "action") if name in names]
        self.files += [names["src"] or ""] if "src" in names else []
        self.ids += [names["id"] or ""] if "id" in names else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag


def markup(files: Files, path: str) -> Markup:
    return Markup(files[path].decode())


def targets(files: Files, path: str) -> Iterator[tuple[str, str]]:
    """Addresses within the site that a page links to or loads, with their fragments."""
    page = markup(files, path)
    for address in (*page.links, *page.files):
        where, _, fragment = address.partition("#")
        if not re.match(r"(?:tel|mailto|javascript):", where):
            yield where or path, fragment


def clicks(files: Files) -> dict[str, int]:
    """How many clicks each page lies from the home page."""
    found, edge = {"/": 0}, ["/"]
    while edge:
        path = edge.pop(0)
        for target, _ in targets(files, path):
            if target not in found and target in files and target.endswith("/"):
                found[target] = found[path] + 1
                edge.append(target)
    return found


def lost(files: Files) -> set[tuple[str, str]]:
    """Links that lead nowhere, and the pages that they stand on."""
    ids = {path: set(markup(files, path).ids) for path in page_paths(files)}
    return {
        (path, f"{target}#{fragment}")
        for path in page_paths(files)
        for target, fragment in targets(files, path)
        if target not in files or (fragment and fragment not in ids.get(target, ()))
    }


@pytest.fixture(scope="module")
def site() -> Files:
    return good(TODAY)


def test_each_link_of_the_good_site_leads_somewhere(site: Files) -> None:
    assert not lost(site)
    assert set(clicks(site)) == set(page_paths(site))
    assert all(normpath(path) + "/" == path for path in page_paths(site) if path != "/")


def test_each_picture_of_the_good_site_stands_on_a_page_at_its_own_size(site: Files) -> None:
    shown = re.compile(r'<img src="([^"]+)" alt="[^"]+" width="(\d+)" height="(\d+)"')
    pages = "".join(site[path].decode() for path in page_paths(site))
    found = set(shown.findall(pages))
    assert pages.count("<img") == len(shown.findall(pages))
    assert {name for name, _, _ in found} == {path for path in site if path.startswith("/img/")}
    for name, width, height in found:
        with Image.open(BytesIO(site[name])) as picture:
            assert picture.size == (int(width), int(height))


def test_the_good_home_page_is_light(site: Files) -> None:
    loaded = set(markup(site, "/").files) | {STYLE, "/"}
    assert sum(len(site[path]) for path in loaded) < 250_000


def test_headings_and_titles_of_the_good_site_are_in_order(site: Files) -> None:
    titles = set()
    for path in page_paths(site):
        headings = markup(site, path).headings
        assert headings[0] == 1
        assert headings.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(headings))
        titles.add(re.findall("<title>(.+)</title>", site[path].decode())[0])
        assert len(set(markup(site, path).ids)) == len(markup(site, path).ids)
    assert len(titles) == len(page_paths(site))


def test_the_newest_news_is_three_days_old(site: Files) -> None:
    newest = TODAY - timedelta(days=3)
    assert f'"{newest}">{full_date(newest)}<' in site["/"].decode()
    assert f'"{newest}">{short_date(newest)}<' in site["/news/"].decode()


@pytest.mark.parametrize(("step", "days"), [(0, 60), (1, 200), (2, 730)])
def test_old_news_is_as_old_as_it_says(site: Files, step: int, days: int) -> None:
    older = LADDERS["V2"]["old-news"][step](site)
    dates = re.findall('datetime="([0-9-]+)"', (older["/"] + older["/news/"]).decode())
    assert max(dates) == str(TODAY - timedelta(days=days))


@pytest.mark.parametrize(("step", "deep"), [(0, (1, 1, 4)), (1, (4, 4, 4)), (2, (6, 6, 6))])
def test_key_sections_lie_as_deep_as_they_should(
    site: Files, step: int, deep: tuple[int, int, int]
) -> None:
    found = clicks(LADDERS["V1"]["depth"][step](site))
    assert tuple(found[path] for path in KEY_PAGES[1:4]) == deep


@pytest.mark.parametrize("step", STEPS)
def test_each_page_of_a_worse_site_can_be_parsed(site: Files, step: Change) -> None:
    worse = step(site)
    for path in page_paths(worse):
        if worse[path] != site.get(path):
            Markup(worse[path].decode())


@pytest.mark.parametrize(("code", "way"), WAYS)
def test_each_step_differs_from_the_one_before(site: Files, code: str, way: str) -> None:
    forms = [site, *(step(site) for step in LADDERS[code][way])]
    assert len(forms) in (4, 5)
    assert all(one != other for one, other in pairwise(forms))
    assert all(form != site for form in forms[1:])


@pytest.mark.parametrize(("code", "way"), [way for way in WAYS if way not in WITH_DEAD_LINKS])
def test_worse_sites_have_no_dead_links_but_where_they_should(
    site: Files, code: str, way: str
) -> None:
    for step in LADDERS[code][way]:
        assert not lost(step(site))


@pytest.mark.parametrize(("step", "number"), [(0, 1), (1, 3), (2, 8)])
def test_dead_addresses_are_counted(site: Files, step: int, number: int) -> None:
    assert len(lost(LADDERS["V4"]["broken"][step](site))) == number


@pytest.mark.parametrize("step", STEPS)
def test_changes_leave_the_good_site_alone_and_are_deterministic(step: Change) -> None:
    files = good(TODAY)
    assert step(files) == step(good(TODAY))
    assert files == good(TODAY)


def test_pictures_are_drawn_alike_each_time() -> None:
    assert all(draw.__wrapped__() == draw() for draw in (logo, tile))
    assert photo.__wrapped__("students") == photo("students")


def test_the_whole_sites_differ_from_the_good_one(site: Files) -> None:
    forms = [site, *(change(site) for change in WHOLE.values())]
    assert all(one != other for n, one in enumerate(forms) for other in forms[:n])
    assert all(form["/"] for form in forms)
    assert SCRIPT in site
