"""Group V, visual criteria V1–V7: five checks of a point each, from what the browser measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import floor

from criteria.freshness import days_since, newest_item, undated
from criteria.key_pages import HOME, sections
from criteria.link_ends import ends
from criteria.reading import (
    MOST_PLACES,
    Reading,
    check,
    count,
    places,
    poorer,
    read,
    share,
    without_places,
)
from criteria.speed import speed
from site_audit.model import Check, Criterion, Evidence, Finding, Norm, Rules, Snapshot
from site_audit.rendered import Measure, Render
from site_audit.words import number_ru

DESKTOP, PHONE = "1366x768", "360x800"
_NARROW, _MEDIUM = range(1, 500), range(500, 1100)  # CSS pixels of a screen's width
LEAST_MEASURED = 3  # of five checks
WORTH_A_WORD, MOST_NAMED = 0.9, 3  # of a check's point; checks in a sentence

Norms = dict[str, Norm]


def _on(snapshot: Snapshot, *viewports: str, home: bool | None = None) -> tuple[Render, ...]:
    """Renders at these screens; of the home page alone, or of the others alone."""
    return tuple(
        one
        for one in snapshot.seen.renders
        if one.viewport in viewports
        and not one.mobile
        and (home is None or (one.role == HOME) == home)
    )


def _simple(
    snapshot: Snapshot, norm: Norm, name: str, value: Callable[[Measure], float | None]
) -> Check:
    return check(norm, read(snapshot, _on(snapshot, DESKTOP), name, value))


# ---------------------------------------------------------------- V1


def _structure(snapshot: Snapshot, norms: Norms) -> tuple[Check, ...]:
    return (
        check(norms["landmarks"], _landmarks(snapshot)),
        check(norms["headings"], _headings(snapshot)),
        check(norms["way_back"], _ways_back(snapshot)),
        check(norms["depth"], _depths(snapshot)),
        check(norms["names"], _names(snapshot)),
    )


_PARTS = {"header": "шапка", "nav": "меню", "main": "основная часть", "footer": "подвал"}


def _landmarks(snapshot: Snapshot) -> list[Reading]:
    found = []
    for one in read(snapshot, _on(snapshot, DESKTOP), "landmarks", count):
        told = (
            replace(part, quote=f"нет тега {part.quote}: {_PARTS.get(part.quote, part.quote)}")
            for part in one.evidence
        )
        found.append(replace(one, evidence=tuple(told)))
    return found


def _headings(snapshot: Snapshot) -> list[Reading]:
    found = []
    for render in _on(snapshot, DESKTOP):
        firsts, skips = render.measure("h1"), render.measure("heading_skips")
        if firsts is not None and skips is not None:
            faults = {0: 2.0, 1: 0.0}.get(int(firsts.value), 1.0) + skips.value
            spots = (*skips.spots, *(firsts.spots if firsts.value > 1 else ()))
            found.append(Reading(value=faults, evidence=places(snapshot, render, spots)))
    return found


def _ways_back(snapshot: Snapshot) -> list[Reading]:
    """Of the pages below the home page; of that alone where no other was measured."""
    renders = _on(snapshot, DESKTOP, home=False) or _on(snapshot, DESKTOP)
    found = []
    for render in renders:
        crumbs, sitemap = render.measure("crumbs"), render.measure("sitemap")
        if crumbs is not None and sitemap is not None:
            found.append(Reading(value=max(crumbs.value, sitemap.value)))
    return found


def _depths(snapshot: Snapshot) -> list[Reading]:
    if not _on(snapshot, DESKTOP):
        return []
    deep = [(page.clicks if page.clicks is not None else 9, page) for _, page in sections(snapshot)]
    if not deep:
        return [Reading(value=None)]
    clicks, page = max(deep, key=lambda one: one[0])
    shown = Evidence(kind="page", url=page.url, quote=page.facts.title, clicks=page.clicks)
    return [Reading(value=float(clicks), evidence=(shown,))]


def _names(snapshot: Snapshot) -> list[Reading]:
    found = []
    for render in _on(snapshot, DESKTOP):
        title, lang = render.measure("title"), render.measure("lang")
        if title is not None and lang is not None:
            found.append(Reading(value=(title.value + lang.value) / 2))
    return found


# ---------------------------------------------------------------- V2


def _design(snapshot: Snapshot, norms: Norms) -> tuple[Check, ...]:
    fonts = _simple(snapshot, norms["fonts"], "families", count)
    colours = _simple(snapshot, norms["colours"], "colourfulness", count)
    return (
        check(norms["overlaps"], _together(snapshot, DESKTOP, overlaps=1, cut_text=1)),
        check(norms["old_markup"], _together(snapshot, DESKTOP, old_tags=1, layout_tables=3)),
        poorer(fonts, colours),
        _simple(snapshot, norms["sideways"], "overflow", count),
        check(norms["fresh_news"], _freshness(snapshot)),
    )


def _together(snapshot: Snapshot, viewport: str, **weights: int) -> list[Reading]:
    """Several counts of each page as one, each with its weight."""
    found = []
    for render in _on(snapshot, viewport):
        measured = [(render.measure(name), weight) for name, weight in weights.items()]
        there = [(measure, weight) for measure, weight in measured if measure is not None]
        if there:
            spots = [spot for measure, _ in there for spot in measure.spots]
            value = sum(measure.value * weight for measure, weight in there)
            found.append(Reading(value=value, evidence=places(snapshot, render, spots)))
    return found


def _freshness(snapshot: Snapshot) -> list[Reading]:
    newest = newest_item(snapshot)
    if newest is not None:
        age = float(days_since(newest.day, snapshot.taken_at))
        return [Reading(value=age, evidence=(newest.evidence,))]
    told = undated(snapshot)
    return [] if told.mark is None else [Reading(value=None, evidence=told.evidence)]


# ---------------------------------------------------------------- V3


def _navigation(snapshot: Snapshot, norms: Norms) -> tuple[Check, ...]:
    inner = _on(snapshot, DESKTOP, home=False) or _on(snapshot, DESKTOP)
    return (
        _simple(snapshot, norms["menu"], "menu_place", count),
        _menu_items(snapshot, norms["menu_items"]),
        _simple(snapshot, norms["search"], "search", count),
        check(norms["logo_home"], read(snapshot, inner, "logo_home", count)),
        check(norms["phone_menu"], read(snapshot, _on(snapshot, PHONE), "phone_menu", count)),
    )


def _menu_items(snapshot: Snapshot, norm: Norm) -> Check:
    """Three to nine items are full, fewer or more half, none nothing."""
    read_ = check(norm, read(snapshot, _on(snapshot, DESKTOP), "menu_items", count))
    if read_.value is None:
        return read_
    full = 3 <= read_.value < 10
    return replace(read_, points=1.0 if full else 0.5 if read_.value >= 1 else 0.0)


# ---------------------------------------------------------------- V4


def _transitions(snapshot: Snapshot, norms: Norms) -> tuple[Check, ...]:
    return (
        check(norms["broken_links"], _broken(snapshot)),
        _simple(snapshot, norms["vague_links"], "vague_links", share),
        _simple(snapshot, norms["unnamed_links"], "unnamed_links", share),
        _simple(snapshot, norms["empty_links"], "empty_links", share),
        check(norms["targets"], read(snapshot, _on(snapshot, PHONE), "targets", share)),
    )


def _broken(snapshot: Snapshot) -> list[Reading]:
    followed, dead = ends(snapshot)
    if not followed:
        return [Reading(value=None)] if _on(snapshot, DESKTOP) else []
    return [Reading(value=100 * len(dead) / followed, evidence=dead[:MOST_PLACES])]


# ---------------------------------------------------------------- V5


def _legibility(snapshot: Snapshot, norms: Norms) -> tuple[Check, ...]:
    def large(measure: Measure) -> float | None:
        small = share(measure)
        return None if small is None else 100 - small

    def of_prose(measure: Measure) -> float | None:
        return measure.value if measure.of else None

    return (
        _simple(snapshot, norms["contrast"], "contrast", share),
        _simple(snapshot, norms["text_size"], "small_text", large),
        _simple(snapshot, norms["line_length"], "line_length", of_prose),
        _simple(snapshot, norms["line_height"], "line_height", of_prose),
        _simple(snapshot, norms["hard_text"], "hard_text", share),
    )


# ---------------------------------------------------------------- V6


def _pictures(snapshot: Snapshot, norms: Norms) -> tuple[Check, ...]:
    shown = read(snapshot, _on(snapshot, DESKTOP), "pictures", count)
    return (
        check(norms["pictures"], without_places(shown)),
        _simple(snapshot, norms["broken_pictures"], "broken_pictures", share),
        _simple(snapshot, norms["sharp"], "upscaled", share),
        _simple(snapshot, norms["undistorted"], "distorted", share),
        _simple(snapshot, norms["alt"], "no_alt", share),
    )


# ---------------------------------------------------------------- V7


def _responsive(snapshot: Snapshot, norms: Norms) -> tuple[Check, ...]:
    menus = read(snapshot, _phones(snapshot, PHONE), "phone_menu", count)
    overlaps = read(snapshot, _phones(snapshot, PHONE), "overlaps", count)
    metas = _phones(snapshot, "meta") or _on(snapshot, DESKTOP)
    return (
        check(norms["viewport"], read(snapshot, metas, "viewport_meta", count)),
        check(norms["narrow"], _sideways(snapshot, _NARROW)),
        check(norms["medium"], _sideways(snapshot, _MEDIUM)),
        check(norms["phone_text"], read(snapshot, _phones(snapshot, PHONE), "small_text", share)),
        poorer(check(norms["phone_use"], menus), check(norms["phone_overlaps"], overlaps)),
    )


def _phones(snapshot: Snapshot, *viewports: str) -> tuple[Render, ...]:
    """What phones get: a document of their own where there is one, else the common one."""
    own = tuple(one for one in snapshot.seen.renders if one.mobile and one.viewport in viewports)
    return own or _on(snapshot, *viewports)


def _sideways(snapshot: Snapshot, widths: range) -> list[Reading]:
    """For each page the worst of the screens so wide, in percent of the screen's width."""
    screens = {one.viewport for one in snapshot.seen.renders if _width(one.viewport) in widths}
    by_page: dict[str, list[Reading]] = {}
    for render in _phones(snapshot, *screens):
        by_page.setdefault(render.url, []).extend(read(snapshot, [render], "overflow", share))
    return [max(found, key=lambda one: one.value or 0) for found in by_page.values() if found]


