import csv
import html
import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest
from rich.console import Console
from selectolax.lexbor import LexborHTMLParser

from reports.style import stylesheet, tokens
from site_audit.model import (
    College,
    Cost,
    Edition,
    Evidence,
    Finding,
    Mark,
    Membership,
    Offer,
    Outcome,
    Verdict,
)
from site_audit.ratings.rank import Result, Unit, rank
from site_audit.ratings.score import PRESENCE, SCORED, VISUAL
from site_audit.words import plain
from site_audit.writing.report import (
    Advice,
    Checked,
    Imprint,
    Texts,
    note,
    ranking_csv,
    ranking_html,
    ranking_json,
    ranking_table,
)
from site_audit.writing.templates import Format, address, href

UNITS: tuple[Unit, ...] = get_args(Unit)
FORMATS: tuple[Format, ...] = get_args(Format)
NAUGHTY = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)><a href='javascript:alert(1)'>",
    "=1+1",
    "@SUM(A1:A9)",
    "\t=cmd|' /C calc'!A0",
    "-2+3",
    "＝1+1",
    "до\x00после",
    "\x1b]8;;http://evil.test\x07ссылка\x1b[31m",
    "половина \ud800 знака",
    "З" + "\u0300" * 10_000 + "альго",
    "имя\u202eтжет",
    "[bold]жирный[/bold] [link=http://evil.test]да[/link]",
    "{{ 7*7 }}{% raw %}",
    "[ссылка](javascript:alert(1)) **`код`** | ячейка |",
    "строка\r\n# заголовок\n\n<b>",
    "а" * 5_000,
)
IMPRINT = Imprint(
    run="№ 7",
    made_at=datetime(2026, 11, 21, 9, tzinfo=UTC),
    edition=Edition(id="2023", title="2023 год", since=date(2023, 9, 1), titles=()),
    detectors="1",
)
TEXTS = Texts(
    criteria=(*((code, f"Критерий {code}") for code in SCORED), ("food", "Питание")),
    groups=(("A", "Сведения"), ("B", "Приём"), ("C", "Вкладка"), ("V", "Вид")),
    advice=(("fix", Advice(title="Почините ссылку.", what="Укажите адрес.", rule="п. 3")),),
    reasons=(("unread", "страница не открылась"),),
    outcomes=(("timeout", "сервер не ответил вовремя"),),
)


def judged(criterion: str, mark: Mark, **finding: Any) -> Verdict:
    said = {"reason": "seen", "because": "так видно", **finding}
    out_of = 5 if criterion in VISUAL else 1
    return Verdict(criterion=criterion, out_of=out_of, finding=Finding(mark=mark, **said))


def site(name: str = "Колледж", **changes: Any) -> Result:
    """A site with 9 of group A, one near miss and one unknown; the rest is not built yet."""
    proof = (Evidence(kind="page", url=f"http://{name}.test/о?x=1", quote="Сведения", clicks=2),)
    marks = [judged(f"A{n}", 1, evidence=proof) for n in range(1, 9)]
    marks += [judged("A9", 0, advice="fix"), judged("A10", None, reason="unread")]
    marks += [judged(code, None, reason="not_built") for code in SCORED[10:]]
    marks += [judged("food", 1)]
    found = Result(
        college=College(id=1, name=name, url="http://college.test/", region="Томская область"),
        outcome=Outcome(kind="audited"),
        visit_id=1,
        finished_at=datetime(2026, 11, 21, 9, tzinfo=UTC),
        verdicts=tuple(marks),
    )
    return replace(found, **changes)


def shut() -> Result:
    return site("Закрытый", outcome=Outcome(kind="not_audited", reason="timeout"), verdicts=())


