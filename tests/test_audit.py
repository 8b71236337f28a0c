"""One site from address to verdicts: names and limits."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from site_audit import audit as audit_module
from site_audit.archives import archive
from site_audit.audit import Audited, audit, robot_name
from site_audit.crawling import itinerary
from site_audit.crawling.block import STREAK
from site_audit.crawling.itinerary import Answer, Timer
from site_audit.demo.server import Site, serving
from site_audit.model import College, Criterion, Finding, Rules, Snapshot
from tests.samples import PROSE, html, menu, small_site
from tests.workshop import METHODOLOGY, means_for


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (compatible; SiteAudit/0.1; +https://college.ru)", "SiteAudit"),
        ("IrpoBot/2", "IrpoBot"),
    ],
)
def test_robots_txt_is_read_under_our_own_name(user_agent: str, name: str) -> None:
    assert robot_name(user_agent) == name


# ---------------------------------------------------------------- the seconds of a site

TITLES = {
    "common": "Основные сведения",
    "document": "Документы",
    "employees": "Руководство",
    "budget": "Финансово-хозяйственная деятельность",
    "vacant": "Вакантные места",
}
HOME = html("<h1>Колледж</h1>", menu(**TITLES), f"<p>{PROSE}</p>")
BUSY = 'status = 429\nfile = "busy.html"\nheaders = {"Retry-After" = "60"}\n'


class Sand(Timer):
    """Seconds that a test can let run out."""

    def run_out(self) -> None:
        self._end = time.monotonic()
        self._set(self._end)


def audited_until(
    site: Site, folder: Path, patch: pytest.MonkeyPatch, is_late: Callable[[list[str]], bool]
) -> tuple[Audited, list[str]]:
    """An audit whose time is up as soon as ``is_late`` says so of the paths opened; those paths."""
    sand: list[Sand] = []
    opened: list[str] = []

    def timer(seconds: float) -> Sand:
        sand.append(Sand(seconds))
        return sand[-1]

    def tell(url: str) -> None:
        opened.append("/" + url.removeprefix(site.url))
        if is_late(opened):
            sand[-1].run_out()

    patch.setattr(audit_module, "Timer", timer)
    college = College(name="Колледж", url=site.url)
    found = asyncio.run(audit(college, means_for(folder).watched(tell), METHODOLOGY))
    return found, opened


def why(found: Audited, site: Site) -> dict[str, str]:
    return {"/" + one.url.removeprefix(site.url): one.why for one in found.audit.snapshot.unseen}


def test_what_is_open_when_the_time_is_up_is_unseen_and_the_rest_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"{path}.html": html(f"<h1>{title}</h1>{PROSE}") for path, title in TITLES.items()}
    manifest = f'[routes."/employees"]\n{BUSY}'  # asked thrice, it would hold us up for 180 s
    folder = small_site(tmp_path / "site", files | {"index.html": HOME, "busy.html": ""}, manifest)
    with serving([folder]) as (site,):
        found, opened = audited_until(
            site, tmp_path, monkeypatch, lambda opened: opened[-1] == "/employees"
        )
    snapshot = found.audit.snapshot
    assert (found.audit.outcome.kind, found.audit.outcome.reason) == ("partial", "time")
    assert opened[-1] == "/employees"
    assert set(why(found, site).values()) == {"time"}
    read = {"/" + page.url.removeprefix(site.url) for page in snapshot.pages}
    assert len(read) == len(opened) - 2  # neither the page of all that took the time nor the probe
    assert read | set(why(found, site)) == {"/", *("/" + path for path in TITLES)}
    assert {one.finding.reason for one in found.verdicts} & {"unseen_time"}
    kept = archive.load(tmp_path, found.archive, means_for(tmp_path).guide)
    assert [page.url for page in kept.pages] == [page.url for page in snapshot.pages]


def test_a_home_page_that_takes_all_the_time_leaves_the_site_not_audited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"index.html": HOME, "busy.html": ""}
    folder = small_site(tmp_path / "site", files, f'[routes."/"]\n{BUSY}')
    with serving([folder]) as (site,):
        found, opened = audited_until(site, tmp_path, monkeypatch, lambda opened: True)
    assert (found.audit.outcome.kind, found.audit.outcome.reason) == ("not_audited", "time")
    assert (opened, found.audit.snapshot.pages) == (["/"], ())


def test_refusals_are_not_held_against_a_site_whose_home_page_we_have_no_time_to_ask_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = "\n".join(
        f'[routes."/{path}"]\nstatus = 403\nfile = "busy.html"' for path in list(TITLES)[:STREAK]
    )
    folder = small_site(tmp_path / "site", {"index.html": HOME, "busy.html": ""}, closed)
    with serving([folder]) as (site,):
        found, opened = audited_until(
            site, tmp_path, monkeypatch, lambda opened: opened.count("/") == 2
        )
    assert opened[-1] == "/"
    assert found.audit.outcome.kind == "partial"
    assert len(found.audit.snapshot.pages) == 1
    assert set(why(found, site).values()) == {"http_403", "time"}


def test_nothing_is_opened_after_the_time_and_other_time_outs_are_not_ours() -> None:
    async def never(url: str, may_follow: Callable[[str], str | None]) -> Answer:
        raise AssertionError("opened")

    async def broken(url: str, may_follow: Callable[[str], str | None]) -> Answer:
        raise TimeoutError

    def opening(open_: itinerary.Open, seconds: float) -> Answer:
        async def run() -> Answer:
            return await Timer(seconds).bound(open_)("http://a.ru/", lambda url: None)

        return asyncio.run(run())

    assert opening(never, -1).trouble == "time"
    with pytest.raises(TimeoutError):
        opening(broken, 60)


def test_queueing_behind_other_visits_costs_a_site_none_of_its_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [1000.0]
    monkeypatch.setattr(itinerary, "time", type("Clock", (), {"monotonic": lambda: now[0]}))
    timer = Timer(300)

    def seconds_to_the_cut() -> float | None:
        assert timer._limit is not None
        when = timer._limit.when()
        return None if when is None else round(when - asyncio.get_running_loop().time())

    async def queue(url: str, may_follow: Callable[[str], str | None]) -> Answer:
        now[0] += 100
        with timer.queueing():
            now[0] += 10_000
            assert seconds_to_the_cut() is None
        assert seconds_to_the_cut() == 200
        now[0] += 199
        return Answer(url=url)

    answer = asyncio.run(timer.bound(queue)("http://a.ru/", lambda url: None))
    assert (answer.trouble, timer.is_over) == (None, False)
    now[0] += 1
    assert timer.is_over


def test_other_visits_go_on_while_a_site_is_judged(tmp_path: Path) -> None:
    begun, others = threading.Event(), threading.Event()
    went_on: list[bool] = []

    def check(snapshot: Snapshot, rules: Rules) -> Finding:
        begun.set()
        went_on.append(others.wait(20))
        return Finding(mark=1, reason="present", because="Раздел есть.")

    long = Criterion(id="A1", group="A", title="Долгий", check=check)
    methodology = replace(METHODOLOGY, criteria=(long,), observed=())

    async def both(url: str) -> None:
        college = College(name="Колледж", url=url)
        judged = asyncio.create_task(audit(college, means_for(tmp_path), methodology))
        while not judged.done():
            await asyncio.wait({judged}, timeout=0.05)
            if begun.is_set():
                others.set()
        judged.result()

    with serving([small_site(tmp_path / "site", {"index.html": HOME})]) as (site,):
        asyncio.run(both(site.url))
    assert went_on == [True]
