"""The pack of a meeting: the same figures in every file, and what lies in its folder."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import unquote

import pypdfium2
import pytest
from docx import Document
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner

from site_audit import store
from site_audit.browser.chromium import ChromiumSettings
from site_audit.cli.app import COMMANDS, build
from site_audit.model import Membership
from site_audit.pack.pack import BOOK, DECK, LETTERS, LIST, PAPER, REPORT, SUMMARY, Means, PackError
from site_audit.pack.pack import write_pack as written
from site_audit.pack.paper import NO_BROWSER
from site_audit.ratings.failings import CommonError
from site_audit.ratings.ladder import Ladder, Row
from site_audit.ratings.meeting import Meeting
from site_audit.ratings.score import Rating
from site_audit.texts import percents
from site_audit.words import NARROW, NBSP
from site_audit.writing.ranking_data import ranking_csv, ranking_json
from tests import year
from tests.eyes import PROGRAM, needs_browser
from tests.meetings import deck, deck_results, meeting, result
from tests.packed import SMALL, texts_of, year_meeting
from tests.test_deck import bars, named, rows, slides
from tests.test_workbook import book, table

MEETINGS = {"deck": deck, "year": year_meeting}
RATINGS: tuple[tuple[Rating, str], ...] = (
    ("presence", "Наличие элементов"),
    ("visual", "Визуальная оценка"),
)


def means(**values: Any) -> Means:
    given: dict[str, Any] = {
        "printer": None,
        "templates": None,
        "accuracy": (),
        "shot": lambda result: None,
        "told": lambda words: None,
    }
    return Means(**(given | values))


MADE: list[Path] = []


@cache
def folder(case: str) -> Path:
    """A pack of one of the meetings, printed where a browser is."""
    found = MEETINGS[case]()
    made = Path(mkdtemp(prefix="site-audit-pack-"))
    MADE.append(made)
    printer = ChromiumSettings(program=PROGRAM) if PROGRAM else None
    written(made, found, texts_of(found), means(printer=printer))
    return made


@pytest.fixture(autouse=True, scope="module")
def _no_folder_is_left() -> Iterator[None]:
    yield
    folder.cache_clear()
    while MADE:
        shutil.rmtree(MADE.pop())


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an output tells of one rating: bands best first, the low ones with their percents."""

    bands: tuple[int, ...]
    top: int
    low: tuple[tuple[str, str], ...]
    errors: tuple[tuple[int, int], ...]


def reckoned(found: Meeting, rating: Rating) -> Told:
    ladder: Ladder = found.ladder(rating)
    return Told(
        bands=tuple(one.sites for one in ladder.bands),
        top=len(ladder.top),
        low=tuple((row.title, spaced(percents(row.share))) for row in ladder.antitop),
        errors=tuple(map(_numbers, found.rankings[rating].errors)),
    )


def _numbers(one: CommonError) -> tuple[int, int]:
    return one.sites, one.checked


def spaced(text: str) -> str:
    return " ".join(text.replace(NARROW, " ").replace(NBSP, " ").split())


def pairs(texts: list[str]) -> tuple[tuple[int, int], ...]:
    """«49 из 70» as numbers."""
    found = (re.search(r"(\d+) из (\d+)", spaced(text)) for text in texts)
    return tuple((int(one[1]), int(one[2])) for one in found if one)


def in_deck(case: str, rating: str, title: str) -> Told:
    made = slides((folder(case) / DECK).read_bytes())
    (chart,) = [one for one in named(made, f"{title}: ") if "по группам" in words_of_title(one)]
    counts = tuple(int(value) for value in bars(chart)[0])
    kind = "элементах" if rating == "presence" else "визуальных"
    low = rows(named(made, f"{title}: ANTITOP"))
    return Told(
        bands=(*counts, *(0,) * (5 - len(counts))),
        top=len(rows(named(made, f"{title}: TOP"))),
        low=tuple((row[0], row[2]) for row in low),
        errors=pairs([row[2] for row in rows(named(made, f"Частые ошибки в {kind}"))]),
    )


