"""What our own machine lacks for a while is waited for: no site pays for it with a mark."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from site_audit import store
from site_audit.archives import archive
from site_audit.archives.storage import ShelfError
from site_audit.demo.server import Site, serving
from site_audit.model import College
from site_audit.ratings.score import PRESENCE
from site_audit.runs import outage
from site_audit.runs.outage import is_outage, outlast
from site_audit.runs.worker import work
from site_audit.store import DatabaseAwayError, open_database
from tests.postgres import PROGRAMS, Server, new_server
from tests.workshop import SITES, means_for, place_for

SMALL = ("accordion", "tabs", "dead-menu", "hidden-words", "order-1493")
SECOND = 1 / 3600
AWAY = 10.0  # seconds


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A PostgreSQL server that a test may stop."""
    if PROGRAMS is None:
        pytest.skip("PostgreSQL is not installed; sh setup/database.sh installs it")
    server = new_server()
    yield server
    server.stop()
    shutil.rmtree(server.folder)


def _open(engine: Engine, sites: tuple[Site, ...]) -> int:
    store.save_register(engine, [College(name=site.url, url=site.url) for site in sites])
    plan = store.Plan(
        edition="2023",
        profile=store.Profile(pages=60, site_seconds=60),
        planned_at=datetime.now(UTC),
    )
    return store.open_run(engine, plan, [one.id for one in store.colleges(engine)])


