from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_audit.model import College, Finding, Mark, Membership, Outcome, Score, Verdict
from site_audit.ratings.failings import common_errors, count_marks
from site_audit.ratings.ladder import Ladder, Place, Result, places
from site_audit.ratings.rank import Ranking, rank
from site_audit.ratings.score import (
    PRESENCE,
    SCORED,
    VISUAL,
    Rating,
    Share,
    band,
    percent,
    percent_shown,
    share,
    tally,
)


def verdicts(
    presence: int, visual: int = 0, unknown: int = 0, dark: int = 0
) -> tuple[Verdict, ...]:
    """A site with so many points; ``unknown`` presence and ``dark`` visual marks are None."""
    elements: list[Mark] = [*[1] * presence, *[None] * unknown]
    elements += [0] * (len(PRESENCE) - len(elements))
    looks: list[Mark] = [*[5] * (visual // 5), *([visual % 5] if visual % 5 else [])]
    looks += [*[None] * dark]
    looks += [0] * (len(VISUAL) - len(looks))
    return tuple(
        judged(criterion, mark) for criterion, mark in zip(SCORED, elements + looks, strict=True)
    )


def judged(criterion: str, mark: Mark, advice: str | None = None, reason: str = "seen") -> Verdict:
    finding = Finding(mark=mark, reason=reason, because="так видно", advice=advice)
    return Verdict(criterion=criterion, out_of=5 if criterion in VISUAL else 1, finding=finding)


def audited(name: str, marks: tuple[Verdict, ...], region: str = "", **college: object) -> Result:
    owner = replace(
        College(name=name, url=f"http://{name}.test/", region=region),
        **college,  # type: ignore[arg-type]
    )
    return Result(
        college=owner,
        outcome=Outcome(kind="audited"),
        visit_id=1,
        finished_at=datetime(2026, 11, 21, tzinfo=UTC),
        verdicts=marks,
    )


def shut(name: str, reason: str = "timeout", **college: object) -> Result:
    outcome = Outcome(kind="not_audited", reason=reason)
    return replace(audited(name, (), **college), outcome=outcome)  # type: ignore[arg-type]


def in_cluster(cluster: str, role: str = "network", industry: str = "") -> tuple[Membership, ...]:
    return (Membership(cluster=cluster, role=role, industry=industry),)  # type: ignore[arg-type]


def colleges(results: list[Result], rating: Rating = "presence") -> Ladder:
    return rank(results, rating).colleges


def order(ladder: Ladder) -> list[str]:
    return [row.title for row in ladder.rows]


def test_a_site_has_26_and_40_and_1040_points_at_most() -> None:
    scores = tally(verdicts(26, 40))
    assert scores.presence == Score(points=26, out_of=26, unknown=0)
    assert scores.visual == Score(points=40, out_of=40, unknown=0)
    assert scores.overall == Score(points=1040, out_of=1040, unknown=0)


def test_marks_that_could_not_be_told_widen_the_score_and_do_not_lower_it() -> None:
    scores = tally(verdicts(20, 30, unknown=2, dark=1))
    assert scores.presence == Score(points=20, out_of=26, unknown=2)
    assert scores.visual == Score(points=30, out_of=40, unknown=5)
    assert scores.overall == Score(points=20 * 20 + 13 * 30, out_of=1040, unknown=40 + 65)


def test_a_criterion_without_a_verdict_is_unknown_not_zero() -> None:
    assert tally(()).overall == Score(points=0, out_of=1040, unknown=1040)
    assert tally([judged("A1", 1)]).presence == Score(points=1, out_of=26, unknown=25)


def test_observed_criteria_bring_no_points() -> None:
    assert tally([*verdicts(10, 10), judged("O1", 1)]) == tally(verdicts(10, 10))


@pytest.mark.parametrize("marks", [[("A1", 2)], [("V1", 6)], [("C7", -1)], [("A1", 1), ("A1", 0)]])
def test_a_score_of_impossible_marks_is_refused(marks: list[tuple[str, int]]) -> None:
    with pytest.raises(ValueError, match=r"criterion|mark"):
        tally(judged(criterion, mark) for criterion, mark in marks)


def test_percents_are_those_of_the_deck() -> None:
    assert (percent(12, 26), percent(1, 26), percent(0, 26)) == (46, 4, 0)
    assert (percent(13, 40), percent(0, 40)) == (33, 0)  # 32.5 is rounded half up


def test_a_percent_is_never_rounded_into_another_band() -> None:
    scores = tally(verdicts(24, 35))
    assert percent_shown(share(scores.overall).lower) == Decimal("89.9")
    assert band(share(scores.overall)) == "middle"


@pytest.mark.parametrize(
    ("points", "shown"),
    [(1039, "99.9"), (936, "90"), (519, "49.9"), (520, "50"), (0, "0"), (1040, "100")],
)
def test_percents_at_the_edges_of_bands_keep_to_their_side(points: int, shown: str) -> None:
    assert percent_shown(Fraction(points, 1040)) == Decimal(shown)


def test_a_median_between_two_neighbours_gets_the_decimals_it_needs() -> None:
    assert percent_shown(Fraction(935 + 936, 2 * 1040)) == Decimal("89.95")


@given(st.fractions(min_value=0, max_value=1))
def test_a_shown_percent_stands_in_the_band_of_the_share(part: Fraction) -> None:
    shown = Fraction(percent_shown(part)) / 100
    assert band(Share(lower=shown, upper=shown)) == band(Share(lower=part, upper=part))


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [
        (26, 26, "full"),
        (25, 25, "high"),
        (24, 24, "high"),
        (23, 23, "middle"),
        (13, 13, "middle"),
        (12, 12, "low"),
        (0, 12, "low"),
        (12, 13, "unknown"),
        (25, 26, "unknown"),
        (14, 23, "middle"),
    ],
)
def test_a_site_is_in_a_band_when_both_bounds_are(lower: int, upper: int, expected: str) -> None:
    assert band(Share(lower=Fraction(lower, 26), upper=Fraction(upper, 26))) == expected


def test_equal_scores_share_a_place_and_the_next_place_is_skipped() -> None:
    shares = [Share(lower=Fraction(n, 26), upper=Fraction(n, 26)) for n in (26, 20, 20, 5)]
    assert [place.first for place in places(shares)] == [1, 2, 2, 4]
    assert [place.last for place in places(shares)] == [1, 2, 2, 4]


def test_a_score_with_bounds_has_a_range_of_places() -> None:
    bounds = [(24, 24), (10, 25), (18, 18), (4, 4)]
    shares = [Share(lower=Fraction(a, 26), upper=Fraction(b, 26)) for a, b in bounds]
    assert places(shares) == (
        Place(first=1, last=2),
        Place(first=1, last=3),
        Place(first=2, last=3),
        Place(first=4, last=4),
    )


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=5))
def test_a_range_of_places_holds_every_way_of_filling_the_gaps(
    bounds: list[tuple[int, int]],
) -> None:
    shares = [Share(lower=Fraction(a, 5), upper=Fraction(a + gap, 5)) for a, gap in bounds]
    worlds = list(product(*(range(a, a + gap + 1) for a, gap in bounds)))
    for mine, place in enumerate(places(shares)):
        taken = [1 + sum(points > world[mine] for points in world) for world in worlds]
        assert (place.first, place.last) == (min(taken), max(taken))


