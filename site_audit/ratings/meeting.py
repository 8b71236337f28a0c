"""Meeting: all that people see and decide on together, reckoned once for all outputs.

Deck, PDF, workbook, letters and web report show these figures and reckon none of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from typing import Literal

from site_audit.ratings.agreement import Agreement
from site_audit.ratings.causes import Cause
from site_audit.ratings.failings import CommonError
from site_audit.ratings.ladder import Ladder, Result
from site_audit.ratings.moves import Moves
from site_audit.ratings.rank import Ranking
from site_audit.ratings.score import Rating, Share
from site_audit.ratings.trend import Point
from site_audit.store.instructions import Instruction
from site_audit.store.overrides import Override
from site_audit.store.targets import Target
from site_audit.texts import Imprint

MeetingUnit = Literal["college", "cluster"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """Who invites and whom to answer: stands on the deck's last slide and on letters."""

    organisation: str = ""
    signed_as: str = ""  # office of who signs
    signed_by: str = ""
    answer_to: str = ""  # where answers go
    phone: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A target against what is there; ``met`` None = too many marks could not be told."""

    target: Target
    fact: Share | None
    audited: int

    @property
    def met(self) -> bool | None:
        """Whether the plan is reached whatever the untold marks are."""
        if self.fact is None:
            return None
        plan = Fraction(self.target.plan, 100)
        if self.fact.lower >= plan:
            return True
        return False if self.fact.upper < plan else None


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One judgement of a run for people; ``unit`` is what TOP and ANTITOP list.

    ``until`` is the last day for objections to a preliminary one; ``results`` are all sites, with
    verdicts without evidence; ``observed`` are what is seen and not scored and lacks somewhere;
    ``shots`` names the desktop picture of a site's home page by the visit's number.
    """

    imprint: Imprint
    state: Literal["draft", "preliminary", "final"]
    until: date | None
    unit: MeetingUnit
    made_at: datetime
    rankings: Mapping[Rating, Ranking]
    results: tuple[Result, ...]
    before: Imprint | None = None
    moves: Mapping[Rating, Moves] | None = None
    trend: Mapping[Rating, tuple[Point, ...]] | None = None
    observed: tuple[CommonError, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    overrides: tuple[Override, ...] = ()
    facts: tuple[Fact, ...] = ()
    agreement: tuple[Agreement, ...] = ()
    causes: tuple[Cause, ...] = ()
    sender: Sender = Sender()

    def ladder(self, rating: Rating) -> Ladder:
        """The ladder of the meeting's unit."""
        found = self.rankings[rating].ladder(self.unit)
        assert found is not None  # colleges and clusters have one
        return found

    @cached_property
    def by_college(self) -> dict[int, Result]:
        """The results by the college's number."""
        return {one.college.id: one for one in self.results}
