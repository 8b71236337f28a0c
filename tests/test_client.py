import asyncio
import gzip
import ssl
import tracemalloc
import warnings
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
import trustme
from hypothesis import example, given, settings
from hypothesis import strategies as some

from site_audit.net import client as client_module
from site_audit.net.client import Client, ClientSettings
from site_audit.net.dial import MOST_ATTEMPTS
from site_audit.net.exchange import Reply
from site_audit.net.fetched import Fetched
from site_audit.net.head import MOST_INTERIM, mend
from site_audit.net.policy import parse_allow
from site_audit.net.retry import MOST_WAITS, Patience, retry_after

SETTINGS = ClientSettings(
    user_agent="SiteAudit/0.1 (+mailto:audit@example.org)",
    rate=0,
    allow=(parse_allow("127.0.0.1"),),
    connect_seconds=5,
    request_seconds=5,
    max_body=100_000,
    retry_pause=0,
)

Answer = Callable[[str, int], "bytes | AsyncIterator[bytes]"]
"""(head of the request, which one it is, from 1) -> the whole answer; the server then hangs up
when the answer says «Connection: close» or is empty."""


@dataclass
class Site:
    port: int = 0
    connections: int = 0
    heads: list[str] = field(default_factory=list)

    def url(self, path: str = "/", scheme: str = "http", host: str = "site.test") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [head.split(" ")[1] for head in self.heads]


@asynccontextmanager
async def serving(answer: Answer, tls: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    site = Site()
    talks: set[asyncio.Task[object] | None] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        site.connections += 1
        talks.add(asyncio.current_task())
        try:
            while True:
                site.heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
                said = answer(site.heads[-1], len(site.heads))
                parts = _whole(said) if isinstance(said, bytes) else said
                async for part in parts:
                    writer.write(part)
                    await writer.drain()
                if said == b"" or (isinstance(said, bytes) and b"Connection: close" in said):
                    break
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            talks.discard(asyncio.current_task())
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=tls)
    site.port = server.sockets[0].getsockname()[1]
    async with server:  # from Python 3.12 on it is left only when the last talk has ended
        try:
            yield site
        finally:
            server.close()
            for one in filter(None, talks):
                one.cancel()


async def _whole(said: bytes) -> AsyncIterator[bytes]:
    yield said


def page(
    body: bytes = b"<p>ok", status: str = "200 OK", extra: str = "", length: int | None = None
) -> bytes:
    size = len(body) if length is None else length
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {size}\r\n{extra}\r\n"
    return head.encode("latin-1") + body


def redirect(location: str, status: str = "302 Found", extra: str = "") -> bytes:
    return page(b"moved", status, f"Location: {location}\r\n{extra}")


async def to_loopback(host: str) -> tuple[str, ...]:
    return ("127.0.0.1",)


def fetch(answer: Answer, path: str = "/", within: ClientSettings = SETTINGS) -> Fetched:
    """One address of a site that answers so."""

    async def get() -> Fetched:
        async with serving(answer) as site, Client(within, to_loopback) as client:
            return await client.get(site.url(path))

    return asyncio.run(get())


def test_a_page_comes_with_all_that_the_archive_needs():
    async def get() -> tuple[Fetched, Site, Client]:
        body = gzip.compress("<p>Колледж".encode())
        answer = page(body, extra='Content-Encoding: gzip\r\nETag: "1"\r\nX-A: 1\r\nX-A: 2\r\n')
        async with serving(lambda head, n: answer) as site, Client(SETTINGS, to_loopback) as client:
            return await client.get(site.url("/a b?q=ж#top")), site, client

    fetched, site, client = asyncio.run(get())
    assert fetched.trouble is None
    assert (fetched.status, fetched.body.decode()) == (200, "<p>Колледж")
    assert gzip.decompress(fetched.wire).decode() == "<p>Колледж"
    assert fetched.url == site.url("/a%20b?q=%D0%B6")
    assert fetched.asked.endswith("#top")
    assert [value for name, value in fetched.headers if name == "x-a"] == ["1", "2"]
    assert fetched.header("etag") == '"1"'
    assert (fetched.peer, fetched.hops, fetched.tries) == ("127.0.0.1", (), 1)
    assert fetched.started_at.utcoffset() is not None
    assert client.requests == 1
    assert client.bytes > len(fetched.wire)


