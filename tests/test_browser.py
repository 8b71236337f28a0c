"""The browser's session: as whom it comes, what pages cannot do to it, what stays behind."""

from __future__ import annotations

import asyncio
import gc
import io
import json
import os
import ssl
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import PIL.Image
import psutil
import pytest
import trustme

from site_audit.browser import binary, process, trace, watchdog
from site_audit.browser import tab as tab_module
from site_audit.browser.binary import find_browser
from site_audit.browser.chromium import Chromium, ChromiumSettings
from site_audit.browser.deadline import BrowserError, code_of
from site_audit.browser.sight import NO_BROWSER, Eyes, Sight
from site_audit.browser.tab import MOST_DOCUMENTS, Opened, Tab
from site_audit.browser.viewports import DESKTOP, PHONE, Visitor
from site_audit.browser.watchdog import MemoryBounds, Watchdog
from site_audit.net.client import Client
from site_audit.net.egress import Egress
from tests.eyes import PROGRAM, needs_browser
from tests.hostile_pages import (
    HINDRANCES,
    WAYS,
    Answer,
    Pages,
    canaries,
    curious,
    host_of,
    page,
    scripted,
    serving,
)
from tests.house import SITE, heading, house
from tests.workshop import means_for

MOST_SECONDS = 240  # in place of hanging for ever
PATIENCE = 0.7  # seconds for what never comes


