"""Twins whose menus are no links: elements that lead on by a script when they are clicked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import count, cycle
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.twins.pages import (
    MENU_FORMS,
    Files,
    become,
    body_of,
    pages_of,
    refresh_of,
    serialised,
    tree_of,
    ways,
)

MENUS = "header,nav,aside,footer,[role=navigation]," + ",".join(
    f"[{name}*={word} i]" for name in ("class", "id") for word in ("menu", "sidebar", "navbar")
)
_SCRIPT = "/js/menu.js"
_LISTENERS = (Path(__file__).with_name("menu.js")).read_bytes()
_SPACE = re.compile(r"\s+")

Ways = list[tuple[LexborNode, str]]


def divs_inline(files: Files) -> Files:
    """Menus of ``<div class="menu-item" onclick="location.href='…'">``; the rest as it was."""
    return {**files, **dict(_rewritten(files, _with_handlers))}


def divs_listeners(files: Files) -> Files:
    """Menus of elements that have nothing but listeners; a script of the page knows where to."""
    return {**files, _SCRIPT: _LISTENERS, **dict(_rewritten(files, _with_listeners))}


def _rewritten(
    files: Files, rewrite: Callable[[LexborHTMLParser, Ways], None]
) -> Iterator[tuple[str, bytes]]:
    for key, body in pages_of(files).items():
        tree = tree_of(body)
        if not refresh_of(tree, key):
            menus = menu_links(tree)
            found = [(node, to) for node, to in ways(tree, key, files) if node.mem_id in menus]
            rewrite(tree, [(node, to.replace("'", "%27")) for node, to in found])
            yield key, serialised(tree, body)


def menu_links(tree: LexborHTMLParser) -> set[int]:
    """The numbers in memory of the links that stand in menus."""
    lists = [node for node in tree.css("ul,ol") if _is_menu(node)]
    menus = [node for node in (*tree.css(MENUS), *lists) if node.tag not in ("body", "html")]
    return {link.mem_id for node in menus for link in node.css("a")}


def _is_menu(node: LexborNode) -> bool:
    """Whether a list has three items at least and nothing in them but links."""
    items = [item for item in node.iter() if item.tag == "li"]
    return len(items) >= 3 and all(_is_link(item) for item in items)


def _is_link(item: LexborNode) -> bool:
    inside = "".join(link.text() for link in item.css("a"))
    return bool(inside) and _SPACE.sub("", inside) == _SPACE.sub("", item.text())


def _with_handlers(tree: LexborHTMLParser, menus: Ways) -> None:
    for (node, to), form in zip(menus, cycle(MENU_FORMS), strict=False):
        before = (node.attributes.get("onclick") or "").rstrip("; ")
        handler = f"{before};location.href='{to}'" if before else f"location.href='{to}'"
        become(tree, node, form, {"onclick": handler})


def _with_listeners(tree: LexborHTMLParser, menus: Ways) -> None:
    for (node, _), form, number in zip(menus, cycle(MENU_FORMS), count(), strict=False):
        become(tree, node, form, {"data-n": str(number)})
    body = body_of(tree)
    table = json.dumps([to for _, to in menus], ensure_ascii=False).replace("</", "<\\/")
    run = f'<script src="{_SCRIPT}"></script><script>listen({table})</script>'
    body.inner_html = (body.inner_html or "") + run
