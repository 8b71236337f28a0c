"""Causes: an error of many sites of one system or server that others do not have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest

from criteria.vendor import vendor
from site_audit.model import Outcome, Verdict
from site_audit.ratings.causes import FROM, Cause, causes, causes_of, vendor_of
from site_audit.ratings.ladder import Result
from tests.meetings import marks, result, verdict
from tests.samples import html, page, snapshot
from tests.workshop import METHODOLOGY

HERE, THERE = "192.0.2.1", "192.0.2.2"
NONE: dict[int, str] = {}


def _told(head: str = "", body: str = "") -> Verdict:
    """What the criterion says of a site with such a home page."""
    home = page("http://college.ru/", html(body, title="Колледж", head=head))
    finding = vendor(snapshot(home), METHODOLOGY.rules)
    return Verdict(criterion="vendor", out_of=1, finding=finding)


def _generator(name: str) -> Verdict:
    return _told(f'<meta name="generator" content="{name}">')


def _sites(numbers: Iterable[int], *lacking: str, system: Verdict | None = None) -> list[Result]:
    """Sites that lack some criteria, made with a system."""
    given = tuple(
        verdict(one.criterion, 0 if one.criterion in lacking else one.finding.mark)
        for one in marks(26, 40)
    )
    mine = (*given, system) if system else given
    return [replace(result(number, 0, 0), verdicts=mine) for number in numbers]


NOTHING = Fraction(0)
JOOMLA, BITRIX = _generator("Joomla! 3.9"), _generator("1C-Bitrix")


# The name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("WordPress 6.4", "WordPress"),
        ("1C-Bitrix", "1С-Битрикс"),
        ("Движок: наш, 2.0.", "«Движок: наш, 2.0.»"),
        ("Site v1.", "«Site v1.»"),
        (": ", "«:»"),
    ],
)
def test_the_name_is_read_from_what_the_criterion_writes(said: str, name: str) -> None:
    (site,) = _sites([1], system=_generator(said))
    assert vendor_of(site) == name


def test_a_host_with_dots_and_brackets_keeps_its_whole_name() -> None:
    home = page("http://college.gosuslugi.ru/", html(title="Колледж"))
    finding = vendor(snapshot(home, url=home.url), METHODOLOGY.rules)
    (site,) = _sites([1], system=Verdict(criterion="vendor", out_of=1, finding=finding))
    assert vendor_of(site) == "Госвеб (gosuslugi.ru)"


def test_a_system_that_was_not_told_has_no_name() -> None:
    assert _told().finding.mark == 0
    assert [vendor_of(one) for one in _sites([1], system=_told())] == [""]
    assert [vendor_of(one) for one in _sites([1])] == [""]


# What is a cause


def test_an_error_of_one_system_that_others_do_not_have_is_a_cause() -> None:
    results = [*_sites(range(1, 7), "A9", system=JOOMLA), *_sites(range(7, 17), system=BITRIX)]
    (found,) = causes(results, NONE)
    assert (found.kind, found.name, found.criterion) == ("vendor", "Joomla", "A9")
    assert (found.sites, found.failing, found.part) == (6, 6, 0)


def test_an_error_that_all_have_is_nobodys_cause() -> None:
    results = [
        *_sites(range(1, 7), "A9", system=JOOMLA),
        *_sites(range(7, 17), "A9", system=BITRIX),
    ]
    assert causes(results, NONE) == ()


def test_without_others_to_compare_with_there_is_no_cause() -> None:
    assert causes(_sites(range(1, 20), "A9", system=JOOMLA), NONE) == ()


def test_few_sites_may_be_chance() -> None:
    others = _sites(range(10, 30), system=BITRIX)
    few = _sites(range(1, FROM), "A9", system=JOOMLA)
    assert causes([*few, *others], NONE) == ()
    assert causes([*few, *_sites([FROM], "A9", system=JOOMLA), *others], NONE) != ()


@pytest.mark.parametrize(("whole", "found"), [(2, 1), (3, 0)])
def test_four_of_five_sites_of_a_system_must_have_the_error(whole: int, found: int) -> None:
    """8 of 10 are enough, 8 of 11 are not."""
    mine = [*_sites(range(1, 9), "A9", system=JOOMLA), *_sites(range(9, 9 + whole), system=JOOMLA)]
    assert len(causes([*mine, *_sites(range(20, 40), system=BITRIX)], NONE)) == found


@pytest.mark.parametrize(("failing", "found"), [(7, 1), (8, 0)])
def test_others_must_have_it_far_less_often(failing: int, found: int) -> None:
    """7 of 10 others leave 30 points between, 8 do not."""
    others = [
        *_sites(range(20, 20 + failing), "A9", system=BITRIX),
        *_sites(range(20 + failing, 30), system=BITRIX),
    ]
    mine = causes([*_sites(range(1, 7), "A9", system=JOOMLA), *others], NONE)
    assert len(mine) == found


def test_marks_that_could_not_be_told_are_neither_failing_nor_whole() -> None:
    untold = [
        replace(one, verdicts=tuple(verdict(v.criterion, None) for v in one.verdicts[:34]))
        for one in _sites(range(50, 60))
    ]
    unsure = [replace(one, verdicts=(*one.verdicts, JOOMLA)) for one in untold]
    sites = [*_sites(range(1, 7), "A9", system=JOOMLA), *_sites(range(7, 17), system=BITRIX)]
    (found,) = causes([*sites, *unsure], NONE)
    assert (found.sites, found.failing) == (6, 6)
    assert causes([*_sites(range(1, 7), "A9", system=JOOMLA), *untold], NONE) == ()


def test_a_poor_visual_mark_is_an_error_as_well() -> None:
    low = [
        replace(one, verdicts=tuple(_poor(v) for v in one.verdicts))
        for one in _sites(range(1, 7), system=JOOMLA)
    ]
    (found,) = causes([*low, *_sites(range(7, 17), system=BITRIX)], NONE)
    assert (found.criterion, found.failing) == ("V7", 6)


def _poor(given: Verdict) -> Verdict:
    return verdict("V7", 2) if given.criterion == "V7" else given


def test_an_error_of_one_server_is_a_cause_whatever_its_sites_are_made_with() -> None:
    results = [*_sites(range(1, 7), "B1"), *_sites(range(7, 17))]
    addresses = {one.visit_id: HERE if one.visit_id < 7 else THERE for one in results}
    (found,) = causes(results, addresses)
    assert (found.kind, found.name, found.criterion) == ("host", HERE, "B1")


def test_sites_without_a_rating_are_no_evidence() -> None:
    mine = _sites(range(1, 7), "A9", system=JOOMLA)
    shut = replace(mine[0], outcome=Outcome(kind="not_audited", reason="dns"))
    held = replace(mine[1], held_back=True)
    others = _sites(range(7, 17), system=BITRIX)
    assert causes([shut, held, *mine[2:], *others], NONE) == ()


def test_causes_with_most_sites_come_first() -> None:
    results = [
        *_sites(range(1, 7), "A9", system=JOOMLA),
        *_sites(range(7, 17), "A2", "A1", system=BITRIX),
        *_sites(range(17, 40)),
    ]
    found = [(one.name, one.criterion) for one in causes(results, NONE)]
    assert found == [("1С-Битрикс", "A1"), ("1С-Битрикс", "A2"), ("Joomla", "A9")]


# Whose cause it is


def test_a_site_is_told_the_causes_of_its_own_errors_only() -> None:
    ill = _sites([1], "A9", system=JOOMLA)[0]
    well, other = _sites([2], system=JOOMLA)[0], _sites([3], "A9", system=BITRIX)[0]
    known = (
        Cause(kind="vendor", name="Joomla", criterion="A9", sites=6, failing=6, part=NOTHING),
        Cause(kind="host", name=HERE, criterion="A9", sites=6, failing=6, part=NOTHING),
    )
    assert causes_of(ill, known, "") == known[:1]
    assert causes_of(ill, known, HERE) == known
    assert causes_of(other, known, HERE) == known[1:]
    assert causes_of(well, known, HERE) == ()


def test_a_site_without_a_known_system_or_server_shares_no_cause_with_another_such() -> None:
    known = (Cause(kind="vendor", name="Joomla", criterion="A9", sites=6, failing=6, part=NOTHING),)
    (site,) = _sites([1], "A9")
    assert causes_of(site, known, "") == ()
