"""Instructing: the worst of a judgement become instructions, one for each cluster or college.

Only what is confirmed is accused: rows of a ladder are; results that wait for a second visit, and
sites that could not be audited, get none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from site_audit.ratings.failings import poor
from site_audit.ratings.ladder import Result, Row
from site_audit.ratings.meeting import Meeting
from site_audit.ratings.score import SCORED, Rating
from site_audit.store.instructions import Order, Task
from site_audit.text import fold
from site_audit.words import date_ru


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What all instructions of one drawing up have in common; ``text`` empty: the usual words."""

    judgement_id: int
    due_on: date
    created_by: str
    text: str = ""


def from_antitop(meeting: Meeting, ratings: Iterable[Rating], terms: Terms) -> tuple[Order, ...]:
    """An order for each row under 50 % of any of these ratings, in the order of the first one."""
    rows: dict[str, Row] = {}
    for rating in ratings:
        for row in meeting.ladder(rating).antitop:
            rows.setdefault(_key(row), row)
    return tuple(_of_row(meeting, row, terms) for row in rows.values())


def to_cluster(meeting: Meeting, cluster: str, terms: Terms) -> Order | None:
    """An order to one cluster about all its rated colleges; None where nobody has that name."""
    for row in meeting.rankings["overall"].clusters.rows:
        if fold(row.title) == fold(cluster):
            return _order(row.result, members(meeting.results, row.title), terms, row.title)
    return None


def to_college(result: Result, terms: Terms) -> Order:
    """An order to one college about its own site."""
    return _order(result, (result,), terms, "")


def members(results: Iterable[Result], cluster: str) -> tuple[Result, ...]:
    """The sites of a cluster, its base organisation's first."""
    found = [
        (membership.role != "base", one)
        for one in results
        for membership in one.college.memberships
        if membership.cluster == cluster
    ]
    ordered = sorted(found, key=lambda pair: pair[0])
    return tuple({one.college.id: one for _, one in ordered}.values())


def tasks(results: Iterable[Result]) -> Iterator[Task]:
    """What these sites lack, of marks that are confirmed and could be told."""
    for result in results:
        if not result.audited:
            continue
        for one in sorted(result.verdicts, key=lambda verdict: _place(verdict.criterion)):
            mark = one.finding.mark
            if one.criterion in SCORED and mark is not None and mark <= poor(one.criterion):
                yield Task(
                    college_id=result.college.id,
                    college=result.college.name,
                    criterion=one.criterion,
                    mark=mark,
                    out_of=one.out_of,
                )


def _place(criterion: str) -> int:
    return SCORED.index(criterion) if criterion in SCORED else len(SCORED)


def _key(row: Row) -> str:
    return row.title if row.members else str(row.result.college.id)


def _of_row(meeting: Meeting, row: Row, terms: Terms) -> Order:
    if row.members is None:
        return to_college(row.result, terms)
    return _order(row.result, members(meeting.results, row.title), terms, row.title)


def _order(base: Result, about: Sequence[Result], terms: Terms, cluster: str) -> Order:
    return Order(
        judgement_id=terms.judgement_id,
        addressee=base.college.name,
        due_on=terms.due_on,
        created_by=terms.created_by,
        text=terms.text or _usual_words(terms.due_on, cluster),
        cluster=cluster,
        college_id=None if cluster else base.college.id,
        region=base.college.region,
        person=base.college.responsible,
        email=base.college.email,
        tasks=tuple(tasks(about)),
    )


def _usual_words(due_on: date, cluster: str) -> str:
    whose = "сайты колледжей кластера" if cluster else "сайт колледжа"
    return (
        f"До {date_ru(due_on)} приведите {whose} в соответствие с методикой по перечню ниже и "
        "сообщите об исполнении информационной справкой."
    )
