"""Advice has words for each code that a criterion can give, and following it earns the mark."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

import pytest

import criteria
from criteria import snippets
from criteria.admission import ADMISSION_CRITERIA
from criteria.advice import ADVICE
from criteria.tab import TAB_CRITERIA
from site_audit.model import Criterion, Mark, PageKind
from site_audit.report import Checked, note
from site_audit.templates import Format
from site_audit.texts import Advice
from tests.samples import HOME, PROSE, html, page, snapshot
from tests.test_report import IMPRINT, judged, site

ROOM = Path(criteria.__file__).parent
WORDS = ("advice.py", "snippets.py", "texts.py")
CODE = re.compile(r"[a-zA-Z][a-zA-Z0-9]*(?:_[a-zA-Z0-9]+)*")
RULES = criteria.rules_for("2023")
TEXTS = criteria.texts_for(RULES.edition)
ALL = dict(ADVICE)
SECTIONS: dict[str, Criterion] = {one.id: one for one in (*ADMISSION_CRITERIA, *TAB_CRITERIA)}
JUDGED = {"content", "document", "soft_404", "placeholder", "home_again"}  # no doubt about these
WITH_SNIPPET = [code for code, advice in ADVICE if advice.snippet]


# ---------------------------------------------------------------- which codes criteria give


@cache
def trees() -> dict[str, ast.Module]:
    paths = [path for path in ROOM.glob("*.py") if path.name not in WORDS]
    return {path.stem: ast.parse(path.read_text("utf-8")) for path in paths}


def nodes(*modules: str) -> Iterator[ast.AST]:
    for name, tree in trees().items():
        if name in modules or not modules:
            yield from ast.walk(tree)


def with_mark(*modules: str) -> Iterator[tuple[object, str]]:
    """(mark, code) of each «0, "dead_link", …», be it a tuple or the start of a call."""
    for node in nodes(*modules):
        parts = getattr(node, "elts", None) or getattr(node, "args", None)
        if isinstance(node, ast.Tuple | ast.Call) and parts and len(parts) > 2:
            mark, code = (getattr(part, "value", "") for part in parts[:2])
            known = mark is None or (type(mark) is int and mark in (0, 1))
            if known and isinstance(code, str) and CODE.fullmatch(code):
                yield mark, code


def broken_ways(*modules: str) -> set[str]:
    return {code for mark, code in with_mark(*modules) if mark == 0}


def called_with(function: str) -> set[str]:
    """The string that a function is called with last."""
    return {
        node.args[-1].value
        for node in nodes()
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == function
        if isinstance(node.args[-1], ast.Constant) and isinstance(node.args[-1].value, str)
        if node.args[-1].value
    }


def endings() -> dict[str, set[str]]:
    """What an f-string of an advice goes on with."""
    ways = broken_ways("entrance")
    return {
        "add_": set(SECTIONS) - {"B1", "C1"},
        "section_": ways,
        "tab_": ways - {"placeholder"},  # an empty tab opens: it is to be filled
        "move_": called_with("_elsewhere"),
        "unseen_": set(get_args(PageKind)) - JUDGED,
    }


def codes_in(value: ast.AST | None) -> Iterator[str]:
    """Codes that an expression may come to."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from codes_in(value.body)
        yield from codes_in(value.orelse)
    elif isinstance(value, ast.JoinedStr) and isinstance(value.values[0], ast.Constant):
        start = str(value.values[0].value)
        yield from (start + end for end in endings()[start])
    elif isinstance(value, ast.Dict):
        for one in value.values:
            yield from codes_in(one)


def given(name: str) -> set[str]:
    """All that is ever given under a name: as an argument, by assignment, in a table."""
    found: set[str] = set()
    for node in nodes():
        if isinstance(node, ast.keyword) and node.arg == name:
            found.update(codes_in(node.value))
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(getattr(one, "id", "").strip("_").lower() == name for one in targets):
                found.update(codes_in(node.value))
    return found


def advices() -> set[str]:
    by_place = called_with("without_section")
    for node in nodes():
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_section_finding":
            by_place.update(codes_in(node.args[3]))
    near_misses = broken_ways("sightings", "blocks")  # their reasons are the codes of advice
    return given("advice") | by_place | near_misses


def test_each_advice_that_a_criterion_can_give_has_words() -> None:
    assert sorted(advices() - set(ALL)) == []


def test_no_advice_is_one_that_no_criterion_gives() -> None:
    assert sorted(set(ALL) - advices()) == []
    assert len(ALL) == len(ADVICE)


