"""Plans of runs: as a person asks for one, as a schedule does, as a confirmation needs it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from site_audit import store
from site_audit.cli.desk import USAGE, Desk, fail, has_browser, methodology
from site_audit.runs.clock import Clock
from site_audit.settings import Settings

FIELDS = ("region", "cluster", "id")


def condition(text: str, option: str = "--only") -> tuple[str, str]:
    """«region=Коми» as a pair; what is not understood ends the command in words."""
    field, _, value = text.partition("=")
    field, value = field.strip(), value.strip()
    if field not in FIELDS or not value or (field == "id" and not value.isdecimal()):
        fail(
            f"Не понимаю «{text}». Бывают region, cluster и id (номер в реестре). "
            f'Примеры: {option} id=7, {option} "region=Псковская область"',
            USAGE,
        )
    return field, value


def profile(settings: Settings, *, browser: bool, speed_runs: int | None = None) -> store.Profile:
    """How sites are visited by these settings; a browser that is not there is missed in words."""
    return store.Profile(
        pages=settings.pages,
        site_seconds=settings.site_seconds,
        browser=browser and has_browser(settings),
        speed_runs=speed_runs or settings.speed_runs,
        browser_seconds=settings.browser_seconds,
        viewports=settings.viewports,
    )


def plan(settings: Settings, how: store.Profile, edition: str, only: store.Only = ()) -> store.Plan:
    """A run that begins now."""
    by = methodology(edition, settings)
    return store.Plan(
        edition=by.rules.edition.id,
        profile=how,
        planned_at=datetime.now(UTC),
        only=only,
        detectors=by.rules.detectors,
        digest=by.digest,
    )


def clock(desk: Desk, holder: str) -> Clock:
    """The clock by the desk's settings; ``holder`` names this process."""
    settings = desk.settings

    def of_schedule(schedule: store.Schedule, tick: datetime) -> store.Plan:
        how = profile(settings, browser=schedule.browser)
        drawn = plan(settings, how, schedule.edition, schedule.only)
        return replace(drawn, schedule=schedule.name, planned_at=tick)

    def confirming(run: store.Run, moment: datetime) -> store.Plan:
        drawn = plan(settings, run.profile, run.edition)
        return replace(drawn, purpose="confirming", planned_at=moment)

    def rechecking(run: store.Run, moment: datetime) -> store.Plan:
        edition = store.judgement(desk.engine, run.id).edition
        return replace(plan(settings, run.profile, edition), planned_at=moment)

    return Clock(
        engine=desk.engine,
        holder=holder,
        plan_of=of_schedule,
        again_plan=confirming,
        recheck_plan=rechecking,
        grace_hours=settings.grace_hours,
        confirm_hours=settings.confirm_hours,
        pause_minutes=settings.pause_minutes,
    )
