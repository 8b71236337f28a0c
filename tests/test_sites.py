"""Small sites written by hand, one trouble each: every cell as a careful auditor gives it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from site_audit.audit import Audited
from site_audit.demo import folders
from site_audit.demo.manifest import manifest
from site_audit.demo.server import serving
from site_audit.documents.library import Library
from site_audit.documents.reading import Reading
from site_audit.glimpse import Glimpse
from site_audit.logos.tour import Tour
from site_audit.model import College, Mark, Verdict
from tests.workshop import PRESENCE, SETUP, SITES, can_read, entry_of, letter

WAITING = {  # cells that an eye decides: pictures too poor to read or not there, marks of no words
    "gosweb-elektromeh": {"A2"},
    "kreativ-olhovka": {"A7"},
    "redesign-burger-rybprom": {
        "C4"
    },  # emblems of no words in a folder and under a title of partners
    "redirekty-tolmachinsk": {"B8"},  # a page of the section answers 503
    "wget-drupal7-zaozerje-zoovet": {"A7"},
    "wget-ucoz-luchansk-elektroteh": {"A7"},  # nothing but the site's own form to log in
    "yii2-ustlopat-sudostroitel": {"A2"},  # «(не задано)» in every cell, as the engine writes it
}
NAMES = sorted(path.parent for path in SITES.glob("*/site.toml"))
DEMO = folders()
_A_THIRD_QUICKLY = [
    pytest.param(folder, marks=[pytest.mark.soak] if number % 3 else [])
    for number, folder in enumerate(NAMES)
]


def _marks(found: Audited) -> dict[str, Mark]:
    return {one.criterion: one.finding.mark for one in found.verdicts}


def _disagreements(folder: Path, found: Audited) -> dict[str, str]:
    wanted, why = dict(manifest(folder).marks), dict(manifest(folder).why)
    given = {one.criterion: one.finding for one in found.verdicts}
    return {
        code: f"want {letter(wanted[code])}, got {letter(given[code].mark)} "
        f"({given[code].reason}: {given[code].because}) {why.get(code, '')}"
        for code in PRESENCE
        if code in wanted and wanted[code] != given[code].mark
    }


def _is_told(found: Audited, verdict: Verdict) -> bool:
    """Whether a mark has its evidence, its reason and, where something is missing, an advice."""
    finding = verdict.finding
    if finding.reason == "not_built" or found.audit.outcome.kind == "not_audited":
        return True
    needs_advice = finding.mark != 1 and verdict.criterion in PRESENCE
    return bool(finding.because and finding.evidence and (finding.advice or not needs_advice))


@pytest.mark.parametrize("folder", [*NAMES, *DEMO], ids=lambda folder: folder.name)
def test_every_cell_of_a_site_is_as_labelled_and_has_evidence_and_words(
    folder: Path, audit_college: Callable[[College], Audited]
) -> None:
    with serving([folder]) as (site,):
        found = audit_college(replace(entry_of(folder), url=site.url))
    assert [one.criterion for one in found.verdicts if not _is_told(found, one)] == []
    wrong = _disagreements(folder, found)
    if wrong.keys() != WAITING.get(folder.name, set()) and not can_read:
        assert [code for code in wrong if _marks(found)[code] == 0] == [], wrong
        pytest.skip("some words stand on pictures, and tesseract or DejaVu is missing; " + SETUP)
    assert wrong.keys() == WAITING.get(folder.name, set()), wrong


@pytest.mark.parametrize("folder", _A_THIRD_QUICKLY, ids=lambda folder: folder.name)
def test_what_nobody_could_read_or_see_is_never_a_zero(
    folder: Path, audit_college: Callable[[College], Audited], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No time is left for any document, and the child that looks at pictures dies at each."""
    monkeypatch.setattr(Library, "_text", lambda self, body, end: Reading(trouble="time"))
    monkeypatch.setattr(Tour, "_look", lambda self, body: Glimpse(trouble="reader_died"))
    with serving([folder]) as (site,):
        found = audit_college(replace(entry_of(folder), url=site.url))
    wanted, given = dict(manifest(folder).marks), _marks(found)
    ones = {code for code in PRESENCE if wanted.get(code) == 1} - WAITING.get(folder.name, set())
    assert [code for code in ones if given[code] == 0] == []


def test_each_criterion_is_present_absent_and_untold_often_enough() -> None:
    counts = {code: Counter[str]() for code in PRESENCE}
    for folder in NAMES:
        for code, mark in manifest(folder).marks:
            if code in counts:
                counts[code][letter(mark)] += 1
    lacking = {
        code: dict(count)
        for code, count in counts.items()
        if count["1"] < 3 or count["0"] < 3 or count["?"] < 1
    }
    assert lacking == {}
