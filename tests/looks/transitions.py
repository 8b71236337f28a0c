"""Ways to be worse in V4: links."""

from __future__ import annotations

import re
from itertools import cycle

from tests.looks.files import (
    KEY_PAGES,
    LINK,
    PHONE,
    Change,
    chained,
    edited,
    first_share,
    in_main,
    styled,
)
from tests.looks.frame import ICONS

_DEAD = (  # page -> what it lists, none of it there
    ("/", "/arhiv/yubilej/", "Летопись юбилейного года"),
    ("/sveden/", "/arhiv/otchet-2023/", "Отчет о самообследовании за 2023 год"),
    ("/abitur/", "/arhiv/konkurs/", "Конкурс прошлых лет"),
    ("/professionalitet/", "/arhiv/klaster/", "Соглашение о создании кластера"),
    ("/news/", "/arhiv/novosti-2022/", "Новости 2022 года"),
    ("/", "/foto/masterskie/", "Фотографии мастерских"),
    ("/sveden/", "/arhiv/ustav-2015/", "Устав в редакции 2015 года"),
    ("/abitur/", "/arhiv/pravila-2023/", "Правила приема 2023 года"),
)
_VAGUE = ("здесь", "подробнее", "тут", "читать далее", "по ссылке")
_NOWHERE = ("#", "", "javascript:void(0)")
_END = re.compile(r"\n</main>")


def _listing(page: str, href: str, title: str) -> Change:
    line = f'\n<p>Смотрите также: <a href="{href}">{title}</a>.</p>\n</main>'
    return edited(lambda html: _END.sub(line, html), (page,))


def _broken(number: int) -> Change:
    return chained(*(_listing(*dead) for dead in _DEAD[:number]))


def _vague(share: float) -> Change:
    """The old text stays as plain text, the link behind it says nothing.

    Buttons and tiles, which have no room beside them, lose it.
    """

    def reworded(match: re.Match[str], number: int) -> str:
        word = _VAGUE[number % len(_VAGUE)]
        alone = match["extra"] or match.string.endswith("<li>", 0, match.start())
        kept = "" if alone else match["text"] + " "
        return f'{kept}<a{match["extra"]} href="{match["href"]}">{word}</a>'

    return edited(in_main(first_share(LINK, share, reworded)))


# links without a name

_NO_LABELS = edited(
    lambda html: html.replace(ICONS, re.sub(r' aria-label="[^"]*"', "", ICONS)),
)
_NO_ALT_IN_LINKS = edited(
    lambda html: re.sub(r'(<a class="picture"[^>]*><img[^>]*?) alt="[^"]*"', r"\1", html)
)


def _icons(number: int) -> Change:
    """A row of arrows at the end of each page, drawn by the sheet, none with a name."""
    places = cycle(KEY_PAGES)
    links = "".join(f'<a class="arrow" href="{next(places)}"><i></i></a>' for _ in range(number))
    row = f'\n<div class="arrows">{links}</div>\n</main>'
    return chained(
        edited(lambda html: _END.sub(row, html)),
        styled(
            ".arrows{display:flex;flex-wrap:wrap;gap:12px;margin-bottom:16px}",
            ".arrow{width:44px;height:44px;padding:12px;border-radius:50%;background:#0b4f8a}",
            ".arrow i{display:block;height:20px;border:solid #fff;border-width:3px 3px 0 0}",
        ),
    )


def _empty(share: float) -> Change:
    def emptied(match: re.Match[str], number: int) -> str:
        href = _NOWHERE[number % len(_NOWHERE)]
        return f'<a{match["extra"]} href="{href}">{match["text"]}</a>'

    return edited(in_main(first_share(LINK, share, emptied)))


def _dots(number: int, size: int, gap: int) -> Change:
    """A row of tiny dots that lead to pages, shown on the phone alone."""
    places = cycle(KEY_PAGES)
    dots = "".join(
        f'<a href="{next(places)}" aria-label="Снимок {place}"></a>'
        for place in range(1, number + 1)
    )
    row = f'\n<div class="dots">{dots}</div>\n</main>'
    shown = f"{PHONE}{{.dots{{display:flex;flex-wrap:wrap;gap:{gap}px;margin-bottom:16px}}}}"
    dot = f".dots a{{width:{size}px;height:{size}px;border-radius:50%;background:#0b4f8a}}"
    return chained(
        edited(lambda html: _END.sub(row, html)), styled(".dots{display:none}", shown, dot)
    )


WAYS: dict[str, tuple[Change, ...]] = {
    "broken": (_broken(1), _broken(3), _broken(8)),
    "vague": (_vague(0.25), _vague(0.6), _vague(1)),
    "nameless": (
        _NO_LABELS,
        chained(_NO_LABELS, _NO_ALT_IN_LINKS, _icons(3)),
        chained(_NO_LABELS, _NO_ALT_IN_LINKS, _icons(12)),
    ),
    "empty": (_empty(0.1), _empty(0.4), _empty(0.9)),
    "targets": (_dots(12, 18, 4), _dots(24, 14, 2), _dots(48, 10, 1)),
}
