"""Matrix: every site by every criterion, by symbol and colour."""

from __future__ import annotations

from collections.abc import Callable

from site_audit.model import Verdict
from site_audit.pack.sheet import Cell, Column, Link, Sheet, Sign, site
from site_audit.ratings.ladder import Result
from site_audit.ratings.meeting import Meeting
from site_audit.ratings.score import SCORED, VISUAL
from site_audit.texts import CORRECTED, LEGEND, Texts, status
from site_audit.words import collate

KNOWN = (
    Column(title="Колледж", width=38, wraps=True),
    Column(title="Регион", width=20, wraps=True),
    Column(title="Кластеры", width=22, wraps=True),
    Column(title="Отрасли", width=16, wraps=True),
    Column(title="Сайт", width=24),
    Column(title="Доказательства", width=15),
    Column(title="Итог", width=24, wraps=True),
)
TITLES_HEIGHT = 190  # of the criteria's titles, which stand upright


def matrix_sheet(
    sheet: Sheet, meeting: Meeting, texts: Texts, evidence_of: Callable[[Result], str | None]
) -> None:
    """Sites by region and name × 34; ``evidence_of`` leads to the evidence of a site."""
    legend = " · ".join(f"{one.symbol} {one.words}" for one in LEGEND)
    sheet.say(f"{legend} · у V1–V8 баллы от 0 до 5 · — нет оценки", soft=True)
    marks = tuple(Column(title=code, width=4.7) for code in SCORED)
    columns = (*KNOWN, *marks)
    sheet.widen(columns)
    sheet.page.set_paper(8)  # A3: 41 columns
    _titles(sheet, texts)
    results = sorted(meeting.results, key=_order)
    first, last = sheet.table(columns, (_cells(one, texts, evidence_of) for one in results))
    sheet.page.autofilter(first - 1, 0, max(first, last), len(columns) - 1)
    sheet.page.freeze_panes(first, 1)
    sheet.page.repeat_rows(first - 2, first - 1)


def _titles(sheet: Sheet, texts: Texts) -> None:
    look = sheet.looks.of(rotation=90, text_wrap=True, align="center", valign="bottom", font_size=8)
    sheet.page.set_row(sheet.row, TITLES_HEIGHT)
    for place, code in enumerate(SCORED, start=len(KNOWN)):
        sheet.page.write_string(sheet.row, place, texts.criterion(code), look)
    sheet.row += 1


def _order(result: Result) -> tuple[str, str, int]:
    return collate(result.college.region), collate(result.college.name), result.visit_id


def _cells(
    result: Result, texts: Texts, evidence_of: Callable[[Result], str | None]
) -> tuple[Cell, ...]:
    college = result.college
    proof = evidence_of(result)
    known: tuple[Cell, ...] = (
        college.name,
        college.region,
        ", ".join(dict.fromkeys(one.cluster for one in college.memberships if one.cluster)),
        ", ".join(dict.fromkeys(one.industry for one in college.memberships if one.industry)),
        site(college.url),
        Link(to=proof, words="справка") if proof else Link(to=college.url, words="сайт"),
        texts.outcome("unconfirmed")
        if result.was_read and result.held_back
        else texts.ending(result.outcome),
    )
    given = {one.criterion: one for one in result.verdicts} if result.audited else {}
    return *known, *(_sign(given.get(code), result) for code in SCORED)


def _sign(verdict: Verdict | None, result: Result) -> Sign:
    if verdict is None:
        return Sign(symbol="—", colour="unknown")
    shown = status(verdict)
    mark = verdict.finding.mark
    symbol = str(mark) if verdict.criterion in VISUAL and mark is not None else shown.symbol
    if verdict.criterion in result.corrected:
        return Sign(symbol=f"{symbol} {CORRECTED.symbol}", colour=CORRECTED.colour)
    return Sign(symbol=symbol, colour=shown.colour)
