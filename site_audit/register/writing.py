"""Writing a register: export that can be read back unchanged, and the template to fill in."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import ada_url
import xlsxwriter

from site_audit.model import College, Membership
from site_audit.register.columns import COLUMNS, ROLES, Field
from site_audit.register.regions import REGIONS
from site_audit.register.sheet import text_of_csv

FILLED = 3000  # rows of the template that have drop-down lists
_NOWHERE = Membership(cluster="")


def write_register(path: Path, colleges: Iterable[College]) -> None:
    """Write colleges, a row for each membership, as XLSX or CSV by the suffix of ``path``.

    ``read_register`` gives the same colleges back (numbers apart). Raises ValueError for another
    suffix; when the file cannot be written, OSError (CSV) or xlsxwriter's FileCreateError (XLSX).
    """
    rows = [row for college in colleges for row in _rows(college)]
    if path.suffix.lower() == ".xlsx":
        _write_book(path, rows, template=False)
    elif path.suffix.lower() == ".csv":
        _write_csv(path, rows)
    else:
        raise ValueError(f"Имя файла {path.name} должно кончаться на .xlsx или .csv.")


def write_template(path: Path) -> None:
    """Write an XLSX to fill in: an example row, which import passes over, notes and lists."""
    _write_book(path, [[column.example for column in COLUMNS]], template=True)


def _rows(college: College) -> Iterator[list[str]]:
    for membership in college.memberships or (_NOWHERE,):
        cells = _cells(college, membership)
        yield [cells[column.field] for column in COLUMNS]


def _cells(college: College, membership: Membership) -> dict[Field, str]:
    return {
        "inn": college.inn,
        "name": college.name,
        "short_name": college.short_name,
        "region": college.region,
        "industry": membership.industry,
        "cluster": membership.cluster,
        "role": next((russian for name, russian in ROLES if name == membership.role), ""),
        "employers": "; ".join(membership.employers),
        "url": readable(college.url),
        "extra_urls": "; ".join(map(readable, college.extra_urls)),
        "robots_consent": _consent(college.robots_consent),
        "email": college.email,
        "responsible": college.responsible,
    }


def _consent(since: date | None) -> str:
    return f"да, {since:%d.%m.%Y}" if since else ""


def readable(url: str) -> str:
    """The address with its host in Cyrillic where that is only another spelling of it."""
    parts = ada_url.URL(url)
    shown = url.replace(parts.hostname, ada_url.idna_to_unicode(parts.hostname), 1)
    return shown if ada_url.normalize_url(shown) == url else url


def _write_csv(path: Path, rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # as Russian Excel opens it
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(column.title for column in COLUMNS)
        writer.writerows([text_of_csv(cell) for cell in row] for row in rows)


def _write_book(path: Path, rows: Iterable[list[str]], *, template: bool) -> None:
    """All cells are written as text, formulas and links too."""
    with xlsxwriter.Workbook(path) as book:
        face = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        text = book.add_format(face | {"num_format": "@", "text_wrap": True})
        needed = book.add_format(face | {"bold": True, "bottom": 2, "text_wrap": True})
        plain = book.add_format(face | {"bottom": 2, "text_wrap": True})
        sheet = book.add_worksheet("Реестр")
        sheet.freeze_panes(1, 2)
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, column.width, text)
            sheet.write_string(0, place, column.title, needed if column.required else plain)
        number = 0
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell, text)
        sheet.autofilter(0, 0, number, len(COLUMNS) - 1)
        if template:
            _add_notes(book, text, needed)
            _add_lists(book, sheet)


def _add_notes(
    book: xlsxwriter.Workbook, text: xlsxwriter.format.Format, heading: xlsxwriter.format.Format
) -> None:
    sheet = book.add_worksheet("Как заполнять")
    sheet.set_column(0, 0, 36, text)
    sheet.set_column(1, 1, 14, text)
    sheet.set_column(2, 2, 90, text)
    for place, title in enumerate(("Столбец", "Обязателен", "Что писать")):
        sheet.write_string(0, place, title, heading)
    for row, column in enumerate(COLUMNS, start=1):
        sheet.write_string(row, 0, column.title, text)
        sheet.write_string(row, 1, "да" if column.required else "", text)
        sheet.write_string(row, 2, column.note, text)


def _add_lists(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    """Drop-down lists; they suggest, another text may stand there too."""
    lists = book.add_worksheet("Списки")
    lists.hide()
    lists.write_column(0, 0, REGIONS)
    choices: dict[Field, object] = {
        "role": [russian for _, russian in ROLES],
        "region": f"=Списки!$A$1:$A${len(REGIONS)}",
    }
    for place, column in enumerate(COLUMNS):
        if source := choices.get(column.field):
            rule = {"validate": "list", "source": source, "show_error": column.field == "role"}
            sheet.data_validation(1, place, FILLED, place, rule)
