"""The deck, read back from its file by python-pptx."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import PIL.Image
import pytest
from lxml import etree
from pptx import Presentation

from site_audit.pack.arial import width
from site_audit.pack.deck import deck as written
from site_audit.words import NARROW, NBSP, plain
from tests.meetings import TEXTS, deck, meeting, result
from tests.packed import (
    LONG,
    MEETINGS,
    naughty,
    year_meeting,
)
from tests.test_report import NAUGHTY


@cache
def packed(case: str) -> bytes:
    return written(MEETINGS[case](), TEXTS)


def slides(made: bytes) -> list[Any]:
    return list(Presentation(io.BytesIO(made)).slides)


@cache
def of(case: str) -> list[Any]:
    return slides(packed(case))


def title(slide: Any) -> str:
    return str(slide.shapes.title.text_frame.text).replace(NARROW, " ")


def titles(case: str) -> list[str]:
    return [title(slide) for slide in of(case)]


def named(found: Sequence[Any], words: str) -> list[Any]:
    return [slide for slide in found if title(slide).startswith(words)]


def bars(slide: Any, number: int = 0) -> list[tuple[float, ...]]:
    """The values of each series of a slide's chart."""
    charts = [shape.chart for shape in slide.shapes if shape.has_chart]
    return [tuple(series.values) for series in charts[number].plots[0].series]


def tables(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.has_table]


def rows(found: Sequence[Any]) -> list[list[str]]:
    """The rows of all tables of some slides without their heads, as words."""
    return [
        [cell.text_frame.text.replace(NARROW, " ") for cell in row.cells]
        for slide in found
        for shape in tables(slide)
        for row in list(shape.table.rows)[1:]
    ]


def column(found: Sequence[Any], place: int) -> list[str]:
    return [row[place] for row in rows(found)]


