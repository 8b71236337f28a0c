"""Letters: to each cluster or college what its sites lack and what to do, as DOCX.

The form of an instruction (поручение) is taken only where one is in force; all else is a letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from site_audit.model import Verdict
from site_audit.pack.file_names import FileNames
from site_audit.pack.form import Form, FormError, fill, open_form
from site_audit.pack.persons import addressed
from site_audit.pack.placeholders import LetterFields, SiteFields, known_names
from site_audit.pack.remarks import Due, site_fields
from site_audit.ratings.ladder import Result
from site_audit.ratings.meeting import Meeting, MeetingUnit
from site_audit.ratings.recipients import Recipient, clusters, colleges, missing
from site_audit.store.instructions import Instruction
from site_audit.texts import Texts
from site_audit.words import collate, date_ru, plain

LETTER, INSTRUCTION = "письмо.docx", "поручение.docx"

_IN_FORCE = ("issued", "answered")
_STAGES = {
    "draft": "Это черновик: результаты ещё не опубликованы.",
    "preliminary": "Результаты предварительные.",
    "final": "",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A letter as a file; ``instruction`` is the one that it carries, None for a plain letter."""

    file_name: str
    content: bytes = field(repr=False)
    addressee: str
    email: str
    subject: str
    instruction: Instruction | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Draft:
    """A letter before it is written: whose sites, and what is ordered of them."""

    recipient: Recipient
    is_cluster: bool
    instruction: Instruction | None = None


def letters(
    meeting: Meeting,
    texts: Texts,
    *,
    templates: Path | None = None,
    unit: MeetingUnit | None = None,
) -> Iterator[Letter]:
    """A letter for each cluster or college (``unit``, else the meeting's) that has to do something.

    That is who surely lacks something or could not be audited, held back results apart.
    ``templates`` is a folder with forms to be taken instead of ours. Raises FormError, for a form
    that cannot be read before the first letter.
    """
    forms = {name: open_form(_file(name, templates), known_names()) for name in _NAMES}
    return _written(meeting, texts, forms, unit or meeting.unit)


_NAMES = (LETTER, INSTRUCTION)


def _file(name: str, folder: Path | None) -> Traversable:
    if folder is not None:
        if not folder.is_dir():
            raise FormError(
                f"Папки с шаблонами писем {folder} нет. Создайте её или уберите настройку letters: "
                "тогда возьмём наши шаблоны."
            )
        if (folder / name).exists():
            return folder / name
    return files("reports") / "letters" / name


def _written(
    meeting: Meeting, texts: Texts, forms: dict[str, Form], unit: MeetingUnit
) -> Iterator[Letter]:
    names = FileNames()
    for draft in _drafts(meeting, unit):
        fields = _fields(draft, meeting, texts)
        title = draft.recipient.title
        order = draft.instruction
        yield Letter(
            file_name=names.name(f"Поручение {order.number}. {title}" if order else title, ".docx"),
            content=fill(forms[INSTRUCTION if order else LETTER], fields),
            addressee=fields.адресат,
            email=_email(draft),
            subject=fields.тема,
            instruction=order,
        )


def _drafts(meeting: Meeting, unit: MeetingUnit) -> Iterator[_Draft]:
    """Letters of the unit, each place taken by its instructions; then those to the other unit."""
    everyone = {
        "cluster": clusters(meeting.results),
        "college": colleges(meeting.results),
    }
    other: MeetingUnit = "college" if unit == "cluster" else "cluster"
    in_force = [one for one in meeting.instructions if one.state in _IN_FORCE]
    for kind in (unit, other):
        for recipient in everyone[kind]:
            is_cluster = kind == "cluster"
            orders = [one for one in in_force if _is_to(one, recipient, is_cluster)]
            live = [one for one in orders if _asks(one, recipient)]
            for order in live:
                yield _Draft(recipient=recipient, is_cluster=is_cluster, instruction=order)
            if kind == unit and not live and _has_to_do(recipient):
                yield _Draft(recipient=recipient, is_cluster=is_cluster)


def _is_to(order: Instruction, recipient: Recipient, is_cluster: bool) -> bool:
    if is_cluster:
        return order.college_id is None and collate(order.cluster) == collate(recipient.title)
    return order.college_id == recipient.sites[0][1].college.id


def _asks(order: Instruction, recipient: Recipient) -> bool:
    """Whether something that an instruction asks for is still surely missing."""
    return any(
        _is_ordered(order, result, verdict)
        for _, result in recipient.sites
        for verdict in missing(result)
    )


def _is_ordered(order: Instruction, result: Result, verdict: Verdict) -> bool:
    asked = {(one.college_id, one.criterion) for one in order.tasks}
    return not asked or (result.college.id, verdict.criterion) in asked


def _has_to_do(recipient: Recipient) -> bool:
    return any(
        missing(result) or not (result.was_read or result.why_unrated == "our_failure")
        for _, result in recipient.sites
    )


def _fields(draft: _Draft, meeting: Meeting, texts: Texts) -> LetterFields:
    order, sender = draft.instruction, meeting.sender
    who = addressed(_person(draft))
    return LetterFields(
        организация=sender.organisation,
        телефон=sender.phone,
        ответ_на=sender.answer_to,
        должность=sender.signed_as,
        подписал=sender.signed_by,
        дата=date_ru((order.issued_at if order else None) or meeting.made_at),
        номер=order.number if order else "",
        срок=date_ru(order.due_on) if order else "",
        адресат=_addressee(draft),
        лицо=who.to,
        обращение=who.greeting,
        кластер=draft.recipient.title if draft.is_cluster else "",
        тема=_subject(draft),
        проверка=f"{meeting.imprint.title} от {date_ru(meeting.imprint.made_at)}",
        методика=meeting.imprint.edition.title,
        стадия=_stage(meeting),
        текст=tuple(line for line in order.text.splitlines() if line.strip()) if order else (),
        сайты=_sites(draft, texts),
    )


def _sites(draft: _Draft, texts: Texts) -> tuple[SiteFields, ...]:
    return tuple(
        site_fields(role, result, texts, _due(draft.instruction, result))
        for role, result in draft.recipient.sites
    )


def _due(order: Instruction | None, result: Result) -> Due:
    def by(verdict: Verdict) -> str:
        if order is None:
            return ""
        return date_ru(order.due_on) if _is_ordered(order, result, verdict) else "рекомендация"

    return by


def _subject(draft: _Draft) -> str:
    title = plain(draft.recipient.title)
    if draft.instruction:
        return f"Поручение № {plain(draft.instruction.number)}: {title}"
    return f"О проверке {'сайтов' if draft.is_cluster else 'сайта'}: {title}"


def _addressee(draft: _Draft) -> str:
    if draft.instruction and draft.instruction.addressee:
        return draft.instruction.addressee
    head = draft.recipient.head
    return head.college.name if head else draft.recipient.title


def _person(draft: _Draft) -> str:
    if draft.instruction:
        return draft.instruction.person
    head = draft.recipient.head
    return head.college.responsible if head else ""


def _email(draft: _Draft) -> str:
    if draft.instruction:
        return draft.instruction.email
    head = draft.recipient.head
    return head.college.email if head else ""


def _stage(meeting: Meeting) -> str:
    words = _STAGES[meeting.state]
    if meeting.state != "preliminary" or meeting.until is None:
        return words
    answer = plain(meeting.sender.answer_to)
    where = f" по адресу {answer}" if answer else ""
    return f"{words} Возражения принимаются до {date_ru(meeting.until)}{where}."
