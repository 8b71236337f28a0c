"""A parsed page and its facts: links, pictures, headings, text that a person can see.

Block boundaries are written into the markup before parsing, as white space that HTML allows
everywhere: the parser then gives the text of any element with its structure at the speed of C.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_audit import address
from site_audit.hidden import remove_hidden
from site_audit.model import Facts, Heading, Image, Link, LinkKind, Region
from site_audit.text import fold, lines, squeeze

_BREAKS = (  # (what is written before the tags, the tags)
    (
        "\n",
        r"/?(?:p|div|li|ul|ol|h[1-6]|br|hr|section|article|header|footer|nav|main|aside|dl|dt|dd"
        r"|table|caption|form|fieldset|legend|blockquote|pre|option|button|summary|details|label"
        r"|center|figure|figcaption|address|title|noscript)",
    ),
    ("\f", "/?tr"),
    ("\t", "t[dh]"),
)
_LOWER = tuple((sign + "<", re.compile(rf"<(?={tags}\b)")) for sign, tags in _BREAKS)
_ANY_CASE = tuple((put, re.compile(tags.pattern, re.IGNORECASE)) for put, tags in _LOWER)
_UPPER_TAG = re.compile(r"</?[A-Z]")
_CHROME = (
    "nav,footer,header,[role=navigation],[role=banner],[role=contentinfo],"
    "#header,#footer,.header,.footer,.site-header,.site-footer,.page-footer"
)
_REGIONS: tuple[tuple[Region, str], ...] = (
    ("aside", "aside,.sidebar,#sidebar,[role=complementary]"),
    ("footer", "footer,#footer,.footer,[role=contentinfo]"),
    ("header", "header,#header,.header,[role=banner]"),
    ("nav", "nav,[role=navigation],[class*=menu],[class*=Menu],[id*=menu],[id*=Menu],.nav,#nav"),
)
_MOST_MENUS = 40  # a page with more elements called so calls every item of a menu a menu
_REFRESH = re.compile(r"^\s*([\d.]*)\s*[;,]?\s*(?:url\s*=)?\s*[\"']?([^\"'>]+)", re.IGNORECASE)
_OPENS_IN_SCRIPT = re.compile(
    r"(?:window\.|document\.|self\.|top\.)?location(?:\.href)?\s*=\s*['\"]([^'\"]+)['\"]"
    r"|(?:window\.)?(?:open|location\.(?:assign|replace))\(\s*['\"]([^'\"]+)['\"]"
)
_IDLE_SCRIPT = re.compile(r"^javascript:\s*(?:void\s*\(?\s*0?\s*\)?|;|)\s*;*\s*$", re.IGNORECASE)
_ROOTS = "#root,#app,#__next,#__nuxt,app-root,#svelte,#___gatsby,[ng-app],[data-reactroot]"
_ASKS_FOR_SCRIPT = re.compile(r"javascript", re.IGNORECASE)
_GENERIC = re.compile(
    r"[\W_]*(?:подробнее|читать(?: далее| больше| полностью)?|перейти(?: (?:в|к|на) \w+)?"
    r"|открыть|далее|еще|смотреть(?: все)?|посмотреть|просмотр|узнать больше|больше|здесь|тут"
    r"|ссылка|more|read more)?[\W_]*"
)
_GENERIC_STARTS = frozenset(word[:4] for word in re.findall(r"\w{3,}", _GENERIC.pattern))
_DIGITS = re.compile(r"\s*(\d{1,5})")
_MAX_FRAGMENTS = 80
_MAX_FRAGMENT = 20_000
_MAX_ITEMPROPS = 400
_MAX_LINKS = 20_000


def _prepare(html: str) -> str:
    for sign in "\n\t\r\f\v":
        if sign in html:
            html = html.replace(sign, " ")
    # Without regard to case the same patterns take four times as long, and few pages shout.
    for put, tags in _ANY_CASE if _UPPER_TAG.search(html) else _LOWER:
        html = tags.sub(put, html)
    return html


def parse(html: str, url: str) -> Facts:
    """The facts of one HTML page that was found at ``url``.

    Reads any string; deep or huge markup may take the parser minutes, so untrusted pages go
    through ``site_audit.cage``.
    """
    tree = LexborHTMLParser(_prepare(html))
    body = tree.body
    if body is None:
        return Facts(title=_title(tree), links=tuple(_frames(tree, url)))
    base = _base(tree, url)
    chosen = tuple(_choices(tree, base))
    shell = _is_shell(tree, body)
    scripts = _prune(tree)
    remove_hidden(tree, scripts)
    links = (*_links(tree, base), *chosen)
    images = tuple(_images(tree, base))
    headings = tuple(_headings(tree))
    fragments = tuple(_fragments(tree, links))
    itemprops = tuple(_itemprops(tree))
    chrome = _take_chrome(tree)
    return Facts(
        title=_title(tree),
        lang=_attribute(tree.css_first("html"), "lang"),
        generator=_attribute(tree.css_first("meta[name=generator]"), "content")[:200],
        headings=headings,
        links=links,
        images=images,
        text=body.text(),
        chrome=chrome,
        fragments=fragments,
        itemprops=itemprops,
        shell=shell,
        password=tree.css_first("input[type=password]") is not None,
    )


def _attribute(node: LexborNode | None, name: str) -> str:
    return (node.attributes.get(name) or "") if node is not None else ""


def _title(tree: LexborHTMLParser) -> str:
    node = tree.css_first("head title") or tree.css_first("title")
    return squeeze(node.text())[:500] if node is not None else ""


def _base(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    href = _attribute(node, "href").strip()
    return address.join(url, href) or url if href else url


def _prune(tree: LexborHTMLParser) -> str:
    """Takes away what is no text of the page; returns its style sheets' text."""
    styles = " ".join(node.text() for node in tree.css("style"))
    for node in tree.css("script,style,template,noscript,textarea,select,svg title,svg desc"):
        node.decompose()
    return styles


