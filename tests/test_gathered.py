"""Programmes as facts of a college: each once, under the name that people know it by."""

from __future__ import annotations

import pytest

from criteria.gathered import offered
from criteria.programmes import programmes
from site_audit.model import Offer, Snapshot
from tests.sections import ADMISSION, HOME, TAB, markup_of, site_of

WELDER = "15.01.05 Сварщик"
MACHINES = "15.02.16 Технология машиностроения"
SYSTEMS = "09.02.07 Информационные системы и программирование"


def site(admission: str, tab: str = "") -> Snapshot:
    holds = {ADMISSION: f"<h1>Абитуриенту</h1>{markup_of(admission)}"}
    if tab:
        holds[TAB] = f"<h1>Профессионалитет</h1>{markup_of(tab)}"
    return site_of(holds)


def shown(admission: str, tab: str = "") -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in offered(site(admission, tab))]


def test_programmes_come_by_code_as_the_classifier_spells_them() -> None:
    assert shown(f"{MACHINES} / 09.02.07 информационные системы и прогр., 25 мест") == [
        ("09.02.07", "Информационные системы и программирование"),
        ("15.02.16", "Технология машиностроения"),
    ]


def test_a_programme_of_both_sections_is_one_and_stands_where_it_was_met_first() -> None:
    (one,) = offered(site(MACHINES, MACHINES))
    assert (one.code, one.url) == ("15.02.16", ADMISSION)


def test_a_name_and_a_code_of_that_name_are_one_programme() -> None:
    by_name = "«Технология машиностроения»: обучаем на заводе"
    assert shown(by_name, MACHINES) == [("15.02.16", "Технология машиностроения")]
    (one,) = offered(site(by_name, MACHINES))
    assert one.url == ADMISSION


def test_a_name_alone_has_no_code_and_comes_last() -> None:
    assert shown(f"Сетевое и системное администрирование / {MACHINES}") == [
        ("15.02.16", "Технология машиностроения"),
        ("", "Сетевое и системное администрирование"),
    ]


def test_a_name_of_one_word_is_no_programme_unless_a_code_bears_it() -> None:
    words = "Юриспруденция / Квалификация — слесарь"
    assert shown(words) == []
    assert shown(f"40.02.04 Юриспруденция / {words}") == [("40.02.04", "Юриспруденция")]


def test_a_programme_is_of_the_project_when_one_of_its_places_says_so() -> None:
    tab = f"Программы Профессионалитета: / {MACHINES}"
    found = {one.code: one.of_project for one in offered(site(f"{SYSTEMS} / {MACHINES}", tab))}
    assert found == {"09.02.07": False, "15.02.16": True}


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("15.01.98 | Мастер столярно-плотничных, паркетных и стекольных работ | 25",
         "Мастер столярно-плотничных, паркетных и стекольных работ"),
        ("15.01.98 «Оператор беспилотных сельскохозяйственных машин», срок обучения 2 года",
         "Оператор беспилотных сельскохозяйственных машин"),
        ("15.01.98 Настройщик автоматизированных поточных линий – 2 года 10 месяцев",
         "Настройщик автоматизированных поточных линий"),
        ("15.01.98 Сборщик изделий, очная форма", "Сборщик изделий"),
        ("15.01.98 НАЛАДЧИК РОБОТОВ (на базе 9 классов)", "НАЛАДЧИК РОБОТОВ"),
        ("15.01.98 Приёмщик сырья", "Приёмщик сырья"),
    ],
)  # fmt: skip
def test_a_code_that_the_classifier_lacks_keeps_the_words_of_the_site(row: str, name: str) -> None:
    assert shown(f"{MACHINES} / {row} / {SYSTEMS}")[1] == ("15.01.98", name)


def test_the_name_of_a_code_that_stands_alone_is_that_of_the_next_row() -> None:
    rows = f"{MACHINES} / 15.01.98 / Оператор дронов"
    assert ("15.01.98", "Оператор дронов") in shown(rows)


def test_other_pages_of_a_site_tell_no_programmes() -> None:
    news = {f"{HOME}news2": f"<h1>Новости</h1><p>{MACHINES}</p><p>{SYSTEMS}</p>"}
    assert offered(site_of(news)) == ()


def test_the_same_site_gives_the_same_programmes() -> None:
    rows = (SYSTEMS, f"{MACHINES} / {WELDER}")
    first, second = offered(site(*rows)), offered(site(*rows))
    assert first == second
    assert all(isinstance(one, Offer) for one in first)
    assert len(first) == 3


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Токарь на станках с ЧПУ", "Токарь на станках с числовым программным управлением"),
        ("ТО и ремонт автотранспортных средств", "Техническое обслуживание и ремонт"),
        ("Слесарь КИП и А", "Слесарь по контрольно-измерительным приборам и автоматике"),
        ("Эксплуатация и ремонт с/х техники и оборудования", "Эксплуатация и ремонт сельскохоз"),
        ("Эксплуатация БАС", "Эксплуатация беспилотных авиационных систем"),
    ],
)
def test_what_colleges_shorten_in_names_is_known(row: str, name: str) -> None:
    (found,) = programmes([row])
    assert found.name.startswith(name)
