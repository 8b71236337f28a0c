"""Staleness: which kept standings are to be reckoned anew when something they rest on changes."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select, update

from site_audit.store.tables import confirmation, judgement, run, visit


def unsettle(connection: Connection, runs: Iterable[int] | None = None) -> None:
    """Have the standings of these runs, or of all, reckoned anew; final ones stay as they are."""
    changed = update(judgement).where(judgement.c.state != "final").values(settled_at=None)
    connection.execute(changed if runs is None else changed.where(judgement.c.run_id.in_(runs)))


def unsettle_origin(connection: Connection, visits: Iterable[int]) -> None:
    """``unsettle`` the runs that these visits, first or second ones, have a say in."""
    layer, runs = set(visits), set[int]()
    while layer:
        runs |= set(
            connection.execute(select(visit.c.run_id).where(visit.c.id.in_(layer))).scalars()
        )
        firsts = select(confirmation.c.visit_id).where(confirmation.c.second_id.in_(layer))
        layer = set(connection.execute(firsts).scalars())
    unsettle(connection, runs)


def unsettle_college(connection: Connection, college_id: int, since_run: int | None) -> None:
    """``unsettle`` the runs that visited a college, from a run on."""
    theirs = select(visit.c.run_id).where(
        visit.c.college_id == college_id, visit.c.run_id >= (since_run or 0)
    )
    unsettle(connection, connection.execute(theirs).scalars().all())


def unsettle_confirmed(connection: Connection, run_id: int) -> None:
    """A run of second visits is judged anew: whatever it confirms is reckoned anew."""
    purpose = connection.execute(select(run.c.purpose).where(run.c.id == run_id)).scalar()
    if purpose == "confirming":
        unsettle(connection)
