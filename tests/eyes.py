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
from site_audit.browser.viewports import OTHERS, Viewport
from site_audit.model import College, Finding
from tests.workshop import METHODOLOGY, SETUP, means_for

PROGRAM = find_browser()
VISUAL = tuple(f"V{number}" for number in range(1, 9))
needs_browser = pytest.mark.skipif(
    PROGRAM is None,
    reason="no Chromium or Chrome on PATH, of Playwright or Debian; " + SETUP,
)


def audit_with_eyes(
    colleges: Iterable[College],
    archives: Path,
    *,
    looks: bool = True,
    screens: tuple[Viewport, ...] = OTHERS,
) -> list[Audited]:
    """Audits sites one after the other with one browser; ``looks`` False only draws pages."""

    async def made() -> list[Audited]:
        assert PROGRAM is not None
        async with Chromium(ChromiumSettings(program=PROGRAM)) as chromium:
            eyes = Eyes(chromium=chromium, speed_runs=1, screens=screens)
            means = _means(archives, eyes, looks)
            return [await audit(college, means, METHODOLOGY) for college in colleges]

    return asyncio.run(made())


def _means(archives: Path, eyes: Eyes, looks: bool) -> Means:
    means = replace(means_for(archives), eyes=eyes)
    return means if looks else replace(means, guide=replace(means.guide, looks=None))


def visual(found: Audited) -> dict[str, Finding]:
    """The findings of the eight visual criteria."""
    return {one.criterion: one.finding for one in found.verdicts if one.criterion in VISUAL}
