"""Pictures like photographs, drawn by rule: the same bytes each time."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Scene = Callable[[ImageDraw.ImageDraw, random.Random, int, int], None]

DRAWN = 2  # times larger than kept, so that edges are smooth
NOISE = 0.05


def _mixed(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _shade(
    draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], one: Colour, other: Colour
) -> None:
    """A gradient from the top of the box to its bottom."""
    left, top, right, bottom = box
    for y in range(top, bottom):
        colour = _mixed(one, other, (y - top) / max(1, bottom - top))
        draw.line((left, y, right, y), fill=colour)


def _tree(draw: ImageDraw.ImageDraw, dice: random.Random, x: int, ground: int, size: int) -> None:
    draw.rectangle((x - size // 16, ground - size // 2, x + size // 16, ground), fill=(84, 66, 48))
    for _ in range(38):
        dx, dy = dice.gauss(0, size / 7), dice.gauss(0, size / 8)
        r = dice.uniform(size / 16, size / 8)
        green = (dice.randint(38, 86), dice.randint(88, 140), dice.randint(40, 76))
        middle = ground - size * 0.72
        draw.ellipse((x + dx - r, middle + dy - r, x + dx + r, middle + dy + r), fill=green)


def _building(draw: ImageDraw.ImageDraw, dice: random.Random, w: int, h: int) -> None:
    """A front with windows under the sky."""
    _shade(draw, (0, 0, w, h * 8 // 10), (104, 156, 210), (224, 236, 244))
    for _ in range(14):
        x, y = dice.uniform(0, w), dice.uniform(0, h * 0.25)
        draw.ellipse((x, y, x + w * 0.2, y + h * 0.05), fill=(232, 240, 247))
    _shade(draw, (0, h * 8 // 10, w, h), (142, 148, 140), (176, 172, 160))
    left, right, top, ground = w // 9, w * 8 // 9, h // 4, h * 8 // 10
    wall = (dice.randint(188, 222), dice.randint(164, 190), dice.randint(128, 160))
    _shade(draw, (left, top, right, ground), wall, _mixed(wall, (60, 50, 50), 0.15))
    draw.rectangle((left - w // 80, top - h // 40, right + w // 80, top), fill=(110, 74, 62))
    columns, rows = dice.randint(9, 12), 3
    step, floor = (right - left) / columns, (ground - top) / rows
    for row in range(rows):
        for column in range(columns):
            x, y = left + step * (column + 0.22), top + floor * (row + 0.22)
            draw.rectangle((x - 5, y - 5, x + step * 0.56 + 5, y + floor * 0.5 + 5), fill="white")
            glass = _mixed((52, 78, 104), (156, 188, 212), dice.random())
            draw.rectangle((x, y, x + step * 0.56, y + floor * 0.5), fill=glass)
            draw.line((x + step * 0.28, y, x + step * 0.28, y + floor * 0.5), fill="white", width=5)
    door = w // 2
    draw.rectangle((door - w // 22, ground - h // 6, door + w // 22, ground), fill=(72, 52, 46))
    draw.rectangle((door - w // 16, ground - h // 5, door + w // 16, ground - h // 6), fill="white")
    for x in (w // 14, w * 13 // 14, w * 3 // 4):
        _tree(draw, dice, x, ground + h // 20, h * 4 // 10)


def _workshop(draw: ImageDraw.ImageDraw, dice: random.Random, w: int, h: int) -> None:
    """Machines in two rows under lamps."""
    _shade(draw, (0, h // 2, w, h), (124, 128, 130), (84, 88, 92))
    for x in range(-w, 2 * w, w // 7):
        draw.line((w // 2, h // 3, x, h), fill=(112, 116, 120), width=4)
    _shade(draw, (0, 0, w, h // 2), (86, 96, 108), (170, 180, 186))
    for number in range(5):
        x, y = w * (1 + number) // 6, h // 14 + abs(number - 2) * h // 60
        draw.rectangle((x - w // 18, y, x + w // 18, y + h // 50), fill=(250, 250, 236))
    for x in range(w // 14, w, w // 7):
        _shade(draw, (x, h // 6, x + w // 12, h * 4 // 10), (214, 228, 238), (176, 200, 216))
    body = dice.choice(((52, 108, 148), (58, 124, 98), (176, 112, 52), (120, 132, 144)))
    for row, size in ((0.52, 0.16), (0.66, 0.26)):
        for number in range(4 if row < 0.6 else 3):
            x = round(w * (0.04 + number * size * 1.55 + dice.uniform(0, 0.03)))
            _machine(draw, body, (x, round(h * row)), round(w * size))
    draw.line((0, h * 19 // 20, w, h * 17 // 20), fill=(226, 188, 60), width=h // 70)


def _machine(draw: ImageDraw.ImageDraw, body: Colour, place: tuple[int, int], size: int) -> None:
    x, y = place
    tall = size * 2 // 3
    _shade(draw, (x, y - tall // 3, x + size, y + tall // 2), body, _mixed(body, (0, 0, 0), 0.35))
    roof = ((x, y - tall // 3), (x + size // 8, y - tall // 2), (x + size, y - tall // 2))
    draw.polygon((*roof, (x + size, y - tall // 3)), fill=_mixed(body, (255, 255, 255), 0.35))
    pane = (x + size // 8, y - tall // 4, x + size * 6 // 10, y + tall // 6)
    _shade(draw, pane, (40, 52, 62), (116, 136, 150))
    draw.rectangle((x + size * 7 // 10, y - tall // 4, x + size * 9 // 10, y), fill=(220, 224, 226))
    for number, lamp in enumerate(((200, 50, 44), (232, 186, 52), (66, 160, 82))):
        left = x + size * (71 + 6 * number) // 100
        draw.ellipse((left, y + 8, left + size // 22, y + 8 + size // 22), fill=lamp)


def _classroom(draw: ImageDraw.ImageDraw, dice: random.Random, w: int, h: int) -> None:
    """Desks before a board."""
    _room(draw, dice, w, h)
    board = (w * 4 // 10, h // 7, w * 9 // 10, h * 4 // 10)
    draw.rectangle(board, fill=(40, 82, 68), outline=(186, 156, 116), width=14)
    for line in range(4):
        y = h // 5 + line * h // 22
        draw.line((w * 43 // 100, y, w * dice.randint(60, 86) // 100, y), (214, 226, 218), 5)


def _library(draw: ImageDraw.ImageDraw, dice: random.Random, w: int, h: int) -> None:
    """Desks before shelves."""
    _room(draw, dice, w, h)
    _shelves(draw, dice, (w * 4 // 10, h // 12, w * 19 // 20, h // 2))


def _room(draw: ImageDraw.ImageDraw, dice: random.Random, w: int, h: int) -> None:
    """Desks, with daylight from the left."""
    wall = dice.choice(((226, 216, 196), (206, 220, 214), (216, 214, 226)))
    _shade(draw, (0, 0, w, h * 6 // 10), wall, _mixed(wall, (90, 80, 70), 0.2))
    _shade(draw, (0, h * 6 // 10, w, h), (168, 132, 96), (120, 90, 64))
    for number in range(2):
        x = w // 20 + number * w // 7
        draw.rectangle((x - 10, h // 8 - 10, x + w // 9 + 10, h // 2 + 10), fill="white")
        _shade(draw, (x, h // 8, x + w // 9, h // 2), (176, 212, 240), (232, 240, 228))
    for row in range(3):
        y, tall = h * (58 + 13 * row) // 100, h * (5 + 2 * row) // 100
        for column in range(4 - row // 2):
            size = w * (15 + 4 * row) // 100
            x = w * 6 // 100 + column * size * 14 // 10
            draw.polygon(
                (
                    (x, y),
                    (x + size, y),
                    (x + size * 11 // 10, y + tall),
                    (x - size // 10, y + tall),
                ),
                fill=(206, 170, 124),
            )
            draw.rectangle((x, y + tall, x + size // 14, y + tall * 3), fill=(82, 84, 90))
            draw.rectangle((x + size, y + tall, x + size * 15 // 14, y + tall * 3), (82, 84, 90))


def _shelves(
    draw: ImageDraw.ImageDraw, dice: random.Random, box: tuple[int, int, int, int]
) -> None:
    left, top, right, bottom = box
    draw.rectangle(box, fill=(112, 80, 56))
    floor = (bottom - top) // 4
    for row in range(4):
        x = left + 14
        while x < right - 40:
            wide, tall = dice.randint(14, 34), dice.randint(floor * 6 // 10, floor * 9 // 10)
            book = (dice.randint(70, 190), dice.randint(60, 150), dice.randint(50, 150))
            y = top + floor * (row + 1)
            draw.rectangle((x, y - tall, x + wide, y - 8), fill=book)
            x += wide + 3


def _outdoors(draw: ImageDraw.ImageDraw, dice: random.Random, w: int, h: int) -> None:
    """Fields under hills, and a tractor."""
    _shade(draw, (0, 0, w, h // 2), (92, 150, 212), (236, 232, 214))
    for layer in range(3):
        green = _mixed((118, 148, 152), (70, 112, 70), layer / 2)
        points = [(0, h)]
        for x in range(0, w + 1, w // 12):
            points.append((x, h * (36 + 5 * layer) // 100 + dice.randint(-h // 30, h // 30)))
        draw.polygon((*points, (w, h)), fill=green)
    _shade(draw, (0, h * 55 // 100, w, h), (190, 172, 90), (132, 112, 60))
    for x in range(-2 * w, 3 * w, w // 9):
        draw.line((w // 2, h * 45 // 100, x, h), fill=(112, 120, 58), width=7)
    draw.rectangle((0, h * 45 // 100, w, h * 55 // 100), fill=(96, 136, 74))
    x, y, size = w * dice.randint(25, 55) // 100, h * 70 // 100, h * 3 // 10
    draw.rectangle((x, y - size // 2, x + size, y), fill=(184, 52, 44))
    draw.rectangle((x + size // 2, y - size, x + size, y - size // 2), fill=(196, 216, 226))
    draw.rectangle((x + size // 2, y - size, x + size, y - size * 9 // 10), fill=(150, 40, 36))
    for left, r in ((x - size // 12, size // 5), (x + size * 5 // 10, size // 3)):
        draw.ellipse((left, y - r, left + 2 * r, y + r), fill=(38, 38, 40))
        draw.ellipse((left + r // 2, y - r // 2, left + r * 3 // 2, y + r // 2), (224, 184, 72))


def _people(draw: ImageDraw.ImageDraw, dice: random.Random, w: int, h: int) -> None:
    """A group in a hall."""
    _shade(draw, (0, 0, w, h * 7 // 10), (198, 190, 176), (232, 226, 214))
    _shade(draw, (0, h * 7 // 10, w, h), (150, 116, 84), (112, 84, 60))
    for x in range(w // 12, w, w // 5):
        draw.rectangle((x, 0, x + w // 24, h * 7 // 10), fill=(176, 164, 148))
    banner = (w * 3 // 10, h // 12, w * 7 // 10, h // 4)
    draw.rectangle(banner, fill=dice.choice(((34, 84, 136), (148, 48, 46), (40, 110, 84))))
    for row, scale in ((0.46, 0.8), (0.6, 1.0)):
        number = 8 if scale < 1 else 6
        for place in range(number):
            x = round(w * (place + 0.7 + dice.uniform(-0.12, 0.12)) / (number + 0.4))
            _person(draw, dice, (x, round(h * row)), round(h * 0.16 * scale))


def _person(
    draw: ImageDraw.ImageDraw, dice: random.Random, place: tuple[int, int], size: int
) -> None:
    x, y = place
    coat = (dice.randint(40, 190), dice.randint(50, 150), dice.randint(60, 180))
    draw.rectangle((x - size // 3, y + size, x + size // 3, y + size * 3), fill=(44, 50, 64))
    draw.rounded_rectangle((x - size // 2, y, x + size // 2, y + size * 3 // 2), size // 4, coat)
    for side in (-1, 1):
        arm = x + side * size * 6 // 10
        draw.rounded_rectangle(
            (arm - size // 8, y + size // 8, arm + size // 8, y + size * 5 // 4),
            size // 8,
            _mixed(coat, (0, 0, 0), 0.25),
        )
    skin = _mixed((236, 200, 170), (196, 150, 120), dice.random())
    r = size // 3
    draw.ellipse((x - r, y - 2 * r, x + r, y + r // 5), fill=skin)
    hair = dice.choice(((58, 42, 32), (30, 28, 28), (150, 112, 66)))
    draw.pieslice((x - r - 3, y - 2 * r - 6, x + r + 3, y - r // 10), 180, 360, fill=hair)


PHOTOS: dict[str, tuple[Scene, int, int]] = {  # name -> scene, width and height in pixels
    "front": (_building, 1120, 700),
    "hostel": (_building, 800, 500),
    "workshop": (_workshop, 800, 500),
    "welding": (_workshop, 800, 500),
    "lathe": (_workshop, 800, 500),
    "robots": (_workshop, 800, 500),
    "classroom": (_classroom, 800, 500),
    "library": (_library, 800, 500),
    "laboratory": (_classroom, 800, 500),
    "field": (_outdoors, 800, 500),
    "practice": (_outdoors, 800, 500),
    "students": (_people, 800, 500),
    "open-day": (_people, 800, 500),
    "graduates": (_people, 800, 500),
}


@cache
def photo(name: str) -> bytes:
    """The JPEG of a name in ``PHOTOS``."""
    scene, width, height = PHOTOS[name]
    dice = random.Random(name)
    large = Image.new("RGB", (width * DRAWN, height * DRAWN))
    scene(ImageDraw.Draw(large), dice, *large.size)
    picture = large.resize((width, height), Image.Resampling.LANCZOS)
    grain = Image.frombytes("L", picture.size, dice.randbytes(width * height)).convert("RGB")
    return _jpeg(Image.blend(picture, grain, NOISE), 62)


@cache
def shrunken(name: str, times: int) -> bytes:
    """The same photograph with a side ``times`` shorter."""
    with Image.open(BytesIO(photo(name))) as picture:
        return _jpeg(picture.resize((picture.width // times, picture.height // times)), 70)


@cache
def noise(width: int, height: int) -> bytes:
    """A JPEG that hardly compresses: about a byte and a half for a pixel."""
    grain = random.Random("noise").randbytes(width * height * 3)
    return _jpeg(Image.frombytes("RGB", (width, height), grain), 90)


@cache
def logo() -> bytes:
    """A gear round a letter-like sign, PNG of 96 by 96."""
    badge = Image.new("RGB", (384, 384), "white")
    draw = ImageDraw.Draw(badge)
    for turn in range(0, 360, 45):
        draw.pieslice((8, 8, 376, 376), turn - 11, turn + 11, fill=(11, 61, 102))
    draw.ellipse((40, 40, 344, 344), fill=(11, 61, 102))
    draw.ellipse((76, 76, 308, 308), fill="white")
    for left in (130, 216):
        draw.rectangle((left, 122, left + 38, 262), fill=(200, 80, 30))
    draw.rectangle((140, 174, 240, 208), fill=(200, 80, 30))
    return _png(badge.resize((96, 96), Image.Resampling.LANCZOS))


@cache
def tile() -> bytes:
    """A GIF of stars on blue, as grounds of pages were."""
    sky = Image.new("RGB", (64, 64), (0, 0, 128))
    draw = ImageDraw.Draw(sky)
    dice = random.Random("stars")
    for _ in range(14):
        x, y = dice.randrange(62), dice.randrange(62)
        draw.rectangle((x, y, x + 1, y + 1), fill=dice.choice(("white", "yellow", "cyan")))
    kept = BytesIO()
    sky.quantize(8).save(kept, "GIF")
    return kept.getvalue()


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    kept = BytesIO()
    soft = picture.filter(ImageFilter.UnsharpMask(1, 40, 2))
    soft.save(kept, "JPEG", quality=quality, optimize=True, progressive=True)
    return kept.getvalue()


def _png(picture: Image.Image) -> bytes:
    kept = BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()
