"""Lines of a list of news: which dates in them are the days of items, and which tell of else."""

from __future__ import annotations

import re

from criteria.dates import Written
from criteria.programmes import programmes

_OF_ELSE = re.compile(  # right before a date: «до», «приказ от», «сайт создан», «обновлено»
    r"(?:\b(?:до|с|со|по|от|к|на|не позднее|не ранее)|обновлен\w*|изменен\w*|созда\w+|updated?:?"
    r"|основан\w*|начал[оа]|окончани[ея]|завершени[ея]|срок\w*|[«(№])\W{0,3}$"
)
_PUBLISHED = re.compile(r"(?:опубликован\w*|размещен\w*|добавлен\w*|создано|дата|публикации)\W*$")
_TIMETABLE = re.compile(
    r"\b(?:начал[оа]|окончани[ея]|завершени[ея]|срок\w*|последний день|не позднее|издани[ея])"
    r" .{0,60}(?:прием|документ|заявлен|зачислен|испытан|экзамен|приказ|аттестат)"
    r"|^\W*(?:прием|подача) (?:документ|заявлен|оригинал)|вступительн\w+ испытан|зачислени[ея]"
)
_AFTER_WORDS = re.compile(  # «12 ноября 2026 Студенты …», but no «12 ноября 2026 года прошёл …»
    r"\s*(?:г\.|года?)?\s*[|·•—–:.,/-]|\s+\d\d?:\d\d|\s*[\[(]|\s*(?:г\. )?[А-ЯЁA-Z«\"]"
)
_WORD = re.compile(r"[^\W\d_]")
ALONE = 30
"""Letters beside a date that leave it a line of its own."""
_LAST_MIDDLE = 2  # number of the codes of secondary education: 01 trades, 02 specialities


def is_timetable(line: str) -> bool:
    """Whether a line tells when documents are taken in, examinations held, students enrolled."""
    return bool(_TIMETABLE.search(line.lower().replace("ё", "е")))


def is_items_day(line: str, found: Written) -> bool:
    """Whether a date in a line of a list of news is the day of an item."""
    before, after = line[: found.start], line[found.end :]
    folded = before.lower().replace("ё", "е")
    if _OF_ELSE.search(folded) and not _PUBLISHED.search(folded):
        return False
    if is_timetable(line) or _is_code(line, found):
        return False
    if is_alone(line, found) or before[-1:].isalpha() or after[:1].isalpha():
        return True  # glued to its neighbours it is an element of its own
    if not _WORD.search(before):
        numeric = not _WORD.search(line[found.start : found.end])
        return numeric or bool(_AFTER_WORDS.match(after))
    ends = not _WORD.search(after.removeprefix(" г").removeprefix("ода"))
    return ends and not before.rstrip().endswith(("-", "–", "—", ":", ","))


def _is_code(line: str, found: Written) -> bool:
    """Whether what looks like a date is the code of a speciality: the middle of one is 01 or 02."""
    return found.short and found.day.month <= _LAST_MIDDLE and bool(programmes((line,)))


def is_alone(line: str, found: Written) -> bool:
    """Whether a line is a date and hardly a word besides."""
    return len(_WORD.findall(line[: found.start] + line[found.end :])) <= ALONE
