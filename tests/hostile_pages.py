"""A loopback server of pages that mean no good, and a canary that nobody may reach."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

Respond = Callable[[str, asyncio.StreamWriter], Awaitable[None]]
"""Answers a request for a path, or does not."""


@dataclass(frozen=True)
class Answer:
    """What the server says; ``fields`` are whole lines of the head."""

    body: str | bytes = ""
    kind: str = "text/html; charset=utf-8"
    status: str = "200 OK"
    fields: tuple[str, ...] = ()

    def raw(self) -> bytes:
        body = self.body.encode() if isinstance(self.body, str) else self.body
        lines = (
            f"HTTP/1.1 {self.status}",
            f"Content-Type: {self.kind}",
            f"Content-Length: {len(body)}",
            "Connection: close",
            *self.fields,
        )
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


GONE = Answer("", status="404 Not Found")
Said = str | Answer | Respond
Pages = Mapping[str, Said]
Choose = Callable[[str], Said]
"""The head of a request -> what answers it."""


@dataclass
class Site:
    """A server that runs: ``asked`` has the path of each request, ``heads`` all that it said."""

    host: str
    port: int = 0
    scheme: str = "http"
    asked: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        return f"{self.scheme}://{self.host}:{self.port}{path}"


def page(body: str, head: str = "") -> str:
    """A whole small page."""
    return (
        f"<!doctype html><html lang=ru><head><meta charset=utf-8><title>Страница</title>{head}"
        f"</head><body>{body}</body></html>"
    )


@asynccontextmanager
async def serving(
    pages: Pages | Choose, host: str = "127.0.0.5", tls: ssl.SSLContext | None = None
) -> AsyncIterator[Site]:
    """Serves pages by path, a query left out, or as is chosen; what is not there is 404."""
    site = Site(host, scheme="https" if tls else "http")
    talks: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError, EOFError, asyncio.LimitOverrunError):
                await _answer(pages, site, reader, writer)
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(talk(reader, writer))
        talks.add(task)
        task.add_done_callback(talks.discard)

    server = await asyncio.start_server(accept, host, 0, ssl=tls, backlog=500)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)
        await server.wait_closed()


async def _answer(
    pages: Pages | Choose, site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    target = head.split(" ", 2)[1]
    site.asked.append(target)
    site.heads.append(head)
    path = target.partition("?")[0]
    found = pages(head) if callable(pages) else pages.get(path, GONE)
    if callable(found):
        await found(target, writer)
        return
    answer = found if isinstance(found, Answer) else Answer(found)
    writer.write(answer.raw())
    await writer.drain()


async def silence(path: str, writer: asyncio.StreamWriter) -> None:
    """Never answers."""
    await asyncio.sleep(600)


async def endless(path: str, writer: asyncio.StreamWriter) -> None:
    """A document that never ends: a line ten times a second."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
    while True:
        writer.write(b"<p>" + b"x" * 200)
        await writer.drain()
        await asyncio.sleep(0.1)


# ---------------------------------------------------------------- pages that hang or hinder


def scripted(script: str, body: str = "<p>Колледж</p>") -> str:
    """A page with a script behind its text."""
    return page(f"{body}<script>{script}</script>")


_AFTER_LOAD = "addEventListener('load', () => setTimeout(() => {%s}, 50))"
_CLICKS = (
    "for (let i = 0; i < 50; i++) { const a = document.createElement('a');"
    " a.href = '/file?' + i; a.download = '../../../../tmp/owned' + i; a.click() }"
)
FILE = Answer(
    b"PK\x03\x04x",
    "application/zip",
    fields=('Content-Disposition: attachment; filename="../../../../tmp/owned.txt"',),
)
GROWS = scripted(
    "const kept = []; setInterval(() => {"
    " for (let i = 0; i < 10; i++) kept.push(new Array(1e6).fill(i + .5));"
    " kept.push(new Uint8Array(5e7).fill(7)) }, 20)"
)
HINDRANCES: Pages = {
    "/good": page("<h1>Колледж</h1>"),
    "/spin": scripted("while (true) {}"),
    "/spin-late": scripted(_AFTER_LOAD % "while (true) {}"),
    "/alerts": scripted("for (;;) alert(prompt(1))"),
    "/alerts-late": scripted(_AFTER_LOAD % "for (;;) alert(confirm(1))"),
    "/print": scripted("for (;;) print()"),
    "/stay": scripted(
        "addEventListener('beforeunload', (e) => { e.preventDefault(); e.returnValue = 'x' });"
        "addEventListener('unload', () => {"
        " const now = Date.now(); while (Date.now() - now < 60000); })"
    ),
    "/silent": silence,
    "/endless": endless,
    "/circle": Answer(status="302 Found", fields=("Location: /circle",)),
    "/reload": scripted("location.reload()"),
    "/elsewhere": scripted("location.href = '/elsewhere?' + Math.random()"),
    "/refresh": page("x", "<meta http-equiv=refresh content='0;url=/refresh?again'>"),
    "/history": scripted("for (let i = 0; ; i++) history.pushState(0, '', '?' + i)"),
    "/windows": scripted("setInterval(() => { for (let i = 0; i < 20; i++) open('/w?' + i) }, 5)"),
    "/files": scripted(_CLICKS),
    "/file": FILE,
    "/grows": GROWS,
    "/gone": Answer(status="404 Not Found"),
}


