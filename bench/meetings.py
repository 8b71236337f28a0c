"""What a meeting costs: the ranking of years at a glance, the pack, the notes.

``python -m bench.meetings`` prints a table. Years are generated into an SQLite file; each thing is
a process of its own, CPU is its own (user and system; the browser that prints is not in it).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, get_args

from sqlalchemy import Engine

from site_audit import store
from site_audit.ratings import standings
from site_audit.ratings.convening import compare, line_of, previous
from site_audit.ratings.rank import rank
from site_audit.ratings.score import Rating
from site_audit.ratings.trend import RatedUnit, trend
from tests.year import Year, fill

LONG = Year(colleges=3500, clusters=506, regions=86, runs=60, marked=2)
USUAL = Year()
SECONDS_OF_RANKING, SECONDS_OF_PACK, SECONDS_OF_NOTES, MEGABYTES = 1.0, 60.0, 90.0, 600


def main() -> None:
    """Fills both years, measures, prints."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [*_rankings(Path(folder)), *_packs(Path(folder))]
    print("| what | CPU, s | wall, s | memory, MB | bound |\n|---|--:|--:|--:|---|")
    for name, cpu, wall, memory, bound in rows:
        print(f"| {name} | {cpu:.2f} | {wall:.1f} | {memory or ''} | {bound} |")


def _rankings(folder: Path) -> list[tuple[Any, ...]]:
    """A ranking with movers and trend over 3,500 sites × 60 runs, warm, as a server gives it."""
    engine = _filled(folder / "long.db", LONG)
    rows: list[tuple[Any, ...]] = []
    for unit in get_args(RatedUnit):
        for rating in get_args(Rating):
            _answer(engine, unit, rating)
            began, cpu = time.perf_counter(), time.process_time()
            _answer(engine, unit, rating)
            spent = time.process_time() - cpu, time.perf_counter() - began
            name = f"ranking, movers, trend: {rating} by {unit}, 3,500 × 60"
            rows.append((name, *spent, 0, f"{SECONDS_OF_RANKING} s"))
    engine.dispose()
    return rows


def _answer(engine: Engine, unit: RatedUnit, rating: Rating) -> None:
    run = store.run(engine, "latest")
    given = store.judgement(engine, run.id)
    results = standings.results(engine, given)
    counts = standings.count_marks(engine, store.judgement(engine, run.id))
    ranked = rank(results, rating, counts)
    line = line_of(engine, run, given)
    before = previous(line)
    assert before is not None
    known = [one.college for one in results]
    earlier = standings.results(engine, before[1], known=known)
    compare(earlier, {rating: ranked}, unit)
    trend(engine, line, rating, unit)


def _packs(folder: Path) -> list[tuple[Any, ...]]:
    """The command on a year of 1,500 colleges, at first with standings to be reckoned."""
    engine = _filled(folder / "usual.db", USUAL)
    engine.dispose()
    config = folder / "site-audit.toml"
    config.write_text(f'data_dir = "."\ndatabase_url = "sqlite:///{folder}/usual.db"\n')
    call = [sys.executable, "-m", "site_audit.cli", "--config", str(config), "report", "latest"]
    whole = ["--pack", str(folder / "pack")]
    pack = [*whole, "--no-notes"]
    told = [
        ("pack, 12 runs reckoned first, 1,500 sites", _measured([*call, *pack]), SECONDS_OF_PACK),
        ("pack, 1,500 sites", _measured([*call, *pack]), SECONDS_OF_PACK),
        ("pack and 1,500 notes", _measured([*call, *whole]), SECONDS_OF_NOTES),
    ]
    return [(name, *spent, f"{bound:.0f} s, {MEGABYTES} MB") for name, spent, bound in told]


def _measured(command: list[str]) -> tuple[float, float, int]:
    """(CPU, wall, peak memory in MB) of a command's own process."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, command)
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - began, usage.ru_maxrss >> 10


def _filled(file: Path, year: Year) -> Engine:
    print(f"filling {file.name}: {year.colleges} colleges × {year.runs} runs", file=sys.stderr)
    engine = store.open_database(f"sqlite:///{file}")
    fill(engine, year)
    return engine


if __name__ == "__main__":
    main()
