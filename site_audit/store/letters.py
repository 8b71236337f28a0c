"""Letters: which were mailed. A letter is claimed before the mail server hears of it.

``sending`` says that its end is not known: it may have arrived, so only a person sends it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import Engine, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from site_audit.store.columns import now
from site_audit.store.database import reading, writing
from site_audit.store.tables import letter

LONGEST_KEY = 500  # signs: an index of PostgreSQL takes no more than 2,700 bytes

LetterState = Literal["sending", "sent", "failed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterKey:
    """What makes a letter the same one: why, of which judgement or instruction, and about whom.

    ``about`` is the cluster or college: one mailbox may answer for several.
    """

    purpose: str
    judgement_id: int | None = None
    instruction_id: int | None = None
    about: str = ""

    def to(self, recipient: str) -> str:
        """The key of the letter to this address, as it is kept."""
        numbers = (str(one or "") for one in (self.judgement_id, self.instruction_id))
        whole = "|".join((self.purpose, *numbers, recipient.casefold(), self.about.casefold()))
        if len(whole) <= LONGEST_KEY:
            return whole
        digest = sha256(whole.encode("utf-8", "replace")).hexdigest()
        return f"{whole[: LONGEST_KEY - len(digest)]}{digest}"


@dataclass(frozen=True, kw_only=True, slots=True)
class MailedLetter:
    """A letter of the log; ``trouble`` are words, ``sent_at`` None when it is not known to be."""

    id: int
    key: str
    purpose: str
    judgement_id: int | None
    instruction_id: int | None
    recipient: str
    subject: str
    state: LetterState
    created_at: datetime
    sent_at: datetime | None
    message_id: str
    trouble: str


def claim_letter(
    engine: Engine, key: LetterKey, recipient: str, *, subject: str, message_id: str
) -> bool:
    """Whether the caller may send this letter now: nobody did, or it is known to have failed."""
    row: dict[str, Any] = {
        "state": "sending",
        "subject": subject,
        "created_at": now(),
        "message_id": message_id,
        "trouble": "",
    }
    whole = key.to(recipient)
    again = update(letter).where(letter.c.key == whole, letter.c.state == "failed").values(row)
    with writing(engine) as connection:
        if connection.execute(again).rowcount == 1:
            return True
    return _first(engine, row | _identity(key, recipient))


def _identity(key: LetterKey, recipient: str) -> dict[str, Any]:
    return {
        "key": key.to(recipient),
        "purpose": key.purpose,
        "judgement_id": key.judgement_id,
        "instruction_id": key.instruction_id,
        "recipient": recipient,
    }


def _first(engine: Engine, row: dict[str, Any]) -> bool:
    try:
        with writing(engine) as connection:
            connection.execute(insert(letter).values(row))
    except IntegrityError:  # it is known already
        return False
    return True


def letter_sent(engine: Engine, key: str) -> None:
    """The server took it."""
    _settle(engine, key, state="sent", sent_at=now())


def letter_failed(engine: Engine, key: str, trouble: str) -> None:
    """It surely did not go out; the next call may send it."""
    _settle(engine, key, state="failed", trouble=trouble)


def letter_unclear(engine: Engine, key: str, trouble: str) -> None:
    """Nobody knows whether it went out; it stays ``sending``."""
    _settle(engine, key, trouble=trouble)


def retry(engine: Engine, key: str) -> bool:
    """A person's word that a letter whose end is not known shall go again; False: it is no such."""
    return _settle(engine, key, state="failed", trouble="отправить снова: так решил человек")


def _settle(engine: Engine, key: str, **values: object) -> bool:
    mine = update(letter).where(letter.c.key == key, letter.c.state == "sending")
    with writing(engine) as connection:
        return connection.execute(mine.values(values)).rowcount == 1


def mailed_letters(engine: Engine) -> tuple[MailedLetter, ...]:
    """The whole log, oldest first."""
    with reading(engine) as connection:
        rows = connection.execute(select(letter).order_by(letter.c.id)).all()
    return tuple(map(_letter_of, rows))


def _letter_of(row: Row[Any]) -> MailedLetter:
    return MailedLetter(
        id=row.id,
        key=row.key,
        purpose=row.purpose,
        judgement_id=row.judgement_id,
        instruction_id=row.instruction_id,
        recipient=row.recipient,
        subject=row.subject,
        state=row.state,
        created_at=row.created_at,
        sent_at=row.sent_at,
        message_id=row.message_id,
        trouble=row.trouble,
    )
