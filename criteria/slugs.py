"""Transliterated addresses: one skeleton for all the schools of writing Russian in Latin letters.

``/sveden/paid_edu``, ``platnye-obrazovatelnye-uslugi``, ``platnyie_obrazovatelnyie_uslugi`` and the
percent-encoded Russian title should be told as one and the same.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from site_audit.address import path_of
from site_audit.text import fold

_RUSSIAN = "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я"
_LATIN = "a b v g d e zh z i i k l m n o p r s t u f h c ch sh sh _ i _ e u a"
_LETTERS = str.maketrans(dict(zip(_RUSSIAN.split(), _LATIN.split(), strict=True)))
_SPELLED_ALIKE = (
    "shch>sh shh>sh sch>sh kh>h ts>c tc>c cz>c x>h w>v "
    "yu>u ju>u iu>u ya>a ja>a ia>a yo>e jo>e ye>e je>e"
)
_SPELLINGS = tuple(tuple(pair.split(">")) for pair in _SPELLED_ALIKE.split(" "))
_SUFFIX = re.compile(r"\.(?:php|html?|aspx?|jsp|shtml)$", re.IGNORECASE)
_INDEX = re.compile(r"^(?:index|default|main|\d+-\d+)$", re.IGNORECASE)  # «/0-12» ends uCoz's pages
_NUMBERED = re.compile(r"^\d+[-_](?=\D)|[-_]20\d\d$")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_LATIN = re.compile(r"[^a-z0-9]+")
_VOWELS = re.compile(r"[yji]+")
ALIKE = 0.87


@lru_cache(maxsize=16384)
def skeleton(text: str) -> str:
    """Consonants and plain vowels of a slug or of a Russian title, words parted by one space."""
    latin = fold(text).replace("_", " ").translate(_LETTERS)
    words = _NO_LATIN.sub(" ", latin.replace("_", ""))
    for one, other in _SPELLINGS:
        words = words.replace(one, other)
    words = _VOWELS.sub("i", words)
    return " ".join(word.rstrip("i") or word for word in words.split())


def segments(url: str) -> tuple[str, ...]:
    """The path of an address as slugs, the names of index files and suffixes left out."""
    path = path_of(url).partition("?")[0]
    parts = (_SUFFIX.sub("", part) for part in path.split("/") if part)
    return tuple(part for part in parts if not _INDEX.match(part))


def last_segment(url: str) -> str:
    """The last of an address's ``segments``, empty when it has none."""
    path = path_of(url).partition("?")[0]
    for part in reversed(path.split("/")):
        slug = _SUFFIX.sub("", part) if "." in part else part
        if slug and not _INDEX.match(slug):
            return _NUMBERED.sub("", slug)
    return ""


def parted(slug: str) -> str:
    """``VacantPlaces`` with a hyphen at each hump."""
    return _HUMP.sub("-", slug)


def alike(slug: str, title: str) -> bool:
    """Whether a skeleton is a spelling of another: a cut one of many words, or nearly equal."""
    if slug == title:
        return True
    if len(title) < 8 or abs(len(slug) - len(title)) > max(len(slug), len(title)) * 0.25:
        return len(slug) >= 16 and title.startswith(slug)
    return SequenceMatcher(None, slug, title).ratio() >= ALIKE