def test_a_request_says_who_asks_and_for_what():
    async def ask() -> str:
        async with (
            serving(lambda head, n: page()) as site,
            Client(SETTINGS, to_loopback) as client,
        ):
            await client.get(
                site.url("/x"), etag='"7"', last_modified="Sat, 01 Nov 2026 10:00:00 GMT"
            )
            return site.heads[0]

    lines = asyncio.run(ask()).split("\r\n")
    assert lines[0] == "GET /x HTTP/1.1"
    assert lines[1].startswith("Host: site.test:")
    assert f"User-Agent: {SETTINGS.user_agent}" in lines
    assert "Accept-Encoding: gzip" in lines
    assert 'If-None-Match: "7"' in lines
    assert "If-Modified-Since: Sat, 01 Nov 2026 10:00:00 GMT" in lines


def test_one_connection_serves_the_visit_and_the_name_is_resolved_once():
    asked: list[str] = []

    async def resolve(host: str) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.0.1",) if len(asked) == 1 else ("10.0.0.1",)

    async def get() -> int:
        async with (
            serving(lambda head, n: page()) as site,
            Client(SETTINGS, resolve) as client,
        ):
            fetched = await asyncio.gather(*(client.get(site.url(f"/{n}")) for n in range(5)))
            assert [one.status for one in fetched] == [200] * 5
            return site.connections

    assert asyncio.run(get()) == 1
    assert asked == ["site.test"]


@pytest.mark.parametrize("shares_folder", [True, False])
def test_visits_never_ask_one_ip_at_once(tmp_path, shares_folder):
    at_once: list[int] = [0]

    async def slowly() -> AsyncIterator[bytes]:
        at_once.append(at_once[-1] + 1)
        await asyncio.sleep(0.001)
        yield page()
        at_once.append(at_once[-1] - 1)

    async def visit(site: Site, host: str) -> list[int]:
        settings = replace(SETTINGS, pace_folder=tmp_path if shares_folder else None)
        async with Client(settings, to_loopback) as client:
            return [(await client.get(site.url(host=host))).status for _ in range(3)]

    async def all_at_once() -> list[list[int]]:
        async with serving(lambda head, n: slowly()) as site:
            return await asyncio.gather(*(visit(site, f"{n}.test") for n in range(8)))

    assert asyncio.run(all_at_once()) == [[200] * 3] * 8
    assert max(at_once) == 1


def test_a_kept_connection_that_the_server_closed_costs_nothing():
    def answer(head: str, n: int) -> bytes:
        return b"" if n == 2 else page()  # hangs up just when it is asked again

    async def get() -> list[Fetched]:
        async with serving(answer) as site, Client(SETTINGS, to_loopback) as client:
            return [await client.get(site.url()) for _ in range(2)]

    assert [(one.status, one.trouble, one.tries) for one in asyncio.run(get())] == [
        (200, None, 1),
        (200, None, 1),
    ]


# ---------------------------------------------------------------- what servers do wrong

HUGE = b"x" * 100_001
GZIPPED = gzip.compress(b"<p>whole page" * 50, mtime=0)  # one name of a test everywhere
CHUNKED = "Transfer-Encoding: chunked\r\n"


def coded(body: bytes, coding: str) -> bytes:
    return page(body, extra=f"Content-Encoding: {coding}\r\n")


def headed(lines: str, body: bytes) -> bytes:
    return f"HTTP/1.1 200 OK\r\n{lines}Connection: close\r\n\r\n".encode() + body


