"""Pictures that a person should look at: each once, with all the places of its twins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from site_audit.glimpse import twin_likeness
from site_audit.model import College, Verdict

REASON = "picture_may_be"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a picture stands: the college, its page, and the criterion left undecided."""

    college: str
    page: str
    criterion: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A picture with its places; ``archive`` and ``name`` tell where its bytes are kept."""

    print: str
    archive: str
    name: str
    places: tuple[Place, ...]
    shown: bytes = b""  # a PNG for people


@dataclass(frozen=True, kw_only=True, slots=True)
class Visited:
    """A visit with what is undecided in it."""

    college: College
    archive: str
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, kw_only=True)
class Sight:
    """How pictures are got and looked at: of an archive, of bytes, and small for people."""

    originals: Callable[[str], Mapping[str, bytes]]
    fingerprint: Callable[[bytes], str]
    small: Callable[[bytes], bytes | None]


def doubts(visits: Iterable[Visited], sight: Sight) -> tuple[Doubt, ...]:
    """The pictures that visits left undecided, those that stand in most places first."""
    found: list[Doubt] = []
    for visit in visits:
        for doubt in _of_visit(visit, sight):
            twin = next((one for one in found if twin_likeness(one.print, doubt.print)), None)
            if twin is None:
                found.append(doubt)
            else:
                places = tuple(dict.fromkeys((*twin.places, *doubt.places)))
                found[found.index(twin)] = replace(twin, places=places)
    return tuple(sorted(found, key=lambda one: -len(one.places)))


def _of_visit(visit: Visited, sight: Sight) -> Iterator[Doubt]:
    waiting = [one for one in visit.verdicts if one.finding.reason == REASON]
    bodies = sight.originals(visit.archive) if waiting else {}
    for verdict in waiting:
        for evidence in verdict.finding.evidence:
            body = bodies.get(evidence.image)
            fingerprint = sight.fingerprint(body) if body else ""
            if not body or not fingerprint:
                continue
            place = Place(
                college=visit.college.short_name or visit.college.name,
                page=evidence.url,
                criterion=verdict.criterion,
            )
            yield Doubt(
                print=fingerprint,
                archive=visit.archive,
                name=evidence.image,
                places=(place,),
                shown=sight.small(body) or b"",
            )
