"""The commands as a person calls them: exit codes, files, words."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from site_audit.cli.app import COMMANDS, build
from site_audit.demo.server import Site, serving
from tests.workshop import GROUP_A, SITES

LOOPBACK = ("--allow", "127.0.0.0/8", "--rate", "0")


def call(*words: str) -> Result:
    return CliRunner().invoke(build(tuple(COMMANDS)), list(words))


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving([SITES / "koi8-r"]) as (one,):
        yield one


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def test_a_check_prints_marks_with_reasons_and_evidence_and_exits_0(site: Site) -> None:
    done = call("check", site.url, *LOOPBACK)
    assert done.exit_code == 0
    assert "проверен полностью" in done.stdout
    assert "A7" in done.stdout
    assert "страница не" in done.stdout
    assert "критерия программа пока не проверяет" in done.stdout


def test_the_protocol_and_the_note_are_written_beside(site: Site, tmp_path: Path) -> None:
    protocol, note = tmp_path / "p.json", tmp_path / "n.html"
    call("check", site.url, *LOOPBACK, "--json", str(protocol), "--html", str(note))
    data = json.loads(protocol.read_text("utf-8"))
    assert len(data["marks"]) == 34
    assert data["marks"]["A7"]["mark"] == 0
    assert data["marks"]["A7"]["reason"] == "target_404"
    assert data["marks"]["A7"]["evidence"][0]["url"].startswith("http://127.")
    assert data["marks"]["B1"]["reason"] == "not_built"
    assert data["presence"] == {
        "points": sum(data["marks"][code]["mark"] for code in GROUP_A),
        "out_of": 26,
        "unknown": 16,
        "percent": 19,
        "percent_upper": 81,
    }
    text = note.read_text("utf-8")
    assert "Что исправить в первую очередь" in text
    assert "<script" not in text


def test_a_site_that_does_not_open_exits_3_and_its_protocol_is_written(tmp_path: Path) -> None:
    protocol = tmp_path / "p.json"
    done = call("check", "http://127.77.200.1:9/", *LOOPBACK, "--json", str(protocol))
    assert done.exit_code == 3
    assert "сервер не принимает соединения" in done.stdout
    data = json.loads(protocol.read_text("utf-8"))
    assert (data["outcome"], data["reason"]) == ("not_audited", "refused")
    assert {mark["mark"] for mark in data["marks"].values()} == {None}


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("check", "ftp://college.ru"),
        ("check", "127.0.0.1", "--rate", "0"),
        ("check", "college.ru", "--edition", "1999"),
        ("check", "college.ru", "--allow", "не сеть"),
        ("check", "college.ru", "--pages", "0"),
        ("run", "--only", "погода=хорошая"),
        ("ranking", "latest@два"),
        ("register", "template", "file.txt"),
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_2_and_says_why(words: tuple[str, ...]) -> None:
    done = call(*words)
    assert done.exit_code == 2
    assert done.stderr


def test_without_allow_an_inner_address_is_never_asked(site: Site) -> None:
    done = call("check", site.url)
    assert done.exit_code == 3
    assert "внутреннюю сеть" in done.stdout


def test_fewer_pages_than_needed_leave_marks_untold_and_the_audit_partial(
    site: Site, tmp_path: Path
) -> None:
    protocol = tmp_path / "p.json"
    call("check", site.url, *LOOPBACK, "--pages", "3", "--json", str(protocol))
    data = json.loads(protocol.read_text("utf-8"))
    assert (data["outcome"], data["reason"]) == ("partial", "budget")
    assert data["marks"]["A7"]["mark"] is None
    assert data["marks"]["A7"]["reason"] == "unseen_budget"


def test_errors_of_a_register_are_shown_all_at_once_and_nothing_is_imported(
    tmp_path: Path,
) -> None:
    file = tmp_path / "r.csv"
    file.write_text("наименование;сайт;ИНН\nА;не адрес;1\nБ;b.ru;\n", "utf-8")
    done = call("register", "import", str(file))
    assert done.exit_code == 1
    assert "Ничего не загружено" in done.stderr
    assert "Реестр пуст" in call("register", "list").stdout


@pytest.fixture(scope="module")
def finished(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a register of two and one finished run."""
    folder = tmp_path_factory.mktemp("finished")
    config = folder / "site-audit.toml"
    config.write_text('data_dir = "."\nallow = ["127.0.0.0/8"]\nrate = 0\nworkers = 1\n', "utf-8")
    table = folder / "r.csv"
    rows = [
        "наименование;сайт;регион;кластер;роль в кластере",
        f"Кедроборский техникум;{site.url};Край;Лес;базовая",
        "=HYPERLINK(1);http://127.77.200.1:9/;Край;Лес;сетевая",
    ]
    table.write_text("\n".join(rows), "utf-8")
    for words in (("register", "import", str(table)), ("run",)):
        command = [sys.executable, "-m", "site_audit.cli", "--config", str(config), *words]
        subprocess.run(command, check=True, capture_output=True)
    return config


