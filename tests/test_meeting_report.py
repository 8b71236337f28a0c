"""The report of a meeting, its PDF and its summary, read back by other eyes."""

from __future__ import annotations

import asyncio
import io
import re
import socket
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise

import PIL.Image
import pypdfium2
import pytest
from pypdfium2 import raw
from selectolax.lexbor import LexborHTMLParser

from site_audit.browser.chromium import Chromium, ChromiumSettings
from site_audit.browser.printing import print_pdf
from site_audit.errors import SaidInWords
from site_audit.model import Outcome
from site_audit.pack.paper import NO_BROWSER, pages_of, report_pdf, summary_pdf
from site_audit.ratings.agreement import Agreement
from site_audit.ratings.causes import Cause
from site_audit.ratings.failings import CommonError
from site_audit.ratings.ladder import Result
from site_audit.ratings.meeting import Fact, Meeting
from site_audit.ratings.score import Rating
from site_audit.ratings.trend import Point
from site_audit.store.overrides import Override
from site_audit.store.targets import Target
from site_audit.words import plain
from site_audit.writing.charts import apart, segments, trend_dots
from site_audit.writing.contents import contents
from site_audit.writing.meeting_report import report_html, summary_html
from tests.eyes import PROGRAM, needs_browser
from tests.meetings import (
    NOON,
    TEXTS,
    deck,
    deck_marks,
    deck_results,
    instruction,
    marks,
    meeting,
    result,
)
from tests.packed import naughty
from tests.test_report import NAUGHTY

LONG = "Государственное бюджетное профессиональное образовательное учреждение " * 5
RATINGS: tuple[Rating, ...] = ("presence", "visual", "overall")


def page(of: Meeting, **how: object) -> LexborHTMLParser:
    return LexborHTMLParser(report_html(of, TEXTS, **how))  # type: ignore[arg-type]


def said(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text(separator=" ").split()) for node in tree.css(selector)]


def squeezed(text: str) -> str:
    return "".join(text.split())


def settings() -> ChromiumSettings:
    assert PROGRAM is not None
    return ChromiumSettings(program=PROGRAM)


def shut(one: Result) -> Result:
    return replace(one, outcome=Outcome(kind="not_audited", reason="timeout"), verdicts=())


def figures(*values: int) -> list[str]:
    return [str(value) for value in values]


# ---------------------------------------------------------------- the deck's own case


def test_bands_of_the_deck_stand_in_the_report() -> None:
    tree = page(deck())
    assert said(tree, "#visual-bands .bars:not(.pairs) b") == figures(9, 30, 29, 2, 0)
    assert said(tree, "#presence-bands .bars:not(.pairs) b") == figures(21, 22, 24, 3, 0)


def test_the_panel_is_set_against_its_own_past() -> None:
    tree = page(deck())
    assert said(tree, "#visual-bands .pairs b") == figures(6, 30, 29, 2, 0)
    assert said(tree, "#visual-bands .pairs .under") == [
        f"было {number}" for number in (0, 0, 67, 0, 0)
    ]
    assert not page(replace(deck(), moves=None)).css(".pairs")


def test_antitop_of_the_deck_has_its_percents() -> None:
    tree = page(deck())
    percents = {one: said(tree, f"#{one}-antitop td.percent") for one in ("presence", "visual")}
    assert percents["presence"] == ["46 %", "4 %", "0 %"]
    assert percents["visual"] == ["33 %", "0 %"]


def test_the_contents_lead_to_every_section_and_none_is_empty() -> None:
    tree = page(rich())
    anchors = [node.attributes["href"] for node in tree.css(".contents a")]
    assert anchors == [f"#{one.id}" for one in contents(rich())]
    for anchor in anchors:
        section = tree.css_first(f"section{anchor}")
        assert section is not None
        assert len(section.text(strip=True)) > 40


