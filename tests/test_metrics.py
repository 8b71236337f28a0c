"""Metrics: what a program that watches reads over the wire, and what it must never read."""

from __future__ import annotations

import logging
import re
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine, update

from site_audit import metrics, store
from site_audit.metrics import Figures, MetricsError, serve_metrics
from site_audit.model import College, Cost, Outcome
from site_audit.store.database import writing
from site_audit.store.tables import run, visit

Read = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = store.open_database(f"sqlite:///{tmp_path / 'a.db'}")
    yield opened
    opened.dispose()


def read_at(address: str) -> Read:
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address) as answer:
        text = answer.read().decode()
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def scraped(engine: Engine) -> Read:
    served = serve_metrics(engine, 0)
    try:
        return read_at(served.address)
    finally:
        served.close()


def value(found: Read, name: str, **labels: str) -> float | None:
    return found.get((f"site_audit_{name}", frozenset(labels.items())))


def opened_run(engine: Engine, sites: int) -> int:
    profile = store.Profile(pages=60, site_seconds=60)
    urls = [f"http://{number}.example/" for number in range(sites)]
    store.save_register(engine, [College(name=url, url=url) for url in urls])
    plan = store.Plan(edition="2023", profile=profile, planned_at=datetime.now(UTC))
    return store.open_run(engine, plan, [one.id for one in store.colleges(engine)][:sites])


def ended(engine: Engine, run_id: int, outcome: Outcome, cost: Cost) -> None:
    held = store.claim(engine, "w", 30, run_id=run_id)
    assert held
    result = store.Ended(outcome=outcome, finished_at=datetime.now(UTC), cost=cost)
    assert store.finish(engine, held, store.judgement(engine, run_id).id, result)


def test_a_small_run_is_told_in_figures(engine: Engine) -> None:
    run_id = opened_run(engine, 7)
    cost = Cost(requests=10, bytes=1000, cpu_s=1.5, wall_s=20)
    ended(engine, run_id, Outcome(kind="audited"), cost)
    ended(engine, run_id, Outcome(kind="audited"), Cost(requests=5, bytes=10, cpu_s=1, wall_s=700))
    ended(engine, run_id, Outcome(kind="partial", reason="time"), cost)
    ended(engine, run_id, Outcome(kind="not_audited", reason="http_503"), Cost())
    ended(engine, run_id, Outcome(kind="not_audited", reason="our_failure"), Cost())
    store.claim(engine, "w2", 30, run_id=run_id)
    store.crashed(engine, "w2")
    store.claim(engine, "w3", 30, run_id=run_id)
    with writing(engine) as connection:
        past = datetime.now(UTC) - timedelta(hours=1)
        connection.execute(update(run).values(created_at=past))
        connection.execute(update(visit).where(visit.c.state == "leased").values(lease_until=past))
    found = scraped(engine)
    assert value(found, "up") == 1
    assert value(found, "runs", state="open") == 1
    assert value(found, "visits", state="waiting", outcome="", reason="") == 1
    assert value(found, "visits", state="leased", outcome="", reason="") == 1
    assert value(found, "visits", state="done", outcome="audited", reason="") == 2
    assert value(found, "visits_finished_total", outcome="partial", reason="time") == 1
    assert value(found, "visits_finished_total", outcome="not_audited", reason="http_503") == 1
    assert value(found, "visits_finished_total", outcome="not_audited", reason="our_failure") == 1
    assert value(found, "lapsed_leases") == 1
    assert value(found, "crashes_total") == 1
    assert value(found, "attempts_total") == 5
    assert value(found, "visit_requests_total") == 25
    assert value(found, "visit_received_bytes_total") == 2010
    assert value(found, "visit_cpu_seconds_total") == 4
    assert value(found, "visit_seconds_sum") == 740
    assert value(found, "visit_seconds_count") == 3
    within = {most: value(found, "visit_seconds_bucket", le=most) for most in ("15.0", "30.0")}
    assert within == {"15.0": 0, "30.0": 2}
    assert value(found, "visit_seconds_bucket", le="600.0") == 2
    assert value(found, "visit_seconds_bucket", le="+Inf") == 3
    assert 3600 <= (value(found, "waiting_seconds") or 0) < 3700
    assert time.time() - (value(found, "last_finished_timestamp_seconds") or 0) < 60
    assert found["process_resident_memory_bytes", frozenset()] > 1_000_000


