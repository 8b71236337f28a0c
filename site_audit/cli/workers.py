"""``site-audit worker``: makes visits of any run and keeps the clock; its child processes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, partial
from importlib.util import find_spec
from threading import Event
from typing import Annotated, Any

import typer

from site_audit import logs, store
from site_audit.browser.chromium import Chromium
from site_audit.cli.desk import Desk, browser_of, err, eyes, fail, means, methodology
from site_audit.cli.plans import clock
from site_audit.crawling.itinerary import Budget
from site_audit.heap import collect_rarely
from site_audit.net.dial import system_resolve
from site_audit.runs.again import Again
from site_audit.runs.anomaly import Bounds
from site_audit.runs.clock import CLOCK, Clock, go_round
from site_audit.runs.crew import Crew, attend, python_module
from site_audit.runs.outage import EXIT_OUTAGE, outlast_here
from site_audit.runs.visiting import Orders, Place, Rules
from site_audit.runs.worker import until_parent_is_gone, work
from site_audit.settings import Settings


def worker(
    context: typer.Context,
    processes: Annotated[
        int | None,
        typer.Option("--processes", metavar="N", min=1, max=64, help="Сколько рабочих процессов."),
    ] = None,
    metrics_port: Annotated[
        int | None,
        typer.Option(
            "--metrics-port", metavar="N", min=0, max=65535, help="Отдавать метрики для Prometheus."
        ),
    ] = None,
    cluster: Annotated[
        bool,
        typer.Option("--cluster", help="Вместе с другими машинами, через PostgreSQL."),
    ] = False,
    run_id: Annotated[int | None, typer.Option("--run", hidden=True)] = None,
    name: Annotated[str, typer.Option("--name", hidden=True)] = "",
) -> None:
    """Работать постоянно: вести все открытые проверки, открывать новые по расписанию.

    Держите эту команду запущенной: она повторяет обходы сайтов, которые не открылись, и
    перепроверяет сомнительные оценки. Остановить: Ctrl-C.

    Пример: site-audit worker --processes 4
    """
    desk: Desk = context.obj
    if name:
        _be_child(desk, run_id, name, cluster)
    else:
        with contextlib.ExitStack() as stack:
            if metrics_port is not None:
                stack.callback(_metrics(desk, metrics_port))
            _serve(desk, processes or desk.settings.workers, cluster)


def crew(desk: Desk, size: int, run_id: int | None = None, *, cluster: bool = False) -> Crew:
    """Worker processes by the desk's settings, for one run or for any."""
    config = ("--config", str(desk.config)) if desk.config else ()
    how = ("--run", str(run_id)) if run_id else ("--cluster",) if cluster else ()
    return Crew(
        engine=desk.engine,
        command=lambda name: python_module(*config, "worker", *how, "--name", name),
        size=size,
        log=logs.rotated(desk.settings.data_dir / "log" / "worker.log"),
    )


def _metrics(desk: Desk, port: int) -> Callable[[], None]:
    """Serves metrics; the result ends it."""
    from site_audit.metrics import serve_metrics  # its library is of no use to anything else

    served = serve_metrics(desk.engine, port, desk.settings.metrics_host)
    err.print(f"Метрики: {served.address}", markup=False)
    return served.close


class _ToldError(Exception):
    """We were told to stop while we waited for the database."""


@dataclass
class _Rounds:
    """Rounds of the clock that end at a signal, also where the database is away for minutes."""

    go_round: Callable[[], object]
    stop: Event = field(default_factory=Event)
    is_away: bool = False  # whoever called us sleeps, and calls again

    def __call__(self) -> None:
        self.is_away = False
        if self.stop.is_set():
            return
        try:
            self.go_round()
        except store.DatabaseAwayError:
            self.is_away = True
            raise

    def end(self, *_: object) -> None:
        """What a signal does."""
        self.stop.set()
        if self.is_away:
            self.is_away = False  # a second signal disturbs nobody
            raise _ToldError


def _serve(desk: Desk, size: int, cluster: bool) -> None:
    means(desk.settings, desk.settings.archive_dir)  # refused here and not by each worker
    desk.shelf.check()
    logging.getLogger(CLOCK).setLevel(logging.INFO)  # which runs it opens, and when
    holder = f"{socket.gethostname()}-{os.getpid()}"
    rounds = _Rounds(_rounds(desk, clock(desk, holder), cluster))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, rounds.end)
    err.print(f"Работаю: процессов {size}. Остановить: Ctrl-C.", markup=False)
    with contextlib.suppress(_ToldError):
        attend(crew(desk, size, cluster=cluster), rounds, rounds.stop)
    with contextlib.suppress(store.DatabaseAwayError):  # then the lead runs out by itself
        store.step_down(desk.engine, "clock", holder)
    err.print("Остановлено, начатые обходы вернутся в очередь.", markup=False)


