"""A look goes the cheap ways first: twins by their prints, then likeness, then words."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont, ImageOps

from site_audit.documents import ocr
from site_audit.glimpse import Glimpse, Line, twin_likeness
from site_audit.logos import glance, raster
from site_audit.logos.prints import fingerprint
from site_audit.logos.references import Reference, read_references
from site_audit.logos.wordmark import spells
from tests.gold.marks import MARKS
from tests.workshop import needs_fonts, needs_tesseract

SIZE = (420, 300)
Corners = tuple[tuple[int, int], ...]
CRANE: Corners = ((10, 290), (60, 10), (410, 90), (400, 120), (110, 70), (190, 200), (90, 150))
GATE: Corners = ((30, 30), (400, 10), (380, 280), (300, 290), (320, 100), (120, 90), (60, 290))
TEXT = '<text x="20" y="80" font-size="48" fill="{ink}">{words}</text>'


def sign(corners: Corners = CRANE, ink: str = "#1d3f8f", ground: str = "white") -> Image.Image:
    """A jib, and a load of bars of growing height under it."""
    picture = Image.new("RGB", SIZE, ground)
    draw = ImageDraw.Draw(picture)
    draw.polygon(corners, fill=ink)
    for bar in range(6):
        draw.rectangle((200 + bar * 34, 250 - bar * 19, 218 + bar * 34, 285), fill=ink)
    return picture


def saved(picture: Image.Image, kind: str = "PNG", **how: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


def clear(picture: Image.Image) -> Image.Image:
    """The picture with its white ground taken away."""
    shown = picture.convert("RGBA")
    shown.putalpha(ImageOps.invert(picture.convert("L")).point(lambda shade: 255 * (shade > 60)))
    return shown


def printed(body: bytes) -> str:
    return fingerprint(raster.grey(raster.opened(body)[0]))


def svg(inside: str, ground: str = "", size: tuple[int, int] = (600, 120)) -> bytes:
    width, height = size
    behind = f'<rect width="{width}" height="{height}" fill="{ground}"/>' if ground else ""
    head = f'xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
    return f"<svg {head}>{behind}{inside}</svg>".encode()


# ---------------------------------------------------------------- prints


@pytest.mark.parametrize(
    "body",
    [
        saved(sign().resize((84, 60), Image.Resampling.LANCZOS)),
        saved(sign().resize((1260, 900), Image.Resampling.BICUBIC)),
        saved(sign(), "JPEG", quality=35),
        saved(sign(), "WEBP", quality=30),
        saved(sign(ink="#c03020", ground="#f4f0e6")),
        saved(ImageOps.expand(sign(), (10, 80, 140, 30), "white")),
        saved(clear(sign())),
        saved(clear(sign(ink="#1d3f8f").convert("L").convert("RGB")), "WEBP"),
    ],
    ids=["small", "large", "jpeg", "webp", "colours", "margin", "clear", "grey"],
)
def test_a_print_survives_what_sites_do_to_a_picture(body: bytes) -> None:
    assert twin_likeness(printed(saved(sign())), printed(body)) >= 0.5


def word(letters: str) -> Image.Image:
    picture = Image.new("RGB", (900, 120), "white")
    face = ImageFont.load_default(80)
    ImageDraw.Draw(picture).text((10, 10), letters, font=face, fill="black", stroke_width=2)
    return picture


def test_strangers_are_no_twins() -> None:
    words = ("PROFESSIONALITET", "PROFESSIONALY", "PROFESSIONALIZM", "PROFESSION", "COLLEGE")
    years = ("PLANT 2024", "PLANT 2025")
    shown = (*map(word, words), *map(word, years), sign(), sign(GATE), ImageOps.flip(sign()))
    prints = [printed(saved(one)) for one in shown]
    assert [pair for pair in combinations(prints, 2) if twin_likeness(*pair)] == []


@pytest.mark.parametrize(
    "path", sorted(one for one in MARKS.glob("*/references/**/*") if one.is_file()), ids=str
)
def test_the_negative_of_a_logo_is_its_twin(path: Path) -> None:
    shades = raster.grey(raster.opened(path.read_bytes())[0])
    assert twin_likeness(fingerprint(shades), fingerprint(255 - shades)) > 0


def drawn_set() -> Iterator[tuple[str, Path]]:
    """What the pictures of the drawn set and its references show, and where they lie."""
    for hand in sorted(MARKS.iterdir()):
        if hand.is_dir():
            listed = tomllib.loads((hand / "marks.toml").read_text("utf-8"))["picture"]
            yield from ((one["shows"], hand / "pictures" / one["file"]) for one in listed)
            known = read_references(hand / "references").all
            yield from ((one.name, hand / "references" / one.file) for one in known)


@needs_fonts
def test_of_all_pictures_of_the_set_no_stranger_is_a_twin() -> None:
    """A decision on one picture holds for its twins: a wrong twin would be a wrong mark."""
    shown = [(shows, path, printed(path.read_bytes())) for shows, path in drawn_set()]
    twins = [
        (one, other) for one, other in combinations(shown, 2) if twin_likeness(one[2], other[2])
    ]
    assert len(twins) > 3
    assert [pair for pair in twins if pair[0][0] != pair[1][0]] == []


@pytest.mark.parametrize("ground", ["white", "black", "#0e856a"])
def test_a_plain_picture_bears_no_print_for_it_would_be_a_twin_of_all(ground: str) -> None:
    assert printed(saved(Image.new("RGB", SIZE, ground))) == ""


_prints = st.integers(0, 2**192 - 1).map(lambda bits: f"{bits:048x}")


@given(_prints, _prints)
def test_twins_are_mutual_and_like_themselves_and_their_negatives(one: str, other: str) -> None:
    assert twin_likeness(one, other) == twin_likeness(other, one)
    assert 0 <= twin_likeness(one, other) <= 1
    negative = f"{int(one, 16) ^ (2**192 - 1):048x}"
    assert twin_likeness(one, one) == twin_likeness(one, negative) == 1


@given(_prints, st.sets(st.integers(0, 191), min_size=1, max_size=3))
def test_each_bit_that_differs_makes_twins_less_alike(one: str, bits: set[int]) -> None:
    other = f"{int(one, 16) ^ sum(1 << bit for bit in bits):048x}"
    less = f"{int(other, 16) ^ (1 << min(bits)):048x}"
    assert 0 < twin_likeness(one, other) < twin_likeness(one, less)


@pytest.mark.parametrize("other", ["", "0" * 32, "0" * 47, "0" * 49])
def test_a_print_of_another_length_is_nobodys_twin(other: str) -> None:
    mine = "0" * len(printed(saved(sign())))
    assert twin_likeness(mine, mine) == 1
    assert twin_likeness(mine, other) == twin_likeness(other, other) == 0


# ---------------------------------------------------------------- a look


def known(name: str, body: bytes) -> glance.Known:
    found = glance.known(Reference(name=name, file="a.png", body=body))
    assert found is not None
    return found


def shown_on(body: bytes, *references: glance.Known) -> list[tuple[str, str]]:
    seen = glance.glance(body, references, reads=False)
    return [(one.name, one.how) for one in seen.shows]


def test_a_twin_is_told_at_once_and_its_words_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    crane, gate = known("employers/А", saved(sign())), known("others/Б", saved(sign(GATE)))
    monkeypatch.setattr(glance, "likeness", None)
    monkeypatch.setattr(glance, "reading", None)
    (shown,) = glance.glance(saved(sign(), "JPEG", quality=80), [gate, crane]).shows
    assert (shown.name, shown.how) == ("employers/А", "twin")
    assert shown.score >= 0.8


def test_a_name_is_told_once_however_many_pictures_bear_it() -> None:
    one, other = saved(sign()), saved(sign().resize((300, 214)))
    both = known("employers/А", one), known("employers/А", other)
    assert shown_on(one, *both) == [("employers/А", "twin")]


def test_an_emblem_without_the_words_of_its_reference_is_told_to_be_one() -> None:
    lockup = Image.new("RGB", (1300, 320), "white")
    lockup.paste(sign(), (10, 10))
    lockup.paste(word("PROFESSIONALITET").resize((800, 107)), (470, 100))
    reference = known("professionalitet", saved(lockup))
    alone = Image.new("RGB", (900, 500), "white")
    alone.paste(sign(), (400, 150))
    assert shown_on(saved(alone), reference) == [("professionalitet", "emblem")]
    wide = Image.new("RGB", (1700, 700), "white")
    wide.paste(lockup, (300, 200))
    assert shown_on(saved(wide), reference) in (
        [("professionalitet", "likeness")], [("professionalitet", "twin")]
    )  # fmt: skip


def test_a_logo_within_a_picture_is_found_by_likeness() -> None:
    emblem = word("Crane")
    banner = Image.new("RGB", (1200, 500), "#dde4ea")
    banner.paste(emblem.crop((0, 0, 330, 120)), (700, 300))
    reference = known("employers/А", saved(emblem.crop((0, 0, 330, 120))))
    assert shown_on(saved(banner), reference) == [("employers/А", "likeness")]
    assert shown_on(saved(sign(GATE)), reference) == []


@pytest.mark.parametrize("size", [(15, 300), (300, 15), (30, 30), (1, 1)])
def test_lines_and_icons_are_not_looked_at(size: tuple[int, int]) -> None:
    noise = Image.effect_noise(size, 90)
    assert glance.glance(saved(noise), []) == Glimpse(width=size[0], height=size[1])


def test_what_is_no_picture_is_no_reference() -> None:
    assert glance.known(Reference(name="others/А", file="a.png", body=b"<html>")) is None


@pytest.mark.parametrize(("size", "small"), [((640, 160), (320, 80)), ((50, 400), (20, 160))])
def test_people_are_shown_a_picture_that_fits_its_cell(
    size: tuple[int, int], small: tuple[int, int]
) -> None:
    with Image.open(io.BytesIO(glance.small(saved(Image.effect_noise(size, 60))))) as shown:
        assert (shown.format, shown.size) == ("PNG", small)
    assert glance.small(b"<html>") == b""


# ---------------------------------------------------------------- words


def test_without_tesseract_a_look_says_that_words_are_unread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "available", lambda: "")
    seen = glance.glance(saved(sign()), [])
    assert (seen.trouble, seen.lines) == ("no_ocr", ())
    assert seen.print


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ((), False),
        (("ПРОФЕССИОНАЛИТЕТ",), True),
        (("РОСАТОМ",), False),
        (("РОСАТОМ", "корпорация"), True),
        (("ПРОФЕССИО", "Министерство"), False),
    ],
)
def test_a_picture_is_read_until_its_words_tell_enough(
    lines: tuple[str, ...], wanted: bool
) -> None:
    read = [Line(text=line, width=0.5, height=0.2) for line in lines]
    assert glance.is_enough(read) is wanted


def text(ink: str, words: str = "ПРОФЕССИОНАЛИТЕТ") -> str:
    return TEXT.format(ink=ink, words=words)


TWO_LINES = text("#123a7a", "ПРОФЕССИО") + text("#123a7a", "НАЛИТЕТ").replace('y="80"', 'y="150"')


@needs_fonts
@needs_tesseract
@pytest.mark.parametrize(
    "body",
    [
        svg(text("#000"), "#fff"),
        svg(text("#fff")),
        svg(text("#fff"), "#123a7a"),
        svg(text("#e33"), "#0a8"),
        svg(TWO_LINES, size=(400, 180)),
        svg(f'<g transform="rotate(-6 300 100)">{text("#123a7a")}</g>', size=(620, 220)),
    ],
    ids=["plain", "white on clear", "white on dark", "of one brightness", "two lines", "askew"],
)
def test_a_wordmark_is_read_on_any_ground(body: bytes) -> None:
    seen = glance.glance(body, [])
    assert spells(seen.lines), seen.lines
    assert all(0 < line.width <= 1 and 0 < line.height <= 1 for line in seen.lines)


@needs_fonts
@needs_tesseract
def test_another_word_is_read_as_it_is() -> None:
    (line,) = glance.glance(svg(text("#000", "ПРОФЕССИОНАЛЫ"), "#fff"), []).lines
    assert line.text == "ПРОФЕССИОНАЛЫ"
    assert not spells([line])


def test_a_picture_without_features_is_like_no_reference() -> None:
    smooth = np.tile(np.linspace(0, 255, 400, dtype=np.uint8), (200, 1))
    assert shown_on(saved(Image.fromarray(smooth)), known("others/А", saved(sign(GATE)))) == []
