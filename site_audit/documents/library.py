"""The documents of a visit, read in a child process within bounds.

A document that kills the child, or takes it too long, costs only itself.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from site_audit.documents import clerk, ocr
from site_audit.documents.child import Lost
from site_audit.documents.reading import Reading
from site_audit.model import Document
from site_audit.sources import Sources

SOURCES = Sources(
    modules=(
        *("documents.child", "documents.clerk", "documents.formats", "documents.library"),
        *("documents.ocr", "documents.office", "documents.pdf", "documents.reading"),
        "documents.scans",
    ),
    bystanders=("model", "sources"),
    libraries=("lxml", "openpyxl", "pillow", "pypdfium2", "python-docx", "striprtf", "xlrd"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """What one visit may read: documents, scanned pages by OCR, seconds by the clock in all.

    ``of_one`` are scanned pages of one document.
    """

    documents: int = 30
    scanned_pages: int = 20
    of_one: int = 20
    seconds: float = 60.0


@dataclass
class _Draft:
    """A document while its scans are being read; ``read`` are pages that OCR has read."""

    url: str
    body: bytes
    reading: Reading
    read: dict[int, str] = field(default_factory=dict)
    why: str = ""

    def done(self) -> Document:
        pages = tuple(
            "\n".join(filter(None, (text, self.read.get(number, ""))))
            for number, text in enumerate(self.reading.pages)
        )
        return Document(url=self.url, pages=pages, trouble=self._trouble(pages))

    def _trouble(self, pages: tuple[str, ...]) -> str | None:
        if not self.reading.scanned:
            return self.reading.trouble
        there = any(map(str.strip, pages))
        if len(self.read) < len(self.reading.scanned):
            return "partly_read" if there else self.why
        if self.reading.trouble == "partly_read":
            return "partly_read"
        return None if there else "no_text"


class Library:
    """Reads documents in a child process, started when needed; safe to call from any thread.

    ``tesseract`` says its version, "" where it is not there.
    """

    def __init__(self, tesseract: Callable[[], str] = ocr.available) -> None:
        self._tesseract = tesseract
        self._clerk = clerk.Clerk()
        self._lock = threading.Lock()

    def read(
        self, bodies: Sequence[tuple[str, bytes]], bounds: Bounds | None = None
    ) -> tuple[Document, ...]:
        """One document for each (address, body), in their order, which is that of importance.

        All texts are read before the first scan. Troubles are those of ``Reading``, and: too_slow,
        reader_died; budget, time (not opened: the bounds were spent); scan_no_ocr, scan_budget,
        scan_unread (no page could be read). partly_read: there are pages, or parts of them, that
        could not be read, so that nobody may say what the document lacks.
        """
        bounds = bounds or Bounds()
        with self._lock:
            end = time.monotonic() + bounds.seconds
            drafts = [
                _Draft(url, body, self._text(body, end))
                if number < bounds.documents
                else _Draft(url, body, Reading(trouble="budget"))
                for number, (url, body) in enumerate(bodies)
            ]
            self._read_scans(drafts, bounds, end)
        return tuple(draft.done() for draft in drafts)

    def close(self) -> None:
        """Ends the child, if there is one."""
        with self._lock:
            self._clerk.child.dismiss()

    def _text(self, body: bytes, end: float) -> Reading:
        left = end - time.monotonic()
        if left <= 0:
            return Reading(trouble="time")
        try:
            return self._clerk.read(body, min(clerk.SECONDS, left))
        except Lost as lost:
            hurried = lost.trouble == "too_slow" and left < clerk.SECONDS
            return Reading(trouble="time" if hurried else lost.trouble)

    def _read_scans(self, drafts: list[_Draft], bounds: Bounds, end: float) -> None:
        scans = [
            (draft, number) for draft in drafts for number in draft.reading.scanned[: bounds.of_one]
        ]
        budget = bounds.scanned_pages
        there = bool(scans and self._tesseract())
        for draft, number in scans:
            left = end - time.monotonic()
            if not there or not budget or left <= 0:
                draft.why = draft.why or ("scan_budget" if there else "scan_no_ocr")
                continue
            budget -= 1
            text, why = self._scan(draft.body, number, left)
            if text is None:
                draft.why = why
            else:
                draft.read[number] = text

    def _scan(self, body: bytes, number: int, left: float) -> tuple[str | None, str]:
        """The text of a scanned page, and why there is none."""
        try:
            text = self._clerk.read_scan(body, number, min(clerk.SCAN_SECONDS, left))
        except Lost as lost:
            hurried = lost.trouble == "too_slow" and left < clerk.SCAN_SECONDS
            return None, "scan_budget" if hurried else "scan_unread"
        return text, "scan_unread"


_library = Library()
read = _library.read
close = _library.close


def digest() -> str:
    """Names the readers by their sources, the libraries beneath, and tesseract."""
    return SOURCES.digest(ocr.available())