def test_codes_are_found_in_each_shape_that_criteria_write_them_in() -> None:
    shapes = {"name_this_year", "section_leads_away", "tab_dead_link", "move_price", "add_C7"}
    assert shapes | {"fill_tab", "add_tab", "move_to_site", "wrong_target"} <= advices()


def test_each_reason_that_a_criterion_can_give_has_words() -> None:
    told = {code for _, code in with_mark()} | given("reason")
    assert {"picture_may_be", "only_document", "no_section", "unseen_other"} <= told | {
        "unseen_other"
    }
    assert sorted(code for code in told if TEXTS.reason(code) == code) == []


# ---------------------------------------------------------------- how it is written

NAMES = {
    "html", "alt", "pdf", "javascript", "robots", "txt", "https",
    "t", "me", "fp", "professionalitet",
}  # fmt: skip
EACH = pytest.mark.parametrize(("code", "advice"), ADVICE, ids=[code for code, _ in ADVICE])


@EACH
def test_an_advice_is_short_and_whole(code: str, advice: Advice) -> None:
    assert 10 <= len(advice.title) <= 60
    assert not advice.title.endswith((".", ":", "!"))
    assert 60 <= len(advice.what) <= 620
    assert re.search(r"[.»]$", advice.what)
    assert advice.rule
    assert "  " not in advice.title + advice.what + advice.rule


@EACH
def test_an_advice_is_written_in_russian(code: str, advice: Advice) -> None:
    text = f"{advice.title} {advice.what}"
    latin = {word.lower() for word in re.findall(r"[A-Za-z]+", text)}
    coded = {code.lower() for code in re.findall(r"[BC]\d", text)}
    assert latin - NAMES - {code[0] for code in coded} == set()
    assert not re.search(r"[\"'“”]| - |\b(?:прием|еще\b)", text)
    assert text.count("«") == text.count("»")


@EACH
def test_the_rule_names_the_criterion_that_the_advice_is_for(code: str, advice: Advice) -> None:
    mine = re.fullmatch(r"(?:add|list|link)_([BC]\d)", code)
    if mine:
        assert f"критерий {mine[1]}:" in advice.rule
    assert advice.rule.startswith(("Методика ИРПО, критери", "Приказ Рособрнадзора от 04.08.2023"))


# ---------------------------------------------------------------- code to paste

VOID = {"img", "br", "hr"}


