"""Menus inside menus: the text of the item below which a link stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from site_audit.pages.patience import Patience
from site_audit.text import squeeze

LISTS = "ul,ol,details"
DROPS = "div[class*=drop i]"
"""What finds the lists of a page, and such elements as may be inner menus by their names."""
_INNER = re.compile(
    r"(?<![\w-])(?:[a-z\d]+[-_]+)*?(?:drop-?down|drop)[-_]+(?:menu|content|list|body|block|box|inner"
    r"|items?|links|nav|sub|wrap(?:per)?|panel|container)(?![\w-])"
    r"|(?<![\w-])(?!has)(?:[a-z\d]+[-_]+)*?(?:sub|mega|child|inner)[-_]?(?:menu|nav|list)(?![\w-])"
    r"|(?<![\w-])(?!has)(?:[a-z\d]+[-_]+)*?(?:menu|nav)[-_]+(?:sub|drop|inner|child|level)\w*",
)
_WRAPS_ITEM = re.compile(r"item|drop|menu|nav", re.IGNORECASE)
_TITLED = re.compile(r"title|heading|caption|zagolov", re.IGNORECASE)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "dt", "summary", "legend", "b", "strong")
_TITLES = (*_HEADINGS, "h1", "a", "button", "label")
_OPENS = re.compile(
    r"\W*(?:(?:открыть|показать|развернуть|раскрыть|свернуть|закрыть|скрыть|еще|ещё|подменю|меню"
    r"|open|show|toggle|expand|collapse|child|sub|dropdown|menu)\b[\W_]*)+\w*\W*",
)
_ENDS = ("li", "details", "body", "html", "main")
_SIGNS = " +-–—|·•▼▾▿⌄▽▸►▶→↓›>∨˅"
_LETTER = re.compile(r"[^\W\d_]")
_MOST_LISTS = 300
_MOST_BEFORE = 8  # elements before a list that are looked at
_LEVELS = 4
_MOST_SIGNS = 1_000_000  # that are read for titles
_LONGEST = 120  # signs
_LONGEST_NAME = 300  # signs of a class
_LONGEST_TITLE = 200  # signs: more is prose


def under(lists: Iterable[LexborNode]) -> dict[int, str]:
    """Number of a link's element in memory -> the text of the item that it stands below.

    Of lists inside each other the innermost that belongs to an item counts.
    """
    found: list[tuple[str, list[int]]] = []
    patience = Patience(_MOST_SIGNS)
    for node in islice(lists, _MOST_LISTS):
        item = _item(node, patience).rstrip(_SIGNS).lstrip(_SIGNS + "»")
        if item:
            found.append((item, [link.mem_id for link in node.css("a")]))
    found.sort(key=lambda one: len(one[1]), reverse=True)  # an inner list has fewer
    return {number: item for item, numbers in found for number in numbers}


def is_inner(node: LexborNode) -> bool:
    """Whether an element is called the inner part of a menu."""
    return bool(_INNER.search((node.attributes.get("class") or "")[:_LONGEST_NAME].lower()))


def _item(inner: LexborNode, patience: Patience) -> str:
    """The text of the item that a list belongs to; empty for the first list of a menu."""
    if inner.tag == "details":
        title = inner.css_first("summary")
        return squeeze(patience.text(title))[:_LONGEST] if title is not None else ""
    if _in_item(inner):
        return _title_above(inner, _LEVELS, patience, sure=True)
    if is_inner(inner):
        wrapped = inner.parent is None or _WRAPS_ITEM.search(
            inner.parent.attributes.get("class") or ""
        )
        return _title_above(inner, 1 if wrapped else 2, patience, sure=True)
    return "" if inner.tag == "div" else _title_above(inner, 2, patience, sure=False)


def _in_item(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(_LEVELS):
        if above is None or above.tag in ("ul", "ol", "body"):
            return False
        if above.tag == "li":
            return True
        above = above.parent
    return False


def _title_above(inner: LexborNode, levels: int, patience: Patience, sure: bool) -> str:
    """The title before a list or before what holds it; only headings, unless one is ``sure``."""
    node: LexborNode | None = inner
    for _ in range(levels):
        if node is None or node.tag in _ENDS:
            return ""
        text = _title_before(node, patience, sure)
        if text:
            return text[:_LONGEST]
        node = node.parent
    return ""


def _title_before(node: LexborNode, patience: Patience, sure: bool) -> str:
    """The title before an element; where there is ``sure`` to be one, any words will do."""
    words: list[str] = []
    for before in _before(node):
        titled = _is_title(before, _TITLES if sure else _HEADINGS)
        if not (sure or titled or before.tag == "-text"):
            break
        text = squeeze(patience.text(before)[: _LONGEST_TITLE * 4])
        if not _LETTER.search(text) or _OPENS.fullmatch(text.lower()):
            continue
        if len(text) > _LONGEST_TITLE or _holds_links(before):
            break
        if titled:
            return text
        if not sure:
            break
        words.append(_link_text(before) or text)
    return " ".join(reversed(words))


def _link_text(node: LexborNode) -> str:
    """The text of the link that an element wraps."""
    link = node.css_first("a") if node.tag != "-text" else None
    text = squeeze(link.text()[:_LONGEST_TITLE]) if link is not None else ""
    return text if _LETTER.search(text) else ""


def _before(node: LexborNode) -> Iterator[LexborNode]:
    before = node.prev
    for _ in range(_MOST_BEFORE):
        if before is None:
            return
        yield before
        before = before.prev


def _holds_links(node: LexborNode) -> bool:
    if node.tag == "-text" or node.tag in _TITLES:
        return False
    return node.css_first("ul,ol,li") is not None or len(node.css("a")) > 1


def _is_title(node: LexborNode, tags: tuple[str, ...]) -> bool:
    if node.tag == "-text":
        return False
    return node.tag in tags or bool(_TITLED.search(node.attributes.get("class") or ""))
