"""Whether a picture shows a reference: features that agree on one place, and shades that correlate.

Features are SIFT (Lowe, «Distinctive Image Features from Scale-Invariant Keypoints», 2004); those
alone take letters of one font for each other, so the picture is laid over the reference, and nine
of ten cells of a grid must correlate with it, and all of them well on average. Drawn marks showed
0.72 and more in their worst cells; others of the same frame or font showed 0.73 there or 0.93 on
average, but never enough of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from site_audit.logos.raster import Grey, drawn_on, trimmed

_SIDE = 480  # pixels of a reference's longer side
_LOOKED_AT = (
    640,
    1000,
)  # pixels of a picture's longer side: grown to the first, shrunk to the last
_MARGIN = 12  # pixels around a reference
_FEATURES = 700  # of a reference
_MOST_FEATURES = 2500  # of a picture
_RATIO = 0.8  # Lowe's test
_INLIERS = 8
_EACH = 0.7  # correlation, least of nine cells of ten: a head may stand before the tenth
_ALL = 0.9  # of all cells on average: a word's end is less than a tenth of them
_WORTH_MORE = 0.72  # a place that so nearly agrees is looked at again, moved a little
_STOPS = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 30, 1e-4)
_RICH = 40  # features: a letter has less, an emblem more
_GAP = 0.008  # of a reference's side, between its emblem and its words
_SQUARE = 2.0  # times, most by which an emblem is longer than wide
_BLUR = 2.0  # pixels: edges need not fall on each other to a pixel
_TURN = 15  # degrees of a bin
_OCTAVES = 0.8
_FLAT = 6.0  # shades: a strip that varies less says nothing
_OUTSIDE = 0.1  # of a reference, most that may lie outside of the picture
_SQUEEZED = 2.5  # times, most by which a place may be narrower than the reference

Shades = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, eq=False)
class Features:
    """A picture's features and the picture: places, turns (degrees), sizes (octaves)."""

    shades: Grey
    points: Shades
    turns: Shades
    octaves: Shades
    descriptors: Shades


class Shape(NamedTuple):
    """A reference to be looked for, as it is and inverted."""

    plain: Features
    inverted: Features


@cache
def _sift(most: int) -> cv2.SIFT:
    cv2.setNumThreads(1)  # the visits of other sites wait too
    return cv2.SIFT.create(nfeatures=most)


def features(shades: Grey, most: int = _MOST_FEATURES) -> Features:
    """The features of a picture."""
    found, descriptors = _sift(most).detectAndCompute(shades, None)
    points = np.array([one.pt for one in found], dtype=np.float32).reshape(-1, 2)
    turns = np.array([one.angle for one in found], dtype=np.float32)
    octaves = np.log2(np.array([one.size for one in found], dtype=np.float32))
    told = np.zeros((0, 128)) if descriptors is None else descriptors
    return Features(
        shades=shades, points=points, turns=turns, octaves=octaves,
        descriptors=_rooted(np.asarray(told, np.float32)),
    )  # fmt: skip


def _rooted(descriptors: Shades) -> Shades:
    """Roots of each descriptor's shares (RootSIFT, Arandjelović and Zisserman, 2012)."""
    whole = np.maximum(descriptors.sum(axis=1, keepdims=True), 1e-6)
    return np.asarray(np.sqrt(descriptors / whole), dtype=np.float32)


def shapes(shades: Grey) -> tuple[Shape, ...]:
    """A reference made ready to be looked for: the whole, and its emblem where it has one.

    Parts of its words are none: «ПРОФЕССИОНАЛЫ» shares twelve letters with another's.
    """
    content = trimmed(shades)
    emblems = (_shape(block) for block in _blocks(content))
    rich = (one for one in emblems if len(one.plain.points) >= _RICH)
    return (_shape(content), *rich)


def _blocks(content: Grey) -> Iterator[Grey]:
    """What stands apart at an edge, beside words or above them, and is about as wide as high."""
    for axis in (0, 1):
        there = np.asarray(drawn_on(content).any(axis=axis))
        for size, is_first in ((_edge(there), True), (_edge(there[::-1]), False)):
            if size:
                along = content if axis == 0 else content.T
                block = trimmed(along[:, :size] if is_first else along[:, -size:])
                if max(block.shape) <= _SQUARE * min(block.shape):
                    yield block if axis == 0 else block.T


