"""Which programmes are those of «Профессионалитет»: cards, legends, colours, those of others."""

from __future__ import annotations

import pytest

from tests.sections import mark_of, sections_of

LIST = (
    "<p>15.02.16 Технология машиностроения</p><p>38.02.01 Экономика и бухгалтерский учёт</p>"
    "<p>09.02.07 Информационные системы и программирование</p>"
)


def told(body: str) -> int | None:
    return mark_of("B3", sections_of(f"<p>Приём 2026 года</p>{body}"))


@pytest.mark.parametrize(
    "body",
    [
        "<div><span>ОПОП-П</span><span>15.02.16</span> Технология машиностроения</div>"
        "<div><span>38.02.01</span> Экономика и бухгалтерский учёт</div>",
        "<h3>Набор по ОПОП-П</h3><p>15.02.16 Технология машиностроения</p>",
        "<table><tr><th>Код</th><th>Название</th><th>ОПОП-П</th></tr>"
        "<tr><td>15.02.16</td><td>Технология машиностроения</td><td>да</td></tr>"
        "<tr><td>38.02.01</td><td>Экономика и бухгалтерский учёт</td><td>–</td></tr></table>",
        "<p>Набираем по ОПОП-П (сроки сокращены):</p><p>15.02.16 Технология машиностроения</p>"
        "<p>Остальной набор:</p><p>38.02.01 Экономика и бухгалтерский учёт</p>",
        "<p>15.02.16 Технология машиностроения (ПОП-П)</p><p>38.02.01 Экономика</p>",
    ],
    ids=["badge", "heading", "column", "intake", "brackets"],
)
def test_the_short_name_of_its_programmes_tells_the_project(body: str) -> None:
    assert told(body) == 1


@pytest.mark.parametrize(
    "legend",
    [
        "Что значат буквы. Уголок «пр-т» — программа федерального проекта «Профессионалитет».",
        "Знак «пр-т» – обучение в рамках проекта «Профессионалитет», срок меньше обычного.",
        "пр-т — Профессионалитет",
    ],
)
def test_a_sign_is_explained_wherever_its_legend_says_so(legend: str) -> None:
    row = "15.02.16 Технология машиностроения (пр-т)"
    assert told(f"<p>{row}</p><p>38.02.01 Экономика</p><p>{legend}</p>") == 1
    assert told(f"<p>38.02.01 Экономика</p><p>{legend}</p>") == 0


def test_a_sign_may_stand_in_the_row_where_a_long_name_goes_on() -> None:
    rows = "<p>34.02.01</p><p>Сестринское дело* 9 кл.</p><p>33.02.01</p><p>Фармация 9 кл.</p>"
    assert told(f"{rows}<p>* – по проекту «Профессионалитет»</p>") == 1


@pytest.mark.parametrize(
    "legend",
    [
        "Зелёным цветом в таблице отмечен приём по программам Профессионалитета.",
        "Примечание. Строки, залитые зелёным, – программы, которые мы ведём в формате "
        "«Профессионалитет».",
        "Жирным шрифтом выделены специальности ФП «Профессионалитет»",
        "Профессии на сиреневых карточках — программы «Профессионалитета».",
    ],
)
def test_a_colour_that_is_explained_in_words_tells_the_project(legend: str) -> None:
    assert told(f"{LIST}<p>{legend}</p>") == 1
    assert told(f"<p>{legend}</p>") != 1  # of no programmes it tells nothing


@pytest.mark.parametrize(
    "words",
    [
        "Логотип проекта «Профессионалитет» — красный цветок на белом.",
        "Красным цветом выделены специальности, не входящие в «Профессионалитет».",
        "Мы участвуем в проекте «Профессионалитет». Зелёным отмечены платные программы.",
    ],
)
def test_colours_of_other_things_tell_nothing(words: str) -> None:
    assert told(f"{LIST}<p>{words}</p>") == 0


@pytest.mark.parametrize(
    "heading",
    [
        "Программы «Профессионалитета» у базовой организации кластера, Цнинского техникума:",
        "Профессионалитет в соседнем колледже: какие программы там есть:",
        "Соседи по кластеру «Профессионалитета»: их программы:",
    ],
)
def test_programmes_of_another_college_are_not_ours(heading: str) -> None:
    assert told(f"<p>{heading}</p><p>36.02.01 Ветеринария</p><p>35.02.16 Агрономия</p>") == 0