@pytest.mark.parametrize(
    ("answer", "status", "trouble", "body"),
    [
        (b"", 0, "refused", b""),
        (b"SSH-2.0-OpenSSH_9\r\n\r\n", 0, "protocol_error", b""),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", 0, "protocol_error", b""),
        (headed("X: " + "a" * 140_000 + "\r\n", b""), 0, "protocol_error", b""),
        (headed("X: aaaaaaaaaa\r\n" * 10_000, b""), 0, "protocol_error", b""),
        (headed("Content-Length: 5\r\nContent-Length: 6\r\n", b"12345"), 0, "protocol_error", b""),
        (page(b"<p>", extra="Connection: close\r\n", length=99), 200, "cut", b"<p>"),
        (headed(CHUNKED, b"3\r\n<p>\r\n9\r\n<p"), 200, "cut", b"<p><p"),
        (headed(CHUNKED, b"3\r\n<p>\r\nzz\r\n"), 200, "protocol_error", b"<p>"),
        (headed(CHUNKED, b"3\r\n<p>\r\n0\r\n\r\n"), 200, None, b"<p>"),
        (headed("", b"<p>until the end"), 200, None, b"<p>until the end"),
        (page(HUGE), 200, "too_large", b""),
        (headed("", HUGE), 200, "too_large", HUGE[:-1]),
        (page(HUGE[:-1]), 200, None, HUGE[:-1]),
        (coded(gzip.compress(HUGE, mtime=0), "gzip"), 200, "too_large", HUGE[:-1]),
        (coded(gzip.compress(HUGE[:-1], mtime=0), "gzip"), 200, None, HUGE[:-1]),
        (coded(GZIPPED * 2, "x-gzip"), 200, None, b"<p>whole page" * 100),
        (coded(GZIPPED + b"\0" * 9, "GZIP"), 200, None, b"<p>whole page" * 50),
        (coded(GZIPPED[:-3], "gzip"), 200, "cut", b"<p>whole page" * 50),
        (coded(GZIPPED[:-8] + b"12345678", "gzip"), 200, "encoding", b""),
        (coded(b"<p>no gzip", "gzip"), 200, "encoding", b""),
        (coded(gzip.compress(b"", mtime=0) * 2_000, "gzip"), 200, "encoding", b""),
        (
            coded(gzip.compress(GZIPPED, mtime=0), "gzip, gzip"),
            200,
            "encoding",
            gzip.compress(GZIPPED, mtime=0),
        ),
        (coded(b"\x0b\x02\x80", "br"), 200, "encoding", b"\x0b\x02\x80"),
        (coded(zlib.compress(b"<p>"), "deflate"), 200, "encoding", zlib.compress(b"<p>")),
        (coded(b"", "br"), 200, None, b""),
        (coded(b"", "gzip"), 200, None, b""),
        (coded(b"<p>", "utf-8"), 200, None, b"<p>"),
        (page(b"", "304 Not Modified", "Content-Encoding: br\r\n"), 304, None, b""),
        (page(b"gone", "404 Not Found"), 404, None, b"gone"),
        (page(b"", "302 Found"), 302, None, b""),
    ],
    ids=lambda value: repr(value[:40]) if isinstance(value, bytes) else None,
)
def test_whatever_a_server_answers_has_a_name(answer, status, trouble, body):
    fetched = fetch(lambda head, n: answer)
    assert (fetched.status, fetched.trouble) == (status, trouble)
    assert fetched.body == body or (trouble == "encoding" and not body)


@pytest.mark.parametrize(
    "lines",
    [
        "X Powered By: PHP\r\n",
        "no colon at all\r\n",
        "X-A : blank before the colon\r\n",
        ": no name\r\n",
        "Имя: значение\r\n",
        "X-A: nul \0 and form feed \f\r\n",
        "Transfer-Encoding: identity\r\n",
        "Server: Колледж\r\n",
        "X-A: one\r\n two\r\n",
    ],
)
def test_a_slovenly_head_does_not_cost_the_page(lines):
    fetched = fetch(lambda head, n: page(b"<p>here", extra=lines.encode().decode("latin-1")))
    assert (fetched.trouble, fetched.body) == (None, b"<p>here")


SCRAPS = some.sampled_from(
    [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 F\r\n", b"HTTP/1.0 100 C\n\n", b"HTTP/9", b"\n",
     b"Location: ", b"Content-Length: 3", b"Transfer-Encoding: chunked", b"Content-Encoding: gzip",
     b"Set-Cookie: ", b"Retry-After: 0", b"a=b; expires=x; max-age=", b"http://[", b"/x", b": ",
     b"\x1f\x8b\x08", b"\xff", b"\0", b"3\r\nabc\r\n", b"0\r\n\r\n", b" ", b"9"]
)  # fmt: skip


@given(some.lists(SCRAPS, max_size=20))
@example([b"HTTP/1.1 200 OK\r\n", b"Set-Cookie: ", b"a=b; expires=x; max-age=", b"9", b"\n\n"])
@settings(max_examples=60, deadline=None)
def test_no_answer_makes_the_client_raise(scraps):
    async def answer() -> AsyncIterator[bytes]:
        yield b"".join(scraps)
        raise ConnectionError  # hang up

    fetched = fetch(lambda head, n: answer())
    assert fetched.trouble is not None or fetched.status


