"""The commands as a person calls them: exit codes, files, words."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, QueuePool
from typer.testing import CliRunner, Result

from site_audit import store
from site_audit.cli.app import COMMANDS, build
from site_audit.cli.checks import titled
from site_audit.demo.server import Site, serving
from site_audit.facts import Facts
from site_audit.model import College, Offer, Outcome, Page
from site_audit.store.confirmations import plan_second
from site_audit.store.database import writing
from tests.workshop import PRESENCE, SITES

LOOPBACK = ("--allow", "127.0.0.0/8", "--rate", "0", "--no-browser")


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
    assert "8 критериев без браузера проверить нельзя" in done.stdout


def test_the_protocol_and_the_note_are_written_beside(site: Site, tmp_path: Path) -> None:
    protocol, note = tmp_path / "p.json", tmp_path / "n.html"
    call("check", site.url, *LOOPBACK, "--json", str(protocol), "--html", str(note))
    data = json.loads(protocol.read_text("utf-8"))
    assert len(data["marks"]) == 34
    assert data["marks"]["A7"]["mark"] == 0
    assert data["marks"]["A7"]["reason"] == "target_404"
    assert data["marks"]["A7"]["evidence"][0]["url"].startswith("http://127.")
    assert data["marks"]["V1"]["reason"] == "no_browser"
    assert data["presence"] == {
        "points": sum(data["marks"][code]["mark"] or 0 for code in PRESENCE),
        "out_of": 26,
        "unknown": 0,
        "percent": 23,
        "percent_upper": 23,
    }
    text = note.read_text("utf-8")
    assert "Что исправить в первую очередь" in text
    assert "<script" not in text


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("Главная | ГБПОУ «Лесной техникум»", "ГБПОУ «Лесной техникум»"),
        ("Лесной техникум — Главная страница", "Лесной техникум"),
        ("Лесной техникум - Официальный сайт", "Лесной техникум"),
        ("Добро пожаловать! | ГБПОУ МО «ПУ-11»", "ГБПОУ МО «ПУ-11»"),
        ("Лесохозяйственный-техникум", "Лесохозяйственный-техникум"),
        ("Главная", ""),
    ],
)
def test_a_checked_site_is_called_what_its_home_page_calls_it(title: str, called: str) -> None:
    home = Page(url="http://les.ru/", asked="http://les.ru/", status=200, facts=Facts(title=title))
    assert titled(home) == called


def test_files_are_written_though_nobody_reads_the_screen_any_more(
    site: Site, tmp_path: Path
) -> None:
    protocol = tmp_path / "p.json"
    words = ("check", site.url, *LOOPBACK, "--json", str(protocol))
    with subprocess.Popen(
        [sys.executable, "-m", "site_audit.cli", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as checking:
        assert checking.stdout is not None
        checking.stdout.close()
    assert len(json.loads(protocol.read_text("utf-8"))["marks"]) == 34


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
        ("check", "info@college.ru"),
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
    config.write_text(
        'data_dir = "."\nallow = ["127.0.0.0/8"]\nrate = 0\nworkers = 1\nconfirm_hours = 0\n',
        "utf-8",
    )
    table = folder / "r.csv"
    rows = [
        "наименование;сайт;регион;кластер;роль в кластере",
        f"Кедроборский техникум;{site.url};Край;Лес;базовая",
        "=HYPERLINK(1);http://127.77.200.1:9/;Край;Лес;сетевая",
    ]
    table.write_text("\n".join(rows), "utf-8")
    for words in (("register", "import", str(table)), ("run", "--no-browser")):
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
    assert "ждёт" in call("--config", str(finished), "run", "list").stdout


def test_the_ranking_has_the_same_figures_in_every_format(finished: Path) -> None:
    shown = {
        form: call("--config", str(finished), "ranking", "latest", "--format", form).stdout
        for form in ("table", "html", "csv", "json")
    }
    rows = list(csv.DictReader(io.StringIO(shown["csv"].lstrip("\ufeff")), delimiter=";"))
    assert rows[0]["Баллов не меньше"] == "6"
    assert rows[1]["Наименование"] == "'=HYPERLINK(1)"
    assert json.loads(shown["json"])
    percent = f"{rows[0]['% не меньше']}\u202f%"
    assert percent in shown["html"]
    assert percent in shown["table"]


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


@pytest.mark.parametrize("form", ["html", "md", "txt"])
def test_a_note_of_a_site_that_did_not_answer_says_nothing_of_its_encryption(
    finished: Path, form: str
) -> None:
    shut = call("--config", str(finished), "note", "1", "2", "--format", form).stdout
    read = call("--config", str(finished), "note", "1", "1", "--format", form).stdout
    words = "Защита соединения"
    assert [words in shut, words in read] == [False, True]


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


def test_a_long_value_of_a_setting_is_shown_whole(tmp_path: Path) -> None:
    value = tmp_path / ("очень-" * 20 + "длинное-имя")
    (tmp_path / "site-audit.toml").write_text(f'data_dir = "{value}"\n', "utf-8")
    shown = call("--config", str(tmp_path / "site-audit.toml"), "settings").stdout
    assert "…" not in shown


@pytest.mark.parametrize("form", ["text", "json"])
def test_every_request_is_logged_when_the_settings_say_so(
    site: Site, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setenv("SITE_AUDIT_LOG_REQUESTS", "true")
    monkeypatch.setenv("SITE_AUDIT_LOG_FORMAT", form)
    command = [sys.executable, "-m", "site_audit.cli", "check", site.url, *LOOPBACK]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    lines = [line for line in done.stderr.splitlines() if "site_audit.net" in line]
    told = ("url", "status", "started", "seconds", "waited", "held")
    assert len(lines) > 3
    assert all(site.url in line for line in lines)
    assert all(re.search(rf"\b{one}\b", line) for one in told for line in lines)


def test_old_archives_go_and_the_command_says_how_many(finished: Path) -> None:
    done = call("--config", str(finished), "archive", "prune", "--days", "1")
    assert done.exit_code == 0
    assert "Удалено: 0\N{NO-BREAK SPACE}архивов" in done.stdout


# ---------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    "words",
    [
        ("run", "show", "--json"),
        ("ranking", "latest", "--format", "csv", "--out"),
        ("note", "1", "1", "--out"),
        ("register", "export"),
    ],
    ids=" ".join,
)
def test_a_file_that_cannot_be_written_is_said_in_words(
    finished: Path, words: tuple[str, ...]
) -> None:
    for name in ("a.xlsx", "a.csv"):  # a path that goes through a file
        done = call("--config", str(finished), *words, str(finished / name))
        assert done.exit_code == 1
        assert "Не удалось записать" in done.stderr
        assert re.search("(?:стоит|есть) файл", done.stderr)


def test_a_check_shows_its_marks_even_when_its_files_cannot_be_written(
    site: Site, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    done = call("check", site.url, *LOOPBACK, "--json", str(tmp_path / "file" / "p.json"))
    assert done.exit_code == 1
    assert "проверен полностью" in done.stdout
    assert "Не удалось записать" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATA_DIR", "{file}", "на этом месте уже есть файл"),
        ("DATABASE_URL", "sqlite:///{file}", "это не база данных"),
        ("DATABASE_URL", "sqlite:///{file}/a.db", "Не удалось создать папку"),
        ("DATABASE_URL", "postgresql://a@b:порт/c", "порт"),
        ("DATABASE_URL", "postgresql://a@b:70000/c", "порт"),
        ("DATABASE_URL", "ерунда", "не понят"),
    ],
)
def test_a_database_that_cannot_be_had_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    file = tmp_path / "file"
    file.write_text("это не база" * 100, "utf-8")
    monkeypatch.setenv(f"SITE_AUDIT_{name}", value.format(file=file))
    for words in (("run", "list"), ("db", "upgrade"), ("register", "list")):
        done = call(*words)
        assert done.exit_code == 1
        assert said in done.stderr


def test_a_bundle_without_certificates_is_no_fault_of_a_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = tmp_path / "ca.pem"
    bundle.write_text("не сертификат", "utf-8")
    monkeypatch.setenv("SITE_AUDIT_CA_BUNDLE", str(bundle))
    done = call("check", "https://127.0.0.1:1/", *LOOPBACK)
    assert done.exit_code == 1
    assert "нет сертификатов" in done.stderr


@pytest.mark.parametrize("words", [("register", "list"), ("run", "show"), ("note", "1", "1")])
def test_a_command_closes_the_database_that_it_opened(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QueuePool] = []

    def watched(url: str) -> Engine:
        engine = open_database(url)
        assert isinstance(engine.pool, QueuePool)
        assert engine.pool.checkedin() == 1
        opened.append(engine.pool)
        return engine

    open_database = store.open_database
    monkeypatch.setattr(store, "open_database", watched)
    call(*words)
    assert [pool.checkedin() for pool in opened] == [0]


@pytest.fixture
def waiting(tmp_path: Path) -> Path:
    """A data folder with a register of one and a run that nobody has begun to work on."""
    config = tmp_path / "site-audit.toml"
    config.write_text('data_dir = "."\nallow = ["127.0.0.0/8"]\n', "utf-8")
    table = tmp_path / "r.csv"
    table.write_text("наименование;сайт\nА;http://127.77.200.1:9/\n", "utf-8")
    assert call("--config", str(config), "register", "import", str(table)).exit_code == 0
    engine = store.open_database(f"sqlite:///{tmp_path / 'site-audit.db'}")
    plan = store.Plan(
        edition="2023",
        profile=store.Profile(pages=60, site_seconds=300),
        planned_at=datetime(2026, 11, 21, tzinfo=UTC),
    )
    store.open_run(engine, plan, [1])
    engine.dispose()
    return config


@pytest.mark.parametrize("command", ["ranking", "rejudge"])
def test_a_run_without_results_is_finished_first(waiting: Path, command: str) -> None:
    done = call("--config", str(waiting), command, "latest")
    assert done.exit_code == 1
    assert "run resume 1" in done.stderr
    shown = call("--config", str(waiting), "ranking", "1@2")
    assert "нет суждения 2" in shown.stderr


def test_a_run_without_pauses_for_unnamed_addresses_is_refused_before_it_begins(
    waiting: Path,
) -> None:
    waiting.write_text('data_dir = "."\nrate = 0\n', "utf-8")
    for words in (("run",), ("run", "resume")):
        done = call("--config", str(waiting), *words)
        assert done.exit_code == 2
        assert "Скорость без пауз" in done.stderr
    assert "Проверки 2 нет" in call("--config", str(waiting), "run", "show", "2").stderr


def test_a_ranking_is_written_as_a_table_too(finished: Path, tmp_path: Path) -> None:
    file = tmp_path / "новая" / "рейтинг.txt"
    done = call("--config", str(finished), "ranking", "latest", "--out", str(file))
    assert done.exit_code == 0
    assert "Кедроборский техникум" in file.read_text("utf-8")


def test_a_run_in_json_names_the_edition_that_its_marks_are_by(
    finished: Path, tmp_path: Path
) -> None:
    file = tmp_path / "run.json"
    call("--config", str(finished), "rejudge", "latest", "--edition", "2025")
    call("--config", str(finished), "run", "show", "--json", str(file))
    assert json.loads(file.read_text("utf-8"))["edition"] == "2025"


def test_a_result_that_waits_for_a_second_visit_is_said_to_and_a_person_may_confirm_it(
    finished: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(finished.parent, folder)
    config, file = str(folder / "site-audit.toml"), tmp_path / "run.json"
    engine = store.open_database(f"sqlite:///{folder / 'site-audit.db'}")
    visit = next(one for one in store.visits_of(engine, 1) if one.outcome)
    doubt = store.Doubt(because="low", due_at=datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
    with writing(engine) as connection:
        plan_second(connection, visit.id, doubt)
    engine.dispose()
    shown = call("--config", config, "run", "show", "--json", str(file)).stdout
    assert "Оценок, которые проверит второй обход: 1, не раньше 24" in shown
    assert shown.count("проверяется") == 1
    states = {
        one["id"]: one["confirmation"] for one in json.loads(file.read_text("utf-8"))["visits"]
    }
    assert states.pop(visit.id) == "waiting"
    assert set(states.values()) == {None}
    told = call("--config", config, "run", "confirm", "latest", visit.college.url)
    assert (told.exit_code, visit.college.name in told.stdout) == (0, True)
    assert "проверяется" not in call("--config", config, "run", "show").stdout
    again = call("--config", config, "run", "confirm", "latest", visit.college.url)
    assert (again.exit_code, "не ждёт подтверждения" in again.stderr) == (1, True)


def test_judging_again_without_an_archive_keeps_the_marks_as_they_were(
    finished: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(finished.parent, folder)
    config = str(folder / "site-audit.toml")
    before = _marks_of(config)
    for kept in (folder / "archive").rglob("*.gz"):
        kept.unlink()
    done = call("--config", config, "rejudge", "latest")
    assert done.exit_code == 1
    assert "нет такого файла" in done.stderr
    assert _marks_of(config) == before


def _marks_of(config: str) -> list[dict[str, object]]:
    """The marks of the latest judgement, in the order of the visits."""
    file = Path(config).with_name("run.json")
    assert call("--config", config, "run", "show", "--json", str(file)).exit_code == 0
    return [visit["marks"] for visit in json.loads(file.read_text("utf-8"))["visits"]]


# ---------------------------------------------------------------- programmes


@pytest.fixture
def teaching(tmp_path: Path) -> Iterator[Path]:
    """A data folder with a finished run over one college that shows its programmes."""
    config = tmp_path / "site-audit.toml"
    config.write_text('data_dir = "."\nallow = ["127.0.0.0/8"]\nrate = 0\nworkers = 1\n', "utf-8")
    table = tmp_path / "r.csv"
    with serving([SITES / "cement-karta-1251"]) as (one,):
        table.write_text(f"наименование;сайт\nЦементный техникум;{one.url}\n", "utf-8")
        for words in (("register", "import", str(table)), ("run", "--no-browser")):
            command = [sys.executable, "-m", "site_audit.cli", "--config", str(config), *words]
            subprocess.run(command, check=True, capture_output=True)
        yield config


def _programmes_of_the_run(config: Path) -> list[dict[str, object]]:
    file = config.parent / "run.json"
    call("--config", str(config), "run", "show", "--json", str(file))
    (visit,) = json.loads(file.read_text("utf-8"))["visits"]
    found: list[dict[str, object]] = visit["programmes"]
    return found


def test_programmes_of_a_site_reach_the_note_the_protocol_and_their_own_list(
    teaching: Path,
) -> None:
    found = _programmes_of_the_run(teaching)
    assert {"15.01.05", "18.02.05"} <= {str(one["code"]) for one in found}
    noted = call("--config", str(teaching), "note", "latest", "1").stdout
    listed = call("--config", str(teaching), "programmes").stdout
    for one in found:
        assert str(one["code"]) in noted
        assert re.search(rf"{one['code']} .* 1$", listed, re.MULTILINE)
    assert f"Всего {len(found)} программ" in listed


def test_judging_again_keeps_the_programmes(teaching: Path) -> None:
    before = _programmes_of_the_run(teaching)
    assert call("--config", str(teaching), "rejudge", "latest").exit_code == 0
    assert _programmes_of_the_run(teaching) == before != []


def test_a_check_tells_the_programmes_as_a_run_does(teaching: Path) -> None:
    url = call("--config", str(teaching), "register", "list").stdout.split()[-1]
    file = teaching.parent / "check.json"
    call("check", url, *LOOPBACK, "--json", str(file))
    assert json.loads(file.read_text("utf-8"))["programmes"] == _programmes_of_the_run(teaching)


def test_without_programmes_the_list_says_where_they_come_from() -> None:
    assert "site-audit run" in call("programmes").stdout
    assert "Новых кодов нет" in call("programmes", "--new").stdout


def test_new_codes_are_those_of_three_colleges_that_the_classifier_lacks(waiting: Path) -> None:
    engine = store.open_database(f"sqlite:///{waiting.parent / 'site-audit.db'}")
    store.save_register(engine, [College(name=f"К{n}", url=f"http://k{n}.ru/") for n in range(3)])
    plan = store.Plan(
        edition="2023",
        profile=store.Profile(pages=60, site_seconds=300),
        planned_at=datetime(2026, 11, 22, tzinfo=UTC),
    )
    run_id = store.open_run(engine, plan, [one.id for one in store.colleges(engine)][1:])
    offers = tuple(
        Offer(code=code, name=f"[b]{code}[/b]", of_project=False, url="http://k.ru/")
        for code in ("15.01.05", "99.02.99")
    )
    for number in range(3):
        held = store.claim(engine, "worker", 30, run_id=run_id)
        assert held
        ended = store.Ended(
            outcome=Outcome(kind="audited"), finished_at=plan.planned_at, offers=offers
        )
        store.finish(engine, held, store.judgement(engine, run_id).id, ended)
        shown = call("--config", str(waiting), "programmes", "--new").stdout
        assert ("99.02.99" in shown) == (number == 2)
    engine.dispose()
    assert "15.01.05" not in shown
    assert "[b]99.02.99[/b]" in shown
    assert "Всего 1 программа." in shown
