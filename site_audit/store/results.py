"""Results: ended visits with the marks that a judgement gave them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, func, or_, select

from site_audit.model import College, Finding, Mark, Offer, Outcome, Score, Verdict
from site_audit.store import tables
from site_audit.store.colleges import college_of, memberships_of
from site_audit.store.database import reading
from site_audit.store.evidence import read_checks, read_evidence
from site_audit.store.programmes import offers_of

Scores = tuple[tuple[str, Score], ...]
MOST = 500  # visits in one question: SQLite bounds what it may hold


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteResult:
    """A finished visit with its verdicts, in the order of the methodology, and (rating, score).

    ``offers`` are the college's programmes where this visit is the newest that read its site; None
    where it is not, or did not read it.
    """

    college: College
    visit_id: int
    judged_by: int
    outcome: Outcome
    finished_at: datetime
    verdicts: tuple[Verdict, ...] = ()
    scores: Scores = ()
    offers: tuple[Offer, ...] | None = None


def results(
    engine: Engine,
    judgement_id: int,
    *,
    with_evidence: bool = False,
    college_id: int | None = None,
) -> tuple[SiteResult, ...]:
    """Ended visits of the judgement's run, by number, with the marks this judgement gave them.

    One that failed and is tried again later has ended so far.

    Verdicts come without evidence and checks unless ``with_evidence``; ``college_id`` asks for one.
    """
    visit, college = tables.visit, tables.college
    of_run = select(tables.judgement.c.run_id).where(tables.judgement.c.id == judgement_id)
    ended = or_(visit.c.outcome.is_not(None), visit.c.last_outcome.is_not(None))
    chosen = [visit.c.run_id == of_run.scalar_subquery(), ended]
    if college_id is not None:
        chosen.append(visit.c.college_id == college_id)
    inside = college.c.id.in_(select(visit.c.college_id).where(*chosen))
    with reading(engine) as connection:  # visits first: those that end meanwhile are left out
        visits = connection.execute(select(visit).where(*chosen).order_by(visit.c.id)).all()
        joined = memberships_of(connection, inside)
        known = {
            row.id: college_of(row, joined)
            for row in connection.execute(select(college).where(inside))
        }
        verdicts = _verdicts(connection, judgement_id, chosen, with_evidence)
        scores = _scores(connection, judgement_id, chosen)
        offers = offers_of(connection, chosen)
    return tuple(
        SiteResult(
            college=known[row.college_id],
            visit_id=row.id,
            judged_by=judgement_id,
            outcome=_outcome_of(row),
            finished_at=row.finished_at,
            verdicts=tuple(verdicts[row.id]),
            scores=tuple(scores[row.id]),
            offers=offers.get(row.id),
        )
        for row in visits
    )


def results_of(
    engine: Engine, visits: Sequence[int], *, with_evidence: bool = False
) -> dict[int, SiteResult]:
    """Results of single visits by the newest judgement of their runs, by the visit's number."""
    newest = (
        select(func.max(tables.judgement.c.id))
        .join(tables.visit, tables.visit.c.run_id == tables.judgement.c.run_id)
        .where(tables.visit.c.id.in_(visits))
        .group_by(tables.visit.c.run_id)
    )
    with reading(engine) as connection:
        judged = connection.execute(newest).scalars().all() if visits else ()
    found = (one for each in judged for one in results(engine, each, with_evidence=with_evidence))
    return {one.visit_id: one for one in found if one.visit_id in visits}


def mark_rows(
    engine: Engine, judgement_id: int, visits: Sequence[int] = ()
) -> Iterator[tuple[int, str, Mark, str, str | None]]:
    """(visit, criterion, mark, reason, advice) of a judgement, of all its visits or of these."""
    table = tables.verdict
    columns = (table.c.visit_id, table.c.criterion, table.c.mark, table.c.reason, table.c.advice)
    asked = select(*columns).where(table.c.judgement_id == judgement_id)
    with reading(engine) as connection:
        for part in _parts(visits) if visits else [()]:
            chosen = asked.where(table.c.visit_id.in_(part)) if part else asked
            for row in connection.execute(chosen.order_by(table.c.visit_id, table.c.position)):
                yield row.visit_id, row.criterion, row.mark, row.reason, row.advice


def verdicts_of(
    engine: Engine, judged: Mapping[int, Sequence[int]], *, with_evidence: bool = False
) -> dict[int, tuple[Verdict, ...]]:
    """Verdicts by visit, of these visits by the judgements that judged them."""
    found: dict[int, tuple[Verdict, ...]] = {}
    with reading(engine) as connection:
        for judgement_id, visits in judged.items():
            for part in _parts(visits):
                inside = [tables.verdict.c.visit_id.in_(part)]
                given = _verdicts(connection, judgement_id, inside, with_evidence)
                found |= {visit_id: tuple(verdicts) for visit_id, verdicts in given.items()}
    return found


def offers_by_visit(engine: Engine, visits: Sequence[int]) -> dict[int, tuple[Offer, ...]]:
    """Programmes by visit, of those that are the newest of their colleges."""
    found: dict[int, tuple[Offer, ...]] = {}
    with reading(engine) as connection:
        for part in _parts(visits):
            found |= offers_of(connection, [tables.visit.c.id.in_(part)])
    return found


def _parts(visits: Sequence[int]) -> Iterator[Sequence[int]]:
    return (visits[start : start + MOST] for start in range(0, len(visits), MOST))


def _outcome_of(row: Row[Any]) -> Outcome:
    if row.outcome:
        return Outcome(kind=row.outcome, reason=row.reason)
    return Outcome(kind=row.last_outcome, reason=row.last_reason)


def _verdicts(
    connection: Connection,
    judgement_id: int,
    chosen: Iterable[ColumnElement[bool]],
    with_evidence: bool,
) -> dict[int, list[Verdict]]:
    table = tables.verdict
    columns = [column for column in table.c if with_evidence or column.name not in _HEAVY]
    rows = connection.execute(
        select(*columns)
        .join(tables.visit)
        .where(table.c.judgement_id == judgement_id, *chosen)
        .order_by(table.c.visit_id, table.c.position)
    )
    found: dict[int, list[Verdict]] = defaultdict(list)
    for row in rows:
        found[row.visit_id].append(_verdict_of(row, with_evidence))
    return found


_HEAVY = ("evidence", "checks")


def _verdict_of(row: Row[Any], with_evidence: bool) -> Verdict:
    return Verdict(
        criterion=row.criterion,
        out_of=row.out_of,
        finding=Finding(
            mark=row.mark,
            reason=row.reason,
            because=row.because,
            advice=row.advice,
            evidence=read_evidence(row.evidence) if with_evidence else (),
            checks=read_checks(row.checks) if with_evidence else (),
        ),
    )


def _scores(
    connection: Connection, judgement_id: int, chosen: Iterable[ColumnElement[bool]]
) -> dict[int, list[tuple[str, Score]]]:
    table = tables.score
    rows = connection.execute(
        select(table)
        .join(tables.visit)
        .where(table.c.judgement_id == judgement_id, *chosen)
        .order_by(table.c.visit_id, table.c.rating)
    )
    found: dict[int, list[tuple[str, Score]]] = defaultdict(list)
    for row in rows:
        score = Score(points=row.points, out_of=row.out_of, unknown=row.unknown)
        found[row.visit_id].append((row.rating, score))
    return found
