"""One site of the farm: a college's pages, with every subsection there or missing by plan.

Everything follows from (seed, number): the same bytes and the same truth each time.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from bench.words import NEWS_WORDS, OUTSIDE, PARTS, PLACES, Part

LEAST_PAGES = 38  # the fixed pages of a site with every subsection, and some news
MISSING = ("no_link", "gone", "stub", "dead")  # how a subsection is not there
HTML_BYTES = (62_000, 112_000)  # of a page in UTF-8: the mean of a college's pages, 87 KB
MONTHS = ("2026-09", "2026-10", "2026-11")
NEWS_ON_A_PAGE = 6


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What stands on a site; ``missing`` are (criterion, way in which it is not there)."""

    seed: int
    number: int
    pages: int
    name: str
    charset: str
    long_slugs: bool
    missing: tuple[tuple[str, str], ...]

    @cached_property
    def truth(self) -> dict[str, int]:
        """A1–A10 as planted."""
        lacking = dict(self.missing)
        return {part.criterion: int(part.criterion not in lacking) for part in PARTS[:10]}

    def dice(self, what: str) -> random.Random:
        """The chance that makes one thing of this site."""
        return random.Random(f"{self.seed}:{self.number}:{what}")

    def path(self, part: Part) -> str:
        """Where a subsection lies."""
        return f"/svedeniya/{part.long_slug}/" if self.long_slugs else f"/sveden/{part.slug}"

    @property
    def hub(self) -> str:
        """Where the section itself lies."""
        return "/svedeniya/" if self.long_slugs else "/sveden/"


def plan(seed: int, number: int, pages: int) -> Plan:
    """The plan of a site with ``pages`` pages; raises ValueError when those are too few."""
    if pages < LEAST_PAGES:
        raise ValueError(f"a site of the farm has at least {LEAST_PAGES} pages")
    dice = random.Random(f"{seed}:{number}")
    share = (0.0, 0.1, 0.3, 0.6)[number % 4]
    kind = dice.choice(("индустриальный", "аграрный", "строительный", "речной", "лесной"))
    return Plan(
        seed=seed,
        number=number,
        pages=pages,
        name=f"{dice.choice(('Светлинский', 'Заречный', 'Озерский'))} {kind} колледж",
        charset="windows-1251" if number % 7 == 3 else "utf-8",
        long_slugs=number % 3 == 1,
        missing=tuple(
            (part.criterion, dice.choice(MISSING)) for part in PARTS[:10] if dice.random() < share
        ),
    )


@dataclass(frozen=True)
class Item:
    """A line of the menu."""

    href: str
    title: str
    below: tuple[Item, ...] = ()


def site(wanted: Plan) -> dict[str, bytes]:
    """Path with query -> HTML of exactly ``pages`` pages that can be reached from ``/``."""
    return Building(wanted).site()


