"""Runs that people made by hand: past audits and the tables that machines are measured by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine, select, update

from site_audit.store.database import StoreError, writing
from site_audit.store.judgements import Marks, write_marks
from site_audit.store.runs import Plan, insert_run
from site_audit.store.tables import judgement, run, visit

BY_HAND_DETECTORS = "вручную"


def keep_by_hand(engine: Engine, plan: Plan, given: Mapping[int, Marks]) -> int:
    """A closed run with these marks by college: its number. Raises StoreError without any."""
    if not given:
        raise StoreError("В таблице нет ни одной оценки.")
    plan = replace(plan, purpose="hand", detectors=BY_HAND_DETECTORS, digest="")
    with writing(engine) as connection:
        run_id = insert_run(connection, plan, list(given))
        judged = select(judgement.c.id).where(judgement.c.run_id == run_id)
        judgement_id = connection.execute(judged).scalar_one()
        ended: dict[str, datetime | str] = {"started_at": plan.planned_at}
        ended |= {"finished_at": plan.planned_at, "state": "done", "outcome": "audited"}
        mine = visit.c.run_id == run_id
        connection.execute(update(visit).where(mine).values(ended))
        for row in connection.execute(select(visit.c.id, visit.c.college_id).where(mine)).all():
            write_marks(connection, judgement_id, row.id, given[row.college_id])
        closed = {"state": "closed", "closed_at": plan.planned_at}
        connection.execute(update(run).where(run.c.id == run_id).values(closed))
    return run_id
