"""Standings: the results of a run as they count, confirmed ones only, with the last good ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Engine

from site_audit import store
from site_audit.ratings.ladder import Result, Standing
from site_audit.ratings.score import Scores


def settled(
    engine: Engine, run_id: int, rows: Sequence[store.SiteResult], *, with_evidence: bool = False
) -> Iterator[Result]:
    """The results of a run: those that a second visit corrected give way to it.

    One that still waits for its second visit is held back. Who has no rating now comes with the
    last good result of the runs before.
    """
    known = store.confirmations(engine, run_id)
    counting = {row.visit_id: store.counting(row.visit_id, known) for row in rows}
    others = [visit for own, visit in counting.items() if visit not in (own, None)]
    seconds = store.results_of(engine, [one for one in others if one], with_evidence=with_evidence)
    pending = [row.college.id for row in rows if _is_pending(row, counting)]
    last = store.last_good(engine, pending, run_id)
    for row in rows:
        counts = counting[row.visit_id]
        chosen = seconds.get(counts or 0, row)
        yield _result(chosen, counts is None, last)


def _is_pending(row: store.SiteResult, counting: Mapping[int, int | None]) -> bool:
    return row.outcome.kind == "not_audited" or counting[row.visit_id] is None


def _result(row: store.SiteResult, held_back: bool, last: Mapping[int, store.LastGood]) -> Result:
    good = last.get(row.college.id)
    return Result(
        college=row.college,
        outcome=row.outcome,
        visit_id=row.visit_id,
        finished_at=row.finished_at,
        verdicts=row.verdicts,
        offers=row.offers,
        held_back=held_back,
        last=_standing(good) if good else None,
    )


def _standing(good: store.LastGood) -> Standing | None:
    named: dict[str, Any] = dict(good.scores)
    if set(named) != {"presence", "visual", "overall"}:
        return None  # judged before there were three ratings
    return Standing(finished_at=good.finished_at, scores=Scores(**named))
