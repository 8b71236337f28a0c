import pytest

from site_audit.pages.content import Layout, Own, joined, layout, own, unbulleted
from site_audit.pages.furniture import is_service
from site_audit.pages.links import is_tool
from site_audit.pages.page import parse
from site_audit.pages.stubs import is_stub

URL = "http://college.ru/sveden/document"
LAYOUT = layout([parse("<nav><a href=/a>Студентам</a></nav><p>Телефон 12-34</p>", URL)])
NOTHING = Layout()


def mine(markup: str, site: Layout = NOTHING, anchor: str = "") -> Own:
    return own(parse(markup, URL), site, anchor)


def test_what_the_home_page_shows_is_not_the_pages_own() -> None:
    found = mine(
        "<p>Телефон 12-34</p><div><a href=/a>Студентам</a></div><p>Устав колледжа</p>", LAYOUT
    )
    assert found.lines == ("Устав колледжа",)
    assert found.links == ()


def test_a_sentence_that_only_contains_a_repeated_line_stays() -> None:
    line = "Телефон 12-34, добавочный 5"
    assert mine(f"<p>{line}</p>", LAYOUT).lines == (line,)


@pytest.mark.parametrize(
    "markup",
    [
        "<h1>Документы</h1>",
        "<div>ДОКУМЕНТЫ</div><h2>Документы</h2>",
        "<p><a href=/x>Отчёты</a> | <a href=/y>Приказы</a></p>",
        "<p><a href=/>Главная</a> » <a href=/x>Отчёты</a> » Документы</p><h1>Документы</h1>",
        "<p>- <a href=/x>Отчёты</a></p>",
        "<ul><li><a href=/x>Отчёты о расходах<br>и доходах колледжа</a></li></ul>",
        "<p>1) <a href=/x>Отчёты</a> и <a href=/y>Приказы</a></p>",
        "<p>* * *</p><p>———</p>",
    ],
)
def test_titles_crumbs_and_bare_links_are_no_content(markup: str) -> None:
    assert mine(markup).lines == ()


def test_a_long_run_of_links_is_a_menu_and_prose_with_a_link_is_not() -> None:
    names = [f"Подраздел сведений о колледже номер {number}" for number in range(20)]
    menu = "".join(f"<a href=/x{number}>{name}</a>" for number, name in enumerate(names))
    assert mine(f"<div>{menu}</div>").lines == ()
    assert len(mine(f"<div>{menu} и ещё кое-что важное о них</div>").lines) == 1


def test_what_waits_for_a_script_is_neither_text_nor_empty() -> None:
    found = mine("<h1>Вакантные места</h1><p>Загружаем список…</p>")
    assert (found.lines, found.empty, found.drawn) == ((), True, True)
    assert not mine("<h1>Вакантные места</h1>").drawn
    assert not mine(
        "<p>Загрузка оборудования мастерских идёт с 2024 года по графику закупок</p>"
    ).empty


def test_a_promise_and_its_apologies_are_no_content() -> None:
    sorry = "<p>Раздел в стадии разработки</p><p>Приносим извинения за неудобства</p>"
    assert mine(sorry).empty
    assert mine("<p>Раздел в стадии разработки</p><p>Белем бирү хезмәтләре әзерләнә</p>").empty
    assert not mine(sorry + "<p>Стоимость обучения 45 000 рублей в год</p>").empty


def test_the_controls_of_an_empty_filter_are_no_content() -> None:
    page = "<p>Год</p><p>Вид документа</p><p>Применить</p><p>Ничего не найдено</p>"
    assert mine(page).empty


def test_prose_in_the_letters_of_a_heading_is_content() -> None:
    assert not mine("<h3>" + "Договоры об оказании услуг заключает директор. " * 6 + "</h3>").empty


