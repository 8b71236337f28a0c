"""A body as it comes: bounded both as it is on the wire and as it is decoded."""

from __future__ import annotations

import zlib

WIRE_SLACK = 65_536  # a body that does not compress is a little longer on the wire
MOST_MEMBERS = 1_000  # of one gzip stream; a flood of empty ones costs time and gives nothing

MOST_KEPT = 1 << 28  # bytes; what is kept was bounded when it came

_GZIP_MAGIC = b"\x1f\x8b"
_CODINGS = frozenset({"br", "compress", "deflate", "x-compress", "zstd", "dcb", "dcz"})


def is_gzip(content_encoding: str) -> bool | None:
    """True for gzip, False for a plain body, None for a coding that we did not ask for.

    Words that are no codings («utf-8», «none») are passed over, as browsers do.
    """
    words = [word.strip().lower() for word in content_encoding.split(",")]
    zipped = sum(word in ("gzip", "x-gzip") for word in words)
    if zipped > 1 or any(word in _CODINGS for word in words):
        return None
    return zipped == 1


def unpacked(wire: bytes, content_encoding: str) -> bytes:
    """A whole body that was kept as it came, decoded as ``Body`` decoded it then."""
    if not is_gzip(content_encoding):
        return wire
    unzip = _Unzip(MOST_KEPT)
    unzip.feed(wire)
    return b"".join(unzip.parts)


class Body:
    """Collects chunks; ``feed`` and ``finish`` answer with a trouble code or None.

    ``limit`` bounds the decoded bytes; memory stays at about twice the limit. ``wire_size`` counts
    the bytes that were fed.
    """

    def __init__(self, limit: int, *, gzipped: bool) -> None:
        self.most_wire = limit + (WIRE_SLACK if gzipped else 0)
        self._limit = limit
        self._chunks: list[bytes] = []
        self.wire_size = 0
        self._unzip = _Unzip(limit) if gzipped else None

    def feed(self, chunk: bytes) -> str | None:
        """Take the next bytes of the wire."""
        self._chunks.append(chunk)
        self.wire_size += len(chunk)
        if self.wire_size > self.most_wire:
            return "too_large"
        try:
            return None if self._unzip is None else self._unzip.feed(chunk)
        except zlib.error:
            return "encoding"

    @property
    def is_empty(self) -> bool:
        """Whether nothing came."""
        return not self.wire_size

    def finish(self) -> str | None:
        """No more bytes will come."""
        return "cut" if self._unzip is not None and self._unzip.is_open else None

    def both(self) -> tuple[bytes, bytes]:
        """(decoded body, body as it was on the wire), the first cut at the limit."""
        wire = b"".join(self._chunks)
        decoded = wire if self._unzip is None else b"".join(self._unzip.parts)
        return decoded[: self._limit], wire


class _Unzip:
    """Gzip of one or many members; what follows the last one and is no gzip is left alone."""

    def __init__(self, limit: int) -> None:
        self.parts: list[bytes] = []
        self._room = limit
        self._members = 0
        self._inflate: zlib._Decompress | None = None  # None between members
        self._rest = b""

    @property
    def is_open(self) -> bool:
        """Whether a member has begun and not ended."""
        return self._inflate is not None

    def feed(self, chunk: bytes) -> str | None:
        rest = self._rest + chunk
        self._rest = b""
        while rest:
            if self._inflate is None:
                if self._members and not rest.startswith(_GZIP_MAGIC[: len(rest)]):
                    return None
                if self._members and len(rest) < len(_GZIP_MAGIC):
                    self._rest = rest
                    return None
                self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
                self._members += 1
            part = self._inflate.decompress(rest, self._room + 1)
            self.parts.append(part)
            self._room -= len(part)
            if self._room < 0:
                return "too_large"
            if not self._inflate.eof:
                return None
            rest, self._inflate = self._inflate.unused_data, None
            if self._members >= MOST_MEMBERS:
                return "encoding"
        return None
