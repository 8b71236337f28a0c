"""Printing: a page of our own becomes a PDF, in a tab that reaches no network and runs nothing."""

from __future__ import annotations

import base64
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from site_audit.browser.chromium import Chromium
from site_audit.browser.tab import Tab
from site_audit.browser.viewports import Visitor

PRINT_SECONDS = 60.0
DRAW_SECONDS = 20.0
_PIECE = 1 << 20
_NETWORK = ["http://*", "https://*", "ws://*", "wss://*", "ftp://*", "file://*"]
_OFFLINE = {
    "offline": True,
    "latency": 0,
    "downloadThroughput": 0,
    "uploadThroughput": 0,
}
_DRAWN = """Promise.all([document.fonts.ready,
  ...Array.from(document.images, (image) => image.decode().catch(() => null))]).then(() => true)"""
_PAPER: dict[str, Any] = {  # what the page's own @page says goes before
    "preferCSSPageSize": True,
    "paperWidth": 8.27,  # inches: A4
    "paperHeight": 11.69,
    "printBackground": True,
    "displayHeaderFooter": False,  # @page has them, with the page's own font
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
    "transferMode": "ReturnAsStream",
}


async def print_pdf(browser: Chromium, html: str) -> bytes:
    """The page as a tagged PDF with an outline, as its own ``@page`` rules say, else on A4.

    Title and language are those of the document; running titles and the numbers of pages stand in
    its margin boxes. Raises BrowserError when no browser can be had or it does not come to an end.
    """
    with _nowhere() as proxy:
        visitor = Visitor(agent="site-audit", proxy=proxy, username="", password="")
        async with browser.tab(visitor) as tab:
            await _shut_in(tab)
            await _show(tab, html)
            told = await tab.send("Page.printToPDF", _PAPER, PRINT_SECONDS)
            return await _read(tab, told["stream"])


@contextmanager
def _nowhere() -> Iterator[str]:
    """A proxy at which nobody listens: its port is taken, and by us."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


async def _shut_in(tab: Tab) -> None:
    """Three doors are shut one behind the other: scripts, addresses, the network itself."""
    await tab.send("Emulation.setScriptExecutionDisabled", {"value": True})
    await tab.send("Network.enable")
    await tab.send("Network.setBlockedURLs", {"urls": _NETWORK})
    await tab.send("Network.emulateNetworkConditions", _OFFLINE)


async def _show(tab: Tab, html: str) -> None:
    """Puts the page into the empty tab and waits for its fonts and pictures."""
    frame = (await tab.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
    whole = html.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate is no text
    await tab.send("Page.setDocumentContent", {"frameId": frame, "html": whole}, DRAW_SECONDS)
    await tab.ask(_DRAWN, seconds=DRAW_SECONDS)


async def _read(tab: Tab, stream: str) -> bytes:
    """A stream of the browser, piece by piece."""
    pieces: list[bytes] = []
    while True:
        piece = await tab.send("IO.read", {"handle": stream, "size": _PIECE}, PRINT_SECONDS)
        data = piece["data"]
        pieces.append(base64.b64decode(data) if piece.get("base64Encoded") else data.encode())
        if piece["eof"]:
            break
    await tab.send("IO.close", {"handle": stream})
    return b"".join(pieces)
