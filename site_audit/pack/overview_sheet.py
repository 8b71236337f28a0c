"""Overview: the first sheet, the figures of the meeting at a glance."""

from __future__ import annotations

from typing import Any, get_args

from site_audit.pack.sheet import TOKENS, Cell, Column, Sheet, bounds
from site_audit.ratings.meeting import Meeting
from site_audit.ratings.moves import figures
from site_audit.ratings.score import BANDS, Rating
from site_audit.texts import BANDS as BAND_WORDS
from site_audit.texts import RATINGS, STATES
from site_audit.words import date_ru, moment_ru

_UNITS = {"cluster": "Кластеров", "college": "Сайтов"}


def overview_sheet(sheet: Sheet, book: Any, meeting: Meeting) -> None:
    """What and when, how many, bands and medians of the three ratings, a chart of the bands."""
    imprint = meeting.imprint
    columns = (Column(title="", width=34), *(Column(title="", width=17) for _ in range(6)))
    sheet.widen(columns)
    sheet.page.fit_to_pages(1, 1)
    sheet.say("Рейтинг сайтов колледжей", size=16, bold=True)
    sheet.say(f"{imprint.title} · {date_ru(imprint.made_at)}")
    sheet.say(f"{imprint.edition.title}, версия проверок {imprint.detectors}", soft=True)
    until = f", возражения до {date_ru(meeting.until)}" if meeting.until else ""
    sheet.say(f"Суждение: {STATES[meeting.state]}{until}", soft=True)
    sheet.say(f"Составлено {moment_ru(meeting.made_at)}", soft=True)
    sheet.skip()
    overall = meeting.rankings["overall"]
    known = (
        ("Сайтов в проверке", overall.sites),
        ("Получили оценку", overall.audited),
        ("Проверены частично", overall.partial),
        ("Не удалось проверить или ждут второго обхода", overall.sites - overall.audited),
    )
    sheet.table((Column(title="Сайты", width=34), Column(title="Сколько")), known)
    sheet.skip()
    first = _bands(sheet, meeting)
    sheet.skip()
    _medians(sheet, meeting)
    _panel(sheet, meeting)
    _chart(sheet, book, first)


def _bands(sheet: Sheet, meeting: Meeting) -> int:
    """Bands of the unit by rating; the row of the first one."""
    ladders = [meeting.ladder(rating) for rating in get_args(Rating)]
    head = [Column(title=RATINGS[rating]) for rating in get_args(Rating)]
    rows: list[tuple[Cell, ...]] = [
        (BAND_WORDS[name], *(ladder.bands[number].sites for ladder in ladders))
        for number, name in enumerate(BANDS)
    ]
    rows.append(("Без оценки", *(len(ladder.unrated) for ladder in ladders)))
    first, _ = sheet.table(
        (Column(title=f"{_UNITS[meeting.unit]} в группе", width=34), *head), rows
    )
    return first


def _medians(sheet: Sheet, meeting: Meeting) -> None:
    columns = (
        Column(title="Медиана", width=34),
        Column(title="%, не меньше"),
        Column(title="%, не больше"),
        Column(title="Все 100 %"),
        Column(title="Ниже 50 %"),
    )
    sheet.table(columns, (_median(meeting, rating) for rating in get_args(Rating)))


def _median(meeting: Meeting, rating: Rating) -> tuple[Cell, ...]:
    ladder = meeting.ladder(rating)
    shown = bounds(figures(ladder.rows).median)
    return RATINGS[rating], *shown, len(ladder.top), len(ladder.antitop)


def _panel(sheet: Sheet, meeting: Meeting) -> None:
    """The constant panel: now against before, for those rated both times."""
    if not meeting.moves or not meeting.before:
        return
    sheet.skip()
    sheet.say(
        f"Кто оценён оба раза: сейчас и {date_ru(meeting.before.made_at)}", size=12, bold=True
    )
    columns = (
        Column(title="Рейтинг", width=34),
        Column(title="Оценены оба раза"),
        Column(title="Медиана была, %, не меньше"),
        Column(title="Медиана стала, %, не меньше"),
        Column(title="Поднялись"),
        Column(title="Опустились"),
    )
    rows = (
        (
            RATINGS[rating],
            one.panel_now.rated,
            bounds(one.panel_before.median)[0],
            bounds(one.panel_now.median)[0],
            len(one.risen),
            len(one.fallen),
        )
        for rating, one in meeting.moves.items()
    )
    sheet.table(columns, rows)


def _chart(sheet: Sheet, book: Any, first: int) -> None:
    """Bars of the bands, a colour each, for the first two ratings."""
    for number, rating in enumerate(("presence", "visual")):
        chart = book.add_chart({"type": "bar"})
        column = number + 1
        last = first + len(BANDS) - 1
        points = [{"fill": {"color": TOKENS[f"band-{name}"]}} for name in BANDS]
        chart.add_series(
            {
                "categories": ["Сводка", first, 0, last, 0],
                "values": ["Сводка", first, column, last, column],
                "points": points,
                "data_labels": {"value": True},
                "gap": 40,
            }
        )
        chart.set_title({"name": RATINGS[rating], "name_font": {"size": 11, "bold": True}})  # type: ignore[index]
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True, "line": {"none": True}})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.set_size({"width": 430, "height": 220})
        sheet.page.insert_chart(sheet.row + 1, number * 3, chart)
