"""What the farm's pages are dressed in: a style sheet, a script, pictures; the same for all sites.

A home page weighs about a megabyte with them, as a college's does. The crawl asks for none of it;
a browser asks for all of it.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw

Kind = tuple[str, tuple[int, int], int]
"""(beginning of the file's name, pixels, how many different ones there are)."""
GALLERY: Kind = ("g", (1200, 900), 3)
PHOTOS: tuple[Kind, ...] = (
    ("s", (1400, 467), 5),  # slides
    ("c", (640, 480), 12),  # cards
    ("n", (1000, 625), 6),  # of an article
    GALLERY,
)
BADGES: tuple[Kind, ...] = (("logo", (180, 180), 1), ("p", (240, 80), 20))
THUMBNAIL = (320, 240)
QUALITY = 78
UTILITIES, FUNCTIONS = 900, 260  # rules and functions that are sent and hardly used, as usual
_NAME = re.compile(r"/img/(logo|[a-z])(\d*)(-s)?\.(?:jpg|png)")


@cache
def dressing() -> dict[str, tuple[str, bytes]]:
    """Path -> (type, body) of all that pages ask for by one name."""
    return {
        "/css/site.css": ("text/css; charset=utf-8", _beside("site.css") + _utilities()),
        "/js/site.js": ("text/javascript; charset=utf-8", _library() + _beside("site.js")),
    }


@cache
def pictures() -> dict[str, bytes]:
    """Name of a picture -> its file; a few stand for the many that pages name."""
    made = {}
    for kind, pixels, number in PHOTOS:
        for one in range(number):
            made[f"{kind}{one}"] = _file(_photo(pixels, f"{kind}{one}"), "JPEG")
    for kind, pixels, number in BADGES:
        for one in range(number):
            made[f"{kind}{one}"] = _file(_badge(pixels, f"{kind}{one}"), "PNG")
    for one in range(GALLERY[2]):
        made[f"g{one}-s"] = _file(_photo(THUMBNAIL, f"g{one}"), "JPEG")
    return made


def picture_for(path: str) -> str | None:
    """The name in ``pictures`` of what an address shows; None where it is no picture."""
    found = _NAME.fullmatch(path)
    many = {name: number for name, _, number in (*PHOTOS, *BADGES)}
    if not found or found[1] not in many:
        return None
    return f"{found[1]}{int(found[2] or 0) % many[found[1]]}{found[3] or ''}"


def _file(picture: Image.Image, form: str) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, quality=QUALITY, optimize=form == "PNG")
    return file.getvalue()


def _photo(pixels: tuple[int, int], name: str) -> Image.Image:
    """Clouds of several sizes over each other: as hard to pack and to unpack as a photograph."""
    dice = random.Random(name)
    made = _noise(dice, (5, 3)).resize(pixels, Image.Resampling.BICUBIC)
    for fine, weight in ((12, 0.45), (48, 0.3), (200, 0.16), (700, 0.07)):
        grain = _noise(dice, (fine, max(2, fine * pixels[1] // pixels[0])))
        made = Image.blend(made, grain.resize(pixels, Image.Resampling.BICUBIC), weight)
    return made


def _noise(dice: random.Random, pixels: tuple[int, int]) -> Image.Image:
    return Image.frombytes("RGB", pixels, dice.randbytes(3 * pixels[0] * pixels[1]))


def _badge(pixels: tuple[int, int], name: str) -> Image.Image:
    dice = random.Random(name)
    made = Image.new("RGB", pixels, "white")
    pencil = ImageDraw.Draw(made)
    for _ in range(24):
        left, top = dice.randrange(pixels[0]), dice.randrange(pixels[1])
        size = dice.randrange(8, 40)
        colour = (dice.randrange(256), dice.randrange(256), dice.randrange(256))
        pencil.ellipse((left, top, left + size, top + size), fill=colour)
    return made


def _beside(name: str) -> bytes:
    return Path(__file__).with_name(name).read_bytes()


def _utilities() -> bytes:
    return "\n".join(_rules(random.Random("utilities"))).encode()


def _rules(dice: random.Random) -> Iterator[str]:
    for number in range(UTILITIES):
        sides = dice.choice(("margin", "padding", "border-radius", "font-size"))
        rule = f".u-{number}{{{sides}:{dice.randrange(64)}px;color:#{dice.randrange(1 << 24):06x}}}"
        wide = 320 + 40 * dice.randrange(30)
        yield f"@media(min-width:{wide}px){{{rule}}}" if number % 3 == 0 else rule


def _library() -> bytes:
    made = "\n".join(_functions(random.Random("library")))
    return f"var library={{}};\n{made}\n".encode()


def _functions(dice: random.Random) -> Iterator[str]:
    for number in range(FUNCTIONS):
        rounds, times, modulus = dice.randrange(40, 90), dice.randrange(3, 31), dice.randrange(997)
        yield (
            f"library.f{number}=function(a,b){{var s={dice.randrange(999)};"
            f"for(var i=0;i<{rounds};i++){{s=(s*{times}+a*i+b)%{9000 + modulus};"
            f"if(s>{dice.randrange(500)}){{s-=i}}else{{s+=b}}}}return s}};"
        )
