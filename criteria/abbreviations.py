"""Shortened titles: «Мат.-тех. обеспечение», «Рук-во. Педсостав», «Вакантн. места»."""

from __future__ import annotations

import re
from functools import lru_cache

from site_audit.text import fold

_SMALL = frozenset({"и", "в", "на", "по", "об", "о", "для", "с", "за"})
_WORD = re.compile(r"[а-яa-z0-9.\-]+")
_SHORTEST = 2  # letters that a shortened word must keep at its beginning


@lru_cache(maxsize=4096)
def _tokens(title: str) -> tuple[str, ...]:
    words = _WORD.findall(fold(title).replace(".-", ". "))
    return tuple(word for word in words if word.strip(".-") and word.strip(".") not in _SMALL)


@lru_cache(maxsize=4096)
def _words(title: str) -> tuple[str, ...]:
    words = re.findall(r"[а-яa-z0-9]+", fold(title))
    return tuple(word for word in words if word not in _SMALL)


def _shortens(token: str, word: str) -> bool:
    bare = token.rstrip(".")
    if bare == word:
        return True
    start, hyphen, end = bare.partition("-")
    if hyphen:
        return len(start) >= _SHORTEST and word.startswith(start) and word.endswith(end)
    return token.endswith(".") and len(bare) >= _SHORTEST and word.startswith(bare)


def is_short_for(text: str, title: str) -> bool:
    """Whether ``text`` is ``title`` with words shortened by a dot or a hyphen, in their order.

    The last words of the title may be left out, the first may not.
    """
    tokens, words = _tokens(text), _words(title)
    if not tokens or not words or not _shortens(tokens[0], words[0]):
        return False
    place = 0
    for token in tokens:
        while place < len(words) and not _shortens(token, words[place]):
            place += 1
        if place == len(words):
            return False
        place += 1
    return len(tokens) > 1 or len(words) == 1


def looks_shortened(text: str) -> bool:
    """Whether a link text has a shortened word at all."""
    if "." not in text and "-" not in text:
        return False
    return bool(re.search(r"[а-яё]\.(?:\s|-|$)|[а-яё]{2,}-[а-яё]{1,4}\b", text.lower()))
