"""A parsed page and its facts: links, pictures, headings, text that a person can see.

Block boundaries are written into the markup before parsing, as white space that HTML allows
everywhere: the parser then gives the text of any element with its structure at the speed of C.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_audit import address
from site_audit.facts import Facts, Fragment, Heading, Link
from site_audit.pages import art, links, menus
from site_audit.pages.drawings import SELF, behind, sheet_pictures, spoken
from site_audit.pages.fragments import fragments, names_opened
from site_audit.pages.furniture import is_waiting
from site_audit.pages.hidden import outermost, remove_hidden
from site_audit.pages.pictures import pictures
from site_audit.pages.stubs import is_no_data
from site_audit.pages.surroundings import Surroundings
from site_audit.text import squeeze

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
_ROOTS = "#root,#app,#__next,#__nuxt,app-root,#svelte,#___gatsby,[ng-app],[data-reactroot]"
_ASKS_FOR_SCRIPT = re.compile(r"javascript", re.IGNORECASE)
_FILLS = re.compile(
    r"getElementById\(\s*['\"]([\w-]+)['\"]|querySelector\(\s*['\"]#([\w-]+)['\"]|\$\(\s*['\"]#([\w-]+)['\"]"
)
_NAME = re.compile(r"[\w-]+")
_DASHES = re.compile(r"[-–—.]+")
_MAX_SCRIPT = 20_000
_MAX_HOLES = 20
_LONGEST_MARK = 200
_MAX_ITEMPROPS = 400
_MAX_LINKS = 20_000
# Each walk over a page's tree costs as much as reading thirty links: few of them, for many things.
_SENDS = "iframe[src],frame[src],object[data],embed[src],meta[http-equiv][content]"
_PASSING = (
    "base[href],option[value],script,style,template,noscript,textarea,select,svg title,svg desc"
)
_LASTING = (
    f"a,area[href],{_SENDS},img,h1,h2,h3,h4,h5,h6,{menus.LISTS},input[type=password],[onclick],"
    "[itemprop],[data-target],[data-bs-target],[aria-controls],[data-modal],[data-popup]"
)
_MORE = f"{SELF},{menus.DROPS}"
_TITLES = ("h1", "h2", "h3", "h4", "h5", "h6")
_FRAMES = ("iframe", "frame", "object", "embed")
_CLICKABLE = ("div", "span", "li", "td", "tr", "p")
_OPENERS = frozenset({"data-target", "data-bs-target", "aria-controls", "data-modal", "data-popup"})


def _prepare(html: str) -> str:
    for sign in "\n\t\r\f\v":
        if sign in html:
            html = html.replace(sign, " ")
    # Without regard to case the same patterns take four times as long, and few pages shout.
    for put, tags in _ANY_CASE if _UPPER_TAG.search(html) else _LOWER:
        html = tags.sub(put, html)
    return html


def parse(html: str, url: str, grounds: Mapping[str, str] | None = None) -> Facts:
    """The facts of one HTML page that was found at ``url``.

    ``grounds`` are pictures that style sheets in files put behind classes and ids.

    Reads any string; deep or huge markup may take the parser minutes, so untrusted pages go
    through ``site_audit.pages.cage``.
    """
    tree = LexborHTMLParser(_prepare(html))
    body = tree.body
    if body is None:
        sent = _sent(_gather(tree, _SENDS), url)
        return Facts(title=_title(tree), links=tuple(link for _, link in sent))
    shell = _is_shell(tree, body)
    passing = _gather(tree, _PASSING)
    base = _base(passing, url)
    chosen = tuple(links.choices(passing.of("option")[:300], base))
    holes = (*_holes(tree, passing.of("script")), *_waiting(tree, passing, html))
    said = spoken(passing.of("title", "desc"))
    stored = art.symbols(tree.css("symbol[id]")) if "<symbol" in html else {}
    sheet = dict(grounds or {}) | sheet_pictures(_clean(tree, passing, html))
    placed = behind(html, sheet)
    found = {node.mem_id for node in tree.css(placed)}
    there = _gather(tree, ",".join((_LASTING, _MORE, *([placed] if found else []))))
    frame = tree.css(links.FRAME)
    places = links.Places(regions=links.regions(frame), under=_under(there, frame))
    ways = _ways(there, places, base)
    headings = _headings(there)
    page = Surroundings(
        base=base, regions=places.regions, ways=dict(ways), titles=headings, said=said, sheet=sheet,
        symbols=stored,
    )  # fmt: skip
    shown = pictures(there.all, found, page)
    facts = Facts(
        title=_title(tree),
        lang=_attribute(tree.css_first("html"), "lang"),
        generator=_generator(tree),
        headings=tuple(headings.values()),
        links=(*(link for _, link in ways), *chosen),
        images=shown.images,
        fragments=tuple(_fragments(tree, ways, shown.places, there)),
        itemprops=tuple(_itemprops(there)),
        shell=shell,
        scripted=bool(passing.of("script")) or "onclick" in html,
        holes=holes,
        password=any(_attribute(node, "type").lower() != "image" for node in there.of("input")),
        drawings=shown.drawings,
        sheets=tuple(links.sheets(tree, base)),
    )
    chrome = _take_chrome(frame)  # nothing of a menu may be looked at after this
    return replace(facts, text=body.text(), chrome=chrome)


_Way = tuple[int, Link]
"""A link and the number of its element in memory, 0 for what is none."""


@dataclass(frozen=True)
class _Nodes:
    """Elements that one walk over a tree found, in their order, by their numbers in memory.

    ``marked`` were found for an attribute: by it alone, or besides for their tag.
    """

    all: dict[int, LexborNode]
    by_tag: dict[str, list[LexborNode]]
    marked: dict[int, LexborNode]

    def of(self, *tags: str) -> list[LexborNode]:
        """Elements with one of the tags; those of the first tag come first."""
        return [node for tag in tags for node in self.by_tag.get(tag, ())]


_FOR_THEIR_TAG = frozenset(re.findall(r"(?:^|,)([a-z][a-z0-9]*)", f"{_PASSING},{_LASTING}"))


def _gather(tree: LexborHTMLParser, selectors: str) -> _Nodes:
    found: dict[int, LexborNode] = {}
    by_tag: dict[str, list[LexborNode]] = {}
    marked: dict[int, LexborNode] = {}
    for node in tree.css(selectors):  # an element comes once for each selector that fits
        if node.mem_id in found or node.tag not in _FOR_THEIR_TAG:
            marked[node.mem_id] = node
        if node.mem_id not in found:
            found[node.mem_id] = node
            by_tag.setdefault(str(node.tag), []).append(node)
    return _Nodes(all=found, by_tag=by_tag, marked=marked)


def _attribute(node: LexborNode | None, name: str) -> str:
    return (node.attributes.get(name) or "") if node is not None else ""


def _title(tree: LexborHTMLParser) -> str:
    node = tree.css_first("head title") or tree.css_first("title")
    return squeeze(node.text())[:500] if node is not None else ""


def _generator(tree: LexborHTMLParser) -> str:
    named = tree.head.css_first("meta[name=generator]") if tree.head is not None else None
    return _attribute(named, "content")[:200]


def _base(passing: _Nodes, url: str) -> str:
    href = _attribute(next(iter(passing.of("base")), None), "href").strip()
    return address.join(url, href) or url if href else url


def _clean(tree: LexborHTMLParser, passing: _Nodes, html: str) -> str:
    """Takes away what nobody sees; returns the text of the page's style sheets."""
    styles = _prune(passing)
    remove_hidden(tree, styles)
    _clear_empty_tables(tree, html)
    return styles


