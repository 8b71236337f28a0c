"""How colleges say of what form a study is and who pays for it, besides what the law calls it."""

from __future__ import annotations

import pytest

from tests.sections import mark_of, markup_of, sections_of


@pytest.mark.parametrize(
    "said",
    [
        "Госбюджет",
        "Обучение финансируется областью",
        "Хозрасчётная группа",
        "Государство оплачивает вашу учёбу",
        "Обучение за счёт государства",
        "За счёт субсидии из федерального бюджета",
        "На компенсационной основе (договор)",
        "из них по договорам об оказании платных образовательных услуг",
        "Специальность | Б | ВБ",
        "Ваше обучение оплачивает область",
        "50 мест бесплатно (краевой бюджет), 10 – по договору",
        "25 мест бесплатно",
        "20 мест по договору",
    ],
)
def test_who_pays_is_told(said: str) -> None:
    assert mark_of("B6", sections_of(markup_of(said))) == 1


@pytest.mark.parametrize(
    "said",
    [
        "Учредитель оплачивает капитальный ремонт спортзала",
        "Субсидия на оснащение мастерских",
        "Областное государственное бюджетное профессиональное образовательное учреждение",
        "Завод оплачивает проезд к месту практики",
        "Компенсация за питание",
    ],
)
def test_money_of_other_kinds_pays_for_no_place(said: str) -> None:
    assert mark_of("B6", sections_of(markup_of(said))) == 0


@pytest.mark.parametrize("said", ["2 г. 10 мес. (очно)", "3 года 10 месяцев, заочно"])
def test_a_form_behind_the_years_of_study_is_told(said: str) -> None:
    assert mark_of("B5", sections_of(markup_of(said))) == 1
