"""A reference is found whatever its size, colour and place; a frame with another sign is none."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from site_audit.glimpse import twin_likeness
from site_audit.logos import glance, likeness
from site_audit.logos.prints import fingerprint
from site_audit.logos.raster import Grey
from site_audit.logos.references import Reference

SIDE = 480
GEAR = tuple(range(0, 360, 15))


def emblem(sign: str = "star", ink: str = "navy", ground: str = "white") -> Image.Image:
    """A gear with a sign in it."""
    picture = Image.new("RGB", (SIDE, SIDE), ground)
    draw = ImageDraw.Draw(picture)
    for turn in GEAR:
        draw.pieslice((20, 20, 460, 460), turn, turn + 8, fill=ink)
    draw.ellipse((50, 50, 430, 430), fill=ink)
    draw.ellipse((90, 90, 390, 390), fill=ground)
    if sign == "star":
        points = [(240 + r * np.cos(a), 240 + r * np.sin(a)) for r, a in _rays(9)]
        draw.polygon([(float(x), float(y)) for x, y in points], fill=ink)
    else:
        for step in range(5):
            draw.rectangle((150, 130 + step * 46, 330 - step * 20, 160 + step * 46), fill=ink)
            draw.line((330 - step * 20, 130 + step * 46, 350, 350), fill=ink, width=6)
    return picture


def _rays(number: int) -> list[tuple[float, float]]:
    steps = range(2 * number)
    return [(120 if step % 2 else 50, np.pi * step / number + 0.2) for step in steps]


def grey(picture: Image.Image) -> Grey:
    return np.asarray(picture.convert("L"))


def score(picture: Image.Image) -> float:
    seen = likeness.place(grey(picture))
    return max(likeness.score(shape, seen) for shape in likeness.shapes(grey(emblem())))


def on_banner(picture: Image.Image) -> Image.Image:
    banner = Image.new("RGB", (1100, 400), "#0e856a")
    banner.paste(picture.resize((280, 280)), (60, 60))
    ImageDraw.Draw(banner).text((420, 180), "PRIEMNAYA KAMPANIYA 2026", fill="white", font_size=40)
    return banner


def in_perspective(picture: Image.Image) -> Image.Image:
    wall = Image.new("RGB", (700, 600), "#b08050")
    wall.paste(picture, (110, 60))
    corners = (0, 0, 40, 600, 700, 560, 660, 40)
    return wall.transform((700, 600), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)


@pytest.mark.parametrize(
    "picture",
    [
        emblem().resize((160, 160)),
        emblem(ink="crimson", ground="#ffe"),
        emblem(ink="white", ground="black"),
        emblem().rotate(6, Image.Resampling.BICUBIC, fillcolor="white"),
        on_banner(emblem()),
        in_perspective(emblem()),
    ],
    ids=["small", "colours", "inverted", "turned", "banner", "perspective"],
)
def test_a_reference_is_found_in_other_sizes_colours_and_places(picture: Image.Image) -> None:
    assert score(picture) >= 0.9


@pytest.mark.parametrize(
    "picture",
    [emblem("steps"), on_banner(emblem("steps")), ImageOps.mirror(emblem("steps")),
     Image.effect_noise((500, 400), 60), Image.new("RGB", (400, 300), "green")],
    ids=["another sign", "another sign on a banner", "mirrored", "noise", "plain"],
)  # fmt: skip
def test_the_same_frame_with_another_sign_is_no_reference(picture: Image.Image) -> None:
    assert score(picture) == 0


def test_an_emblem_that_stands_apart_from_words_is_a_reference_of_its_own() -> None:
    lockup = Image.new("RGB", (1600, 500), "white")
    lockup.paste(emblem(), (10, 10))
    ImageDraw.Draw(lockup).text((560, 150), "ZAVOD PRIVODOV", fill="navy", font_size=120)
    shapes = likeness.shapes(grey(lockup))
    assert len(shapes) == 2
    seen = likeness.place(grey(emblem(ink="green")))
    assert likeness.score(shapes[1], seen) >= 0.9


# ---------------------------------------------------------------- prints


@pytest.mark.parametrize(
    "picture",
    [
        emblem("steps").resize((160, 160), Image.Resampling.LANCZOS),
        emblem("steps", ink="maroon"),
        ImageOps.expand(emblem("steps"), 60, "white"),
        emblem("steps", ink="white", ground="black"),
    ],
    ids=["small", "colour", "margin", "inverted"],
)
def test_twins_bear_nearly_the_same_print(picture: Image.Image) -> None:
    assert twin_likeness(fingerprint(grey(emblem("steps"))), fingerprint(grey(picture))) > 0


def test_strangers_bear_other_prints() -> None:
    mine = fingerprint(grey(emblem("steps")))
    for stranger in (on_banner(emblem("steps")), Image.effect_noise((300, 300), 50)):
        assert twin_likeness(mine, fingerprint(grey(stranger))) == 0
    assert twin_likeness(mine, "") == twin_likeness("", "") == 0


def test_a_narrow_picture_is_no_reference() -> None:
    file = io.BytesIO()
    Image.effect_noise((3, 3000), 80).save(file, "PNG")
    assert glance.known(Reference(name="others/А", file="a", body=file.getvalue())) is None