# ---------------------------------------------------------------- nothing stays behind


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder of all that a test starts; the current folder lies beside it."""
    made, here = tmp_path / "temporary", tmp_path / "here"
    made.mkdir()
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("TMPDIR", str(made))
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    return made


def _ours() -> set[psutil.Process]:
    return set(psutil.Process().children(recursive=True))


def _of(folder: Path) -> list[psutil.Process]:
    """Processes, whosoever children, that were started for this temporary folder."""
    found = []
    for one in psutil.process_iter():
        with suppress(psutil.Error):
            if one.pid != os.getpid() and one.environ().get("TMPDIR") == str(folder):
                found.append(one)
    return found


def _listening() -> set[Any]:
    return {one.laddr for one in psutil.Process().net_connections() if one.status == "LISTEN"}


Run = Callable[[Coroutine[Any, Any, None]], None]


@pytest.fixture
def run(folder: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Run]:
    """Runs a test in a loop of its own, and looks whether anything is left when it is over."""

    async def watched(doing: Coroutine[Any, Any, None]) -> None:
        async with asyncio.timeout(MOST_SECONDS):
            await doing
        await _until(lambda: asyncio.all_tasks() == {asyncio.current_task()}, 10)

    before = _ours(), _listening()
    yield lambda doing: asyncio.run(watched(doing))
    gc.collect()  # what is never retrieved is logged now
    logged = [*caplog.get_records("call"), *caplog.get_records("teardown")]
    assert [one.getMessage() for one in logged if one.name == "asyncio"] == []
    assert (_ours(), _listening()) == before
    assert _of(folder) == []
    assert list(folder.iterdir()) == []
    assert list(Path.cwd().iterdir()) == []


async def _until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not is_so():  # noqa: ASYNC110 - of other processes nobody tells us
            await asyncio.sleep(0.02)


async def _trouble(doing: Coroutine[Any, Any, Any]) -> str:
    """The code of the BrowserError that is raised; empty when none is."""
    try:
        await doing
    except BrowserError as trouble:
        return trouble.code
    return ""


# ---------------------------------------------------------------- which browser


def _program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A browser in each place, in the order in which they are to be found."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.setattr(binary, "_OF_DEBIAN", tmp_path / "debian")
    return [
        _program(tmp_path / place)
        for place in (
            "bin/chromium-headless-shell",
            "bin/chromium",
            "playwright/chromium_headless_shell-1243/chrome-linux/headless_shell",
            "playwright/chromium_headless_shell-1208/chrome-linux/headless_shell",
            "playwright/chromium-1243/chrome-linux/chrome",
            "debian/chromium-headless-shell",
            "debian/chromium",
        )
    ]


def test_the_browser_is_looked_for_on_path_then_at_playwrights_then_at_debians(
    places: list[Path],
) -> None:
    found = []
    while (program := find_browser()) is not None:
        found.append(program)
        program.unlink()
    assert found == places


def test_the_browser_that_is_set_is_taken_and_no_other(places: list[Path], tmp_path: Path) -> None:
    wanted = _program(tmp_path / "own" / "browser")
    assert find_browser(wanted) == wanted
    assert find_browser(Path("chromium")) == places[1]
    assert find_browser(tmp_path / "own" / "nothing") is None


def test_what_may_not_be_started_is_no_browser(places: list[Path]) -> None:
    for place in places:
        place.chmod(0o644)
    if os.geteuid() == 0:  # for whom everything may be read, but not started
        assert find_browser() is None
    assert find_browser(places[0]) is None


# ---------------------------------------------------------------- what messages tell


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Page.goto: Timeout 25000ms exceeded.", "browser_timeout"),
        ("Page.wait_for_load_state: Timeout 4960.4934ms exceeded.", "browser_timeout"),
        ("Page.goto: net::ERR_CERT_AUTHORITY_INVALID at https://a.ru/", "tls"),
        ("Page.goto: net::ERR_NAME_NOT_RESOLVED at http://a.ru/", "dns"),
        ("Page.goto: net::ERR_CONNECTION_REFUSED at http://a.ru/crash/navigation", "refused"),
        ("Page.goto: net::ERR_CONNECTION_TIMED_OUT at http://a.ru/", "timeout"),
        ("Page.goto: net::ERR_TOO_MANY_REDIRECTS at http://a.ru/", "redirects"),
        ("Page.goto: net::ERR_TOO_MANY_RETRIES at http://a.ru/", "protocol_error"),
        ("Page.goto: net::ERR_INVALID_HTTP_RESPONSE at http://a.ru/", "protocol_error"),
        ("Page.goto: net::ERR_INVALID_URL at http://a.ru/", "bad_url"),
        ("Page.goto: net::ERR_ABORTED at http://a.ru/file.zip", "not_html"),
        ("Page.goto: Download is starting", "not_html"),
        ('Page.goto: Navigation to "http://a.ru/" is interrupted by another navigation to '
         '"http://a.ru/crash"', "browser_moved"),
        ("Page.wait_for_load_state: Navigation failed because page crashed!", "browser_crash"),
        ("CDPSession.send: Target page, context or browser has been closed", "browser_gone"),
        ("Page.goto: net::ERR_FAILED at http://a.ru/closed/crash?navigation", "browser_error"),
    ],
)  # fmt: skip
def test_a_message_of_the_browser_has_a_code_whatever_the_address_says(
    said: str, code: str
) -> None:
    assert code_of(said) == code


# ---------------------------------------------------------------- as whom we come

_TOLD = """({
  languages: navigator.languages.join(), agent: navigator.userAgent,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  still: matchMedia("(prefers-reduced-motion: reduce)").matches,
  light: matchMedia("(prefers-color-scheme: light)").matches,
  screen: [innerWidth, innerHeight],
})"""


@needs_browser
def test_a_site_meets_a_visitor_from_russia_who_says_who_he_is(run: Run) -> None:
    async def visit() -> None:
        async with house() as home, home.tab() as (tab, _):
            await tab.open(home.site.url("/good"))
            told = await tab.ask(_TOLD)
            phone = {"userAgent": tab.agent(mobile=True)}
            await tab.send("Network.setUserAgentOverride", phone)
            await tab.open(home.site.url("/good"))
            large, small = (head.lower() for head in home.site.heads)
            assert "\r\naccept-language: ru-ru" in large
            assert "siteaudit/1.0; +https://example.org" in large
            assert "siteaudit/1.0; +https://example.org" in small
            assert ("android" in large, "android" in small) == (False, True)
            assert "mobile safari" in small
        assert "SiteAudit/1.0" in told.pop("agent")
        assert told.pop("languages").startswith("ru-RU")
        assert told == {
            "zone": "Europe/Moscow", "still": True, "light": True, "screen": [1366, 768],
        }  # fmt: skip

    run(visit())


_CHEQUERED = page(
    "<style>body{margin:0;height:3000px;background:repeating-conic-gradient(#024 0 25%,#fc0 0 50%)"
    " 0 0/8px 8px}</style>"
)
_MEASURES = """[innerWidth, innerHeight, devicePixelRatio, visualViewport.scale, screen.width,
  document.body.getBoundingClientRect().width, matchMedia("(min-width: 700px)").matches]"""


@needs_browser
def test_a_page_drawn_small_does_not_know_and_is_pictured_as_it_is(run: Run) -> None:
    async def visit() -> None:
        async with house({"/": _CHEQUERED}) as home, home.tab() as (tab, _):
            for screen in (DESKTOP, PHONE):
                told = []
                for drawn in (screen.drawn, 1.0):
                    await tab.show(replace(screen, drawn=drawn))
                    await tab.open(home.site.url("/"))
                    pictures = await tab.shoot(), await tab.shoot((16.0, 800.0, 300.0, 200.0))
                    told.append((await tab.ask(_MEASURES), *pictures))
                small, large = told
                assert screen.drawn < 1
                assert small == large
                assert PIL.Image.open(io.BytesIO(small[1])).size == (screen.width, screen.height)

    run(visit())


@needs_browser
@pytest.mark.parametrize(
    ("refusals", "words", "is_taken"),
    [(1, "Unable to capture screenshot", True), (3, "Unable to capture screenshot", True),
     (4, "Unable to capture screenshot", False), (1, "Target closed", False)],
)  # fmt: skip
def test_a_picture_that_chromium_refuses_is_asked_for_again_a_frame_later(
    run: Run, monkeypatch: pytest.MonkeyPatch, refusals: int, words: str, is_taken: bool
) -> None:
    send, left = Tab.send, [words] * refusals

    async def moody(tab: Tab, method: str, *told: Any) -> dict[str, Any]:
        if method == "Page.captureScreenshot" and left:
            raise BrowserError("browser_error", f"CDPSession.send: Protocol error: {left.pop()}")
        return await send(tab, method, *told)

    async def visit() -> None:
        async with house({"/": _CHEQUERED}) as home, home.tab() as (tab, _):
            await tab.show(DESKTOP)
            await tab.open(home.site.url("/"))
            monkeypatch.setattr(Tab, "send", moody)
            if is_taken:
                assert (await tab.shoot()).startswith(b"\xff\xd8")
            else:
                with pytest.raises(BrowserError, match=words):
                    await tab.shoot()

    run(visit())


_LEAVES = """new Promise((done) => {
  document.cookie = "seen=1; max-age=9999"; localStorage.seen = 1; sessionStorage.seen = 1;
  const asked = indexedDB.open("seen");
  asked.onsuccess = () => caches.open("seen").then(() => done(true));
})"""
_FINDS = """Promise.all([caches.keys(), indexedDB.databases()]).then(([caches, bases]) =>
  [document.cookie, localStorage.length, sessionStorage.length, caches.length, bases.length])"""
_KEPT = Answer("let kept = 1", "text/javascript", fields=("Cache-Control: max-age=9999",))


@needs_browser
def test_what_one_site_keeps_the_next_one_does_not_see(run: Run) -> None:
    async def visit() -> None:
        pages: Pages = {"/leaves": page("<script src=/kept.js></script>"), "/kept.js": _KEPT}
        async with house(pages) as home:
            async with home.tab() as (tab, _):
                await tab.open(home.site.url("/leaves"))
                await tab.ask(_LEAVES)
                await tab.open(home.site.url("/leaves"))
                assert await tab.ask(_FINDS) == ["seen=1", 1, 1, 1, 1]
                assert home.site.asked.count("/kept.js") == 1
            async with home.tab() as (tab, _):
                await tab.open(home.site.url("/leaves"))
                assert await tab.ask(_FINDS) == ["", 0, 0, 0, 0]
                assert home.site.asked.count("/kept.js") == 2

    run(visit())


@needs_browser
def test_a_browser_serves_so_many_sites_and_is_renewed_after_trouble(run: Run) -> None:
    async def visit() -> None:
        async with house(sites=2) as home:
            used = []
            for address in ("/good", "/gone", "/good", "/spin-late", "/good"):
                async with home.tab() as (tab, _):
                    used.append(home.running.process)
                    await tab.open(home.site.url(address))
                    if address == "/spin-late":
                        await _until(lambda: home.renderers[-1].cpu_times().user > 0.3)
                        assert await _trouble(tab.ask("1", seconds=PATIENCE)) == "browser_timeout"
            assert used[0] == used[1]
            assert used[2] == used[3]
            assert len(set(used)) == 3
            assert not process._lives(used[0])
            assert not process._lives(used[2])

    run(visit())


# ---------------------------------------------------------------- pages that hang

QUICK = {
    "/spin": "browser_timeout",
    "/alerts": "browser_timeout",
    "/silent": "browser_timeout",
    "/endless": "browser_timeout",
    "/circle": "redirects",
    "/file": "not_html",
    "/reload": "",  # it is stopped, and what is there is looked at
}
LATE = {
    "/spin-late": "browser_timeout",
    "/alerts-late": "browser_timeout",
    "/stay": "",
    "/print": "browser_timeout",
    "/history": "browser_timeout",
    "/elsewhere": "",
    "/refresh": "",
    "/windows": "",
    "/files": "",
}


async def _tried(tab: Tab, url: str, code: str) -> str:
    """What comes of opening an address and of asking, when all that may load has loaded."""
    patience = PATIENCE if code == "browser_timeout" else 10  # what does come has its time
    return await _trouble(tab.open(url, patience)) or await _trouble(
        tab.ask("new Promise((done) => setTimeout(done, 500))", seconds=3)
    )


async def _hindered(expected: dict[str, str]) -> None:
    async with house() as home, home.tab() as (tab, _):
        found = {}
        for address, code in expected.items():
            found[address] = await _tried(tab, home.site.url(address), code)
            await tab.renew()
            await tab.open(home.site.url("/good"))
            assert await heading(tab) == "Колледж", address
        moved = {one: "" for one, code in found.items() if code == "browser_moved"}
        assert found | moved == expected
        most = max(sum(one.startswith(way) for one in home.site.asked) for way in expected)
        assert most <= MOST_DOCUMENTS


@needs_browser
def test_a_page_that_hangs_is_told_by_its_code_and_the_tab_can_be_renewed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tab_module, "ALIVE_SECONDS", PATIENCE)
    run(_hindered(QUICK))


@pytest.mark.soak
@needs_browser
def test_whatever_a_page_does_the_tab_can_be_renewed(run: Run) -> None:
    run(_hindered(QUICK | LATE))


@needs_browser
def test_what_is_there_by_the_deadline_counts_though_the_load_is_not_over(run: Run) -> None:
    pages: Pages = {"/slow": page("<h1>Колледж</h1><img src=/silent>")}

    async def visit() -> None:
        async with house(pages) as home, home.tab() as (tab, _):
            url = home.site.url("/slow")
            assert await tab.open(url, 2) == Opened(url=url, status=200, whole=False)
            assert await heading(tab) == "Колледж"
            await tab.idle(0.2)  # which it never is

    run(visit())


@needs_browser
def test_where_a_script_leads_on_the_status_is_that_of_the_page_that_is_shown(run: Run) -> None:
    pages: Pages = {
        "/leads": scripted("location.replace('/gone')"),
        "/blocked": scripted("location.replace('http://127.0.9.1:8080/')"),
        "/nowhere": scripted("location.replace('https://127.0.9.1:8080/')"),
    }

    async def visit() -> None:
        async with house(pages) as home, home.tab() as (tab, _):
            opened = await tab.open(home.site.url("/leads"))
            assert (opened.url, opened.status) == (home.site.url("/gone"), 404)
            assert (await tab.open(home.site.url("/blocked"))).status == 403
            assert await _trouble(tab.open(home.site.url("/nowhere"))) == "refused"
            await tab.renew()
            told = await _trouble(tab.open("http://127.0.9.1:8080/"))
            assert told == "blocked_address"

    run(visit())


# ---------------------------------------------------------------- what crashes, freezes, is killed


@needs_browser
def test_a_page_that_crashes_costs_itself_and_is_noticed_at_once(run: Run) -> None:
    async def visit() -> None:
        async with house() as home:
            async with home.tab() as (tab, _):
                await tab.open(home.site.url("/good"))
                asked = asyncio.create_task(_trouble(tab.ask("new Promise(() => 0)", seconds=200)))
                await asyncio.sleep(0)
                for one in home.renderers:
                    one.kill()
                assert await asked == "browser_crash"
                assert await _trouble(tab.ask("1", seconds=200)) == "browser_crash"
                assert await _trouble(tab.open(home.site.url("/good"))) == "browser_crash"
                await tab.renew()
                await _trouble(tab.open("chrome://crash"))
                assert await _trouble(tab.ask("1", seconds=200)) == "browser_crash"
                await tab.renew()
                opened = await tab.open(home.site.url("/good"))
                assert opened.status == 200
            assert await home.is_good()

    run(visit())


def _end_browser(running: process.Running) -> None:
    running.process.kill()


def _end_driver(running: process.Running) -> None:
    running.leader.kill()


def _freeze_browser(running: process.Running) -> None:
    running.process.suspend()


def _freeze_driver(running: process.Running) -> None:
    running.leader.suspend()


def _freeze_all(running: process.Running) -> None:
    for one in (*running.watchdog.family(), running.leader):
        with suppress(psutil.NoSuchProcess):
            one.suspend()


@needs_browser
@pytest.mark.parametrize(
    "happens",
    [
        _end_browser,
        _end_driver,
        _freeze_browser,
        pytest.param(_freeze_driver, marks=pytest.mark.soak),
        pytest.param(_freeze_all, marks=pytest.mark.soak),
    ],
)
def test_a_browser_that_is_killed_or_frozen_costs_one_site_and_leaves_nothing(
    happens: Callable[[process.Running], None], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def visit() -> None:
        async with house() as home:
            async with home.tab() as (tab, _):
                await tab.open(home.site.url("/good"))
                before = home.running
                happens(before)
                code = await _trouble(tab.ask("1", seconds=PATIENCE))
                assert code in ("browser_gone", "browser_timeout")
                with monkeypatch.context() as hurried:
                    hurried.setattr(tab_module, "ASK_SECONDS", PATIENCE)
                    hurried.setattr(tab_module, "CLOSE_SECONDS", PATIENCE)
                    assert await _trouble(tab.renew()) in ("browser_gone", "browser_timeout")
                assert await _trouble(tab.open(home.site.url("/good"))) == "browser_gone"
            assert not any(process._lives(one) for one in before.watchdog.family())
            assert await home.is_good()
            assert home.running.process != before.process

    run(visit())


@needs_browser
def test_a_browser_that_died_between_two_sites_is_replaced_unseen(run: Run) -> None:
    async def visit() -> None:
        async with house() as home:
            assert await home.is_good()
            frozen = home.running.process
            frozen.suspend()
            await _until(lambda: frozen.status() == psutil.STATUS_STOPPED)
            assert await home.is_good()
            assert not process._lives(frozen)

    run(visit())


_CHILD = """
import asyncio, sys
from pathlib import Path
from site_audit.browser.chromium import Chromium, ChromiumSettings
from site_audit.browser.deadline import BrowserError
from site_audit.browser.viewports import Visitor
from site_audit.net.dial import Dialler, system_resolve
from site_audit.net.egress import Egress
from site_audit.net.policy import AddressPolicy, parse_allow

