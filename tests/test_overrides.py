"""Overrides: a person's mark lies over the machine's for as long as it is about the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest
from sqlalchemy import Engine

from site_audit import store
from site_audit.model import College, Mark, Verdict
from site_audit.ratings import standings
from site_audit.ratings.failings import CommonError
from site_audit.ratings.rank import Ranking, rank
from site_audit.ratings.score import Rating
from site_audit.store.database import StoreError
from site_audit.words import MOSCOW
from tests.closed_runs import (
    NOON,
    but,
    call,
    closed,
    mark_of,
    opened,
    points,
    register,
    second,
    told,
)
from tests.meetings import marks

GOOD = (24, 36)
LACKS_B8 = but((25, 40), "http://a.example/", B8=0)
OTHERWISE = but((25, 40), "http://a.example/other", B8=0)


@pytest.fixture
def college(engine: Engine) -> College:
    (found,) = register(engine, 1)
    return found


def _set(engine: Engine, number: int | str, *words: object) -> str:
    """The command that sets an override, which succeeds."""
    given = words or ("B8", 1)
    done = call(engine, "override", "set", number, 1, *given, "--reason", "логотип в баннере")
    assert done.exit_code == 0, done.output
    return str(done.stdout)


def _mark(engine: Engine, number: int, criterion: str = "B8") -> Mark:
    (result,) = told(engine, number).values()
    return mark_of(result, criterion).finding.mark


def _ranked(engine: Engine, number: int, rating: Rating) -> Ranking:
    given = store.judgement(engine, number)
    results = standings.results(engine, given)
    return rank(results, rating, standings.count_marks(engine, given))


def _error(engine: Engine, number: int, criterion: str) -> CommonError | None:
    errors = _ranked(engine, number, "presence").errors
    return next((one for one in errors if one.criterion == criterion), None)


# What it does


def test_a_persons_mark_lies_over_the_machines_words_and_never_erases_them(
    engine: Engine, college: College
) -> None:
    number = closed(engine, {college.id: LACKS_B8})
    before = told(engine, number)[college.id]
    shown = _set(engine, number, "b8", "1", "--by", "Петрова А. И.")
    assert "было 0, стало 1" in shown
    result = told(engine, number)[college.id]
    found = mark_of(result, "B8").finding
    assert (result.corrected, found.mark, found.reason) == (("B8",), 1, "by_hand")
    assert found.because.startswith("Петрова А. И., ")
    assert "логотип в баннере" in found.because
    assert "Программа: Слово программы." in found.because
    assert found.evidence == mark_of(before, "B8").finding.evidence
    assert found.advice is None
    assert [one for one in result.verdicts if one.criterion != "B8"] == [
        one for one in before.verdicts if one.criterion != "B8"
    ]
    noted = call(engine, "note", number, college.id, "--format", "txt").stdout
    for word in ("Петрова А. И.", "логотип в баннере", "Слово программы."):
        assert word in noted


def test_a_persons_mark_counts_in_points_bands_and_common_errors(engine: Engine) -> None:
    one, two = (college.id for college in register(engine, 2))
    number = closed(engine, {one: but((26, 40), B8=0), two: but((26, 40), B8=0)})
    error = _error(engine, number, "B8")
    assert error is not None
    assert (error.sites, error.checked) == (2, 2)
    _set(engine, number)
    error = _error(engine, number, "B8")
    assert error is not None
    assert (error.sites, error.checked) == (1, 2)
    ladder = _ranked(engine, number, "presence").colleges
    assert [row.score.points for row in ladder.rows] == [26, 25]
    assert {one.band: one.sites for one in ladder.bands if one.sites} == {"full": 1, "high": 1}
    assert [row.result.college.id for row in ladder.top] == [one]


def test_a_person_may_say_that_nobody_can_tell(engine: Engine, college: College) -> None:
    number = closed(engine, {college.id: but((26, 40), V3=0)})
    assert "стало ?" in _set(engine, number, "V3", "?")
    score = told(engine, number)[college.id].scores.visual
    assert (score.points, score.unknown) == (35, 5)


def test_a_mark_that_could_not_be_told_may_be_told_by_a_person(
    engine: Engine, college: College
) -> None:
    number = closed(engine, {college.id: but((26, 40), A3=None)})
    assert "было ?, стало 0" in _set(engine, number, "A3", "0")
    score = told(engine, number)[college.id].scores.presence
    assert (score.points, score.unknown) == (25, 0)
    assert _error(engine, number, "A3") is not None


# How long it holds


def test_it_holds_in_the_next_run_as_long_as_the_evidence_is_the_same(
    engine: Engine, college: College
) -> None:
    number = closed(engine, {college.id: LACKS_B8})
    _set(engine, number)
    same = closed(engine, {college.id: LACKS_B8}, day=30)
    other = closed(engine, {college.id: OTHERWISE}, day=60)
    again = closed(engine, {college.id: LACKS_B8}, day=90)
    assert [_mark(engine, one) for one in (number, same, other, again)] == [1, 1, 0, 1]
    assert told(engine, other)[college.id].corrected == ()


def test_it_lapses_when_the_machine_gives_another_mark_for_what_it_saw(
    engine: Engine, college: College
) -> None:
    number = closed(engine, {college.id: but((26, 40), V3=2)})
    _set(engine, number, "V3", 3)
    better = closed(engine, {college.id: but((26, 40), V3=5)}, day=30)
    assert (_mark(engine, number, "V3"), _mark(engine, better, "V3")) == (3, 5)


def test_it_does_not_hold_for_runs_before_it(engine: Engine, college: College) -> None:
    before = closed(engine, {college.id: LACKS_B8})
    number = closed(engine, {college.id: LACKS_B8}, day=30)
    _set(engine, number)
    assert (_mark(engine, before), _mark(engine, number)) == (0, 1)


def test_it_ends_with_its_day_by_the_time_of_the_visit(engine: Engine, college: College) -> None:
    """Until the midnight in Moscow that ends the day; the visit's time counts, not today."""
    sites = {college.id: LACKS_B8}
    number = closed(engine, sites)
    days = (datetime(2099, 12, 15) - NOON.replace(tzinfo=None)).days
    last, after = closed(engine, sites, day=days), closed(engine, sites, day=days + 1)
    _set(engine, number, "B8", 1, "--until", "14.12.2099")
    (given,) = store.overrides(engine)
    assert given.expires_at == datetime(2099, 12, 15, tzinfo=MOSCOW)
    assert [_mark(engine, one) for one in (number, last, after)] == [1, 1, 0]
    assert "до 14.12.2099" in call(engine, "override", "list").stdout


