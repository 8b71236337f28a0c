"""Agreement: how often the machine gave a criterion the mark that people gave it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from site_audit.model import Mark
from site_audit.ratings.ladder import Result
from site_audit.ratings.score import SCORED, VISUAL


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """One criterion on the sites that both have judged.

    ``compared`` marks were told by both and ``equal`` are the same; of visual marks ``near`` are
    at most one apart; the machine was kinder in ``lenient`` and could not tell ``untold``.
    """

    criterion: str
    compared: int
    equal: int
    near: int
    lenient: int
    untold: int


def agreement(people: Iterable[Result], machine: Iterable[Result]) -> tuple[Agreement, ...]:
    """By criterion, in their order, what people and the machine say of the same sites."""
    found = {one.college.id: _marks(one) for one in machine if one.was_read}
    pairs: defaultdict[str, list[tuple[int, Mark]]] = defaultdict(list)
    for result in people:
        given = found.get(result.college.id)
        for criterion, mark in _marks(result).items() if given else ():
            if mark is not None and given and criterion in given:
                pairs[criterion].append((mark, given[criterion]))
    return tuple(_agreement(code, pairs[code]) for code in SCORED if pairs[code])


def _agreement(criterion: str, pairs: list[tuple[int, Mark]]) -> Agreement:
    apart = Counter(given - mark for mark, given in pairs if given is not None)
    within = 1 if criterion in VISUAL else 0
    return Agreement(
        criterion=criterion,
        compared=apart.total(),
        equal=apart[0],
        near=sum(number for distance, number in apart.items() if abs(distance) <= within),
        lenient=sum(number for distance, number in apart.items() if distance > 0),
        untold=len(pairs) - apart.total(),
    )


def _marks(result: Result) -> dict[str, Mark]:
    return {one.criterion: one.finding.mark for one in result.verdicts if one.criterion in SCORED}