def words_of_title(slide: Any) -> str:
    return str(slide.shapes.title.text_frame.text)


def in_workbook(case: str, rating: str, title: str) -> Told:
    content = book((folder(case) / BOOK).read_bytes())
    bands = [row[title] for row in table(content["Сводка"], "Кластеров в группе")]
    (median,) = [row for row in table(content["Сводка"], "Медиана") if row["Медиана"] == title]
    first = 11 if rating == "presence" else 17
    ranked = [[cell.value for cell in row] for row in content["Рейтинг"].iter_rows(min_row=2)]
    low = [row for row in ranked if row[first + 5] == "меньше 50\u202f%"]
    low.sort(key=lambda row: (-row[first + 1], -row[first + 2], row[1], row[0]))
    assert len(low) == median["Ниже 50 %"]
    head = "элементах" if rating == "presence" else "визуальных критериях"
    sheet = content["Ошибки"]
    start = next(row for row in range(1, 99) if f"Ошибки в {head}" == sheet.cell(row, 1).value)
    errors = []
    for number in range(start + 2, sheet.max_row + 1):
        if sheet.cell(number, 1).value is None:
            break
        errors.append((sheet.cell(number, 3).value, sheet.cell(number, 4).value))
    return Told(
        bands=tuple(bands[:5]),
        top=median["Все 100 %"],
        low=tuple((row[0], ranged(row[first + 3], row[first + 4])) for row in low),
        errors=tuple(errors),
    )


def ranged(lower: float, upper: float) -> str:
    ends = [f"{round(value * 100, 2):g}".replace(".", ",") for value in (lower, upper)]
    return f"{'–'.join(dict.fromkeys(ends))} %"


def in_page(case: str, rating: str) -> Told:
    tree = LexborHTMLParser((folder(case) / REPORT).read_text("utf-8"))

    def said(selector: str) -> list[str]:
        return [spaced(node.text(separator=" ")) for node in tree.css(selector)]

    names = [text.partition("Область")[0] for text in said(f"#{rating}-antitop td.name strong")]
    percents_shown = said(f"#{rating}-antitop td.percent")
    titles = names or said(f"#{rating}-antitop td.name .title") or low_names(tree, rating)
    return Told(
        bands=tuple(int(text) for text in said(f"#{rating}-bands .bars:not(.pairs) b")),
        top=len(tree.css(f"#{rating}-top li")),
        low=tuple(zip(titles, percents_shown, strict=True)),
        errors=pairs(said(f"#{rating}-errors tbody tr")),
    )


def low_names(tree: LexborHTMLParser, rating: str) -> list[str]:
    """The names in an ANTITOP: the first piece of text of each of its cells."""
    cells = tree.css(f"#{rating}-antitop td.name")
    return [spaced(node.text(separator="\n").strip().split("\n")[0]) for node in cells]


def in_json(found: Meeting, rating: Rating) -> Told:
    data = json.loads(ranking_json(found.rankings[rating], found.unit, found.imprint))
    by_visit = {row["visit"]: row for row in data["rows"]}
    low = [by_visit[visit] for visit in data["antitop"]]
    return Told(
        bands=tuple(one["sites"] for one in data["bands"]),
        top=len(data["top"]),
        low=tuple(
            (row["name"], ranged(row["percent"] / 100, row["percent_upper"] / 100)) for row in low
        ),
        errors=tuple((one["sites"], one["checked"]) for one in data["common_errors"]),
    )


def in_csv(found: Meeting, rating: Rating) -> tuple[tuple[int, ...], tuple[tuple[str, str], ...]]:
    """Bands and the low ones; a CSV has no list of errors."""
    text = ranking_csv(found.rankings[rating], found.unit, texts_of(found))
    read = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))
    groups = ("100", "90–99", "50–89", "меньше 50", "не определено")
    bands = tuple(sum(row["Группа"].startswith(one) for row in read) for one in groups)
    low = tuple(
        (
            row["Наименование"],
            ranged(*(float(row[f"% не {end}"].replace(",", ".")) / 100 for end in ENDS)),
        )
        for row in read
        if row["Группа"].startswith("меньше 50")
    )
    return bands, low


