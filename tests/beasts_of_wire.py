"""Beasts of the zoo that are hostile below the page: codings, framing, heads, TLS, slowness."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import zlib
from collections.abc import Callable
from datetime import UTC, datetime

import brotli
import trustme
import zstandard

from tests.hostile_pages import Answer, Respond, silence
from tests.zoo import Beast, college, papers, spoiled

MB = 1 << 20

# ---------------------------------------------------------------- packed bodies


def packed(body: bytes, *codings: str) -> Answer:
    return Answer(body, fields=(f"Content-Encoding: {', '.join(codings)}",))


_PAGE = papers("").encode()
_BOMB = b" " * 64 * MB
_BROTLI_BOMB = brotli.compress(_BOMB, quality=1)
GZIP_BOMB = gzip.compress(_BOMB, 1)
PACKED = (
    spoiled("gzip-bomb", packed(GZIP_BOMB, "gzip"), "too_large"),
    spoiled("gzip-bomb-called-x-gzip", packed(GZIP_BOMB, "X-GZIP"), "too_large"),
    spoiled("gzip-of-gzip", packed(gzip.compress(GZIP_BOMB), "gzip", "gzip"), "encoding"),
    spoiled("gzip-never-said", Answer(GZIP_BOMB), "not_text"),
    spoiled("gzip-of-empty-members", packed(gzip.compress(b"") * 100_000, "gzip"), "encoding"),
    spoiled("gzip-that-is-none", packed(_PAGE, "gzip"), "encoding"),
    spoiled("brotli-bomb", packed(_BROTLI_BOMB, "br"), "encoding"),
    spoiled("brotli-unasked", packed(brotli.compress(_PAGE), "br"), "encoding"),
    spoiled("brotli-called-gzip", packed(_BROTLI_BOMB, "gzip"), "encoding"),
    spoiled("zstd-bomb", packed(zstandard.compress(_BOMB), "zstd"), "encoding"),
    spoiled("deflate-bomb", packed(zlib.compress(_BOMB), "deflate"), "encoding"),
    spoiled("raw-deflate-bomb", packed(zlib.compress(_BOMB, wbits=-15), "deflate"), "encoding"),
    spoiled("layers", packed(brotli.compress(GZIP_BOMB), "gzip", "br"), "encoding"),
    spoiled("layers-with-plain", packed(GZIP_BOMB, "identity", "gzip"), "too_large"),
)

# ---------------------------------------------------------------- junk of HTTP


def raw(*parts: bytes) -> Respond:
    """Says this, and hangs up."""

    async def respond(target: str, writer: asyncio.StreamWriter) -> None:
        writer.writelines(parts)
        await writer.drain()

    return respond


def endless(start: bytes, piece: bytes, pause: float | None = None) -> Respond:
    """Says a piece again and again."""

    async def respond(target: str, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(piece)
            await writer.drain()
            if pause is not None:
                await asyncio.sleep(pause)

    return respond


_HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
CHUNKS = _HTML + b"Transfer-Encoding: chunked\r\n\r\n"
_CHUNK = b"%x\r\n%b\r\n" % (len(_PAGE), _PAGE)
CHUNKED = (
    spoiled("chunk-of-no-size", raw(CHUNKS, _CHUNK, b"zz\r\n"), "protocol_error"),
    spoiled("chunk-of-negative-size", raw(CHUNKS, _CHUNK, b"-5\r\nabcde\r\n"), "protocol_error"),
    spoiled("chunk-of-vast-size", raw(CHUNKS, b"f" * 20 + b"\r\n<p>"), "cut"),
    spoiled("chunk-of-vaster-size", raw(CHUNKS, b"f" * 500 + b"\r\n<p>"), "protocol_error"),
    spoiled("chunk-with-junk-behind", raw(CHUNKS, b"3\r\n<p>junk\r\n0\r\n\r\n"), "protocol_error"),
    spoiled("endless-extension", endless(CHUNKS + b"3;x=", b"y" * 4096), "protocol_error"),
    spoiled(
        "endless-trailers",
        endless(CHUNKS + _CHUNK + b"0\r\n", b"X-A: b\r\n" * 500),
        "protocol_error",
    ),
    spoiled("missing-end", raw(CHUNKS, _CHUNK), "cut"),
    spoiled("crumbs", endless(CHUNKS, b"1\r\nx\r\n" * 2000), "protocol_error"),
    spoiled(
        "crumbs-in-wrappers", endless(CHUNKS, b"1;%b\r\nx\r\n" % (b"y" * 9_000)), "protocol_error"
    ),
    spoiled("endless-body", endless(CHUNKS, b"2000\r\n%b\r\n" % (b"x" * 8192)), "too_large"),
    spoiled("endless-unchunked", endless(_HTML + b"\r\n", b"x" * 8192), "too_large"),
    spoiled(
        "two-lengths",
        raw(_HTML, b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n<p>12"),
        "protocol_error",
    ),
    spoiled("length-lie", raw(_HTML, b"Content-Length: 99999\r\n\r\n", _PAGE), "cut"),
    spoiled(
        "vast-length", raw(_HTML, b"Content-Length: %b\r\n\r\n" % (b"9" * 18), _PAGE), "too_large"
    ),
)

HEADS = (
    spoiled("endless-head", endless(_HTML, b"X-A: %b\r\n" % (b"y" * 1000)), "protocol_error"),
    spoiled("endless-line", endless(_HTML + b"X-A: ", b"y" * 4096), "protocol_error"),
    spoiled(
        "endless-interim",
        endless(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100),
        "protocol_error",
    ),
    spoiled(
        "many-cookies",
        Answer(papers(""), fields=tuple(f"Set-Cookie: a{one}=b" for one in range(3_000))),
        None,
    ),
    spoiled(
        "long-location",
        Answer(status="302 Found", fields=(f"Location: /{'x' * 90_000}",)),
        "bad_url",
    ),
    spoiled("odd-charset", Answer(papers(""), kind="text/html; charset=punycode"), None),
    spoiled(
        "zlib-charset", Answer(papers("").encode("cp1251"), kind="text/html; charset=zlib"), None
    ),
    spoiled(
        "huge-reason",
        raw(b"HTTP/1.1 200 %b\r\n" % (b"y" * 200_000), b"\r\n", _PAGE),
        "protocol_error",
    ),
)

# ---------------------------------------------------------------- TLS


def _tls(*names: str, **more: datetime) -> Callable[[], ssl.SSLContext]:
    def make() -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trustme.CA().issue_cert(*(names or ("127.88.0.1",)), **more).configure_cert(context)
        return context

    return make


def _short_chain() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate = trustme.CA().create_child_ca().issue_cert("college.test")
    with (
        certificate.private_key_pem.tempfile() as key,
        certificate.cert_chain_pems[0].tempfile() as chain,
    ):
        context.load_cert_chain(chain, key)
    return context


def _secure(name: str, make: Callable[[], ssl.SSLContext]) -> Beast:
    return Beast(
        name=name, make=lambda port: college({}), tls=make, outcome="audited", lost=frozenset()
    )


TLS = (
    _secure("self-signed", _tls()),
    _secure(
        "expired",
        _tls(
            not_before=datetime(2020, 1, 1, tzinfo=UTC), not_after=datetime(2021, 1, 1, tzinfo=UTC)
        ),
    ),
    _secure(
        "not-yet-valid",
        _tls(
            not_before=datetime(2090, 1, 1, tzinfo=UTC), not_after=datetime(2091, 1, 1, tzinfo=UTC)
        ),
    ),
    _secure("wrong-name", _tls("other.test")),
    _secure("short-chain", _short_chain),
)

HANDSHAKES = (
    Beast(
        name="plain-where-tls-should-be",
        make=lambda port: college({}),
        scheme="https",
        banner=b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n",
        outcome="not_audited",
        reason="tls",
    ),
    Beast(
        name="another-protocol",
        make=lambda port: college({}),
        scheme="https",
        banner=b"SSH-2.0-OpenSSH_9\r\n",
        outcome="not_audited",
        reason="tls",
    ),
    Beast(
        name="handshake-that-hangs",
        make=lambda port: college({}),
        scheme="https",
        outcome="not_audited",
        reason="timeout",
        slow=True,
    ),
)

# ---------------------------------------------------------------- no hurry

SLOW = (
    spoiled("slow-body", endless(CHUNKS, b"1\r\nx\r\n", 0.1), "timeout", slow=True),
    spoiled("slow-head", endless(_HTML, b"X-A: b\r\n", 0.1), "timeout", slow=True),
    spoiled("slow-line", endless(_HTML + b"X-A: ", b"y", 0.05), "timeout", slow=True),
    spoiled("silent", silence, "timeout", slow=True),
    spoiled(
        "slow-interim", endless(b"", b"HTTP/1.1 102 Processing\r\n\r\n", 1.0), "timeout", slow=True
    ),
)