HINT = b"HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n"


def test_some_interim_answers_are_passed_over_and_a_flood_of_them_is_no_answer():
    assert fetch(lambda head, n: HINT * 3 + page(b"<p>here")).body == b"<p>here"
    flood = fetch(lambda head, n: HINT * MOST_INTERIM + page())
    assert (flood.status, flood.trouble) == (0, "protocol_error")


def test_an_interim_answer_may_come_alone_and_in_pieces():
    async def pieces() -> AsyncIterator[bytes]:
        for piece in (HINT, HINT[:20], HINT[20:], page(b"<p>here")):
            yield piece
            await asyncio.sleep(0)

    assert fetch(lambda head, n: pieces()).body == b"<p>here"


def test_small_chunks_are_read_and_crumbs_in_much_wrapping_are_not():
    def chunked(size: int, number: int, wrapper: bytes = b"") -> bytes:
        chunk = b"%x%b\r\n%b\r\n" % (size, wrapper, b"x" * size)
        return headed(CHUNKED, chunk * number + b"0\r\n\r\n")

    assert fetch(lambda head, n: chunked(16, 6_000)).body == b"x" * 96_000
    assert fetch(lambda head, n: chunked(1, 1_000)).body == b"x" * 1_000
    assert fetch(lambda head, n: chunked(1, 50_000)).trouble == "protocol_error"
    assert fetch(lambda head, n: chunked(1, 100, b";" + b"y" * 9_000)).trouble == "protocol_error"


def test_a_head_that_comes_in_pieces_is_mended_as_a_whole():
    async def pieces() -> AsyncIterator[bytes]:
        for piece in (b"HTTP/1.1 200 OK\r\nbad li", b"ne\r\nContent-Length: 3\r\n\r", b"\n<p>"):
            yield piece
            await asyncio.sleep(0)

    fetched = fetch(lambda head, n: pieces())
    assert (fetched.trouble, fetched.body) == (None, b"<p>")


def test_a_head_in_order_is_left_as_it_is_and_chunked_twice_is_chunked_once():
    good = b"HTTP/1.1 200 OK\r\nServer: x\r\nSet-Cookie: a=b; path=/\r\n\r\n<p>bo dy\n\n"
    assert mend(good) == good
    assert mend(b"no http: at all\n\n") == b"no http: at all\n\n"
    twice = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\ntransfer-encoding:chunked\r\n\r\n0"
    assert mend(twice).lower().count(b"transfer-encoding: chunked\n") == 1
    assert mend(twice).endswith(b"\n\n0")


def test_a_server_that_falls_silent_is_a_timeout_with_what_came():
    async def half() -> AsyncIterator[bytes]:
        yield page(b"<p>half", length=99)
        await asyncio.Event().wait()

    async def nothing() -> AsyncIterator[bytes]:
        await asyncio.Event().wait()
        yield b""

    quick = replace(SETTINGS, request_seconds=0.2)
    fetched = fetch(lambda head, n: half(), within=quick)
    assert (fetched.status, fetched.trouble, fetched.body) == (200, "timeout", b"<p>half")
    fetched = fetch(lambda head, n: nothing(), within=quick)
    assert (fetched.status, fetched.trouble, fetched.tries) == (0, "timeout", 2)


def test_a_request_that_the_visit_gives_up_leaves_the_client_usable():
    asked = asyncio.Event()

    async def hang() -> AsyncIterator[bytes]:
        yield page(b"<p>", length=99)
        asked.set()
        await asyncio.Event().wait()

    async def get() -> tuple[int, int]:
        async with (
            serving(lambda head, n: hang() if n == 1 else page()) as site,
            Client(SETTINGS, to_loopback) as client,
        ):
            task = asyncio.create_task(client.get(site.url()))
            await asked.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return (await client.get(site.url())).status, site.connections

    assert asyncio.run(get()) == (200, 2)


def test_a_bomb_stops_early_and_memory_stays_small():
    bomb = gzip.compress(b"\0" * 50_000_000, 9)
    bounded = replace(SETTINGS, max_body=1_000_000)
    fetch(lambda head, n: page())  # what is loaded once does not count
    tracemalloc.start()
    fetched = fetch(lambda head, n: coded(bomb, "gzip"), within=bounded)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert fetched.trouble == "too_large"
    assert len(fetched.body) == 1_000_000
    assert peak < 5_000_000