ENDS = ("меньше", "больше")


@pytest.mark.parametrize("case", MEETINGS)
@pytest.mark.parametrize(("rating", "title"), RATINGS)
def test_figures_are_the_same_in_every_file(case: str, rating: Rating, title: str) -> None:
    found = MEETINGS[case]()
    wanted = reckoned(found, rating)
    assert sum(wanted.bands) == len(found.ladder(rating).rows) > 25
    assert len(wanted.errors) > 7
    assert in_deck(case, rating, title) == wanted
    assert in_workbook(case, rating, title) == wanted
    assert in_page(case, rating) == wanted
    assert in_json(found, rating) == wanted
    assert in_csv(found, rating) == (wanted.bands, wanted.low)


def test_the_figures_are_those_of_the_first_audit() -> None:
    visual, presence = reckoned(deck(), "visual"), reckoned(deck(), "presence")
    assert visual.bands == (9, 30, 29, 2, 0)
    assert [percent for _, percent in presence.low] == ["46 %", "4 %", "0 %"]
    assert [percent for _, percent in visual.low] == ["33 %", "0 %"]


@pytest.mark.parametrize("case", MEETINGS)
def test_medians_are_the_same_in_workbook_and_report(case: str) -> None:
    overview = table(book((folder(case) / BOOK).read_bytes())["Сводка"], "Медиана")
    tree = LexborHTMLParser((folder(case) / REPORT).read_text("utf-8"))
    for rating, title in RATINGS:
        (row,) = [one for one in overview if one["Медиана"] == title]
        shown = ranged(row["%, не меньше"], row["%, не больше"])
        said = spaced(tree.css_first(f"#{rating}-bands").text(separator=" "))
        assert f"Медиана {shown}" in said


def letter_texts(case: str) -> dict[str, list[str]]:
    """Paragraphs of every letter by its file's name."""
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return {
        file.name: [
            "".join(text.text or "" for text in paragraph.iter(f"{tag}t"))
            for paragraph in Document(str(file)).element.body.iter(f"{tag}p")
        ]
        for file in (folder(case) / LETTERS).iterdir()
    }


@pytest.mark.parametrize("case", MEETINGS)
def test_letters_to_the_low_have_the_percents_of_the_lists(case: str) -> None:
    found = MEETINGS[case]()
    texts = {name: spaced(" ".join(lines)) for name, lines in letter_texts(case).items()}
    for rating, title in RATINGS:
        for row in found.ladder(rating).antitop:
            (letter,) = [text for name, text in texts.items() if is_of(row, name)]
            assert f"{title}: {spaced(percents(row.share))}" in letter


def is_of(row: Row, name: str) -> bool:
    title = re.sub("[«»]", "", row.title)
    return name in (f"{title}.docx",) or name.endswith(f". {title}.docx")


def test_letters_list_every_error_that_the_lists_count() -> None:
    lines = [line for one in letter_texts("deck").values() for line in one]
    counted = sum(one.sites for rating, _ in RATINGS for one in deck().rankings[rating].errors)
    assert sum(line.startswith("✗ ") for line in lines) == counted


# ---------------------------------------------------------------- on paper


def pages(file: Path) -> list[str]:
    with pypdfium2.PdfDocument(file) as document:
        found = [" ".join(one.get_textpage().get_text_range().split()) for one in document]
    return [re.sub(r"\s%", "%", text) for text in found]


