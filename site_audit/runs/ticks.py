"""Ticks: the moments that a schedule's cron expression names, in its time zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from apscheduler.triggers.cron import CronTrigger

from site_audit.errors import SaidInWords

EXAMPLE = "«0 2 5 * *» — пятого числа каждого месяца в два часа ночи"


class CronError(SaidInWords):
    """A cron expression or a time zone that cannot be read; the text says how to write it."""


class Ticks:
    """The ticks of ``cron`` (minute, hour, day, month, day of the week) in the time zone ``tz``.

    A tick that daylight saving leaves out is left out; one that it doubles comes once. Raises
    CronError.
    """

    def __init__(self, cron: str, tz: str) -> None:
        try:
            zone = ZoneInfo(tz)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise CronError(
                f"Часового пояса «{tz}» нет. Примеры: Europe/Moscow, Asia/Omsk, Asia/Vladivostok."
            ) from error
        try:
            self._trigger = CronTrigger.from_crontab(_days_by_name(cron), timezone=zone)
        except (ValueError, TypeError) as error:
            raise CronError(
                f"Не понимаю расписание «{cron}»: нужны пять полей — минута (0–59), час (0–23), "
                "день (1–31), месяц (1–12), день недели (1 — понедельник, 7 — воскресенье). "
                f"Пример: {EXAMPLE}."
            ) from error
        if all(field != "*" for field in (cron.split()[2], cron.split()[4])):
            raise CronError(
                f"В расписании «{cron}» заданы и число месяца, и день недели. Задайте одно из них, "
                "вместо другого поставьте звёздочку."
            )
        if self.after(datetime.now(UTC)) is None:
            raise CronError(f"По расписанию «{cron}» не наступит ни один срок: такой даты нет.")

    def after(self, moment: datetime) -> datetime | None:
        """The first tick later than ``moment``, UTC; None when there is none any more."""
        found = self._trigger.get_next_fire_time(None, moment + timedelta(microseconds=1))
        while found and found.fold:  # the same hour for the second time
            moment = found.astimezone(UTC) + timedelta(minutes=1)
            found = self._trigger.get_next_fire_time(None, moment)
        return found.astimezone(UTC) if found else None

    def next(self, moment: datetime, number: int) -> tuple[datetime, ...]:
        """So many ticks after ``moment``, UTC."""
        return tuple(islice(self._from(moment), number))

    def last(self, after: datetime, until: datetime) -> datetime | None:
        """The last tick later than ``after`` and not later than ``until``, None without one."""
        found = None
        for tick in self._from(after):
            if tick > until:
                break
            found = tick
        return found

    def _from(self, moment: datetime) -> Iterator[datetime]:
        tick = self.after(moment)
        while tick is not None:
            yield tick
            tick = self.after(tick)


_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _days_by_name(cron: str) -> str:
    """Numbers of weekdays as names: cron counts them from Sunday, the library from Monday."""
    *fields, days = cron.split() or [""]
    named = "".join(_DAYS[int(sign)] if sign in "01234567" else sign for sign in days)
    return " ".join([*fields, days if "/" in days else named])
