"""Meetings to be packed in tests and to be looked at: a year of audits, long names, nobody low."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

import criteria
from site_audit import store
from site_audit.cli.reports import imprint_of
from site_audit.model import Membership, Outcome
from site_audit.ratings.convening import Convening, convene
from site_audit.ratings.ladder import Result
from site_audit.ratings.meeting import Meeting
from site_audit.texts import Texts
from tests import year
from tests.meetings import NOON, SENDER, deck_marks, deck_results, marks, meeting, result
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
