"""Documents that tests make: PDFs by hand (no font is needed to have text), office files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
from PIL import Image

HERE = Path(__file__).parent
WORDS = "Приём на обучение по образовательным программам среднего профессионального образования"
ROWS = (("Код", "Специальность", "Мест"), ("09.02.07", "Информационные системы", "25"))


def pdf(
    pages: Sequence[Sequence[str]], picture: Image.Image | None = None, known: bool = True
) -> bytes:
    """A PDF of lines of text in windows-1251; each page over ``picture``, if there is one.

    ``known``: the font says which letters its codes are.
    """
    objects = [b"", b"", _font(known), _stream(b"", _MAP), _picture(picture)]
    kids = []
    for lines in pages:
        content = b"q 595 0 0 842 0 0 cm /I Do Q " if picture else b""
        content += b"BT /F 10 Tf 14 TL 40 800 Td " + b"".join(map(_shown, lines)) + b"ET"
        objects.append(_stream(b"", content))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>/XObject<</I 5 0 R>>>>>>" % len(objects)
        )
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    among = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (among, len(kids))
    return _written(objects)


def _written(objects: list[bytes]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return body + head + table + tail % (len(objects) + 1, len(body))


def _stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def _shown(line: str) -> bytes:
    return b"<%s> Tj T* " % line.encode("cp1251").hex().encode()


def _font(known: bool) -> bytes:
    letters = b"/ToUnicode 4 0 R" if known else b""
    return b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding%s>>" % letters


def _picture(picture: Image.Image | None) -> bytes:
    if picture is None:
        return b"null"
    jpeg = io.BytesIO()
    picture.convert("L").save(jpeg, "JPEG", quality=60)
    entries = (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Filter/DCTDecode" % picture.size
    )
    return _stream(entries, jpeg.getvalue())


_CODES = [code for code in range(0x20, 0x100) if code != 0x98]
_MAP = (
    b"/CIDInit /ProcSet findresource begin begincmap /CMapName /M def\n"
    b"1 begincodespacerange <00> <FF> endcodespacerange\n"
    + b"".join(
        b"1 beginbfchar <%02X> <%04X> endbfchar\n" % (code, ord(bytes([code]).decode("cp1251")))
        for code in _CODES
    )
    + b"endcmap end"
)


def scan() -> Image.Image:
    """Rules of admission and a ruled table of places, as a scanner at 200 dpi gives them."""
    return Image.open(HERE / "scan.png").convert("L")


def saved(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def table_docx() -> bytes:
    document = docx.Document()
    document.add_heading("План приёма")
    table = document.add_table(rows=0, cols=3)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph(WORDS)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def table_xlsx(rows: Sequence[Sequence[Any]] = ROWS) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Приём 2026"
    for row in rows:
        sheet.append(tuple(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_member(archive: bytes, name: str, content: bytes) -> bytes:
    """The archive with one member put in the place of its own, packed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
        if name not in old.namelist():
            new.writestr(name, content)
    return out.getvalue()
