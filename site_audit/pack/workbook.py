"""Workbook: the meeting as an XLSX file, to be filtered and counted further."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from site_audit.pack.finding_sheets import (
    errors_sheet,
    instructions_sheet,
    methodology_sheet,
    moves_sheet,
    overrides_sheet,
)
from site_audit.pack.matrix import matrix_sheet
from site_audit.pack.overview_sheet import overview_sheet
from site_audit.pack.ranking_sheets import ranking_sheet, slice_sheet, unrated_sheet
from site_audit.pack.sheet import ROW_HEIGHT, Looks, Sheet, bounded
from site_audit.ratings.accuracy import Accuracy
from site_audit.ratings.ladder import Result
from site_audit.ratings.meeting import Meeting
from site_audit.texts import Texts

LONGEST_TITLE = 255  # characters, by Excel
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def write_workbook(
    file: Path | BytesIO,
    meeting: Meeting,
    texts: Texts,
    *,
    accuracy: Sequence[Accuracy] = (),
    evidence_of: Callable[[Result], str | None] = lambda result: None,
) -> None:
    """All sheets; ``evidence_of`` tells where the evidence of a site lies beside the file.

    Raises FileCreateError of xlsxwriter when the file cannot be written.
    """
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties(
            {"title": bounded(f"Рейтинг сайтов колледжей. {meeting.imprint.title}")[:LONGEST_TITLE]}
        )
        looks = Looks(book)
        overview_sheet(_sheet(book, looks, "Сводка"), book, meeting)
        ranking_sheet(_sheet(book, looks, "Рейтинг"), meeting, meeting.unit, texts)
        if meeting.unit == "cluster":
            ranking_sheet(_sheet(book, looks, "Колледжи"), meeting, "college", texts)
        matrix_sheet(_sheet(book, looks, "Матрица"), meeting, texts, evidence_of)
        errors_sheet(_sheet(book, looks, "Ошибки"), meeting, texts)
        if meeting.moves or meeting.trend:
            moves_sheet(_sheet(book, looks, "Динамика"), meeting)
        slice_sheet(_sheet(book, looks, "Регионы"), meeting, "region")
        slice_sheet(_sheet(book, looks, "Отрасли"), meeting, "industry")
        unrated_sheet(_sheet(book, looks, "Не проверены"), meeting, texts)
        instructions_sheet(_sheet(book, looks, "Поручения"), meeting)
        overrides_sheet(_sheet(book, looks, "Поправки"), meeting, texts)
        methodology_sheet(_sheet(book, looks, "Методика"), meeting, texts, accuracy)


def _sheet(book: Any, looks: Looks, title: str) -> Sheet:
    page = book.add_worksheet(title)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&8&A&R&8&P из &N")
    page.hide_gridlines(2)
    page.set_default_row(ROW_HEIGHT)
    return Sheet(page=page, looks=looks)