async def main():
    program, url = sys.argv[1:]
    policy = AddressPolicy((parse_allow("127.0.0.5"),))
    async with Chromium(ChromiumSettings(program=Path(program))) as chromium, Egress(
        Dialler(policy, system_resolve, 5)) as egress:
        visitor = Visitor(proxy=egress.server, username=egress.username,
            password=egress.password, agent="SiteAudit")
        async with chromium.tab(visitor) as tab:
            try:
                await tab.open(url, 1)
            except BrowserError:
                print("spins", flush=True)
            await asyncio.sleep(600)

asyncio.run(main())
"""


@needs_browser
def test_when_our_own_process_is_killed_no_browser_is_left(run: Run, folder: Path) -> None:
    async def visit() -> None:
        async with serving(HINDRANCES) as site:
            child = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", _CHILD, str(PROGRAM), site.url("/spin")),
                stdout=asyncio.subprocess.PIPE,
                cwd=Path(__file__).parents[1],
            )
            assert child.stdout is not None
            assert await child.stdout.readline() == b"spins\n"
            family = psutil.Process(child.pid).children(recursive=True)
            assert len(family) > 4
            child.kill()
            await child.wait()
            await _until(lambda: not any(map(process._lives, family)), MOST_SECONDS)

    run(visit())


# ---------------------------------------------------------------- starting and ending


@pytest.mark.parametrize(
    "script",
    [
        "exit 0",
        "sleep 600",
        pytest.param("exec sleep 600", marks=pytest.mark.soak),
        pytest.param("exec cat /dev/zero", marks=pytest.mark.soak),
    ],
)
def test_what_is_no_browser_is_told_and_ended(
    script: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = _program(tmp_path / "program")
    program.write_text(f"#!/bin/sh\n{script}\n")

    async def visit() -> None:
        async with Chromium(ChromiumSettings(program=program)) as chromium:
            visitor = Visitor(proxy="http://127.0.0.1:9", username="", password="", agent="")
            code = await _trouble(chromium.tab(visitor).__aenter__())
            assert code.startswith("browser_")

    monkeypatch.setattr(process, "START_SECONDS", 2.0)
    run(visit())


@needs_browser
@pytest.mark.parametrize("moment", [0.0, 0.3, pytest.param(0.6, marks=pytest.mark.soak)])
def test_a_visit_that_is_given_up_while_its_browser_starts_leaves_none(
    moment: float, run: Run
) -> None:
    async def visit() -> None:
        async with house() as home:
            opening = asyncio.create_task(home.is_good())
            await asyncio.sleep(moment)
            opening.cancel()
            with suppress(asyncio.CancelledError):
                await opening
            if moment:
                assert await home.is_good()

    run(visit())


def test_without_a_browser_nothing_is_seen_and_it_is_said(run: Run, tmp_path: Path) -> None:
    async def visit() -> None:
        nothing = Chromium(ChromiumSettings(program=tmp_path / "nothing"))
        async with Client(means_for(tmp_path).client) as client:
            async with Sight(None, client) as sight:
                assert not sight.is_there
                assert await _trouble(sight.tab()) == NO_BROWSER
            async with Sight(Eyes(chromium=nothing), client) as sight:
                assert sight.is_there
                told = [await _trouble(sight.tab()) for _ in range(2)]
                assert told[0].startswith("browser_")
                assert told == [told[0]] * 2
                assert not sight.is_there

    run(visit())


@needs_browser
def test_a_drawing_that_was_given_up_leaves_a_tab_for_what_follows(
    run: Run, tmp_path: Path
) -> None:
    async def visit() -> None:
        async with (
            house() as home,
            Client(means_for(tmp_path).client) as client,
            Sight(Eyes(chromium=home.chromium), client) as sight,
        ):
            await sight.tab()
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(1):
                    await sight.draw(home.site.url("/spin"), lambda words: None)
            tab = await sight.tab()
            await tab.open(home.site.url("/good"))
            assert await heading(tab) == "Колледж"

    run(visit())


@pytest.mark.soak
@needs_browser
def test_a_trace_that_was_not_ended_is_not_met_by_the_next_site(run: Run) -> None:
    async def visit() -> None:
        async with house() as home:
            async with home.tab() as (tab, _):
                await tab.send("Tracing.start", {"transferMode": "ReturnAsStream"})
                tab.is_traced = True
                await tab.open(home.site.url("/good"))
            async with home.tab() as (tab, _):
                async with trace.taken(tab) as written:
                    await tab.open(home.site.url("/good"))
                assert json.loads(written.json)["traceEvents"]
                assert not tab.is_worn

    run(visit())


# ---------------------------------------------------------------- memory


@needs_browser
def test_a_page_that_grows_is_ended_and_its_site_goes_on(run: Run) -> None:
    async def visit() -> None:
        async with house(memory=MemoryBounds(page=300, browser=1500)) as home:
            async with home.tab() as (tab, _):
                dog = home.running.watchdog
                await tab.open(home.site.url("/grows"))
                grown = await _trouble(tab.ask("new Promise(() => 0)", seconds=200))
                assert grown == "browser_crash"
                assert 100 < dog.peak < 1500  # or it was out of memory by itself
                await tab.renew()
                assert (await tab.open(home.site.url("/good"))).status == 200
            assert await home.is_good()

    run(visit())


_HUNGRY = "import time; kept = bytearray({size}); print('has', flush=True); time.sleep(600)"
_PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE)
print(child.pid, child.stdout.readline().strip() == b"has", flush=True)
print(child.wait(), flush=True)
time.sleep(600)
"""


