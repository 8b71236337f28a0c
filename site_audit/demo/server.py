"""Serves small sites on loopback: each site and each further host at an address of its own.

HTTP/1.1 with keep-alive, GET and HEAD, validators for files; no listings, and nothing outside of
the folders: all files are in memory before the first request.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.client import responses
from ipaddress import ip_address
from itertools import count
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from site_audit.demo.host import Answer, Host, read_files
from site_audit.demo.manifest import MANIFEST, Manifest, manifest

__all__ = ["Manifest", "Request", "Site", "manifest", "serving"]


class Request(NamedTuple):
    """A request as it came: ``path`` with its query; names of ``headers`` in lower case.

    ``host`` is "self" or the name of the site's further host that was asked.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    host: str


@dataclass(frozen=True)
class Site:
    """A site that is being served.

    ``url`` is its registered address; ``hosts`` are (name, base) of its further hosts, a base being
    like http://127.77.0.2:40001; ``requests`` is the log, oldest first: it grows as requests come.
    """

    name: str
    url: str
    hosts: tuple[tuple[str, str], ...]
    folder: Path
    requests: list[Request] = field(default_factory=list, compare=False, repr=False)


@dataclass(frozen=True)
class _Listener:
    name: str
    socket: socket.socket
    host: Host
    log: list[Request]
    talks: set[asyncio.Task[None]] = field(default_factory=set)  # of this moment
    connections: set[asyncio.StreamWriter] = field(default_factory=set)  # theirs


@contextmanager
def serving(
    folders: Sequence[Path], first: str = "127.77.0.1", port: int = 0
) -> Iterator[tuple[Site, ...]]:
    """Serve the sites of ``folders`` from a background thread until the block ends.

    Addresses are counted up from ``first``; ``port`` 0 takes a free one for each address.
    Raises OSError when an address cannot be had, ValueError for a wrong ``site.toml``.
    """
    numbers = count(int(ip_address(first)))
    with ExitStack() as stack:

        def listen() -> socket.socket:
            address = str(ip_address(next(numbers)))
            return stack.enter_context(socket.create_server((address, port)))

        placed = [_placed(folder, listen) for folder in folders]
        with _running([listener for _, listeners in placed for listener in listeners]):
            yield tuple(site for site, _ in placed)


def _placed(
    folder: Path, listen: Callable[[], socket.socket]
) -> tuple[Site, tuple[_Listener, ...]]:
    wanted = manifest(folder)
    sockets = {name: listen() for name in ("self", *dict(wanted.hosts))}
    bases = {name: "http://{}:{}".format(*taken.getsockname()) for name, taken in sockets.items()}
    further = tuple((name, base) for name, base in bases.items() if name != "self")
    site = Site(folder.name, bases["self"] + wanted.entry, further, folder)
    return site, tuple(
        _Listener(name, taken, _host(folder, wanted, name, bases), site.requests)
        for name, taken in sockets.items()
    )


def _host(folder: Path, wanted: Manifest, name: str, bases: Mapping[str, str]) -> Host:
    """A further host obeys the manifest in its own folder, else speaks the site's encoding."""
    if name != "self":
        folder = folder / dict(wanted.hosts)[name]
        own = (folder / MANIFEST).exists()
        wanted = manifest(folder) if own else replace(wanted, routes=(), fallback=None, hosts=())
    return Host(manifest=wanted, files=read_files(folder, wanted, bases), bases=bases)


@contextmanager
def _running(listeners: Sequence[_Listener]) -> Iterator[None]:
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="small sites", daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(_open(listeners), loop).result()
        yield
    finally:
        asyncio.run_coroutine_threadsafe(_close(listeners), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _open(listeners: Sequence[_Listener]) -> None:
    for listener in listeners:
        listener.socket.setblocking(False)
        asyncio.get_running_loop().add_reader(listener.socket, _accept, listener)


async def _close(listeners: Sequence[_Listener]) -> None:
    """Stop to listen, then end all talks by their connections: cancelled tasks would leak them."""
    for listener in listeners:
        asyncio.get_running_loop().remove_reader(listener.socket)
    while talks := [task for listener in listeners for task in listener.talks]:
        for connection in [open_ for listener in listeners for open_ in listener.connections]:
            connection.transport.abort()
        await asyncio.wait(talks, timeout=0)


def _accept(listener: _Listener) -> None:
    """Own accepting: asyncio's servers leak what they accept while they close (Python 3.11)."""
    with suppress(BlockingIOError, ConnectionError):  # gone already
        connection, _ = listener.socket.accept()
        talk = asyncio.get_running_loop().create_task(_converse(listener, connection))
        listener.talks.add(talk)
        talk.add_done_callback(listener.talks.discard)


async def _converse(listener: _Listener, connection: socket.socket) -> None:
    gone = (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)
    reader, writer = await asyncio.open_connection(sock=connection)
    listener.connections.add(writer)
    try:
        with suppress(*gone):  # a client may leave at any time, and may talk nonsense
            while await _exchange(listener, reader, writer):
                pass
            writer.close()
            await writer.wait_closed()
    finally:
        listener.connections.discard(writer)
        writer.transport.abort()


async def _exchange(
    listener: _Listener, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> bool:
    """Answer one request; False when the connection is to end."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode(errors="replace")
    first, *lines = head.strip().split("\r\n")
    method, _, rest = first.partition(" ")
    target, _, version = rest.rpartition(" ")
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)
    }
    listener.log.append(Request(method, target, headers, listener.name))
    known = method in ("GET", "HEAD")
    keep = known and version == "HTTP/1.1" and headers.get("connection", "").lower() != "close"
    answer = _validated(listener.host.answer(target), headers.get("if-none-match", ""))
    if not known:
        answer = Answer(status=405, headers=(("Allow", "GET, HEAD"),), body=b"")
    writer.write(_head(answer, keep) + (b"" if method == "HEAD" else answer.body))
    await writer.drain()
    return keep


def _validated(answer: Answer, known: str) -> Answer:
    """304 without a body when the client's validators know the answer's (RFC 9110, 13.1.2)."""
    tag = dict(answer.headers).get("ETag")
    if tag and known and tag in {item.strip().removeprefix("W/") for item in known.split(",")}:
        return Answer(status=304, headers=(("ETag", tag),), body=b"")
    return answer


def _head(answer: Answer, keep: bool) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} {responses.get(answer.status, '')}"]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    if answer.status not in (204, 304):
        lines.append(f"Content-Length: {len(answer.body)}")
    lines.append(f"Connection: {'keep-alive' if keep else 'close'}")
    return "\r\n".join([*lines, "", ""]).encode()