def _width(viewport: str) -> int:
    width = viewport.partition("x")[0]
    return int(width) if width.isdecimal() else 0


# ---------------------------------------------------------------- from checks to a mark

Looking = Callable[[Snapshot, Norms], tuple[Check, ...]]


def _finding(looking: Looking, code: str, snapshot: Snapshot, rules: Rules) -> Finding:
    if not any(render.trouble is None for render in snapshot.seen.renders):
        return _unseen(snapshot)
    norms = {norm.id: norm for norm in rules.edition.norms if norm.criterion == code}
    checks = looking(snapshot, norms)
    measured = [one.points for one in checks if one.points is not None]
    if len(measured) < LEAST_MEASURED:
        return replace(_unseen(snapshot), checks=checks)
    total = 5 * sum(measured) / len(measured)
    mark = floor(total + 0.5)
    titles = {norm.id: norm.title for norm in rules.edition.norms}
    lost = sorted((one for one in checks if one.points is not None and one.points < 1), key=_points)
    return Finding(
        mark=mark,
        reason="met" if mark == 5 else "partly" if mark >= 3 else "not_met",
        because=_because(total, lost, titles),
        advice=lost[0].id if lost and mark < 5 else None,
        evidence=_evidence(snapshot, lost),
        checks=checks,
    )


