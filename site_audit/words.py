"""Words: Russian numbers, dates, plurals and order, the same in every output.

Also ``plain``, which makes foreign text harmless to the eye before any format escapes it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache

MOSCOW = timezone(timedelta(hours=3), "МСК")
NARROW = "\u202f"  # narrow no-break space: between thousands and before units
NBSP = "\u00a0"
REPLACEMENT = "\ufffd"
MARKS_KEPT = 4  # combining marks in a row; living languages need three

_QUOTES = dict.fromkeys(map(ord, "«»„“”‟\"'‘’‚‹›`"))
NO_CHARACTERS = frozenset("\ufffe\uffff")  # no XML may hold them
_INVISIBLE = frozenset("\u200b\ufeff\u2060")
_JOINERS = frozenset("\u00ad\u200c\u200d")
_BREAKS = re.compile(r"[ \t-\r\x85\u2028\u2029]+")  # no-break spaces stay: they hold units
_NUMBER = re.compile(r"[0-9]+")
_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")


def plural(number: Decimal | int, one: str, few: str, many: str) -> str:
    """The form that goes with a number: 1 сайт, 2 сайта, 5 сайтов, 1,5 сайта."""
    if number != int(number):
        return few
    tens, units = abs(int(number)) % 100, abs(int(number)) % 10
    if units == 1 and tens != 11:
        return one
    return few if 2 <= units <= 4 and not 12 <= tens <= 14 else many


def count_ru(number: int, one: str, few: str, many: str) -> str:
    """A number with its word: «1 500 сайтов»; they never part at the end of a line."""
    return f"{number_ru(number)}{NBSP}{plural(number, one, few, many)}"


def number_ru(number: Decimal | int | float, places: int | None = None) -> str:
    """Decimal comma, narrow spaces between thousands, a true minus; ``places`` after the comma."""
    text = f"{number:,}" if places is None else f"{number:,.{places}f}"
    return text.replace(",", NARROW).replace(".", ",").replace("-", "\u2212")


def range_ru(lower: Decimal | int, upper: Decimal | int) -> str:
    """«3–9», or «3» when both ends are the same."""
    if lower == upper:
        return number_ru(lower)
    return f"{number_ru(lower)}–{number_ru(upper)}"


def date_ru(moment: date | datetime) -> str:
    """«21.11.2026». An aware moment is told in Moscow time, a naive one as it is."""
    return f"{_moscow(moment):%d.%m.%Y}"


def moment_ru(moment: datetime) -> str:
    """«21.11.2026, 14:05 МСК»; the zone is named only when it is known."""
    zone = f"{NBSP}МСК" if moment.tzinfo else ""
    return f"{_moscow(moment):%d.%m.%Y, %H:%M}{zone}"


def _moscow(moment: date | datetime) -> date | datetime:
    aware = isinstance(moment, datetime) and moment.tzinfo is not None
    return moment.astimezone(MOSCOW) if isinstance(moment, datetime) and aware else moment


def clicks_ru(clicks: int | None) -> str:
    """How far a page is from the home page; None = no way to it was found."""
    if clicks is None:
        return "пути с главной страницы нет"
    if clicks == 0:
        return "главная страница"
    return f"{count_ru(clicks, 'клик', 'клика', 'кликов')} от главной"


def bytes_ru(size: int) -> str:
    """«312 КБ», «4,2 МБ»."""
    if size < 1_000_000:
        return f"{number_ru(-(-size // 1000))}{NBSP}КБ"
    return f"{number_ru(size / 1_000_000, 1)}{NBSP}МБ"


def seconds_ru(seconds: float) -> str:
    """«0,4 с», «12 с», «3 мин 5 с»."""
    if seconds < 10:
        return f"{number_ru(seconds, 1)}{NBSP}с"
    whole = round(seconds)
    if whole < 60:
        return f"{whole}{NBSP}с"
    minutes, rest = divmod(whole, 60)
    return f"{number_ru(minutes)}{NBSP}мин" + (f" {rest}{NBSP}с" if rest else "")


def sentence(text: str) -> str:
    """Words as a sentence: a capital at the front, a full stop at the end."""
    whole = text.strip()
    return whole[:1].upper() + whole[1:] + ("" if whole.endswith((".", "!", "?", "…")) else ".")


@lru_cache(maxsize=16384)
def collate(text: str) -> str:
    """Sorting key of Russian text: case and quotes are nothing, ё is after е, 2 before 10."""
    folded = unicodedata.normalize("NFC", text).translate(_QUOTES).casefold()
    counted = _NUMBER.sub(lambda found: found[0].zfill(9), folded)
    return " ".join(counted.split()).replace("ё", "е\U0010ffff")


def plain(text: str) -> str:
    """Foreign text as one visible line: nothing in it can hide, reorder or overprint its kin.

    Line breaks become spaces, control characters their pictures (␀ for NUL), direction marks
    and broken halves of characters U+FFFD; long stacks of combining marks are cut.
    """
    spaced = _BREAKS.sub(" ", text)
    return _MARKS.sub(_shorten, "".join(map(_visible, spaced)))


def _shorten(marks: re.Match[str]) -> str:
    return marks[0] if len(marks[0]) <= MARKS_KEPT else marks[0][:MARKS_KEPT] + "…"


def _visible(char: str) -> str:
    if " " <= char <= "~" or char in _JOINERS:
        return char
    if char < " ":
        return chr(0x2400 + ord(char))
    if char in _INVISIBLE:
        return ""
    if char in NO_CHARACTERS:
        return REPLACEMENT
    return REPLACEMENT if unicodedata.category(char) in {"Cc", "Cf", "Cs"} else char