@asynccontextmanager
async def _family(size: str) -> AsyncIterator[tuple[psutil.Process, asyncio.StreamReader]]:
    """A process and its child that takes memory; what the first of them says."""
    command = (sys.executable, "-c", _PARENT, _HUNGRY.format(size=size))
    child = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert child.stdout is not None
    try:
        yield psutil.Process(child.pid), child.stdout
    finally:
        for one in _ours():
            with suppress(psutil.NoSuchProcess):
                one.kill()
        await child.wait()


def test_a_watchdog_kills_the_page_that_is_too_large_and_no_other_process(run: Run) -> None:
    async def watch() -> None:
        async with _family("b'x' * (200 << 20)") as (parent, said):
            assert (await said.readline()).endswith(b"True\n")
            dog = Watchdog(parent, MemoryBounds(page=100, browser=1000))
            assert await said.readline() == b"-9\n"
            dog.close()
            assert parent.is_running()
            assert (dog.killed, dog.peak >= 200) == (1, True)

    run(watch())


def test_a_watchdog_kills_the_browser_whose_pages_are_too_large_together(run: Run) -> None:
    async def watch() -> None:
        async with _family("b'x' * (200 << 20)") as (parent, said):
            assert (await said.readline()).endswith(b"True\n")
            dog = Watchdog(parent, MemoryBounds(page=1000, browser=100))
            await _until(lambda: not process._lives(parent))
            dog.close()
            assert dog.killed == 0
            orphans = dog.family() - {parent}
            assert [one.is_running() for one in orphans] == [True]
            for one in orphans:
                one.kill()
            await _until(lambda: not any(map(process._lives, orphans)))

    run(watch())


