"""The pictures of a visit that are looked at, one by one, until they tell enough."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from site_audit.glimpse import Glimpse
from site_audit.guide import Sightseeing, Wanted
from site_audit.logos import eye
from site_audit.logos.references import References
from site_audit.logos.viewer import Look
from site_audit.model import Page, Snapshot
from site_audit.pages import sheets
from site_audit.pages.art import body_of, named

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
    _settled: frozenset[str] = frozenset()
    _met: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        college, references = self.snapshot.college, self.sights.references
        self._names = self.sights.names(college, references.names)
        self._waiting: Iterator[Wanted] = iter(self.sights.wanted(self.snapshot))

    def next(self) -> Wanted | None:
        """The next picture that could still tell something; None when the tour is over."""
        if len(self._met) >= MOST:
            return None
        for wanted in self._waiting:
            name = named(wanted.picture)
            if not wanted.serves <= self._settled and name not in self._met:
                self._met.add(name)
                return wanted
        return None

    def see(self, wanted: Wanted, body: bytes | None) -> None:
        """Looks at a picture; without a body there is nothing to see."""
        if body is None:
            return
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

    def bare(self) -> tuple[Page, ...]:
        """Pages that may hold more pictures: style sheets put them there."""
        return self.sights.pages(self.snapshot, self._settled)

    def dress(self, grounds: Mapping[str, str], body: Callable[[str], bytes | None]) -> None:
        """Puts the pictures of style sheets behind the bare pages, which are then toured too."""
        bare, home = self.bare(), self.snapshot.home
        front = body(home.blob) if home is not None and home not in bare else None
        if front is not None:  # what stands there too is the site's frame
            grounds = sheets.not_on(front, grounds)
        clad = {page.url: sheets.dressed(page, html, grounds)
                for page in bare if (html := body(page.blob)) is not None}  # fmt: skip
        pages = tuple(clad.get(page.url, page) for page in self.snapshot.pages)
        if pages != self.snapshot.pages:
            self.snapshot = replace(self.snapshot, pages=pages)
            self._waiting = iter(self.sights.wanted(self.snapshot))

    def done(self) -> Snapshot:
        """The snapshot with what was seen."""
        return replace(self.snapshot, glimpses=tuple(self.glimpses.items()))


def art_of(wanted: Wanted) -> bytes | None:
    """The body of a picture that stands in its page; None for one that must be fetched."""
    return body_of(wanted.picture.art) if wanted.picture.art else None
