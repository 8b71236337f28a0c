"""The bucket of a host or an IP: when its next request may go out, and why not sooner.

A token comes each ``rate`` seconds, up to ``burst`` of them, and a request takes one. Where the
host asked for more distance, or had to be spared, there is no bucket: then each request keeps the
whole gap, counted from the end of the last answer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from site_audit.net.turn import Slot

LONGEST_DELAY = 30.0  # seconds of Crawl-delay that we follow
LONGEST_PAUSE = 600.0  # a pause further off than this is a broken file or clock

Why = Literal["", "rate", "crawl_delay", "retry_after", "back_off"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand:
    """Seconds between two requests: what the pace, the host and its last answers ask for."""

    rate: float = 0.0
    crawl_delay: float = 0.0
    back_off: float = 0.0
    burst: int = 1

    @property
    def gap(self) -> float:
        """The one in force."""
        return max(self.rate, self.crawl_delay, self.back_off)

    @property
    def is_stretched(self) -> bool:
        """Whether it is more than the pace, and counts from the end of an answer."""
        return self.gap > self.rate

    def ready(self, slot: Slot, now: float) -> tuple[float, Why]:
        """When the next request may go out, and what holds it until then."""
        found: list[tuple[float, Why]] = [
            (slot.until if slot.until <= now + LONGEST_PAUSE else 0.0, "retry_after"),
            (_last(slot, now) + self._distance(slot), self._why()),
        ]
        return max(found)

    def take(self, slot: Slot, now: float) -> None:
        """Take the token of a request that goes out now."""
        tokens = 0.0
        if self.rate and not self.is_stretched:
            gained = max(now - _last(slot, now), 0.0) / self.rate
            tokens = max(min(self._tokens(slot) + gained, self.burst) - 1, 0.0)
        slot.last, slot.tokens = now, tokens

    def _distance(self, slot: Slot) -> float:
        return self.gap if self.is_stretched else self.rate * max(1 - self._tokens(slot), 0.0)

    def _tokens(self, slot: Slot) -> float:
        return min(max(slot.tokens, 0.0), self.burst - 1) if math.isfinite(slot.tokens) else 0.0

    def _why(self) -> Why:
        if self.gap <= self.rate:
            return "rate"
        return "crawl_delay" if self.crawl_delay == self.gap else "back_off"


def _last(slot: Slot, now: float) -> float:
    # What lies too far ahead was written by a broken clock: it holds nobody up.
    return slot.last if slot.last <= now + LONGEST_DELAY else 0.0