def test_a_page_that_outruns_the_watchdog_is_held_by_the_system(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdog, "UNUSED_MB", 0)

    async def watch() -> None:
        grows = "(time.sleep(1), 2 << 30)[1]"  # untouched: it takes no room that could be seen
        async with _family(grows) as (parent, said):
            await _until(lambda: bool(parent.children()))
            dog = Watchdog(parent, MemoryBounds(page=300, browser=1000))
            assert (await said.readline()).endswith(b"False\n")
            assert await said.readline() == b"1\n"  # MemoryError
            dog.close()
            assert dog.killed == 0

    run(watch())


# ---------------------------------------------------------------- what a page may not do

_DIALOGS = """[confirm("?"), prompt("?", "x"), alert("!") === undefined, Notification.permission,
  print() === undefined].join()"""
_PERMISSIONS = """Promise.all([
  new Promise((done) => navigator.geolocation.getCurrentPosition(() => done("here"),
    (trouble) => done(trouble.code === trouble.PERMISSION_DENIED), {timeout: 20000})),
  navigator.mediaDevices.getUserMedia({audio: true}).then(() => "heard", () => true),
  Notification.requestPermission().then((answer) => answer !== "granted"),
]).then((all) => all.join())"""
_READS = """location.href = "file:///etc/hostname"; open("file:///etc/hostname");
navigator.serviceWorker.register("/kept.js").catch(() => 0)
  .then(() => navigator.serviceWorker.getRegistrations())
  .then((all) => { document.body.dataset.workers = all.length })"""
