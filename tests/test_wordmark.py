"""The wordmark is known by its letters, some misread; no word like it is taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_audit.glimpse import Line
from site_audit.logos.wordmark import WORD, is_wordmark, may_spell, spells


def read(*lines: str) -> list[Line]:
    return [Line(text=line, width=0.8, height=0.2) for line in lines]


@pytest.mark.parametrize(
    "lines",
    [
        ["ПРОФЕССИОНАЛИТЕТ"],
        ["ПРОФЕССМОНАЛМТЕТ", "9%"],
        ["ПРОФЕССИОНАЛМТЕТ"],
        ["ОФЕССИОНАЛИТЕТ"],
        ["ФП «Профессионалитет» 2026"],
        ["ПРОФЕССИОНА", "ЛИТЕТ"],
        ["ПРОФЕССИОНАЛ ИТЕТ"],
        ["П Р О Ф Е С С И О Н А Л И Т Е Т"],
        ["ПPOФECCИOHAЛИTET"],
        ["Министерство", "ПРОФЕССИОНАЛИТЕТ образовательный кластер"],
    ],
)
def test_the_wordmark_is_known(lines: list[str]) -> None:
    assert spells(read(*lines))


@pytest.mark.parametrize(
    "lines",
    [
        ["ПРОФЕССИОНАЛЫ"],
        ["ПРОФЕССИОНАЛИЗМ"],
        ["ПРОФЕССИОНАЛИЗ"],
        ["ПРОФЕССИОНАЛИСТ"],
        ["ПРОФЕССИОНАЛЫ", "30 ЛЕТ"],
        ["ПРОФЕССИОНАЛОВ", "ИТ"],
        ["ПРОФЕССИОНАЛЫ И ТЫ"],
        ["ПРОФЕССИОНАЛ И АТЛЕТ"],
        ["ПРОФЕССИОНАЛ", "2024 ТЕСТ"],
        ["ПРОФЕССИОНАЛ"],
        ["ПРОФЕССИОНАЛЬНЫЙ ДИКТАНТ"],
        ["профессиональное образование в нашем городе"],
        ["ПРОФЕССИЯ", "ЛИТЕЙЩИК"],
        ["УНИВЕРСИТЕТ"],
        ["ПРОФИЛАКТИКА"],
        ["АБИЛИМПИКС"],
        [],
    ],
)
def test_no_other_word_is_the_wordmark(lines: list[str]) -> None:
    assert not spells(read(*lines))


@given(st.integers(0, len(WORD) - 6), st.sampled_from("абвгдежзклмнпрстуфх"))
def test_a_letter_misread_does_not_hide_the_wordmark(place: int, letter: str) -> None:
    assert is_wordmark(WORD[:place] + letter + WORD[place + 1 :])


@pytest.mark.parametrize(
    ("line", "wanted"),
    [("ПРОФЕССИО", True), ("НАЛИТЕТ", True), ("ПРОФЕССИОНАЛЫ", False), ("СТОЛОВАЯ", False)],
)
def test_a_piece_of_the_wordmark_asks_for_another_look(line: str, wanted: bool) -> None:
    assert may_spell(read(line)) is wanted


_letters = st.sampled_from("абвгдежзийклмнопрстуфхцчшщъыьэюя")


@given(st.sets(st.integers(0, len(WORD) - 1), max_size=2), _letters, _letters)
def test_two_letters_misread_anywhere_do_not_hide_the_wordmark(
    places: set[int], one: str, other: str
) -> None:
    misread = list(WORD)
    for place, letter in zip(sorted(places), (one, other), strict=False):
        misread[place] = letter
    assert spells(read("".join(misread).upper()))


@given(st.integers(1, len(WORD) - 1), st.sampled_from([" ", ". ", "-", "|"]))
def test_a_gap_anywhere_does_not_hide_the_wordmark(place: int, gap: str) -> None:
    assert spells(read(f"ФП {WORD[:place]}{gap}{WORD[place:]} 2026"))
    assert spells(read(WORD[:place].upper(), WORD[place:].upper()))
