"""The pages among a site's files: read, their addresses resolved, their internal links found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

import ada_url
from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_audit.pages.charset import decode, encoding_of

Files = dict[str, bytes]
"""Address (path with query, not percent-encoded) -> body; "*" answers what is not known."""

MISSING = "/404.html"
_SITE = "http://twin.invalid"
_DOCUMENT = re.compile(r"\.(?!html?$|php$|shtml$|aspx?$)[a-z0-9]{2,5}$", re.IGNORECASE)
_HEAD_NOSCRIPT = re.compile(r"<noscript\b.*?</noscript\s*>", re.IGNORECASE | re.DOTALL)
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_URL = re.compile(r"(url\(\s*['\"]?)([^'\")]+)")
_REFRESH = re.compile(r"^\s*[01]?\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_ADDRESSES = ("href", "src", "action", "data", "poster", "background", "data-src", "data-original")
_OF_LINKS = frozenset({"href", "target", "rel", "hreflang"})


class Form(NamedTuple):
    """What a link becomes: a tag and further attributes."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()


MENU_FORMS = (
    Form("div"),
    Form("span"),
    Form("div", (("role", "link"), ("tabindex", "0"))),
    Form("li", (("style", "cursor:pointer"),)),
)
_HOLD_BLOCKS = frozenset(
    {"li", "div", "nav", "header", "footer", "aside", "td", "section", "main", "article", "dd"}
)


def pages_of(files: Files) -> Files:
    """The HTML pages among the files, but for framesets, which no script can draw."""
    return {
        key: body
        for key, body in files.items()
        if _is_html(key, body) and b"<frameset" not in body.lower()
    }


def _is_html(key: str, body: bytes) -> bool:
    start = body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_markup = start.startswith(b"<") and (not start.startswith(b"<?xml") or b"<html" in start)
    return is_markup and not _DOCUMENT.search(key.partition("?")[0])


def tree_of(body: bytes) -> LexborHTMLParser:
    """A page's elements as a browser with scripts has them: a noscript in the head is nothing."""
    text = decode(body)
    start = _BODY.search(text)
    end = start.start() if start else 0
    return LexborHTMLParser(_HEAD_NOSCRIPT.sub("", text[:end]) + text[end:])


def body_of(tree: LexborHTMLParser) -> LexborNode:
    """The body of what ``pages_of`` calls a page."""
    if tree.body is None:
        raise ValueError("a frameset is no page")
    return tree.body


def base_of(tree: LexborHTMLParser, key: str) -> str:
    """Onto what a page's relative addresses are joined."""
    own: str = ada_url.join_url(_SITE, key)
    named = tree.css_first("base[href]")
    return _joined(own, named.attributes["href"] or "") if named is not None else own


def _joined(base: str, href: str) -> str:
    try:
        return str(ada_url.join_url(base, href.strip()))
    except ValueError:
        return href


def join(base: str, href: str) -> str:
    """Where a link leads: a path with query and fragment, or a foreign address as it stands."""
    joined = _joined(base, href)
    return joined.removeprefix(_SITE) if joined.startswith(f"{_SITE}/") else joined


def refresh_of(tree: LexborHTMLParser, key: str) -> str:
    """Where a page sends its readers at once; empty for most."""
    for node in tree.css("meta[http-equiv=refresh i]"):
        match = _REFRESH.match(node.attributes.get("content") or "")
        if match:
            return join(base_of(tree, key), match[1])
    return ""


def resolve(tree: LexborHTMLParser, key: str) -> None:
    """Make all addresses of a page independent of where it is shown."""
    base = base_of(tree, key)
    for name in _ADDRESSES:
        for node in tree.css(f"[{name}]"):
            value = node.attributes.get(name)
            if value is not None and not value.startswith("#"):
                node.attrs[name] = join(base, value)
    for node in tree.css("[style]"):
        node.attrs["style"] = _resolved(node.attributes.get("style") or "", base)
    for node in tree.css("style"):
        node.inner_html = _resolved(node.text(), base)
    for node in tree.css("base"):
        node.decompose()


def _resolved(style: str, base: str) -> str:
    return _URL.sub(lambda match: match[1] + join(base, match[2]), style)


def ways(tree: LexborHTMLParser, key: str, files: Files) -> Iterator[tuple[LexborNode, str]]:
    """Links to pages of the same site, and where they lead; dead ones too, documents not."""
    base = base_of(tree, key)
    for node in tree.css("a[href],area[href]"):
        href = (node.attributes.get("href") or "").strip()
        target = join(base, href)
        if not href.startswith("#") and target.startswith("/") and _leads_to_page(files, target):
            yield node, target


def _leads_to_page(files: Files, target: str) -> bool:
    key = unquote(target.partition("#")[0])
    path = key.partition("?")[0]
    name = next((name for name in (key, path) if name in files), "")
    return _is_html(name, files[name]) if name else not _DOCUMENT.search(path)


def become(tree: LexborHTMLParser, node: LexborNode, form: Form, more: Mapping[str, str]) -> None:
    """Replace a link by an element that is none, with the form's attributes and ``more``."""
    if node.tag == "area":
        _dress(node, more)
        del node.attrs["href"]
        return
    holder = node.parent
    if form.tag == "li" and holder is not None and _is_plain_item(node, holder):
        _dress(holder, {**dict(form.attributes), **more, "class": _classes(holder)})
        node.unwrap()
        return
    tag = form.tag if form.tag == "button" or _fits(form, holder) else "span"
    kept = {name: value or "" for name, value in node.attributes.items() if name not in _OF_LINKS}
    attributes = {**kept, **dict(form.attributes), **more, "class": _classes(node)}
    new = tree.create_node(tag)
    _dress(new, attributes)
    new.inner_html = node.inner_html or ""
    node.replace_with(new)


def _fits(form: Form, holder: LexborNode | None) -> bool:
    return form.tag != "li" and holder is not None and holder.tag in _HOLD_BLOCKS


def _is_plain_item(node: LexborNode, holder: LexborNode) -> bool:
    """Whether an item of a list has nothing but a link that looks like nothing special."""
    others = (one for one in holder.iter(include_text=True) if one.mem_id != node.mem_id)
    dressed = node.attributes.keys() - _OF_LINKS or "style" in holder.attributes
    return holder.tag == "li" and not dressed and not any((x.html or "").strip() for x in others)


def _classes(node: LexborNode) -> str:
    return f"{node.attributes.get('class') or ''} menu-item".strip()


def _dress(node: LexborNode, attributes: Mapping[str, str]) -> None:
    for name, value in attributes.items():
        node.attrs[name] = value


def serialised(tree: LexborHTMLParser, like: bytes) -> bytes:
    """The page in the encoding of the bytes that it was made of."""
    encoding = encoding_of(like)
    return (tree.html or "").encode(encoding, "xmlcharrefreplace")


def markup(nodes: Iterable[LexborNode]) -> str:
    """Several nodes as HTML."""
    return "".join(node.html or "" for node in nodes)
