"""Every await of the browser has a deadline: a spinning page answers nothing, and for ever."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable
from typing import TypeVar

from playwright.async_api import Error

T = TypeVar("T")

_CODES = (  # what Chromium or its driver says -> trouble
    (r"ERR_CERT|ERR_SSL|ERR_BAD_SSL", "tls"),
    (r"ERR_NAME_NOT_RESOLVED|ERR_ADDRESS_INVALID", "dns"),
    (r"ERR_TIMED_OUT|ERR_CONNECTION_TIMED_OUT", "timeout"),
    (r"ERR_TUNNEL|ERR_PROXY|ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_SOCKET", "refused"),
    (r"ERR_TOO_MANY_REDIRECTS", "redirects"),
    (r"ERR_ABORTED|Download is starting", "not_html"),
    (r"ERR_INVALID|ERR_UNKNOWN_URL|Cannot navigate", "bad_url"),
    (r"ERR_HTTP|ERR_CONTENT|ERR_RESPONSE|ERR_INCOMPLETE", "protocol_error"),
    (r"crash", "browser_crash"),
    (r"context was destroyed|Cannot find context|frame was detached|navigat", "browser_moved"),
    (r"closed|disconnected|Connection|EPIPE", "browser_gone"),
)


class BrowserError(Exception):
    """What went wrong with a page or with the browser itself: ``code``, and the words of it."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


async def within(seconds: float, doing: Awaitable[T]) -> T:
    """The result of ``doing``, if it comes in time; raises BrowserError."""
    try:
        async with asyncio.timeout(seconds):
            return await doing
    except TimeoutError as exc:
        raise BrowserError("browser_timeout", f"{seconds:g} s") from exc
    except Error as exc:
        raise BrowserError(code_of(exc.message), exc.message.splitlines()[0][:300]) from exc


def code_of(message: str) -> str:
    """The trouble that a message of Chromium or of its driver tells of."""
    if message.startswith("Timeout"):
        return "browser_timeout"
    return next((code for said, code in _CODES if re.search(said, message)), "browser_error")
