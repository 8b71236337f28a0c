"""Meetings to be packed in tests and to be looked at: a year of audits, long names, nobody low."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import get_args

import criteria
from site_audit import store
from site_audit.cli.reports import imprint_of
from site_audit.model import Membership, Outcome
from site_audit.ratings.agreement import Agreement
from site_audit.ratings.causes import Cause
from site_audit.ratings.convening import Convening, convene
from site_audit.ratings.failings import CommonError
from site_audit.ratings.ladder import Result
from site_audit.ratings.meeting import Fact, Meeting, Sender
from site_audit.ratings.score import Rating
from site_audit.ratings.trend import Point
from site_audit.store.instructions import Reply
from site_audit.store.overrides import Override
from site_audit.store.targets import Target
from site_audit.texts import Texts
from tests import year
from tests.meetings import (
    NOON,
    SENDER,
    deck,
    deck_marks,
    deck_results,
    instruction,
    marks,
    meeting,
    result,
    verdict,
)
from tests.year import Year

SMALL = Year(colleges=120, clusters=30, regions=8, industries=5, runs=3)
LONG = (
    "Государственное бюджетное профессиональное образовательное учреждение «Региональный "
    "многопрофильный колледж промышленных технологий, транспортного строительства, сервиса и "
    "агропромышленного комплекса имени дважды Героя Социалистического Труда академика Константина "
    "Константиновича Рождественского-Преображенского»"
)


@contextmanager
def small_year() -> Iterator[Meeting]:
    """The meeting of the last judgement of a small generated year, by cluster."""
    with tempfile.TemporaryDirectory() as folder:
        engine = store.open_database(f"sqlite:///{folder}/year.db")
        try:
            (*_, last) = year.fill(engine, SMALL)
            judged = store.run(engine, last), store.judgement(engine, last)
            how = Convening(unit="cluster", imprint_of=imprint_of, made_at=NOON, sender=SENDER)
            yield convene(engine, judged, how)
        finally:
            engine.dispose()


@cache
def year_meeting() -> Meeting:
    """The same, kept."""
    with small_year() as found:
        return found


def texts_of(found: Meeting) -> Texts:
    """The words of the edition that a meeting is of."""
    return criteria.texts_for(found.imprint.edition)


def shut(one: Result, reason: str = "timeout") -> Result:
    """The same site, which did not open."""
    return replace(one, outcome=Outcome(kind="not_audited", reason=reason), verdicts=())


def long_named() -> Meeting:
    """The deck's marks with names of 300 characters everywhere, a few sites that did not open."""
    results = [_long(number, *pair) for number, pair in enumerate(deck_marks(), start=1)]
    results += [shut(_long(number, 0, 0)) for number in range(71, 79)]
    return meeting(results, before=[replace(one, verdicts=marks(20, 30)) for one in results[:60]])


def _long(number: int, presence: int, visual: int) -> Result:
    held = (Membership(cluster=f"{number}. Кластер {LONG}", role="base", industry=LONG),)
    region = f"Область {number % 3} {LONG[:80]}"
    return result(
        number, presence, visual, name=f"{number}. {LONG}", region=region, memberships=held
    )


def nobody_low() -> Meeting:
    """Nobody at 100 %, nobody under 50 %."""
    return meeting([result(number, 20, 30) for number in range(1, 31)])


def one_region() -> Meeting:
    """The colleges of the deck, all of one region, by college."""
    return meeting(deck_results(), unit="college")


def crowded() -> Meeting:
    """Three hundred with 100 %."""
    regions = ("Омская область", "Томская область", "Ханты-Мансийский автономный округ — Югра")
    return meeting(
        [result(n, 26, 40, region=regions[n % 3]) for n in range(1, 301)], unit="college"
    )


