"""One visit's reading: an address becomes an answer, robots.txt heeded, kept for the archive."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import PIL.Image

from site_audit import address
from site_audit.crawling.itinerary import Answer
from site_audit.facts import Facts, Image
from site_audit.model import PageKind, Probe
from site_audit.net.body import unpacked
from site_audit.net.client import Client
from site_audit.net.fetched import Fetched
from site_audit.net.robots import Robots, read_robots
from site_audit.pages import cage
from site_audit.pages.charset import decode

_CONTROL = bytes(sign for sign in range(32) if sign < 9 or sign > 13)
MOST_HOPS = 6
DOCUMENT_BYTES = 20 << 20
DRAWN_TYPE = "text/html; charset=utf-8"
LINK_BYTES = 65_536  # of what is asked only for whether it is there
_ELSEWHERE = "elsewhere"
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Exchange:
    """One answer of a server as it came over the wire; ``blob`` is the sha256 of the decoded body.

    ``same`` names the earlier body that a 304 stands for.
    """

    asked: str
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    wire: bytes
    blob: str
    peer: str
    taken_at: datetime
    same: str = ""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Kept:
    """A body kept from the last visit, and what tells the server which it is."""

    etag: str
    last_modified: str
    content_type: str
    body: bytes
    blob: str


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Drawn:
    """A page as the browser drew it: ``html`` (UTF-8) is its document, ``blob`` the sha256."""

    url: str
    html: bytes
    blob: str


Recall = Callable[[str], Kept | None]
"""Address -> what the last visit kept of it."""


class Reader:
    """Reads addresses over one client; ``exchanges`` is what came, for the archive.

    ``heeds_robots`` is False only where the site's owner agreed to be read in spite of them.
    """

    def __init__(
        self, client: Client, agent: str, recall: Recall, heeds_robots: bool = True
    ) -> None:
        self.exchanges: list[Exchange] = []
        self.drawn: list[Drawn] = []
        self.documents: dict[str, bytes] = {}  # bodies of documents, by their sha256
        self.pictures: dict[str, bytes] = {}  # of what is neither page nor document
        self._client = client
        self._agent = agent
        self._recall = recall
        self._heeds_robots = heeds_robots
        self._robots: dict[str, Robots] = {}

    async def open(self, url: str, may_follow: Callable[[str], str | None]) -> Answer:
        """What stands at ``url``; redirects to other hosts ask for their robots.txt first."""
        asked = url
        for _ in range(MOST_HOPS):
            refusal = await self._refusal(url)
            if refusal:
                return Answer(url=url, trouble=refusal)
            fetched = await self._fetch(url, may_follow)
            if fetched.trouble == "foreign_redirect":
                return await self._foreign(fetched)
            if fetched.trouble != _ELSEWHERE:
                return await self._answer(asked, fetched)
            url = fetched.hops[-1].location
        return Answer(url=url, trouble="redirects")

    async def take(self, url: str, status: int, html: str) -> Answer:
        """A page that the browser drew: read like any other, and kept as it was drawn."""
        body = html.encode("utf-8", "replace")
        drawn = Drawn(url=url, html=body, blob=hashlib.sha256(body).hexdigest())
        answer = Answer(
            url=url, status=status or 200, content_type=DRAWN_TYPE, size=len(body), blob=drawn.blob,
            drawn=True,
        )  # fmt: skip
        read = await read_body(answer, body)
        if read.trouble is None:
            self.drawn.append(drawn)
        return read

    async def end_of(self, url: str) -> str:
        """The status that a link ends with, or the trouble; nothing of it is kept."""
        refusal = await self._refusal(url)
        if refusal:
            return refusal
        fetched = await self._client.get(url, max_body=LINK_BYTES)
        return str(fetched.status) if fetched.status else fetched.trouble or "refused"

    def body(self, blob: str) -> bytes | None:
        """What came under this sha256, or was drawn; None when nothing did."""
        if blob in self.pictures:
            return self.pictures[blob]
        drawn = next((one.html for one in self.drawn if one.blob == blob), None)
        if drawn is not None:
            return drawn
        came = next((one for one in self.exchanges if one.blob == blob), None)
        kept = self._recall(came.asked) if came is not None and came.same else None
        if came is None or kept is not None:
            return kept.body if kept is not None else None
        coding = next((value for name, value in came.headers
                       if name.lower() == "content-encoding"), "")  # fmt: skip
        return unpacked(came.wire, coding)

    def probes(self) -> tuple[Probe, ...]:
        """What was found about the servers: robots rules and the rung of TLS of each host."""
        rungs = (
            Probe(name="tls", value=rung, detail=host)
            for host, rung in self._client.tls_rungs.items()
        )
        robots = (
            Probe(name="robots", value=rules.trouble or "read", detail=origin)
            for origin, rules in self._robots.items()
        )
        return (*rungs, *robots)

    async def _refusal(self, url: str) -> str | None:
        """Why robots.txt keeps us out of ``url``, or None."""
        try:
            origin = address.origin(url)
        except ValueError:
            return "bad_url"
        if origin not in self._robots:
            self._robots[origin] = await read_robots(self._client, origin, self._agent)
        rules = self._robots[origin]
        if rules.trouble and (
            self._heeds_robots or rules.trouble not in ("robots_unreachable", "http_503")
        ):
            return rules.trouble
        return None if self._allowed(url) else "robots"

    def _allowed(self, url: str) -> bool:
        return not self._heeds_robots or self._robots[address.origin(url)].allows(url)

    async def _fetch(self, url: str, may_follow: Callable[[str], str | None]) -> Fetched:
        origin = address.origin(url)

        def follow(hop: str) -> str | None:
            vetoed = may_follow(hop)
            if vetoed:
                return vetoed
            if address.origin(hop) != origin:
                return _ELSEWHERE
            return None if self._allowed(hop) else "robots"

        kept = self._recall(url)
        limit = DOCUMENT_BYTES if address.is_document(url) else None
        return await self._client.get(
            url,
            etag=kept.etag if kept else "",
            last_modified=kept.last_modified if kept else "",
            may_follow=follow,
            max_body=limit,
        )

    async def _foreign(self, fetched: Fetched) -> Answer:
        """A way that leads off the site: to another one, or into a network that is none of ours."""
        onward = fetched.hops[-1].location
        inner = await self._client.refusal(onward) == "blocked_address"
        return Answer(url=onward, trouble="blocked_address" if inner else "foreign_redirect")

    async def _answer(self, asked: str, fetched: Fetched) -> Answer:
        url = address.normal(fetched.url) or fetched.url
        if fetched.trouble:
            return Answer(url=url, status=fetched.status, trouble=fetched.trouble)
        body, content_type, same = fetched.body, fetched.header("content-type"), ""
        status = fetched.status
        kept = self._recall(fetched.url) if status == 304 else None
        if kept is not None:
            body, content_type, same, status = kept.body, kept.content_type, kept.blob, 200
        blob = same or hashlib.sha256(body).hexdigest()
        self.exchanges.append(
            Exchange(
                asked=asked,
                url=url,
                status=fetched.status,
                headers=fetched.headers,
                wire=fetched.wire,
                blob=blob,
                peer=fetched.peer,
                taken_at=fetched.started_at,
                same=same,
            )
        )
        answer = Answer(
            url=url, status=status, content_type=content_type, server=fetched.header("server"),
            size=len(body), blob=blob,
        )  # fmt: skip
        read = await read_body(answer, body)
        if read.trouble is None and read.body in ("document", "other"):
            (self.documents if read.body == "document" else self.pictures)[blob] = body
        return read


def body_kind(body: bytes, content_type: str, url: str) -> PageKind:
    """``content`` for HTML, ``document`` for a file with text, ``other`` for the rest.

    First bytes count for more than the header: spreadsheets are served as text/html.
    """
    start = body[:1024].lstrip().lower()
    if start.startswith((b"%pdf", b"{\\rtf")) or (
        start.startswith((b"pk\x03\x04", b"\xd0\xcf\x11\xe0")) and address.is_readable_document(url)
    ):
        return "document"
    if start.startswith(
        (b"pk\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89png", b"gif8", b"\xff\xd8\xff", b"rar!")
    ):
        return "other"
    named = content_type.split(";")[0].strip().lower()
    if named in _HTML or (
        named in ("", "text/plain", "application/octet-stream") and b"<html" in start
    ):
        return "content"
    return "other"


def _is_binary(body: bytes) -> bool:
    """Random bytes called HTML: control signs that no text has."""
    sample = body[:4096]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    text = sample.translate(None, _CONTROL)
    return (len(sample) - len(text)) * 20 > len(sample)


async def read_body(answer: Answer, body: bytes) -> Answer:
    """``answer`` with its kind and facts; hard markup is parsed off the event loop."""
    told = _told(answer, body)
    if isinstance(told, Answer):
        return told
    return _with_facts(answer, await cage.parse_aside(told, answer.url))


def read_now(answer: Answer, body: bytes) -> Answer:
    """``answer`` with its kind and facts; may take as long as the cage gives hard markup."""
    told = _told(answer, body)
    if isinstance(told, Answer):
        return told
    return _with_facts(answer, cage.parse_any(told, answer.url))


def _told(answer: Answer, body: bytes) -> Answer | str:
    """The markup that is to be parsed, or the answer where there is none."""
    kind = body_kind(body, answer.content_type, answer.url)
    if kind == "other":
        return replace(answer, body=kind, facts=_picture(body, answer.url))
    if kind == "document":
        return replace(answer, body=kind)
    if _is_binary(body):
        return replace(answer, trouble="not_text")
    return decode(body, answer.content_type)


def _with_facts(answer: Answer, facts: Facts | None) -> Answer:
    if facts is None:
        return replace(answer, trouble="hard_markup")
    if answer.drawn:  # what a script fills is filled
        facts = replace(facts, shell=False, scripted=False, holes=())
    return replace(answer, facts=facts)


def _picture(body: bytes, url: str) -> Facts:
    """A picture's facts: itself, with its natural size; none for what is no picture."""
    try:
        with PIL.Image.open(io.BytesIO(body)) as picture:  # reads the header only
            width, height = picture.size
    except (OSError, ValueError, SyntaxError, PIL.Image.DecompressionBombError):
        return Facts()
    return Facts(images=(Image(url, "", "", width, height, "content"),))