def _edge(there: NDArray[np.bool_]) -> int:
    """How far the first run of what is drawn reaches; 0 where no clear gap ends it."""
    gap = max(3, int(_GAP * there.size))
    for start in np.flatnonzero(~there):
        if not there[start : start + gap].any() and there[start:].any():
            return int(start)
    return 0


def _shape(part: Grey) -> Shape:
    content = _resized(part, _SIDE, _SIDE)
    framed = np.pad(content, _MARGIN, mode="edge")
    plain = features(framed, _FEATURES)
    return Shape(plain=plain, inverted=features(np.invert(framed), _FEATURES))


def place(shades: Grey) -> Features:
    """A picture made ready to be looked at."""
    return features(_resized(shades, *_LOOKED_AT))


def _resized(shades: Grey, least: int, most: int) -> Grey:
    longer = max(shades.shape)
    scale = min(max(longer, least), most) / longer
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(shades, None, fx=scale, fy=scale, interpolation=way))


def score(wanted: Shape, seen: Features) -> float:
    """How surely the picture shows the reference, 0 to 1; 0 when it does not."""
    return max(_score(wanted.plain, seen), _score(wanted.inverted, seen))


def _score(wanted: Features, seen: Features) -> float:
    pairs = _of_one_pose(_pairs(wanted, seen), wanted, seen)
    if len(pairs) < _INLIERS:
        return 0.0
    there, here = wanted.points[pairs[:, 0]], seen.points[pairs[:, 1]]
    found, agreed = cv2.findHomography(here, there, cv2.RANSAC, 4.0, maxIters=500)
    if found is None:
        return 0.0
    way = np.asarray(found, dtype=np.float64)
    if not _is_sane(way, wanted.shades.shape, seen.shades.shape):
        return 0.0
    if int(agreed.sum()) < _INLIERS:
        return 0.0
    first = _verified(wanted.shades, _laid_over(seen.shades, way, wanted.shades.shape))
    if first.is_alike or first.mean < _WORTH_MORE:
        return first.mean if first.is_alike else 0.0
    nearer = _refined(wanted.shades, seen.shades, way)
    if nearer is None:
        return 0.0
    second = _verified(wanted.shades, _laid_over(seen.shades, nearer, wanted.shades.shape))
    return second.mean if second.is_alike else 0.0


