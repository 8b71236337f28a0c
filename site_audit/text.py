"""Text as a person reads it: one spelling for what looks the same.

Pages mix е and ё, soft hyphens, no-break spaces, typographic dashes and Latin letters that look
Cyrillic. ``fold`` brings short strings (titles, link texts) to one form; ``fold_text`` does the
cheap part of it for whole pages and keeps their structure.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff\u0301"
_LOOKALIKE = str.maketrans("AaBEeKMHOoPpCcTXxYyu3", "АаВЕеКМНОоРрСсТХхУуиЗ")
_UNSEEN = re.compile(f"[{INVISIBLE}]")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043"
_QUOTES = "«»„“”‟\"'`´′″‹›"
_ASCII_QUOTES = str.maketrans("\"'`", "   ")
_MIXED = re.compile(r"[a-z3]*[а-яё][a-zа-яё3]*", re.IGNORECASE)
_BESIDE = re.compile(r"[A-Za-z3](?:(?=[А-Яа-яЁё])|(?<=[А-Яа-яЁё].))")
_DASH = re.compile(f"[{_DASHES}]")
_SPACED = re.compile(f"[{_QUOTES}]")
_ODD = re.compile(f"[{_QUOTES}{_DASHES}{INVISIBLE}]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_HYPHEN = re.compile(r"\s*-\s*")
# Most titles are written in these signs only, of which none needs more than lower case.
_PLAIN = re.compile(r"[А-Яа-яЁё 0-24-9.,:;()!?/*+%&=-]*")
_LATIN_TOO = re.compile(r"[А-Яа-яЁё 0-9.,:;()!?/*+%&=A-Za-z-]*")


def squeeze(text: str) -> str:
    """``text`` on one line, with single spaces."""
    return " ".join(text.split())


def _unmix(match: re.Match[str]) -> str:
    word = match.group()
    cyrillic = len(_CYRILLIC.findall(word))
    plain = word.translate(_LOOKALIKE)
    all_alike = cyrillic > (len(word) < 4) and len(_CYRILLIC.findall(plain)) == len(word)
    return plain if all_alike or cyrillic < len(word) <= cyrillic * 2 else word


def _lowered(text: str) -> str:
    text = text.lower()
    if "ё" in text:
        text = text.replace("ё", "е")
    if "-" in text:
        text = _HYPHEN.sub("-", text)
    return squeeze(text) if "  " in text or text.startswith(" ") or text.endswith(" ") else text


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """A title or link text in the one form that patterns are written for.

    Lower case, е for ё, no quotes, plain hyphens without spaces around them, Latin look-alikes
    inside Cyrillic words replaced, one space between words.
    """
    if text.isascii():
        return squeeze(text.translate(_ASCII_QUOTES)).casefold()
    if _PLAIN.fullmatch(text) or (_LATIN_TOO.fullmatch(text) and not _BESIDE.search(text)):
        return _lowered(text)
    # Each step asks first whether there is anything to do: in most titles there is not.
    if _ODD.search(text):
        text = _SPACED.sub(" ", _DASH.sub("-", _UNSEEN.sub("", text)))
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    if _BESIDE.search(text):
        text = _MIXED.sub(_unmix, text)
    if "-" in text:
        text = _HYPHEN.sub("-", text)
    return squeeze(text.casefold().replace("ё", "е"))


def fold_text(text: str) -> str:
    """A page's text in lower case with plain letters; ``\\n``, ``\\t`` and ``\\f`` stay.

    Leaves look-alike letters alone: undoing them costs more than all the rest, and the headings
    and links that decide go through ``fold``.
    """
    for sign in INVISIBLE:
        if sign in text:
            text = text.replace(sign, "")
    text = text.casefold().replace("ё", "е").replace("\u00a0", " ")
    for dash in _DASHES:
        if dash in text:
            text = text.replace(dash, "-")
    return text


def lines(text: str) -> tuple[str, ...]:
    """The blocks of a page's text, each squeezed on one line, empty ones left out."""
    blocks = text.replace("\f", "\n").split("\n")
    return tuple([line for block in blocks if (line := " ".join(block.split()))])
