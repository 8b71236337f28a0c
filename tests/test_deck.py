"""The deck read back: its figures are the meeting's, nothing overflows, foreign text stays text."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation

from site_audit.model import Membership, Outcome
from site_audit.pack.canvas import LEAST, fit
from site_audit.pack.deck import deck
from site_audit.ratings.meeting import Meeting
from site_audit.store.instructions import Reply
from site_audit.words import plain
from tests.meetings import (
    TEXTS,
    deck_results,
    instruction,
    marks,
    meeting,
    result,
)
from tests.meetings import deck as the_deck
from tests.test_report import NAUGHTY

LONG = " ".join(["Межрегиональный"] * 8 + ["многопрофильный колледж имени"] * 7)


def opened(found: Meeting, **values: Any) -> Any:
    return Presentation(BytesIO(deck(found, TEXTS, **values)))


@cache
def slides() -> tuple[Any, ...]:
    return tuple(opened(the_deck()).slides)


def title(slide: Any) -> str:
    return str(slide.shapes.title.text_frame.text).replace("\u202f", " ")


def charts(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def rows(slide: Any) -> list[tuple[str, ...]]:
    """The cells of a slide's tables, heads left out."""
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return [
        tuple(cell.text_frame.text.replace("\u202f", " ") for cell in row.cells)
        for table in tables
        for row in list(table.rows)[1:]
    ]


def words(slide: Any) -> str:
    frames = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    return " ".join([*frames, *(cell for row in rows(slide) for cell in row)])


def the(name: str, among: Any = None) -> Any:
    return next(one for one in among or slides() if title(one).startswith(name))


def test_the_bands_of_the_decks_case_stand_in_charts_that_can_be_edited() -> None:
    (now, panel) = charts(the("Визуальная оценка: кластеров по группам"))
    assert tuple(now.plots[0].series[0].values) == (9, 30, 29, 2)
    assert next(iter(now.plots[0].categories)) == "100\u202f%"
    assert [one.name for one in panel.plots[0].series][1] == "Стало"
    assert sum(panel.plots[0].series[1].values) == 67


def test_top_and_antitop_list_whom_the_deck_showed_with_its_percents() -> None:
    assert [row[-1] for row in rows(the("Наличие элементов: ANTITOP"))] == ["46 %", "4 %", "0 %"]
    assert [row[-1] for row in rows(the("Визуальная оценка: ANTITOP"))] == ["33 %", "0 %"]
    assert len(rows(the("Наличие элементов: TOP"))) == 21
    assert len(rows(the("Визуальная оценка: TOP"))) == 9


def test_the_slides_come_in_the_order_of_the_meeting() -> None:
    titles = [title(one) for one in slides()]
    wanted = (
        "Рейтинг сайтов колледжей",
        "Что и как проверено",
        "26 элементов сайта",
        "Наличие элементов: кластеров",
        "Наличие элементов: TOP",
        "Наличие элементов: ANTITOP",
        "8 визуальных критериев",
        "Визуальная оценка: кластеров",
        "Визуальная оценка: TOP",
        "Визуальная оценка: ANTITOP",
        "Лучшие по всем критериям",
        "Наличие элементов: что изменилось",
        "Частые ошибки в элементах",
        "Частые ошибки в визуальных",
        "Поручения",
        "Контакты",
    )
    places = [
        next(number for number, one in enumerate(titles) if one.startswith(name)) for name in wanted
    ]
    assert places == sorted(places)


def test_common_errors_come_with_their_solution_and_count() -> None:
    (first, *_) = rows(the("Частые ошибки в элементах"))
    error = the_deck().rankings["presence"].errors[0]
    advice = TEXTS.solution(error)
    assert advice is not None
    assert first == (
        f"{error.criterion} {TEXTS.criterion(error.criterion)}",
        advice.title,
        f"{error.sites} из {error.checked}",
    )


def crowd(number: int, presence: int = 26) -> Meeting:
    return meeting([result(one, presence, 40) for one in range(1, number + 1)])


def crowd_of_long_names() -> Meeting:
    return meeting(
        [
            result(
                one,
                10,
                20,
                name=f"{LONG} {one}",
                region=LONG[:120],
                memberships=(Membership(cluster=f"{LONG} {one}", role="base"),),
            )
            for one in range(1, 41)
        ]
    )


