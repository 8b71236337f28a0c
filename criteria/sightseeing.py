"""Which pictures of the two sections are worth a look, and what a look settles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from criteria.logos import (
    Told,
    employers_of,
    is_worth_a_look,
    names_employer,
    tells_partner,
    tells_project,
)
from criteria.pictures import picture_parts
from criteria.section import admission, tab
from criteria.sheet import Part
from criteria.sight import partner, project
from site_audit.facts import Image
from site_audit.glimpse import EMPLOYERS, OTHERS, PROJECT, Glimpse
from site_audit.guide import Sightseeing, Wanted
from site_audit.model import College, Page, Snapshot
from site_audit.pages.art import key_of
from site_audit.text import fold

_PROJECT_CODES = frozenset({"B8", "C3"})
_PARTNER_CODES = frozenset({"B4", "C4"})
_RANK: dict[Told, int] = {"logo": 0, "maybe": 1, "no": 2}
_MOST_PAGES = 8
_MOST_SILENT = 10  # pictures that only their place speaks for


class _Sight(NamedTuple):
    rank: int
    wanted: Wanted


def wanted(snapshot: Snapshot) -> tuple[Wanted, ...]:
    """The pictures of the admission section and of the tab, those that words speak for first."""
    found: dict[str, _Sight] = {}
    for part, codes in _parts(snapshot):
        for picture in part.pictures:
            sight = _sight(picture, part, codes, snapshot.college)
            if sight is not None:
                key = picture.url or key_of(picture.art)
                found[key] = _merged(found[key], sight) if key in found else sight
    ordered = sorted(found.values(), key=lambda sight: sight.rank)
    silent = [sight for sight in ordered if sight.rank == _RANK["no"]][_MOST_SILENT:]
    return tuple(sight.wanted for sight in ordered if sight not in silent)


def _parts(snapshot: Snapshot) -> Iterator[tuple[Part, frozenset[str]]]:
    for section, codes in (
        (tab(snapshot), frozenset({"C3", "C4"})),
        (admission(snapshot), frozenset({"B8", "B4"})),
    ):
        for part in picture_parts(section):
            yield part, codes


def _sight(picture: Image, part: Part, codes: frozenset[str], college: College) -> _Sight | None:
    if not (picture.url or picture.art):
        return None
    told = {code: tells_project(picture) for code in codes & _PROJECT_CODES}
    told |= {code: tells_partner(picture, college) for code in codes & _PARTNER_CODES}
    serves = {code for code, said in told.items() if said != "no"}
    if not serves and not is_worth_a_look(picture):
        return None
    rank = min(_RANK[said] for said in told.values())
    if is_worth_a_look(picture):
        serves |= codes & _PROJECT_CODES
    via = part.page.url if part.page is not None else part.url
    return _Sight(rank, Wanted(picture=picture, via=via, serves=frozenset(serves)))


def _merged(one: _Sight, other: _Sight) -> _Sight:
    """The same picture in two places."""
    first, second = sorted((one, other), key=lambda sight: sight.rank)
    serves = first.wanted.serves | second.wanted.serves
    picture, via = first.wanted.picture, first.wanted.via
    return _Sight(first.rank, Wanted(picture=picture, via=via, serves=serves))


def settles(seen: Wanted, glimpse: Glimpse, college: College) -> frozenset[str]:
    """The criteria among those served that the picture gives 1 to."""
    found = frozenset[str]()
    if project(seen.picture, glimpse) == "logo":
        found |= _PROJECT_CODES
    if partner(seen.picture, glimpse, college) == "logo":
        found |= _PARTNER_CODES
    return found & seen.serves


def names(college: College, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Of the references that are ``known`` those that a college's pictures are compared with."""
    employers = employers_of(college)
    mine = sorted(
        name
        for name in known
        if name.startswith(f"{EMPLOYERS}/") and names_employer(fold(name), employers)
    )
    others = sorted(name for name in known if name.startswith(f"{OTHERS}/"))
    return (PROJECT, *mine, *others)


def pages(snapshot: Snapshot, settled: frozenset[str]) -> tuple[Page, ...]:
    """Pages of the sections of which a criterion is not settled: they may hold more pictures."""
    open_ = [part.page for part, codes in _parts(snapshot) if not codes <= settled]
    there = (page for page in open_ if page is not None and page.kind != "document")
    return tuple(dict.fromkeys(there))[:_MOST_PAGES]


SIGHTS = Sightseeing(wanted=wanted, settles=settles, names=names, pages=pages)
