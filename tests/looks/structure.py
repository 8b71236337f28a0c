"""Ways to be worse in V1: the structure of the site."""

from __future__ import annotations

import re

from tests.looks.files import (
    KEY_PAGES,
    SCRIPT,
    STYLE,
    Change,
    Files,
    chained,
    edited,
    page_paths,
    without_links,
)
from tests.looks.frame import MENU, Item, h1, menu, prose

_SECTIONS = KEY_PAGES[1:4]
_BUTTON = re.compile(r'<a class="button".*?</a> ?')
_CRUMBS = re.compile(r'<nav class="crumbs.*?</nav>\n', re.S)
_CHAIN = (
    ("/razdely/", "Разделы сайта"),
    ("/razdely/kolledzh/", "Колледж и его деятельность"),
    ("/razdely/kolledzh/spisok/", "Список направлений"),
    ("/razdely/kolledzh/spisok/obshchij/", "Общий перечень"),
    ("/razdely/kolledzh/spisok/obshchij/vse/", "Все страницы перечня"),
)


# landmarks: the tags become div, and their names say nothing any more


def _bare(tag: str, *names: tuple[str, str]) -> Change:
    """``names`` are the telling names and what stands for them in pages, sheet and script."""

    def reworded(text: str) -> str:
        for old, new in names:
            text = text.replace(old, new)
        return text

    def change(files: Files) -> Files:
        named = (*page_paths(files), STYLE, SCRIPT)
        plain = edited(lambda html: re.sub(rf"(</?){tag}\b", r"\1div", html))(files)
        return plain | {path: reworded(plain[path].decode()).encode() for path in named}

    return change


_NO_MAIN = _bare("main", ("site-main", "b4"), ('id="content"', 'id="b4"'), ("#content", "#b4"))
_NO_HEADER_FOOTER = chained(
    _bare("header", ("site-header", "b1"), ('wrap top"', 'wrap b11"'), (".top{", ".b11{")),
    _bare(
        "footer",
        ("site-footer", "b5"),
        ("foot-links", "b51"),
        ("foot-name", "b52"),
        ('wrap foot"', 'wrap b53"'),
        (".foot{", ".b53{"),
    ),
)
_NO_NAV = _bare(
    "nav",
    ("site-nav", "b2"),
    ("nav-list", "b21"),
    ("nav-item", "b22"),
    ("nav-drop", "b23"),
    (' aria-label="Главное меню"', ""),
    (' aria-label="Вы находитесь здесь"', ""),
)

# headings


def _headings(levels: dict[str, str]) -> Change:
    """Other tags for headings that keep their look, which hangs on their class."""

    def changed(match: re.Match[str]) -> str:
        return f"{match[1]}{levels.get(match[2], match[2])}"

    return edited(lambda html: re.sub(r"(</?)(h[1-6])\b", changed, html))


# crumbs and the map of the site


def _no_crumbs(*starts: str) -> Change:
    def change(files: Files) -> Files:
        chosen = [path for path in page_paths(files) if path.startswith(starts)]
        return edited(lambda html: _CRUMBS.sub("", html), chosen)(files)

    return change


def _no_map(files: Files) -> Files:
    left = {path: body for path, body in files.items() if path != "/sitemap/"}
    return edited(lambda html: without_links(html, "/sitemap/"))(left)


# key sections that lie deep


def _deeper(sections: tuple[str, ...], clicks: int) -> Change:
    """``sections`` can be reached only through ``clicks - 1`` pages, one after another."""

    def change(files: Files) -> Files:
        first = Item("Разделы", _CHAIN[0][0])
        items = (*(item for item in map(_kept, MENU) if item.href not in sections), first)

        def unlinked(html: str) -> str:
            html = _BUTTON.sub("", html)
            return without_links(html.replace(menu(), menu(items)), *sections)

        far = edited(unlinked)(files)
        return far | _chain(far, sections, clicks - 1)

    def _kept(item: Item) -> Item:
        return Item(item.title, item.href, tuple(i for i in item.below if i.href not in sections))

    return change


def _chain(files: Files, sections: tuple[str, ...], number: int) -> Files:
    titles = {item.href: item.title for item in (*MENU, MENU[0].below[0])}
    pages = {}
    for place in range(number):
        following = (_CHAIN[place + 1],) if place + 1 < number else ()
        targets = following or tuple((path, titles[path]) for path in sections)
        lines = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in targets)
        path, title = _CHAIN[place]
        text = prose("Выберите нужный раздел, чтобы продолжить.", f"<ul>{lines}</ul>")
        pages[path] = _like(files["/documents/"].decode(), title, h1(title) + text).encode()
    return pages


def _like(html: str, title: str, body: str) -> str:
    """Another page in the same frame."""
    html = html.replace("<title>Документы колледжа", f"<title>{title}")
    html = html.replace('page">Документы колледжа', f'page">{title}')
    return re.sub(r"(<main[^>]*>\n).*(\n</main>)", rf"\g<1>{body}\2", html, flags=re.S)


# titles and the language


def _no_title(paths: tuple[str, ...] | None) -> Change:
    return edited(lambda html: re.sub(r"<title>.*?</title>\n", "", html), paths)


_NO_LANG = edited(lambda html: html.replace('<html lang="ru">', "<html>"))

WAYS: dict[str, tuple[Change, ...]] = {
    "landmarks": (
        _NO_MAIN,
        chained(_NO_MAIN, _NO_HEADER_FOOTER),
        chained(_NO_MAIN, _NO_HEADER_FOOTER, _NO_NAV),
    ),
    "headings": (
        _headings({"h2": "h1", "h3": "h2"}),  # several h1
        _headings({"h2": "h1", "h3": "h5"}),  # and skipped levels
        _headings({"h1": "div", "h2": "h4", "h3": "h6"}),  # no h1
        _headings({"h1": "div", "h2": "div", "h3": "div"}),  # none at all
    ),
    "crumbs": (
        _no_map,
        chained(_no_map, _no_crumbs("/sveden/", "/abitur/", "/news/")),
        chained(_no_map, _no_crumbs("/")),
    ),
    "depth": (_deeper(_SECTIONS[2:], 4), _deeper(_SECTIONS, 4), _deeper(_SECTIONS, 6)),
    "title-lang": (
        _NO_LANG,
        chained(_NO_LANG, _no_title(KEY_PAGES[1:])),
        chained(_NO_LANG, _no_title(None)),
    ),
}
