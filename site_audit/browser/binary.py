"""Which Chromium is used: the one that is set, on PATH, Playwright's own, Debian's package."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

# The shell without a screen costs 2.5 times less CPU a load than the whole browser.
_NAMES = (
    "chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
_OF_DEBIAN = Path("/usr/lib/chromium")
_OF_PLAYWRIGHT = (
    "chromium_headless_shell-*/chrome-*/*headless*shell",
    "chromium-*/chrome-*/chrome",
)


def find_browser(wanted: Path | None = None) -> Path | None:
    """The browser's program, None when there is none. ``wanted`` is a path or a name on PATH."""
    if wanted is not None:
        found = shutil.which(wanted)
        return Path(found) if found else None
    return next(_known(), None)


def _known() -> Iterator[Path]:
    on_path = (shutil.which(name) for name in _NAMES)
    yield from (Path(found) for found in on_path if found)
    for pattern in _OF_PLAYWRIGHT:
        brought = sorted(_playwright_folder().glob(pattern), key=_build, reverse=True)
        yield from (path for path in brought if os.access(path, os.X_OK))
    yield from (path for name in _NAMES if os.access(path := _OF_DEBIAN / name, os.X_OK))


def _build(program: Path) -> int:
    """The number in the name of the folder that Playwright gave a browser: chromium-1208."""
    number = program.parents[1].name.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0


def _playwright_folder() -> Path:
    """Where Playwright keeps the browsers that it brings itself."""
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    return Path(named) if named else Path.home() / ".cache" / "ms-playwright"
