"""Pages are measured at rest: what moves is at its end; a phone shows them as small as it will."""

from __future__ import annotations

import asyncio

import pytest

from site_audit.browser import probe
from site_audit.browser.viewports import OTHERS
from site_audit.rendered import Measure, Render
from tests.eyes import needs_browser
from tests.hostile_pages import page
from tests.house import house

WORDS = "Приёмная комиссия работает с понедельника по пятницу"
PHONE = "<meta name=viewport content='width=device-width, initial-scale=1'>"


async def _small_text(rules: str) -> Measure:
    """What is small on a phone of a page with these rules."""
    html = page(f"<div><p>{WORDS}</p></div>", f"{PHONE}<style>{rules}</style>")
    async with house({"/": html}) as home, home.tab() as (tab, _):
        await tab.open(home.site.url("/"))
        await probe.make_ready(tab)
        render = Render(url=home.site.url("/"), role="home", viewport="1366x768")
        found = (await probe.on_other_screens(tab, render, OTHERS))[-1].measure("small_text")
    assert found is not None
    return found


@needs_browser
@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(
            "div,p{transition:font-size 60s} div{font-size:20px}"
            "@media(max-width:400px){div{font-size:10px}}",
            id="a change that takes a minute, and begins in the child when the parent's ends",
        ),
        pytest.param(
            "p{font-size:10px;animation:grow 60s infinite}"
            "@keyframes grow{from{font-size:30px}to{font-size:40px}}",
            id="a motion without an end",
        ),
        pytest.param(
            "p{font-size:16px;width:720px}", id="a page that the phone shows half as large"
        ),
    ],
)
def test_letters_of_a_phone_are_measured_at_rest(rules: str) -> None:
    found = asyncio.run(_small_text(rules))
    assert found.value == found.of == len(WORDS)


@needs_browser
def test_letters_that_stay_large_are_not_small() -> None:
    assert asyncio.run(_small_text("p{font-size:16px;transition:font-size 60s}")).value == 0