def naughty(text: str) -> Result:
    """A site where every field that comes from outside says ``text``."""
    proof = Evidence(kind="text", url=text, quote=text, selector=text, image=text)
    held = (Membership(cluster=text, role="base", industry=text, employers=(text,)),)
    owner = College(name=text, short_name=text, url=text, region=text, memberships=held)
    bad = judged("A1", 0, reason=text, because=text, advice=text, evidence=(proof,))
    taught = (Offer(code=text, name=text, of_project=True, url=text),)
    return site(college=owner, verdicts=(bad, judged(text, 1, because=text)), offers=taught)


def page(result: Result, **checked: Any) -> LexborHTMLParser:
    return LexborHTMLParser(note(result, IMPRINT, TEXTS, "html", checked=Checked(**checked)))


def texts_at(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text(separator=" ").split()) for node in tree.css(selector)]


# what a note says


def test_a_note_shows_each_judged_criterion_with_symbol_words_and_why() -> None:
    tree = page(site())
    lines = texts_at(tree, ".group .line")
    assert len(lines) == 10 + 1  # group A and the observed one
    assert lines[0].startswith("✓ есть A1 Критерий A1 так видно")
    assert lines[8].startswith("✗ нет A9")
    assert lines[9].startswith("? не удалось проверить A10")


def offers(number: int) -> tuple[Offer, ...]:
    """Programmes of a site, of which the first is the project's and the last has no code."""
    return tuple(
        Offer(
            code=f"15.02.{place:02}" if place < number - 1 else "",
            name=f"Программа {place}",
            of_project=place == 0,
            url="http://college.test/priem",
        )
        for place in range(number)
    )


