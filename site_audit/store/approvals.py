"""Approvals: a person's word that a low visual rating may be published."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Engine, insert, select

from site_audit.store.columns import now
from site_audit.store.database import reading, writing
from site_audit.store.tables import approval


def approve(engine: Engine, visits: Iterable[int], by: str) -> int:
    """Keep a person's word on these visits; how many are new, as an earlier word stays."""
    wanted = set(visits)
    with writing(engine) as connection:
        known = set(connection.execute(select(approval.c.visit_id)).scalars())
        rows = [
            {"visit_id": visit_id, "author": by, "created_at": now()}
            for visit_id in sorted(wanted - known)
        ]
        if rows:
            connection.execute(insert(approval), rows)
    return len(rows)


def approved(engine: Engine) -> frozenset[int]:
    """The visits whose low visual rating may be published."""
    with reading(engine) as connection:
        return frozenset(connection.execute(select(approval.c.visit_id)).scalars())
