"""Fingerprints of pictures: twins of other sizes, formats and colours bear nearly the same one.

64 bits by the cosine transform (Zauner, «Implementation and Benchmarking of Perceptual Image Hash
Functions», 2010) and 128 by the differences of neighbours, fine enough to part two words that are
set alike; either alone takes strangers for twins.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from site_audit.logos.raster import Grey, ground, trimmed

_SIDE = 32
_PLAIN = 3.0  # shades
_STEP = 8  # shades, more than a JPEG changes: flat neighbours stay equal in every format
_KEPT = 8
_GRID = (16, 8)  # cells across and down
_DARK = 127  # shades


def _cosines() -> NDArray[np.float64]:
    """The matrix of the discrete cosine transform (type II) of ``_SIDE`` samples."""
    place = np.arange(_SIDE)
    waves = np.cos(np.pi * np.outer(place[: _KEPT + 1], 2 * place + 1) / (2 * _SIDE))
    return np.asarray(waves, dtype=np.float64)


_WAVES = _cosines()


def fingerprint(shades: Grey) -> str:
    """48 hexadecimal digits of a picture; empty for a plain one, which is like all others.

    A picture on a dark ground is printed as its negative: flat parts are equal in both.
    """
    if shades.std() < _PLAIN:
        return ""
    content = Image.fromarray(trimmed(shades if ground(shades) > _DARK else 255 - shades))
    small = np.asarray(content.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS), dtype=np.float64)
    strengths = (_WAVES @ small @ _WAVES.T)[1 : _KEPT + 1, 1 : _KEPT + 1].ravel()
    cosine = strengths > np.median(strengths)
    tiny = np.asarray(
        content.resize((_GRID[0] + 1, _GRID[1]), Image.Resampling.BOX), dtype=np.int16
    )
    neighbours = (np.diff(tiny, axis=1) > _STEP).ravel()
    return f"{_packed(cosine)}{_packed(neighbours)}"


def _packed(bits: NDArray[np.bool_]) -> str:
    return np.packbits(bits).tobytes().hex()
