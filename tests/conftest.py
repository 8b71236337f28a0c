"""What tests share: where the sites are, and with what a site is audited on loopback."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from xdist.scheduler import LoadScopeScheduling

from site_audit.audit import Audited, audit
from site_audit.documents import library
from site_audit.model import College
from site_audit.pages import cage
from site_audit.store import open_database
from tests.postgres import PROGRAMS, Server, new_server
from tests.workshop import METHODOLOGY, means_for

TOGETHER = (
    *("cli", "deck", "demo", "hostile", "looks", "meeting_report", "pack", "seen", "shelf"),
    *("workbook", "zoo"),
)
"""Tests of these modules stay in one process: what they share is dearer than they are."""


class Together(LoadScopeScheduling):
    """Spreads tests over processes one by one, but those of some modules as one."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        is_dear = Path(file).stem.removeprefix("test_") in TOGETHER
        return file if is_dear else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """The scheduler of ``pytest -n``."""
    return Together(config, log)


@pytest.fixture(scope="session", autouse=True)
def _cage_is_closed() -> Iterator[None]:
    yield
    cage.close()
    library.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server; a test without one is skipped and says so."""
    if PROGRAMS is None:
        pytest.skip("PostgreSQL is not installed; sh setup/database.sh installs it")
    server = new_server()
    yield server
    server.stop()
    shutil.rmtree(server.folder)


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    opened = open_database(f"sqlite:///{tmp_path}/new folder/site-audit.db")
    yield opened
    opened.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Either database: what holds of one holds of the other."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite")
        return
    opened = open_database(request.getfixturevalue("postgres").database())
    yield opened
    opened.dispose()


@pytest.fixture
def audit_college(tmp_path: Path) -> Callable[[College], Audited]:
    """Audits the site of an entry of the register by the whole methodology."""
    return lambda college: asyncio.run(audit(college, means_for(tmp_path), METHODOLOGY))


@pytest.fixture
def audit_site(audit_college: Callable[[College], Audited]) -> Callable[[str], Audited]:
    """Audits one loopback address by the whole methodology."""
    return lambda url: audit_college(College(name="Колледж", url=url))