def test_the_full_ranking_has_all_three_ratings_and_what_was_gained() -> None:
    tree = page(deck())
    rows = said(tree, ".full tbody tr")
    assert len(rows) == 70
    assert rows[-1].startswith("70 Кластер 70")
    assert "0 % место 70 · −76,9" in rows[-1]


def test_moves_tell_who_rose_who_fell_and_who_came() -> None:
    tree = page(deck())
    assert any("Выросли 43, потеряли 24" in text for text in said(tree, "#moves .chart"))
    assert "Оценены впервые: 3" in said(tree, "#moves h3")


def test_common_errors_are_told_of_those_that_could_be_checked() -> None:
    results = [*deck_results()[:4], result(99, 25, 40), result(98, 24, 34)]
    told = replace(results[4], verdicts=marks(25, 40, "add_C7"))
    rows = said(page(meeting([*results[:4], told, results[5]])), "#presence-errors tbody tr")
    assert rows[0].startswith("C7 Перечень специальностей")
    assert "2 из 6" in rows[0]
    assert TEXTS.advice_of("add_C7").title in rows[0]  # type: ignore[union-attr]


def test_an_advice_is_told_in_full_once() -> None:
    results = [replace(result(n, 20, 40), verdicts=marks(20, 40, "add_C7")) for n in range(3)]
    advice = TEXTS.advice_of("add_C7")
    assert advice is not None
    assert " ".join(said(page(meeting(results)), "#presence-errors")).count(advice.what) == 1


def test_sites_that_did_not_open_stand_with_their_reason_and_without_a_figure() -> None:
    results = [*deck_results()[:5], shut(result(6, 0, 0))]
    tree = page(meeting(results, unit="college"))
    (row,) = said(tree, "#unrated tbody tr")
    assert "Сервер не ответил вовремя." in row
    assert "0 %" not in row
    assert not any("Колледж № 6" in text for text in said(tree, ".full tbody tr"))


def test_a_picture_of_the_best_lies_inside_the_page() -> None:
    best = deck().ladder("overall").best[0].result.visit_id
    tree = page(deck(), pictures={best: picture()})
    (image,) = tree.css("#best img")
    assert (image.attributes["src"] or "").startswith("data:image/jpeg;base64,")


def picture() -> bytes:
    made = io.BytesIO()
    PIL.Image.new("RGB", (64, 36), "navy").save(made, "JPEG")
    return made.getvalue()


# ---------------------------------------------------------------- words where there is nothing


def test_an_empty_meeting_says_what_to_do() -> None:
    empty = meeting([])
    tree = page(empty)
    assert "запустите проверку ещё раз" in " ".join(said(tree, ".cover"))
    assert [one.id for one in contents(empty)] == ["how", "reading", "contacts"]
    assert "запустите проверку" in summary_html(empty, TEXTS)


def test_nobody_in_antitop_and_nobody_in_top_is_said() -> None:
    tree = page(meeting([result(n, 20, 30) for n in range(1, 8)]))
    assert said(tree, "#presence-antitop p") == ["Таких кластеров нет: у всех не меньше 50 %."]
    assert said(tree, "#visual-top p")[0].startswith("Пока никто")
    assert not tree.css("#presence-antitop table")


def test_one_region_is_not_set_beside_itself() -> None:
    one = meeting(deck_results())
    two = meeting([*deck_results(), result(71, 20, 20, region="Томская область")])
    assert "regions" not in [section.id for section in contents(one)]
    assert "regions" in [section.id for section in contents(two)]
    assert "Омская область" in " ".join(said(page(one), "#how"))


def test_three_hundred_in_top_are_all_named() -> None:
    regions = ("Омская область", "Томская область")
    many = [result(n, 26, 40, region=regions[n % 2]) for n in range(1, 301)]
    tree = page(meeting(many, unit="college"))
    assert len(tree.css("#presence-top li")) == 300
    assert said(tree, "#presence-top .h3") == ["Омская область 150", "Томская область 150"]
    assert "И ещё 290 с оценкой 100 %" in " ".join(said(tree, "#best"))


