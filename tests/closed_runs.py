"""Closed runs in a database for tests: every college with the marks it shall have; commands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from click.testing import Result as Done
from sqlalchemy import Engine
from typer.testing import CliRunner

from site_audit import store
from site_audit.cli import desk
from site_audit.cli.app import build
from site_audit.model import College, Evidence, Mark, Membership, Outcome, Verdict
from site_audit.ratings import score, standings
from site_audit.ratings.ladder import Result
from tests.meetings import marks, verdict

NOON = datetime(2026, 10, 5, 9, tzinfo=UTC)
PLAN = store.Plan(
    edition="2023",
    profile=store.Profile(pages=60, site_seconds=300),
    planned_at=NOON,
    detectors="2026.10",
)
Site = Sequence[Verdict] | tuple[int, int] | None
"""Verdicts, or (presence, visual) points, or None: a site that could not be audited."""


def register(engine: Engine, count: int, region: str = "Омская область") -> tuple[College, ...]:
    """Colleges of that many clusters, each the base organisation of its own."""
    return keep_register(engine, [base(number, region) for number in range(1, count + 1)])


def keep_register(engine: Engine, given: Iterable[College]) -> tuple[College, ...]:
    """The register with these, each with its number."""
    store.save_register(engine, given)
    return store.colleges(engine)


def base(number: int, region: str = "Омская область") -> College:
    """The base organisation of cluster ``number``."""
    return College(
        name=f"Колледж № {number}",
        url=f"http://college{number}.example/",
        region=region,
        email=f"info@college{number}.example",
        responsible="Иванова Мария Петровна",
        memberships=(Membership(cluster=f"Кластер {number}", role="base", industry="Химия"),),
    )


def closed(
    engine: Engine, sites: Mapping[int, Site], *, day: int = 0, doubted: Iterable[int] = ()
) -> int:
    """The number of a closed run of these colleges; ``doubted`` wait for a second visit."""
    number = opened(engine, sites, day=day)
    made(engine, number, sites, day=day, doubted=doubted)
    assert store.close_run(engine, number)
    return number


def opened(engine: Engine, colleges: Iterable[int], *, day: int = 0) -> int:
    """The number of a run of these colleges that nobody has begun."""
    plan = replace(PLAN, planned_at=NOON + timedelta(days=day))
    return store.open_run(engine, plan, list(colleges))


def made(
    engine: Engine,
    number: int,
    sites: Mapping[int, Site],
    *,
    day: int = 0,
    doubted: Iterable[int] = (),
    agrees: bool | None = None,
) -> None:
    """All visits of a run are made and find what these sites show."""
    judged = store.judgement(engine, number).id
    while held := store.claim(engine, "w", 30, run_id=number):
        ended = _ended(sites[held.college_id], NOON + timedelta(days=day))
        doubt = store.Doubt(because="low", due_at=ended.finished_at)
        onward = store.Onward(doubt=doubt if held.college_id in doubted else None, agrees=agrees)
        assert store.finish(engine, held, judged, ended, onward)


def second(engine: Engine, sites: Mapping[int, Site], *, day: int, agrees: bool) -> int:
    """The run of second visits to all that waits for one, made and closed."""
    moment = NOON + timedelta(days=day)
    plan = replace(PLAN, purpose="confirming", planned_at=moment)
    number = store.open_confirming(engine, plan, store.awaited(engine, moment))
    assert number is not None
    made(engine, number, sites, day=day, agrees=agrees)
    assert store.close_run(engine, number)
    return number


def _ended(site: Site, moment: datetime) -> store.Ended:
    if site is None:
        return store.Ended(
            outcome=Outcome(kind="not_audited", reason="http_403"), finished_at=moment
        )
    given = verdicts_of(site)
    return store.Ended(
        outcome=Outcome(kind="audited"),
        finished_at=moment,
        verdicts=given,
        scores=score.tally(given).named(),
    )


def verdicts_of(site: Sequence[Verdict] | tuple[int, int]) -> tuple[Verdict, ...]:
    """The verdicts of a site."""
    if site and isinstance(site[0], int):
        return marks(*site)  # type: ignore[arg-type]
    return tuple(site)  # type: ignore[arg-type]


def but(site: tuple[int, int], url: str = "", **given: Mark) -> tuple[Verdict, ...]:
    """(presence, visual) points with other marks for some criteria, which were seen at ``url``."""
    evidence = (Evidence(kind="page", url=url),) if url else ()
    found = tuple(
        verdict(one.criterion, given[one.criterion]) if one.criterion in given else one
        for one in marks(*site)
    )
    return tuple(
        replace(one, finding=replace(one.finding, evidence=evidence, because="Слово программы."))
        for one in found
    )


def told(engine: Engine, number: int, judged: int | None = None) -> dict[int, Result]:
    """The results of a run's judgement with their marks and evidence, by college."""
    given = store.judgement(engine, number, judged)
    found = standings.results(engine, given, with_evidence=True)
    return {one.college.id: one for one in found}


def points(engine: Engine, number: int, judged: int | None = None) -> dict[int, tuple[int, int]]:
    """(presence, visual) points of the rated sites of a run, by college."""
    return {
        college: (one.scores.presence.points, one.scores.visual.points)
        for college, one in told(engine, number, judged).items()
        if one.audited
    }


def mark_of(result: Result, criterion: str) -> Verdict:
    """What a result says of a criterion."""
    return next(one for one in result.verdicts if one.criterion == criterion)


def call(engine: Engine, *words: object) -> Done:
    """A command, as a person calls it with this database."""
    url = engine.url.render_as_string(hide_password=False)
    called = [str(word) for word in words]
    runner = CliRunner(env={"SITE_AUDIT_DATABASE_URL": url})
    before, desk.out.width = desk.out.width, 200  # whatever the terminal of who runs the tests
    try:
        return runner.invoke(build((called[0],)), called)
    finally:
        desk.out.width = before
