"""What reading a document gave, and how much of one document is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

MAX_PAGES = 200
MAX_SIGNS = 400_000
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


class Reading(NamedTuple):
    """The text of a document, page by page; ``\\n`` parts lines and table rows, ``\\t`` cells.

    ``trouble`` is a code: unknown_format, encrypted, damaged, too_large, no_text (nothing to read),
    partly_read (there is more than the bounds let us read). ``scanned`` are indices of pages that
    only a picture shows in full: what ``pages`` holds of them is the little that is text.
    """

    pages: tuple[str, ...] = ()
    trouble: str | None = None
    scanned: tuple[int, ...] = ()


class Unreadable(Exception):  # noqa: N818 - a document's property, not our error
    """A document that cannot be read; ``trouble`` is the code of ``Reading``."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def clean(text: str) -> str:
    """``text`` without signs that are no text; every line break is ``\\n``."""
    return _NOT_TEXT.sub("", _BREAK.sub("\n", text)).strip(" \n")


def within(parts: Iterable[str], count: int, signs: int = MAX_SIGNS) -> tuple[list[str], bool]:
    """The first ``count`` parts, ``signs`` long in all; and whether there was more."""
    taken: list[str] = []
    for part in parts:
        if len(taken) == count or signs <= 0:
            return taken, True
        taken.append(part[:signs])
        if len(part) > signs:
            return taken, True
        signs -= len(part)
    return taken, False


def reading_of(pages: Iterable[str]) -> Reading:
    """A reading of pages without pictures, cut to the bounds."""
    taken, cut = within(map(clean, pages), MAX_PAGES)
    return Reading(tuple(taken), "partly_read" if cut else None)
