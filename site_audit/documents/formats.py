"""The text of a document, page by page. Its first bytes tell what it is, never its name.

Pure, but meant for a child process that can be killed (``library``): what lies beneath is fed with
whatever a server sent, and some inputs take it minutes or its life.
"""

from __future__ import annotations

import struct
import zipfile
import zlib

from site_audit.documents import office, pdf, scans
from site_audit.documents.reading import Reading, Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_PDF_STARTS_WITHIN = 1024  # bytes of other things before it, as viewers allow
_READERS = {
    "pdf": pdf.read_pdf,
    "docx": office.read_docx,
    "xlsx": office.read_xlsx,
    "ole": office.read_xls,
    "rtf": office.read_rtf,
    "picture": scans.read_picture,
}
# What the libraries were seen to raise on damaged files, by their roots: none has one of its own.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, SyntaxError, RuntimeError,
    ArithmeticError, LookupError, ValueError, TypeError, AttributeError, AssertionError,
)  # fmt: skip


def kind_of(body: bytes) -> str:
    """pdf, docx, xlsx, ole (XLS and other old ones), rtf, picture; "" what is not read here.

    Raises ``zipfile.BadZipFile`` for a damaged archive.
    """
    if body.startswith(_OLE):
        return "ole"
    if body.startswith(b"PK\x03\x04"):
        return office.kind_in(body)
    if b"%PDF-" in body[:_PDF_STARTS_WITHIN]:
        return "pdf"
    if body.startswith(_PICTURES) or (body[:4] == b"RIFF" and body[8:12] == b"WEBP"):
        return "picture"
    return "rtf" if body[:16].lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{\\rtf") else ""


def read_document(body: bytes) -> Reading:
    """The text of any document; what could not be read is told by the reading's trouble."""
    try:
        kind = kind_of(body)
        if not kind:
            return Reading(trouble="unknown_format")
        reading = _READERS[kind](body)
    except Unreadable as refusal:
        return Reading(trouble=refusal.trouble)
    except MemoryError:
        return Reading(trouble="too_large")
    except _DAMAGE:
        return Reading(trouble="damaged")
    if reading.trouble is None and not any(map(str.strip, reading.pages)):
        return reading._replace(trouble="no_text")
    return reading


def picture_of(body: bytes, number: int) -> bytes | None:
    """Page ``number`` (from 0) of a PDF or picture as a grey PGM; None when it cannot be drawn."""
    import pypdfium2

    try:
        draw = scans.pdf_page if kind_of(body) == "pdf" else scans.picture_page
        return draw(body, number)
    except (Unreadable, MemoryError, pypdfium2.PdfiumError, *_DAMAGE):
        return None
