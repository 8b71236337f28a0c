"""Text of a PDF by pdfium, and which of its pages show more than their text says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from site_audit.documents.reading import MAX_PAGES, Reading, Unreadable, clean, within

LETTERS_OF_A_CAPTION = 15
LETTERS_OF_A_STAMP = 500
"""An electronic signature is text printed over a scanned page; a page of text has thrice that."""
_MOST_OF_THE_PAGE = 0.5
_CURVES = 200  # a page of letters drawn as curves has thousands, a frame or a diagram a few dozens
_PASSWORD, _SECURITY = 4, 5  # pdfium's codes of errors
# A hyphen at the end of a line, which pdfium takes away with the break. It belongs to the word in
# «материально-технический» and before a capital or a figure.
_BROKEN_HYPHEN = "[\x02\ufffe](?:\r?\n)?"
_KEPT_HYPHEN = re.compile(
    rf"(?<=\w{{4}}[нквт]о){_BROKEN_HYPHEN}(?=\w{{6}})|{_BROKEN_HYPHEN}(?=[A-ZА-ЯЁ\d])"
)
_LOST_HYPHEN = re.compile(_BROKEN_HYPHEN)
_LETTER = re.compile(r"[^\W\d_]")
# Letters of a font without a map to Unicode: private ones, or windows-1251 shown as Latin-1.
_FOREIGN = re.compile("[\u00a1-\u00ff\ue000-\uf8ff\ufffd]")


def read_pdf(body: bytes) -> Reading:
    """The text of each page in the order of its drawing, which is the order of reading in most."""
    with _opened(body) as pdf:
        found: list[tuple[int, bool]] = []
        taken, cut = within(_texts(pdf, found), MAX_PAGES)
    broken = any(is_broken for _, is_broken in found)
    scanned = tuple(number for number, is_broken in found if not is_broken and number < len(taken))
    return Reading(tuple(taken), "partly_read" if cut or broken else None, scanned)


def _opened(body: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (_PASSWORD, _SECURITY)
        raise Unreadable("encrypted" if locked else "damaged") from error


def _texts(pdf: Any, found: list[tuple[int, bool]]) -> Iterator[str]:
    """Texts of pages; puts in ``found`` those that are scans, and those that do not open."""
    import pypdfium2

    for number in range(len(pdf)):
        try:
            page = pdf[number]
            text = page.get_textpage().get_text_bounded()
        except pypdfium2.PdfiumError:
            found.append((number, True))
            yield ""
            continue
        text = clean(_LOST_HYPHEN.sub("", _KEPT_HYPHEN.sub("-", text)))
        if _shows_more(page, text):
            found.append((number, False))
            text = "" if _is_garbled(text) else text
        page.close()
        yield text


def _shows_more(page: Any, text: str) -> bool:
    letters = len(_LETTER.findall(text[: 4 * LETTERS_OF_A_STAMP]))
    if letters >= LETTERS_OF_A_STAMP:
        return _is_garbled(text)
    pictured, curves = _drawn(page)
    if letters >= LETTERS_OF_A_CAPTION:
        return pictured > _MOST_OF_THE_PAGE or _is_garbled(text)
    return pictured > 0 or curves >= _CURVES


def _is_garbled(text: str) -> bool:
    return 2 * len(_FOREIGN.findall(text)) > len(_LETTER.findall(text)) >= LETTERS_OF_A_CAPTION


def _drawn(page: Any) -> tuple[float, int]:
    """The share of the page that pictures cover, and the number of its curves."""
    from pypdfium2 import raw

    width, height = page.get_size()
    area, curves = 0.0, 0
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH]):
        if shape.type == raw.FPDF_PAGEOBJ_PATH:
            curves += 1
            continue
        left, bottom, right, top = shape.get_bounds()
        area += abs((right - left) * (top - bottom))
    return area / max(width * height, 1.0), curves