@needs_browser
@pytest.mark.parametrize("case", MEETINGS)
@pytest.mark.parametrize(("rating", "title"), RATINGS)
def test_figures_of_the_paper_are_those_of_the_meeting(
    case: str, rating: Rating, title: str
) -> None:
    wanted = reckoned(MEETINGS[case](), rating)
    whole = " ".join(pages(folder(case) / PAPER))
    groups = r"100% (\d+) 90–99% (\d+) 50–89% (\d+) меньше 50% (\d+) не определено (\d+)"
    part = whole.rpartition(f"{title}: сколько в каждой группе")[2]
    got = re.search(groups, part)
    assert got is not None
    assert tuple(map(int, got.groups())) == wanted.bands
    low = whole.rpartition(f"{title}: ANTITOP")[2]
    for name, percent in wanted.low:
        assert spaced(name) in low
        assert re.sub(r"\s%", "%", percent) in low
    (summary,) = pages(folder(case) / SUMMARY)
    for number, band in zip(wanted.bands, ("100%", "90–99%", "50–89%", "меньше 50%"), strict=False):
        assert f"{band} {number}" in summary


# ---------------------------------------------------------------- the folder


def test_a_pack_names_its_files_in_russian(tmp_path: Path) -> None:
    made = written(tmp_path, deck(), texts_of(deck()), means())
    assert made[:3] == ("Таблица.xlsx", "Презентация.pptx", "Отчёт.html")
    assert {one for one in made[3:] if not one.startswith("Письма/")} == set()
    assert all((tmp_path / name).stat().st_size > 1000 for name in made)
    assert not list(tmp_path.rglob("*.part"))


