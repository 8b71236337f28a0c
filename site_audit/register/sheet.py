"""Sheets: the rows of an XLSX or CSV file as texts, whatever its encoding and delimiter."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

MAX_BYTES = 200_000_000  # of a workbook, unpacked: 50,000 rows take a tenth of it
MAX_ROWS = 50_000
MAX_COLUMNS = 200

Row = tuple[int, tuple[str, ...]]
"""Number of the row as the person's program shows it, and its cells."""

_BROKEN_WORKBOOK = (  # all that openpyxl was seen to raise on damaged files
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    SyntaxError,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
_TEXT_MARK = re.compile(r"^'(?='*[=+\-@＝＋－＠])")
_FORMULA = re.compile(r"^'*[=+\-@＝＋－＠]")


class FileRefusedError(ValueError):
    """A file that is no table; the message is Russian and says what to do."""


def read_sheets(path: Path) -> Iterator[tuple[Row, ...]]:
    """Tables that the file may mean, likeliest first: sheets of a workbook, or a CSV text cut at
    semicolons, commas or tabs. Raises FileRefusedError.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileRefusedError(f"файл {path} не открывается ({error.strerror})") from error
    if content.startswith(b"PK"):
        yield from _workbook(content)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileRefusedError("это старый формат Excel; сохраните файл как «Книга Excel (XLSX)»")
    else:
        text = _decoded(content)
        for delimiter in ";,\t":
            yield _csv(text, delimiter)


def text_of_csv(value: str) -> str:
    """A cell for CSV that spreadsheets take as text: an apostrophe stands before a formula sign."""
    return f"'{value}" if _FORMULA.match(value) else value


def _workbook(content: bytes) -> Iterator[tuple[Row, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_BYTES:
                raise FileRefusedError("файл слишком велик; оставьте в нём только реестр")
        with warnings.catch_warnings():  # about parts of a workbook that are not read
            warnings.simplefilter("ignore", UserWarning)
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheets = [_sheet(sheet) for sheet in book.worksheets]
            book.close()
    except FileRefusedError:
        raise
    except _BROKEN_WORKBOOK as error:
        raise FileRefusedError(
            "файл не читается как книга Excel; откройте его в Excel и сохраните заново как XLSX"
        ) from error
    yield from sheets


def _sheet(sheet: Any) -> tuple[Row, ...]:
    sheet.reset_dimensions()  # other programs write wrong ones
    rows = sheet.iter_rows(values_only=True, max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS)
    return _bounded((_text(value) for value in row) for row in rows)


def _csv(text: str, delimiter: str) -> tuple[Row, ...]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return _bounded((_TEXT_MARK.sub("", cell) for cell in line) for line in lines)
    except csv.Error as error:
        raise FileRefusedError(
            f"строка {lines.line_num} не читается как CSV; проверьте кавычки"
        ) from error


def _bounded(rows: Iterable[Iterable[str]]) -> tuple[Row, ...]:
    found = tuple(
        (number, tuple(row)) for number, row in enumerate(islice(rows, MAX_ROWS + 1), start=1)
    )
    if len(found) > MAX_ROWS:
        raise FileRefusedError(f"в таблице больше {MAX_ROWS} строк; оставьте в ней только реестр")
    return found


def _text(value: object) -> str:
    """A cell of a workbook as a person sees it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, datetime | date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]  # «Текст Юникод» of Excel
    else:
        encodings = ["utf-8-sig", "cp1251"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefusedError("кодировка не понята; сохраните файл как CSV UTF-8 или как XLSX")
