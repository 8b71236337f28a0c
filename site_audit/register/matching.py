"""Matching: which college of the register a row of a submission is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace

from site_audit.model import College, Membership
from site_audit.store.colleges import key_of, place_of
from site_audit.text import fold

Mark = Callable[[College], Hashable]
"""What tells a college; something false where this college cannot be told so."""


def matched(submitted: Sequence[College], known: Sequence[College]) -> tuple[College | None, ...]:
    """For each submitted college the known one that it is a newer word about, each taken once.

    The surest marks go first: ИНН with site, site, ИНН, name within a cluster or region. A mark
    that two colleges bear tells neither.
    """
    found: dict[int, College] = {}
    free = list(known)
    for mark, may_be in _PASSES:
        waiting = [place for place in range(len(submitted)) if place not in found]
        new, old = _alone(((submitted[at], at) for at in waiting), mark), _single(free, mark)
        for sign, at in new.items():
            if sign in old and may_be(submitted[at], old[sign]):
                found[at] = old[sign]
        taken = {id(one) for one in found.values()}
        free = [one for one in free if id(one) not in taken]
    return tuple(found.get(at) for at in range(len(submitted)))


def merged(old: College, new: College) -> College:
    """What the register would know: an empty cell erases nothing, another spelling is no news."""
    return replace(
        old,
        url=old.url if place_of(old.url) == place_of(new.url) else new.url,
        extra_urls=_addresses(old.extra_urls, new.extra_urls),
        robots_consent=new.robots_consent or old.robots_consent,
        memberships=_memberships(old.memberships, new.memberships),
        inn=_said(old.inn, new.inn),
        name=_said(old.name, new.name),
        short_name=_said(old.short_name, new.short_name),
        region=_said(old.region, new.region),
        email=_said(old.email, new.email),
        responsible=_said(old.responsible, new.responsible),
    )


def _alone(places: Iterable[tuple[College, int]], mark: Mark) -> dict[Hashable, int]:
    """Places by marks that one college alone bears."""
    bearers: dict[Hashable, list[int]] = defaultdict(list)
    for college, place in places:
        if sign := mark(college):
            bearers[sign].append(place)
    return {sign: borne[0] for sign, borne in bearers.items() if len(borne) == 1}


def _single(known: Sequence[College], mark: Mark) -> dict[Hashable, College]:
    places = _alone(((one, at) for at, one in enumerate(known)), mark)
    return {sign: known[at] for sign, at in places.items()}


def _is_of_one(new: College, old: College) -> bool:
    """Two ИНН are two colleges, unless the name is one."""
    return not (new.inn and old.inn and new.inn != old.inn) or _name(new) == _name(old)


def _are_near(new: College, old: College) -> bool:
    """The name is the same; is there a cluster or a region that says the same?"""
    if new.inn and old.inn and new.inn != old.inn:
        return False
    return bool(_clusters(new) & _clusters(old)) or (
        bool(new.region) and fold(new.region) == fold(old.region)
    )


def _clusters(college: College) -> set[str]:
    return {fold(one.cluster) for one in college.memberships if one.cluster}


def _name(college: College) -> str:
    return fold(college.name)


_PASSES: tuple[tuple[Mark, Callable[[College, College], bool]], ...] = (
    (key_of, lambda new, old: True),
    (lambda one: place_of(one.url), _is_of_one),
    (lambda one: one.inn, lambda new, old: True),
    (_name, _are_near),
)


def _said(old: str, new: str) -> str:
    return old if not new or fold(new) == fold(old) else new


def _addresses(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return old if not new or set(map(place_of, new)) == set(map(place_of, old)) else new


def _memberships(
    old: tuple[Membership, ...], new: tuple[Membership, ...]
) -> tuple[Membership, ...]:
    """Clusters that a submission does not name stay; those that it names are filled in."""
    joined = {fold(one.cluster): one for one in old}
    for one in new:
        cluster = fold(one.cluster)
        if not cluster and len(joined) == 1:
            cluster = next(iter(joined))  # without a name it can only be that one
        known = joined.get(cluster)
        joined[cluster] = _filled(known, one) if known else one
    return tuple(joined.values())


def _filled(old: Membership, new: Membership) -> Membership:
    same = list(map(fold, old.employers)) == list(map(fold, new.employers))
    return replace(
        old,
        role=new.role or old.role,
        industry=_said(old.industry, new.industry),
        employers=old.employers if same or not new.employers else new.employers,
    )