def test_a_range_is_told_as_a_range() -> None:
    partly = replace(
        result(1, 20, 30),
        outcome=Outcome(kind="partial", reason="budget"),
        verdicts=marks(20, 30)[:20] + marks(20, 30)[26:],
    )
    tree = page(meeting([partly, result(2, 26, 40)], unit="college"))
    assert "77–100 %" in said(tree, ".full td.presence")[1]
    assert "проверен частично" in said(tree, ".full td.name")[1]
    assert said(tree, "#presence-bands .bars b")[-1] == "1"


# ---------------------------------------------------------------- all that may be told


def rich() -> Meeting:
    """The deck's meeting with something to say in every section."""
    whole = deck()
    results = (*whole.results, shut(result(71, 0, 0, region="Томская область")))
    more = meeting(
        results,
        before=[replace(one, verdicts=marks(20, 30)) for one in results[3:60]],
        instructions=whole.instructions,
    )
    assert more.moves is not None
    figure = {one: more.moves[one].all_now for one in RATINGS}
    target = Target(
        id=1, kind="region", name="Омская область", rating="presence", plan=95, due_on=date.max
    )
    about = more.rankings["presence"].regions[0]
    return replace(
        more,
        trend={
            one: tuple(
                Point(
                    run_id=number,
                    number=number,
                    at=NOON,
                    edition="2023",
                    detectors=str(number),
                    figures=figure[one],
                    panel=figure[one],
                    breaks=() if number != 2 else ("detectors",),
                )
                for number in (1, 2, 3)
            )
            for one in RATINGS
        },
        observed=(CommonError(criterion="career_maps", sites=40, checked=70, advice=None),),
        causes=(
            Cause(
                kind="vendor",
                name="Движок",
                criterion="A9",
                sites=30,
                failing=20,
                part=Fraction(1, 5),
            ),
        ),
        facts=(Fact(target=target, fact=about.median, audited=about.audited),),
        overrides=(
            Override(
                id=1,
                college_id=1,
                criterion="A1",
                mark=1,
                author="Петрова",
                reason="видно глазами",
                since_run=1,
                created_at=NOON,
            ),
        ),
        agreement=(Agreement(criterion="A1", compared=9, equal=8, near=0, lenient=1, untold=2),),
    )


def test_a_plan_is_set_against_the_fact() -> None:
    (row,) = said(page(rich()), "#targets tbody tr")
    assert "95 %" in row
    assert "92 %" in row
    assert "✗ не выполнен" in row


def test_corrections_agreement_and_causes_stand_with_their_words() -> None:
    tree = page(rich())
    assert "Видно глазами. Петрова, 21.11.2023" in said(tree, "#overrides tbody tr")[0]
    assert said(tree, "#agreement td.figure") == figures(9, 8, 0, 1, 2)
    assert "20 из 30" in said(tree, "#causes tbody tr")[0]


def test_instructions_have_their_day_and_their_state() -> None:
    late = instruction(7, result(1, 3, 3), due_on=date(2023, 11, 1), tasks=())
    rows = said(page(replace(deck(), instructions=(late,))), "#instructions tbody tr")
    assert "01.11.2023" in rows[0]
    assert "✗ просрочено" in rows[0]


def test_the_trend_is_broken_where_the_detectors_changed() -> None:
    tree = page(rich())
    assert len(tree.css("#trend .trend")) == 3
    assert len(tree.css("#trend .line")) == 3  # from the second point to the third
    assert "другая версия проверок" in said(tree, "#trend tbody tr")[1]
    trend = rich().trend
    assert trend is not None
    dots = trend_dots(trend["overall"])
    assert [one.end.point.number for one in segments(dots)] == [3]