_FILE = """Promise.allSettled([fetch("file:///etc/hostname"), import("file:///etc/hostname")])
  .then((all) => all.map((one) => one.status).join())"""


@needs_browser
def test_a_page_gets_no_window_no_file_no_dialog_and_no_permission(run: Run) -> None:
    pages: Pages = {
        "/reads": scripted(
            _READS,
            '<h1>Колледж</h1><iframe src="file:///etc/hostname"></iframe>',
        ),
        "/kept.js": _KEPT,
    }

    async def visit() -> None:
        async with house(pages) as home, home.tab() as (tab, _):
            await tab.open(home.site.url("/windows"))
            await tab.open(home.site.url("/files"))
            await tab.idle(2)
            assert await _trouble(tab.open(home.site.url("/file"))) == "not_html"
            await tab.renew()
            await tab.open(home.site.url("/reads"))
            assert tab.url == home.site.url("/reads")
            assert await tab.ask(_FILE) == "rejected,rejected"
            assert await tab.ask("frames[0].length + document.querySelectorAll('h1').length") == 1
            assert await tab.ask(_DIALOGS) == "false,,true,denied,true"
            assert await tab.ask(_PERMISSIONS) == "true,true,true"
            assert await tab.ask("document.body.dataset.workers") == "0"
            assert tab._context is not None
            assert len(tab._context.pages) == 1
            assert [one for one in home.site.asked if one.startswith("/w?")] == []

    run(visit())