class Building:
    """A site while it is built: what its pages share."""

    def __init__(self, wanted: Plan) -> None:
        self.plan = wanted
        lacking = dict(wanted.missing)
        self.shown = tuple(part for part in PARTS if lacking.get(part.criterion) != "no_link")
        self.opening = tuple(
            part for part in self.shown if lacking.get(part.criterion) in (None, "stub")
        )
        self.stubs = frozenset(code for code, way in wanted.missing if way == "stub")
        self.dead = frozenset(code for code, way in wanted.missing if way == "dead")
        fixed = 4 + len(self.opening) + len(PLACES) + len(MONTHS)  # home, hub, map, first news list
        rest = wanted.pages - fixed
        self.lists = 1 + max(0, rest - 1) // (NEWS_ON_A_PAGE + 1)
        self.news = tuple(
            (f"/news/{100 + number}/", self._title(wanted.dice(f"title {number}")))
            for number in range(rest - self.lists + 1)
        )
        self.menu = self._menu()
        self.foot = self._foot()

    def site(self) -> dict[str, bytes]:
        bodies: dict[str, tuple[str, Iterable[str]]] = {
            "/": ("Главная", self._home()),
            self.plan.hub: ("Сведения об образовательной организации", self._hub()),
            "/karta-sajta/": ("Карта сайта", ()),
        }
        for part in self.opening:
            bodies[self.plan.path(part)] = (part.title, self._part(part))
        for path, title in PLACES:
            bodies[path] = (title, self._place(path, title))
        for month in MONTHS:
            bodies[f"/calendar/?month={month}"] = (f"Календарь {month}", self._month(month))
        for number in range(self.lists):
            bodies[_list_path(number)] = ("Новости", self._list(number))
        bodies |= {path: (title, self._article(path)) for path, title in self.news}
        bodies["/karta-sajta/"] = ("Карта сайта", self._map(bodies))
        return {path: self._page(path, title, body) for path, (title, body) in bodies.items()}

    # what every page has

    def _page(self, path: str, title: str, body: Iterable[str]) -> bytes:
        dice = self.plan.dice(path)
        stub = any(
            self.plan.path(part) == path and part.criterion in self.stubs for part in PARTS[:10]
        )
        parts = [_head(self.plan, title, dice), self.menu, f"<main id='content'><h1>{title}</h1>"]
        parts.append(f'<div class="crumbs"><a href="/">Главная</a> / <span>{title}</span></div>')
        parts += body
        size = sum(len(part.encode()) for part in (*parts, self.foot))
        wanted = 0 if stub or path == "/karta-sajta/" else dice.randint(*HTML_BYTES)
        while size < wanted:
            parts.append(self._filler(dice))
            size += len(parts[-1].encode())
        return "\n".join((*parts, self.foot)).encode(self.plan.charset, "xmlcharrefreplace")

    def _menu(self) -> str:
        section = tuple(
            Item("#" if part.criterion in self.dead else self.plan.path(part), part.title)
            for part in self.shown
        )
        months = tuple(Item(f"/calendar/?month={month}", f"Календарь {month}") for month in MONTHS)
        files = self.plan.dice("files")
        forms = tuple(
            Item(f"/upload/forma-{number}.docx", f"Бланк {number}: {_words(files, 3)}")
            for number in range(1, 9)
        )
        bells = tuple(Item(f"/students/#part-{n}", f"Памятка {n}") for n in range(1, 7))
        latest = tuple(Item(path, title) for path, title in self.news[:5])
        places = tuple(Item(path, title) for path, title in PLACES)
        items = (
            Item("/", "Главная"),
            Item(self.plan.hub, "Сведения об образовательной организации", section),
            Item(places[0].href, places[0].title, (places[1], places[9], *latest[:2])),
            Item(places[2].href, places[2].title, (places[3], *bells, *forms[:4])),
            Item(places[4].href, places[4].title, (*forms[4:], *months[:1])),
            Item(places[5].href, places[5].title, latest[2:]),
            Item(places[6].href, places[6].title, (places[7],)),
            places[8],
            Item("/news/", "Новости", (*latest, *months)),
            places[10],
            Item("/karta-sajta/", "Карта сайта"),
        )
        dice = self.plan.dice("menu")
        return (
            '<header class="site-header"><div class="wrap"><a class="logo" href="/">'
            f'<img src="/img/logo.png" alt="{self.plan.name}" width="90" height="90"></a>'
            f'<p class="slogan">{self.plan.name}</p><a href="tel:+78440023041">002-30-41</a>'
            '</div></header><nav class="mega-menu" id="menu-main"><ul class="level-1">'
            + "".join(_menu_line(item, dice) for item in items)
            + "</ul></nav>"
        )

    def _foot(self) -> str:
        dice = self.plan.dice("foot")
        outside = "".join(
            f'<li class="partner"><a href="https://portal-{number}.example.ru/?from=college"'
            f' target="_blank" rel="noopener"><img src="/img/p{number}.png" width="120" height="40"'
            f' alt="{name}"><span>{name}</span></a></li>'
            for number, name in enumerate(OUTSIDE)
        )
        return (
            "</main><aside class='sidebar'><div class='widget'><b>Объявления</b>"
            f"<p>{_sentence(dice)}</p><p>{_sentence(dice)}</p></div></aside>"
            f"<footer class='site-footer'><ul class='partners'>{outside}</ul><p>© 2026"
            f" {self.plan.name}. Материалы можно перепечатывать со ссылкой.</p></footer>"
            "<script>window.counter=window.counter||[];counter.push(['init',7]);</script>"
            "</body></html>"
        )

    def _filler(self, dice: random.Random) -> str:
        """What bodies of real pages are made of: paragraphs, tables of files, lists, cards."""
        kind = dice.random()
        if kind < 0.62:
            words = " ".join(_sentence(dice) for _ in range(6))
            return f'<div class="block b-{dice.randrange(999)}"><p class="text">{words}</p></div>'
        if kind < 0.8:
            rows = "".join(_row(dice) for _ in range(6))
            return f'<table class="table table-bordered"><tbody>{rows}</tbody></table>'
        if kind < 0.92:
            return f'<ul class="list">{"".join(self._teaser(dice) for _ in range(5))}</ul>'
        return f'<div class="cards">{"".join(self._card(dice) for _ in range(3))}</div>'

    def _teaser(self, dice: random.Random) -> str:
        path, title = dice.choice(self.news)
        return f'<li class="item"><a href="{path}"><span>{title}</span></a></li>'

    def _card(self, dice: random.Random) -> str:
        path, title = dice.choice(self.news)
        return (
            f'<article class="card"><a href="{path}"><img src="/img/c{dice.randrange(90)}.jpg"'
            f' alt="{_words(dice, 3)}" width="400" height="300" loading="lazy"></a><h3><a'
            f' href="{path}">{title}</a></h3><time>{dice.randint(1, 28):02d}.10.2026</time>'
            f"<p>{_sentence(dice)} {_sentence(dice)}</p></article>"
        )

    # what each page has

    def _title(self, dice: random.Random) -> str:
        return _words(dice, 6).capitalize()

    def _home(self) -> Iterator[str]:
        dice = self.plan.dice("home")
        slides = "".join(
            f'<div class="slide"><img src="/img/s{number}.jpg" width="1200" height="400"'
            f' alt="{_words(dice, 3)}"></div>'
            for number in range(5)
        )
        yield f'<div class="slider">{slides}</div>'
        yield f'<div class="cards">{"".join(self._card(dice) for _ in range(6))}</div>'

    def _hub(self) -> Iterator[str]:
        yield "<p>Раздел составлен по требованиям к сайту, его части перечислены ниже.</p><ul>"
        for part in self.shown:
            href = "#" if part.criterion in self.dead else self.plan.path(part)
            yield f'<li><a href="{href}">{part.title}</a></li>'
        yield "</ul>"

    def _part(self, part: Part) -> Iterator[str]:
        if part.criterion in self.stubs:
            yield "<p>Раздел находится в стадии разработки</p>"
            return
        yield '<div class="sveden" itemscope>'
        for name, sentence in part.says:
            marked = f' itemprop="{name}"' if name and not self.plan.long_slugs else ""
            yield f"<p{marked}>{sentence.format(name=self.plan.name)}.</p>"
        yield "</div>"

    def _place(self, path: str, title: str) -> Iterator[str]:
        dice = self.plan.dice(f"place {path}")
        if path == "/gallery/":
            yield '<div class="photos">'
            for number in range(24):
                yield (
                    f'<a class="photo" href="/img/g{number}.jpg"><img src="/img/g{number}-s.jpg"'
                    f' alt="{_words(dice, 3)}" width="240" height="180"></a>'
                )
            yield "</div>"
        for number in range(1, 7):
            yield f'<section id="part-{number}"><h2>{self._title(dice)}</h2>'
            yield f"<p>{_sentence(dice)} {_sentence(dice)}</p></section>"

    def _month(self, month: str) -> Iterator[str]:
        dice = self.plan.dice(month)
        yield '<table class="calendar"><tr>'
        for day in range(1, 31):
            path, _ = dice.choice(self.news)
            yield f'<td><a href="{path}">{day}</a></td>{"</tr><tr>" if day % 7 == 0 else ""}'
        yield "</tr></table>"

    def _list(self, number: int) -> Iterator[str]:
        dice = self.plan.dice(f"list {number}")
        first = number * NEWS_ON_A_PAGE
        for path, title in self.news[first : first + NEWS_ON_A_PAGE]:
            yield f'<div class="news-item"><h3><a href="{path}">{title}</a></h3>'
            yield f"<p>{_sentence(dice)}</p></div>"
        yield '<div class="pages">'
        for other in range(self.lists):
            yield f'<a href="{_list_path(other)}">{other + 1}</a>'
        yield "</div>"

    def _article(self, path: str) -> Iterator[str]:
        dice = self.plan.dice(f"article {path}")
        yield f'<img src="/img/n{dice.randrange(90)}.jpg" width="800" height="500" alt="">'
        for _ in range(8):
            yield f"<p>{_sentence(dice)} {_sentence(dice)}</p>"

    def _map(self, pages: dict[str, tuple[str, Iterable[str]]]) -> Iterator[str]:
        yield '<ul class="map">'
        for path, (title, _) in pages.items():
            yield f'<li><a href="{path}">{title}</a></li>'
        yield "</ul>"


