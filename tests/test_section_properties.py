"""More of the admission section or of the tab costs it no mark; what is unread of them is doubt."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as some

from criteria.role_words import (
    ADMISSION,
    ADMISSION_PART,
    ADMISSION_RULES,
    FILE,
    PRICES,
    PROGRAMMES,
    TAB,
    TAB_PART,
)
from criteria.section import admission, tab
from site_audit import address
from site_audit.model import Mark, Page, Snapshot, Unseen
from site_audit.pages.page import parse
from tests.samples import STEADY
from tests.test_markup import marks, visited
from tests.test_properties import grown, lost, with_page

FEW = settings(STEADY, max_examples=8, phases=[Phase.generate])
RICH = ("radioelektronika-26-iz-26", "priborsk-it-college", "tilda-anchors-himkolledzh")
POOR = ("elementor-svetlobor-servis", "wp-pedagogicheskij", "new-site-old-subdomain")
NAMED = pytest.mark.parametrize("name", [*RICH, *POOR])

TITLES = (
    "Приёмная кампания", "Специальности и профессии", "Стоимость обучения", "Правила приёма",
    "Профессионалитет", "Чемпионат «Профессионалы»", "Наши партнёры", "Новости", "Контакты",
    "Общежитие", "Документы", "Остальные специальности", "Подготовительные курсы", "О проекте",
)  # fmt: skip
WORDS = (
    "очная форма", "форма одежды", "бюджетное учреждение", "бюджетные места", "платные курсы",
    "6 000 руб.", "стоимость проживания", "15.02.16 Технология машиностроения", "12.02.25",
    "«Профессионалитет»", "профессионалы", "раздел в разработке", "завод", "не участвует", "нет",
    "кластер", "экскурсия", "япроф.рф", "@FP_professionalitet", "повышение квалификации",
    "семинар очно", "смета", "мастерские по компетенции", "призёр чемпионата", "уточняйте",
)  # fmt: skip
HREFS = (
    "#", "/", "/new/page", "/docs/prikaz.pdf", "https://t.me/college_new", "https://vk.com/college",
    "https://япроф.рф", "javascript:void(0)", "/professionalitet/", "/abitur/", "/news/17",
)  # fmt: skip
PICTURES = ("", "Логотип", "Экскурсия на завод", "Профессионалы", "Партнёр", "Логотип колледжа")
PROSE = some.lists(some.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
BLOCKS = (
    PROSE.map(lambda text: f"<p>{text}</p>")
    | some.tuples(some.sampled_from(HREFS), some.sampled_from(TITLES) | PROSE).map(
        lambda link: f'<p><a href="{link[0]}">{link[1]}</a></p>'
    )
    | some.tuples(some.sampled_from(PICTURES), some.integers(1, 9)).map(
        lambda picture: f'<p><img alt="{picture[0]}" src="/new/{picture[1]}.png" width=600></p>'
    )
    | PROSE.map(lambda text: f"<table><tr><td>{text}<td>25</table>")
)
MARKUP = some.lists(BLOCKS, min_size=1, max_size=20).map("".join)
HEADED = some.tuples(some.sampled_from(TITLES), MARKUP).map(lambda it: f"<h2>{it[0]}</h2>{it[1]}")


def settled(name: str) -> Snapshot:
    site = visited(name)[0]
    return grown(site, site.pages)


def section_pages(site: Snapshot) -> list[Page]:
    """The pages that the two sections consist of."""
    parts = (*admission(site).parts, *tab(site).parts)
    return list(dict.fromkeys(part.page for part in parts if part.page is not None))


@NAMED
@FEW
@given(
    markup=HEADED,
    anchor=some.sampled_from(TITLES) | PROSE,
    role=some.sampled_from((ADMISSION_PART, TAB_PART, PROGRAMMES, PRICES, ADMISSION_RULES)),
    place=some.integers(1, 60),
)
def test_one_more_page_of_a_section_costs_no_mark(
    name: str, markup: str, anchor: str, role: str, place: int
) -> None:
    site = settled(name)
    parents = [page.url for page in section_pages(site)] or [site.pages[0].url]
    via = parents[place % len(parents)]
    url = address.join(via, f"{via.rstrip('/')}/added")
    page = Page(
        url=url, asked=url, status=200, via=via, anchor=anchor, roles=(role,),
        facts=parse(markup, url),
    )  # fmt: skip
    assert lost(marks(site), marks(with_page(site, place, page))) == []


def inserted(markup: str, more: str, place: int) -> str:
    """A page with more of it behind one of its paragraphs or headings."""
    ends = [match.end() for match in re.finditer(r"</(?:p|h1|h2)>", markup)]
    at = ends[place % len(ends)]
    return f"{markup[:at]}{more}{markup[at:]}"


@NAMED
@FEW
@given(markup=MARKUP, of=some.integers(0, 60), place=some.integers(0, 60))
def test_more_rows_links_and_pictures_in_a_section_cost_no_mark(
    name: str, markup: str, of: int, place: int
) -> None:
    site, texts = settled(name), visited(name)[1]
    mine = [page for page in section_pages(site) if page.url in texts]
    old = mine[of % len(mine)]
    facts = parse(inserted(texts[old.url], markup, place), old.url)
    pages = tuple(replace(page, facts=facts) if page is old else page for page in site.pages)
    assert lost(marks(site), marks(grown(site, pages))) == []


def with_unread(site: Snapshot, role: str, why: str) -> Snapshot:
    """The site with one more address of that role, known from its section and not read."""
    section = tab(site) if role in (TAB, TAB_PART) else admission(site)
    via = section.core[0].url if section.core else site.pages[0].url
    url = address.join(site.pages[0].url, "/unread-page")
    unseen = Unseen(url=url, anchor="", via=via, why=why, roles=(role,))
    return replace(site, unseen=(*site.unseen, unseen))


@NAMED
@pytest.mark.parametrize("why", ["budget", "timeout", "robots"])
@pytest.mark.parametrize(
    "role", [ADMISSION, ADMISSION_PART, TAB, TAB_PART, PROGRAMMES, PRICES, ADMISSION_RULES, FILE]
)
def test_an_unread_page_of_a_section_makes_doubt_of_absence_and_nothing_else(
    name: str, role: str, why: str
) -> None:
    site = settled(name)
    before, after = marks(site), marks(with_unread(site, role, why))
    moved = {(before[code], after[code]) for code in before if before[code] != after[code]}
    assert moved <= {(0, None)}


def zeros(found: dict[str, Mark], codes: str) -> set[str]:
    return {code for code in codes.split() if found[code] == 0}


@pytest.mark.parametrize("name", POOR)
@pytest.mark.parametrize(
    ("role", "codes"),
    [
        (ADMISSION_PART, "B2 B3 B4 B5 B6 B7 B8"),
        (TAB_PART, "C2 C3 C4 C5 C6 C7"),
        (TAB, "C1 C2 C3 C4 C5 C6 C7"),
        (PROGRAMMES, "B2 B3"),
        (PRICES, "B7"),
    ],
)
def test_no_zero_stays_that_an_unread_page_could_have_lifted(
    name: str, role: str, codes: str
) -> None:
    site = settled(name)
    if role == TAB and marks(site)["C1"] == 1:
        codes = "C2 C3 C4 C5 C6 C7"
    assert zeros(marks(with_unread(site, role, "timeout")), codes) == set()


def test_the_poor_sites_have_zeros_to_lift() -> None:
    found = [zeros(marks(settled(name)), " ".join(marks(settled(name)))) for name in POOR]
    assert all(len(codes) >= 4 for codes in found), found
    assert len(set.union(*found) & {"B2", "B3", "B7", "C2", "C4", "C7"}) >= 4, found
