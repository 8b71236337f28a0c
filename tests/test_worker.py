"""A worker keeps what it holds, whatever its visits are busy with."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest

from site_audit import store, worker
from site_audit.model import College
from tests.workshop import METHODOLOGY, means_for

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
    monkeypatch.setattr(worker, "audit", wait_in_a_thread)
    engine = store.open_database(f"sqlite:///{tmp_path / 'site-audit.db'}")
    asyncio.run(worker.work(_place(engine, tmp_path), asyncio.Event()))
    visits = store.visits_of(engine, 1)
    engine.dispose()
    assert waited == [True] * VISITS
    assert {(visit.state, visit.attempts) for visit in visits} == {("done", 1)}


def _place(engine: Any, folder: Path) -> worker.Place:
    colleges = [College(name=f"Колледж {n}", url=f"http://127.0.0.{n}/") for n in range(VISITS)]
    store.save_register(engine, colleges)
    profile = store.Profile(pages=60, site_seconds=300)
    now = datetime.now(UTC)
    plan = store.Plan(edition="2023", profile=profile, planned_at=now, detectors="0", digest="0")
    run_id = store.open_run(engine, plan, [one.id for one in store.colleges(engine)])
    return worker.Place(
        name="worker",
        engine=engine,
        run_id=run_id,
        judgement_id=store.judgement(engine, run_id, 1).id,
        means=means_for(folder),
        methodology=METHODOLOGY,
        at_once=VISITS,
        lease_seconds=3,
    )