def _rounds(desk: Desk, going: Clock, cluster: bool) -> Callable[[], object]:
    """What is done every few seconds, by the leader alone."""
    if not cluster:
        return partial(go_round, going)
    _check_cluster()
    from site_audit.cluster import dispatch, queue

    queue.lay(desk.engine)

    def both() -> None:
        if go_round(going):
            dispatch.dispatch(desk.engine)

    return both


def _check_cluster() -> None:
    if find_spec("procrastinate") is None:
        fail(
            "Для работы на нескольких машинах нужна библиотека procrastinate. "
            'Установите программу так: pip install "site-audit[cluster]"'
        )


def _be_child(desk: Desk, run_id: int | None, name: str, cluster: bool) -> None:
    collect_rarely()
    try:
        outlast_here(lambda: desk.engine)
        asyncio.run(_work(_Child(desk=desk, run_id=run_id, name=name, cluster=cluster)))
    except store.DatabaseAwayError as trouble:
        err.print(str(trouble), markup=False)
        raise typer.Exit(EXIT_OUTAGE) from None


@dataclass(frozen=True, kw_only=True)
class _Child:
    """What a worker process was told when it was started."""

    desk: Desk
    run_id: int | None
    name: str
    cluster: bool


async def _work(child: _Child) -> None:
    desk = child.desk
    async with contextlib.AsyncExitStack() as stack:
        chromium = browser_of(desk.settings)
        if chromium is not None:
            await stack.enter_async_context(chromium)
        place = place_of(desk, child.name, child.run_id, chromium, cluster=child.cluster)
        await _until_told(partial(_working(child.cluster), place))


def _working(cluster: bool) -> Callable[[Place, asyncio.Event], Any]:
    if not cluster:
        return work
    from site_audit.cluster.carrier import carry_out

    return carry_out


def place_of(
    desk: Desk,
    name: str,
    run_id: int | None,
    chromium: Chromium | None,
    *,
    cluster: bool = False,
) -> Place:
    """Where a worker of this name makes visits, by the desk's settings.

    Workers of a ``cluster`` share the pace of hosts and IPs through the database.
    """
    settings = desk.settings
    return Place(
        name=name,
        engine=desk.engine,
        orders=cache(partial(orders_of, desk, chromium, cluster=cluster)),
        rules=rules_of(settings),
        resolve=system_resolve,
        at_once=settings.visits_at_once,
        lease_seconds=settings.lease_seconds,
        run_id=run_id,
    )


def rules_of(settings: Settings) -> Rules:
    """What follows a visit by these settings."""
    return Rules(
        again=Again(attempts=settings.attempts, hours=settings.again_hours),
        confirm_hours=settings.confirm_hours,
        anomaly=Bounds(share=settings.anomaly_share, sites=settings.anomaly_sites),
    )


def orders_of(
    desk: Desk, chromium: Chromium | None, run_id: int, *, cluster: bool = False
) -> Orders:
    """How the visits of a run are made: as its profile says, by its edition."""
    settings = desk.settings
    found = store.run(desk.engine, run_id)
    how = found.profile
    budget = Budget(pages=how.pages, seconds=how.site_seconds)
    looks = eyes(chromium, how) if how.browser and chromium is not None else None
    how_read = means(settings, settings.archive_dir, budget)
    if cluster:
        database = store.libpq_address(desk.engine)
        how_read = replace(how_read, client=replace(how_read.client, pace_database=database))
    return Orders(
        judgement_id=store.judgement(desk.engine, run_id, 1).id,
        means=replace(how_read, eyes=looks, archives=desk.shelf),
        methodology=methodology(found.edition, settings),
        confirming=found.purpose == "confirming",
    )


async def _until_told(working: Callable[[asyncio.Event], Any]) -> None:
    """Works until a signal says stop, or the parent is gone."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    lifeline = asyncio.StreamReader()
    protocol: Any = asyncio.StreamReaderProtocol(lifeline)
    transport, _ = await loop.connect_read_pipe(lambda: protocol, sys.stdin)
    watching = asyncio.create_task(until_parent_is_gone(stop, lifeline))
    try:
        await working(stop)
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        transport.close()


PARTS = {"worker": worker}