def test_a_run_is_shown_with_every_visit_and_34_marks_each(finished: Path, tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    done = call("--config", str(finished), "run", "show", "latest", "--json", str(file))
    assert done.exit_code == 0, done.output
    data = json.loads(file.read_text("utf-8"))
    assert data["state"] == "closed"
    assert [visit["outcome"] for visit in data["visits"]] == ["audited", "not_audited"]
    assert {len(visit["marks"]) for visit in data["visits"]} == {34}
    assert "закончена" in call("--config", str(finished), "run", "list").stdout


def test_the_ranking_has_the_same_figures_in_every_format(finished: Path) -> None:
    shown = {
        form: call("--config", str(finished), "ranking", "latest", "--format", form).stdout
        for form in ("table", "html", "csv", "json")
    }
    rows = list(csv.DictReader(io.StringIO(shown["csv"].lstrip("\ufeff")), delimiter=";"))
    assert rows[0]["Баллов не меньше"] == "5"
    assert rows[1]["Наименование"] == "'=HYPERLINK(1)"
    assert json.loads(shown["json"])
    assert "5–21" in shown["html"]
    assert "5–21" in shown["table"]


@pytest.mark.parametrize("unit", ["college", "cluster", "region", "industry"])
@pytest.mark.parametrize("rating", ["presence", "visual", "overall"])
def test_each_rating_can_be_seen_from_each_side(finished: Path, unit: str, rating: str) -> None:
    done = call("--config", str(finished), "ranking", "--by", unit, "--rating", rating)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("form", ["html", "md", "txt"])
def test_a_note_is_found_by_address_and_by_number(finished: Path, site: Site, form: str) -> None:
    by_address = call("--config", str(finished), "note", "latest", site.url, "--format", form)
    by_number = call("--config", str(finished), "note", "1", "1", "--format", form)
    assert by_address.exit_code == 0, by_address.output
    assert by_address.stdout == by_number.stdout
    assert "Кедроборский" in by_address.stdout


def test_judging_again_by_another_edition_asks_no_college_for_one_byte(
    finished: Path, site: Site
) -> None:
    before = len(site.requests)
    done = call("--config", str(finished), "rejudge", "latest", "--edition", "2025")
    assert done.exit_code == 0, done.output
    assert "Ни одна оценка не изменилась" in done.stdout
    assert len(site.requests) == before
    assert "2025" in call("--config", str(finished), "ranking", "1@2", "--format", "json").stdout


def test_settings_tell_where_each_value_comes_from(
    finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_AUDIT_PAGES", "7")
    shown = call("--config", str(finished), "settings").stdout
    lines = {line.split()[0]: line for line in shown.splitlines() if line.split()}
    assert "переменная окружения" in lines["pages"]
    assert "файл" in lines["rate"]
    assert "по умолчанию" in lines["site_seconds"]


def test_old_archives_go_and_the_command_says_how_many(finished: Path) -> None:
    done = call("--config", str(finished), "archive", "prune", "--days", "1")
    assert done.exit_code == 0
    assert "Удалено: 0 архивов" in done.stdout


def test_help_is_in_russian_with_examples() -> None:
    for name in COMMANDS:
        if name != "worker":
            shown = call(name, "--help").stdout
            assert "Показать эту подсказку" in shown or "help" in shown
            assert any(word in shown for word in ("Пример", "Команды"))
