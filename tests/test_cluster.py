"""Many machines: each visit is made once, by whichever machine is alive."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
from sqlalchemy import Engine, func, select

from site_audit import store
from site_audit.cluster.carrier import Room
from site_audit.cluster.dispatch import dispatch
from site_audit.cluster.queue import ClusterError, address, lay
from site_audit.demo.server import serving
from site_audit.model import College
from site_audit.store import open_database
from site_audit.store.database import reading
from site_audit.store.tables import attempt
from tests.postgres import Server
from tests.workshop import SITES

SMALL = ("accordion", "tabs", "dead-menu", "hidden-words", "order-1493")
NUMBER = 12


@pytest.fixture
def shared(postgres: Server) -> Iterator[Engine]:
    """The database that all machines share."""
    engine = open_database(postgres.database())
    yield engine
    engine.dispose()


def _machine(folder: Path, name: str, url: str) -> subprocess.Popen[bytes]:
    """A machine of its own: another data folder, the same database and folder of archives."""
    data = folder / name
    data.mkdir()
    config = data / "site-audit.toml"
    config.write_text(
        f'data_dir = "."\ndatabase_url = "{url}"\narchive_url = "{folder / "archives"}"\n'
        'allow = ["127.77.0.0/16"]\nrate = 40\nworkers = 1\nvisits_at_once = 2\n'
        "lease_seconds = 3\nconfirm_hours = 0\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "site_audit.cli", "--config", str(config)]
    return subprocess.Popen([*command, "worker", "--cluster"], stderr=subprocess.DEVNULL)


@contextmanager
def _run(engine: Engine, number: int) -> Iterator[int]:
    """A run over so many small sites, which are served meanwhile."""
    with serving([SITES / SMALL[n % len(SMALL)] for n in range(number)]) as sites:
        store.save_register(engine, [College(name=site.url, url=site.url) for site in sites])
        plan = store.Plan(
            edition="2023",
            profile=store.Profile(pages=60, site_seconds=60),
            planned_at=datetime.now(UTC),
        )
        yield store.open_run(engine, plan, [one.id for one in store.colleges(engine)])


def _until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _workers(engine: Engine) -> set[str]:
    with reading(engine) as connection:
        names = connection.execute(select(attempt.c.worker)).scalars()
        return {name.rsplit("-", 1)[0] for name in names}


def test_a_machine_that_is_killed_costs_no_visit_and_doubles_none(
    shared: Engine, tmp_path: Path
) -> None:
    url = shared.url.render_as_string(hide_password=False)
    with _run(shared, NUMBER) as run_id:
        first, second = (_machine(tmp_path, name, url) for name in ("first", "second"))
        _until(lambda: len(_workers(shared)) == 2)
        children = psutil.Process(first.pid).children(recursive=True)
        for process in (psutil.Process(first.pid), *children):
            process.kill()
        first.wait()
        _until(lambda: store.run(shared, run_id).state == "closed")
        second.send_signal(signal.SIGTERM)
        assert second.wait(20) == 0
    progress = store.progress(shared, run_id)
    assert (progress.done, progress.not_audited) == (NUMBER, 0)
    ends = select(func.count()).select_from(attempt)
    with reading(shared) as connection:
        assert connection.execute(ends).scalar_one() == NUMBER


def test_a_visit_has_one_job_however_often_it_is_put_into_the_queue(shared: Engine) -> None:
    lay(shared)
    lay(shared)
    with _run(shared, 3):
        for _ in range(3):
            dispatch(shared)
    with shared.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT args->>'visit_id', lock FROM procrastinate.procrastinate_jobs"
        ).all()
    assert len(rows) == len({row[0] for row in rows}) == len({row[1] for row in rows}) == 3


def test_who_gave_up_waiting_to_be_alone_keeps_nobody_out() -> None:
    room = Room()

    async def alone() -> None:
        async with room.alone():
            raise AssertionError("another one is inside")

    async def all_of_them() -> None:
        async with asyncio.timeout(5), room.together():
            waiting = asyncio.create_task(alone())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
            async with room.together():
                assert room.inside == 2

    asyncio.run(all_of_them())


def test_a_cluster_wants_postgresql_and_says_so(sqlite: Engine) -> None:
    with pytest.raises(ClusterError, match="PostgreSQL"):
        address(sqlite)


def test_who_must_be_alone_waits_for_the_others_and_they_for_him() -> None:
    room, seen = Room(), []

    async def inside(alone: bool) -> None:
        async with room.alone() if alone else room.together():
            seen.append((alone, room.inside))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            if alone:
                assert room.inside == 0

    async def all_of_them() -> None:
        async with asyncio.timeout(5):
            await asyncio.gather(*(inside(kind) for kind in (False, False, True, False, True)))

    asyncio.run(all_of_them())
    assert [others for alone, others in seen if alone] == [0, 0]
    assert len(seen) == 5
