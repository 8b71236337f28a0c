"""Whole sites of a bad look."""

from __future__ import annotations

import re

from tests.looks.design import aged
from tests.looks.files import STYLE, Change, Files, chained, edited, page_paths, styled
from tests.looks.frame import COLLEGE, MENU, VIEWPORT
from tests.looks.pictures import tile
from tests.looks.style import sheet_of_one_width

_YEARS_SINCE_2009 = re.compile(r'<time datetime="(\d{4})')
_TEXTS = re.compile(r"<h1[^>]*>.*?</h1>|<h2[^>]*>.*?</h2>|<p>.*?</p>|<li>.*?</li>", re.S)
_LINK = re.compile(r"</?a\b[^>]*>")
_MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.S)


def _fixed(files: Files) -> Files:
    return edited(lambda html: html.replace(f"{VIEWPORT}\n", ""))(files) | {
        STYLE: sheet_of_one_width(1200).encode()
    }


def _nineties(files: Files) -> Files:
    newest = max(int(year) for year in _YEARS_SINCE_2009.findall(files["/news/"].decode()))
    old = aged((newest - 2009) * 365)(files)
    kept = {path: body for path, body in old.items() if path.startswith("/img/")}
    pages = {path: _retold(old[path].decode()).encode() for path in page_paths(old)}
    return pages | kept | {"/img/stars.gif": tile()}


def _retold(html: str) -> str:
    """The page as somebody might have made it in 1999 and left it."""
    title = re.search(r"<title>(.*?)</title>", html)
    main = _MAIN.search(html)
    text = re.sub(r' class="[^"]*"| loading="lazy"', "", main[1] if main else "")
    text = re.sub(r"</?(?:section|article|figure|figcaption|div|span)\b[^>]*>", "", text)
    text = re.sub(r"<h[123]>(.*?)</h[123]>", _shouted, text, flags=re.S)
    text = re.sub(
        r"<p>(.*?)</p>", r'<font face="Comic Sans MS" color="yellow">\1</font><br><br>', text
    )
    text = re.sub(
        r'(<img[^>]*?) width="\d+" height="\d+"', r'\1 width="220" height="220" border="5"', text
    )
    lines = "".join(
        f'<tr><td bgcolor="#ff00ff"><a href="{item.href}"><font color="lime" size="2"><b><u>'
        f"{item.title.upper()}</u></b></font></a></td></tr>"
        for item in MENU
    )
    return (
        f'<html><head><meta charset="utf-8"><title>{title[1] if title else ""}</title></head>'
        '<body background="/img/stars.gif" text="white" link="lime" vlink="red">\n'
        f'<center><font size="7" color="red" face="Impact">{COLLEGE}</font></center>\n'
        '<marquee><font size="5" color="cyan">!!! ДОБРО ПОЖАЛОВАТЬ НА НАШ САЙТ !!!</font></marquee>'
        '<hr><table border="3" width="1000" cellpadding="8"><tr><td width="180" valign="top">'
        f'<table border="1">{lines}</table></td><td valign="top"><table border="0"><tr><td>'
        f"{text}</td></tr></table></td></tr></table>\n"
        '<center><font size="1">Сайт лучше смотреть на экране 800 на 600</font></center>\n'
        "</body></html>\n"
    )


def _shouted(match: re.Match[str]) -> str:
    return (
        f'<center><font size="6" color="lime" face="Arial Black"><b>{match[1]}</b></font></center>'
    )


def _no_menu(files: Files) -> Files:
    """Text and nothing else: no menu, no links, no pictures, nothing round the text."""

    def bare(html: str) -> str:
        main = _MAIN.search(html)
        texts = "\n".join(_LINK.sub("", text) for text in _TEXTS.findall(main[1] if main else ""))
        texts = re.sub(
            r"(?:<li>.*?</li>\n?)+", lambda found: f"<ul>{found[0]}</ul>\n", texts, flags=re.S
        )
        return re.sub(r"<body>.*</body>", lambda _: f"<body>\n{texts}\n</body>", html, flags=re.S)

    return chained(edited(bare), styled("body{padding:16px}", "body>*{max-width:62ch}"))(files)


def _empty(files: Files) -> Files:
    html = files["/"].decode()
    line = "<body>\n<p>Сайт находится в разработке.</p>\n</body>"
    return {"/": re.sub(r"<body>.*</body>", line, html, flags=re.S).encode(), STYLE: files[STYLE]}


WHOLE: dict[str, Change] = {
    "fixed-1200": _fixed,
    "nineties": _nineties,
    "no-menu": _no_menu,
    "empty": _empty,
}
