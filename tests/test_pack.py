"""The pack: one meeting, the same figures in every file, nothing left of an older pack."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote

import docx
import openpyxl
import pypdfium2
import pytest
from pptx import Presentation
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner

from site_audit import store
from site_audit.browser.chromium import ChromiumSettings
from site_audit.cli.app import build
from site_audit.cli.desk import texts
from site_audit.cli.reports import imprint_of
from site_audit.errors import SaidInWords
from site_audit.pack.pack import Means, write_pack
from site_audit.ratings.convening import Convening, convene
from site_audit.ratings.meeting import Meeting, Sender
from site_audit.ratings.score import Rating
from site_audit.texts import BANDS, RATINGS, Texts, percents
from site_audit.writing.ranking_data import ranking_csv, ranking_json
from tests.eyes import PROGRAM, needs_browser
from tests.meetings import TEXTS, deck, deck_results, meeting, result
from tests.year import Year, fill

SMALL = Year(colleges=60, clusters=20, regions=6, industries=4, runs=3)
Counts = tuple[int, ...]


def means(printer: ChromiumSettings | None = None, said: list[str] | None = None) -> Means:
    heard = [] if said is None else said
    return Means(
        printer=printer,
        templates=None,
        accuracy=(),
        shot=lambda about: None,
        told=heard.append,
    )


def convened(folder: Path) -> tuple[Meeting, Texts]:
    engine = store.open_database(f"sqlite:///{folder}/year.db")
    fill(engine, SMALL)
    run = store.run(engine, "latest")
    given = store.judgement(engine, run.id)
    how = Convening(
        unit="cluster",
        imprint_of=imprint_of,
        made_at=datetime(2026, 12, 1, tzinfo=UTC),
        sender=Sender(organisation="ИРПО"),
    )
    found = convene(engine, (run, given), how)
    engine.dispose()
    return found, texts(given.edition)


def wanted(found: Meeting, rating: Rating) -> Counts:
    return tuple(count.sites for count in found.ladder(rating).bands)


def in_deck(folder: Path, rating: Rating) -> Counts:
    shown = Presentation(BytesIO((folder / "Презентация.pptx").read_bytes()))
    for slide in shown.slides:
        if slide.shapes.title.text_frame.text.startswith(f"{RATINGS[rating]}: кластеров по"):
            chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
            values = tuple(int(one) for one in chart.plots[0].series[0].values)
            return values if len(values) == len(BANDS) else (*values, 0)
    raise AssertionError(f"no bands of {rating}")


def in_book(folder: Path, rating: Rating) -> Counts:
    page = openpyxl.load_workbook(folder / "Таблица.xlsx")["Сводка"]
    rows = list(page.iter_rows(values_only=True))
    at = next(number for number, row in enumerate(rows) if row[0] == "Кластеров в группе")
    place = rows[at].index(RATINGS[rating])
    return tuple(int(row[place]) for row in rows[at + 1 : at + 1 + len(BANDS)])  # type: ignore[arg-type]


def in_page(folder: Path, rating: Rating) -> Counts:
    section = LexborHTMLParser((folder / "Отчёт.html").read_text("utf-8")).css_first(
        f"section#{rating}-bands"
    )
    assert section is not None
    told = section.text(strip=True, separator=" ")
    found = [re.search(rf"{re.escape(name)}\s+(\d+)", told) for name in BANDS.values()]
    return tuple(int(one[1]) if one else 0 for one in found)


def in_json(found: Meeting, rating: Rating) -> Counts:
    told = json.loads(ranking_json(found.rankings[rating], "cluster", found.imprint))
    return tuple(one["sites"] for one in told["bands"])


def in_csv(found: Meeting, rating: Rating, words: Texts) -> Counts:
    sheet = ranking_csv(found.rankings[rating], "cluster", words)
    rows = list(csv.DictReader(io.StringIO(sheet.lstrip("\ufeff")), delimiter=";"))
    groups = [row["Группа"] for row in rows]
    return tuple(groups.count(name) for name in BANDS.values())


@pytest.fixture(scope="module", params=["deck", "year"])
def packed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Meeting, Texts, Path]:
    folder = tmp_path_factory.mktemp("pack")
    found, words = (deck(), TEXTS) if request.param == "deck" else convened(folder)
    write_pack(folder / "pack", found, words, means())
    return found, words, folder / "pack"


@pytest.mark.parametrize("rating", ["presence", "visual"])
def test_bands_are_the_same_in_every_file(
    packed: tuple[Meeting, Texts, Path], rating: Rating
) -> None:
    found, words, folder = packed
    told = {
        "deck": in_deck(folder, rating),
        "workbook": in_book(folder, rating),
        "page": in_page(folder, rating),
        "json": in_json(found, rating),
        "csv": in_csv(found, rating, words),
    }
    assert set(told.values()) == {wanted(found, rating)}


def test_the_decks_case_has_the_figures_of_the_deck_in_all_of_them() -> None:
    assert wanted(deck(), "visual") == (9, 30, 29, 2, 0)
    shown = [percents(row.share) for row in deck().ladder("presence").antitop]
    assert [one.replace("\u202f", " ") for one in shown] == ["46 %", "4 %", "0 %"]


@pytest.mark.parametrize("rating", ["presence", "visual"])
def test_the_worst_are_the_same_in_every_file(
    packed: tuple[Meeting, Texts, Path], rating: Rating
) -> None:
    found, _, folder = packed
    worst = [(row.title, percents(row.share)) for row in found.ladder(rating).antitop]
    shown = Presentation(BytesIO((folder / "Презентация.pptx").read_bytes()))
    head = f"{RATINGS[rating]}: ANTITOP"
    tables = [
        shape.table
        for slide in shown.slides
        if slide.shapes.title.text_frame.text.startswith(head)
        for shape in slide.shapes
        if shape.has_table
    ]
    told = [
        (row.cells[0].text_frame.text, row.cells[2].text_frame.text)
        for table in tables
        for row in list(table.rows)[1:]
    ]
    assert told == worst
    page = (folder / "Отчёт.html").read_text("utf-8")
    for title, shares in worst:
        assert title in page
        assert shares in page


def test_a_letter_tells_as_many_missing_elements_as_the_marks(
    packed: tuple[Meeting, Texts, Path],
) -> None:
    found, words, folder = packed
    row = found.ladder("presence").rows[-1]
    lacking = [
        one.criterion
        for one in row.result.verdicts
        if one.finding.mark == 0 and one.criterion[0] in "ABC"
    ]
    name = row.title.replace("«", "").replace("»", "")
    (file,) = [one for one in (folder / "Письма").iterdir() if one.stem.endswith(name)]
    tables = docx.Document(str(file)).tables
    whole = "\n".join(cell.text for table in tables for line in table.rows for cell in line.cells)
    assert lacking
    for code in lacking:
        assert words.criterion(code) in whole


@needs_browser
def test_the_paper_shows_the_same_figures(tmp_path: Path) -> None:
    found = deck()
    printer = ChromiumSettings(program=PROGRAM)  # type: ignore[arg-type]
    made = write_pack(tmp_path, found, TEXTS, means(printer))
    assert {"Отчёт.pdf", "Сводка.pdf"} <= set(made)
    for name in ("Отчёт.pdf", "Сводка.pdf"):
        whole = printed(tmp_path / name)
        for count in wanted(found, "visual")[:4]:
            assert re.search(rf"\b{count}\b", whole), name
    for shown in ("46", "4", "0", "33"):
        assert re.search(rf"\b{shown}\s?%", printed(tmp_path / "Отчёт.pdf"))


def printed(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document).replace(
            "\u202f", " "
        )


def test_without_a_browser_the_rest_is_written_and_it_is_said(tmp_path: Path) -> None:
    said: list[str] = []
    made = write_pack(tmp_path, deck(), TEXTS, means(said=said))
    assert "Отчёт.pdf" not in made
    assert "Презентация.pptx" in made
    assert any("Chromium не найден" in one for one in said)


def test_a_pack_made_anew_takes_away_its_old_letters_and_nothing_else(tmp_path: Path) -> None:
    write_pack(tmp_path, deck(), TEXTS, means())
    (tmp_path / "Письма" / "моё.txt").write_text("оставьте")
    before = {one.name for one in (tmp_path / "Письма").iterdir()}
    good = meeting([one for one in deck_results() if one.scores.presence.points > 20])
    write_pack(tmp_path, good, TEXTS, means())
    after = {one.name for one in (tmp_path / "Письма").iterdir()}
    assert after < before
    assert "моё.txt" in after


def test_a_folder_that_cannot_be_written_ends_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(SaidInWords, match="Не удалось записать пакет"):
        write_pack(tmp_path / "file" / "pack", meeting([result(1, 26, 40)]), TEXTS, means())


@contextmanager
def desk(folder: Path) -> Iterator[Any]:
    """Commands on a generated year."""
    engine = store.open_database(f"sqlite:///{folder}/year.db")
    fill(engine, SMALL)
    engine.dispose()
    config = folder / "site-audit.toml"
    config.write_text(
        f'data_dir = "."\ndatabase_url = "sqlite:///{folder}/year.db"\n', encoding="utf-8"
    )
    program = build(("report",))
    yield lambda *words: CliRunner().invoke(program, ["--config", str(config), *map(str, words)])


@needs_browser
def test_the_command_writes_all_and_links_lead_to_the_notes(tmp_path: Path) -> None:
    with desk(tmp_path) as call:
        done = call("report", "latest", "--pack", tmp_path / "pack", "--notes", "--unit", "college")
    assert done.exit_code == 0, done.output
    assert "Справки — 60\xa0справок" in done.output
    notes = list((tmp_path / "pack" / "Справки").iterdir())
    assert len(notes) == 60
    page = openpyxl.load_workbook(tmp_path / "pack" / "Таблица.xlsx")["Матрица"]
    links = [cell.hyperlink.target for row in page.iter_rows() for cell in row if cell.hyperlink]
    files = [unquote(one).replace("\\", "/") for one in links]
    beside = [one for one in files if not one.startswith("https://")]
    assert len(beside) == 60
    assert all((tmp_path / "pack" / one).exists() for one in beside)
    assert set(get_args(Rating)) == set(RATINGS)
