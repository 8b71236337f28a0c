"""Egress: the one way out for a context of the browser, with our address policy at its end.

A small HTTP proxy on loopback. Chromium sends everything through it, https and WebSockets in
tunnels, so that a page reaches what our client may reach and nothing else. Requests are read by the
letter of RFC 9112 and written anew, so that no server reads them otherwise; answers pass as bytes.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from asyncio import StreamReader, StreamWriter
from base64 import b64encode
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from math import inf
from typing import Self

from site_audit.net.dial import MOST_ATTEMPTS, Dialler, WebError
from site_audit.net.request import Head, Line, read_head

CHUNK = 65_536  # of what is passed on; a head is not longer either
SLOW_CHUNK = 16_384  # on a slow line: others get their turn in between
MOST_LINES = 2_000  # of the log
CLOSING_SECONDS = 2.0

_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]*)?\r\n")

_STATUS = {"auth": 407, "bad_url": 400, "dns": 502, "refused": 502, "timeout": 504}  # else 403


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowance:
    """Bounds of one site's browser traffic."""

    bytes: int = 60 * 2**20  # received from servers, all together
    seconds: float = 240.0  # from entering on; then nothing is dialled, and what is open is cut
    connections: int = 128  # of the browser, open at once; more are refused (budget)
    idle_seconds: float = 30.0  # a connection on which nothing moves is cut
    connect_seconds: float = 10.0  # for each address that is dialled


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A line of the log, which is evidence: a request of the browser or a tunnel.

    ``refused`` tells why it was refused, or cut with its connection: blocked_address, dns, auth,
    refused (or the server closed without a byte), timeout (or no byte came), budget, time, bad_url
    (no request; all else is empty then).
    """

    at: datetime
    method: str
    host: str
    port: int
    ip: str = ""  # dialled last; empty when none was
    received: int = 0  # bytes from the server
    refused: str = ""


class Egress:
    """The proxy of one context: ``async with Egress(dialler) as egress``.

    ``server``, ``username`` and ``password`` are what Playwright's ``proxy`` asks for. Believe the
    log in what was refused: the header X-Egress-Refused could be a server's own.
    """

    def __init__(self, dialler: Dialler, allowance: Allowance = Allowance()) -> None:
        self.username, self.password = secrets.token_urlsafe(), secrets.token_urlsafe()
        self.received = self.unlogged = 0  # bytes from servers; passages after the log was full
        self._dialler, self._allowance = dialler, allowance
        self._key = b"Basic " + b64encode(f"{self.username}:{self.password}".encode())
        self._lines: list[Line] = []
        self._talks: set[_Talk] = set()
        self._dead: set[tuple[str, int]] = set()  # addresses that come last from now on
        self._is_late = self._is_closed = False
        self._rate, self._free_at = 0.0, 0.0  # bytes a second; when the line is free again

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._deadline = self._loop.time() + self._allowance.seconds
        self._listener = await asyncio.start_server(
            self._welcome, "127.0.0.1", 0, limit=CHUNK, backlog=512
        )
        self._port = self._listener.sockets[0].getsockname()[1]
        self._look()
        return self

    async def __aexit__(self, *raised: object) -> None:
        self._is_closed = True
        self._timer.cancel()
        self._listener.close()
        self._cut("")
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING_SECONDS):
                if tasks := [talk.task for talk in self._talks]:
                    await asyncio.wait(tasks)
                await self._listener.wait_closed()

    @property
    def server(self) -> str:
        """Where it listens: ``http://127.0.0.1:PORT``."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def is_spent(self) -> bool:
        """Whether the bytes or the seconds are used up."""
        return self._is_late or self.received >= self._allowance.bytes

    def slow_down(self, rate: float) -> None:
        """From now on so many bytes a second from servers, all together; 0 = as fast as it goes."""
        self._rate, self._free_at = rate, self._loop.time()

    async def _pass_on(self, size: int) -> None:
        """Return when so many bytes have come over the slow line."""
        if self._rate:
            self._free_at = max(self._free_at, self._loop.time()) + size / self._rate
            await asyncio.sleep(self._free_at - self._loop.time())

    @property
    def log(self) -> tuple[Passage, ...]:
        """The first passages as they began, those that are still open with what they have."""
        return tuple(Passage(**asdict(line)) for line in self._lines)

    def _welcome(self, reader: StreamReader, writer: StreamWriter) -> None:
        if self._is_closed:  # accepted in the moment of closing
            writer.transport.abort()
        else:
            self._talks.add(_Talk(self, reader, writer))

    def _look(self) -> None:
        """Cut what is late or does not move: one timer for all, and none is set for a chunk."""
        now, idle = self._loop.time(), self._allowance.idle_seconds
        self._is_late = now >= self._deadline
        for talk in self._talks:
            if self._is_late or now - talk.moved >= idle:
                talk.cut("time" if self._is_late else "" if talk.line.received else "timeout")
        next_look = now + idle / 4 if self._is_late else min(now + idle / 4, self._deadline)
        self._timer = self._loop.call_at(next_look, self._look)

    def _admit(self, head: Head, *, is_surplus: bool) -> None:
        """Log a request; raises WebError when it may not even be dialled for."""
        if len(self._lines) < MOST_LINES:
            self._lines.append(head.line)
        else:
            self.unlogged += 1
        if head.line.refused:
            raise WebError(head.line.refused)
        if not secrets.compare_digest(head.credentials, self._key):
            raise WebError("auth")
        if self.is_spent or is_surplus:
            raise WebError("time" if self._is_late else "budget")

    def _cut(self, code: str) -> None:
        for talk in self._talks:
            talk.cut(code)


