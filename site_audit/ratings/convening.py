"""Convening: one judgement of a run, and what it is compared with, become a meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from sqlalchemy import Engine

from site_audit import store
from site_audit.ratings import standings
from site_audit.ratings.agreement import Agreement, agreement
from site_audit.ratings.causes import causes
from site_audit.ratings.failings import common_errors
from site_audit.ratings.ladder import Ladder, Result
from site_audit.ratings.meeting import Fact, Meeting, MeetingUnit, Sender
from site_audit.ratings.moves import Moves, moves
from site_audit.ratings.rank import Ranking, rank
from site_audit.ratings.score import Rating
from site_audit.ratings.trend import Judged, Point, trend
from site_audit.text import fold
from site_audit.texts import Imprint

OBSERVED_ERRORS = ("career_maps", "industries", "clickable_logo")
"""What the deck of the first audit names as a common error and no criterion asks for."""


@dataclass(frozen=True, kw_only=True)
class Convening:
    """How a meeting is convened: over what unit, who sends, when; ``against`` a judgement.

    Without ``against`` the previous comparable judgement of the same edition is taken.
    """

    unit: MeetingUnit
    imprint_of: Callable[[store.Run, store.Judgement], Imprint]
    made_at: datetime
    sender: Sender
    against: Judged | None = None


def convene(engine: Engine, judged: Judged, how: Convening) -> Meeting:
    """The meeting of a judgement."""
    run, given = judged
    results = standings.results(engine, given, with_marks=True)
    given = store.judgement(engine, run.id, given.number)  # settled now
    counts = standings.count_marks(engine, given)
    rankings = {rating: rank(results, rating, counts) for rating in get_args(Rating)}
    line = line_of(engine, run, given)
    before = how.against or previous(line)
    return Meeting(
        imprint=how.imprint_of(run, given),
        state=given.state,
        until=given.until,
        unit=how.unit,
        made_at=how.made_at,
        rankings=rankings,
        results=results,
        before=how.imprint_of(*before) if before else None,
        moves=_moves(engine, before, rankings, how.unit),
        trend=_trends(engine, line, how.unit),
        observed=common_errors(counts, OBSERVED_ERRORS),
        instructions=store.instructions(engine, judgement_id=given.id),
        overrides=_overrides(engine, given),
        facts=_facts(engine, rankings),
        agreement=_agreement(engine, run, results),
        causes=causes(results, store.addresses_of(engine, run.id)),
        sender=how.sender,
    )


def line_of(engine: Engine, run: store.Run, given: store.Judgement) -> tuple[Judged, ...]:
    """The comparable runs up to this one, oldest first, with what stands of each."""
    comparable = store.comparable(engine, run)
    return (*(one for one in comparable if one[0].id != run.id), (run, given))


def previous(line: Sequence[Judged]) -> Judged | None:
    """The last judgement before the line's last that may be compared with it.

    That is one of the same edition, by people if that one is by people, else by the machine.
    """
    run, given = line[-1]
    for before in reversed(line[:-1]):
        if before[1].edition == given.edition and before[0].purpose == run.purpose:
            return before
    return None


def compare(
    before: Sequence[Result], now: Mapping[Rating, Ranking], unit: MeetingUnit
) -> dict[Rating, Moves]:
    """The moves of all ratings from earlier results to rankings of today."""
    return {
        rating: moves(rating, _ladder(rank(before, rating, ()), unit), _ladder(ranking, unit))
        for rating, ranking in now.items()
    }


def _moves(
    engine: Engine, before: Judged | None, now: Mapping[Rating, Ranking], unit: MeetingUnit
) -> dict[Rating, Moves] | None:
    if before is None:
        return None
    known = [one.college for one in now["overall"].results]
    return compare(standings.results(engine, before[1], known=known), now, unit)


def _ladder(ranking: Ranking, unit: MeetingUnit) -> Ladder:
    found = ranking.ladder(unit)
    assert found is not None  # colleges and clusters have one
    return found


def _trends(
    engine: Engine, line: Sequence[Judged], unit: MeetingUnit
) -> dict[Rating, tuple[Point, ...]] | None:
    if len(line) < 2:
        return None
    return {rating: trend(engine, line, rating, unit) for rating in get_args(Rating)}


def _overrides(engine: Engine, given: store.Judgement) -> tuple[store.Override, ...]:
    """Overrides that count in a judgement."""
    numbers = [one for row in standings.settle(engine, given) for one in row.overrides]
    return tuple(store.overrides_of(engine, numbers).values())


def _facts(engine: Engine, rankings: Mapping[Rating, Ranking]) -> tuple[Fact, ...]:
    return tuple(_fact(one, rankings[one.rating]) for one in store.targets(engine))


def _fact(target: store.Target, ranking: Ranking) -> Fact:
    slices = {fold(one.title): one for one in ranking.slices(target.kind)}
    found = slices.get(fold(target.name))
    if found is None:
        return Fact(target=target, fact=None, audited=0)
    return Fact(target=target, fact=found.median, audited=found.audited)


def _agreement(engine: Engine, run: store.Run, results: Sequence[Result]) -> tuple[Agreement, ...]:
    """The machine's marks against the newest ones by people; of a run by people there are none."""
    if run.purpose == "hand":
        return ()
    newest = next((one for one in store.runs(engine) if one.purpose == "hand"), None)
    if newest is None:
        return ()
    people = standings.results(engine, store.judgement(engine, newest.id), with_marks=True)
    return agreement(people, results)
