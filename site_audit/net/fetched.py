"""What came of asking for one address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple


class Hop(NamedTuple):
    """A redirect: who sent us on, with which status, and where (absolute where it can be read)."""

    url: str
    status: int
    location: str


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Fetched:
    """What came of one address. ``url`` is where it ended: the last address that was asked.

    ``status`` is 0 when there was no answer. ``body`` is decoded, ``wire`` as it came after the
    transfer coding was taken off (for the archive); both may be a part when ``trouble`` is
    ``too_large``, ``cut``, ``encoding`` or ``timeout``. ``trouble`` None = a whole answer, of
    whatever status; else dns, tls, timeout, refused, protocol_error, redirects, blocked_address,
    too_large, encoding, bad_url, cut, or the code that ``may_follow`` gave; ``detail`` says more in
    words for the log. ``tries`` counts the requests to the last address, ``seconds`` is all of it.
    """

    asked: str
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    wire: bytes = field(repr=False)
    hops: tuple[Hop, ...]
    peer: str
    trouble: str | None
    detail: str
    tries: int
    started_at: datetime
    seconds: float

    def header(self, name: str) -> str:
        """The first value of a header (lower-case name), empty when there is none."""
        return next((value for key, value in self.headers if key == name), "")