def test_a_page_may_have_a_bound_of_its_own():
    async def get() -> list[str | None]:
        async with (
            serving(lambda head, n: page(b"x" * 1_000)) as site,
            Client(SETTINGS, to_loopback) as client,
        ):
            bounds = (999, 1_000, 0)
            return [(await client.get(site.url(), max_body=bound)).trouble for bound in bounds]

    assert asyncio.run(get()) == ["too_large", None, "too_large"]


def test_a_closed_port_and_an_unknown_name_are_told_apart():
    async def nowhere(host: str) -> tuple[str, ...]:
        raise OSError("no such name")

    async def get() -> list[Fetched]:
        async with serving(lambda head, n: page()) as site:
            pass
        async with (
            Client(SETTINGS, to_loopback) as there,
            Client(SETTINGS, nowhere) as lost,
        ):
            return [await there.get(site.url()), await lost.get("http://lost.test/")]

    closed, lost = asyncio.run(get())
    assert (closed.status, closed.trouble, closed.tries) == (0, "refused", 2)
    assert (lost.status, lost.trouble, lost.tries) == (0, "dns", 1)


@pytest.mark.parametrize(
    "url",
    ["", "/x", "mailto:a@b.ru", "javascript:void(0)", "file:///etc/passwd", "http://", "http://[/",
     "http://a b/", "http://x:99999/", "http://\ud800/", "ftp://site.test/", "http://%00/",
     "http://site.test/" + "a" * 100_000],
)  # fmt: skip
def test_what_is_no_web_address_is_never_asked(url):
    async def get() -> tuple[Fetched, int]:
        async with Client(SETTINGS, to_loopback) as client:
            return await client.get(url), client.requests

    fetched, requests = asyncio.run(get())
    assert (fetched.trouble, fetched.asked, requests) == ("bad_url", url, 0)


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "１２７.0.0.1", "0", "[::1]",
     "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[fe80::1]", "169.254.169.254",
     "inside.test", "half.test", "mapped.test", "user@127.0.0.1", "site.test@127.0.0.1"],
)  # fmt: skip
def test_no_spelling_of_an_inner_address_is_dialled(host):
    answers = {
        "inside.test": ("10.0.0.1",),
        "half.test": ("93.184.216.34", "127.0.0.1"),
        "mapped.test": ("::ffff:127.0.0.1",),
    }

    async def resolve(name: str) -> tuple[str, ...]:
        return answers[name]

    async def get() -> tuple[Fetched, int]:
        settings = replace(SETTINGS, rate=2, allow=())
        async with Client(settings, resolve) as client:
            return await client.get(f"http://{host}:8080/"), client.requests

    fetched, requests = asyncio.run(get())
    assert (fetched.status, fetched.trouble, requests) == (0, "blocked_address", 0)
    assert fetched.detail


def test_a_redirect_into_the_inner_network_is_not_followed():
    async def get() -> tuple[Fetched, list[str]]:
        async with serving(lambda head, n: page(b"SECRET")) as inner:
            door = redirect(inner.url(host="127.0.0.2"))
            async with serving(lambda head, n: door) as site, Client(SETTINGS, to_loopback) as one:
                return await one.get(site.url()), inner.heads

    fetched, asked = asyncio.run(get())
    assert (fetched.status, fetched.trouble) == (0, "blocked_address")
    assert "127.0.0.2" in fetched.url
    assert len(fetched.hops) == 1
    assert asked == []


def test_a_port_that_is_not_named_is_refused_on_a_named_address():
    async def get() -> str | None:
        async with serving(lambda head, n: page()) as site:
            settings = replace(SETTINGS, allow=(parse_allow(f"127.0.0.1:{site.port}"),))
            async with Client(settings, to_loopback) as client:
                assert (await client.get(site.url())).status == 200
                return (await client.get("http://site.test:1/")).trouble

    assert asyncio.run(get()) == "blocked_address"


