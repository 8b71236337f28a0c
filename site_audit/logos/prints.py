"""Fingerprints of pictures: twins of other sizes, formats and colours bear nearly the same one.

64 bits by the cosine transform (Zauner, «Implementation and Benchmarking of Perceptual Image Hash
Functions», 2010) and 64 by the differences of neighbours; either alone takes strangers for twins.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from site_audit.logos.raster import Grey, trimmed

DIGITS = 32
_SIDE = 32
_KEPT = 8
_COSINE = 5  # bits of 64 in which twins may differ
_NEIGHBOURS = 6


def _cosines() -> NDArray[np.float64]:
    """The matrix of the discrete cosine transform (type II) of ``_SIDE`` samples."""
    place = np.arange(_SIDE)
    waves = np.cos(np.pi * np.outer(place[: _KEPT + 1], 2 * place + 1) / (2 * _SIDE))
    return np.asarray(waves, dtype=np.float64)


_WAVES = _cosines()


def fingerprint(shades: Grey) -> str:
    """32 hexadecimal digits of a picture, light and dark alike: the inverted one bears the same."""
    content = Image.fromarray(trimmed(shades))
    small = np.asarray(content.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS), dtype=np.float64)
    strengths = (_WAVES @ small @ _WAVES.T)[1 : _KEPT + 1, 1 : _KEPT + 1].ravel()
    cosine = strengths > np.median(strengths)
    tiny = np.asarray(content.resize((_KEPT + 1, _KEPT), Image.Resampling.BOX), dtype=np.int16)
    neighbours = (np.diff(tiny, axis=1) > 0).ravel()
    return f"{_packed(cosine)}{_packed(neighbours)}"


def _packed(bits: NDArray[np.bool_]) -> str:
    return np.packbits(bits).tobytes().hex()


def are_twins(one: str, other: str) -> bool:
    """Whether two fingerprints are of one picture."""
    return likeness(one, other) > 0


def likeness(one: str, other: str) -> float:
    """How near two fingerprints are: 1 the same, 0 strangers; an inverted picture is a twin."""
    if len(one) != DIGITS or len(other) != DIGITS:
        return 0.0
    cosine = int(one[:16], 16) ^ int(other[:16], 16)
    neighbours = int(one[16:], 16) ^ int(other[16:], 16)
    far = min(cosine.bit_count(), 64 - cosine.bit_count())
    near = min(neighbours.bit_count(), 64 - neighbours.bit_count())
    if far > _COSINE or near > _NEIGHBOURS:
        return 0.0
    return 1.0 - (far + near) / (2 * (_COSINE + _NEIGHBOURS))
