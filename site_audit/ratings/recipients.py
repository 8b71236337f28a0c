"""Recipients: whose sites a letter speaks of, what they lack, and how much could not be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from site_audit.model import Membership, Verdict
from site_audit.ratings.failings import poor
from site_audit.ratings.ladder import Result
from site_audit.ratings.score import SCORED
from site_audit.words import collate

Role = Literal["base", "network", ""]


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipient:
    """A cluster or a college with its ``sites``, that of the base organisation first.

    ``head`` is the college that answers, None where no or no single base organisation is known.
    """

    title: str
    sites: tuple[tuple[Role, Result], ...]
    head: Result | None


def clusters(results: Iterable[Result]) -> tuple[Recipient, ...]:
    """All clusters by name; a site that is base and network of one stands there once, as base."""
    found: defaultdict[str, dict[int, tuple[Role, Result]]] = defaultdict(dict)
    for result in results:
        for one in sorted(result.college.memberships, key=_role_order, reverse=True):
            if one.cluster:
                found[one.cluster][result.visit_id] = (one.role, result)
    return tuple(
        _cluster(title, sorted(found[title].values(), key=_site_order))
        for title in sorted(found, key=lambda name: (collate(name), name))
    )


def colleges(results: Iterable[Result]) -> tuple[Recipient, ...]:
    """All colleges by name, each with its one site."""
    return tuple(
        Recipient(title=one.college.name, sites=(("", one),), head=one)
        for one in sorted(results, key=_by_name)
    )


def missing(result: Result) -> tuple[Verdict, ...]:
    """What a site surely lacks: presence 0 and visual marks up to 2, in the methodology's order.

    Nothing of a site that has no rating: it was not read, or waits to be confirmed.
    """
    if not result.audited:
        return ()
    marks = {one.criterion: one for one in result.verdicts}
    return tuple(marks[code] for code in SCORED if code in marks and _is_poor(marks[code]))


def untold(result: Result) -> int:
    """How many of the 34 marks could not be told of a site that has a rating."""
    if not result.audited:
        return 0
    told = {one.criterion for one in result.verdicts if one.finding.mark is not None}
    return sum(code not in told for code in SCORED)


def _is_poor(verdict: Verdict) -> bool:
    mark = verdict.finding.mark
    return mark is not None and mark <= poor(verdict.criterion)


def _cluster(title: str, sites: Sequence[tuple[Role, Result]]) -> Recipient:
    bases = [result for role, result in sites if role == "base"]
    return Recipient(title=title, sites=tuple(sites), head=bases[0] if len(bases) == 1 else None)


_ROLES: tuple[Role, ...] = ("base", "network", "")


def _role_order(membership: Membership) -> int:
    return _ROLES.index(membership.role)


def _site_order(site: tuple[Role, Result]) -> tuple[int, str, str, int]:
    return _ROLES.index(site[0]), *_by_name(site[1])


def _by_name(result: Result) -> tuple[str, str, int]:
    return collate(result.college.name), result.college.name, result.visit_id
