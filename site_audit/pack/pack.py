"""Pack: all files of a meeting in one folder. A pack made anew leaves no file of the old one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from site_audit.browser.chromium import ChromiumSettings
from site_audit.errors import SaidInWords
from site_audit.pack.deck import deck
from site_audit.pack.letters import letters
from site_audit.pack.paper import NO_BROWSER, report_pdf, summary_pdf
from site_audit.pack.workbook import write_workbook
from site_audit.ratings.accuracy import Accuracy
from site_audit.ratings.ladder import Result
from site_audit.ratings.meeting import Meeting
from site_audit.texts import Texts
from site_audit.writing.meeting_report import report_html

DECK, REPORT, PAPER, SUMMARY, BOOK = (
    "Презентация.pptx",
    "Отчёт.html",
    "Отчёт.pdf",
    "Сводка.pdf",
    "Таблица.xlsx",
)
LETTERS, NOTES = "Письма", "Справки"
LIST = "Состав пакета.json"  # what was made: the next pack takes away what it no longer has


class PackError(SaidInWords):
    """A pack that cannot be written; the words say why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Means:
    """With what a pack is made.

    ``printer`` None: nothing is printed; ``templates``: the folder of letters' forms, ours without
    one; ``shot`` gives the picture of a site's home page; ``told`` hears how far it is; ``note_of``
    says where a site's note lies beside the pack's files.
    """

    printer: ChromiumSettings | None
    templates: Path | None
    accuracy: Sequence[Accuracy]
    shot: Callable[[Result], bytes | None]
    told: Callable[[str], None]
    note_of: Callable[[Result], str | None] = lambda result: None


def write_pack(folder: Path, meeting: Meeting, texts: Texts, means: Means) -> tuple[str, ...]:
    """All files but the notes: their names. Raises PackError, FormError, PaperError."""
    try:
        (folder / LETTERS).mkdir(parents=True, exist_ok=True)
        made = tuple(_files(folder, meeting, texts, means))
        _take_away(folder, made)
    except OSError as error:
        raise PackError(
            f"Не удалось записать пакет в {folder}: {error.strerror}. Закройте открытые файлы "
            "пакета и проверьте место и права."
        ) from error
    return made


def _files(folder: Path, meeting: Meeting, texts: Texts, means: Means) -> Iterator[str]:
    means.told("Таблица…")
    book = BytesIO()
    write_workbook(book, meeting, texts, accuracy=means.accuracy, evidence_of=means.note_of)
    _keep(folder / BOOK, book.getvalue())
    yield BOOK
    means.told("Презентация…")
    shots = _shots(meeting, means)
    _keep(folder / DECK, deck(meeting, texts, shots=shots))
    yield DECK
    means.told("Отчёт…")
    page = report_html(meeting, texts, pictures=shots, note_address=means.note_of)
    _keep(folder / REPORT, page.encode("utf-8", "replace"))
    yield REPORT
    if means.printer is None:
        means.told(NO_BROWSER)
    else:
        means.told("Печать отчёта…")
        printed = report_pdf(meeting, texts, means.printer, pictures=shots)
        _keep(folder / PAPER, printed)
        yield PAPER
        _keep(folder / SUMMARY, summary_pdf(meeting, texts, means.printer))
        yield SUMMARY
    means.told("Письма…")
    for letter in letters(meeting, texts, templates=means.templates):
        _keep(folder / LETTERS / letter.file_name, letter.content)
        yield f"{LETTERS}/{letter.file_name}"


def _shots(meeting: Meeting, means: Means) -> dict[int, bytes]:
    """Pictures of the best sites' home pages, as many as are kept."""
    found = (
        (row.result.visit_id, means.shot(row.result)) for row in meeting.ladder("overall").best
    )
    return {visit_id: picture for visit_id, picture in found if picture}


def _keep(file: Path, content: bytes) -> None:
    """Writes a file whole or not at all."""
    part = file.with_name(file.name + ".part")
    part.write_bytes(content)
    part.replace(file)


def _take_away(folder: Path, made: Sequence[str]) -> None:
    """Removes what an earlier pack has left here and this one has not, nothing else."""
    for name in _made_before(folder / LIST):
        if name not in made and Path(name).name in (name, name.removeprefix(f"{LETTERS}/")):
            (folder / name).unlink(missing_ok=True)
    _keep(folder / LIST, json.dumps(list(made), ensure_ascii=False, indent=1).encode())


def _made_before(known: Path) -> list[str]:
    """The names that the earlier pack has noted down, none when its list cannot be read."""
    try:
        found = json.loads(known.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return []
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []
