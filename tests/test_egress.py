import asyncio
import functools
import gc
import socket
import weakref
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ParamSpec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from site_audit.net import egress as egress_module
from site_audit.net.dial import MOST_ATTEMPTS, Dialler, Resolve, system_resolve
from site_audit.net.egress import CHUNK, Allowance, Egress, Passage
from site_audit.net.policy import AddressPolicy, parse_allow

SITE, OTHER, FORBIDDEN = "127.0.0.5", "127.0.0.6", "127.0.0.9"
NAMES = {
    "site.test": (SITE,),
    "other.test": (OTHER,),
    "forbidden.test": (FORBIDDEN,),
    "private.test": ("10.1.2.3",),
    "mixed.test": (SITE, "10.1.2.3"),
    "mixed6.test": (SITE, "::ffff:10.1.2.3"),
    "dead-first.test": (OTHER, SITE),
    "dead.test": ("127.0.0.11", "127.0.0.12", "127.0.0.13", "127.0.0.14"),
    "empty.test": (),
}
ALLOWED = (SITE, OTHER, *NAMES["dead.test"])
END = b"\r\n\r\n"
WIDE = Allowance()
Given = ParamSpec("Given")


async def resolve(host: str) -> tuple[str, ...]:
    """Our names; what the system reads as a number needs no network, all else is unknown."""
    if host in NAMES:
        return NAMES[host]
    if host[0].isdigit():
        return await system_resolve(host)
    raise socket.gaierror(socket.EAI_NONAME, "no such name")


def in_a_loop(test: Callable[Given, Coroutine[Any, Any, None]]) -> Callable[Given, None]:
    """Run a test: nothing may be left when it is over, nor reported to the loop on the way."""

    @functools.wraps(test)
    def run(*args: Given.args, **named: Given.kwargs) -> None:
        reports: list[dict[str, Any]] = []

        async def watched() -> None:
            loop = asyncio.get_running_loop()
            loop.set_exception_handler(lambda loop, report: reports.append(report))
            async with asyncio.timeout(60):  # in place of hanging for ever
                await test(*args, **named)
            await asyncio.sleep(0)
            assert asyncio.all_tasks() == {asyncio.current_task()}

        asyncio.run(watched())
        gc.collect(1)  # what is never retrieved is reported now
        assert reports == []

    return run


@asynccontextmanager
async def proxy(
    allowance: Allowance = WIDE, *allow: str, names: Resolve = resolve
) -> AsyncIterator[Egress]:
    policy = AddressPolicy(tuple(map(parse_allow, allow or ALLOWED)))
    async with Egress(Dialler(policy, names, 5), allowance) as egress:
        yield egress
    assert not [task for task in asyncio.all_tasks() if "_Talk." in repr(task.get_coro())]


# ---------------------------------------------------------------- servers

Talk = Callable[["Wire"], Awaitable[None]]


@dataclass
class Wire:
    """A connection: of a server's side, or of the browser's to the proxy."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, raw: bytes) -> None:
        self.writer.write(raw)
        await self.writer.drain()

    async def head(self) -> bytes:
        return await self.reader.readuntil(END)

    async def rest(self) -> bytes:
        """All until the other side closes, whichever way it does."""
        parts = []
        with suppress(OSError):
            while part := await self.reader.read(CHUNK):
                parts.append(part)
        return b"".join(parts)

    async def close(self) -> None:
        self.writer.close()
        with suppress(OSError):
            await self.writer.wait_closed()


@dataclass
class Site:
    port: int = 0
    connections: int = 0
    heads: list[bytes] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    closed: asyncio.Queue[int] = field(default_factory=asyncio.Queue)
    """Which of the connections ended, in the order of their ends."""

    def url(self, path: str = "/", host: str = "site.test") -> str:
        return f"http://{host}:{self.port}{path}"


@asynccontextmanager
async def serving(talk: Talk, host: str = SITE, port: int = 0) -> AsyncIterator[Site]:
    site = Site()
    talks: set[asyncio.Task[None]] = set()

    async def welcome(wire: Wire, number: int) -> None:
        with suppress(OSError, EOFError):
            await talk(wire)
        await wire.close()
        site.closed.put_nowait(number)

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        site.connections += 1
        talks.add(asyncio.create_task(welcome(Wire(reader, writer), site.connections)))

    server = await asyncio.start_server(accept, host, port, limit=2**20, backlog=512)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()
        for one in talks:
            one.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


@asynccontextmanager
async def pages(host: str = SITE, port: int = 0) -> AsyncIterator[Site]:
    """A site that answers every request with its own target."""

    async def talk(wire: Wire) -> None:
        while True:
            head = await wire.head()
            site.heads.append(head)
            if b"Content-Length: " in head:
                length = int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0])
                site.bodies.append(await wire.reader.readexactly(length))
            elif b"chunked" in head.lower():
                site.bodies.append(await wire.reader.readuntil(b"\r\n0\r\n\r\n"))
            await wire.send(page(head.split(b" ")[1]))

    async with serving(talk, host, port) as site:
        yield site


def page(body: bytes, extra: bytes = b"") -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%b\r\n%b" % (len(body), extra, body)


# ---------------------------------------------------------------- the browser


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def refused(self) -> str:
        return self.headers.get("x-egress-refused", "")


class Browser(Wire):
    """A connection to the proxy, used as Chromium uses one."""

    key = b""

    async def ask(self, url: str, *lines: str, method: str = "GET", body: bytes = b"") -> Answer:
        head = "\r\n".join((f"{method} {url} HTTP/1.1", *lines, ""))
        await self.send(head.encode("latin-1") + self.key + b"\r\n" + body)
        return await self.answer()

    async def tunnel(self, place: str) -> Answer:
        await self.send(
            f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n".encode() + self.key + END[2:]
        )
        head = await self.head()
        return _answer(head) if head.startswith(b"HTTP/1.1 200") else await self._whole(head)

    async def answer(self) -> Answer:
        return await self._whole(await self.head())

    async def _whole(self, head: bytes) -> Answer:
        answer = _answer(head)
        length = answer.headers.get("content-length")
        answer.body = await (self.reader.readexactly(int(length)) if length else self.rest())
        return answer


def _answer(head: bytes) -> Answer:
    status, *lines = head.decode().removesuffix("\r\n\r\n").split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    return Answer(int(status.split(" ")[1]), headers, b"")


def credentials(username: str, password: str) -> bytes:
    pair = b64encode(f"{username}:{password}".encode()).decode()
    return f"Proxy-Authorization: Basic {pair}\r\n".encode()


async def connected(egress: Egress) -> Browser:
    host, _, port = egress.server.removeprefix("http://").partition(":")
    one = Browser(*await asyncio.open_connection(host, int(port), limit=2**20))
    one.key = credentials(egress.username, egress.password)
    return one


@asynccontextmanager
async def browser(egress: Egress, key: bytes | None = None) -> AsyncIterator[Browser]:
    one = await connected(egress)
    one.key = one.key if key is None else key
    try:
        yield one
    finally:
        await one.close()


async def until(is_so: Callable[[], bool]) -> None:
    while not is_so():  # noqa: ASYNC110 - what is waited for is counted by servers
        await asyncio.sleep(0)


def pass_time(seconds: float) -> None:
    """The loop's clock jumps ahead."""
    loop = asyncio.get_running_loop()
    before = loop.time
    loop.time = lambda: before() + seconds  # type: ignore[method-assign]