def test_places_that_scripts_fill_all_over_the_site_are_no_holes() -> None:
    widget = "<div id=chat></div><script src=/chat.js></script>"
    site = layout([parse(f"<p>Дом</p>{widget}", URL)])
    assert not mine(f"<h1>Документы</h1>{widget}", site).drawn


def test_the_name_of_the_link_that_led_here_is_a_title() -> None:
    assert mine("<p>Локальные акты</p>", anchor="Локальные акты").lines == ()
    assert mine("<p>Локальные акты</p>").lines == ("Локальные акты",)


def test_a_sentence_with_a_link_in_it_is_content() -> None:
    text = "Устав утверждён приказом, его можно <a href=/x>прочитать</a> в библиотеке"
    assert len(mine(f"<p>{text}</p>").lines) == 1


def test_names_of_documents_are_content() -> None:
    found = mine("<p><a href=/ustav.pdf>Устав колледжа</a></p>")
    assert found.lines == ("Устав колледжа",)
    assert [link.url for link in found.documents] == ["http://college.ru/ustav.pdf"]


def test_icons_and_repeated_pictures_are_no_content() -> None:
    site = layout([parse("<img src=/logo.png>", URL)])
    found = mine("<img src=/logo.png><img src=/i.png width=16 height=16><img src=/scan.jpg>", site)
    assert [image.url for image in found.images] == ["http://college.ru/scan.jpg"]


def test_drawings_that_the_site_does_not_repeat_are_its_own_and_fill_no_page() -> None:
    repeated = "<svg><title>Герб</title></svg><p style='background:url(/top.png)'></p>"
    site = layout([parse(repeated, URL)])
    own_ones = "<svg><title>Росатом</title></svg><p style='background:url(/own.png)'></p>"
    found = mine(repeated + own_ones, site)
    assert [one.alt or one.url for one in found.drawings] == [
        "Росатом",
        "http://college.ru/own.png",
    ]
    assert found.images == ()
    assert found.empty
    assert joined(found, [found]).drawings == found.drawings * 2
    assert (site | Layout(drawings=frozenset("x"))).drawings == {*site.drawings, "x"}


def test_a_longer_site_takes_nothing_from_a_page_that_does_not_share_its_lines() -> None:
    other = parse("<p>Новости</p>", URL)
    markup = "<p>Устав колледжа и правила внутреннего распорядка</p>"
    assert own(parse(markup, URL), layout([other])).lines == mine(markup).lines


@pytest.mark.parametrize(
    "line",
    [
        "Раздел находится в разработке",
        "Страница в стадии наполнения",
        "Информация обновляется",
        "Контент страницы…",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit",
        "Duis aute irure dolor in reprehenderit in voluptate velit esse",
        "Скоро здесь появится информация",
        "Under construction",
        "Материалов пока нет",
        "Раздел пока пуст",
        "Материал находится на обновлении.",
        "Сведения на согласовании",
        "Данные пока не добавлены",
        "Перенести текст со старого сайта",
    ],
)
def test_a_promise_of_content_is_a_stub(line: str) -> None:
    assert is_stub(line)


@pytest.mark.parametrize(
    "line",
    [
        "Вакантные места отсутствуют",
        "Разработка программ ведётся цикловыми комиссиями",
        "Международное сотрудничество не осуществляется",
        "Устав колледжа",
        "Et cetera",
        "В разработке программы участвовали " + "преподаватели колледжа " * 12,
    ],
)
def test_content_is_no_stub(line: str) -> None:
    assert not is_stub(line)


