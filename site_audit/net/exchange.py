"""One request and its answer over a pool of connections, within one deadline and all bounds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Protocol, cast
from urllib.parse import quote_from_bytes

import httpcore2

from site_audit.net.body import Body, is_gzip
from site_audit.net.dial import WebError, Wire
from site_audit.net.target import Target

MOST_HEADER_BYTES = 131_072
LONGEST_REDIRECT_BODY = 65_536  # read only to keep the connection
MOST_FRAMING = 65_536  # bytes around the chunks of a body, on top of as many as the body has

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_VISIBLE = "".join(map(chr, range(0x21, 0x7F)))

RawHeaders = list[tuple[bytes, bytes]]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Reply:
    """What one request brought; ``location`` is the way of a redirect, None when it is none."""

    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    location: str | None = None
    body: bytes = field(default=b"", repr=False)  # asyncio writes out results of tasks
    wire: bytes = field(default=b"", repr=False)
    peer: str = ""
    trouble: str | None = None
    detail: str = ""
    tries: int = 1
    spare: int = 0  # further addresses of a host whose first one was dead
    head_seconds: float | None = None  # until the head was there; None = it broke before that

    def header(self, name: str) -> str:
        """The first value of a header (lower-case name), empty when there is none."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """A request: where, with which headers, how much body we take, how long all may last."""

    target: Target
    headers: RawHeaders
    limit: int
    seconds: float
    connect_seconds: float


class _Stream(Protocol):
    def __aiter__(self) -> AsyncGenerator[bytes]: ...
    async def aclose(self) -> None: ...


async def exchange(pool: httpcore2.AsyncConnectionPool, ask: Ask) -> Reply:
    """Ask and read. Raises WebError when no answer came; a body gone wrong is in the reply."""
    clock = asyncio.get_running_loop().time
    began = clock()
    deadline = began + ask.seconds
    try:
        async with asyncio.timeout_at(deadline):
            response = await pool.handle_async_request(_request(ask))
    except (TimeoutError, httpcore2.TimeoutException) as exc:
        raise WebError("timeout", f"no answer in {ask.seconds:g} s") from exc
    except httpcore2.RemoteProtocolError as exc:
        raise WebError("protocol_error", str(exc)) from exc
    except httpcore2.NetworkError as exc:
        raise WebError("refused", str(exc)) from exc
    head_seconds = clock() - began
    stream = cast(_Stream, response.stream)
    try:
        return replace(await _read(response, ask, deadline), head_seconds=head_seconds)
    finally:
        await stream.aclose()


def _request(ask: Ask) -> httpcore2.Request:
    target = ask.target
    url = httpcore2.URL(
        scheme=target.scheme, host=target.host, port=target.port, target=target.path
    )
    timeouts = {"connect": ask.connect_seconds}
    return httpcore2.Request("GET", url, headers=ask.headers, extensions={"timeout": timeouts})


async def _read(response: httpcore2.Response, ask: Ask, deadline: float) -> Reply:
    wire = cast(Wire, response.extensions["network_stream"])
    if sum(len(name) + len(value) + 4 for name, value in response.headers) > MOST_HEADER_BYTES:
        raise WebError("protocol_error", f"headers over {MOST_HEADER_BYTES} bytes")
    headers = tuple((_text(name).lower(), _text(value)) for name, value in response.headers)
    head = Reply(
        status=response.status,
        headers=headers,
        location=_location(response.status, response.headers),
        peer=wire.ip,
    )
    body, trouble, detail = await _read_body(response, head, ask, deadline)
    decoded, raw = body.both()
    return Reply(
        status=head.status,
        headers=headers,
        location=head.location,
        body=decoded,
        wire=raw,
        peer=wire.ip,
        trouble=None if head.location is not None else trouble,
        detail=detail,
    )


async def _read_body(
    response: httpcore2.Response, head: Reply, ask: Ask, deadline: float
) -> tuple[Body, str | None, str]:
    """The body, its trouble and a word on it."""
    limit = ask.limit if head.location is None else min(ask.limit, LONGEST_REDIRECT_BODY)
    coding = head.header("content-encoding")
    gzipped = is_gzip(coding)
    body = Body(limit, gzipped=bool(gzipped))
    length = head.header("content-length")
    if length.isdigit() and int(length) > body.most_wire:
        return body, "too_large", f"Content-Length: {length}"
    wire = cast(Wire, response.extensions["network_stream"])
    before = wire.received
    try:
        async with (
            asyncio.timeout_at(deadline),
            aclosing(aiter(cast(_Stream, response.stream))) as chunks,
        ):
            async for chunk in chunks:
                trouble = body.feed(chunk)
                if trouble is not None:
                    return body, trouble, coding if trouble == "encoding" else f"limit {limit}"
                if wire.received - before > 2 * body.wire_size + MOST_FRAMING:
                    return body, "protocol_error", "more framing than body"
    except TimeoutError:
        return body, "timeout", f"body not complete in {ask.seconds:g} s"
    except (httpcore2.RemoteProtocolError, httpcore2.NetworkError) as exc:
        return body, "cut" if wire.ended else "protocol_error", str(exc)
    if gzipped is None and not body.is_empty:
        return body, "encoding", coding
    return body, body.finish(), ""


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _location(status: int, headers: RawHeaders) -> str | None:
    if status not in _REDIRECTS:
        return None
    raw = next((value for name, value in headers if name.lower() == b"location"), None)
    if raw is None:
        return None
    try:
        return raw.decode()
    except UnicodeDecodeError:  # bytes of an old charset go back as they came
        return quote_from_bytes(raw, safe=_VISIBLE)
