"""What stands round the content of every page, and the markup that content is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.looks.pictures import PHOTOS

COLLEGE = "Нижнелужский индустриальный колледж"
MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)


@dataclass(frozen=True)
class Item:
    """A line of the menu."""

    title: str
    href: str
    below: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page before it is framed; ``above`` are (address, title) of the crumbs after the home."""

    path: str
    title: str
    body: str
    above: tuple[tuple[str, str], ...] = ()


MENU = (
    Item(
        "О колледже",
        "/sveden/",
        (
            Item("Сведения об образовательной организации", "/sveden/"),
            Item("Документы колледжа", "/documents/"),
            Item("Карта сайта", "/sitemap/"),
        ),
    ),
    Item(
        "Абитуриенту",
        "/abitur/",
        (
            Item("Специальности и число мест", "/abitur/#places"),
            Item("Как подать заявление", "/abitur/#apply"),
        ),
    ),
    Item("Студенту", "/students/"),
    Item("Профессионалитет", "/professionalitet/"),
    Item("Новости", "/news/"),
    Item("Контакты", "/contacts/"),
)

VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'
STYLESHEET = '<link rel="stylesheet" href="/style.css">'
LOGO = (
    '<a class="logo" href="/"><img src="/img/logo.png" alt="Эмблема колледжа" width="96"'
    f' height="96"><span class="logo-name">{COLLEGE}</span></a>'
)
SEARCH = (
    '<form class="search" action="/search/" role="search"><label class="unseen" for="q">Поиск по'
    ' сайту</label><input id="q" name="q" type="search" placeholder="Поиск по сайту">'
    '<button type="submit">Найти</button></form>'
)
BURGER = (
    '<button class="burger" type="button" aria-label="Меню" aria-expanded="false"'
    ' aria-controls="site-nav">'
    '<span class="burger-lines" aria-hidden="true"></span></button>'
)
_SHAPES = (
    ("tel:+70000001234", "Позвонить в приемную комиссию", "M6 3l4 1 1 5-2 2 4 4 2-2 5 1 1 4-4 3Z"),
    ("mailto:priem@college.example", "Написать на почту колледжа", "M2 5h20v14H2zm0 1 10 7 10-7"),
    (
        "/contacts/#map",
        "Как доехать до колледжа",
        "M12 22C7 15 5 12 5 9a7 7 0 0 1 14 0c0 3-2 6-7 13Z",
    ),
)
ICONS = (
    '<ul class="icons">'
    + "".join(
        f'<li><a class="icon" href="{href}" aria-label="{name}"><svg viewBox="0 0 24 24" width="24"'
        f' height="24" aria-hidden="true"><path d="{shape}"/></svg></a></li>'
        for href, name, shape in _SHAPES
    )
    + "</ul>"
)
FOOTER_LINKS = (
    '<ul class="foot-links"><li><a href="/documents/">Документы колледжа</a></li>'
    '<li><a href="/sitemap/">Карта сайта</a></li>'
    '<li><a href="/contacts/">Адреса и телефоны</a></li></ul>'
)


def menu(items: tuple[Item, ...] = MENU) -> str:
    lines = "".join(_line(item) for item in items)
    return (
        '<nav class="site-nav" id="site-nav" aria-label="Главное меню"><ul class="nav-list">'
        f"{lines}</ul></nav>"
    )


def _line(item: Item) -> str:
    below = "".join(f"<li>{_anchor(child)}</li>" for child in item.below)
    drop = f'<ul class="nav-drop">{below}</ul>' if below else ""
    return f'<li class="nav-item">{_anchor(item)}{drop}</li>'


def _anchor(item: Item) -> str:
    return f'<a href="{item.href}">{item.title}</a>'


def header() -> str:
    return (
        f'<header class="site-header"><div class="wrap top">{LOGO}{SEARCH}{BURGER}</div>\n'
        f"{menu()}</header>"
    )


def footer(year: int) -> str:
    return (
        '<footer class="site-footer"><div class="wrap foot"><div>'
        f'<p class="foot-name">{COLLEGE}</p><p>Нижнелужск, улица Заводская, дом 7</p>'
        f"<p>© {COLLEGE}, {year}</p></div>{FOOTER_LINKS}{ICONS}</div></footer>"
    )


def crumbs(page: Page) -> str:
    """Empty on the home page."""
    if page.path == "/":
        return ""
    above = "".join(
        f'<li><a href="{href}">{title}</a></li>' for href, title in (("/", "Главная"), *page.above)
    )
    return (
        '<nav class="crumbs wrap" aria-label="Вы находитесь здесь"><ol>'
        f'{above}<li aria-current="page">{page.title}</li></ol></nav>\n'
    )


def document(page: Page, year: int) -> str:
    name = COLLEGE if page.path == "/" else f"{page.title} — {COLLEGE}"
    return (
        f'<!DOCTYPE html>\n<html lang="ru">\n<head>\n<meta charset="utf-8">\n{VIEWPORT}\n'
        f'<title>{name}</title>\n<link rel="icon" href="/img/logo.png">\n{STYLESHEET}\n'
        '<script src="/site.js" defer></script>\n</head>\n<body>\n'
        f'<a class="skip" href="#content">Перейти к содержанию</a>\n{header()}\n{crumbs(page)}'
        f'<main class="site-main wrap" id="content">\n{page.body}\n</main>\n{footer(year)}\n'
        "</body>\n</html>\n"
    )


# the markup of content


def h1(text: str) -> str:
    return f'<h1 class="h1">{text}</h1>\n'


def h2(text: str) -> str:
    return f'<h2 class="h2">{text}</h2>\n'


def h3(text: str) -> str:
    return f'<h3 class="h3">{text}</h3>\n'


def prose(*texts: str) -> str:
    """Paragraphs and lists one under another; a text that begins with a tag is left as it is."""
    made = (text if text.startswith("<") else f"<p>{text}</p>" for text in texts)
    return '<div class="prose">\n' + "\n".join(made) + "\n</div>\n"


def bullets(*texts: str) -> str:
    return "<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>"


def section(name: str, title: str, *blocks: str) -> str:
    return f'<section id="{name}">\n{h2(title)}' + "".join(blocks) + "</section>\n"


def beside(text: str, *figures: str) -> str:
    """Text with pictures to the right of it on a wide screen."""
    return f'<div class="columns"><div>{text}</div><div class="side">{"".join(figures)}</div></div>'


def gallery(*figures: str) -> str:
    return f'<div class="gallery">{"".join(figures)}</div>\n'


def picture(name: str, alt: str, *, lazy: bool = True) -> str:
    _, width, height = PHOTOS[name]
    late = ' loading="lazy"' if lazy else ""
    return f'<img src="/img/{name}.jpg" alt="{alt}" width="{width}" height="{height}"{late}>'


def figure(name: str, alt: str, caption: str) -> str:
    return f"<figure>{picture(name, alt)}<figcaption>{caption}</figcaption></figure>\n"


def full_date(day: date) -> str:
    """Like 19 ноября 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Like 19.11.2026."""
    return f"{day:%d.%m.%Y}"
