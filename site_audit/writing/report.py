"""Report: a ranking as terminal table and as page. Chooses words and templates, computes nothing.

The other outputs hang here too, so that callers need one module: CSV, JSON and the note of a site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich import box
from rich.table import Table
from rich.text import Text

from site_audit.ratings.ladder import Ladder, Result, Row, Unrated
from site_audit.ratings.rank import Ranking, Slice, Unit
from site_audit.ratings.score import Rating
from site_audit.texts import (
    BANDS,
    RATINGS,
    UNITS,
    UNNAMED,
    Advice,
    Imprint,
    Texts,
    last_words,
    percents,
    points,
)
from site_audit.words import number_ru, plain, range_ru
from site_audit.writing.note import Checked, note
from site_audit.writing.ranking_data import ranking_csv, ranking_json
from site_audit.writing.templates import render

__all__ = [
    "Advice",
    "Checked",
    "Imprint",
    "Texts",
    "note",
    "ranking_csv",
    "ranking_html",
    "ranking_json",
    "ranking_table",
]

LISTED = 20  # names in TOP and ANTITOP of a page; the others stand in its table


def ranking_table(ranking: Ranking, unit: Unit, texts: Texts) -> Table:
    """The ranking for a terminal; foreign text is shown as text, never as markup."""
    table = Table(title=RATINGS[ranking.rating], title_justify="left", box=box.SIMPLE_HEAD)
    _figures(table, "Место")
    _names(table, UNITS[unit])
    if ladder := ranking.ladder(unit):
        _fill_ladder(table, ladder, texts, ranking.rating)
    else:
        _fill_slices(table, ranking.slices(unit), UNNAMED[unit])
    return table


def _fill_ladder(table: Table, ladder: Ladder, texts: Texts, rating: Rating) -> None:
    total = f" из {number_ru(ladder.rows[0].score.out_of)}" if ladder.rows else ""
    _names(table, "Регион")
    _figures(table, f"Баллы{total}", "Доля")
    for row in ladder.rows:
        table.add_row(
            range_ru(row.place.first, row.place.last),
            _name(row),
            Text(plain(row.region)),
            points(row.score),
            percents(row.share),
        )
    for one in ladder.unrated:
        why = [texts.outcome(one.why), last_words(one, rating)]
        name = _name(one).append(
            "".join(f"\n{plain(words)}" for words in why if words), style="dim"
        )
        table.add_row("—", name, Text(plain(one.region)), "—", "—")


def _name(row: Row | Unrated) -> Text:
    """A college by its short name, a cluster by its title."""
    college = row.result.college if row.result else None
    short = college.short_name if college and college.name == row.title else ""
    return Text(plain(short or row.title))


def _fill_slices(table: Table, slices: Iterable[Slice], unnamed: str) -> None:
    table.padding = (0, 0)  # nine columns are to fit into a terminal
    table.show_edge = False
    table.columns[1].min_width = 11
    _figures(table, "Проверено", "Медиана", *BANDS.values(), folds=True)
    for one in slices:
        table.add_row(
            range_ru(one.place.first, one.place.last) if one.place else "—",
            Text(plain(one.title or unnamed)),
            f"{number_ru(one.audited)} из {number_ru(one.sites)}",
            percents(one.median) if one.median else "—",
            *(number_ru(count.sites) for count in one.bands),
        )


def _figures(table: Table, *titles: str, folds: bool = False) -> None:
    """Columns of figures; a title ``folds`` into lines where the terminal is narrow."""
    for title in titles:
        table.add_column(title, justify="right", no_wrap=not folds, overflow="fold")


def _names(table: Table, *titles: str) -> None:
    for title in titles:
        table.add_column(title, overflow="fold")


def ranking_html(
    ranking: Ranking,
    unit: Unit,
    imprint: Imprint,
    texts: Texts,
    *,
    note_address: Callable[[Result], str | None] = lambda result: None,
) -> str:
    """One page that needs no other file; ``note_address`` tells where the note of a site lies."""
    return render(
        "ranking",
        "html",
        ranking=ranking,
        unit=unit,
        ladder=ranking.ladder(unit),
        slices=ranking.slices(unit),
        imprint=imprint,
        texts=texts,
        note_address=note_address,
        ratings=RATINGS,
        bands=BANDS,
        units=UNITS,
        unnamed=UNNAMED,
        listed=LISTED,
        last_words=last_words,
    )
