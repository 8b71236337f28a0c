"""robots.txt of a site (RFC 9309), read by protego."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

import protego

from site_audit.net.client import Client
from site_audit.net.fetched import Fetched
from site_audit.net.target import parse_target

MOST_BYTES = 512 * 1024  # what follows is not read, as RFC 9309 allows
MOST_SITEMAPS = 50

_WORD = re.compile(r"[\w-]+")
_AGENT = re.compile(r"\s*user[-\s]*agent(?:\s*:|\s)([^#]*)", re.IGNORECASE)
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Robots:
    """What a site says to robots; ``trouble`` says why nothing of it may be asked.

    ``trouble`` is None, ``robots_unreachable`` (5xx: RFC 9309 means «keep out»), ``http_503``
    (503 or 429: come later), or the client's code when the server could not be reached at all.
    ``crawl_delay`` is in seconds; ``fetched`` is the answer, for the archive.
    """

    agent: str
    fetched: Fetched
    trouble: str | None = None
    crawl_delay: float | None = None
    sitemaps: tuple[str, ...] = ()
    rules: protego.Protego = field(default_factory=protego.Protego)

    def allows(self, url: str) -> bool:
        """Whether a robot may ask for this address; nothing is allowed when there is a trouble."""
        return self.trouble is None and self.rules.can_fetch(url, self.agent)


async def read_robots(client: Client, origin: str, agent: str) -> Robots:
    """Read ``/robots.txt`` of an origin («https://site.ru»); the client then keeps its Crawl-delay.

    No file, a page instead of a file and junk allow everything.
    """
    place = parse_target("/robots.txt", origin)
    fetched = await client.get(place.url if place else origin, max_body=MOST_BYTES)
    trouble = _trouble(fetched)
    if trouble is not None or not _is_readable(fetched):
        return Robots(agent=agent, fetched=fetched, trouble=trouble)
    rules = protego.Protego.parse(_without_strangers(_decode(fetched.body), agent))
    delay = _seconds(rules.crawl_delay(agent))
    if delay is not None and place is not None:
        await client.pace.slow_down(place.host, delay)
    return Robots(
        agent=agent,
        fetched=fetched,
        crawl_delay=delay,
        sitemaps=tuple(rules.sitemaps)[:MOST_SITEMAPS],
        rules=rules,
    )


def _trouble(fetched: Fetched) -> str | None:
    if fetched.status in (429, 503):
        return "http_503"
    if fetched.status >= 500:
        return "robots_unreachable"
    # A redirect that leads nowhere is an answer: such a file is «unavailable», not a closed door.
    return fetched.trouble if fetched.status == 0 and not fetched.hops else None


def _is_readable(fetched: Fetched) -> bool:
    if not 200 <= fetched.status < 300 or fetched.trouble == "encoding":
        return False
    return not fetched.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _decode(body: bytes) -> str:
    charset = next((name for bom, name in _BOMS if body.startswith(bom)), "utf-8")
    return body.decode(charset, "replace").replace("\0", "")


def _without_strangers(text: str, agent: str) -> str:
    """The file with all robots but ours under one name.

    The parser gives each rule to each robot of its group: thousands of both would fill the memory.
    """
    names = {"", *_WORD.findall(agent.lower())}
    return "\n".join(
        "User-agent: -" if (named := _AGENT.match(line)) and _name(named) not in names else line
        for line in text.splitlines()
    )


def _name(named: re.Match[str]) -> str:
    return named[1].replace("*", "").strip().lower()


def _seconds(delay: float | None) -> float | None:
    return delay if delay is not None and math.isfinite(delay) and delay > 0 else None
