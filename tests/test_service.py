"""The service: `site-audit worker` carries every run to its end by itself, and ends when told."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Engine

from site_audit import store
from site_audit.demo.server import Site, serving
from site_audit.model import College
from tests.workshop import SITES

SECOND = 1 / 3600
KNOBS = {
    "workers": 1,
    "visits_at_once": 4,
    "lease_seconds": 3,
    "rate": 0,
    "again_hours": SECOND,
    "confirm_hours": SECOND,
}


def _config(folder: Path, url: str) -> Path:
    lines = [f"{name} = {value}" for name, value in KNOBS.items()]
    path = folder / "site-audit.toml"
    text = f'data_dir = "."\ndatabase_url = "{url}"\nallow = ["127.77.0.0/16"]\n'
    path.write_text(text + "\n".join(lines), encoding="utf-8")
    return path


def _serve(folder: Path, url: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*_command(folder, url), "worker"], stderr=subprocess.DEVNULL)


def _command(folder: Path, url: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "site_audit.cli", "--config", str(_config(folder, url)))


def _until(true: Callable[[], bool], *services: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while not true():
        assert {one.poll() for one in services} == {None}, "a service ended"
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _stop(service: subprocess.Popen[bytes]) -> None:
    service.send_signal(signal.SIGTERM)
    assert service.wait(20) == 0


def _open(engine: Engine, *sites: str) -> int:
    store.save_register(engine, [College(name=url, url=url) for url in sites])
    plan = store.Plan(
        edition="2023",
        profile=store.Profile(pages=60, site_seconds=60),
        planned_at=datetime.now(UTC),
    )
    return store.open_run(engine, plan, [one.id for one in store.colleges(engine)])


def _closed(engine: Engine, number: int) -> bool:
    return any(one.id == number and one.state == "closed" for one in store.runs(engine))


def _absent(sites: tuple[Site, ...]) -> str:
    return f"http://127.77.9.9:{urlsplit(sites[0].url).port}/"


def test_sites_that_do_not_open_are_visited_so_often_and_then_the_run_closes(
    sqlite: Engine, tmp_path: Path
) -> None:
    with serving([SITES / "order-1493"]) as sites:
        number = _open(sqlite, sites[0].url, _absent(sites))
        service = _serve(tmp_path, _url(sqlite))
        _until(lambda: _closed(sqlite, number), service)
        _stop(service)
    visits = {one.college.url: one for one in store.visits_of(sqlite, number)}
    shut = visits[_absent(sites)]
    assert shut.outcome is not None
    assert (shut.outcome.reason, shut.attempts) == ("refused", 3)
    assert visits[sites[0].url].attempts == 1


def test_a_low_result_is_confirmed_by_a_second_visit_that_plans_itself(
    sqlite: Engine, tmp_path: Path
) -> None:
    with serving([SITES / "empty-shell", SITES / "dead-menu"]) as sites:
        number = _open(sqlite, *(site.url for site in sites))
        service = _serve(tmp_path, _url(sqlite))
        _until(lambda: _closed(sqlite, number) and _closed(sqlite, number + 1), service)
        _stop(service)
    states = [one.state for one in store.confirmations(sqlite, number)]
    assert states == ["agreed"]
    assert store.run(sqlite, "latest").id == number
    listed = [*_command(tmp_path, _url(sqlite)), "run", "list"]
    shown = subprocess.run(listed, check=True, capture_output=True, text=True).stdout
    assert [shown.count(words) for words in ("вручную", "второй обход")] == [1, 1]


def test_two_services_that_start_at_once_open_one_run_of_a_tick_and_visit_each_site_once(
    engine: Engine, tmp_path: Path
) -> None:
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    with serving([SITES / "order-1493"] * 3) as sites:
        store.save_register(engine, [College(name=one.url, url=one.url) for one in sites])
        store.add_schedule(engine, _schedule(hour_ago))
        services = [_serve(folder, _url(engine)) for folder in _folders(tmp_path, 2)]
        _until(lambda: _closed(engine, 1), *services)
        for service in services:
            _stop(service)
    assert [one.id for one in store.runs(engine) if one.schedule == "месяц"] == [1]
    visits = store.visits_of(engine, 1)
    assert [(one.attempts, one.crashes) for one in visits] == [(1, 0)] * 3


def _schedule(tick: datetime) -> store.Schedule:
    """A yearly schedule that missed this tick while nobody was there."""
    return store.Schedule(
        name="месяц",
        cron=f"{tick.minute} {tick.hour} {tick.day} {tick.month} *",
        tz="UTC",
        only=(),
        edition="2023",
        browser=False,
        created_at=tick - timedelta(hours=1),
        seen_until=tick - timedelta(hours=1),
    )


def _folders(folder: Path, number: int) -> list[Path]:
    """Data folders of machines that share a database."""
    folders = [folder / str(one) for one in range(number)]
    for one in folders:
        one.mkdir()
    return folders


def _url(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)
