"""Judgements of a run: verdicts and scores of its visits by one edition and its detectors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, Row, delete, func, insert, or_, select

from site_audit.model import College, Finding, Offer, Outcome, Score, Verdict
from site_audit.store import tables
from site_audit.store.colleges import college_of, memberships_of
from site_audit.store.columns import now
from site_audit.store.database import StoreError, reading, writing
from site_audit.store.evidence import read_checks, read_evidence, write_checks, write_evidence
from site_audit.store.programmes import offers_of, write_offers

JudgementState = Literal["draft", "preliminary", "final"]
Scores = tuple[tuple[str, Score], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """One judging of a run; ``number`` counts within the run from 1, ``digest`` is of the rules."""

    id: int
    run_id: int
    number: int
    edition: str
    detectors: str
    digest: str
    state: JudgementState
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Marks:
    """What one judging gives a visit; ``offers`` None: the site's programmes could not be told."""

    verdicts: tuple[Verdict, ...]
    scores: Scores = ()
    offers: tuple[Offer, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteResult:
    """A finished visit with its verdicts, in the order of the methodology, and (rating, score).

    ``offers`` are the college's programmes where this visit is the newest that read its site; None
    where it is not, or did not read it.
    """

    college: College
    visit_id: int
    outcome: Outcome
    finished_at: datetime
    verdicts: tuple[Verdict, ...] = ()
    scores: Scores = ()
    offers: tuple[Offer, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class By:
    """What a run is judged by: the edition, the version of the detectors, a digest of the rules."""

    edition: str
    detectors: str = ""
    digest: str = ""


def add_judgement(
    engine: Engine, run_id: int, by: By, marks: Mapping[int, Marks] | None = None
) -> int:
    """One more judgement of a run, as draft, with the marks of its visits, whole or not at all.

    Its id.
    """
    table = tables.judgement
    with writing(engine) as connection:
        highest = select(func.max(table.c.number)).where(table.c.run_id == run_id)
        number = (connection.execute(highest).scalar() or 0) + 1
        values = {"run_id": run_id, "number": number, "state": "draft", "created_at": now()}
        made = connection.execute(insert(table).values(values | asdict(by))).inserted_primary_key
        assert made is not None  # a row that was inserted has one
        for visit_id, given in (marks or {}).items():
            write_marks(connection, int(made.id), visit_id, given)
    return int(made.id)


def judgements(engine: Engine, run_id: int) -> tuple[Judgement, ...]:
    """All judgements of a run, first to newest."""
    table = tables.judgement
    with reading(engine) as connection:
        rows = connection.execute(
            select(table).where(table.c.run_id == run_id).order_by(table.c.number)
        )
        return tuple(Judgement(**row._mapping) for row in rows)


def judgement(engine: Engine, run_id: int, number: int | None = None) -> Judgement:
    """A judgement by its number within the run, the newest without one. Raises StoreError."""
    for found in reversed(judgements(engine, run_id)):
        if number in (None, found.number):
            return found
    raise StoreError(f"У проверки {run_id} нет суждения {number}.")


def write_marks(connection: Connection, judgement_id: int, visit_id: int, marks: Marks) -> None:
    """Keeps the marks of a visit in place of earlier ones. Raises StoreError when final."""
    _refuse_final(connection, judgement_id)
    where = {"judgement_id": judgement_id, "visit_id": visit_id}
    for table in (tables.verdict, tables.score):
        here = (table.c.judgement_id == judgement_id, table.c.visit_id == visit_id)
        connection.execute(delete(table).where(*here))
    if marks.verdicts:
        rows = [where | _verdict_row(position, one) for position, one in enumerate(marks.verdicts)]
        connection.execute(insert(tables.verdict), rows)
    if marks.scores:
        points = [
            where
            | {"rating": rating, "points": score.points}
            | {"out_of": score.out_of, "unknown": score.unknown}
            for rating, score in marks.scores
        ]
        connection.execute(insert(tables.score), points)
    if marks.offers is not None:
        write_offers(connection, visit_id, marks.offers)


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


def _outcome_of(row: Row[Any]) -> Outcome:
    if row.outcome:
        return Outcome(kind=row.outcome, reason=row.reason)
    return Outcome(kind=row.last_outcome, reason=row.last_reason)


def _refuse_final(connection: Connection, judgement_id: int) -> None:
    state = select(tables.judgement.c.state).where(tables.judgement.c.id == judgement_id)
    if connection.execute(state).scalar() == "final":
        raise StoreError("Оценка опубликована окончательно и больше не меняется: начните новую.")


def _verdict_row(position: int, given: Verdict) -> dict[str, Any]:
    return {
        "criterion": given.criterion,
        "position": position,
        "mark": given.finding.mark,
        "out_of": given.out_of,
        "reason": given.finding.reason,
        "because": given.finding.because,
        "advice": given.finding.advice,
        "evidence": write_evidence(given.finding.evidence),
        "checks": write_checks(given.finding.checks),
    }


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
