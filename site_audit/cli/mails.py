"""``site-audit mail``: letters to clusters and colleges go out, each once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from site_audit.cli.desk import USAGE, Desk, err, fail, out, texts
from site_audit.cli.meetings import MeetingUnitName, meeting_of
from site_audit.cli.printing import safe
from site_audit.cli.reports import Which, named
from site_audit.followup.covering import covering
from site_audit.followup.mail import Carried, From, eml, retry, send, sender_of, smtp
from site_audit.pack.letters import letters
from site_audit.store.letters import mailed_letters
from site_audit.texts import CARRIED, MAILED
from site_audit.words import moment_ru

app = typer.Typer(no_args_is_help=True)


@app.callback()
def start() -> None:
    """Почта: разослать письма и поручения. Одно и то же письмо дважды не уходит."""


@app.command("send")
def send_(
    context: typer.Context,
    which: Which,
    dry: Annotated[
        Path | None,
        typer.Option("--dry-run", metavar="ПАПКА", help="Не отправлять, а записать файлы .eml."),
    ] = None,
    unit: Annotated[
        MeetingUnitName,
        typer.Option(
            "--unit", metavar="|".join(MeetingUnitName), help="Кому: кластерам или колледжам."
        ),
    ] = MeetingUnitName.cluster,
    only: Annotated[
        bool, typer.Option("--instructions", help="Только поручения, без остальных писем.")
    ] = False,
) -> None:
    """Разослать письма о том, чего не хватает на сайтах, и выданные поручения.

    Примеры:
      site-audit mail send 12 --dry-run письма
      site-audit mail send 12 --instructions
    """
    desk: Desk = context.obj
    found, given = named(desk, which)
    if dry is None and given.state == "draft":
        fail(
            f"Суждение {found.id}@{given.number} — черновик, такие письма не рассылаются. Сначала: "
            f"{desk.called} judgement preliminary {found.id}@{given.number} --until …"
        )
    carrier = eml(dry, _from(desk)) if dry else smtp(desk.settings)
    meeting = meeting_of(desk, found, given, unit.value)  # type: ignore[arg-type]
    written = letters(meeting, texts(given.edition), templates=desk.settings.letters)
    mails = [
        covering(one, meeting.sender, judgement_id=given.id)
        for one in written
        if one.instruction or not only
    ]
    if not mails:
        out.print("Писем нет: ни у кого ничего не пропущено.")
        return
    with err.status("Отправляю письма…" if dry is None else "Записываю письма…"):
        carried = send(desk.engine, mails, carrier)
    _print_carried(carried)


def _from(desk: Desk) -> From | None:
    """The sender, for a dry run too where the settings name one."""
    return sender_of(desk.settings) if desk.settings.mail_from else None


def _print_carried(carried: tuple[Carried, ...]) -> None:
    for state, number in Counter(one.state for one in carried).items():
        out.print(f"{CARRIED[state]}: {number}")
    failed = [one for one in carried if one.trouble]
    if failed:
        table = Table("Письмо", "Кому", "Что случилось", box=None)
        for one in failed:
            whom = one.mail.recipient or "—"
            table.add_row(safe(one.mail.subject), safe(whom), safe(one.trouble))
        out.print(table)


@app.command("list")
def list_(context: typer.Context) -> None:
    """Показать журнал писем: кому, что и когда ушло.

    Пример: site-audit mail list
    """
    desk: Desk = context.obj
    found = mailed_letters(desk.engine)
    if not found:
        out.print("Писем ещё не отправляли.")
        return
    table = Table("Номер", "Кому", "О чём", "Состояние", box=None)
    for one in found:
        when = f" {moment_ru(one.sent_at)}" if one.sent_at else ""
        trouble = f": {one.trouble}" if one.trouble else ""
        state = f"{MAILED[one.state]}{when}{trouble}"
        table.add_row(str(one.id), safe(one.recipient), safe(one.subject), safe(state))
    out.print(table)


@app.command("retry")
def retry_(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="НОМЕР", help="Номер письма из mail list.")],
) -> None:
    """Разрешить отправить снова письмо, о котором неизвестно, дошло ли оно.

    Пример: site-audit mail retry 7
    """
    desk: Desk = context.obj
    found = next((one for one in mailed_letters(desk.engine) if one.id == number), None)
    if found is None:
        fail(f"Письма {number} нет. Номера показывает: {desk.called} mail list", USAGE)
    if not retry(desk.engine, found.key):
        fail("Об этом письме известно, чем кончилось: разрешать нечего.")
    out.print("При следующей рассылке письмо уйдёт снова.")


PARTS = {"mail": app}
