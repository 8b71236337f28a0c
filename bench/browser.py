"""The browser's part of ``make bench``: whole audits beside Lighthouse and the floor.

Rounds interleave all of them on the same sites. The floor does the loads that the product did.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import fmean, median
from typing import Any

from bench import peer_lighthouse
from bench.farm import PAGES, Farm, serving
from bench.peer_lighthouse import PUBLISHED, Lighthouse
from bench.table import Row, ratio_row
from bench.tree import Bill, bill
from bench.whole import VISUAL, Looked, looked

ROUNDS, SITES = 3, 4  # SITES other ones in each round
MANY = 45  # sites for drift
ONE, THREE = 1, 3  # speed runs, as for one site and as in a rating
TO_LIGHTHOUSE = {ONE: 0.5, THREE: 0.8}
TO_FLOOR, MEGABYTES, DRIFT = 1.5, 800, 10
_CALLED = {ONE: "one speed run", THREE: "three speed runs"}


@dataclass(frozen=True, kw_only=True)
class Work:
    """What one process did: CPU seconds a site without imports, the peak of its memory."""

    cpu: float
    peak_mb: float
    sites: tuple[Looked, ...] = ()


@dataclass
class Round:
    """One round: speed runs -> the product's and the floor's work; runs of Lighthouse."""

    product: dict[int, Work] = field(default_factory=dict)
    floor: dict[int, Work] = field(default_factory=dict)
    lighthouse: list[Bill] = field(default_factory=list)


def _run(thing: str, *arguments: str) -> tuple[dict[str, Any], Bill]:
    """(what a benchmark told, its bill)."""
    cost = bill(sys.executable, "-m", f"bench.{thing}", *arguments)
    told: dict[str, Any] = json.loads(cost.said)
    return told, cost


def product(homes: tuple[str, ...], speed_runs: int) -> Work:
    """The product on these sites; raises ValueError when it did not look at all of them."""
    with tempfile.TemporaryDirectory() as folder:
        told, cost = _run("whole", folder, str(speed_runs), *homes)
        sites = tuple(looked(Path(folder)))
    untold = [one.home for one in sites if one.told < len(VISUAL) or one.speed_runs < speed_runs]
    if untold or len(sites) < len(homes):
        raise ValueError(f"not all was measured: {len(sites)} sites, not whole: {untold}")
    return Work(cpu=(cost.cpu - told["imports"]) / len(homes), peak_mb=cost.peak_mb, sites=sites)


def floor(sites: tuple[Looked, ...], farm: Farm) -> Work:
    """The floor of the same loads; raises ValueError when it did not do them all."""
    wanted = [{key: value for key, value in asdict(one).items() if key != "told"} for one in sites]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "loads.json"
        file.write_text(json.dumps(wanted), "utf-8")
        told, cost = _run("floor_whole", str(file))
    loads = sum(len(one.pages) + one.speed_runs for one in sites)
    if told["loads"] != loads or told["pages"] != PAGES * len(sites):
        raise ValueError(f"the floor did {told['loads']} of {loads} loads, {told['pages']} pages")
    return Work(cpu=(cost.cpu - told["imports"]) / len(sites), peak_mb=cost.peak_mb)


def measured(farm: Farm, lighthouse: Lighthouse) -> list[Round]:
    """All rounds, each on sites of its own."""
    done = []
    for number in range(ROUNDS):
        print(f"browser, round {number + 1} of {ROUNDS}", file=sys.stderr)
        homes = farm.urls[number * SITES : (number + 1) * SITES]
        made = Round()
        for speed_runs in (ONE, THREE):
            made.product[speed_runs] = product(homes, speed_runs)
            made.floor[speed_runs] = floor(made.product[speed_runs].sites, farm)
            if lighthouse.program is not None:
                made.lighthouse.append(peer_lighthouse.run(lighthouse, homes[speed_runs]))
        done.append(made)
    return done


def _ratios(rounds: list[Round], lighthouse: Lighthouse) -> list[Row]:
    rows = []
    for speed_runs, most in TO_LIGHTHOUSE.items():
        there = lighthouse.program is not None
        ratio = median(
            one.product[speed_runs].cpu
            / (fmean(run.cpu for run in one.lighthouse) if there else PUBLISHED)
            for one in rounds
        )
        whose = "Lighthouse" if there else "Lighthouse (published)"
        rows.append(ratio_row(f"audit with {_CALLED[speed_runs]} / {whose}", ratio, most))
    for speed_runs, called in _CALLED.items():
        ratio = median(one.product[speed_runs].cpu / one.floor[speed_runs].cpu for one in rounds)
        rows.append(ratio_row(f"audit with {called} / its floor", ratio, TO_FLOOR))
    return rows


def _absolutes(rounds: list[Round], lighthouse: Lighthouse) -> list[Row]:
    rows = []
    for speed_runs, called in _CALLED.items():
        works = [one.product[speed_runs] for one in rounds]
        made = fmean(site.speed_runs for one in works for site in one.sites)
        again = f" ({made:.1f} were made)" if made != speed_runs else ""
        ours = median(one.cpu for one in works)
        rows.append(Row(what=f"whole audit, {called}{again}", figure=f"{ours:.2f} s/site"))
        least = median(one.floor[speed_runs].cpu for one in rounds)
        rows.append(Row(what=f"floor of the same loads, {called}", figure=f"{least:.2f} s/site"))
    what, figure = f"Lighthouse: {lighthouse.why}, as published", f"{PUBLISHED} s (not measured)"
    if lighthouse.program is not None:
        what = f"Lighthouse {lighthouse.version}, one mobile run"
        figure = f"{median(run.cpu for one in rounds for run in one.lighthouse):.2f} s"
    return [*rows, Row(what=what, figure=figure)]


def drift(farm: Farm) -> tuple[list[Row], float]:
    """(memory and CPU of a load in the last third against the second, the peak in megabytes)."""
    print(f"drift over {len(farm.urls)} sites", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        told, cost = _run("drift", folder, *farm.urls)
    loads = len(told["megabytes"])
    rows = []
    for what, figures in (("memory", told["megabytes"]), ("CPU", told["seconds"])):
        third = len(figures) // 3
        second, last = median(figures[third : 2 * third]), median(figures[2 * third :])
        growth = 100 * (last / second - 1)
        unit = (
            f"{second:.0f} → {last:.0f} MB" if what == "memory" else f"{second:.2f} → {last:.2f} s"
        )
        rows.append(
            Row(
                what=f"drift of {what} per load over {loads} loads",
                figure=f"{growth:+.1f} % ({unit})",
                target=f"< {DRIFT} %",
                right=growth < DRIFT,
            )
        )
    return rows, cost.peak_mb


def steps(homes: tuple[str, ...]) -> list[Row]:
    """What the steps cost, and which processes pay for it; dearest first."""
    print("steps", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        told, _ = _run("steps", folder, str(ONE), *homes)
    rows = []
    for what in ("steps", "kinds"):
        whole = sum(told[what].values())
        for name, ms in sorted(told[what].items(), key=lambda one: -one[1]):
            figure = f"{ms:.0f} ms/site, {100 * ms / whole:.0f} %"
            rows.append(Row(what=f"  {'of it ' if what == 'kinds' else ''}{name}", figure=figure))
    return rows


def rows() -> list[Row]:
    """The lines of the browser's table."""
    lighthouse = peer_lighthouse.installed()
    with serving(sites=ROUNDS * SITES) as farm:
        rounds = measured(farm, lighthouse)
        parts = steps(farm.urls[:SITES])
    with serving(sites=MANY) as farm:
        drifts, peak = drift(farm)
    peaks = [work.peak_mb for one in rounds for work in one.product.values()]
    peak = max(peak, *peaks)
    memory = Row(
        what="memory at most: Python, driver, browser (PSS)",
        figure=f"{peak:.0f} MB",
        target=f"≤ {MEGABYTES} MB",
        right=peak <= MEGABYTES,
    )
    absolutes, ratios = _absolutes(rounds, lighthouse), _ratios(rounds, lighthouse)
    return [*absolutes, *ratios, memory, *drifts, *parts]
