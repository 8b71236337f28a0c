"""The log: an event is one line in both forms, whatever a foreign site has put into it."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import subprocess
import sys
import threading
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.contextvars import bound_contextvars

from site_audit import logs, store
from site_audit.model import College
from site_audit.runs import visiting, worker
from tests.workshop import means_for, place_for

NAUGHTY = (
    "line\nfeed",
    "carriage\rreturn",
    "\r\n2026-11-21T09:30:00 CRITICAL the database is lost",
    "next\x85line",
    "line\u2028separator and paragraph\u2029separator",
    "\x1b[2J\x1b]0;title\x07 a terminal",
    "\x9b31m in one byte",
    "\u202eright to left\u202c \u2066isolated\u2069 \u200fmark \u061c",
    "zero\u200bwidth\ufeff",
    "\x00\x08\x7f\x0b\x0c\x1c\x1d\x1e\t",
    "surrogate \udc80 alone",
    '"}{"level": "critical"',
    "percent %s %d %(x)s {0} {x}",
    "\\n \\u2028 backslashes",
    "tag \U000e0041 and unassigned \U0003ffff",
    "",
)
ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=300)
ADDRESS = "postgresql+psycopg://audit:s3cr@t@host/name"


@pytest.fixture(params=["text", "json"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def logged(kind: Any, message: object, *values: object, **more: Any) -> str:
    """The line of a record."""
    record = logging.LogRecord("site_audit.page", logging.WARNING, "p.py", 7, message, values, None)
    for name, value in more.items():
        setattr(record, name, value)
    return logs.formatter(kind).format(record)


def check(line: str) -> None:
    assert len(line.splitlines()) == 1
    foreign = [s for s in line if not s.isprintable() and unicodedata.category(s) != "Zs"]
    assert foreign == []
    assert len(line) <= logs.LINE


def raised(error: BaseException) -> Any:
    try:
        raise error
    except type(error):
        return sys.exc_info()


@pytest.mark.parametrize("text", NAUGHTY)
def test_foreign_text_is_one_line_wherever_it_stands(form: str, text: str) -> None:
    check(logged(form, text))
    check(logged(form, "asked %s", text))
    check(logged(form, "failed", exc_info=raised(ValueError(text))))
    with bound_contextvars(college=text, url=text):
        check(logged(form, "bound"))


@pytest.mark.parametrize("text", NAUGHTY)
def test_json_gives_foreign_text_back_as_it_was(text: str) -> None:
    assert json.loads(logged("json", "asked %s", text))["event"] == f"asked {text}"
    with bound_contextvars(url=text):
        assert json.loads(logged("json", "bound"))["url"] == text


@given(text=ANY, other=ANY)
def test_any_text_at_all_is_one_line(text: str, other: str) -> None:
    error = raised(ValueError(other))
    with bound_contextvars(title=other):
        for kind in ("text", "json"):
            check(logged(kind, "%s", text, exc_info=error))
        read = json.loads(logged("json", "%s", text, exc_info=error))
    assert read["event"] == logs.masked(text)
    assert read["title"] == logs.masked(other)
    assert read["exception"].startswith("Traceback")


@given(text=ANY)
def test_what_is_escaped_can_be_printed_and_plain_words_stay(text: str) -> None:
    check(f"|{logs.escaped(text)}")
    assert logs.escaped(f"Сайт «Колледж»\N{NO-BREAK SPACE}— {1}") == "Сайт «Колледж»\xa0— 1"


def test_a_line_is_cut_and_says_so(form: str) -> None:
    long = "x" * 50_000 + "\u2028" * 50_000
    with bound_contextvars(url=long, title=long):
        line = logged(form, "%s", long, exc_info=raised(ValueError(long)))
    check(line)
    assert "…" in line
    if form == "json":
        read = json.loads(line)
        assert read["event"].startswith("xxxx")
        assert read["level"] == "warning"


def test_text_for_people_tells_what_where_and_whose() -> None:
    with bound_contextvars(worker="host-1-2", run=3, visit=12, college=7):
        line = logged("text", "a page took %d MB", 5, exc_info=raised(KeyError("x")))
    assert " WARNING college=7 run=3 visit=12 worker=host-1-2 site_audit.page: a page" in line
    assert "| KeyError: 'x' at test_logs.py:" in line
    assert line.endswith(" raised")


def test_a_value_cannot_be_taken_for_other_fields() -> None:
    with bound_contextvars(college="x visit=99 CRITICAL"):
        assert 'college="x visit=99 CRITICAL"' in logged("text", "bound")


def test_json_has_numbers_as_numbers_and_the_whole_traceback() -> None:
    with bound_contextvars(worker="host-1-2", run=3, visit=12, college=7, share=float("nan")):
        read = json.loads(logged("json", "failed", exc_info=raised(KeyError("x"))))
    assert (read["run"], read["visit"], read["college"]) == (3, 12, 7)
    assert (read["worker"], read["level"], read["logger"]) == (
        "host-1-2",
        "warning",
        "site_audit.page",
    )
    assert read["share"] == "nan"
    assert "raise error\nKeyError: 'x'" in read["exception"]


def test_what_caused_an_exception_is_told_in_text() -> None:
    error = ValueError("outer")
    error.__cause__ = OSError("inner\nforged")
    line = logged("text", "failed", exc_info=raised(error))
    assert r"because of OSError: inner\nforged" in line


@pytest.mark.parametrize(
    "text",
    [
        ADDRESS,
        f"cannot connect to {ADDRESS}: refused",
        "postgresql://host/name?user=audit&password=s3cr@t",
        "dsn: host=db user=audit password=s3cr@t dbname=x",
        "https://key:s3cr@t@storage.example/bucket",
    ],
)
def test_passwords_are_masked_wherever_they_stand(form: str, text: str) -> None:
    with bound_contextvars(database=text):
        line = logged(form, "%s", text, exc_info=raised(ValueError(text)))
    assert "s3cr" not in line
    assert "***" in line


def test_addresses_without_a_password_stay() -> None:
    for text in ("http://college.ru:8080/a@b", "write to a@b.ru", "время 10:30 @ сайт"):
        assert logs.masked(text) == text


class Written(io.StringIO):
    """A stream in memory, which has no number of a file."""


@pytest.fixture
def written() -> tuple[logging.Logger, Written]:
    stream = Written()
    handler = logs.Line(stream)
    handler.setFormatter(logs.formatter("json"))
    logger = logging.Logger("site_audit.page")  # of no family: its records come to us alone
    logger.addHandler(handler)
    return logger, stream


def test_a_call_with_wrong_values_costs_its_own_line_alone(
    written: tuple[logging.Logger, Written],
) -> None:
    logger, stream = written
    logger.warning("%d pages of %s", "many\nforged", "x")
    logger.warning("next")
    first, second = stream.getvalue().splitlines()
    assert "could not be logged: TypeError" in first
    assert "forged" not in first
    assert json.loads(second)["event"] == "next"


PROGRAM = """
import logging, sys, threading, warnings, structlog
from site_audit import logs, store
from site_audit.runs import worker
from site_audit.model import College
from tests.workshop import METHODOLOGY, means_for
logs.configure()
logs.adjust(sys.argv[1])
structlog.get_logger("ours").warning("by structlog", url="a\\nb")
logging.getLogger("aiohttp.client").error("by a library %s", "a\\u2028b")
warnings.warn("by Python\\nforged")
thread = threading.Thread(target=lambda: 1 / 0)
thread.start()
thread.join()
logging.getLogger("quiet").info("not told")
raise ValueError("the end\\nforged")
"""


def test_all_that_a_process_says_of_itself_is_lines_of_one_form(form: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, form], check=False, capture_output=True, text=True
    )
    lines = done.stderr.splitlines()
    assert done.returncode == 1
    assert len(lines) == 5, done.stderr
    said = [json.loads(line)["event"] if form == "json" else line for line in lines]
    wanted = ("by structlog", "by a library", "by Python", "a thread ends", "the program ends")
    assert all(words in line for words, line in zip(wanted, said, strict=True))
    if form == "json":
        assert json.loads(lines[0])["url"] == "a\nb"
        assert json.loads(lines[4])["exception"].endswith("ValueError: the end\nforged")


APPENDING = """
import logging, sys
from site_audit import logs, store
from site_audit.runs import worker
from site_audit.model import College
from tests.workshop import METHODOLOGY, means_for
logs.configure("json")
for number in range(60):
    logging.getLogger("w").warning("%s", sys.argv[1] * 3000)