def test_a_newer_one_takes_its_place_and_the_old_one_is_kept(
    engine: Engine, college: College
) -> None:
    number = closed(engine, {college.id: but((26, 40), V3=0)})
    _set(engine, number, "V3", 2)
    _set(engine, number, "V3", 4)
    assert _mark(engine, number, "V3") == 4
    assert [one.mark for one in store.overrides(engine)] == [4]
    assert [one.mark for one in store.overrides(engine, removed=True)] == [2, 4]


def test_one_of_a_later_run_leaves_earlier_runs_with_theirs(
    engine: Engine, college: College
) -> None:
    sites = {college.id: but((26, 40), V3=0)}
    before, number = closed(engine, sites), closed(engine, sites, day=30)
    _set(engine, before, "V3", 2)
    _set(engine, number, "V3", 4)
    assert (_mark(engine, before, "V3"), _mark(engine, number, "V3")) == (2, 4)
    store.remove_override(engine, 2)
    assert (_mark(engine, before, "V3"), _mark(engine, number, "V3")) == (2, 2)


def test_removed_it_no_longer_counts_and_is_still_listed(engine: Engine, college: College) -> None:
    number = closed(engine, {college.id: LACKS_B8})
    _set(engine, number)
    assert "снята" in call(engine, "override", "remove", 1).stdout
    assert _mark(engine, number) == 0
    assert "Поправок нет" in call(engine, "override", "list").stdout
    listed = call(engine, "override", "list", "--all").stdout
    assert "снята" in listed
    assert "логотип в баннере" in listed
    done = call(engine, "override", "remove", 1)
    assert (done.exit_code, "override list" in done.stderr) == (1, True)
    with pytest.raises(StoreError, match="override list"):
        store.remove_override(engine, 99)


def test_it_lies_over_the_second_visits_mark_where_that_one_counts(
    engine: Engine, college: College
) -> None:
    number = closed(engine, {college.id: marks(3, 3)}, doubted=[college.id])
    second(engine, {college.id: LACKS_B8}, day=1, agrees=False)
    _set(engine, number)
    assert _mark(engine, number) == 1
    assert points(engine, number) == {college.id: (25, 40)}


