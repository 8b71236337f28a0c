"""What the machine could not tell of pictures goes to a person in a workbook, and comes back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from site_audit.cli.app import COMMANDS, build
from site_audit.demo.server import serving
from site_audit.glimpse import PROJECT
from site_audit.logos.decisions import taken
from site_audit.model import College, Evidence, Finding, Verdict
from site_audit.review.book import CHOICES, BookError, read_book, write_book
from site_audit.review.doubts import REASON, Doubt, Place, Sight, Visited, doubts
from tests.workshop import SITES

SITE = "tilda-kulinar"  # a wordless emblem under «Опорный работодатель»
PRINT = "88727762a863eb270f69c8c8c8c8690f"
TWIN = "88727762a863eb270f69c8c8c8c8690e"


def call(*words: str) -> Result:
    return CliRunner().invoke(build(tuple(COMMANDS)), list(words))


def doubt(**more: str) -> Doubt:
    place = Place(college=more.get("college", "Техникум"), page="http://a.ru/prof", criterion="C4")
    return Doubt(print=PRINT, archive="a/1.warc.gz", name="http://a.ru/1.png", places=(place,))


def decided(path: Path, **cells: str) -> Path:
    """The book with these cells written into it."""
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    book.save(path)
    return path


def test_a_book_without_decisions_changes_nothing(tmp_path: Path) -> None:
    write_book(tmp_path / "b.xlsx", [doubt()], {"C4": "Логотип"})
    assert read_book(tmp_path / "b.xlsx") == ()


@pytest.mark.parametrize("said", CHOICES)
def test_a_decision_comes_back_with_all_that_it_is_about(said: str, tmp_path: Path) -> None:
    write_book(tmp_path / "b.xlsx", [doubt()], {"C4": "Логотип"})
    (choice,) = read_book(decided(tmp_path / "b.xlsx", C2=said, D2="Завод", E2="Да"))
    kind = CHOICES[said]
    assert choice.shows == (kind if kind == PROJECT else f"{kind}/Завод")
    assert (choice.print, choice.archive, choice.name) == (PRINT, "a/1.warc.gz", doubt().name)
    assert choice.as_reference


def test_foreign_words_are_text_and_never_formulas(tmp_path: Path) -> None:
    write_book(tmp_path / "b.xlsx", [doubt(college='=HYPERLINK("http://evil")')], {})
    cell = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]["F2"]
    assert cell.data_type == "s"


@pytest.mark.parametrize(
    ("cells", "words"),
    [({"C2": "да"}, "Строка 2: решение «да»"), ({"C1": "Мнение"}, "нет столбца «Решение»"),
     ({"C2": "ни то ни другое", "I2": ""}, "Строка 2: нет отпечатка")],
)  # fmt: skip
def test_a_slip_is_named_with_its_row(cells: dict[str, str], words: str, tmp_path: Path) -> None:
    write_book(tmp_path / "b.xlsx", [doubt()], {})
    with pytest.raises(BookError, match=words):
        read_book(decided(tmp_path / "b.xlsx", **cells))


def test_what_is_no_workbook_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 no book")
    with pytest.raises(BookError, match="не читается"):
        read_book(tmp_path / "b.xlsx")


def test_twins_of_two_colleges_are_one_row_with_two_places() -> None:
    prints = {b"one": PRINT, b"two": TWIN}
    sight = Sight(
        originals=lambda archive: {"http://x/1.png": archive.encode()},
        fingerprint=lambda body: prints[body],
        small=lambda body: None,
    )
    evidence = (Evidence(kind="image", url="http://x/", image="http://x/1.png"),)
    finding = Finding(mark=None, reason=REASON, because="", evidence=evidence)
    sure = Finding(mark=1, reason="present", because="", evidence=evidence)
    verdicts = tuple(
        Verdict(criterion=code, out_of=1, finding=one)
        for code, one in (("B4", finding), ("C3", sure))
    )
    visits = [
        Visited(college=College(name=name, url=""), archive=name, verdicts=verdicts)
        for name in ("one", "two")
    ]
    (found,) = doubts(visits, sight)
    assert [(one.college, one.criterion) for one in found.places] == [("one", "B4"), ("two", "B4")]


# ---------------------------------------------------------------- from a run to a mark


@pytest.fixture
def reviewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook of a run over one site, in the folder of its data."""
    monkeypatch.setenv("SITE_AUDIT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SITE_AUDIT_ALLOW", "127.0.0.0/8")
    monkeypatch.setenv("SITE_AUDIT_RATE", "0")
    with serving([SITES / SITE]) as (site,):
        register = tmp_path / "r.csv"
        register.write_text(f"Название;Сайт\nТехникум;{site.url}\n", encoding="utf-8")
        assert call("register", "import", str(register)).exit_code == 0
        assert call("run", "--no-browser").exit_code == 0
    book = tmp_path / "book.xlsx"
    done = call("review", "export", str(book), "latest")
    assert "Записано" in done.stdout, done.stdout
    return book


def test_a_persons_decision_moves_the_mark_and_teaches_a_reference(reviewed: Path) -> None:
    sheet = openpyxl.load_workbook(reviewed).worksheets[0]
    (row,) = (one[0].row for one in sheet.iter_rows(min_row=2) if "C4" in str(one[6].value))
    assert len(sheet._images) == sheet.max_row - 1
    said = {f"C{row}": "логотип работодателя", f"D{row}": "Пекарня", f"E{row}": "да"}
    done = call("review", "import", str(decided(reviewed, **said)), "--by", "Петрова")
    assert "1 решение" in done.stdout.replace("\xa0", " ")
    moved = call("rejudge", "latest")
    assert "Так решил" in moved.stdout
    folder = reviewed.parent / "logos"
    assert [(one.by, one.shows) for one in taken(folder)] == [("Петрова", "employers/Пекарня")]
    (reference,) = (folder / "employers" / "Пекарня").iterdir()
    assert "employers/Пекарня" in call("logos", "list").stdout
    assert "это та же картинка" in call("logos", "test", str(reference)).stdout


def test_a_book_without_decisions_is_said_to_be_so(reviewed: Path) -> None:
    done = call("review", "import", str(reviewed))
    assert done.exit_code == 1
    assert "нет ни одного решения" in done.stderr


def test_a_reference_that_is_no_picture_is_refused_in_words(reviewed: Path) -> None:
    done = call("logos", "add", str(reviewed), "--as", "professionalitet")
    assert done.exit_code == 1
    assert "не картинка" in done.stderr
    assert "Образцов пока нет" in call("logos", "list").stdout