def _prune(passing: _Nodes) -> str:
    """Takes away what is no text of the page; returns its style sheets' text."""
    styles = " ".join(node.text() for node in passing.of("style"))
    for node in reversed(passing.all.values()):  # children before the parents that take them along
        if node.tag not in ("base", "option"):
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


def _holes(tree: LexborHTMLParser, scripts: list[LexborNode]) -> Iterator[str]:
    """Ids of empty elements that a script names, or that stand right before one."""
    named = {name for node in scripts for match in _FILLS.finditer(node.text()[:_MAX_SCRIPT])
             for name in match.groups() if name}  # fmt: skip
    before = {_attribute(_element_before(node), "id") for node in scripts}
    wanted = sorted(name for name in named | before if _NAME.fullmatch(name))[:_MAX_HOLES]
    for node in tree.css(",".join(f'[id="{name}"]' for name in wanted)) if wanted else ():
        if _is_empty(node):
            yield _attribute(node, "id")


def _waiting(tree: LexborHTMLParser, passing: _Nodes, html: str) -> Iterator[str]:
    """Marks of places that say themselves that a script will fill them."""
    for node in passing.of("noscript"):
        if _ASKS_FOR_SCRIPT.search(node.text()):
            yield squeeze(node.text())[:_LONGEST_MARK]
    for node in tree.css("[aria-busy=true]") if "aria-busy" in html else ():
        if _is_empty(node):
            yield (_attribute(node, "id") or squeeze(node.html or ""))[:_LONGEST_MARK]


