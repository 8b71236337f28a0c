"""Lighthouse, from the npm registry: one mobile run of a home page.

It is installed into the cache folder when ``node`` and ``npm`` are there. Its browser is the one
that ``CHROME_PATH`` names, else the product's.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.tree import Bill, bill
from site_audit.browser.binary import find_browser

PUBLISHED = 7.8
"""CPU seconds of one run (Lighthouse 13.5, two cores), where it cannot be measured."""
_VERSIONS = (((22, 19), "13.5.0"), ((18, 16), "12.8.2"))  # the least Node, the release


@dataclass(frozen=True, kw_only=True)
class Lighthouse:
    """An installed release; ``program`` None = there is none, and ``why``."""

    program: Path | None = None
    version: str = ""
    why: str = ""


def installed() -> Lighthouse:
    """The release that this machine's Node runs, fetched when it is not there yet."""
    for needed in ("node", "npm"):
        if shutil.which(needed) is None:
            return Lighthouse(why=f"{needed} is absent")
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", said)
    node = (int(found[1]), int(found[2])) if found else (0, 0)
    version = next((release for least, release in _VERSIONS if node >= least), None)
    if version is None:
        return Lighthouse(why=f"node {said.strip()} is too old")
    return _fetched(version)


def _fetched(version: str) -> Lighthouse:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "site-audit-bench" / f"lighthouse-{version}"
    program = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund"]
        subprocess.run(
            [*command, f"lighthouse@{version}"],
            env=os.environ | {"PUPPETEER_SKIP_DOWNLOAD": "1"},
            stdout=subprocess.DEVNULL,
            check=False,
        )
    if not program.exists():
        return Lighthouse(why=f"lighthouse@{version} could not be installed")
    return Lighthouse(program=program, version=version)


def run(lighthouse: Lighthouse, url: str) -> Bill:
    """What one mobile run costs; raises ValueError when it measured nothing."""
    chrome = os.environ.get("CHROME_PATH") or str(find_browser())
    flags = "--headless --no-sandbox" if os.geteuid() == 0 else "--headless"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        cost = bill(
            *("env", f"CHROME_PATH={chrome}", "node", str(lighthouse.program), url, "--quiet"),
            *("--output=json", f"--output-path={report}", f"--chrome-flags={flags}"),
        )
        told = json.loads(report.read_text("utf-8"))
    if told.get("runtimeError") or told["categories"]["performance"]["score"] is None:
        raise ValueError(f"Lighthouse measured nothing on {url}: {told.get('runtimeError')}")
    return cost