def told(egress: Egress) -> list[tuple[str, str, str, str]]:
    return [(line.method, line.host, line.ip, line.refused) for line in egress.log]


# ---------------------------------------------------------------- requests


@in_a_loop
async def test_a_page_comes_and_its_request_is_written_anew() -> None:
    async with pages() as site, proxy() as egress, browser(egress) as one:
        answer = await one.ask(
            site.url("/a%20b?c=d"),
            "Host: evil.test",
            "User-Agent: Browser",
            "Proxy-Connection: keep-alive",
            "Connection: keep-alive, X-Drop",
            "Keep-Alive: 5",
            "TE: trailers",
            "Upgrade: h2c",
            "x-drop: 1",
            "X-Keep:\t a: b ",
            "Cookie: a=1",
            "Cookie: b=2",
        )
        assert (answer.status, answer.body) == (200, b"/a%20b?c=d")
        assert site.heads[0].decode().split("\r\n") == [
            "GET /a%20b?c=d HTTP/1.1",
            f"Host: site.test:{site.port}",
            "User-Agent: Browser",
            "X-Keep: a: b",
            "Cookie: a=1",
            "Cookie: b=2",
            "",
            "",
        ]


@pytest.mark.parametrize(
    ("written", "target", "host"),
    [
        ("http://SITE.test:{}", "/", "SITE.test:{}"),
        ("HTTP://site.test:{}/", "/", "site.test:{}"),
        ("http://site.test:{}?q=1", "/?q=1", "site.test:{}"),
        ("http://site.test:{}//x//", "//x//", "site.test:{}"),
        ("http://site.test:{}/a\\@b'\"|{{}}", "/a\\@b'\"|{{}}", "site.test:{}"),
        ("http://127.0.0.5:{}/http://x/", "/http://x/", "127.0.0.5:{}"),
        ("http://[::ffff:127.0.0.5]:{}/", "/", "[::ffff:127.0.0.5]:{}"),
        ("http://0x7f.5:{}/", "/", "0x7f.5:{}"),
    ],
)
@in_a_loop
async def test_an_address_is_passed_on_as_it_is_written(
    written: str, target: str, host: str
) -> None:
    async with pages() as site, proxy() as egress, browser(egress) as one:
        answer = await one.ask(written.format(site.port), "Host: evil.test")
        assert answer.body.decode() == target.format()
        assert f"\r\nHost: {host.format(site.port)}\r\n".encode() in site.heads[0]
        assert site.heads[0].count(b"Host:") == 1


@in_a_loop
async def test_a_kept_connection_serves_the_next_request_to_the_same_server() -> None:
    async with pages() as site, proxy() as egress, browser(egress) as one:
        for path in ("/1", "/2", "/3"):
            assert (await one.ask(site.url(path))).body.decode() == path
        assert site.connections == 1
        assert [line.ip for line in egress.log] == [SITE] * 3
        assert len({line.received for line in egress.log}) == 1
        assert egress.received == sum(line.received for line in egress.log)


@in_a_loop
async def test_another_host_over_the_same_connection_is_another_server() -> None:
    async with (
        pages() as site,
        pages(OTHER) as other,
        proxy() as egress,
        browser(egress) as one,
    ):
        assert (await one.ask(site.url("/1"))).body == b"/1"
        assert (await one.ask(other.url("/2", "other.test"))).body == b"/2"
        assert await site.closed.get() == 1
        assert (await one.ask(site.url("/3"))).body == b"/3"
        assert (site.connections, other.connections) == (2, 1)
        assert [line.ip for line in egress.log] == [SITE, OTHER, SITE]


@in_a_loop
async def test_another_name_of_the_same_address_is_another_server() -> None:
    async with pages() as site, proxy() as egress, browser(egress) as one:
        await one.ask(site.url())
        await one.ask(site.url(host=SITE))
        assert site.connections == 2


@pytest.mark.parametrize("size", [0, 5, 3 * CHUNK + 7])
@in_a_loop
async def test_a_body_of_known_length_is_passed_on(size: int) -> None:
    async with pages() as site, proxy() as egress, browser(egress) as one:
        for _ in range(2):
            answer = await one.ask(
                site.url("/post"),
                f"Content-Length: {size}",
                "Connection: content-length",  # would leave the body without its length
                method="POST",
                body=b"x" * size,
            )
            assert answer.body == b"/post"
        assert site.bodies == [b"x" * size] * 2
        assert site.connections == 1
        assert [line.method for line in egress.log] == ["POST", "POST"]


@in_a_loop
async def test_a_body_in_chunks_is_framed_anew() -> None:
    big = b"y" * (CHUNK + 1)
    sent = b"5;name=value\r\nhello\r\n0A \r\n0123456789\r\n%X\r\n%b\r\n0\r\n\r\n" % (len(big), big)

    async with pages() as site, proxy() as egress, browser(egress) as one:
        for _ in range(2):
            lines = ("Transfer-Encoding: Chunked", "Connection: transfer-encoding")
            answer = await one.ask(site.url("/post"), *lines, method="PUT", body=sent)
            assert answer.body == b"/post"
        framed = b"5\r\nhello\r\na\r\n0123456789\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(big), big)
        assert site.bodies == [framed] * 2
        assert site.connections == 1


