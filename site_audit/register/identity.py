"""Identity: whether a site is the college's own, told by what its pages say of themselves. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from site_audit.facts import Facts
from site_audit.model import College
from site_audit.register import cells, naming
from site_audit.text import fold, squeeze

Answer = Literal["same", "other", "untold"]
Because = Literal[
    "inn", "name", "other_inn", "other_name", "founder", "catalogue", "unnamed", "silent", "both"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A page that was read, and where."""

    url: str
    facts: Facts


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """The answer with its evidence: ``quote`` are the page's words, ``url`` is the page.

    ``inn`` is one that the site gives as its own, whoever was looked for.
    """

    answer: Answer
    because: Because
    quote: str = ""
    url: str = ""
    inn: str = ""


_INN = re.compile(
    r"\bинн\b[^0-9]{0,40}?((?:\d[ \u00a0\u202f]?){9}\d)(?![ \u00a0]?\d)", re.IGNORECASE
)
_OF_OTHERS = re.compile(
    r"учредител|министерств|департамент|комитет|управлени[ея] образ|администраци|банк|казначейств"
    r"|\bооо\b|\bип\b|\bао\b|\bпао\b|разработ|благотворител|\bфонд\b|профсоюз|партн[её]р|спонсор"
    r"|работодател|поставщик|контрагент|получател"
)
_FOUNDER = re.compile(
    r"^(?:официальный (?:сайт|портал) )?(?:\w+ ){0,2}?(?:министерств[оа]|департамент\w?|комитет\w?"
    r"|управлени[ея]|администраци[яи]|правительств[оа])\b"
)
_A_NAME = re.compile(
    r"[^\n.!?|/]{0,90}\b(?:колледж|техникум|училищ|лице[йяюе]|институт|университет|академи)[а-яё]*"
    r"[^\n.!?|/]{0,90}|\bпу\W{0,2}№?\W?\d+[^\n.!?|/]{0,60}",
    re.IGNORECASE,
)
_MANY = 5  # institutions on one page
_LITTLE = 200  # signs of a text that cannot be expected to name anybody
_TALK = re.compile(r"(?:о|об|в|наш\w*|жизнь|студент\w*|новост\w*|сведения) ")


def same_organisation(college: College, facts_of_pages: Sequence[Told]) -> Identity:
    """Whether pages of one site, the home page first, are of this college."""
    pages = [_Page(told) for told in facts_of_pages]
    for look in (_by_inn, _by_prominent_name, _by_any_name):
        identity = look(college, pages)
        if identity is not None:
            return identity
    return _by_nothing(_names(college), pages)


class _Page:
    """A page's words: ``prominent`` says whose site it is, ``whole`` all that it says."""

    def __init__(self, told: Told) -> None:
        facts = told.facts
        self.url, self.title, self.is_shell = told.url, facts.title, facts.shell
        self.headings = [one.text for one in facts.headings if one.level == 1]
        signs = [one.alt for one in facts.images if one.region == "header" and one.alt]
        self.prominent = [self.title, *self.headings, *signs, facts.chrome[:4000]]
        self.footer = facts.chrome[-4000:]
        self.whole = "\n".join((facts.text, facts.chrome))
        self.links = [one.text for one in facts.links if one.text]


def _names(college: College) -> tuple[naming.Name, ...]:
    names = map(naming.name_of, filter(None, (college.name, college.short_name)))
    return tuple(one for one in names if one.size)


def _by_inn(college: College, pages: Sequence[_Page]) -> Identity | None:
    """Its own ИНН settles all; another's that is given as the site's own does so too."""
    given = [found for page in pages for found in _inns(page)]
    own = next((one for one in given if one.inn == college.inn), None)
    if own is not None:
        return Identity(answer="same", because="inn", quote=own.quote, url=own.url, inn=own.inn)
    if not college.inn:
        return None
    for page in pages:
        digits = re.search(rf"(?<!\d){college.inn}(?!\d)", page.whole)
        if digits:
            quote = naming.around(page.whole, *digits.span())
            return Identity(answer="same", because="inn", quote=quote, url=page.url)
    strange = next((one for one in given if not _OF_OTHERS.search(one.near)), None)
    if strange is None:
        return None
    return Identity(
        answer="other", because="other_inn", quote=strange.quote, url=strange.url, inn=strange.inn
    )


@dataclass(frozen=True, slots=True)
class _Given:
    inn: str
    quote: str
    url: str
    near: str


def _inns(page: _Page) -> Iterator[_Given]:
    for found in _INN.finditer(page.whole):
        digits = re.sub(r"\D", "", found[1])
        if is_inn(digits):
            line = page.whole.rfind("\n", 0, found.start()) + 1
            before = page.whole[max(line, found.start() - 160) : found.end()]
            quote = naming.around(page.whole, *found.span(), more=40)
            yield _Given(digits, quote, page.url, fold(before))


