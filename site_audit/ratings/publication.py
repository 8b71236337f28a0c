"""Publication: what a judgement lacks before it may leave the house."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction

from site_audit.ratings.ladder import Result
from site_audit.ratings.score import share

LOW = Fraction(1, 2)


def awaiting_a_word(results: Iterable[Result], approved: Collection[int]) -> tuple[Result, ...]:
    """Sites whose visual rating is surely under 50 % and that no person has looked at.

    A visual mark is a measure of looks: nobody is called ugly in public by a machine alone. Those
    whose marks people corrected have been looked at.
    """
    return tuple(
        one
        for one in results
        if one.audited
        and not one.corrected
        and one.visit_id not in approved
        and share(one.scores.visual).upper < LOW
    )
