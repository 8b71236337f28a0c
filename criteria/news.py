"""Dated news items of a site: in the lists of its home page and of its news pages.

A date counts in or beside a list of news only: below a title «Новости», beside the link to an item,
or in the address of one. What tells when documents are taken in is no news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from criteria import look
from criteria.dates import date_in_address, dates_in, put_together
from criteria.news_lines import ALONE, is_alone, is_items_day, is_timetable
from criteria.roles import is_news, titled
from criteria.sheet import frame
from site_audit import address
from site_audit.facts import Link
from site_audit.model import Evidence, Page, Snapshot
from site_audit.text import fold, squeeze

_NO_NEWS = re.compile(  # what ``is_news`` takes for no part of a section and is no news either
    r"calendar|kalendar|galler|galere|foto|photo|raspis|timetable|/tags?/|/author/|/feed|search"
    r"|poisk|[?&](?:date|month|day|year)="
)
_MAY_BE_TITLE = re.compile(r"новост|событ|объявл|анонс|запис|публикац|нового|лента|пресс|блог")
_TITLE = re.compile(
    r"(?:[\w ]+/ )?(?:(?:последние|наши|главные|свежие|все|актуальные|важные) )?"
    r"(?:новост[ьи]|события|объявления|анонсы|записи|публикации|что нового|лента|пресс-центр|блог)"
    r"(?:,? (?:(?:и )?(?:новост[ией]{1,2}|событи[яй]|объявления|анонсы)|колледжа|техникума|училища"
    r"|лицея|филиала|образования|[а-я]{2,6}))*\W*"
)
_HEADLINE = re.compile(r"[\s.,:|—–-]*[А-ЯЁ«\"].{14}")
_LONGEST_TITLE = 60  # signs
_NEAR = 2  # lines
_LONGEST_BLOCK = 80  # lines
_PLAIN_BLOCK = 15  # lines below a title of news that is no heading
_PLAIN_LEVEL = 7  # of such a title, below h6
_LEAST_RUN = 2  # dated lines that make a list of news without a title
_STORY = 60  # signs
_FEW_LINES = 5
_LEAST_WORDS = 3  # of a link that may be an item's title
_MOST_PAGES = 15
_LONGEST_QUOTE = 200


@dataclass(frozen=True, kw_only=True)
class Item:
    """A dated news item; ``link`` is the way to it where its address told the day."""

    day: date
    page: Page
    quote: str = ""
    link: Link | None = None

    @property
    def evidence(self) -> Evidence:
        """Where the date stands."""
        if self.link is not None:
            return look.link_evidence((self.link, self.page))
        clicks = self.page.clicks
        return Evidence(kind="text", url=self.page.url, quote=self.quote, clicks=clicks)


def is_news_address(url: str) -> bool:
    """Whether an address is one of news, and no gallery, timetable or search."""
    return is_news(url) and not _NO_NEWS.search(url.lower())


def is_title(text: str) -> bool:
    """Whether a line or a link's text is the title of a list of news."""
    may_be = len(text) <= _LONGEST_TITLE and _MAY_BE_TITLE.search(text.lower())
    return bool(may_be and _TITLE.fullmatch(fold(text)))


def news_pages(snapshot: Snapshot) -> tuple[Page, ...]:
    """The pages of news that were read, lists before items."""
    read = [
        page
        for page in snapshot.pages[1:]
        if page.kind == "content" and page.status == 200
        if is_news_address(page.url) or is_title(page.anchor)
    ]
    return tuple(sorted(read, key=lambda page: not is_title(page.anchor)))


def items(snapshot: Snapshot) -> tuple[Item, ...]:
    """The dated news items of the home page and of the news pages, in no order of days."""
    return look.remember(snapshot, "news items", lambda: tuple(_items(snapshot)))


def _items(snapshot: Snapshot) -> Iterator[Item]:
    home = snapshot.home
    if home is None:
        return
    yield from _on_home(snapshot, home)
    repeated = {line for line, _ in frame(snapshot).lines}.union(_said(home))
    for page in news_pages(snapshot)[:_MOST_PAGES]:
        own = put_together(tuple(line for line in _said(page) if line not in repeated))
        yield from _in_lines(page, own, frozenset(range(len(own))), _names(snapshot, page))
    for page in (home, *news_pages(snapshot)[:_MOST_PAGES]):
        yield from _by_address(snapshot, page)


