"""One running Chromium with its driver: started, found again by pid, ended without a trace."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.async_api import Browser, Playwright, async_playwright

from site_audit.browser.deadline import BrowserError, within
from site_audit.browser.watchdog import MemoryBounds, Watchdog

log = logging.getLogger(__name__)

START_SECONDS = 30.0
END_SECONDS = 5.0
_ARGUMENTS = (
    "--font-render-hinting=none",  # letters of one width on all machines
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--deny-permission-prompts",
    "--js-flags=--max-old-space-size=512",
)
_PROFILE = "--user-data-dir="


@dataclass
class Running:
    """A browser that runs; ``sites`` counts those that were opened in it."""

    driver: Playwright
    browser: Browser
    process: psutil.Process
    watchdog: Watchdog
    sites: int = 0

    @property
    def is_alive(self) -> bool:
        """Whether it may be used; a killed driver is not noticed by its own ``is_connected``."""
        parent = self.process.parent() if self.process.is_running() else None
        return parent is not None and self.browser.is_connected()


async def start(program: Path, bounds: MemoryBounds) -> Running:
    """Starts the browser; raises BrowserError."""
    mark = f"--site-audit={secrets.token_hex(8)}"
    driver = await within(START_SECONDS, async_playwright().start())
    try:
        browser = await within(
            START_SECONDS,
            driver.chromium.launch(
                executable_path=program,
                args=[*_ARGUMENTS, mark],
                ignore_default_args=["--disable-popup-blocking"],
                chromium_sandbox=os.geteuid() != 0,  # root may not have one
                handle_sigint=False,  # we decide when it ends
                handle_sigterm=False,
                handle_sighup=False,
            ),
        )
        process = _find(mark)
    except BrowserError:
        await _stop_driver(driver)
        raise
    return Running(driver, browser, process, Watchdog(process, bounds))


def _find(mark: str) -> psutil.Process:
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if mark in process.cmdline():
                return process
    raise BrowserError("browser_gone", "it ended as soon as it was started")


async def end(running: Running) -> None:
    """Ends the browser and its driver, by force where they do not listen; nothing stays behind."""
    running.watchdog.close()
    family = _family(running.process)
    profile = _profile(running.process)
    try:
        await within(END_SECONDS, running.browser.close())
    except BrowserError as trouble:
        log.warning("the browser did not close (%s), it is killed", trouble.detail)
    await _stop_driver(running.driver)
    await asyncio.to_thread(_bury, family)
    if profile:
        await asyncio.to_thread(shutil.rmtree, profile, ignore_errors=True)


async def _stop_driver(driver: Playwright) -> None:
    try:
        await within(END_SECONDS, driver.stop())
    except BrowserError as trouble:
        log.warning("the browser's driver did not stop (%s)", trouble.detail)


def _family(process: psutil.Process) -> list[psutil.Process]:
    """The driver, the browser and its pages, as far as they are still there."""
    try:
        driver = process.parent()
        ours = driver is not None and driver.pid != os.getpid()
        children = process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []
    return [*children, process, *([driver] if driver is not None and ours else [])]


def _profile(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.Error):
        named = (part for part in process.cmdline() if part.startswith(_PROFILE))
        return next(named, "").removeprefix(_PROFILE)
    return ""


def _bury(family: list[psutil.Process]) -> None:
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(family, timeout=END_SECONDS)
