"""How many sites an hour: embedded workers and cluster workers, politely and as fast as can be.

``python -m bench.crews [WORD]`` prints a table of sites an hour (of rows that have the word); each
row is a run of the real command over a farm of sites of 40 pages. Politely is two requests a second
and 200 ms of latency, as with real sites; else there is neither, and what counts is our own speed.
A cluster needs PostgreSQL.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from bench.farm import serving
from site_audit import store
from site_audit.logs import REQUESTS
from site_audit.model import College
from tests.postgres import PROGRAMS, new_server

SITES = 48
LOOKED_AT = 16  # sites of a run with the browser
AT_ONCE = 8


@dataclass(frozen=True, kw_only=True)
class Crew:
    """So many worker processes, on so many machines of a cluster (0: embedded)."""

    processes: int
    machines: int = 0
    browser: bool = False

    @property
    def title(self) -> str:
        """How its row is called."""
        what = f"{self.machines} cluster" if self.machines else f"{self.processes} embedded"
        return what + (", with browser" if self.browser else "")


CREWS = (
    *(Crew(processes=number) for number in (1, 2, 4)),
    Crew(processes=1, machines=1),
    Crew(processes=1, machines=2),
    *(Crew(processes=number, browser=True) for number in (1, 2, 4)),
    *(Crew(processes=1, machines=number, browser=True) for number in (1, 2)),
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a run told: sites an hour, requests of a visit; the others in seconds of a mean visit.

    ``paced``: it waited for the pace of its site; ``queued``: for others at the same site, its own
    requests too; ``answered``: the site had the word.
    """

    an_hour: float
    cpu: float
    wall: float
    requests: float
    paced: float
    queued: float
    answered: float


HEADS = ("workers", "pace", "sites/hour", "CPU", "wall", "paced", "queued", "answers", "requests")


def _config(folder: Path, url: str, crew: Crew, rate: float) -> Path:
    folder.mkdir()
    config = folder / "site-audit.toml"
    at_once = LOOKED_AT // (crew.processes * max(1, crew.machines)) if crew.browser else AT_ONCE
    knobs = {"rate": rate, "workers": crew.processes, "visits_at_once": min(at_once, AT_ONCE)}
    lines = [f"{name} = {value}" for name, value in knobs.items()]
    head = f'data_dir = "."\ndatabase_url = "{url}"\nallow = ["127.91.0.0/16"]\n'
    head += "confirm_hours = 0\nattempts = 1\n"
    head += 'log_requests = true\nlog_format = "json"\n'
    config.write_text(head + "\n".join(lines), encoding="utf-8")
    return config


@contextmanager
def _workers(configs: list[Path], cluster: bool) -> Iterator[None]:
    words = ("worker", "--cluster") if cluster else ("worker",)
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "site_audit.cli", "--config", str(config), *words],
            stderr=subprocess.DEVNULL,
        )
        for config in configs
    ]
    try:
        yield
    finally:
        for one in running:
            one.terminate()
        for one in running:
            one.wait()


def _run(engine: Engine, urls: tuple[str, ...], crew: Crew) -> int:
    store.save_register(engine, [College(name=url, url=url) for url in urls])
    how = store.Profile(pages=60, site_seconds=600, browser=crew.browser, speed_runs=1)
    plan = store.Plan(edition="2023", profile=how, planned_at=datetime.now(UTC))
    return store.open_run(engine, plan, [one.id for one in store.colleges(engine)])


def measure(crew: Crew, url: str, *, polite: bool) -> Told:
    """A run by this crew, from the first claim to the last end."""
    engine = store.open_database(url)
    sites = LOOKED_AT if crew.browser else SITES
    latency, rate = (0.2, 2.0) if polite else (0.0, 0.0)
    with tempfile.TemporaryDirectory() as name, serving(sites, latency=latency) as farm:
        folders = [Path(name) / str(number) for number in range(max(1, crew.machines))]
        configs = [_config(folder, url, crew, rate) for folder in folders]
        run_id = _run(engine, farm.urls, crew)
        with _workers(configs, cluster=bool(crew.machines)):
            while store.run(engine, run_id).state != "closed":
                time.sleep(0.5)
        asked = [one for folder in folders for one in _requests(folder / "log")]
    visits = store.visits_of(engine, run_id)
    engine.dispose()
    begun = min(one.started_at for one in visits if one.started_at)
    ended = max(one.finished_at for one in visits if one.finished_at)
    return Told(
        an_hour=3600 * len(visits) / (ended - begun).total_seconds(),
        cpu=sum(one.cost.cpu_s for one in visits) / len(visits),
        wall=sum(one.cost.wall_s for one in visits) / len(visits),
        requests=len(asked) / len(visits),
        paced=sum(one["waited"] - one["queued"] for one in asked) / len(visits),
        queued=sum(one["queued"] for one in asked) / len(visits),
        answered=sum(one["seconds"] for one in asked) / len(visits),
    )


def _requests(folder: Path) -> Iterator[dict[str, float]]:
    """The requests that the log of a machine tells of."""
    for file in folder.glob("worker.log*"):
        for line in file.read_text("utf-8").splitlines():
            told = json.loads(line)
            if told["logger"] == REQUESTS:
                yield told


def main() -> None:
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as folder, _databases(Path(folder)) as database:
        for polite in (True, False):
            for crew in CREWS:
                how = "2 requests/s, 200 ms" if polite else "no pause, no latency"
                wanted = all(word in f"{crew.title} {how}" for word in sys.argv[1:])
                if not wanted or (crew.machines and PROGRAMS is None):
                    continue
                told = measure(crew, database(crew), polite=polite)
                seconds = (told.wall, told.paced, told.queued, told.answered)
                figures = (f"{told.an_hour:.0f}", f"{told.cpu:.2f} s", *map(_seconds, seconds))
                rows.append((crew.title, how, *figures, f"{told.requests:.0f}"))
                print(*rows[-1], sep=" | ", file=sys.stderr)
    for row in (HEADS, ("---",) * len(HEADS), *rows):
        print("| " + " | ".join(row) + " |")


def _seconds(told: float) -> str:
    return f"{told:.1f} s"


@contextmanager
def _databases(folder: Path) -> Iterator[Callable[[Crew], str]]:
    """Addresses of new databases: SQLite for embedded workers, PostgreSQL for a cluster."""
    server = new_server() if PROGRAMS is not None else None
    numbers = iter(range(1000))

    def database(crew: Crew) -> str:
        if crew.machines and server is not None:
            return server.database()
        return f"sqlite:///{folder / f'{next(numbers)}.db'}"

    try:
        yield database
    finally:
        if server is not None:
            server.stop()


if __name__ == "__main__":
    main()
