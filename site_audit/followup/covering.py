"""Covering: the few words of e-mail that a letter is attached to."""

from __future__ import annotations

from site_audit.followup.message import Attachment, Mail
from site_audit.pack.letters import Letter
from site_audit.ratings.meeting import Sender
from site_audit.store.letters import LetterKey
from site_audit.words import date_ru


def covering(letter: Letter, sender: Sender, *, judgement_id: int) -> Mail:
    """The letter as mail; an instruction is the same one whichever judgement it is sent with."""
    order = letter.instruction
    key = (
        LetterKey(purpose="instruction", instruction_id=order.id)
        if order
        else LetterKey(purpose="letter", judgement_id=judgement_id, about=letter.file_name)
    )
    return Mail(
        recipient=letter.email,
        subject=letter.subject,
        text=_text(letter, sender),
        attachments=(Attachment(name=letter.file_name, content=letter.content),),
        key=key,
    )


def _text(letter: Letter, sender: Sender) -> str:
    order = letter.instruction
    about = "В приложении — письмо о том, чего не хватает на сайтах и что сделать."
    if order:
        about = (
            f"В приложении — поручение № {order.number}. "
            f"Срок исполнения: до {date_ru(order.due_on)}."
        )
    answer = f"Отвечайте по адресу {sender.answer_to}." if sender.answer_to else ""
    phone = f"Телефон для вопросов: {sender.phone}." if sender.phone else ""
    signed = "\n".join(one for one in (sender.signed_by, sender.signed_as) if one)
    blocks = (
        "Здравствуйте!",
        about,
        " ".join(one for one in (answer, phone) if one),
        "\n".join(one for one in (signed, sender.organisation) if one),
    )
    return "\n\n".join(block for block in blocks if block)
