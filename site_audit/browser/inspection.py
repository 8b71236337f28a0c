"""One site inspected: its key pages on all screens, the speed of its home page, screenshots."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace

from site_audit import address
from site_audit.browser import probe, speed
from site_audit.browser.colours import colourfulness
from site_audit.browser.deadline import BrowserError
from site_audit.browser.probe import Album, Opinions, Questions
from site_audit.browser.tab import Tab, Turn
from site_audit.browser.viewports import DESKTOP, OTHERS, PHONE, Viewport
from site_audit.guide import Looks
from site_audit.model import Snapshot
from site_audit.rendered import Heavy, Measure, Render, Seen, Speed, SpeedRun


@dataclass(frozen=True, kw_only=True)
class Instruments:
    """With what a site is inspected: ``seconds`` in all, ``alone`` is the machine's one turn."""

    turn: Turn
    alone: Callable[[str], AbstractAsyncContextManager[object]]
    slow: speed.Slow
    looks: Looks
    speed_runs: int = 3
    screens: tuple[Viewport, ...] = OTHERS
    seconds: float = 150.0
    opened: Callable[[str], None] = lambda url: None


@dataclass
class _Inspection:
    tab: Tab
    tools: Instruments
    questions: Questions
    deadline: float
    album: Album = field(default_factory=Album)
    opinions: Opinions = field(default_factory=Opinions)
    renders: list[Render] = field(default_factory=list)
    links: tuple[str, ...] = ()  # paths of the home page's links

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self.deadline - time.monotonic()


async def inspect(tab: Tab, snapshot: Snapshot, tools: Instruments) -> Seen:
    """What the browser sees of a site; what goes wrong with a page is noted with that page."""
    pages = tools.looks.key_pages(snapshot)
    if not pages:
        return Seen(trouble="no_pages")
    home = snapshot.home
    homes = dict.fromkeys((pages[0][1], home.asked if home else "", snapshot.college.url))
    work = _Inspection(
        tab=tab,
        tools=tools,
        questions=Questions(
            vague=tools.looks.vague,
            homes=tuple(url for url in homes if url),
            is_shown=tools.looks.is_shown,
        ),
        deadline=time.monotonic() + tools.seconds,
    )
    told: Speed | None = None
    try:
        for role, url in pages:
            await _page(work, Render(url=url, role=role, viewport=DESKTOP.name))
        told = await _speed(work, pages[0][1])
    except BrowserError as trouble:  # the browser itself is gone: what was measured stays
        if not work.renders:
            raise
        told = Speed(url=pages[0][1], trouble=trouble.code)
    return Seen(renders=tuple(work.renders), speed=told, shots=tuple(work.album.shots))


async def _page(work: _Inspection, render: Render) -> None:
    """Measures one page; a page that hangs or crashes costs itself alone."""
    if work.left <= 0:
        work.renders.append(replace(render, trouble="time"))
        return
    try:
        await _measure(work, render)
    except BrowserError as trouble:
        work.renders.append(replace(render, trouble=trouble.code))
        await work.tab.renew()


async def _measure(work: _Inspection, render: Render) -> None:
    tab, is_home = work.tab, render.role == "home"
    await probe.clear(tab)
    await tab.show(DESKTOP)
    url = await _open(work, render.url)
    await probe.make_ready(tab)
    if not address.are_kin(tab.url, render.url):  # a script led to another site
        raise BrowserError("foreign_redirect", tab.url)
    first: tuple[Measure, ...] = ()
    if is_home:
        jpeg = await probe.first_screen(tab, url, DESKTOP, work.album)
        first = (Measure(name="colourfulness", value=colourfulness(jpeg)),)
        work.links = await _links(tab)
    large = await probe.desktop(tab, render, work.questions, work.opinions)
    large = replace(large, measures=(*large.measures, *first))
    work.renders.append(large)
    await probe.places(tab, large, DESKTOP, work.questions, work.album)
    small = await probe.on_other_screens(tab, render, work.tools.screens)
    work.renders.extend(small)
    await _picture_phone(work, small[-1], is_home=is_home)


async def _picture_phone(work: _Inspection, render: Render, *, is_home: bool) -> None:
    if is_home:
        await probe.first_screen(work.tab, render.url, PHONE, work.album)
    await probe.places(work.tab, render, PHONE, work.questions, work.album)


async def _open(work: _Inspection, url: str) -> str:
    """Loads a page in its turn; raises BrowserError where the server gave the browser no page."""
    work.tools.opened(url)
    async with work.tools.turn(url) as answered:
        opened = await work.tab.open(url, min(work.left, 25.0))
        answered(opened.status)
    if opened.status >= 400:
        raise BrowserError(f"http_{opened.status}", url)
    return opened.url


async def _links(tab: Tab) -> tuple[str, ...]:
    found = await tab.ask("[...new Set([...document.links].map((a) => a.pathname))].slice(0, 300)")
    return tuple(str(path) for path in found)


# ---------------------------------------------------------------- speed


async def _speed(work: _Inspection, url: str) -> Speed:
    """The runs of the home page, one site at a time on this machine; again where they disagree."""
    home = work.renders[0]
    if home.trouble is not None:
        return Speed(url=url, trouble=home.trouble)
    runs: list[SpeedRun] = []
    heaviest: tuple[Heavy, ...] = ()
    trouble: str | None = None
    async with work.tools.alone("speed"):
        for number in range(2 * work.tools.speed_runs):
            enough = number >= work.tools.speed_runs
            if enough and not work.tools.looks.is_unstable(tuple(runs)):
                break
            try:
                run, heaviest = await _run(work, url, runs[0].tbt if runs else None)
                runs.append(run)
            except BrowserError as caught:
                trouble = caught.code
                await work.tab.renew()
                break
    return Speed(url=url, runs=tuple(runs), heaviest=heaviest, trouble=None if runs else trouble)


async def _run(
    work: _Inspection, url: str, tbt: float | None
) -> tuple[SpeedRun, tuple[Heavy, ...]]:
    """A load, the first one where no blocking time is known yet."""
    async with (
        work.tools.turn(url) as answered,
        speed.phone(work.tab, work.tools.slow) as traffic,
    ):
        try:
            measured, heaviest = await speed.run(work.tab, url, traffic, tbt)
        finally:
            answered(traffic.status)
        work.tools.slow(0)
        if tbt is None:
            await _phone_document(work)
    return measured, heaviest


async def _phone_document(work: _Inspection) -> None:
    """Another document for phones (a host m., another template) is what phones are judged by."""
    links = await _links(work.tab)
    home = work.renders[0]
    here = await work.tab.ask("location.href")
    same_host = address.host_of(here) == address.host_of(home.url)
    if same_host and _alike(links, work.links):
        return
    render = Render(url=here, role="home", viewport=PHONE.name, mobile=True)
    await probe.make_ready(work.tab)
    large = await probe.desktop(work.tab, render, work.questions, work.opinions)
    kept = [one for one in large.measures if one.name == "viewport_meta"]
    small = await probe.on_other_screens(work.tab, render, work.tools.screens)
    work.renders.extend(small)
    work.renders.append(replace(render, measures=tuple(kept), viewport="meta"))


def _alike(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two pages share most of their links."""
    both = set(some) & set(others)
    return 2 * len(both) >= len(set(some) | set(others))
