"""The year of admission that the admission section speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from criteria.decide import CARRIERS, decide, looked, without_section
from criteria.role_words import ADMISSION_RULES, PROGRAMMES
from criteria.section import Section, admission
from criteria.sheet import Part
from site_audit.model import Evidence, Finding, Rules, Snapshot
from site_audit.text import fold
from site_audit.words import MOSCOW

_TELLS = re.compile(
    r"\bпри[еи]м|\bнабор|поступ(?:лени|ающ|ить)|абитуриент|учебн\w+ год|\bуч\. ?год|\bкцп\b"
    r"|контрольн\w+ цифр|вступительн\w+ испытан|зачислен"
)
_YEAR = re.compile(r"(?<![\d№])(20\d\d)(?:[/-](?:20)?\d\d(?=\D|$))?(?!\d)")
_BARE = re.compile(
    r"(?:на |в )?20\d\d(?: ?[/-] ?(?:20)?\d\d)?(?: ?(?:г\.?|год\w*|уч\w*\.? год\w*))?"
)
_OF_PAPERS = re.compile(  # the year of an order or a law, of a right to print
    r"\bот ?[«\"]?\d{1,2}[»\"]?[. ](?:\d{1,2}|[а-я]+)[. ]20\d\d|20\d\d ?(?:г\w*\.?)? ?(?:№|n )"
    r"|[©(]c?\)? ?20\d\d(?:[/-]20\d\d)?|\bв ред\w*\.? .{0,20}20\d\d"
)
_FAR = 2  # years ahead: what is later is a plan («до 2030 года») and no admission
_MARCH = 3  # rules of admission are published up to the 1st of March (order 457 of 2020, item 18.1)
_CARRIERS = CARRIERS | {ADMISSION_RULES, PROGRAMMES}


class _Named(NamedTuple):
    year: int
    evidence: Evidence


def admission_year(snapshot: Snapshot, rules: Rules) -> Finding:
    """The newest year of admission that the section names, against the one that goes on."""
    section = admission(snapshot)
    without = without_section(section, snapshot, "")
    if without is not None:
        unnamed = _unnamed(without.because, without.evidence)
        return without if without.mark is None else unnamed
    due = _due(snapshot.taken_at)
    named = [one for one in _years(section) if one.year <= due + _FAR]
    if not named:
        because = "Раздел для поступающих не называет года приёма."
        return _unnamed(because, looked(section))
    newest = max(named, key=lambda one: one.year)
    return decide(section, _current(newest, due), _past(newest, due), _CARRIERS)


def _due(taken_at: datetime) -> int:
    """The admission that a site must show at least: this year's from March on."""
    day = taken_at.astimezone(MOSCOW)
    return day.year if day.month >= _MARCH else day.year - 1


def _current(newest: _Named, due: int) -> tuple[Finding, ...]:
    if newest.year < due:
        return ()
    because = f"Раздел для поступающих говорит о приёме {newest.year} года."
    return (Finding(mark=1, reason="year_named", because=because, evidence=(newest.evidence,)),)


def _past(newest: _Named, due: int) -> Finding:
    because = (
        f"Раздел для поступающих говорит о приёме {newest.year} года: о приёме {due} года "
        "в нём ничего не найдено."
    )
    return Finding(mark=0, reason="year_past", because=because, evidence=(newest.evidence,))


def _unnamed(because: str, evidence: tuple[Evidence, ...]) -> Finding:
    return Finding(mark=None, reason="year_unnamed", because=because, evidence=evidence)


def _years(section: Section) -> Iterator[_Named]:
    for entrance in section.entrances:
        if entrance.mark == 1:
            yield from (_Named(year, entrance.evidence[0]) for year in _in_line(entrance.name))
    for part in section.parts:
        yield from (_Named(year, part.evidence()) for year in _in_line(part.title))
        if not part.is_document:
            yield from _on_page(part)


def _on_page(part: Part) -> Iterator[_Named]:
    for heading in part.headings:
        if _BARE.fullmatch(heading):
            yield from (_Named(year, part.evidence(quote=heading)) for year in _in_line(heading))
    for number, line in enumerate(part.lines):
        if "20" in line and (_TELLS.search(line) or _BARE.fullmatch(line)):
            yield from (_Named(year, part.evidence(number)) for year in _in_line(line))


def _in_line(line: str) -> Iterator[int]:
    """Years of admission in a line; of «2026/2027» the first, when the studies begin."""
    said = _OF_PAPERS.sub(" ", fold(line))
    yield from (int(match[1]) for match in _YEAR.finditer(said))
