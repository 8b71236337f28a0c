"""Pieces of HTML that advice offers are whole, and pasting one earns the mark."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

import criteria
from criteria import snippets
from criteria.admission import ADMISSION_CRITERIA
from criteria.advice import ADVICE
from criteria.tab import TAB_CRITERIA
from site_audit.model import Criterion, Mark
from tests.samples import HOME, PROSE, html, page, snapshot

RULES = criteria.rules_for("2023")
SECTIONS: dict[str, Criterion] = {one.id: one for one in (*ADMISSION_CRITERIA, *TAB_CRITERIA)}
PIECES = {code: advice.snippet for code, advice in ADVICE if advice.snippet}
VOID = {"img", "br", "hr", "meta"}
SEEN = {"viewport"}  # tried by the browser: the good pages of tests/looks have it


class Reader(HTMLParser):
    """Reads HTML as it is written: open tags, addresses, pictures, complaints."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.complaints: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.addresses += [held[name] or "" for name in ("href", "src") if name in held]
        if tag == "img" and not held.get("alt"):
            self.complaints.append("a picture without words")
        if tag == "li" and self.open[-1:] not in (["ul"], ["ol"]):
            self.complaints.append("an item without its list")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.complaints.append(f"</{tag}> closes nothing")


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader


@pytest.mark.parametrize("code", PIECES)
def test_code_to_paste_is_short_whole_html_with_full_addresses(code: str) -> None:
    text = PIECES[code]
    assert len(text.splitlines()) <= 8
    assert all(row and row == row.strip() for row in text.splitlines())
    reader = read(text)
    assert reader.complaints == []
    assert reader.open == []
    for address in reader.addresses:
        assert urlsplit(address).scheme == "https"
        assert urlsplit(address).hostname


def test_broken_html_is_noticed() -> None:
    assert read("<ul><li>раз</ul>").complaints
    assert read("<p><a href='/'>раз</a>").open == ["p"]
    assert read("<img src='/a.png'>").complaints


# Where a piece is pasted, and the criteria that it satisfies there.
EARNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "add_admission": ("admission", ("B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9")),
    "section_placeholder": ("admission", ("B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9")),
    "section_leads_away": ("admission", ("B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9")),
    "section_dead_link": ("home", ("B1",)),
    "section_target_404": ("home", ("B1",)),
    "add_text_too": ("admission", ("B2", "B7")),
    "add_B2": ("admission", ("B2", "B5", "B6", "B7")),
    "move_programmes": ("admission", ("B2",)),
    "add_B3": ("admission", ("B3",)),
    "list_B3": ("admission", ("B3",)),
    "add_B4": ("admission", ("B4",)),
    "fix_picture": ("admission", ("B4", "B8")),
    "name_picture": ("tab", ("C3", "C4")),
    "add_B5": ("admission", ("B5",)),
    "move_forms": ("admission", ("B5",)),
    "add_B6": ("admission", ("B6",)),
    "move_funding": ("admission", ("B6",)),
    "add_B7": ("admission", ("B7",)),
    "move_price": ("admission", ("B7",)),
    "add_B8": ("admission", ("B8", "B9")),
    "add_B9": ("admission", ("B9",)),
    "link_B9": ("admission", ("B9",)),
    "add_tab": ("tab", ("C3", "C4", "C5", "C6", "C7")),
    "fill_tab": ("tab", ("C3", "C4", "C5", "C6", "C7")),
    "tab_leads_away": ("tab", ("C3", "C4", "C5", "C6", "C7")),
    "tab_dead_link": ("home", ("C1",)),
    "tab_target_404": ("home", ("C1",)),
    "link_from_home": ("home", ("C1",)),
    "add_C2": ("tab", ("C2",)),
    "tell_more": ("tab", ("C2",)),
    "add_C3": ("tab", ("C3", "C5")),
    "add_C4": ("tab", ("C4",)),
    "add_C5": ("tab", ("C5",)),
    "write_site": ("tab", ("C5",)),
    "add_C6": ("tab", ("C6",)),
    "write_channel": ("tab", ("C6",)),
    "add_C7": ("tab", ("C7",)),
}


PAGES = {
    "home": ("", f"<p>{PROSE}</p>"),
    "admission": ("abiturientu/", "<h1>Абитуриенту</h1><p>Ждём вас в будни с девяти до пяти.</p>"),
    "tab": ("professionalitet/", "<h1>Профессионалитет</h1><p>Спросите о нём в кабинете 206.</p>"),
}


def marks(where: str = "", snippet: str = "") -> dict[str, Mark]:
    """Marks of a bare site with a piece pasted into one of its pages; each has the same menu."""
    menu = '<a href="/news/">Новости</a>'
    if where != "home":
        menu += snippets.ADMISSION_LINK + snippets.TAB_LINK
    pages = [
        page(HOME + path, own(html(f"<nav>{menu}</nav>", body, snippet if name == where else "")))
        for name, (path, body) in PAGES.items()
    ]
    seen = snapshot(*pages)
    return {code: one.check(seen, RULES).mark for code, one in SECTIONS.items()}


def own(markup: str) -> str:
    return markup.replace(f"{snippets.SITE}/", HOME)


def test_a_bare_site_has_none_of_what_the_pieces_give() -> None:
    bare = marks()
    assert [code for code, mark in bare.items() if mark == 1] == ["B1", "C1"]
    assert set(bare.values()) == {0, 1}
    assert (marks("home")["B1"], marks("home")["C1"]) == (0, 0)


def test_each_piece_of_code_has_a_place_where_it_is_tried() -> None:
    assert sorted({*EARNS, *SEEN}) == sorted(PIECES)


@pytest.mark.parametrize("code", EARNS)
def test_pasting_the_code_earns_the_mark(code: str) -> None:
    where, wanted = EARNS[code]
    earned = marks(where, PIECES[code])
    assert {one: earned[one] for one in wanted} == dict.fromkeys(wanted, 1)
