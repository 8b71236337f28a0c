"""The store: nothing by halves, nothing twice, nothing from a worker that lost its lease."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event, func, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from site_audit.model import (
    Check,
    College,
    Cost,
    Evidence,
    Finding,
    Membership,
    Offer,
    Outcome,
    Probe,
    Score,
    Verdict,
)
from site_audit.store import (
    Anomaly,
    By,
    Claim,
    Doubt,
    Ended,
    Marks,
    Onward,
    Plan,
    Profile,
    Saved,
    Schedule,
    StoreError,
    add_judgement,
    add_schedule,
    ask_again,
    awaited,
    begun,
    cited_archives,
    claim,
    clean_text,
    close_early,
    close_run,
    colleges,
    confirm_by_hand,
    confirmations,
    confirmed_by,
    counting,
    counts,
    crashed,
    database,
    find_college,
    find_schedule,
    finish,
    judgement,
    judgements,
    last_good,
    lead,
    marks_of,
    open_confirming,
    open_database,
    open_once,
    open_run,
    pause_run,
    previous_archive,
    progress,
    release,
    remove_schedule,
    renew,
    results,
    resume_run,
    run,
    runs,
    save_register,
    schedules,
    schema,
    set_schedule_state,
    settle_at,
    step_down,
    stumble,
    tables,
    taught,
    unlisted,
    upgrade,
    visits_of,
)
from site_audit.store.database import reading, writing
from site_audit.store.ready import ready
from tests.postgres import Server

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PLAN = Plan(
    edition="2023",
    profile=Profile(pages=60, site_seconds=300),
    planned_at=NOON,
    only=(("region", "Омская область"),),
    detectors="1",
    digest="abc",
)
AUDITED = Ended(
    outcome=Outcome(kind="audited"),
    finished_at=NOON,
    archive="2026/a",
    cost=Cost(requests=60, bytes=5_000_000_000, cpu_s=1.5, wall_s=30.25),
    observations=(Probe(name="tls", value="strict", detail="TLS 1.3"),),
    verdicts=(
        Verdict(
            criterion="A10",
            out_of=1,
            finding=Finding(
                mark=None,
                reason="unseen",
                because="Не открыта страница",
                advice="open_it",
                evidence=(Evidence(kind="image", url="http://a.ru/", box=(1, 2, 3, 4), clicks=0),),
            ),
        ),
        Verdict(
            criterion="V8",
            out_of=5,
            finding=Finding(
                mark=0,
                reason="slow",
                because="Медленно",
                checks=(
                    Check(
                        id="lcp",
                        points=None,
                        value=2.5,
                        unit="с",
                        evidence=(Evidence(kind="page", url="http://a.ru/"),),
                    ),
                    Check(id="ttfb", points=0.0, value=None),
                ),
            ),
        ),
    ),
    scores=(
        ("overall", Score(points=0, out_of=1040, unknown=1040)),
        ("presence", Score(points=3, out_of=26, unknown=2)),
    ),
)
FULL = College(
    name="ГБПОУ «Ёлочный колледж»",
    url="https://xn--d1abenfat.xn--p1ai/",
    short_name="Ёлка",
    inn="5500000008",
    region="Омская область",
    extra_urls=("http://priem.ru/",),
    memberships=(
        Membership(cluster="К1", role="base", industry="Лес", employers=("АО «Лес»", "ООО")),
        Membership(cluster="К2", role="network"),
        Membership(cluster="", industry="Иное"),
    ),
    robots_consent=date(2026, 1, 2),
    email="a@b.ru",
    responsible="Иванова",
)


def _college(number: int) -> College:
    return College(name=f"Колледж {number}", url=f"http://c{number}.ru/")


def _run_of(engine: Engine, sites: int) -> int:
    """A run of that many colleges, all waiting."""
    save_register(engine, map(_college, range(sites)))
    return open_run(engine, PLAN, [college.id for college in colleges(engine)])


def _claim(engine: Engine, worker: str = "w", lease_seconds: float = 30) -> Claim:
    held = claim(engine, worker, lease_seconds, alone=True)
    assert held is not None
    return held


def _count(engine: Engine, table: str) -> int:
    with reading(engine) as connection:
        counted = select(func.count()).select_from(tables.metadata.tables[table])
        return int(connection.execute(counted).scalar_one())


# What a database is


def test_an_empty_database_makes_itself_and_opens_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/site-audit.db"
    first, second = open_database(url), open_database(url)
    save_register(first, [FULL])
    assert len(colleges(second)) == 1
    with reading(first) as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    first.dispose()
    second.dispose()


def _shape(engine: Engine) -> list[tuple[str, list[str]]]:
    """Every table and index with the parts of its definition, defaults and checks included."""
    with reading(engine) as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql > ''")).all()
    return sorted((name, _parts(sql)) for name, sql in rows if name != "alembic_version")


def _parts(sql: str) -> list[str]:
    """What stands between the commas of a definition, those inside of brackets left out."""
    parts, depth = [""], 0
    for sign in " ".join(sql.split()).replace("( ", "(").replace(" )", ")").removesuffix(")"):
        depth += (sign == "(") - (sign == ")")
        if (sign == "," and depth == 1) or (sign == "(" and depth == 1):
            parts.append("")
        else:
            parts[-1] += sign
    return sorted(part.strip() for part in parts)


def test_the_migrations_make_the_tables_of_the_code(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, tables.metadata) == []


def test_the_migrations_make_exactly_the_definitions_of_the_code(sqlite: Engine) -> None:
    wanted = create_engine("sqlite://")
    tables.metadata.create_all(wanted)
    assert _shape(sqlite) == _shape(wanted)
    wanted.dispose()


def test_alembic_upgrades_from_its_own_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_AUDIT_DATABASE_URL", f"sqlite:///{tmp_path}/own.db")
    config = Config(Path(__file__).parent.parent / "alembic.ini")
    command.upgrade(config, "head")
    open_database(f"sqlite:///{tmp_path}/own.db").dispose()
    command.downgrade(config, "base")
    with sqlite3.connect(tmp_path / "own.db") as connection:
        left = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    connection.close()
    assert left == [("alembic_version",)]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_many_who_start_on_an_empty_database_do_not_collide(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url, troubles = f"sqlite:///{tmp_path}/one.db", []
    if kind == "postgresql":
        url = request.getfixturevalue("postgres").database(laid=False)

    def start() -> None:
        try:
            open_database(url).dispose()
        except Exception as error:  # noqa: BLE001  whatever it is, the test shall show it
            troubles.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []


def test_a_newer_database_is_refused_in_words_and_left_alone(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for refused in (open_database, upgrade):
        with pytest.raises(StoreError, match="более новой"):
            refused(str(engine.url))
    with reading(engine) as connection:
        left = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    assert left == "9999"


def test_an_older_database_says_which_command_upgrades_it(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_audit.store.database.REVISION", "9999")
    with pytest.raises(StoreError, match="site-audit db upgrade"):
        open_database(str(engine.url))


DUMPS = Path(__file__).parent / "databases"


def _old_sqlite(folder: Path) -> str:
    with sqlite3.connect(folder / "old.db") as connection:
        connection.executescript((DUMPS / "0002.sqlite.sql").read_text("utf-8"))
    connection.close()
    return f"sqlite:///{folder}/old.db"


def _old_postgres(server: Server) -> str:
    url = server.database(laid=False)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((DUMPS / "0002.postgresql.sql").read_bytes())
    return url


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_database_filled_by_an_older_version_is_brought_up_to_date_with_all_it_holds(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The dumps were filled by the program as it was before runs had second passes."""
    is_file = kind == "sqlite"
    url = _old_sqlite(tmp_path) if is_file else _old_postgres(request.getfixturevalue("postgres"))
    with pytest.raises(StoreError, match="site-audit db upgrade"):
        open_database(url)
    upgrade(url)
    opened = open_database(url)
    assert [(one.id, one.state) for one in runs(opened)] == [
        (3, "open"),
        (2, "closed"),
        (1, "closed"),
    ]
    assert [len(judgements(opened, number)) for number in (1, 2, 3)] == [2, 1, 1]
    first = results(opened, judgement(opened, 1, 1).id, with_evidence=True)
    ends = [(one.outcome.kind, one.outcome.reason, len(one.verdicts)) for one in first]
    assert ends == [("audited", None, 44)] * 3 + [("not_audited", "refused", 44)]
    assert progress(opened, 3).waiting == progress(opened, 3).leased == 1
    (held,) = [visit for visit in visits_of(opened, 3) if visit.state == "leased"]
    assert claim(opened, "new", 30, run_id=3) is not None
    assert crashed(opened, "w") == ()
    again = claim(opened, "new", 30, run_id=3)
    assert again is not None
    assert again.visit_id == held.id
    opened.dispose()


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="чужие таблицы"):
        open_database(f"sqlite:///{tmp_path}/other.db")