def _is_shell(tree: LexborHTMLParser, body: LexborNode) -> bool:
    """Few links, little text, and the marks of a page that a script draws."""
    if len(tree.css("a[href]")) > 3 or not tree.css_first("script"):
        return False
    own = sum(
        len(squeeze(node.text()))
        for node in body.iter()
        if node.tag not in ("script", "style", "noscript", "template")
    )
    warned = any(_ASKS_FOR_SCRIPT.search(node.text()) for node in tree.css("noscript"))
    rooted = tree.css_first(_ROOTS) is not None
    return (own < 200 and (rooted or warned)) or own < 20


def _href(node: LexborNode) -> str:
    return (node.attributes.get("href") or "").strip()


def _regions(tree: LexborHTMLParser) -> dict[int, Region]:
    places: dict[int, Region] = {}
    for region, selector in _REGIONS:
        for container in tree.css(selector)[:_MOST_MENUS]:
            if container.tag != "a" and container.mem_id not in places:
                for node in container.css("a"):
                    places[node.mem_id] = region
    return places


def _links(tree: LexborHTMLParser, base: str) -> Iterator[Link]:
    places = _regions(tree)
    for node in tree.css("a,area[href]")[:_MAX_LINKS]:
        yield _link(node, base, places.get(node.mem_id, "content"))
    yield from _frames(tree, base)
    yield from _clickables(tree, base)


def _link(node: LexborNode, base: str, region: Region) -> Link:
    attributes = node.attributes
    href = (attributes.get("href") or "").strip()
    text = _name(node) or _picture_text(node) or squeeze(attributes.get("title") or "")
    if not text or is_generic(text):
        text = _heading_near(node) or text
    return _made(address.base_for(base, href), href, attributes.get("onclick"), text, region)


@lru_cache(maxsize=16384)
def _made(base: str, href: str, onclick: str | None, text: str, region: Region) -> Link:
    """The link; a menu's are the same on every page of a site."""
    url, kind = _target(href, onclick or "", base)
    return Link(url, href[:500], text[:500], region, kind)


def _name(node: LexborNode) -> str:
    """The text of a link; of a whole card, its heading or first line."""
    text = node.text()
    if "\n" in text and "\n" in text.strip():
        heading = node.css_first("h1,h2,h3,h4,h5,h6")
        if heading is not None and heading.text().strip():
            return squeeze(heading.text())
        if node.css_first("p,div,li") is not None:
            return next(iter(lines(text)), "")
    return squeeze(text)


def is_generic(text: str) -> bool:
    """«Подробнее»: a link text that says nothing of where it leads."""
    bare = text.lstrip(" .»>→-([«").casefold()[:4]
    if len(text) >= 40 or (bare and bare.isalpha() and bare not in _GENERIC_STARTS):
        return False
    return bool(_GENERIC.fullmatch(fold(text)))


def _heading_near(node: LexborNode) -> str:
    """The first words of the card in which a link of no name stands alone."""
    card = node.parent
    for _ in range(4):
        if card is None or card.tag in ("body", "main", "html") or len(card.css("a")) > 2:
            return ""
        words = [line for line in lines(card.text()) if not is_generic(line)]
        if words:
            return words[0]
        card = card.parent
    return ""


def _picture_text(node: LexborNode) -> str:
    label = node.attributes.get("aria-label") or node.attributes.get("alt") or ""
    alts = [label, *((image.attributes.get("alt") or "") for image in node.css("img"))]
    return squeeze(" ".join(alts))


