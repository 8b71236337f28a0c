"""The bench on which tests audit: the whole methodology, a client that may go to loopback only."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

import criteria
from site_audit import store
from site_audit.archives.shelf import Shelf
from site_audit.audit import Means, Methodology
from site_audit.cli.desk import GUIDE
from site_audit.crawling.itinerary import Budget
from site_audit.demo.manifest import manifest
from site_audit.documents import ocr
from site_audit.logos.raster import has_fonts
from site_audit.model import College, Mark
from site_audit.net.client import ClientSettings
from site_audit.net.dial import system_resolve
from site_audit.net.policy import parse_allow
from site_audit.runs.again import Again
from site_audit.runs.anomaly import Bounds
from site_audit.runs.visiting import Orders, Place, Rules

SITES = Path(__file__).parent / "sites"
SHARED = Path(__file__).parents[2] / "shared"
GROUPS = {"A": 10, "B": 9, "C": 7}
PRESENCE = tuple(f"{group}{number + 1}" for group, size in GROUPS.items() for number in range(size))

SETUP = "sh setup/system.sh installs what is missing, or names the packages to ask for"
needs_tesseract = pytest.mark.skipif(
    not ocr.available(), reason="tesseract with its Russian model is not installed; " + SETUP
)
needs_fonts = pytest.mark.skipif(
    not has_fonts(), reason="the DejaVu fonts are not installed; " + SETUP
)
can_read = bool(ocr.available()) and has_fonts()

METHODOLOGY = Methodology(
    criteria=criteria.CRITERIA,
    observed=criteria.OBSERVED,
    rules=criteria.rules_for("2023"),
    gather=criteria.offered,
)


def entry_of(folder: Path) -> College:
    """The register's entry of a small site; its address is not known before it is served."""
    return manifest(folder).college or College(name=folder.name, url="")


def means_for(archives: Path, allow: str = "127.0.0.0/8", pages: int = 60) -> Means:
    """With what a test visits sites: no pace, quick retries."""
    client = ClientSettings(
        user_agent="SiteAudit/test",
        rate=0,
        allow=(parse_allow(allow),),
        request_seconds=10,
        retry_pause=0.01,
    )
    return Means(
        client=client, guide=GUIDE, budget=Budget(pages=pages), archives=Shelf(folder=archives)
    )


def letter(mark: Mark) -> str:
    """A mark as one sign: 1, 0 or ?."""
    return "?" if mark is None else str(mark)


def place_for(engine: Engine, run_id: int, means: Means, at_once: int = 1) -> Place:
    """Where a test's worker makes the visits of a run: each once, without a second thought."""
    orders = Orders(
        judgement_id=store.judgement(engine, run_id, 1).id, means=means, methodology=METHODOLOGY
    )
    return Place(
        name="host-1-2",
        engine=engine,
        run_id=run_id,
        orders=lambda run: orders,
        rules=Rules(
            again=Again(attempts=1, hours=1), confirm_hours=0, anomaly=Bounds(share=1, sites=0)
        ),
        resolve=system_resolve,
        at_once=at_once,
        lease_seconds=3,
    )
