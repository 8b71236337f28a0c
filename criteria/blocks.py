"""Subsections that are no page of their own: tabs, accordions, blocks under a title."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from criteria import look, roles
from criteria.look import Way
from criteria.role_words import SECTION
from criteria.subsection import Sighting, Subsection, sighting
from site_audit import address
from site_audit.facts import Link
from site_audit.model import Evidence, Mark, Page, Snapshot
from site_audit.pages.content import ENOUGH, unbulleted
from site_audit.pages.content import LONGEST_TITLE as LONGEST
from site_audit.pages.furniture import is_waiting
from site_audit.pages.links import is_generic
from site_audit.pages.stubs import NOTHING_TO_SHOW, is_no_data, is_stub, kept_lines
from site_audit.text import fold, fold_text, lines

MOST_LINES = 400
LONGEST_TITLE = 140  # signs
_INSTEAD: dict[str, tuple[Mark, str]] = {
    "placeholder": (0, "Под заголовком «{}» нет содержания."),
    "no_data": (None, "Под заголовком «{}» вместо содержания написано «нет данных»."),
    "needs_browser": (None, "То, что стоит под заголовком «{}», показывает только JavaScript."),
}
_WORD = re.compile(r"\w")
_CLOSES = re.compile(r"[×✕✖✗xх]|закрыть|close", re.IGNORECASE)
_SHORTEST_NAME = 5  # signs of a file's name


def no_data(text: Sequence[str]) -> bool:
    """Whether «нет данных» is all that stands there."""
    return bool(text) and all(map(is_no_data, text))


def panel(snapshot: Snapshot, spec: Subsection, way: Way, text: str) -> Sighting:
    """What a ``#name`` link shows: the panel of a tab, the body of an accordion."""
    link, page = way
    block = [line for line in lines(text) if fold(line) != fold(link.text)]
    found = None if _shared(way) else _block(snapshot, spec, page, (link.text, block))
    because = f"Пункт «{link.text}» ничего не открывает."
    return found or sighting(0, "dead_link", because, way, rank=3)


def _shared(way: Way) -> bool:
    """Whether links of other names show the same element: then it belongs to none of them."""
    link, page = way
    return any(
        other.href == link.href and fold(other.text) != fold(link.text)
        for other in page.facts.links
    )


def _block(
    snapshot: Snapshot, spec: Subsection, page: Page, titled: tuple[str, list[str]]
) -> Sighting | None:
    """What stands under a title, or None when nothing does."""
    title, block = titled
    if any(is_generic(line) for line in block if _WORD.search(line)):
        return None  # a tile: what it promises lies behind its link
    titles, named = _signs(snapshot, page)
    kept = tuple(line for line in kept_lines(block) if line not in titles)
    text = fold_text("\n".join(kept))
    little = sum(map(len, kept)) < ENOUGH and not NOTHING_TO_SHOW.search(text)
    files = [one for one in named if any(one.text in line for line in block)] if little else []
    if not files and kept and is_waiting(kept[0]) and len(kept) <= 2:
        return _instead("needs_browser", page, title)
    if not files and (not kept or (little and not spec.pattern.search(text))):
        return _instead("placeholder", page, title) if len(kept) < len(block) else None
    if no_data(kept) and not files:
        return _instead("no_data", page, title)
    quote = f"{title}: {look.quote(kept or tuple(link.text for link in files))}"
    return Sighting(
        mark=1,
        reason="on_one_page",
        because=f"Подраздел «{spec.title}» раскрывается на общей странице.",
        evidence=(Evidence(kind="text", url=page.url, quote=quote, clicks=page.clicks),),
        page=page,
        words=text,
        title=fold(title),
    )


def _signs(snapshot: Snapshot, page: Page) -> tuple[frozenset[str], tuple[Link, ...]]:
    """What every block of a page is read by: headings that are titles, links to files by name."""

    def see() -> tuple[frozenset[str], tuple[Link, ...]]:
        titles = (one.text for one in page.facts.headings if len(one.text) <= LONGEST)
        return frozenset(titles), tuple(filter(_is_named_file, page.facts.links))

    return look.remember(snapshot, ("signs of blocks", id(page)), see)