def _target(href: str, onclick: str, base: str) -> tuple[str, LinkKind]:
    """(address, kind) of a link: a script that names an address is as good as a link."""
    if href and not href.startswith("#") and not href.lower().startswith("javascript:"):
        return address.join(base, href), "a"
    script = onclick or ("" if _IDLE_SCRIPT.match(href[:100]) else href)
    named = _OPENS_IN_SCRIPT.search(script[:2000])
    if named:
        return address.join(base, named.group(1) or named.group(2)), "a"
    acts = (script and not href.startswith("#")) or (
        onclick and not onclick.strip().startswith("return false")
    )
    return "", "script" if acts else "a"


def _choices(tree: LexborHTMLParser, base: str) -> Iterator[Link]:
    """Drop-down lists that send their reader to an address: menus of old sites."""
    for node in tree.css("option[value]")[:300]:
        value = _attribute(node, "value").strip()
        if "/" in value or value.lower().endswith((".html", ".htm", ".php")):
            yield Link(address.join(base, value), value[:500], squeeze(node.text()), "nav")


def _frames(tree: LexborHTMLParser, base: str) -> Iterator[Link]:
    for node in tree.css("iframe[src],frame[src],object[data],embed[src]")[:50]:
        attributes = node.attributes
        href = (attributes.get("src") or attributes.get("data") or "").strip()
        url = address.join(base, href)
        if url:
            name = squeeze(attributes.get("title") or attributes.get("name") or "")
            yield Link(url, href[:500], name, "content", "frame")
    for node in tree.css("meta[http-equiv][content]"):
        if _attribute(node, "http-equiv").lower() == "refresh":
            yield from _refresh(_attribute(node, "content"), base)


def _refresh(content: str, base: str) -> Iterator[Link]:
    match = _REFRESH.match(content[:2100])
    url = address.join(base, match.group(2).strip()) if match and "url" in content.lower() else ""
    if match and url:
        yield Link(url, match.group(2)[:500], match.group(1) or "0", "content", "refresh")


def _clickables(tree: LexborHTMLParser, base: str) -> Iterator[Link]:
    """Elements that act like links without being any: only a browser knows where they lead."""
    for node in tree.css(
        "div[onclick],span[onclick],li[onclick],td[onclick],tr[onclick],p[onclick]"
    )[:300]:
        text = squeeze(node.text())
        url, _ = _target("", _attribute(node, "onclick"), base)
        if text and len(text) <= 200:
            yield Link(url, "", text, "content", "a" if url else "script")


def _pixels(value: str | None) -> int:
    digits = _DIGITS.match(value) if value else None
    return int(digits.group(1)) if digits else 0


def _images(tree: LexborHTMLParser, base: str) -> Iterator[Image]:
    for node in tree.css("img")[:2000]:
        attributes = node.attributes
        source = attributes.get("src") or ""
        lazy = attributes.get("data-src") or attributes.get("data-original") or ""
        href = lazy if lazy and (not source or source.startswith("data:")) else source
        yield Image(
            address.join(base, href.strip()) if href else "",
            squeeze(attributes.get("alt") or "")[:500],
            squeeze(attributes.get("title") or "")[:500],
            _pixels(attributes.get("width")),
            _pixels(attributes.get("height")),
            "content",
        )


def _headings(tree: LexborHTMLParser) -> Iterator[Heading]:
    for node in tree.css("h1,h2,h3,h4,h5,h6")[:500]:
        text = squeeze(node.text())
        if text:
            yield Heading(int(str(node.tag)[1]), text[:500])


def _fragments(tree: LexborHTMLParser, links: tuple[Link, ...]) -> Iterator[tuple[str, str]]:
    wanted = {link.href.partition("#")[2] for link in links if "#" in link.href}
    for node in tree.css("[data-target],[data-bs-target],[aria-controls]"):
        for name in ("data-target", "data-bs-target", "aria-controls"):
            wanted.add((node.attributes.get(name) or "").removeprefix("#"))
    if not wanted - {""}:
        return
    found = 0
    for node in tree.css("[id],a[name]"):
        name = node.attributes.get("id") or node.attributes.get("name") or ""
        if name in wanted and found < _MAX_FRAGMENTS:
            found += 1
            yield name, node.text()[:_MAX_FRAGMENT]


def _itemprops(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    seen: dict[str, str] = {}
    for node in tree.css("[itemprop]"):
        # Copied from a printed sample, values carry typographic quotes.
        name = (node.attributes.get("itemprop") or "").strip(" “”\"'«»").lower()
        if not seen.get(name) and len(seen) < _MAX_ITEMPROPS:
            seen[name] = squeeze(node.text())[:300]
    yield from seen.items()


def _take_chrome(tree: LexborHTMLParser) -> str:
    """Takes menus, headers and footers out of the tree and returns their text.

    An element that holds the page's main part is no chrome, whatever it is called.
    """
    parts = []
    for node in tree.css(_CHROME):
        if node.parent is None or node.css_first("main,article,[role=main]") is not None:
            continue
        parts.append(node.text())
        node.decompose()
    return "\n".join(parts)
