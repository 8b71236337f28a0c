"""Which address next: best first, the same order on every visit of an unchanged site.

Links that promise what criteria look for come first, hubs after them, news and calendars last; a
role that has had its pages waits behind the others, so that no trap starves them.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from site_audit import address
from site_audit.guide import Role

_LATER = 55  # behind hubs, before ordinary pages
MOST_KNOWN = 20_000


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An address to open, and how it became known."""

    url: str
    anchor: str = ""
    via: str | None = None
    roles: tuple[Role, ...] = ()
    rank: int = 60
    depth: int = 0


@dataclass
class Frontier:
    """Addresses that wait, each under one key; ``twins`` are other spellings of the same page."""

    waiting: list[tuple[int, int, str, int, Candidate]] = field(default_factory=list)
    known: dict[str, list[Candidate]] = field(default_factory=dict)
    opened: Counter[str] = field(default_factory=Counter)
    stems: Counter[tuple[str, str]] = field(default_factory=Counter)
    pushed: int = 0

    def add(self, candidate: Candidate) -> None:
        """Remembers an address; the first way to it counts, spellings wait as its twins."""
        key = address.key(candidate.url)
        twins = self.known.get(key)
        if twins is None:
            if len(self.known) < MOST_KNOWN:
                self.known[key] = [candidate]
                self._push(candidate)
        elif all(twin.url != candidate.url for twin in twins) and len(twins) < 4:
            twins.append(candidate)
        elif candidate.roles and not twins[0].roles:
            # The same address under a telling name: open it in that name's turn.
            self.known[key] = [candidate]
            self._push(candidate)

    def know(self, candidate: Candidate, url: str) -> None:
        """Remembers that an address is opened, under the one that it ended at too."""
        for key in {address.key(candidate.url), address.key(url)}:
            self.known[key] = [candidate]

    def _push(self, candidate: Candidate) -> None:
        stem = (candidate.anchor, address.stable_key(candidate.url))
        self.stems[stem] += 1
        again = 20 * (self.stems[stem] - 1)
        self._wait(candidate.rank + again, candidate)

    def _wait(self, rank: int, candidate: Candidate) -> None:
        self.pushed += 1  # parts candidates that are alike in all else, in the order they came
        entry = (rank, candidate.depth, candidate.url, self.pushed, candidate)
        heapq.heappush(self.waiting, entry)

    def put_back(self, candidate: Candidate) -> None:
        """Lets an address that was taken and not opened wait again."""
        self._wait(candidate.rank, candidate)

    def take(self) -> Candidate | None:
        """The best waiting address, or None when all are opened."""
        while self.waiting:
            rank, _, url, _, candidate = heapq.heappop(self.waiting)
            if self.known[address.key(url)][0] is not candidate:
                continue
            if candidate.roles and rank < _LATER and self._had_enough(candidate):
                self._wait(_LATER + rank // 10, candidate)
                continue
            return candidate
        return None

    def _had_enough(self, candidate: Candidate) -> bool:
        return all(self.opened[role.id] >= role.enough for role in candidate.roles)

    def done(self, candidate: Candidate, good: bool) -> Candidate | None:
        """Marks an address as opened; a twin to try instead when it led nowhere."""
        for role in candidate.roles:
            self.opened[role.id] += good
        twins = self.known.get(address.key(candidate.url), [])
        if candidate in twins:
            twins.remove(candidate)
            twins.append(candidate)
        following = twins[0] if twins and twins[0] is not candidate and not good else None
        if good or following is None:
            twins[:] = [candidate]
        return following

    def left(self, open_already: Callable[[str], bool]) -> Iterator[Candidate]:
        """Addresses that were never opened, best first."""
        for _, _, url, _, candidate in sorted(self.waiting, key=lambda item: item[:4]):
            if not open_already(address.key(url)):
                yield candidate
