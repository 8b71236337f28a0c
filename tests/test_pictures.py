import pytest

from site_audit.facts import Image
from site_audit.pages.page import parse

HOST = "http://college.ru"


def images(markup: str) -> tuple[Image, ...]:
    return parse(markup, f"{HOST}/project/").images


def image(markup: str) -> Image:
    (found,) = images(markup)
    return found


def drawings(markup: str) -> tuple[Image, ...]:
    return parse(markup, f"{HOST}/project/").drawings


def drawing(markup: str) -> Image:
    (found,) = drawings(markup)
    return found


@pytest.mark.parametrize(
    "markup",
    [
        "<img src=/a.png srcset='/b.png 2x'>",
        "<img src='' data-src=/a.png>",
        "<img src='data:image/gif;base64,R0' data-lazy-src=/a.png>",
        "<img data-lazy=/a.png>",
        "<img data-original=/a.png>",
        "<img data-srcset='/a.png, /b.png 2x'>",
        "<img src='data:image/gif;base64,R0' srcset=' /a.png 300w, /b.png 600w'>",
        "<img src=/img/blank.gif data-src=/a.png>",
        "<img src='/wp/lazy-placeholder.svg' data-src=/a.png>",
        "<picture><source srcset='/a.png 1x'><img alt=Росатом></picture>",
        "<picture><source data-srcset=/a.png><img src='data:image/gif;base64,R0'></picture>",
    ],
)
def test_a_picture_is_found_where_scripts_and_wide_screens_look_for_it(markup: str) -> None:
    assert image(markup).url == f"{HOST}/a.png"


def test_a_picture_that_only_holds_a_place_stays_when_nothing_else_is_known() -> None:
    assert image("<img src=/img/blank.gif>").url == f"{HOST}/img/blank.gif"
    assert image("<img src='data:image/gif;base64,R0'>").url == ""


def test_the_link_around_a_picture_is_known_with_what_it_says() -> None:
    found = image(
        "<a href='/go?to=1#x' aria-label='Росатом' title='Партнёр'><b><img src=/a.png></b></a>"
    )
    assert (found.link, found.label) == (f"{HOST}/go?to=1", "Росатом Партнёр")
    assert image("<a href=#><img src=/a.png></a>").link == ""
    assert image("<a href=/x>Устав</a><img src=/a.png>").link == ""


def test_a_caption_and_an_aria_label_are_labels() -> None:
    found = image("<figure><img src=a.png aria-label=Логотип><figcaption>АО «Завод»</figcaption>")
    assert found.label == "Логотип АО «Завод»"


def test_the_last_heading_before_a_picture_is_known() -> None:
    found = images(
        "<img src=0.png><h2>Партнёры</h2><h3> </h3><div><img src=1.png></div>"
        "<h3><img src=2.png> Работодатели</h3><p>Текст</p><img src=3.png><h2>Новости</h2>"
    )
    assert [one.heading for one in found] == ["", "Партнёры", "Работодатели", "Работодатели"]
    assert len(image(f"<h2>{'Ж' * 300}</h2><img src=a.png>").heading) == 200


def test_the_words_of_the_nearest_block_are_the_caption() -> None:
    found = image(
        "<section>Раздел<div class=card><a href=/x><span><img src=a.png></span></a>"
        "<p>Опорный\nработодатель</p></div></section>"
    )
    assert found.caption == "Опорный работодатель"
    assert len(image(f"<div><img src=a.png>{'Ж' * 700}</div>").caption) == 300


@pytest.mark.parametrize(
    "markup",
    [
        "<body>Слова страницы<div><img src=a.png></div></body>",
        "<main>Слова страницы<img src=a.png></main>",
        "<div>Слова<i><i><b><b><img src=a.png></b></b></i></i></div>",
        f"<div>Слова<p>{'<i><img src=a.png></i>' * 7}</p></div>",
        f"<div>Слова{'<img src=a.png>' * 7}</div>",
        "<div>—<img src=a.png></div>",
    ],
)
def test_words_far_away_or_of_many_pictures_are_no_caption(markup: str) -> None:
    assert {one.caption for one in images(markup)} == {""}


def test_pictures_tell_where_on_the_page_they_stand() -> None:
    found = images(
        "<header><img src=1.png></header><nav><a href=/><img src=2.png></a></nav>"
        "<aside><img src=3.png></aside><p><img src=4.png></p><footer><img src=5.png></footer>"
    )
    assert [one.region for one in found] == ["header", "nav", "aside", "content", "footer"]


