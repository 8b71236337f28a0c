"""More of a site never costs it a mark; what is unread never proves absence."""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from criteria.roles import ROLES
from site_audit import address
from site_audit.audit import audit
from site_audit.cli.desk import GUIDE
from site_audit.crawling.ground import settle
from site_audit.demo.server import serving
from site_audit.facts import Facts
from site_audit.judge import judge
from site_audit.model import College, Mark, Page, Snapshot, Unseen
from site_audit.pages.page import parse
from site_audit.text import lines, squeeze
from tests.samples import STEADY
from tests.workshop import METHODOLOGY, SITES, means_for

FEW = settings(STEADY, max_examples=12)
NAMES = (
    "order-1493",
    "flat-no-root",
    "tabs",
    "accordion",
    "scans",
    "bitrix-mega",
    "straight-to-pdf",
    "soft-404",
    "merged-objects",
    "decoys-831",
)


@cache
def visited(name: str) -> Snapshot:
    """The snapshot of one of the small sites."""
    with serving([SITES / name]) as (site,), tempfile.TemporaryDirectory() as folder:
        college = College(name="Колледж", url=site.url)
        found = asyncio.run(audit(college, means_for(Path(folder)), METHODOLOGY))
    assert found.audit.outcome.kind == "audited"
    return found.audit.snapshot


def grown(site: Snapshot, pages: tuple[Page, ...]) -> Snapshot:
    """The site with these pages, told apart as pages of an archive are."""
    soft = any(probe.name == "soft_404" and probe.value == "yes" for probe in site.probes)
    return replace(site, pages=settle(pages, GUIDE, site.unknown, soft))


def marks(site: Snapshot) -> dict[str, Mark]:
    criteria = (*METHODOLOGY.criteria, *METHODOLOGY.observed)
    return {one.criterion: one.finding.mark for one in judge(criteria, METHODOLOGY.rules, site)}


@cache
def first_marks(name: str) -> dict[str, Mark]:
    site = visited(name)
    found = marks(grown(site, site.pages))
    assert found == marks(replace(site))
    return found


def lost(before: dict[str, Mark], after: dict[str, Mark]) -> list[str]:
    return [code for code, mark in before.items() if mark == 1 and after[code] != 1]


TITLES = (
    "Сведения об образовательной организации", "Основные сведения", "Документы", "Руководство",
    "Доступная среда", "Вакантные места", "Международное сотрудничество", "Новости", "Контакты",
    "Платные образовательные услуги", "Структура и органы управления", "Студентам", "Подробнее",
    "Педагогический состав", "Материально-техническое обеспечение", "ФХД", "Галерея",
)  # fmt: skip
WORDS = (
    "колледж", "устав", "приказ", "студент", "отсутствуют", "договор", "директор", "кабинет",
    "раздел", "в разработке", "инвалид", "пандус", "план", "2024", "нет", "вакантные места",
    "учредитель", "заявление", "конкурс", "международный", "библиотека", "педагог",
)  # fmt: skip
PROSE = some.lists(some.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join)
HREFS = some.sampled_from(
    ["#", "/", "/sveden/", "/sveden/common", "/sveden/document", "/files/ustav.pdf", "/new/page",
     "javascript:void(0)", "#tab1", "/scan.docx", "http://other.example/documents"]
)  # fmt: skip
BLOCKS = (
    PROSE.map(lambda text: f"<p>{text}</p>")
    | some.sampled_from(TITLES).map(lambda title: f"<h2>{title}</h2>")
    | some.tuples(HREFS, some.sampled_from(TITLES) | PROSE).map(
        lambda link: f'<p><a href="{link[0]}">{link[1]}</a></p>'
    )
)
MARKUP = some.lists(BLOCKS, max_size=8).map("".join)


ANCHORS = some.sampled_from(TITLES) | PROSE
PLACES = some.integers(1, 60)
NAMED = pytest.mark.parametrize("name", NAMES)


def with_page(site: Snapshot, place: int, page: Page) -> Snapshot:
    """The site with one more page, read as the ``place``-th."""
    place = 1 + place % len(site.pages)
    return grown(site, (*site.pages[:place], page, *site.pages[place:]))


@NAMED
@FEW
@given(anchor=ANCHORS, markup=MARKUP, place=PLACES)
def test_one_more_page_of_whatever_kind_costs_no_mark(
    name: str, anchor: str, markup: str, place: int
) -> None:
    site = visited(name)
    url = address.join(site.pages[0].url, "/added")
    facts = parse(markup, url)
    page = Page(url=url, asked=url, status=200, via=site.pages[0].url, anchor=anchor, facts=facts)
    assert lost(first_marks(name), marks(with_page(site, place, page))) == []


@NAMED
@FEW
@given(anchor=some.sampled_from(TITLES[1:]) | PROSE, of=PLACES, place=PLACES)
def test_a_page_under_a_second_address_costs_no_mark(
    name: str, anchor: str, of: int, place: int
) -> None:
    site = visited(name)
    page = site.pages[of % len(site.pages)]
    url = address.join(site.pages[0].url, "/twin")
    twin = replace(page, url=url, asked=url, anchor=anchor, via=site.pages[0].url)
    assert lost(first_marks(name), marks(with_page(site, place, twin))) == []


