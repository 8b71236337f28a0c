"""What is seen on a picture: facts, from which criteria tell logos."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PROJECT = "professionalitet"
EMPLOYERS = "employers"
OTHERS = "others"

How = Literal["twin", "likeness", "emblem", "decision"]
_DIGITS = 48
# Bits in which twins may differ. At these no two strangers of the drawn set are twins, and five of
# six of half the size are; looser ones took other words in the same place for twins.
_COSINE = 8  # of 64
_NEIGHBOURS = 6  # of 128


@dataclass(frozen=True, kw_only=True, slots=True)
class Likeness:
    """A reference that a picture shows: ``name`` is professionalitet, employers/…, or others/….

    ``how``: ``twin``, the same picture in another size or format; ``likeness``, its features are
    there and correlate; ``emblem``, those of its emblem without its words; ``decision``, a person
    said so of a twin. ``score`` is 0 to 1.
    """

    name: str
    how: How
    score: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of words that was read on a picture; sizes are shares of the picture's."""

    text: str
    width: float
    height: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Glimpse:
    """What was seen on a picture of ``width`` × ``height`` pixels.

    ``print`` are 48 hexadecimal digits by which twins know each other; ``is_photo`` says that it is
    no drawing. ``trouble`` is why it was not seen, or not to the end: not_a_picture, too_large,
    too_slow, reader_died, budget, no_ocr, no_fonts.
    """

    width: int = 0
    height: int = 0
    print: str = ""
    is_photo: bool = False
    shows: tuple[Likeness, ...] = ()
    lines: tuple[Line, ...] = ()
    trouble: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What a person saw on a picture: ``shows`` as in ``Likeness``, for all that bear the print."""

    print: str
    shows: str


def twin_likeness(one: str, other: str) -> float:
    """How near two prints are: 1 the same, 0 strangers; an inverted picture is a twin."""
    if len(one) != _DIGITS or len(other) != _DIGITS:
        return 0.0
    cosine = int(one[:16], 16) ^ int(other[:16], 16)
    neighbours = int(one[16:], 16) ^ int(other[16:], 16)
    far = min(cosine.bit_count(), 64 - cosine.bit_count())
    near = min(neighbours.bit_count(), 128 - neighbours.bit_count())
    if far > _COSINE or near > _NEIGHBOURS:
        return 0.0
    return 1.0 - (far + near) / (2 * (_COSINE + _NEIGHBOURS))
