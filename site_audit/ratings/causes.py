"""Causes: an error that many sites of one system or of one server share, and others do not.

Who keeps the system or the server may mend it for all of them at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from site_audit.ratings.failings import poor
from site_audit.ratings.ladder import Result
from site_audit.ratings.score import SCORED

FROM = 5  # sites with the error; fewer may be chance
MOST = Fraction(4, 5)  # of the sites of one kind have it
APART = Fraction(3, 10)  # and so much less often have the others
VENDOR = "vendor"  # the observation that names the system after a colon


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """``failing`` of ``sites`` of one vendor or server have an error, ``part`` of the others."""

    kind: Literal["vendor", "host"]
    name: str
    criterion: str
    sites: int
    failing: int
    part: Fraction


def causes(results: Sequence[Result], addresses: Mapping[int, str]) -> tuple[Cause, ...]:
    """Causes, most sites first; ``addresses`` are the sites' IPs by the visit's number."""
    rated = [one for one in results if one.audited]
    failing = {one.visit_id: frozenset(_failing(one)) for one in rated}
    told = {one.visit_id: frozenset(_told(one)) for one in rated}
    kinds: defaultdict[tuple[Literal["vendor", "host"], str], list[int]] = defaultdict(list)
    for one in rated:
        if name := vendor_of(one):
            kinds["vendor", name].append(one.visit_id)
        if address := addresses.get(one.visit_id):
            kinds["host", address].append(one.visit_id)
    found = [
        cause
        for (kind, name), visits in kinds.items()
        if len(visits) >= FROM
        for cause in _of_kind(kind, name, visits, _Marks(failing, told))
    ]
    return tuple(sorted(found, key=lambda one: (-one.failing, one.kind, one.name, one.criterion)))


def causes_of(result: Result, found: Iterable[Cause], address: str) -> tuple[Cause, ...]:
    """Those of the causes that are behind the errors of one site, at this IP."""
    mine = {("vendor", vendor_of(result)), ("host", address)}
    errors = set(_failing(result))
    return tuple(one for one in found if (one.kind, one.name) in mine and one.criterion in errors)


def vendor_of(result: Result) -> str:
    """The system or platform that a site is made with, empty where it was not told."""
    for one in result.verdicts:
        if one.criterion == VENDOR and one.finding.mark:
            return one.finding.because.partition(": ")[2].rstrip(".")
    return ""


@dataclass(frozen=True)
class _Marks:
    failing: Mapping[int, frozenset[str]]
    told: Mapping[int, frozenset[str]]

    def count(self, visits: Iterable[int], criterion: str) -> tuple[int, int]:
        """(failing, told) of a criterion."""
        counted = Counter(
            criterion in self.failing[one] for one in visits if criterion in self.told[one]
        )
        return counted[True], counted.total()


def _of_kind(
    kind: Literal["vendor", "host"], name: str, visits: Sequence[int], marks: _Marks
) -> Iterator[Cause]:
    inside = set(visits)
    others = [one for one in marks.told if one not in inside]
    for criterion in SCORED:
        failing, told = marks.count(visits, criterion)
        if failing < FROM or Fraction(failing, told) < MOST:
            continue
        elsewhere, checked = marks.count(others, criterion)
        part = Fraction(elsewhere, checked) if checked else Fraction(0)
        if checked and Fraction(failing, told) - part >= APART:
            yield Cause(
                kind=kind, name=name, criterion=criterion, sites=told, failing=failing, part=part
            )


def _failing(result: Result) -> Iterator[str]:
    for one in result.verdicts:
        mark = one.finding.mark
        if one.criterion in SCORED and mark is not None and mark <= poor(one.criterion):
            yield one.criterion


def _told(result: Result) -> Iterator[str]:
    return (one.criterion for one in result.verdicts if one.finding.mark is not None)