@contextmanager
def _service(folder: Path, url: str, **more: object) -> Iterator[subprocess.Popen[bytes]]:
    """The service, which ends well when it is told to."""
    knobs = {"workers": 1, "visits_at_once": 3, "lease_seconds": 3, "confirm_hours": 0} | more
    lines = [f"{name} = {value}" for name, value in knobs.items()]
    text = f'data_dir = "."\ndatabase_url = "{url}"\nallow = ["127.77.0.0/16"]\n'
    path = folder / "site-audit.toml"
    path.write_text(text + "\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "site_audit.cli", "--config", str(path), "worker"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as service:
        try:
            yield service
            service.send_signal(signal.SIGTERM)
            assert service.wait(20) == 0
        finally:
            service.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.77.0.1", 0))
        return int(probe.getsockname()[1])


def _until(true: Callable[[], bool], service: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while not true():
        assert service.poll() is None, "the service ended"
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _marks(engine: Engine, run_id: int) -> set[tuple[str, ...]]:
    """How the marks of sites look, each once."""
    given = store.results(engine, store.judgement(engine, run_id).id)
    return {
        tuple(str(v.finding.mark) for v in one.verdicts if v.criterion in PRESENCE) for one in given
    }


def test_a_database_that_is_away_for_a_while_costs_nothing(
    own_server: Server, tmp_path: Path
) -> None:
    engine = open_database(own_server.database())
    url = engine.url.render_as_string(hide_password=False)
    with (
        serving([SITES / SMALL[n % len(SMALL)] for n in range(20)]) as sites,
        _service(tmp_path, url, rate=20) as service,
    ):
        run_id = _open(engine, sites)
        _until(lambda: store.progress(engine, run_id).done >= 3, service)
        own_server.stop()
        with pytest.raises(DatabaseAwayError):
            store.progress(engine, run_id)
        time.sleep(AWAY)  # so long it is away
        assert service.poll() is None
        own_server.start()
        _until(lambda: store.run(engine, run_id).state == "closed", service)
    visits = store.visits_of(engine, run_id)
    assert {(one.attempts, one.crashes) for one in visits} == {(1, 0)}
    assert store.progress(engine, run_id).not_audited == 0
    assert len(_marks(engine, run_id)) <= len(SMALL)
    engine.dispose()


def test_a_service_that_waits_for_its_database_still_ends_within_15_seconds(
    own_server: Server, tmp_path: Path
) -> None:
    url = own_server.database()
    with _service(tmp_path, url) as service:
        children = Path(f"/proc/{service.pid}/task/{service.pid}/children")
        _until(lambda: bool(children.read_text("utf-8")), service)
        time.sleep(4)  # until all of it is at work
        own_server.stop()
        time.sleep(8)  # longer than between two rounds of the clock
        workers = [Path(f"/proc/{pid}") for pid in children.read_text("utf-8").split()]
        told = time.monotonic()
        service.send_signal(signal.SIGTERM)
        assert service.wait(20) == 0
        assert time.monotonic() - told < 15
        assert not any(worker.exists() for worker in workers)
    own_server.start()


def test_sites_that_the_network_loses_for_a_while_are_audited_when_it_is_back(
    sqlite: Engine, tmp_path: Path
) -> None:
    """Three in ten are away: no zero is given, and nothing is paused."""
    folders, port = [SITES / "order-1493" for _ in range(20)], _free_port()
    with serving(folders, port=port) as sites:
        everybody = tuple(sites)
    with _service(tmp_path, str(sqlite.url), rate=0, again_hours=SECOND, attempts=20) as service:
        with serving(folders[:14], port=port):
            run_id = _open(sqlite, everybody)
            _until(lambda: all(one.outcome for one in store.visits_of(sqlite, run_id)), service)
        shut = [one.outcome for one in store.visits_of(sqlite, run_id) if one.attempts > 0]
        assert {one.reason for one in shut if one} == {None, "refused"}
        with serving(folders, port=port):
            _until(lambda: store.run(sqlite, run_id).state == "closed", service)
    assert store.progress(sqlite, run_id).audited == 20
    assert len(_marks(sqlite, run_id)) == 1


def test_a_network_that_is_gone_pauses_the_run_and_costs_no_attempt(
    sqlite: Engine, tmp_path: Path
) -> None:
    folders, port = [SITES / "order-1493" for _ in range(8)], _free_port()
    with serving(folders, port=port) as sites:
        run_id = _open(sqlite, tuple(sites))
    more = {"rate": 0, "anomaly_sites": 5, "pause_minutes": 1 / 60, "visits_at_once": 1}
    with _service(tmp_path, str(sqlite.url), **more) as service:
        _until(lambda: store.run(sqlite, run_id).paused_because == "refused", service)
        assert {one.attempts for one in store.visits_of(sqlite, run_id)} == {0, 1}
        with serving(folders, port=port):
            _until(lambda: store.progress(sqlite, run_id).audited >= 5, service)


def test_a_disk_that_is_full_holds_visits_up_and_no_more(
    sqlite: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine, refused = archive.save, []

    def full_twice(*given: object, **named: object) -> None:
        if len(refused) < 2:
            refused.append(given)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        genuine(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(archive, "save", full_twice)
    with serving([SITES / "order-1493"]) as sites:
        run_id = _open(sqlite, sites)
        place = replace(place_for(sqlite, run_id, means_for(tmp_path)), lease_seconds=1)
        asyncio.run(work(place, asyncio.Event()))
    (visit,) = store.visits_of(sqlite, run_id)
    assert len(refused) == 2
    assert (visit.state, visit.attempts, visit.crashes) == ("done", 1, 0)
    assert visit.outcome is not None
    assert visit.outcome.kind == "audited"


def test_a_database_that_is_full_is_asked_again_until_there_is_room(
    sqlite: Engine, tmp_path: Path
) -> None:
    """What a visit found is kept in memory meanwhile: the site is not visited anew."""
    room = threading.Event()
    bounds: list[int] = []

    @event.listens_for(sqlite, "begin")
    def bound(connection: object) -> None:
        pages = 1_000_000 if room.is_set() else 1  # one means: as many as there are
        found = connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]
        bounds.append(found.scalar_one())
        if len(bounds) > 12:
            room.set()

    with serving([SITES / "order-1493"]) as sites:
        room.set()
        run_id = _open(sqlite, sites)
        room.clear()
        bounds.clear()
        asyncio.run(work(place_for(sqlite, run_id, means_for(tmp_path)), asyncio.Event()))
        assert len([one for one in sites[0].requests if one.path == "/"]) == 1
    (visit,) = store.visits_of(sqlite, run_id)
    assert (visit.state, visit.attempts) == ("done", 1)


def test_an_outage_that_lasts_too_long_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outage, "OUTAGE_SECONDS", 0.05)
    asked: list[int] = []

    def away() -> None:
        asked.append(1)
        raise DatabaseAwayError("away")

    with pytest.raises(DatabaseAwayError):
        asyncio.run(outlast(away))
    assert len(asked) >= 2


@pytest.mark.parametrize(
    ("trouble", "ours"),
    [
        (OSError(errno.ENOSPC, ""), True),
        (OSError(errno.EMFILE, ""), True),
        (ShelfError("away"), True),
        (DatabaseAwayError("away"), True),
        (MemoryError(), True),
        (OSError(errno.ECONNRESET, ""), False),
        (ValueError(), False),
        (KeyError(), False),
    ],
)
def test_what_our_machine_lacks_is_told_from_a_slip_of_our_code(
    trouble: Exception, ours: bool
) -> None:
    assert is_outage(trouble) == ours