@pytest.mark.parametrize(
    ("markup", "words", "names"),
    [
        ("<svg><title>Профессионалитет</title><path /></svg>", "Профессионалитет", ""),
        ("<svg><g><desc>Росатом</desc></g></svg>", "Росатом", ""),
        ("<svg><title>АО</title><text>Завод</text></svg>", "АО Завод", ""),
        ("<svg class='icon'><use xlink:href='/s.svg#logo-prof'/></svg>", "", "icon logo-prof"),
        ("<svg id=professionalitet><path/></svg>", "", "professionalitet"),
    ],
)
def test_a_drawing_in_the_page_is_known_by_its_words_or_names(
    markup: str, words: str, names: str
) -> None:
    found = drawing(f"<header><div>{markup}</div></header>")
    assert (found.alt, found.title, found.url, found.region) == (words, names, "", "header")


def test_a_drawing_is_known_by_what_is_said_for_it_or_for_its_link() -> None:
    assert drawing("<svg aria-label='Росатом'><path/></svg>").label == "Росатом"
    found = drawing("<h2>Партнёры</h2><p>АО<a href=/r aria-label='Росатом'><svg></svg></a></p>")
    assert found[6:10] == (f"{HOST}/r", "Росатом", "Партнёры", "АО")


@pytest.mark.parametrize(
    "markup",
    [
        "<svg class='icon icon-phone'><use href='#phone'/></svg>",
        "<a href=/x.pdf title='Устав'><svg class=icon-pdf></svg> Устав</a>",
        "<svg style='display:none'><symbol id=logo><title>Росатом</title></symbol></svg>",
        "<p class=menu><svg style='display:none'><title>Росатом</title></svg></p>",
        "<svg width=0 height=0><title>Росатом</title></svg>",
        "<svg><symbol id=logo><title>Росатом</title><text>Росатом</text></symbol></svg>",
        "<div hidden><svg><title>Росатом</title></svg></div>",
        "<template><svg><title>Росатом</title></svg></template>",
        "<div style='display:none'><p style='background:url(/a.png)'></p></div>",
        "<p style='background:url(data:image/png;base64,AA)'></p>",
        "<div data-background=dark></div><div data-bg='#fff'></div>",
        "<style>@font-face{src:url(/a.woff)} .b{cursor:url(/a.cur)}</style><p class=b>x</p>",
        "<style>.b{background:url(/a.png)}</style><p class=c>x</p>",
        "<style>@media print{.b{background:url(/a.png)}}</style><p class=b>x</p>",
        "<video src=/a.mp4></video><object data=/a.pdf></object><embed src=/a.swf>",
        "<input type=password><input type=text>",
        "<p onclick=go() style='color:red' itemprop=name>Текст</p>",
    ],
)
def test_what_says_nothing_or_is_not_seen_is_no_drawing(markup: str) -> None:
    assert drawings(markup) == ()


@pytest.mark.parametrize(
    "markup",
    [
        "<div style=\"background-image: url('/a.png')\">Слова</div>",
        "<a style='background:#fff url(/a.png) no-repeat' href=/x>Слова</a>",
        "<div data-original=/a.png style='background-image:url(/s.png)'>Слова</div>",
        "<section data-bg=/a.png>Слова</section>",
        "<section data-bg='url(/a.png)'>Слова</section>",
        "<section data-background=/a.png>Слова</section>",
        "<section data-background-image='/a.png'>Слова</section>",
        "<table><tr><td background=/a.png>Слова</table>",
        "<style>.a{color:red} div .a:before{content:url(/a.png)}</style><p class=a>Слова</p>",
        "<style>#top>b.x, #logo{background:url('/a.png')}</style><p id=logo>Слова</p>",
        "<p>Слова<object data=/a.png></object></p>",
        "<p>Слова<embed src=/a.png></p>",
        "<p>Слова<video poster=/a.png></video></p>",
        "<p>Слова<input type=image src=/a.png></p>",
    ],
)
def test_a_picture_behind_an_element_is_a_drawing(markup: str) -> None:
    found = drawing(f"<h2>Партнёры</h2>{markup}")
    assert (found.url, found.heading) == (f"{HOST}/a.png", "Партнёры")
    assert found.caption == "Слова"
    assert parse(markup, HOST).images == ()


def test_a_picture_of_the_style_sheet_counts_where_it_stands_first() -> None:
    sheet = "<style>.b{background:url(/a.png)}</style>"
    found = drawing(f"{sheet}<p class=b>Первый</p><p class='c b'>Второй</p>")
    assert found.caption == "Первый"


def test_drawings_come_in_the_order_of_the_page() -> None:
    found = drawings(
        "<style>.b{background:url(/1.png)}</style><p class=b>1</p>"
        "<p style='background:url(/2.png)'>2</p><svg><title>3</title></svg>"
    )
    assert [one.url[-5:] or one.alt for one in found] == ["1.png", "2.png", "3"]


def test_a_field_of_pictures_asks_for_no_password() -> None:
    assert not parse("<input type=image src=/find.png>", HOST).password