def _list_path(number: int) -> str:
    return f"/news/?page={number + 1}" if number else "/news/"


def _menu_line(item: Item, dice: random.Random) -> str:
    below = "".join(_menu_line(child, dice) for child in item.below)
    return (
        f'<li id="menu-item-{dice.randrange(9999)}" class="menu-item menu-item-type-page'
        f' menu-item-object-page"><a href="{item.href}" title="{item.title}">'
        f'<span class="menu-text">{item.title}</span></a>'
        + (f'<ul class="sub-menu level-2">{below}</ul>' if below else "")
        + "</li>"
    )


def _head(wanted: Plan, title: str, dice: random.Random) -> str:
    look = wanted.dice("styles")  # the same on every page, as content management systems do
    styles = "".join(
        f".b-{look.randrange(999)}{{margin:{look.randrange(40)}px;color:#{look.randrange(999):03}}}"
        for _ in range(60)
    )
    return (
        f'<!DOCTYPE html><html lang="ru"><head><meta charset="{wanted.charset}"><meta'
        f' name="viewport" content="width=device-width, initial-scale=1"><title>{title} —'
        f' {wanted.name}</title><meta name="description" content="{_words(dice, 20)}"><meta'
        ' name="generator" content="Farm 1.0"><link rel="stylesheet" href="/css/site.css">'
        f'<script src="/js/site.js" defer></script><style>{styles}</style><script>var settings='
        f"[{','.join(str(dice.randrange(9999)) for _ in range(120))}];</script></head>"
        '<body class="page inner">'
    )


def _row(dice: random.Random) -> str:
    return (
        f"<tr><td>{_words(dice, 2).capitalize()}</td><td>{_words(dice, 6)}</td><td class='file'>"
        f'<a href="/upload/file-{dice.randrange(999)}.pdf" target="_blank">Файл:'
        f" {_words(dice, 4)} (PDF)</a></td></tr>"
    )


def _words(dice: random.Random, number: int) -> str:
    return " ".join(dice.choices(NEWS_WORDS, k=number))


def _sentence(dice: random.Random) -> str:
    return _words(dice, dice.randint(7, 14)).capitalize() + "."
