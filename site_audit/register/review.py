"""The workbook in which a clerk decides on a submission: a row a college, written and read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from reports.style import tokens
from site_audit.errors import SaidInWords
from site_audit.model import College
from site_audit.register.doubts import Doubt
from site_audit.register.sheet import FileRefusedError, Row, read_sheets
from site_audit.register.submission import Difference, Proposal, Submission
from site_audit.register.writing import readable
from site_audit.text import fold
from site_audit.words import plain, sentence

YES, NO = "да", "нет"
VERDICTS = {"add": "добавится", "change": "изменится", "same": "без изменений"}
MISSING = "нет в файле"
EMPTY = "пусто"
"""What stands for a field without a value."""
_TITLES = (
    *("№", "Принять", "Что произойдёт", "Колледж", "ИНН", "Кластер", "Сайт"),
    *("Что изменится", "Сомнения", "Что сделать", "Отпечаток"),
)
_WIDTHS = (5, 9, 13, 32, 12, 20, 26, 32, 36, 30, 22)
_LINE = 13.5  # points
_MOST_LINES = 30  # a row is no higher than the program shows
_NOTE_WIDTH = 80
_LONGEST = 30_000  # signs in a cell
_NOTES = (
    "Одна строка — один колледж. Пока файл не вернули программе, в реестре ничего не меняется.",
    "В столбце «Принять» напишите «да» там, где согласны, и «нет» там, где не согласны. "
    "Пустая ячейка — то же, что «нет».",
    "Строки «без изменений» и «нет в файле» решать не нужно: они ничего не меняют, "
    "из реестра никто не удаляется.",
    "Знак «!» — сомнение: посмотрите сайт. Знак «?» — не удалось проверить: против адреса это "
    "ничего не говорит.",
    "Столбец «Отпечаток» скрыт, он нужен программе: по нему видно, что реестр и файл те же.",
    "Сохраните файл и выполните: site-audit register submit ФАЙЛ --decisions ЭТОТ_ФАЙЛ.xlsx",
)


class ReviewError(SaidInWords):
    """A workbook of decisions that cannot be used; the text says which row and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """A clerk's word on a row: ``print`` names the proposal that was shown there."""

    row: int
    print: str
    college: str
    is_accepted: bool


def write_review(path: Path, submission: Submission) -> None:
    """Writes a submission with room to decide. Raises OSError or xlsxwriter's FileCreateError."""
    rows = [*map(_cells, submission.proposals), *map(_missing, submission.missing)]
    with xlsxwriter.Workbook(path) as book:
        looks = _looks(book)
        sheet = book.add_worksheet("Сверка")
        _lay_out(sheet, looks)
        for number, cells in enumerate(rows, start=1):
            sheet.set_row(number, _LINE * _lines((str(number), *cells), _WIDTHS))
            is_news = cells[1] in (VERDICTS["add"], VERDICTS["change"])
            for place, cell in enumerate((str(number), *cells)):
                look = looks["mine"] if place == 1 and is_news else looks["text"]
                sheet.write_string(number, place, plain_lines(cell)[:_LONGEST], look)
        last = max(len(rows), 1)
        sheet.autofilter(0, 0, last, len(_TITLES) - 1)
        sheet.data_validation(1, 1, last, 1, {"validate": "list", "source": [YES, NO]})
        _explain(book.add_worksheet("Как решать"), looks["note"])


def _explain(sheet: Any, look: Any) -> None:
    sheet.set_column(0, 0, _NOTE_WIDTH)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for number, note in enumerate(_NOTES):
        sheet.set_row(number, _LINE * _lines((note,), (_NOTE_WIDTH,)) + _LINE / 2)
        sheet.write_string(number, 0, note, look)


