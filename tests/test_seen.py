"""Own pages, good to bad, measured by the browser: worse is never worth more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from site_audit.archives import archive
from site_audit.audit import Audited
from site_audit.browser.viewports import viewport
from site_audit.cli.desk import GUIDE
from site_audit.judge import judge
from site_audit.model import College, Finding
from tests.eyes import VISUAL, audit_with_eyes, needs_browser, visual
from tests.looks import LADDERS, WHOLE, Files, good
from tests.twins import serving_files
from tests.workshop import METHODOLOGY

pytestmark = needs_browser
TODAY = date.today()
WAYS = [(code, way) for code, ways in LADDERS.items() for way in ways]
RELATED = {  # of one thing, seen by two criteria
    "V1": {"V7"}, "V2": {"V7"}, "V3": {"V7"}, "V4": {"V7"}, "V5": {"V7", "V3"}, "V6": {"V8"},
    "V7": {"V3", "V4", "V2"}, "V8": {"V6"},
}  # fmt: skip


def seen(sites: list[Files], archives: Path) -> list[Audited]:
    found = []
    for files in sites:
        with serving_files(files) as base:
            found += audit_with_eyes([College(name="Колледж", url=base)], archives)
    return found


def marks(found: Audited) -> dict[str, int]:
    return {code: finding.mark or 0 for code, finding in visual(found).items()}


def total(finding: Finding) -> float:
    return sum(check.points or 0 for check in finding.checks)


@pytest.fixture(scope="module")
def best(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    (found,) = seen([good(TODAY)], tmp_path_factory.mktemp("good"))
    return found


def test_a_good_site_gets_five_for_everything(best: Audited) -> None:
    assert marks(best) == dict.fromkeys(VISUAL, 5)


def test_every_lost_point_shows_a_value_and_its_bounds(tmp_path: Path) -> None:
    (found,) = seen([WHOLE["nineties"](good(TODAY))], tmp_path)
    lost = [check for finding in visual(found).values() for check in finding.checks]
    assert all(check.full_at is not None for check in lost)
    pictured = {e.image for check in lost for e in check.evidence if e.image}
    assert len(pictured) >= 3
    names = {f"shot:{shot.name}" for shot in found.audit.snapshot.seen.shots}
    assert pictured <= names
    assert {"shot:home-desktop", "shot:home-phone"} <= names
    assert sum(len(shot.jpeg) for shot in found.audit.snapshot.seen.shots) <= 600_000
    assert marks(found)["V7"] <= 1


def test_a_site_is_looked_at_on_the_screens_that_are_asked_for(tmp_path: Path) -> None:
    with serving_files(good(TODAY)) as base:
        college = College(name="Колледж", url=base)
        (found,) = audit_with_eyes([college], tmp_path, screens=(viewport("390x844"),))
    names = {one.viewport for one in found.audit.snapshot.seen.renders}
    assert names == {"1366x768", "360x800", "390x844"}
    assert None not in marks(found).values()


def test_a_fixed_layout_is_no_layout_for_phones(tmp_path: Path) -> None:
    (found,) = seen([WHOLE["fixed-1200"](good(TODAY))], tmp_path)
    assert marks(found)["V7"] <= 1
    assert marks(found)["V2"] == 5


def test_a_site_without_navigation_has_none(tmp_path: Path) -> None:
    (found,) = seen([WHOLE["no-menu"](good(TODAY))], tmp_path)
    assert marks(found)["V3"] <= 1


def test_what_was_seen_is_judged_again_from_the_archive(tmp_path: Path) -> None:
    (found,) = seen([good(TODAY)], tmp_path)
    again = archive.load(tmp_path, found.archive, GUIDE)
    assert again.seen == found.audit.snapshot.seen
    criteria = [one for one in METHODOLOGY.criteria if one.group == "V"]
    verdicts = judge(criteria, METHODOLOGY.rules, again)
    assert {one.criterion: one.finding for one in verdicts} == visual(found)


@pytest.mark.soak
@pytest.mark.parametrize(("code", "way"), WAYS, ids=str)
def test_worse_in_one_way_is_worth_less_there_and_no_less_elsewhere(
    code: str, way: str, best: Audited, tmp_path: Path
) -> None:
    found = seen([change(good(TODAY)) for change in LADDERS[code][way]], tmp_path)
    worth = [total(visual(one)[code]) for one in (best, *found)]
    assert worth == sorted(worth, reverse=True), worth
    assert worth[-1] < worth[0]
    for one in found:
        lost = {other for other, mark in marks(one).items() if mark < 5} - {code}
        assert lost <= RELATED[code]


@pytest.mark.soak
def test_five_audits_of_an_unchanged_site_say_the_same(tmp_path: Path) -> None:
    with serving_files(WHOLE["nineties"](good(TODAY))) as base:
        five = audit_with_eyes([College(name="Колледж", url=base)] * 5, tmp_path)
    still = [{code: visual(one)[code] for code in VISUAL[:-1]} for one in five]
    assert all(one == still[0] for one in still)
    speeds = [marks(one)["V8"] for one in five]
    assert max(speeds) - min(speeds) <= 1