def _said(page: Page) -> tuple[str, ...]:
    """The lines of a page; some keep everything in their header."""
    facts = page.facts
    text = facts.lines
    return text if len(text) >= _FEW_LINES else (*text, *facts.chrome_lines)


def _by_address(snapshot: Snapshot, page: Page) -> Iterator[Item]:
    for link in page.facts.links:
        day = date_in_address(link.url)
        is_item = day and is_news_address(link.url) and not address.is_asset(link.url)
        if day and is_item and address.inside(link.url, snapshot.scope):
            yield Item(day=day, page=page, link=link)


def _on_home(snapshot: Snapshot, home: Page) -> Iterator[Item]:
    said = put_together(_said(home))
    names = _names(snapshot, home)
    places = _below_titles(home, said, names) | _beside(home, said, names) | _run(said)
    yield from _in_lines(home, said, places, names)


def _names(snapshot: Snapshot, page: Page) -> frozenset[str]:
    """The texts of links that open news items, or may: they promise nothing else."""
    return frozenset(
        squeeze(link.text)
        for link in page.facts.links
        if link.url and not address.is_document(link.url)
        if is_news_address(link.url) or _may_open_item(snapshot, link)
    )


def _may_open_item(snapshot: Snapshot, link: Link) -> bool:
    is_long = link.region == "content" and len(link.text.split()) >= _LEAST_WORDS
    return is_long and address.inside(link.url, snapshot.scope) and not titled(link.text)


# ---------------------------------------------------------------- where a list of news stands


def _below_titles(home: Page, said: tuple[str, ...], names: frozenset[str]) -> frozenset[int]:
    """Lines below a title of news, up to the next heading of its rank that is no item's."""
    levels = {heading.text: heading.level for heading in reversed(home.facts.headings)}
    found, opened, left = set(), _PLAIN_LEVEL, 0
    for number, line in enumerate(said):
        level = levels.get(line)
        if is_title(line):
            opened = level or _PLAIN_LEVEL
            left = _LONGEST_BLOCK if level else _PLAIN_BLOCK
        elif left and level is not None and level <= opened and line not in names:
            left = 0
        elif left:
            left -= 1
            found.add(number)
    return frozenset(found)


def _beside(home: Page, said: tuple[str, ...], names: frozenset[str]) -> frozenset[int]:
    """Lines that are a date alone and stand near the link to an item, no other title between."""
    titles = {heading.text for heading in home.facts.headings} - names
    return frozenset(
        number
        for number, line in enumerate(said)
        if any(is_alone(line, found) for found in dates_in(line))
        for near in (
            said[max(0, number - _NEAR) : number][::-1],
            said[number + 1 : number + 1 + _NEAR],
        )
        if not names.isdisjoint(takewhile(lambda one: one not in titles, near))
    )


def _run(said: tuple[str, ...]) -> frozenset[int]:
    """Lines of a date and a headline, or of a date above a story, where there are several."""
    found = [
        number
        for number, (line, after) in enumerate(zip(said, (*said[1:], ""), strict=True))
        for one in dates_in(line[:ALONE])
        if one.start == 0 and not one.short and not is_timetable(line)
        if _HEADLINE.match(line[one.end :]) or (one.end == len(line) and len(after) > _STORY)
    ]
    return frozenset(found if len(found) >= _LEAST_RUN else ())


# ---------------------------------------------------------------- dates of its lines


def _in_lines(
    page: Page, said: tuple[str, ...], places: frozenset[int], names: frozenset[str]
) -> Iterator[Item]:
    for number in sorted(places):
        line = said[number]
        for found in dates_in(line):
            if is_items_day(line, found):
                yield Item(day=found.day, page=page, quote=_quote(said, number, names))


def _quote(said: tuple[str, ...], number: int, names: frozenset[str]) -> str:
    """The line of a date, with the title that stands near where it is a date alone."""
    line = said[number]
    if len(line) <= ALONE:
        near = (number + 1, number - 1, number + 2, number - 2)
        known = [said[place] for place in near if 0 <= place < len(said)]
        titles = (one for one in known if one in names and not is_title(one))
        line = f"{line} {next(titles, next(iter(known), ''))}".strip()
    return line[:_LONGEST_QUOTE]
