"""Ways to be worse in V3: the menu, the search, the logo."""

from __future__ import annotations

import re

from tests.looks.files import (
    SCRIPT,
    Change,
    Files,
    chained,
    edited,
    page_paths,
    styled,
    without,
)
from tests.looks.frame import BURGER, LOGO, MENU, SEARCH, Item, menu

_SECTION = re.compile(r'<section id="([^"]+)">\n<h2 class="h2">([^<]+)<')
_PLACE = re.compile(r"(?=<footer)")
_SHORT = (MENU[4], MENU[5])

# where the menu stands


def _at_the_bottom(html: str) -> str:
    moved = f'<div class="wrap">{BURGER}</div>{menu()}\n'
    return _PLACE.sub(moved, without(html, BURGER, menu()))


def _some_at_the_bottom(html: str) -> str:
    few = "".join(f'<a href="{item.href}">{item.title}</a> ' for item in _SHORT)
    return _PLACE.sub(f'<p class="wrap">{few}</p>\n', without(html, BURGER, menu()))


def _no_menu(html: str) -> str:
    return without(html, BURGER, menu())


# how many items it has


def _short(html: str) -> str:
    return html.replace(menu(), menu(_SHORT))


def _long(number: int) -> Change:
    """All pages and their sections in one row, up to ``number``."""

    def change(files: Files) -> Files:
        items = [Item(_title(files[path].decode()), path) for path in page_paths(files)]
        for path in page_paths(files):
            found = _SECTION.findall(files[path].decode())
            items += [Item(title, f"{path}#{name}") for name, title in found]
        longer = menu(tuple(items[:number]))
        return edited(lambda html: html.replace(menu(), longer))(files)

    return change


def _title(html: str) -> str:
    found = re.search(r'aria-current="page">([^<]+)<', html)
    return found[1] if found else "Главная"


# search


def _search_as_link(html: str) -> str:
    return html.replace(SEARCH, '<a href="/search/">Поиск</a>')


def _no_search(files: Files) -> Files:
    left = {path: body for path, body in files.items() if path != "/search/"}
    line = '<li><a href="/search/">Поиск по сайту</a></li>'
    return edited(lambda html: without(html, SEARCH, line))(left)


def _search_on_home_only(files: Files) -> Files:
    others = [path for path in page_paths(files) if path not in ("/", "/search/")]
    return edited(lambda html: without(html, SEARCH), others)(files)


# logo

_UNLINKED = LOGO.replace('<a class="logo" href="/">', '<div class="logo">').replace(
    "</a>", "</div>"
)


def _logo_on_home_only(files: Files) -> Files:
    inner = [path for path in page_paths(files) if path != "/"]
    return edited(lambda html: html.replace(LOGO, _UNLINKED), inner)(files)


# the menu on a phone; also used for V7

_UNNAMED = re.compile(r' aria-label="Меню" aria-expanded="false"')
_NARROW = "@media (max-width:959px)"
SMALL_BURGER = chained(
    edited(lambda html: _UNNAMED.sub("", html)),
    styled(f"{_NARROW}{{.burger{{width:14px;height:14px;border:0;overflow:hidden}}}}"),
)


def dead_burger(files: Files) -> Files:
    """The button is there, but nothing listens to it."""
    return files | {SCRIPT: b"// menu: to do\n"}


no_burger: Change = edited(lambda html: without(html, BURGER))

WAYS: dict[str, tuple[Change, ...]] = {
    "menu": (edited(_at_the_bottom), edited(_some_at_the_bottom), edited(_no_menu)),
    "items": (edited(_short), _long(14), _long(30)),
    "search": (edited(_search_as_link), _search_on_home_only, _no_search),
    "logo": (
        _logo_on_home_only,
        edited(lambda html: html.replace(LOGO, _UNLINKED)),
        edited(lambda html: without(html, LOGO)),
    ),
    "burger": (SMALL_BURGER, dead_burger, no_burger),
}
