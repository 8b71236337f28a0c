"""Podium: slides of the best and the worst: TOP, ANTITOP, the best ten with their home pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from site_audit.pack.arial import shortened, width
from site_audit.pack.canvas import (
    BOTTOM,
    LEFT,
    TOP,
    WIDTH,
    Box,
    Canvas,
    Span,
    TableColumn,
    fit,
    in_full,
)
from site_audit.pack.listing import Listing, write_listing
from site_audit.pack.slides import FORMS, units
from site_audit.ratings.ladder import BEST, Row
from site_audit.ratings.meeting import Meeting
from site_audit.ratings.score import Rating
from site_audit.texts import RATINGS, UNITS, UNNAMED, percents, places
from site_audit.words import NARROW, number_ru

HALF = f"50{NARROW}%"
WHOLE = f"100{NARROW}%"
MOST = 18  # of the best are named; of more who tie with the tenth, ten


def top(canvas: Canvas, meeting: Meeting, rating: Rating) -> None:
    """All with 100 %, or in words that there is nobody."""
    rows = meeting.ladder(rating).top
    title = f"{RATINGS[rating]}: TOP, {WHOLE}"
    notes = "В TOP входят те, у кого все критерии рейтинга выполнены наверняка."
    if not rows:
        _nobody(canvas, title, f"Со {WHOLE} пока нет ни одного {FORMS[meeting.unit][1]}.", notes)
        return
    _names(canvas, title, notes, meeting, rows, with_percents=False)


def antitop(canvas: Canvas, meeting: Meeting, rating: Rating) -> None:
    """All under 50 % by their upper bounds, worst last, or in words that there is nobody."""
    rows = meeting.ladder(rating).antitop
    title = f"{RATINGS[rating]}: ANTITOP, ниже {HALF}"
    notes = "В ANTITOP входят те, у кого и верхняя граница оценки ниже 50 %; только подтверждённые."
    if not rows:
        _nobody(canvas, title, f"Ниже {HALF} нет ни одного {FORMS[meeting.unit][1]}.", notes)
        return
    _names(canvas, title, notes, meeting, rows, with_percents=True)


def _nobody(canvas: Canvas, title: str, words: str, notes: str) -> None:
    slide = canvas.slide(title, notes)
    box = Box(left=LEFT, top=TOP + 110, width=WIDTH, height=60)
    canvas.text(slide, box, [[Span(text=words, size=24, colour="colour-soft")]])


def _names(
    canvas: Canvas,
    title: str,
    notes: str,
    meeting: Meeting,
    rows: Sequence[Row],
    *,
    with_percents: bool,
) -> None:
    percent = 0.12 if with_percents else 0.0
    name = _part(rows) * (1 - percent)
    columns = [TableColumn(title=UNITS[meeting.unit], part=name)]
    columns.append(TableColumn(title="Регион", part=1 - percent - name))
    if with_percents:
        columns.append(TableColumn(title="Оценка", part=percent, is_figure=True))
    told = tuple(
        (
            row.title,
            Span(text=row.region or UNNAMED["region"], colour="colour-soft"),
            *([Span(text=percents(row.share), bold=True)] if with_percents else ()),
        )
        for row in rows
    )
    tried = ((1, 18.0), (1, 16.0), (1, 14.0), (2, 14.0), (2, 12.0), (2, 11.0), (3, 11.0))
    listing = Listing(
        columns=tuple(columns), rows=told, tried=tried[:-1] if with_percents else tried
    )
    write_listing(canvas, title, notes, listing, lead=units(meeting, len(rows)))


def _part(rows: Sequence[Row]) -> float:
    """The names' share of the width beside their regions, by the widest of both."""
    names, regions = (
        max(width(text, 1) for text in texts)
        for texts in ([row.title for row in rows], [row.region or " " for row in rows])
    )
    return min(0.7, max(0.4, names / (names + regions)))


def best(canvas: Canvas, meeting: Meeting, shots: Mapping[int, bytes]) -> None:
    """The best over all criteria, with pictures of the first ones' home pages where there are."""
    rows = meeting.ladder("overall").best
    if not rows:
        return
    notes = "Первые десять по нижней границе общего рейтинга и все, кто с десятым наравне."
    named = rows if len(rows) <= MOST else rows[:BEST]
    told = tuple(
        (places(row.place), row.title, row.region, Span(text=percents(row.share), bold=True))
        for row in named
    )
    columns = (
        TableColumn(title="Место", part=0.1, is_figure=True),
        TableColumn(title=UNITS[meeting.unit], part=0.5),
        TableColumn(title="Регион", part=0.28),
        TableColumn(title="Оценка", part=0.12, is_figure=True),
    )
    listing = Listing(columns=columns, rows=told, tried=((1, 16.0), (1, 14.0), (1, 12.0)))
    write_listing(canvas, "Лучшие по всем критериям", notes, listing, lead=_others(rows, named))
    shown = [row for row in rows if row.result.visit_id in shots][:6]
    across = 2 if len(shown) < 3 else 3
    for start in range(0, len(shown), across):
        _pictures(canvas, shown[start : start + across], shots, across)


def _others(rows: Sequence[Row], named: Sequence[Row]) -> str:
    if len(rows) == len(named):
        return ""
    others = number_ru(len(rows) - len(named))
    return f"И ещё {others} с оценкой {percents(rows[-1].share)}: полностью — в таблице."


def _pictures(canvas: Canvas, rows: Sequence[Row], shots: Mapping[int, bytes], across: int) -> None:
    each = (WIDTH - 20 * (across - 1)) / across
    high = each * 0.57  # as a screen is
    named = [shortened(fit(row.title), each, 12, 4) for row in rows]
    notes = (
        "Главные страницы, как их видно на компьютере.",
        *in_full([r.title for r in rows], named),
    )
    slide = canvas.slide("Лучшие сайты", "\n".join(notes))
    for number, (row, words) in enumerate(zip(rows, named, strict=True)):
        left = LEFT + number * (each + 20)
        box = Box(left=left, top=TOP + 8, width=each, height=high)
        canvas.picture(slide, box, shots[row.result.visit_id], f"Главная страница: {row.title}")
        under = Box(left=left, top=TOP + high + 16, width=each, height=BOTTOM - TOP - high - 16)
        lines = [[Span(text=percents(row.share), size=16, bold=True)], [Span(text=words, size=12)]]
        canvas.text(slide, under, lines)
