"""Words, links and pictures of groups B and C, gathered by a hand that had not seen the patterns.

A row «?» is what only a person can judge: no criterion is held to a mark on it.
"""

from __future__ import annotations

import pytest

from criteria.logos import tells_partner, tells_project
from criteria.role_words import ADMISSION as ADMISSION_ROLE
from criteria.roles import titled
from tests.sections import (
    ADMISSION,
    COLLEGE,
    HOME,
    mark_of,
    markup_of,
    picture_of,
    sections_of,
    site_with_link,
)
from tests.test_phrases import rows

TEXTS = ("B2", "B3", "B5", "B6", "B7", "C2", "C7")
LINKS = ("C5", "C6")
WAYS = {"B9": ADMISSION, "C1": HOME}
LOGOS = {"B4": False, "B8": True, "C3": True, "C4": False}  # whether it is the project's
LETTERS = {1: "yes", 0: "no", None: "?", "logo": "yes", "no": "no", "maybe": "?"}
Rows = dict[tuple[str, str], list[tuple[str, str]]]


def says(code: str, text: str) -> str:
    """What a criterion says of a row: yes, no or «?»."""
    if code == "B1":
        return "yes" if ADMISSION_ROLE in titled(text) else "no"
    if code in LOGOS:
        picture = picture_of(text)
        told = tells_project(picture) if LOGOS[code] else tells_partner(picture, COLLEGE)
        return LETTERS[told]
    if code in WAYS:
        return LETTERS[mark_of(code, site_with_link(WAYS[code], text))]
    body = f'<p>О проекте</p><p><a href="{text}">Перейти</a></p>' if code in LINKS else ""
    return LETTERS[mark_of(code, sections_of(body or markup_of(text)))]


@pytest.fixture(scope="module")
def told() -> Rows:
    """(criterion, what it should say) -> (row, what it says)."""
    found: Rows = {}
    for code, wanted, text in rows("sections.tsv"):
        if code in TEXTS and "→" in text:
            continue  # what such a link opens is nowhere
        found.setdefault((code, wanted), []).append((text, says(code, text)))
    return found


def missed(told: Rows, code: str, wanted: str) -> tuple[list[str], int]:
    """Rows of which something else is said, and how many rows there are."""
    marked = told[code, wanted]
    return [text for text, said in marked if said != wanted], len(marked)


@pytest.mark.parametrize("code", ["B1", *TEXTS])
def test_next_to_all_that_says_what_is_asked_is_told(told: Rows, code: str) -> None:
    wrong, all_of_them = missed(told, code, "yes")
    assert len(wrong) * 100 <= all_of_them * 3, wrong


@pytest.mark.parametrize("code", [*LINKS, *WAYS])
def test_a_good_link_is_told_in_every_spelling(told: Rows, code: str) -> None:
    assert missed(told, code, "yes")[0] == []


@pytest.mark.parametrize("code", LOGOS)
def test_next_to_all_logos_are_told_by_what_is_written_about_them(told: Rows, code: str) -> None:
    wrong, all_of_them = missed(told, code, "yes")
    assert len(wrong) * 100 <= all_of_them * 5, wrong
    assert all(said != "no" for _, said in told[code, "yes"])


@pytest.mark.parametrize("code", ["B1", *TEXTS, *LINKS, *WAYS, *LOGOS])
def test_nothing_alike_is_taken_for_what_is_asked(told: Rows, code: str) -> None:
    wrong, all_of_them = missed(told, code, "no")
    assert len(wrong) * 100 <= all_of_them, wrong


@pytest.mark.parametrize("code", LOGOS)
def test_most_pictures_that_may_be_logos_are_left_to_sight(told: Rows, code: str) -> None:
    unseen = [text for text, said in told[code, "?"] if said == "no"]
    assert len(unseen) * 5 <= len(told[code, "?"]), unseen


def test_a_channel_that_may_be_the_projects_is_left_to_a_person(told: Rows) -> None:
    doubted = [text for text, said in told["C6", "?"] if said == "?"]
    assert len(doubted) * 2 > len(told["C6", "?"]), doubted


def test_every_criterion_of_the_sections_has_rows_of_both_kinds(told: Rows) -> None:
    few = {key: len(told[key]) for key in told if key[1] != "?" and len(told[key]) < 20}
    assert few == {}
    assert len({code for code, _ in told}) == 16
