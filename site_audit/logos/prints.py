"""Fingerprints of pictures: twins of other sizes, formats and colours bear nearly the same one.

64 bits by the cosine transform (Zauner, «Implementation and Benchmarking of Perceptual Image Hash
Functions», 2010) and 64 by the differences of neighbours; either alone takes strangers for twins.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from site_audit.logos.raster import Grey, trimmed

_SIDE = 32
_PLAIN = 3.0  # shades
_KEPT = 8


def _cosines() -> NDArray[np.float64]:
    """The matrix of the discrete cosine transform (type II) of ``_SIDE`` samples."""
    place = np.arange(_SIDE)
    waves = np.cos(np.pi * np.outer(place[: _KEPT + 1], 2 * place + 1) / (2 * _SIDE))
    return np.asarray(waves, dtype=np.float64)


_WAVES = _cosines()


def fingerprint(shades: Grey) -> str:
    """32 hexadecimal digits of a picture; empty for a plain one, which is like all others.

    The inverted picture bears nearly the inverted print, which counts as its twin.
    """
    if shades.std() < _PLAIN:
        return ""
    content = Image.fromarray(trimmed(shades))
    small = np.asarray(content.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS), dtype=np.float64)
    strengths = (_WAVES @ small @ _WAVES.T)[1 : _KEPT + 1, 1 : _KEPT + 1].ravel()
    cosine = strengths > np.median(strengths)
    tiny = np.asarray(content.resize((_KEPT + 1, _KEPT), Image.Resampling.BOX), dtype=np.int16)
    neighbours = (np.diff(tiny, axis=1) > 0).ravel()
    return f"{_packed(cosine)}{_packed(neighbours)}"


def _packed(bits: NDArray[np.bool_]) -> str:
    return np.packbits(bits).tobytes().hex()
