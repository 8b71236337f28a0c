"""Sites that only JavaScript draws get the marks of their static twins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from site_audit import archive
from site_audit.audit import Audited
from site_audit.cli.desk import GUIDE
from site_audit.model import Mark
from tests.eyes import audit_with_eyes, needs_browser
from tests.twins import TWINS, files_of, serving_files
from tests.workshop import PRESENCE, SITES, entry_of

QUICK = ("shell", "hash", "divs-listeners", "state-only", "lazy")
RICH = "radioelektronika-26-iz-26"

pytestmark = needs_browser


def marks(found: Audited) -> dict[str, Mark]:
    return {one.criterion: one.finding.mark for one in found.verdicts if one.criterion in PRESENCE}


def labelled(name: str, archives: Path, twin: str) -> tuple[dict[str, Mark], Audited]:
    """The marks of the static site, and what the browser made of its twin."""
    files = files_of(SITES / name)
    college = entry_of(SITES / name)
    with serving_files(files) as static, serving_files(TWINS[twin](files)) as drawn:
        sites = [replace(college, url=static), replace(college, url=drawn)]
        first, second = audit_with_eyes(sites, archives, looks=False)
    return marks(first), second


@pytest.mark.parametrize("twin", QUICK)
def test_a_drawn_site_reaches_the_marks_of_its_static_twin(twin: str, tmp_path: Path) -> None:
    wanted, found = labelled("accordion", tmp_path, twin)
    assert marks(found) == wanted
    assert found.audit.outcome.kind == "audited"
    assert any(page.drawn for page in found.audit.snapshot.pages)


@pytest.mark.soak
@pytest.mark.parametrize("twin", sorted(set(TWINS) - {"divs-inline"}))
def test_a_drawn_site_with_all_elements_loses_none_of_them(twin: str, tmp_path: Path) -> None:
    wanted, found = labelled(RICH, tmp_path, twin)
    given = marks(found)
    assert {code: given[code] for code in PRESENCE if given[code] is not None} == {
        code: wanted[code] for code in PRESENCE if given[code] is not None
    }
    if twin not in ("state-only", "buttons"):  # there a press costs a page: what is left is doubt
        assert given == wanted


def test_a_drawn_site_is_judged_again_from_its_archive_without_a_browser(tmp_path: Path) -> None:
    _, found = labelled("accordion", tmp_path, "hash")
    again = archive.load(tmp_path, found.archive, GUIDE)
    first = found.audit.snapshot
    assert [(page.url, page.kind, page.drawn) for page in again.pages] == [
        (page.url, page.kind, page.drawn) for page in first.pages
    ]
    assert [page.facts.text for page in again.pages] == [page.facts.text for page in first.pages]


def test_a_static_site_is_not_drawn(tmp_path: Path) -> None:
    files = files_of(SITES / "accordion")
    with serving_files(files) as static:
        college = replace(entry_of(SITES / "accordion"), url=static)
        (found,) = audit_with_eyes([college], tmp_path, looks=False)
    assert not any(page.drawn for page in found.audit.snapshot.pages)
