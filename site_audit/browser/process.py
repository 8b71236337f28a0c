"""One running Chromium with its driver: started, found again by pid, ended without a trace."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # names are the proxy's matter
    "--deny-permission-prompts",
    "--disable-audio-output",  # nor is the sound of this machine looked for, which leaves folders
    "--block-new-web-contents",  # nobody closes pop-ups as fast as they can be opened
    "--js-flags=--max-old-space-size=512",
)
# The driver keeps 50 MB of garbage otherwise, and grows by 2 MB a site.
_FRUGAL = "--max-semi-space-size=1"
_PROFILE = "--user-data-dir="
_DEAD = (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)


@dataclass
class Running:
    """A browser that runs; ``sites`` counts those that were opened in it."""

    driver: Playwright
    browser: Browser
    process: psutil.Process  # the browser's own: Debian's command is a script that waits for it
    leader: psutil.Process  # the driver's
    folders: tuple[str, ...]
    watchdog: Watchdog
    sites: int = 0

    @property
    def is_alive(self) -> bool:
        """Whether it may be used: what was killed or frozen is not always told by the driver."""
        return self.browser.is_connected() and all(map(_moves, (self.leader, self.process)))


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() not in _DEAD
    except psutil.Error:
        return False


def _moves(process: psutil.Process) -> bool:
    try:
        return _lives(process) and process.status() != psutil.STATUS_STOPPED
    except psutil.Error:
        return False


async def start(program: Path, bounds: MemoryBounds) -> Running:
    """Starts the browser; raises BrowserError. Where nobody waits for it any more it is ended."""
    starting = asyncio.create_task(_start(program, bounds))
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        with contextlib.suppress(BrowserError):
            await end(await starting)
        raise


async def _start(program: Path, bounds: MemoryBounds) -> Running:
    if not os.access(program, os.X_OK):  # the driver would leave a profile behind
        raise BrowserError("browser_gone", f"{program} is not there or may not be started")
    driver, leader = await _start_driver()
    # For traces; the driver's own folder would stay behind if the driver were killed.
    folder = f"{tempfile.gettempdir()}/site-audit-browser-{secrets.token_hex(8)}"
    try:
        browser = await within(START_SECONDS, _launch(driver, program, folder))
        process = await _process_of(browser, leader)
        profile = _profile_of(process)
    except (BrowserError, psutil.Error) as trouble:
        await _stop_driver(driver, leader)
        if isinstance(trouble, BrowserError):
            raise
        raise BrowserError("browser_gone", "it ended as soon as it was started") from trouble
    watchdog = Watchdog(process, bounds)
    return Running(driver, browser, process, leader, (folder, profile), watchdog)


async def _start_driver() -> tuple[Playwright, psutil.Process]:
    older = _drivers()
    os.environ.setdefault("NODE_OPTIONS", _FRUGAL)  # it takes the environment that we have
    manager = async_playwright()
    starting = asyncio.ensure_future(manager.start())
    await asyncio.wait({starting}, timeout=START_SECONDS)
    ours = _drivers() - older
    if not starting.done():
        _kill(ours)
        await asyncio.wait({starting})  # it notices that
    trouble = starting.exception()
    if trouble is not None or not ours:
        raise BrowserError("browser_gone", f"the driver did not start: {trouble}") from trouble
    if manager._client is not None:
        # When the driver is killed, asyncio would log an exception that nobody had asked for.
        manager._client._transport.on_error_future.add_done_callback(_take_note)
    return starting.result(), ours.pop()


def _take_note(ended: asyncio.Future[Any]) -> None:
    if not ended.cancelled():
        ended.exception()


def _drivers() -> set[psutil.Process]:
    """The drivers that this process has started and that still run."""
    found = set()
    for process in psutil.Process().children():
        with contextlib.suppress(psutil.Error):
            if "run-driver" in process.cmdline():
                found.add(process)
    return found


def _launch(driver: Playwright, program: Path, folder: str) -> Coroutine[Any, Any, Browser]:
    return driver.chromium.launch(
        executable_path=program,
        args=_ARGUMENTS,
        artifacts_dir=folder,
        # A page that navigates in a loop would keep the browser itself from answering.
        ignore_default_args=["--disable-popup-blocking", "--disable-ipc-flooding-protection"],
        chromium_sandbox=os.geteuid() != 0,  # root may not have one
        handle_sigint=False,  # we decide when it ends
        handle_sigterm=False,
        handle_sighup=False,
        timeout=START_SECONDS * 1000,
    )


async def _process_of(browser: Browser, leader: psutil.Process) -> psutil.Process:
    """The browser's own process, as it says itself."""
    session = await within(START_SECONDS, browser.new_browser_cdp_session())
    told = await within(START_SECONDS, session.send("SystemInfo.getProcessInfo"))
    await within(START_SECONDS, session.detach())
    pids = (int(one["id"]) for one in told["processInfo"] if one["type"] == "browser")
    process = psutil.Process(next(pids, 0))
    if process not in _children(leader):  # so that nothing of others is ever killed
        raise BrowserError("browser_gone", f"process {process.pid} was not started by us")
    return process


def _profile_of(process: psutil.Process) -> str:
    named = (part for part in process.cmdline() if part.startswith(_PROFILE))
    return next(named, "").removeprefix(_PROFILE)


async def end(running: Running) -> None:
    """Ends the browser and its driver, by force where they do not listen; nothing stays behind."""
    ending = asyncio.create_task(_end(running))
    try:
        await asyncio.shield(ending)
    except asyncio.CancelledError:
        await ending
        raise


async def _end(running: Running) -> None:
    if running.is_alive:
        try:
            await within(END_SECONDS, running.browser.close())
        except BrowserError as trouble:
            log.warning("the browser did not close (%s), it is killed", trouble.detail)
    running.watchdog.close()
    await asyncio.to_thread(_bury, running.watchdog.family())
    await _stop_driver(running.driver, running.leader)
    for folder in filter(None, running.folders):
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


async def _stop_driver(driver: Playwright, leader: psutil.Process) -> None:
    """Ends the driver and what it has started; its own tasks are over then."""
    left = set(_children(leader))
    stopping = asyncio.ensure_future(driver.stop())
    await asyncio.wait({stopping}, timeout=END_SECONDS if _moves(leader) else 0)
    if not stopping.done():
        log.warning("the browser's driver did not stop, it is killed")
    _kill({leader})  # and asyncio waits for it: it is a child of ours
    await asyncio.to_thread(_bury, left)
    await asyncio.wait({stopping}, timeout=END_SECONDS)
    stopping.cancel()
    await asyncio.gather(stopping, return_exceptions=True)


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


def _kill(family: set[psutil.Process]) -> None:
    for process in family:
        with contextlib.suppress(psutil.Error):
            process.kill()


def _bury(family: set[psutil.Process]) -> None:
    """Kills processes that are not our own children, and waits until they are gone.

    One that is dead and only not yet buried by its parent, be it the system's, is gone.
    """
    _kill(family)
    deadline = time.monotonic() + END_SECONDS
    while any(map(_lives, family)) and time.monotonic() < deadline:
        time.sleep(0.01)
