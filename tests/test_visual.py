"""V1–V7 as pure functions: what a measure is worth, over pages, and when nothing can be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

import criteria
from criteria.norms import NORMS
from criteria.reading import Reading, check, points, poorer
from site_audit.facts import Facts, Link
from site_audit.model import Check, College, Finding, Norm, Page, Probe, Scope, Snapshot
from site_audit.rendered import Measure, Render, Seen, Shot, Spot

RULES = criteria.rules_for("2023")
HOME = "http://c.ru/"
CRITERIA = {one.id: one for one in criteria.CRITERIA if one.group == "V"}
GOOD = {
    "landmarks": (4, 4), "h1": (1, 5), "heading_skips": (0, 5), "crumbs": (1, 1), "sitemap": (1, 1),
    "title": (1, 1), "lang": (1, 1), "old_tags": (0, None), "layout_tables": (0, None),
    "families": (2, None),
    "colourfulness": (30, None), "overlaps": (0, 80), "cut_text": (0, 80), "overflow": (0, 1366),
    "menu_place": (2, 2), "menu_items": (7, None), "search": (2, 2), "logo_home": (1, 1),
    "unnamed_links": (0, 40), "vague_links": (0, 40), "empty_links": (0, 40), "small_text": (0,
    2000),
    "prose": (1500, 9), "line_length": (70, 9), "line_height": (1.5, 9), "hard_text": (0, 1500),
    "contrast": (0, 2000), "pictures": (5, None), "broken_pictures": (0, 6), "upscaled": (0, 5),
    "distorted": (0, 5), "no_alt": (0, 6), "viewport_meta": (3, 3),
}  # fmt: skip
PHONE = {
    "overflow": (0, 360), "small_text": (0, 2000), "overlaps": (0, 80), "targets": (0, 40),
    "phone_menu": (2, 2),
}  # fmt: skip
ROLES = ("home", "section", "admission")


def renders(**changed: tuple[float, float | None]) -> tuple[Render, ...]:
    """Three good pages on their screens; ``changed`` measures stand on all of them."""
    found = []
    for role in ROLES:
        url = HOME if role == "home" else f"{HOME}{role}"
        found.append(render(url, role, "1366x768", GOOD, changed))
        found.append(render(url, role, "320x640", {"overflow": (0, 320)}, changed))
        found.append(render(url, role, "360x800", PHONE, changed))
        for viewport, width in (("800x360", 800), ("768x1024", 768)):
            found.append(render(url, role, viewport, {"overflow": (0, width)}, changed))
    return tuple(found)


def render(
    url: str,
    role: str,
    viewport: str,
    usual: Mapping[str, tuple[float, float | None]],
    changed: dict[str, tuple[float, float | None]],
) -> Render:
    measures = tuple(
        Measure(name=name, value=value, of=of)
        for name, (value, of) in (
            dict(usual) | {name: one for name, one in changed.items() if name in usual}
        ).items()
    )
    return Render(url=url, role=role, viewport=viewport, measures=measures)


def page(
    url: str, *links: Link, text: str = "", roles: tuple[str, ...] = (), **more: object
) -> Page:
    facts = Facts(title="Колледж", text=text, links=links)
    return Page(url=url, asked=url, status=200, roles=roles, facts=facts, **more)  # type: ignore[arg-type]


def link(url: str, text: str = "Раздел сайта") -> Link:
    return Link(url, url, text, "content")


def snapshot(seen: tuple[Render, ...] | Seen | None = None, **more: object) -> Snapshot:
    home = page(
        HOME,
        link(f"{HOME}section", "Сведения"),
        link(f"{HOME}news/1", "Студенты победили на чемпионате"),
        text="Новости\n19.11.2026 Студенты победили на региональном чемпионате профессий\n",
        clicks=0,
    )
    section = page(f"{HOME}section", roles=("sveden",), clicks=1)
    news = page(f"{HOME}news/1", clicks=1)
    told = Snapshot(
        college=College(name="c", url=HOME),
        scope=Scope(places=(("c.ru", "/"),)),
        taken_at=datetime(2026, 11, 22, tzinfo=UTC),
        pages=(home, section, news),
        seen=seen if isinstance(seen, Seen) else Seen(renders=seen or renders()),
    )
    return Snapshot(**{name: getattr(told, name) for name in FIELDS} | more)


FIELDS = ("college", "scope", "taken_at", "pages", "unseen", "probes", "seen")


def judged(code: str, told: Snapshot) -> Finding:
    return CRITERIA[code].check(told, RULES)


def mark(code: str, **changed: tuple[float, float | None]) -> int | None:
    return judged(code, snapshot(renders(**changed))).mark


@pytest.mark.parametrize("code", ["V1", "V2", "V3", "V4", "V5", "V6", "V7"])
def test_a_site_without_a_fault_gets_five(code: str) -> None:
    found = judged(code, snapshot())
    assert (found.mark, found.reason, found.advice) == (5, "met", None), found
    assert len(found.checks) == 5


@pytest.mark.parametrize(
    ("code", "measure", "worst", "advice"),
    [
        ("V1", "landmarks", (0, 4), "landmarks"),
        ("V1", "h1", (0, 0), "headings"),
        ("V1", "heading_skips", (5, 9), "headings"),
        ("V1", "lang", (0, 1), "names"),
        ("V2", "overlaps", (9, 80), "overlaps"),
        ("V2", "cut_text", (9, 80), "overlaps"),
        ("V2", "old_tags", (40, None), "old_markup"),
        ("V2", "families", (9, None), "fonts"),
        ("V2", "colourfulness", (200, None), "colours"),
        ("V3", "menu_place", (0, 2), "menu"),
        ("V3", "menu_items", (0, None), "menu_items"),
        ("V3", "search", (0, 1), "search"),
        ("V3", "logo_home", (0, 1), "logo_home"),
        ("V3", "phone_menu", (0, 2), "phone_menu"),
        ("V4", "vague_links", (30, 40), "vague_links"),
        ("V4", "unnamed_links", (30, 40), "unnamed_links"),
        ("V4", "empty_links", (30, 40), "empty_links"),
        ("V4", "targets", (30, 40), "targets"),
        ("V5", "contrast", (1900, 2000), "contrast"),
        ("V5", "small_text", (1900, 2000), "text_size"),
        ("V5", "line_length", (180, 9), "line_length"),
        ("V5", "line_height", (1.0, 9), "line_height"),
        ("V5", "hard_text", (1400, 1500), "hard_text"),
        ("V6", "pictures", (0, None), "pictures"),
        ("V6", "broken_pictures", (6, 6), "broken_pictures"),
        ("V6", "upscaled", (5, 5), "sharp"),
        ("V6", "distorted", (5, 5), "undistorted"),
        ("V6", "no_alt", (6, 6), "alt"),
        ("V7", "viewport_meta", (0, 3), "viewport"),
        ("V7", "overflow", (900, 360), "narrow"),
        ("V7", "small_text", (1900, 2000), "phone_text"),
        ("V7", "overlaps", (9, 80), "phone_overlaps"),
    ],
)
def test_a_fault_on_every_page_is_told_with_its_advice(
    code: str, measure: str, worst: tuple[float, float | None], advice: str
) -> None:
    found = judged(code, snapshot(renders(**{measure: worst})))
    lost = {one.id for one in found.checks if one.points is not None and one.points < 0.9}
    assert advice in lost
    assert found.mark == 5 or found.advice in lost


def test_one_bad_page_of_three_costs_nothing_by_the_median() -> None:
    seen = tuple(
        replace(
            one,
            measures=tuple(replace(m, value=0) if m.name == "search" else m for m in one.measures),
        )
        if one.role == "admission"
        else one
        for one in renders()
    )
    assert judged("V3", snapshot(seen)).mark == 5


@pytest.mark.parametrize(
    ("items", "worth"), [(0, 0), (1, 0.5), (2, 0.5), (3, 1), (9, 1), (10, 0.5)]
)
def test_a_menu_of_three_to_nine_items_is_full_others_half(items: int, worth: float) -> None:
    found = judged("V3", snapshot(renders(menu_items=(items, None))))
    assert next(one for one in found.checks if one.id == "menu_items").points == worth


def test_a_site_without_pictures_has_nothing_to_show_and_scores_nothing() -> None:
    none: dict[str, tuple[float, float | None]] = dict.fromkeys(
        ("broken_pictures", "upscaled", "distorted", "no_alt"), (0.0, 0.0)
    )
    none["pictures"] = (0.0, None)
    assert mark("V6", **none) == 0


def test_a_site_without_news_has_no_fresh_news() -> None:
    told = snapshot(
        pages=(
            page(HOME, link(f"{HOME}x"), text="Добро пожаловать", clicks=0),
            page(f"{HOME}x", clicks=1),
        )
    )
    fresh = next(one for one in judged("V2", told).checks if one.id == "fresh_news")
    assert (fresh.points, fresh.value) == (0.0, None)


def test_pages_that_did_not_open_in_our_browser_are_not_measured_and_no_zero() -> None:
    lost = tuple(
        Render(url=HOME, role=role, viewport="1366x768", trouble="browser_timeout")
        for role in ROLES
    )
    for code in ("V1", "V2", "V3", "V4", "V5", "V6", "V7"):
        found = judged(code, snapshot(lost))
        assert (found.mark, found.reason) == (None, "not_measured")


def test_without_a_browser_visual_marks_say_so() -> None:
    told = snapshot(seen=Seen(trouble="no_browser"))
    assert {judged(code, told).reason for code in CRITERIA} == {"no_browser"}


def test_what_was_not_measured_is_left_out_and_the_rest_counts_for_five() -> None:
    seen = tuple(
        replace(one, measures=tuple(m for m in one.measures if m.name != "search"))
        for one in renders(logo_home=(0, 1))
    )
    found = judged("V3", snapshot(seen))
    assert found.mark == 4  # three of four, and 3.75 is rounded half up
    assert next(one for one in found.checks if one.id == "search").points is None


def test_fewer_than_three_measured_checks_tell_nothing() -> None:
    kept = {"contrast", "small_text"}
    seen = tuple(
        replace(one, measures=tuple(m for m in one.measures if m.name in kept)) for one in renders()
    )
    assert judged("V5", snapshot(seen)).mark is None


@pytest.mark.parametrize(
    ("screen", "check"), [("390x844", "narrow"), ("1024x768", "medium"), ("1280x720", None)]
)
def test_a_screen_of_the_run_s_own_choice_is_judged_with_those_of_its_width(
    screen: str, check: str | None
) -> None:
    width = int(screen.partition("x")[0])
    urls = {one.url: one.role for one in renders()}
    overflow = {"overflow": (float(width), width)}
    wide = [render(url, role, screen, overflow, {}) for url, role in urls.items()]
    before, after = judged("V7", snapshot()), judged("V7", snapshot((*renders(), *wide)))
    worse = {
        one.id
        for one, other in zip(after.checks, before.checks, strict=True)
        if (one.points or 0) < (other.points or 0)
    }
    assert worse == ({check} if check else set())


def test_a_document_of_its_own_for_phones_is_what_phones_are_judged_by() -> None:
    own = tuple(
        render("http://m.c.ru/", "home", viewport, usual, {})
        for viewport, usual in (
            ("320x640", {"overflow": (0, 320)}),
            ("360x800", PHONE),
            ("800x360", {"overflow": (0, 800)}),
            ("768x1024", {"overflow": (0, 768)}),
            ("meta", {"viewport_meta": (3, 3)}),
        )
    )
    own = tuple(replace(one, mobile=True) for one in own)
    bad = renders(overflow=(900, 360), viewport_meta=(0, 3), phone_menu=(0, 2))
    assert (judged("V7", snapshot(bad)).mark or 0) <= 1
    assert judged("V7", snapshot((*bad, *own))).mark == 5


@pytest.mark.parametrize(
    ("status", "worth"), [("404", 0.0), ("410", 0.0), ("403", 1.0), ("429", 1.0), ("timeout", 1.0)]
)
def test_a_link_is_broken_when_nothing_is_there_and_not_when_we_are_refused(
    status: str, worth: float
) -> None:
    probe = Probe(name="link", value=status, detail=f"{HOME}gone")
    pages = snapshot().pages
    home = replace(
        pages[0],
        facts=replace(pages[0].facts, links=(*pages[0].facts.links, link(f"{HOME}gone", "Приём"))),
    )
    told = snapshot(pages=(home, *pages[1:]), probes=(probe,))
    found = next(one for one in judged("V4", told).checks if one.id == "broken_links")
    assert found.points == worth
    assert [one.quote for one in found.evidence] == (["Приём"] if worth == 0 else [])


def with_spot(name: str, value: float, spot: Spot) -> tuple[Render, ...]:
    """The good pages, on all of which this measure is so and has this place."""
    return tuple(
        replace(
            one,
            measures=tuple(
                replace(m, value=value, spots=(spot,)) if m.name == name else m
                for m in one.measures
            ),
        )
        for one in renders()
    )


def test_a_missing_part_of_the_page_is_called_by_its_russian_name() -> None:
    spot = Spot(selector="", text="main", box=None, value=None)
    found = judged("V1", snapshot(with_spot("landmarks", 3, spot))).checks[0]
    assert found.evidence[0].quote == "нет тега main: основная часть"


def test_a_lost_point_shows_its_value_its_bounds_and_the_pictured_place() -> None:
    spot = Spot(selector="#text", text="бледно", box=(1, 2, 3, 4), value=2.1)
    seen = with_spot("contrast", 900, spot)
    shot = Shot(
        name="contrast-1366x768", url=HOME, viewport="1366x768", width=9, height=9,
        selector="#text", jpeg=b"x",
    )  # fmt: skip
    told = snapshot(seen=Seen(renders=seen, shots=(shot,)))
    found = next(one for one in judged("V5", told).checks if one.id == "contrast")
    assert (found.value, found.unit, found.full_at, found.zero_at) == (45.0, "% текста", 1, 25)
    assert (found.evidence[0].quote, found.evidence[0].box) == ("бледно", (1, 2, 3, 4))
    assert found.evidence[0].image == "shot:contrast-1366x768"


# ---------------------------------------------------------------- points


@pytest.mark.parametrize("norm", NORMS, ids=lambda norm: norm.id)
def test_a_bound_is_worth_what_it_says_and_between_them_is_a_straight_line(norm: Norm) -> None:
    assert points(norm, norm.full_at) == 1
    assert points(norm, norm.zero_at) == 0
    assert points(norm, (norm.full_at + norm.zero_at) / 2) == pytest.approx(0.5)


@given(some.sampled_from(NORMS), some.floats(-500, 5000), some.floats(0, 500))
def test_nothing_worse_is_worth_more(norm: Norm, value: float, by: float) -> None:
    worse = value + by if norm.zero_at > norm.full_at else value - by
    assert 0 <= points(norm, worse) <= points(norm, value) <= 1


def test_of_two_halves_of_a_check_the_worse_counts() -> None:
    good = Check(id="a", points=1.0, value=1)
    bad = replace(good, id="b", points=0.25)
    unmeasured = replace(good, id="c", points=None)
    assert poorer(good, bad) is bad
    assert poorer(bad, good) is bad
    assert poorer(good, unmeasured) is good
    assert poorer(unmeasured, bad) is bad


def test_no_reading_is_not_measured_and_an_empty_one_is_worth_nothing() -> None:
    assert check(NORMS[0], []).points is None
    assert check(NORMS[0], [Reading(value=None)]).points == 0


def test_a_mark_is_the_sum_of_five_points_rounded_half_up() -> None:
    half = judged("V3", snapshot(renders(menu_items=(12, None))))
    assert sum(Fraction(one.points or 0) for one in half.checks) == Fraction(9, 2)
    assert half.mark == 5