def test_labels_of_slopes_never_lie_on_each_other() -> None:
    found = sorted(apart([50.0, 50.0, 51.0, 0.0, 100.0], 120))
    assert all(later - one >= 19 for one, later in pairwise(found))
    assert min(found) >= 0
    assert max(found) <= 120


# ---------------------------------------------------------------- naughty strings


def assert_inert(written: str) -> None:
    tree = LexborHTMLParser(written)
    assert not tree.css("script, iframe, object, embed, form, input, base, link")
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on")
            if name in ("href", "src", "xlink:href"):
                assert re.match(r"https?:|#|data:image/jpeg", value or "")
    assert "url(http" not in written
    sheet = written[written.index("<style>") : written.index("</style>")]
    assert written.count("</style>") == 1
    assert sheet.count("{") == sheet.count("}")


@pytest.mark.parametrize("text", NAUGHTY)
def test_a_naughty_string_is_inert_and_visible_in_every_field(text: str) -> None:
    found = naughty(text)
    written = report_html(found, TEXTS)
    short = summary_html(found, TEXTS)
    for one in (written, short):
        assert_inert(one)
    tree = LexborHTMLParser(written)
    shown = squeezed(plain(text))
    for place in ("#unrated .name", "#instructions .tasks", "#overrides .why", "#contacts dd"):
        assert shown in squeezed(tree.css_first(place).text()), place
    assert shown in squeezed(LexborHTMLParser(short).css_first(".summary").text())


def test_a_note_that_is_no_file_name_and_no_address_is_still_only_an_attribute() -> None:
    tree = page(deck(), note_address=lambda _: '"><script>alert(1)</script>')
    assert not tree.css("script")


# ---------------------------------------------------------------- on paper


def test_without_a_browser_it_is_said_what_to_install() -> None:
    with pytest.raises(SaidInWords) as told:
        report_pdf(deck(), TEXTS, None)
    assert str(told.value) == NO_BROWSER
    assert "chromium-headless-shell" in NO_BROWSER


def test_a_browser_that_is_gone_is_told_in_words(tmp_path: object) -> None:
    gone = ChromiumSettings(program=tmp_path / "none")  # type: ignore[operator]
    with pytest.raises(SaidInWords, match="не напечатал PDF"):
        summary_pdf(deck(), TEXTS, gone)


@cache
def paper() -> bytes:
    return report_pdf(rich(), TEXTS, settings())


def pages(printed: bytes) -> list[str]:
    with pypdfium2.PdfDocument(printed) as document:
        return [unspaced(" ".join(one.get_textpage().get_text_range().split())) for one in document]


def headings(printed: bytes) -> dict[str, int]:
    with pypdfium2.PdfDocument(printed) as document:
        return {
            unspaced(" ".join(one.get_title().split())): one.get_dest().get_index() + 1
            for one in document.get_toc()
        }


@needs_browser
def test_the_pdf_is_tagged_in_russian_with_a_title_and_an_outline() -> None:
    with pypdfium2.PdfDocument(paper()) as document:
        assert raw.FPDFCatalog_IsTagged(document)
        assert document.get_metadata_value("Title").startswith("Сайты кластеров: итоги проверки")
        width, height = document[0].get_size()
    assert b"/Lang (ru" in paper()
    assert (round(width), round(height)) == (595, 842)
    assert len(headings(paper())) > len(contents(rich()))


@needs_browser
def test_the_contents_tell_the_pages_on_which_the_headings_stand() -> None:
    first, found, whole = pages(paper())[0], headings(paper()), pages(paper())
    for number, section in enumerate(contents(rich()), start=1):
        title = unspaced(" ".join(section.title.split()))
        told = re.search(rf"{number} {re.escape(title)} (\d+)\b", first)
        assert told, title
        on_page = int(told[1])
        assert found[f"{number} {title}"] == on_page
        assert f"{number} {title}" in whole[on_page - 1]
        assert on_page > 1


