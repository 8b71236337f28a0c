"""What is measured on one open page: at each screen, with pictures of the places in question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from site_audit.browser.deadline import BrowserError
from site_audit.browser.layout import SCRIPT
from site_audit.browser.tab import Clip, Tab
from site_audit.browser.viewports import DESKTOP, PHONE, Viewport
from site_audit.rendered import Box, Measure, Render, Shot, Spot

AXE = files(__package__).joinpath("axe", "axe.min.js").read_text("utf-8") + ";0"
SETTLE_MS = 250  # without a change in the document
SETTLE_MOST_MS = 4000
_MARGIN = 24  # px around a place
_LARGEST = 420  # px: height of a picture of a place; it is as wide as need be
_WIDEST = 720  # px of the picture; what is wider is made smaller
_SMALLEST = (240, 120)


@dataclass(frozen=True, kw_only=True, slots=True)
class Questions:
    """What the methodology tells the browser: words, the home page's addresses, what to shoot."""

    vague: str  # pattern of link texts that tell nothing
    homes: tuple[str, ...]
    is_shown: Callable[[Measure], bool]  # whether a measure loses points, so that one wants to see
    most_shots: int = 8


@dataclass
class Opinions:
    """What axe said of pairs of colours on this site, and how often it may be asked still."""

    left: int = 1
    known: dict[str, str] = field(default_factory=dict)


@dataclass
class Album:
    """The screenshots of one site, within a bound of bytes."""

    most_bytes: int = 600_000
    shots: list[Shot] = field(default_factory=list)
    _pictured: set[tuple[str, str]] = field(default_factory=set)

    def add(self, shot: Shot) -> None:
        """Keeps a picture if there is room for it."""
        if sum(len(one.jpeg) for one in self.shots) + len(shot.jpeg) <= self.most_bytes:
            self.shots.append(shot)

    def has(self, url: str, viewport: Viewport, selector: str) -> bool:
        """Whether this very place was pictured for another measure."""
        place = (url, viewport.name, selector)
        return any((one.url, one.viewport, one.selector) == place for one in self.shots)

    def wants(self, measure: str, viewport: Viewport) -> bool:
        """Whether no place of this measure was pictured yet; it is taken as pictured then."""
        key = (measure, viewport.name)
        fresh = key not in self._pictured
        self._pictured.add(key)
        return fresh


async def clear(tab: Tab) -> None:
    """Takes the last page off the screen: it need not be laid out anew on the large one."""
    await tab.ask("document.documentElement.style.setProperty('display', 'none', 'important')")


async def make_ready(tab: Tab) -> None:
    """Waits until the page stands still; lazy pictures are called, motion is at its end."""
    await tab.ask(f"{SCRIPT}siteAudit.ready({SETTLE_MS}, {SETTLE_MOST_MS})")


async def desktop(tab: Tab, render: Render, questions: Questions, opinions: Opinions) -> Render:
    """All that is looked at on the large screen."""
    told = await tab.ask(
        "siteAudit.desktop", questions.vague, questions.homes, DESKTOP.width, opinions.known
    )
    if _matters(told, questions) and await tab.ask("siteAudit.doubts()"):
        told = _replaced(told, await _confirmed(tab, questions, opinions))
    return _with(render, DESKTOP, told)


def _matters(told: list[dict[str, Any]], questions: Questions) -> bool:
    """Whether a second opinion could give points back: it costs as much as a load."""
    asked = (_measure(one) for one in told if one["name"] in ("contrast", "unnamed_links"))
    return any(map(questions.is_shown, asked))


async def _confirmed(tab: Tab, questions: Questions, opinions: Opinions) -> list[dict[str, Any]]:
    """The measures that a second opinion may change, after it was heard if it may be."""
    if opinions.left:
        opinions.left -= 1
        await tab.ask(AXE)
        opinions.known |= await tab.ask("siteAudit.confirm()", seconds=20)
    recounted: list[dict[str, Any]] = await tab.ask(
        "siteAudit.recount", questions.vague, opinions.known
    )
    return recounted