def _element_before(node: LexborNode) -> LexborNode | None:
    before = node.prev
    while before is not None and before.tag in ("-text", "-comment", "_comment", "script"):
        before = before.prev
    return before


def _is_empty(node: LexborNode) -> bool:
    words = squeeze(node.text())
    return (not words or is_waiting(words)) and node.css_first("a,iframe,input,li,tr") is None


def _clear_empty_tables(tree: LexborHTMLParser, html: str) -> None:
    """Takes the column titles off tables that hold nothing else."""
    if "<th" not in html and "<TH" not in html:
        return
    bare = [table for table in tree.css("table:has(th)") if not _has_rows(table)]
    titles = {title.mem_id: title for table in bare for title in table.css("th")}
    for node in titles.values():
        node.decompose()


def _has_rows(table: LexborNode) -> bool:
    """Whether a table holds more than the titles of its columns; rows may have titles too."""
    titled = [row for row in table.css("tbody tr") if row.css_first("th") is not None]
    if len(titled) > 1 or any(row.css_first("td") is not None for row in titled):
        return True
    return any(_holds(cell) for cell in table.css("td"))


def _holds(cell: LexborNode) -> bool:
    words = squeeze(cell.text())
    if words and not is_no_data(words) and not _DASHES.fullmatch(words):
        return True
    return cell.css_first("a,img,svg,iframe,object,embed,input") is not None


def _under(there: _Nodes, frame: list[LexborNode]) -> dict[int, str]:
    named = (node for node in (*frame, *there.of("div")) if node.tag == "div")
    inner = (node for node in named if menus.is_inner(node))
    return menus.under((*there.of("ul", "ol", "details"), *inner))


def _ways(there: _Nodes, places: links.Places, base: str) -> list[_Way]:
    anchors = there.of("a", "area")[:_MAX_LINKS]
    numbers = (node.mem_id for node in anchors)
    clickable = [node for node in there.marked.values() if node.tag in _CLICKABLE]
    clickable = [node for node in clickable if "onclick" in node.attributes]
    return [
        *zip(numbers, links.anchors(anchors, places, base), strict=True),
        *_sent(there, base),
        *links.clickables(clickable[:300], base),
    ]


def _sent(there: _Nodes, base: str) -> Iterator[_Way]:
    yield from links.frames(there.of(*_FRAMES)[:50], base)
    for link in links.refreshes(there.of("meta"), base):
        yield 0, link


def _headings(there: _Nodes) -> dict[int, Heading]:
    """Headings by the numbers of their elements in memory."""
    titles = [(number, node) for number, node in there.all.items() if node.tag in _TITLES]
    texts = [(number, node, squeeze(node.text())) for number, node in titles[:500]]
    return {
        number: Heading(int(str(node.tag)[1]), text[:500]) for number, node, text in texts if text
    }


def _fragments(
    tree: LexborHTMLParser, ways: list[_Way], images: Mapping[int, int], there: _Nodes
) -> Iterator[Fragment]:
    named = (link.href.partition("#")[2] for _, link in ways if "#" in link.href)
    wanted = dict.fromkeys(named, True)
    for node in there.marked.values():
        if not _OPENERS.isdisjoint(node.attributes):
            # A panel that opens is no mark of what follows it.
            wanted.update(dict.fromkeys(names_opened(node), False))
    if wanted:
        places = {number: place for place, (number, _) in enumerate(ways)}
        yield from fragments(tree, wanted, places, images)


def _itemprops(there: _Nodes) -> Iterator[tuple[str, str]]:
    seen: dict[str, str] = {}
    for node in there.marked.values():
        if "itemprop" not in node.attributes:
            continue
        # Copied from a printed sample, values carry typographic quotes.
        name = (node.attributes.get("itemprop") or "").strip(" “”\"'«»").lower()
        if not seen.get(name) and len(seen) < _MAX_ITEMPROPS:
            seen[name] = squeeze(node.text())[:300]
    yield from seen.items()


def _take_chrome(frame: list[LexborNode]) -> str:
    """Takes menus, headers and footers out of the tree and returns their text.

    An element that holds the page's main part is no chrome, whatever it is called.
    """
    named = [node for node in frame if links.is_chrome(node)]
    chrome = outermost(
        [node for node in named if node.css_first("main,article,[role=main]") is None]
    )
    parts = [node.text() for node in chrome]
    for node in chrome:
        node.decompose()
    return "\n".join(parts)
