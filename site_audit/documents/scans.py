"""Pictures of pages for reading by OCR: grey, upright, of a size that OCR likes."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from site_audit.documents.reading import MAX_PAGES, Reading, Unreadable

if TYPE_CHECKING:
    from PIL import Image

DPI = 200
MAX_PIXELS = 12_000_000
MAX_OPENED = 120_000_000  # pixels of a picture that is opened at all
_FORMATS = ("PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP")
_POINTS = 72  # to the inch


def read_picture(body: bytes) -> Reading:
    """A picture as a document: a page, of a TIFF as many as it has, and no text without OCR."""
    with _opened(body) as picture:
        frames = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    count = min(frames, MAX_PAGES)
    trouble = "partly_read" if frames > count else None
    return Reading(("",) * count, trouble, tuple(range(count)))


def pdf_page(body: bytes, number: int) -> bytes:
    """Page ``number`` (from 0) of a PDF as a grey picture, a PGM."""
    import pypdfium2

    with pypdfium2.PdfDocument(body) as pdf:
        page = pdf[number]
        width, height = page.get_size()
        most = (MAX_PIXELS / max(width * height, 1.0)) ** 0.5
        bitmap = page.render(scale=min(DPI / _POINTS, most), grayscale=True)
        return pgm(bitmap.to_pil())


def picture_page(body: bytes, number: int) -> bytes:
    """Frame ``number`` (from 0) of a picture as a grey PGM, turned as its camera says."""
    from PIL import ImageOps

    with _opened(body) as picture:
        picture.seek(number)
        picture.draft("L", None)
        upright = ImageOps.exif_transpose(picture)
        if upright.has_transparency_data:
            from PIL import Image

            upright = upright.convert("RGBA")
            paper = Image.new("RGBA", upright.size, "white")
            upright = Image.alpha_composite(paper, upright)
        grey = upright.convert("L")
    if grey.width * grey.height > MAX_PIXELS:
        scale = (MAX_PIXELS / (grey.width * grey.height)) ** 0.5
        grey = grey.resize((max(1, int(grey.width * scale)), max(1, int(grey.height * scale))))
    return pgm(grey)


def pgm(grey: Image.Image) -> bytes:
    """A grey picture in the plainest format: OCR never sees a byte that others have written."""
    return b"P5 %d %d 255\n" % grey.size + grey.convert("L").tobytes()


def _opened(body: bytes) -> Image.Image:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the bound is below
        try:
            picture = Image.open(io.BytesIO(body), formats=_FORMATS)
        except Image.DecompressionBombError as error:
            raise Unreadable("too_large") from error
    if picture.width * picture.height > MAX_OPENED:
        raise Unreadable("too_large")
    return picture