def _refined(wanted: Grey, seen: Grey, way: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """The place moved until shades agree best (Evangelidis and Psarakis, ECC, 2008)."""
    start = np.linalg.inv(way)
    try:
        _, back = cv2.findTransformECC(
            np.asarray(cv2.GaussianBlur(wanted, (0, 0), _BLUR)),
            np.asarray(cv2.GaussianBlur(seen, (0, 0), _BLUR)),
            np.asarray(start / start[2, 2], dtype=np.float32),
            cv2.MOTION_HOMOGRAPHY,
            _STOPS,
        )
        return np.linalg.inv(np.asarray(back, dtype=np.float64))
    except (cv2.error, np.linalg.LinAlgError):  # nothing agrees better
        return None


def _pairs(wanted: Features, seen: Features) -> NDArray[np.intp]:
    """(feature of the reference, of the picture) that are alike and like no other."""
    if len(wanted.points) < 2 or len(seen.points) < 2:
        return np.zeros((0, 2), dtype=np.intp)
    likeness = wanted.descriptors @ seen.descriptors.T
    best = likeness.argmax(axis=1)
    rows = np.arange(len(best))
    first = likeness[rows, best]
    likeness[rows, best] = -1
    second = likeness.max(axis=1)
    # Descriptors have length one: the distance of two is sqrt(2 - 2 x their likeness).
    unlike = np.sqrt(np.maximum(2 - 2 * first, 0)) < _RATIO * np.sqrt(np.maximum(2 - 2 * second, 0))
    return np.column_stack([rows[unlike], best[unlike]])


def _of_one_pose(pairs: NDArray[np.intp], wanted: Features, seen: Features) -> NDArray[np.intp]:
    """The pairs of the turn and size that most of them agree on, within a bin on either side."""
    if not len(pairs):
        return pairs
    turned = (seen.turns[pairs[:, 1]] - wanted.turns[pairs[:, 0]]) % 360
    grown = seen.octaves[pairs[:, 1]] - wanted.octaves[pairs[:, 0]]
    best, most = pairs[:0], 0
    for turn in range(0, 360, _TURN):
        near = np.abs((turned - turn + 180) % 360 - 180) <= _TURN
        for octave in np.unique(np.round(grown[near])):
            agreed = near & (np.abs(grown - octave) <= _OCTAVES)
            if int(agreed.sum()) > most:
                best, most = pairs[agreed], int(agreed.sum())
    return best


def _is_sane(way: NDArray[np.float64], there: tuple[int, ...], here: tuple[int, ...]) -> bool:
    """Whether the place of the reference in the picture is a four-cornered one, not a fold."""
    try:
        back = np.linalg.inv(way)
    except np.linalg.LinAlgError:
        return False
    height, width = there
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    shown = cv2.perspectiveTransform(corners.reshape(-1, 1, 2), back).reshape(-1, 2)
    if not np.isfinite(shown).all() or not cv2.isContourConvex(shown.astype(np.float32)):
        return False
    if cv2.contourArea(shown.astype(np.float32), oriented=True) <= 0:
        return False  # mirrored
    sides = np.linalg.norm(np.roll(shown, -1, axis=0) - shown, axis=1)
    across, down = (sides[0] + sides[2]) / width, (sides[1] + sides[3]) / height
    even = max(sides[0], sides[2]) < 2 * min(sides[0], sides[2])
    even = even and max(sides[1], sides[3]) < 2 * min(sides[1], sides[3])
    return bool(even and max(across, down) < _SQUEEZED * min(across, down))


def _laid_over(seen: Grey, way: NDArray[np.float64], size: tuple[int, ...]) -> Shades:
    """The picture in the reference's frame; nan where it does not reach."""
    flat = cv2.warpPerspective(seen.astype(np.float32), way, (size[1], size[0]),
                               borderMode=cv2.BORDER_CONSTANT, borderValue=(-1000.0,))  # fmt: skip
    flat[flat < 0] = np.nan
    return np.asarray(flat, dtype=np.float32)


class _Told(NamedTuple):
    """How the cells of a reference correlate, the worst tenth of them and all on average."""

    worst: float
    mean: float

    @property
    def is_alike(self) -> bool:
        """Frames of one look hold other signs: nearly each cell must correlate, and all well."""
        return self.worst >= _EACH and self.mean >= _ALL


def _verified(wanted: Grey, laid: Shades) -> _Told:
    """How well a reference correlates with what lies in its place."""
    if float(np.isnan(laid).mean()) >= _OUTSIDE:
        return _Told(0.0, 0.0)
    filled = np.where(np.isnan(laid), np.nanmedian(laid), laid)
    told = _agreement(_softened(wanted.astype(np.float32)), _softened(filled))
    return _Told(float(np.quantile(told, 0.1)), float(np.mean(told))) if told else _Told(0.0, 0.0)


def _softened(shades: Shades) -> Shades:
    return np.asarray(cv2.GaussianBlur(shades, (0, 0), _BLUR), dtype=np.float32)


def _agreement(one: Shades, other: Shades) -> list[float]:
    """The correlation of each cell of a grid laid over both; flat cells say nothing."""
    height, width = one.shape
    across, down = (12, 3) if width > 2 * height else (3, 12) if height > 2 * width else (6, 6)
    cells = [
        (here, there)
        for rows in zip(np.array_split(one, down), np.array_split(other, down), strict=True)
        for here, there in zip(*(np.array_split(row, across, 1) for row in rows), strict=True)
    ]
    told = [_correlation(here, there) for here, there in cells if here.std() >= _FLAT]
    return told if len(told) * 2 >= len(cells) else []


def _correlation(one: Shades, other: Shades) -> float:
    here, there = one - one.mean(), other - other.mean()
    size = float(np.sqrt((here * here).sum() * (there * there).sum()))
    return float((here * there).sum() / size) if size > 0 else 0.0