def test_a_dead_address_of_a_host_gives_way_to_the_next_one_in_a_turn_of_its_own(tmp_path):
    async def resolve(host: str) -> tuple[str, ...]:
        return ("127.0.0.2", "127.0.0.1")

    async def get() -> Fetched:
        settings = replace(SETTINGS, allow=(parse_allow("127.0.0.0/8"),), pace_folder=tmp_path)
        async with serving(lambda head, n: page()) as site, Client(settings, resolve) as client:
            return await client.get(site.url())

    fetched = asyncio.run(get())
    assert (fetched.status, fetched.peer, fetched.tries) == (200, "127.0.0.1", 1)
    assert {file.name for file in tmp_path.iterdir()} == {
        "host-site.test",
        "ip-127.0.0.2",
        "ip-127.0.0.1",
    }


def test_each_dead_address_of_a_host_is_dialled_once_a_try_and_three_at_most():
    async def resolve(host: str) -> tuple[str, ...]:
        return ("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5")

    async def get() -> tuple[Fetched, int]:
        settings = replace(SETTINGS, allow=(parse_allow("127.0.0.0/8"),))
        async with serving(lambda head, n: page()) as site, Client(settings, resolve) as client:
            return await client.get(site.url()), client.requests

    fetched, requests = asyncio.run(get())
    assert (fetched.status, fetched.trouble, fetched.tries) == (0, "refused", 2)
    assert requests == MOST_ATTEMPTS + 1


# ---------------------------------------------------------------- redirects and cookies


def test_redirects_are_followed_and_kept():
    def answer(head: str, n: int) -> bytes:
        ways = {"/": "a/../b?x=ж#f", "/b?x=%D0%B6": "//site.test:PORT/c", "/c": "/d"}
        path, host = head.split(" ")[1], head.partition("Host: ")[2].partition("\r\n")[0]
        if path not in ways:
            return page(b"end")
        return redirect(ways[path].replace("site.test:PORT", host).encode().decode("latin-1"))

    async def get() -> tuple[Fetched, Site]:
        async with serving(answer) as site, Client(SETTINGS, to_loopback) as client:
            return await client.get(site.url(), etag='"1"'), site

    fetched, site = asyncio.run(get())
    assert (fetched.trouble, fetched.body, fetched.url) == (None, b"end", site.url("/d"))
    assert [hop.location for hop in fetched.hops] == [
        site.url("/b?x=%D0%B6"),
        site.url("/c"),
        site.url("/d"),
    ]
    assert fetched.hops[0][:2] == (site.url(), 302)
    assert ["If-None-Match" in head for head in site.heads] == [True, False, False, False]


def test_a_location_in_an_old_charset_goes_back_as_it_came():
    async def get() -> list[str]:
        answer = redirect("/\xef\xf0\xe8\xe5\xec")  # «прием» in windows-1251
        async with (
            serving(lambda head, n: answer if n == 1 else page()) as site,
            Client(SETTINGS, to_loopback) as client,
        ):
            await client.get(site.url())
            return site.paths

    assert asyncio.run(get()) == ["/", "/%EF%F0%E8%E5%EC"]


@pytest.mark.parametrize(
    ("way", "requests"),
    [("/", 1), ("/a", 2), ("/{n}", SETTINGS.max_redirects + 1)],
)
def test_a_loop_of_redirects_ends(way, requests):
    def answer(head: str, n: int) -> bytes:
        return redirect("/" if head.startswith("GET /a ") else way.format(n=n))

    fetched = fetch(answer)
    assert (fetched.status, fetched.trouble) == (302, "redirects")
    assert len(fetched.hops) == requests


@pytest.mark.parametrize("way", ["mailto:a@b.ru", "http://[", "intent://x", "http://"])
def test_a_redirect_to_no_address_is_told(way):
    fetched = fetch(lambda head, n: redirect(way))
    assert (fetched.status, fetched.trouble, fetched.hops[0].location) == (302, "bad_url", way)


def test_the_caller_may_stop_a_redirect_with_a_code_of_its_own():
    async def get() -> tuple[Fetched, Site]:
        async with (
            serving(lambda head, n: redirect("/away")) as site,
            Client(SETTINGS, to_loopback) as client,
        ):
            fetched = await client.get(
                site.url(), may_follow=lambda url: "off_host" if url.endswith("/away") else None
            )
            return fetched, site

    fetched, site = asyncio.run(get())
    assert (fetched.status, fetched.trouble, fetched.url) == (302, "off_host", site.url())
    assert fetched.hops[0].location == site.url("/away")
    assert site.paths == ["/"]


