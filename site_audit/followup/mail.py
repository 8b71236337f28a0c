"""Mail: letters go out once. Each is claimed in the log before the mail server hears of it."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Literal

from sqlalchemy import Engine

from site_audit.followup.carriers import Carrier, NotSent, Unclear, eml, smtp
from site_audit.followup.message import (
    Attachment,
    From,
    Mail,
    MailError,
    mailbox,
    message_id,
    sender_of,
    written,
)
from site_audit.store.letters import (
    LetterKey,
    claim_letter,
    letter_failed,
    letter_sent,
    letter_unclear,
    retry,
)

__all__ = [
    "Attachment",
    "Carried",
    "From",
    "LetterKey",
    "Mail",
    "MailError",
    "eml",
    "key_of",
    "retry",
    "send",
    "sender_of",
    "smtp",
]

PAUSE = 1.0  # seconds between letters: mail servers mistrust who hurries

CarriedState = Literal["sent", "written", "known", "failed", "unclear", "waiting"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """What became of a letter.

    ``written``: to a file, in a dry run; ``known``: sent before, or its end is not known and a
    person has to ask for it by ``retry``; ``failed``: it will be tried again; ``unclear``: its end
    is not known; ``waiting``: it was not tried, as the server takes none now.
    """

    mail: Mail
    state: CarriedState
    trouble: str = ""


def send(
    engine: Engine, mails: Iterable[Mail], carrier: Carrier, *, pause: float = PAUSE
) -> tuple[Carried, ...]:
    """Give each letter to the carrier that was not given before; what became of each, in order."""
    carried: list[Carried] = []
    is_away = False
    with closing(carrier):
        for mail in mails:
            if is_away:
                carried.append(Carried(mail=mail, state="waiting"))
                continue
            one, is_away = _send(engine, mail, carrier)
            carried.append(one)
            if carrier.remembers and one.state not in ("known", "waiting"):
                time.sleep(pause)
    return tuple(carried)


def key_of(mail: Mail) -> str:
    """The letter's key in the log."""
    return mail.key.to(_recipient(mail))


def _recipient(mail: Mail) -> str:
    """The address as servers see it, or what was written where it is none."""
    try:
        return mailbox(mail.recipient)
    except MailError:
        return mail.recipient


def _send(engine: Engine, mail: Mail, carrier: Carrier) -> tuple[Carried, bool]:
    """What became of one letter, and whether the carrier takes no more."""
    if carrier.remembers and not _claim(engine, mail, carrier):
        return Carried(mail=mail, state="known"), False
    try:
        message = written(mail, carrier.sender)
        _begin(engine, mail, carrier, message)
        carrier.deliver(message)
    except MailError as error:
        return _failed(engine, mail, carrier, str(error)), False
    except NotSent as error:
        return _failed(engine, mail, carrier, str(error)), error.for_all
    except Unclear as error:
        letter_unclear(engine, key_of(mail), str(error))
        return Carried(mail=mail, state="unclear", trouble=str(error)), False
    if not carrier.remembers:
        return Carried(mail=mail, state="written"), False
    letter_sent(engine, key_of(mail))
    return Carried(mail=mail, state="sent"), False


def _claim(engine: Engine, mail: Mail, carrier: Carrier) -> bool:
    return claim_letter(
        engine,
        mail.key,
        _recipient(mail),
        subject=mail.subject,
        message_id=message_id(mail, carrier.sender),
    )


def _begin(engine: Engine, mail: Mail, carrier: Carrier, message: EmailMessage) -> None:
    """Up to where the letter itself would be given; who interrupts that has sent nothing."""
    try:
        message.as_bytes()  # what cannot be written fails here
        carrier.begin(message)
    except NotSent:
        raise
    except BaseException:
        if carrier.remembers:
            letter_failed(engine, key_of(mail), "прервано до отправки")
        raise


def _failed(engine: Engine, mail: Mail, carrier: Carrier, trouble: str) -> Carried:
    if carrier.remembers:
        letter_failed(engine, key_of(mail), trouble)
    return Carried(mail=mail, state="failed", trouble=trouble)