def test_within_a_place_sites_stand_by_region_then_name_in_russian_order() -> None:
    same = verdicts(20)
    found = colleges(
        [
            audited("жуковский", same, "Тверская область"),
            audited("Ёлочный", same, "Тверская область"),
            audited("«Ершовский»", same, "Тверская область"),
            audited("Ягодный", same, "Амурская область"),
        ]
    )
    assert order(found) == ["Ягодный", "«Ершовский»", "Ёлочный", "жуковский"]


def test_the_order_does_not_hang_on_the_order_of_the_input() -> None:
    results = [audited(f"Колледж {n}", verdicts(20, unknown=n % 3)) for n in range(7)]
    assert order(colleges(results)) == order(colleges(results[::-1]))


def test_a_site_that_was_not_audited_stands_apart_and_never_has_a_score() -> None:
    found = rank([audited("Открытый", verdicts(3)), shut("Закрытый", "http_403")], "presence")
    assert order(found.colleges) == ["Открытый"]
    assert [(one.title, one.why) for one in found.colleges.unrated] == [("Закрытый", "http_403")]
    assert [row.title for row in found.colleges.antitop] == ["Открытый"]
    assert (found.sites, found.audited) == (2, 1)


def test_top_goes_by_the_lower_bound_and_antitop_by_the_upper() -> None:
    found = colleges(
        [
            audited("Полный", verdicts(26)),
            audited("Почти", verdicts(25, unknown=1)),
            audited("Может быть", verdicts(12, unknown=1)),
            audited("Слабый", verdicts(11, unknown=1)),
        ]
    )
    assert [row.title for row in found.top] == ["Полный"]
    assert [row.title for row in found.antitop] == ["Слабый"]


