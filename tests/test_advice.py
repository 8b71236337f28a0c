"""Advice has words for each code that a criterion can give, and stands in notes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

import criteria
from criteria.advice import ADVICE
from criteria.norms import NORMS
from criteria.speed import CURVES
from site_audit.model import PageKind
from site_audit.ratings.score import SCORED
from site_audit.texts import Advice
from site_audit.writing.report import Checked, note
from site_audit.writing.templates import Format
from tests.test_report import IMPRINT, judged, site

ROOM = Path(criteria.__file__).parent
WORDS = ("advice.py", "visual_advice.py", "snippets.py", "texts.py")
CODE = re.compile(r"[a-zA-Z][a-zA-Z0-9]*(?:_[a-zA-Z0-9]+)*")
TEXTS = criteria.texts_for(criteria.EDITIONS["2023"])
ALL = dict(ADVICE)
JUDGED = {"content", "document", "soft_404", "placeholder", "home_again"}  # no doubt about these


# which codes criteria give


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
        "add_": {one.id for one in criteria.CRITERIA if one.group in "BC"} - {"B1", "C1"},
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
        yield from (start + end for end in endings().get(start, ()))
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
    by_hand = {criteria.usual_advice(code) for code in SCORED}
    return given("advice") | by_place | near_misses | of_checks() | by_hand


def of_checks() -> set[str]:
    """A check of a visual criterion that loses most points is the advice."""
    speed = {f"speed_{curve.id}" for curve in CURVES} | {"speed_weight"}
    return {norm.id for norm in NORMS} | speed


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


# how it is written

NAMES = {
    "html", "alt", "pdf", "javascript", "robots", "txt", "https",
    "t", "me", "fp", "professionalitet",
    # words of markup, for whoever mends a page
    "header", "nav", "main", "footer", "h", "title", "lang", "ru", "font", "center", "word",
    "max", "width", "height", "auto", "jpeg", "webp", "defer", "viewport", "user", "scalable",
    "no", "maximum", "scale", "head",
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
    known = ("Методика ИРПО, критери", "Приказ Рособрнадзора от 04.08.2023", "WCAG 2.2 и ГОСТ Р")
    assert advice.rule.startswith(known)


# in a note


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
