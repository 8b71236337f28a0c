"""Marks that people gave come in by a table, whole or not at all, and rank like any others."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

import criteria
from site_audit.cli.app import build
from site_audit.ratings.score import PRESENCE, SCORED, VISUAL
from site_audit.register.hand_marks import HandMarks, read_hand_marks
from tests.meetings import deck_marks, marks
from tests.samples import STEADY
from tests.test_report import NAUGHTY

TITLES = dict(criteria.EDITIONS["2023"].titles)
COMMANDS = ("register", "run", "ranking", "judgement", "override")


def table(folder: Path, *rows: tuple[object, ...], name: str = "marks.xlsx") -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


def read(folder: Path, *rows: tuple[object, ...]) -> HandMarks:
    return read_hand_marks(table(folder, *rows), TITLES)


def test_marks_are_found_by_codes_in_either_alphabet_and_by_titles(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        ("Рейтинг кластеров 2023",),
        ("№", "Колледж", "А1", "b2", TITLES["C5"], "V8. Скорость", "Итого"),
        (1, "Первый", 1, "нет", "+", 4, 7),
        (2, "Второй", "да", "?", "", None, 1),
        (None, None, None, None, None, None, 8),
    )
    assert found.errors == ()
    assert [row.name for row in found.rows] == ["Первый", "Второй"]
    assert dict(found.rows[0].marks) == {"A1": 1, "B2": 0, "C5": 1, "V8": 4}
    assert dict(found.rows[1].marks) == {"A1": 1, "B2": None, "C5": None, "V8": None}
    assert any("Итого" in note for note in found.notes)


@pytest.mark.parametrize(
    ("code", "cell"), [("A1", "2"), ("A1", "может быть"), ("V1", "6"), ("V1", "да"), ("V1", "-1")]
)
def test_a_mark_that_cannot_be_one_is_an_error_of_its_cell(
    tmp_path: Path, code: str, cell: str
) -> None:
    found = read(tmp_path, ("Сайт", code, "A2", "A3", "A4"), ("a.ru", cell, 1, 1, 1))
    assert found.rows == ()
    assert [(error.row, error.column) for error in found.errors] == [(2, code)]


def test_a_table_without_a_head_or_with_a_column_twice_is_refused_in_words(tmp_path: Path) -> None:
    assert "заголовков" in read(tmp_path, ("Колледж", "Сумма"), ("Первый", 5)).errors[0].message
    twice = read(tmp_path, ("Сайт", "A1", "А1", "A2", "A3"), ("a.ru", 1, 1, 1, 1))
    assert "дважды" in twice.errors[0].message


def test_a_row_without_any_mark_is_passed_over_and_said(tmp_path: Path) -> None:
    found = read(tmp_path, ("Сайт", "A1", "A2", "A3"), ("a.ru", 1, 0, 1), ("b.ru", "", "?", None))
    assert [row.url for row in found.rows] == ["a.ru"]
    assert any("Строка 3" in note for note in found.notes)


@pytest.mark.parametrize("text", NAUGHTY)
def test_foreign_text_in_any_cell_raises_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "marks.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        rows = [("Сайт", "A1", "A2", "A3", text), (text, text, "1", "1", text)]
        csv.writer(file, delimiter=";").writerows(rows)
    found = read_hand_marks(path, TITLES)
    assert found.errors or found.rows


@STEADY
@given(
    st.lists(st.sampled_from(("0", "1", "да", "нет", "+", "-", "?", "")), min_size=3, max_size=26)
)
def test_presence_marks_are_1_0_or_untold_however_they_are_written(cells: list[str]) -> None:
    cells = cells[:26]
    with TemporaryDirectory() as folder:
        codes = PRESENCE[: len(cells)]
        found = read(Path(folder), ("Сайт", *codes), ("a.ru", *cells))
    wanted = {"0": 0, "1": 1, "да": 1, "нет": 0, "+": 1, "-": 0, "?": None, "": None}
    if any(wanted[cell] is not None for cell in cells):
        assert [mark for _, mark in found.rows[0].marks] == [wanted[cell] for cell in cells]
    else:
        assert found.rows == ()


# ---------------------------------------------------------------- the command


class Desk:
    """A database in a folder, and commands on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = folder / "site-audit.toml"
        self.config.write_text('data_dir = "data"\n', encoding="utf-8")

    def call(self, *words: object) -> Result:
        program = build(COMMANDS)
        return CliRunner().invoke(program, ["--config", str(self.config), *map(str, words)])

    def ranking(self, run: int, rating: str, by: str = "cluster") -> dict[str, Any]:
        done = self.call("ranking", run, "--rating", rating, "--by", by, "--format", "json")
        assert done.exit_code == 0, done.output
        found: dict[str, Any] = json.loads(done.stdout)
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A register of the deck's 70 clusters, each with its base organisation."""
    made = Desk(tmp_path)
    rows: list[tuple[object, ...]] = [("Наименование", "Сайт", "Регион", "Кластер", "Роль")]
    for number in range(1, len(deck_marks()) + 1):
        college = (f"Колледж № {number}", f"college{number}.example", "Омская область")
        rows.append((*college, f"Кластер {number}", "базовая"))
    done = made.call("register", "import", table(tmp_path, *rows, name="register.xlsx"))
    assert done.exit_code == 0, done.output
    return made