def test_the_best_ten_show_all_who_tie_with_the_tenth() -> None:
    results = [audited(f"{n:02}", verdicts(26 - min(n, 9))) for n in range(14)]
    assert [row.title for row in colleges(results).best] == [f"{n:02}" for n in range(14)]
    results += [audited("99", verdicts(16))]
    assert len(colleges(results).best) == 14


def test_nobody_is_the_best_when_nobody_was_audited() -> None:
    found = rank([shut("Закрытый")], "overall")
    assert found.colleges.best == ()
    assert all(count.sites == 0 and count.share == 0 for count in found.colleges.bands)


def test_bands_count_each_site_once_and_the_unsure_apart() -> None:
    found = colleges(
        [
            audited("а", verdicts(26)),
            audited("б", verdicts(24)),
            audited("в", verdicts(13)),
            audited("г", verdicts(12, unknown=1)),
            audited("д", verdicts(0)),
            shut("е"),
        ]
    )
    assert [(count.band, count.sites) for count in found.bands] == [
        ("full", 1),
        ("high", 1),
        ("middle", 1),
        ("low", 1),
        ("unknown", 1),
    ]
    assert {count.share for count in found.bands} == {Fraction(1, 5)}


def test_the_seventy_clusters_of_the_deck_come_out_as_in_the_deck() -> None:
    looks = [40] * 9 + [36] * 10 + [39] * 20 + [20] * 15 + [35] * 14 + [13, 0]
    elements = [26] * 30 + [24] * 20 + [13] * 17 + [12, 1, 0]
    results = [
        audited(f"База {n}", verdicts(*marks), memberships=in_cluster(f"ОПЦ {n}", "base"))
        for n, marks in enumerate(zip(elements, looks, strict=True))
    ]
    visual, presence = rank(results, "visual").clusters, rank(results, "presence").clusters
    assert [count.sites for count in visual.bands] == [9, 30, 29, 2, 0]
    assert [percent_shown(row.share.upper) for row in visual.antitop] == [33, 0]
    assert [percent_shown(row.share.upper) for row in presence.antitop] == [46, 4, 0]
    assert len(visual.top) == 9


def test_a_cluster_is_rated_by_its_base_with_mean_and_worst_of_members_beside() -> None:
    row = rank(
        [
            audited("База", verdicts(24), memberships=in_cluster("Кластер", "base")),
            audited("Сеть", verdicts(12, unknown=2), memberships=in_cluster("Кластер")),
            shut("Тень", memberships=in_cluster("Кластер")),
        ],
        "presence",
    ).clusters.rows[0]
    assert row.score.points == 24
    assert row.members is not None
    assert (row.members.sites, row.members.audited) == (3, 2)
    assert row.members.mean == Share(lower=Fraction(36, 52), upper=Fraction(38, 52))
    assert row.members.worst == Share(lower=Fraction(12, 26), upper=Fraction(14, 26))


