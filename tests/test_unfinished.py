"""What commands say of runs that are not over, and of schedules: what is left, and who does it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from site_audit import store
from site_audit.cli.app import COMMANDS, build
from site_audit.cli.printing import Pace
from site_audit.store.columns import now
from site_audit.store.confirmations import plan_second
from site_audit.store.database import writing
from site_audit.store.tables import visit

MONTHLY = ("--cron", "0 2 5 * *")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Settings with a register of two: one at Псков, one at Тверь."""
    path = tmp_path / "site-audit.toml"
    path.write_text('data_dir = "."\n', "utf-8")
    table = tmp_path / "r.csv"
    rows = "Первый;Псковская область;a.test\nВторой;Тверская область;b.test\n"
    table.write_text(f"наименование;регион;сайт\n{rows}", "utf-8")
    assert call(path, "register", "import", str(table)).exit_code == 0
    return path


def call(config: Path, *words: str) -> Result:
    return CliRunner().invoke(build(tuple(COMMANDS)), ["--config", str(config), *words])


def opened(config: Path, **columns: object) -> None:
    """A run over both; the second of its visits is set to ``columns``."""
    engine = store.open_database(f"sqlite:///{config.parent / 'site-audit.db'}")
    plan = store.Plan(
        edition="2023",
        profile=store.Profile(pages=60, site_seconds=300),
        planned_at=datetime(2026, 11, 21, tzinfo=UTC),
    )
    store.open_run(engine, plan, [1, 2])
    with writing(engine) as connection:
        if columns:
            connection.execute(visit.update().where(visit.c.id == 2).values(columns))
    engine.dispose()


FAILED = {"attempts": 1, "last_outcome": "not_audited", "last_reason": "refused"}


def test_a_run_that_stands_says_how_many_sites_are_left_and_how_to_go_on(config: Path) -> None:
    opened(config)
    shown = call(config, "run", "show").stdout
    assert "не удалось проверить 0, ждут обхода 2." in shown
    assert f"--config {config} run resume 1" in shown


@pytest.mark.parametrize("hours", [-1, 1], ids=["due", "later"])
def test_a_site_that_will_be_visited_again_is_said_to(config: Path, hours: int) -> None:
    opened(config, due_at=now() + timedelta(hours=hours), **FAILED)
    shown = call(config, "run", "show").stdout
    assert shown.count("придём ещё раз") == 1
    assert ("ждут обхода 2" in shown) == (hours < 0)
    assert ("ждут обхода 1" in shown) == (hours > 0)


def test_colleges_of_a_run_are_numbered_as_the_commands_take_them(config: Path) -> None:
    opened(config)
    opened(config)
    lines = call(config, "run", "show", "2").stdout.splitlines()
    assert [line.split()[:2] for line in lines[1:3]] == [["1", "Первый"], ["2", "Второй"]]


def test_who_makes_a_second_visit_is_said(config: Path) -> None:
    opened(config)
    engine = store.open_database(f"sqlite:///{config.parent / 'site-audit.db'}")
    with writing(engine) as connection:
        plan_second(connection, 1, store.Doubt(because="low", due_at=now()))
    engine.dispose()
    shown = call(config, "run", "show").stdout
    assert f"Второй обход сделает команда site-audit --config {config} worker" in shown


def test_pausing_and_closing_say_when_there_is_nothing_to_do(config: Path) -> None:
    opened(config, due_at=now() + timedelta(hours=1), **FAILED)
    assert "Проверка 1 приостановлена" in call(config, "run", "pause").stdout
    assert "Проверка 1 уже приостановлена." in call(config, "run", "pause").stdout
    assert "Проверка приостановлена" in call(config, "run", "show").stdout
    assert "ещё не проверены" in call(config, "run", "close").stderr
    engine = store.open_database(f"sqlite:///{config.parent / 'site-audit.db'}")
    with writing(engine) as connection:
        connection.execute(visit.update().values(due_at=now() + timedelta(hours=1), **FAILED))
    engine.dispose()
    assert "Проверка 1 закончена." in call(config, "run", "close").stdout
    for command in ("close", "pause", "resume"):
        assert "Проверка 1 уже закончена." in call(config, "run", command).stdout


def test_before_the_first_run_the_way_to_begin_is_said(config: Path) -> None:
    for command in ("show", "resume", "pause", "close"):
        told = call(config, "run", command)
        assert (told.exit_code, "Начать: site-audit run" in told.stderr) == (1, True)


def test_a_choice_that_no_college_fits_is_not_taken_for_an_empty_register(config: Path) -> None:
    told = call(config, "run", "--only", "region=Коми")
    assert (told.exit_code, "register list" in told.stderr) == (1, True)
    assert "register import" not in told.stderr
    added = call(config, "schedule", "add", "коми", *MONTHLY, "--scope", "region=Коми")
    assert (added.exit_code, "Пока таких колледжей нет" in added.stdout) == (0, True)


def test_a_slip_in_a_scope_is_told_by_the_name_of_its_option(config: Path) -> None:
    told = call(config, "schedule", "add", "а", *MONTHLY, "--scope", "регион=Коми").stderr
    assert "--scope id=7" in told
    assert "--only" not in told


def test_the_advice_on_a_schedule_that_is_there_can_be_followed_to_the_letter(config: Path) -> None:
    call(config, "schedule", "add", "раз в месяц", *MONTHLY)
    told = call(config, "schedule", "add", "раз в месяц", *MONTHLY).stderr.replace("\n", " ")
    assert 'schedule remove "раз в месяц"' in told


def _progress(waiting: int, audited: int, failed: int = 0) -> store.Progress:
    return store.Progress(
        total=waiting + audited + failed,
        waiting=waiting,
        leased=0,
        audited=audited,
        partial=0,
        not_audited=failed,
        reasons=(),
    )


def test_how_long_a_run_takes_is_told_by_the_sites_that_were_read_meanwhile() -> None:
    pace = Pace(begun=0)
    assert pace.left(_progress(100, 50), 0) == ""  # fifty were read before
    assert pace.left(_progress(60, 50, failed=40), 10) == ""  # failures are quick
    assert pace.left(_progress(50, 60, failed=40), 600) == ", осталось около 50 мин"
    assert pace.left(_progress(500, 60, failed=40), 600) == ", осталось около 8 ч"
    assert pace.left(_progress(1, 60), 60) == ", осталось меньше минуты"
    assert pace.left(_progress(0, 60), 60) == ""
