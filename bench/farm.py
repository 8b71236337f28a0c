"""The farm: sites of ``bench.college`` on loopback addresses, served by a process of its own.

``python -m bench.farm [SITES [PAGES [SEED]]]`` serves them until it is ended, and prints one line
of JSON first: the addresses and how long the pages are. All answers are packed before the first
request, so that the server costs as little as a server can. Style sheet, script and pictures come
from ``bench.scenery``, the same for all sites.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.client import responses
from ipaddress import ip_address

from bench.college import Plan, plan, site
from bench.scenery import dressing, picture_for, pictures

FIRST = ip_address("127.91.0.1")
SITES, PAGES, SEED = 15, 40, 1


@dataclass(frozen=True, kw_only=True)
class Farm:
    """A farm that is being served; ``urls`` are the home pages, in the order of ``plans``."""

    plans: tuple[Plan, ...]
    urls: tuple[str, ...]
    html_bytes: int

    @property
    def pages(self) -> int:
        """Pages of all sites together."""
        return sum(one.pages for one in self.plans)


@contextmanager
def serving(
    sites: int = SITES, pages: int = PAGES, seed: int = SEED, latency: float = 0.0
) -> Iterator[Farm]:
    """Serves a farm from a child process until the block ends; answers take ``latency`` seconds."""
    plans = tuple(plan(seed, number, pages) for number in range(sites))
    command = [sys.executable, "-m", "bench.farm", *map(str, (sites, pages, seed, latency))]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        said = json.loads(child.stdout.readline())
        yield Farm(plans=plans, urls=tuple(said["urls"]), html_bytes=said["html_bytes"])
    finally:
        child.terminate()
        child.communicate()


def _packed(status: int, content_type: str, body: bytes, more: tuple[str, ...] = ()) -> bytes:
    """A whole answer as it goes over the wire, gzipped where that is usual."""
    zipped = content_type.startswith("text/")
    sent = gzip.compress(body, 6, mtime=0) if zipped else body
    head = [f"HTTP/1.1 {status} {responses[status]}", "Server: farm", *more]
    head += [f"Content-Type: {content_type}", f"Content-Length: {len(sent)}"]
    head += ["Content-Encoding: gzip", "Vary: Accept-Encoding"] if zipped else []
    return "\r\n".join([*head, "", ""]).encode() + sent


_ROBOTS = _packed(200, "text/plain", b"User-agent: *\nDisallow: /bitrix/\n")
_FILE = _packed(200, "application/pdf", b"%PDF-1.4\n%%EOF\n")
_KEPT = ("Cache-Control: max-age=86400", "Last-Modified: Tue, 01 Sep 2026 06:00:00 GMT")
_GONE = _packed(404, "text/html; charset=utf-8", "<h1>Страница не найдена</h1>".encode())


class Talk(asyncio.Protocol):
    """One connection: each head that comes is answered from the site's ready answers."""

    def __init__(self, answers: dict[bytes, bytes], latency: float) -> None:
        self._answers = answers
        self._latency = latency
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        *heads, self._rest = (self._rest + data).split(b"\r\n\r\n")
        for head in heads:
            path = head.split(b" ", 2)[1]
            answer = self._answers.get(path) or _other(path)
            if self._latency:
                asyncio.get_running_loop().call_later(self._latency, self._transport.write, answer)
            else:
                self._transport.write(answer)


def _other(path: bytes) -> bytes:
    if path.startswith(b"/upload/"):
        return _FILE
    return _scenery().get(_picture(path) or path, _GONE)


@cache
def _scenery() -> dict[bytes, bytes]:
    """Packed answers by their address, those of pictures by their name."""
    packed = {path: _packed(200, kind, body, _KEPT) for path, (kind, body) in dressing().items()}
    for name, body in pictures().items():
        kind = "image/jpeg" if body.startswith(b"\xff\xd8") else "image/png"
        packed[name] = _packed(200, kind, body, _KEPT)
    return {name.encode(): answer for name, answer in packed.items()}


@cache
def _picture(path: bytes) -> bytes | None:
    """The name of the picture behind an address."""
    name = picture_for(path.decode("latin-1"))
    return name.encode() if name else None


def _answers(wanted: Plan) -> tuple[dict[bytes, bytes], int]:
    """The answers of a site and how many bytes of HTML they hold."""
    # Half of the old sites leave their charset to the page itself, as many real ones do.
    said = "; charset=utf-8" if wanted.charset == "utf-8" else ""
    pages = site(wanted)
    packed = {path.encode(): _packed(200, f"text/html{said}", body) for path, body in pages.items()}
    return packed | {b"/robots.txt": _ROBOTS}, sum(map(len, pages.values()))


async def _serve(sites: int, pages: int, seed: int, latency: float) -> None:
    loop = asyncio.get_running_loop()
    urls, size = [], 0
    _scenery()
    for number in range(sites):
        answers, html = _answers(plan(seed, number, pages))
        host = str(FIRST + number)
        server = await loop.create_server(partial(Talk, answers, latency), host, 0)
        urls.append("http://{}:{}/".format(*server.sockets[0].getsockname()))
        size += html
    print(json.dumps({"urls": urls, "html_bytes": size}), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    given = sys.argv[1:]
    latency = float(given.pop()) if len(given) > 3 else 0.0
    sizes = [*map(int, given), *(SITES, PAGES, SEED)[len(given) :]]
    asyncio.run(_serve(sizes[0], sizes[1], sizes[2], latency))
