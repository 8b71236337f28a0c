"""Only confirmed results move a rating; the others stand aside with the last good one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from site_audit import store
from site_audit.cli.app import build
from site_audit.cli.desk import texts
from site_audit.model import College, Finding, Outcome, Verdict
from site_audit.ratings import score, standings
from site_audit.ratings.ladder import Result
from site_audit.ratings.rank import rank
from site_audit.ratings.score import PRESENCE
from site_audit.texts import last_words
from site_audit.writing.report import ranking_table

NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)
PLAN = store.Plan(
    edition="2023", profile=store.Profile(pages=60, site_seconds=300), planned_at=NOON
)


def _verdicts(ones: int) -> tuple[Verdict, ...]:
    return tuple(
        Verdict(
            criterion=code,
            out_of=1,
            finding=Finding(mark=int(number < ones), reason="", because=""),
        )
        for number, code in enumerate(PRESENCE)
    )


def _ended(ones: int, day: int) -> store.Ended:
    given = _verdicts(ones)
    return store.Ended(
        outcome=Outcome(kind="audited"),
        finished_at=NOON + timedelta(days=day),
        verdicts=given,
        scores=score.tally(given).named(),
    )


def _run(engine: Engine, ended: store.Ended, onward: store.Onward | None = None) -> int:
    number = store.open_run(engine, PLAN, [one.id for one in store.colleges(engine)])
    _visit(engine, number, ended, onward)
    return number


def _visit(
    engine: Engine, run: int, ended: store.Ended, onward: store.Onward | None = None
) -> None:
    held = store.claim(engine, "w", 30, run_id=run)
    assert held is not None
    assert store.finish(engine, held, store.judgement(engine, run).id, ended, onward)


def _settled(engine: Engine, run: int) -> Result:
    (result,) = standings.results(engine, store.judgement(engine, run))
    return result


def _doubted(engine: Engine) -> int:
    """A college that had 26 of 26 and then 5; the number of the second run."""
    store.save_register(engine, [College(name="Первый", url="http://a.ru/")])
    _run(engine, _ended(26, 0))
    doubt = store.Doubt(because="drop", due_at=NOON)
    return _run(engine, _ended(5, 30), store.Onward(doubt=doubt))


def _second(engine: Engine, ones: int, *, agrees: bool, archive: str | None = None) -> None:
    plan = replace(PLAN, purpose="confirming")
    number = store.open_confirming(engine, plan, store.awaited(engine, NOON))
    assert number is not None
    ended = replace(_ended(ones, 31), archive=archive)
    _visit(engine, number, ended, store.Onward(agrees=agrees))


def test_a_doubtful_result_has_no_place_and_shows_the_last_good_one(sqlite: Engine) -> None:
    result = _settled(sqlite, _doubted(sqlite))
    ranking = rank([result], "presence")
    assert ranking.colleges.rows == ranking.errors == ()
    (row,) = ranking.colleges.unrated
    assert row.why == "unconfirmed"
    assert last_words(row, "presence").replace("\u202f", " ").endswith("100 %, 05.10.2026")
    assert "проверяется" in texts("2023").outcome(row.why)
    assert ranking_table(ranking, "college", texts("2023")).row_count == 1


def test_a_doubtful_result_counts_when_the_second_visit_agrees(sqlite: Engine) -> None:
    number = _doubted(sqlite)
    _second(sqlite, 5, agrees=True)
    result = _settled(sqlite, number)
    assert result.audited
    assert (result.scores.presence.points, result.finished_at.day) == (5, 4)


def test_the_second_visit_counts_when_it_does_not_agree(sqlite: Engine) -> None:
    number = _doubted(sqlite)
    _second(sqlite, 25, agrees=False)
    result = _settled(sqlite, number)
    assert (result.audited, result.scores.presence.points) == (True, 25)


def test_the_archive_of_a_second_visit_is_kept_once_it_counts_in_a_published_judgement(
    sqlite: Engine,
) -> None:
    number = _doubted(sqlite)
    _second(sqlite, 25, agrees=False, archive="second")
    _run(sqlite, replace(_ended(25, 60), archive="newest"))
    given = store.judgement(sqlite, number)
    assert store.close_run(sqlite, number)
    standings.settle(sqlite, given)
    assert store.cited_archives(sqlite) == ("newest",)
    store.publish(sqlite, given.id, "Петрова", until=NOON.date())
    assert sorted(store.cited_archives(sqlite)) == ["newest", "second"]


def test_a_site_that_did_not_open_shows_the_last_good_result(sqlite: Engine) -> None:
    store.save_register(sqlite, [College(name="Первый", url="http://a.ru/")])
    _run(sqlite, _ended(20, 0))
    shut = store.Ended(
        outcome=Outcome(kind="not_audited", reason="dns"), finished_at=NOON + timedelta(days=30)
    )
    result = _settled(sqlite, _run(sqlite, shut))
    assert result.last is not None
    assert (result.last.scores.presence.points, result.last.finished_at) == (20, NOON)
    assert not result.audited


def test_an_ordinary_result_comes_alone(sqlite: Engine) -> None:
    store.save_register(sqlite, [College(name="Первый", url="http://a.ru/")])
    _run(sqlite, _ended(26, 0))
    result = _settled(sqlite, _run(sqlite, _ended(25, 30)))
    assert (result.audited, result.held_back, result.last) == (True, False, None)


def test_a_person_confirms_a_result_by_a_command(
    sqlite: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = _doubted(sqlite)
    monkeypatch.setenv("SITE_AUDIT_DATABASE_URL", str(sqlite.url))
    words = ["run", "confirm", str(number), "http://a.ru/"]
    assert CliRunner().invoke(build(("run",)), words).exit_code == 0
    assert _settled(sqlite, number).audited
    assert CliRunner().invoke(build(("run",)), words).exit_code == 1