def test_a_cluster_whose_base_was_not_audited_is_not_rated() -> None:
    found = rank(
        [
            shut("База", memberships=in_cluster("Тихий", "base")),
            audited("Сеть", verdicts(26), memberships=in_cluster("Тихий")),
            audited("Одна", verdicts(26), memberships=in_cluster("Без базы")),
            audited("Две", verdicts(26), memberships=in_cluster("Две базы", "base")),
            audited("Ещё", verdicts(1), memberships=in_cluster("Две базы", "base")),
        ],
        "presence",
    ).clusters
    assert found.rows == ()
    assert [(one.title, one.why) for one in found.unrated] == [
        ("Без базы", "no_base"),
        ("Две базы", "several_bases"),
        ("Тихий", "base_not_audited"),
    ]


def test_a_college_in_two_clusters_counts_in_both_and_once_in_each() -> None:
    both = in_cluster("Один", "base") + in_cluster("Два") + in_cluster("Один")
    found = rank([audited("Двойной", verdicts(20), memberships=both)], "presence")
    assert [(row.title, row.members.sites) for row in found.clusters.rows if row.members] == [
        ("Один", 1)
    ]
    assert [one.title for one in found.clusters.unrated] == ["Два"]


def region(found: Ranking, title: str) -> tuple[int, int, int, Share | None]:
    one = next(one for one in found.regions if one.title == title)
    return one.sites, one.audited, one.not_audited, one.median


def test_a_region_tells_its_sites_and_the_median_of_the_audited_ones() -> None:
    results = [audited(str(n), verdicts(n), "Томская область") for n in (10, 13, 20)]
    results += [shut("закрытый", region="Томская область")]
    results += [audited("чей-то", verdicts(5))]
    found = rank(results, "presence")
    half = Fraction(1, 2)
    assert region(found, "Томская область") == (4, 3, 1, Share(lower=half, upper=half))
    assert region(found, "")[:3] == (1, 1, 0)


def test_a_region_where_nothing_opened_has_no_median() -> None:
    assert region(rank([shut("а", region="Тыва")], "overall"), "Тыва") == (1, 0, 1, None)


def test_regions_under_five_audited_sites_are_not_ranked() -> None:
    results = [audited(f"м{n}", verdicts(20), "Большая") for n in range(5)]
    results += [audited(f"л{n}", verdicts(26), "Малая") for n in range(4)]
    results += [audited(f"с{n}", verdicts(24), "Средняя") for n in range(5)]
    found = rank(results, "presence").regions
    assert [(one.title, one.place and one.place.first) for one in found] == [
        ("Средняя", 1),
        ("Большая", 2),
        ("Малая", None),
    ]


def test_a_college_of_two_industries_counts_in_each() -> None:
    held = in_cluster("к1", industry="Металлургия") + in_cluster("к2", industry="Атомная отрасль")
    found = rank([audited("а", verdicts(9), memberships=held), audited("б", ())], "presence")
    assert [(one.title, one.sites) for one in found.industries] == [
        ("Атомная отрасль", 1),
        ("Металлургия", 1),
        ("", 1),
    ]


def test_common_errors_are_counted_only_where_they_could_be_told() -> None:
    results = [
        audited("а", (judged("A1", 0, "make"), judged("V1", 2), judged("V2", 3))),
        audited("б", (judged("A1", 0, "move"), judged("V1", None), judged("V2", 5))),
        audited("в", (judged("A1", None), judged("V1", 0))),
        audited("г", (judged("A1", 0, "make"), judged("V1", 4))),
        shut("д"),
    ]
    assert [
        (e.criterion, e.sites, e.checked, e.advice) for e in common_errors(count_marks(results))
    ] == [
        ("A1", 3, 3, "make"),
        ("V1", 2, 3, None),
    ]


def test_each_rating_names_only_its_own_errors() -> None:
    results = [audited("а", verdicts(20, 20))]
    assert {e.criterion for e in rank(results, "visual").errors} == {"V5", "V6", "V7", "V8"}
    assert {e.criterion[0] for e in rank(results, "presence").errors} == {"C"}


def test_criteria_that_are_not_built_yet_are_named() -> None:
    marks = tuple(
        judged(c, None, reason="not_built") if c in VISUAL else judged(c, 1) for c in SCORED
    )
    found = rank([audited("а", marks), shut("б")], "overall")
    assert found.not_built == VISUAL
    assert rank([audited("а", marks)], "presence").not_built == ()
