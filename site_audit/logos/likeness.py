"""Whether a picture shows a reference: features that agree on one place, and shades that correlate.

Features are SIFT (Lowe, «Distinctive Image Features from Scale-Invariant Keypoints», 2004); those
alone take letters of one font for each other, so the picture is laid over the reference and each
strip of what agrees must correlate with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from site_audit.logos.raster import Grey, trimmed

_SIDE = 480  # pixels of a reference's longer side
_LOOKED_AT = (
    640,
    1000,
)  # pixels of a picture's longer side: grown to the first, shrunk to the last
_MARGIN = 12  # pixels around a reference
_FEATURES = 700  # of a reference
_MOST_FEATURES = 2500  # of a picture
_RATIO = 0.8  # Lowe's test
_INLIERS = 10
_WHOLE_INLIERS = 8
_STRIPS = 4
_CORRELATED = 0.5
_PART_CORRELATED = 0.65
_PART = 0.25  # of a reference's area, least that a part of it covers
_BLUR = 2.0  # pixels: edges need not fall on each other to a pixel
_FLAT = 6.0  # shades: a strip that varies less says nothing
_SQUEEZED = 2.5  # times, most by which a place may be narrower than the reference

Points = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, eq=False)
class Features:
    """Places and descriptors of a picture's features, and the picture."""

    shades: Grey
    points: Points
    descriptors: NDArray[np.float32]


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
    told = np.zeros((0, 128)) if descriptors is None else descriptors
    return Features(shades=shades, points=points, descriptors=_rooted(np.asarray(told, np.float32)))


def _rooted(descriptors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Roots of each descriptor's shares (RootSIFT, Arandjelović and Zisserman, 2012)."""
    whole = np.maximum(descriptors.sum(axis=1, keepdims=True), 1e-6)
    return np.asarray(np.sqrt(descriptors / whole), dtype=np.float32)


def shape(shades: Grey) -> Shape:
    """A reference made ready to be looked for."""
    content = _resized(trimmed(shades), _SIDE, _SIDE)
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
    pairs = _pairs(wanted, seen)
    if len(pairs) < _WHOLE_INLIERS:
        return 0.0
    there, here = wanted.points[pairs[:, 0]], seen.points[pairs[:, 1]]
    found, agreed = cv2.findHomography(here, there, cv2.RANSAC, 4.0, maxIters=2000)
    if found is None:
        return 0.0
    way = np.asarray(found, dtype=np.float64)
    if not _is_sane(way, wanted.shades.shape, seen.shades.shape):
        return 0.0
    inliers = there[agreed.ravel() == 1]
    if len(inliers) < _WHOLE_INLIERS:
        return 0.0
    return _verified(wanted.shades, _laid_over(seen.shades, way, wanted.shades.shape), inliers)


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


def _laid_over(seen: Grey, way: NDArray[np.float64], size: tuple[int, ...]) -> NDArray[np.float32]:
    """The picture in the reference's frame; nan where it does not reach."""
    flat = cv2.warpPerspective(seen.astype(np.float32), way, (size[1], size[0]),
                               borderMode=cv2.BORDER_CONSTANT, borderValue=(-1000.0,))  # fmt: skip
    flat[flat < 0] = np.nan
    return np.asarray(flat, dtype=np.float32)


def _verified(wanted: Grey, laid: NDArray[np.float32], inliers: Points) -> float:
    """The least correlation of the strips of the whole reference, or of a telling part of it."""
    outside = float(np.isnan(laid).mean())
    if outside == 1:
        return 0.0
    blurred = _softened(wanted.astype(np.float32))
    softened = _softened(np.where(np.isnan(laid), np.nanmedian(laid), laid))
    whole = _least(blurred, softened)
    if whole >= _CORRELATED and outside < 0.1:
        return whole
    left, top = np.floor(inliers.min(axis=0)).astype(int)
    right, bottom = np.ceil(inliers.max(axis=0)).astype(int)
    covers = (right - left) * (bottom - top) / wanted.size
    if len(inliers) < _INLIERS or covers < _PART:
        return 0.0
    frame = (slice(max(top, 0), bottom), slice(max(left, 0), right))
    part = _least(blurred[frame], softened[frame])
    return part if part >= _PART_CORRELATED else 0.0


def _softened(shades: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(cv2.GaussianBlur(shades, (0, 0), _BLUR), dtype=np.float32)


def _least(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """The least correlation of strips across the longer side; flat ones say nothing."""
    along = 1 if one.shape[1] >= one.shape[0] else 0
    strips = zip(np.array_split(one, _STRIPS, along), np.array_split(other, _STRIPS, along),
                 strict=True)  # fmt: skip
    told = [_correlation(*pair) for pair in strips if pair[0].std() >= _FLAT]
    return min(told) if len(told) * 2 >= _STRIPS else 0.0


def _correlation(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    here, there = one - one.mean(), other - other.mean()
    size = float(np.sqrt((here * here).sum() * (there * there).sum()))
    return float((here * there).sum() / size) if size > 0 else 0.0