@pytest.mark.parametrize(
    "body",
    [b"5\r\nhelloX\r\n", b"-5\r\nhello\r\n", b"0x5\r\nhello\r\n", b"5\nhello\r\n", b"\r\n",
     b"5\r\nhello\r\n0\r\nTrailer: 1\r\n\r\n", b"1" * 16 + b"\r\n", b"5;" + b"x" * 2 * CHUNK],
)  # fmt: skip
@in_a_loop
async def test_chunks_that_could_be_read_in_two_ways_cost_the_connection(body: bytes) -> None:
    got: list[bytes] = []

    async def talk(wire: Wire) -> None:
        await wire.head()
        got.append(await wire.rest())

    async with serving(talk) as site, proxy() as egress, browser(egress) as one:
        head = f"POST {site.url()} HTTP/1.1\r\nTransfer-Encoding: chunked\r\n".encode()
        await one.send(head + one.key + b"\r\n" + body)
        assert await one.rest() == b""
        await site.closed.get()
        assert b"0\r\n\r\n" not in got[0]


@in_a_loop
async def test_what_comes_in_pieces_is_put_together() -> None:
    async with pages() as site, proxy() as egress, browser(egress) as one:
        raw = f"POST {site.url('/x')} HTTP/1.1\r\nContent-Length: 3\r\n".encode()
        for byte in raw + one.key + b"\r\nabc":
            await one.send(bytes([byte]))
            await asyncio.sleep(0)
        assert (await one.answer()).body == b"/x"
        assert site.bodies == [b"abc"]


@in_a_loop
async def test_an_answer_without_a_length_ends_when_the_server_closes() -> None:
    async def talk(wire: Wire) -> None:
        await wire.head()
        await wire.send(b"HTTP/1.0 200 OK\r\n\r\n" + b"x" * 300_000)

    async with serving(talk) as site, proxy() as egress, browser(egress) as one:
        answer = await one.ask(site.url())
        assert answer.body == b"x" * 300_000
        assert await one.rest() == b""
        assert egress.log[0].received == egress.received == 300_000 + 19


# ---------------------------------------------------------------- tunnels


@in_a_loop
async def test_a_tunnel_passes_bytes_both_ways_as_a_websocket_does() -> None:
    async def echo(wire: Wire) -> None:
        while line := await wire.reader.readline():
            await wire.send(b"echo " + line)

    async with serving(echo) as site, proxy() as egress, browser(egress) as one:
        assert (await one.tunnel(f"site.test:{site.port}")).status == 200
        for n in range(50):
            await one.send(b"%d \x00\xff\r\n\r" % n + b"\n")
            assert await one.reader.readline() == b"echo %d \x00\xff\r\n" % n
            assert await one.reader.readline() == b"echo \r\n"
        await one.send(b"last\n")
        assert await one.reader.readline() == b"echo last\n"
        assert told(egress) == [("CONNECT", "site.test", SITE, "")]
        assert egress.log[0].port == site.port
        assert egress.log[0].received == egress.received > 50


@in_a_loop
async def test_what_follows_the_head_at_once_belongs_to_the_tunnel() -> None:
    async def talk(wire: Wire) -> None:
        await wire.send(b"got " + await wire.reader.readexactly(5))

    async with serving(talk) as site, proxy() as egress, browser(egress) as one:
        head = f"CONNECT {SITE}:{site.port} HTTP/1.1\r\n".encode() + one.key
        await one.send(head + b"\r\nhello")
        assert (await one.head()).startswith(b"HTTP/1.1 200 ")
        assert await one.rest() == b"got hello"


@in_a_loop
async def test_a_side_of_a_tunnel_that_says_no_more_still_listens() -> None:
    async def counts(wire: Wire) -> None:
        size = len(await wire.rest())
        await wire.send(b"%d bytes" % size)

    async def speaks_first(wire: Wire) -> None:
        await wire.send(b"bye")
        wire.writer.write_eof()
        heard.append(await wire.rest())

    heard: list[bytes] = []

    async with serving(counts) as site, proxy() as egress, browser(egress) as one:
        await one.tunnel(f"site.test:{site.port}")
        await one.send(b"x" * 1_000_000)
        one.writer.write_eof()
        assert await one.rest() == b"1000000 bytes"
    async with serving(speaks_first) as site, proxy() as egress, browser(egress) as one:
        await one.tunnel(f"site.test:{site.port}")
        assert await one.rest() == b"bye"
        await one.send(b"y" * 1_000_000)
        one.writer.write_eof()
        await site.closed.get()
        assert heard == [b"y" * 1_000_000]


@in_a_loop
async def test_a_tunnel_after_pages_over_the_same_connection_is_a_new_one() -> None:
    async with pages() as site, proxy() as egress, browser(egress) as one:
        await one.ask(site.url("/1"))
        await one.tunnel(f"site.test:{site.port}")
        await one.send(b"GET /2 HTTP/1.1\r\n\r\n")
        assert (await one.answer()).body == b"/2"
        assert site.connections == 2


# ---------------------------------------------------------------- credentials


@in_a_loop
async def test_without_credentials_the_proxy_asks_for_them_and_dials_nobody() -> None:
    async with pages() as site, proxy() as egress, browser(egress, b"") as one:
        for _ in range(2):
            answer = await one.ask(site.url(), "Content-Length: 3", method="POST", body=b"abc")
            assert (answer.status, answer.body) == (407, b"")
            assert answer.headers["proxy-authenticate"] == 'Basic realm="site-audit"'
        assert (await one.tunnel(f"site.test:{site.port}")).status == 407
        assert site.connections == 0
        one.key = credentials(egress.username, egress.password)
        assert (await one.ask(site.url("/now"))).body == b"/now"
        assert [line.refused for line in egress.log] == ["auth", "auth", "auth", ""]
        assert [line.ip for line in egress.log] == ["", "", "", SITE]
        assert b"uthorization" not in site.heads[0]


