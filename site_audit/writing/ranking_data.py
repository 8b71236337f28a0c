"""A ranking as data: CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from site_audit.ratings.ladder import BandCount, Ladder, Members, Place, Row, Unrated
from site_audit.ratings.moves import Moves
from site_audit.ratings.rank import Ranking, Slice, Unit
from site_audit.ratings.score import Rating, Share, percent_shown, share
from site_audit.ratings.trend import Point
from site_audit.texts import BANDS, OUTCOMES, UNNAMED, Imprint, Texts
from site_audit.words import plain
from site_audit.writing.moves_data import moves_data, trend_data

Cell = str | int | Decimal | None

_LADDER_HEAD = (
    "Место, лучшее",
    "Место, худшее",
    "Наименование",
    "Регион",
    "Кластеры",
    "Отрасли",
    "Сайт",
    "Баллов не меньше",
    "Баллов не больше",
    "Баллов всего",
    "% не меньше",
    "% не больше",
    "Группа",
    "Итог проверки",
    "Причина",
)
_MEMBERS_HEAD = (
    "Базовая организация",
    "Сайтов в кластере",
    "Проверено",
    "Среднее, % не меньше",
    "Среднее, % не больше",
    "Худший, % не меньше",
    "Худший, % не больше",
)
_SLICE_HEAD = (
    "Место, лучшее",
    "Место, худшее",
    "Наименование",
    "Сайтов",
    "Проверено",
    "Не удалось проверить",
    "Медиана, % не меньше",
    "Медиана, % не больше",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def ranking_csv(ranking: Ranking, unit: Unit, texts: Texts) -> str:
    """Rows for a spreadsheet: «;» between cells, decimal comma, the mark of utf-8-sig in front.

    Write it with encoding ``utf-8`` and ``newline=""``. Foreign text is never a formula: an
    apostrophe stands before what could begin one.
    """
    ladder = ranking.ladder(unit)
    if ladder:
        rows = _ladder_cells(ladder, texts, members=unit == "cluster")
    else:
        rows = _slice_cells(ranking.slices(unit), UNNAMED[unit])
    sheet = io.StringIO()
    sheet.write("\ufeff")
    csv.writer(sheet, delimiter=";").writerows([csv_cell(cell) for cell in row] for row in rows)
    return sheet.getvalue()


def csv_cell(value: Cell) -> str:
    """A cell for CSV: foreign text is never a formula, decimals have a comma."""
    if isinstance(value, str):
        guard = "'" if value.lstrip(" ").startswith(_FORMULA) else ""
        return guard + plain(value)
    return "" if value is None else str(value).replace(".", ",")


def _ladder_cells(ladder: Ladder, texts: Texts, *, members: bool) -> Iterable[tuple[Cell, ...]]:
    yield _LADDER_HEAD + (_MEMBERS_HEAD if members else ())
    for row in ladder.rows:
        reason = row.result.outcome.reason
        yield (
            row.place.first,
            row.place.last,
            *_who(row),
            row.score.points,
            row.score.upper,
            row.score.out_of,
            *_bounds(row.share),
            BANDS[row.band],
            OUTCOMES[row.result.outcome.kind],
            texts.outcome(reason) if reason else None,
            *(_member_cells(row) if members else ()),
        )
    for one in ladder.unrated:
        ended = OUTCOMES[one.result.outcome.kind] if one.result else None
        figures = (None,) * 6
        rest = _member_cells(one) if members else ()
        yield (None, None, *_who(one), *figures, ended, texts.outcome(one.why), *rest)


def _who(row: Row | Unrated) -> tuple[Cell, ...]:
    held = row.result.college.memberships if row.result else ()
    clusters = dict.fromkeys(one.cluster for one in held if one.cluster)
    industries = dict.fromkeys(one.industry for one in held if one.industry)
    site = row.result.college.url if row.result else None
    return row.title, row.region, ", ".join(clusters), ", ".join(industries), site


def _member_cells(row: Row | Unrated) -> tuple[Cell, ...]:
    members = row.members or Members(sites=0, audited=0, mean=None, worst=None)
    base = row.result.college.name if row.result else None
    return base, members.sites, members.audited, *_bounds(members.mean), *_bounds(members.worst)


def _slice_cells(slices: Iterable[Slice], unnamed: str) -> Iterable[tuple[Cell, ...]]:
    yield (*_SLICE_HEAD, *BANDS.values())
    for one in slices:
        yield (
            one.place.first if one.place else None,
            one.place.last if one.place else None,
            one.title or unnamed,
            one.sites,
            one.audited,
            one.not_audited,
            *_bounds(one.median),
            *(count.sites for count in one.bands),
        )


def _bounds(bounds: Share | None) -> tuple[Decimal | None, Decimal | None]:
    if bounds is None:
        return None, None
    return percent_shown(bounds.lower), percent_shown(bounds.upper)


@dataclass(frozen=True, kw_only=True, slots=True)
class Since:
    """What a ranking is compared with: the moves from the judgement called ``run``, the trend."""

    run: str = ""
    moves: Moves | None = None
    trend: tuple[Point, ...] = ()


ALONE = Since()


def ranking_json(ranking: Ranking, unit: Unit, imprint: Imprint, since: Since = ALONE) -> str:
    """The ranking for programs; keys are stable, new ones may come.

    ``{"run", "rating": presence|visual|overall, "by": college|cluster|region|industry, "made_at",
    "edition", "detectors", "sites", "audited", "partial", "rows", "not_rated", "bands", "top",
    "antitop", "best", "common_errors", "not_built": [criterion], "moves", "trend"}``

    - a row by college or cluster: ``{"place": {"first", "last"}, "name", "region", "college":
      {"id", "name", "inn", "url"}, "visit", "outcome", "reason", "points", "points_upper",
      "out_of", "unknown", "percent", "percent_upper", "band", "members"}``; a cluster's college
      is its base, ``members`` (null by college) ``{"sites", "audited", "mean", "worst"}``;
    - a row by region or industry: ``{"place" | null, "name", "sites", "audited", "not_audited",
      "median", "bands"}``;
    - ``not_rated``: ``{"name", "region", "college" | null, "visit", "outcome", "reason", "last",
      "members"}``: never a score of this run; ``reason`` ``unconfirmed``: held back until a second
      visit; ``last`` ``{"finished_at", "percent", "percent_upper"}`` is the last good one or null;
    - ``top``, ``antitop``, ``best``: visits in order;
    - ``bands``: ``[{"band": full|high|middle|low|unknown, "sites"}]``; mean, worst and median:
      ``{"percent", "percent_upper"}`` or null; percents are as shown to people (whole, or with
      the decimals that keep the band);
    - ``common_errors``: ``[{"criterion", "sites", "checked", "advice": code | null}]``;
    - ``moves`` (null without an earlier judgement) and ``trend``: see ``moves_data``.
    """
    ladder = ranking.ladder(unit)
    shape = {
        "run": imprint.run,
        "rating": ranking.rating,
        "by": unit,
        "made_at": imprint.made_at.isoformat(),
        "edition": imprint.edition.id,
        "detectors": imprint.detectors,
        "sites": ranking.sites,
        "audited": ranking.audited,
        "partial": ranking.partial,
        "rows": [_row(row) for row in ladder.rows] if ladder else [],
        "not_rated": [_unrated(one, ranking.rating) for one in ladder.unrated] if ladder else [],
        "bands": _bands(ladder.bands) if ladder else [],
        "top": _visits(ladder.top) if ladder else [],
        "antitop": _visits(ladder.antitop) if ladder else [],
        "best": _visits(ladder.best) if ladder else [],
        "common_errors": [
            {"criterion": e.criterion, "sites": e.sites, "checked": e.checked, "advice": e.advice}
            for e in ranking.errors
        ],
        "not_built": list(ranking.not_built),
        "moves": moves_data(since.moves, since.run) if since.moves else None,
        "trend": trend_data(since.trend),
    }
    if ladder is None:
        shape["rows"] = [_slice(one) for one in ranking.slices(unit)]
    text = json.dumps(shape, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate is no text


def _row(row: Row) -> dict[str, Any]:
    return {
        "place": _place(row.place),
        **_identity(row),
        "reason": row.result.outcome.reason,
        "points": row.score.points,
        "points_upper": row.score.upper,
        "out_of": row.score.out_of,
        "unknown": row.score.unknown,
        **_percents(row.share),
        "band": row.band,
        "members": _members(row.members),
    }


def _unrated(one: Unrated, rating: Rating) -> dict[str, Any]:
    last = one.result.last if one.result else None
    return {
        **_identity(one),
        "reason": one.why,
        "members": _members(one.members),
        "last": last
        and {
            "finished_at": last.finished_at.isoformat(),
            **_percents(share(last.scores.of(rating))),
        },
    }


def _identity(row: Row | Unrated) -> dict[str, Any]:
    college = row.result.college if row.result else None
    return {
        "name": row.title,
        "region": row.region,
        "college": college
        and {"id": college.id, "name": college.name, "inn": college.inn, "url": college.url},
        "visit": row.result.visit_id if row.result else None,
        "outcome": row.result.outcome.kind if row.result else None,
    }


def _slice(one: Slice) -> dict[str, Any]:
    return {
        "place": _place(one.place) if one.place else None,
        "name": one.title,
        "sites": one.sites,
        "audited": one.audited,
        "not_audited": one.not_audited,
        "median": _percents(one.median) if one.median else None,
        "bands": _bands(one.bands),
    }


def _place(place: Place) -> dict[str, int]:
    return {"first": place.first, "last": place.last}


def _members(members: Members | None) -> dict[str, Any] | None:
    if members is None:
        return None
    return {
        "sites": members.sites,
        "audited": members.audited,
        "mean": _percents(members.mean) if members.mean else None,
        "worst": _percents(members.worst) if members.worst else None,
    }


def _bands(bands: Iterable[BandCount]) -> list[dict[str, Any]]:
    return [{"band": count.band, "sites": count.sites} for count in bands]


def _visits(rows: Iterable[Row]) -> list[int]:
    return [row.result.visit_id for row in rows]


def _percents(bounds: Share) -> dict[str, int | float]:
    lower, upper = (percent_shown(part) for part in (bounds.lower, bounds.upper))
    return {"percent": _number(lower), "percent_upper": _number(upper)}


def _number(percent: Decimal) -> int | float:
    return int(percent) if percent == int(percent) else float(percent)
