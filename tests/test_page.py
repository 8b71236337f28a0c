import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from site_audit.facts import Facts, Link
from site_audit.pages.links import is_generic
from site_audit.pages.page import parse
from site_audit.text import lines
from tests.samples import STEADY

URL = "http://college.ru/about/"


def page(markup: str) -> Facts:
    return parse(markup, URL)


def links(markup: str) -> list[tuple[str, str]]:
    return [(link.text, link.url) for link in page(markup).links]


def only(markup: str) -> Link:
    (link,) = page(markup).links
    return link


def test_blocks_are_lines_and_inline_marks_are_not() -> None:
    facts = page("<h1>Документы</h1><p>Уста<b>в</b> кол<i>леджа</i><br>2024<div>Правила</div>")
    assert lines(facts.text) == ("Документы", "Устав колледжа", "2024", "Правила")


def test_table_cells_and_rows_keep_their_borders() -> None:
    facts = page("<table><tr><td>Кабинет<td>12<tr><th>Зал</th></tr></table>")
    assert facts.text.strip() == "Кабинет\t12\f\tЗал"
    assert lines(facts.text) == ("Кабинет 12", "Зал")


def test_line_breaks_of_the_source_are_only_spaces() -> None:
    assert lines(page("<p>Основные\nсведения\r\n об\tорганизации").text) == (
        "Основные сведения об организации",
    )


def test_scripts_styles_comments_and_what_browsers_hide_are_no_text() -> None:
    facts = page(
        "<body><style>p{}</style><script>alert('Документы')</script><!-- Документы -->"
        "<template>Документы</template><noscript>Документы</noscript>"
        "<textarea>Документы</textarea><select><option>Документы</select><p>Устав"
    )
    assert lines(facts.text) == ("Устав",)


def test_menus_headers_and_footers_are_chrome() -> None:
    facts = page("<nav>Меню</nav><header>Шапка</header><p>Своё</p><footer>Подвал</footer>")
    assert lines(facts.text) == ("Своё",)
    assert lines(facts.chrome) == ("Меню", "Шапка", "Подвал")


def test_a_header_that_holds_the_main_part_is_no_chrome() -> None:
    facts = page("<div class=header>Шапка<main><p>Главное</p></main></div>")
    assert "Главное" in facts.text


def test_entities_are_letters() -> None:
    assert lines(page("<p>&#1059;&#x441;&#1090;&#1072;&#1074; &laquo;&amp;&raquo;").text) == (
        "Устав «&»",
    )


def test_title_language_and_generator_are_read() -> None:
    facts = page(
        "<html lang=ru><head><title> Колледж\n связи </title>"
        "<meta name=generator content='Joomla! 1.5'></head><body>x"
    )
    assert (facts.title, facts.lang, facts.generator) == ("Колледж связи", "ru", "Joomla! 1.5")


def test_headings_come_with_their_levels_and_empty_ones_are_left_out() -> None:
    facts = page("<h1>Сведения</h1><h2> </h2><h3>Устав <a href=x>тут</a></h3>")
    assert [(head.level, head.text) for head in facts.headings] == [
        (1, "Сведения"),
        (3, "Устав тут"),
    ]


def test_links_are_joined_with_the_base_of_the_page() -> None:
    assert links("<a href=common>Основные</a>") == [("Основные", URL + "common")]
    assert links("<base href='/sveden/'><a href=common>Основные</a>") == [
        ("Основные", "http://college.ru/sveden/common")
    ]
    assert links("<base href='javascript:1'><a href=common>x</a>") == [("x", URL + "common")]


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='#'>Документы</a>",
        "<a>Документы</a>",
        "<a href=''>Документы</a>",
        "<a href='javascript:void(0)'>Документы</a>",
        "<a href='javascript:;'>Документы</a>",
        "<a href='mailto:a@b.ru'>Документы</a>",
        "<a href='#' onclick='return false'>Документы</a>",
    ],
)
def test_a_link_to_nowhere_is_kept_without_an_address(markup: str) -> None:
    link = only(markup)
    assert (link.text, link.url, link.kind) == ("Документы", "", "a")


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='javascript:open(\"/docs\")'>Документы</a>",
        "<a href='#' onclick=\"location.href='/docs'\">Документы</a>",
        "<a onclick=\"window.location = '/docs'; return false\">Документы</a>",
        "<div onclick=\"document.location.href='/docs'\">Документы</div>",
        "<span onclick=\"window.open('/docs')\">Документы</span>",
        "<area href=/docs alt=Документы>",
    ],
)
def test_a_script_that_names_an_address_is_as_good_as_a_link(markup: str) -> None:
    link = only(markup)
    assert (link.text, link.url, link.kind) == ("Документы", "http://college.ru/docs", "a")


@pytest.mark.parametrize(
    "markup",
    ["<a onclick='go(5)'>Документы</a>", "<li onclick='router.push(5)'>Документы</li>"],
)
def test_a_click_that_only_a_browser_understands_is_a_script(markup: str) -> None:
    link = only(markup)
    assert (link.text, link.url, link.kind) == ("Документы", "", "script")