# ---------------------------------------------------------------- pages that are curious


class _Ears(asyncio.DatagramProtocol):
    def __init__(self, hits: list[str], host: str) -> None:
        self._hits = hits
        self._host = host

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self._hits.append(f"udp {self._host}")


@asynccontextmanager
async def canaries(hosts: tuple[str, ...]) -> AsyncIterator[tuple[int, list[str]]]:
    """Their one port (TCP and UDP alike), and what reached them: «tcp 127.0.9.1»."""
    hits: list[str] = []
    async with AsyncExitStack() as held:
        for left in reversed(
            range(20)
        ):  # a port that is free at one address may be taken at another
            try:
                async with AsyncExitStack() as stack:
                    port = await _listen(stack, hosts, hits)
                    await held.enter_async_context(stack.pop_all())
                break
            except OSError:
                if not left:
                    raise
        yield port, hits


async def _listen(stack: AsyncExitStack, hosts: tuple[str, ...], hits: list[str]) -> int:
    """Listens at one port of all addresses: which one. Raises OSError when one of them has it."""

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hits.append(f"tcp {writer.get_extra_info('sockname')[0]}")
        writer.close()

    loop = asyncio.get_running_loop()
    port = 0
    for host in hosts:
        server = await asyncio.start_server(accept, host, port)
        stack.push_async_callback(server.wait_closed)
        stack.callback(server.close)
        port = server.sockets[0].getsockname()[1]
        ears, _ = await loop.create_datagram_endpoint(
            partial(_Ears, hits, host), local_addr=(host, port)
        )
        stack.callback(ears.close)
    return port


