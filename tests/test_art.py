from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_audit.facts import Image
from site_audit.logos import raster
from site_audit.pages import art
from site_audit.pages.art import body_of, key_of, named, of_address
from site_audit.pages.page import parse

PATH = f"<path fill='#1d3f8f' d='M0 0{' L9 1 L1 9' * 40}'/>"
BOX = "viewBox='0 0 20 10'"
STORE = f"<svg style='display:none'><symbol id=logo {BOX}>{PATH}</symbol></svg>"
BODY = bytes(range(256)) * 2


def arts(markup: str) -> list[str]:
    """What the pictures of a page hold that stand in the page itself."""
    facts = parse(markup, "http://college.ru/project/")
    return [one.art for one in (*facts.images, *facts.drawings) if one.art]


def address_of(body: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(body).decode()}"


def picture(url: str = "", held: str = "") -> Image:
    return Image(url, "", "", 0, 0, "content", "", "", "", "", held)


# ---------------------------------------------------------------- drawings


def test_a_drawing_in_a_page_can_be_looked_at_by_itself() -> None:
    (found,) = arts(f"<svg {BOX} class=big>{PATH}</svg>")
    pixels, size = raster.opened(body_of(found))
    assert size == (800, 400)
    assert (pixels < 128).any()


def test_a_drawing_that_names_its_space_itself_names_it_once() -> None:
    (found,) = arts(f"<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='x' {BOX}>{PATH}</svg>")
    opening = found.partition(">")[0]
    assert opening.count("xmlns=") == opening.count("xmlns:xlink=") == 1
    assert "viewBox" in opening


@pytest.mark.parametrize("name", ["href", "xlink:href"])
def test_a_drawing_brings_the_symbol_that_it_uses(name: str) -> None:
    (found,) = arts(f"{STORE}<p>АО<svg {BOX}><use {name}='#logo'/></svg></p>")
    pixels, _ = raster.opened(body_of(found))
    assert (pixels < 128).any()


def test_a_symbol_that_is_not_there_leaves_an_icon() -> None:
    assert arts(f"{STORE}<p>АО<svg {BOX}><use href='#other'/></svg></p>") == []


@pytest.mark.parametrize("inside", ["<path d='M0 0'/>", PATH * 150], ids=["icon", "map"])
def test_icons_and_drawings_too_large_are_left_out(inside: str) -> None:
    assert arts(f"<svg {BOX}>{inside}</svg>") == []


def test_a_page_full_of_drawings_keeps_the_first_of_them() -> None:
    one = f"<svg {BOX}>{PATH * 20}</svg>"
    found = arts(one * 60)
    assert 0 < len(found) < 60
    assert sum(map(len, found)) <= art.MOST_OF_PAGE


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize("kind", ["png", "jpeg", "jpg", "gif", "webp", "svg+xml", "PNG"])
def test_a_picture_in_its_own_address_is_kept_and_has_no_other(kind: str) -> None:
    facts = parse(f"<img src='{address_of(BODY, kind)}' alt=Росатом>", "http://college.ru/")
    (found,) = facts.images
    assert (found.url, body_of(found.art)) == ("", BODY)


@pytest.mark.parametrize(
    "href",
    [
        address_of(BODY[:60]),
        address_of(BODY * 200),
        address_of(BODY).replace("image/png", "text/html"),
        address_of(BODY).replace("data:", "dato:"),
        "http://college.ru/" + "a" * 400,
    ],
    ids=["icon", "too large", "page", "no data", "elsewhere"],
)
def test_other_addresses_hold_no_picture(href: str) -> None:
    assert of_address(href) == ""


@pytest.mark.parametrize(
    ("held", "body"),
    [
        ("data:image/svg+xml,%3Csvg%3E%20ё", "<svg> ё".encode()),
        ("data:image/svg+xml;utf8,<svg>", b"<svg>"),
        ("data:image/png;BASE64,QUJD", b"ABC"),
        ("data:image/png;base64,QUJ%44", b"ABC"),
        ("data:image/png;base64,QU\n JD", b"ABC"),
        ("data:image/png;base64,A", b""),
        ("data:image/png", b""),
        ("<svg>ё</svg>", "<svg>ё</svg>".encode()),
    ],
)
def test_the_bytes_of_a_picture_are_what_a_browser_would_draw(held: str, body: bytes) -> None:
    assert body_of(held) == body


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(max_size=60), st.sampled_from(["", ";base64", ";utf8", ";charset=x;base64"]))
def test_no_address_breaks_the_reader_of_addresses(content: str, coding: str) -> None:
    held = f"data:image/png{coding},{content}"
    assert key_of(held) == hashlib.sha256(body_of(held)).hexdigest()


def test_a_picture_is_named_by_its_address_or_by_the_digest_of_its_bytes() -> None:
    held = address_of(BODY)
    assert named(picture("http://college.ru/a.png", held)) == "http://college.ru/a.png"
    assert named(picture(held=held)) == f"sha256:{hashlib.sha256(BODY).hexdigest()}"
    assert named(picture()) == ""


def test_unpadded_base64_is_read_as_browsers_do() -> None:
    assert body_of("data:image/png;base64,QUJDRA") == b"ABCD"


def test_space_around_an_address_is_no_part_of_it() -> None:
    assert of_address(f"\n  {address_of(BODY)} ") == address_of(BODY)
