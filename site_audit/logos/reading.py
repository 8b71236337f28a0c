"""The words of a logo, read by tesseract: in few letters, large, light on dark, on any ground.

Of the page segmentation modes tried on drawn logos 11 (sparse text) reads most: words beside
emblems, above pictograms and on slanted signs; 6 (one block) reads letters that are set wide; 7
(one line) reads rows that were laid out straight.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image, ImageOps

from site_audit.documents import ocr
from site_audit.documents.scans import pgm
from site_audit.glimpse import Line
from site_audit.logos.raster import Grey, Pixels, grey
from site_audit.logos.rows import strips
from site_audit.logos.wordmark import may_spell, spells

SECONDS = 4.0  # a picture
_WIDTHS = (1000, 1400)  # pixels: narrower pictures are grown to the first, at most fourfold
_MOST_GROWN = 4.0
_MARGIN = 20  # pixels: letters that touch the edge are not read
_DIRT = 12  # signs
_SURE = 30.0  # per cent, of tesseract's confidence in a word
_SPARSE, _BLOCK, _LINE = "11", "6", "7"
_GRAIN = 5  # pixels
_INK = 128  # shades darker than this are drawn, where the ground is white
_FEW = 200  # pixels
_ASKEW = (2.0, 15.0)  # degrees
_TIGHTER = 0.9  # of the upright box, most that an askew one covers


class _Try(NamedTuple):
    picture: Image.Image
    layout: str
    at_any_rate: bool = False


def lines_of(pixels: Pixels, is_enough: Callable[[Sequence[Line]], bool]) -> tuple[Line, ...]:
    """The lines read on a picture, those of all tries until they are enough."""
    end = time.monotonic() + SECONDS
    found: dict[str, Line] = {}
    whole: list[Line] = []  # without those of rows, which are read beside others
    for one in _tries(pixels):
        is_dear = one.layout != _LINE and not one.at_any_rate
        told = (not one.at_any_rate and is_enough(whole)) or (is_dear and _is_dirt(whole))
        if told or end - time.monotonic() <= 0:
            break
        lines = tuple(_read(one.picture, one.layout, end))
        for line in lines:
            found.setdefault(line.text.casefold(), line)
        if one.layout != _LINE:
            whole += lines
        if spells(tuple(found.values())):
            break
    return tuple(found.values())


def _is_dirt(lines: Sequence[Line]) -> bool:
    """Whether so much was read that is no word that a texture was taken for letters."""
    return sum(len(line.text) for line in lines) >= _DIRT and not may_spell(lines)


def _tries(pixels: Pixels) -> Iterator[_Try]:
    """Ways to see letters, those that read most first; those of rows that the whole cannot show."""
    far, plain = _by_colour(pixels), grey(pixels)
    yield _Try(_grown(far), _SPARSE, at_any_rate=True)
    yield _Try(_grown(plain), _SPARSE, at_any_rate=True)
    for one in sorted(strips(far, plain), key=lambda one: one.was_level):
        yield _Try(_edged(one.shades), _LINE, at_any_rate=not one.was_level)
    yield _Try(_grown(plain), _BLOCK)
    turn = _turn_of(far)
    if turn:
        yield _Try(_grown(_turned(plain, turn)), _SPARSE)
    yield _Try(_grown(np.asarray(cv2.medianBlur(plain, _GRAIN))), _SPARSE)  # a ground of dots


def _turn_of(far: Grey) -> float:
    """By how many degrees what is drawn stands askew; 0 when it is straight, or is no block."""
    rows, columns = np.nonzero(far < _INK)
    if rows.size < _FEW:
        return 0.0
    points = np.column_stack([columns, rows]).astype(np.float32)
    _, (width, height), angle = cv2.minAreaRect(points)
    angle = (angle + 45) % 90 - 45
    box = float(np.ptp(rows) + 1) * float(np.ptp(columns) + 1)
    askew = _ASKEW[0] <= abs(angle) <= _ASKEW[1] and width * height < _TIGHTER * box
    return angle if askew else 0.0


def _turned(shades: Grey, degrees: float) -> Grey:
    ground = int(np.median(shades))
    turned = Image.fromarray(shades).rotate(
        degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=ground
    )
    return np.asarray(turned, dtype=np.uint8)


def _by_colour(pixels: Pixels) -> Grey:
    """How far each pixel's colour is from the ground's: letters of any colour come out dark."""
    ground = np.median(pixels.reshape(-1, 3), axis=0)
    far = np.abs(pixels.astype(np.int16) - ground).max(axis=2)
    most = max(int(np.percentile(far, 99)), 1)
    return np.asarray(255 - np.clip(far * 255 // most, 0, 255), dtype=np.uint8)


def _grown(shades: Grey) -> Image.Image:
    picture = Image.fromarray(shades)
    scale = min(max(_WIDTHS[0] / picture.width, 1.0), _MOST_GROWN)
    scale = min(scale, _WIDTHS[1] / picture.width)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    grown = picture.resize(size, Image.Resampling.LANCZOS)
    return _edged(np.asarray(ImageOps.autocontrast(grown, cutoff=1)))


def _edged(shades: Grey) -> Image.Image:
    return ImageOps.expand(Image.fromarray(shades), _MARGIN, fill=int(shades[0, 0]))


def _read(picture: Image.Image, layout: str, end: float) -> Iterator[Line]:
    lines: defaultdict[tuple[str, str, str], list[ocr.Word]] = defaultdict(list)
    for word in ocr.words_of(pgm(picture), end, layout):
        if word.sure >= _SURE:
            lines[word.line].append(word)
    for words in lines.values():
        left, right = min(w.left for w in words), max(w.left + w.width for w in words)
        top, bottom = min(w.top for w in words), max(w.top + w.height for w in words)
        yield Line(
            text=" ".join(word.text for word in words),
            width=round((right - left) / picture.width, 3),
            height=round((bottom - top) / picture.height, 3),
        )