def _lines(cells: Iterable[str], widths: Iterable[int]) -> int:
    """How many lines the fullest cell of a row takes: not every program finds out by itself."""
    taken = (
        sum(max(1, -(-len(line) * 10 // (width * 9))) for line in cell.split("\n"))
        for cell, width in zip(cells, widths, strict=False)
    )
    return min(max(taken), _MOST_LINES)


def _looks(book: xlsxwriter.Workbook) -> dict[str, Any]:
    colours = dict(tokens())
    face = {
        "font_name": colours["type-office"],
        "font_size": 10,
        "font_color": colours["colour-ink"],
        "valign": "top",
        "text_wrap": True,
        "num_format": "@",
        "bottom": 1,
        "bottom_color": colours["colour-rule"],
    }
    head = {"bold": True, "bottom": 2, "bg_color": colours["colour-tint"]}
    mine = {"border": 1, "border_color": colours["colour-accent"], "align": "center"}
    return {
        "text": book.add_format(face),
        "head": book.add_format(face | head | {"bottom_color": colours["colour-accent"]}),
        "mine": book.add_format(face | mine),
        "note": book.add_format(face | {"bottom": 0}),
    }


def _lay_out(sheet: Any, looks: Mapping[str, Any]) -> None:
    sheet.freeze_panes(1, 4)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.repeat_rows(0)
    for place, (title, width) in enumerate(zip(_TITLES, _WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, looks["head"])
    sheet.set_column(len(_TITLES) - 1, len(_TITLES) - 1, _WIDTHS[-1], None, {"hidden": True})


def _cells(proposal: Proposal) -> tuple[str, ...]:
    advice = dict.fromkeys(sentence(doubt.advice) for doubt in proposal.doubts if doubt.advice)
    return (
        *("", VERDICTS[proposal.verdict]),
        *_of(proposal.college),
        "\n".join(changes(proposal.differences)),
        "\n".join(map(said, proposal.doubts)),
        "\n".join(advice),
        proposal.print if proposal.verdict != "same" else "",
    )


def _missing(college: College) -> tuple[str, ...]:
    return ("", MISSING, *_of(college), "останется в реестре как есть", "", "", "")


def _of(college: College) -> tuple[str, ...]:
    clusters = "\n".join(one.cluster for one in college.memberships if one.cluster)
    return college.name, college.inn, clusters, readable(college.url)


def plain_lines(text: str) -> str:
    """Foreign text of several lines, each harmless."""
    return "\n".join(map(plain, text.split("\n")))


def changes(differences: Iterable[Difference]) -> tuple[str, ...]:
    """«E-mail: a@b.ru → c@d.ru», one a difference."""
    return tuple(
        f"{one.title}: {one.before or EMPTY} → {one.after or EMPTY}" for one in differences
    )


def said(doubt: Doubt) -> str:
    """A doubt with its evidence: «! на сайте другой ИНН (на странице: «…»)»."""
    quote = f" (на странице: «{doubt.quote}»)" if doubt.quote else ""
    return f"{'!' if doubt.weighs else '?'} {doubt.reason}{quote}"


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """What a clerk decided, rows that change nothing left out. Raises ReviewError."""
    try:
        sheets = tuple(read_sheets(path))
    except FileRefusedError as error:
        raise ReviewError(f"{path}: {error}. Нужна книга, которую записал {_MADE_BY}.") from error
    (_, head), *rows = (sheets[0] if sheets else ()) or ((1, ()),)
    named = [title.strip() for title in head]
    missing = [title for title in _TITLES if title not in named]
    if missing:
        raise ReviewError(
            f"В файле {path} нет столбца «{missing[0]}»: верните его, как было. "
            f"Нужна книга, которую записал {_MADE_BY}."
        )
    return tuple(_decisions(rows, {title: named.index(title) for title in _TITLES}))


_MADE_BY = "register submit с параметром --out"


def _decisions(rows: Iterable[Row], places: Mapping[str, int]) -> Iterator[Decision]:
    for number, row in rows:
        cell = {
            title: row[place].strip() if place < len(row) else "" for title, place in places.items()
        }
        word = fold(cell["Принять"])
        if word not in ("", YES, NO):
            raise ReviewError(
                f"Строка {number}: «{plain(cell['Принять'])}» в столбце «Принять» не понято. "
                "Напишите «да» или «нет»."
            )
        if word and cell["Отпечаток"]:
            yield Decision(
                row=number,
                print=cell["Отпечаток"],
                college=cell["Колледж"],
                is_accepted=word == YES,
            )
