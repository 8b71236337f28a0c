"""A small site in memory with an admission section and a tab: what criteria say of a few rows."""

from __future__ import annotations

import html as escaping
from collections.abc import Mapping
from dataclasses import replace

from criteria import CRITERIA, rules_for
from site_audit import address
from site_audit.cli.desk import GUIDE
from site_audit.crawling.ground import settle
from site_audit.facts import Image
from site_audit.model import College, Mark, Membership, Snapshot
from site_audit.pages.page import parse
from tests.samples import PROSE, html, page, snapshot

HOME = "http://college.example.ru/"
ADMISSION, TAB = f"{HOME}abitur/", f"{HOME}professionalitet/"
EMPLOYERS = ("АО «Волжский завод приводов»", "ООО «ТехноЛит»", "ГБУЗ «Областная больница № 2»")
COLLEGE = College(
    name="ГБПОУ «Политехнический колледж»",
    url=HOME,
    memberships=(Membership(cluster="Машиностроение", role="base", employers=EMPLOYERS),),
)
RULES = rules_for("2023")
CHECKS = {one.id: one.check for one in CRITERIA}
OTHERS = {
    f"{HOME}about": f"<h1>О колледже</h1><p>{PROSE}</p><p>Колледж стоит у реки с 1947 года.</p>",
    f"{HOME}contacts": "<h1>Контакты</h1><p>Адрес: ул. Заводская, 1, вход со двора.</p>",
    f"{HOME}news": "<h1>Новости</h1><p>Сегодня в колледже открылась выставка стенгазет.</p>",
}
_FULLER = (  # says nothing that is asked for; a page of one line would be an empty one
    "<p>Вопросы можно задать по телефону в любой день, кроме воскресенья: дежурный ответит.</p>"
)
_MENU = {
    ADMISSION: "Абитуриенту",
    TAB: "Профессионалитет",
    f"{HOME}about": "О колледже",
    f"{HOME}contacts": "Контакты",
}


def site_of(holds: Mapping[str, str], college: College = COLLEGE) -> Snapshot:
    """A site of these pages and of a few that belong to no section; a menu leads to the known."""
    bodies = {HOME: f"<h1>Политехнический колледж</h1><p>{PROSE}</p>", **OTHERS}
    for url, body in holds.items():
        bodies[url] = bodies.get(url, _FULLER if url == ADMISSION else "") + body
    items = (f"<li><a href='{url}'>{name}</a>" for url, name in _MENU.items() if url in bodies)
    menu = f"<nav><ul>{''.join(items)}</ul></nav>"
    pages = tuple(
        replace(page(url, html(menu, body), anchor=_MENU.get(url, "")), via=HOME)
        for url, body in bodies.items()
    )
    settled = settle(pages, GUIDE, None, soft=False)
    return replace(snapshot(*settled, url=HOME), college=college)


def sections_of(body: str) -> Snapshot:
    """A site whose admission section and tab both hold this and nothing else."""
    return site_of(
        {ADMISSION: f"<h1>Абитуриенту</h1>{body}", TAB: f"<h1>Профессионалитет</h1>{body}"}
    )


def mark_of(code: str, site: Snapshot) -> Mark:
    """The mark that a criterion gives to a site."""
    return CHECKS[code](site, RULES).mark


def markup_of(text: str) -> str:
    """Rows that « / » parts as paragraphs, or as rows of a table where « | » parts cells."""
    rows = [row.split(" | ") for row in text.split(" / ")]
    if all(len(row) == 1 for row in rows):
        return "".join(f"<p>{escaping.escape(cell)}</p>" for (cell,) in rows)
    return f"<table>{''.join(map(_row, rows))}</table>"


def _row(cells: list[str]) -> str:
    return f"<tr>{''.join(f'<td>{escaping.escape(cell)}</td>' for cell in cells)}</tr>"


def link_of(text: str) -> tuple[str, str]:
    """(text, href) of a row «text → href»."""
    said, _, href = text.partition(" → ")
    return said, href


def site_with_link(place: str, text: str) -> Snapshot:
    """A site on whose page ``place`` a link stands; what it opens within the site is there."""
    said, href = link_of(text)
    holds = {place: f"<p><a href='{escaping.escape(href)}'>{escaping.escape(said)}</a></p>"}
    to = address.join(place, href)
    opens = to and address.key(to) != address.key(HOME) and not address.is_asset(to)
    if opens and address.inside(to, snapshot(url=HOME).scope):
        about = "Проект «Профессионалитет» соединил колледж и завод в одном кластере."
        holds[to] = f"<h1>{escaping.escape(said)}</h1><p>{about}</p><p>{PROSE}</p>"
    return site_of(holds)


def picture_of(text: str) -> Image:
    """A picture of six cells: alt, title, file, folder, heading, link."""
    alt, title, name, folder, heading, link = (cell.strip() for cell in text.split("|"))
    src = f"{folder}{name}" if folder.startswith("/") else f"//{folder}{name}"
    tag = f'<img src="{src}" alt="{escaping.escape(alt)}" title="{escaping.escape(title)}">'
    inner = f'<a href="{link}">{tag}</a>' if link else tag
    (image,) = parse(f"<h2>{heading}</h2><p>{inner}</p>", ADMISSION).images
    return image