def _is_named_file(link: Link) -> bool:
    return len(link.text) >= _SHORTEST_NAME and address.is_readable_document(link.url)


def _instead(reason: str, page: Page, title: str) -> Sighting:
    """What stands under a title where content should."""
    mark, because = _INSTEAD[reason]
    evidence = Evidence(kind="text", url=page.url, quote=title, clicks=page.clicks)
    return Sighting(
        mark=mark, reason=reason, because=because.format(title), evidence=(evidence,), page=page
    )


def blocks(snapshot: Snapshot, spec: Subsection, page: Page) -> Iterator[Sighting]:
    """Blocks under the subsection's title on a page that holds the section itself."""
    titles = _titles(snapshot, page)
    mine = [place for place, role in titles if role == spec.role]
    if not mine or not _holds_section(snapshot, page, titles):
        return
    if look.kind(snapshot, page) == "placeholder" or look.only_leads_on(snapshot, page):
        return  # what is left of such a page is crumbs and links to other pages
    text = page.facts.lines
    repeated = look.around(snapshot, page).lines
    ends = sorted({place for place, _ in titles} | {len(text)})
    for place in mine:
        end = ends[bisect_right(ends, place)]
        block = [line for line in text[place + 1 : end][:MOST_LINES] if line not in repeated]
        found = _block(snapshot, spec, page, (text[place], _dialog(block)))
        if found and (found.mark != 1 or spec.pattern.search(found.words) or _is_sure(spec, found)):
            yield found


def _dialog(block: list[str]) -> list[str]:
    """A promise without what follows the sign that closes its window: the next window's text."""
    closed = next((place for place, line in enumerate(block) if _CLOSES.fullmatch(line)), None)
    promise = closed and any(map(is_stub, block[:closed]))
    return block[:closed] if promise else block


def _is_sure(spec: Subsection, found: Sighting) -> bool:
    """Whether a title can name nothing else: «Структура» may, the law's whole title may not."""
    whole = fold(spec.title)
    return not spec.ambiguous or (" " in whole and whole in found.title)


def _titles(snapshot: Snapshot, page: Page) -> list[tuple[int, str]]:
    """(line, role) of lines that are titles of subsections and no links to elsewhere."""

    def see() -> list[tuple[int, str]]:
        text = page.facts.lines
        named = {place: names for place, line in enumerate(text) if (names := _names(line))}
        pages, files = _elsewhere(page) if named else (set(), set())
        menu = {place for place in named if unbulleted(text[place]) in pages}
        return [
            (place, role)
            for place, names in named.items()
            if menu.isdisjoint((place - 1, place, place + 1))
            and unbulleted(text[place]) not in files
            for role in names
        ]

    return look.remember(snapshot, ("blocks", id(page)), see) if page.status == 200 else []


def _elsewhere(page: Page) -> tuple[set[str], set[str]]:
    """Texts of the links that open other pages, and of those that open files."""
    here = address.key(page.url)
    pages: set[str] = set()
    files: set[str] = set()
    for link in page.facts.links:
        if link.url and address.key(link.url) != here:
            (files if address.is_document(link.url) else pages).add(link.text)
    return pages, files


def _names(line: str) -> list[str]:
    """The subsections that a line is the title of."""
    if len(line) > LONGEST_TITLE:
        return []
    return [role for role in roles.titled(line) if role in roles.SUBSECTIONS]


def _holds_section(snapshot: Snapshot, page: Page, titles: list[tuple[int, str]]) -> bool:
    if len({role for _, role in titles}) >= 3:
        return True
    heads = [role for head in look.heads(snapshot, page) for role in roles.titled(head)]
    return page is not snapshot.home and (SECTION in heads or roles.in_section(page.url))
