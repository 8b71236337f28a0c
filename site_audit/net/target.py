"""An address as a browser reads it (WHATWG, by ada), cut into the parts that a request needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import ada_url

LONGEST_URL = 16_384  # servers stop at 8 KB; longer ones are traps, not pages

_DEFAULT_PORT = {"http:": 80, "https:": 443}


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: ``url`` has no fragment and no credentials.

    ``host`` is bare (no brackets around IPv6), ``authority`` what the Host header says, ``path``
    the path with its query.
    """

    url: str
    scheme: str
    host: str
    port: int
    authority: str
    path: str


@lru_cache(maxsize=4096)
def parse_target(url: str, base: str | None = None) -> Target | None:
    """The target of an address, relative to ``base`` if given; None for what cannot be asked."""
    try:
        parts = ada_url.URL(url, base)
    except ValueError:  # surrogates too: UnicodeEncodeError is one
        return None
    protocol, authority, path = parts.protocol, parts.host, parts.pathname + parts.search
    if protocol not in _DEFAULT_PORT or not authority or len(path) > LONGEST_URL:
        return None
    return Target(
        url=f"{protocol}//{authority}{path}",
        scheme=protocol[:-1],
        host=parts.hostname.strip("[]"),
        port=int(parts.port) if parts.port else _DEFAULT_PORT[protocol],
        authority=authority,
        path=path,
    )
