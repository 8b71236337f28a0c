"""Standings: the results of a judgement as they count: confirmed ones, with people's marks on top.

What is reckoned of a closed run is kept, so that a year of rankings is read and not reckoned.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import Engine

from site_audit import store
from site_audit.model import College, Finding, Mark, Score, Verdict
from site_audit.ratings.failings import MarkCount
from site_audit.ratings.ladder import Result, Standing
from site_audit.ratings.score import PRESENCE, VISUAL, Scores, scores, tally_marks
from site_audit.words import date_ru

BY_HAND = "by_hand"
"""The reason of a mark that a person gave."""

Marks = dict[str, tuple[Mark, str, str | None]]
"""By criterion: mark, reason, advice."""


def settle(engine: Engine, given: store.Judgement) -> tuple[store.Settled, ...]:
    """How each college of a judgement stands, by the number of the run's visit."""
    if given.is_settled:
        return store.settled(engine, given.id)
    rests_on, reckoned = store.basis(engine), _Reckoned(engine, given)
    if store.run(engine, given.run_id).state == "closed":
        numbers = _numbers(reckoned.counts)
        store.keep_settled(engine, given.id, reckoned.rows, numbers, rests_on=rests_on)
    return reckoned.rows


def finalise(engine: Engine, given: store.Judgement, by: str) -> None:
    """Make a judgement final: all that it shows is kept with it.

    Raises StoreError when it is, or when its marks were changed meanwhile.
    """
    rests_on, reckoned = store.basis(engine), _Reckoned(engine, given)
    whole = results(engine, given)
    known = {one.college.id: one for one in whole}
    good = _last_good(engine, given, reckoned.rows)
    rows = [
        replace(one, college=known[one.college_id].college, last=good.get(one.college_id))
        for one in reckoned.rows
    ]
    numbers = _numbers(reckoned.counts)
    store.keep_settled(engine, given.id, rows, numbers, rests_on=rests_on, final_by=by)


def count_marks(engine: Engine, given: store.Judgement) -> tuple[MarkCount, ...]:
    """The marks of all rated sites of a judgement, counted."""
    if not given.is_settled:
        return _Reckoned(engine, given).counts
    return tuple(
        MarkCount(criterion=criterion, mark=mark, reason=reason, advice=advice, sites=sites)
        for criterion, mark, reason, advice, sites in store.mark_numbers(engine, given.id)
    )


def results(
    engine: Engine,
    given: store.Judgement,
    *,
    with_marks: bool = False,
    with_evidence: bool = False,
    only: Collection[int] | None = None,
    known: Iterable[College] = (),
) -> tuple[Result, ...]:
    """The results of a judgement, by the number of the run's visit.

    Verdicts come ``with_marks``, their evidence, checks and the programmes ``with_evidence``.
    ``only`` these colleges; ``known`` are those of the register that need not be asked for again.
    """
    rows = [one for one in settle(engine, given) if only is None or one.college_id in only]
    colleges = _colleges(engine, given, rows, {one.id: one for one in known})
    good = _last_good(engine, given, rows)
    verdicts: Mapping[int, tuple[Verdict, ...]] = {}
    if with_marks or with_evidence:
        verdicts = _verdicts(engine, rows, with_evidence=with_evidence)
    offers = store.offers_by_visit(engine, [one.visit_id for one in rows]) if with_evidence else {}
    laid = store.overrides_of(engine, [number for one in rows for number in one.overrides])
    return tuple(
        _with_overrides(
            Result(
                college=colleges[one.college_id],
                outcome=one.outcome,
                visit_id=one.visit_id,
                finished_at=one.finished_at,
                verdicts=verdicts.get(one.visit_id, ()),
                offers=offers.get(one.visit_id),
                held_back=one.held_back,
                last=_standing(good.get(one.college_id)),
                tallied=_scores(one.presence, one.presence_unknown, one.visual, one.visual_unknown),
            ),
            [laid[number] for number in one.overrides],
        )
        for one in rows
    )


