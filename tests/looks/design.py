"""Ways to be worse in V2: layout, fashions of old, fonts, colours, news of long ago."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tests.looks.files import (
    PARAGRAPH,
    Change,
    Files,
    chained,
    edited,
    first_share,
    in_main,
    styled,
    without_links,
)
from tests.looks.frame import full_date, short_date

_TIME = re.compile(r'<time datetime="([0-9-]+)">([^<]*)</time>')
_END = re.compile(r"\n</main>")

# text over text; also used for phones alone

_PULLED = ".prose p:nth-of-type(n+2),.entry p{margin-top:-52px}.prose ul{margin-top:-46px}"
OVERLAPS = (
    ".columns .prose p:nth-of-type(2),section:nth-of-type(3) .prose p:nth-of-type(2),"
    ".entry:nth-of-type(1) p{margin-top:-52px}",
    _PULLED,
    _PULLED + ".h2+.prose,.h2+.columns .prose{margin-top:-46px}"
    ".card-text{position:relative}.card-text .h3{position:absolute;top:52px}"
    ".prose+.gallery,.cards,.entry img{position:relative;z-index:1;margin-top:-60px}"
    ".gallery{background:#fff}",
)
_CUTS = (
    ".prose p:nth-of-type(2){height:32px;overflow:hidden}",
    ".prose p,.entry p{height:32px;overflow:hidden}",
    ".prose p,.card-text p{height:32px;overflow:hidden}"
    ".entry p,.h2,.h3{height:15px;overflow:hidden}"
    ".prose li,td,.tiles a{height:14px;padding-top:0;padding-bottom:0;overflow:hidden}",
)

# markup of the nineties, the look left alone


def _font(share: float) -> Change:
    def wrapped(match: re.Match[str], _: int) -> str:
        return f'<p><font color="#1f2933">{match["text"]}</font></p>'

    return edited(in_main(first_share(PARAGRAPH, share, wrapped)))


_CENTRE = edited(lambda html: re.sub(r'(<h1 class="h1">.*?</h1>)', r"<center>\1</center>", html))
_MARQUEE = edited(
    in_main(
        lambda html: html.replace(
            '<h1 class="h1">',
            '<marquee>Добро пожаловать на сайт нашего колледжа!</marquee><h1 class="h1">',
            1,
        )
    )
)


def _in_tables(html: str) -> str:
    """The content of the page in a table within a table, as frames of layout."""
    opening = '<table border="0" cellpadding="0" cellspacing="0" width="100%"><tr><td>'
    html = re.sub(r"(<main[^>]*>\n)", rf"\1{opening * 2}", html)
    return _END.sub("</td></tr></table>" * 2 + "\n</main>", html)


# more and more families of fonts, beside the two of the good site

_FAMILIES = (
    (".prose p", '"Times New Roman","Liberation Serif",serif'),
    (".logo-name,.nav-list", '"Comic Sans MS","Comic Neue",cursive'),
    (".prose li,.card-text,td,time", '"Courier New","DejaVu Sans Mono",monospace'),
    (".h2", "Impact,Anton,sans-serif"),
    (".site-footer", '"Trebuchet MS",Ubuntu,sans-serif'),
    ("figcaption,.entry p", "Palatino,Gelasio,serif"),
    (".h3,.tiles,.crumbs,th", "Tahoma,sans-serif"),
)


def _fonts(number: int) -> Change:
    return styled(*(f"{what}{{font-family:{name}}}" for what, name in _FAMILIES[: number - 2]))


# loud grounds; text on them stays black and can be read

_LOUD = (
    ".site-header,.site-nav,.nav-drop{background:#ff0}.site-header a{color:#000}",
    "body{background:#0ff}.site-main a,.crumbs a,.h1,.h2,.h3,time,figcaption,th{color:#000}"
    ".site-main .button{color:#fff}",
    ".tiles a,.card:nth-of-type(odd),table{background:#ff0}.card,.entry{background:#0f0}"
    "section:nth-of-type(odd),.side{background:#f0f}.site-footer,.site-footer a{color:#000}"
    ".site-footer{background:#f60}.icon svg{stroke:#000}"
    "section:nth-of-type(odd) *:not(.button){color:#000}",
)


def _wide(pixels: int) -> Change:
    """A strip that is too wide for a desktop screen; narrower screens do not show it."""
    strip = (
        '\n<p class="strip">День открытых дверей — каждую субботу, с 10:00 до 13:00.</p>\n</main>'
    )
    rule = f"@media (min-width:1024px){{.strip{{display:block;width:{pixels}px}}}}"
    hidden = ".strip{display:none;padding:12px;background:#f3f7fb}"
    return chained(edited(lambda html: _END.sub(strip, html)), styled(hidden, rule))


# news


def aged(days: int) -> Change:
    """The newest of the news is ``days`` old, the others as much older as they were."""

    def change(files: Files) -> Files:
        back = timedelta(days=days - 3)

        def older(match: re.Match[str]) -> str:
            day = date.fromisoformat(match[1]) - back
            words = full_date(day) if " " in match[2] else short_date(day)
            return f'<time datetime="{day:%Y-%m-%d}">{words}</time>'

        return edited(lambda html: _TIME.sub(older, html))(files)

    return change


def _no_news(files: Files) -> Files:
    left = {path: body for path, body in files.items() if not path.startswith("/news/")}

    def forgotten(html: str) -> str:
        html = re.sub(r'<section id="latest">.*?</section>\n', "", html, flags=re.S)
        html = html.replace('<li class="nav-item"><a href="/news/">Новости</a></li>', "")
        return without_links(html, "/news/")

    return edited(forgotten)(left)


WAYS: dict[str, tuple[Change, ...]] = {
    "overlap": tuple(styled(rules) for rules in OVERLAPS),
    "cut": tuple(styled(rules) for rules in _CUTS),
    "old-markup": (
        _font(0.3),
        chained(_font(0.6), _CENTRE, _MARQUEE),
        chained(_font(1), _CENTRE, _MARQUEE, edited(_in_tables)),
    ),
    "fonts": (_fonts(4), _fonts(6), _fonts(9)),
    "garish": (styled(*_LOUD[:1]), styled(*_LOUD[:2]), styled(*_LOUD)),
    "wide": (_wide(1500), _wide(1800), _wide(2400)),
    "old-news": (aged(60), aged(200), aged(730), _no_news),
}
