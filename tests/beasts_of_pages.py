"""Beasts of the zoo that are hostile by what their pages say: markup, faces, ways, traps, maps."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from tests.beasts_of_wire import CHUNKS, GZIP_BOMB, MB, endless, packed, raw
from tests.hostile_pages import Answer, Choose, Said, page
from tests.zoo import (
    PAPERS,
    PROJECT,
    PROSE,
    Beast,
    away,
    closed,
    college,
    home,
    leaf,
    papers,
    path_of,
    spoiled,
)

_HARMLESS: dict[str, Any] = {"outcome": "audited", "lost": frozenset(), "most_requests": 90}

# ---------------------------------------------------------------- markup


def _names(number: int, first: int = 0) -> str:
    return " ".join(f"a{one:x}" for one in range(first, first + number))


def _quoted(number: int) -> str:
    """Attributes of one tag that hides from whoever looks for its end."""
    return " ".join(f"{_names(8_000, 8_000 * part)} q{part}='>'" for part in range(number))


def _nested(tags: str, number: int) -> str:
    return papers(tags * number + "x")


MARKUP = (
    spoiled("nested-div", _nested("<div>", 300_000), "hard_markup"),
    spoiled("nested-lists", _nested("<ul><li>", 100_000), "hard_markup"),
    spoiled("nested-templates", _nested("<template>", 150_000), None),
    spoiled("nested-drawings", _nested("<svg><g>", 100_000), "hard_markup"),
    spoiled("nested-formats", _nested("<b><i><a href=/x>", 60_000), "hard_markup"),
    spoiled("attributes", papers(f"<p {_names(150_000)}>x"), "hard_markup"),
    spoiled("attributes-in-many-tags", papers(f"<p {_names(20_000)}>x" * 40), "hard_markup"),
    spoiled("attributes-behind-quotes", papers(f"<p {_quoted(15)}>x"), "hard_markup"),
    spoiled("huge-attribute", papers(f"<p title='{'x' * 4 * MB}'>x"), None),
    spoiled("huge-script", papers(f"<script>{'if(a<b){c=1};' * 300_000}</script>"), None),
    spoiled("huge-style", papers(f"<style>{'a{b:c}' * 600_000}</style>"), None),
    spoiled("many-items", papers("<ul>" + "<li>x" * 60_000), None),
    spoiled("many-cells", papers("<table>" + "<tr><td>x" * 40_000), None),
    spoiled("many-entities", papers("&amp;" * 700_000), None),
    spoiled("many-headings", papers("<h2>Документы</h2>" * 60_000), None),
    spoiled("unended-comment", papers("<!--" + "-" * 3 * MB), None),
)

# ---------------------------------------------------------------- robot checks and other faces

_CHECK = page("<p>Подтвердите, что вы не робот</p>", "<title>Проверка браузера</title>")
_RIDDLE = page("<p>Сейчас мы вас узнаем, не уходите</p>")
_CASINO = "<html><head><title>Игровой клуб</title></head><body>" + "".join(
    f"<p><a href=/slot/{one}>Автомат {one}</a> Бонус за первую ставку каждому игроку клуба.</p>"
    for one in range(30)
)


def changed(after: int, then: Said) -> Callable[[int], Choose]:
    """A site that has another face for every page after so many requests."""

    def make(port: int) -> Choose:
        good, asked = college({}), itertools.count(1)

        def choose(head: str) -> Said:
            if path_of(head) == "/robots.txt":
                return good(head)
            return good(head) if next(asked) <= after else then

        return choose

    return make


def cloaked(face: Said) -> Callable[[int], Choose]:
    """A site that has another face for robots of our name."""

    def make(port: int) -> Choose:
        good = college({})
        return lambda head: face if "SiteAudit" in head else good(head)

    return make


LATE = (
    closed("check-after-6", changed(6, Answer(_CHECK)), "challenge"),
    closed("check-after-12", changed(12, Answer(_CHECK)), "challenge"),
    closed("check-before-the-last", changed(15, Answer(_CHECK)), "challenge"),
    closed("check-as-403", changed(6, Answer(_CHECK, status="403 Forbidden")), "challenge"),
    closed("refusal-after-6", changed(6, Answer("", status="403 Forbidden")), "http_403"),
    closed("riddle-after-6", changed(6, Answer(_RIDDLE)), "challenge"),
    closed("riddle-after-14", changed(14, Answer(_RIDDLE)), "challenge"),
    closed("silence-after-6", changed(6, raw(b"")), "refused"),
    closed("nothing-after-6", changed(6, Answer("")), "challenge"),
    closed("away-after-6", changed(6, away("https://check.example/")), "foreign_redirect"),
)
CLOAKED = (
    closed("cloak-403", cloaked(Answer("", status="403 Forbidden")), "http_403"),
    closed("cloak-refusal", cloaked(Answer("<p>Доступ запрещён</p>")), "challenge"),
    closed("cloak-check", cloaked(Answer(_CHECK)), "challenge"),
    closed("cloak-riddle", cloaked(Answer(_RIDDLE)), "blank"),
    closed("cloak-nothing", cloaked(Answer("")), "blank"),
    closed("cloak-hang-up", cloaked(raw(b"")), "refused"),
    closed("cloak-away", cloaked(away("https://elsewhere.example/")), "foreign_redirect"),
    closed("cloak-casino", cloaked(Answer(_CASINO)), "not_college"),
)

# ---------------------------------------------------------------- another institution

_OTHER = "http://other-college.invalid/"


def _only_home(said: Said) -> Callable[[int], Choose]:
    return lambda port: college({"/": said})


FOREIGN = (
    closed("moved-away", _only_home(away(_OTHER, "301 Moved Permanently")), "foreign_redirect"),
    closed(
        "moved-by-refresh",
        _only_home(f"<meta http-equiv=refresh content='0;url={_OTHER}'>"),
        "foreign_redirect",
    ),
    closed(
        "framed",
        _only_home(f"<title>Колледж</title><frameset><frame src={_OTHER}></frameset>"),
        "foreign_redirect",
    ),
    closed(
        "framed-inline",
        _only_home(f"<title>Колледж</title><iframe src={_OTHER} width=100%></iframe>"),
        "foreign_redirect",
    ),
    spoiled("papers-elsewhere", away(_OTHER), "dns"),
)

# ---------------------------------------------------------------- ways to what nobody may reach

_HOSTS = r"""
127.0.0.1 2130706433 0x7f000001 0x7f.1 0177.0.0.1 127.1 127.0.0.1. 0 localhost
127。0。0。1 １２７.0.0.1 ①27.0.0.1 127.0.0.1%2e %31%32%37.0.0.1
[::1] [0:0:0:0:0:0:0:1] [::] [::127.0.0.1] [::ffff:127.0.0.1] [::ffff:7f00:1]
[::ffff:0:127.0.0.1] [64:ff9b::7f00:1] [64:ff9b:1::7f00:1] [2002:7f00:1::] [fe80::1] [fd00::1]
college.invalid@127.0.0.1 college.invalid:80@127.0.0.1 college.invalid\@127.0.0.1
169.254.169.254 10.0.0.1 192.168.0.1 100.64.0.1
"""
_STARTS = ("//", "http:\\\\", "http:/\\", "http:", "hTTp://", "\thttp://", "ht\ntp://", "http:///")
SPELLINGS = (  # of loopback and of private addresses; {} is the port of the canaries
    *(f"http://{host}:{{}}/" for host in _HOSTS.split()),
    *(f"{start}127.0.0.1:{{}}/" for start in _STARTS),
)


def _links(port: int) -> Choose:
    ways = "".join(
        f"<li><a href='{one.format(port)}{number}'>Раздел {number}</a>"
        for number, one in enumerate(SPELLINGS)
    )
    named = "".join(f"<a href='{one.format(port)}'>Документы</a>" for one in SPELLINGS)
    frames = "".join(f"<iframe src='{one.format(port)}f'></iframe>" for one in SPELLINGS)
    shown = "".join(f"<img src='{one.format(port)}logo.png' alt='Логотип'>" for one in SPELLINGS)
    return college({"/": home(ways + shown + frames), "/news": leaf("Новости", ways + named)})


def _redirects(port: int) -> Choose:
    ways = "".join(f"<li><a href=/r/{one}>Раздел {one}</a>" for one in range(len(SPELLINGS)))
    pages = {f"/r/{number}": away(one.format(port)) for number, one in enumerate(SPELLINGS)}
    return college({"/news": leaf("Новости", ways), **pages})


def _pictures(port: int) -> Choose:
    logos = "".join(f"<img src=/logo/{number}.png width=200 height=90>" for number in range(9))
    sheet = f"<link rel=stylesheet href=http://127.0.0.1:{port}/a.css><style>@import 'http://[::1]:{port}/b.css';"
    sheet += f"h1{{background:url(http://2130706433:{port}/c.png)}}</style>"
    pages = {f"/logo/{number}.png": away(SPELLINGS[number].format(port)) for number in range(9)}
    return college({"/prof": leaf("Профессионалитет", PROJECT + logos, sheet), **pages})


def _robots(port: int) -> Choose:
    text = "".join(f"Sitemap: {one.format(port)}sitemap.xml\n" for one in SPELLINGS)
    return college({"/robots.txt": Answer("User-agent: *\nAllow: /\n" + text, "text/plain")})


WAYS = (
    Beast(name="links-inward", make=_links, reason="blocked_address", lost=frozenset()),
    Beast(name="redirects-inward", make=_redirects, **_HARMLESS),
    Beast(name="pictures-inward", make=_pictures, outcome="audited", lost=frozenset({"C3", "C4"})),
    Beast(name="sitemaps-inward", make=_robots, **_HARMLESS),
    Beast(
        name="robots-inward",
        make=lambda port: college({"/robots.txt": away(f"http://127.0.0.1:{port}/robots.txt")}),
        **_HARMLESS,
    ),
    Beast(
        name="base-inward",
        make=lambda port: college(
            {PAPERS: papers("<a href=x>Устав</a>", f"<base href=http://0x7f.1:{port}/>")}
        ),
        reason="blocked_address",
        lost=frozenset(),
    ),
    Beast(
        name="papers-inward",
        make=lambda port: college({PAPERS: away(f"http://[::ffff:127.0.0.1]:{port}/")}),
        reason="blocked_address",
    ),
    *(
        closed(
            f"home-inward-{number}",
            lambda port, way=way: college({"/": away(way.format(port))}),
            "blocked_address",
        )
        for number, way in enumerate(
            (
                "http://127.0.0.1:{}/",
                "http://2130706433:{}/",
                "http://[::1]:{}/",
                "http://a@0177.1:{}/",
            )
        )
    ),
    *(
        closed(
            f"home-inward-by-{name}",
            lambda port, body=body: college({"/": body.format(port)}),
            "foreign_redirect",
        )
        for name, body in (
            ("refresh", "<meta http-equiv=refresh content='0;url=http://127.0.0.1:{}/'>"),
            ("frame", "<frameset><frame src=http://0x7f.1:{}/></frameset>"),
        )
    ),
)

# ---------------------------------------------------------------- traps and mazes


def _maze(head: str) -> Said:
    number = int(path_of(head).rpartition("/")[2] or 0)
    return away(f"/maze/{number + 1}")


def _with(more: str, choose: Callable[[str], Said], start: str) -> Callable[[int], Choose]:
    """The good college with ``more`` on its home page, and another part below ``start``."""
    good = college({"/": home(more)})
    return lambda port: lambda head: choose(head) if path_of(head).startswith(start) else good(head)


def _days(head: str) -> Said:
    day = int(path_of(head).rpartition("/")[2] or 0)
    links = "".join(
        f"<a href=/calendar/{day + step}>Документы на {day + step}</a> " for step in range(1, 30)
    )
    return leaf(f"Календарь, день {day}", f"<p>{PROSE} {day}</p>{links}")


def _deeper(head: str) -> Said:
    path = path_of(head)
    return leaf(
        f"Ещё {len(path)}",
        f"<p>{PROSE} {len(path)}</p><a href='{path}x/'>ещё</a><a href='{path}y/'>другое</a>",
    )


def _queries(head: str) -> Said:
    target = head.split(" ", 2)[1]
    sign = "&" if "?" in target else "?"
    links = "".join(
        f"<a href='{target}{sign}f{one}={len(target)}'>Фильтр {one}</a>" for one in range(20)
    )
    return leaf("Поиск", f"<p>{PROSE} {target}</p>{links}")


def _grown(head: str) -> Said:
    return Answer(
        status="302 Found", fields=(f"Location: {path_of(head)}x", f"Set-Cookie: c{len(head)}=1")
    )


def _heavy(head: str) -> Said:
    return leaf(
        f"Страница {path_of(head)}", "<p>Строка летописи, в которой ничего нет.</p>" * 16_000
    )


TRAPS = (
    spoiled("loop", away(PAPERS), "redirects"),
    Beast(name="maze", make=_with("<a href=/maze/1>Музей</a>", _maze, "/maze"), **_HARMLESS),
    Beast(
        name="growing-maze", make=_with("<a href=/grow/1>Музей</a>", _grown, "/grow"), **_HARMLESS
    ),
    Beast(
        name="calendar",
        make=_with("<a href=/calendar/1>Календарь</a>", _days, "/calendar"),
        **_HARMLESS,
    ),
    Beast(name="ever-deeper", make=_with("<a href=/deep/>Ещё</a>", _deeper, "/deep"), **_HARMLESS),
    Beast(
        name="ever-new-queries",
        make=_with("<a href=/find>Поиск</a>", _queries, "/find"),
        **_HARMLESS,
    ),
    Beast(
        name="heavy-pages",
        make=_with(
            "".join(f"<a href=/heavy/{one}>Страница {one}</a>" for one in range(60)),
            _heavy,
            "/heavy",
        ),
        slow=True,
        **_HARMLESS,
    ),
    closed("home-in-a-loop", lambda port: college({"/": away("/")}), "redirects"),
    closed(
        "home-in-a-maze",
        lambda port: lambda head: _maze(head) if "robots" not in head else Answer(""),
        "redirects",
    ),
)

# ---------------------------------------------------------------- maps of the site

_URLS = "".join(f"<url><loc>http://127.88.0.1/x/{one}</loc></url>" for one in range(50_000))
_LAUGHS = (
    "<?xml version='1.0'?><!DOCTYPE u [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in itertools.pairwise("abcdefghij"))
    + "<!ENTITY f SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>&j;&f;</loc></url></urlset>"
)


def _mapped(said: Said) -> Callable[[int], Choose]:
    """A map of the site that robots.txt names, that links lead to, and that guesses would find."""
    paths = ("/sitemap.xml", "/sitemap.xml.gz", "/sitemap", "/map")
    rules = "User-agent: *\nAllow: /\n" + "".join(f"Sitemap: {path}\n" for path in paths) * 1_000
    links = "".join(f"<a href={path}>Карта сайта</a>" for path in paths)
    pages: dict[str, Said] = {"/": home(links), "/robots.txt": Answer(rules, "text/plain")}
    return lambda port: college({**pages, **dict.fromkeys(paths, said)})


_RECURSION = (
    "<sitemapindex>"
    + "".join(f"<sitemap><loc>/sitemap.xml?{one}</loc></sitemap>" for one in range(999))
    + "</sitemapindex>"
)
MAPS = (
    Beast(name="map-bomb", make=_mapped(packed(GZIP_BOMB, "gzip")), **_HARMLESS),
    Beast(name="map-in-itself", make=_mapped(Answer(_RECURSION, "application/xml")), **_HARMLESS),
    Beast(name="map-of-50000", make=_mapped(Answer(_URLS, "application/xml")), **_HARMLESS),
    Beast(
        name="map-of-50000-links",
        make=_mapped("".join(f"<a href=/x/{one}>Страница {one}</a>" for one in range(50_000))),
        slow=True,
        **_HARMLESS,
    ),
    Beast(name="map-that-laughs", make=_mapped(Answer(_LAUGHS, "application/xml")), **_HARMLESS),
    Beast(name="map-that-laughs-as-html", make=_mapped(_LAUGHS), **_HARMLESS),
    Beast(
        name="map-without-end",
        make=_mapped(endless(CHUNKS, b"2000\r\n%b\r\n" % (b"<url>/x</url>   " * 512))),
        **_HARMLESS,
    ),
)
