"""One look at a picture, the cheap ways first: twins of references, likeness to them, its words."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from site_audit.documents import ocr
from site_audit.glimpse import Glimpse, How, Likeness, Line, twin_likeness
from site_audit.logos import likeness, prints, raster, reading
from site_audit.logos.raster import Grey, Pixels, Unseen
from site_audit.logos.references import Reference
from site_audit.logos.wordmark import may_spell, spells

SMALLEST = 16  # pixels of the shorter side: less is an icon or a line
_SHOWN = (320, 160)  # pixels
_LARGE_ENOUGH = 40  # pixels of the longer side
_WORDY = 12  # letters that were read, in words
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Known:
    """A reference made ready: its fingerprint and its features."""

    name: str
    print: str
    shapes: tuple[likeness.Shape, ...]


def known(reference: Reference) -> Known | None:
    """A reference made ready; None for one that is no picture."""
    try:
        pixels, _ = raster.opened(reference.body)
    except Unseen:
        return None
    if min(pixels.shape[:2]) < SMALLEST:
        return None
    shades = raster.grey(pixels)
    return Known(
        name=reference.name, print=prints.fingerprint(shades), shapes=likeness.shapes(shades)
    )


def glance(body: bytes, references: Sequence[Known], reads: bool = True) -> Glimpse:
    """What a picture shows; its words are read unless it is a reference's twin."""
    try:
        pixels, (width, height) = raster.opened(body)
    except Unseen as unseen:
        return Glimpse(trouble=str(unseen))
    seen = Glimpse(width=width, height=height)
    if min(pixels.shape[:2]) < SMALLEST or max(pixels.shape[:2]) < _LARGE_ENOUGH:
        return seen
    shades = raster.grey(pixels)
    seen = replace(seen, print=prints.fingerprint(shades), is_photo=raster.is_photo(pixels))
    shows = tuple(_twins(seen.print, references))
    if shows:
        return replace(seen, shows=shows)
    seen = replace(seen, shows=tuple(_alike(shades, references)))
    return _read(seen, pixels) if reads else seen


def small(body: bytes) -> bytes:
    """A PNG of a picture for people to look at; empty for what is no picture."""
    try:
        pixels, _ = raster.opened(body)
    except Unseen:
        return b""
    picture = Image.fromarray(pixels)
    picture.thumbnail(_SHOWN)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _twins(fingerprint: str, references: Sequence[Known]) -> Iterator[Likeness]:
    scores: dict[str, float] = {}
    for one in references:
        score = twin_likeness(fingerprint, one.print)
        scores[one.name] = max(score, scores.get(one.name, 0))
    for name, score in scores.items():
        if score:
            yield Likeness(name=name, how="twin", score=round(score, 3))


def _alike(shades: Grey, references: Sequence[Known]) -> Iterator[Likeness]:
    """The references that the picture shows, each name once."""
    place = likeness.place(shades) if references else None
    found: dict[str, Likeness] = {}
    for one in references:
        known = found.get(one.name)
        if place is None or (known is not None and known.how == "likeness"):
            continue
        for number, shape in enumerate(one.shapes):
            score = likeness.score(shape, place)
            if score:
                how: How = "emblem" if number else "likeness"
                found[one.name] = Likeness(name=one.name, how=how, score=round(score, 3))
                break
    yield from found.values()


def _read(seen: Glimpse, pixels: Pixels) -> Glimpse:
    if not ocr.available():
        return replace(seen, trouble="no_ocr")
    return replace(seen, lines=reading.lines_of(pixels, is_enough))


def is_enough(lines: Sequence[Line]) -> bool:
    """The wordmark, or other words: what was read well is not read again."""
    wordy = sum(len(word) for line in lines for word in _WORD.findall(line.text)) >= _WORDY
    return spells(lines) or (wordy and not may_spell(lines))