def notes(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


def words(slide: Any) -> str:
    """All that stands beneath the title, without the slide's number, rule and footer."""
    said = [one.text_frame.text for one in slide.shapes if one.has_text_frame]
    cells = (" ".join(row) for row in rows([slide]))
    whole = "\n".join([*(said[1:] if len(said) < 4 else said[4:]), *cells])
    return whole.replace(NARROW, " ").replace(NBSP, " ")


# ---------------------------------------------------------------- the deck's own case


def test_the_charts_have_the_bands_of_the_deck() -> None:
    (visual,) = named(of("deck"), "Визуальная оценка: кластеров по группам")
    (presence,) = named(of("deck"), "Наличие элементов: кластеров по группам")
    assert bars(visual) == [(9, 30, 29, 2)]
    assert bars(presence) == [(21, 22, 24, 3)]


def test_the_panel_is_drawn_as_it_was_and_as_it_is() -> None:
    (visual,) = named(of("deck"), "Визуальная оценка: кластеров по группам")
    assert bars(visual, 1) == [(0, 0, 67, 0), (6, 30, 29, 2)]
    said = words(visual)
    assert said.index("Оценены оба раза: 67 кластеров") < said.index("■ Было 21.11.2023")
    assert said.index("■ Было 21.11.2023") < said.index("■ Стало")


def test_antitop_has_the_percents_of_the_deck() -> None:
    assert column(named(of("deck"), "Наличие элементов: ANTITOP"), 2) == ["46 %", "4 %", "0 %"]
    assert column(named(of("deck"), "Визуальная оценка: ANTITOP"), 2) == ["33 %", "0 %"]


def test_top_names_all_with_a_hundred_percent() -> None:
    for words_of, number in (("Наличие элементов", 21), ("Визуальная оценка", 9)):
        found = named(of("deck"), f"{words_of}: TOP")
        assert len(rows(found)) == number
        assert f"{number} кластер" in words(found[0])


def test_the_best_are_the_first_ten_with_all_who_tie() -> None:
    found = rows(named(of("deck"), "Лучшие по всем критериям"))
    assert len(found) == len(deck().ladder("overall").best) == 13
    assert found[0] == ["1", "Кластер 1", "Омская область", "100 %"]
    assert found[-1] == ["10", "Кластер 21", "Омская область", "99 %"]


def test_common_errors_are_counted_of_those_checked() -> None:
    found = rows(named(of("deck"), "Частые ошибки в элементах"))
    errors = deck().rankings["presence"].errors
    assert [row[2] for row in found] == [f"{one.sites} из {one.checked}" for one in errors]
    assert found[0][0].startswith("C7 Перечень специальностей")
    assert found[0][1]


def test_what_was_audited_stands_in_large_figures() -> None:
    (slide,) = named(of("deck"), "Что и как проверено")
    assert "70\nсайтов в проверке" in words(slide)


def test_slides_come_in_the_order_of_a_meeting() -> None:
    assert titles("deck") == [
        "Рейтинг сайтов колледжей",
        "Что и как проверено",
        "26 элементов сайта",
        "Наличие элементов: кластеров по группам",
        "Наличие элементов: TOP, 100 %",
        "Наличие элементов: ANTITOP, ниже 50 %",
        "8 визуальных критериев",
        "Визуальная оценка: кластеров по группам",
        "Визуальная оценка: TOP, 100 %",
        "Визуальная оценка: ANTITOP, ниже 50 %",
        "Лучшие по всем критериям",
        "Наличие элементов: что изменилось с 21.11.2023",
        "Визуальная оценка: что изменилось с 21.11.2023",
        "Общий рейтинг: что изменилось с 21.11.2023",
        "Частые ошибки в элементах (1 из 2)",
        "Частые ошибки в элементах (2 из 2)",
        "Частые ошибки в визуальных критериях",
        "Поручения",
        "Контакты",
    ]


# ---------------------------------------------------------------- what holds of every deck


@pytest.mark.parametrize("case", MEETINGS)
def test_every_slide_has_a_title_something_beneath_it_and_notes(case: str) -> None:
    for slide in of(case):
        assert title(slide).strip()
        assert words(slide).strip() or any(shape.has_chart for shape in slide.shapes)
        assert len(notes(slide)) > 20


@pytest.mark.parametrize("case", MEETINGS)
def test_every_shape_lies_inside_its_slide(case: str) -> None:
    made = Presentation(io.BytesIO(packed(case)))
    for slide in made.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= made.slide_width
            assert shape.top + shape.height <= made.slide_height


@pytest.mark.parametrize("case", MEETINGS)
def test_tables_end_above_the_footer_and_never_lie_on_each_other(case: str) -> None:
    for slide in of(case):
        found = tables(slide)
        for shape in found:
            assert (shape.top + sum(row.height for row in shape.table.rows)) / 12700 <= 496.5
        edges = sorted((shape.left, shape.left + shape.width) for shape in found)
        assert all(one[1] <= other[0] for one, other in pairwise(edges))


@pytest.mark.parametrize("case", MEETINGS)
def test_type_of_tables_is_never_smaller_than_eleven_points(case: str) -> None:
    for slide in of(case):
        for size in sizes(slide):
            assert size >= 11


def sizes(slide: Any) -> Iterator[float]:
    for shape in tables(slide):
        for row in shape.table.rows:
            for cell in row.cells:
                yield from (
                    run.font.size.pt for one in cell.text_frame.paragraphs for run in one.runs
                )


@pytest.mark.parametrize("case", MEETINGS)
def test_no_slide_of_one_row_follows_full_ones(case: str) -> None:
    for slide in of(case):
        if "(1 из" not in title(slide):
            continue
        stem = title(slide).partition(" (1 из")[0]
        counts = [len(rows([one])) for one in named(of(case), f"{stem} (")]
        assert counts[-1] * 3 >= counts[0]


def test_numbers_of_slides_are_told_and_the_footer_says_what_this_is() -> None:
    for slide in of("deck")[1:]:
        assert any("slidenum" in field.get("type", "") for field in fields(slide))
        said = [one.text_frame.text for one in slide.shapes if one.has_text_frame]
        assert any(text.startswith("Проверка № 1, суждение 1, 21.11.2023") for text in said)


def fields(slide: Any) -> list[Any]:
    return list(slide._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}fld"))


@pytest.mark.parametrize("case", MEETINGS)
def test_what_was_gained_stands_on_one_line(case: str) -> None:
    for slide in of(case):
        if "что изменилось" in title(slide):
            for shape in tables(slide):
                room = shape.table.columns[3].width / 12700 - 10
                for row in list(shape.table.rows)[1:]:
                    (run,) = row.cells[3].text_frame.paragraphs[0].runs
                    assert width(run.text, run.font.size.pt, bold=True) <= room


# ---------------------------------------------------------------- unusual meetings


def test_long_names_are_shortened_and_stand_in_full_in_the_notes() -> None:
    assert len(LONG) > 300
    found = named(of("long"), "Наличие элементов: ANTITOP")
    assert [row[0].endswith("…") for row in rows(found)] == [True] * 3
    told = notes(found[0])
    for number in (68, 69, 70):
        assert f"Полностью: {number}. Кластер {LONG}" in told
    for slide in named(of("long"), "Наличие элементов: что изменилось"):
        shown = [row[0] for row in rows([slide])]
        assert notes(slide).count("Полностью: ") == len(shown)


def test_three_hundred_in_top_are_all_named_on_few_slides() -> None:
    found = named(of("crowded"), "Наличие элементов: TOP")
    assert sorted(column(found, 0)) == sorted(f"Колледж № {n}" for n in range(1, 301))
    assert len(found) <= 9
    assert len(tables(found[0])) == 3


def test_of_many_who_tie_for_the_best_ten_are_named_and_the_others_counted() -> None:
    (slide,) = named(of("crowded"), "Лучшие по всем критериям")
    assert len(rows([slide])) == 10
    assert words(slide).startswith("И ещё 290 с оценкой 100 %: полностью — в таблице.")


def test_nobody_is_said_in_words() -> None:
    (top,) = named(of("nobody"), "Наличие элементов: TOP")
    (antitop,) = named(of("nobody"), "Визуальная оценка: ANTITOP")
    assert words(top) == "Со 100 % пока нет ни одного кластера."
    assert words(antitop) == "Ниже 50 % нет ни одного кластера."


def test_one_region_is_not_set_beside_itself() -> None:
    assert "По регионам" not in titles("one region")
    (slide,) = named(of("year"), "По регионам")
    assert len(rows([slide])) == len(year_meeting().rankings["presence"].regions)


def test_sites_that_did_not_open_have_reasons_and_no_figures() -> None:
    found = named(of("no rated sites"), "Кого не удалось проверить")
    assert len(rows(found)) == 7
    assert "не ответил вовремя" in rows(found)[0][2]
    assert not named(of("no rated sites"), "Лучшие")
    assert not any(shape.has_chart for slide in of("no rated sites") for shape in slide.shapes)


def test_a_meeting_with_everything_has_a_slide_for_each_thing() -> None:
    made = of("everything")
    for stem in (
        "Наличие элементов: что изменилось",
        "Визуальная оценка: по проверкам",
        "Что ещё замечено",
        "Одна причина у многих сайтов",
        "План и факт",
        "Кого не удалось проверить",
        "Поручения",
        "Поправки аудиторов",
        "Согласие программы с людьми",
    ):
        assert named(made, stem), stem
    assert rows(named(made, "Одна причина")) == [
        ["Движок", f"A9 {TEXTS.criterion('A9')}", "20 из 30"]
    ]
    (plan,) = rows(named(made, "План и факт"))
    assert plan == ["Омская область", "Наличие элементов", "95 %", "92 %", "не достигнут"]
    assert rows(named(made, "Поправки аудиторов"))[0][2:] == ["1", "видно глазами (Петрова)"]
    assert rows(named(made, "Согласие"))[0][1:] == ["9", "8", "0", "2"]
    assert [row[-1] for row in rows(named(made, "Поручения"))] == ["выдано"] * 3


def test_a_trend_is_drawn_by_its_medians_and_says_where_it_breaks() -> None:
    (slide,) = named(of("everything"), "Визуальная оценка: по проверкам")
    assert bars(slide) == [(90, 90, 90), (90, 90, 90)]
    assert "другая версия проверок" in words(slide)


def test_sites_without_a_rating_are_told_with_their_reasons_where_clusters_are_listed() -> None:
    (slide,) = named(of("everything"), "Почему сайты без оценки")
    told = words(slide)
    assert "2 сайта из 72" in told
    assert "Колледж № 71" in told
    assert "Колледж № 72" in told
    assert not named(of("no rated sites"), "Почему сайты без оценки")  # it lists the sites


def test_a_withdrawn_instruction_is_not_shown() -> None:
    whole = deck()
    gone = replace(whole.instructions[0], state="withdrawn")
    found = named(
        slides(written(replace(whole, instructions=(gone, *whole.instructions[1:])), TEXTS)),
        "Поручения",
    )
    assert [row[0] for row in rows(found)] == ["2-2023", "3-2023"]


def test_pictures_of_the_best_are_kept_small_and_described() -> None:
    drawn = io.BytesIO()
    PIL.Image.new("RGB", (1440, 4000), "navy").save(drawn, "JPEG")
    visits = [row.result.visit_id for row in deck().ladder("overall").best]
    made = written(deck(), TEXTS, shots=dict.fromkeys(visits, drawn.getvalue()))
    found = named(slides(made), "Лучшие сайты")
    pictures = [shape for slide in found for shape in slide.shapes if shape.shape_type == 13]
    assert len(pictures) == 6
    assert pictures[0]._element.nvPicPr.cNvPr.get("descr") == "Главная страница: Кластер 1"
    with PIL.Image.open(io.BytesIO(pictures[0].image.blob)) as opened:
        assert max(opened.size) <= 1280


# ---------------------------------------------------------------- naughty strings


@pytest.mark.parametrize("text", [*NAUGHTY, "код _x0041_ кода"])
def test_a_naughty_string_stays_text_in_every_field(text: str) -> None:
    made = written(naughty(text), TEXTS)
    assert_sound(made)
    told = slides(made)
    said = " ".join(words(slide) + " " + notes(slide) for slide in told)
    shown = plain(text).strip()
    assert squeezed(shown) in squeezed(said)
    for stem in ("Поручения", "Кого не удалось", "Контакты", "Поправки", "План", "Одна причина"):
        (slide, *_) = named(told, stem)
        assert squeezed(shown) in squeezed(words(slide) + notes(slide)), stem


def squeezed(text: str) -> str:
    return "".join(text.split())


def assert_sound(made: bytes) -> None:
    """Every part is XML, nothing leads outside but to the web, nothing runs."""
    with ZipFile(io.BytesIO(made)) as opened:
        for name in opened.namelist():
            assert "vba" not in name.casefold()
            if not name.endswith((".xml", ".rels")):
                continue
            tree = etree.fromstring(opened.read(name))
            for one in tree.iter():
                assert "hlinkClick" not in str(one.tag)
                if one.get("TargetMode") == "External":
                    assert one.get("Target", "").startswith(("http://", "https://"))


def test_a_name_that_looks_like_markup_is_written_letter_by_letter() -> None:
    one = result(1, 26, 40, name="<a:r>&amp;</a:r>", memberships=())
    made = written(meeting([one], unit="college"), TEXTS)
    assert column(named(slides(made), "Наличие элементов: TOP"), 0) == ["<a:r>&amp;</a:r>"]
