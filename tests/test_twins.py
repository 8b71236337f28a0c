"""Twins hold what their static sites hold, and show it by scripts only."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from selectolax.lexbor import LexborHTMLParser

from site_audit.pages.charset import decode
from site_audit.pages.page import parse
from tests.twins import TWINS, Files, files_of, obstacle, serving_files
from tests.twins.pages import pages_of, tree_of
from tests.workshop import SITES

NAMES = ("accordion", "big-menu-news", "wordpress-prof", "radioelektronika-26-iz-26", "koi8-r")
SHELLS = ("shell", "hash", "hashbang", "slow", "state-only", "buttons")
SCRIPT = "/static/js/main.js"
_SIGNS = re.compile(r"\W+")
each_twin = pytest.mark.parametrize("twin", TWINS)
each_site = pytest.mark.parametrize("name", NAMES)


@cache
def _static(name: str) -> Files:
    return files_of(SITES / name)


@cache
def _made(twin: str, name: str) -> Files:
    return TWINS[twin](_static(name))


def _records(files: Files) -> list[dict[str, str]]:
    """The pages that an application's data hold, wherever they are."""
    script = files[SCRIPT].decode().removeprefix("const TWIN = ")
    settings = json.loads(script.partition(";\n//")[0])
    whole = json.loads(files["/api/pages.json"]) if "/api/pages.json" in files else settings
    if "pages" in whole:
        return list(whole["pages"].values())
    parts = [body for key, body in files.items() if key.startswith(("/api/", "/_next/data/"))]
    return [json.loads(body) for body in dict.fromkeys(parts)]


def _markup(files: Files) -> list[str]:
    """All HTML that a twin shows, from wherever it comes."""
    if SCRIPT in files:
        return [record.get("content", "") for record in _records(files)]
    pages = [decode(body) for body in dict.fromkeys(pages_of(files).values())]
    return pages + [body.decode() for key, body in files.items() if key.startswith("/part/")]


def _titles(files: Files) -> set[str]:
    if SCRIPT in files:
        return {record.get("title", "") for record in _records(files)}
    titles = (tree_of(body).css_first("head title") for body in pages_of(files).values())
    return {title.text().strip() for title in titles if title is not None}


def _hrefs(tree: LexborHTMLParser, places: str = "body") -> list[str]:
    links = tree.css(",".join(f"{place.strip()} a[href]" for place in places.split(",")))
    return [link.attributes["href"] or "" for link in links]


def _html(tree: LexborHTMLParser, selector: str) -> str:
    return "".join(node.html or "" for node in tree.css(selector))


def _words(text: str) -> str:
    return _SIGNS.sub("", text)


def test_files_answer_at_the_addresses_of_the_demo_server() -> None:
    files = _static("wordpress-prof")
    assert files["/"] == files["/index.html"]
    assert files["/o-kolledzhe/"] == files["/o-kolledzhe"] == files["/o-kolledzhe/index.html"]
    assert files["/p7"] == files["/p7.html"] == files["/?page_id=7"]
    assert b'content="0; url=/"' in files["/?page_id=140"]
    assert files["/wp-content/uploads/2026/09/ustav.pdf"].startswith(b"%PDF")
    assert "/site.toml" not in files


@each_site
@each_twin
def test_every_page_of_the_site_is_in_its_twin(twin: str, name: str) -> None:
    said = [_words(LexborHTMLParser(text).text()) for text in _markup(_made(twin, name))]
    together = "\n".join(said)
    for key, body in pages_of(_static(name)).items():
        texts = {_words(node.text()) for node in tree_of(body).css("h1,h2,td,p")}
        assert {text for text in texts if text not in together} == set(), key


@each_site
@each_twin
def test_every_title_is_in_the_twin(twin: str, name: str) -> None:
    assert _titles(_static(name)) <= _titles(_made(twin, name)) | {""}


@each_site
@each_twin
def test_documents_and_pictures_stay_as_they_are(twin: str, name: str) -> None:
    static, made = _static(name), _made(twin, name)
    others = static.keys() - pages_of(static).keys()
    assert others
    assert {key: made[key] for key in others} == {key: static[key] for key in others}


@each_twin
def test_a_twin_is_made_alike_each_time_and_leaves_the_site_alone(twin: str) -> None:
    static = files_of(SITES / "wordpress-prof")
    assert list(TWINS[twin](static).items()) == list(_made(twin, "wordpress-prof").items())
    assert list(static.items()) == list(files_of(SITES / "wordpress-prof").items())


@each_site
@pytest.mark.parametrize("twin", SHELLS)
def test_a_shell_is_taken_for_one(twin: str, name: str) -> None:
    shells = pages_of(_made(twin, name))
    assert shells
    for key, body in shells.items():
        assert parse(body.decode(), f"http://127.0.0.1{quote(key)}").shell, key


@each_site
@pytest.mark.parametrize("twin", ["shell", "buttons", "slow", "next"])
def test_an_application_with_addresses_answers_at_all_of_them(twin: str, name: str) -> None:
    assert pages_of(_static(name)).keys() | {"*"} <= _made(twin, name).keys()


@each_site
@pytest.mark.parametrize("twin", ["hash", "hashbang", "state-only"])
def test_an_application_without_addresses_answers_at_the_root_only(twin: str, name: str) -> None:
    assert pages_of(_made(twin, name)).keys() == {"/"}


