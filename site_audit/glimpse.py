"""What is seen on a picture: facts, from which criteria tell logos."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PROJECT = "professionalitet"
EMPLOYERS = "employers"
OTHERS = "others"

How = Literal["twin", "likeness"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Likeness:
    """A reference that a picture shows: ``name`` is professionalitet, employers/…, or others/….

    ``how``: ``twin``, the same picture in another size or format; ``likeness``, its features are
    there and correlate. ``score`` is 0 to 1.
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

    ``print`` are 32 hexadecimal digits by which twins know each other; ``is_photo`` says that it is
    no drawing. ``trouble`` is why it was not seen, or not to the end: not_a_picture, too_large,
    too_slow, reader_died, budget, no_ocr.
    """

    width: int = 0
    height: int = 0
    print: str = ""
    is_photo: bool = False
    shows: tuple[Likeness, ...] = ()
    lines: tuple[Line, ...] = ()
    trouble: str | None = None
