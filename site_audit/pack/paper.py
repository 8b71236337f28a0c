"""Paper: the report of a meeting and its summary as PDF, the contents with their page numbers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

import pypdfium2
from pypdfium2 import raw

from site_audit.browser.chromium import Chromium, ChromiumSettings
from site_audit.browser.deadline import BrowserError
from site_audit.browser.printing import print_pdf
from site_audit.browser.watchdog import MemoryBounds
from site_audit.errors import SaidInWords
from site_audit.ratings.ladder import Result
from site_audit.ratings.meeting import Meeting
from site_audit.texts import Texts
from site_audit.writing.contents import contents
from site_audit.writing.meeting_report import report_html, summary_html

NO_BROWSER = (
    "Браузер Chromium не найден: напечатать PDF нечем. Установите пакет chromium-headless-shell "
    "или укажите программу в настройке browser. Веб-отчёт можно напечатать и самому: откройте "
    "его в браузере и сохраните как PDF."
)
T = TypeVar("T")
Filled = Callable[[Mapping[str, int]], str]
OURS = MemoryBounds(page=2000, browser=3000)  # our own page may take more than a foreign one
PRINTS = 3  # of the second the contents are true, unless their numbers themselves moved a page


class PaperError(SaidInWords):
    """No browser, or it did not print; the words say what to do."""


def report_pdf(
    meeting: Meeting,
    texts: Texts,
    settings: ChromiumSettings | None,
    *,
    pictures: Mapping[int, bytes] = {},
    note_address: Callable[[Result], str | None] = lambda result: None,
) -> bytes:
    """The report on A4: tagged, with an outline, contents with true page numbers.

    ``settings`` None = there is no browser. Raises PaperError.
    """

    def filled(pages: Mapping[str, int]) -> str:
        return report_html(
            meeting, texts, pictures=pictures, contents_pages=pages, note_address=note_address
        )

    anchors = [section.id for section in contents(meeting)]
    return _printed(settings, lambda browser: _numbered(browser, filled, anchors))


def summary_pdf(meeting: Meeting, texts: Texts, settings: ChromiumSettings | None) -> bytes:
    """The summary on one page of A4. Raises PaperError."""
    return _printed(settings, lambda browser: print_pdf(browser, summary_html(meeting, texts)))


def print_pages(settings: ChromiumSettings, pages: Iterable[str]) -> tuple[bytes, ...]:
    """Pages of ours as PDF, one after the other in one browser. Raises PaperError."""

    async def printing(browser: Chromium) -> tuple[bytes, ...]:
        return tuple([await print_pdf(browser, page) for page in pages])

    return _printed(settings, printing)


def _printed(settings: ChromiumSettings | None, printing: Callable[[Chromium], Awaitable[T]]) -> T:
    """Prints with a browser of its own, which is gone afterwards."""
    if settings is None:
        raise PaperError(NO_BROWSER)

    async def run() -> T:
        async with Chromium(replace(settings, memory=OURS)) as browser:
            return await printing(browser)

    try:
        return asyncio.run(run())
    except BrowserError as trouble:
        raise PaperError(
            f"Браузер {settings.program} не напечатал PDF ({trouble.code}). Проверьте, что он "
            "запускается и что памяти хватает, и повторите."
        ) from trouble


async def _numbered(browser: Chromium, filled: Filled, anchors: Iterable[str]) -> bytes:
    """Prints until the contents tell the pages on which the sections stand."""
    wanted = tuple(anchors)
    pages: dict[str, int] = dict.fromkeys(wanted, 100)  # as wide as the true ones
    for _ in range(PRINTS):
        printed = await print_pdf(browser, filled(pages))
        told, pages = pages, pages_of(printed, wanted)
        if told == pages:
            return printed
    raise PaperError("Страницы отчёта сдвигаются при каждой печати: сообщите об этом разработчику.")


def pages_of(printed: bytes, anchors: Iterable[str]) -> dict[str, int]:
    """The page, from 1, of each anchor that the PDF has a destination for."""
    with pypdfium2.PdfDocument(printed) as document:
        found = {anchor: _page_of(document, anchor) for anchor in anchors}
    return {anchor: page for anchor, page in found.items() if page}


def _page_of(document: pypdfium2.PdfDocument, anchor: str) -> int:
    destination = raw.FPDF_GetNamedDestByName(document, anchor.encode("ascii"))
    return int(raw.FPDFDest_GetDestPageIndex(document, destination)) + 1 if destination else 0
