import pytest

from site_audit.pages.page import parse
from site_audit.text import lines


def seen(markup: str) -> tuple[str, ...]:
    return lines(parse(markup, "http://college.ru/").text)


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "display : none !important",
        "visibility:hidden",
        "font-size:0",
        "font-size: 0px;",
        "position:absolute;left:-9999px",
        "text-indent:-9999px",
        "position:absolute;clip:rect(0,0,0,0)",
        "width:0;height:0;overflow:hidden",
        "height:1px;overflow:hidden",
        "color:#fff;background:#ffffff",
        "COLOR:White;background-color:#FFF",
        "transform:scale(0)",
    ],
)
def test_text_that_nobody_can_see_is_no_evidence(style: str) -> None:
    assert seen(f"<p style='{style}'>Документы</p><p>Устав") == ("Устав",)


@pytest.mark.parametrize(
    "style",
    [
        "color:#fff",
        "color:#fff;background:#000",
        "font-size:0.9em",
        "opacity:0.5",
        "margin-left:-15px",
        "text-indent:20px",
        "width:100%;height:auto",
        "max-width:1000px",
        "line-height:1",
        "border-width:1px;overflow:hidden",
        "display:flex",
    ],
)
def test_plain_styles_hide_nothing(style: str) -> None:
    assert seen(f"<p style='{style}'>Документы</p>") == ("Документы",)


def test_the_hidden_attribute_hides() -> None:
    assert seen("<div hidden>Документы</div><p>Устав") == ("Устав",)


def test_a_block_that_a_builder_shows_on_no_device_is_hidden() -> None:
    on = "elementor-hidden-desktop elementor-hidden-tablet"
    shown = f"<div class='{on}'><p>Для телефонов</p></div>"
    hidden = f"<div class='{on} elementor-hidden-mobile'><p>Цены прошлых лет</p></div>"
    assert seen(shown + hidden) == ("Для телефонов",)


def test_links_of_hidden_blocks_are_gone_too() -> None:
    markup = "<div style='display:none'><a href=/x>Документы</a></div>"
    assert parse(markup, "http://college.ru/").links == ()


@pytest.mark.parametrize(
    "markup",
    [
        "<details><summary>Документы</summary><p>Устав</p></details>",
        "<h3 class=accordion>Документы</h3><div style='display:none'>Устав</div>",
        "<button>Документы</button><div style='display:none'>Устав</div>",
        "<p onclick='show()'>Документы</p><div style='display:none'>Устав</div>",
        "<a href=#docs>Документы</a><div id=docs style='display:none'>Устав</div>",
        "<button data-bs-target=#docs>Документы</button><p><div id=docs hidden>Устав</div>",
        "<a aria-controls=docs>Документы</a><p><div id=docs hidden>Устав</div>",
        "<p>Документы</p><div class=tab-pane style='display:none'>Устав</div>",
        "<p>Документы</p><div role=tabpanel hidden>Устав</div>",
        "<ul><li>Документы<ul style='display:none'><li>Устав</ul></ul>",
        "<p>Документы</p><div class='modal fade' style='display:none'>Устав</div>",
        "<p class=spoiler-title>Документы</p><!-- --> <div style='display:none'>Устав</div>",
    ],
)
def test_what_a_person_can_open_is_evidence(markup: str) -> None:
    assert seen(markup) == ("Документы", "Устав")


def test_the_style_sheet_of_the_page_is_obeyed() -> None:
    sheet = "<style>.gone , #off{display:none} /* .here{display:none} */</style>"
    page = "<p class=gone>1</p><p id=off>2</p><p class=here>3</p>"
    assert seen(sheet + page) == ("3",)


@pytest.mark.parametrize(
    "sheet",
    [
        ".x{display:none} .x.open{display:block}",
        ".x{display:none} li:hover .x{display:block}",
        "@media print{.x{display:none}}",
        "@media (max-width:600px){.y{color:red} .x{display:none}}",
        ".menu .x{display:none}",
        ".xx{display:none}",
    ],
)
def test_a_sheet_that_shows_the_block_somewhere_hides_nothing(sheet: str) -> None:
    assert seen(f"<style>{sheet}</style><p class=x>Устав</p>") == ("Устав",)


def test_names_that_a_sheet_may_not_use_hide_nothing() -> None:
    sheet = "<style>.1a{display:none} #-{display:none} .2{background:url(/a.png)}</style>"
    assert seen(f"{sheet}<p class='1a 2'>Устав</p>") == ("Устав",)


def test_the_body_itself_is_never_taken_away() -> None:
    assert seen("<body style='display:none'><p>Документы</p></body>") == ("Документы",)
    assert seen("<style>body{opacity:0}</style><p>Документы</p>") == ("Документы",)


def test_broken_styles_are_passed_over() -> None:
    assert seen("<style>}{ .x{{ @media{</style><p style=';;:none;display'>Устав</p>") == ("Устав",)


def test_hidden_blocks_inside_hidden_blocks_go_once() -> None:
    nest = "<div style='display:none'>" * 3 + "Документы" + "</div>" * 3
    assert seen(nest + "<p>Устав</p>") == ("Устав",)
