"""The workbook read back: the meeting's figures, symbols, and foreign text that is only text."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest

from site_audit.cli.accuracy import accuracy
from site_audit.model import Membership, Outcome
from site_audit.pack import sheet
from site_audit.pack.workbook import write_workbook
from site_audit.ratings.ladder import Result
from site_audit.ratings.meeting import Meeting
from site_audit.ratings.score import SCORED
from site_audit.store.overrides import Override
from site_audit.words import plain
from tests.meetings import NOON, TEXTS, instruction, meeting, result
from tests.meetings import deck as the_deck
from tests.test_report import NAUGHTY


def read(found: Meeting, **values: Any) -> Any:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "book.xlsx"
        write_workbook(file, found, TEXTS, accuracy=accuracy(), **values)
        return openpyxl.load_workbook(file)


@cache
def book() -> Any:
    return read(the_deck())


def table(page: Any, head: str) -> list[dict[str, Any]]:
    """The rows under the head that has this title, up to the first empty one."""
    cells = list(page.iter_rows(values_only=True))
    at = next(number for number, row in enumerate(cells) if head in row)
    found = []
    for row in cells[at + 1 :]:
        if row[0] is None:
            break
        found.append(dict(zip(cells[at], row, strict=True)))
    return found


def test_the_bands_of_the_decks_case_stand_in_the_overview() -> None:
    told = table(book()["Сводка"], "Кластеров в группе")
    assert [row["Визуальная оценка"] for row in told] == [9, 30, 29, 2, 0, 0]
    assert sum(row["Наличие элементов"] for row in told) == 70


def test_the_ranking_has_numbers_that_can_be_counted_further() -> None:
    rows = list(book()["Рейтинг"].iter_rows(min_row=2, values_only=True))
    visual = {row[0]: row[19] for row in rows}
    presence = {row[0]: row[13] for row in rows}
    assert (visual["Кластер 69"], visual["Кластер 70"]) == (0.33, 0)
    assert [presence[f"Кластер {number}"] for number in (68, 69, 70)] == [0.46, 0.04, 0]
    assert rows[0][9] == "100\u202f%"


def test_heads_stay_in_sight_and_rows_can_be_filtered() -> None:
    for name in ("Рейтинг", "Колледжи", "Матрица"):
        page = book()[name]
        assert page.freeze_panes
        assert page.auto_filter.ref


def line_of(page: Any, about: Result) -> tuple[Any, ...]:
    """The row of a site in the matrix."""
    rows = page.iter_rows(min_row=4, values_only=True)
    return next(one for one in rows if one[0] == about.college.name)


def corrected() -> tuple[Meeting, Result]:
    about = replace(result(1, 20, 33), corrected=("A1",))
    laid = Override(
        id=1,
        college_id=1,
        criterion="A1",
        mark=1,
        author="Петрова",
        reason="видно",
        created_at=NOON,
    )
    return meeting([about, result(2, 26, 40)], overrides=(laid,)), about


def test_the_matrix_shows_each_mark_by_its_symbol() -> None:
    found, about = corrected()
    page = read(found)["Матрица"]
    head = [cell.value for cell in page[3]]
    row = next(
        one for one in page.iter_rows(min_row=4, values_only=True) if one[0] == about.college.name
    )
    given = dict(zip(head, row, strict=True))
    assert given["A1"] == "✓ ✎"
    assert (given["A2"], given["C7"]) == ("✓", "✗")
    assert [given[code] for code in ("V1", "V7", "V8")] == ["5", "3", "0"]
    assert set(SCORED) <= set(head)


def test_corrections_stand_with_author_and_reason_or_it_says_there_are_none() -> None:
    found, _ = corrected()
    (row,) = table(read(found)["Поправки"], "Причина")
    assert (row["Кто"], row["Причина"], row["Оценка"]) == ("Петрова", "видно", 1)
    assert book()["Поправки"]["A1"].value == "Поправок нет."


def test_the_methodology_tells_how_precise_each_criterion_is() -> None:
    told = {row["Код"]: row for row in table(book()["Методика"], "Код")}
    known = {one.criterion: one for one in accuracy()}
    assert told["A2"]["Верно"] == known["A2"].right
    assert set(SCORED) == set(told)


def test_who_is_not_rated_stands_apart_with_the_reason() -> None:
    shut = replace(result(1, 0, 0), outcome=Outcome(kind="not_audited", reason="dns"), verdicts=())
    pages = read(meeting([shut, result(2, 26, 40)]))
    (row,) = table(pages["Не проверены"], "Колледж")
    assert "DNS" in row["Почему без оценки"]
    assert set(line_of(pages["Матрица"], shut)[7:]) == {"—"}


def test_the_site_is_a_link_and_a_script_is_none() -> None:
    bad = result(1, 26, 40, url="javascript:alert(1)")
    page = read(meeting([bad, result(2, 26, 40)]))["Матрица"]
    links = [cell.hyperlink.target for row in page.iter_rows() for cell in row if cell.hyperlink]
    assert links
    assert all(one.startswith("https://") for one in links)


def test_beyond_the_bound_of_links_addresses_are_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_LINKS", 3)
    page = read(meeting([result(number, 26, 40) for number in range(1, 9)]))["Матрица"]
    assert sum(cell.hyperlink is not None for row in page.iter_rows() for cell in row) == 3
    assert page["E11"].value == "college8.example"


@pytest.mark.parametrize("text", NAUGHTY)
def test_foreign_text_in_every_field_stays_the_very_text(text: str) -> None:
    about = result(
        1,
        5,
        5,
        name=text,
        region=text,
        memberships=(Membership(cluster=text or "x", role="base", industry=text),),
    )
    laid = Override(id=1, college_id=1, criterion="A1", mark=1, author=text, reason=text)
    told = instruction(1, about, text=text, addressee=text)
    pages = read(meeting([about], overrides=(laid,), instructions=[told]))
    cells = [cell for page in pages for row in page.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    values = {cell.value for cell in cells if isinstance(cell.value, str)}
    assert plain(text) in values


def test_no_page_is_empty_when_nobody_is_rated() -> None:
    shut = replace(result(1, 0, 0), outcome=Outcome(kind="not_audited", reason="dns"), verdicts=())
    for page in read(meeting([shut])):
        assert any(cell.value for row in page.iter_rows() for cell in row), page.title