CASES = {
    "deck": the_deck,
    "300 in TOP": lambda: crowd(300),
    "nobody in ANTITOP": lambda: crowd(30, 20),
    "one region": lambda: crowd(6, 12),
    "long names": crowd_of_long_names,
    "colleges": lambda: meeting(deck_results(), unit="college"),
    "nobody rated": lambda: meeting(
        [replace(result(1, 0, 0), outcome=Outcome(kind="not_audited", reason="dns"), verdicts=())]
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_no_slide_is_empty_or_overflows(name: str) -> None:
    shown = opened(CASES[name]())
    for slide in shown.slides:
        assert title(slide).strip()
        others = [one for one in slide.shapes if one.shape_id != slide.shapes.title.shape_id]
        assert any(one.has_chart or one.has_table or one.has_text_frame for one in others)
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= shown.slide_width
            assert shape.top + shape.height <= shown.slide_height
            if shape.has_table:
                sizes = {
                    run.font.size.pt
                    for row in shape.table.rows
                    for cell in row.cells
                    for paragraph in cell.text_frame.paragraphs
                    for run in paragraph.runs
                }
                assert min(sizes) >= LEAST


def test_nobody_under_50_percent_is_said_in_words() -> None:
    found = opened(CASES["nobody in ANTITOP"]())
    assert "Ниже 50 % нет ни одного кластера." in words(
        the("Наличие элементов: ANTITOP", found.slides)
    ).replace("\u202f", " ")
    assert "пока нет ни одного" in words(the("Наличие элементов: TOP", found.slides))


def test_a_top_of_300_lists_all_of_them_on_slides_that_are_counted() -> None:
    found = [
        one
        for one in opened(CASES["300 in TOP"]()).slides
        if title(one).startswith("Наличие элементов: TOP")
    ]
    names = [row[0] for one in found for row in rows(one)]
    assert len(names) == len(set(names)) == 300
    assert title(found[0]).endswith(f"(1 из {len(found)})")


def test_a_name_too_long_for_its_place_stands_in_full_in_the_notes() -> None:
    slide = the("Наличие элементов: ANTITOP", opened(CASES["long names"]()).slides)
    assert rows(slide)[0][0].endswith("…")
    assert LONG in slide.notes_slide.notes_text_frame.text


def test_every_slide_has_notes_and_each_but_the_first_a_number() -> None:
    for number, slide in enumerate(slides()):
        assert slide.notes_slide.notes_text_frame.text.strip()
        numbered = any(
            "SLIDE_NUMBER" in str(one.placeholder_format.type) for one in slide.placeholders
        )
        assert numbered == (number > 0)


def test_pictures_of_the_best_sites_are_shown_with_words_for_who_cannot_see() -> None:
    packed = BytesIO()
    Image.new("RGB", (1366, 768), "navy").save(packed, "JPEG")
    found = opened(the_deck(), shots={1: packed.getvalue()})
    slide = the("Лучшие сайты", found.slides)
    (picture,) = [one for one in slide.shapes if one.shape_type == 13]
    assert "Кластер 1" in picture._element.nvPicPr.cNvPr.get("descr")


@pytest.mark.parametrize("text", NAUGHTY)
def test_foreign_text_in_every_field_stays_text(text: str) -> None:
    about = result(
        1,
        5,
        5,
        name=text,
        short_name=text,
        region=text,
        responsible=text,
        memberships=(Membership(cluster=text or "x", role="base", industry=text),),
    )
    said = Reply(id=1, author=text, text=text, received_at=about.finished_at)
    found = meeting(
        [about, result(2, 5, 5)],
        before=[replace(about, verdicts=marks(20, 30))],
        instructions=[instruction(1, about, text=text, addressee=text, replies=(said,))],
    )
    shown = opened(found)
    whole = " ".join(words(one) for one in shown.slides)
    assert fit(plain(text))[:40].strip() in whole.replace("\u202f", " ") or len(text) > 40
    for slide in shown.slides:
        external = [one for one in slide.part.rels.values() if one.is_external]
        assert all(one.target_ref.startswith(("http://", "https://")) for one in external)
