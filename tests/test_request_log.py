"""The log of requests proves the manners: of whole audits on loopback, of one process and two."""

import asyncio
import json
import logging
import sys
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from site_audit.audit import Audited, audit
from site_audit.model import College
from site_audit.net import client as client_module
from site_audit.net.pace import Manners, Pace, Shelves
from site_audit.net.policy import AddressPolicy, parse_allow
from site_audit.net.shelf import FileShelf
from site_audit.net.turn import Queueing
from tests.postgres import Server
from tests.samples import PROSE, html, menu
from tests.test_client import page, serving
from tests.test_pace import Clock
from tests.workshop import METHODOLOGY, means_for

CRAWL_DELAY, RETRY_AFTER = 3.0, 7.0
ANSWER_SECONDS = 0.2
WORDS = ("sveden", "abitur", "news", "contacts", "busy", "tired")
HOSTS = ("127.0.0.1", "localhost")  # two sites on one IP; the second one wants a Crawl-delay

Line = dict[str, Any]


@pytest.fixture
def noted(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What is logged, the requests with it."""
    caplog.set_level(logging.INFO, "site_audit.net")
    return caplog


class College26:
    """A college's server; what is asked at once is counted, and each answer takes its time."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.now = self.most = 0
        self.paths: dict[str, list[str]] = defaultdict(list)

    async def answer(self, head: str, number: int) -> AsyncIterator[bytes]:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0)
        self.clock.now += ANSWER_SECONDS
        said = self._say(head)
        self.now -= 1
        yield said

    def _say(self, head: str) -> bytes:
        host = head.partition("Host: ")[2].partition(":")[0]
        path = head.split(" ")[1]
        is_first = path not in self.paths[host]
        self.paths[host].append(path)
        if path == "/robots.txt":
            delay = f"Crawl-delay: {CRAWL_DELAY:g}\n" if host == "localhost" else ""
            text = f"User-agent: *\nDisallow: /secret\n{delay}".encode()
            return page(text).replace(b"text/html", b"text/plain")
        if is_first and path == "/busy":
            return page(status="429 Busy", extra=f"Retry-After: {RETRY_AFTER:g}\r\n")
        if is_first and path == "/tired":
            return page(status="503 Tired")
        if path.strip("/") not in ("", *WORDS):
            return page(b"<title>404</title>", status="404 Not Found")
        links = menu(**{word: f"Раздел {word}" for word in WORDS})
        return page(html(links, f"<p>{PROSE} {path}", title=f"Колледж {path}").encode())


async def _audits(clock: Clock, folder: Path) -> tuple[College26, list[Audited]]:
    college = College26(clock)
    (folder / "pace").mkdir()
    means = means_for(folder)
    allow = (*means.client.allow, parse_allow("::1/128"))
    means = replace(means, client=replace(means.client, rate=2.0, allow=allow, retry_pause=1.0))
    async with serving(college.answer) as site:
        entries = [College(name=host, url=site.url(host=host)) for host in HOSTS]
        found = await asyncio.gather(*(audit(one, means, METHODOLOGY) for one in entries))
    return college, found


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Clock:
    """The time of all paces: it passes when somebody sleeps."""
    clock = Clock()

    def pace(
        manners: Manners, policy: AddressPolicy, shelves: Shelves, *, queueing: Queueing
    ) -> Pace:
        shelf = FileShelf(tmp_path / "pace", clock, clock.sleep)
        return Pace(manners, policy, Shelves(shelf, shelf), sleep=clock.sleep, queueing=queueing)

    monkeypatch.setattr(client_module, "Pace", pace)
    return clock


def _fields(records: list[logging.LogRecord]) -> list[Line]:
    names = ("host", "ip", "url", "status", "started", "seconds", "waited", "gap", "held")
    asked = [one for one in records if one.name == "site_audit.net" and one.msg == "request"]
    return [{name: getattr(one, name) for name in names} for one in asked]


def _by(lines: list[Line], name: str) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: line["started"]):
        found[str(line[name])].append(line)
    return found


def assert_mannered(lines: list[Line], gap: float) -> None:
    """No two requests to a host or an IP at once, and none sooner than the pace after another."""
    for name in ("host", "ip"):
        for asked in _by(lines, name).values():
            for sooner, later in pairwise(asked):
                assert later["started"] >= sooner["started"] + gap - 1e-6
                assert later["started"] >= sooner["started"] + sooner["seconds"] - 1e-6