def test_a_pack_made_anew_leaves_no_file_of_the_old_one(tmp_path: Path) -> None:
    written(tmp_path, deck(), texts_of(deck()), means())
    (tmp_path / "заметки.txt").write_text("моё", "utf-8")
    (tmp_path / LETTERS / "черновик.docx").write_text("моё", "utf-8")
    made = written(tmp_path, meeting(deck_results()[60:]), texts_of(deck()), means())
    left = {one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*") if one.is_file()}
    assert left == {*made, LIST, "заметки.txt", f"{LETTERS}/черновик.docx"}
    letters = [one for one in made if one.startswith(LETTERS)]
    assert len(letters) == 10
    assert not (tmp_path / LETTERS / "Кластер 30.docx").exists()


@pytest.mark.parametrize(
    "noted",
    ["не список", "7", '{"a": 1}', '["../чужое.txt", "a/Письма/b.docx", "Письма/../чужое.txt", 5]'],
)
def test_a_spoilt_list_takes_nothing_away_that_is_not_of_the_pack(
    tmp_path: Path, noted: str
) -> None:
    foreign = tmp_path / "чужое.txt"
    foreign.write_text("чужое", "utf-8")
    pack = tmp_path / "пакет"
    (pack / LETTERS).mkdir(parents=True)
    (pack / "чужое.txt").write_text("чужое", "utf-8")
    (pack / LIST).write_text(noted, "utf-8")
    made = written(pack, meeting([result(1, 26, 40)]), texts_of(deck()), means())
    assert foreign.exists()
    assert (pack / "чужое.txt").exists()
    assert json.loads((pack / LIST).read_text("utf-8")) == list(made)


@pytest.mark.parametrize("name", [BOOK, DECK, REPORT])
def test_a_file_that_cannot_be_replaced_is_told_in_words(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(PackError, match="Закройте открытые файлы"):
        written(tmp_path, meeting([result(1, 26, 40)]), texts_of(deck()), means())


def test_a_folder_that_is_a_file_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "занято").write_text("", "utf-8")
    with pytest.raises(PackError, match="Не удалось записать пакет"):
        written(tmp_path / "занято", meeting([]), texts_of(deck()), means())


def test_without_a_browser_the_rest_is_written_and_it_is_said(tmp_path: Path) -> None:
    told: list[str] = []
    made = written(tmp_path, deck(), texts_of(deck()), means(told=told.append))
    assert NO_BROWSER in told
    assert {BOOK, DECK, REPORT} < set(made)
    assert not {PAPER, SUMMARY} & set(made)


def test_letters_of_one_name_get_a_number(tmp_path: Path) -> None:
    held = (Membership(cluster="", role=""),)
    twins = [result(n, 20, 30, name="Колледж: связи?", memberships=held) for n in (1, 2)]
    made = written(tmp_path, meeting(twins, unit="college"), texts_of(deck()), means())
    assert made[3:] == ("Письма/Колледж связи.docx", "Письма/Колледж связи (2).docx")


def test_pictures_are_asked_for_the_best_sites_alone(tmp_path: Path) -> None:
    asked: list[int] = []
    shot = means(shot=lambda one: asked.append(one.visit_id))
    written(tmp_path, deck(), texts_of(deck()), shot)
    assert sorted(asked) == sorted(row.result.visit_id for row in deck().ladder("overall").best)


# ---------------------------------------------------------------- the command


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with a small year of audits, on a machine without a browser."""
    made = tmp_path_factory.mktemp("year")
    file = made / "site-audit.toml"
    file.write_text(f'data_dir = "{made}"\n', "utf-8")
    engine = store.open_database(f"sqlite:///{made}/site-audit.db")
    year.fill(engine, replace(SMALL, colleges=40, clusters=12))
    engine.dispose()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("site_audit.cli.packs.find_browser", lambda *wanted: None)
        yield file


def call(*words_of: str) -> Any:
    return CliRunner().invoke(build(tuple(COMMANDS)), list(words_of))


def test_the_command_writes_a_pack_and_lists_it(config: Path, tmp_path: Path) -> None:
    pack = tmp_path / "п"
    done = call("--config", str(config), "report", "latest", "--pack", str(pack), "--no-notes")
    assert done.exit_code == 0, done.output
    assert "Презентация.pptx" in done.stdout
    assert re.search(r"Письма — \d+", spaced(done.stdout))
    assert "chromium-headless-shell" in done.stderr
    assert not (pack / "Справки").exists()
    made = slides((pack / DECK).read_bytes())
    assert words_of_title(made[0]) == "Рейтинг сайтов колледжей"
    assert "что изменилось" in " ".join(words_of_title(one) for one in made)


def test_notes_lie_where_the_report_and_the_workbook_lead(config: Path, tmp_path: Path) -> None:
    pack = tmp_path / "пакет"
    done = call(
        *("--config", str(config), "report", "latest", "--pack", str(pack)),
        *("--unit", "college", "--against", "2"),
    )
    assert done.exit_code == 0, done.output
    assert "40 справок" in spaced(done.stdout)
    assert len(list((pack / "Справки").iterdir())) == 40
    tree = LexborHTMLParser((pack / REPORT).read_text("utf-8"))
    led = {node.attributes.get("href") or "" for node in tree.css("a")}
    notes = {unquote(one) for one in led if one.startswith(("Справки", "%D0"))}
    assert notes
    for one in notes:
        assert (pack / one).is_file()
    content = load_workbook(pack / BOOK)
    links = [row[5].hyperlink.target for row in content["Матрица"].iter_rows(min_row=4)]
    assert len(links) == 40
    for one in links:
        assert (pack / unquote(one)).is_file()
    assert content["Рейтинг"]["A1"].value == "Колледж"


def test_no_notes_and_notes_as_pdf_are_not_both_asked_for(config: Path, tmp_path: Path) -> None:
    asked = ("report", "latest", "--pack", str(tmp_path / "п"), "--no-notes", "--notes-pdf")
    done = call("--config", str(config), *asked)
    assert (done.exit_code, (tmp_path / "п").exists()) == (2, False)
    assert "--no-notes" in done.stderr


def test_a_run_that_is_not_there_is_told_in_words(config: Path, tmp_path: Path) -> None:
    done = call("--config", str(config), "report", "99", "--pack", str(tmp_path / "п"))
    assert done.exit_code == 1
    assert "99" in done.stderr
    assert not (tmp_path / "п").exists()


def test_a_pack_that_cannot_be_written_ends_in_words(config: Path, tmp_path: Path) -> None:
    (tmp_path / DECK).mkdir()
    done = call("--config", str(config), "report", "latest", "--pack", str(tmp_path))
    assert done.exit_code == 1
    assert "Закройте открытые файлы" in spaced(done.stderr)
    assert "Traceback" not in done.output
