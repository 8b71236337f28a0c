"""``site-audit note``: what one college reads, and the notes of a whole run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from site_audit import store
from site_audit.archives import archive
from site_audit.archives.storage import ShelfError
from site_audit.browser.chromium import ChromiumSettings
from site_audit.cli.desk import Desk, err, fail, texts
from site_audit.cli.reports import Out, Which, give, imprint_of, named
from site_audit.pack.file_names import FileNames
from site_audit.pack.pack import NOTES
from site_audit.pack.paper import print_pages
from site_audit.ratings import standings
from site_audit.ratings.causes import Cause, causes, causes_of
from site_audit.ratings.changes import changes
from site_audit.ratings.convening import line_of, previous
from site_audit.ratings.ladder import Result
from site_audit.ratings.meeting import Meeting
from site_audit.ratings.neighbours import Neighbours
from site_audit.ratings.trend import Judged
from site_audit.writing.note import Checked, Surroundings
from site_audit.writing.note import note as write_note
from site_audit.writing.templates import Format

NoteFormat = StrEnum("NoteFormat", ["html", "md", "txt"])
TOGETHER = 100  # sites whose evidence is in memory at once


def note(
    context: typer.Context,
    which: Which,
    college: Annotated[
        str, typer.Argument(metavar="КОЛЛЕДЖ", help="Номер в реестре, ИНН или адрес сайта.")
    ],
    format: Annotated[
        NoteFormat, typer.Option("--format", metavar="|".join(NoteFormat), help="В каком виде.")
    ] = NoteFormat.txt,
    file: Out = None,
) -> None:
    """Справка по одному колледжу: что исправить, оценки и доказательства.

    Примеры:
      site-audit note latest college.ru
      site-audit note latest 7701234567 --format html --out справка.html
    """
    desk: Desk = context.obj
    wanted = store.find_college(desk.engine, college)
    found, given = named(desk, which)
    noted = Noted(desk, (found, given), standings.results(desk.engine, given, with_marks=True))
    text = next(noted.texts([wanted.id], format.value), None)  # type: ignore[arg-type]
    if text is None:
        fail(f"В проверке {found.id} нет готового результата: {wanted.name}")
    give(text[1], file)


@dataclass(frozen=True)
class Noted:
    """The notes of one judgement; ``results`` are all its sites, with marks."""

    desk: Desk
    judged: Judged
    results: Sequence[Result]

    def texts(self, colleges: Sequence[int], format: Format) -> Iterator[tuple[Result, str]]:
        """The notes of these colleges, those that are in the run, in the run's order."""
        run, given = self.judged
        engine = self.desk.engine
        found = standings.results(engine, given, with_evidence=True, only=colleges)
        before = self._before(colleges)
        for result in found:
            visit = store.visit_of(engine, result.visit_id)
            checked = checked_of(visit)
            if format == "html" and visit.archive:
                checked = replace(checked, shots=shots_of(self.desk, visit.archive))
            around = Surroundings(
                places=self._neighbours.of(result),
                changes=changes(before[result.college.id], result)
                if result.audited and result.college.id in before
                else None,
                causes=causes_of(result, self._causes, visit.ip or ""),
            )
            words, imprint = texts(given.edition), imprint_of(run, given)
            text = write_note(result, imprint, words, format, checked=checked, around=around)
            yield result, text

    def _before(self, colleges: Sequence[int]) -> Mapping[int, Result]:
        """The rated results of the judgement before, by college."""
        if self._previous is None:
            return {}
        found = standings.results(
            self.desk.engine, self._previous[1], with_marks=True, only=colleges
        )
        return {one.college.id: one for one in found if one.audited}

    @cached_property
    def _previous(self) -> Judged | None:
        return previous(line_of(self.desk.engine, *self.judged))

    @cached_property
    def _neighbours(self) -> Neighbours:
        return Neighbours(self.results)

    @cached_property
    def _causes(self) -> tuple[Cause, ...]:
        addresses = store.addresses_of(self.desk.engine, self.judged[0].id)
        return causes(self.results, addresses)


def shots_of(desk: Desk, name: str) -> tuple[tuple[str, bytes], ...]:
    """The screenshots of a visit, as long as its archive is kept and within reach."""
    try:
        return tuple(archive.shots(desk.shelf.bring(name), name).items())
    except (archive.ArchiveError, ShelfError) as trouble:
        err.print(str(trouble), markup=False)
        return ()


def shot_of(desk: Desk, visit_id: int) -> bytes | None:
    """The picture of a site's home page on a desktop."""
    name = store.visit_of(desk.engine, visit_id).archive
    return dict(shots_of(desk, name)).get("home-desktop") if name else None


def checked_of(visit: store.Visit) -> Checked:
    """What a visit read, from what it noted down."""
    noted = [(probe.name, probe.value) for probe in visit.observations]
    first = dict(reversed(noted))
    unseen = Counter(value for name, value in noted if name == "unseen")
    return Checked(
        final_url=first.get("final_url", ""),
        pages=int(first.get("pages", "0")),
        documents=int(first.get("documents", "0")),
        unseen=tuple(sorted(unseen.items())),
        tls=first.get("tls", "http" if first.get("final_url") else ""),
        cost=visit.cost,
    )


def note_names(meeting: Meeting) -> dict[int, str]:
    """Where the note of each college lies in the pack, by its number."""
    names = FileNames()
    return {
        one.college.id: f"{NOTES}/{names.name(one.college.short_name or one.college.name, '.html')}"
        for one in meeting.results
    }


def write_notes(
    desk: Desk,
    judged: Judged,
    meeting: Meeting,
    pack: Path,
    *,
    printer: ChromiumSettings | None = None,
) -> None:
    """A note as HTML for every site of a judgement into the pack, as PDF too with a ``printer``."""
    (pack / NOTES).mkdir(parents=True, exist_ok=True)
    noted, names = Noted(desk, judged, meeting.results), note_names(meeting)
    numbers = [one.college.id for one in meeting.results]
    parts = [numbers[start : start + TOGETHER] for start in range(0, len(numbers), TOGETHER)]
    for part in track(parts, "Пишу справки", console=err, transient=True):
        pages = {pack / names[one.college.id]: text for one, text in noted.texts(part, "html")}
        for file, text in pages.items():
            file.write_text(text, encoding="utf-8", errors="replace")
        if printer is not None:
            for file, content in zip(pages, print_pages(printer, pages.values()), strict=True):
                file.with_suffix(".pdf").write_bytes(content)


PARTS = {"note": note}
