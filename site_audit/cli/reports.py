"""``site-audit ranking`` and ``note``: what people read of a run."""

from __future__ import annotations

import io
import sys
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

import criteria
from site_audit import store
from site_audit.archives import archive
from site_audit.archives.shelf import Shelf
from site_audit.archives.storage import ShelfError
from site_audit.cli.desk import USAGE, Desk, err, fail, out, texts, write
from site_audit.ratings import standings
from site_audit.ratings.failings import MarkCount
from site_audit.ratings.ladder import Result
from site_audit.ratings.rank import Ranking, rank
from site_audit.texts import Imprint
from site_audit.words import plural
from site_audit.writing.note import Checked
from site_audit.writing.note import note as write_note
from site_audit.writing.ranking_data import ranking_csv, ranking_json
from site_audit.writing.report import ranking_html, ranking_table

Unit = StrEnum("Unit", ["college", "cluster", "region", "industry"])
RatingName = StrEnum("RatingName", ["presence", "visual", "overall"])
RankingFormat = StrEnum("RankingFormat", ["table", "html", "csv", "json"])
NoteFormat = StrEnum("NoteFormat", ["html", "md", "txt"])
WIDTH = 110  # signs in a line of a table that is written to a file

Which = Annotated[
    str, typer.Argument(metavar="ПРОВЕРКА[@СУЖДЕНИЕ]", help="Например: latest, 3, 3@2.")
]
Out = Annotated[Path | None, typer.Option("--out", metavar="ФАЙЛ", help="Записать в файл.")]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One judgement of a run, ready to be reported."""

    run: store.Run
    judgement: store.Judgement
    results: tuple[Result, ...]
    counts: tuple[MarkCount, ...]

    @property
    def imprint(self) -> Imprint:
        """What stands on every report of it."""
        return Imprint(
            run=f"№ {self.run.id}, суждение {self.judgement.number}",
            made_at=self.run.closed_at or self.run.created_at,
            edition=criteria.EDITIONS[self.judgement.edition],
            detectors=self.judgement.detectors,
        )


def judged(
    desk: Desk, which: str, *, with_marks: bool = False, with_evidence: bool = False
) -> Judged:
    """The judgement that «run[@number]» names; the newest one when no number is given."""
    found, given = named(desk, which)
    results = standings.results(
        desk.engine, given, with_marks=with_marks, with_evidence=with_evidence
    )
    counts = standings.count_marks(
        desk.engine, store.judgement(desk.engine, found.id, given.number)
    )
    return Judged(run=found, judgement=given, results=results, counts=counts)


def named(desk: Desk, which: str) -> tuple[store.Run, store.Judgement]:
    """The run and the judgement of it that «run[@number]» names."""
    name, at, number = which.partition("@")
    if at and not number.isdecimal():
        fail(f"Не понимаю «{which}». Пример: site-audit ranking 3@2", USAGE)
    found = store.run(desk.engine, name or "latest")
    return found, store.judgement(desk.engine, found.id, int(number) if number else None)


def ranking(
    context: typer.Context,
    which: Which = "latest",
    rating: Annotated[
        RatingName, typer.Option("--rating", metavar="|".join(RatingName), help="Какой рейтинг.")
    ] = RatingName.presence,
    by: Annotated[
        Unit, typer.Option("--by", metavar="|".join(Unit), help="По чему строить.")
    ] = Unit.college,
    format: Annotated[
        RankingFormat,
        typer.Option("--format", metavar="|".join(RankingFormat), help="В каком виде."),
    ] = RankingFormat.table,
    file: Out = None,
) -> None:
    """Рейтинг проверки: места, проценты, группы, кого не удалось проверить.

    Примеры:
      site-audit ranking latest
      site-audit ranking latest --by cluster --format html --out рейтинг.html
    """
    desk: Desk = context.obj
    found = judged(desk, which)
    _warn_of_gaps(desk, found)
    ranked = rank(found.results, rating.value, found.counts)  # type: ignore[arg-type]
    if format is RankingFormat.table and file is None:
        out.print(ranking_table(ranked, by.value, texts(found.judgement.edition)))  # type: ignore[arg-type]
        return
    _give(ranking_text(found, ranked, by.value, format.value), file)


def _warn_of_gaps(desk: Desk, found: Judged) -> None:
    """A ranking of a run that goes on shows only a part of its sites, or none."""
    if found.run.state == "closed":
        return
    onward = f"Закончить её: {desk.called} run resume {found.run.id}"
    if not found.results:
        fail(f"В проверке {found.run.id} пока нет ни одного результата. {onward}")
    later = store.progress(desk.engine, found.run.id)
    if later.is_idle:
        words = f"На {later.later} {plural(later.later, 'сайт', 'сайта', 'сайтов')} ещё придём"
    else:
        words = f"Проверка {found.run.id} не закончена, здесь не все сайты"
    err.print(f"{words}. {onward}", markup=False)


def ranking_text(found: Judged, ranked: Ranking, by: str, format: str) -> str:
    """A ranking as HTML, CSV, JSON or, as on the screen, a table."""
    words = texts(found.judgement.edition)
    if format == "table":
        page = io.StringIO()
        Console(file=page, width=WIDTH).print(ranking_table(ranked, by, words))  # type: ignore[arg-type]
        return page.getvalue()
    if format == "html":
        return ranking_html(ranked, by, found.imprint, words)  # type: ignore[arg-type]
    if format == "csv":
        return ranking_csv(ranked, by, words)  # type: ignore[arg-type]
    return ranking_json(ranked, by, found.imprint)  # type: ignore[arg-type]


def _give(text: str, file: Path | None) -> None:
    if file is None:
        sys.stdout.write(text)
    else:
        write(file, text)


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
    found = judged(desk, which, with_evidence=True)
    result = next((one for one in found.results if one.college.id == wanted.id), None)
    if result is None:
        fail(f"В проверке {found.run.id} нет готового результата: {wanted.name}")
    visit = store.visit_of(desk.engine, result.visit_id)
    _give(note_text(desk, found, result, visit, format.value), file)


def note_text(desk: Desk, found: Judged, result: Result, visit: store.Visit, format: str) -> str:
    """The note of one site as HTML (with screenshots), Markdown or plain text."""
    words = texts(found.judgement.edition)
    checked = checked_of(visit)
    if format == "html" and visit.archive:
        checked = replace(checked, shots=_shots(desk.shelf, visit.archive))
    return write_note(result, found.imprint, words, format, checked=checked)  # type: ignore[arg-type]


def _shots(shelf: Shelf, name: str) -> tuple[tuple[str, bytes], ...]:
    """The screenshots of a visit, as long as its archive is kept and within reach."""
    try:
        return tuple(archive.shots(shelf.bring(name), name).items())
    except (archive.ArchiveError, ShelfError) as trouble:
        err.print(str(trouble), markup=False)
        return ()


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


PARTS = {"ranking": ranking, "note": note}
