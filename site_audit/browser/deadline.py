"""Every await of the browser has a deadline: a spinning page answers nothing, and for ever."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable
from typing import TypeVar

from playwright.async_api import Error

T = TypeVar("T")

_CODES = (  # what Chromium or its driver says -> trouble
    (r"\bTimeout [\d.]+ ?ms exceeded", "browser_timeout"),
    (r"ERR_CERT|ERR_SSL|ERR_BAD_SSL", "tls"),
    (r"ERR_NAME_NOT_RESOLVED|ERR_ADDRESS_INVALID", "dns"),
    (r"ERR_TIMED_OUT|ERR_CONNECTION_TIMED_OUT", "timeout"),
    (r"ERR_TUNNEL|ERR_PROXY|ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_SOCKET", "refused"),
    (r"ERR_TOO_MANY_REDIRECTS", "redirects"),
    (r"ERR_ABORTED|Download is starting", "not_html"),
    (r"ERR_INVALID_URL|ERR_UNKNOWN_URL|ERR_DISALLOWED|ERR_UNSAFE|Cannot navigate", "bad_url"),
    (
        r"ERR_HTTP|ERR_CONTENT|ERR_RESPONSE|ERR_INCOMPLETE|ERR_INVALID|ERR_TOO_MANY",
        "protocol_error",
    ),
    (r"crash", "browser_crash"),
    (r"context was destroyed|Cannot find context|rame was detached|navigat", "browser_moved"),
    (r"closed|disconnected|Connection|EPIPE", "browser_gone"),
)
_ADDRESS = re.compile(r"\S*://\S*")  # a site's own words are no message


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
        said = exc.message.partition("\n")[0]  # then the driver's log follows
        raise BrowserError(code_of(said), said[:300]) from exc


def code_of(message: str) -> str:
    """The trouble that a message of Chromium or of its driver tells of."""
    said = _ADDRESS.sub("", message)
    return next((code for words, code in _CODES if re.search(words, said)), "browser_error")
