"""Rows of letters on a picture, straight, slanted or around a ring, each laid out straight.

A page reader looks for level lines: it reads no word around an emblem, and loses a small one among
pictograms. Letters of a word are shapes of one size at even distances along a line or a circle.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
from numpy.polynomial import Polynomial
from numpy.typing import NDArray

from site_audit.logos.raster import Grey

Floats = NDArray[np.float64]

LEAST = 8  # letters of a row
_MOST = 3  # rows of a picture
_LARGE = 480  # pixels of a picture's longer side: smaller ones are grown, at most threefold
_MOST_GROWN = 3.0
_MOST_SHAPES = 400
_SIZES = (7, 0.35)  # a letter's longer side: pixels, and share of the picture's shorter side
_THIN = 0.12  # of the longer side
_FILLED = (0.12, 0.97)  # of the box around a letter
_KIN = 2.6  # times, most by which neighbours differ in size: letters may touch
_NEAR = 1.3  # of the sizes of two neighbours, most between their middles
_GAP = 2.0  # the same along a row: letters between them may have run together
_OFF = 0.3  # sizes, most by which a letter stands off its row
_TRIES = 300  # circles through three letters
_BLOCK = 25  # pixels
_DARKER = 12  # shades
_TALL = 44  # pixels that a letter is laid out in
_ADVANCE = 0.68  # sizes, from letter to letter
_NARROWEST = 0.6  # times
_LEVEL = 0.05  # of its length, most that a level row rises
_AROUND = 0.9  # sizes above and below
_BESIDE = 1.3  # sizes before and after
_BENDS = 3  # degree of a bow's radius by angle
_LONGEST = 2400  # pixels of a strip


class _Row(NamedTuple):
    """A row: its letters clockwise around ``middle``, and how far from it the row runs."""

    letters: Floats
    """n × 3: middle in x, in y, size; pixels."""
    middle: Floats
    bend: Polynomial
    """Radius in pixels by angle: a ring that is seen askew is no circle."""


class Strip(NamedTuple):
    """A row laid out level, dark letters on light; ``was_level``: it ran so on the picture too."""

    shades: Grey
    was_level: bool


def strips(far: Grey, plain: Grey) -> Iterator[Strip]:
    """The rows of a picture, those of most letters first.

    ``far`` shows letters of any colour dark on one ground, ``plain`` the picture itself: there
    letters are what is darker than around it, or lighter.
    """
    far, plain = _grown(far), _grown(plain)
    seen = (
        (far, _on_one_ground(far)),
        *((shades, _nearby(shades)) for shades in (plain, 255 - plain)),
    )
    found = [(row, shades) for shades, ink in seen for row in _rows(_letters(ink))]
    found.sort(key=lambda one: -len(one[0].letters))
    laid: list[_Row] = []
    for row, shades in found:
        if len(laid) < _MOST and not any(_is_same(row, other) for other in laid):
            laid.append(row)
            yield Strip(_laid_out(shades, row), _is_level(row.letters))


def _is_level(letters: Floats) -> bool:
    x, y, size = letters.T
    steep = abs(y[-1] - y[0]) > _LEVEL * abs(x[-1] - x[0])
    return bool(not steep and np.abs(y - np.median(y)).max() <= np.median(size))


def _grown(shades: Grey) -> Grey:
    """A small picture enlarged: its letters touch each other, and are but a few pixels high."""
    scale = min(_MOST_GROWN, _LARGE / max(shades.shape))
    if scale <= 1:
        return shades
    grown = cv2.resize(shades, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return np.asarray(grown, dtype=np.uint8)


def _on_one_ground(shades: Grey) -> Grey:
    """Where a picture is dark, by Otsu's threshold."""
    _, ink = cv2.threshold(shades, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return np.asarray(ink, dtype=np.uint8)


def _nearby(shades: Grey) -> Grey:
    """Where a picture is darker than around there."""
    block = max(_BLOCK, min(shades.shape) // 8) | 1
    return np.asarray(cv2.adaptiveThreshold(
        shades, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, _DARKER
    ), dtype=np.uint8)  # fmt: skip


def _is_same(one: _Row, other: _Row) -> bool:
    """Whether two rows share most letters, however each was seen."""
    apart = np.hypot(
        *(np.subtract.outer(one.letters[:, at], other.letters[:, at]) for at in (0, 1))
    )
    return bool((apart.min(axis=1) < one.letters[:, 2]).mean() > 0.5)


def _letters(ink: Grey) -> Floats:
    """Shapes that may be letters: n × 3, middle in x, in y, size."""
    _, _, stats, middles = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height, area = (stats[1:, at].astype(np.float64) for at in (2, 3, 4))
    longer, shorter = np.maximum(width, height), np.minimum(width, height)
    filled = area / (width * height)
    fits = (
        (longer >= _SIZES[0])
        & (longer <= _SIZES[1] * min(ink.shape))
        & (shorter >= _THIN * longer)
        & (filled >= _FILLED[0])
        & (filled <= _FILLED[1])
    )
    found = np.column_stack([middles[1:], longer])[fits]
    return np.asarray(found[np.argsort(-found[:, 2])][:_MOST_SHAPES])


def _rows(letters: Floats) -> Iterator[_Row]:
    for chain in _chains(letters):
        left = letters[chain]
        while (row := _row_of(left)) is not None:
            yield row
            taken = (left[:, None, :2] == row.letters[None, :, :2]).all(axis=2).any(axis=1)
            left = left[~(taken | _on(row, left))]


def _chains(letters: Floats) -> Iterator[NDArray[np.intp]]:
    """Letters that hang together by neighbours of like size."""
    size = letters[:, 2]
    apart = np.hypot(*(letters[:, None, at] - letters[None, :, at] for at in (0, 1)))
    least, most = np.minimum.outer(size, size), np.maximum.outer(size, size)
    linked = (apart <= _NEAR * (least + most)) & (most <= _KIN * least)
    left = np.ones(len(letters), dtype=bool)
    while left.any():
        chain = np.zeros(len(letters), dtype=bool)
        chain[np.argmax(left)] = True
        while (grown := linked[chain].any(axis=0) | chain).sum() > chain.sum():
            chain = grown
        left &= ~chain
        if chain.sum() >= LEAST:
            yield np.flatnonzero(chain)


def _row_of(letters: Floats) -> _Row | None:
    """The letters of a chain that stand on one bow, one beside the other."""
    if len(letters) < LEAST:
        return None
    middles, radii = _circles(letters[:, :2])
    apart = np.hypot(letters[:, 0] - middles[:, :1], letters[:, 1] - middles[:, 1:])
    on = np.abs(apart - radii[:, None]) <= _OFF * letters[:, 2]
    best = int(np.argmax(on.sum(axis=1)))
    row = _beside(letters[on[best]], middles[best])
    if row is None:
        return None
    return _beside(letters[_on(row, letters)], row.middle) or row


def _on(row: _Row, letters: Floats) -> NDArray[np.bool_]:
    """Whether letters stand where the row runs on."""
    x, y = (letters[:, at] - row.middle[at] for at in (0, 1))
    off = np.abs(np.hypot(x, y) - row.bend(_angles(row.middle, letters)))
    return np.asarray(off <= _OFF * letters[:, 2])


def _circles(points: Floats) -> tuple[Floats, Floats]:
    """Circles through letters picked three by three: middles (n × 2) and radii."""
    picked = np.random.default_rng(len(points)).integers(0, len(points), (_TRIES, 3))
    one, two, three = (points[picked[:, at]] for at in range(3))
    a, b = two - one, three - one
    twice = 2 * (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])
    twice[np.abs(twice) < 1e-6] = 1e-6  # on a line: a circle of a huge radius
    aa, bb = (a**2).sum(axis=1), (b**2).sum(axis=1)
    x = (b[:, 1] * aa - a[:, 1] * bb) / twice
    y = (a[:, 0] * bb - b[:, 0] * aa) / twice
    return np.column_stack([x, y]) + one, np.hypot(x, y)


def _angles(middle: Floats, letters: Floats) -> Floats:
    return np.asarray(np.arctan2(letters[:, 1] - middle[1], letters[:, 0] - middle[0]))


def _beside(letters: Floats, middle: Floats) -> _Row | None:
    """The longest run of letters without a gap, clockwise."""
    if len(letters) < LEAST:
        return None
    angles = _angles(middle, letters)
    apart = np.hypot(letters[:, 0] - middle[0], letters[:, 1] - middle[1])
    order = np.argsort(angles)
    steps = np.diff(angles[order], append=angles[order][0] + 2 * np.pi) * apart[order]
    start = (int(np.argmax(steps)) + 1) % len(order)  # after the widest gap
    order, steps = np.roll(order, -start), np.roll(steps, -start)
    sizes = letters[order, 2]
    breaks = np.flatnonzero(steps[:-1] > _GAP * (sizes[:-1] + sizes[1:])) + 1
    run = max(np.split(order, breaks), key=len)
    if len(run) < LEAST:
        return None
    bend = Polynomial.fit(np.unwrap(angles[run]), apart[run], _BENDS)
    return _Row(letters[run], middle, bend)


def _laid_out(shades: Grey, row: _Row) -> Grey:
    """A row as a level strip, ``_TALL`` pixels a letter; what stands below a ring's middle is
    read along its inner side.
    """
    size = float(np.median(row.letters[:, 2]))
    first, *_, last = np.unwrap(_angles(row.middle, row.letters))
    radius = float(row.bend((first + last) / 2))
    ends = _BESIDE * size / radius
    length = (last - first + 2 * ends) * radius
    step = max(size / _TALL, length / _LONGEST)
    columns = max(2, round(length / step * _squeeze(row.letters)))
    angles = np.linspace(first - ends, last + ends, columns)
    runs = row.bend(np.clip(angles, first, last))
    out = np.arange(_AROUND * size, -_AROUND * size, -step)[:, None] + runs
    x, y = row.middle[0] + out * np.cos(angles), row.middle[1] + out * np.sin(angles)
    strip = cv2.remap(
        shades, x.astype(np.float32), y.astype(np.float32), cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT, borderValue=255,
    )  # fmt: skip
    below = np.sin((first + last) / 2) > 0
    return np.asarray(strip[::-1, ::-1] if below else strip, dtype=np.uint8)


def _squeeze(letters: Floats) -> float:
    """How much narrower than they are letters are laid out: very wide ones are read badly."""
    advance = np.hypot(*np.diff(letters[:, :2], axis=0).T)
    wanted = _ADVANCE * np.median(letters[:, 2]) / max(1.0, float(np.median(advance)))
    return float(np.clip(wanted, _NARROWEST, 1.0))