def test_what_is_no_database_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("это не база данных" * 100, encoding="utf-8")
    with pytest.raises(StoreError, match="не отвечает"):
        open_database(f"sqlite:///{tmp_path}/text.db")
    with pytest.raises(StoreError, match="папку"):
        open_database(f"sqlite:///{tmp_path}/text.db/below/it.db")
    with pytest.raises(StoreError, match="не понят"):
        open_database("это не адрес")


# Colleges


def test_a_register_comes_back_as_it_was_saved(engine: Engine) -> None:
    other = _college(2)
    assert save_register(engine, [FULL, other]) == Saved(added=2, updated=0, unchanged=0)
    first, second = colleges(engine)
    assert (replace(first, id=0), replace(second, id=0)) == (FULL, other)


def test_importing_again_updates_and_keeps_numbers(engine: Engine) -> None:
    save_register(engine, [FULL, _college(2)])
    before = colleges(engine)
    changed = replace(FULL, name="Новое имя", memberships=FULL.memberships[1:])
    saved = save_register(engine, [_college(3), changed, _college(2)])
    assert saved == Saved(added=1, updated=1, unchanged=1)
    after = colleges(engine)
    assert after[0] == replace(changed, id=before[0].id)
    assert after[1] == before[1]
    assert _count(engine, "membership") == 2


def test_another_spelling_of_the_address_is_the_same_college(engine: Engine) -> None:
    save_register(engine, [FULL])
    saved = save_register(engine, [replace(FULL, url="http://www.колледж.рф")])
    assert (saved.added, saved.updated) == (0, 1)


def test_an_inn_that_comes_later_makes_no_second_college(engine: Engine) -> None:
    save_register(engine, [replace(FULL, inn="")])
    assert save_register(engine, [FULL]).updated == 1
    other = replace(FULL, inn="0274051582")
    assert save_register(engine, [other]).added == 1
    assert [college.inn for college in colleges(engine)] == ["5500000008", "0274051582"]


def test_nothing_of_a_register_is_saved_when_one_college_fails(engine: Engine) -> None:
    save_register(engine, [_college(1)])
    broken = College(
        name="Ломаный", url="http://b.ru/", memberships=(Membership(cluster="К9"),) * 2
    )
    broken = replace(broken, name=None)  # type: ignore[arg-type]
    with pytest.raises((IntegrityError, TypeError, StatementError)):
        save_register(engine, [_college(2), replace(_college(1), name="Другой"), broken])
    assert [college.name for college in colleges(engine)] == ["Колледж 1"]
    assert _count(engine, "cluster") == 0


def test_colleges_are_chosen_by_region_cluster_number_and_part_of_the_name(engine: Engine) -> None:
    near = replace(_college(2), region="Томская область", memberships=FULL.memberships[1:2])
    save_register(engine, [FULL, near])
    full, other = (college.id for college in colleges(engine))

    def chosen(*only: tuple[str, str]) -> list[int]:
        return [college.id for college in colleges(engine, only)]

    assert chosen(("region", "ОМСКАЯ  область")) == [full]
    assert chosen(("region", "омская область"), ("region", "томская область")) == [full, other]
    assert chosen(("cluster", "«к2»")) == [full, other]
    assert chosen(("cluster", "К2"), ("region", "Томская область")) == [other]
    assert chosen(("id", str(other))) == [other]
    assert chosen(("search", "елочный КОЛЛЕДЖ")) == [full]
    assert chosen(("search", "%")) == []
    for only in (("имя", "x"), ("id", "один"), ("id", "9" * 30)):
        with pytest.raises(StoreError):
            colleges(engine, (only,))


