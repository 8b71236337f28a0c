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
OWN_WORDS = 59  # the rank of what only an inner page has to click
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
    seen: set[str] = field(default_factory=set)  # words that may be clicked, of all pages
    clicks: int = 0
    changes_itself: bool = False  # clicks change the page and ask for no other document

    async def draw(self, url: str) -> Drawing:
        """Draws the page of an address, the presses in it replayed; raises BrowserError."""
        opened = await self._arrive(url)
        await self.tab.ask("siteDrawing.unroll()", seconds=30)
        if await self.tab.ask("siteDrawing.links()") <= FEW_LINKS:
            await self._explore(url)
        html = str(await self.tab.ask("siteDrawing.html", self.known))
        if len(html) > MOST_BYTES:
            raise BrowserError("too_large", url)
        return Drawing(url=self._address(url), status=opened, html=html)

    def _address(self, url: str) -> str:
        """The address that the page has now; ours, where presses changed nothing about its own."""
        return url if self.tab.url == url.partition(PRESSES)[0] else self.tab.url

    async def _arrive(self, url: str) -> int:
        """Opens the address anew, and presses what is to be pressed; the document's status."""
        document, _, presses = url.partition(PRESSES)
        await self.tab.open("about:blank")
        async with self.turn(document) as answered:
            opened = await self.tab.open(document)
            answered(opened.status)
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
        """Gives an address to what may be clicked here and is not known from another page.

        A click that asks for another document tells its address at no cost. Where one changes the
        page itself, those of menus do too: they are pressed when their turn comes. So is what
        promises something after the last click that we have: it is there, though unseen.
        """
        for rank, words, framed in await self._worth_a_click():
            if self.clicks < MOST_CLICKS and not (self.changes_itself and framed):
                self.clicks += 1
                await self._try(words, url)
            elif framed or rank < OWN_WORDS:
                self.known[words] = self._pressed(url, words)

    async def _worth_a_click(self) -> list[tuple[int, str, bool]]:
        """Words that promise something, below the first page also those that are new there.

        With their rank, by which they are sorted, and whether they stand in a menu.
        """
        ways: list[dict[str, Any]] = await self.tab.ask("siteDrawing.ways()")
        self.known |= {one["text"]: one["url"] for one in ways if one["url"]}
        fresh = []
        for place, way in enumerate(ways):
            words = way["text"]
            rank = self.rank(words)
            if rank is None and self.seen and words not in self.seen:
                rank = OWN_WORDS
            if rank is not None and words not in self.known:
                fresh.append((rank, place, words, bool(way["framed"])))
        self.seen |= {one["text"] for one in ways}
        return [(rank, words, framed) for rank, _, words, framed in sorted(fresh)]

    async def _try(self, words: str, url: str) -> None:
        """Clicks once, and notes the address of what it asks for."""
        async with self.tab.held() as caught:
            try:
                pressed = await self.tab.ask("siteDrawing.press", words, PRESS_MS)
            except BrowserError as trouble:
                if trouble.code != "browser_moved":
                    raise
                pressed = {"found": True, "changed": True}
        if caught:
            self.known[words] = caught[0]
        elif pressed.get("url") or pressed.get("changed"):
            self.changes_itself = True
            self.known[words] = self._pressed(url, words)
            await self._arrive(url)

    def _pressed(self, url: str, words: str) -> str:
        """Our own address of what is seen after a press on the page of ``url``."""
        start = self._address(url)
        joint = "~" if PRESSES in start else PRESSES
        return f"{start}{joint}{quote(words, safe='')}"