def test_a_note_shows_the_programmes_of_the_site_and_which_are_the_projects() -> None:
    rows = texts_at(page(site(offers=offers(3))), "table.programmes tbody tr")
    assert rows == [
        "15.02.00 Программа 0 Профессионалитет",
        "15.02.01 Программа 1",
        "— Программа 2",
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_of_many_programmes_thirty_are_shown_and_the_rest_counted(format: Format) -> None:
    def shown(number: int) -> str:
        found = site(offers=offers(number))
        return note(found, IMPRINT, TEXTS, format, checked=Checked())

    assert "Программа 29" in shown(31)
    assert "Программа 30" not in shown(31)
    assert "и ещё 1\u00a0программа" in shown(31)
    assert "и ещё 5\u00a0программ" in shown(35)
    assert "и ещё" not in shown(30)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("known", [(), None])
def test_a_note_without_programmes_says_nothing_of_them(
    format: Format, known: tuple[Offer, ...] | None
) -> None:
    text = note(site(offers=known), IMPRINT, TEXTS, format, checked=Checked())
    assert "рограммы на сайте".casefold() not in text.casefold()


def test_criteria_not_built_yet_are_one_quiet_line_in_each_group() -> None:
    quiet = texts_at(page(site()), "details.quiet summary")
    assert quiet == [
        "9 критериев: проверка шла без браузера",
        "7 критериев: проверка шла без браузера",
        "8 критериев: проверка шла без браузера",
    ]
    assert texts_at(page(site()), ".untold li") == ["A10 Критерий A10 — страница не открылась"]


def test_a_note_says_what_to_mend_first_with_gain_and_rule() -> None:
    (step,) = texts_at(page(site()), ".steps li")
    assert step == "Почините ссылку. +1 элемент Укажите адрес. A9 Критерий A9 Основание: п. 3"


def test_a_note_without_lacks_says_so() -> None:
    perfect = site(verdicts=tuple(judged(c, 5 if c in VISUAL else 1) for c in SCORED))
    assert "исправлять нечего" in texts_at(page(perfect), "main")[0]
    assert texts_at(page(perfect), ".score b") == ["100 %"] * 3


def test_the_rating_is_told_with_its_bounds() -> None:
    assert texts_at(page(site()), ".score b") == ["31–96 %", "0–100 %", "15–98 %"]


@pytest.mark.parametrize("format", FORMATS)
def test_a_site_that_was_not_audited_has_a_reason_and_no_score(format: Format) -> None:
    text = note(shut(), IMPRINT, TEXTS, format, checked=Checked())
    body = html.unescape(text.partition("<body>")[2] or text)
    assert "сервер не ответил вовремя" in body
    assert re.search(r"Это\s+не\s+0.%", body)
    assert re.findall(r"\d+.%", body) == re.findall(r"0.%", body)
    assert not any(title in body for title in ("Наличие элементов", "Критерий A1"))


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_tells_the_same_marks_and_addresses(format: Format) -> None:
    text = note(site(), IMPRINT, TEXTS, format, checked=Checked(pages=21, tls="unverified"))
    for said in (
        "колледж.test/о?x=1",
        "2\u00a0клика от главной",
        "21\u00a0страница",
        "31–96\u202f%",
    ):
        assert said in text
    assert "браузер покажет посетителю предупреждение" in " ".join(text.split())


def test_a_mark_set_by_a_person_is_told_apart() -> None:
    assert "✎ поправлено аудитором" in texts_at(page(site(corrected=("A3",))), ".line")[2]
    assert not any("✎" in line for line in texts_at(page(site()), ".line"))


@pytest.mark.parametrize(
    ("mark", "said"), [(5, "✓ полностью"), (4, "◐ частично"), (2, "✗ плохо"), (0, "✗ плохо")]
)
def test_a_visual_mark_is_told_in_words_and_points(mark: int, said: str) -> None:
    line = texts_at(page(site(verdicts=(judged("V1", mark),))), ".line")[0]
    assert line.startswith(f"{said} {mark} из 5")


def test_a_note_says_what_was_read_and_what_was_not() -> None:
    cost = Cost(requests=71, bytes=5_400_000, wall_s=44.2)
    tree = page(site(), pages=48, documents=6, unseen=(("budget", 12), ("robots", 1)), cost=cost)
    assert texts_at(tree, ".checked dd") == [
        "48 страниц, 6 документов",
        "12 адресов — не хватило бюджета страниц; 1 адрес — запрещено файлом robots.txt",
        "71 запрос, 5,4 МБ за 44 с",
    ]


# what a ranking says


def colleges() -> list[Result]:
    weak = tuple(judged(code, 0) for code in SCORED)
    base = (Membership(cluster="ОПЦ", role="base", industry="Металлургия"),)
    owner = College(id=2, name="Слабый", url="http://w.test/", region="Тыва", memberships=base)
    return [site("Средний"), site(college=owner, verdicts=weak, visit_id=2), shut()]


def test_all_outputs_of_a_ranking_tell_the_same_figures() -> None:
    ranking = rank(colleges(), "presence")
    tree = LexborHTMLParser(ranking_html(ranking, "college", IMPRINT, TEXTS))
    rows = list(csv.reader(io.StringIO(ranking_csv(ranking, "college", TEXTS)), delimiter=";"))
    data = json.loads(ranking_json(ranking, "college", IMPRINT))
    assert texts_at(tree, ".ladder tbody .percent") == ["31–96 %", "0 %"]
    assert [row[10:12] for row in rows[1:]] == [["31", "96"], ["0", "0"], ["", ""]]
    assert [(row["percent"], row["percent_upper"]) for row in data["rows"]] == [(31, 96), (0, 0)]
    assert [one["reason"] for one in data["not_rated"]] == ["timeout"]
    assert data["antitop"] == [2]


def test_a_ranking_page_lists_sites_without_a_score_apart() -> None:
    tree = LexborHTMLParser(ranking_html(rank(colleges(), "presence"), "college", IMPRINT, TEXTS))
    assert texts_at(tree, ".unrated .why") == ["Сервер не ответил вовремя."]
    assert "Закрытый" not in " ".join(texts_at(tree, ".ladder"))


def test_wide_ranges_are_explained_while_checks_are_missing() -> None:
    early = LexborHTMLParser(ranking_html(rank([site()], "presence"), "college", IMPRINT, TEXTS))
    assert "16 критериев этого рейтинга не проверялись" in texts_at(early, ".callout")[0]
    marks = tuple(judged(code, 1) for code in PRESENCE)
    late = ranking_html(rank([site(verdicts=marks)], "presence"), "college", IMPRINT, TEXTS)
    assert texts_at(LexborHTMLParser(late), ".callout") == []


def test_a_run_where_nothing_opened_says_what_to_do() -> None:
    tree = LexborHTMLParser(ranking_html(rank([shut()], "overall"), "college", IMPRINT, TEXTS))
    assert "запустите проверку ещё раз" in texts_at(tree, "main")[0]


def test_names_in_a_ranking_lead_to_notes() -> None:
    text = ranking_html(
        rank(colleges(), "presence"),
        "college",
        IMPRINT,
        TEXTS,
        note_address=lambda result: f"notes/{result.visit_id}.html",
    )
    links = [node.attributes["href"] for node in LexborHTMLParser(text).css(".ladder .name > a")]
    assert links == ["notes/1.html", "notes/2.html"]


@pytest.mark.parametrize("unit", UNITS)
def test_each_view_has_a_row_in_each_output(unit: Unit) -> None:
    ranking = rank(colleges(), "overall")
    name = {"college": "Слабый", "cluster": "ОПЦ", "region": "Тыва", "industry": "Металлургия"}[
        unit
    ]
    assert name in ranking_html(ranking, unit, IMPRINT, TEXTS)
    assert name in ranking_csv(ranking, unit, TEXTS)
    assert name in [row["name"] for row in json.loads(ranking_json(ranking, unit, IMPRINT))["rows"]]
    console = Console(record=True, width=200, file=io.StringIO())
    console.print(ranking_table(ranking, unit, TEXTS))
    assert name in console.export_text()


@pytest.mark.parametrize("unit", ["region", "industry"])
def test_regions_and_industries_are_named_whole_in_a_terminal_of_80_signs(unit: Unit) -> None:
    console = Console(record=True, width=80, file=io.StringIO())
    console.print(ranking_table(rank(colleges(), "presence"), unit, TEXTS))
    shown = console.export_text()
    assert "…" not in shown
    assert ("Тыва" if unit == "region" else "Металлургия") in shown
    assert "1 из 1" in shown


# naughty strings


def hrefs(text: str) -> list[str]:
    return [node.attributes.get("href") or "" for node in LexborHTMLParser(text).css("[href]")]


def is_inert(text: str) -> bool:
    tree = LexborHTMLParser(text)
    text.encode()
    dangerous = "script, img, iframe, object, embed, form, link, base, [onerror], [onclick], [src]"
    return (
        not tree.css(dangerous)
        and all(link.startswith(("http://", "https://")) for link in hrefs(text))
        and not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    )


@pytest.mark.parametrize("text", NAUGHTY)
@pytest.mark.parametrize("unit", UNITS)
def test_a_naughty_string_is_inert_on_a_ranking_page(text: str, unit: Unit) -> None:
    bad_outcome = Outcome(kind="not_audited", reason=text)
    results = [naughty(text), replace(naughty(text), outcome=bad_outcome)]
    assert is_inert(ranking_html(rank(results, "presence"), unit, IMPRINT, TEXTS))


@pytest.mark.parametrize("text", NAUGHTY)
def test_a_naughty_string_is_inert_and_readable_on_a_note(text: str) -> None:
    checked = Checked(final_url=text, tls=text, unseen=((text, 3),))
    written = note(naughty(text), IMPRINT, TEXTS, "html", checked=checked)
    assert is_inert(written)
    (title,) = texts_at(LexborHTMLParser(written), "h1")
    assert title == " ".join(plain(text).split())


@pytest.mark.parametrize("text", NAUGHTY)
def test_a_naughty_string_is_inert_in_markdown_and_text(text: str) -> None:
    for format in ("md", "txt"):
        checked = Checked(final_url=text, tls=text, unseen=((text, 3),))
        written = note(naughty(text), IMPRINT, TEXTS, format, checked=checked)
        written.encode()
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written)
        if format == "md":
            assert not re.search(r"<(?!https?://)", written)
            assert not re.search(r"(?<!\\)\]\((?!<https?://)", written)


