"""File names: words as a file may be called on every system, and no two alike in one folder."""

from __future__ import annotations

import re
import unicodedata

from site_audit.words import plain

LONGEST = 100  # signs, the ending with them
MOST_BYTES = 220  # file systems stop at 255

_FORBIDDEN = re.compile('[<>:"/\\\\|?*\ufffd\u2400-\u243f]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
_QUOTES = str.maketrans(dict.fromkeys('«»„“”"', ""))


class FileNames:
    """The names given so far in one folder; large and small letters are the same there."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def name(self, title: str, ending: str) -> str:
        """«Кластер машиностроения.docx»; the second of that name gets « (2)»."""
        number, name = 1, safe_name(title, ending)
        while _folded(name) in self._given:
            number += 1
            name = safe_name(title, f" ({number}){ending}")
        self._given.add(_folded(name))
        return name


def safe_name(title: str, ending: str) -> str:
    """A title as a file's name, ``ending`` («.docx») kept whole."""
    words = unicodedata.normalize("NFC", plain(title)).translate(_QUOTES)
    stem = " ".join(_FORBIDDEN.sub(" ", words).split()).strip(" .-") or "без названия"
    if _DEVICES.fullmatch(stem):
        stem = f"{stem} (имя)" if "." not in stem else f"файл {stem}"
    while len(stem + ending) > LONGEST or len((stem + ending).encode()) > MOST_BYTES:
        stem = stem[:-1]
    return stem.rstrip(" .-") + ending


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