@in_a_loop
async def test_credentials_are_asked_for_with_each_request() -> None:
    async with pages() as site, proxy() as egress, browser(egress) as one:
        assert (await one.ask(site.url("/1"))).status == 200
        one.key = b""
        assert (await one.ask(site.url("/2"))).status == 407
        assert await site.closed.get() == 1
        one.key = credentials(egress.username, egress.password)
        assert (await one.ask(site.url("/3"))).status == 200
        assert [head.split(b" ")[1] for head in site.heads] == [b"/1", b"/3"]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda egress: credentials(egress.username, "guess"),
        lambda egress: credentials("", egress.password),
        lambda egress: credentials(egress.username, egress.password) * 2,
        lambda egress: credentials(egress.username, egress.password).replace(b"Proxy-", b""),
        lambda egress: credentials(egress.username, egress.password).replace(b"Basic", b"Digest"),
        lambda egress: b"Proxy-Authorization: Basic\r\n",
        lambda egress: b"Proxy-Authorization: Basic \xff\xfe\r\n",
    ],
)
@in_a_loop
async def test_wrong_credentials_are_as_good_as_none(wrong: Callable[[Egress], bytes]) -> None:
    async with pages() as site, proxy() as egress, browser(egress, wrong(egress)) as one:
        assert (await one.ask(site.url())).status == 407
        assert (await one.tunnel(f"site.test:{site.port}")).refused == "auth"
        assert site.connections == 0


@in_a_loop
async def test_each_proxy_has_credentials_and_a_port_of_its_own() -> None:
    async with proxy() as first, proxy() as second, browser(second) as one:
        assert first.username != second.username
        assert first.password != second.password
        assert first.server != second.server
        one.key = credentials(first.username, first.password)
        assert (await one.ask("http://site.test/")).status == 407


# ---------------------------------------------------------------- the address policy

REFUSED_HOSTS = """
127.0.0.1 127.0.0.9 127.1 2130706433 0x7f000001 0177.0.0.1 0x7f.1 017700000001 0.0.0.0 0
10.1.2.3 192.168.0.1 169.254.169.254 [::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1]
[64:ff9b::7f00:1] [2002:7f00:1::] [fe80::1] [fd00::1] [0:0:0:0:0:ffff:0a01:0203]
forbidden.test private.test mixed.test mixed6.test FORBIDDEN.test
"""


@pytest.mark.parametrize("host", REFUSED_HOSTS.split())
@in_a_loop
async def test_an_address_that_the_client_may_not_dial_is_not_dialled_here(host: str) -> None:
    async with (
        pages() as site,
        serving(answer_nothing, FORBIDDEN, site.port) as trap,
        serving(answer_nothing, "127.0.0.1", site.port) as loopback,
        proxy() as egress,
    ):
        async with browser(egress) as one:
            page = await one.ask(site.url(host=host))
        async with browser(egress) as one:
            tunnel = await one.tunnel(f"{host}:{site.port}")
        for answer in (page, tunnel):
            assert (answer.status, answer.refused) == (403, "blocked_address")
            assert answer.body.isascii()
            for number in (b"10.", b"127.", b"::"):
                assert number not in answer.body
        assert [(line.ip, line.refused) for line in egress.log] == [("", "blocked_address")] * 2
        assert (site.connections, trap.connections, loopback.connections) == (0, 0, 0)


async def answer_nothing(wire: Wire) -> None:
    await wire.rest()


@in_a_loop
async def test_a_port_that_is_not_allowed_is_not_dialled() -> None:
    async with (
        pages() as site,
        pages() as shut,
        proxy(Allowance(), f"{SITE}:{site.port}") as one,
    ):
        async with browser(one) as tab:
            assert (await tab.ask(site.url())).status == 200
            assert (await tab.ask(shut.url())).refused == "blocked_address"
        async with browser(one) as tab:
            assert (await tab.tunnel(f"site.test:{shut.port}")).refused == "blocked_address"
        assert shut.connections == 0


@in_a_loop
async def test_the_address_that_was_checked_is_the_one_that_is_dialled() -> None:
    asked: list[str] = []

    async def rebind(host: str) -> tuple[str, ...]:
        asked.append(host)
        return (SITE,) if len(asked) == 1 else (FORBIDDEN,)

    async with (
        pages() as site,
        serving(answer_nothing, FORBIDDEN, site.port) as trap,
        proxy(names=rebind) as egress,
    ):
        for _ in range(3):
            async with browser(egress) as one:
                assert (await one.ask(site.url())).status == 200
        assert (asked, trap.connections) == (["site.test"], 0)


BAD_TARGETS = """
https://site.test/ ftp://site.test/ ws://site.test/ file:///etc/passwd /x * site.test:80 http: http://
http:/site.test/ http:///x http://:80/ http://?q http://a@site.test/ http://a:b@site.test/ http://@site.test/
http://a\\@site.test/ http://site.test\\@a/ http://site.test\\x http://site.test:/ http://site.test:0/
http://site.test:65536/ http://site.test:http/ http://site.test:-1/ http://site.test:080000/
http://[::1/ http://::1/ http://[::1%25lo]/ http://[]/ http://[site.test]/ http://site.test#x
http://site.test/#x http://site.test/ж http://%31%32%37.0.0.1/ http://site.test%00/ http://site.test;a/
http://site.test,a/ http://a,b@c/
"""
BAD_PLACES = """
site.test site.test: site.test:0 site.test:65536 site.test:x :443 a@site.test:443 site.test:443/
http://site.test:443 http://site.test/ [::1] ::1:443 site.test:443:443 a\\@site.test:443
site.test:+80
"""


@pytest.mark.parametrize(
    ("method", "target"),
    [("GET", target) for target in BAD_TARGETS.split()]
    + [("CONNECT", place) for place in BAD_PLACES.split()],
)
@in_a_loop
async def test_a_target_that_is_no_plain_address_is_refused(method: str, target: str) -> None:
    async with proxy() as egress, browser(egress) as one:
        raw = f"{method} {target} HTTP/1.1\r\nHost: site.test\r\n".encode()
        await one.send(raw + one.key + b"\r\n")
        answer = await one.answer()
        assert (answer.status, answer.refused) == (400, "bad_url")
        assert await one.rest() == b""
        assert told(egress) == [("", "", "", "bad_url")]


# ---------------------------------------------------------------- requests that two read otherwise