def test_a_college_is_found_by_number_inn_and_address(engine: Engine) -> None:
    inside = replace(_college(3), url="http://vuz.ru/college/index.html")
    save_register(engine, [_college(1), FULL, inside])
    _, full, third = colleges(engine)
    for said in (str(full.id), "5500000008", "колледж.рф", "http://www.Колледж.рф/", full.url):
        assert find_college(engine, said) == full
    for said in ("vuz.ru/college", "https://vuz.ru/college/"):
        assert find_college(engine, said) == third
    for said in ("vuz.ru", "99", "7707083893", "", "http://", "'; DROP TABLE college; --"):
        with pytest.raises(StoreError, match="не найден"):
            find_college(engine, said)


def test_an_inn_of_several_sites_asks_for_the_number(engine: Engine) -> None:
    save_register(engine, [FULL, replace(FULL, url="http://second.ru/")])
    with pytest.raises(StoreError, match="несколько"):
        find_college(engine, FULL.inn)


# Runs and visits


def test_a_run_opens_with_a_waiting_visit_each_and_a_draft_judgement(engine: Engine) -> None:
    number = _run_of(engine, 3)
    opened = run(engine, "latest")
    assert (opened.id, opened.edition, opened.state) == (number, "2023", "open")
    assert (opened.profile, opened.only, opened.planned_at) == (PLAN.profile, PLAN.only, NOON)
    assert [visit.state for visit in visits_of(engine, number)] == ["waiting"] * 3
    first = judgement(engine, number)
    assert (first.number, first.state, first.detectors, first.digest) == (1, "draft", "1", "abc")


def test_latest_is_the_newest_run_and_others_go_by_number(engine: Engine) -> None:
    for said in ("latest", "1", "первый"):
        with pytest.raises(StoreError):
            run(engine, said)
    first, second = _run_of(engine, 1), _run_of(engine, 1)
    assert run(engine, "latest").id == second
    assert run(engine, str(first)) == run(engine, first)
    assert [one.id for one in runs(engine)] == [second, first]


def test_a_run_without_colleges_or_of_an_unknown_one_does_not_open(engine: Engine) -> None:
    with pytest.raises(StoreError, match="ни один"):
        open_run(engine, PLAN, [])
    with pytest.raises(IntegrityError):
        open_run(engine, PLAN, [404])
    assert runs(engine) == ()


def test_a_run_keeps_the_profile_by_which_it_was_opened(engine: Engine) -> None:
    save_register(engine, [_college(1)])
    profile = Profile(pages=7, site_seconds=9, browser=True, speed_runs=1, viewports=("390x844",))
    number = open_run(engine, replace(PLAN, profile=profile), [colleges(engine)[0].id])
    assert run(engine, number).profile == profile


def test_who_clicks_twice_opens_one_run(engine: Engine) -> None:
    save_register(engine, [_college(1)])
    ids = [college.id for college in colleges(engine)]
    plan = replace(PLAN, profile=replace(PLAN.profile, viewports=("390x844",)))
    with ThreadPoolExecutor(8) as hands:
        clicks = set(hands.map(lambda _: open_once(engine, plan, ids), range(8)))
    assert len(clicks) == len(runs(engine)) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAN, edition="2025"),
        replace(PLAN, only=(("region", "Край"),)),
        replace(PLAN, profile=replace(PLAN.profile, pages=7)),
    ],
    ids=["edition", "scope", "profile"],
)
def test_another_run_is_no_second_click(engine: Engine, other: Plan) -> None:
    save_register(engine, [_college(1)])
    ids = [college.id for college in colleges(engine)]
    open_run(engine, replace(PLAN, schedule="monthly"), ids)
    assert [open_once(engine, plan, ids) for plan in (PLAN, other, PLAN)] == [2, 3, 2]


@pytest.mark.parametrize(
    "change", [{"state": "closed"}, {"created_at": NOON}], ids=["ended", "old"]
)
def test_a_run_that_ended_or_began_long_ago_is_not_what_a_click_asks_for(
    engine: Engine, change: dict[str, object]
) -> None:
    number = _run_of(engine, 1)
    with writing(engine) as connection:
        connection.execute(update(tables.run).values(change))
    assert open_once(engine, PLAN, [colleges(engine)[0].id]) == number + 1


def test_a_schedule_that_ticks_twice_opens_one_run(engine: Engine) -> None:
    save_register(engine, [_college(1)])
    ids = [college.id for college in colleges(engine)]
    monthly = replace(PLAN, schedule="monthly")
    open_run(engine, monthly, ids)
    moscow = NOON.astimezone(timezone(timedelta(hours=3)))
    with pytest.raises(IntegrityError):
        open_run(engine, replace(monthly, planned_at=moscow), ids)
    open_run(engine, replace(monthly, planned_at=NOON + timedelta(days=30)), ids)
    assert len(runs(engine)) == 2


def test_a_time_without_a_zone_is_refused(engine: Engine) -> None:
    save_register(engine, [_college(1)])
    with pytest.raises(StatementError, match="zone"):
        open_run(engine, replace(PLAN, planned_at=datetime(2026, 1, 1)), [1])


def test_visits_are_claimed_once_each_in_their_order(engine: Engine) -> None:
    number = _run_of(engine, 3)
    held = [_claim(engine, f"w{place}") for place in range(3)]
    assert [one.visit_id for one in held] == [visit.id for visit in visits_of(engine, number)]
    assert {one.fence for one in held} == {1}
    assert claim(engine, "w", 30) is None


def test_a_claim_may_be_bound_to_one_run(engine: Engine) -> None:
    first, second = _run_of(engine, 1), _run_of(engine, 1)
    held = claim(engine, "w", 30, run_id=second)
    assert held is not None
    assert held.run_id == second
    assert claim(engine, "w", 30, run_id=second) is None
    assert _claim(engine).run_id == first


