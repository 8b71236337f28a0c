"""Text of office documents: DOCX, XLSX, old XLS and RTF.

Libraries are imported when the first document of their kind is read: a child that reads PDFs only
starts a quarter of a second sooner. Their warnings and exceptions are many and undocumented;
``documents.read_document`` takes what they raise for damage.

XML: documents with a DTD are refused, for office formats forbid it, so no entity is ever defined.
Beneath that, python-docx's parser does not resolve entities, openpyxl's tree parser neither, its
event parser is expat, which opens no external entity and bounds expansion.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

from site_audit.documents.reading import MAX_SIGNS, Reading, Unreadable, reading_of, within

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

MAX_MEMBERS = 5_000
MAX_UNPACKED = 200_000_000
MAX_RATIO = 200  # workbooks of real tables reach 60
_SMALL = 20_000_000  # bytes; up to here the ratio says nothing about danger
MAX_ROWS = 5_000
MAX_COLUMNS = 100
_PROLOG = 4_096
_WORD = re.compile(r"word/document\d*\.xml")
_BOOK = re.compile(r"xl/workbook\.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
# Deleted words, the commands of fields, and the copy of a text box for old programs.
_LEFT_OUT = frozenset({"del", "moveFrom", "delText", "instrText", "Fallback", "rPr", "pPr"})
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "p": "\n"}
_PICTURE = re.compile(rb"[0-9a-fA-F\r\n]{256,}")


def kind_in(body: bytes) -> str:
    """What a zip archive holds: docx, xlsx, or nothing that is read here."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        names = [name.replace("\\", "/") for name in archive.namelist()]
    if any(map(_WORD.fullmatch, names)):
        return "docx"
    return "xlsx" if any(map(_BOOK.fullmatch, names)) else ""


def read_docx(body: bytes) -> Reading:
    """Paragraphs and tables in their order, text boxes too; one page."""
    from docx.oxml import parse_xml

    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        _refuse_bombs(archive)
        name = next(n for n in archive.namelist() if _WORD.fullmatch(n.replace("\\", "/")))
        document = parse_xml(archive.read(name))
    return reading_of(["\n".join(_lines(document))])


def read_xlsx(body: bytes) -> Reading:
    """A visible sheet is a page: its name, then its rows that are not empty."""
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        _refuse_bombs(archive)
    book = openpyxl.load_workbook(
        io.BytesIO(body), read_only=True, data_only=True, keep_links=False
    )
    sheets = []
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()  # what files say of them is often wrong
            rows = sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS + 1, values_only=True)
            sheets.append(_sheet(sheet.title, (map(_shown, row) for row in rows)))
    return _of_sheets(sheets)


def read_xls(body: bytes) -> Reading:
    """As ``read_xlsx``, of the format before 2007; other OLE files are of an unknown format."""
    if "EncryptedPackage".encode("utf-16-le") in body:
        raise Unreadable("encrypted")
    if not any(name.encode("utf-16-le") in body for name in ("Workbook", "Book")):
        raise Unreadable("unknown_format")
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=body, logfile=io.StringIO(), on_demand=True, ragged_rows=True
        )
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError) as error:
        raise Unreadable(_trouble_of(str(error))) from error
    shown = (book.sheet_by_index(n) for n in range(book.nsheets))
    return _of_sheets(
        [
            _sheet(sheet.name, _old_rows(sheet, book.datemode))
            for sheet in shown
            if sheet.visibility == 0
        ]
    )


def read_rtf(body: bytes) -> Reading:
    """The text of an RTF, in the code page that it names, otherwise in windows-1251."""
    from striprtf.striprtf import rtf_to_text

    # Pictures are written in hexadecimal digits, which the library reads one by one.
    plain = _PICTURE.sub(b"", body).decode("cp1251", "replace")
    text = rtf_to_text(plain, encoding="cp1251", errors="replace")  # type: ignore[no-untyped-call]
    rows = (line.strip("| ").replace("|", "\t") for line in text.split("\n"))
    return reading_of(["\n".join(row for row in rows if row)])


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Judges by the sizes that the archive states: the unpacker gives no byte beyond them."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("encrypted")
    if (
        len(members) > MAX_MEMBERS
        or unpacked > MAX_UNPACKED
        or unpacked > max(_SMALL, packed * MAX_RATIO)
    ):
        raise Unreadable("too_large")
    for member in members:
        with archive.open(member) as stream:
            if b"<!DOCTYPE" in stream.read(_PROLOG).replace(b"\0", b""):
                raise Unreadable("damaged")


