"""A measured load of the home page: what it waits for, what it weighs, whose trace it has."""

from __future__ import annotations

import asyncio

import pytest

from site_audit.browser import speed, trace
from site_audit.browser.deadline import BrowserError
from site_audit.rendered import SpeedRun
from tests.eyes import needs_browser
from tests.hostile_pages import Answer, Pages, page
from tests.house import house

BUSY = "setTimeout(() => { for (const now = Date.now(); Date.now() < now + 200;); }, 900)"
LATE = "onload = () => setTimeout(() => { document.body.textContent = 'Колледж'; }, 1800)"
GREY = Answer('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "image/svg+xml")


async def _measured(html: str) -> SpeedRun:
    async with (
        house({"/": html}) as home,
        home.tab() as (tab, egress),
        speed.phone(tab, egress.slow_down) as traffic,
    ):
        measured, _ = await speed.run(tab, home.site.url("/"), traffic)
    return measured


@needs_browser
def test_runs_share_the_blocking_time_of_the_first_which_alone_is_traced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def visit() -> None:
        pages: Pages = {"/": page(f"<h1>Колледж</h1><script>{BUSY}</script>")}
        async with house(pages) as home, home.tab() as (tab, egress):
            url = home.site.url("/")
            async with speed.phone(tab, egress.slow_down) as traffic:
                first, _ = await speed.run(tab, url, traffic)
            monkeypatch.delattr(trace, "taken")
            async with speed.phone(tab, egress.slow_down) as traffic:
                second, heaviest = await speed.run(tab, url, traffic, first.tbt)
        assert 300 < first.tbt == second.tbt
        assert second.fcp > speed.ROUND_TRIP_MS
        assert [one.url for one in heaviest] == [url]

    asyncio.run(visit())


@needs_browser
def test_a_page_that_paints_long_after_its_load_is_waited_for() -> None:
    assert asyncio.run(_measured(page(f"<script>{LATE}</script>"))).fcp > 1800


@needs_browser
def test_a_trace_that_lost_a_part_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    config = trace._WANTED["traceConfig"] | {"traceBufferSizeInKb": 8}
    monkeypatch.setitem(trace._WANTED, "traceConfig", config)
    with pytest.raises(BrowserError) as caught:
        asyncio.run(_measured(page("<h1>Колледж</h1>")))
    assert caught.value.code == "trace_lost"


# ---------------------------------------------------------------- what it weighs

_WEIGHED = page(
    "<h1>Колледж</h1><img src=/grey.svg><img src=/moved><img src=/none.svg>"
    "<img src=data:image/svg+xml,x><script>fetch('/moved')</script>"
)


async def _drips(path: str, writer: asyncio.StreamWriter) -> None:
    """An answer whose head does not tell its length."""
    head = "HTTP/1.1 200 OK\r\nContent-Type: image/svg+xml\r\nTransfer-Encoding: chunked\r\n\r\n"
    body = GREY.raw().partition(b"\r\n\r\n")[2]
    writer.write(head.encode() + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))


@needs_browser
def test_what_the_heads_tell_weighs_as_much_as_the_browser_says() -> None:
    moved = Answer(status="302 Found", fields=("Location: /drips.svg",))
    pages: Pages = {"/": _WEIGHED, "/grey.svg": GREY, "/moved": moved, "/drips.svg": _drips}

    async def visit() -> None:
        async with (
            house(pages) as home,
            home.tab() as (tab, egress),
            speed.phone(tab, egress.slow_down) as traffic,
        ):
            await tab.open(home.site.url("/good"))  # or the proxy's question would weigh too
            traffic.done.clear()
            await speed.run(tab, home.site.url("/"), traffic)
            asked = [one for one in traffic.done if not one.url.startswith("data:")]
            said = sorted([(one.url, await speed._asked(one)) for one in asked])
            weighed = sorted([(one.url, one.bytes) for one in await traffic.weighed()])
        assert weighed == said
        assert {url.rpartition("/")[2] for url, size in weighed if size} >= {
            "grey.svg",
            "moved",
            "drips.svg",
            "none.svg",
        }

    asyncio.run(visit())
