"""``site-audit ranking``: the places of a run."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

import criteria
from site_audit import store
from site_audit.cli.desk import USAGE, Desk, err, fail, out, texts, write
from site_audit.ratings import standings
from site_audit.ratings.convening import compare, line_of, previous
from site_audit.ratings.failings import MarkCount
from site_audit.ratings.ladder import Result
from site_audit.ratings.rank import Ranking, rank
from site_audit.ratings.trend import RatedUnit, trend
from site_audit.texts import Imprint
from site_audit.words import plural
from site_audit.writing.ranking_data import ALONE, Since, ranking_csv, ranking_json
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
        return imprint_of(self.run, self.judgement)


def imprint_of(run: store.Run, given: store.Judgement) -> Imprint:
    """What stands on every report of a judgement."""
    return Imprint(
        run=f"№ {run.id}, суждение {given.number}",
        made_at=run.closed_at or run.created_at,
        edition=criteria.EDITIONS[given.edition],
        detectors=given.detectors,
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
    warn_of_gaps(desk, found.run)
    ranked = rank(found.results, rating.value, found.counts)  # type: ignore[arg-type]
    if format is RankingFormat.table and file is None:
        out.print(ranking_table(ranked, by.value, texts(found.judgement.edition)))  # type: ignore[arg-type]
        return
    since = ALONE
    if format is RankingFormat.json and by in (Unit.college, Unit.cluster):
        since = _since(desk, found, ranked, by.value)  # type: ignore[arg-type]
    give(ranking_text(found, ranked, by.value, format.value, since), file)


def _since(desk: Desk, found: Judged, ranked: Ranking, unit: RatedUnit) -> Since:
    """The moves since the judgement before and the trend up to this one."""
    line = line_of(desk.engine, found.run, found.judgement)
    before = previous(line)
    points = trend(desk.engine, line, ranked.rating, unit)
    if before is None:
        return Since(trend=points)
    known = [one.college for one in found.results]
    earlier = standings.results(desk.engine, before[1], known=known)
    moved = compare(earlier, {ranked.rating: ranked}, unit)[ranked.rating]
    return Since(run=imprint_of(*before).run, moves=moved, trend=points)


def warn_of_gaps(desk: Desk, found: store.Run) -> None:
    """What is written of a run that goes on shows only a part of its sites, or none."""
    if found.state == "closed":
        return
    onward = f"Закончить её: {desk.called} run resume {found.id}"
    later = store.progress(desk.engine, found.id)
    if not later.done:
        fail(f"В проверке {found.id} пока нет ни одного результата. {onward}")
    if later.is_idle:
        words = f"На {later.later} {plural(later.later, 'сайт', 'сайта', 'сайтов')} ещё придём"
    else:
        words = f"Проверка {found.id} не закончена, здесь не все сайты"
    err.print(f"{words}. {onward}", markup=False)


def ranking_text(found: Judged, ranked: Ranking, by: str, format: str, since: Since = ALONE) -> str:
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
    return ranking_json(ranked, by, found.imprint, since)  # type: ignore[arg-type]


def give(text: str, file: Path | None) -> None:
    """A text to the screen, or into a file."""
    if file is None:
        sys.stdout.write(text)
    else:
        write(file, text)


PARTS = {"ranking": ranking}