# ---------------------------------------------------------------- DOCX


@cache
def _name(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""  # comments have no name


def _lines(element: BaseOxmlElement) -> Iterator[str]:
    """Lines of a body, a cell, or what stands around them (content controls, insertions)."""
    for child in element:
        name = _name(child.tag)
        if name == "p":
            yield "".join(_inline(child))
        elif name == "tbl":
            yield from _rows(child)
        elif name not in _LEFT_OUT:
            yield from _lines(child)


def _rows(table: BaseOxmlElement) -> Iterator[str]:
    for row in _nearest(table, "tr"):
        cells = (" ".join(" ".join(_lines(cell)).split()) for cell in _nearest(row, "tc"))
        if line := "\t".join(cells).rstrip("\t"):
            yield line


def _nearest(element: BaseOxmlElement, wanted: str) -> Iterator[BaseOxmlElement]:
    for child in element:
        name = _name(child.tag)
        if name == wanted:
            yield child
        elif name not in _LEFT_OUT:
            yield from _nearest(child, wanted)


def _inline(element: BaseOxmlElement) -> Iterator[str]:
    """Text of a paragraph; that of a text box, whose paragraphs stand within, follows a break."""
    for child in element:
        name = _name(child.tag)
        if name == "t":
            yield child.text or ""
        elif name == "r" and _is_hidden(child):
            continue
        elif name not in _LEFT_OUT:
            yield _SIGNS.get(name, "")
            yield from _inline(child)


def _is_hidden(run: BaseOxmlElement) -> bool:
    for names in (_W, _STRICT):
        vanish = run.find(f"{names}rPr/{names}vanish")
        if vanish is not None:
            return not {"0", "false", "off"} & set(vanish.attrib.values())
    return False


# ---------------------------------------------------------------- sheets


def _sheet(title: str, rows: Iterable[Iterable[str]]) -> tuple[str, bool]:
    """The text of a sheet, and whether it was cut."""
    wide = False

    def lines() -> Iterator[str]:
        nonlocal wide
        for row in rows:
            cells = list(row)
            wide = wide or any(cells[MAX_COLUMNS:])
            yield "\t".join(cells[:MAX_COLUMNS]).rstrip()

    taken, cut = within(lines(), MAX_ROWS, MAX_SIGNS)
    return "\n".join([title, *filter(None, taken)]), cut or wide


def _of_sheets(sheets: list[tuple[str, bool]]) -> Reading:
    reading = reading_of(text for text, _ in sheets)
    if not any("\n" in text for text in reading.pages):  # names of sheets only
        return Reading(reading.pages, "no_text")
    cut = any(cut for _, cut in sheets)
    return reading._replace(trouble="partly_read") if cut else reading


def _shown(value: object) -> str:
    """A cell as people see it, on one line."""
    match value:
        case None | "":
            return ""
        case bool():
            return "ИСТИНА" if value else "ЛОЖЬ"
        case float():
            return f"{value:.10g}".replace(".", ",")
        case datetime() if value.time() != time():
            return f"{value:%d.%m.%Y %H:%M}"
        case date():
            return f"{value:%d.%m.%Y}"
        case time():
            return f"{value:%H:%M}"
    return " ".join(str(value).split())


def _old_rows(sheet: Any, datemode: int) -> Iterator[Iterator[str]]:
    for number in range(min(sheet.nrows, MAX_ROWS + 1)):
        yield (_shown(_value(cell, datemode)) for cell in sheet.row(number)[: MAX_COLUMNS + 1])


def _value(cell: Any, datemode: int) -> object:
    import xlrd

    match cell.ctype:
        case xlrd.XL_CELL_DATE:
            return xlrd.xldate_as_datetime(cell.value, datemode)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return None
    return cell.value


def _trouble_of(message: str) -> str:
    """xlrd tells its failures apart in words only."""
    if "encrypted" in message:
        return "encrypted"
    return "unknown_format" if "Can't find workbook" in message else "damaged"
