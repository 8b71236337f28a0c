"""Dialling: a name is resolved once per visit, all answers are checked, the checked one is dialled.

Enforced where the connection is made and not on the text of addresses, so that redirects and odd
spellings of numbers cannot go round it.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import httpcore2

from site_audit.net.head import MOST_INTERIM, is_whole, mend, without_interim
from site_audit.net.policy import AddressPolicy, plain

Resolve = Callable[[str], Awaitable[tuple[str, ...]]]
"""A host name -> its IP addresses; raises OSError (socket.gaierror) when there are none."""

MOST_ATTEMPTS = 3  # of a host's addresses, so that a dead one does not cost the whole deadline


class WebError(Exception):
    """A failure of the web before an answer came: ``code`` is one of the trouble codes.

    ``spare`` counts the further addresses of a host that could not be reached at its first one.
    """

    def __init__(self, code: str, detail: str = "", spare: int = 0) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.spare = spare


class HandshakeError(WebError):
    """TLS could not be agreed on; ``by_tls`` is False when the connection merely broke."""

    def __init__(self, detail: str, *, by_tls: bool) -> None:
        super().__init__("tls", detail)
        self.by_tls = by_tls


class StaleError(WebError):
    """A kept connection was closed by the server in the moment when we used it again."""

    def __init__(self) -> None:
        super().__init__("refused", "kept connection closed")


async def system_resolve(host: str) -> tuple[str, ...]:
    """Ask the system's resolver; a passing failure is asked twice."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except socket.gaierror as exc:
        if exc.errno != socket.EAI_AGAIN:
            raise
        found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in found))


class Dialler(httpcore2.AsyncNetworkBackend):
    """The network of one visit; ``received`` counts all bytes that came, headers included."""

    def __init__(self, policy: AddressPolicy, resolve: Resolve, seconds: float) -> None:
        self.received = 0
        self._policy = policy
        self._resolve = resolve
        self._seconds = seconds
        self._known: dict[str, tuple[str, ...] | WebError] = {}
        self._failed: Counter[tuple[str, int]] = Counter()  # dials of a host's port
        self._network = httpcore2.AnyIOBackend()

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of a host, every one of them checked, the one to be dialled first.

        Raises WebError.
        """
        if host not in self._known:
            self._known[host] = await self._look_up(host)
        known = self._known[host]
        if isinstance(known, WebError):
            raise WebError(known.code, known.detail)
        for ip in known:
            refusal = self._policy.refusal(ip, port)
            if refusal is not None:
                raise WebError("blocked_address", refusal)
        dead = self._failed[host, port] % len(known)
        return (*known[dead:], *known[:dead])

    async def _look_up(self, host: str) -> tuple[str, ...] | WebError:
        try:
            return (str(plain(host)),)
        except ValueError:
            pass  # a name, not a number
        try:
            async with asyncio.timeout(self._seconds):
                answers = [plain(ip) for ip in await self._resolve(host)]
        except (OSError, UnicodeError) as exc:  # TimeoutError is an OSError; idna raises the other
            return WebError("dns", str(exc))
        answers.sort(key=lambda ip: ip.version)
        return tuple(map(str, answers)) or WebError("dns", "no addresses")

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Dial the first of the host's checked addresses; raises WebError.

        After a failure the next one is the first: whoever asks takes the turn at that IP before.
        """
        ip, *others = await self.addresses(host, port)
        try:
            stream = await self._network.connect_tcp(ip, port, timeout=self._seconds)
        except (httpcore2.ConnectTimeout, httpcore2.ConnectError) as exc:
            self._failed[host, port] += 1
            code = "timeout" if isinstance(exc, httpcore2.ConnectTimeout) else "refused"
            spare = min(len(others), MOST_ATTEMPTS - 1)
            raise WebError(code, f"{ip}:{port} {exc}", spare) from exc
        return Wire(stream, self, ip)

    async def sleep(self, seconds: float) -> None:
        """Part of the interface of network backends."""
        await asyncio.sleep(seconds)


class Wire(httpcore2.AsyncNetworkStream):
    """A connection that counts what comes and knows whether the server closed it."""

    def __init__(self, stream: httpcore2.AsyncNetworkStream, dialler: Dialler, ip: str) -> None:
        self.ip = ip
        self.ended = False
        self.received = 0  # bytes that came over it
        self._stream = stream
        self._dialler = dialler
        self._used = False  # some answer came over it before
        self._heard = False  # something came since we last asked

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there; raises WebError when the server hangs up instead of answering."""
        chunk = await self._receive(max_bytes, timeout)
        if self._heard or not chunk:
            return chunk
        self._heard = True
        for _ in range(MOST_INTERIM):
            head = await self._whole_head(chunk, max_bytes, timeout)
            chunk = without_interim(head)
            if len(chunk) == len(head):
                return mend(head)
        raise WebError("protocol_error", f"over {MOST_INTERIM} interim answers")

    async def _whole_head(self, start: bytes, max_bytes: int, timeout: float | None) -> bytes:
        searched = 0
        while not is_whole(start, searched):
            more = await self._receive(max_bytes, timeout)
            if not more:
                break
            searched, start = len(start), start + more
        return start

    async def _receive(self, max_bytes: int, timeout: float | None) -> bytes:
        try:
            chunk = await self._stream.read(max_bytes, timeout)
        except (httpcore2.ReadError, ssl.SSLError) as exc:
            self.ended = True
            if self._heard:
                raise httpcore2.ReadError(str(exc)) from exc
            if isinstance(exc, ssl.SSLError):  # an alert after the handshake
                raise WebError("tls", str(exc)) from exc
            raise self._unanswered() from exc
        if not chunk:
            self.ended = True
            if not self._heard:
                raise self._unanswered()
        self.received += len(chunk)
        self._dialler.received += len(chunk)
        return chunk

    def _unanswered(self) -> WebError:
        return StaleError() if self._used else WebError("refused", "closed without an answer")

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send a request or a part of one."""
        if buffer:
            self._used, self._heard = self._used or self._heard, False
            await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Hang up."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Agree on TLS; raises HandshakeError, or WebError when it takes too long."""
        try:
            stream = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except httpcore2.ConnectTimeout as exc:
            raise WebError("timeout", "TLS") from exc
        except httpcore2.ConnectError as exc:
            by_tls = isinstance(exc.__cause__, ssl.SSLError)
            raise HandshakeError(str(exc), by_tls=by_tls) from exc
        except ValueError as exc:  # a host name that idna does not take
            raise HandshakeError(str(exc), by_tls=True) from exc
        return Wire(stream, self._dialler, self.ip)

    def get_extra_info(self, info: str) -> Any:
        """What the pool asks of a connection (``is_readable``, ``ssl_object``)."""
        return self._stream.get_extra_info(info)
