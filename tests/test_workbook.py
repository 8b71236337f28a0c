"""The workbook, read back from its file by openpyxl."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from site_audit.pack import sheet as sheets
from site_audit.pack.workbook import write_workbook
from site_audit.ratings.accuracy import Accuracy
from site_audit.ratings.meeting import Meeting
from site_audit.ratings.score import SCORED
from site_audit.texts import BANDS
from site_audit.words import plain
from tests.meetings import TEXTS, deck, deck_results, meeting, result
from tests.packed import (
    MEETINGS,
    naughty,
    year_meeting,
)
from tests.test_report import NAUGHTY

SHEETS = [
    "Сводка",
    "Рейтинг",
    "Колледжи",
    "Матрица",
    "Ошибки",
    "Динамика",
    "Регионы",
    "Отрасли",
    "Не проверены",
    "Поручения",
    "Поправки",
    "Методика",
]


def packed(found: Meeting, **how: Any) -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "Таблица.xlsx"
        write_workbook(file, found, TEXTS, **how)
        return file.read_bytes()


@cache
def made(case: str) -> bytes:
    return packed(MEETINGS[case]())


def book(content: bytes) -> Any:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "x.xlsx"
        file.write_bytes(content)
        return load_workbook(file)


@cache
def opened(case: str) -> Any:
    return book(made(case))


def rows(page: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in page.iter_rows()]


def table(page: Worksheet, head: str) -> list[dict[str, Any]]:
    """The rows under the head that begins with this title, up to an empty one."""
    found = rows(page)
    start = next(number for number, row in enumerate(found) if row[0] == head)
    heads = [one for one in found[start] if one]
    told = []
    for row in found[start + 1 :]:
        if row[0] is None:
            break
        told.append(dict(zip(heads, row, strict=False)))
    return told


def cells(content: Any) -> Iterator[Any]:
    return (cell for page in content.worksheets for row in page.iter_rows() for cell in row)


# ---------------------------------------------------------------- the deck's own case


def test_the_sheets_come_in_their_order() -> None:
    assert opened("deck").sheetnames == SHEETS
    assert opened("one region").sheetnames == [
        one for one in SHEETS if one not in ("Колледжи", "Динамика")
    ]


def test_the_overview_has_the_bands_of_the_deck() -> None:
    found = table(opened("deck")["Сводка"], "Кластеров в группе")
    assert [row["Визуальная оценка"] for row in found] == [9, 30, 29, 2, 0, 0]
    assert [row["Наличие элементов"] for row in found] == [21, 22, 24, 3, 0, 0]
    (presence, visual, _) = table(opened("deck")["Сводка"], "Медиана")
    assert (presence["Все 100 %"], presence["Ниже 50 %"]) == (21, 3)
    assert (visual["Все 100 %"], visual["Ниже 50 %"]) == (9, 2)
    assert presence["%, не меньше"] == presence["%, не больше"] == pytest.approx(0.92)


def test_the_panel_stands_beside_its_past() -> None:
    found = table(opened("deck")["Сводка"], "Рейтинг")
    assert found[0]["Оценены оба раза"] == 67
    assert (found[0]["Поднялись"], found[0]["Опустились"]) == (46, 19)


def test_percents_of_antitop_are_those_of_the_deck() -> None:
    found = ranking(opened("deck")["Рейтинг"])
    presence = {row[0]: row[14] for row in found if row[16] == BANDS["low"]}
    visual = {row[0]: row[20] for row in found if row[22] == BANDS["low"]}
    assert presence == {"Кластер 68": 0.46, "Кластер 69": 0.04, "Кластер 70": 0}
    assert visual == {"Кластер 69": 0.33, "Кластер 70": 0}


def ranking(page: Worksheet) -> list[list[Any]]:
    """Who, region, industries, site, outcome; six columns each of overall, presence, visual."""
    return rows(page)[1:]


def test_percents_are_shown_whole_and_by_a_number_format() -> None:
    page = opened("deck")["Рейтинг"]
    column = page["O"][1:]
    assert {cell.number_format for cell in column} == {"0\\ %_)"}
    assert column[-1].value == 0


def test_ranges_have_both_their_ends() -> None:
    found = year_meeting()
    shown = ranking(opened("year")["Рейтинг"])
    ladder = found.ladder("presence")
    told = {row[0]: (row[12], row[13]) for row in shown if row[12] is not None}
    assert told == {row.title: (row.score.points, row.score.upper) for row in ladder.rows}
    assert any(lower < upper for lower, upper in told.values())
    bands = [row[16] for row in shown if row[16]]
    assert {BANDS[one.band]: one.sites for one in ladder.bands if one.sites} == {
        word: bands.count(word) for word in set(bands)
    }


def test_the_unrated_stand_last_with_their_reason_and_no_figure() -> None:
    last = ranking(opened("everything")["Рейтинг"])[-1]
    assert last[5:] == [None] * 18
    assert last[4] == "результат базовой организации проверяется вторым обходом"
    (waiting, shut_one) = sorted(ranking(opened("everything")["Не проверены"]), key=lambda r: r[3])
    assert (waiting[0], waiting[3]) == ("Колледж № 72", TEXTS.outcome("unconfirmed"))
    assert (shut_one[0], shut_one[3]) == ("Колледж № 71", TEXTS.outcome("timeout"))


def test_common_errors_have_their_numbers_and_advice() -> None:
    found = table(opened("deck")["Ошибки"], "Критерий")
    errors = deck().rankings["presence"].errors
    assert [(row["Критерий"], row["На скольких сайтах"]) for row in found] == [
        (one.criterion, one.sites) for one in errors
    ]
    assert found[0]["Предлагаемое решение"] == "Назовите специальности проекта на вкладке"


def test_slices_have_their_medians_and_say_who_is_too_small_for_a_place() -> None:
    found = table(opened("everything")["Регионы"], "Регион")
    assert [(row["Регион"], row["Сайтов"], row["С оценкой"]) for row in found] == [
        ("Омская область", 70, 70),
        ("Томская область", 2, 0),
    ]
    assert found[0]["Место"] == "1"
    assert found[1]["Место"] == "не ранжируется: меньше пяти"
    assert found[1]["Медиана, %, не меньше"] is None
    (plan,) = table(opened("everything")["Регионы"], "Кто")
    assert (plan["План, %"], plan["Факт, %, не меньше"]) == (95, 0.92)
    assert plan["Выполнение плана"] == "80 % плана и больше"


def test_instructions_tell_what_is_asked_and_what_came_back() -> None:
    found = table(opened("deck")["Поручения"], "Номер")
    assert [row["Номер"] for row in found] == ["1-2023", "2-2023", "3-2023"]
    assert [row["Всего"] for row in found] == [15, 30, 34]
    assert {row["Ответы"] for row in found} == {"ответа нет"}


def test_overrides_and_agreement_are_told() -> None:
    (row,) = table(opened("everything")["Поправки"], "Колледж")
    assert (row["Критерий"], row["Оценка"], row["Кто"]) == ("A1", 1, "Петрова")
    found = rows(opened("everything")["Методика"])
    start = next(number for number, row in enumerate(found) if "Сравнено" in row)
    told = dict(zip(found[start], found[start + 1], strict=True))
    assert (told["Сравнено"], told["Совпало"], told["Мягче людей"]) == (9, 8, 1)


def test_the_methodology_says_how_precise_the_marks_are() -> None:
    known = [Accuracy(criterion="A1", right=40, wrong=1, untold=2)]
    found = table(book(packed(deck(), accuracy=known))["Методика"], "Код")
    assert len(found) == 34
    assert list(found[0].values())[2:] == [1, 43, 40, 1, 2]
    assert found[33]["Баллы"] == 5


# ---------------------------------------------------------------- the matrix


def matrix(case: str) -> dict[str, list[Any]]:
    """Name of a college -> its 34 cells."""
    return {row[0]: row[7:] for row in rows(opened(case)["Матрица"])[3:]}


def test_marks_of_the_matrix_are_symbols_and_points() -> None:
    found = matrix("deck")
    assert found["Колледж № 69"] == ["✓"] + ["✗"] * 25 + ["5", "5", "3"] + ["0"] * 5
    assert found["Колледж № 70"] == ["✗"] * 26 + ["0"] * 8
    assert sum(row[:26].count("✗") for row in found.values()) == sum(
        one.sites for one in deck().rankings["presence"].errors
    )


def test_a_corrected_mark_has_its_pencil_and_a_site_without_rating_dashes() -> None:
    found = matrix("everything")
    assert found["Колледж № 1"][0] == "✓ ✎"
    assert found["Колледж № 1"][26] == "5 ✎"
    assert found["Колледж № 71"] == ["—"] * 34
    assert found["Колледж № 72"] == ["—"] * 34


def test_what_could_not_be_told_is_a_question_mark() -> None:
    signs = {sign for row in matrix("year").values() for sign in row[:26]}
    assert signs == {"✓", "✗", "?", "—"}


def test_the_matrix_has_titles_over_codes_and_a_legend() -> None:
    page = rows(opened("deck")["Матрица"])
    assert "✓ есть · ✗ нет" in page[0][0]
    assert page[1][7:] == [TEXTS.criterion(code) for code in SCORED]
    assert page[2][7:] == list(SCORED)


def test_evidence_of_a_site_is_a_file_beside_the_workbook() -> None:
    content = book(packed(deck(), evidence_of=lambda one: f"Справки/{one.college.name}.html"))
    cell = content["Матрица"]["F4"]
    assert cell.value == "справка"
    assert cell.hyperlink.target == "Справки/Колледж%20№%201.html"


# ---------------------------------------------------------------- what holds of every workbook


@pytest.mark.parametrize("case", MEETINGS)
def test_no_cell_is_a_formula_and_no_sheet_is_empty(case: str) -> None:
    content = opened(case)
    assert all(cell.data_type != "f" for cell in cells(content))
    for page in content.worksheets:
        assert any(cell.value for row in page.iter_rows() for cell in row), page.title


@pytest.mark.parametrize("case", MEETINGS)
def test_heads_stay_in_sight_and_tables_can_be_filtered(case: str) -> None:
    content = opened(case)
    for name, at in (("Рейтинг", "B2"), ("Колледжи", "B2"), ("Матрица", "B4")):
        if name in content.sheetnames:
            assert content[name].freeze_panes == at
            assert content[name].auto_filter.ref.startswith(f"A{int(at[1:]) - 1}:")
            assert content[name].print_title_rows


@pytest.mark.parametrize("case", MEETINGS)
def test_links_lead_to_the_web_only(case: str) -> None:
    for target in targets(made(case)):
        assert target.startswith(("http://", "https://"))


def targets(content: bytes) -> list[str]:
    """Where the links of all sheets lead."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "x.xlsx"
        file.write_bytes(content)
        with ZipFile(file) as parts:
            names = [one for one in parts.namelist() if "worksheets/_rels" in one]
            trees = [etree.fromstring(parts.read(one)) for one in names]
    return [
        one.get("Target") for tree in trees for one in tree if one.get("TargetMode") == "External"
    ]


