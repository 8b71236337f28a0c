"""One site from address to verdicts: names and limits."""

from __future__ import annotations

import pytest

from site_audit.audit import robot_name


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (compatible; SiteAudit/0.1; +https://college.ru)", "SiteAudit"),
        ("IrpoBot/2", "IrpoBot"),
    ],
)
def test_robots_txt_is_read_under_our_own_name(user_agent: str, name: str) -> None:
    assert robot_name(user_agent) == name
