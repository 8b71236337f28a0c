"""Judgements of a run: verdicts and scores of its visits by one edition and its detectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from site_audit.model import Offer, Score, Verdict
from site_audit.store import tables
from site_audit.store.columns import now
from site_audit.store.database import StoreError, reading, writing
from site_audit.store.evidence import write_checks, write_evidence
from site_audit.store.programmes import write_offers
from site_audit.store.staleness import unsettle_confirmed

JudgementState = Literal["draft", "preliminary", "final"]
Scores = tuple[tuple[str, Score], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """One judging of a run; ``number`` counts within the run from 1, ``digest`` is of the rules.

    ``until`` is the last day for objections to a preliminary one; ``is_settled``: its standings
    are reckoned and kept.
    """

    id: int
    run_id: int
    number: int
    edition: str
    detectors: str
    digest: str
    state: JudgementState
    created_at: datetime
    until: date | None = None
    published_at: datetime | None = None
    published_by: str = ""
    is_settled: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Marks:
    """What one judging gives a visit; ``offers`` None: the site's programmes could not be told."""

    verdicts: tuple[Verdict, ...]
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
        unsettle_confirmed(connection, run_id)
    return int(made.id)


def judgements(engine: Engine, run_id: int) -> tuple[Judgement, ...]:
    """All judgements of a run, first to newest."""
    table = tables.judgement
    with reading(engine) as connection:
        rows = connection.execute(
            select(table).where(table.c.run_id == run_id).order_by(table.c.number)
        )
        return tuple(map(judgement_of, rows))


def judgement(engine: Engine, run_id: int, number: int | None = None) -> Judgement:
    """A judgement by its number within the run, the newest without one. Raises StoreError."""
    for found in reversed(judgements(engine, run_id)):
        if number in (None, found.number):
            return found
    raise StoreError(f"У проверки {run_id} нет суждения {number}.")


def judgement_of(row: Row[Any]) -> Judgement:
    """A judgement from a row with all columns of ``judgement``."""
    kept = dict(row._mapping)
    is_settled = kept.pop("settled_at") is not None
    del kept["counts"]
    return Judgement(**kept, is_settled=is_settled)


def publish(engine: Engine, judgement_id: int, by: str, *, until: date) -> None:
    """Make a judgement preliminary until a day; what makes one final is ``keep_settled``.

    Raises StoreError when it is final already: then it never changes.
    """
    table = tables.judgement
    values = {"state": "preliminary", "until": until, "published_at": now(), "published_by": by}
    with writing(engine) as connection:
        refuse_final(connection, judgement_id)
        connection.execute(update(table).where(table.c.id == judgement_id).values(values))


def write_marks(connection: Connection, judgement_id: int, visit_id: int, marks: Marks) -> None:
    """Keeps the marks of a visit in place of earlier ones. Raises StoreError when final."""
    refuse_final(connection, judgement_id)
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


def refuse_final(connection: Connection, judgement_id: int) -> None:
    """Raises StoreError when a judgement is final."""
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
