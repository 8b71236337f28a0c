"""``site-audit report``: the meeting pack of a judgement, all files of it in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from site_audit.browser.binary import find_browser
from site_audit.browser.chromium import ChromiumSettings
from site_audit.cli.accuracy import accuracy
from site_audit.cli.desk import USAGE, Desk, err, fail, out, texts
from site_audit.cli.meetings import MeetingUnitName, meeting_of
from site_audit.cli.notes import note_names, shot_of, write_notes
from site_audit.cli.printing import safe
from site_audit.cli.reports import Which, named, warn_of_gaps
from site_audit.pack.pack import LETTERS, NOTES, Means, write_pack
from site_audit.settings import Settings
from site_audit.words import count_ru


def report(
    context: typer.Context,
    pack: Annotated[
        Path, typer.Option("--pack", metavar="ПАПКА", help="Куда записать пакет к совещанию.")
    ],
    which: Which = "latest",
    unit: Annotated[
        MeetingUnitName,
        typer.Option(
            "--unit",
            metavar="|".join(MeetingUnitName),
            help="Кого перечислять.",
        ),
    ] = MeetingUnitName.cluster,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="ПРОВЕРКА", help="С чем сравнить; иначе с прошлой."),
    ] = None,
    no_notes: Annotated[
        bool, typer.Option("--no-notes", help="Без справок колледжам, это быстрее.")
    ] = False,
    notes_pdf: Annotated[
        bool, typer.Option("--notes-pdf", help="Справки ещё и в PDF, это дольше.")
    ] = False,
) -> None:
    """Пакет к совещанию: презентация, отчёт PDF, сводка на странице, таблица, письма, справки.

    Примеры:
      site-audit report latest --pack совещание
      site-audit report 12@2 --pack совещание --unit college --no-notes
    """
    if no_notes and notes_pdf:
        fail("--no-notes и --notes-pdf вместе не нужны: оставьте одно.", USAGE)
    desk: Desk = context.obj
    found, given = named(desk, which)
    warn_of_gaps(desk, found)
    with err.status("Считаю рейтинги и сравниваю с прошлыми проверками…"):
        meeting = meeting_of(desk, found, given, unit.value, against)  # type: ignore[arg-type]
    printer = printer_of(desk.settings)
    names = {} if no_notes else note_names(meeting)
    means = Means(
        printer=printer,
        templates=desk.settings.letters,
        accuracy=accuracy(),
        shot=lambda result: shot_of(desk, result.visit_id),
        told=lambda words: err.print(words, markup=False),
        note_of=lambda result: names.get(result.college.id),
    )
    made = write_pack(pack, meeting, texts(given.edition), means)
    if names:
        write_notes(desk, (found, given), meeting, pack, printer=printer if notes_pdf else None)
    _print_made(pack, made, len(names))


def printer_of(settings: Settings) -> ChromiumSettings | None:
    """The browser that prints, None where there is none."""
    program = find_browser(settings.browser)
    return ChromiumSettings(program=program) if program else None


def _print_made(folder: Path, made: tuple[str, ...], notes: int) -> None:
    out.print(f"Пакет к совещанию: {safe(str(folder))}")
    letters = [name for name in made if name.startswith(f"{LETTERS}/")]
    for name in made:
        if name not in letters:
            out.print(f"  {safe(name)}")
    if letters:
        many = count_ru(len(letters), "письмо", "письма", "писем")
        out.print(f"  {LETTERS} — {many}")
    if notes:
        out.print(f"  {NOTES} — {count_ru(notes, 'справка', 'справки', 'справок')}")


PARTS = {"report": report}
