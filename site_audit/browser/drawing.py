"""Pages that only JavaScript draws: drawn, scrolled through, and what only a click opens found.

A click leads to another document (which is not loaded: its address is all we want), to a route of
the page's own router, or merely changes what is shown. The last has no address, so it gets one of
ours: the page's own, and after ``#!~`` the words that were pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any
from urllib.parse import quote, unquote

from site_audit.browser.deadline import BrowserError
from site_audit.browser.tab import Tab, Turn

SCRIPT = files(__package__).joinpath("drawing.js").read_text("utf-8")
PRESSES = "#!~"
FEW_LINKS = 3
QUIET_MS, MOST_MS = 300, 8000
PRESS_MS = 600
MOST_CLICKS = 60  # of a site
MOST_BYTES = 5_000_000

Rank = Callable[[str], int | None]
"""Words of what may be clicked -> how early to click; None = not worth a click."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """A drawn page: where it ended, the status of its document, and the document as it stands."""

    url: str
    status: int
    html: str


@dataclass
class Pencil:
    """Draws the pages of one site; remembers what clicks lead to, for menus are on every page."""

    tab: Tab
    rank: Rank
    turn: Turn
    known: dict[str, str] = field(default_factory=dict)
    clicks: int = 0

    async def draw(self, url: str) -> Drawing:
        """Draws the page of an address, the presses in it replayed; raises BrowserError."""
        opened = await self._arrive(url)
        await self.tab.ask("siteDrawing.unroll()", seconds=30)
        if await self.tab.ask("siteDrawing.links()") <= FEW_LINKS:
            await self._explore(url)
        html = str(await self.tab.ask("siteDrawing.html", self.known))
        if len(html) > MOST_BYTES:
            raise BrowserError("too_large", url)
        return Drawing(url=url if PRESSES in url else self.tab.url, status=opened, html=html)

    async def _arrive(self, url: str) -> int:
        """Opens the address anew, and presses what is to be pressed; the document's status."""
        document, _, presses = url.partition(PRESSES)
        await self.tab.open("about:blank")
        async with self.turn(document):
            opened = await self.tab.open(document)
        await self._ready()
        for words in presses.split("~") if presses else ():
            pressed = await self.tab.ask("siteDrawing.press", unquote(words), PRESS_MS)
            if not pressed["found"]:
                raise BrowserError("browser_moved", f"«{unquote(words)}» is not there")
            await self._ready()
        return opened.status

    async def _ready(self) -> None:
        await self.tab.idle(MOST_MS / 1000)
        await self.tab.ask(SCRIPT)
        await self.tab.ask("siteDrawing.still", QUIET_MS, MOST_MS, seconds=MOST_MS / 1000 + 5)

    # ------------------------------------------------------------ what clicks lead to

    async def _explore(self, url: str) -> None:
        """Finds the addresses of what may be clicked here and is not known from another page."""
        for words in await self._worth_a_click():
            if self.clicks >= MOST_CLICKS:
                return
            self.clicks += 1
            found, is_elsewhere = await self._press(words)
            if found:
                self.known[words] = found if found != PRESSES else self._pressed(url, words)
            if is_elsewhere:
                await self._arrive(url)

    async def _worth_a_click(self) -> list[str]:
        ways: list[dict[str, Any]] = await self.tab.ask("siteDrawing.ways()")
        self.known |= {one["text"]: one["url"] for one in ways if one["url"]}
        ranked = [(self.rank(one["text"]), place, one["text"]) for place, one in enumerate(ways)]
        fresh = [(rank, place, words) for rank, place, words in ranked if rank is not None]
        return [words for _, _, words in sorted(fresh) if words not in self.known]

    async def _press(self, words: str) -> tuple[str, bool]:
        """Where a click leads: an address, ``PRESSES`` for a change without one, or nothing.

        And whether the page is another one now.
        """
        async with self.tab.held() as caught:
            try:
                pressed = await self.tab.ask("siteDrawing.press", words, PRESS_MS)
            except BrowserError as trouble:
                if trouble.code != "browser_moved":
                    raise
                pressed = {"found": True}
            if caught:
                return caught[0], False
        found = str(pressed.get("url") or (PRESSES if pressed.get("changed") else ""))
        return found, bool(found)

    @staticmethod
    def _pressed(url: str, words: str) -> str:
        """Our own address of what is seen after a press on the page of ``url``."""
        joint = "~" if PRESSES in url else PRESSES
        return f"{url}{joint}{quote(words, safe='')}"
