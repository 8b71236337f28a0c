"""What the machine could not tell of pictures goes to a person in a workbook, and comes back."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
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
PRINT = "88727762a863eb27" + "0f69c8c8c8c8690f" * 2
TWIN = PRINT[:-1] + "e"


def noise(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((width, height), 80).save(file, "PNG")
    return file.getvalue()


NARROW_PNG = noise(3, 3000)


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


def test_pictures_of_most_places_come_first_and_those_that_are_gone_are_passed_over() -> None:
    sight = Sight(
        originals=lambda archive: {"own": archive.encode(), "shared": b"shared", "plain": b""},
        fingerprint=lambda body: hashlib.sha256(body).hexdigest()[:48],
        small=lambda body: b"png of " + body,
    )
    names = ("own", "gone", "plain", "shared", "shared")
    evidence = tuple(Evidence(kind="image", url="http://x/", image=name) for name in names)
    finding = Finding(mark=None, reason=REASON, because="", evidence=evidence)
    verdicts = (Verdict(criterion="B4", out_of=1, finding=finding),)
    visits = [
        Visited(college=College(name=name * 9, short_name=name, url=""), archive=name,
                verdicts=verdicts)
        for name in ("ab", "zz")
    ]  # fmt: skip
    first, *others = doubts(visits, sight)
    assert (first.shown, [place.college for place in first.places]) == (
        b"png of shared",
        ["ab", "zz"],
    )
    assert [(one.archive, one.name, len(one.places)) for one in others] == [
        ("ab", "own", 1), ("zz", "own", 1)
    ]  # fmt: skip


def test_an_archive_without_doubts_is_not_even_opened() -> None:
    sight = Sight(originals=_refuses, fingerprint=str, small=lambda body: None)
    sure = Finding(mark=0, reason="no_logo", because="")
    verdicts = (Verdict(criterion="B4", out_of=1, finding=sure),)
    visit = Visited(college=College(name="А", url=""), archive="a", verdicts=verdicts)
    assert doubts([visit], sight) == ()


def _refuses(archive: str) -> dict[str, bytes]:
    raise AssertionError(archive)


# ---------------------------------------------------------------- the workbook


def test_rows_without_a_decision_are_passed_over_and_columns_may_be_moved(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    write_book(path, [doubt(), doubt(), doubt()], {})
    book = openpyxl.load_workbook(decided(path, C3=" ни то ни другое ", C4="логотип работодателя"))
    sheet = book.worksheets[0]
    sheet.insert_cols(1)
    sheet["A1"], sheet["A3"] = "Заметки", "не наш"
    book.save(path)
    assert [(one.shows, one.as_reference) for one in read_book(path)] == [
        ("others/без названия", False), ("employers/без названия", False)
    ]  # fmt: skip


def test_a_picture_of_many_places_names_the_first_and_counts_the_others(tmp_path: Path) -> None:
    places = tuple(Place(college=f"К{n}", page="http://a.ru/", criterion="C4") for n in range(50))
    wide = replace(doubt(), places=(*places, Place(college="К0", page="/", criterion="B4")))
    write_book(tmp_path / "b.xlsx", [wide], {})
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]
    lines = str(sheet["F2"].value).splitlines()
    assert (lines[0], lines[-1]) == ("К0: http://a.ru/", "и ещё 45")
    assert sheet["G2"].value == "B4, C4"


def test_a_picture_stands_in_its_row_whatever_its_size(tmp_path: Path) -> None:
    shown = []
    for size in ((320, 160), (10, 160), (320, 4)):
        file = io.BytesIO()
        Image.new("RGB", size).save(file, "PNG")
        shown.append(replace(doubt(), shown=file.getvalue()))
    write_book(tmp_path / "b.xlsx", [*shown, doubt()], {})
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]
    assert [one.anchor._from.row for one in vars(sheet)["_images"]] == [1, 2, 3]
    assert sheet.column_dimensions["I"].hidden


@pytest.mark.parametrize(
    "text", ["=1+1", "+7", "-1", "@SUM(A1)", "{=1}", "http://evil/", "\x00\x1f"]
)
def test_no_word_of_a_stranger_is_a_formula_or_a_link(text: str, tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    place = Place(college=text, page=text, criterion=text)
    write_book(path, [replace(doubt(), places=(place,), name=text)], {text: text})
    cells = [cell for sheet in openpyxl.load_workbook(path).worksheets
             for row in sheet for cell in row if cell.value is not None]  # fmt: skip
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell for cell in cells if cell.hyperlink]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"a;b\n1;2\n"])
def test_a_file_of_another_kind_is_refused_in_words(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(content)
    for path in (tmp_path / "b.xlsx", tmp_path / "nowhere.xlsx"):
        with pytest.raises(BookError, match="review export"):
            read_book(path)


@pytest.mark.parametrize("step", [61, 97])
def test_damaged_books_are_read_or_refused_in_words(step: int, tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    write_book(path, [doubt()], {})
    whole = path.read_bytes()
    refused = 0
    for place in range(30, len(whole), step):
        path.write_bytes(whole[:place] + b"\x00\xff" + whole[place + 2 :])
        try:
            read_book(path)
        except BookError:
            refused += 1
    assert refused > 10


def repacked(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """The book with the markup of its first sheet changed."""
    parts = {}
    with zipfile.ZipFile(path) as old:
        for name in old.namelist():
            body = old.read(name)
            parts[name] = change(body) if name.endswith("sheet1.xml") else body
    with zipfile.ZipFile(path, "w") as new:
        for name, body in parts.items():
            new.writestr(name, body)
    return path


def test_markup_that_breaks_off_is_refused_in_words(tmp_path: Path) -> None:
    write_book(tmp_path / "b.xlsx", [doubt()], {})
    with pytest.raises(BookError, match="review export"):
        read_book(repacked(tmp_path / "b.xlsx", lambda body: body[: len(body) // 2]))


def test_wrong_dimensions_of_other_programs_hide_no_column(tmp_path: Path) -> None:
    write_book(tmp_path / "b.xlsx", [doubt()], {})
    path = decided(tmp_path / "b.xlsx", C2="ни то ни другое")
    told = re.compile(rb'<dimension ref="[A-Z0-9:]+"')
    assert len(read_book(repacked(path, lambda body: told.sub(b'<dimension ref="A1"', body)))) == 1


# ---------------------------------------------------------------- what goes wrong


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SITE_AUDIT_DATA_DIR", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("review", "export", "b.csv"), "кончаться на .xlsx"),
        (("review", "import", "{home}/nowhere.xlsx"), "не открывается"),
        (("logos", "test", "{home}/nowhere.png"), "нет"),
        (("logos", "test", "{home}/page.png"), "не картинка"),
        (("logos", "add", "{home}/page.png", "--as", "professionalitet"), "не картинка"),
        (("logos", "add", "{home}/dot.png", "--as", "others/../../x"), "не годится"),
        (("logos", "add", "{home}/dot.tiff", "--as", "others/А"), "не годятся"),
    ],
)
def test_wrong_usage_is_said_in_words_and_keeps_nothing(
    words: tuple[str, ...], said: str, home: Path
) -> None:
    (home / "page.png").write_text("<html>404</html>")
    for name in ("dot.png", "dot.tiff"):
        Image.new("RGB", (20, 20)).save(home / name)
    done = call(*(word.format(home=home) for word in words))
    assert done.exit_code == 1
    assert said in done.stderr
    assert not (home / "logos").exists()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("narrow.png", NARROW_PNG),
        ("bad.svg", b"\x1f\x8b\x08" + bytes(6) + b"\x03" + b"\xff" * 50),
        ("tall.svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1000000000'/>"),
    ],
)
def test_a_bad_reference_blinds_nobody(name: str, body: bytes, home: Path) -> None:
    (home / name).write_bytes(body)
    (home / "good.png").write_bytes(noise(60, 60))
    call("logos", "add", str(home / name), "--as", "professionalitet")
    assert call("logos", "test", str(home / "good.png")).exit_code == 0


def test_of_a_book_with_one_slip_nothing_is_taken(home: Path) -> None:
    path = home / "b.xlsx"
    write_book(path, [doubt(), doubt()], {})
    firm = "логотип работодателя"
    for name in ("../x", "Завод/цех"):
        done = call("review", "import", str(decided(path, C2=firm, D2="А", C3=firm, D3=name)))
        assert done.exit_code == 1
        assert f"Строка 3: Имя образца «employers/{name}»" in " ".join(done.stderr.split())
    assert not (home / "logos").exists()


def test_a_reference_of_an_archive_that_is_gone_is_refused_and_nothing_is_taken(home: Path) -> None:
    path = home / "b.xlsx"
    write_book(path, [doubt()], {})
    done = call("review", "import", str(decided(path, C2="ни то ни другое", E2="да")))
    assert done.exit_code == 1
    assert "не читается" in done.stderr
    assert not (home / "logos").exists()


def test_of_a_book_with_one_picture_too_large_for_a_reference_nothing_is_taken(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "b.xlsx"
    write_book(path, [doubt(), doubt()], {})
    large = {doubt().name: b"x" * (6 << 20)}
    monkeypatch.setattr("site_audit.cli.reviews.originals", lambda folder, archive: large)
    other = "ни то ни другое"
    done = call("review", "import", str(decided(path, C2=other, C3=other, E3="да")))
    assert done.exit_code == 1
    assert "Строка 3: Картинка больше 5 мегабайт" in " ".join(done.stderr.split())
    assert not (home / "logos").exists()


def test_decisions_without_references_need_no_archive(home: Path) -> None:
    path = home / "b.xlsx"
    write_book(path, [doubt()], {})
    for said in ("ни то ни другое", "логотип «Профессионалитета»"):
        done = call("review", "import", str(decided(path, C2=said)), "--by", "Иванов")
        assert "новых образцов: 0" in done.stdout
    assert [one.shows for one in taken(home / "logos")] == ["others/без названия", PROJECT]
    assert "Решений о картинках: 2" in call("logos", "list").stdout


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
    assert len(vars(sheet)["_images"]) == sheet.max_row - 1
    said = {f"C{row}": "логотип работодателя", f"D{row}": "Пекарня", f"E{row}": "да"}
    done = call("review", "import", str(decided(reviewed, **said)), "--by", "Петрова")
    assert "1 решение" in done.stdout.replace("\xa0", " ")
    moved = call("rejudge", "latest")
    assert "Так решил" in " ".join(moved.stdout.split())
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
