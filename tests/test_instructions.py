"""Instructions: who is told to mend what, what came back, what a second look says of it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import Engine, func, select

from site_audit import store
from site_audit.followup.execution import execution, execution_csv, execution_html
from site_audit.followup.rechecking import seen_again
from site_audit.model import Mark, Membership, Outcome
from site_audit.runs.clock import Clock, go_round
from site_audit.store import Instruction, Reply, Task
from site_audit.store.database import StoreError, reading
from site_audit.store.instruction_tables import reply_file
from site_audit.words import MOSCOW, plain
from tests.closed_runs import (
    NOON,
    PLAN,
    base,
    but,
    call,
    closed,
    keep_register,
    made,
    opened,
    register,
    second,
)
from tests.meetings import NOON as DECK_NOON
from tests.meetings import TEXTS, instruction, marks, result, verdict
from tests.test_report import NAUGHTY, is_inert

GOOD, LOW, UGLY = (24, 36), (12, 40), (26, 12)
DUE = date(2099, 12, 15)
EVENING = datetime(2099, 12, 15, 18, tzinfo=MOSCOW)
DUE_RU = "15.12.2099"


def _add(engine: Engine, number: int, *whom: str, due: str = DUE_RU) -> str:
    """The number of an instruction drawn up by hand: to cluster 1 unless another is named."""
    words = whom or ("--cluster", "Кластер 1")
    done = call(engine, "instruction", "add", number, *words, "--due", due)
    assert done.exit_code == 0, done.output
    return store.instructions(engine)[-1].number


def _issued(engine: Engine, number: int, *whom: str) -> str:
    added = _add(engine, number, *whom)
    assert store.issue(engine, [added]) == 1
    return added


def _all(engine: Engine) -> list[Instruction]:
    return list(store.instructions(engine))


def _tasks(found: Instruction) -> list[tuple[int, str]]:
    return [(one.college_id, one.criterion) for one in found.tasks]


# Drawing up


def test_the_worst_get_instructions_and_only_those_whose_results_are_confirmed(
    engine: Engine,
) -> None:
    """Not who waits for a second visit, did not open, or could yet be over 50 %."""
    one, two, three, four, five, six = (college.id for college in register(engine, 6))
    unsure = but(LOW, C7=None, C6=None)
    sites = {one: GOOD, two: LOW, three: LOW, four: None, five: UGLY, six: unsure}
    number = closed(engine, sites, doubted=[three])
    done = call(engine, "instruction", "draft", number, "--due", DUE_RU, "--by", "Петрова")
    assert done.exit_code == 0, done.output
    assert "2\N{NO-BREAK SPACE}поручения" in done.stdout
    presence, visual = _all(engine)
    assert (presence.cluster, visual.cluster) == ("Кластер 2", "Кластер 5")
    assert (presence.number, visual.number) == (f"{number}-1", f"{number}-2")
    assert (presence.addressee, presence.person) == ("Колледж № 2", "Иванова Мария Петровна")
    assert presence.email == "info@college2.example"
    assert (presence.state, presence.created_by, presence.due_on) == ("draft", "Петрова", DUE)
    assert DUE_RU in presence.text
    lacking = [v.criterion for v in marks(*LOW) if v.finding.mark == 0]
    assert _tasks(presence) == [(two, code) for code in lacking]
    assert [one.criterion for one in visual.tasks] == ["V3", "V4", "V5", "V6", "V7", "V8"]
    assert [one.mark for one in visual.tasks] == [2, 0, 0, 0, 0, 0]


def test_colleges_may_be_told_instead_of_clusters_and_by_one_rating(engine: Engine) -> None:
    one, two = (college.id for college in register(engine, 2))
    number = closed(engine, {one: UGLY, two: LOW})
    words = (number, "--due", DUE_RU, "--unit", "college", "--rating", "visual", "--text", "Срочно")
    assert call(engine, "instruction", "draft", *words).exit_code == 0
    (found,) = _all(engine)
    assert (found.college_id, found.cluster, found.text) == (one, "", "Срочно")


def test_nobody_is_told_where_all_are_good(sqlite: Engine) -> None:
    number = closed(sqlite, {one.id: GOOD for one in register(sqlite, 3)})
    done = call(sqlite, "instruction", "draft", number, "--due", DUE_RU)
    assert (done.exit_code, "не нужны" in done.stdout) == (0, True)
    assert _all(sqlite) == []


def test_an_instruction_to_a_cluster_is_about_all_its_rated_sites_the_bases_first(
    sqlite: Engine,
) -> None:
    joined = (Membership(cluster="Кластер 1", role="network"),)
    others = [replace(base(number), memberships=joined) for number in (2, 3, 4)]
    four, held, shut, first = (one.id for one in keep_register(sqlite, [*others, base(1)]))
    sites = {four: (25, 40), held: (20, 40), shut: None, first: (24, 40)}
    number = closed(sqlite, sites, doubted=[held])
    _add(sqlite, number, "--cluster", " кластер 1")
    (found,) = _all(sqlite)
    assert _tasks(found) == [(first, "C6"), (first, "C7"), (four, "C7")]
    assert found.addressee == "Колледж № 1"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--due", DUE_RU), 2, "Укажите одно"),
        (("--due", DUE_RU, "--cluster", "К", "--college", "1"), 2, "Укажите одно"),
        (("--due", DUE_RU, "--cluster", "Кластер 9"), 1, "нет оценённого кластера"),
        (("--due", DUE_RU, "--cluster", "Кластер 2"), 1, "нет оценённого кластера"),
        (("--due", DUE_RU, "--college", "2"), 1, "нет оценки"),
        (("--due", DUE_RU, "--college", "99"), 1, "99"),
        (("--due", "01.01.2020", "--cluster", "Кластер 1"), 2, "уже прошёл"),
        (("--due", "потом", "--cluster", "Кластер 1"), 2, "Не понимаю дату"),
    ],
)
def test_an_instruction_to_nobody_or_until_yesterday_is_refused_in_words(
    words: tuple[str, ...], code: int, said: str, sqlite: Engine
) -> None:
    one, two = (college.id for college in register(sqlite, 2))
    number = closed(sqlite, {one: LOW, two: None})
    done = call(sqlite, "instruction", "add", number, *words)
    assert (done.exit_code, said in done.stderr) == (code, True), done.output
    assert _all(sqlite) == []


def test_an_addressee_has_one_open_instruction_of_a_judgement(engine: Engine) -> None:
    """Of three, one of them a twin, none is drawn up; withdrawn, it may be drawn up anew."""
    number = closed(engine, {one.id: LOW for one in register(engine, 3)})
    twin = _add(engine, number, "--cluster", "Кластер 2")
    done = call(engine, "instruction", "draft", number, "--due", DUE_RU)
    assert (done.exit_code, f"withdraw {twin}" in done.stderr) == (1, True), done.output
    assert len(_all(engine)) == 1
    assert _add(engine, number, "--college", "2") == f"{number}-2"
    assert call(engine, "instruction", "withdraw", twin).exit_code == 0
    assert call(engine, "instruction", "draft", number, "--due", DUE_RU).exit_code == 0
    assert [one.number for one in _all(engine)] == [f"{number}-{n}" for n in range(1, 6)]


def test_issued_is_what_was_named_or_all_drafts(engine: Engine) -> None:
    number = closed(engine, {one.id: LOW for one in register(engine, 3)})
    call(engine, "instruction", "draft", number, "--due", DUE_RU)
    assert call(engine, "instruction", "issue").exit_code == 2
    done = call(engine, "instruction", "issue", f"{number}-9")
    assert (done.exit_code, f"{number}-9" in done.stderr) == (1, True)
    assert "1\N{NO-BREAK SPACE}пор" in call(engine, "instruction", "issue", f"{number}-2").stdout
    assert [one.state for one in _all(engine)] == ["draft", "issued", "draft"]
    assert "2\N{NO-BREAK SPACE}пор" in call(engine, "instruction", "issue", "--all").stdout
    assert {one.state for one in _all(engine)} == {"issued"}
    assert all(one.issued_at for one in _all(engine))


# Answers


@pytest.fixture
def asked(engine: Engine) -> str:
    """The number of an issued instruction to cluster 1, about A1 and V3."""
    (college,) = register(engine, 1)
    return _issued(engine, closed(engine, {college.id: but((26, 40), A1=0, V3=1)}))


def test_an_answer_is_kept_with_its_words_and_its_file_byte_for_byte(
    engine: Engine, asked: str, tmp_path: Path
) -> None:
    file = tmp_path / "справка.pdf"
    file.write_bytes(bytes(range(256)) * 100)
    words = (asked, "--from", "Иванова М. П.", "--text", "Исправили", "--file", file)
    assert call(engine, "instruction", "answer", *words).exit_code == 0
    found = store.find_instruction(engine, asked)
    (kept,) = found.replies
    assert (found.state, kept.author, kept.text) == ("answered", "Иванова М. П.", "Исправили")
    assert kept.file_name == "справка.pdf"
    assert store.file_of(engine, kept.file_digest) == file.read_bytes()
    shown = call(engine, "instruction", "show", asked).stdout
    assert all(word in shown for word in ("Иванова М. П.", "Исправили", "справка.pdf"))
    folder = tmp_path / "ответы" / "все"
    assert call(engine, "instruction", "file", asked, "--out", folder).exit_code == 0
    (written,) = folder.iterdir()
    assert written.read_bytes() == file.read_bytes()
    assert written.name == f"{asked}-{kept.id}-справка.pdf"


def test_the_same_file_sent_twice_is_kept_once_and_answers_follow_each_other(
    engine: Engine, asked: str
) -> None:
    for number in range(2):
        given = Reply(id=0, author="Я", text=str(number), received_at=NOON, file_name="а.pdf")
        store.answer(engine, asked, given, b"%PDF")
    found = store.find_instruction(engine, asked)
    assert [one.text for one in found.replies] == ["0", "1"]
    with reading(engine) as connection:
        assert connection.execute(select(func.count()).select_from(reply_file)).scalar() == 1


def test_a_draft_and_a_withdrawn_instruction_take_no_answer(engine: Engine) -> None:
    number = closed(engine, {one.id: LOW for one in register(engine, 2)})
    draft, gone = _add(engine, number), _issued(engine, number, "--cluster", "Кластер 2")
    store.withdraw(engine, gone)
    for one in (draft, gone, f"{number}-9"):
        done = call(engine, "instruction", "answer", one, "--from", "Я", "--text", "Да")
        assert (done.exit_code, f"№ {one}" in done.stderr) == (1, True)
    with pytest.raises(StoreError):
        store.withdraw(engine, gone)


def _asked_of_sqlite(engine: Engine) -> str:
    (college,) = register(engine, 1)
    return _issued(engine, closed(engine, {college.id: LOW}))


@pytest.mark.parametrize(
    ("size", "code", "said"),
    [(0, 1, "пуст"), (store.MAX_FILE, 0, ""), (store.MAX_FILE + 1, 1, "20 МБ")],
)
def test_a_file_is_neither_empty_nor_more_than_20_megabytes(
    size: int, code: int, said: str, sqlite: Engine, tmp_path: Path
) -> None:
    asked, file = _asked_of_sqlite(sqlite), tmp_path / "файл"
    with file.open("wb") as opened_file:
        opened_file.truncate(size)
    done = call(sqlite, "instruction", "answer", asked, "--from", "Я", "--file", file)
    assert (done.exit_code, said in done.stderr) == (code, True)
    assert len(store.find_instruction(sqlite, asked).replies) == (code == 0)
    if said == "20 МБ":
        given = Reply(id=0, author="Я", text="", received_at=NOON, file_name="файл")
        with pytest.raises(StoreError, match="20 МБ"):
            store.answer(sqlite, asked, given, bytes(size))


def test_an_answer_without_words_and_without_a_readable_file_is_refused(
    sqlite: Engine, tmp_path: Path
) -> None:
    asked = _asked_of_sqlite(sqlite)
    words = ("instruction", "answer", asked, "--from", "Я")
    assert call(sqlite, *words, "--text", "  ").exit_code == 2
    for file in (tmp_path / "нет", tmp_path):
        done = call(sqlite, *words, "--file", file)
        assert (done.exit_code, "не открывается" in done.stderr) == (1, True), done.output
    assert store.find_instruction(sqlite, asked).state == "issued"


NAMES = (
    "../../etc/passwd",
    "/etc/passwd",
    "..\\..\\autoexec.bat",
    "C:\\Документы\\справка.pdf",
    "..",
    ".",
    "",
    "con.pdf",
    "имя\nи строка.pdf",
    "а\x00б.pdf",
    "справка\u202efdp.exe",
    "Ж" * 125 + ".pdf",
    "ж." + "п" * 200,
    "[bold]да[/bold].pdf",
)


def test_files_are_written_into_their_folder_whatever_they_are_called(
    sqlite: Engine, tmp_path: Path
) -> None:
    asked, folder = _asked_of_sqlite(sqlite), tmp_path / "a" / "b" / "ответы"
    for number, name in enumerate(NAMES):
        given = Reply(id=0, author="Я", text="", received_at=NOON, file_name=name)
        store.answer(sqlite, asked, given, f"файл {number}".encode())
    before = {one for one in tmp_path.rglob("*") if one.is_file()}
    done = call(sqlite, "instruction", "file", asked, "--out", folder)
    assert done.exit_code == 0, done.output
    written = {one for one in tmp_path.rglob("*") if one.is_file()} - before
    assert {one.parent for one in written} == {folder}
    assert {one.read_text("utf-8") for one in written} == {f"файл {n}" for n in range(len(NAMES))}
    assert all(one.name.startswith(f"{asked}-") and one.name.isprintable() for one in written)
    assert any(one.name.endswith("-справка.pdf") for one in written)


def test_where_files_cannot_be_written_it_is_said_in_words(sqlite: Engine, tmp_path: Path) -> None:
    asked, taken = _asked_of_sqlite(sqlite), tmp_path / "файл"
    assert "не прислали" in call(sqlite, "instruction", "file", asked, "--out", taken).stdout
    taken.touch()
    given = Reply(id=0, author="Я", text="", received_at=NOON, file_name="а.pdf")
    store.answer(sqlite, asked, given, b"1")
    done = call(sqlite, "instruction", "file", asked, "--out", taken)
    assert (done.exit_code, "Не удалось записать" in done.stderr) == (1, True), done.output


# Looking again


@pytest.mark.parametrize(
    ("criterion", "mark", "after", "fixed"),
    [
        ("A1", 0, 1, True),
        ("A1", 0, 0, False),
        ("A1", 0, None, None),
        ("V1", 0, 2, False),
        ("V1", 0, 3, True),
        ("V1", 2, 2, False),
        ("V1", 2, 3, True),
        ("V1", 2, 0, False),
        ("V1", 2, 5, True),
        ("V1", 2, None, None),
    ],
)
def test_mended_is_what_is_there_now_and_no_longer_poor(
    criterion: str, mark: Mark, after: Mark, fixed: bool | None
) -> None:
    told = verdict(criterion, mark)
    task = Task(college_id=1, college="", criterion=criterion, mark=mark, out_of=told.out_of)
    assert task.fixed is None
    seen = replace(result(1, 0, 0), verdicts=(verdict(criterion, after),))
    (again,) = seen_again([task], {1: seen})
    assert (again.after, again.visit_id, again.fixed) == (after, 1, fixed)


def test_a_site_that_was_not_seen_says_nothing_and_what_was_seen_before_stays() -> None:
    task = Task(college_id=1, college="", criterion="A1", mark=0, out_of=1, after=1, visit_id=7)
    site = result(1, 0, 40)
    shut = replace(site, outcome=Outcome(kind="not_audited", reason="dns"))
    held = replace(site, held_back=True)
    other = replace(site, verdicts=(verdict("A2", 0),))
    for seen in ({}, {1: shut}, {1: held}, {1: other}, {2: site}):
        assert seen_again([task], seen) == (task,)
    assert seen_again([task], {1: site})[0].fixed is False


def test_it_is_confirmed_only_when_all_is_mended(engine: Engine, asked: str) -> None:
    """Criterion by criterion; what could not be told is neither mended nor left."""
    steps = (
        ({"A1": 1, "V3": 1}, [True, False]),
        ({"A1": 1, "V3": None}, [True, None]),
        ({"A1": 0, "V3": 4}, [False, True]),
        ({"A1": 1, "V3": 3}, [True, True]),
    )
    for day, (given, fixed) in enumerate(steps, start=1):
        number = closed(engine, {1: but((26, 40), **given)}, day=day)
        done = call(engine, "instruction", "check", asked, "--against", number)
        assert done.exit_code == 0, done.output
        found = store.find_instruction(engine, asked)
        assert [one.fixed for one in found.tasks] == fixed
        assert found.state == ("confirmed" if all(fixed) else "issued")
        assert f"{sum(map(bool, fixed))} из 2" in done.stdout
    assert found.settled_at is not None
    assert found.standing(DUE + timedelta(days=9)) == "confirmed"
    done = call(engine, "instruction", "check", asked, "--against", number)
    assert done.exit_code == 1  # nobody waits for it any more


def test_it_is_checked_only_against_a_later_run_that_is_closed(
    sqlite: Engine,
) -> None:
    (college,) = register(sqlite, 1)
    good = closed(sqlite, {college.id: (26, 40)})
    low = closed(sqlite, {college.id: LOW}, day=30)
    going_on = opened(sqlite, [college.id], day=60)
    asked = _issued(sqlite, low)
    for run, said in ((good, "более поздней"), (low, "более поздней"), (going_on, "run resume")):
        done = call(sqlite, "instruction", "check", "--all", "--against", run)
        assert (done.exit_code, said in done.stderr) == (1, True), done.output
    found = store.find_instruction(sqlite, asked)
    assert (found.state, {one.fixed for one in found.tasks}) == ("issued", {None})


def test_a_confirmation_wants_a_look_at_every_site(sqlite: Engine) -> None:
    joined = (Membership(cluster="Кластер 1", role="network"),)
    one, two = (
        c.id for c in keep_register(sqlite, [base(1), replace(base(2), memberships=joined)])
    )
    asked = _issued(sqlite, closed(sqlite, {one: (25, 40), two: (25, 40)}))
    run = closed(sqlite, {one: (26, 40), two: None}, day=1)
    call(sqlite, "instruction", "check", asked, "--against", run)
    found = store.find_instruction(sqlite, asked)
    assert ([task.fixed for task in found.tasks], found.state) == ([True, None], "issued")


def test_a_second_look_is_no_rating_and_no_part_of_the_trend(engine: Engine, asked: str) -> None:
    (found,) = _all(engine)
    run_id = store.open_recheck(engine, replace(PLAN, planned_at=NOON), [asked])
    assert run_id is not None
    assert store.run(engine, run_id).purpose == "recheck"
    assert store.run(engine, "latest").id == found.run_id
    assert store.open_recheck(engine, replace(PLAN, planned_at=NOON), [asked]) is None
    made(engine, run_id, {1: (26, 40)})
    store.close_run(engine, run_id)
    comparable = store.comparable(engine, store.run(engine, found.run_id))
    assert [run.id for run, _ in comparable] == [found.run_id]


# Days


def test_it_is_overdue_on_the_day_after_its_last_one_while_nothing_is_confirmed() -> None:
    one = instruction(1, result(1, 20, 40), due_on=DUE)
    states = ("draft", "issued", "answered", "confirmed", "withdrawn")
    at_last = [replace(one, state=state).standing(DUE) for state in states]  # type: ignore[arg-type]
    later = [
        replace(one, state=state).standing(DUE + timedelta(days=1))  # type: ignore[arg-type]
        for state in states
    ]
    assert at_last == list(states)
    assert later == ["draft", "overdue", "overdue", "confirmed", "withdrawn"]


class _Time:
    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment.astimezone(UTC)


def _clock(engine: Engine, time: _Time) -> Clock:
    return Clock(
        engine=engine,
        holder="a",
        plan_of=lambda schedule, tick: replace(PLAN, planned_at=tick),
        again_plan=lambda run, moment: replace(PLAN, purpose="confirming", planned_at=moment),
        recheck_plan=lambda run, moment: replace(PLAN, planned_at=moment),
        grace_hours=24,
        confirm_hours=20,
        pause_minutes=30,
        now=time,
    )


def _rechecks(engine: Engine) -> list[int]:
    return [one.id for one in store.runs(engine) if one.purpose == "recheck"]


def test_on_the_evening_of_the_day_one_run_looks_again_and_what_it_found_is_noted_once(
    engine: Engine, asked: str
) -> None:
    time = _Time(EVENING - timedelta(seconds=1))
    clock = _clock(engine, time)
    go_round(clock)
    assert _rechecks(engine) == []
    time.moment = EVENING
    for _ in range(3):
        go_round(clock)
    (run_id,) = _rechecks(engine)
    assert [one.college.id for one in store.visits_of(engine, run_id)] == [1]
    made(engine, run_id, {1: but((26, 40), V3=1)})
    go_round(clock)
    found = store.find_instruction(engine, asked)
    assert ([one.fixed for one in found.tasks], found.state) == ([True, False], "issued")
    assert found.recheck_id == run_id
    assert found.standing(DUE + timedelta(days=1)) == "overdue"
    time.moment = EVENING + timedelta(days=1)
    for _ in range(2):
        go_round(clock)
    assert store.find_instruction(engine, asked) == found
    assert _rechecks(engine) == [run_id]


def test_one_run_looks_again_for_all_that_are_due_and_for_nobody_else(engine: Engine) -> None:
    numbers = [one.id for one in register(engine, 5)]
    number = closed(engine, dict.fromkeys(numbers, LOW))
    _add(engine, number, "--cluster", "Кластер 1")  # a draft
    store.withdraw(engine, _issued(engine, number, "--cluster", "Кластер 2"))
    for cluster in (3, 4):
        _issued(engine, number, "--cluster", f"Кластер {cluster}")
    later = _add(engine, number, "--cluster", "Кластер 5", due="16.12.2099")
    store.issue(engine, [later])
    clock = _clock(engine, _Time(EVENING))
    go_round(clock)
    (run_id,) = _rechecks(engine)
    looked = [one.college.id for one in store.visits_of(engine, run_id)]
    assert looked == [numbers[2], numbers[3]]
    made(engine, run_id, dict.fromkeys(looked, (26, 40)))
    go_round(clock)
    states = [one.state for one in _all(engine)]
    assert states == ["draft", "withdrawn", "confirmed", "confirmed", "issued"]


def test_who_was_looked_at_before_the_day_is_looked_at_on_the_day_too(
    engine: Engine, asked: str
) -> None:
    early = closed(engine, {1: but((26, 40), V3=1)}, day=1)
    call(engine, "instruction", "check", asked, "--against", early)
    assert [one.fixed for one in _all(engine)[0].tasks] == [True, False]
    clock = _clock(engine, _Time(EVENING))
    go_round(clock)
    (run_id,) = _rechecks(engine)
    made(engine, run_id, {1: (26, 40)})
    go_round(clock)
    assert store.find_instruction(engine, asked).state == "confirmed"


def test_a_look_by_hand_while_a_run_is_under_way_does_not_silence_it(
    engine: Engine, asked: str
) -> None:
    early = closed(engine, {1: but((26, 40), V3=1)}, day=1)
    clock = _clock(engine, _Time(EVENING))
    go_round(clock)
    (run_id,) = _rechecks(engine)
    call(engine, "instruction", "check", asked, "--against", early)
    made(engine, run_id, {1: (26, 40)})
    go_round(clock)
    assert store.find_instruction(engine, asked).state == "confirmed"


@pytest.mark.parametrize("agrees", [True, False])
def test_what_waits_for_a_second_visit_is_noted_when_that_has_spoken(
    agrees: bool, engine: Engine, asked: str
) -> None:
    time = _Time(EVENING)
    clock = _clock(engine, time)
    go_round(clock)
    (run_id,) = _rechecks(engine)
    days = (EVENING - NOON).days + 1
    made(engine, run_id, {1: (20, 40)}, day=days, doubted=[1])
    go_round(clock)
    found = store.find_instruction(engine, asked)
    assert (found.rechecked_at, {one.fixed for one in found.tasks}) == (None, {None})
    second(engine, {1: (26, 40)}, day=days + 1, agrees=agrees)
    go_round(clock)
    found = store.find_instruction(engine, asked)
    assert found.rechecked_at is not None
    assert found.state == "confirmed"


# The report


def test_the_report_counts_states_and_tasks_and_the_most_urgent_come_first() -> None:
    site = result(1, 24, 40)
    lacking = instruction(1, site).tasks
    mended = tuple(replace(one, after=1, visit_id=5) for one in lacking)
    untold = tuple(replace(one, visit_id=5) for one in lacking)
    later = {"due_on": DUE + timedelta(days=30)}
    given = [
        instruction(1, site, state="withdrawn", due_on=DUE),
        instruction(2, site, state="draft", due_on=DUE),
        instruction(3, site, state="confirmed", tasks=mended, due_on=DUE),
        instruction(4, site, state="answered", tasks=untold, **later),
        instruction(5, site, state="issued", due_on=DUE),
        instruction(6, site, state="issued", **later),
    ]
    found = execution(given, DUE + timedelta(days=1))
    assert [one.id for one in found.instructions] == [5, 6, 4, 3, 2, 1]
    assert dict(found.states) == dict.fromkeys(
        ("overdue", "issued", "answered", "confirmed", "draft", "withdrawn"), 1
    )
    assert (found.tasks, found.fixed, found.untold) == (8, 2, 2)
    rows = list(csv.DictReader(io.StringIO(execution_csv(found).lstrip("\ufeff")), delimiter=";"))
    assert [row["Итог"] for row in rows].count("исправлено") == found.fixed
    assert len(rows) == 12
    assert {row["Состояние"] for row in rows if row["Номер"] == "5-2023"} == {"просрочено"}
    words = LexborHTMLParser(execution_html(found, TEXTS)).body
    assert words is not None
    text = " ".join(words.text().split())
    assert text.count("✓") == found.fixed
    assert text.count("не удалось проверить") == 1 + found.untold


def test_a_report_of_nothing_says_what_to_do_next() -> None:
    found = execution([], DUE)
    assert "instruction draft" in execution_html(found, TEXTS)
    assert execution_csv(found).count("\n") == 1


def _naughty(text: str) -> Instruction:
    site = result(1, 25, 40)
    reply = Reply(id=1, author=text, text=text, received_at=DECK_NOON, file_name=text)
    tasks = tuple(replace(one, college=text) for one in instruction(1, site).tasks)
    values = dict.fromkeys(("number", "cluster", "addressee", "region", "person", "text"), text)
    return replace(instruction(1, site), **values, replies=(reply,), tasks=tasks)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", NAUGHTY)
def test_a_naughty_string_is_inert_on_the_page_and_no_formula_in_the_table(text: str) -> None:
    found = execution([_naughty(text), replace(_naughty(text), tasks=())], DUE)
    page = execution_html(found, TEXTS)
    assert is_inert(page)
    title = LexborHTMLParser(page).css_first("h2")
    assert title is not None
    assert " ".join(title.text().split()) == " ".join(plain(text).split())
    table = execution_csv(found)
    table.encode()
    rows = list(csv.reader(io.StringIO(table.lstrip("\ufeff")), delimiter=";"))
    assert len(rows) == 3
    assert not any(cell[:1] in {*"=+-@＝\t\r"} for row in rows for cell in row if cell)


def test_the_report_is_written_by_its_ending_and_shown_on_the_screen(
    sqlite: Engine, tmp_path: Path
) -> None:
    assert "Поручений нет" in call(sqlite, "instruction", "list").stdout
    asked = _asked_of_sqlite(sqlite)
    assert "из 14" in call(sqlite, "instruction", "report").stdout
    for name in ("отчёт.html", "папка/отчёт.CSV"):
        file = tmp_path / name
        assert call(sqlite, "instruction", "report", "--out", file).exit_code == 0
        assert asked in file.read_text("utf-8")
    done = call(sqlite, "instruction", "report", "--out", tmp_path / "отчёт.docx")
    assert (done.exit_code, ".html или .csv" in done.stderr) == (2, True)
    assert "выдано" in call(sqlite, "instruction", "list").stdout
    done = call(sqlite, "instruction", "show", "9-9")
    assert (done.exit_code, "instruction list" in done.stderr) == (1, True)