class _Talk:
    """A connection of the browser, and the one to a server that it has just now.

    Answers are passed on by a task of their own while the next head is awaited. When the server
    closes, the browser's connection is closed too: we do not read where an answer ends.
    """

    def __init__(self, egress: Egress, reader: StreamReader, writer: StreamWriter) -> None:
        self._egress, self._reader, self._writer = egress, reader, writer
        self._server: tuple[StreamWriter, asyncio.Task[None]] | None = None
        self._is_surplus = len(egress._talks) >= egress._allowance.connections
        self._loop = asyncio.get_running_loop()
        self.line = Line()  # of the request that came last
        self.moved = self._loop.time()
        self.task = self._loop.create_task(self._serve())
        self.task.add_done_callback(lambda task: egress._talks.discard(self))

    def cut(self, code: str) -> None:
        """End it at once, whatever it does."""
        self.line.refused = self.line.refused or code
        self._writer.transport.abort()
        self.task.cancel()

    async def _serve(self) -> None:
        try:
            while await self._exchange():
                pass
            self._writer.write_eof()  # to close before all is read would take back our answer
            await self._carry(inf)
        except (OSError, EOFError, asyncio.LimitOverrunError):
            pass  # the browser or the server is gone or talks nonsense
        finally:
            await self._leave()
            self._writer.close()
            with suppress(OSError):
                await self._writer.wait_closed()

    async def _exchange(self) -> bool:
        """One request; whether another may follow."""
        raw = b""  # stays so when the head is too long
        with suppress(asyncio.LimitOverrunError):
            raw = await self._reader.readuntil(b"\r\n\r\n")
        head, before = read_head(raw), self.line
        self.line = head.line
        try:
            self._egress._admit(head, is_surplus=self._is_surplus)
            await self._reach(before)
        except WebError as trouble:
            await self._refuse(trouble.code, _STATUS.get(trouble.code, 403) if raw else 431)
        if self._server is not None and not head.origin:
            server, answers = self._server
            await self._carry(inf)
            server.write_eof()
            await asyncio.wait({answers})
            return False
        await self._give(head.origin)
        await (self._carry_chunks() if head.length is None else self._carry(head.length))
        return self.line.refused in ("", "auth")

    async def _reach(self, before: Line) -> None:
        """Have a connection to the server of the request; raises WebError."""
        line, is_tunnel = self.line, self.line.method == "CONNECT"
        if self._server and not is_tunnel and (before.host, before.port) == (line.host, line.port):
            line.ip = before.ip
            return
        await self._leave()
        reader, writer = await self._dial(line)
        if is_tunnel:
            self._writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        self._server = writer, self._loop.create_task(self._answer(reader, is_tunnel=is_tunnel))

    async def _dial(self, line: Line) -> tuple[StreamReader, StreamWriter]:
        dead, code = self._egress._dead, "refused"
        ips = await self._egress._dialler.addresses(line.host, line.port)
        for ip in sorted(ips, key=lambda ip: (ip, line.port) in dead)[:MOST_ATTEMPTS]:
            self.moved, line.ip = self._loop.time(), ip
            try:
                async with asyncio.timeout(self._egress._allowance.connect_seconds):
                    return await asyncio.open_connection(ip, line.port, limit=CHUNK)
            except OSError as exc:
                code = "timeout" if isinstance(exc, TimeoutError) else "refused"
                dead.add((ip, line.port))
        raise WebError(code)

    async def _refuse(self, code: str, status: int) -> None:
        await self._leave()
        self.line.refused = code
        asks = code == "auth"  # the connection goes on: no body, a HEAD has none either
        said = "" if asks else f"The proxy of the audit does not pass this on: {code}.\n"
        more = 'Proxy-Authenticate: Basic realm="site-audit"' if asks else "Connection: close"
        self._writer.write(
            f"HTTP/1.1 {status} Refused\r\nX-Egress-Refused: {code}\r\n{more}\r\n"
            f"Content-Type: text/plain\r\nContent-Length: {len(said)}\r\n\r\n{said}".encode()
        )
        await self._writer.drain()

    async def _answer(self, reader: StreamReader, *, is_tunnel: bool) -> None:
        """Pass on all that the server sends, and its end."""
        try:
            while chunk := await reader.read(SLOW_CHUNK if self._egress._rate else CHUNK):
                self.moved = self._loop.time()
                self.line.received += len(chunk)
                self._egress.received += len(chunk)
                if self._egress.received > self._egress._allowance.bytes:
                    self._egress._cut("budget")
                    return
                await self._egress._pass_on(len(chunk))
                self._writer.write(chunk)
                await self._writer.drain()
            (self._writer.write_eof if is_tunnel else self._writer.close)()
        except OSError:
            self.cut("")
        if not self.line.received:
            self.line.refused = "refused"

    async def _give(self, part: bytes) -> None:
        """Send to the server; what belongs to a refused request goes nowhere."""
        self.moved = self._loop.time()
        if self._server is not None:
            self._server[0].write(part)
            await self._server[0].drain()

    async def _carry(self, size: float) -> None:
        """So many bytes from the browser, or fewer when it hangs up."""
        while size and (part := await self._reader.read(int(min(size, CHUNK)))):
            await self._give(part)
            size -= len(part)

    async def _carry_chunks(self) -> None:
        """Chunks, framed anew without their extensions; trailers are not known to browsers."""
        size = -1
        while size:
            line = _CHUNK_SIZE.fullmatch(await self._reader.readuntil(b"\r\n"))
            if line is None:
                raise ConnectionError("no size of a chunk")
            size = int(line[1], 16)
            await self._give(b"%x\r\n" % size)
            await self._carry(size)
            if await self._reader.readexactly(2) != b"\r\n":
                raise ConnectionError("no end of a chunk")
            await self._give(b"\r\n")

    async def _leave(self) -> None:
        """Hang up on the server."""
        if self._server is not None:
            (server, answers), self._server = self._server, None
            answers.cancel()
            server.transport.abort()
            await asyncio.wait({answers})
