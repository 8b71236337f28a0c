"""The hostile farm of ../shared: its cases, what its log says, how its manifest judges a visit."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from site_audit.model import College, Mark, Outcome
from tests.workshop import SHARED

FARM = SHARED / "hostile" / "hostile_farm.py"
BROWSER = ("browser", "browser-ssrf")  # these need a browser to be harmful
SLOW = ("slow-honest", "slow-body", "silent", "crawl-delay", "flap", "deep-div", "attr-flood")

Case = dict[str, Any]

needs_farm = pytest.mark.skipif(not FARM.exists(), reason="the hostile farm of ../shared is absent")


def manifest() -> list[Case]:
    """All cases; none where there is no farm."""
    if not FARM.exists():
        return []
    listed = subprocess.run([sys.executable, FARM, "--list"], capture_output=True, check=True)
    cases: list[Case] = json.loads(listed.stdout)
    return cases


def is_for_browsers(case: Case) -> bool:
    return case["kind"] in BROWSER or case["id"] in BROWSER


@dataclass(frozen=True)
class Farm:
    port: int
    log: Path

    def lines(self, case: str) -> list[Case]:
        text = self.log.read_text("utf-8") if self.log.exists() else ""
        return [line for line in map(json.loads, text.splitlines()) if line["case"] == case]

    @property
    def command(self) -> list[str]:
        """Serves all cases until it is terminated; says a line when it listens."""
        where = ["--port", str(self.port), "--log", str(self.log)]
        return [sys.executable, str(FARM), *where, "--ttl", "7200"]

    @property
    def allowed(self) -> str:
        """The addresses of the sites, and not the canary's."""
        return f"127.66.0.0/16:{self.port}"

    def college(self, case: Case) -> College:
        return College(name=case["id"], url=case["url"].replace(":18100", f":{self.port}"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.66.0.1", 0))
        return int(probe.getsockname()[1])


def judge(
    case: Case,
    outcome: Outcome,
    marks: Mapping[str, Mark],
    requests: int,
    base: Mapping[str, Mark],
) -> None:
    """Whether a visit ended as the manifest says; ``base`` are the marks of the case «normal»."""
    expected = case["expect"]
    if expected["status"] == "not_audited":
        assert (outcome.kind, outcome.reason) == ("not_audited", expected["reason"]), case["id"]
        assert set(marks.values()) == {None}, case["id"]
        return
    assert outcome.kind != "not_audited", (case["id"], outcome)
    if expected.get("score") == "base" or expected["status"] == "partial":
        assert marks == base, case["id"]
    if "score_max" in expected:
        # A tab that opens counts, whatever it holds: the menu is full.
        assert {mark for code, mark in marks.items() if code != "C1"} == {0}, case["id"]
    assert requests <= expected.get("max_requests", 300), case["id"]