def everything() -> Meeting:
    """The deck's meeting with something to say in every section; one site waits, one is ours."""
    results = list(deck_results())
    results[0] = replace(results[0], corrected=("A1", "V1"))
    results += [
        shut(result(71, 0, 0, region="Томская область")),
        replace(result(72, 5, 5, region="Томская область"), held_back=True),
    ]
    worst = [one for one in results if one.audited and one.scores.presence.points < 13]
    found = meeting(
        results,
        before=[replace(one, verdicts=marks(20, 30)) for one in results[3:60]],
        instructions=[instruction(number, one) for number, one in enumerate(worst, start=1)],
    )
    about = found.rankings["presence"].regions[0]
    target = Target(
        id=1, kind="region", name="Омская область", rating="presence", plan=95, due_on=date.max
    )
    return replace(
        found,
        trend={rating: _trend(found, rating) for rating in get_args(Rating)},
        observed=(CommonError(criterion="career_maps", sites=40, checked=70, advice=None),),
        causes=(_cause("Движок", "A9"),),
        facts=(Fact(target=target, fact=about.median, audited=about.audited),),
        overrides=(_override("видно глазами", "Петрова", "A1"),),
        agreement=(Agreement(criterion="A1", compared=9, equal=8, near=0, lenient=1, untold=2),),
    )


def _trend(found: Meeting, rating: Rating) -> tuple[Point, ...]:
    """Three points of the same figures; the detectors changed before the second."""
    assert found.moves is not None
    now = found.moves[rating].all_now
    return tuple(
        Point(
            run_id=number,
            number=1,
            at=NOON,
            edition="2023",
            detectors="1" if number == 1 else "2",
            figures=now,
            panel=now,
            breaks=("detectors",) if number == 2 else (),
        )
        for number in (1, 2, 3)
    )


def _cause(name: str, criterion: str) -> Cause:
    part = Fraction(1, 10)
    return Cause(kind="vendor", name=name, criterion=criterion, sites=30, failing=20, part=part)


def _override(reason: str, author: str, criterion: str) -> Override:
    return Override(
        id=1,
        college_id=1,
        criterion=criterion,
        mark=1,
        author=author,
        reason=reason,
        since_run=1,
        created_at=NOON,
    )


def naughty(text: str) -> Meeting:
    """A meeting in which every field that comes from outside says ``text``."""
    held = (Membership(cluster=text, role="base", industry=text, employers=(text,)),)
    named: dict[str, object] = {
        "name": text,
        "short_name": text,
        "url": text,
        "memberships": held,
        "email": text,
        "responsible": text,
    }
    given = tuple(verdict(one.criterion, one.finding.mark, text) for one in marks(3, 3))
    low = replace(result(1, 3, 3, region=text, **named), verdicts=given)
    other = shut(result(2, 0, 0, region=text, **named))
    asked = replace(instruction(1, low, text=text, cluster=text), number=text)
    reply = Reply(id=1, author=text, text=text, received_at=NOON, file_name=text)
    whole = everything()
    made = meeting([low, other, result(3, 26, 40)], unit="college", before=[low])
    return replace(
        made,
        instructions=(replace(asked, replies=(reply,)),),
        trend=whole.trend,
        observed=tuple(replace(one, criterion=text, advice=text) for one in whole.observed),
        causes=(_cause(text, text),),
        facts=tuple(replace(one, target=replace(one.target, name=text)) for one in whole.facts),
        overrides=(_override(text, text, text),),
        agreement=tuple(replace(one, criterion=text) for one in whole.agreement),
        imprint=replace(made.imprint, run=text, detectors=text),
        sender=Sender(
            organisation=text, signed_as=text, signed_by=text, answer_to=text, phone=text
        ),
    )


MEETINGS: dict[str, Callable[[], Meeting]] = {
    "deck": deck,
    "everything": everything,
    "long": long_named,
    "nobody": nobody_low,
    "one region": one_region,
    "crowded": crowded,
    "year": year_meeting,
    "no rated sites": lambda: meeting([shut(one) for one in deck_results()[:7]], unit="college"),
    "nothing": lambda: meeting([]),
}