# What is refused


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Я9", "1", "--reason", "так"), "A1–A10"),
        (("vendor", "1", "--reason", "так"), "A1–A10"),
        (("B8", "2", "--reason", "так"), "от 0 до 1"),
        (("V8", "6", "--reason", "так"), "от 0 до 5"),
        (("V8", "да", "--reason", "так"), "от 0 до 5"),
        (("V8", "²", "--reason", "так"), "от 0 до 5"),
        (("V8", "9" * 5000, "--reason", "так"), "от 0 до 5"),
        (("B8", "1", "--reason", "  "), "Причина пуста"),
        (("B8", "1", "--reason", "так", "--until", "01.01.2020"), "прошёл"),
        (("B8", "1", "--reason", "так", "--until", "скоро"), "Не понимаю дату"),
        (("B8", "1"), "--reason"),
        (("B8", "1", "--reason", "так", "--until", "31.12.9999"), "Не понимаю дату"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    words: Sequence[str], said: str, sqlite: Engine
) -> None:
    (college,) = register(sqlite, 1)
    number = closed(sqlite, {college.id: LACKS_B8})
    done = call(sqlite, "override", "set", number, college.id, *words)
    assert (done.exit_code, said in done.stderr) == (2, True), done.output
    assert store.overrides(sqlite) == ()


def test_there_is_nothing_to_correct_on_a_site_without_marks(sqlite: Engine) -> None:
    one, two, three = register(sqlite, 3)
    number = closed(sqlite, {one.id: None, two.id: LACKS_B8})
    for college, said in ((one, "не удалось проверить"), (three, "нет готового результата")):
        words = (number, college.id, "B8", 1, "--reason", "так")
        done = call(sqlite, "override", "set", *words)
        assert (done.exit_code, said in done.stderr) == (1, True), done.output


def test_a_criterion_that_was_not_judged_has_nothing_to_correct(sqlite: Engine) -> None:
    """Tables of past audits have no marks for some criteria."""
    one, two = register(sqlite, 2)
    presence: tuple[Verdict, ...] = marks(20, 0)[:26]
    number = closed(sqlite, {one.id: presence, two.id: ()})
    for college in (one, two):
        done = call(sqlite, "override", "set", number, college.id, "V3", 1, "--reason", "так")
        assert (done.exit_code, "V3" in done.stderr) == (1, True), done.output


def test_marks_of_a_final_judgement_are_not_corrected(sqlite: Engine) -> None:
    (college,) = register(sqlite, 1)
    number = closed(sqlite, {college.id: LACKS_B8})
    standings.finalise(sqlite, store.judgement(sqlite, number), "Петрова")
    done = call(sqlite, "override", "set", number, college.id, "B8", 1, "--reason", "так")
    assert (done.exit_code, "окончательное" in done.stderr) == (1, True)


def test_a_run_that_has_not_begun_has_nothing_to_correct(sqlite: Engine) -> None:
    (college,) = register(sqlite, 1)
    number = opened(sqlite, [college.id])
    done = call(sqlite, "override", "set", number, college.id, "B8", 1, "--reason", "так")
    assert (done.exit_code, "готового результата" in done.stderr) == (1, True)


def test_tags_in_names_and_reasons_are_words_on_the_screen(sqlite: Engine) -> None:
    (college,) = register(sqlite, 1)
    number = closed(sqlite, {college.id: LACKS_B8})
    reason = "[bold]так[/bold] [/] \x1b[31m"
    words = (number, college.id, "B8", 1, "--reason", reason, "--by", "[red]Я")
    assert call(sqlite, "override", "set", *words).exit_code == 0
    listed = call(sqlite, "override", "list").stdout
    assert "[bold]так[/bold] [/]" in listed
    assert "[red]Я" in listed
    assert "\x1b" not in listed


def test_the_evidence_of_a_mark_is_told_apart_whatever_its_order() -> None:
    first, other = (
        but((25, 40), "http://a.example/", B8=0),
        but((25, 40), "http://b.example/", B8=0),
    )
    digests = [standings.evidence_digest(mark_of_all(one, "B8")) for one in (first, first, other)]
    assert digests[0] == digests[1] != digests[2]


def mark_of_all(given: Sequence[Verdict], criterion: str) -> Verdict:
    return next(one for one in given if one.criterion == criterion)