def _points(one: Check) -> float:
    return one.points or 0.0


def _because(total: float, lost: Iterable[Check], titles: dict[str, str]) -> str:
    named = [f"«{titles[one.id]}»" for one in lost if _points(one) < WORTH_A_WORD][:MOST_NAMED]
    said = f"Набрано {number_ru(round(total, 1))} из 5."
    return f"{said} Не выполнено: {', '.join(named)}." if named else said


def _evidence(snapshot: Snapshot, lost: Iterable[Check]) -> tuple[Evidence, ...]:
    home = snapshot.home
    shown = [evidence for one in lost for evidence in one.evidence[:1]][:MOST_PLACES]
    return tuple(shown) or ((Evidence(kind="page", url=home.url),) if home else ())


def _unseen(snapshot: Snapshot) -> Finding:
    home = snapshot.home
    without = snapshot.seen.trouble == "no_browser"
    return Finding(
        mark=None,
        reason="no_browser" if without else "not_measured",
        because=(
            "Проверка шла без браузера, поэтому оформление не видно."
            if without
            else "Страницы не удалось открыть в браузере, поэтому оформление не измерено."
        ),
        evidence=(Evidence(kind="page", url=home.url),) if home else (),
    )


def _criterion(code: str, title: str, looking: Looking) -> Criterion:
    def check_(snapshot: Snapshot, rules: Rules) -> Finding:
        return _finding(looking, code, snapshot, rules)

    return Criterion(id=code, group="V", title=title, check=check_, out_of=5)


VISUAL_CRITERIA = (
    _criterion("V1", "Структура сайта", _structure),
    _criterion("V2", "Компоновка и дизайн страниц", _design),
    _criterion("V3", "Организация навигационной панели", _navigation),
    _criterion("V4", "Организация гипертекстовых переходов", _transitions),
    _criterion("V5", "Качество восприятия публикуемой информации", _legibility),
    _criterion("V6", "Качество контента на сайте", _pictures),
    _criterion("V7", "Адаптивная вёрстка", _responsive),
    Criterion(id="V8", group="V", title="Скорость загрузки сайта", check=speed, out_of=5),
)
