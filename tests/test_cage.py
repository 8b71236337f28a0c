import asyncio
import json
import os
import signal
import threading

import pytest

from site_audit.pages import cage
from site_audit.pages.cage import Cage, is_tame, parse_any, parse_aside
from site_audit.pages.page import parse

URL = "http://college.ru/"
PAGE = "<h1>Документы</h1><p>Устав колледжа</p><a href=/ustav.pdf>Устав</a>"


def test_ordinary_pages_are_tame() -> None:
    assert is_tame(PAGE * 200)
    assert not is_tame("<div>" * 10_001)
    assert not is_tame("<p " + "a=1 " * 10_001 + ">")
    assert not is_tame("<p title='" + "x" * 70_000 + "'>")


@pytest.mark.parametrize("between", [" ", "\n", "/", " q='>' "])
def test_attributes_without_values_are_counted_however_they_hide(between: str) -> None:
    names = [f"a{number}" for number in range(10_000)]
    assert is_tame(f"<p {between.join(names[:4_000])}>")
    assert not is_tame(f"<p {between.join(names)} {between.join(reversed(names))} x>")


def test_wild_pages_queue_for_the_cage_and_nobody_else_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wild, free = threading.Event(), threading.Event()

    def parse_slowly(markup: str, url: str) -> None:
        wild.set()
        assert free.wait(60)

    async def all_at_once() -> None:
        waiting = [asyncio.create_task(parse_aside("<p>" * 10_001, URL)) for _ in range(40)]
        await asyncio.to_thread(wild.wait, 60)
        assert await asyncio.to_thread(lambda: "another's thread")
        free.set()
        assert await asyncio.gather(*waiting) == [None] * 40

    monkeypatch.setattr(cage, "parse_any", parse_slowly)
    asyncio.run(all_at_once())


def test_the_child_sees_what_we_would_see() -> None:
    wild = PAGE * 4_000
    assert not is_tame(wild)
    found, expected = parse_any(wild, URL), parse(wild, URL)
    assert found is not None
    assert (found.text, found.links, found.headings) == (
        expected.text,
        expected.links,
        expected.headings,
    )


@pytest.mark.parametrize(
    "nasty",
    [
        "<div>" * 300_000 + "x",
        "<p " + " ".join(f"a{number}=1" for number in range(200_000)) + ">x",
    ],
    ids=["nested", "attributes"],
)
def test_nasty_markup_costs_one_page_and_not_the_visit(
    nasty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cage, "SECONDS", 0.3)
    caged = Cage()
    try:
        assert caged.parse(nasty, URL) is None
        monkeypatch.setattr(cage, "SECONDS", 20.0)
        found = caged.parse(PAGE, URL)
    finally:
        caged.close()
    assert found is not None
    assert found.headings[0].text == "Документы"


def test_a_child_killed_between_pages_is_started_anew() -> None:
    caged = Cage()
    try:
        assert caged.parse(PAGE, URL) is not None
        child = caged._running()
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        assert caged.parse(PAGE, URL) is not None
    finally:
        caged.close()


def test_the_child_ends_when_its_parent_closes_the_pipe() -> None:
    caged = Cage()
    child = caged._running()
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.close()
    assert child.wait(20) == 0
    child.stdout.close()
    caged.close()


def test_lone_surrogates_and_all_kinds_of_facts_pass_the_pipe() -> None:
    markup = (
        "<p itemprop=fullName>\ud800 Колледж</p><img src=/a.png>"
        "<a href=#t>x</a><div id=t>панель</div>"
    )
    caged = Cage()
    try:
        found = caged.parse(markup, URL)
    finally:
        caged.close()
    assert found is not None
    expected = parse(json.loads(json.dumps(markup)), URL)
    assert (found.itemprops, found.images, found.fragments, found.links) == (
        expected.itemprops,
        expected.images,
        expected.fragments,
        expected.links,
    )


def test_a_closed_cage_may_be_closed_again() -> None:
    caged = Cage()
    caged.close()
    caged.close()