"""


def test_processes_that_share_a_file_never_mix_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "worker.log"
    with path.open("ab") as file:
        running = [
            subprocess.Popen([sys.executable, "-c", APPENDING, sign], stderr=file) for sign in "аб"
        ]
    assert [one.wait(60) for one in running] == [0, 0]
    events = [json.loads(line)["event"] for line in path.read_text("utf-8").splitlines()]
    assert sorted(events) == ["а" * 3000] * 60 + ["б" * 3000] * 60


def test_a_log_that_has_grown_is_turned_and_its_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "log" / "worker.log"
    for number in range(6):
        with logs.rotated(path, most_bytes=10, kept=3).open("a") as file:
            file.write(f"{number} " * 10)
            file.flush()
            assert logs.rotated(path, most_bytes=10, kept=3) == path  # another one turns it
            file.write("late")
    assert sorted(one.name for one in path.parent.iterdir()) == [
        f"worker.log.{number}" for number in (1, 2, 3)
    ]
    assert (path.parent / "worker.log.1").read_text() == "5 " * 10 + "late"
    assert logs.rotated(path, most_bytes=10) == path
    assert not path.exists()


def test_two_that_turn_a_log_at_once_turn_it_once(tmp_path: Path) -> None:
    path = tmp_path / "worker.log"
    path.write_text("x" * 100)
    threads = [threading.Thread(target=logs.rotated, args=(path, 10)) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [one.name for one in tmp_path.iterdir()] == ["worker.log.1"]


def test_lines_of_a_visit_tell_whose_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(*arguments: object) -> None:
        await asyncio.to_thread(logging.getLogger("aiohttp").warning, "in a thread")
        raise ValueError("a site's own\nwords")

    monkeypatch.setattr(visiting, "audit", failing)
    engine = store.open_database(f"sqlite:///{tmp_path / 'a.db'}")
    names = ("one", "two", "three")
    store.save_register(engine, [College(name=n, url=f"http://{n}.example/") for n in names])
    profile = store.Profile(pages=60, site_seconds=60)
    plan = store.Plan(edition="2023", profile=profile, planned_at=datetime.now(UTC))
    run_id = store.open_run(engine, plan, [1, 2, 3])
    place = place_for(engine, run_id, means_for(tmp_path), at_once=3)
    stream = Written()
    handler = logs.Line(stream)
    handler.setFormatter(logs.formatter("json"))
    logging.getLogger().addHandler(handler)
    asyncio.run(worker.work(place, asyncio.Event()))
    logging.getLogger().removeHandler(handler)
    engine.dispose()
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert len(lines) == 3 * 6  # after the second time each is tried alone
    for line in lines:
        assert (line["worker"], line["run"]) == ("host-1-2", run_id)
    told = {(line["visit"], line["college"]) for line in lines if "exception" in line}
    assert told == {(number, number) for number in (1, 2, 3)}
    assert {line["visit"] for line in lines if line["event"] == "in a thread"} == {1, 2, 3}


CRASHING = """
import sys
import typer
from site_audit.cli import app, upkeep


def settings(context: typer.Context) -> None:
    raise ValueError("the site said\\nforged\\u2028line")


upkeep.PARTS["settings"] = settings
sys.argv = ["site-audit", "settings"]
app.main()
"""


def test_a_command_that_breaks_down_ends_with_one_line() -> None:
    called = [sys.executable, "-c", CRASHING]
    done = subprocess.run(called, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert r"ValueError: the site said\nforged\u2028line" in done.stderr
