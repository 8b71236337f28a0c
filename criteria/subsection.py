"""What a subsection is, and one sighting of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from criteria import look
from criteria.look import Way
from site_audit.model import Evidence, Mark, Page


@dataclass(frozen=True, kw_only=True)
class Subsection:
    """What a subsection promises and how its content speaks.

    ``signs`` are words of its content, ``microdata`` attribute names that only it has; an
    ``ambiguous`` title names other things too («Документы», «Структура»), so that the place or
    ``needs`` signs must confirm it.
    """

    role: str
    title: str
    signs: str
    microdata: str
    ambiguous: bool = False
    needs: int = 1

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """``signs``, compiled once."""
        return re.compile(self.signs)

    @cached_property
    def names(self) -> frozenset[str]:
        """``microdata``, as a set of names in lower case."""
        return frozenset(self.microdata.split())


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """One place where a subsection was promised, and what was found there.

    ``mark``: 1 what was promised is there, None it may be there and could not be read, 0 the
    promise is broken. Among equal marks the lower ``rank`` is shown.
    """

    mark: Mark
    reason: str
    because: str
    evidence: tuple[Evidence, ...]
    page: Page | None = None
    words: str = ""
    title: str = ""
    rank: int = 0

    def quoted(self, text: str) -> Evidence:
        """Evidence at the sighting's page with other words of it."""
        place = self.evidence[-1]
        quote = " ".join(text.split())[:200]
        return Evidence(kind="text", url=place.url, quote=quote, clicks=place.clicks)


def sighting(
    mark: Mark, reason: str, because: str, way: Way, *, rank: int = 0, page: Page | None = None
) -> Sighting:
    """A sighting of a link and, when it opened, of the page behind it."""
    evidence: tuple[Evidence, ...] = (look.link_evidence(way),)
    if page is not None:
        opened = look.title_evidence(page)
        evidence += (opened,)
    return Sighting(
        mark=mark, reason=reason, because=because, evidence=evidence, rank=rank, page=page
    )
