"""A meeting as commands ask for one: of a judgement, with the sender of the settings."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

from site_audit import store
from site_audit.cli.desk import Desk
from site_audit.cli.reports import imprint_of, named
from site_audit.ratings.convening import Convening, convene
from site_audit.ratings.meeting import Meeting, MeetingUnit, Sender
from site_audit.settings import Settings

MeetingUnitName = StrEnum("MeetingUnitName", ["cluster", "college"])


def meeting_of(
    desk: Desk,
    found: store.Run,
    given: store.Judgement,
    unit: MeetingUnit,
    against: str | None = None,
) -> Meeting:
    """The meeting of a judgement; ``against`` names another one to compare it with."""
    how = Convening(
        unit=unit,
        imprint_of=imprint_of,
        made_at=datetime.now(UTC),
        sender=sender_of(desk.settings),
        against=named(desk, against) if against else None,
    )
    return convene(desk.engine, (found, given), how)


def sender_of(settings: Settings) -> Sender:
    """Who invites, by the settings."""
    return Sender(
        organisation=settings.organisation,
        signed_as=settings.signed_as,
        signed_by=settings.signed_by,
        answer_to=settings.answer_to,
        phone=settings.phone,
    )