def test_a_gate_that_sets_a_cookie_and_sends_back_opens():
    def answer(head: str, n: int) -> bytes:
        if "Cookie: seen=1" in head:
            return page(b"inside")
        return redirect("/", extra="Set-Cookie: seen=1; path=/; HttpOnly\r\n")

    assert fetch(answer).body == b"inside"


def test_cookies_stay_within_the_visit_its_hosts_and_their_bounds():
    flood = "".join(f"Set-Cookie: c{n}={n}\r\n" for n in range(200))
    first = (
        flood
        + "Set-Cookie: foreign=1; domain=other.test\r\n"
        + "Set-Cookie: tld=1; domain=test\r\n"
        + "Set-Cookie: deep=1; path=/deep\r\n"
        + "Set-Cookie: secure=1; secure\r\n"
        + f"Set-Cookie: long={'x' * 5_000}\r\n"
        + "Set-Cookie: c0=0; max-age=0\r\n"
        + "Set-Cookie: c1=1; expires=Thu, 01 Jan 1970 00:00:00 GMT\r\n"
    )

    async def get() -> tuple[list[str], list[str]]:
        answer = page(extra=first)
        async with (
            serving(lambda head, n: answer if n == 1 else page()) as site,
            Client(SETTINGS, to_loopback) as client,
        ):
            for url in (site.url(), site.url(), site.url(host="other.test")):
                await client.get(url)
            return _cookies(site.heads[1]), _cookies(site.heads[2])

    own, foreign = asyncio.run(get())
    assert own == [f"c{n}=" + str(n) for n in range(2, 50)]
    assert foreign == []


def _cookies(head: str) -> list[str]:
    lines = [line for line in head.split("\r\n") if line.startswith("Cookie: ")]
    return lines[0].removeprefix("Cookie: ").split("; ") if lines else []


# ---------------------------------------------------------------- second tries


@pytest.mark.parametrize(
    ("answers", "status", "tries"),
    [
        (["502", "200"], 200, 2),
        (["502", "502", "200"], 502, 2),
        (["503", "200"], 200, 2),
        (["503 in 3600", "200"], 200, 2),
        (["503 in 3600", "503 in 3600", "200"], 503, 2),
        (["429 in 0", "429 in 0", "503 in 0", "200"], 200, 4),
        (["429 in 0"] * 4 + ["200"], 429, 4),
        (["429 in 3600", "200"], 429, 1),
        (["404", "200"], 404, 1),
    ],
)
def test_a_second_try_is_made_where_it_has_a_point(answers, status, tries):
    def answer(head: str, n: int) -> bytes:
        code, _, wait = answers[n - 1].partition(" in ")
        return page(status=f"{code} x", extra=f"Retry-After: {wait}\r\n" if wait else "")

    fetched = fetch(answer)
    assert (fetched.status, fetched.tries) == (status, tries)


def test_silence_is_tried_again_only_on_the_first_contact():
    async def get() -> list[int]:
        async with serving(lambda head, n: b"" if n != 2 else page()) as site:
            async with Client(SETTINGS, to_loopback) as client:
                first = await client.get(site.url())
                second = await client.get(site.url())
            return [first.tries, second.tries, first.status, second.status]

    assert asyncio.run(get()) == [2, 1, 200, 0]


def test_the_wait_is_the_one_that_the_server_asked_for():
    def busy(status: int, said: str) -> Reply:
        return Reply(status=status, headers=(("retry-after", said),))

    patience = Patience(1.0, 60.0)
    assert [patience.wait(busy(429, "7"), is_known=True) for _ in range(MOST_WAITS + 1)] == [
        7.0,
        7.0,
        7.0,
        None,
    ]
    assert Patience(1.0, 60.0).wait(busy(503, "61"), is_known=True) == 1.0
    assert Patience(1.0, 60.0).wait(busy(429, "61"), is_known=True) is None
    assert Patience(1.0, 60.0).wait(busy(429, "soon"), is_known=True) == 5.0
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert retry_after("Sat, 21 Nov 2026 12:00:30 GMT", now) == 30.0
    assert retry_after("Sat, 21 Nov 2026 11:00:00 GMT", now) == 0.0
    assert [retry_after(said, now) for said in ("", "-1", "x", "٣")] == [None] * 4