@pytest.mark.parametrize(
    "lines",
    [
        b"X: a\rGET http://evil.test/ HTTP/1.1\r\n",
        b"X: a\nHost: evil.test\r\n",
        b"X: a\n\nGET / HTTP/1.1\r\n",
        b"X: a\r\n folded\r\n",
        b"X: a\r\n\tfolded\r\n",
        b" X: a\r\n",
        b"X : a\r\n",
        b"X\r\n",
        b": a\r\n",
        b"X: a\0b\r\n",
        b"X: a\x0bb\r\n",
        b"X\xff: a\r\n",
        b"Content-Length : 5\r\n",
        b"Content-Length: 5\r\nContent-Length: 5\r\n",
        b"Content-Length: 5\r\ncontent-length: 6\r\n",
        b"Content-Length: 5, 5\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length: -5\r\n",
        b"Content-Length: 0x5\r\n",
        b"Content-Length: 5 5\r\n",
        b"Content-Length: \xb2\r\n",
        b"Content-Length:\r\n",
        b"Content-Length: " + b"9" * 16 + b"\r\n",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked, chunked\r\n",
        b"Transfer-Encoding: gzip, chunked\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding: \x0bchunked\r\n",
        b"Transfer-Encoding\x00: chunked\r\n",
        b"Transfer-Encoding:\r\n chunked\r\n",
        b"Transfer-Encoding: identity\r\nContent-Length: 5\r\n",
        b"Transfer-Encoding:\r\n",
    ],
)
@in_a_loop
async def test_a_head_that_could_be_read_in_two_ways_is_refused(lines: bytes) -> None:
    async with pages() as site, proxy() as egress, browser(egress) as one:
        await one.send(f"POST {site.url()} HTTP/1.1\r\n".encode() + lines + one.key + b"\r\n")
        assert (await one.answer()).status == 400
        assert await one.rest() == b""
        assert site.connections == 0


@pytest.mark.parametrize(
    "line",
    ["GET {} HTTP/1.0", "GET {} HTTP/2.0", "GET {}", "GET  {} HTTP/1.1", "GET {} HTTP/1.1 ",
     "\r\nGET {} HTTP/1.1", "G(T {} HTTP/1.1", "GET {} x HTTP/1.1", "GET\t{} HTTP/1.1",
     "PRI * HTTP/2.0", "A" * 33 + " {} HTTP/1.1", "GET {} http/1.1", "GET {}\n HTTP/1.1", "{}"],
)  # fmt: skip
@in_a_loop
async def test_a_line_that_is_no_request_is_refused(line: str) -> None:
    async with pages() as site, proxy() as egress, browser(egress) as one:
        await one.send(line.format(site.url()).encode() + b"\r\n" + one.key + b"\r\n")
        answer = await one.answer()
        assert (answer.status, answer.headers["connection"]) == (400, "close")
        assert site.connections == 0


@in_a_loop
async def test_what_is_sent_on_after_a_refusal_is_never_read_as_a_request() -> None:
    async with pages() as site, proxy() as egress, browser(egress) as one:
        smuggled = f"GET {site.url()} HTTP/1.1\r\n".encode() + one.key + b"\r\n"
        await one.send(b"GET / HTTP/1.1\r\n\r\n" + smuggled)
        assert (await one.answer()).status == 400
        assert await one.rest() == b""
        assert (site.connections, len(egress.log)) == (0, 1)


@pytest.mark.parametrize("target", ["/", "http://forbidden.test/"])
@in_a_loop
async def test_a_refusal_reaches_a_browser_that_is_still_sending(target: str) -> None:
    size = 2**24
    async with proxy() as egress, browser(egress) as one:
        answer = await one.ask(
            target, f"Content-Length: {size}", method="POST", body=b"x" * size + b"more"
        )
        assert answer.status == (400 if target == "/" else 403)
        assert await one.rest() == b""


@pytest.mark.parametrize("end", [b"\r\n\r\n", b""])
@in_a_loop
async def test_a_head_that_is_too_long_is_refused(end: bytes) -> None:
    async with pages() as site, proxy() as egress, browser(egress) as one:
        head = f"GET {site.url()} HTTP/1.1\r\n".encode() + one.key + b"X: " + b"x" * CHUNK
        await one.send(head + end)
        answer = await one.answer()
        assert (answer.status, answer.refused) == (431, "bad_url")
        assert site.connections == 0


@in_a_loop
async def test_a_head_of_almost_64_kb_is_passed_on() -> None:
    async with pages() as site, proxy() as egress, browser(egress) as one:
        assert (await one.ask(site.url("/x"), "Cookie: " + "x" * 65_000)).body == b"/x"
        assert len(site.heads[0]) > 65_000


SCRAPS = some.sampled_from(
    [b"GET ", b"CONNECT ", b"http://site.test:1/", b"site.test:1", b" HTTP/1.1\r\n", b"\r\n", b"\n",
     b"Content-Length: 3\r\n", b"Transfer-Encoding: chunked\r\n", b"Connection: ", b"3\r\nabc\r\n",
     b"0\r\n\r\n", b"\xff", b"\0", b": ", b",", b"Proxy-Authorization: ", b"KEY"]
)  # fmt: skip


@given(some.lists(SCRAPS, max_size=14))
@settings(max_examples=60, deadline=None)
@in_a_loop
async def test_no_nonsense_of_the_browser_does_more_than_end_its_connection(
    scraps: list[bytes],
) -> None:
    async with proxy(Allowance(), f"{SITE}:9") as egress:
        async with browser(egress) as one:
            await one.send(b"".join(scraps).replace(b"KEY", one.key))
            one.writer.write_eof()
            await one.rest()
        assert all(line.refused in ("bad_url", "auth", "blocked_address") for line in egress.log)
        async with browser(egress) as one:
            assert (await one.ask("http://forbidden.test/")).status == 403


# ---------------------------------------------------------------- servers that fail


@in_a_loop
async def test_a_dead_first_address_gives_way_to_a_live_one() -> None:
    async with pages() as site, proxy() as egress:
        for _ in range(2):
            async with browser(egress) as one:
                answer = await one.ask(site.url("/x", "dead-first.test"))
                assert answer.body == b"/x"
        async with browser(egress) as one:
            assert (await one.tunnel(f"dead-first.test:{site.port}")).status == 200
        assert [(line.ip, line.refused) for line in egress.log] == [(SITE, "")] * 3