_OPENS = """<a id=a target=_blank href="/a">a</a><b id=b onclick="window.open('/b')">b</b>
<b id=c onclick="location.href = '/c'">c</b><b id=d onclick="location.hash = 'd'">d</b>"""


@needs_browser
def test_what_a_click_opens_is_told_and_not_loaded_while_documents_are_held(run: Run) -> None:
    async def visit() -> None:
        async with house({"/": page(_OPENS)}) as home, home.tab() as (tab, _):
            await tab.open(home.site.url("/"))
            async with tab.held() as told:
                for name in "abc":
                    await tab.ask(f"document.querySelector('#{name}').click()")
                    await _until(lambda: told[-1:] == [home.site.url(f"/{name}")])  # noqa: B023
                await tab.ask("document.querySelector('#d').click()")
            assert len(told) == 3
            assert tab.url == home.site.url("/#d")
            assert home.site.asked == ["/"]

    run(visit())


# ---------------------------------------------------------------- where a page may go

# Chromium does not ask at all in these ways, or not on loopback, or not without a screen.
_SILENT = {
    "track", "favicon", "manifest", "prerender", "preconnect", "dns-prefetch", "speculation",
    "transport", "service-worker", "popup", "stun",
}  # fmt: skip
_LOUD = [way for way in WAYS if way not in _SILENT]