def evidence_digest(verdict: Verdict) -> str:
    """What a person saw of a mark: another digest, and their word on it no longer holds."""
    seen = [verdict.finding.mark, verdict.finding.reason]
    places = sorted((one.kind, one.url, one.image) for one in verdict.finding.evidence)
    return hashlib.sha256(repr((seen, places)).encode("utf-8", "replace")).hexdigest()


# ---------------------------------------------------------------- reckoning


@dataclass(frozen=True)
class _Reckoned:
    """The standings of a judgement and the counts of its marks, from what visits found."""

    engine: Engine
    given: store.Judgement

    @cached_property
    def rows(self) -> tuple[store.Settled, ...]:
        return tuple(self._row(one) for one in self._visits)

    @cached_property
    def counts(self) -> tuple[MarkCount, ...]:
        rated = [one for one in self.rows if _is_rated(one)]
        counted = Counter(
            (criterion, *given) for one in rated for criterion, given in self._laid(one).items()
        )
        return tuple(
            MarkCount(criterion=criterion, mark=mark, reason=reason, advice=advice, sites=sites)
            for (criterion, mark, reason, advice), sites in counted.items()
        )

    @cached_property
    def _visits(self) -> tuple[store.EndedVisit, ...]:
        return store.ended_visits(self.engine, self.given.run_id)

    @cached_property
    def _counting(self) -> dict[int, int | None]:
        known = store.confirmations(self.engine, self.given.run_id)
        return {one.id: store.counting(one.id, known) for one in self._visits}

    @cached_property
    def _seconds(self) -> dict[int, store.SiteResult]:
        others = [visit for own, visit in self._counting.items() if visit not in (own, None)]
        return store.results_of(self.engine, [one for one in others if one])

    @cached_property
    def _marks(self) -> dict[int, Marks]:
        found: dict[int, Marks] = defaultdict(dict)
        rows = store.mark_rows(self.engine, self.given.id)
        for visit, criterion, mark, reason, advice in rows:
            found[visit][criterion] = (mark, reason, advice)
        for visit, second in self._seconds.items():
            found[visit] = {
                one.criterion: (one.finding.mark, one.finding.reason, one.finding.advice)
                for one in second.verdicts
            }
        return found

    @cached_property
    def _overrides(self) -> dict[int, list[store.Override]]:
        found: dict[int, list[store.Override]] = defaultdict(list)
        for one in store.overrides(self.engine):
            if (one.since_run or 0) <= self.given.run_id:
                found[one.college_id].append(one)
        return found

    def _row(self, visit: store.EndedVisit) -> store.Settled:
        counts = self._counting[visit.id]
        second = self._seconds.get(counts or 0)
        row = store.Settled(
            college_id=visit.college_id,
            first_id=visit.id,
            visit_id=second.visit_id if second else visit.id,
            judged_by=second.judged_by if second else self.given.id,
            outcome=second.outcome if second else visit.outcome,
            finished_at=second.finished_at if second else visit.finished_at,
            held_back=counts is None,
        )
        row = replace(row, overrides=self._holding(row))
        tallied = tally_marks({code: mark for code, (mark, _, _) in self._laid(row).items()})
        return replace(
            row,
            presence=tallied.presence.points,
            presence_unknown=tallied.presence.unknown,
            visual=tallied.visual.points,
            visual_unknown=tallied.visual.unknown,
        )

    def _holding(self, row: store.Settled) -> tuple[int, ...]:
        """Overrides that count for a result: in time, on a mark that is there, of what was seen."""
        newest = {
            one.criterion: one
            for one in self._overrides.get(row.college_id, ())
            if one.expires_at is None or row.finished_at < one.expires_at
        }
        if not newest or row.outcome.kind == "not_audited":
            return ()
        judged = {row.judged_by: [row.visit_id]}
        seen = store.verdicts_of(self.engine, judged, with_evidence=True).get(row.visit_id, ())
        digests = {one.criterion: evidence_digest(one) for one in seen}
        return tuple(
            one.id
            for one in newest.values()
            if one.criterion in digests and one.evidence in ("", digests[one.criterion])
        )

    def _laid(self, row: store.Settled) -> Marks:
        """The marks of a result with people's marks on top."""
        marks = self._marks.get(row.visit_id, {})
        mine = self._overrides.get(row.college_id, ()) if row.overrides else ()
        for one in mine:
            if one.id in row.overrides:
                advice = marks[one.criterion][2]
                marks = marks | {one.criterion: (one.mark, BY_HAND, advice)}
        return marks


