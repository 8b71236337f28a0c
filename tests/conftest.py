"""What tests share: where the sites are, and with what a site is audited on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_audit import cage, library
from site_audit.audit import Audited, audit
from site_audit.model import College
from tests.postgres import postgres as postgres  # a fixture for all
from tests.workshop import METHODOLOGY, means_for


@pytest.fixture(scope="session", autouse=True)
def _cage_is_closed() -> Iterator[None]:
    yield
    cage.close()
    library.close()


@pytest.fixture
def audit_college(tmp_path: Path) -> Callable[[College], Audited]:
    """Audits the site of an entry of the register by the whole methodology."""
    return lambda college: asyncio.run(audit(college, means_for(tmp_path), METHODOLOGY))


@pytest.fixture
def audit_site(audit_college: Callable[[College], Audited]) -> Callable[[str], Audited]:
    """Audits one loopback address by the whole methodology."""
    return lambda url: audit_college(College(name="Колледж", url=url))
