"""Every site with labels of all three groups, written and served in other ways. Long: for soak."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from site_audit.audit import Audited
from site_audit.demo.manifest import manifest
from site_audit.demo.server import serving
from site_audit.model import College, Mark
from tests.markup import CHANGES
from tests.test_markup import moved, visited
from tests.workshop import PRESENCE, SITES, entry_of

LABELLED = sorted(
    folder.name
    for folder in (path.parent for path in SITES.glob("*/site.toml"))
    if set(PRESENCE) <= dict(manifest(folder).marks).keys()
    if manifest(folder).encoding == "utf-8"
)
pytestmark = [pytest.mark.soak, pytest.mark.parametrize("name", LABELLED)]


def test_a_site_loses_no_mark_written_in_all_ways_at_once(name: str) -> None:
    changes = moved(name, tuple(CHANGES), Random(1))
    visited.cache_clear()  # a hundred sites with their pages are too much to hold
    assert {code: marks for code, marks in changes.items() if marks[0] == 1} == {}


def test_a_site_keeps_its_marks_in_an_old_encoding(
    name: str, tmp_path: Path, audit_college: Callable[[College], Audited]
) -> None:
    old = tmp_path / name
    shutil.copytree(SITES / name, old)
    described = (old / "site.toml").read_text("utf-8")
    declared = [line for line in described.splitlines() if not line.startswith("encoding")]
    (old / "site.toml").write_text('encoding = "windows-1251"\n' + "\n".join(declared), "utf-8")

    def marks(folder: Path) -> dict[str, Mark]:
        with serving([folder]) as (site,):
            found = audit_college(replace(entry_of(folder), url=site.url))
        return {one.criterion: one.finding.mark for one in found.verdicts}

    wanted, given = marks(SITES / name), marks(old)
    changed = {code: (wanted[code], given[code]) for code in PRESENCE}
    assert {code: both for code, both in changed.items() if both[0] == 1 != both[1]} == {}
