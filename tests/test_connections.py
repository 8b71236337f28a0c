"""How many connections a host sees at once: one of our client's, six at most of a page's load."""

import asyncio
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from site_audit.net.client import Client
from site_audit.net.dial import Dialler, Wire
from site_audit.net.policy import parse_allow
from tests.eyes import needs_browser
from tests.house import SITE, house
from tests.test_client import SETTINGS, page, redirect, serving

MOST_OF_A_BROWSER = 6  # to one host, by HTTP/1.1; Chromium's own bound
PICTURES = 40


class Open:
    """Counts the client's connections to each host that are open, and the most there were."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.hosts: dict[Wire, str] = {}
        self.made, self.most = Counter[str](), Counter[str]()
        connect, close = Dialler.connect_tcp, Wire.aclose

        async def counted(dialler: Dialler, host: str, *args: Any, **named: Any) -> Wire:
            wire = await connect(dialler, host, *args, **named)
            assert isinstance(wire, Wire)
            self.hosts[wire] = host
            self.made[host] += 1
            self.most[host] = max(self.most[host], list(self.hosts.values()).count(host))
            return wire

        async def uncounted(wire: Wire) -> None:
            self.hosts.pop(wire, None)
            await close(wire)

        monkeypatch.setattr(Dialler, "connect_tcp", counted)
        monkeypatch.setattr(Wire, "aclose", uncounted)


def _answer(head: str, number: int) -> bytes:
    path = head.split(" ")[1].rstrip("0123456789")
    return {
        "/huge": page(b"x" * 100_001),
        "/cut": page(b"<p>", extra="Connection: close\r\n", length=99),
        "/gone": b"",
        "/moved": redirect("/there"),
        "/busy": page(status="429 Busy", extra="Retry-After: 0\r\n"),
        "/odd": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    }.get(path, page())


def test_a_visit_has_one_connection_to_a_host_whatever_its_answers(monkeypatch):
    opened = Open(monkeypatch)
    hosts = ("a.test", "b.test")
    kinds = ("/", "/huge", "/cut", "/gone", "/moved", "/busy", "/odd", "/")

    async def resolve(host: str) -> tuple[str, ...]:
        return ("127.0.0.1",)

    async def visit() -> None:
        async with serving(_answer) as site, Client(SETTINGS, resolve) as client:
            urls = [
                site.url(f"{kind}{n}", host=host)
                for n in range(2)
                for kind in kinds
                for host in hosts
            ]
            await asyncio.gather(*map(client.get, urls))

    asyncio.run(visit())
    assert dict(opened.most) == dict.fromkeys(hosts, 1)
    assert min(opened.made.values()) > 4  # broken ones were made anew
    assert opened.hosts == {}  # none is left behind


def test_visits_of_a_host_keep_a_connection_each_and_use_one_at_a_time(tmp_path, monkeypatch):
    opened = Open(monkeypatch)
    settings = replace(SETTINGS, allow=(parse_allow("127.0.0.0/8"),), pace_folder=tmp_path)
    at_once = [0]

    async def answer(head: str, number: int):
        at_once.append(at_once[-1] + 1)
        await asyncio.sleep(0)
        yield page()
        at_once.append(at_once[-1] - 1)

    async def resolve(host: str) -> tuple[str, ...]:
        return ("127.0.0.1",)

    async def visit(url: str) -> None:
        async with Client(settings, resolve) as client:
            for _ in range(5):
                await client.get(url)

    async def both() -> None:
        async with serving(answer) as site:
            await asyncio.gather(*(visit(site.url()) for _ in range(2)))

    asyncio.run(both())
    assert opened.made == {"site.test": 2}
    assert max(at_once) == 1


@needs_browser
def test_a_load_of_the_browser_has_six_connections_to_a_host_at_most():
    busy = [0]

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                busy.append(busy[-1] + 1)
                is_page = head.startswith(b"GET / ")
                await asyncio.sleep(0.01)  # long enough for others to come
                pictures = "".join(f"<img src='/{n}.png'>" for n in range(PICTURES))
                writer.write(page(pictures.encode()) if is_page else page(b"", "404 None"))
                busy.append(busy[-1] - 1)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the browser hung up
        finally:
            writer.close()

    async def load() -> int:
        server = await asyncio.start_server(talk, SITE, 0)
        port = server.sockets[0].getsockname()[1]
        async with house() as home, home.tab() as (tab, egress):
            opened = await tab.open(f"http://{SITE}:{port}/")
            assert opened.status == 200
            asked = len(egress.log)
        server.close()
        return asked

    assert asyncio.run(load()) > PICTURES / 2
    assert max(busy) <= MOST_OF_A_BROWSER