def test_many_workers_at_once_never_hold_the_same_visit(engine: Engine) -> None:
    number = _run_of(engine, 40)
    judged = judgement(engine, number).id
    held: list[int] = []

    def work(worker: str) -> None:
        while mine := claim(engine, worker, 30):
            held.append(mine.visit_id)
            assert finish(engine, mine, judged, AUDITED)

    threads = [threading.Thread(target=work, args=(f"w{place}",)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(held) == [visit.id for visit in visits_of(engine, number)]
    assert progress(engine, number).audited == 40
    assert _count(engine, "verdict") == 80


def test_a_worker_whose_lease_ran_out_writes_nothing(engine: Engine) -> None:
    number = _run_of(engine, 1)
    judged = judgement(engine, number).id
    late = _claim(engine, "late", lease_seconds=0)
    heir = _claim(engine, "heir")
    assert (heir.visit_id, heir.fence) == (late.visit_id, late.fence + 1)
    wrong = replace(AUDITED, outcome=Outcome(kind="not_audited", reason="timeout"))
    assert not finish(engine, late, judged, wrong)
    assert not renew(engine, late, 30)
    assert not release(engine, late)
    (visit,) = visits_of(engine, number)
    assert (visit.state, visit.worker, visit.outcome) == ("leased", "heir", None)
    assert _count(engine, "verdict") == _count(engine, "score") == 0
    assert finish(engine, heir, judged, AUDITED)
    assert not finish(engine, heir, judged, wrong)
    (visit,) = visits_of(engine, number)
    assert (visit.outcome, visit.attempts) == (Outcome(kind="audited"), 1)


def test_a_late_result_counts_while_nobody_else_took_the_visit(engine: Engine) -> None:
    number = _run_of(engine, 1)
    late = _claim(engine, lease_seconds=0)
    assert finish(engine, late, judgement(engine, number).id, AUDITED)


def test_waiting_visits_come_before_those_whose_lease_ran_out(engine: Engine) -> None:
    _run_of(engine, 2)
    lapsed = _claim(engine, lease_seconds=0)
    assert _claim(engine).visit_id > lapsed.visit_id
    assert _claim(engine).visit_id == lapsed.visit_id


def test_a_lease_by_a_clock_that_was_years_ahead_is_no_lease(engine: Engine) -> None:
    _run_of(engine, 1)
    lost = _claim(engine, lease_seconds=400 * 24 * 3600)
    assert _claim(engine).visit_id == lost.visit_id


def test_a_visit_at_an_ip_that_is_being_visited_is_not_ready(engine: Engine) -> None:
    _run_of(engine, 3)
    first, second = _claim(engine), _claim(engine)
    assert settle_at(engine, first, "192.0.2.1")
    assert not settle_at(engine, second, "192.0.2.1")
    assert second.visit_id not in {one.visit_id for one in ready(engine)}
    assert len(ready(engine)) == 1
    release(engine, first)
    assert second.visit_id in {one.visit_id for one in ready(engine)}


def test_a_renewed_lease_keeps_its_visit(engine: Engine) -> None:
    _run_of(engine, 1)
    held = _claim(engine, lease_seconds=0)
    assert renew(engine, held, 30)
    assert claim(engine, "other", 30) is None


def test_a_released_visit_waits_again_and_nothing_is_held_against_it(engine: Engine) -> None:
    _run_of(engine, 1)
    assert release(engine, _claim(engine))
    again = _claim(engine)
    assert (again.fence, again.attempts, again.crashes) == (2, 0, 0)


def test_a_visit_that_crashed_us_twice_runs_alone_and_then_ends_as_our_failure(
    engine: Engine,
) -> None:
    number = _run_of(engine, 2)
    for _ in range(2):
        held = [_claim(engine, "weak"), _claim(engine, "strong")]
        assert crashed(engine, "weak") == ()
        assert release(engine, held[1])
    assert [visit.crashes for visit in visits_of(engine, number)] == [2, 0]
    together = claim(engine, "w", 30)
    assert together is not None
    assert together.visit_id == held[1].visit_id
    assert claim(engine, "w", 30) is None
    alone = _claim(engine, "alone")
    assert (alone.visit_id, alone.crashes) == (held[0].visit_id, 2)
    assert crashed(engine, "alone") == (alone.visit_id,)
    first = visits_of(engine, number)[0]
    assert first.outcome == Outcome(kind="not_audited", reason="our_failure")
    assert first.attempts == 0
    assert not finish(engine, alone, judgement(engine, number).id, AUDITED)


DYING_WORKER = """
import sys
from dataclasses import replace
from sqlalchemy import event
from test_store import AUDITED
from site_audit.store import claim, finish, judgement, open_database

engine = open_database(sys.argv[1])
held = claim(engine, "dying", 0)

@event.listens_for(engine, "before_cursor_execute")
def stop(connection, cursor, statement, *rest):
    if statement.startswith("INSERT INTO score"):  # visit and verdicts are written, not committed
        print("half-way", flush=True)
        sys.stdin.read()

finish(engine, held, judgement(engine, held.run_id).id, AUDITED)
"""


def test_a_worker_killed_half_way_through_its_result_leaves_nothing(engine: Engine) -> None:
    number = _run_of(engine, 1)
    worker = subprocess.Popen(
        [sys.executable, "-c", DYING_WORKER, str(engine.url)],
        cwd=Path(__file__).parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "half-way\n"
        os.kill(worker.pid, signal.SIGKILL)
    assert _count(engine, "verdict") == 0
    (visit,) = visits_of(engine, number)
    assert (visit.state, visit.worker) == ("leased", "dying")
    assert finish(engine, _claim(engine), judgement(engine, number).id, AUDITED)
    assert _count(engine, "verdict") == 2


def test_a_result_whose_marks_cannot_be_kept_leaves_the_visit_as_it_was(engine: Engine) -> None:
    number = _run_of(engine, 1)
    held, judged = _claim(engine), judgement(engine, number).id
    twice = replace(AUDITED, verdicts=AUDITED.verdicts[:1] * 2)
    with pytest.raises(IntegrityError):
        finish(engine, held, judged, twice)
    too_much = replace(AUDITED.verdicts[0], finding=Finding(mark=2, reason="x", because=""))
    with pytest.raises(IntegrityError):
        finish(engine, held, judged, replace(AUDITED, verdicts=(too_much,)))
    assert visits_of(engine, number)[0].state == "leased"
    assert _count(engine, "verdict") == _count(engine, "score") == 0
    assert finish(engine, held, judged, AUDITED)


def test_a_finished_visit_keeps_all_it_found(engine: Engine) -> None:
    number = _run_of(engine, 1)
    held = _claim(engine)
    finish(engine, held, judgement(engine, number).id, AUDITED)
    (visit,) = visits_of(engine, number)
    assert (visit.state, visit.worker, visit.lease_until) == ("done", None, None)
    assert (visit.outcome, visit.archive) == (AUDITED.outcome, AUDITED.archive)
    assert (visit.cost, visit.observations) == (AUDITED.cost, AUDITED.observations)
    assert visit.finished_at == NOON
    assert visit.college == colleges(engine)[0]


def test_progress_counts_outcomes_and_reasons_and_the_run_closes_when_all_are_done(
    engine: Engine,
) -> None:
    number = _run_of(engine, 5)
    judged = judgement(engine, number).id
    for reason in ("dns", "timeout", "dns"):
        failed = Ended(outcome=Outcome(kind="not_audited", reason=reason), finished_at=NOON)
        finish(engine, _claim(engine), judged, failed)
    finish(engine, _claim(engine), judged, AUDITED)
    last = _claim(engine)
    seen = progress(engine, number)
    assert (seen.total, seen.done, seen.leased, seen.waiting) == (5, 4, 1, 0)
    assert seen.reasons == (("dns", 2), ("timeout", 1))
    assert not close_run(engine, number)
    half = replace(AUDITED, outcome=Outcome(kind="partial", reason="budget"))
    finish(engine, last, judged, half)
    assert progress(engine, number).partial == 1
    assert close_run(engine, number)
    closed = run(engine, number)
    assert closed.state == "closed"
    assert close_run(engine, number)
    assert run(engine, number) == closed


def test_the_visits_of_a_closed_run_are_not_claimed(engine: Engine) -> None:
    number = _run_of(engine, 1)
    with writing(engine) as connection:
        connection.execute(update(tables.run).values(state="closed"))
    assert claim(engine, "w", 30, run_id=number) is None


def test_the_previous_archive_is_that_of_the_last_visit_that_read_the_site(engine: Engine) -> None:
    save_register(engine, [_college(1)])
    (college,) = colleges(engine)
    assert previous_archive(engine, college.id) is None
    ends = (
        replace(AUDITED, archive="old", finished_at=NOON),
        replace(AUDITED, archive="new", finished_at=NOON + timedelta(days=1)),
        replace(
            AUDITED,
            archive="blocked",
            finished_at=NOON + timedelta(days=2),
            outcome=Outcome(kind="not_audited", reason="http_403"),
        ),
    )
    for ended in ends:
        number = open_run(engine, PLAN, [college.id])
        finish(engine, _claim(engine), judgement(engine, number).id, ended)
    assert previous_archive(engine, college.id) == "new"
    assert cited_archives(engine) == ("new",)


# Judgements


def test_results_come_back_in_the_order_of_the_methodology(engine: Engine) -> None:
    number = _run_of(engine, 2)
    judged = judgement(engine, number).id
    finish(engine, _claim(engine), judged, AUDITED)
    (result,) = results(engine, judged, with_evidence=True)  # the second visit is not done
    assert (result.verdicts, result.scores) == (AUDITED.verdicts, AUDITED.scores)
    assert (result.outcome, result.finished_at) == (AUDITED.outcome, NOON)
    assert result.college == colleges(engine)[0]


def test_evidence_is_loaded_only_when_asked_for(engine: Engine) -> None:
    number = _run_of(engine, 1)
    judged = judgement(engine, number).id
    finish(engine, _claim(engine), judged, AUDITED)
    (result,) = results(engine, judged)
    assert [verdict.finding.mark for verdict in result.verdicts] == [None, 0]
    assert all(not (one.finding.evidence or one.finding.checks) for one in result.verdicts)


def test_results_of_many_sites_take_a_fixed_number_of_questions(engine: Engine) -> None:
    number = _run_of(engine, 30)
    judged = judgement(engine, number).id
    while held := claim(engine, "w", 30):
        finish(engine, held, judged, AUDITED)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    assert len(results(engine, judged)) == 30
    assert sum(statement.startswith("SELECT") for statement in asked) == 6
    assert len(results(engine, judged, college_id=colleges(engine)[4].id)) == 1


def test_judging_again_adds_a_judgement_and_leaves_the_first_alone(engine: Engine) -> None:
    number = _run_of(engine, 1)
    first = judgement(engine, number)
    held = _claim(engine)
    finish(engine, held, first.id, AUDITED)
    by = By(edition="2025", detectors="2", digest="def")
    again = add_judgement(engine, number, by, {held.visit_id: Marks(verdicts=AUDITED.verdicts[:1])})
    newest = judgement(engine, number)
    assert (newest.id, newest.number, newest.edition) == (again, 2, "2025")
    assert judgements(engine, number) == (first, newest)
    assert judgement(engine, number, 1) == first
    (before,), (after,) = results(engine, first.id), results(engine, again)
    assert [one.criterion for one in before.verdicts] == ["A10", "V8"]
    assert [one.criterion for one in after.verdicts] == ["A10"]
    assert after.scores == ()
    with pytest.raises(StoreError, match="нет суждения"):
        judgement(engine, number, 3)


def test_a_wrong_address_is_refused_without_its_password() -> None:
    with pytest.raises(StoreError, match=r"ann:\*\*\*@host") as refused:
        open_database("oracl://ann:secret@host/db")
    assert "secret" not in str(refused.value)


def test_a_judgement_is_kept_whole_or_not_at_all(engine: Engine) -> None:
    number = _run_of(engine, 1)
    first, held = judgement(engine, number), _claim(engine)
    finish(engine, held, first.id, AUDITED)
    given = Marks(verdicts=AUDITED.verdicts)
    marks = {held.visit_id: given, held.visit_id + 1: given}
    with pytest.raises(IntegrityError):
        add_judgement(engine, number, By(edition="2025"), marks)
    assert judgements(engine, number) == (first,)


def test_a_final_judgement_never_changes(engine: Engine) -> None:
    number = _run_of(engine, 1)
    judged, held = judgement(engine, number).id, _claim(engine)
    with writing(engine) as connection:
        connection.execute(update(tables.judgement).values(state="final"))
    with pytest.raises(StoreError, match="окончательно"):
        finish(engine, held, judged, AUDITED)
    assert visits_of(engine, number)[0].state == "leased"


# Programmes

WELDER = Offer(code="15.01.05", name="Сварщик", of_project=True, url="http://a.ru/priem")
TURNER = Offer(code="", name="Токарь-универсал", of_project=False, url="http://a.ru/plan.pdf")
DRONES = Offer(code="25.02.99", name="Сборка дронов", of_project=False, url="http://a.ru/priem")


def _visited(engine: Engine, ended: Ended) -> int:
    """A run of the one college of the register with a visit that ended so; its judgement."""
    number = open_run(engine, PLAN, [college.id for college in colleges(engine)][:1])
    judged = judgement(engine, number).id
    assert finish(engine, _claim(engine), judged, ended)
    return judged


def _offers(engine: Engine, judged: int) -> tuple[Offer, ...] | None:
    (result,) = results(engine, judged)
    return result.offers


def test_the_programmes_of_a_visit_come_back_in_their_order(engine: Engine) -> None:
    save_register(engine, [_college(1)])
    given = (WELDER, DRONES, TURNER)
    assert _offers(engine, _visited(engine, replace(AUDITED, offers=given))) == given


def test_a_site_without_programmes_is_told_from_one_whose_programmes_are_not_known(
    engine: Engine,
) -> None:
    save_register(engine, [_college(1)])
    assert _offers(engine, _visited(engine, AUDITED)) is None
    assert _offers(engine, _visited(engine, replace(AUDITED, offers=()))) == ()


def test_the_newest_visit_that_read_a_site_tells_its_programmes(engine: Engine) -> None:
    save_register(engine, [_college(1)])
    first = _visited(engine, replace(AUDITED, offers=(WELDER, DRONES)))
    later = replace(AUDITED, finished_at=NOON + timedelta(days=1), offers=(TURNER,))
    second = _visited(engine, later)
    shut = Ended(
        outcome=Outcome(kind="not_audited", reason="dns"), finished_at=NOON + timedelta(days=2)
    )
    third = _visited(engine, shut)
    told = [_offers(engine, judged) for judged in (first, second, third)]
    assert told == [None, (TURNER,), None]
    assert _count(engine, "programme") == 1


def test_judging_again_replaces_the_programmes_of_the_newest_visit_only(engine: Engine) -> None:
    save_register(engine, [_college(1)])
    first = _visited(engine, replace(AUDITED, offers=(WELDER,)))
    later = replace(AUDITED, finished_at=NOON + timedelta(days=1), offers=(TURNER,))
    second = _visited(engine, later)
    for judged, offers in ((first, (DRONES,)), (second, (WELDER, TURNER))):
        (result,) = results(engine, judged)
        again = {result.visit_id: Marks(verdicts=AUDITED.verdicts, offers=offers)}
        add_judgement(engine, runs(engine)[2 - judged].id, By(edition="2025"), again)
    assert _offers(engine, first) is None
    assert _offers(engine, second) == (WELDER, TURNER)


def test_a_judging_that_could_not_tell_the_programmes_leaves_them_as_they_were(
    engine: Engine,
) -> None:
    save_register(engine, [_college(1)])
    judged = _visited(engine, replace(AUDITED, offers=(WELDER,)))
    (result,) = results(engine, judged)
    again = {result.visit_id: Marks(verdicts=AUDITED.verdicts)}
    add_judgement(engine, run(engine, "latest").id, By(edition="2025"), again)
    assert _offers(engine, judged) == (WELDER,)


def test_codes_of_several_colleges_that_the_classifier_lacks_are_proposed_for_it(
    engine: Engine,
) -> None:
    number = _run_of(engine, 4)
    judged = judgement(engine, number).id
    capital = replace(DRONES, name="СБОРКА ДРОНОВ")
    shown = ((capital, WELDER), (DRONES, WELDER), (DRONES, WELDER, TURNER), (TURNER,))
    for offers in shown:
        finish(engine, _claim(engine), judged, replace(AUDITED, offers=offers))
    counted = [(one.code, one.name, one.colleges) for one in taught(engine)]
    assert counted == [
        ("15.01.05", "Сварщик", 3),
        ("25.02.99", "Сборка дронов", 3),
        ("", "Токарь-универсал", 2),
    ]
    assert [one.code for one in unlisted(engine, {"15.01.05"})] == ["25.02.99"]
    assert unlisted(engine, {"15.01.05"}, least=4) == ()
    assert unlisted(engine, {"15.01.05", "25.02.99"}, least=1) == ()


# Texts of strangers

NAUGHTY = (
    "Кол\x00ледж",
    "\ud800",
    "<script>alert(1)</script>",
    "'; DROP TABLE college; --",
    "=1+1",
    "\\u0000 \\ud800",
    "e" + "\u0301" * 10_000,
    "🧪\u202e",
    "%_\\",
)


@pytest.mark.parametrize("naughty", NAUGHTY)
def test_naughty_strings_survive_everywhere(engine: Engine, naughty: str) -> None:
    clean = clean_text(naughty)
    named = replace(
        FULL, name=naughty, memberships=(Membership(cluster=naughty, employers=("а",)),)
    )
    save_register(engine, [named])
    (college,) = colleges(engine, (("cluster", naughty),))
    assert (college.name, college.memberships[0].cluster) == (clean, clean)
    number = open_run(engine, replace(PLAN, only=(("region", naughty),)), [college.id])
    found = Verdict(
        criterion="A1",
        out_of=1,
        finding=Finding(
            mark=1,
            reason="found",
            because=naughty,
            evidence=(Evidence(kind="text", url="http://a.ru/", quote=naughty),),
        ),
    )
    ended = Ended(
        outcome=Outcome(kind="partial", reason=naughty),
        finished_at=NOON,
        verdicts=(found,),
        observations=(Probe(name="server", value=naughty),),
        offers=(replace(TURNER, name=naughty, url=naughty),),
    )
    judged = judgement(engine, number).id
    assert finish(engine, _claim(engine, naughty), judged, ended)
    (result,) = results(engine, judged, with_evidence=True)
    assert result.verdicts[0].finding.because == clean
    assert result.offers == (replace(TURNER, name=clean, url=clean),)
    quote = result.verdicts[0].finding.evidence[0].quote
    assert clean_text(quote) == clean
    (visit,) = visits_of(engine, number)
    assert clean_text(visit.observations[0].value) == clean
    assert json.dumps(run(engine, number).only).isascii()


def test_clean_text_changes_only_what_no_database_takes() -> None:
    assert clean_text("а\x00б\udfffв\n\t\u202e🧪") == "а\ufffdб\ufffdв\n\t\u202e🧪"


def test_a_number_that_is_none_is_our_mistake_and_raises(engine: Engine) -> None:
    number = _run_of(engine, 1)
    lcp = Check(id="lcp", points=1.0, value=float("nan"))
    finding = Finding(mark=1, reason="x", because="", checks=(lcp,))
    broken = replace(AUDITED, verdicts=(Verdict(criterion="V8", out_of=5, finding=finding),))
    with pytest.raises((StatementError, ValueError), match="JSON"):
        finish(engine, _claim(engine), judgement(engine, number).id, broken)
    assert visits_of(engine, number)[0].state == "leased"


def test_the_newest_migration_is_the_one_that_the_code_expects() -> None:
    assert schema.newest() == database.REVISION


# What follows a visit

REFUSED = Ended(outcome=Outcome(kind="not_audited", reason="refused"), finished_at=NOON)
LATER = datetime.now(UTC) + timedelta(hours=4)


def test_a_visit_that_is_tried_again_waits_for_its_hour_and_keeps_its_reason(
    engine: Engine,
) -> None:
    number = _run_of(engine, 1)
    judged = judgement(engine, number).id
    finish(engine, _claim(engine), judged, REFUSED, Onward(again_at=LATER))
    assert claim(engine, "w", 30) is None
    state = progress(engine, number)
    assert (state.waiting, state.not_audited, state.later, state.next_at) == (0, 1, 1, LATER)
    assert state.reasons == (("refused", 1),)
    assert not close_run(engine, number)
    (so_far,) = results(engine, judged)
    assert so_far.outcome == REFUSED.outcome


def test_a_visit_whose_hour_has_come_is_made_after_those_that_were_not_tried_yet(
    engine: Engine,
) -> None:
    number = _run_of(engine, 2)
    judged = judgement(engine, number).id
    first = _claim(engine)
    finish(engine, first, judged, REFUSED, Onward(again_at=NOON))
    second, again = _claim(engine), _claim(engine)
    assert (second.attempts, again.attempts) == (0, 1)
    assert again.visit_id == first.visit_id
    finish(engine, again, judged, AUDITED)
    assert finish(engine, second, judged, AUDITED)
    assert progress(engine, number).audited == 2
    assert close_run(engine, number)
    with reading(engine) as connection:
        rows = connection.execute(
            select(tables.attempt.c.reason).where(tables.attempt.c.visit_id == first.visit_id)
        ).scalars()
        assert sorted(rows, key=str) == [None, "refused"]


def test_two_sites_of_one_ip_are_never_visited_at_once(engine: Engine) -> None:
    _run_of(engine, 3)
    first, second = _claim(engine, "a"), _claim(engine, "b")
    assert settle_at(engine, first, "192.0.2.1")
    assert not settle_at(engine, second, "192.0.2.1")
    third = _claim(engine, "c")
    assert third.visit_id not in (first.visit_id, second.visit_id)
    assert claim(engine, "d", 30) is None
    assert release(engine, first)
    assert _claim(engine, "e").visit_id == first.visit_id
    assert claim(engine, "f", 30) is None


def test_the_same_ip_is_free_again_when_its_visit_is_done(engine: Engine) -> None:
    number = _run_of(engine, 2)
    first, second = _claim(engine), _claim(engine)
    assert settle_at(engine, first, "192.0.2.1")
    assert not settle_at(engine, second, "192.0.2.1")
    assert finish(engine, first, judgement(engine, number).id, AUDITED)
    assert settle_at(engine, _claim(engine), "192.0.2.1")


def test_a_failure_of_our_own_code_costs_a_crash_and_no_attempt(engine: Engine) -> None:
    number = _run_of(engine, 1)
    assert stumble(engine, _claim(engine))
    assert stumble(engine, _claim(engine))
    assert claim(engine, "w", 30, alone=False) is None
    held = _claim(engine)
    assert held.is_solitary
    assert held.attempts == 0
    assert visits_of(engine, number)[0].crashes == 2


# Pauses


def test_a_paused_run_gives_no_visits_and_excuses_those_that_failed_alike(engine: Engine) -> None:
    number = _run_of(engine, 3)
    judged = judgement(engine, number).id
    for again_at in (LATER, None):
        finish(engine, _claim(engine), judged, REFUSED, Onward(again_at=again_at))
    failed = [one.visit_id for one in begun(engine, number, 10)]
    assert len(failed) == 2
    assert pause_run(engine, number, Anomaly(reason="refused", visits=tuple(failed)))
    assert not pause_run(engine, number, Anomaly(reason="refused", visits=()))
    assert claim(engine, "w", 30) is None
    assert run(engine, number).paused_because == "refused"
    assert not resume_run(engine, number, NOON)
    assert resume_run(engine, number)
    claimed = [_claim(engine) for _ in range(3)]
    assert sorted(one.visit_id for one in claimed[1:]) == sorted(failed)
    assert [one.attempts for one in claimed] == [0, 0, 0]


def test_only_first_visits_tell_of_an_anomaly(engine: Engine) -> None:
    number = _run_of(engine, 2)
    judged = judgement(engine, number).id
    finish(engine, _claim(engine), judged, REFUSED, Onward(again_at=NOON))
    assert [one.reason for one in begun(engine, number, 9)] == ["refused"]
    under_way, again = _claim(engine), _claim(engine)
    finish(engine, again, judged, REFUSED, Onward(again_at=NOON))
    told = [(one.under_way, one.reason) for one in begun(engine, number, 9)]
    assert told == [(True, None)]
    assert under_way.attempts == 0


# Confirmations


def _held_back(engine: Engine) -> tuple[int, int]:
    """A run of one college whose result is held back; the run and the visit."""
    number = _run_of(engine, 1)
    held = _claim(engine)
    doubt = Doubt(because="low", due_at=NOON)
    assert finish(engine, held, judgement(engine, number).id, AUDITED, Onward(doubt=doubt))
    return number, held.visit_id


def _second(engine: Engine, first: int, ended: Ended, onward: Onward) -> int:
    """Opens the confirming run of a run, and ends its one visit; that visit."""
    opened = open_confirming(engine, replace(PLAN, purpose="confirming"), awaited(engine, LATER))
    assert opened is not None
    held = claim(engine, "w", 30, alone=True, run_id=opened)
    assert held is not None
    found = confirmed_by(engine, held.visit_id)
    assert found is not None
    assert found.run_id == first
    assert finish(engine, held, judgement(engine, opened).id, ended, onward)
    return held.visit_id


@pytest.mark.parametrize(("agrees", "counts"), [(True, "first"), (False, "second")])
def test_a_result_that_is_held_back_counts_when_a_second_visit_agrees(
    agrees: bool, counts: str, engine: Engine
) -> None:
    number, first = _held_back(engine)
    assert counting(first, confirmations(engine, number)) is None
    assert awaited(engine, NOON - timedelta(seconds=1)) == ()
    second = _second(engine, number, AUDITED, Onward(agrees=agrees))
    assert awaited(engine, LATER) == ()
    assert counting(first, confirmations(engine, number)) == (first if agrees else second)
    assert run(engine, "latest").id == number


def test_a_second_visit_that_could_not_read_the_site_tells_nothing(engine: Engine) -> None:
    number, first = _held_back(engine)
    _second(engine, number, REFUSED, Onward())
    assert awaited(engine, LATER) == ()
    assert ask_again(engine, NOON) == 1
    assert [one.visit_id for one in awaited(engine, LATER)] == [first]
    assert counting(first, confirmations(engine, number)) is None


def test_a_second_visit_that_is_doubtful_in_another_way_asks_for_a_third(engine: Engine) -> None:
    number, first = _held_back(engine)
    drop = Doubt(because="drop", due_at=NOON)
    second = _second(engine, number, AUDITED, Onward(agrees=False, doubt=drop))
    assert counting(first, confirmations(engine, number)) is None
    assert [one.visit_id for one in awaited(engine, LATER)] == [second]


def test_a_person_confirms_without_a_second_visit(engine: Engine) -> None:
    number, first = _held_back(engine)
    confirm_by_hand(engine, first)
    assert counting(first, confirmations(engine, number)) == first
    assert awaited(engine, LATER) == ()
    with pytest.raises(StoreError, match="не ждёт"):
        confirm_by_hand(engine, first)


def test_two_who_open_confirming_runs_open_one(engine: Engine) -> None:
    _held_back(engine)
    due = awaited(engine, LATER)
    plan = replace(PLAN, purpose="confirming")
    assert open_confirming(engine, plan, due) is not None
    assert open_confirming(engine, plan, due) is None
    assert len(runs(engine)) == 2


def test_the_last_good_result_is_of_the_newest_visit_that_nothing_holds_back(
    engine: Engine,
) -> None:
    save_register(engine, [_college(1)])
    college = colleges(engine)[0].id
    first = _visited(engine, AUDITED)
    _visited(engine, REFUSED)
    held = replace(AUDITED, finished_at=NOON + timedelta(days=1))
    number = open_run(engine, PLAN, [college])
    doubt = Onward(doubt=Doubt(because="drop", due_at=NOON))
    finish(engine, _claim(engine), judgement(engine, number).id, held, doubt)
    good = last_good(engine, [college, 999], number + 1)[college]
    assert (good.judgement_id, good.finished_at) == (first, NOON)
    assert good.scores == AUDITED.scores
    assert [one.finding.mark for one in marks_of(engine, good)] == [None, 0]
    assert last_good(engine, [college], 1) == {}


# Leaders and schedules


def test_one_of_many_leads_until_its_time_is_over_or_it_steps_down(engine: Engine) -> None:
    assert lead(engine, "clock", "a", 60)
    assert not lead(engine, "clock", "b", 60)
    assert lead(engine, "clock", "a", 0)
    assert lead(engine, "clock", "b", 60)
    step_down(engine, "clock", "b")
    assert lead(engine, "clock", "a", 60)


def test_who_was_promised_the_lead_by_a_clock_that_was_years_ahead_does_not_have_it(
    engine: Engine,
) -> None:
    assert lead(engine, "clock", "a", 60)
    with writing(engine) as connection:
        ahead = datetime.now(UTC) + timedelta(days=400)
        connection.execute(update(tables.leader).values(until=ahead))
    assert lead(engine, "clock", "b", 60)
    assert not lead(engine, "clock", "a", 60)


def test_a_schedule_comes_back_as_it_was_saved_and_its_name_is_its_own(engine: Engine) -> None:
    monthly = Schedule(
        name="Месяц",
        cron="0 2 5 * *",
        tz="Europe/Moscow",
        only=(("region", "Омская область"),),
        edition="2023",
        created_at=NOON,
        seen_until=NOON,
    )
    add_schedule(engine, monthly)
    assert schedules(engine) == (monthly,)
    with pytest.raises(StoreError, match="уже есть"):
        add_schedule(engine, monthly)
    set_schedule_state(engine, "Месяц", "paused")
    assert find_schedule(engine, "Месяц").state == "paused"
    remove_schedule(engine, "Месяц")
    with pytest.raises(StoreError, match="нет"):
        find_schedule(engine, "Месяц")


# Figures of the work


def test_figures_tell_what_is_paused_and_what_waits_for_its_hour(engine: Engine) -> None:
    number = _run_of(engine, 2)
    judged = judgement(engine, number).id
    finish(engine, _claim(engine), judged, REFUSED, Onward(again_at=LATER))
    found = counts(engine, (1.0,))
    told = {(one.state, one.outcome, one.reason, one.number) for one in found.under_way}
    assert told == {("waiting", "", "", 1), ("later", "not_audited", "refused", 1)}
    assert found.runs == (("open", 1),)
    assert pause_run(engine, number, Anomaly(reason="refused", visits=()))
    found = counts(engine, (1.0,))
    assert (found.runs, found.waiting_since) == ((("paused", 1),), None)


def test_a_run_is_closed_early_only_when_each_site_was_visited(engine: Engine) -> None:
    number = _run_of(engine, 2)
    judged = judgement(engine, number).id
    finish(engine, _claim(engine), judged, REFUSED, Onward(again_at=LATER))
    assert not close_early(engine, number)
    finish(engine, _claim(engine), judged, AUDITED)
    assert close_early(engine, number)
    assert run(engine, number).state == "closed"
    assert progress(engine, number).reasons == (("refused", 1),)
    assert progress(engine, number).later == 0
