import logging

import pytest

import criteria
from site_audit.judge import gathered, judge, unjudged
from site_audit.model import Criterion, Finding, Offer, Outcome, Rules, Snapshot
from site_audit.ratings.score import SCORED
from tests.samples import page, snapshot

RULES = criteria.rules_for("2023")
SITE = snapshot(page("http://college.ru/", "<p>Колледж</p>"))


def criterion(code: str, mark: int | None, out_of: int = 1) -> Criterion:
    def check(site: Snapshot, rules: Rules) -> Finding:
        return Finding(mark=mark, reason="present", because=f"{len(site.pages)} {rules.edition.id}")

    return Criterion(id=code, group=code[0], title=code, check=check, out_of=out_of)


def broken(site: Snapshot, rules: Rules) -> Finding:
    raise KeyError("ours")


def test_verdicts_come_in_the_order_of_the_criteria() -> None:
    given = judge((criterion("A2", 1), criterion("V1", 4, 5), criterion("A1", None)), RULES, SITE)
    assert [(one.criterion, one.finding.mark, one.out_of) for one in given] == [
        ("A2", 1, 1),
        ("V1", 4, 5),
        ("A1", None, 1),
    ]
    assert given[0].finding.because == "1 2023"


def test_one_broken_criterion_costs_one_mark_and_is_ours(
    caplog: pytest.LogCaptureFixture,
) -> None:
    wrong = Criterion(id="A1", group="A", title="A1", check=broken)
    with caplog.at_level(logging.ERROR):
        first, second = judge((wrong, criterion("A2", 1)), RULES, SITE)
    assert (first.finding.mark, first.finding.reason) == (None, "our_failure")
    assert "наша ошибка" in first.finding.because
    assert second.finding.mark == 1
    assert "A1" in caplog.text
    assert "KeyError" in caplog.text


def test_a_site_that_did_not_open_is_unknown_not_zero() -> None:
    outcome = Outcome(kind="not_audited", reason="dns")
    given = unjudged((*criteria.CRITERIA, *criteria.OBSERVED), outcome)
    assert len(given) == 34 + len(criteria.OBSERVED)
    assert {one.finding.mark for one in given} == {None}
    assert {one.finding.reason for one in given} == {"not_audited_dns"}


def test_all_34_criteria_are_judged_in_their_order() -> None:
    given = judge(criteria.CRITERIA, RULES, SITE)
    assert tuple(one.criterion for one in given) == SCORED
    assert [one.out_of for one in given] == [1] * 26 + [5] * 8
    assert not any(one.finding.mark for one in given)


def test_judging_twice_gives_the_same() -> None:
    assert judge(criteria.CRITERIA, RULES, SITE) == judge(criteria.CRITERIA, RULES, SITE)


def test_programmes_that_we_fail_to_gather_are_not_known_rather_than_none(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails(site: Snapshot) -> tuple[Offer, ...]:
        raise KeyError("ours")

    with caplog.at_level(logging.ERROR):
        assert gathered(fails, SITE) is None
    assert "KeyError" in caplog.text
    assert gathered(lambda site: (), SITE) == ()