class Reader(HTMLParser):
    """Reads HTML as it is written: open tags, addresses, pictures, complaints."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.complaints: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.addresses += [held[name] or "" for name in ("href", "src") if name in held]
        if tag == "img" and not held.get("alt"):
            self.complaints.append("a picture without words")
        if tag == "li" and self.open[-1:] not in (["ul"], ["ol"]):
            self.complaints.append("an item without its list")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.complaints.append(f"</{tag}> closes nothing")


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader


@pytest.mark.parametrize("code", WITH_SNIPPET)
def test_code_to_paste_is_short_whole_html_with_full_addresses(code: str) -> None:
    text = ALL[code].snippet
    assert len(text.splitlines()) <= 8
    assert all(row and row == row.strip() for row in text.splitlines())
    reader = read(text)
    assert reader.complaints == []
    assert reader.open == []
    for address in reader.addresses:
        assert urlsplit(address).scheme == "https"
        assert urlsplit(address).hostname


def test_broken_html_is_noticed() -> None:
    assert read("<ul><li>раз</ul>").complaints
    assert read("<p><a href='/'>раз</a>").open == ["p"]
    assert read("<img src='/a.png'>").complaints


# Where a piece is pasted, and the criteria that it satisfies there.
EARNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "add_admission": ("admission", ("B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9")),
    "section_placeholder": ("admission", ("B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9")),
    "section_leads_away": ("admission", ("B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9")),
    "section_dead_link": ("home", ("B1",)),
    "section_target_404": ("home", ("B1",)),
    "add_text_too": ("admission", ("B2", "B7")),
    "add_B2": ("admission", ("B2", "B5", "B6", "B7")),
    "move_programmes": ("admission", ("B2",)),
    "add_B3": ("admission", ("B3",)),
    "list_B3": ("admission", ("B3",)),
    "add_B4": ("admission", ("B4",)),
    "fix_picture": ("admission", ("B4", "B8")),
    "name_picture": ("tab", ("C3", "C4")),
    "add_B5": ("admission", ("B5",)),
    "move_forms": ("admission", ("B5",)),
    "add_B6": ("admission", ("B6",)),
    "move_funding": ("admission", ("B6",)),
    "add_B7": ("admission", ("B7",)),
    "move_price": ("admission", ("B7",)),
    "add_B8": ("admission", ("B8", "B9")),
    "add_B9": ("admission", ("B9",)),
    "link_B9": ("admission", ("B9",)),
    "add_tab": ("tab", ("C3", "C4", "C5", "C6", "C7")),
    "fill_tab": ("tab", ("C3", "C4", "C5", "C6", "C7")),
    "tab_leads_away": ("tab", ("C3", "C4", "C5", "C6", "C7")),
    "tab_dead_link": ("home", ("C1",)),
    "tab_target_404": ("home", ("C1",)),
    "link_from_home": ("home", ("C1",)),
    "add_C2": ("tab", ("C2",)),
    "tell_more": ("tab", ("C2",)),
    "add_C3": ("tab", ("C3", "C5")),
    "add_C4": ("tab", ("C4",)),
    "add_C5": ("tab", ("C5",)),
    "write_site": ("tab", ("C5",)),
    "add_C6": ("tab", ("C6",)),
    "write_channel": ("tab", ("C6",)),
    "add_C7": ("tab", ("C7",)),
}


PAGES = {
    "home": ("", f"<p>{PROSE}</p>"),
    "admission": ("abiturientu/", "<h1>Абитуриенту</h1><p>Ждём вас в будни с девяти до пяти.</p>"),
    "tab": ("professionalitet/", "<h1>Профессионалитет</h1><p>Спросите о нём в кабинете 206.</p>"),
}


def marks(where: str = "", snippet: str = "") -> dict[str, Mark]:
    """Marks of a bare site with a piece pasted into one of its pages; each has the same menu."""
    menu = '<a href="/news/">Новости</a>'
    if where != "home":
        menu += snippets.ADMISSION_LINK + snippets.TAB_LINK
    pages = [
        page(HOME + path, own(html(f"<nav>{menu}</nav>", body, snippet if name == where else "")))
        for name, (path, body) in PAGES.items()
    ]
    seen = snapshot(*pages)
    return {code: one.check(seen, RULES).mark for code, one in SECTIONS.items()}


def own(markup: str) -> str:
    return markup.replace(f"{snippets.SITE}/", HOME)


def test_a_bare_site_has_none_of_what_the_pieces_give() -> None:
    bare = marks()
    assert [code for code, mark in bare.items() if mark == 1] == ["B1", "C1"]
    assert set(bare.values()) == {0, 1}
    assert (marks("home")["B1"], marks("home")["C1"]) == (0, 0)


def test_each_piece_of_code_has_a_place_where_it_is_tried() -> None:
    assert sorted(EARNS) == sorted(WITH_SNIPPET)


@pytest.mark.parametrize("code", EARNS)
def test_pasting_the_code_earns_the_mark(code: str) -> None:
    where, wanted = EARNS[code]
    earned = marks(where, ALL[code].snippet)
    assert {one: earned[one] for one in wanted} == dict.fromkeys(wanted, 1)


# ---------------------------------------------------------------- in a note


def told(format: Format, *lacking: tuple[str, str]) -> str:
    verdicts = tuple(judged(code, 0, advice=advice) for code, advice in lacking)
    return note(site(verdicts=verdicts), IMPRINT, TEXTS, format, checked=Checked())


def test_code_is_shown_line_by_line_and_escaped_on_a_page() -> None:
    text = told("html", ("B3", "add_B3"))
    assert text.count("<pre><code>") == 1
    assert "&lt;ul&gt;\n&lt;li&gt;15.02.16 Технология машиностроения&lt;/li&gt;\n" in text


def test_code_is_fenced_in_markdown_and_indented_in_text() -> None:
    assert "   ```html\n   <h2>Программы" in told("md", ("B3", "add_B3"))
    assert "\n      <ul>\n      <li>15.02.16" in told("txt", ("B3", "add_B3"))


@pytest.mark.parametrize("format", get_args(Format))
def test_an_advice_for_many_marks_is_told_in_full_once_among_them(format: Format) -> None:
    text = " ".join(told(format, *((f"B{n}", "add_admission") for n in range(1, 10))).split())
    assert len(re.findall("Одних правил приёма мало", text)) == 2  # in the first step and at B1
    assert len(re.findall("Подробнее — у критерия B1", text)) == 8
    assert len(re.findall("Форма обучения", text)) == 1
    assert "Готовый код — в шаге 1" in text