@needs_browser
def test_each_page_has_its_number_and_the_running_title() -> None:
    whole = pages(paper())
    for number, text in enumerate(whole, start=1):
        assert f"{number} из {len(whole)}" in text
        assert "Проверка № 1, суждение 1 · предварительные результаты" in text
        assert len(text) > 300  # and none is all but empty


@needs_browser
def test_the_figures_of_the_deck_are_read_back_from_the_pdf() -> None:
    whole = " ".join(pages(report_pdf(deck(), TEXTS, settings())))
    bands = whole.rpartition("Визуальная оценка: сколько в каждой группе")[2]
    got = re.search(r"100% (\d+) 90–99% (\d+) 50–89% (\d+) меньше 50% (\d+)", bands)
    assert got is not None
    assert [int(one) for one in got.groups()] == [9, 30, 29, 2]
    assert percents_after("Наличие элементов: ANTITOP", whole)[:3] == [46, 4, 0]
    assert percents_after("Визуальная оценка: ANTITOP", whole)[:2] == [33, 0]


def unspaced(text: str) -> str:
    """Readers tell a narrow space before «%» as a space or not at all."""
    return re.sub(r"\s%", "%", text)


def percents_after(heading: str, whole: str) -> list[int]:
    rest = whole.rpartition(heading)[2]
    return [int(one) for one in re.findall(r"example \d+ (\d+)%", rest)]


@needs_browser
def test_anchors_of_a_pdf_that_has_none_are_left_out() -> None:
    assert pages_of(paper(), ["how", "nowhere"]) == {"how": 2}


@needs_browser
def test_a_printed_page_reaches_no_network_and_runs_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/x"
        html = (
            f'<html lang="ru"><title>т</title><body><img src="{address}">'
            f'<link rel="stylesheet" href="{address}"><iframe src="{address}"></iframe>'
            f"<p id=p>тихо</p><script>document.getElementById('p').textContent='шум';"
            f"fetch('{address}')</script>"
        )
        assert "тихо" in pages(printed(html)[0])[0]
        with pytest.raises(BlockingIOError):
            listening.accept()


def printed(*htmls: str) -> list[bytes]:
    async def run() -> list[bytes]:
        async with Chromium(settings()) as browser:
            return [await print_pdf(browser, html) for html in htmls]

    return asyncio.run(run())


def long_named(pairs: Iterable[tuple[int, int]]) -> Sequence[Result]:
    return [
        replace(
            result(number, *pair, region=LONG, name=f"{number} {LONG}"),
            verdicts=marks(*pair, "describe_access"),
        )
        for number, pair in enumerate(pairs, start=1)
    ]


@needs_browser
def test_the_summary_is_one_page_whatever_stands_in_it() -> None:
    cases = ("deck", "empty", "long", "all alike")
    printed_all = printed(*(summary_html(summarised(case), TEXTS) for case in cases))
    assert [len(pages(one)) for one in printed_all] == [1, 1, 1, 1]


@needs_browser
def test_the_summary_has_the_figures_of_the_deck() -> None:
    (text,) = pages(summary_pdf(deck(), TEXTS, settings()))
    assert "100% 9 90–99% 30 50–89% 29 меньше 50% 2" in text
    assert "Кластер 70 Омская область 0%" in text


def summarised(case: str) -> Meeting:
    if case == "deck":
        return deck()
    if case == "empty":
        return meeting([])
    if case == "all alike":
        return meeting(long_named([(20, 30)] * 40), unit="college")
    results = long_named(deck_marks())
    worst = [replace(instruction(n, one), number=LONG) for n, one in enumerate(results[60:])]
    found = meeting(
        [*results[:20], *map(shut, results[20:30]), *results[30:]],
        unit="college",
        before=[replace(one, verdicts=marks(20, 30)) for one in results],
        instructions=worst,
    )
    sender = replace(found.sender, organisation=LONG, answer_to=LONG)
    return replace(found, sender=sender, imprint=replace(found.imprint, run=LONG))
