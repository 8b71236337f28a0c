"""Programmes that a college shows to applicants, gathered from its site as facts.

They move no mark. What the classifier does not list keeps the words of the site: from many sites
a better classifier grows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from criteria.programmes import Programme, classifier
from criteria.project import of_project
from criteria.section import admission, tab
from criteria.sheet import Part
from site_audit.model import Offer, Snapshot
from site_audit.text import fold

_LONGEST = 160  # signs of a name
_WORD = re.compile(r"\w+")
_DETAIL = re.compile(  # what a site writes behind a name: «…, 2 года 10 месяцев», «… (на базе 9)»
    r"[|;:(/–—»\"“”\d]|\s-\s|[,.]?\s(?:срок|на баз|квалифик|очн|заочн|форм|обучени|групп)",
    re.IGNORECASE,
)


def offered(snapshot: Snapshot) -> tuple[Offer, ...]:
    """The programmes of the admission section and of the tab, each once, by code, then by name.

    A name without a code is that of the code which bears it; those that have none come last. A
    name of one word counts only so: «слесарь» may be what a programme makes of a student.
    """
    parts = (*admission(snapshot).parts, *tab(snapshot).parts)
    places = [place for part in parts for place in _places(part)]
    offers = sorted((offer for offer, _ in places if offer.code), key=_order)
    codes = {fold(offer.name): offer.code for offer in offers}  # of two the newer standard's
    together: defaultdict[str, list[Offer]] = defaultdict(list)
    for offer, sure in places:
        name = fold(offer.name)
        if sure or name in codes:
            together[offer.code or codes.get(name, name)].append(offer)
    return tuple(sorted(map(_merged, together.values()), key=_order))


def _places(part: Part) -> Iterator[tuple[Offer, bool]]:
    """Each mention of a programme in a part, and whether it can be nothing else."""
    mine = frozenset(of_project(part))
    for one in part.programmes:
        listed = not one.code or one.code in classifier()
        name = one.name if listed else _as_written(part, one)
        yield Offer(code=one.code, name=name, of_project=one in mine, url=part.url), one.sure


def _merged(places: list[Offer]) -> Offer:
    """One programme of all its mentions; the first one tells where it stands."""
    spelled = next((one for one in places if one.code), places[0])
    marked = any(one.of_project for one in places)
    return replace(spelled, of_project=marked, url=places[0].url)


def _order(one: Offer) -> tuple[bool, str, str]:
    return not one.code, one.code, fold(one.name)


def _as_written(part: Part, one: Programme) -> str:
    """The name of a programme that the classifier lacks, as its page spells it."""
    words = (re.escape(word).replace("е", "[её]") for word in _WORD.findall(one.name))
    pattern = re.compile(r"\W+".join(words), re.IGNORECASE)
    for said in _around(part.said, one.row):
        found = pattern.search(said)
        if found:
            end = _DETAIL.search(said, found.end())
            return said[found.start() : end.start() if end else None][:_LONGEST].strip(" ,.-«")
    return one.name[:1].upper() + one.name[1:]


def _around(said: tuple[str, ...], row: int) -> tuple[str, ...]:
    """The row itself, the one below it and the one above: a name may stand in any of them."""
    return (*said[row : row + 2], *said[max(0, row - 1) : row])