def hand_table(folder: Path) -> Path:
    head = ("Кластер", *SCORED)
    rows = [
        (f"Кластер {number}", *(one.finding.mark for one in marks(presence, visual)))
        for number, (presence, visual) in enumerate(deck_marks(), start=1)
    ]
    return table(folder, head, *rows)


def test_the_decks_own_case_comes_out_of_the_hand_marks_as_the_deck_showed_it(desk: Desk) -> None:
    done = desk.call("run", "import", hand_table(desk.folder), "--date", "21.11.2023")
    assert done.exit_code == 0, done.output
    visual, presence = desk.ranking(1, "visual"), desk.ranking(1, "presence")
    assert [one["sites"] for one in visual["bands"]] == [9, 30, 29, 2, 0]
    percents = {row["visit"]: row["percent"] for row in visual["rows"]}
    assert [percents[visit] for visit in visual["antitop"]] == [33, 0]
    percents = {row["visit"]: row["percent"] for row in presence["rows"]}
    assert [percents[visit] for visit in presence["antitop"]] == [46, 4, 0]
    assert len(visual["rows"]) == 70


def test_a_row_of_a_college_that_nobody_knows_stops_the_whole_table(desk: Desk) -> None:
    file = table(
        desk.folder, ("Колледж", "A1", "A2", "A3"), ("Колледж № 1", 1, 1, 1), ("Чужой", 1, 1, 1)
    )
    done = desk.call("run", "import", file)
    assert done.exit_code == 1
    assert "«Чужой» нет в реестре" in done.output
    assert "Проверок ещё не было" in desk.call("run", "list").output


def test_two_rows_of_one_college_stop_the_table(desk: Desk) -> None:
    rows = (
        ("Сайт", "A1", "A2", "A3"),
        ("college1.example", 1, 1, 1),
        ("https://college1.example/", 0, 1, 1),
    )
    done = desk.call("run", "import", table(desk.folder, *rows))
    assert done.exit_code == 1
    assert "уже есть в строке 2" in done.output


def test_a_criterion_without_a_column_could_not_be_told(desk: Desk) -> None:
    rows = (("Сайт", *VISUAL), ("college1.example", *(5,) * 8))
    assert desk.call("run", "import", table(desk.folder, *rows)).exit_code == 0
    (row,) = desk.ranking(1, "presence", by="college")["rows"]
    assert (row["points"], row["points_upper"]) == (0, 26)
    (row,) = desk.ranking(1, "visual", by="college")["rows"]
    assert row["percent"] == 100
