"""Tallies: how many stand with how many points in each of many judgements, in one question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Engine,
    Subquery,
    Text,
    and_,
    cast,
    func,
    select,
    union_all,
)

from site_audit.store.database import reading
from site_audit.store.judgements import Judgement, judgement_of
from site_audit.store.runs import Run, run_of
from site_audit.store.tables import base, cluster, judgement, membership, run, standing

_SPREAD = 4096  # more than any rating has points: two numbers in one

Tallied = Mapping[tuple[int, int], int]
"""How many have so many (points, points that could not be told)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """Of one judgement: all who are rated, and the panel of those rated in each of many."""

    everyone: Tallied
    panel: Tallied


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
) -> dict[int, Tally]:
    """The rated of these judgements, which must be settled; one where nobody is rated is missing.

    A cluster is rated by its base organisation: of a final judgement by the one it had then.
    """
    rated = _by_cluster(judgements, weights) if unit == "cluster" else _rated(judgements, weights)
    code = rated.c.points * _SPREAD + rated.c.unknown
    # One long text of each judgement: a row of each college in each would take thrice the time.
    asked = select(rated.c.judgement_id, _together(rated.c.key), _together(code))
    with reading(engine) as connection:
        rows = connection.execute(asked.group_by(rated.c.judgement_id)).all()
    told = {number: (keys.split("\n"), codes.split("\n")) for number, keys, codes in rows}
    whole = len(told) == len(judgements)
    panel = set.intersection(*(set(keys) for keys, _ in told.values())) if whole and told else set()
    return {number: _tally(keys, codes, panel) for number, (keys, codes) in told.items()}


def _together(column: ColumnElement[Any]) -> ColumnElement[str]:
    return func.aggregate_strings(cast(column, Text), "\n")


def _tally(keys: list[str], codes: list[str], panel: set[str]) -> Tally:
    inside = (code for key, code in zip(keys, codes, strict=True) if key in panel)
    return Tally(everyone=_told(Counter(codes)), panel=_told(Counter(inside)))


def _told(counted: Mapping[str, int]) -> Tallied:
    return {divmod(int(code), _SPREAD): number for code, number in counted.items()}


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
