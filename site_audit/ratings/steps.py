"""Steps: what a college should mend first, by what it gains and how easy it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from site_audit.model import Verdict
from site_audit.ratings.score import PRESENCE, PRESENCE_POINT, SCORED, VISUAL_POINT

FIRST = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One advice and all that it mends; ``elements`` and ``points`` are gained of 26 and of 40."""

    advice: str | None
    criteria: tuple[str, ...]
    elements: int
    points: int

    @property
    def gain(self) -> int:
        """What the step adds to the overall rating, of 1,040."""
        return PRESENCE_POINT * self.elements + VISUAL_POINT * self.points


def first_steps(
    verdicts: Iterable[Verdict], effort: Callable[[str | None], int]
) -> tuple[Step, ...]:
    """At most five steps, the most gain for the least effort first.

    One advice for many criteria is one step, whose effort is counted for each of them; marks that
    could not be told and marks that are full ask for nothing.
    """
    lacking: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        mark = verdict.finding.mark
        if verdict.criterion in SCORED and mark is not None and mark < verdict.out_of:
            lacking[verdict.finding.advice or verdict.criterion].append(verdict)
    steps = [_step(together) for together in lacking.values()]
    return tuple(sorted(steps, key=lambda step: _urgency(step, effort))[:FIRST])


def _step(verdicts: list[Verdict]) -> Step:
    gains = [(v.criterion in PRESENCE, v.out_of - (v.finding.mark or 0)) for v in verdicts]
    return Step(
        advice=verdicts[0].finding.advice,
        criteria=tuple(verdict.criterion for verdict in verdicts),
        elements=sum(gain for presence, gain in gains if presence),
        points=sum(gain for presence, gain in gains if not presence),
    )


def _urgency(step: Step, effort: Callable[[str | None], int]) -> tuple[Fraction, int, int]:
    per_effort = Fraction(step.gain, effort(step.advice) * len(step.criteria))
    return -per_effort, -step.gain, SCORED.index(step.criteria[0])
