"""The polite, bounded HTTP client of one visit.

Built on httpcore2, the engine that httpx2 pins and ships: what httpx2 adds to it (redirects,
cookies, decoding, proxies and certificates from the environment) an audit must do itself, bounded.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import httpcore2

from site_audit.net.cookies import Cookies
from site_audit.net.dial import (
    Dialler,
    HandshakeError,
    Resolve,
    StaleError,
    WebError,
    system_resolve,
)
from site_audit.net.exchange import Ask, RawHeaders, Reply, exchange
from site_audit.net.fetched import Fetched, Hop
from site_audit.net.pace import DEFAULT_RATE, Manners, Pace, shelves_for
from site_audit.net.policy import AddressPolicy, Allowed
from site_audit.net.retry import Patience
from site_audit.net.talk import Talk
from site_audit.net.target import Target, parse_target
from site_audit.net.tls import Rung, ladder, tls_context
from site_audit.net.turn import Queueing

KEPT_SECONDS = 30.0  # an idle connection is closed after this
KEPT_CONNECTIONS = 2

Answered = Callable[[int], None]
"""Told the status of an answer that the browser had, 0 = none."""

_Conditions = tuple[tuple[bytes, bytes], ...]

MayFollow = Callable[[str], str | None]
"""The address of a redirect -> None to follow it, or a trouble code to stop there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClientSettings:
    """Bounds and manners. Seconds, bytes (``max_body`` counts decoded ones), requests a second.

    ``request_seconds`` bounds one request with its body, waiting for a turn left out; each hop of a
    redirect is a request. ``rate`` 0 = without pauses for addresses that ``allow`` names; others
    have the default pace; ``burst`` and ``spared_seconds``: see ``Manners``. Turns hold among the
    processes that share ``pace_folder``; with ``pace_database``, a libpq URL, those at hosts and
    IPs hold among all machines that share it.
    """

    user_agent: str
    connect_seconds: float = 10.0
    request_seconds: float = 30.0
    max_body: int = 5 * 2**20
    max_redirects: int = 8
    extra_ca: Path | None = None
    rate: float = DEFAULT_RATE
    allow: tuple[Allowed, ...] = ()
    burst: int = 1
    spared_seconds: float = 60.0
    pace_folder: Path | None = None
    pace_database: str | None = None
    max_retry_after: float = 60.0
    retry_pause: float = 1.0


