"""With a browser: sites are audited by eyes of one's own, and tests that need them are skipped."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from site_audit.audit import Audited, Means, audit
from site_audit.browser.binary import find_browser
from site_audit.browser.chromium import Chromium, ChromiumSettings
from site_audit.browser.sight import Eyes
from site_audit.model import College, Finding
from tests.workshop import METHODOLOGY, SETUP, means_for

PROGRAM = find_browser()
VISUAL = tuple(f"V{number}" for number in range(1, 9))
needs_browser = pytest.mark.skipif(
    PROGRAM is None,
    reason="no Chromium or Chrome on PATH, of Playwright or Debian; " + SETUP,
)


def audit_with_eyes(
    colleges: Iterable[College], archives: Path, *, looks: bool = True
) -> list[Audited]:
    """Audits sites one after the other with one browser; ``looks`` False only draws pages."""
    return asyncio.run(_audit(tuple(colleges), archives, looks))


async def _audit(colleges: tuple[College, ...], archives: Path, looks: bool) -> list[Audited]:
    assert PROGRAM is not None
    async with Chromium(ChromiumSettings(program=PROGRAM)) as chromium:
        means = _means(archives, chromium, looks)
        return [await audit(college, means, METHODOLOGY) for college in colleges]


def _means(archives: Path, chromium: Chromium, looks: bool) -> Means:
    means = replace(means_for(archives), eyes=Eyes(chromium=chromium, speed_runs=1))
    return means if looks else replace(means, guide=replace(means.guide, looks=None))


def visual(found: Audited) -> dict[str, Finding]:
    """The findings of the eight visual criteria."""
    return {one.criterion: one.finding for one in found.verdicts if one.criterion in VISUAL}
