"""A year of audits in a database: ties, unknown marks, sites that did not open, second visits.

Written straight into the tables, as visits would have left them; the same for the same size.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

import criteria
from site_audit import store
from site_audit.model import College, Mark, Membership, Outcome, OutcomeKind
from site_audit.ratings.score import PRESENCE, SCORED, VISUAL, tally_marks
from site_audit.store import tables

FIRST = datetime(2025, 12, 5, 2, tzinfo=UTC)
MONTH = timedelta(days=30)
REASONS = ("dns", "timeout", "challenge", "http_403", "robots")
VENDORS = ("1С-Битрикс", "WordPress", "Госвеб (gosuslugi.ru)", "uCoz", "")
PROFILES = ("машиностроительный", "аграрный", "медицинский", "транспортный", "строительный")
BATCH = 20_000


@dataclass(frozen=True)
class Year:
    """How large a year is, and what is rare in it."""

    colleges: int = 1500
    clusters: int = 370
    regions: int = 79
    industries: int = 24
    runs: int = 12
    marked: int = 12  # of the runs, from the last one, so many have verdicts; others stand as kept


def fill(engine: Engine, year: Year) -> tuple[int, ...]:
    """The numbers of the runs, oldest first."""
    store.save_register(engine, register(year))
    colleges = store.colleges(engine)
    return tuple(_run(engine, year, number, colleges) for number in range(year.runs))


def register(year: Year) -> Iterator[College]:
    """The colleges: each cluster has one base, the other members and some colleges none."""
    for number in range(1, year.colleges + 1):
        cluster = number if number <= year.clusters else number % (year.clusters + 60) + 1
        joined = Membership(
            cluster=f"Кластер {cluster} «{PROFILES[cluster % 5]}»"
            if cluster <= year.clusters
            else "",
            role=("base" if number <= year.clusters else "network")
            if cluster <= year.clusters
            else "",
            industry=f"Отрасль {cluster % year.industries + 1}",
            employers=(f"АО «Завод {cluster}»",),
        )
        yield College(
            name=f"ГБПОУ «{PROFILES[number % 5].capitalize()} колледж № {number}»",
            short_name=f"{PROFILES[number % 5].capitalize()} колледж № {number}",
            inn=f"{7_700_000_000 + number}",
            url=f"https://college{number}.example/",
            region=f"Область {_region(number, year.regions):02}",
            email=f"info@college{number}.example",
            responsible=("Иванова Мария Петровна", "Петров Илья Ильич", "")[number % 3],
            memberships=(joined,),
        )


def _region(number: int, regions: int) -> int:
    """Large regions and small ones, some under five colleges."""
    return min(number % regions, (number * 7) % regions) + 1


def _run(engine: Engine, year: Year, number: int, colleges: tuple[College, ...]) -> int:
    dice = random.Random(number)
    moment = FIRST + MONTH * number
    edition = "2023" if number < year.runs // 2 else "2025"
    plan = store.Plan(
        edition=edition,
        profile=store.Profile(pages=60, site_seconds=300, browser=True),
        planned_at=moment,
        detectors="2026.01" if number < year.runs - 2 else "2026.11",
    )
    run_id = store.open_run(engine, plan, [one.id for one in colleges])
    with store.database.writing(engine) as connection:
        judged = select(tables.judgement.c.id).where(tables.judgement.c.run_id == run_id)
        judgement_id = connection.execute(judged).scalar_one()
        sites = [_Site(dice, college, number, judgement_id) for college in colleges]
        visits = dict(
            connection.execute(
                select(tables.visit.c.college_id, tables.visit.c.id).where(
                    tables.visit.c.run_id == run_id
                )
            ).all()
        )
        _visits(connection, sites, visits, moment)
        if number >= year.runs - year.marked:
            rows = (row for site in sites for row in site.verdicts(visits[site.college.id]))
            _insert(connection, tables.verdict, rows)
        scores = (row for site in sites for row in site.scores(visits[site.college.id]))
        _insert(connection, tables.score, scores)
        _hold_back(connection, sites, visits, moment)
    assert store.close_run(engine, run_id)
    if number < year.runs - year.marked:
        rows = [site.settled(visits[site.college.id], moment) for site in sites]
        store.keep_settled(engine, judgement_id, rows, ())
    return run_id


def _visits(
    connection: Connection, sites: list[_Site], visits: dict[int, int], moment: datetime
) -> None:
    for site in sites:
        values: dict[str, Any] = {
            "state": "done",
            "outcome": site.outcome,
            "reason": site.reason,
            "finished_at": moment + timedelta(hours=3),
            "ip": f"192.0.2.{site.college.id % 40}",
        }
        where = tables.visit.c.id == visits[site.college.id]
        connection.execute(tables.visit.update().where(where).values(values))


def _hold_back(
    connection: Connection, sites: list[_Site], visits: dict[int, int], moment: datetime
) -> None:
    states = ("waiting", "agreed", "by_hand", "agreed")
    low = [site for site in sites if site.is_low]
    rows = (
        {
            "visit_id": visits[site.college.id],
            "because": "low",
            "due_at": moment + timedelta(hours=20),
            "state": states[site.college.id % 4],
        }
        for site in low
    )
    _insert(connection, tables.confirmation, rows)


def _insert(connection: Connection, table: Any, rows: Iterator[dict[str, Any]]) -> None:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            connection.execute(insert(table), batch)
            batch = []
    if batch:
        connection.execute(insert(table), batch)


class _Site:
    """What a visit found: a college's quality grows over the year; some sites do not open."""

    def __init__(
        self, dice: random.Random, college: College, number: int, judgement_id: int
    ) -> None:
        self.college, self.judgement_id = college, judgement_id
        steady = random.Random(college.id)
        quality = min(1.0, steady.betavariate(4, 1.4) + 0.012 * number)
        self.vendor = VENDORS[college.id % len(VENDORS)]
        fate = dice.random()
        self.outcome: OutcomeKind = (
            "not_audited" if fate < 0.05 else "partial" if fate < 0.12 else "audited"
        )
        self.reason = (
            REASONS[college.id % len(REASONS)]
            if self.outcome == "not_audited"
            else "budget"
            if self.outcome == "partial"
            else None
        )
        told: float = {"audited": 0.985, "partial": 0.85, "not_audited": -1.0}[self.outcome]
        full = steady.random() < 0.12
        self.marks: dict[str, Mark] = {
            code: self._mark(dice, steady, code, quality if not full else 2.0)
            if dice.random() < told or (full and self.outcome == "audited")
            else None
            for code in SCORED
        }
        if self.vendor == "uCoz" and self.marks["V7"] is not None:
            self.marks["V7"] = 1

    @staticmethod
    def _mark(dice: random.Random, steady: random.Random, code: str, quality: float) -> int:
        if code in VISUAL:
            return max(0, min(5, round(5 * quality + steady.uniform(-1, 0.7))))
        return int(steady.random() < quality + dice.uniform(-0.01, 0.02))

    @property
    def is_low(self) -> bool:
        if self.outcome == "not_audited":
            return False
        scores = tally_marks(self.marks)
        return any(2 * one.upper < one.out_of for one in (scores.presence, scores.overall))

    def settled(self, visit_id: int, moment: datetime) -> store.Settled:
        scores = tally_marks(self.marks)
        return store.Settled(
            college_id=self.college.id,
            first_id=visit_id,
            visit_id=visit_id,
            judged_by=self.judgement_id,
            outcome=Outcome(kind=self.outcome, reason=self.reason),
            finished_at=moment,
            presence=scores.presence.points,
            presence_unknown=scores.presence.unknown,
            visual=scores.visual.points,
            visual_unknown=scores.visual.unknown,
        )

    def scores(self, visit_id: int) -> Iterator[dict[str, Any]]:
        for rating, score in tally_marks(self.marks).named():
            yield {
                "judgement_id": self.judgement_id,
                "visit_id": visit_id,
                "rating": rating,
                "points": score.points,
                "out_of": score.out_of,
                "unknown": score.unknown,
            }

    def verdicts(self, visit_id: int) -> Iterator[dict[str, Any]]:
        for position, (code, mark) in enumerate(self.marks.items()):
            poor = mark is not None and mark <= (2 if code in VISUAL else 0)
            yield self._row(visit_id, position, code) | {
                "mark": mark,
                "out_of": 5 if code in VISUAL else 1,
                "reason": "unread" if mark is None else "present" if mark else "absent",
                "because": "Раздел открыт и прочитан." if mark else "На сайте этого нет.",
                "advice": criteria.usual_advice(code) if poor else None,
            }
        for code, mark in (
            ("career_maps", self.college.id % 3 == 0),
            ("vendor", bool(self.vendor)),
        ):
            yield self._row(visit_id, len(PRESENCE) + len(VISUAL), code) | {
                "mark": None if self.outcome == "not_audited" else int(mark),
                "out_of": 1,
                "reason": "present" if mark else "absent",
                "because": f"Система или площадка сайта: {self.vendor}."
                if code == "vendor"
                else "",
                "advice": None,
            }

    def _row(self, visit_id: int, position: int, code: str) -> dict[str, Any]:
        seen = {
            "kind": "page",
            "url": f"{self.college.url}sveden/{code}",
            "quote": "Раздел сайта",
            "clicks": 2,
        }
        return {
            "judgement_id": self.judgement_id,
            "visit_id": visit_id,
            "criterion": code,
            "position": position,
            "evidence": [seen],
            "checks": [],
        }
