"""A run survives the death of any of its processes: nothing finished is lost or done twice."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Engine, func, select

from site_audit import store
from site_audit.demo.server import Site, serving
from site_audit.model import College
from site_audit.store.tables import verdict
from tests.workshop import METHODOLOGY, SITES

SMALL = ("accordion", "tabs", "dead-menu", "hidden-words", "empty-shell", "order-1493")
UNHURRIED = 40  # requests a second: a run that lasts until a slow machine has seen it half done


def _config(folder: Path, **more: object) -> Path:
    knobs = {"workers": 2, "visits_at_once": 4, "lease_seconds": 2, "rate": 0} | more
    lines = [f"{name} = {value}" for name, value in knobs.items()]
    text = 'data_dir = "."\nallow = ["127.77.0.0/16"]\n' + "\n".join(lines)
    path = folder / "site-audit.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _prepare(folder: Path, sites: tuple[Site, ...], **more: object) -> tuple[Path, Engine]:
    config = _config(folder, **more)
    engine = store.open_database(f"sqlite:///{folder / 'site-audit.db'}")
    colleges = [College(name=f"Колледж {n}", url=site.url) for n, site in enumerate(sites)]
    store.save_register(engine, colleges)
    return config, engine


def _command(config: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "site_audit.cli", "--config", str(config), *words]


def _start(config: Path, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        _command(config, *words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _until(true: Callable[[], bool], child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert child.poll() is None, "the run ended before it could be disturbed"
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _done(engine: Engine) -> dict[int, datetime | None]:
    visits = store.visits_of(engine, store.run(engine, "latest").id)
    return {visit.id: visit.finished_at for visit in visits if visit.state == "done"}


def _has_run(engine: Engine) -> bool:
    return bool(store.runs(engine))


def _alive(workers: set[int]) -> set[int]:
    return {pid for pid in workers if Path(f"/proc/{pid}").exists() and not _zombie(pid)}


def _zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def _children(parent: int) -> set[int]:
    text = Path(f"/proc/{parent}/task/{parent}/children").read_text("utf-8")
    return {int(pid) for pid in text.split()}


def _check_whole(engine: Engine, visits: int) -> None:
    run = store.run(engine, "latest")
    assert run.state == "closed"
    assert store.progress(engine, run.id).done == visits
    with engine.connect() as connection:
        rows = connection.execute(
            select(verdict.c.visit_id, func.count()).group_by(verdict.c.visit_id)
        ).all()
    criteria = len(METHODOLOGY.criteria) + len(METHODOLOGY.observed)
    assert {count for _, count in rows} == {criteria}
    assert len(rows) == visits


def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(tmp_path: Path) -> None:
    folders = [SITES / "order-1493" for _ in range(12)]
    # A shell that runs us in the background has us ignore Ctrl-C, and children inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with serving(folders) as sites:
        config, engine = _prepare(tmp_path, sites, visits_at_once=1, rate=UNHURRIED)
        running = subprocess.Popen(_command(config, "run", "--no-browser"), stderr=subprocess.PIPE)
        _until(lambda: _has_run(engine) and len(_done(engine)) >= 3, running)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=30)
        assert running.returncode == 130
        assert f"site-audit --config {config} run resume 1" in " ".join(said.decode().split())
        visits = store.visits_of(engine, 1)
        assert {visit.state for visit in visits} == {"done", "waiting"}
        subprocess.run(_command(config, "run", "resume"), check=True, capture_output=True)
    _check_whole(engine, len(folders))
    engine.dispose()


def test_a_site_that_does_not_open_ends_with_a_reason_and_no_zeros(tmp_path: Path) -> None:
    with serving([SITES / "order-1493"]) as sites:
        config, engine = _prepare(tmp_path, sites)
        port = urlsplit(sites[0].url).port
        store.save_register(engine, [College(name="Нет", url=f"http://127.77.9.9:{port}/")])
        subprocess.run(_command(config, "run", "--no-browser"), check=True, capture_output=True)
    judgement = store.judgement(engine, 1)
    closed = next(r for r in store.results(engine, judgement.id) if r.college.name == "Нет")
    assert (closed.outcome.kind, closed.outcome.reason) == ("not_audited", "refused")
    assert {one.finding.mark for one in closed.verdicts} == {None}
    engine.dispose()


def test_the_next_run_reads_unchanged_pages_as_304_and_gives_the_same_marks(
    tmp_path: Path,
) -> None:
    with serving([SITES / "order-1493"]) as sites:
        config, engine = _prepare(tmp_path, sites)
        for _ in range(2):
            subprocess.run(_command(config, "run", "--no-browser"), check=True, capture_output=True)
    first, second = (store.visits_of(engine, number)[0] for number in (1, 2))
    assert second.cost.bytes < first.cost.bytes / 5
    marks = [
        [(v.criterion, v.finding) for v in store.results(engine, number)[0].verdicts]
        for number in (1, 2)
    ]
    assert marks[0] == marks[1]
    engine.dispose()


def test_a_run_that_was_waiting_since_yesterday_is_left_alone_by_a_new_one(tmp_path: Path) -> None:
    with serving([SITES / "tabs"]) as sites:
        config, engine = _prepare(tmp_path, sites)
        plan = store.Plan(
            edition="2023",
            profile=store.Profile(pages=60, site_seconds=300),
            planned_at=datetime.now(UTC),
            detectors="0",
            digest="0",
        )
        old = store.open_run(engine, plan, [1])
        subprocess.run(_command(config, "run", "--no-browser"), check=True, capture_output=True)
    assert store.progress(engine, old).waiting == 1
    assert store.run(engine, "latest").state == "closed"
    engine.dispose()