def _numbers(counts: Iterable[MarkCount]) -> list[store.MarkNumber]:
    return [(one.criterion, one.mark, one.reason, one.advice, one.sites) for one in counts]


def _is_rated(row: store.Settled) -> bool:
    return row.outcome.kind != "not_audited" and not row.held_back


# ---------------------------------------------------------------- reading


@lru_cache(maxsize=8192)
def _scores(presence: int, presence_unknown: int, visual: int, visual_unknown: int) -> Scores:
    return scores(
        Score(points=presence, out_of=len(PRESENCE), unknown=presence_unknown),
        Score(points=visual, out_of=5 * len(VISUAL), unknown=visual_unknown),
    )


def _colleges(
    engine: Engine,
    given: store.Judgement,
    rows: Sequence[store.Settled],
    known: Mapping[int, College],
) -> Mapping[int, College]:
    """Who the colleges are: as the register has them now, or had them when this became final."""
    frozen = {one.college_id: one.college for one in rows if one.college}
    if given.state == "final":
        return frozen
    if all(one.college_id in known for one in rows):
        return known
    return {one.id: one for one in store.colleges_of_run(engine, given.run_id)}


def _last_good(
    engine: Engine, given: store.Judgement, rows: Iterable[store.Settled]
) -> dict[int, store.LastGood]:
    """What those without a rating stand with."""
    pending = [one for one in rows if not _is_rated(one)]
    if given.state == "final":
        return {one.college_id: one.last for one in pending if one.last}
    return store.last_good(engine, [one.college_id for one in pending], given.run_id)


def _verdicts(
    engine: Engine, rows: Iterable[store.Settled], *, with_evidence: bool
) -> dict[int, tuple[Verdict, ...]]:
    judged: defaultdict[int, list[int]] = defaultdict(list)
    for one in rows:
        judged[one.judged_by].append(one.visit_id)
    return store.verdicts_of(engine, judged, with_evidence=with_evidence)


def _with_overrides(result: Result, laid: Sequence[store.Override]) -> Result:
    if not laid:
        return result
    by_criterion = {one.criterion: one for one in laid}
    verdicts = tuple(
        corrected(one, by_criterion[one.criterion]) if one.criterion in by_criterion else one
        for one in result.verdicts
    )
    return replace(result, verdicts=verdicts, corrected=tuple(by_criterion))


def corrected(verdict: Verdict, by: store.Override) -> Verdict:
    """A verdict with a person's mark in place of the machine's; what was seen stays with it."""
    when = f", {date_ru(by.created_at)}" if by.created_at else ""
    because = f"{by.author}{when}: {by.reason}. Программа: {verdict.finding.because}"
    finding = Finding(
        mark=by.mark,
        reason=BY_HAND,
        because=because,
        advice=None if by.mark == verdict.out_of else verdict.finding.advice,
        evidence=verdict.finding.evidence,
        checks=verdict.finding.checks,
    )
    return replace(verdict, finding=finding)


def _standing(good: store.LastGood | None) -> Standing | None:
    named: dict[str, Any] = dict(good.scores) if good else {}
    if good is None or set(named) != {"presence", "visual", "overall"}:
        return None  # judged before there were three ratings
    return Standing(finished_at=good.finished_at, scores=Scores(**named))