class Client:
    """One visit's way to the web: ``async with Client(settings) as client: await client.get(url)``.

    ``requests`` and ``bytes`` (received, headers included) count the cost. ``tls_rungs`` tells for
    each https host (with its port if odd) on which rung it answered; ``none`` = on no rung.
    ``queueing`` is entered while the visit waits for other visits at a host or an IP.
    """

    def __init__(
        self,
        settings: ClientSettings,
        resolve: Resolve = system_resolve,
        queueing: Queueing = nullcontext,
    ) -> None:
        policy = AddressPolicy(settings.allow)
        self.settings = settings
        self.requests = 0
        self.tls_rungs: dict[str, Rung | Literal["none"]] = {}
        manners = Manners(rate=settings.rate, burst=settings.burst, spared=settings.spared_seconds)
        shelves = shelves_for(settings.pace_folder, settings.pace_database)
        self.pace = Pace(manners, policy, shelves, queueing=queueing)
        self.dialler = Dialler(policy, resolve, settings.connect_seconds)
        self._pools: dict[Rung, httpcore2.AsyncConnectionPool] = {}
        self._cookies = Cookies()
        self._known: set[tuple[str, int]] = set()  # answered, or had their second chance
        self._manners = (
            (b"User-Agent", settings.user_agent.encode()),
            (b"Accept", b"text/html,application/xhtml+xml,*/*;q=0.8"),
            (b"Accept-Language", b"ru,en;q=0.5"),
            (b"Accept-Encoding", b"gzip"),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            for pool in self._pools.values():
                await pool.aclose()
        finally:
            await self.pace.close()

    @property
    def bytes(self) -> int:
        """Bytes received in this visit."""
        return self.dialler.received

    async def get(
        self,
        url: str,
        *,
        etag: str = "",
        last_modified: str = "",
        may_follow: MayFollow = lambda url: None,
        max_body: int | None = None,
    ) -> Fetched:
        """Fetch an address, following redirects; what the web does wrong is in the answer.

        ``etag`` and ``last_modified`` make the first request a conditional one (status 304).
        """
        started_at, clock = datetime.now(UTC), time.perf_counter()
        conditions = _conditions(etag, last_modified)
        limit = self.settings.max_body if max_body is None else max_body
        ended_at, reply, hops = await self._walk(url, may_follow, _Wish(conditions, limit))
        return Fetched(
            asked=url,
            url=ended_at,
            status=reply.status,
            headers=reply.headers,
            body=reply.body,
            wire=reply.wire,
            hops=hops,
            peer=reply.peer,
            trouble=reply.trouble,
            detail=reply.detail,
            tries=reply.tries,
            started_at=started_at,
            seconds=time.perf_counter() - clock,
        )

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[Answered]:
        """The turn of an address that the browser asks for, which tells the status in the end.

        It counts as a request. Where the address cannot be dialled there is nobody to be polite to.
        """
        target = parse_target(url)
        place = (target.host, target.port) if target else ("", 0)
        try:
            ip = (await self.dialler.addresses(*place))[0]
        except WebError:
            yield lambda status: None
            return
        async with self.pace.turn(place[0], ip, url, "browser") as talk:
            self.requests += 1
            yield talk.answered

    async def refusal(self, url: str) -> str | None:
        """Why an address would not even be dialled: bad_url, dns, blocked_address; else None."""
        target = parse_target(url)
        if target is None:
            return "bad_url"
        try:
            await self.dialler.addresses(target.host, target.port)
        except WebError as trouble:
            return trouble.code
        return None

    async def _walk(
        self, url: str, may_follow: MayFollow, wish: _Wish
    ) -> tuple[str, Reply, tuple[Hop, ...]]:
        """Follow redirects; (last address, its reply, the hops)."""
        here = parse_target(url)
        if here is None:
            return url, Reply(trouble="bad_url", tries=0), ()
        hops: list[Hop] = []
        seen: set[tuple[str, int]] = set()
        while True:
            seen.add((here.url, self._cookies.changes))
            reply = await self._persist(here, wish)
            if reply.location is None:
                return here.url, reply, tuple(hops)
            there = parse_target(reply.location, here.url)
            hops.append(Hop(here.url, reply.status, there.url if there else reply.location))
            trouble = self._veto(there, hops, seen)
            if there is not None and trouble is None:
                trouble = may_follow(there.url)
            if there is None or trouble is not None:
                return here.url, replace(reply, trouble=trouble), tuple(hops)
            here, wish = there, replace(wish, conditions=())

    def _veto(
        self, there: Target | None, hops: list[Hop], seen: set[tuple[str, int]]
    ) -> str | None:
        if there is None:
            return "bad_url"
        # The same address with new cookies is a gate that opens, not a loop.
        is_loop = (there.url, self._cookies.changes) in seen
        return "redirects" if is_loop or len(hops) > self.settings.max_redirects else None

    async def _persist(self, target: Target, wish: _Wish) -> Reply:
        """Ask, and ask again where that is polite and has a point; each time in a turn of its own.

        The turn is that of the IP that will be dialled: a dead one gives way to the next.
        """
        patience = Patience(self.settings.retry_pause, self.settings.max_retry_after)
        place = target.host, target.port
        while True:
            try:
                ip = (await self.dialler.addresses(*place))[0]
            except WebError as trouble:
                return Reply(trouble=trouble.code, detail=trouble.detail)
            async with self.pace.turn(target.host, ip, target.url) as talk:
                reply = await self._once(target, wish, talk)
                talk.answered(reply.status, reply.head_seconds)
                wait = patience.wait(reply, is_known=place in self._known)
                talk.is_overasked = patience.is_overasked
                if wait:
                    talk.pause(wait)
            if wait is None:
                self._known.add(place)
                return replace(reply, tries=patience.tries) if patience.tries > 1 else reply

    async def _once(self, target: Target, wish: _Wish, talk: Talk) -> Reply:
        try:
            reply = await self._climb(target, wish, talk)
        except WebError as trouble:
            late = self.settings.request_seconds if trouble.code == "timeout" else None
            return Reply(
                trouble=trouble.code,
                detail=trouble.detail,
                spare=trouble.spare,
                head_seconds=late,
            )
        set_cookies = [value for name, value in reply.headers if name == "set-cookie"]
        if set_cookies:
            self._cookies.take(set_cookies, target)
        return reply

    async def _climb(self, target: Target, wish: _Wish, talk: Talk) -> Reply:
        """Ask on the rung that this host is known to answer on, or find it from the safest down."""
        if target.scheme == "http":
            return await self._ask("strict", target, wish, talk)
        known = self.tls_rungs.get(target.authority, "none")
        failure: HandshakeError | None = None
        for rung in ladder(self.settings.extra_ca) if known == "none" else (known,):
            try:
                reply = await self._ask(rung, target, wish, talk)
            except HandshakeError as exc:
                failure = exc
            else:
                self.tls_rungs[target.authority] = rung
                return reply
        assert failure is not None
        self.tls_rungs.setdefault(target.authority, "none")
        raise failure

    async def _ask(self, rung: Rung, target: Target, wish: _Wish, talk: Talk) -> Reply:
        """One request; once more when a kept connection or a handshake was merely broken off."""
        ask = Ask(
            target=target,
            headers=self._headers(target, wish.conditions),
            limit=wish.limit,
            seconds=self.settings.request_seconds,
            connect_seconds=self.settings.connect_seconds,
        )
        self.requests += 1
        talk.attempts += 1
        try:
            return await exchange(self._pool(rung), ask)
        except StaleError:
            pass
        except HandshakeError as exc:
            if exc.by_tls:
                raise
        talk.attempts += 1
        return await exchange(self._pool(rung), ask)

    def _headers(self, target: Target, conditions: _Conditions) -> RawHeaders:
        headers = [(b"Host", target.authority.encode()), *self._manners, *conditions]
        cookies = self._cookies.header(target)
        return [*headers, (b"Cookie", cookies.encode())] if cookies else headers

    def _pool(self, rung: Rung) -> httpcore2.AsyncConnectionPool:
        if rung not in self._pools:
            self._pools[rung] = httpcore2.AsyncConnectionPool(
                ssl_context=tls_context(rung, self.settings.extra_ca if rung == "extra" else None),
                max_keepalive_connections=KEPT_CONNECTIONS,
                keepalive_expiry=KEPT_SECONDS,
                network_backend=self.dialler,
            )
        return self._pools[rung]


@dataclass(frozen=True, slots=True)
class _Wish:
    conditions: _Conditions
    limit: int


def _conditions(etag: str, last_modified: str) -> _Conditions:
    named = ((b"If-None-Match", etag), (b"If-Modified-Since", last_modified))
    return tuple((name, value.encode()) for name, value in named if value)