def test_a_server_that_asks_for_an_hour_is_asked_at_the_longest_gap_from_then_on(caplog):
    caplog.set_level("INFO", "site_audit.net")

    async def get() -> None:
        answers = [page(status="429 x", extra="Retry-After: 3600\r\n"), page()]
        async with (
            serving(lambda head, n: answers[n - 1]) as site,
            Client(replace(SETTINGS, rate=1000), to_loopback) as client,
        ):
            assert [(await client.get(site.url())).status for _ in answers] == [429, 200]

    asyncio.run(get())
    assert [round(line.gap * 1000) for line in caplog.records] == [1, 16]  # type: ignore[attr-defined]


def test_requests_leave_their_time_in_the_pace_folder(tmp_path):
    paced = replace(SETTINGS, rate=1_000, pace_folder=tmp_path)
    assert fetch(lambda head, n: page(), within=paced).status == 200
    assert {file.name for file in tmp_path.iterdir()} == {"ip-127.0.0.1", "host-site.test"}


# ---------------------------------------------------------------- TLS


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def certified(authority: trustme.CA, name: str = "site.test") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def over_tls(tls: ssl.SSLContext | None, settings: ClientSettings) -> tuple[Fetched, dict, Site]:
    """The second of two fetches from one https site, and the rungs that were found."""

    async def get() -> tuple[Fetched, dict, Site]:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(
            lambda loop, context: None
        )  # the server's side of bad handshakes
        async with (
            serving(lambda head, n: page(b"tls"), tls) as site,
            Client(settings, to_loopback) as client,
        ):
            await client.get(site.url(scheme="https"))
            fetched = await client.get(site.url(scheme="https"))
            rungs = {host.partition(":")[0]: rung for host, rung in client.tls_rungs.items()}
            return fetched, rungs, site

    return asyncio.run(get())


def test_a_certificate_in_order_is_the_strict_rung_and_the_name_is_kept(authority, monkeypatch):
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    monkeypatch.setattr(client_module, "tls_context", lambda rung, extra_ca: trusting)
    named: list[str | None] = []
    tls = certified(authority)
    tls.sni_callback = lambda connection, name, context: named.append(name)
    fetched, rungs, site = over_tls(tls, SETTINGS)
    assert (fetched.body, rungs, named) == (b"tls", {"site.test": "strict"}, ["site.test"])
    assert site.connections == 1
    assert site.heads[0].split("\r\n")[1] == f"Host: site.test:{site.port}"


def test_a_bundle_of_ones_own_is_the_second_rung(authority, tmp_path):
    bundle = tmp_path / "extra.pem"
    authority.cert_pem.write_to_path(str(bundle))
    settings = replace(SETTINGS, extra_ca=bundle)
    fetched, rungs, _ = over_tls(certified(authority), settings)
    assert (fetched.body, rungs) == (b"tls", {"site.test": "extra"})
    fetched, rungs, _ = over_tls(certified(authority, "other.test"), settings)
    assert (fetched.body, rungs) == (b"tls", {"site.test": "unverified"})


def test_a_certificate_of_nobody_is_read_without_trust_and_said_so(authority):
    fetched, rungs, site = over_tls(certified(authority), SETTINGS)
    assert (fetched.body, rungs) == (b"tls", {"site.test": "unverified"})
    assert len(site.heads) == 2


def test_a_server_of_old_is_read_on_the_last_rung(authority):
    tls = certified(authority)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        tls.minimum_version = ssl.TLSVersion.TLSv1
        tls.maximum_version = ssl.TLSVersion.TLSv1
    tls.set_ciphers("ALL:@SECLEVEL=0")
    fetched, rungs, _ = over_tls(tls, SETTINGS)
    assert (fetched.body, rungs) == (b"tls", {"site.test": "unverified"})


def test_a_server_without_tls_is_no_rung():
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(page(b"speak plainly", "400 Bad Request"))
        writer.close()

    async def get() -> tuple[Fetched, list[str]]:
        async with (
            await asyncio.start_server(plain, "127.0.0.1", 0) as server,
            Client(SETTINGS, to_loopback) as client,
        ):
            port = server.sockets[0].getsockname()[1]
            fetched = await client.get(f"https://site.test:{port}/")
            return fetched, list(client.tls_rungs.values())

    fetched, rungs = asyncio.run(get())
    assert (fetched.status, fetched.trouble, rungs) == (0, "tls", ["none"])