def richer(page: Page, markup: str, above: bool) -> Page:
    """The page with this markup above or below its own."""
    more, facts = parse(markup, page.url), page.facts
    first, last = (more, facts) if above else (facts, more)
    grown_facts = replace(
        facts,
        text=f"{first.text}\n{last.text}",
        links=first.links + last.links,
        images=first.images + last.images,
    )
    return replace(page, facts=grown_facts)


CONTENT = some.lists(
    PROSE.map(lambda text: f"<p>{text}</p>")
    | PROSE.map(lambda text: f"<p><a href=/files/new.pdf>{text}</a></p>")
    | some.just("<p><img src=/new.jpg width=600></p>"),
    min_size=1,
    max_size=50,
).map("".join)


@NAMED
@FEW
@given(markup=CONTENT, of=PLACES, above=some.booleans())
def test_more_paragraphs_documents_and_pictures_cost_no_mark(
    name: str, markup: str, of: int, above: bool
) -> None:
    site = visited(name)
    place = of % len(site.pages)
    page = richer(site.pages[place], markup, above)
    pages = (*site.pages[:place], page, *site.pages[place + 1 :])
    assert lost(first_marks(name), marks(grown(site, pages))) == []


@NAMED
@pytest.mark.parametrize("why", ["budget", "http_403"])
def test_an_unread_address_makes_doubt_out_of_absence_and_nothing_else(name: str, why: str) -> None:
    site, before = visited(name), first_marks(name)
    for role in ROLES:
        url = address.join(site.pages[0].url, "/unread")
        unseen = Unseen(url=url, anchor="", via=None, why=why, roles=(role,))
        after = marks(replace(site, unseen=(*site.unseen, unseen)))
        changed = {
            code: (before[code], after[code]) for code in before if before[code] != after[code]
        }
        assert set(changed.values()) <= {(0, None)}, (role, changed)


def test_an_unread_subsection_is_told_from_an_absent_one() -> None:
    site = visited("decoys-831")
    assert first_marks("decoys-831")["A10"] == 0
    url = address.join(site.pages[0].url, "/unread")
    unseen = Unseen(url=url, anchor="", via=None, why="timeout", roles=("inter",))
    after = marks(replace(site, unseen=(*site.unseen, unseen)))
    assert after["A10"] is None


_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_OPENING = re.compile(r"<(p|div|li|ul|td|tr|a|h[1-6]|span|section|main|nav)\b")
_BODY = re.compile(r"(<body[^>]*>)(.*)(</body>)", re.DOTALL | re.IGNORECASE)
_RAW = re.compile(
    r"(<(?:script|style|pre|textarea)\b.*?</(?:script|style|pre|textarea)>)", re.DOTALL
)
_LETTER = re.compile(r"[А-Яа-яЁё]")


def in_text(markup: str, change: Callable[[str], str]) -> str:
    """Changes what stands between tags, outside of scripts and styles."""
    parts = _RAW.split(markup)
    for number in range(0, len(parts), 2):
        parts[number] = re.sub(
            r"(?<=>)[^<>]+(?=<)", lambda match: change(match.group()), parts[number]
        )
    return "".join(parts)


def spelled(text: str) -> str:
    return _LETTER.sub(lambda match: f"&#{ord(match.group())};", text)


MUTATIONS: dict[str, Callable[[str], str]] = {
    "wrapped": lambda page: _BODY.sub(r"\1<div><div class='w'>\2</div></div>\3", page),
    "attributes": lambda page: _OPENING.sub(r'<\1 data-x="1" lang=ru', page),
    "capitals": lambda page: _TAG.sub(lambda match: f"<{match[1]}{match[2].upper()}", page),
    "spaces": lambda page: in_text(page, lambda text: text.replace(" ", " \n\t ")),
    "entities": lambda page: in_text(page, spelled),
    "comments": lambda page: _OPENING.sub(r"<!-- Документы --><\1", page),
}
MUTATED = pytest.mark.parametrize("mutation", MUTATIONS)


def seen(facts: Facts) -> tuple[object, ...]:
    """What a criterion may see of a page, its white space apart."""
    return (
        lines(facts.text),
        lines(facts.chrome),
        [(link.url, link.text, link.region, link.kind) for link in facts.links],
        facts.headings,
        facts.images,
        facts.itemprops,
        [(part.name, lines(part.text)) for part in facts.fragments],
        (squeeze(facts.title), facts.shell, facts.password),
    )


@MUTATED
def test_markup_that_means_the_same_reads_the_same(mutation: str) -> None:
    pages = sorted(page for name in NAMES for page in (SITES / name).rglob("*.html"))
    assert len(pages) > 50
    for page in pages:
        markup = page.read_text(encoding="utf-8")
        changed = MUTATIONS[mutation](markup)
        url = "http://college.ru/sveden/"
        assert seen(parse(changed, url)) == seen(parse(markup, url)), page


@MUTATED
@pytest.mark.parametrize("name", ["order-1493", "tabs", "merged-objects"])
def test_markup_that_means_the_same_is_marked_the_same(
    name: str, mutation: str, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(SITES / name, tmp_path / "site"))
    for page in folder.rglob("*.html"):
        page.write_text(MUTATIONS[mutation](page.read_text("utf-8")), "utf-8")
    with serving([folder]) as (site,):
        college = College(name="Колледж", url=site.url)
        found = asyncio.run(audit(college, means_for(tmp_path / "kept"), METHODOLOGY))
    assert {one.criterion: one.finding.mark for one in found.verdicts} == first_marks(name)