@in_a_loop
async def test_an_address_that_was_dead_is_dialled_last_and_three_are_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialled: list[str] = []
    connect = asyncio.open_connection

    async def counted(host: str, port: int, **how: Any) -> Any:
        if host != "127.0.0.1":
            dialled.append(host)
        return await connect(host, port, **how)

    monkeypatch.setattr(asyncio, "open_connection", counted)

    async with pages() as site, proxy() as egress:
        for host in ("dead-first.test", "dead-first.test", "dead.test", "dead.test"):
            async with browser(egress) as one:
                await one.ask(site.url(host=host))
        assert dialled[:3] == [OTHER, SITE, SITE]
        dead = list(NAMES["dead.test"])
        assert dialled[3:6] == dead[:MOST_ATTEMPTS]
        assert dialled[6:] == [dead[3], dead[0], dead[1]]
        assert [line.refused for line in egress.log] == ["", "", "refused", "refused"]


@pytest.mark.parametrize(
    ("host", "status", "code", "ip"),
    [
        ("unknown.test", 502, "dns", ""),
        ("empty.test", 502, "dns", ""),
        ("a..b", 502, "dns", ""),
        ("x" * 250, 502, "dns", ""),
        ("dead.test", 502, "refused", "127.0.0.13"),
    ],
)
@in_a_loop
async def test_a_server_that_cannot_be_reached_has_a_name(
    host: str, status: int, code: str, ip: str
) -> None:
    async with proxy() as egress:
        async with browser(egress) as one:
            page = await one.ask(f"http://{host}:9/", "Content-Length: 3", body=b"abc")
            assert await one.rest() == b""
        async with browser(egress) as one:
            tunnel = await one.tunnel(f"{host}:9")
        for answer in (page, tunnel):
            assert (answer.status, answer.refused) == (status, code)
            assert b"127." not in answer.body
        assert (egress.log[0].ip, egress.log[0].refused) == (ip, code)


@in_a_loop
async def test_a_server_that_does_not_pick_up_in_time_has_a_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connect = asyncio.open_connection

    async def silent(host: str, port: int, **how: Any) -> Any:
        if host != "127.0.0.1":
            await asyncio.Event().wait()
        return await connect(host, port, **how)

    monkeypatch.setattr(asyncio, "open_connection", silent)

    async with proxy(Allowance(connect_seconds=0)) as egress, browser(egress) as one:
        answer = await one.ask("http://dead.test:9/")
        assert (answer.status, answer.refused) == (504, "timeout")
        assert [line.refused for line in egress.log] == ["timeout"]


@in_a_loop
async def test_a_server_that_hangs_up_at_once_costs_only_its_connection() -> None:
    async def talk(wire: Wire) -> None:
        return

    async with serving(talk) as site, proxy() as egress:
        async with browser(egress) as one:
            await one.send(f"GET {site.url()} HTTP/1.1\r\n".encode() + one.key + b"\r\n")
            assert await one.rest() == b""
        async with browser(egress) as one:
            assert (await one.tunnel(f"site.test:{site.port}")).status == 200
            assert await one.rest() == b""
        assert [(line.ip, line.refused) for line in egress.log] == [(SITE, "refused")] * 2


