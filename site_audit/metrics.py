"""Metrics for Prometheus: figures of the database, asked for when somebody looks, and our process.

Labels are our own codes and nothing else. The same figures come from every process that serves
them: of those with the prefix ``site_audit_`` take one process's.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version

from prometheus_client import CollectorRegistry, ProcessCollector, start_http_server
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from site_audit import store
from site_audit.errors import SaidInWords
from site_audit.store import Counts, VisitCount

log = logging.getLogger(__name__)

SECONDS = (1, 5, 15, 30, 60, 120, 300, 600, 1200)
"""Bounds of the histogram of visits: with a browser most take a minute."""
PATIENCE = 5.0
"""For so many seconds the database is waited for: whoever looks gives up after ten."""
MOST_LABELS = 60
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
OTHER = "other"


class MetricsError(SaidInWords):
    """Metrics that cannot be served; the text says why."""


@dataclass(eq=False)
class Figures(Collector):
    """The figures of a database; one that is away is told as ``site_audit_up 0``."""

    engine: Engine
    patience: float = PATIENCE
    _asking: Future[Counts] | None = None
    _up: bool = True
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def collect(self) -> Iterator[Metric]:
        """All families, asked anew; of a database that is away only that it is."""
        found = self._counts()
        yield _gauge("up", "Whether the database answers.", found is not None)
        yield InfoMetricFamily("site_audit", "The program.", {"version": version("site-audit")})
        if found is not None:
            yield from _families(found)

    def _counts(self) -> Counts | None:
        """The figures, None when the database is away or slow; it is asked by one at a time."""
        with self._lock:
            if self._asking is None or self._asking.done():
                self._asking = _in_thread(lambda: store.counts(self.engine, SECONDS))
            asking = self._asking
        try:
            found = asking.result(self.patience)
        except (store.StoreError, SQLAlchemyError, TimeoutError) as trouble:
            if self._up:
                log.warning("the database gives no figures: %s", trouble or "no answer in time")
            self._up = False
            return None
        self._up = True
        return found


@dataclass(frozen=True)
class Served:
    """Metrics that are being served at ``address``, until ``close``."""

    address: str
    close: Callable[[], None]


def serve_metrics(engine: Engine, port: int, host: str = "127.0.0.1") -> Served:
    """Serves metrics over HTTP from a thread; port 0 is any free one.

    Raises MetricsError when there is no such host or the port is taken.
    """
    try:
        server, thread = start_http_server(port, host, registry_of(engine))
    except (OSError, OverflowError) as error:
        raise MetricsError(
            f"Метрики не открыть по адресу {host}:{port}: {error}. Выберите другой порт "
            "или исправьте настройку metrics_host."
        ) from error

    def close() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return Served(f"http://{host}:{server.server_port}/metrics", close)


def registry_of(engine: Engine) -> CollectorRegistry:
    """The figures of a database and those of this process (memory, CPU, open files)."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figures(engine))
    ProcessCollector(registry=registry)
    return registry


def _in_thread(ask: Callable[[], Counts]) -> Future[Counts]:
    """Asks in a thread that ends with the process, however long the database is silent."""
    asked: Future[Counts] = Future()

    def run() -> None:
        try:
            asked.set_result(ask())
        except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
            asked.set_exception(error)

    threading.Thread(target=run, name="metrics", daemon=True).start()
    return asked


def _families(found: Counts) -> Iterator[Metric]:
    yield _labelled("runs", "Runs by state.", ("state",), found.runs)
    yield _visits("visits", "Visits of open runs by state, outcome and reason.", found.under_way)
    yield _finished(found.finished)
    yield _gauge("waiting_seconds", "Age of the oldest run that waits.", _age(found.waiting_since))
    yield _gauge("lapsed_leases", "Visits whose worker has gone silent.", found.lapsed)
    if found.last_finished is not None:
        moment = found.last_finished.timestamp()
        yield _gauge("last_finished_timestamp_seconds", "When a visit ended last.", moment)
    yield _counter("crashes", "Times that a worker died over a visit.", found.crashes)
    yield _counter("attempts", "Visits that were brought to an end.", found.attempts)
    spent = found.spent
    yield _counter("visit_requests", "Requests of all visits.", spent.requests)
    yield _counter("visit_received_bytes", "Bytes that all visits received.", spent.bytes)
    yield _counter("visit_cpu_seconds", "CPU seconds of all visits.", spent.cpu_s)
    yield HistogramMetricFamily(
        "site_audit_visit_seconds",
        "Seconds of a visit that ended.",
        buckets=[*((str(float(most)), n) for most, n in spent.within), ("+Inf", spent.timed)],
        sum_value=spent.wall_s,
    )


def _age(since: datetime | None) -> float:
    return max(0.0, time.time() - since.astimezone(UTC).timestamp()) if since else 0.0


def _gauge(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(f"site_audit_{name}", told, value=float(value))


def _counter(name: str, told: str, value: float) -> Metric:
    return CounterMetricFamily(f"site_audit_{name}", told, value=float(value))


def _labelled(
    name: str, told: str, labels: tuple[str, ...], rows: Iterable[tuple[str, int]]
) -> Metric:
    family = GaugeMetricFamily(f"site_audit_{name}", told, labels=labels)
    for label, number in rows:
        family.add_metric([code_of(label)], number)
    return family


def _visits(name: str, told: str, rows: Iterable[VisitCount]) -> Metric:
    labels = ("state", "outcome", "reason")
    family = GaugeMetricFamily(f"site_audit_{name}", told, labels=labels)
    for key, number in bounded(((one.state, one.outcome, one.reason), one.number) for one in rows):
        family.add_metric(key, number)
    return family


def _finished(rows: Iterable[VisitCount]) -> Metric:
    told, labels = "Visits that ended, of all runs, by outcome and reason.", ("outcome", "reason")
    family = CounterMetricFamily("site_audit_visits_finished", told, labels=labels)
    for key, number in bounded(((one.outcome, one.reason), one.number) for one in rows):
        family.add_metric(key, number)
    return family


def code_of(text: str) -> str:
    """A label's value: one of our codes, or nothing; any other text is «other»."""
    return text if not text or _CODE.fullmatch(text) else OTHER


def bounded(
    rows: Iterable[tuple[tuple[str, ...], int]],
) -> list[tuple[tuple[str, ...], int]]:
    """Numbers by labels, of which there are few: the rarest are counted as «other» in the last."""
    numbers: Counter[tuple[str, ...]] = Counter()
    for labels, number in rows:
        numbers[tuple(map(code_of, labels))] += number
    kept = {labels for labels, _ in numbers.most_common(MOST_LABELS)}
    few: Counter[tuple[str, ...]] = Counter()
    for labels, number in numbers.items():
        few[labels if labels in kept else (*labels[:-1], OTHER)] += number
    return sorted(few.items())
