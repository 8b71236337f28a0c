"""A worker keeps what it holds, whatever its visits are busy with."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest

from site_audit import store
from site_audit.model import College
from site_audit.runs import visiting, worker
from site_audit.runs.visiting import Place
from tests.workshop import means_for, place_for

VISITS = 40  # more than any machine has threads by default


def test_leases_are_renewed_while_every_visit_waits_in_a_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed: set[int] = set()
    all_renewed = threading.Event()
    waited: list[bool] = []
    renew = store.renew

    def note(engine: Any, held: store.Claim, seconds: float) -> bool:
        renewed.add(held.visit_id)
        if len(renewed) == VISITS:
            all_renewed.set()
        return renew(engine, held, seconds)

    async def wait_in_a_thread(*visit: Any) -> NoReturn:
        waited.append(await asyncio.to_thread(all_renewed.wait, 60))
        raise RuntimeError("nothing came of it")

    monkeypatch.setattr(store, "renew", note)
    monkeypatch.setattr(visiting, "audit", wait_in_a_thread)
    engine = store.open_database(f"sqlite:///{tmp_path / 'site-audit.db'}")
    asyncio.run(worker.work(_place(engine, tmp_path), asyncio.Event()))
    visits = store.visits_of(engine, 1)
    engine.dispose()
    assert set(waited) == {True}
    assert {(visit.state, visit.attempts, visit.crashes) for visit in visits} == {("done", 1, 2)}
    assert {visit.outcome.reason for visit in visits if visit.outcome} == {"our_failure"}


def _place(engine: Any, folder: Path) -> Place:
    colleges = [College(name=f"Колледж {n}", url=f"http://127.0.0.{n}/") for n in range(VISITS)]
    store.save_register(engine, colleges)
    profile = store.Profile(pages=60, site_seconds=300)
    now = datetime.now(UTC)
    plan = store.Plan(edition="2023", profile=profile, planned_at=now, detectors="0", digest="0")
    run_id = store.open_run(engine, plan, [one.id for one in store.colleges(engine)])
    return place_for(engine, run_id, means_for(folder), at_once=VISITS)