@in_a_loop
async def test_a_server_that_breaks_off_ends_the_answer() -> None:
    async def talk(wire: Wire) -> None:
        await wire.head()
        await wire.send(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")
        linger = b"\1\0\0\0\0\0\0\0"  # close() resets the connection
        wire.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        wire.writer.transport.abort()

    async with serving(talk) as site, proxy() as egress, browser(egress) as one:
        await one.send(f"GET {site.url()} HTTP/1.1\r\n".encode() + one.key + b"\r\n")
        assert len(await one.rest()) in (0, 41)
        assert egress.log[0].refused in ("", "refused")


# ---------------------------------------------------------------- browsers that vanish


async def flood(wire: Wire) -> None:
    await wire.head()
    await wire.send(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        await wire.send(b"x" * CHUNK)


async def flood_at_once(wire: Wire) -> None:
    while True:
        await wire.send(b"x" * CHUNK)


@pytest.mark.parametrize("is_tunnel", [False, True])
@in_a_loop
async def test_a_browser_that_hangs_up_in_an_answer_frees_the_server(is_tunnel: bool) -> None:
    async with serving(flood_at_once if is_tunnel else flood) as site, proxy() as egress:
        async with browser(egress) as one:
            if is_tunnel:
                await one.tunnel(f"site.test:{site.port}")
            else:
                await one.send(f"GET {site.url()} HTTP/1.1\r\n".encode() + one.key + b"\r\n")
            await one.reader.readexactly(3 * CHUNK)
            one.writer.transport.abort()
        await site.closed.get()
        assert egress.log[0].received >= 3 * CHUNK
        assert egress.log[0].refused == ""


@pytest.mark.parametrize(
    "raw", [b"", b"GET http://si", b"POST {} HTTP/1.1\r\nContent-Length: 9\r\nKEY\r\nabc"]
)
@in_a_loop
async def test_a_browser_that_vanishes_in_a_request_costs_only_that(raw: bytes) -> None:
    async with serving(answer_nothing) as site, proxy() as egress:
        async with browser(egress) as one:
            await one.send(raw.replace(b"{}", site.url().encode()).replace(b"KEY", one.key))
            one.writer.write_eof()
            assert await one.rest() == b""
        if b"abc" in raw:
            await site.closed.get()


@in_a_loop
async def test_a_browser_that_does_not_read_holds_the_server_back_but_not_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(egress_module, "CLOSING_SECONDS", 1_000)
    sent = 0

    async def talk(wire: Wire) -> None:
        nonlocal sent
        while True:
            await wire.send(b"x" * CHUNK)
            sent += CHUNK

    async with serving(talk) as site:
        async with proxy(Allowance(bytes=2**40)) as egress:
            one = await connected(egress)
            await one.tunnel(f"site.test:{site.port}")
            one.writer.transport.pause_reading()  # type: ignore[attr-defined]
            quiet = 0
            while quiet < 300:
                before = sent
                await asyncio.sleep(0)
                quiet = quiet + 1 if sent == before else 0
                assert sent < 2**28
        await site.closed.get()
        one.writer.transport.abort()
        await one.close()


# ---------------------------------------------------------------- bounds


@in_a_loop
async def test_bytes_over_the_budget_cut_all_and_refuse_what_follows() -> None:
    allowance = Allowance(bytes=10 * CHUNK)
    async with (
        serving(flood) as site,
        pages() as calm,
        proxy(allowance) as egress,
        browser(egress) as idle,
        browser(egress) as tunnel,
        browser(egress) as greedy,
    ):
        await idle.ask(calm.url())
        await tunnel.tunnel(f"site.test:{calm.port}")
        assert not egress.is_spent
        await greedy.send(f"GET {site.url()} HTTP/1.1\r\n".encode() + greedy.key + b"\r\n")
        assert len(await greedy.rest()) <= 10 * CHUNK
        assert await tunnel.rest() == b""
        assert await idle.rest() == b""
        await site.closed.get()
        assert egress.is_spent
        assert 10 * CHUNK < egress.received <= 11 * CHUNK
        for ask in ("page", "tunnel"):
            async with browser(egress) as late:
                answer = await (
                    late.ask(calm.url()) if ask == "page" else late.tunnel("site.test:80")
                )
                assert (answer.status, answer.refused) == (403, "budget")
        assert [line.refused for line in egress.log] == ["budget"] * 5
        assert [line.ip for line in egress.log] == [SITE] * 3 + [""] * 2
        assert calm.connections == 2


@in_a_loop
async def test_the_last_byte_of_the_budget_is_still_passed_on() -> None:
    whole = len(page(b"/"))
    async with pages() as site, proxy(Allowance(bytes=whole)) as egress, browser(egress) as one:
        assert (await one.ask(site.url())).body == b"/"
        assert egress.is_spent
        assert egress.log[0].refused == ""
        assert (await one.ask(site.url())).refused == "budget"
        assert len(site.heads) == 1


@in_a_loop
async def test_after_the_time_nothing_is_dialled_and_what_is_open_is_cut() -> None:
    async with (
        pages() as site,
        proxy(Allowance(seconds=20, idle_seconds=1000)) as egress,
        browser(egress) as fresh,
        browser(egress) as idle,
        browser(egress) as tunnel,
    ):
        await idle.ask(site.url())
        await tunnel.tunnel(f"site.test:{site.port}")
        assert not egress.is_spent
        pass_time(21)
        for one in (idle, tunnel, fresh):
            assert await one.rest() == b""
        assert {await site.closed.get(), await site.closed.get()} == {1, 2}
        assert egress.is_spent
        async with browser(egress) as late:
            answer = await late.ask(site.url())
            assert (answer.status, answer.refused) == (403, "time")
        assert [line.refused for line in egress.log] == ["time"] * 3
        assert site.connections == 2


@in_a_loop
async def test_a_dial_that_lasts_when_the_time_is_over_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connect = asyncio.open_connection
    dialling = asyncio.Event()

    async def silent(host: str, port: int, **how: Any) -> Any:
        if host == "127.0.0.1":
            return await connect(host, port, **how)
        dialling.set()
        return await asyncio.Event().wait()

    monkeypatch.setattr(asyncio, "open_connection", silent)

    allowance = Allowance(seconds=20, connect_seconds=50)
    async with proxy(allowance) as egress, browser(egress) as one:
        await one.send(b"CONNECT site.test:80 HTTP/1.1\r\n" + one.key + b"\r\n")
        await dialling.wait()
        pass_time(21)
        assert await one.rest() == b""
        assert told(egress) == [("CONNECT", "site.test", SITE, "time")]


@in_a_loop
async def test_a_connection_on_which_nothing_moves_is_cut() -> None:
    async with (
        pages() as site,
        serving(answer_nothing) as mute,
        proxy(Allowance(idle_seconds=20)) as egress,
        browser(egress) as fresh,
        browser(egress) as answered,
        browser(egress) as waiting,
        browser(egress) as tunnel,
    ):
        await answered.ask(site.url())
        await waiting.send(f"GET {mute.url()} HTTP/1.1\r\n".encode() + waiting.key + b"\r\n")
        await tunnel.tunnel(f"site.test:{mute.port}")
        await until(lambda: mute.connections == 2)
        pass_time(21)
        for one in (fresh, answered, waiting, tunnel):
            assert await one.rest() == b""
        await site.closed.get()
        assert {await mute.closed.get(), await mute.closed.get()} == {1, 2}
        assert [line.refused for line in egress.log] == ["", "timeout", "timeout"]
        assert not egress.is_spent


@in_a_loop
async def test_a_dial_of_several_addresses_is_no_idleness(monkeypatch: pytest.MonkeyPatch) -> None:
    dialled = []
    connect = asyncio.open_connection

    async def silent(host: str, port: int, **how: Any) -> Any:
        if host == "127.0.0.1":
            return await connect(host, port, **how)
        dialled.append(host)
        return await asyncio.Event().wait()

    monkeypatch.setattr(asyncio, "open_connection", silent)
    allowance = Allowance(idle_seconds=8, connect_seconds=4)
    async with proxy(allowance) as egress, browser(egress) as one:
        await one.send(b"GET http://dead.test:9/ HTTP/1.1\r\n" + one.key + b"\r\n")
        for n in range(MOST_ATTEMPTS):
            await until(lambda n=n: len(dialled) == n + 1)  # type: ignore[misc]
            pass_time(5)
        assert (await one.answer()).refused == "timeout"


@pytest.mark.parametrize("speaker", ["browser", "server"])
@in_a_loop
async def test_a_connection_on_which_something_moves_is_kept(speaker: str) -> None:
    says = asyncio.Event()

    async def talk(wire: Wire) -> None:
        heard.append(await wire.reader.readexactly(1))
        for _ in range(3):
            if speaker == "server":
                await says.wait()
                says.clear()
                await wire.send(b"x")
            else:
                heard.append(await wire.reader.readexactly(1))
        await wire.send(b"!")

    heard: list[bytes] = []
    allowance = Allowance(idle_seconds=8)
    async with serving(talk) as site, proxy(allowance) as egress, browser(egress) as one:
        await one.tunnel(f"site.test:{site.port}")
        await one.send(b"x")
        for n in range(3):
            pass_time(5)
            if speaker == "server":
                says.set()
                await one.reader.readexactly(1)
            else:
                await one.send(b"x")
                await until(lambda n=n: len(heard) == n + 2)  # type: ignore[misc]
        assert await one.reader.readexactly(1) == b"!"


@in_a_loop
async def test_three_hundred_connections_are_served_at_once() -> None:
    everyone = asyncio.Event()
    arrived = 0

    async def talk(wire: Wire) -> None:
        nonlocal arrived
        head = await wire.head()
        arrived += 1
        if arrived == 300:
            everyone.set()
        await everyone.wait()
        await wire.send(page(head.split(b" ")[1]))

    async def visit(egress: Egress, site: Site, n: int) -> bytes:
        async with browser(egress) as one:
            return (await one.ask(site.url(f"/{n}"))).body

    async with serving(talk) as site, proxy(Allowance(connections=300)) as egress:
        bodies = await asyncio.gather(*(visit(egress, site, n) for n in range(300)))
        assert bodies == [b"/%d" % n for n in range(300)]
        assert len(egress.log) == site.connections == 300


@in_a_loop
async def test_connections_over_the_limit_are_refused_until_one_is_closed() -> None:
    async with pages() as site, proxy(Allowance(connections=2)) as egress:
        async with browser(egress) as first, browser(egress) as second:
            assert (await first.ask(site.url())).status == 200
            assert (await second.ask(site.url())).status == 200
            async with browser(egress) as third:
                assert (await third.ask(site.url())).refused == "budget"
            assert (await second.ask(site.url())).status == 200
        assert {await site.closed.get(), await site.closed.get()} == {1, 2}
        async with browser(egress) as fourth:
            assert (await fourth.ask(site.url())).status == 200
        assert not egress.is_spent


# ---------------------------------------------------------------- closing and the log


@in_a_loop
async def test_closing_while_bytes_flow_leaves_nothing_behind() -> None:
    async with serving(flood_at_once) as site:
        async with proxy(Allowance(bytes=2**40)) as egress:
            tabs = []
            for n in range(20):
                tabs.append(one := await connected(egress))
                if n % 2:
                    await one.tunnel(f"site.test:{site.port}")
                    await one.reader.readexactly(CHUNK)
        for _ in range(10):
            await site.closed.get()
        for one in tabs:
            await one.rest()
            await one.close()
        with pytest.raises(OSError):
            await connected(egress)
        assert [line.refused for line in egress.log] == [""] * 10


@in_a_loop
async def test_closing_while_dialling_and_resolving_leaves_nothing_behind() -> None:
    resolving = asyncio.Event()

    async def never(host: str) -> tuple[str, ...]:
        resolving.set()
        await asyncio.Event().wait()
        return ()

    async with proxy(names=never) as egress:
        one = await connected(egress)
        await one.send(b"GET http://site.test/ HTTP/1.1\r\n" + one.key + b"\r\n")
        await resolving.wait()
    assert await one.rest() == b""
    await one.close()
    assert told(egress) == [("GET", "site.test", "", "")]


@in_a_loop
async def test_a_connection_accepted_in_the_moment_of_closing_is_closed() -> None:
    async with proxy() as egress:
        pass
    async with await asyncio.start_server(egress._welcome, "127.0.0.1", 0) as late:
        wire = Wire(*await asyncio.open_connection(*late.sockets[0].getsockname()))
        assert await wire.rest() == b""
        await wire.close()


@in_a_loop
async def test_closing_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(egress_module, "CLOSING_SECONDS", 0)
    resolving, released = asyncio.Event(), asyncio.Event()

    async def stubborn(host: str) -> tuple[str, ...]:
        resolving.set()
        while not released.is_set():
            with suppress(asyncio.CancelledError):
                await released.wait()
        return ()

    async with Egress(Dialler(AddressPolicy(), stubborn, 5)) as egress:
        one = await connected(egress)
        await one.send(b"CONNECT site.test:80 HTTP/1.1\r\n" + one.key + b"\r\n")
        await resolving.wait()
    assert await one.rest() == b""
    released.set()
    await one.close()
    await until(lambda: len(asyncio.all_tasks()) == 1)


@in_a_loop
async def test_nobody_remembers_a_proxy_that_was_closed() -> None:
    async with pages() as site, proxy() as egress, browser(egress) as one:
        await one.ask(site.url())
    remembered = weakref.ref(egress)
    del egress
    gc.collect()
    assert remembered() is None


@in_a_loop
async def test_the_log_tells_what_passed_and_when() -> None:
    began = datetime.now(UTC)
    async with pages() as site, proxy() as egress:
        async with browser(egress) as one:
            await one.ask(site.url("/1"))
            await one.ask(site.url("/2"), "Content-Length: 1", method="POST", body=b"x")
            await one.ask(site.url("/3", "private.test"))
        async with browser(egress) as one:
            await one.tunnel("private.test:443")
    assert [(line.method, line.host, line.port, line.ip) for line in egress.log] == [
        ("GET", "site.test", site.port, SITE),
        ("POST", "site.test", site.port, SITE),
        ("GET", "private.test", site.port, ""),
        ("CONNECT", "private.test", 443, ""),
    ]
    size = len(page(b"/1"))
    assert [line.received for line in egress.log] == [size, size, 0, 0]
    assert [line.refused for line in egress.log] == ["", "", *["blocked_address"] * 2]
    moments = [began, *(line.at for line in egress.log), datetime.now(UTC)]
    assert moments == sorted(moments)
    assert {line.at.utcoffset() for line in egress.log} == {timedelta(0)}
    assert isinstance(egress.log[0], Passage)
    assert (egress.received, egress.unlogged) == (2 * size, 0)


@in_a_loop
async def test_a_line_of_the_log_is_there_while_its_passage_lasts() -> None:
    async with serving(answer_nothing) as site, proxy() as egress, browser(egress) as one:
        await one.tunnel(f"site.test:{site.port}")
        assert told(egress) == [("CONNECT", "site.test", SITE, "")]


@in_a_loop
async def test_the_log_is_bounded_and_says_what_it_left_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(egress_module, "MOST_LINES", 3)

    async with pages() as site, proxy() as egress, browser(egress) as one:
        for n in range(5):
            assert (await one.ask(site.url(f"/{n}"))).status == 200
        assert (len(egress.log), egress.unlogged) == (3, 2)
        assert egress.received == 5 * len(page(b"/0"))
