"""Leader: which one of any number of processes does what only one may do."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine, insert, or_, update
from sqlalchemy.exc import IntegrityError

from site_audit.store.columns import now
from site_audit.store.database import writing
from site_audit.store.tables import leader

BROKEN = timedelta(hours=1)  # nobody is promised the lead for so long


def lead(engine: Engine, name: str, holder: str, seconds: float) -> bool:
    """Whether ``holder`` leads in ``name`` for so many seconds more; asked again it stays so."""
    moment = now()
    mine = {"holder": holder, "until": moment + timedelta(seconds=seconds)}
    wrong = moment + BROKEN + timedelta(seconds=seconds)  # the clock that gave it was
    free = or_(leader.c.holder == holder, leader.c.until <= moment, leader.c.until > wrong)
    with writing(engine) as connection:
        taken = update(leader).where(leader.c.name == name, free).values(mine)
        if connection.execute(taken).rowcount == 1:
            return True
    return _be_first(engine, mine | {"name": name})


def _be_first(engine: Engine, row: dict[str, object]) -> bool:
    try:
        with writing(engine) as connection:
            connection.execute(insert(leader).values(row))
    except IntegrityError:  # somebody leads
        return False
    return True


def step_down(engine: Engine, name: str, holder: str) -> None:
    """Let another one lead at once."""
    with writing(engine) as connection:
        mine = update(leader).where(leader.c.name == name, leader.c.holder == holder)
        connection.execute(mine.values(until=now()))