def _replaced(told: list[dict[str, Any]], anew: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_name = {one["name"]: one for one in anew}
    return [by_name.get(one["name"], one) for one in told]


async def on_other_screens(
    tab: Tab, render: Render, screens: Sequence[Viewport]
) -> tuple[Render, ...]:
    """What is looked at on all screens but the large one; the page is left on the phone's."""
    found = []
    for viewport in screens:
        await tab.show(viewport)
        told = await tab.ask(f"siteAudit.sideways({viewport.width})")
        found.append(_with(render, viewport, told))
    await tab.show(PHONE)
    told = await tab.ask(f"siteAudit.phone({PHONE.width})")
    return (*found, _with(render, PHONE, told))


def _with(render: Render, viewport: Viewport, told: Any) -> Render:
    return Render(
        url=render.url,
        role=render.role,
        viewport=viewport.name,
        mobile=render.mobile,
        measures=tuple(_measure(one) for one in told),
    )


def _measure(told: dict[str, Any]) -> Measure:
    of = told["of"]
    return Measure(
        name=str(told["name"]),
        value=float(told["value"] or 0),
        of=None if of is None else float(of),
        spots=tuple(_spot(one) for one in told["spots"]),
    )


def _spot(told: dict[str, Any]) -> Spot:
    left_top_width_height = told["box"]
    box: Box | None = None
    if left_top_width_height:
        left, top, width, height = (int(side) for side in left_top_width_height)
        box = (left, top, width, height)
    value = told["value"]
    return Spot(
        selector=str(told["selector"]),
        text=str(told["text"]).encode("utf-8", "replace").decode(),
        box=box,
        value=None if value is None else float(value),
    )


async def first_screen(tab: Tab, url: str, viewport: Viewport, album: Album) -> bytes:
    """A picture of what a visitor sees first: a JPEG."""
    name = "desktop" if viewport is DESKTOP else "phone"
    jpeg = await tab.shoot()
    shown = Shot(
        name=f"home-{name}",
        url=url,
        viewport=viewport.name,
        width=viewport.width,
        height=viewport.height,
        jpeg=jpeg,
    )
    album.add(shown)
    return jpeg


async def places(
    tab: Tab, render: Render, viewport: Viewport, questions: Questions, album: Album
) -> None:
    """Pictures of the places where points are lost, the element outlined; one for each measure."""
    for measure in render.measures:
        spot = next((one for one in measure.spots if one.box and one.selector), None)
        room = len(album.shots) < questions.most_shots + 2
        if spot is None or not room or not questions.is_shown(measure):
            continue
        if not album.has(render.url, viewport, spot.selector) and album.wants(
            measure.name, viewport
        ):
            await _shoot(tab, render, viewport, (measure.name, spot), album)


async def _shoot(
    tab: Tab, render: Render, viewport: Viewport, what: tuple[str, Spot], album: Album
) -> None:
    name, spot = what
    try:
        place = await tab.ask("siteAudit.outline", spot.selector)
        if place is None:
            return
        clip = _around(place["box"], viewport)
        there = _is_on_screen(clip, place["top"], viewport)
        scale = min(1.0, _WIDEST / clip[2])
        jpeg = await tab.shoot(clip, quality=50, scale=scale, beyond=not there)
        await tab.ask("siteAudit.plain", spot.selector)
    except BrowserError as trouble:
        if trouble.code != "browser_script":  # a page may have changed under our hands
            raise
        return
    shown = Shot(
        name=f"{name}-{viewport.name}",
        url=render.url,
        viewport=viewport.name,
        selector=spot.selector,
        width=round(clip[2]),
        height=round(clip[3]),
        jpeg=jpeg,
    )
    album.add(shown)


def _is_on_screen(clip: Clip, top: int | None, viewport: Viewport) -> bool:
    """Whether a clip lies on the screen with this upper edge; None: the page was not moved."""
    x, y, wide, high = clip
    return (
        top is not None and top <= y <= top + viewport.height - high and x + wide <= viewport.width
    )


def _around(box: list[int], viewport: Viewport) -> Clip:
    """The clip around a place: with a margin, no larger than a hand, no smaller than a thumb."""
    left, top, width, height = box
    wide = min(max(width + 2 * _MARGIN, _SMALLEST[0]), viewport.width)
    high = min(max(height + 2 * _MARGIN, _SMALLEST[1]), _LARGEST)
    x = max(0, min(left - _MARGIN, max(0, viewport.width - wide)))
    if left > viewport.width:  # it is what sticks out
        x = left - _MARGIN
    return float(x), float(max(0, top - _MARGIN)), float(wide), float(high)
