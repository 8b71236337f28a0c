"""WARC records (ISO 28500, version 1.1), each a gzip member of its own."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from site_audit.crawling.reader import Exchange

FILENAME, OFFSET = "WARC-Refers-To-Filename", "WARC-Refers-To-File-Offset"
DIGEST = "WARC-Payload-Digest"
PACKED, PLAIN = 0, 1  # gzip levels: what came compressed gains nothing from it
_NOT_KEPT = ("transfer-encoding", "connection", "keep-alive", "set-cookie")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a body is kept: the archive's name and the place of its record in it."""

    name: str
    offset: int


INFO = b"software: site-audit\r\nformat: WARC File Format 1.1\r\n"


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """What becomes a record: its kind, address, body and headers; ``level`` is that of gzip."""

    kind: WarcRecordType
    uri: str
    body: bytes
    content_type: str
    headers: tuple[tuple[str, str], ...] = ()
    level: int = PLAIN


def write_record(file: io.BufferedWriter, block: Block) -> None:
    """Writes one record."""
    record = WarcRecord()
    record.init_headers(block.kind, content_length=len(block.body))
    if block.uri:
        record.headers["WARC-Target-URI"] = block.uri
    record.headers["Content-Type"] = block.content_type
    for key, value in block.headers:
        record.headers[key] = value
    record.set_bytes_content(block.body)
    packed = io.BytesIO()
    with GzipWriter(packed, compression_level=block.level) as writer:
        record.write(writer)
        writer.finish()
        file.write(packed.getvalue())


_HTTP = "application/http; msgtype=response"


def write_exchange(file: io.BufferedWriter, exchange: Exchange, place: Place | None) -> None:
    """Writes an answer of a server; with a ``place`` only where its body is kept already."""
    head = _http_head(exchange)
    taken_at = exchange.taken_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    headers = [("WARC-Date", taken_at), ("WARC-Payload-Digest", f"sha256:{exchange.blob}")]
    if exchange.peer:
        headers.append(("WARC-IP-Address", exchange.peer))
    if place is None:
        coded = any(key == "content-encoding" for key, _ in exchange.headers)
        level = PACKED if coded else PLAIN
        body = head + exchange.wire
        kind = WarcRecordType.response
        write_record(file, Block(kind, exchange.url, body, _HTTP, tuple(headers), level))
        return
    profile = "server-not-modified" if exchange.status == 304 else "identical-payload-digest"
    headers += [
        ("WARC-Profile", f"http://netpreserve.org/warc/1.1/revisit/{profile}"),
        (FILENAME, place.name),
        (OFFSET, str(place.offset)),
    ]
    write_record(file, Block(WarcRecordType.revisit, exchange.url, head, _HTTP, tuple(headers)))


def _http_head(exchange: Exchange) -> bytes:
    lines = [f"HTTP/1.1 {exchange.status} "]
    lines += [
        f"{key}: {value}"
        for key, value in exchange.headers
        if key not in _NOT_KEPT and "\r" not in value and "\n" not in value
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")


def is_whole(file: io.BufferedReader, start: int) -> bool:
    """Whether the gzip member at ``start`` has its checksum, which its reader does not ask for."""
    file.seek(start)
    member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    member.decompress(file.read())
    return member.eof


def referred(path: Path) -> set[str]:
    """Names of the archives that hold bodies for records of this one, which are not looked at."""
    with path.open("rb") as file:
        revisits = ArchiveIterator(file, record_types=WarcRecordType.revisit, parse_http=False)
        return {str(record.headers[FILENAME]) for record in revisits}
