"""Judgements: what is kept is what is reckoned, a final one shows the same for ever."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from site_audit import store
from site_audit.model import Membership, Outcome
from site_audit.ratings import failings, standings
from site_audit.ratings.rank import rank
from site_audit.store.database import StoreError, writing
from site_audit.store.judgements import write_marks
from tests.closed_runs import (
    base,
    but,
    call,
    closed,
    keep_register,
    made,
    mark_of,
    opened,
    points,
    register,
    second,
    told,
    verdicts_of,
)
from tests.meetings import marks
from tests.year import Year, fill

GOOD, LOW, UGLY = (24, 36), (3, 30), (20, 12)
LATER = "15.12.2099"


def _shown(engine: Engine, number: int, judged: int = 1) -> tuple[object, ...]:
    """All that is read of a judgement."""
    given = store.judgement(engine, number, judged)
    words = ("--by", "cluster", "--format", "json")
    ranking = json.loads(call(engine, "ranking", f"{number}@{judged}", *words).stdout)
    return (
        told(engine, number, judged),
        sorted(standings.count_marks(engine, given), key=repr),
        # An earlier draft, with which it is compared, may still change.
        ranking | {"moves": None, "trend": ranking["trend"][-1]["all"]},
    )


def _override(engine: Engine, college: int, criterion: str = "A1", mark: int = 0) -> int:
    new = store.Override(
        college_id=college, criterion=criterion, mark=mark, author="Петрова", reason="Видно."
    )
    return store.set_override(engine, new)


# What is kept


def test_standings_that_are_kept_are_those_that_were_reckoned(engine: Engine) -> None:
    number = fill(engine, Year(colleges=60, clusters=15, regions=6, industries=4, runs=2))[-1]
    reckoned = store.judgement(engine, number)
    first = standings.results(engine, reckoned, with_marks=True)
    counts = standings.count_marks(engine, reckoned)
    kept = store.judgement(engine, number)
    assert (reckoned.is_settled, kept.is_settled) == (False, True)
    assert standings.results(engine, kept, with_marks=True) == first
    assert set(standings.count_marks(engine, kept)) == set(counts)
    assert set(failings.count_marks(first)) == set(counts)
    for one in first:
        assert one.scores == replace(one, tallied=None).scores


def test_of_a_run_that_goes_on_nothing_is_kept(sqlite: Engine) -> None:
    one, two = (college.id for college in register(sqlite, 2))
    number = opened(sqlite, [one, two])
    held = store.claim(sqlite, "w", 30, run_id=number)
    assert held is not None
    ended = store.Ended(
        outcome=Outcome(kind="audited"), finished_at=datetime.now(UTC), verdicts=marks(*GOOD)
    )
    store.finish(sqlite, held, store.judgement(sqlite, number).id, ended)
    assert points(sqlite, number) == {one: GOOD}
    made(sqlite, number, {two: LOW})
    assert points(sqlite, number) == {one: GOOD, two: LOW}


def test_a_second_visit_makes_the_standings_be_reckoned_anew(engine: Engine) -> None:
    one, two, three = (college.id for college in register(engine, 3))
    number = closed(engine, {one: GOOD, two: LOW, three: LOW}, doubted=[two, three])
    assert points(engine, number) == {one: GOOD}
    store.confirm_by_hand(engine, told(engine, number)[three].visit_id)
    assert points(engine, number) == {one: GOOD, three: LOW}
    second(engine, {two: (25, 40)}, day=1, agrees=False)
    assert points(engine, number) == {one: GOOD, two: (25, 40), three: LOW}
    assert told(engine, number)[two].finished_at.day == 6


def test_second_visits_that_are_judged_again_change_what_they_confirm(sqlite: Engine) -> None:
    one, two = (college.id for college in register(sqlite, 2))
    number = closed(sqlite, {one: GOOD, two: LOW}, doubted=[two])
    again = second(sqlite, {two: (25, 40)}, day=1, agrees=False)
    assert points(sqlite, number)[two] == (25, 40)
    (visit,) = store.visits_of(sqlite, again)
    given = {visit.id: store.Marks(verdicts=marks(10, 40))}
    store.add_judgement(sqlite, again, store.By(edition="2025"), given)
    assert points(sqlite, number)[two] == (10, 40)


def test_an_override_that_is_set_and_removed_makes_the_standings_be_reckoned_anew(
    engine: Engine,
) -> None:
    one, two = (college.id for college in register(engine, 2))
    number = closed(engine, {one: GOOD, two: GOOD})
    assert points(engine, number) == {one: GOOD, two: GOOD}
    override = _override(engine, two)
    assert points(engine, number) == {one: GOOD, two: (23, 36)}
    store.remove_override(engine, override)
    assert points(engine, number) == {one: GOOD, two: GOOD}


def test_what_a_person_says_while_standings_are_reckoned_is_not_lost(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = (college.id for college in register(engine, 1))
    number = closed(engine, {one: GOOD})
    keep, spoken = store.keep_settled, []

    def late(*given: object, **named: object) -> None:
        if len(spoken) < 2:
            spoken.append(_override(engine, one, "A1" if not spoken else "A2"))
        keep(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "keep_settled", late)
    standings.settle(engine, store.judgement(engine, number))
    assert not store.judgement(engine, number).is_settled
    with pytest.raises(StoreError, match="Повторите"):
        standings.finalise(engine, store.judgement(engine, number), "Петрова")
    assert points(engine, number) == {one: (22, 36)}
    standings.finalise(engine, store.judgement(engine, number), "Петрова")
    assert points(engine, number) == {one: (22, 36)}


# What is final


@pytest.fixture
def final(engine: Engine) -> int:
    """A final run: a good site, two that wait, one that is shut and one that a person marked."""
    one, two, three, four, five = numbers = [college.id for college in register(engine, 5)]
    closed(engine, dict.fromkeys(numbers, GOOD), day=-30)
    sites = {one: GOOD, two: LOW, three: None, four: GOOD, five: LOW}
    number = closed(engine, sites, doubted=[two, five])
    _override(engine, four)
    standings.finalise(engine, store.judgement(engine, number), "Петрова")
    return number


def _renamed(engine: Engine, number: int) -> None:
    changed = [replace(base(n), name="Переименован", region="Край") for n in range(1, 6)]
    keep_register(engine, changed)


def _reorganised(engine: Engine, number: int) -> None:
    joined = (Membership(cluster="Новый", role="network"),)
    keep_register(engine, [replace(base(n), memberships=joined) for n in range(1, 6)])


def _overridden(engine: Engine, number: int) -> None:
    one, *_ = store.colleges(engine)
    _override(engine, one.id)


def _freed(engine: Engine, number: int) -> None:
    (given,) = store.overrides(engine)
    store.remove_override(engine, given.id)


def _confirmed(engine: Engine, number: int) -> None:
    held, _ = store.awaited(engine, datetime.now(UTC))
    store.confirm_by_hand(engine, held.visit_id)


def _visited_again(engine: Engine, number: int) -> None:
    (held,) = store.awaited(engine, datetime.now(UTC))
    second(engine, {held.college_id: (25, 40)}, day=1, agrees=False)


def _judged_again(engine: Engine, number: int) -> None:
    given = {one.id: store.Marks(verdicts=marks(1, 1)) for one in store.visits_of(engine, number)}
    store.add_judgement(engine, number, store.By(edition="2025"), given)
    before = number - 1
    given = {one.id: store.Marks(verdicts=marks(2, 2)) for one in store.visits_of(engine, before)}
    store.add_judgement(engine, before, store.By(edition="2023"), given)


def _run_later(engine: Engine, number: int) -> None:
    closed(engine, {one.id: (1, 1) for one in store.colleges(engine)}, day=30)


HAPPENINGS = (
    _renamed,
    _reorganised,
    _freed,
    _overridden,
    _confirmed,
    _visited_again,
    _judged_again,
    _run_later,
)


def test_a_final_judgement_shows_the_same_whatever_happens(engine: Engine, final: int) -> None:
    shown = _shown(engine, final)
    results = told(engine, final)
    assert {one.college.name for one in results.values()} == {f"Колледж № {n}" for n in range(1, 6)}
    assert sum(one.last is not None for one in results.values()) == 3
    for happened in HAPPENINGS:
        happened(engine, final)
        assert _shown(engine, final) == shown, happened.__name__


def test_a_final_judgement_takes_no_marks_and_is_published_no_second_time(
    engine: Engine, final: int
) -> None:
    given = store.judgement(engine, final)
    assert (given.state, given.published_by, given.until) == ("final", "Петрова", None)
    visit = told(engine, final)[1].visit_id
    with pytest.raises(StoreError, match="окончательно"), writing(engine) as connection:
        write_marks(connection, given.id, visit, store.Marks(verdicts=verdicts_of(LOW)))
    with pytest.raises(StoreError, match="окончательно"):
        standings.finalise(engine, given, "Другой")
    with pytest.raises(StoreError, match="окончательно"):
        store.publish(engine, given.id, "Другой", until=date(2099, 1, 1))
    assert store.judgement(engine, final) == given


def test_the_ratings_of_a_final_judgement_are_those_of_its_marks(
    engine: Engine, final: int
) -> None:
    results = told(engine, final)
    for one in results.values():
        assert one.scores == replace(one, tallied=None).scores
    ladder = rank(tuple(results.values()), "presence").colleges
    assert [row.score.points for row in ladder.rows] == [24, 23]
    assert {one.why for one in ladder.unrated} == {"unconfirmed", "http_403"}
    assert mark_of(results[4], "A1").finding.reason == "by_hand"


# Commands


def test_a_run_that_goes_on_is_not_published(sqlite: Engine) -> None:
    number = opened(sqlite, [one.id for one in register(sqlite, 1)])
    for words in (("preliminary", number, "--until", LATER), ("final", number)):
        done = call(sqlite, "judgement", *words)
        assert done.exit_code == 1
        assert f"run resume {number}" in done.stderr
    assert store.judgement(sqlite, number).state == "draft"


def test_a_low_visual_rating_is_published_only_after_a_person_has_seen_the_site(
    sqlite: Engine,
) -> None:
    one, two, three = (college.id for college in register(sqlite, 3))
    number = closed(sqlite, {one: GOOD, two: UGLY, three: UGLY})
    for words in (("preliminary", number, "--until", LATER), ("final", number)):
        done = call(sqlite, "judgement", *words)
        assert (done.exit_code, store.judgement(sqlite, number).state) == (1, "draft")
        assert f"judgement approve {number}@1" in done.stderr
        assert "college2.example" in done.stdout
        assert "college1.example" not in done.stdout
    shown = call(sqlite, "judgement", "approve", number)
    assert "30" in shown.stdout.split("college2.example")[1].splitlines()[0]
    done = call(sqlite, "judgement", "approve", number, "http://college2.example/")
    assert "ждут решения: 1" in done.stdout
    assert call(sqlite, "judgement", "final", number).exit_code == 1
    call(sqlite, "judgement", "approve", number, "--all", "--by", "Петрова")
    assert "Никто не ждёт" in call(sqlite, "judgement", "approve", number).stdout
    assert call(sqlite, "judgement", "final", number).exit_code == 0
    assert store.judgement(sqlite, number).state == "final"


def test_who_has_corrected_a_mark_of_a_site_has_seen_it(sqlite: Engine) -> None:
    (one,) = (college.id for college in register(sqlite, 1))
    number = closed(sqlite, {one: UGLY})
    _override(sqlite, one, "V1", 4)
    assert call(sqlite, "judgement", "final", number).exit_code == 0


def test_a_site_whose_untold_marks_could_lift_it_over_50_percent_waits_for_nobody(
    sqlite: Engine,
) -> None:
    (one,) = (college.id for college in register(sqlite, 1))
    number = closed(sqlite, {one: but(UGLY, V4=None, V5=None)})
    assert call(sqlite, "judgement", "final", number).exit_code == 0


def test_an_approval_holds_for_the_visit_and_not_for_the_next_one(sqlite: Engine) -> None:
    (one,) = (college.id for college in register(sqlite, 1))
    number = closed(sqlite, {one: UGLY})
    call(sqlite, "judgement", "approve", number, "--all")
    assert call(sqlite, "judgement", "final", number).exit_code == 0
    assert call(sqlite, "judgement", "final", closed(sqlite, {one: UGLY}, day=30)).exit_code == 1


@pytest.mark.parametrize("until", ["01.01.2020", "2020-01-01", "завтра", "31.02.2099", ""])
def test_a_last_day_for_objections_that_has_passed_or_is_none_is_refused(
    until: str, sqlite: Engine
) -> None:
    number = closed(sqlite, {one.id: GOOD for one in register(sqlite, 1)})
    done = call(sqlite, "judgement", "preliminary", number, "--until", until)
    assert done.exit_code == 2
    assert done.stderr
    assert store.judgement(sqlite, number).state == "draft"


def test_yesterday_in_moscow_is_no_day_for_objections(
    sqlite: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At one in the night in Moscow it is still yesterday in Greenwich."""
    monkeypatch.setattr("site_audit.cli.publishing.datetime", _AtNight)
    number = closed(sqlite, {one.id: GOOD for one in register(sqlite, 1)})
    for day, code in (("14.12.2026", 2), ("15.12.2026", 0)):
        done = call(sqlite, "judgement", "preliminary", number, "--until", day)
        assert done.exit_code == code


