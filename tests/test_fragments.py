import pytest

from site_audit.facts import Fragment
from site_audit.pages.page import parse


def fragment(markup: str, name: str = "abitur") -> Fragment:
    facts = parse(f"<nav><a href=#{name}>Абитуриенту</a></nav>{markup}", "http://college.ru/p")
    return next(one for one in facts.fragments if one.name == name)


def words(markup: str, name: str = "abitur") -> str:
    return " ".join(fragment(markup, name).text.split())


def test_the_links_and_pictures_inside_a_part_are_known_by_their_places() -> None:
    facts = parse(
        "<a href=#docs>Документы</a><img src=0.png><div id=docs><a href=/ustav>Устав</a>"
        "<p><img src=1.png></p><iframe src=/map></iframe><p onclick='location=\"/x\"'>Ещё</p></div>"
        "<a href=/other>Прочее</a>",
        "http://college.ru/",
    )
    (part,) = facts.fragments
    assert [facts.links[place].url[-4:] for place in part.links] == ["stav", "/map", "ru/x"]
    assert [facts.images[place].url[-5:] for place in part.images] == ["1.png"]


BLOCK = "<h2>Приём</h2><p>Сроки <a href=/terms>тут</a></p>"
NEXT = "<a href=#prof>Проект</a>"


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>До</p><a name=abitur></a>{BLOCK}",
        f"<p>До</p><a id=abitur></a>{BLOCK}",
        f"<p>До</p><div id=abitur></div>{BLOCK}",
        f"<p>До</p><p><a name=abitur> </a></p>{BLOCK}",
        f"<p>До</p><div><div><a name=abitur style='font-size:0;'></a></div></div>{BLOCK}",
        f"{NEXT}<a name=abitur></a>{BLOCK}<a name=prof></a><p>После</p>",
        f"{NEXT}<a name=abitur></a><div>{BLOCK}</div><div><i></i><b id=prof>После</b></div>",
        f"{NEXT}<a name=abitur></a><div>{BLOCK}<p id=prof>После</p></div>",
        f"{NEXT}<a name=abitur></a><a name=prof></a>{BLOCK}",
        f"{NEXT}<p><a name=abitur></a></p><p><a name=prof></a></p>{BLOCK}",
        f"{NEXT}<a name=abitur></a><section id=prof>{BLOCK}</section><p>После</p>",
        f"<p>До</p><a name=abitur></a><!-- note --><br>{BLOCK}",
    ],
)
def test_an_empty_mark_names_what_follows_up_to_the_next(markup: str) -> None:
    url = "http://college.ru/p"
    facts = parse(f"<nav><a href=#abitur>Абитуриенту</a></nav>{markup}", url)
    part = next(one for one in facts.fragments if one.name == "abitur")
    assert part.text.split() == ["Приём", "Сроки", "тут"]
    assert "http://college.ru/terms" in {facts.links[place].url for place in part.links}


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class=tab-pane id=abitur></div>{BLOCK}",
        f"<div role=tabpanel id=abitur></div>{BLOCK}",
        f"<button data-bs-target=#abitur>Ещё</button><div id=abitur></div>{BLOCK}",
        "<div id=abitur></div><div id=prof>Проект</div><a href=#prof>П</a>",
        "<main><p>До</p><div><div><a name=abitur></a></div></div></main>",
    ],
)
def test_an_empty_panel_shows_nothing(markup: str) -> None:
    assert words(markup) == ""
    assert fragment(markup).links == ()


def test_a_part_that_the_page_names_by_its_full_address_is_wanted() -> None:
    facts = parse(
        "<a href=/p#one>1</a><a href=http://college.ru/p#two>2</a>"
        "<p id=one>Первый</p><p id=two>Второй</p><p id=three>Третий</p>",
        "http://college.ru/p",
    )
    assert [one.text.strip() for one in facts.fragments] == ["Первый", "Второй"]


def test_an_anchor_may_have_an_id_besides_the_name_that_is_wanted() -> None:
    assert words("<a id=x7 name=abitur>Приём</a>") == "Приём"


def test_a_mark_in_deep_markup_is_no_trouble() -> None:
    deep = "<div>" * 2000 + "<a name=prof></a>" + "</div>" * 2000
    assert words(f"<a name=abitur></a><p>Приём</p>{deep}<a href=#prof>П</a>") == "Приём"
