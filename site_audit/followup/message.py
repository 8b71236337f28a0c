"""Message: a letter as e-mail. Nothing of it can become a header, an address or a command."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from hashlib import sha256
from mimetypes import guess_type
from typing import Any

import ada_url

from site_audit.errors import SaidInWords
from site_audit.settings import Settings
from site_audit.store.columns import clean_text, now
from site_audit.store.letters import LetterKey
from site_audit.words import plain

NO_DOMAIN = "site-audit.invalid"

_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.I)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.I)


class _Wire(EmailPolicy):
    """Headers that any server takes; Python's own folding loses a space here and there."""

    def fold(self, name: str, value: Any) -> str:
        folded = _FOLDED.get(name)
        return f"{name}: {folded(value)}{self.linesep}" if folded else super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        is_ours = name in _FOLDED
        return self.fold(name, value).encode() if is_ours else super().fold_binary(name, value)


def _folded_subject(value: Any) -> str:
    return Header(str(value), "utf-8", header_name="Subject").encode(linesep="\r\n")


def _folded_sender(value: Any) -> str:
    (sender,) = value.addresses
    if not sender.display_name:
        return str(sender.addr_spec)
    name = Header(sender.display_name, "utf-8", header_name="From").encode(linesep="\r\n")
    return f"{name}\r\n <{sender.addr_spec}>"


_FOLDED = {"Subject": _folded_subject, "From": _folded_sender}
_WIRE = _Wire(linesep="\r\n", cte_type="7bit")


class MailError(SaidInWords):
    """Mail that cannot be sent; the message is Russian: what is wrong and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """A letter to be mailed; ``recipient`` is one address, ``key`` tells it from all others."""

    recipient: str
    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()
    key: LetterKey


@dataclass(frozen=True, kw_only=True, slots=True)
class From:
    """Who sends: the address, the name shown with it, and where answers go."""

    address: str = ""
    name: str = ""
    answer_to: str = ""


def sender_of(settings: Settings) -> From:
    """The sender of the settings. Raises MailError when its address cannot be used."""
    if not settings.mail_from.strip():
        raise MailError("Не задан адрес отправителя: укажите настройку mail_from.")
    return From(
        address=mailbox(settings.mail_from),
        name=settings.organisation,
        answer_to=mailbox(settings.answer_to) if settings.answer_to.strip() else "",
    )


def mailbox(text: str) -> str:
    """One address as servers take it: «info@колледж.рф» with the domain in ASCII.

    Raises MailError for anything else, several addresses and names with an address too.
    """
    address = text.strip()
    if not address:
        raise MailError("В реестре нет E-mail: впишите его, и письмо уйдёт.")
    local, at, domain = address.rpartition("@")
    if not at or "@" in local or not local or re.search(r"[\s<>,;:\"()\x00-\x1f\x7f]", address):
        raise MailError(f"«{_cut(text)}» — не адрес электронной почты: исправьте его в реестре.")
    if not local.isascii():
        raise MailError(
            f"«{_cut(text)}»: адрес с русскими буквами до знака @ почтовые серверы не принимают. "
            "Укажите в реестре другой адрес."
        )
    ascii_domain = _domain(domain)
    if not _LOCAL.fullmatch(local) or len(local) > 64 or not ascii_domain:
        raise MailError(f"«{_cut(text)}» — не адрес электронной почты: исправьте его в реестре.")
    return f"{local}@{ascii_domain}"


def _domain(domain: str) -> str:
    """The domain in ASCII, empty when it is none."""
    try:
        found = str(ada_url.idna_to_ascii(domain.encode("utf-8", "replace")).decode("ascii"))
    except (ValueError, AttributeError):
        found = ""
    labels = found.split(".")
    is_name = len(labels) > 1 and len(found) <= 190 and all(map(_LABEL.fullmatch, labels))
    return found if is_name else ""


def _cut(text: str) -> str:
    shown = plain(text)
    return shown if len(shown) <= 100 else shown[:99] + "…"


def message_id(mail: Mail, sender: From) -> str:
    """The same for the same letter: a server that gets it twice may tell."""
    digest = sha256(clean_text(mail.key.to(mail.recipient)).encode()).hexdigest()[:32]
    return f"<{digest}@{sender.address.rpartition('@')[2] or NO_DOMAIN}>"


def written(mail: Mail, sender: From) -> EmailMessage:
    """The letter as a message. Raises MailError when the recipient's address is none."""
    message = EmailMessage(policy=_WIRE)
    message["To"] = Address(addr_spec=mailbox(mail.recipient))
    if sender.address:
        message["From"] = Address(display_name=_line(sender.name), addr_spec=sender.address)
    if sender.answer_to:
        message["Reply-To"] = Address(addr_spec=sender.answer_to)
    message["Subject"] = _line(mail.subject)
    message["Date"] = format_datetime(now())
    message["Message-ID"] = message_id(mail, sender)
    lines = mail.text.splitlines() or [""]
    message.set_content("\n".join(map(plain, lines)) + "\n")
    for one in mail.attachments:
        _attach(message, one)
    return message


def _attach(message: EmailMessage, one: Attachment) -> None:
    kind = guess_type(_line(one.name))[0] or "application/octet-stream"
    main, _, sub = kind.partition("/")
    message.add_attachment(one.content, maintype=main, subtype=sub, filename=_line(one.name))


def _line(text: str) -> str:
    return " ".join(plain(text).split())
