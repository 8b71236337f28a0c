"""The pictures of a visit that are looked at, one by one, until they tell enough."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from site_audit.art import body_of
from site_audit.glimpse import Glimpse
from site_audit.guide import Sightseeing, Wanted
from site_audit.logos import eye
from site_audit.logos.references import References
from site_audit.logos.viewer import Look
from site_audit.model import Snapshot

MOST = 30  # pictures of a site
SECONDS = 15.0  # of the processor, for the pictures of a site
Glimpses = dict[str, Glimpse]
"""What was seen on pictures, by the sha256 of their bodies."""
See = Callable[[bytes, References, Iterable[str]], Look]


@dataclass
class Tour:
    """A tour in progress: ``next`` names a picture, ``see`` takes its body or None.

    ``known`` are glimpses of before: pictures that they hold are not looked at again.
    """

    snapshot: Snapshot
    sights: Sightseeing
    known: Glimpses
    see_with: See = eye.look
    glimpses: Glimpses = field(default_factory=dict)
    seconds: float = 0.0
    _settled: set[str] = field(default_factory=set)
    _seen: int = 0

    def __post_init__(self) -> None:
        self._waiting: Iterator[Wanted] = iter(self.sights.wanted(self.snapshot))
        self._names = self.sights.names(self.snapshot.college, self.sights.references.names)

    def next(self) -> Wanted | None:
        """The next picture that could still tell something; None when the tour is over."""
        if self._seen >= MOST:
            return None
        for wanted in self._waiting:
            if not wanted.serves <= self._settled:
                return wanted
        return None

    def see(self, wanted: Wanted, body: bytes | None) -> None:
        """Looks at a picture; without a body there is nothing to see."""
        if body is None:
            return
        self._seen += 1
        key = hashlib.sha256(body).hexdigest()
        glimpse = self.glimpses.get(key) or self.known.get(key) or self._look(body)
        self.glimpses[key] = glimpse
        self._settled |= self.sights.settles(wanted, glimpse, self.snapshot.college)

    def _look(self, body: bytes) -> Glimpse:
        if self.seconds >= SECONDS:
            return Glimpse(trouble="budget")
        look = self.see_with(body, self.sights.references, self._names)
        self.seconds += look.seconds
        return look.glimpse

    def done(self) -> Snapshot:
        """The snapshot with what was seen."""
        return replace(self.snapshot, glimpses=tuple(self.glimpses.items()))


def art_of(wanted: Wanted) -> bytes | None:
    """The body of a picture that stands in its page; None for one that must be fetched."""
    return body_of(wanted.picture.art) if wanted.picture.art else None
