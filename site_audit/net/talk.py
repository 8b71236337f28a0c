"""Talks: a request in its turn, what held it and what its answer taught, and the log of them.

The log proves our manners: a line for each request, by the logger ``site_audit.net`` at INFO, off
by default. Its message is «request», what it tells stands in fields of the record (``extra``):
host, ip, url, method, agent (client or browser), status (0 = no answer), started (seconds of the
epoch by the clock of the shelf), seconds (until the turn ended), waited (seconds since the turn was
asked for, of them ``queued`` for others), gap (seconds that had to lie before it), held (what held
it longest: rate, crawl_delay, retry_after, back_off; empty = nothing), attempts (connections that
were tried: rungs of TLS, a kept one that had broken).
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Literal

from site_audit.net.bucket import Why

LONGEST_URL = 500  # characters in the log

log = logging.getLogger("site_audit.net")

Agent = Literal["client", "browser"]


@dataclass(kw_only=True, slots=True)
class Talk:
    """One exchange in its turn; times in seconds, moments by the shelf's clock."""

    host: str
    ip: str
    url: str
    agent: Agent
    asked: float  # when the turn was asked for
    started: float = 0.0  # when the request goes out
    gap: float = 0.0
    held: Why = ""
    longest: float = 0.0  # of the waits for the pace or the host
    slept: float = 0.0  # all of them
    status: int = 0
    attempts: int = 0
    seconds: float | None = None  # to the head of the answer; None = says nothing about the host
    paused: float = 0.0  # for so long the host wants no request
    is_overasked: bool = False  # for longer than a visit can wait

    def answered(self, status: int, seconds: float | None = None) -> None:
        """An answer came, its head ``seconds`` after the request."""
        self.status, self.seconds = status, seconds

    def pause(self, seconds: float) -> None:
        """The host wants no request for so long, from whatever process."""
        self.paused = max(self.paused, seconds)

    def wait(self, seconds: float, why: Why) -> None:
        """The pace or the host made it wait."""
        self.slept += seconds
        if seconds > self.longest:
            self.longest, self.held = seconds, why

    def write(self, now: float) -> None:
        """The line of the log, when the turn ends."""
        if not log.isEnabledFor(logging.INFO):
            return
        waited = self.started - self.asked
        line = {
            "host": self.host,
            "ip": self.ip,
            "method": "GET",
            "url": self.url[:LONGEST_URL],
            "agent": self.agent,
            "status": self.status,
            "started": round(self.started, 4),
            "seconds": round(now - self.started, 4),
            "waited": round(waited, 4),
            "queued": round(max(waited - self.slept, 0.0), 4),
            "gap": self.gap,
            "held": self.held,
            "attempts": max(self.attempts, 1),
        }
        log.info("request", extra=line)