@pytest.mark.parametrize(
    "markup",
    [
        "<a href=x><img src=i.png alt=Документы></a>",
        "<a href=x aria-label=Документы><i class=icon></i></a>",
        "<a href=x title=Документы></a>",
        "<a href=x><h3>Документы</h3><p>Устав, правила, акты</p></a>",
        "<a href=x><p>Документы</p><p>Устав, правила, акты</p></a>",
        "<div><h3>Документы</h3><p>Устав</p><a href=x>Подробнее</a></div>",
        "<div><h3>Документы</h3><div><a href=x>Читать далее…</a></div></div>",
        "<a href=x>Доку<br>менты</a>".replace("<br>", ""),
    ],
)
def test_a_link_is_called_as_a_person_would_call_it(markup: str) -> None:
    assert only(markup).text == "Документы"


def test_links_that_say_nothing_are_known() -> None:
    assert is_generic("Подробнее »")
    assert is_generic("  ")
    assert not is_generic("Документы")
    assert not is_generic("Подробнее о колледже связи и транспорта имени")


def test_links_tell_where_on_the_page_they_stand() -> None:
    facts = page(
        "<ul class=top-menu><li><a href=1>1</a></ul><aside><a href=2>2</a></aside>"
        "<header><a href=3>3</a></header><footer><a href=4>4</a></footer><p><a href=5>5</a>"
    )
    assert [link.region for link in facts.links] == ["nav", "aside", "header", "footer", "content"]


def test_the_same_markup_leads_elsewhere_from_another_page() -> None:
    menu = "<a href=rules.html>Правила</a> <a href=/rules>Устав</a> <a href=#top>Наверх</a>"
    here, there = parse(menu, "http://one.ru/about/"), parse(menu, "http://two.ru/")
    assert [link.url for link in here.links] == [
        "http://one.ru/about/rules.html",
        "http://one.ru/rules",
        "",
    ]
    assert [link.url for link in there.links] == [
        "http://two.ru/rules.html",
        "http://two.ru/rules",
        "",
    ]


def test_a_link_of_no_name_is_called_after_each_card_it_stands_in() -> None:
    card = "<div><p>%s</p><a href=/n/1>Подробнее</a></div>"
    assert links(card % "День открытых дверей")[0][0] == "День открытых дверей"
    assert links(card % "Расписание звонков")[0][0] == "Расписание звонков"


def test_hidden_elements_inside_each_other_are_taken_out_once() -> None:
    facts = page(
        "<div hidden style='display:none'><p style='display:none'>нет</p><b hidden>нет</b></div>"
        "<template><style>p{}</style><script>1</script></template><p>есть"
    )
    assert facts.text.split() == ["есть"]


@pytest.mark.parametrize(
    ("table", "left"),
    [
        ("<thead><tr><th>Код<th>Имя</thead><tbody></tbody>", []),
        ("<tr><th>Код<th>Имя<tr><td>—<td>—", ["—", "—"]),
        ("<tr><th>Код<th>Имя<tr><td colspan=2>Нет данных", ["Нет", "данных"]),
        ("<tr><th>Код<th>Имя<tr><td>1<td>Ольгин", ["Код", "Имя", "1", "Ольгин"]),
        ("<tr><th>Код<th>Имя<tr><td><a href=/x><img src=x.png></a>", ["Код", "Имя"]),
        (
            "<thead><tr><th>Код<th>Мест</thead><tr><th>09.02.07<td>0",
            ["Код", "Мест", "09.02.07", "0"],
        ),
        ("<tr><th>Адрес<td>ул. Речная", ["Адрес", "ул.", "Речная"]),
        ("<tr><th>Адрес<tr><th>ул. Речная", ["Адрес", "ул.", "Речная"]),
    ],
)
def test_titles_of_columns_over_nothing_are_no_text(table: str, left: list[str]) -> None:
    assert page(f"<table>{table}</table>").text.split() == left


@pytest.mark.parametrize(
    "markup",
    [
        "<div id=seats></div><script src=/seats.js></script>",
        "<script>document.getElementById('seats').innerHTML = 1</script><div id=seats> </div>",
        "<script>$('#seats').load('/seats')</script><p id=seats>Идёт загрузка…</p>",
        "<div id=seats aria-busy=true><i class=bone></i></div>",
    ],
)
def test_empty_elements_that_scripts_fill_are_noted(markup: str) -> None:
    assert page(markup).holes == ("seats",)


def test_a_place_that_asks_for_scripts_is_noted_and_a_full_one_is_not() -> None:
    assert page("<p>Текст</p><noscript>Включите JavaScript</noscript>").holes
    assert page("<div id=a>Текст</div><script>getElementById('a')</script>").holes == ()
    assert page("<div id=a><a href=/x>x</a></div><script src=/x.js></script>").holes == ()


