"""A link of the admission section to the tab: one that did not answer is doubt and no zero."""

from __future__ import annotations

from dataclasses import replace

import pytest

from site_audit.model import Snapshot, Unseen
from tests.sections import ADMISSION, HOME, TAB, mark_of, site_of

ABOUT = "<h1>Профессионалитет</h1><p>Проект соединил колледж и завод в одном кластере.</p>"
OTHER = f"{HOME}fp-prof/"


def site_with_own_link(to: str) -> Snapshot:
    return site_of({ADMISSION: f"<p><a href='{to}'>Профессионалитет</a></p>", TAB: ABOUT})


def test_a_link_of_the_section_to_a_page_that_did_not_answer_is_doubt() -> None:
    site = site_with_own_link(OTHER)
    unseen = Unseen(url=OTHER, why="timeout", via=ADMISSION, anchor="Профессионалитет")
    assert mark_of("B9", replace(site, unseen=(unseen,))) is None


@pytest.mark.parametrize("why", ["", "foreign_redirect"])
def test_a_link_to_a_picture_or_through_the_site_to_another_is_a_zero(why: str) -> None:
    to = OTHER if why else f"{HOME}logo.png"
    unseen = Unseen(url=to, why=why, via=ADMISSION, anchor="Профессионалитет")
    site = replace(site_with_own_link(to), unseen=(unseen,) if why else ())
    assert mark_of("B9", site) == 0


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_a_link_of_the_section_to_a_page_that_failed_is_doubt(status: int) -> None:
    site = site_of(
        {
            ADMISSION: f"<p><a href='{OTHER}'>Профессионалитет</a></p>",
            TAB: ABOUT,
            OTHER: "<h1>Сбой</h1>",
        }
    )
    pages = tuple(
        replace(page, status=status) if page.url == OTHER else page for page in site.pages
    )
    assert mark_of("B9", replace(site, pages=pages)) is None


def test_a_link_that_stands_in_the_menu_of_the_site_alone_is_a_zero() -> None:
    site = site_of({ADMISSION: "<p>Приём документов идёт до 15 августа.</p>", TAB: ABOUT})
    assert mark_of("B9", site) == 0
