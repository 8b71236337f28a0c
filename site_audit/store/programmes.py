"""Programmes as facts of a college: those that the newest visit of its site has shown.

Codes of many colleges together are a small classifier that grows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, select

from site_audit.model import Offer
from site_audit.store.database import reading
from site_audit.store.tables import college, gathering, programme, visit
from site_audit.text import fold

SEVERAL = 3  # colleges: a slip of the pen is seldom made by so many


@dataclass(frozen=True, kw_only=True, slots=True)
class Taught:
    """A programme with the number of colleges that show it; ``code`` empty: named without."""

    code: str
    name: str
    colleges: int


def write_offers(connection: Connection, visit_id: int, offers: tuple[Offer, ...]) -> None:
    """Keeps what a visit showed in place of what is known of its college, if that is not newer."""
    seen = connection.execute(
        select(visit.c.college_id, visit.c.finished_at)
        .join(college)
        .where(visit.c.id == visit_id)
        .with_for_update(of=college)  # two runs may end a visit of one college at the same moment
    ).one()
    mine = gathering.c.college_id == seen.college_id
    known = connection.execute(select(gathering.c.seen_at).where(mine)).scalar()
    if known is not None and known > seen.finished_at:
        return
    connection.execute(delete(programme).where(programme.c.college_id == seen.college_id))
    connection.execute(delete(gathering).where(mine))
    owner = {"college_id": seen.college_id}
    moment = {"visit_id": visit_id, "seen_at": seen.finished_at}
    connection.execute(insert(gathering).values(owner | moment))
    if offers:
        rows = [owner | _row(position, offer) for position, offer in enumerate(offers)]
        connection.execute(insert(programme), rows)


def _row(position: int, offer: Offer) -> dict[str, object]:
    return {
        "position": position,
        "code": offer.code,
        "name": offer.name,
        "of_project": offer.of_project,
        "url": offer.url,
    }


def offers_of(
    connection: Connection, chosen: Iterable[ColumnElement[bool]]
) -> dict[int, tuple[Offer, ...]]:
    """Programmes by visit, of those chosen visits that are the newest of their colleges."""
    rows = connection.execute(
        select(gathering.c.visit_id, programme)
        .select_from(gathering)
        .join(visit, visit.c.id == gathering.c.visit_id)
        .outerjoin(programme, programme.c.college_id == gathering.c.college_id)
        .where(*chosen)
        .order_by(gathering.c.visit_id, programme.c.position)
    )
    found: defaultdict[int, list[Offer]] = defaultdict(list)
    for row in rows:
        here = found[row.visit_id]
        if row.name is not None:
            shown = {"name": row.name, "of_project": row.of_project, "url": row.url}
            here.append(Offer(code=row.code, **shown))
    return {visit_id: tuple(offers) for visit_id, offers in found.items()}


def taught(engine: Engine) -> tuple[Taught, ...]:
    """All programmes that colleges show, by code; names without one come last.

    A code that colleges name differently bears the name that most of them give it.
    """
    asked = select(programme.c.code, programme.c.name, func.count()).group_by(
        programme.c.code, programme.c.name
    )
    names: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    with reading(engine) as connection:
        for code, name, colleges in connection.execute(asked):
            names[code, "" if code else fold(name)][name] += colleges
    found = [
        Taught(code=code, name=_likeliest(spelled), colleges=spelled.total())
        for (code, _), spelled in names.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.code, one.code, fold(one.name))))


def unlisted(engine: Engine, listed: Container[str], least: int = SEVERAL) -> tuple[Taught, ...]:
    """Codes outside a classifier that at least so many colleges show: what may be added to it."""
    return tuple(
        one
        for one in taught(engine)
        if one.code and one.code not in listed and one.colleges >= least
    )


def _likeliest(spelled: Counter[str]) -> str:
    return min(spelled, key=lambda name: (-spelled[name], name))
