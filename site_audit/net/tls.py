"""The TLS ladder: the strict rung first, a trust store of one's own next, no check at all last."""

from __future__ import annotations

import ssl
from functools import lru_cache
from pathlib import Path
from typing import Literal

import httpx2

Rung = Literal["strict", "extra", "unverified"]


def ladder(extra_ca: Path | None) -> tuple[Rung, ...]:
    """The rungs to try, from the safest down."""
    return ("strict", "unverified") if extra_ca is None else ("strict", "extra", "unverified")


@lru_cache(maxsize=16)
def tls_context(rung: Rung, extra_ca: Path | None = None) -> ssl.SSLContext:
    """One context per rung for the whole process: building one costs 20 ms.

    Raises OSError when the bundle cannot be read and ssl.SSLError when it holds no certificate.
    """
    if rung == "unverified":
        return _lenient()
    context = httpx2.create_ssl_context(trust_env=False)
    if rung == "extra" and extra_ca is not None:
        context.load_verify_locations(cafile=extra_ca)
    return context


def _lenient() -> ssl.SSLContext:
    # Old servers of colleges: no check of names, TLS 1.0, weak ciphers, renegotiation of old.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return context