@pytest.mark.parametrize("text", NAUGHTY)
@pytest.mark.parametrize("unit", UNITS)
def test_a_naughty_string_is_never_a_formula_in_csv(text: str, unit: Unit) -> None:
    sheet = ranking_csv(rank([naughty(text)], "presence"), unit, TEXTS)
    sheet.encode()
    assert sheet.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(sheet[1:], newline=""), delimiter=";"))
    assert {len(row) for row in rows} == {len(rows[0])}
    for cell in (cell for row in rows for cell in row):
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert rows[1][2].removeprefix("'") == plain(text)


@pytest.mark.parametrize("text", NAUGHTY)
def test_a_naughty_string_comes_back_whole_from_json(text: str) -> None:
    written = ranking_json(rank([naughty(text)], "presence"), "college", IMPRINT)
    name = json.loads(written.encode())["rows"][0]["name"]
    assert name == text.encode("utf-8", "replace").decode()


@pytest.mark.parametrize("text", NAUGHTY)
def test_a_naughty_string_is_inert_in_a_terminal(text: str) -> None:
    console = Console(record=True, width=120, file=io.StringIO(), force_terminal=True)
    console.print(ranking_table(rank([naughty(text)], "presence"), "college", TEXTS))
    printed = console.export_text(styles=True)
    assert not re.search(r"\x1b(?!\[[\d;]*m)|[\x00\x07\u202e]", printed)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "vbscript:x", " java\nscript:x", "file:///etc", ""],
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert href(url) is None


