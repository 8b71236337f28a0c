"""Sheets of places: the ranking of the meeting's unit and of colleges, slices, who is not rated."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from site_audit.pack.sheet import Banded, Cell, Column, Sheet, bounds, site
from site_audit.ratings.ladder import Ladder, Row, Unrated
from site_audit.ratings.meeting import Fact, Meeting
from site_audit.ratings.rank import Slice, Unit
from site_audit.ratings.score import Rating, share
from site_audit.texts import BANDS, MET, RATINGS, UNITS, UNNAMED, Texts
from site_audit.words import date_ru

ORDER: tuple[Rating, ...] = ("overall", "presence", "visual")
WELL, POORLY = 80, 50  # percents of a plan, as regional monitoring tables colour them
_KNOWN, _PART = 5, 6  # columns of who it is, and of one rating


def ranking_sheet(sheet: Sheet, meeting: Meeting, unit: Unit, texts: Texts) -> None:
    """One row a college or cluster, by the overall rating, with all three; then the unrated."""
    ladders = {rating: _ladder(meeting, rating, unit) for rating in ORDER}
    columns = _columns(unit)
    sheet.widen(columns)
    overall = ladders["overall"]
    rated = (_row_cells(row, others) for row, others in _rows(ladders))
    unrated = (_unrated_row(one, texts) for one in overall.unrated)
    first, last = sheet.table(columns, chain(rated, unrated))
    _settle(sheet, first, last, len(columns))
    _print_in_parts(sheet)


def _print_in_parts(sheet: Sheet) -> None:
    """On paper: who with the overall rating, then the other two; names come on both pages."""
    sheet.page.fit_to_pages(0, 0)
    sheet.page.set_print_scale(56)
    sheet.page.set_v_pagebreaks([_KNOWN + _PART])
    sheet.page.repeat_columns(0)


def _settle(sheet: Sheet, first: int, last: int, columns: int) -> None:
    """Filters, the head that stays in sight and comes again on each printed page."""
    sheet.page.autofilter(first - 1, 0, max(first, last), columns - 1)
    sheet.page.freeze_panes(first, 1)
    sheet.page.repeat_rows(first - 1)


def _columns(unit: Unit) -> tuple[Column, ...]:
    known = (
        Column(title=UNITS[unit], width=38, wraps=True),
        Column(title="Регион", width=20, wraps=True),
        Column(title="Отрасли", width=18, wraps=True),
        Column(title="Сайт", width=24),
        Column(title="Итог проверки", width=22, wraps=True),
    )
    each = tuple(
        column
        for rating in ORDER
        for column in (
            Column(title=f"{RATINGS[rating]}: место", width=11),
            Column(title="баллы, не меньше", width=9),
            Column(title="баллы, не больше", width=9),
            Column(title="%, не меньше", width=9),
            Column(title="%, не больше", width=9),
            Column(title="группа", width=14),
        )
    )
    return (*known, *each)


def _rows(ladders: dict[Rating, Ladder]) -> list[tuple[Row, dict[Rating, Row]]]:
    by_key = {rating: {_key(row): row for row in ladder.rows} for rating, ladder in ladders.items()}
    return [
        (row, {rating: by_key[rating][_key(row)] for rating in ORDER})
        for row in ladders["overall"].rows
    ]


def _key(row: Row) -> tuple[str, int]:
    return row.title, row.result.visit_id


def _ladder(meeting: Meeting, rating: Rating, unit: Unit) -> Ladder:
    found = meeting.rankings[rating].ladder(unit)
    assert found is not None  # colleges and clusters have one
    return found


def _row_cells(row: Row, others: dict[Rating, Row]) -> tuple[Cell, ...]:
    each = (others[rating] for rating in ORDER)
    figures = (
        cell
        for one in each
        for cell in (
            one.place,
            one.score.points,
            one.score.upper,
            *bounds(one.share),
            Banded(band=one.band),
        )
    )
    partial = row.result.outcome.kind == "partial"
    return *_who(row), "проверен частично" if partial else "проверен", *figures


def _unrated_row(one: Unrated, texts: Texts) -> tuple[Cell, ...]:
    return *_who(one), texts.outcome(one.why), *(None,) * (_PART * len(ORDER))


def _who(row: Row | Unrated) -> tuple[Cell, ...]:
    college = row.result.college if row.result else None
    held = college.memberships if college else ()
    industries = dict.fromkeys(one.industry for one in held if one.industry)
    return row.title, row.region, ", ".join(industries), site(college.url) if college else None


def unrated_sheet(sheet: Sheet, meeting: Meeting, texts: Texts) -> None:
    """Who has no rating and why, with the last good result."""
    columns = (
        Column(title="Колледж", width=48, wraps=True),
        Column(title="Регион", width=24, wraps=True),
        Column(title="Сайт", width=32),
        Column(title="Почему без оценки", width=52, wraps=True),
        Column(title="Последняя общая оценка, %, не меньше", width=16),
        Column(title="не больше", width=12),
        Column(title="Когда", width=12),
    )
    found = meeting.rankings["overall"].colleges.unrated
    if not found:
        sheet.say("Оценку получили все сайты.")
        return
    sheet.widen(columns)
    first, last = sheet.table(columns, (_unrated_cells(one, texts) for one in found))
    _settle(sheet, first, last, len(columns))


def _unrated_cells(one: Unrated, texts: Texts) -> tuple[Cell, ...]:
    result = one.result
    last = result.last if result else None
    shown = bounds(share(last.scores.overall)) if last else (None, None)
    link = site(result.college.url) if result else None
    when = last.finished_at if last else None
    return one.title, one.region, link, texts.outcome(one.why), *shown, when


def slice_sheet(sheet: Sheet, meeting: Meeting, unit: Unit) -> None:
    """Regions or industries: sites, medians and bands of the three ratings, then plans."""
    bands = [Column(title=words, width=12) for words in BANDS.values()]
    columns = (
        Column(title=UNITS[unit], width=38, wraps=True),
        Column(title="Сайтов", width=9),
        Column(title="С оценкой", width=9),
        Column(title="Не удалось проверить", width=11),
        Column(title="Место", width=28),
        Column(title="Медиана, %, не меньше", width=11),
        Column(title="не больше", width=11),
        *bands,
    )
    sheet.widen(columns)
    for rating in ORDER:
        sheet.say(RATINGS[rating], size=12, bold=True)
        rows = meeting.rankings[rating].slices(unit)
        sheet.table(columns, (_slice_cells(one, UNNAMED[unit]) for one in rows))
        sheet.skip()
    _plans(sheet, [one for one in meeting.facts if one.target.kind == unit])


def _slice_cells(one: Slice, unnamed: str) -> tuple[Cell, ...]:
    place = one.place or "не ранжируется: меньше пяти"
    counts = [count.sites for count in one.bands]
    known = (one.title or unnamed, one.sites, one.audited, one.not_audited, place)
    return (*known, *bounds(one.median), *counts)


def _plans(sheet: Sheet, facts: list[Fact]) -> None:
    if not facts:
        return
    sheet.say("План и факт", size=12, bold=True)
    columns = tuple(
        Column(title=title)
        for title in ("Кто", "Рейтинг", "План, %", "Факт, %, не меньше", "не больше")
    )
    more = (Column(title="Итог"), Column(title="Выполнение плана"), Column(title="Срок"))
    sheet.table((*columns, *more), _plan_rows(facts))


def _plan_rows(facts: list[Fact]) -> Iterator[tuple[Cell, ...]]:
    for one in facts:
        yield (
            one.target.name,
            RATINGS[one.target.rating],
            one.target.plan,
            *bounds(one.fact),
            MET[one.met],
            fulfilment(one),
            date_ru(one.target.due_on),
        )


def fulfilment(one: Fact) -> str:
    """How much of a plan is surely reached, in the bands of regional monitoring tables."""
    if one.fact is None or not one.target.plan:
        return "—"
    part = one.fact.lower * 100 / one.target.plan * 100
    if part >= WELL:
        return "80 % плана и больше"
    return "от 50 до 80 % плана" if part > POORLY else "50 % плана и меньше"