def test_ratings_are_printed_on_two_pages_in_a_size_that_can_be_read() -> None:
    page = opened("deck")["Рейтинг"]
    assert page.page_setup.scale == 56
    assert [one.id for one in page.col_breaks.brk] == [11]
    assert page.print_title_cols == "$A:$A"


def test_what_there_is_nothing_of_is_said_in_words() -> None:
    content = opened("one region")
    for name, words in (
        ("Не проверены", "Оценку получили все сайты."),
        ("Поручения", "По этой проверке поручений не давали."),
        ("Поправки", "Поправок нет."),
    ):
        assert rows(content[name])[0][0] == words
    said = [row[0] for row in rows(opened("nothing")["Ошибки"])]
    assert said.count("Среди того, что удалось проверить, общих ошибок нет.") == 3


def test_a_meeting_without_rated_sites_has_reasons_and_no_medians() -> None:
    content = opened("no rated sites")
    assert all(row["%, не меньше"] is None for row in table(content["Сводка"], "Медиана"))
    assert len(ranking(content["Рейтинг"])) == 7
    assert len(ranking(content["Не проверены"])) == 7


def test_by_college_the_ranking_lists_colleges() -> None:
    page = opened("one region")["Рейтинг"]
    assert page["A1"].value == "Колледж"
    assert {row[0] for row in ranking(page)} == {one.college.name for one in deck_results()}


