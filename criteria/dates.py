"""Dates as sites write them: 12.11.2026, 12.11.26, 12 ноября 2026, 2026-11-12 and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_RUSSIAN = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"янв(?:ар[ья])?|фев(?:рал[ья])?|март?а?|апр(?:ел[ья])?|ма[йя]|июн[ья]?|июл[ья]?"
    r"|авг(?:уста?)?|сент?(?:ябр[ья])?|окт(?:ябр[ья])?|ноя(?:бр[ья])?|дек(?:абр[ья])?"
)
_DATE = re.compile(
    r"(?:(?P<weekday>пн|вт|ср|чт|пт|сб|вс|mon|tue|wed|thu|fri|sat|sun)[а-яa-z]{0,10}, )?"
    r"(?<![\d.])(?P<day>\d{1,2})(?P<dot>[./-])(?P<month>\d{1,2})(?P=dot)(?P<year>20\d\d)(?!\d)"
    r"|(?<!\d)(?P<iso_year>20\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?!\d)"
    rf"|(?<!\d)(?P<said_day>\d{{1,2}})[ -](?P<said_month>{_MONTH})[.,]{{0,2}}[ -]"
    r"(?P<said_year>20\d\d)(?!\d)"
    rf"|\b(?P<en_month>{'|'.join(_ENGLISH)})[a-z]*\.? (?P<en_day>\d{{1,2}}),? (?P<en_year>20\d\d)\b"
    r"|(?<![\d.])(?P<short_day>[0-3]?\d)\.(?P<short_month>[01]\d)\.(?P<short_year>[0-3]\d)(?![\d.]\d)",
    re.IGNORECASE,
)
_FORMS = ("", "iso_", "said_", "en_", "short_")
_WEEKDAYS = ("пнmon", "втtue", "срwed", "чтthu", "птfri", "сбsat", "всsun")
_IN_PIECES = re.compile(  # each piece in a block of its own: the day in a circle, the month below
    rf"^(\d{{1,2}})\n({_MONTH})[.,]?[\n ](20\d\d)$", re.IGNORECASE | re.MULTILINE
)
_IN_ADDRESS = re.compile(r"/(20\d\d)/(\d\d)/(\d\d)(?=/)|(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)")


class Written(NamedTuple):
    """A date in a text, with the places where it starts and ends.

    ``short``: it has no century, and so may be the code of a speciality («08.02.14») as well.
    """

    day: date
    start: int
    end: int
    short: bool


_DIGIT = re.compile(r"\d")


def dates_in(text: str) -> Iterator[Written]:
    """The dates that stand in a text, in their order."""
    if not _DIGIT.search(text):  # spares most lines the pattern
        return
    for match in _DATE.finditer(text):
        form = next(form for form in _FORMS if match[f"{form}day"])
        year, month, day = (match[f"{form}{part}"] for part in ("year", "month", "day"))
        if form == "" and match["dot"] == "/" and match["weekday"]:
            month, day = _by_weekday(match["weekday"].lower(), year, month, day)
        found = _day(year if len(year) == 4 else f"20{year}", month, day)
        if found is not None:
            yield Written(found, *match.span(), form == "short_")


def _by_weekday(weekday: str, year: str, month: str, day: str) -> tuple[str, str]:
    """The order of month and day with which «Tue, 11/10/2026» is a Tuesday."""
    swapped = _day(year, day, month)
    named = swapped is not None and weekday in _WEEKDAYS[swapped.weekday()]
    return (day, month) if named else (month, day)


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _number(month.lower())
    try:
        return date(int(year), number, int(day))
    except ValueError:  # «31.02.2026»: somebody's slip, and no date
        return None


def _number(month: str) -> int:
    names = _ENGLISH if month.isascii() else _RUSSIAN
    return next(place for place, start in enumerate(names, 1) if month.startswith(start))


def put_together(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of a page; a date whose day, month and year are lines of their own is one line."""
    text = "\n".join(lines)
    return tuple(_IN_PIECES.sub(r"\1 \2 \3", text).split("\n"))


def date_in_address(url: str) -> date | None:
    """The day that an address names: /2026/11/12/… or …2026-11-12…"""
    match = _IN_ADDRESS.search(url) if "20" in url else None
    if match is None:
        return None
    year, month, day = (part for part in match.groups() if part)
    return _day(year, month, day)
