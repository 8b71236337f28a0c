"""Pale words: where we are sure ourselves, and where axe is asked."""

from __future__ import annotations

import asyncio

import pytest

from site_audit.browser import probe
from site_audit.browser.probe import Opinions, Questions
from site_audit.rendered import Measure, Render
from tests.eyes import needs_browser
from tests.hostile_pages import page
from tests.house import house

WORDS = "Приёмная комиссия работает с понедельника по пятницу"
STYLE = "<style>body{margin:0;background:#fff} .b{position:absolute;left:0;width:600px;height:60px}"


def _page(words: str, rules: str = "") -> str:
    return f"{STYLE}{rules}</style>{words}"


PALE = f'<p style="color:#bbb">{WORDS}</p>'
DARK = '<div class=b style="top:0;background:#111"></div>'
OVER = f'<p style="position:relative;height:60px;margin:0;color:#ddd">{WORDS}</p>'


async def _looked(html: str, opinions: Opinions) -> Measure:
    """What is measured of the page's contrast; axe was asked if no opinion is left."""
    questions = Questions(vague="^$", homes=(), is_shown=lambda measure: measure.value > 0)
    async with house({"/": page(html)}) as home, home.tab() as (tab, _):
        await tab.open(home.site.url("/"))
        await probe.make_ready(tab)
        render = Render(url=home.site.url("/"), role="home", viewport="1366x768")
        found = (await probe.desktop(tab, render, questions, opinions)).measure("contrast")
    assert found is not None
    return found


@needs_browser
@pytest.mark.parametrize(
    ("html", "poor", "asked"),
    [
        pytest.param(_page(PALE), len(WORDS), False, id="pale words on white are poor for sure"),
        pytest.param(
            _page(f'<div style="background:#eee">{PALE}</div>'), len(WORDS), False,
            id="and on a grey ground that is around them",
        ),
        pytest.param(
            _page(DARK + OVER), 0, True, id="a dark box that is not around them may lie under them",
        ),
        pytest.param(
            _page(OVER + DARK.replace("top:0", "top:300px")), len(WORDS), False,
            id="but not when it stands elsewhere",
        ),
        pytest.param(
            _page(f"<section>{OVER}</section>", "section::before{content:'';position:absolute;"
                  "left:0;top:0;width:100%;height:100%;background:#111;z-index:-1}"),
            0, True, id="nor is it told what a pseudo-element paints",
        ),
        pytest.param(
            _page('<p style="color:#bbb">7</p><p style="color:#bbb">☎️ ✉️</p>'), 0, False,
            id="a number in a circle and coloured signs are no words",
        ),
        pytest.param(
            _page(f'<p style="color:#fff">{WORDS}</p>'), 0, False,
            id="nobody writes white on white: it cannot be told",
        ),
    ],
)  # fmt: skip
def test_words_are_poor_where_nothing_else_paints_at_them(
    html: str, poor: int, asked: bool
) -> None:
    opinions = Opinions()
    found = asyncio.run(_looked(html, opinions))
    assert (found.value, opinions.left == 0) == (poor, asked)


@needs_browser
def test_where_axe_may_not_be_asked_any_more_doubtful_words_are_not_poor() -> None:
    found = asyncio.run(_looked(_page(DARK + OVER + PALE), Opinions(left=0)))
    assert (found.value, found.of) == (len(WORDS), len(WORDS))