def test_frames_and_embedded_files_are_links() -> None:
    facts = page("<iframe src=/a title=Карта></iframe><object data=/b.pdf></object><embed src=/c>")
    assert [(link.kind, link.url, link.text) for link in facts.links] == [
        ("frame", "http://college.ru/a", "Карта"),
        ("frame", "http://college.ru/b.pdf", ""),
        ("frame", "http://college.ru/c", ""),
    ]
    old = page("<frameset><frame src=menu.html name=menu><frame src=body.html></frameset>")
    assert [link.url for link in old.links] == [URL + "menu.html", URL + "body.html"]


@pytest.mark.parametrize(
    ("content", "seconds"),
    [("0;url=/new/", "0"), ("5; URL='/new/'", "5"), ('0,url="/new/"', "0"), (";url=/new/", "0")],
)
def test_a_refresh_is_a_link_with_its_seconds(content: str, seconds: str) -> None:
    link = only(f"<meta http-equiv=Refresh content='{html.escape(content)}'>")
    assert (link.kind, link.url, link.text) == ("refresh", "http://college.ru/new/", seconds)


def test_a_refresh_of_the_page_itself_leads_nowhere() -> None:
    assert links("<meta http-equiv=refresh content=300><p>x") == []


def test_lazy_pictures_are_found_where_scripts_look_for_them() -> None:
    facts = page(
        "<img src=/a.png width='120px' height=40 alt='Росатом'><img data-src=/b.png>"
        "<img src='data:image/gif;base64,R0' data-original=/c.png>"
    )
    assert [image.url.rpartition("/")[2] for image in facts.images] == ["a.png", "b.png", "c.png"]
    assert (facts.images[0].width, facts.images[0].height) == (120, 40)
    assert facts.images[0].alt == "Росатом"


def test_the_panels_that_links_of_the_page_open_are_kept_with_their_text() -> None:
    facts = page(
        "<a href=#docs>Документы</a><button data-bs-target=#paid>Платные</button>"
        "<div id=docs>Устав</div><div id=paid>Договор</div><div id=other>Прочее</div>"
        "<a name=old></a><a href=#old>Старое</a>"
    )
    assert {part.name: part.text.strip() for part in facts.fragments} == {
        "docs": "Устав",
        "paid": "Договор",
        "old": "Старое",
    }


def test_microdata_names_lose_case_and_printed_quotes() -> None:
    facts = page("<p itemprop='”fullName”'>Колледж связи</p><p itemprop=address>Псков</p>")
    assert facts.itemprops == (("fullname", "Колледж связи"), ("address", "Псков"))


def test_a_page_that_only_a_script_draws_is_a_shell() -> None:
    assert page("<div id=root></div><script src=a.js></script>").shell
    assert page("<div id=app></div><noscript>Включите JavaScript</noscript><script></script>").shell
    assert not page("<div id=root><p>" + "Текст колледжа. " * 20 + "</div><script></script>").shell
    assert not page("<p>Страница пуста</p>").shell


def test_a_page_that_asks_for_a_password_says_so() -> None:
    assert page("<form><input type=password></form>").password
    assert not page("<form><input type=text></form>").password


WORDS = some.sampled_from(["устав", "договор", "приказ", "2024", "кабинет", "план", "отчёт"])
TAGS = some.sampled_from(["p", "div", "span", "li", "td", "b", "h2", "section", "font", "center"])
_BITS = (
    "< > </ <!-- --> <p <a href= ' \" & &# <table><tr> </td> <svg> <math> <template> <frameset> "
    "<script> </script> <style> <plaintext> <select> <option value=/ <!doctype <base href= \x00 "
    "<meta http-equiv=refresh content= \x0c ы <iframe src= <object> style=display:none hidden "
    "<details> <body> <html>"
)
BITS = some.sampled_from(_BITS.split(" ")).map(lambda bit: f"{bit} ")


@settings(STEADY, max_examples=200)
@given(some.lists(BITS | some.text(max_size=5), max_size=25).map("".join))
def test_no_markup_is_too_odd_to_parse(markup: str) -> None:
    facts = parse(markup, URL)
    assert all(link.url == "" or link.url.startswith("http") for link in facts.links)


@STEADY
@given(some.lists(some.tuples(TAGS, some.lists(WORDS, min_size=1, max_size=4)), max_size=12))
def test_no_visible_word_is_lost(blocks: list[tuple[str, list[str]]]) -> None:
    markup = "".join(f"<{tag}>{html.escape(' '.join(words))}</{tag}>" for tag, words in blocks)
    seen = parse(markup, URL).text.split()
    assert sorted("".join(seen)) == sorted("".join(word for _, words in blocks for word in words))


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ("<a href=/e title='Edit this page'>✎</a>", "Edit this page"),
        ("<a href=/e title='Основные сведения'><i></i></a>", "Основные сведения"),
        ("<a href=/e title='Подробнее'>→</a>", "Доступная среда"),
        ("<a href=/e title='Учебный корпус'>Подробнее</a>", "Доступная среда"),
    ],
)
def test_a_link_without_letters_is_called_as_what_hovers_over_it(link: str, text: str) -> None:
    assert page(f"<div><h3>Доступная среда</h3>{link}</div>").links[0].text == text
