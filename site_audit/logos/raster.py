"""A picture of any format as pixels, within bounds; a transparent one on a ground that shows it."""

from __future__ import annotations

import gzip
import io
import re
import warnings
import zlib
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFont

Pixels = NDArray[np.uint8]
"""Height × width × 3, red, green, blue."""
Grey = NDArray[np.uint8]
"""Height × width."""

LONGEST = 1200  # pixels of the longer side
MAX_OPENED = 60_000_000  # pixels of a picture that is opened at all
MAX_SVG = 1 << 21  # bytes
_MAX_UNPACKED = 1 << 23
_TALLEST = 1e6  # times, most by which a drawing is higher than wide: it is a pixel wide at least
_SVG_LONGEST = 800  # pixels: shadows and glows are dear to draw
_SVG_TAG = re.compile(r"<svg\b[^>]*>", re.IGNORECASE)
_NUMBER = r"([0-9]+(?:\.[0-9]+)?)"
_VIEW_BOX = re.compile(rf"viewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+{_NUMBER}[\s,]+{_NUMBER}")
_SVG_SIZE = re.compile(rf"\b(?:width|height)\s*=\s*[\"']{_NUMBER}(?:px)?[\"']")
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "ICO", "AVIF", "TIFF")
_WAY_OUT = re.compile(r"""((?:xlink:)?href\s*=\s*)(["'])(?!#|data:)(?:(?!\2).)*\2""", re.IGNORECASE)
# Fonts that the set-up brings: without one of them words of a drawing are drawn as nothing.
_SANS, _SERIF = "DejaVu Sans", "DejaVu Serif"
_FONT_FILE = "DejaVuSans.ttf"
_WORDS = re.compile(r"<(?:\w+:)?text\b")
_PLAIN = 24  # of 255: grounds whose shades differ less are one ground


class Unseen(Exception):  # noqa: N818 - what strangers publish, not an error of ours
    """A picture that cannot be looked at; the text is the trouble's code."""


def opened(body: bytes) -> tuple[Pixels, tuple[int, int]]:
    """The pixels of a picture, the longer side ≤ ``LONGEST``, and its own (width, height).

    Raises Unseen: not_a_picture, too_large; no_fonts for words that could not be drawn.
    """
    if is_svg(body):
        picture = _from_svg(body)
        size = picture.size
    else:
        picture, size = _from_raster(body)
    if picture.has_transparency_data:
        picture = _grounded(picture.convert("RGBA"))
    return np.asarray(picture.convert("RGB")), size


def is_svg(body: bytes) -> bool:
    """Whether these bytes are a drawing in SVG, packed or not."""
    return body[:2] == b"\x1f\x8b" or b"<svg" in body[:4096].lower()


def _from_svg(body: bytes) -> Image.Image:
    import resvg_py

    text = _unpacked(body).decode("utf-8", "replace")
    text = _WAY_OUT.sub(r"\1\2\2", text)  # what lies elsewhere is no part of the drawing
    has_words = _WORDS.search(text) is not None
    if has_words and not has_fonts():
        raise Unseen("no_fonts")
    try:
        drawn = resvg_py.svg_to_bytes(
            svg_string=text, width=_svg_width(text), skip_system_fonts=not has_words,
            font_family=_SANS, sans_serif_family=_SANS, serif_family=_SERIF,
        )  # fmt: skip
    except ValueError as error:
        raise Unseen("not_a_picture") from error
    picture = Image.open(io.BytesIO(drawn), formats=("PNG",))
    picture.thumbnail((LONGEST, LONGEST))
    return picture


@cache
def has_fonts() -> bool:
    """Whether the fonts are there that words of drawings are drawn in."""
    try:
        ImageFont.truetype(_FONT_FILE)
    except OSError:
        return False
    return True


def _svg_width(text: str) -> int:
    """How wide to draw an SVG so that its longer side has ``_SVG_LONGEST`` pixels."""
    opening = _SVG_TAG.search(text)
    given = opening.group() if opening else ""
    box = _VIEW_BOX.search(given)
    sides = box.groups() if box else tuple(one.group(1) for one in _SVG_SIZE.finditer(given))
    width, height = (float(side) for side in sides[:2]) if len(sides) > 1 else (2.0, 1.0)
    if not (width > 0 and 0 < height <= _TALLEST * width):
        raise Unseen("not_a_picture")
    return max(1, round(_SVG_LONGEST * min(1.0, width / height)))


def _unpacked(body: bytes) -> bytes:
    if body[:2] == b"\x1f\x8b":
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as packed:
            try:
                body = packed.read(_MAX_UNPACKED)
            except (OSError, EOFError, zlib.error) as error:
                raise Unseen("not_a_picture") from error
    if len(body) > MAX_SVG:
        raise Unseen("too_large")
    return body


def _from_raster(body: bytes) -> tuple[Image.Image, tuple[int, int]]:
    from PIL import ImageOps

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd pictures; the bound is below
        try:
            picture = Image.open(io.BytesIO(body), formats=_FORMATS)
            size = picture.size
            if size[0] * size[1] > MAX_OPENED:
                raise Unseen("too_large")
            picture.draft("RGB", (LONGEST, LONGEST))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST, LONGEST))
        except Image.DecompressionBombError as error:
            raise Unseen("too_large") from error
        except (OSError, ValueError, SyntaxError, EOFError, RuntimeError) as error:
            raise Unseen("not_a_picture") from error
    return upright, size


def _grounded(picture: Image.Image) -> Image.Image:
    """A transparent picture on white, or on black where what it shows is light."""
    pixels = np.asarray(picture)
    seen = pixels[pixels[..., 3] > 128][:, :3]
    light = seen.size > 0 and float(np.median(seen)) > 160
    ground = Image.new("RGBA", picture.size, "black" if light else "white")
    return Image.alpha_composite(ground, picture)


def grey(pixels: Pixels) -> Grey:
    """The brightness of each pixel (ITU-R 601)."""
    weighed = pixels @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    return weighed.astype(np.uint8)


def ground(shades: Grey) -> int:
    """The shade that most of the edge shows."""
    return int(np.median(np.concatenate([shades[0], shades[-1], shades[:, 0], shades[:, -1]])))


def drawn_on(shades: Grey) -> NDArray[np.bool_]:
    """Where something is drawn: shades unlike the ground's."""
    return np.asarray(np.abs(shades.astype(np.int16) - ground(shades)) > _PLAIN)


def trimmed(shades: Grey) -> Grey:
    """The picture without the even margin around what it shows."""
    there = drawn_on(shades)
    rows, columns = np.flatnonzero(there.any(axis=1)), np.flatnonzero(there.any(axis=0))
    if rows.size < 8 or columns.size < 8:
        return shades
    return shades[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def is_photo(pixels: Pixels) -> bool:
    """Whether it is a photograph: its shades change everywhere, a drawing has plain parts."""
    step = max(1, max(pixels.shape[:2]) // 300)
    small = pixels[::step, ::step].astype(np.int16)
    if min(small.shape[:2]) < 8:
        return False
    change = np.abs(np.diff(small, axis=1)).max(axis=2)
    return float(np.mean(change > 3)) > 0.5
