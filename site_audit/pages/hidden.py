"""Hidden text is no evidence: it is taken out of the tree before anything looks at it.

Accordions, tabs, drop-down menus and dialogs are hidden too until a person opens them: an element
that something on the page can open stays.
"""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_NOT_READABLE = re.compile(
    r"font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
    r"|(?:left|top|right|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}(?:\.\d+)?(?:px|pt|em|rem|%)"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)"
    r"|transform\s*:\s*scale\(\s*0\s*\)",
    re.IGNORECASE,
)
_TINY = re.compile(
    r"(?<![\w-])(?:max-)?(width|height)\s*:\s*[01](?:px)?\s*(?:;|!|$)", re.IGNORECASE
)
_SHOWN = re.compile(
    r"display\s*:\s*(?!none)|visibility\s*:\s*visible|opacity\s*:\s*[1.]|height\s*:|left\s*:\s*0",
    re.IGNORECASE,
)
_INK = re.compile(r"(?<![\w-])color\s*:\s*([^;!]+)", re.IGNORECASE)
_GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_OPENABLE = re.compile(
    r"\bwow\b|\baos|animat|fade|d-(?:sm|md|lg|xl|xxl)-|\bd-block|visible-|tab|accord|collaps|spoil|toggle|dropdown|drop-down|sub-?menu|slide|carousel|swiper|modal|popup"
    r"|pop-up|offcanvas|off-canvas|burger|menu|more|answer|faq|panel|fold|expand|open|nav",
    re.IGNORECASE,
)
_CONTROLS = ("button", "summary", "a", "label", "dt", "h1", "h2", "h3", "h4", "h5", "h6")
_PLAIN_SELECTOR = re.compile(r"^\s*(?:[a-z]+)?([.#]-?[^\W\d][\w-]*)\s*$", re.IGNORECASE)
_COLOURS = {"white": "#ffffff", "black": "#000000"}
_ON_NO_DEVICE = (  # a page builder's switches, all of them off
    ".elementor-hidden-desktop.elementor-hidden-tablet.elementor-hidden-mobile,"
    ".elementor-hidden-desktop.elementor-hidden-tablet.elementor-hidden-phone"
)
_MAX_STYLES = 100_000
_SHORT = 200  # signs of a style that other elements may well have too


def _colour(value: str) -> str:
    name = value.strip().lower().split(" ")[0]
    if re.fullmatch(r"#[0-9a-f]{3}", name):
        return "#" + "".join(digit * 2 for digit in name[1:])
    return _COLOURS.get(name, name)


def _on_own_ground(style: str) -> bool:
    ink, ground = _INK.search(style), _GROUND.search(style)
    return bool(ink and ground and _colour(ink.group(1)) == _colour(ground.group(1)))


def _unreadable(style: str) -> bool:
    tiny = {match.group(1).lower() for match in _TINY.finditer(style)}
    return bool(
        _NOT_READABLE.search(style)
        or (tiny and "hidden" in style and "overflow" in style)
        or _on_own_ground(style)
    )


def style_rules(styles: str) -> list[tuple[str, str]]:
    """(selectors, style) of the plain rules of a style sheet; those inside @media are left out."""
    sheet = re.sub(r"/\*[^*]*(?:\*(?!/)[^*]*)*\*/", "", styles[:_MAX_STYLES])
    rules: list[tuple[str, str]] = []
    depth, selectors = 0, ""
    for part in re.split(r"([{}])", sheet):
        if part == "{":
            depth += 1
        elif part == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            selectors = part.rpartition(";")[2].strip()
        elif depth == 1 and not selectors.startswith("@"):
            rules.append((selectors, part))
    return rules


@lru_cache(maxsize=64)  # the pages of a site carry the same styles
def _hidden_selectors(styles: str) -> tuple[str, ...]:
    """Plain class and id selectors that the page's own style sheet hides and never shows again."""
    rules = style_rules(styles)
    hidden = []
    for selectors, style in rules:
        if not (_NOT_SHOWN.search(style) or _unreadable(style)):
            continue
        plain = (_PLAIN_SELECTOR.match(selector) for selector in selectors.split(","))
        hidden += [match.group(1) for match in plain if match]
    return tuple(name for name in dict.fromkeys(hidden) if not _shown_again(name, rules))


