"""Heads of answers as real servers write them, mended to what a strict parser takes.

Browsers pass over a header line without a colon, with a blank before it or with a name that is no
token, and know «Transfer-Encoding: identity»; h11 gives up the whole answer for each of them.
"""

from __future__ import annotations

import re

LONGEST_HEAD = 131_072

MOST_INTERIM = 16  # heads before the answer's own («103 Early Hints»)

_END = re.compile(rb"\n\r?\n")
_INTERIM = re.compile(rb"HTTP/1\.[01] 1(?!01)\d\d\b")
_TOKEN = rb"[-!#$%&'*+.^_`|~0-9a-zA-Z]++"
_GOOD = re.compile(
    rb"[^\n]*+\n(?:(?!(?i:transfer-encoding:))" + _TOKEN + rb":[^\n\0\f\v]*+\n)*+\r?\n"
)
_NAME = re.compile(_TOKEN)
_CONTROLS = re.compile(rb"[\0\f\v]")


def is_whole(start: bytes, searched: int = 0) -> bool:
    """Whether the head is complete, or so long that waiting for its end has no point.

    ``searched`` bytes of it were looked through before.
    """
    return _END.search(start, max(0, searched - 2)) is not None or len(start) > LONGEST_HEAD


def without_interim(start: bytes) -> bytes:
    """What follows an interim head (1xx but 101); other beginnings are left as they are."""
    end = _END.search(start) if _INTERIM.match(start) else None
    return start if end is None else start[end.end() :]


def mend(start: bytes) -> bytes:
    """The beginning of an answer with its head mended; what is no HTTP is left as it is."""
    if not start.startswith(b"HTTP/") or _GOOD.match(start):
        return start
    end = _END.search(start)
    if end is None:
        return start
    status, *lines = start[: end.start()].split(b"\n")
    kept = [status, *filter(None, map(_mend_line, lines))]
    if sum(line.lower() == _CHUNKED for line in kept) > 1:
        kept = [line for line in kept if line.lower() != _CHUNKED] + [_CHUNKED]
    return b"\n".join(kept) + b"\n\n" + start[end.end() :]


_CHUNKED = b"transfer-encoding: chunked"


def _mend_line(line: bytes) -> bytes | None:
    line = _CONTROLS.sub(b" ", line.rstrip(b"\r"))
    if line[:1] in (b" ", b"\t"):
        return line  # goes on the line before
    name, colon, value = line.partition(b":")
    name, value = name.strip(), value.strip()
    if not colon or not _NAME.fullmatch(name):
        return None
    if name.lower() != b"transfer-encoding":
        return name + b": " + value
    codings = [word.strip() for word in value.lower().split(b",")]
    codings = list(dict.fromkeys(word for word in codings if word not in (b"", b"identity")))
    return b"Transfer-Encoding: " + b", ".join(codings) if codings else None
