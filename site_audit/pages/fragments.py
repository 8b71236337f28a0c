"""The named parts of a parsed page: what a link to ``#name`` shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_audit.facts import Fragment
from site_audit.pages.patience import Patience

_MOST = 80
_LONGEST = 20_000  # signs
_MOST_SIGNS = 10_000_000  # that are read of a page, parts inside of parts again
_CLIMBS = 2  # levels that are left when nothing follows a mark
_OPENING = ("href", "data-target", "data-bs-target", "aria-controls", "data-modal", "data-popup")
OPENERS = "a[href^='#'],[data-target],[data-bs-target],[aria-controls],[data-modal],[data-popup]"
_WINDOW = re.compile(r"modal|popup|pop-up|dialog", re.IGNORECASE)
_SHOWS = "a[href],img,svg,iframe,object,embed,video,input,form,li,tr"
_PANEL = re.compile(r"tab|pane|accord|collaps|spoil|modal|popup|slide|dialog", re.IGNORECASE)
_TOPS = ("body", "html", "-document")


def fragments(
    tree: LexborHTMLParser, wanted: Mapping[str, bool], ways: Mapping[int, int],
    images: Mapping[int, int],
) -> Iterator[Fragment]:  # fmt: skip
    """The parts of a page that have the ``wanted`` names.

    ``wanted`` tells of each name whether an empty element of that name may be a mark before the
    part that it names; ``ways`` and ``images`` map numbers of elements in memory onto places among
    links and pictures.
    """
    named = _named(tree, wanted) if wanted else []
    windows = {name: node for name, node in named if _is_window(node)}
    patience = Patience(_MOST_SIGNS)
    blank = {node.mem_id for name, node in named if wanted[name] and _is_mark(node, patience)}
    ends = _ends(named, blank, patience) if blank else None
    for name, node in named:
        is_mark = ends is not None and node.mem_id in blank
        parts = tuple(_after(node, ends)) if ends and is_mark else (node,)
        parts = (*parts, *_opened(parts, windows))
        yield Fragment(
            name,
            "".join([patience.text(part) for part in parts])[:_LONGEST],
            _places(parts, ways),
            _places(parts, images),
        )


def _named(tree: LexborHTMLParser, wanted: Mapping[str, bool]) -> list[tuple[str, LexborNode]]:
    found: dict[tuple[str, int], LexborNode] = {}
    for node in tree.css("[id],a[name],[data-tooltip-hook]"):
        attributes = node.attributes
        for attribute in ("id", "name") if node.tag == "a" else ("id", "data-tooltip-hook"):
            name = (attributes.get(attribute) or "").lstrip("#")
            if name in wanted and len(found) < _MOST:
                found[name, node.mem_id] = node
    return [(name, node) for (name, _), node in found.items()]


def _is_window(node: LexborNode) -> bool:
    """Whether an element is a window over the page, which a button opens."""
    attributes = node.attributes
    named = f"{attributes.get('class') or ''} {attributes.get('role') or ''}"
    return node.tag == "dialog" or bool(_WINDOW.search(named))


def _opened(
    parts: tuple[LexborNode, ...], windows: Mapping[str, LexborNode]
) -> Iterator[LexborNode]:
    """The windows that buttons in the parts of a page open, each once."""
    if not windows:
        return
    inside = {part.mem_id for part in parts}
    for part in parts:
        for opener in part.css(OPENERS) if part.tag != "-text" else ():
            for name in names_opened(opener):
                window = windows.get(name)
                if window is not None and window.mem_id not in inside:
                    inside.add(window.mem_id)
                    yield window


def names_opened(opener: LexborNode) -> Iterator[str]:
    """The names of elements that an element opens."""
    attributes = opener.attributes
    for attribute in _OPENING:
        name = (attributes.get(attribute) or "").lstrip("#")
        if name and not name.startswith(("/", "http")):
            yield name


def _places(parts: Iterable[LexborNode], known: Mapping[int, int]) -> tuple[int, ...]:
    """The places of what stands inside the parts."""
    if not known:
        return ()
    inside = (node.mem_id for part in parts if part.tag != "-text" for node in part.css("*"))
    return tuple(sorted({known[number] for number in inside if number in known}))


def _is_mark(node: LexborNode, patience: Patience) -> bool:
    """Whether an element is empty, and no place that a script or a click is to fill."""
    if _says(node, patience):
        return False
    attributes = node.attributes
    return not _PANEL.search(f"{attributes.get('class') or ''} {attributes.get('role') or ''}")


def _says(node: LexborNode, patience: Patience) -> bool:
    """Whether there is anything to read or to look at in an element or a text."""
    if patience.text(node).strip():
        return True
    return node.tag != "-text" and node.css_first(_SHOWS) is not None


class _Ends(NamedTuple):
    """Where parts end, by the numbers of elements in memory."""

    named: frozenset[int]
    blank: frozenset[int]
    above: frozenset[int]  # what holds a named element
    patience: Patience


def _ends(named: list[tuple[str, LexborNode]], blank: set[int], patience: Patience) -> _Ends:
    above: set[int] = set()
    for _, node in named:
        holder = node.parent
        while holder is not None and holder.mem_id not in above:
            above.add(holder.mem_id)
            holder = holder.parent
    numbers = frozenset(node.mem_id for _, node in named)
    return _Ends(numbers, frozenset(blank), frozenset(above), patience)


def _after(mark: LexborNode, ends: _Ends) -> Iterator[LexborNode]:
    """What follows a mark, up to the next named element.

    Old pages put several anchors in front of one block: those are passed by. A named block that
    follows an anchor at once is what it stands for; after an empty block it is another one.
    """
    one, begun = _start(mark, ends).next, False
    holders: list[LexborNode] = []
    while one is not None or holders:
        if one is None:
            one = holders.pop().next
        elif one.mem_id in ends.named and (begun or not _is_anchor(one, ends)):
            if not begun and mark.tag == "a" and one.mem_id not in ends.blank:
                yield one
            return
        elif one.mem_id in ends.above:
            holders.append(one)
            one = one.child
        else:
            begun = begun or _says(one, ends.patience)
            yield one
            one = one.next


def _is_anchor(node: LexborNode, ends: _Ends) -> bool:
    return node.tag == "a" and node.mem_id in ends.blank


def _start(mark: LexborNode, ends: _Ends) -> LexborNode:
    """The mark, or what holds it where nothing follows inside of that."""
    start = mark
    for _ in range(_CLIMBS):
        above = start.parent
        if above is None or above.tag in _TOPS or _is_followed(start, ends):
            break
        start = above
    return start


def _is_followed(node: LexborNode, ends: _Ends) -> bool:
    after = node.next
    while after is not None:
        if after.mem_id in ends.named or after.mem_id in ends.above or _says(after, ends.patience):
            return True
        after = after.next
    return False
