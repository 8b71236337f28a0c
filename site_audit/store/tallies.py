"""Tallies: how many stand with how many points in each of many judgements, in one question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Engine, Subquery, and_, func, select, union_all

from site_audit.store.database import reading
from site_audit.store.judgements import Judgement, judgement_of
from site_audit.store.runs import Run, run_of
from site_audit.store.tables import base, cluster, judgement, membership, run, standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """``number`` colleges or clusters have ``points`` and ``unknown`` more that could be any.

    ``always``: they are of the panel, rated in each of the judgements.
    """

    judgement_id: int
    points: int
    unknown: int
    always: bool
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """What a presence point and a visual point weigh in a rating."""

    presence: int
    visual: int


def tallies(
    engine: Engine,
    judgements: Sequence[int],
    weights: Weights,
    unit: Literal["college", "cluster"],
) -> tuple[Tally, ...]:
    """The rated of these judgements, which must be settled.

    A cluster is rated by its base organisation: of a final judgement by the one it had then.
    """
    rated = _by_cluster(judgements, weights) if unit == "cluster" else _rated(judgements, weights)
    panel = select(rated.c.key).group_by(rated.c.key).having(func.count() == len(judgements))
    what = (rated.c.judgement_id, rated.c.points, rated.c.unknown)
    always = rated.c.key.in_(panel).label("always")
    inside = select(*what, always).subquery()
    asked = select(*inside.c, func.count()).group_by(*inside.c)
    with reading(engine) as connection:
        rows = connection.execute(asked).all()
    return tuple(
        Tally(
            judgement_id=judgement_id,
            points=points,
            unknown=unknown,
            always=bool(in_panel),
            number=number,
        )
        for judgement_id, points, unknown, in_panel, number in map(tuple, rows)
    )


def _rated(judgements: Sequence[int], weights: Weights) -> Subquery:
    is_rated = and_(standing.c.outcome != "not_audited", ~standing.c.held_back)
    chosen = standing.c.judgement_id.in_(judgements)
    return select(*_columns(standing.c.college_id, weights)).where(chosen, is_rated).subquery()


def _by_cluster(judgements: Sequence[int], weights: Weights) -> Subquery:
    """Clusters with one base organisation in the run, if that one is rated."""
    inside = _bases(judgements)
    joined = standing.join(
        inside,
        and_(
            inside.c.judgement_id == standing.c.judgement_id,
            inside.c.college_id == standing.c.college_id,
        ),
    )
    each = (
        select(
            *_columns(inside.c.cluster, weights),
            standing.c.outcome,
            standing.c.held_back,
            func.count().over(partition_by=(standing.c.judgement_id, inside.c.cluster)).label("n"),
        )
        .select_from(joined)
        .where(standing.c.judgement_id.in_(judgements))
        .subquery()
    )
    is_rated = and_(each.c.outcome != "not_audited", ~each.c.held_back, each.c.n == 1)
    names = ("judgement_id", "key", "points", "unknown")
    return select(*(each.c[name] for name in names)).where(is_rated).subquery()


def _bases(judgements: Sequence[int]) -> Subquery:
    """(judgement, cluster, base organisation): those kept with a final one, else those of now."""
    now = (
        select(judgement.c.id.label("judgement_id"), cluster.c.folded.label("cluster"))
        .add_columns(membership.c.college_id)
        .select_from(membership.join(cluster).join(judgement, judgement.c.state != "final"))
        .where(judgement.c.id.in_(judgements), membership.c.role == "base")
        .distinct()
    )
    then = select(base.c.judgement_id, base.c.cluster, base.c.college_id).where(
        base.c.judgement_id.in_(judgements)
    )
    return union_all(now, then).subquery()


def _columns(key: Any, weights: Weights) -> tuple[Any, ...]:
    points = standing.c.presence * weights.presence + standing.c.visual * weights.visual
    unknown = (
        standing.c.presence_unknown * weights.presence + standing.c.visual_unknown * weights.visual
    )
    named = (key.label("key"), points.label("points"), unknown.label("unknown"))
    return standing.c.judgement_id, *named


def comparable(engine: Engine, to: Run) -> tuple[tuple[Run, Judgement], ...]:
    """Closed runs of the same scope up to this one in time, each with what stands of it.

    That is its final judgement, else its newest preliminary one, else its newest.
    """
    of_scope = (run.c.planned_at <= to.planned_at, run.c.purpose.in_(("rating", "hand")))
    asked = select(judgement).join(run).where(*of_scope).order_by(judgement.c.number)
    with reading(engine) as connection:
        kept = connection.execute(
            select(run).where(*of_scope).order_by(run.c.planned_at, run.c.id)
        ).all()
        given = tuple(map(judgement_of, connection.execute(asked)))
    runs = [one for one in map(run_of, kept) if one.only == to.only]
    stands = {one.run_id: one for one in sorted(given, key=_weight)}
    return tuple(
        (one, stands[one.id])
        for one in runs
        if one.id in stands and (one.state == "closed" or one.id == to.id)
    )


def _weight(one: Judgement) -> tuple[int, int]:
    return ("draft", "preliminary", "final").index(one.state), one.number
