"""Reading with an end: the texts of elements inside each other cost their length every time."""

from __future__ import annotations

from selectolax.lexbor import LexborNode


class Patience:
    """Reads the texts of elements until it has read ``signs`` of them; then there is no more."""

    def __init__(self, signs: int) -> None:
        self._left = signs

    def text(self, node: LexborNode) -> str:
        """The whole text of an element, or nothing."""
        if self._left <= 0:
            return ""
        text = node.text()
        self._left -= len(text)
        return text
