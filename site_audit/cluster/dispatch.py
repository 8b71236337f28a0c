"""Dispatch: the leader puts visits that could be made now into the queue, and rescues lost jobs."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from procrastinate import App
from procrastinate.exceptions import AlreadyEnqueued
from sqlalchemy import Engine

from site_audit.cluster.queue import NAME, SCHEMA, SILENT_SECONDS, away_in_words, opened
from site_audit.store.ready import Ready, ready

log = logging.getLogger(__name__)

AT_ONCE = 500  # jobs that are put into the queue in one round


def dispatch(engine: Engine) -> None:
    """One round. Raises DatabaseAwayError while the database is away."""
    with away_in_words():
        asyncio.run(_dispatch(engine))


async def _dispatch(engine: Engine) -> None:
    async with opened(engine, _nobody) as app:
        await _rescue(app)
        queued = await asyncio.to_thread(partial(_queued, engine))
        missing = [one for one in ready(engine) if one.visit_id not in queued]
        for one in missing[:AT_ONCE]:
            await _defer(app, one)


async def _nobody(visit_id: int) -> None:
    raise AssertionError(f"the leader carries no visit, {visit_id} was given to it")


async def _rescue(app: App) -> None:
    """Jobs of workers that are gone wait again."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        log.warning("job %s of a worker that is gone waits again", job.id)
        await app.job_manager.retry_job(job)


def _queued(engine: Engine) -> set[int]:
    """Visits that have a job already."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            f"SELECT (args->>'visit_id')::int FROM {SCHEMA}.procrastinate_jobs "
            "WHERE status IN ('todo', 'doing')"
        )
        return {row[0] for row in rows}


async def _defer(app: App, one: Ready) -> None:
    """Sites of one host come one after another; who was tried before waits for the others."""
    job = app.configure_task(
        NAME,
        lock=f"host-{one.host}",
        queueing_lock=f"visit-{one.visit_id}",
        priority=-one.attempts,
    )
    try:
        await job.defer_async(visit_id=one.visit_id)
    except AlreadyEnqueued:
        log.debug("visit %s has a job already", one.visit_id)
