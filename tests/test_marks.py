"""The drawn set: on the half that nobody tuned by, marks are found and none is made up."""

from __future__ import annotations

import tomllib

import pytest

from site_audit.logos import eye
from site_audit.logos.references import Reference, References
from tests.gold.marks import JUDGED_BY, MARKS, TUNED_BY, figures, names_on, shown_by, table
from tests.workshop import SHARED, needs_tesseract

BRAND = SHARED / "brand"
WORDMARK, EMBLEM = "professionalitet-wordmark-2024.jpg", "professionalitet.svg"
HANDS = (*TUNED_BY, *JUDGED_BY)
LISTED = {
    hand: tomllib.loads((MARKS / hand / "marks.toml").read_text("utf-8"))["picture"]
    for hand in HANDS
}

needs_brand = pytest.mark.skipif(not BRAND.exists(), reason="../shared/brand is not here")


def test_the_set_is_large_enough_and_lists_what_is_there() -> None:
    pictures = [one for listed in LISTED.values() for one in listed]
    assert sum(bool(one["shows"]) for one in pictures) >= 80
    assert sum(not one["shows"] for one in pictures) >= 120
    for hand, listed in LISTED.items():
        files = {path.name for path in (MARKS / hand / "pictures").iterdir()}
        assert files == {one["file"] for one in listed}
    assert sum("photograph" in one["how"] and bool(one["shows"]) for one in pictures) >= 12
    assert {path.name for path in MARKS.iterdir() if path.is_dir()} == set(HANDS)


_LONG = [pytest.param(hand, 1, marks=pytest.mark.soak) for hand in (*JUDGED_BY, *TUNED_BY)]


@needs_tesseract
@pytest.mark.parametrize(("hand", "each"), [(JUDGED_BY[0], 10), *_LONG])
def test_marks_are_found_by_sight_and_none_is_made_up(hand: str, each: int) -> None:
    pictures = shown_by(hand, each)
    assert not [one for one in pictures if one.is_false], table(pictures)
    assert figures(pictures).recall >= 0.9, table(pictures)


@needs_brand
@pytest.mark.parametrize("name", [WORDMARK, EMBLEM])
def test_a_real_mark_is_found_when_it_is_given_as_reference(name: str) -> None:
    body = (BRAND / name).read_bytes()
    known = References(all=(Reference(name="professionalitet", file=name, body=body),))
    assert names_on(eye.look(body, known, known.names).glimpse) == {"professionalitet"}


@needs_brand
@needs_tesseract
@pytest.mark.parametrize("name", [WORDMARK, EMBLEM])
def test_a_real_mark_is_found_by_reading_alone(name: str) -> None:
    body = (BRAND / name).read_bytes()
    assert names_on(eye.look(body, References(), ()).glimpse) == {"professionalitet"}
