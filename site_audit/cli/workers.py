"""``site-audit worker``: one worker process of a run; the program starts it itself."""

from __future__ import annotations

import asyncio
import signal
import sys
from dataclasses import replace
from typing import Annotated, Any

import typer

from site_audit import store
from site_audit.cli.desk import Desk, eyes, means, methodology
from site_audit.heap import collect_rarely
from site_audit.itinerary import Budget
from site_audit.worker import Place, until_parent_is_gone, work


def worker(
    context: typer.Context,
    run_id: Annotated[int, typer.Option("--run")],
    name: Annotated[str, typer.Option("--name")],
) -> None:
    """Работа над одной проверкой; запускается самой программой."""
    desk: Desk = context.obj
    collect_rarely()
    asyncio.run(_work(_place(desk, run_id, name)))


def _place(desk: Desk, run_id: int, name: str) -> Place:
    settings = desk.settings
    found = store.run(desk.engine, run_id)
    how = found.profile
    budget = Budget(pages=how.pages, seconds=how.site_seconds)
    looking = eyes(settings, how.speed_runs, how.browser_seconds) if how.browser else None
    how_read = means(settings, settings.archive_dir, budget)
    return Place(
        name=name,
        engine=desk.engine,
        run_id=run_id,
        judgement_id=store.judgement(desk.engine, run_id, 1).id,
        means=replace(how_read, eyes=looking, archives=desk.shelf),
        methodology=methodology(found.edition, settings),
        at_once=settings.visits_at_once,
        lease_seconds=settings.lease_seconds,
    )


async def _work(place: Place) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    lifeline = asyncio.StreamReader()
    protocol: Any = asyncio.StreamReaderProtocol(lifeline)
    transport, _ = await loop.connect_read_pipe(lambda: protocol, sys.stdin)
    watching = asyncio.create_task(until_parent_is_gone(stop, lifeline))
    try:
        await work(place, stop)
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        transport.close()


PARTS = {"worker": worker}
