"""Heads of a browser's requests to the egress, read by the letter and written anew."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

_TOKEN = rb"[-!#$%&'*+.^_`|~0-9a-zA-Z]"
_FIELD = rb"(%b++):([^\x00-\x08\x0a-\x1f\x7f]*+)\r\n" % _TOKEN
_HEAD = re.compile(rb"(%b{1,32}) ([!-~]++) HTTP/1\.1\r\n((?:%b)*+)\r\n" % (_TOKEN, _FIELD))
_HOST = rb"(?P<host>[a-zA-Z0-9._-]{1,253}|\[[0-9a-fA-F:.]{2,45}\])"
_PORT = rb":(?P<port>[0-9]{1,5})"
_TUNNEL = re.compile(_HOST + _PORT)
_ADDRESS = re.compile(rb"(?i:http)://(%b(?:%b)?)((?:[/?][!-\"$-~]*)?)" % (_HOST, _PORT))
_FRAMING = re.compile(rb"(?i)(?:content-length:([0-9]{1,15}))?|(transfer-encoding:chunked)")
_OF_BODIES = frozenset({b"content-length", b"transfer-encoding"})
_OF_THIS_HOP = frozenset(
    b"host connection keep-alive proxy-authorization proxy-connection te trailer upgrade".split()
)


@dataclass(slots=True)
class Line:
    """A passage while it lasts."""

    method: str = ""
    host: str = ""
    port: int = 0
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    ip: str = ""
    received: int = 0
    refused: str = ""


class Head(NamedTuple):
    """What a request asks for: its passage, credentials, the length of its body, the head anew."""

    line: Line
    credentials: bytes = b""
    length: int | None = 0  # of the body; None when it is chunked
    origin: bytes = b""  # the head for the server; a tunnel has none


def read_head(raw: bytes) -> Head:
    """Read and rewrite a head; what could be read in two ways is refused."""
    head = _HEAD.fullmatch(raw)
    pattern = _TUNNEL if raw.startswith(b"CONNECT ") else _ADDRESS
    place = head and pattern.fullmatch(head[2])
    fields = [(name, told.strip()) for name, told in re.findall(_FIELD, head[3] if head else b"")]
    sizes = (name + b":" + told for name, told in fields if name.lower() in _OF_BODIES)
    framing = _FRAMING.fullmatch(b",".join(sizes))
    if not (head and place and framing and 0 < (port := int(place["port"] or 80)) < 65_536):
        return Head(Line(refused="bad_url"))
    line = Line(head[1].decode(), place["host"].decode().strip("[]").lower(), port)
    credentials = b",".join(told for key, told in fields if key.lower() == b"proxy-authorization")
    length = None if framing[2] else int(framing[1] or 0)
    if pattern is _TUNNEL:
        return Head(line, credentials, length)
    named = b",".join(told.lower() for key, told in fields if key.lower() == b"connection")
    dropped = _OF_THIS_HOP.union(re.split(rb"[\s,]+", named)) - _OF_BODIES
    target = b"%b /%b HTTP/1.1" % (head[1], place[4].removeprefix(b"/"))
    kept = [b"%b: %b" % field for field in fields if field[0].lower() not in dropped]
    origin = b"\r\n".join((target, b"Host: " + place[1], *kept, b"", b""))
    return Head(line, credentials, length, origin)