def test_stubs_are_kept_apart_from_lines() -> None:
    found = mine("<p>Раздел в разработке</p>")
    assert (found.lines, len(found.stubs)) == ((), 1)
    assert found.empty


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Устав колледжа утверждён в 2019 году</p>",
        "<p>Отсутствуют</p>",
        "<p>Договоры: нет</p>",
        "<p>Не предусмотрено.</p>",
        "<a href=/ustav.pdf>Устав</a>",
        "<img src=/scan.jpg>",
        "<iframe src=/map></iframe>",
        "<a href=/x>Один</a><a href=/y>Два</a><a href=/z>Три</a>",
    ],
)
def test_what_a_person_came_for_makes_a_page_not_empty(markup: str) -> None:
    assert not mine(markup).empty


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "<h1>Документы</h1>",
        "<p>Назад</p>",
        "<a href=/x>Один</a><a href=/y>Два</a>",
        "<p>Раздел в разработке</p><img src=/i.png width=1 height=1>",
    ],
)
def test_a_page_with_nothing_to_come_for_is_empty(markup: str) -> None:
    assert mine(markup).empty


def test_a_page_holds_what_its_frames_hold() -> None:
    whole = joined(mine("<h1>Документы</h1>"), [mine("<p>Устав</p>"), mine("<img src=/a.jpg>")])
    assert whole.lines == ("Устав",)
    assert len(whole.images) == 1


def test_bullets_are_no_part_of_a_line() -> None:
    assert unbulleted("— Устав") == "Устав"
    assert unbulleted("12. Устав") == "Устав"
    assert unbulleted("-5 градусов") == "-5 градусов"


@pytest.mark.parametrize(
    "line",
    [
        "Дата последнего обновления страницы 01.07.2023",
        "Обновлено 03.09.2026 10:22",
        "Опубликовано admin в Чт, 10/22/2026 - 16:05",
        "Последнее изменение: Среда, 12 Апрель 2023 10:11",
        "Изменён: 15 марта 2024 г.",
        "Информация обновлена 12.03.2024",
        "Автор: Super User",
        "Просмотров: 1234",
        "Вернуться к списку",
    ],
)
def test_what_an_engine_says_on_any_page_is_no_content(line: str) -> None:
    assert is_service(line)
    assert mine(f"<h1>Документы</h1><p>{line}</p>").empty


@pytest.mark.parametrize(
    "line",
    [
        "Дата создания: 12.05.1998",
        "Создано 3 лаборатории",
        "Обновлена материально-техническая база",
        "Размещено на первом этаже главного корпуса",
        "Информация о вакантных местах",
    ],
)
def test_words_on_the_college_are_content_though_they_begin_alike(line: str) -> None:
    assert not is_service(line)


def test_a_page_of_links_alone_is_a_list_of_them() -> None:
    assert mine("<a href=/x>Папка 2024</a><br><a href=/y>Папка 2025</a>").is_list
    assert not mine("<a href=/x>Папка 2024</a><a href=/y.pdf>Устав колледжа</a>").is_list
    assert not mine("<a href=/x>Папка 2024</a><p>Перечень договоров и соглашений</p>").is_list


@pytest.mark.parametrize(
    "text",
    ["Править", "История изменений", "Версия для печати", "« Назад", "Вернуться к списку", "up"],
)
def test_links_that_serve_a_page_lead_nowhere_else(text: str) -> None:
    assert is_tool(text)
    assert mine(f"<a href=/1>{text}</a>" + "<a href=/2>Печать</a><a href=/3>Edit</a>").empty


def test_years_are_names_of_folders() -> None:
    years = "".join(f"<a href=/{year}>{year}</a><br>" for year in range(2022, 2026))
    assert not mine(years).empty


@pytest.mark.parametrize("text", ["История колледжа", "Просмотр дипломов", "Читать устав", "Архив"])
def test_links_to_other_pages_are_no_tools(text: str) -> None:
    assert not is_tool(text)


def test_a_page_that_calls_its_text_a_sample_has_none_of_its_own() -> None:
    story = "<p>В некотором городе жил да был один чиновник, и звали его Пётр Петрович.</p>"
    told = "<p>Текст создан программой и должен быть заменён редактором.</p>"
    assert mine(told + story * 3).empty
    assert not mine(story * 3).empty
    assert not mine("<p>Договор должен быть заменён до 1 сентября.</p>" + story).empty