def test_addresses_are_shown_as_people_read_them() -> None:
    assert address("https://xn--n1abdr5c.xn--p1ai/%D0%BE/?q=%D1%8F") == "япроф.рф/о/?q=я"
    assert address("http://127.0.0.1:8001/") == "127.0.0.1:8001"
    assert address("http://a.test/%E2%80%AEexe") == "a.test/\ufffdexe"


# look


def test_a_page_needs_no_other_file_and_runs_nothing() -> None:
    text = note(site(), IMPRINT, TEXTS, "html", checked=Checked())
    assert "default-src 'none'" in text
    assert re.findall(r'url\((?!"data:font/woff2;)', stylesheet()) == []
    assert stylesheet().count("@font-face") == 6
    assert "@import" not in text


def channel(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (channel(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return red, green, blue


def luminance(colour: tuple[float, float, float]) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(linear(one)), luminance(linear(other))))
    return (light + 0.05) / (dark + 0.05)


def test_every_text_holds_its_contrast() -> None:
    colours = dict(tokens())
    paper, tint = colours["colour-paper"], colours["colour-tint"]
    for name in ("colour-ink", "colour-soft", "colour-accent"):
        assert min(contrast(colours[name], paper), contrast(colours[name], tint)) >= 4.5, name
    for name, value in tokens():
        if name.startswith(("band-", "status-")):
            assert contrast(value, paper) >= 4.5, name


def without_green_cones(colour: str) -> tuple[float, float, float]:
    """What an eye with deuteranopia sees (Viénot, Brettel, Mollon 1999)."""
    red, green, blue = linear(colour)
    mixed = 0.29275 * red + 0.70725 * green
    return mixed, mixed, -0.02234 * red + 0.02234 * green + blue


def test_bands_are_told_apart_without_green_cones() -> None:
    seen = [
        without_green_cones(value)
        for name, value in tokens()
        if name.startswith("band-") and name != "band-unknown"
    ]
    for at, one in enumerate(seen):
        for other in seen[at + 1 :]:
            assert max(abs(a - b) for a, b in zip(one, other, strict=True)) > 0.05
