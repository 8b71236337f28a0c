"""How wide text is and where it breaks: nothing leaves its room, nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_audit.pack.arial import shortened, width, wrapped
from tests.samples import STEADY

TEXT = st.text(alphabet="абвгШЩЖ№ iW—«»-…\u00a0漢 ", max_size=120) | st.text(max_size=60)
ROOM = st.floats(min_value=40, max_value=900)
SIZE = st.sampled_from((11.0, 12.0, 14.0, 18.0))


@STEADY
@given(TEXT, ROOM, SIZE, st.booleans())
def test_no_line_is_wider_than_its_room(text: str, room: float, size: float, bold: bool) -> None:
    for line in wrapped(text, room, size, bold=bold):
        assert width(line, size, bold=bold) <= room + 0.001


@STEADY
@given(TEXT, ROOM, SIZE)
def test_lines_together_are_the_text(text: str, room: float, size: float) -> None:
    assert "".join(wrapped(text, room, size)).replace(" ", "") == text.replace(" ", "")


@STEADY
@given(TEXT, ROOM, SIZE, st.integers(1, 5), st.booleans())
def test_what_is_shortened_holds_its_lines(
    text: str, room: float, size: float, lines: int, bold: bool
) -> None:
    found = shortened(text, room, size, lines, bold=bold)
    assert len(wrapped(found, room, size, bold=bold)) <= lines
    assert found == text or (found.endswith("…") and text.startswith(found[:-1]))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("коротко", "коротко"),
        ("Колледж транспорта и связи", "Колледж транспорта…"),
        ("а" * 60, "а" * 17 + "…"),
    ],
)
def test_a_long_text_ends_at_a_word_or_within_an_endless_one(text: str, told: str) -> None:
    assert shortened(text, 120, 11, 1) == told


def test_a_word_too_wide_for_a_line_is_broken_at_its_hyphen_as_programs_do() -> None:
    assert wrapped("Ханты-Мансийский округ", 90, 11) == ["Ханты-", "Мансийский", "округ"]
    assert wrapped("Ханты-Мансийский округ", 120, 11) == ["Ханты-Мансийский", "округ"]


def test_words_stay_whole_while_they_fit() -> None:
    assert wrapped("один два три", 30, 12) == ["один", "два", "три"]
    assert wrapped("один два три", 300, 12) == ["один два три"]


@pytest.mark.parametrize(
    ("text", "points"),
    [("Ш", 9.17), ("Привет", 0.719 + 0.556 + 0.559 + 0.531 + 0.556 + 0.458), ("", 0.0)],
)
def test_widths_are_those_of_the_type(text: str, points: float) -> None:
    scale = 10 if len(text) < 2 else 1
    assert width(text, scale) == pytest.approx(points, abs=0.001)
    assert width(text, scale, bold=True) >= width(text, scale)


def test_a_sign_outside_the_table_is_taken_for_a_wide_one() -> None:
    assert width("漢", 10) >= width("ы", 10)
