"""What the browser did while a page loaded: its trace, and the blocking time in it.

The DevTools protocol gives the trace of a page's processes as compressed JSON of the trace event
format. Through the driver it would go as plain text, which costs half as much again.
"""

from __future__ import annotations

import base64
import gzip
import json
from asyncio import Future, get_running_loop
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from site_audit.browser.deadline import BrowserError
from site_audit.browser.tab import Tab

CPU_SLOWDOWN = 4.0
LONG_TASK_MS = 50.0
COMPLETE_SECONDS = 20.0
_PIECE = 1 << 20  # bytes that are asked for at once
_WANTED: dict[str, Any] = {
    "transferMode": "ReturnAsStream",
    "streamCompression": "gzip",
    "traceConfig": {
        "recordMode": "recordUntilFull",
        "traceBufferSizeInKb": 16_384,  # of binary: some hundred thousand tasks
        "excludedCategories": ["*"],
        "includedCategories": ["disabled-by-default-devtools.timeline", "rail"],
    },
}


@dataclass
class Trace:
    """What was written down: JSON of the trace event format, when the taking is over."""

    json: bytes = b""


@asynccontextmanager
async def taken(tab: Tab) -> AsyncIterator[Trace]:
    """What the browser does in the block is written down; raises BrowserError."""
    trace = Trace()
    tab.is_traced = True  # until it is over: the next page could not be traced
    await tab.send("Tracing.start", _WANTED)
    try:
        yield trace
    finally:
        trace.json = await _ended(tab)
        tab.is_traced = False


async def _ended(tab: Tab) -> bytes:
    complete: Future[dict[str, Any]] = get_running_loop().create_future()

    def completed(told: dict[str, Any]) -> None:
        if not complete.done():  # it may have been given up
            complete.set_result(told)

    tab.cdp.once("Tracing.tracingComplete", completed)
    await tab.send("Tracing.end")
    told = await tab.within(COMPLETE_SECONDS, complete)
    if told.get("dataLossOccurred"):  # what is missing would count as idle
        raise BrowserError("trace_lost", tab.url)
    pieces = [piece async for piece in _pieces(tab, {"handle": told["stream"]})]
    return gzip.decompress(b"".join(pieces))


async def _pieces(tab: Tab, stream: dict[str, Any]) -> AsyncIterator[bytes]:
    is_over = False
    while not is_over:
        piece = await tab.send("IO.read", stream | {"size": _PIECE})
        yield base64.b64decode(piece["data"])
        is_over = piece["eof"]
    await tab.send("IO.close", stream)


def blocking(trace: bytes) -> float:
    """Blocking time of the page's main thread in a trace, milliseconds on the slow processor."""
    events = json.loads(trace)["traceEvents"]
    process = _process_of(events)
    painted = max(
        (
            one["ts"]
            for one in events
            if one["name"] == "firstContentfulPaint" and one["pid"] == process
        ),
        default=0,
    )
    return sum(_blocked(task, painted) for task in _tasks(events, process)) if painted else 0.0


def _process_of(events: list[dict[str, Any]]) -> int:
    """The process that drew the page's outermost frame last."""
    committed = [
        one["args"]["data"]
        for one in events
        if one["name"] == "FrameCommittedInBrowser"
        and one["args"]["data"].get("isOutermostMainFrame")
        and one["args"]["data"].get("url", "").startswith("http")
    ]
    return int(committed[-1].get("processId", 0)) if committed else 0


def _tasks(events: list[dict[str, Any]], process: int) -> Iterator[dict[str, Any]]:
    main = {
        one["tid"]
        for one in events
        if one["name"] == "thread_name"
        and one["pid"] == process
        and one["args"]["name"] == "CrRendererMain"
    }
    for one in events:
        if one["name"] == "RunTask" and one["pid"] == process and one["tid"] in main:
            yield one


def _blocked(task: dict[str, Any], painted: float) -> float:
    """What of a task counts: its CPU time after the first paint, slowed down, beyond 50 ms."""
    wall, cpu = task.get("dur", 0), task.get("tdur", 0)
    after = min(wall, task["ts"] + wall - painted)
    if after <= 0 or wall <= 0:
        return 0.0
    slowed: float = cpu * after / wall / 1000 * CPU_SLOWDOWN
    return max(0.0, slowed - LONG_TASK_MS)