def test_visits_of_a_closed_run_are_counted_as_finished_alone(engine: Engine) -> None:
    run_id = opened_run(engine, 1)
    ended(engine, run_id, Outcome(kind="audited"), Cost(wall_s=1))
    assert store.close_run(engine, run_id)
    found = scraped(engine)
    assert value(found, "visits", state="done", outcome="audited", reason="") is None
    assert value(found, "visits_finished_total", outcome="audited", reason="") == 1
    assert value(found, "runs", state="closed") == 1
    assert value(found, "waiting_seconds") == 0


def test_an_empty_database_has_figures_too(engine: Engine) -> None:
    found = scraped(engine)
    assert value(found, "up") == 1
    assert value(found, "crashes_total") == 0
    assert value(found, "visit_seconds_count") == 0
    assert value(found, "last_finished_timestamp_seconds") is None


def test_no_foreign_text_gets_into_labels(engine: Engine) -> None:
    run_id = opened_run(engine, 3)
    for reason in ('"} evil{a="', "Сайт колледжа", "x" * 100):
        ended(engine, run_id, Outcome(kind="not_audited", reason=reason), Cost())
    found = scraped(engine)
    assert value(found, "visits_finished_total", outcome="not_audited", reason="other") == 3
    texts = {text for _, labels in found for _, text in labels}
    ours = re.compile(r"[a-z0-9_.+Inf]*", re.ASCII)
    assert [text for text in texts if not ours.fullmatch(text)] == []


rows = st.lists(
    st.tuples(
        st.tuples(st.sampled_from(["done", "leased"]), st.text(max_size=5)), st.integers(1, 9)
    ),
    max_size=400,
)


@given(rows)
def test_labels_are_few_and_nothing_is_lost(given_rows: list[tuple[tuple[str, str], int]]) -> None:
    found = metrics.bounded(given_rows)
    assert sum(number for _, number in found) == sum(number for _, number in given_rows)
    assert len(found) <= metrics.MOST_LABELS + 2
    assert all(metrics.code_of(label) == label for labels, _ in found for label in labels)


def test_the_rarest_reasons_are_counted_together() -> None:
    many = [(("done", f"reason_{number}"), number + 1) for number in range(100)]
    found = dict(metrics.bounded(many))
    assert found["done", "reason_99"] == 100
    assert found["done", "other"] == sum(range(1, 41))


def test_a_database_that_is_away_is_told_and_raises_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    engine = store.open_database(f"sqlite:///{tmp_path / 'a.db'}")
    engine.dispose()
    for path in tmp_path.iterdir():
        path.unlink()
    (tmp_path / "a.db").write_bytes(b"no database at all" * 100)
    served = serve_metrics(engine, 0)
    for _ in range(2):
        found = read_at(served.address)
        assert value(found, "up") == 0
        assert value(found, "crashes_total") is None
        assert found["process_resident_memory_bytes", frozenset()] > 0
    served.close()
    engine.dispose()
    assert len([one for one in caplog.records if one.levelno == logging.WARNING]) == 1


def test_a_database_that_is_silent_holds_nobody_up(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    silence, asked = threading.Event(), []
    genuine: Callable[..., store.Counts] = store.counts

    def silent(*arguments: object) -> store.Counts:
        asked.append(arguments)
        silence.wait(10)
        return genuine(*arguments)

    monkeypatch.setattr(store, "counts", silent)
    figures = Figures(engine, patience=0.05)
    for _ in range(3):
        up = next(iter(figures.collect()))
        assert up.samples[0].value == 0
    assert len(asked) == 1  # one asks, the others wait with it
    silence.set()
    figures.patience = 10
    assert next(iter(figures.collect())).samples[0].value == 1


def test_a_port_that_is_taken_is_told_in_words(engine: Engine) -> None:
    served = serve_metrics(engine, 0)
    port = int(served.address.split(":")[2].partition("/")[0])
    with pytest.raises(MetricsError, match=rf"127\.0\.0\.1:{port}.*metrics_host"):
        serve_metrics(engine, port)
    served.close()
    with pytest.raises(MetricsError, match="metrics_host"):
        serve_metrics(engine, 0, "no-such-host.invalid")
