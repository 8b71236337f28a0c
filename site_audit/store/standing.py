"""Standing: the last good result of a college, which a failed or doubtful visit does not move."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, func, or_, select

from site_audit.model import Finding, Score, Verdict
from site_audit.store.database import reading
from site_audit.store.tables import confirmation, judgement, run, score, verdict, visit


@dataclass(frozen=True, kw_only=True, slots=True)
class LastGood:
    """A visit that read its site and that nothing holds back; ``scores`` are (rating, score)."""

    visit_id: int
    judgement_id: int
    finished_at: datetime
    scores: tuple[tuple[str, Score], ...]


def last_good(engine: Engine, colleges: Iterable[int], before: int) -> dict[int, LastGood]:
    """By college, its last good result of the runs before run ``before``; many have none."""
    wanted = tuple(colleges)
    found: dict[int, LastGood] = {}
    with reading(engine) as connection:
        for start in range(0, len(wanted), 500):  # SQLite bounds what one question may hold
            rows = connection.execute(_newest(wanted[start : start + 500], before)).all()
            scores = _scores(connection.execute(_scores_of([row.id for row in rows])).all())
            for row in rows:
                found[row.college_id] = LastGood(
                    visit_id=row.id,
                    judgement_id=row.judgement_id,
                    finished_at=row.finished_at,
                    scores=tuple(scores.get((row.judgement_id, row.id), ())),
                )
    return found


def marks_of(engine: Engine, good: LastGood) -> tuple[Verdict, ...]:
    """The marks of a last good result, without reasons and evidence."""
    asked = select(verdict.c.criterion, verdict.c.mark, verdict.c.out_of).where(
        verdict.c.judgement_id == good.judgement_id, verdict.c.visit_id == good.visit_id
    )
    with reading(engine) as connection:
        return tuple(
            Verdict(
                criterion=row.criterion,
                out_of=row.out_of,
                finding=Finding(mark=row.mark, reason="", because=""),
            )
            for row in connection.execute(asked)
        )


def _newest(colleges: tuple[int, ...], before: int) -> Select[Any]:
    """Of each college the newest good visit, with the newest judgement of its run."""
    rank = func.row_number().over(
        partition_by=visit.c.college_id, order_by=(visit.c.finished_at.desc(), visit.c.id.desc())
    )
    names = ("id", "college_id", "finished_at", "run_id")
    each = (
        select(*(visit.c[name] for name in names), rank.label("rank"))
        .join(run)
        .outerjoin(confirmation, confirmation.c.visit_id == visit.c.id)
        .where(visit.c.college_id.in_(colleges), visit.c.run_id < before)
        .where(visit.c.outcome.in_(("audited", "partial")), run.c.purpose != "hand")
        .where(or_(confirmation.c.state.is_(None), confirmation.c.state.in_(("agreed", "by_hand"))))
        .subquery()
    )
    judged = select(func.max(judgement.c.id)).where(judgement.c.run_id == each.c.run_id)
    newest = judged.scalar_subquery().label("judgement_id")
    return select(each, newest).where(each.c.rank == 1)


def _scores_of(visits: list[int]) -> Select[Any]:
    return select(score).where(score.c.visit_id.in_(visits)).order_by(score.c.rating)


def _scores(rows: Iterable[Any]) -> dict[tuple[int, int], list[tuple[str, Score]]]:
    found: dict[tuple[int, int], list[tuple[str, Score]]] = {}
    for row in rows:
        one = Score(points=row.points, out_of=row.out_of, unknown=row.unknown)
        found.setdefault((row.judgement_id, row.visit_id), []).append((row.rating, one))
    return found