_WAYS = {  # name -> what asks for {x}, which nobody may reach; {ws} is the same for WebSockets
    "img": '<img src="{x}">',
    "redirected-img": '<img src="/go?{x}">',
    "iframe": '<iframe src="{x}"></iframe>',
    "redirected-iframe": '<iframe src="/go?{x}"></iframe>',
    "object": '<object data="{x}"></object>',
    "embed": '<embed src="{x}">',
    "video": '<video src="{x}" autoplay muted></video>',
    "audio": '<audio src="{x}" preload=auto></audio>',
    "track": '<video src="/none"><track default src="{x}"></video>',
    "svg": '<svg><image href="{x}" width=9 height=9 /></svg>',
    "srcset": '<img srcset="{x} 2x">',
    "input": '<input type=image src="{x}">',
    "script": '<script src="{x}"></script>',
    "module": '<script type=module>import "{x}";</script>',
    "css": '<link rel=stylesheet href="{x}">',
    "css-import": '<style>@import url("{x}");</style>',
    "background": '<div style="background:url({x})">x</div>',
    "font": '<style>@font-face {{ font-family: f; src: url("{x}") }} b {{ font-family: f }}</style>'
    "<b>шрифт</b>",
    "cursor": '<style>i {{ cursor: url("{x}"), auto }}</style><i>x</i>',
    "favicon": '<link rel=icon href="{x}">',
    "manifest": '<link rel=manifest href="{x}">',
    "preload": '<link rel=preload as=image href="{x}">',
    "modulepreload": '<link rel=modulepreload href="{x}">',
    "prefetch": '<link rel=prefetch href="{x}">',
    "prerender": '<link rel=prerender href="{x}">',
    "preconnect": '<link rel=preconnect href="{x}">',
    "dns-prefetch": '<link rel=dns-prefetch href="{x}">',
    "speculation": '<script type=speculationrules>{{"prefetch": [{{"source": "list", "urls": '
    '["{x}"]}}], "prerender": [{{"source": "list", "urls": ["{x}"]}}]}}</script>',
    "form": '<form id=f method=post target=t action="{x}"></form><iframe name=t></iframe>'
    "<script>f.submit()</script>",
    "ping": '<a id=p href="#" ping="{x}">p</a><script>p.click()</script>',
    "download": '<iframe srcdoc="<a id=d download href={x}>d</a><script>d.click()</script>">'
    "</iframe>",
    "refresh": "<iframe srcdoc=\"<meta http-equiv=refresh content='0;url={x}'>\"></iframe>",
    "fetch": "<script>fetch('{x}', {{mode: 'no-cors'}}).catch(() => 0)</script>",
    "redirected-fetch": "<script>fetch('/go?{x}', {{mode: 'no-cors'}}).catch(() => 0)</script>",
    "keepalive": "<script>fetch('{x}', {{mode: 'no-cors', keepalive: true, method: 'POST'}})"
    ".catch(() => 0)</script>",
    "xhr": "<script>const r = new XMLHttpRequest(); r.open('GET', '{x}'); r.send()</script>",
    "beacon": "<script>navigator.sendBeacon('{x}')</script>",
    "events": "<script>new EventSource('{x}')</script>",
    "socket": "<script>new WebSocket('{ws}')</script>",
    "transport": "<script>new WebTransport('https:' + '{x}'.slice(5))</script>",
    "import": "<script>import('{x}').catch(() => 0)</script>",
    "worker": "<script>new Worker(URL.createObjectURL(new Blob(["
    "\"fetch('{x}', {{mode: 'no-cors'}}).catch(() => 0)\"])))</script>",
    "worker-socket": "<script>new Worker(URL.createObjectURL(new Blob(["
    "\"new WebSocket('{ws}')\"])))</script>",
    "shared-worker": "<script>new SharedWorker('/shared.js?{x}')</script>",
    "service-worker": "<script>ServiceWorkerContainer.prototype.register.call("
    "navigator.serviceWorker, '/service.js?{x}').catch(() => 0)</script>",
    "popup": "<script>open('{x}')</script>",
    "stun": "<script>call('stun:{host}')</script>",
    "turn": "<script>call('turn:{host}?transport=tcp')</script>",
    "report": "",  # by the policy of the page
    "early-hint": "",  # by a header
}
WAYS = tuple(_WAYS)
_CALL = """<script>const call = (urls) => {
  const pc = new RTCPeerConnection({iceServers: [{urls, username: "u", credential: "c"}]});
  pc.createDataChannel("d"); pc.createOffer().then((offer) => pc.setLocalDescription(offer));
}</script>"""
_WORKER = "fetch(location.search.slice(1), {mode: 'no-cors'}).catch(() => 0)"


def host_of(way: str) -> str:
    """The address that is asked in one way only."""
    return f"127.0.9.{WAYS.index(way) + 1}"


async def _go(target: str, writer: asyncio.StreamWriter) -> None:
    place = target.partition("?")[2]
    writer.write(Answer(status="302 Found", fields=(f"Location: {place}",)).raw())
    await writer.drain()


def curious(port: int) -> Pages:
    """A page that asks for canaries in every way that we know, one address for each."""

    def fill(way: str, markup: str) -> str:
        host = f"{host_of(way)}:{port}"
        return markup.format(x=f"http://{host}/", ws=f"ws://{host}/", host=host)

    body = "".join(fill(way, markup) for way, markup in _WAYS.items())
    report = fill("report", "default-src 'none'; report-uri {x}")
    hint = fill("early-hint", "<{x}>; rel=preload; as=image")
    fields = (f"Content-Security-Policy-Report-Only: {report}", f"Link: {hint}")
    worker = Answer(_WORKER, "text/javascript")
    return {
        "/": Answer(page(_CALL + body), fields=fields),
        "/go": _go,
        "/shared.js": worker,
        "/service.js": worker,
    }