def is_inn(digits: str) -> bool:
    """Whether ten digits are an organisation's ИНН."""
    try:
        return bool(digits) and cells.inn(digits) == digits
    except cells.CellRefusedError:
        return False


def _by_prominent_name(college: College, pages: Sequence[_Page]) -> Identity | None:
    """The name in a title, a heading, the header or the footer."""
    for name in _names(college):
        for page in pages:
            found = naming.find(name, [*page.prominent, page.footer])
            if found.whole and not _is_founder(page):
                return Identity(answer="same", because="name", quote=found.quote, url=page.url)
    return None


def _by_any_name(college: College, pages: Sequence[_Page]) -> Identity | None:
    """Somebody else's name over the site, or ours anywhere in it."""
    names = _names(college)
    mentioned = _mentioned(names, pages)
    home = pages[0] if pages else None
    if home is not None and _is_founder(home):
        return Identity(answer="other", because="founder", quote=home.title, url=home.url)
    if home is not None and (listed := _catalogue(home)):
        return Identity(answer="other", because="catalogue", quote=listed, url=home.url)
    stranger = next((one for page in pages if (one := _stranger(names, page))), None)
    if stranger is not None and mentioned is not None:
        return Identity(answer="untold", because="both", quote=stranger.quote, url=stranger.url)
    return stranger or mentioned


def _mentioned(names: Iterable[naming.Name], pages: Sequence[_Page]) -> Identity | None:
    for name in names:
        for page in pages:
            found = naming.find(name, [page.whole])
            if found.whole:
                return Identity(answer="same", because="name", quote=found.quote, url=page.url)
    return None


def _is_founder(page: _Page) -> bool:
    return any(_FOUNDER.match(fold(text)) for text in (page.title, *page.headings[:1]))


def _catalogue(page: _Page) -> str:
    """The names of many institutions that the page leads to; empty for other pages."""
    named = {fold(text): squeeze(text) for text in page.links if _is_a_name(text)}
    marks = {naming.name_of(text) for text in named.values()}
    return "; ".join(list(named.values())[:3]) if len(marks) >= _MANY else ""


def _is_a_name(text: str) -> bool:
    """Whether words are a name of an institution, not «О колледже» or «Студенту техникума»."""
    name = naming.name_of(text)
    return (
        len(text) < 200
        and bool(_A_NAME.search(text))
        and not _TALK.match(fold(text))
        and (len(name.stems) + len(name.shorts) >= 2 or bool(name.numbers))
    )


def _stranger(names: tuple[naming.Name, ...], page: _Page) -> Identity | None:
    """Another institution in the title or the first heading; nothing without a name of ours."""
    if not names:
        return None
    for text in (page.title, *page.headings[:1]):
        for match in _A_NAME.finditer(text):
            if _is_strange(names, match.group()):
                quote = squeeze(match.group())
                return Identity(answer="other", because="other_name", quote=quote, url=page.url)
    return None


def _is_strange(names: tuple[naming.Name, ...], text: str) -> bool:
    """Whether a name has telling words that ours have not, or another number."""
    said = naming.name_of(text)
    ours = {one for name in names for one in name.stems}
    numbers = {one for name in names for one in name.numbers}
    if said.numbers and not set(said.numbers) <= numbers:
        return bool(numbers) or bool(_foreign(said.stems, ours))
    foreign = _foreign(said.stems, ours)
    return bool(foreign) and len(foreign) * 2 >= len(said.stems)


def _foreign(stems: Iterable[str], ours: set[str]) -> list[str]:
    return [
        one for one in stems if not any(one.startswith(own) or own.startswith(one) for own in ours)
    ]


def _by_nothing(names: tuple[naming.Name, ...], pages: Sequence[_Page]) -> Identity:
    """Nobody is named: many words that never come near our name are another's, few say nothing."""
    home = pages[0] if pages else None
    said = sum(len(squeeze(page.whole)) for page in pages)
    if home is None or home.is_shell or said < _LITTLE or not names:
        return Identity(answer="untold", because="silent", url=home.url if home else "")
    best = max((_nearest(name, pages) for name in names), key=lambda one: one[0])
    if best[0] * 2 >= 1:
        return Identity(answer="untold", because="unnamed", quote=best[1], url=home.url)
    return Identity(answer="other", because="unnamed", quote=home.title[:300], url=home.url)


def _nearest(name: naming.Name, pages: Sequence[_Page]) -> tuple[float, str]:
    """The share of a name's marks that stands together somewhere, and where."""
    found = [naming.find(name, [*page.prominent, page.whole]) for page in pages]
    best = max(found, key=lambda one: one.marks)
    share = best.marks / name.size if name.stems or name.shorts else 0.0  # a bare number is a date
    return share, best.quote
