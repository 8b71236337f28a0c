"""Asking the sites of a submission: do they answer, where do they lead, whose are they."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from site_audit import address
from site_audit.crawling.itinerary import Answer, Open, Timer
from site_audit.crawling.landing import home_trouble
from site_audit.crawling.reader import Reader
from site_audit.net.client import Client, ClientSettings
from site_audit.register.identity import Told
from site_audit.text import fold

MOST_PAGES = 3  # of a site, its home page among them
AT_ONCE = 8  # sites
SECONDS = 90.0  # of a site
_DEAF = ("refused", "timeout", "tls", "dns")  # the other scheme may still answer
_TELLING = (  # what pages say whose site it is, the most telling first
    re.compile(r"основные сведения|реквизит"),
    re.compile(r"сведения об (?:образовательной|оо\b|организаци)"),
    re.compile(r"контакт|о колледже|о техникуме|об учреждении"),
)
_PREFIX = re.compile(r"^(?:www\d*|m|new|old|site)\.")


Enough = Callable[[str, tuple[Told, ...]], bool]
"""(address, pages read) -> whether they tell whose site it is, and no more need be opened."""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """How sites are asked; ``robot`` is our name in robots.txt, ``asked`` is told each address."""

    client: ClientSettings
    robot: str
    at_once: int = AT_ONCE
    seconds: float = SECONDS
    enough: Enough = lambda url, pages: False
    asked: Callable[[str], None] = lambda url: None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """What came of an address: ``trouble`` is a code of outcomes, None = a home page came.

    ``moved_to`` is the other site that it leads to; ``pages`` are those that were read there.
    """

    asked: str
    trouble: str | None = None
    moved_to: str = ""
    pages: tuple[Told, ...] = ()


async def ask(urls: Iterable[str], how: Asking) -> tuple[Answered, ...]:
    """Asks each address once, several sites at a time, all as politely as a visit does."""
    turn = asyncio.Semaphore(how.at_once)

    async def one(url: str) -> Answered:
        async with turn:
            answered = await _ask(url, how)
        how.asked(url)
        return answered

    return tuple(await asyncio.gather(*map(one, dict.fromkeys(urls))))


async def _ask(url: str, how: Asking) -> Answered:
    timer = Timer(how.seconds)
    async with Client(how.client, queueing=timer.queueing) as client:
        walk = _Walk(timer.bound(Reader(client, how.robot, lambda url: None).open))
        home, moved_to = await walk.home(url), ""
        if home.trouble == "foreign_redirect":
            moved_to = home.url
            home = await walk.open(moved_to)
        if trouble := home_trouble(home):
            return Answered(asked=url, trouble=trouble, moved_to=moved_to)
        pages = [Told(url=home.url, facts=home.facts)]
        for link in telling(home):
            if len(pages) == MOST_PAGES or how.enough(url, tuple(pages)):
                break
            page = await walk.open(link)
            if page.trouble is None and page.status == 200 and page.body == "content":
                pages.append(Told(url=page.url, facts=page.facts))
    return Answered(asked=url, moved_to=moved_to, pages=tuple(pages))


class _Walk:
    """The way through one site: no page but on its host."""

    def __init__(self, open_: Open) -> None:
        self._open = open_

    async def home(self, url: str) -> Answer:
        """The home page, by the other scheme where nobody answers, through one refresh."""
        answer = await self.open(url)
        if answer.trouble in _DEAF and (other := _other_scheme(url)):
            second = await self.open(other)
            answer = answer if second.trouble in _DEAF else second
        onward = _signpost(answer)
        if not onward:
            return answer
        if not _is_near(url, onward):
            return replace(answer, url=onward, trouble="foreign_redirect")
        return await self.open(onward)

    async def open(self, url: str) -> Answer:
        """What stands at an address; a way to another site is followed by nobody."""
        return await self._open(url, lambda hop: None if _is_near(url, hop) else "foreign_redirect")


def telling(home: Answer) -> tuple[str, ...]:
    """At most two pages of the site that may say whose it is, by the words of links."""
    links = [
        link
        for link in home.facts.links
        if link.kind == "a" and link.url and address.are_kin(home.url, link.url)
    ]
    links = [link for link in links if not (_is_file(link.url) or _is_same(link.url, home.url))]
    found = (link.url for sign in _TELLING for link in links if sign.search(fold(link.text)))
    one_each = {address.key(url): url for url in found}
    return tuple(one_each.values())[: MOST_PAGES - 1]


def _is_file(url: str) -> bool:
    return address.is_document(url) or address.is_asset(url) or address.is_route(url)


def _is_same(one: str, other: str) -> bool:
    return address.key(one) == address.key(other)


def _is_near(url: str, hop: str) -> bool:
    """Whether a redirect stays with the site: its host, a subdomain, the name without www."""
    bare = [_PREFIX.sub("", address.host_of(one)) for one in (url, hop)]
    return bare[0] == bare[1] or address.are_kin(url, hop)


def _other_scheme(url: str) -> str:
    if address.is_ip(address.host_of(url).rsplit(":", 1)[0]):
        return ""
    scheme, sign, rest = url.partition("://")
    return ("http" if scheme == "https" else "https") + sign + rest


def _signpost(answer: Answer) -> str:
    """Where a page that is no more than a signpost sends its reader."""
    links = [link for link in answer.facts.links if link.url and link.url != answer.url]
    refresh = next((link.url for link in links if link.kind == "refresh"), "")
    return refresh if answer.status == 200 and len(links) <= 3 else ""
