"""Rows of letters are laid out straight, however they run over a picture."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image, ImageDraw, ImageFont, ImageOps

from site_audit.glimpse import Line
from site_audit.logos import reading, rows
from site_audit.logos.glance import is_enough
from site_audit.logos.raster import Grey, has_fonts
from site_audit.logos.reading import _Try, lines_of
from site_audit.logos.wordmark import WORD, spells
from tests.workshop import SETUP, needs_tesseract

if not has_fonts():
    pytest.skip("the DejaVu fonts are not installed; " + SETUP, allow_module_level=True)

FACE = "DejaVuSans-Bold.ttf"
SIDE = 700
INK, GROUND = (16, 48, 120), (255, 255, 255)


def written(word: str, size: int = 44, ink: tuple[int, ...] = INK) -> Image.Image:
    """A word on a clear ground."""
    face = ImageFont.truetype(FACE, size)
    left, top, right, bottom = face.getbbox(word)
    picture = Image.new("RGBA", (round(right - left), round(bottom - top)))
    ImageDraw.Draw(picture).text((-left, -top), word, font=face, fill=ink)
    return picture


def ring(word: str, *, below: bool = False, span: float = 200.0, radius: int = 260) -> Image.Image:
    """A word around a dial; ``below`` it stands upright on the lower bow. ``span`` in degrees."""
    picture = Image.new("RGB", (SIDE, SIDE), GROUND)
    draw = ImageDraw.Draw(picture)
    for hour in range(8):
        turn = hour * math.pi / 4
        ends = [(SIDE / 2 + r * math.cos(turn), SIDE / 2 + r * math.sin(turn)) for r in (100, 170)]
        draw.line(ends, fill=INK, width=3)
    for number, letter in enumerate(word):
        along = (number / (len(word) - 1) - 0.5) * span
        turn = math.radians(90 - along if below else along - 90)
        drawn = written(letter).rotate(along if below else -along, Image.Resampling.BICUBIC, True)
        x = SIDE / 2 + radius * math.cos(turn) - drawn.width / 2
        y = SIDE / 2 + radius * math.sin(turn) - drawn.height / 2
        picture.paste(drawn, (round(x), round(y)), drawn)
    return picture


def slanted(word: str, degrees: float) -> Image.Image:
    """A word that rises over the picture, above pictograms."""
    picture = Image.new("RGB", (900, SIDE), GROUND)
    drawn = written(word.upper()).rotate(degrees, Image.Resampling.BICUBIC, True)
    picture.paste(drawn, (60, 60), drawn)
    for place in range(5):
        ImageDraw.Draw(picture).ellipse((80 + place * 150, 560, 160 + place * 150, 640), fill=INK)
    return picture


def squeezed(picture: Image.Image) -> Image.Image:
    """As seen from the side: rings become ellipses."""
    corners = (0, 60, 30, SIDE, SIDE, SIDE - 40, SIDE - 30, 0)
    tilted = picture.transform((SIDE, SIDE), Image.Transform.QUAD, corners, fillcolor=GROUND)
    return tilted.resize((SIDE, SIDE * 3 // 4))


def _grey(picture: Image.Image) -> Grey:
    return np.asarray(picture.convert("L"))


def found(picture: Image.Image) -> list[Grey]:
    shades = _grey(picture)
    return [one.shades for one in rows.strips(shades, shades)]


PICTURES = {
    "around the top": ring(WORD.upper()),
    "around the bottom": ring(WORD.upper(), below=True),
    "from the side": squeezed(ring(WORD.upper(), span=170)),
    "light on dark": ImageOps.invert(ring(WORD.upper())),
    "rising": slanted(WORD, 22),
    "falling": slanted(WORD, -25),
}


@pytest.mark.parametrize("how", PICTURES)
def test_a_row_of_letters_is_laid_out_level(how: str) -> None:
    (strip, *_) = found(PICTURES[how])
    height, width = strip.shape
    assert 60 <= height <= 100
    assert width > 5 * height
    dark = (strip < 128).sum(axis=1)
    assert dark[round(height * 0.15) : round(height * 0.85)].sum() > 0.95 * dark.sum()


@needs_tesseract
@pytest.mark.parametrize("how", PICTURES)
def test_the_wordmark_is_read_however_it_runs(how: str) -> None:
    assert spells(lines_of(np.asarray(PICTURES[how]), lambda lines: False))


@needs_tesseract
@pytest.mark.parametrize("word", ["ПРОФЕССИОНАЛЫ2024", "ПРОФЕССИОНАЛИЗМ", "ПРОФОРИЕНТАЦИЯ"])
def test_another_word_around_a_ring_is_not_the_wordmark(word: str) -> None:
    assert not spells(lines_of(np.asarray(ring(word)), lambda lines: False))


def test_words_apart_make_no_row_and_neither_does_a_drawing() -> None:
    picture = Image.new("RGB", (SIDE, SIDE), GROUND)
    for place, word in enumerate(("ГОД", "СЕМЬИ", "2024")):
        drawn = written(word)
        picture.paste(drawn, (40 + place * 180, 40 + place * 220), drawn)
    assert found(picture) == []
    assert found(Image.new("RGB", (SIDE, 40), GROUND)) == []


def test_only_rows_that_the_whole_shows_are_called_level() -> None:
    picture = Image.new("RGB", (900, 200), GROUND)
    picture.paste(drawn := written("КОЛЛЕДЖИ"), (60, 60), drawn)
    shown = (picture, *PICTURES.values())
    told = [[one.was_level for one in rows.strips(s, s)] for s in map(_grey, shown)]
    assert told[0] == [True]
    assert not any(one[0] for one in told[1:])


def test_two_rows_are_two_strips_the_longer_first() -> None:
    picture = Image.new("RGB", (1100, 400), GROUND)
    for top, word in ((40, "ФЕДЕРАЛЬНЫЙПРОЕКТ"), (260, "КОЛЛЕДЖИ")):
        drawn = written(word)
        picture.paste(drawn, (60, top), drawn)
    first, second = found(picture)
    assert first.shape[1] > second.shape[1]


@given(arrays(np.uint8, st.tuples(st.integers(16, 60), st.integers(16, 60))))
@settings(deadline=None, max_examples=60)
def test_any_picture_has_few_strips(shades: Grey) -> None:
    assert len(list(rows.strips(shades, shades))) <= 3


def test_a_texture_has_few_strips() -> None:
    noise = np.random.default_rng(5).integers(0, 256, (900, 1200), dtype=np.uint8)
    assert len(found(Image.fromarray(noise))) <= 3


def test_words_of_a_row_do_not_end_the_reading_of_the_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A subtitle laid out straight is much text, and the wordmark above it is still to be read."""
    blank = Image.new("L", (9, 9))
    said = {"11": "", "7": "федеральный проект 2026", "6": WORD}
    layouts = ("11", "11", "7", "6")
    monkeypatch.setattr(
        reading, "_tries", lambda pixels: (_Try(blank, one, one == "11") for one in layouts)
    )
    monkeypatch.setattr(
        reading,
        "_read",
        lambda picture, layout, end: (
            [Line(text=said[layout], width=1, height=1)] * bool(said[layout])
        ),
    )
    assert spells(lines_of(np.zeros((9, 9, 3), np.uint8), is_enough))
