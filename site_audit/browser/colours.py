"""How colourful a screen is: the measure of Hasler and Süsstrunk (2003), 0 for grey."""

from __future__ import annotations

import io
from math import hypot
from statistics import fmean, pstdev

import PIL.Image

_SIZE = (64, 36)  # pixels are enough to tell; text and noise are no colour


def colourfulness(jpeg: bytes) -> float:
    """Of a screenshot: about 15 for a sober page, 60 for a colourful one, over 110: garish."""
    with PIL.Image.open(io.BytesIO(jpeg)) as picture:
        picture.draft("RGB", (4 * _SIZE[0], 4 * _SIZE[1]))  # decoded small: a third of the time
        small = picture.convert("RGB").resize(_SIZE, PIL.Image.Resampling.BOX)
    red, green, blue = (band.tobytes() for band in small.split())
    across = [r - g for r, g in zip(red, green, strict=True)]
    down = [(r + g) / 2 - b for r, g, b in zip(red, green, blue, strict=True)]
    spread = hypot(pstdev(across), pstdev(down))
    return round(spread + 0.3 * hypot(fmean(across), fmean(down)), 1)
