"""Meeting report: the whole meeting as one page for screen, phone and paper, and its summary.

Both are one HTML file each that needs no other and runs nothing; ``pack.paper`` prints them.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from itertools import groupby
from typing import Any, get_args

from markupsafe import Markup

from reports.style import rules, tokens
from site_audit import texts as words_of
from site_audit.ratings.ladder import Result, Row
from site_audit.ratings.meeting import Meeting, MeetingUnit
from site_audit.ratings.moves import figures
from site_audit.ratings.rank import CRITERIA
from site_audit.ratings.score import Rating
from site_audit.store.instructions import Instruction, Standing
from site_audit.texts import Status, Texts
from site_audit.words import MOSCOW, number_ru, plain
from site_audit.writing import charts
from site_audit.writing.contents import contents
from site_audit.writing.templates import render

RATED: tuple[Rating, ...] = get_args(Rating)
COUNTED: dict[MeetingUnit, tuple[str, str, str]] = {
    "cluster": ("кластер", "кластера", "кластеров"),
    "college": ("колледж", "колледжа", "колледжей"),
}
STATES = {
    "draft": "Черновик: результаты ещё не показаны колледжам",
    "preliminary": "Предварительные результаты",
    "final": "Окончательные результаты",
}
STANDINGS: dict[Standing, Status] = {
    "draft": Status(symbol="◐", words="черновик", colour="unknown"),
    "issued": Status(symbol="◐", words="выдано", colour="partly"),
    "answered": Status(symbol="◐", words="пришёл ответ", colour="partly"),
    "confirmed": Status(symbol="✓", words="исполнено", colour="yes"),
    "overdue": Status(symbol="✗", words="просрочено", colour="no"),
    "withdrawn": Status(symbol="—", words="отозвано", colour="unknown"),
}
MET: dict[bool | None, Status] = {
    True: Status(symbol="✓", words="выполнен", colour="yes"),
    False: Status(symbol="✗", words="не выполнен", colour="no"),
    None: Status(symbol="?", words="сказать нельзя", colour="unknown"),
}
BREAKS = {"edition": "другая редакция", "detectors": "другая версия проверок"}
LISTED = 10  # moves in a table; the others stand in the full ranking
PICTURED = 12  # of the best; those who tie with them are listed by name
TITLE = 80  # signs of a running title that a line of paper holds
WHOLE = 24  # names in TOP that need no headings of regions


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of the full ranking: the rows of the three ratings, and what was surely gained."""

    overall: Row
    rows: tuple[tuple[Rating, Row, Fraction], ...]


def report_html(
    meeting: Meeting,
    texts: Texts,
    *,
    pictures: Mapping[int, bytes] = {},
    contents_pages: Mapping[str, int] = {},
    note_address: Callable[[Result], str | None] = lambda result: None,
) -> str:
    """The report as one page. ``pictures`` are JPEGs of home pages by the visit's number,
    ``contents_pages`` the pages on which the sections begin on paper, by their anchors.
    """
    return _page(
        "report",
        meeting,
        texts,
        sections=contents(meeting),
        pages=contents_pages,
        pictures={visit: _data(picture) for visit, picture in pictures.items()},
        note_address=note_address,
        lines=full_ranking(meeting),
        charts=charts,
        by_region=by_region,
    )


def summary_html(meeting: Meeting, texts: Texts) -> str:
    """The whole meeting on one page of A4; names that are too long for their place end in «…»."""
    return _page("summary", meeting, texts, due=due(meeting))


def _page(template: str, meeting: Meeting, texts: Texts, **more: object) -> str:
    given: dict[str, Any] = {
        "meeting": meeting,
        "texts": texts,
        "report_style": Markup(rules("report.css")),
        "running": running(meeting),
        "tokens": dict(tokens()),
        "ratings": words_of.RATINGS,
        "rated": RATED,
        "criteria_of": CRITERIA,
        "bands": words_of.BANDS,
        "unnamed": words_of.UNNAMED,
        "legend": words_of.LEGEND,
        "unit": COUNTED[meeting.unit],
        "figures_of": {one: figures(meeting.ladder(one).rows) for one in RATED},
        "states": STATES,
        "standings": STANDINGS,
        "today": _day(meeting.made_at),
        "met": MET,
        "breaks": BREAKS,
        "last_words": words_of.last_words,
        "gain": gain_words,
        "listed": LISTED,
        "pictured": PICTURED,
        "whole": WHOLE,
    }
    return render(template, "html", **(given | more))


def full_ranking(meeting: Meeting) -> tuple[Line, ...]:
    """The rated of the meeting's unit by the overall rating, with their other two ratings."""
    found = {one: {_key(row): row for row in meeting.ladder(one).rows} for one in RATED}
    gained = {
        (one, _key(move.now)): move.gain
        for one, moves in (meeting.moves or {}).items()
        for move in (*moves.risen, *moves.fallen)
    }
    return tuple(
        Line(
            overall=row,
            rows=tuple(
                (one, found[one][key], gained.get((one, key), Fraction(0))) for one in RATED
            ),
        )
        for key, row in found["overall"].items()
    )


def _key(row: Row) -> tuple[str, int]:
    return row.title, row.result.visit_id


def due(meeting: Meeting) -> list[Instruction]:
    """The instructions that are not yet done, the nearest day first."""
    awaited = [one for one in meeting.instructions if one.state in ("issued", "answered")]
    return sorted(awaited, key=lambda one: (one.due_on, one.id))


def by_region(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Rows in their order, region by region: those of one score stand so."""
    return [(region, list(inside)) for region, inside in groupby(rows, lambda row: row.region)]


def gain_words(gain: Fraction) -> str:
    """«+3,8» or «−12,5»: percentage points of the whole."""
    return ("+" if gain > 0 else "") + number_ru(float(gain * 100), 1)


def running(meeting: Meeting) -> Markup:
    """The running title of paper as a CSS string in which nothing can end the string."""
    said = plain(f"{meeting.imprint.title[:TITLE]} · {STATES[meeting.state].split(':')[0].lower()}")
    return Markup("".join(f"\\{ord(char):x} " for char in said))


def _day(moment: datetime) -> date:
    """The day on which it is made, in Moscow: by it an instruction is overdue."""
    return (moment.astimezone(MOSCOW) if moment.tzinfo else moment).date()


def _data(picture: bytes) -> str:
    return f"data:image/jpeg;base64,{b64encode(picture).decode('ascii')}"