@each_site
def test_only_the_home_page_of_next_is_served_whole(name: str) -> None:
    made = _made("next", name)
    whole = [key for key, body in pages_of(made).items() if not parse(body.decode(), key).shell]
    assert whole == ["/"]
    assert len(_hrefs(tree_of(made["/"]))) == len(_hrefs(tree_of(_static(name)["/"])))
    assert b'<script id="__NEXT_DATA__"' in made["*"]


@each_site
@pytest.mark.parametrize("twin", ["buttons", "state-only"])
def test_no_link_leads_to_a_page_where_items_have_listeners(twin: str, name: str) -> None:
    foreign = ("http", "#", "tel:", "mailto:", "javascript:")
    for text in _markup(_made(twin, name)):
        inside = [href for href in _hrefs(LexborHTMLParser(text)) if not href.startswith(foreign)]
        assert [href for href in inside if not href.endswith((".pdf", ".docx", ".png"))] == []


@pytest.mark.parametrize(("twin", "sign"), [("hash", "#/"), ("hashbang", "#!/")])
def test_links_of_a_hash_router_are_fragments(twin: str, sign: str) -> None:
    found = " ".join(_markup(_made(twin, "big-menu-news")))
    assert f'href="{sign}kolledzh/ofitsialno/svedeniya/' in found
    assert 'href="/kolledzh' not in found
    assert 'href="/files/kak-ustav.pdf"' in found


@pytest.mark.parametrize("twin", ["divs-inline", "divs-listeners"])
def test_a_menu_of_divs_has_no_links_to_pages(twin: str) -> None:
    made = _made(twin, "radioelektronika-26-iz-26")
    for body in pages_of(made).values():
        hrefs = _hrefs(tree_of(body), "header, nav, aside, footer")
        assert [href for href in hrefs if not href.startswith(("tel:", "mailto:", "#"))] == []
        assert _html(tree_of(body), "header .menu-item")
    assert b'href="/files/ustav.pdf"' in made["/sveden/document"]


def test_handlers_tell_addresses_and_listeners_do_not() -> None:
    inline = _made("divs-inline", "accordion")["/"]
    listeners = tree_of(_made("divs-listeners", "accordion")["/"])
    assert b"onclick=\"location.href='/postuplenie/'\"" in inline
    assert "postuplenie" not in _html(listeners, "nav")
    assert {node.tag for node in listeners.css(".menu-item[data-n]")} == {"div", "span", "li"}


def test_content_that_comes_late_is_not_in_the_page_and_menus_are() -> None:
    page = tree_of(_made("lazy", "radioelektronika-26-iz-26")["/sveden/common"])
    assert len(page.css("main > .lazy[data-src]")) > 1
    assert _html(page, ".spacer")
    assert len(_hrefs(page, "nav")) > 5
    assert not _html(page, "main > *:not(.lazy):not(.spacer)")


def test_relative_links_of_a_page_are_resolved() -> None:
    pages = {"/a/b.html": b"<a href='c.html'>C</a><img src=../i.png><a href='x.pdf'>X</a>"}
    made = {name: "".join(_markup(TWINS[name](pages))) for name in ("shell", "hash")}
    assert '<a href="/a/c.html">' in made["shell"]
    assert '<a href="#/a/c.html">' in made["hash"]
    assert all('src="/i.png"' in text and 'href="/a/x.pdf"' in text for text in made.values())


@pytest.mark.parametrize("twin", [*SHELLS, "next"])
def test_an_unknown_address_is_drawn_as_not_found(twin: str) -> None:
    assert "<h1>Страница не найдена</h1>" in _markup(_made(twin, "accordion"))


def test_files_are_served_by_address_and_suffix() -> None:
    pdf = "/wp-content/uploads/2022/09/ustav.pdf"
    with serving_files(_static("accordion")) as base:
        with urlopen(f"{base}/kontakty/?utm=1") as answer:
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
            assert answer.read() == _static("accordion")["/kontakty/"]
        with urlopen(base + pdf) as answer:
            assert answer.headers["Content-Type"] == "application/pdf"
        with pytest.raises(HTTPError) as refused:
            urlopen(f"{base}/net-takoj")
        refused.value.close()
        assert refused.value.code == 404


def test_what_is_not_known_gets_the_fallback_where_there_is_one() -> None:
    made = _made("shell", "koi8-r")
    with serving_files(made) as base, urlopen(f"{base}/net-takoj") as answer:
        assert (answer.status, answer.read()) == (200, made["*"])


def test_pages_keep_their_encoding() -> None:
    with serving_files(_static("koi8-r")) as base, urlopen(f"{base}/") as answer:
        assert answer.headers["Content-Type"] == "text/html; charset=koi8-r"
        assert "Кедроборье" in answer.read().decode("koi8-r")


@pytest.mark.parametrize("name", ["new-site-old-subdomain", "closed-doors", "university-branch"])
def test_a_site_that_its_files_alone_do_not_tell_has_an_obstacle(name: str) -> None:
    assert obstacle(SITES / name)


@each_site
def test_a_plain_site_has_no_obstacle(name: str) -> None:
    assert not obstacle(SITES / name)


def test_the_scripts_are_small() -> None:
    scripts = Path(__file__).with_name("twins").glob("*.js")
    assert all(len(script.read_text("utf-8").splitlines()) < 200 for script in scripts)