def _shown_again(name: str, rules: list[tuple[str, str]]) -> bool:
    """True when another rule gives the element its sight back (``.panel.open``, ``.x:hover``)."""
    return any(
        name in selectors and not _PLAIN_SELECTOR.match(selectors) and bool(_SHOWN.search(style))
        for selectors, style in rules
    )


def _targets(tree: LexborHTMLParser) -> set[str]:
    """Ids that a link, a button or a tab of the page can open."""
    found = set()
    for node in tree.css("a[href^='#'],[data-target],[data-bs-target],[aria-controls],label[for]"):
        attributes = node.attributes
        for name in ("href", "data-target", "data-bs-target", "aria-controls", "for"):
            found.add((attributes.get(name) or "").removeprefix("#"))
    return found - {""}


def _control_before(node: LexborNode) -> bool:
    before = node.prev
    while before is not None and before.tag in ("-text", "_comment", "-comment"):
        before = before.prev
    if before is None:
        return False
    attributes = before.attributes
    return (
        before.tag in ("button", "summary")
        or "onclick" in attributes
        or "aria-expanded" in attributes
        or bool(_OPENABLE.search(attributes.get("class") or ""))
    )


def openable(node: LexborNode, targets: set[str]) -> bool:
    """Whether something on the page lets a person open this hidden element."""
    attributes = node.attributes
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return (
        (attributes.get("id") or "") in targets
        or attributes.get("role") in ("tabpanel", "menu", "dialog")
        or bool(_OPENABLE.search(name))
        or (node.parent is not None and node.parent.tag == "li" and node.tag in ("ul", "div"))
        or _control_before(node)
    )


@lru_cache(maxsize=4096)
def _known_style(style: str) -> tuple[bool, bool]:
    return bool(_NOT_SHOWN.search(style)), _unreadable(style)


def _effect(style: str) -> tuple[bool, bool]:
    """Whether a style takes its element away, and whether it makes it unreadable."""
    return _known_style(style) if len(style) <= _SHORT else _known_style.__wrapped__(style)


def _is_dead(node: LexborNode, style: str, unreadable: bool) -> bool:
    """Whether nothing on the page gives this element's text to a person's eyes."""
    attributes = node.attributes
    if "opacity" in style and attributes.get("aria-hidden") == "true":
        return True
    if node.tag == "a" and "name" in attributes and not node.text(strip=True):
        return False  # a mark that links lead to
    return unreadable and not _OPENABLE.search(attributes.get("class") or "")


def remove_hidden(tree: LexborHTMLParser, styles: str) -> None:
    """Takes out of ``tree`` what a person cannot see; ``styles`` is the page's own style sheet."""
    doubtful, dead = [], []
    for node in tree.css("[hidden],[style],input[type=hidden]"):
        attributes = node.attributes
        style = attributes.get("style") or ""
        gone, unreadable = _effect(style)
        if "hidden" in attributes or gone:
            doubtful.append(node)
        elif attributes.get("type") == "hidden" or _is_dead(node, style, unreadable):
            dead.append(node)
    for selector in _hidden_selectors(styles) if styles else ():
        doubtful += tree.css(selector)
    dead += tree.css(_ON_NO_DEVICE)
    targets = _targets(tree) if doubtful else set()
    dead += [node for node in doubtful if not openable(node, targets)]
    for node in outermost(dead):
        if node.tag not in ("body", "html"):
            node.decompose()


def outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """``nodes`` once each, without those that go with another one: a freed node must not be met."""
    chosen = {node.mem_id: node for node in nodes}
    return [node for node in chosen.values() if not _is_inside(node, chosen)]


def _is_inside(node: LexborNode, others: dict[int, LexborNode]) -> bool:
    above = node.parent
    while above is not None:
        if above.mem_id in others and above.tag not in ("body", "html"):
            return True
        above = above.parent
    return False