async def _curious(allow: tuple[str, ...]) -> tuple[set[str], set[str]]:
    """The ways in which canaries were reached, and those that were refused."""
    hosts = {host_of(way): way for way in WAYS}
    async with (
        canaries((*hosts, "127.0.0.1")) as (port, hits),
        house(curious(port), allow=allow) as home,
        home.tab() as (tab, egress),
    ):
        await tab.open(home.site.url("/"))
        await _until(lambda: {hosts.get(one.host) for one in egress.log} >= set(_LOUD))
        await tab.idle(1)  # for what would come later
        udp = [hit for hit in hits if hit.startswith("udp")]
        assert udp == []
        refused = {hosts[one.host] for one in egress.log if one.refused == "blocked_address"}
    return {hosts.get(hit.split()[1], hit) for hit in hits}, refused


@needs_browser
def test_a_page_reaches_no_address_that_is_not_allowed_in_whatever_way(run: Run) -> None:
    async def visit() -> None:
        reached, refused = await _curious((SITE,))
        assert reached == set()
        assert refused >= set(_LOUD)

    run(visit())


@pytest.mark.soak
@needs_browser
def test_the_ways_in_which_a_page_is_tried_are_ways_where_they_are_allowed(run: Run) -> None:
    async def visit() -> None:
        reached, refused = await _curious((SITE, "127.0.9.0/24"))
        assert reached >= set(_LOUD)
        assert refused == set()

    run(visit())


# ---------------------------------------------------------------- the proxy's credentials


@pytest.fixture(scope="module")
def tls() -> ssl.SSLContext:
    """Of a server whose certificate no browser knows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert(SITE).configure_cert(context)
    return context


async def _asks(egress: Egress) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(egress.server.split(":")[2]))
    writer.write(b"GET http://127.0.0.5/ HTTP/1.1\r\n\r\n")
    answer = await reader.readuntil(b"\r\n")
    writer.close()
    await writer.wait_closed()
    return answer


_MANY = "".join(f'<img src="/p.svg?{number}">' for number in range(40))
_PICTURE = Answer('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "image/svg+xml")
_SEEN = "[...document.images].filter((one) => one.naturalWidth).length"


@needs_browser
@pytest.mark.parametrize("secure", [False, True])
def test_the_proxy_knows_the_browser_from_the_first_page_to_the_last(
    secure: bool, run: Run, tls: ssl.SSLContext
) -> None:
    pages: Pages = {"/many": page(_MANY), "/p.svg": _PICTURE}

    async def visit() -> None:
        async with (
            house(pages, tls=tls if secure else None) as home,
            home.tab(trusting=secure) as (tab, egress),
        ):
            for turn in ("", "?2", "?3"):
                opened = await tab.open(home.site.url("/many" + turn))
                assert (opened.status, opened.whole) == (200, True)
                assert await tab.ask(_SEEN) == 40
            await tab.renew()
            assert (await tab.open(home.site.url("/many?4"))).status == 200
            assert await tab.ask(_SEEN) == 40
            assert await _asks(egress) == b"HTTP/1.1 407 Refused\r\n"
            # Connections that were opened at once with the first, and our own question.
            assert {one.refused for one in egress.log} == {"", "auth"}

    run(visit())


@needs_browser
def test_a_certificate_that_nobody_knows_is_trouble_unless_the_client_says_so(
    run: Run, tls: ssl.SSLContext
) -> None:
    async def visit() -> None:
        async with house(tls=tls) as home, home.tab() as (tab, _):
            assert await _trouble(tab.open(home.site.url("/good"))) == "tls"

    run(visit())


@needs_browser
def test_a_server_that_asks_for_the_proxys_password_gets_it_not_and_does_not_hang_us(
    run: Run,
) -> None:
    asks = "Proxy-Authenticate: Basic realm=site-audit"
    pages: Pages = {
        "/proxy": Answer(status="407 Proxy Authentication Required", fields=(asks,)),
        "/own": Answer(status="401 Unauthorized", fields=("WWW-Authenticate: Basic realm=x",)),
    }

    async def visit() -> None:
        async with house(pages) as home, home.tab() as (tab, egress):
            assert (await tab.open(home.site.url("/own"))).status == 401
            assert await _trouble(tab.open(home.site.url("/proxy"))) == "protocol_error"
            heads = "".join(home.site.heads).lower()
            assert "authorization" not in heads
            assert egress.password not in heads

    run(visit())
