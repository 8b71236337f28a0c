"""The workbook in which a person decides on pictures: written with the pictures, read back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from PIL import Image

from site_audit.errors import SaidInWords
from site_audit.glimpse import EMPLOYERS, OTHERS, PROJECT
from site_audit.register.sheet import FileRefusedError, Row, read_sheets
from site_audit.review.doubts import Doubt

CHOICES = {
    "логотип «Профессионалитета»": PROJECT,
    "логотип работодателя": EMPLOYERS,
    "ни то ни другое": OTHERS,
}
YES = "да"
_TITLES = (
    *("№", "Картинка", "Решение", "Чей логотип", "Сделать образцом", "Где стоит", "Критерии"),
    *("Адрес картинки", "Отпечаток", "Архив"),
)
_WIDTHS = (5, 46, 30, 28, 18, 60, 11, 40, 14, 14)
_ROW = 100  # points
_BOX = (320, 125)  # pixels of a cell with a picture
_MOST_PLACES = 6
_LONGEST = 30_000  # signs in a cell
UNNAMED = "без названия"


class BookError(SaidInWords):
    """A workbook that cannot be read; the text says which row and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What a person chose for a picture: ``shows`` as a decision says it, and where it is kept."""

    row: int
    print: str
    shows: str
    archive: str
    name: str
    as_reference: bool


def write_book(path: Path, doubts: Iterable[Doubt], titles: Mapping[str, str]) -> None:
    """Writes the pictures with room to decide; ``titles`` are those of criteria by their codes."""
    with xlsxwriter.Workbook(path) as book:
        face = {"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True}
        text = book.add_format(face | {"num_format": "@"})
        head = book.add_format(face | {"bold": True, "bottom": 2, "bg_color": "#eef1f4"})
        ours = {"num_format": "@", "bg_color": "#fff8e1", "border": 1, "border_color": "#d9cfa8"}
        mine = book.add_format(face | ours)
        sheet = book.add_worksheet("Картинки")
        sheet.freeze_panes(1, 2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for place, (title, width) in enumerate(zip(_TITLES, _WIDTHS, strict=True)):
            sheet.set_column(place, place, width, text)
            sheet.write_string(0, place, title, head)
        sheet.set_column(8, 9, 14, text, {"hidden": True})
        number = 0
        for number, doubt in enumerate(doubts, start=1):
            sheet.set_row(number, _ROW)
            for place, cell in enumerate(_cells(number, doubt)):
                sheet.write_string(number, place, cell, mine if place in (2, 3, 4) else text)
            _insert(sheet, number, doubt.shown)
        last = max(number, 1)
        sheet.data_validation(1, 2, last, 2, {"validate": "list", "source": list(CHOICES)})
        sheet.data_validation(1, 4, last, 4, {"validate": "list", "source": [YES]})
        _explain(book.add_worksheet("Как решать"), titles, text, head)


def _cells(number: int, doubt: Doubt) -> tuple[str, ...]:
    shown = [f"{one.college}: {one.page}" for one in doubt.places[:_MOST_PLACES]]
    more = len(doubt.places) - len(shown)
    places = "\n".join((*shown, f"и ещё {more}") if more else shown)
    codes = ", ".join(sorted({one.criterion for one in doubt.places}))
    kept = (doubt.name, doubt.print, doubt.archive)
    return (str(number), "", "", "", "", places[:_LONGEST], codes, *kept)


def _insert(sheet: Any, row: int, png: bytes) -> None:
    if not png:
        return
    with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
        width, height = picture.size
    scale = min(_BOX[0] / width, _BOX[1] / height, 1.0)
    how = {"image_data": io.BytesIO(png), "x_scale": scale, "y_scale": scale,
           "x_offset": 4, "y_offset": 4, "object_position": 1}  # fmt: skip
    sheet.insert_image(row, 1, "картинка.png", how)


def _explain(sheet: Any, titles: Mapping[str, str], text: Any, head: Any) -> None:
    sheet.set_column(0, 0, 110, text)
    sheet.write_string(0, 0, "Как решать", head)
    rows = (
        "В столбце «Решение» выберите, что на картинке. Пустая строка ничего не меняет.",
        "В столбце «Чей логотип» можно написать название работодателя.",
        "«Сделать образцом: да» — по этой картинке логотип будут узнавать и на других сайтах.",
        "Решение относится ко всем таким же картинкам: другого размера, формата и цвета тоже.",
        "Сохраните файл и выполните: site-audit review import ФАЙЛ, затем site-audit rejudge.",
        *(f"{code}: {title}" for code, title in titles.items()),
    )
    for number, row in enumerate(rows, start=1):
        sheet.write_string(number, 0, row, text)


def read_book(path: Path) -> tuple[Choice, ...]:
    """What a person chose; rows without a decision are passed over. Raises BookError."""
    try:
        sheets = tuple(read_sheets(path))
    except FileRefusedError as error:
        raise BookError(f"{path}: {error}. Нужна книга, которую записал review export.") from error
    (_, head), *rows = sheets[0] or ((1, ()),)
    named = [title.strip() for title in head]
    missing = [title for title in _TITLES if title not in named]
    if missing:
        raise BookError(
            f"В файле {path} нет столбца «{missing[0]}»: верните его, как было. "
            "Нужна книга, которую записал review export."
        )
    places = {title: named.index(title) for title in _TITLES}
    return tuple(_choices(rows, places))


def _choices(rows: Iterable[Row], places: Mapping[str, int]) -> Iterator[Choice]:
    for number, row in rows:
        cell = {title: row[place].strip() if place < len(row) else ""
                for title, place in places.items()}  # fmt: skip
        if not cell["Решение"]:
            continue
        if cell["Решение"] not in CHOICES:
            known = ", ".join(f"«{one}»" for one in CHOICES)
            said = cell["Решение"]
            raise BookError(f"Строка {number}: решение «{said}» не понято. Годятся: {known}.")
        if not cell["Отпечаток"]:
            raise BookError(f"Строка {number}: нет отпечатка картинки. Не удаляйте этот столбец.")
        group = CHOICES[cell["Решение"]]
        own = cell["Чей логотип"] or UNNAMED
        yield Choice(
            row=number,
            print=cell["Отпечаток"],
            shows=group if group == PROJECT else f"{group}/{own}",
            archive=cell["Архив"],
            name=cell["Адрес картинки"],
            as_reference=cell["Сделать образцом"].casefold() == YES,
        )