def test_the_log_of_two_audits_on_one_ip_proves_their_manners(clock, tmp_path, noted):
    college, found = asyncio.run(_audits(clock, tmp_path))
    assert [one.audit.outcome.kind for one in found] == ["audited", "audited"]
    asked = _fields(noted.records)
    assert_mannered(asked, 0.5)
    assert college.most == 1
    of_host = _by(asked, "host")
    for host in HOSTS:  # every request is in the log, and nothing else
        logged = [urlsplit(line["url"]).path for line in of_host[host]]
        assert logged == college.paths[host]
    assert {line["ip"] for line in asked} == {"127.0.0.1"}


def test_the_log_shows_that_wishes_of_a_host_are_kept(clock, tmp_path, noted):
    asyncio.run(_audits(clock, tmp_path))
    of_host = _by(_fields(noted.records), "host")
    robots, *rest = of_host["localhost"]
    for sooner, later in pairwise([robots, *rest]):
        assert later["started"] >= sooner["started"] + sooner["seconds"] + CRAWL_DELAY - 1e-6
    held = {line["held"] for asked in of_host.values() for line in asked}
    assert {"rate", "crawl_delay", "retry_after"} <= held
    for asked in of_host.values():
        after = dict(zip(map(id, asked), asked[1:], strict=False))
        for line in (line for line in asked if line["status"] == 429):
            again = after[id(line)]
            ended = line["started"] + line["seconds"]
            assert again["started"] >= ended + RETRY_AFTER - 1e-6
            assert (again["held"], again["gap"] > 0.5) == ("retry_after", True)
        assert max(line["gap"] for line in asked if line["held"]) > 0.5  # refusals stretched it


def test_the_log_is_off_until_it_is_asked_for(clock, tmp_path, caplog):
    asyncio.run(_audits(clock, tmp_path))
    assert _fields(caplog.records) == []


# ---------------------------------------------------------------- processes

VISIT = """
import asyncio, json, logging, sys
from pathlib import Path
from site_audit.net.client import Client, ClientSettings
from site_audit.net.policy import parse_allow

class Lines(logging.Handler):
    def emit(self, record):
        names = ("host", "ip", "started", "seconds")
        print(json.dumps({name: getattr(record, name) for name in names}), flush=True)

async def visit(origin, folder, database):
    allow = (parse_allow("127.0.0.0/8"), parse_allow("::1/128"))
    settings = ClientSettings(
        user_agent="SiteAudit/test", rate=100, allow=allow,
        pace_folder=Path(folder), pace_database=database or None,
    )
    sys.stdin.readline()
    async with Client(settings) as client:
        for number in range(12):
            assert (await client.get(f"{origin}/{number}")).status == 200

log = logging.getLogger("site_audit.net")
log.setLevel(logging.INFO)
log.addHandler(Lines())
print("ready", flush=True)
asyncio.run(visit(*sys.argv[1:]))
"""


async def _processes(folder: Path, database: str) -> tuple[list[Line], int]:
    """What two processes log that ask two sites on one IP, and how many they asked at once."""
    college = College26(Clock())

    async def answer(head: str, number: int) -> AsyncIterator[bytes]:
        college.now += 1
        college.most = max(college.most, college.now)
        await asyncio.sleep(0.002)  # long enough for another request to come
        college.now -= 1
        yield page()

    async with serving(answer) as site:
        pipe = asyncio.subprocess.PIPE
        children = [
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", VISIT, site.url(path="", host=host), str(folder), database),
                stdin=pipe,
                stdout=pipe,
            )
            for host in HOSTS
        ]
        for child in children:  # they begin together
            assert child.stdout is not None
            assert await child.stdout.readline() == b"ready\n"
        told = await asyncio.gather(*(child.communicate(b"\n") for child in children))
    assert [child.returncode for child in children] == [0, 0]
    return [json.loads(line) for out, _ in told for line in out.splitlines()], college.most


@pytest.mark.parametrize("shelf", ["folder", "database"])
def test_the_logs_of_two_processes_prove_their_manners(shelf, tmp_path, request):
    database = ""
    if shelf == "database":
        postgres: Server = request.getfixturevalue("postgres")
        database = postgres.database()
    asked, most = asyncio.run(_processes(tmp_path, database))
    assert len(asked) == 24
    assert {line["host"] for line in asked} == set(HOSTS)
    assert_mannered(asked, 0.01)
    assert most == 1