class _AtNight(datetime):
    @classmethod
    def now(cls, tz=None):  # type: ignore[no-untyped-def]
        return datetime(2026, 12, 14, 22, tzinfo=UTC).astimezone(tz)


def test_the_states_of_judgements_are_listed_in_words(sqlite: Engine) -> None:
    number = closed(sqlite, {one.id: GOOD for one in register(sqlite, 1)})

    def listed() -> str:
        return str(call(sqlite, "judgement", "list", number).stdout)

    assert "черновик" in listed()
    done = call(sqlite, "judgement", "preliminary", number, "--until", LATER, "--by", "[b]Петрова")
    assert (done.exit_code, LATER in done.stdout) == (0, True)
    assert f"возражения до {LATER}" in listed()
    assert "[b]Петрова" in listed()
    assert call(sqlite, "judgement", "final", number).exit_code == 0
    assert "окончательное" in listed()
    assert "возражения" not in listed()
    done = call(sqlite, "judgement", "final", number)
    assert (done.exit_code, "больше не меняется" in done.stderr) == (1, True)


def test_a_judging_beside_a_published_one_is_a_draft(sqlite: Engine) -> None:
    (one,) = (college.id for college in register(sqlite, 1))
    number = closed(sqlite, {one: GOOD})
    call(sqlite, "judgement", "final", number)
    visits = store.visits_of(sqlite, number)
    given = {visit.id: store.Marks(verdicts=marks(1, 30)) for visit in visits}
    store.add_judgement(sqlite, number, store.By(edition="2025"), given)
    assert [one.state for one in store.judgements(sqlite, number)] == ["final", "draft"]
    assert (points(sqlite, number, 1), points(sqlite, number, 2)) == ({one: GOOD}, {one: (1, 30)})
    comparable = store.comparable(sqlite, store.run(sqlite, number))
    assert [given.number for _, given in comparable] == [1]
