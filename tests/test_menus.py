import pytest

from site_audit.pages.page import parse


def under(markup: str) -> dict[str, str]:
    return {link.text: link.under for link in parse(markup, "http://college.ru/").links}


SUB = "<ul class=list><li><a href=/terms>Сроки</a></li></ul>"


@pytest.mark.parametrize(
    "markup",
    [
        f"<ul><li><a href=/abitur>Абитуриенту</a>{SUB}</li></ul>",
        f"<ul><li><a href=#>Абитуриенту</a>{SUB}</li></ul>",
        f"<ul><li>Абитуриенту {SUB}</li></ul>",
        f"<ul><li><a>» Абитуриенту ▼</a>{SUB}</li></ul>",
        f"<ul><li><i class=icon></i><span>Абитуриенту</span>{SUB}</li></ul>",
        f"<ul><li><a>Абитуриенту</a><button>Открыть подменю</button>{SUB}</li></ul>",
        f"<ul><li><a>Абитуриенту</a><a href=#>▼</a><div><div>{SUB}</div></div></li></ul>",
        f"<ul><li><div><a>Абитуриенту</a><i>+</i></div>{SUB}</li></ul>",
        f"<ol><li>Студенту<li><p>Абитуриенту</p>{SUB}</li></ol>",
        "<div class=dropdown><a href=#>Абитуриенту</a>"
        "<div class='dropdown-menu show'><a href=/terms>Сроки</a></div></div>",
        "<div><a>Главная</a><div class=dropdown><button>Абитуриенту</button>"
        "<div class=dropdown-content><a href=/terms>Сроки</a></div></div></div>",
        "<div class=menu-item><span>Абитуриенту</span>"
        "<div class=sub-menu><a href=/terms>Сроки</a></div></div>",
        "<details><summary>Абитуриенту</summary><p><a href=/terms>Сроки</a></details>",
        f"<footer><div><h4>Абитуриенту</h4>{SUB}</div></footer>",
        f"<footer><div class=col-title>Абитуриенту</div>{SUB}</footer>",
        f"<dl><dt>Абитуриенту<dd>{SUB}</dl>",
        f"<td><p>Текст</p><b>Абитуриенту</b>{SUB}</td>",
    ],
)
def test_a_link_of_an_inner_menu_stands_under_its_item(markup: str) -> None:
    assert under(markup)["Сроки"] == "Абитуриенту"


@pytest.mark.parametrize(
    "markup",
    [
        SUB,
        f"<header><a href=/>Колледж</a>{SUB}</header>",
        f"<nav><a href=/>Колледж</a><button>Меню</button><div>{SUB}</div></nav>",
        f"<header><div class=logo>Колледж связи</div><div class=main-menu>{SUB}</div></header>",
        f"<h1>Колледж связи</h1>{SUB}",
        f"<p>Для поступления нужны:</p>{SUB}",
        f"<h2>Новости</h2><p>Текст</p>{SUB}",
        f"<ul><li><a href=/x>Студенту</a></li><li>{SUB}</li></ul>",
        "<ul><li><a href=/x>Студенту</a></li><li><a href=/terms>Сроки</a></li></ul>",
        "<div><a href=/x>Студенту</a><div class=dropdown><a href=/terms>Сроки</a></div></div>",
    ],
)
def test_a_link_of_the_first_row_stands_under_nothing(markup: str) -> None:
    assert under(markup)["Сроки"] == ""


def test_the_innermost_menu_counts() -> None:
    found = under(
        "<ul><li><a href=#>Абитуриенту</a><ul><li><a href=/a>Сроки</a><li><a href=/b>Платно</a>"
        "<ul><li><a href=/c>Цены</a></ul></ul><li><a href=/d>Новости</a></ul>"
    )
    assert found == {
        "Абитуриенту": "", "Сроки": "Абитуриенту", "Платно": "Абитуриенту", "Цены": "Платно",
        "Новости": "",
    }  # fmt: skip


def test_columns_of_a_wide_menu_have_headings_of_their_own() -> None:
    found = under(
        "<ul><li><a>Разделы</a><div><div><h4>Приём</h4><ul><li><a href=/a>Сроки</a></ul></div>"
        "<div><ul><li><a href=/b>Цены</a></ul></div></div></li></ul>"
    )
    assert found == {"Разделы": "", "Сроки": "Приём", "Цены": "Разделы"}


def test_the_same_link_stands_under_each_of_its_items() -> None:
    first, last = parse(
        "<ul><li>Абитуриенту<ul><li><a href=/x>Документы</a></ul>"
        "<li>Студенту<ul><li><a href=/x>Документы</a></ul></ul>",
        "http://college.ru/",
    ).links
    assert (first.under, last.under) == ("Абитуриенту", "Студенту")
    assert first[:5] == last[:5]


def test_a_long_item_is_cut_and_prose_is_none() -> None:
    assert under(f"<ul><li><a>{'Ж' * 150}</a>{SUB}</li></ul>")["Сроки"] == "Ж" * 120
    assert under(f"<ul><li><p>{'Текст ' * 50}</p>{SUB}</li></ul>")["Сроки"] == ""