# ---------------------------------------------------------------- naughty strings and bounds


@pytest.mark.parametrize("text", [*NAUGHTY, "код _x0041_ кода"])
def test_a_naughty_string_stays_the_very_string(text: str) -> None:
    made_of = packed(naughty(text), evidence_of=lambda one: one.college.name)
    content = book(made_of)
    shown = plain(text)
    assert all(cell.data_type != "f" for cell in cells(content))
    for name, row, column in (
        ("Рейтинг", 3, "A"),
        ("Рейтинг", 3, "B"),
        ("Не проверены", 2, "A"),
        ("Поручения", 2, "A"),
        ("Поручения", 2, "B"),
        ("Поправки", 2, "E"),
        ("Поправки", 2, "F"),
    ):
        assert content[name][f"{column}{row}"].value == shown, (name, column)
    assert shown in content["Поручения"]["I2"].value
    for target in targets(made_of):
        assert target.startswith(("http://", "https://")) or ":" not in target


def test_a_script_for_an_address_is_words_and_no_link() -> None:
    one = result(1, 26, 40, url="javascript:alert(1)")
    content = book(packed(meeting([one], unit="college")))
    cell = content["Рейтинг"]["D2"]
    assert cell.value == "javascript:alert(1)"
    assert cell.hyperlink is None


def test_what_no_cell_can_hold_is_cut_and_says_so() -> None:
    one = result(1, 26, 40, name="я" * 40_000)
    cell = book(packed(meeting([one], unit="college")))["Рейтинг"]["A2"]
    assert len(cell.value) == 32_767
    assert cell.value.endswith("я…")


def test_more_links_than_a_sheet_may_have_become_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_LINKS", 5)
    content = book(packed(meeting(deck_results(), unit="college")))
    links = [row[3].hyperlink for row in content["Рейтинг"].iter_rows(min_row=2)]
    assert [bool(one) for one in links] == [True] * 5 + [False] * 65
    assert content["Рейтинг"]["D71"].value == "college70.example"


def test_titles_of_figures_stand_over_their_figures() -> None:
    page = opened("deck")["Рейтинг"]
    assert page["G1"].alignment.horizontal == "right"
    assert page["A1"].alignment.horizontal == "left"


def test_a_workbook_of_a_meeting_is_made_twice_alike() -> None:
    one, other = (book(packed(replace(deck()))) for _ in range(2))
    assert [cell.value for cell in cells(one)] == [cell.value for cell in cells(other)]
