"""A twin whose menus are static and whose content is fetched when it comes into view."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from math import ceil
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.twins.menus import MENUS
from tests.twins.pages import Files, body_of, markup, pages_of, refresh_of, serialised, tree_of

_SCRIPT = "/js/lazy.js"
_LOADER = (Path(__file__).with_name("lazy.js")).read_bytes()
_MAIN = "main,[role=main],#content,#main,.content,.main-content,article"
_HOLD_PARTS = frozenset({"body", "div", "main", "section", "article", "td", "center"})
_STAY = frozenset({"script", "style", "link", "header", "nav", "aside", "footer", "-comment"})
_CUT_BEFORE = frozenset({"h1", "h2", "h3", "p", "div", "section", "article", "table", "ul"})
_NO_CUT_AFTER = frozenset({"h2", "h3", "h4", "button", "label", "input", "dt"})
_MOST_PARTS = 4
_SPACER = '<div class="spacer" style="height:1500px"></div>'
_RUNS = frozenset({"", "text/javascript", "application/javascript", "module"})

Nodes = list[LexborNode]


def lazy(files: Files) -> Files:
    """The main content of each page in up to four parts, further ones far below the first."""
    made = {**files, _SCRIPT: _LOADER}
    for number, (key, body) in enumerate(pages_of(files).items()):
        tree = tree_of(body)
        if not refresh_of(tree, key):
            made |= dict(_parted(tree, f"/part/{number}"))
            made[key] = serialised(tree, body)
    return made


def _parted(tree: LexborHTMLParser, prefix: str) -> Iterator[tuple[str, bytes]]:
    """The parts by their addresses; the page keeps places for them."""
    numbers = count()
    for nodes in _cut(_content(tree)):
        number = next(numbers)
        source = f"{prefix}-{number}.html"
        yield source, markup(nodes).encode()
        place = LexborHTMLParser(
            f'{_SPACER if number else ""}<div class="lazy" data-src="{source}">Загрузка…</div>'
        )
        for node in list(body_of(place).iter()):
            nodes[0].insert_before(node)
        for node in nodes:
            node.decompose()
    _let_scripts_wait(tree)


def _let_scripts_wait(tree: LexborHTMLParser) -> None:
    """The page's own scripts run when what they work on is there."""
    for node in tree.css("script"):
        kind = (node.attributes.get("type") or "").lower()
        if kind in _RUNS:
            node.attrs["type"] = "text/later"
            node.attrs["data-type"] = kind
    body = body_of(tree)
    body.inner_html = f'{body.inner_html or ""}<script src="{_SCRIPT}"></script>'


def _content(tree: LexborHTMLParser) -> list[Nodes]:
    """Runs of neighbours that make the main content."""
    holder = _holder(tree)
    runs: list[Nodes] = [[]]
    for node in list(holder.iter(include_text=True)):
        if _stays(node):
            runs.append([])
        else:
            runs[-1].append(node)
    return [run for run in runs if any((node.text() or "").strip() for node in run)]


def _stays(node: LexborNode) -> bool:
    return node.tag in _STAY or (node.tag != "-text" and node.css_matches(MENUS))


def _holder(tree: LexborHTMLParser) -> LexborNode:
    """What holds the main content: named so, else the innermost that has most of the text."""
    named = [node for node in tree.css(_MAIN) if node.tag in _HOLD_PARTS]
    body = body_of(tree)
    long = [node for node in named if len(node.text()) > len(body.text()) / 5]
    if long:
        return long[0]
    holder = body
    while inner := _main_part(holder):
        holder = inner
    return holder


def _main_part(holder: LexborNode) -> LexborNode | None:
    """The part that has most of the text, as long as there are menus in it."""
    parts = [node for node in holder.css(",".join(_HOLD_PARTS)) if node.mem_id != holder.mem_id]
    wide = [node for node in parts if len(node.text()) > len(holder.text()) * 0.6]
    return next((node for node in wide if node.css_first(MENUS) is not None), None)


def _cut(runs: list[Nodes]) -> Iterator[Nodes]:
    """Each run in parts of about the same number of elements, never a title without its panel."""
    for run in runs:
        size = ceil(_elements(run) / _MOST_PARTS)
        part: Nodes = []
        for node in run:
            if _elements(part) >= size and _may_cut(part, node):
                yield part
                part = []
            part.append(node)
        yield part


def _elements(nodes: Nodes) -> int:
    return sum(node.tag != "-text" for node in nodes)


def _may_cut(part: Nodes, node: LexborNode) -> bool:
    before = next((one for one in reversed(part) if one.tag != "-text"), None)
    loose = any(one.tag == "input" for one in part)  # tabs of CSS are told by their neighbours
    titled = before is not None and before.tag in _NO_CUT_AFTER
    return node.tag in _CUT_BEFORE and not titled and not loose
