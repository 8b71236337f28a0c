from __future__ import annotations

import base64
import gzip
import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from site_audit.logos import raster
from site_audit.logos.raster import Grey, Pixels, Unseen, grey, opened

SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SQUARE = '<rect width="10" height="10" fill="#c00"/>'
WHITE, BLACK, RED, CLEAR = (255, 255, 255), (0, 0, 0), (255, 0, 0), (0, 0, 0, 0)
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "ICO", "TIFF")


def saved(picture: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


def drawn(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Two dark bars on white."""
    picture = Image.new("RGB", size, WHITE)
    ImageDraw.Draw(picture).rectangle((4, 4, size[0] // 2, size[1] // 3), fill="#203040")
    ImageDraw.Draw(picture).rectangle((4, size[1] // 2, 12, size[1] - 4), fill="#203040")
    return picture.convert(mode)


def svg(inside: str = SQUARE, head: str = 'width="20" height="10"', before: str = "") -> bytes:
    return f"{before}<svg {SPACES} {head}>{inside}</svg>".encode()


def trouble(body: bytes) -> str:
    with pytest.raises(Unseen) as raised:
        opened(body)
    return str(raised.value)


def corner(pixels: Pixels) -> tuple[int, ...]:
    return tuple(map(int, pixels[0, 0]))


# ---------------------------------------------------------------- what is opened


@pytest.mark.parametrize("kind", [one for one in FORMATS if one != "ICO"])
def test_a_picture_of_each_format_comes_as_pixels_and_tells_its_size(kind: str) -> None:
    pixels, size = opened(saved(drawn(), kind))
    assert (pixels.shape, size) == ((48, 64, 3), (64, 48))
    assert pixels.dtype == np.uint8
    assert abs(int(pixels[10, 20, 0]) - 0x20) < 30


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "I;16"])
def test_a_picture_of_any_depth_looks_the_same(mode: str) -> None:
    shown = grey(opened(saved(drawn(mode)))[0])
    assert np.mean(np.abs(shown.astype(int) - grey(np.asarray(drawn())))) < 10


def test_a_large_picture_is_shrunk_and_tells_its_own_size() -> None:
    pixels, size = opened(saved(drawn(size=(3000, 300)), "JPEG"))
    assert (pixels.shape, size) == ((120, 1200, 3), (3000, 300))


def test_a_photograph_is_turned_as_its_camera_says() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    pixels, _ = opened(saved(drawn(), "JPEG", exif=turned))
    assert pixels.shape == (64, 48, 3)


# ---------------------------------------------------------------- transparent ones


def letters(ink: tuple[int, int, int]) -> Image.Image:
    picture = Image.new("RGBA", (60, 30), CLEAR)
    ImageDraw.Draw(picture).rectangle((10, 10, 50, 14), fill=ink)
    return picture


@pytest.mark.parametrize(
    ("ink", "ground"), [(WHITE, BLACK), ((250, 240, 200), BLACK), (BLACK, WHITE), (RED, WHITE)]
)
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_a_transparent_picture_shows_stands_out_from_its_ground(
    kind: str, ink: tuple[int, int, int], ground: tuple[int, int, int]
) -> None:
    pixels, _ = opened(saved(letters(ink), kind, **({"lossless": True} if kind == "WEBP" else {})))
    assert corner(pixels) == ground
    assert np.abs(pixels[12, 30].astype(int) - ink).max() < 3


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_a_picture_whose_one_colour_is_transparent_has_a_ground_too(kind: str) -> None:
    picture = Image.new("P", (40, 40), 0)
    picture.putpalette([255, 0, 255, 250, 250, 250])
    picture.paste(1, (10, 10, 30, 30))
    pixels, _ = opened(saved(picture, kind, transparency=0))
    assert (corner(pixels), int(pixels[20, 20, 0])) == (BLACK, 250)


def test_a_drawing_in_white_has_a_dark_ground() -> None:
    pixels, _ = opened(svg('<rect x="5" width="5" height="5" fill="#fff"/>'))
    assert corner(pixels) == BLACK
    assert (pixels == 255).any()


# ---------------------------------------------------------------- hostile rasters


def forged(width: int, height: int) -> bytes:
    """A PNG whose head lies about its size."""
    body = bytearray(saved(drawn()))
    body[16:24] = struct.pack(">II", width, height)
    body[29:33] = struct.pack(">I", zlib.crc32(body[12:29]))
    return bytes(body)


@pytest.mark.parametrize(
    ("width", "height"), [(60_000_001, 1), (7746, 7746), (100_000, 100_000), (2**31 - 1, 2**31 - 1)]
)
def test_a_picture_of_too_many_pixels_is_not_opened(width: int, height: int) -> None:
    assert trouble(forged(width, height)) == "too_large"


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"\x00", b"<html><body>404</body></html>", b"GIF89a", b"\x89PNG\r\n\x1a\n"),
        *(
            b"%PDF-1.7\n",
            b"\xff\xd8\xff\xe0",
            b"RIFF\xff\xff\xff\xffWEBPVP8 ",
            b"BM" + b"\xff" * 60,
        ),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    ],
)
def test_what_is_no_picture_is_said_to_be_none(body: bytes) -> None:
    assert trouble(body) == "not_a_picture"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_a_picture_that_was_cut_short_is_none(kind: str) -> None:
    whole = saved(drawn(), kind)
    told = {trouble(whole[: size * len(whole) // 8]) for size in range(7)}
    assert told == {"not_a_picture"}


def looked_at(body: bytes) -> str:
    try:
        return str(opened(body)[0].shape[2])
    except Unseen as unseen:
        return str(unseen)


@settings(max_examples=250, deadline=None, derandomize=True)
@given(
    st.sampled_from([saved(drawn("P" if kind == "GIF" else "RGB"), kind) for kind in FORMATS]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1),
)
def test_no_damage_to_a_picture_raises_anything_else(
    whole: bytes, changes: list[tuple[float, int]]
) -> None:
    damaged = bytearray(whole)
    for place, value in changes:
        damaged[int(place * len(damaged))] = value
    assert looked_at(bytes(damaged)) in {"3", "not_a_picture", "too_large"}


def test_a_text_that_unpacks_to_a_flood_does_not_open_its_picture() -> None:
    chunk = b"zTXtx\0\0" + zlib.compress(b" " * 80_000_000)
    flood = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    whole = saved(drawn())
    assert trouble(whole[:33] + flood + whole[33:]) == "not_a_picture"


# ---------------------------------------------------------------- hostile drawings


@pytest.mark.parametrize(
    ("head", "shape"),
    [
        ('viewBox="0 0 40 20"', (400, 800)),
        ("viewBox='-5.5,-5 20 40.0'", (800, 400)),
        ('width="20px" height="10px"', (400, 800)),
        ('width="1000000000" height="1000000000"', (800, 800)),
        ('viewBox="0 0 1000000000 1"', (1, 800)),
        ('viewBox="0 0 1 100000"', (1200, 1)),
        (f'viewBox="0 0 {"9" * 400} {"9" * 400}"', (800, 800)),
    ],
)
def test_a_drawing_of_any_size_is_drawn_within_bounds(head: str, shape: tuple[int, int]) -> None:
    pixels, _ = opened(svg(head=head))
    assert pixels.shape[:2] == shape


def test_a_packed_drawing_is_drawn() -> None:
    assert opened(gzip.compress(svg()))[1] == (800, 400)


LAUGHS = "".join(
    f'<!ENTITY {one} "{f"&{other};" * 10}">'
    for one, other in zip("bcdefghij", "abcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"<svg " + b" " * (10 << 20) + b"/>", "too_large"),
        (gzip.compress(svg(" " * (50 << 20))), "too_large"),
        (gzip.compress(svg() * 50)[:-30], "not_a_picture"),
        (b"\x1f\x8b\x08", "not_a_picture"),
        (svg(head='viewBox="0 0 0 0"'), "not_a_picture"),
        (b"<svg", "not_a_picture"),
        (svg("<g>"), "not_a_picture"),
        (b"<svg \x00\xff" + bytes(range(256)), "not_a_picture"),
        (svg("&j;", before=f'<!DOCTYPE svg [<!ENTITY a "haha">{LAUGHS}]>'), "not_a_picture"),
        (svg("<desc>&x;</desc>", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
         "not_a_picture"),
        (svg("".join(f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(11))
             + '<g id="a0"><path d="M0 0 L1 1"/></g>'), "not_a_picture"),
    ],
    ids=["10 MB", "gzip bomb", "cut gzip", "gzip head", "no size", "no end", "open", "noise",
         "laughs", "foreign entity", "uses"],
)  # fmt: skip
def test_a_drawing_made_to_hurt_is_refused(body: bytes, told: str) -> None:
    assert trouble(body) == told


RED_PNG = saved(Image.new("RGB", (10, 10), RED))
HELD = f"data:image/png;base64,{base64.b64encode(RED_PNG).decode()}"
HREFS: list[tuple[str, Callable[[str], str]]] = [
    ("plain", lambda path: f'href="{path}"'),
    ("single quotes", lambda path: f"href='{path}'"),
    ("xlink", lambda path: f'xlink:href="{path}"'),
    ("other prefix", lambda path: f'xmlns:z="http://www.w3.org/1999/xlink" z:href="{path}"'),
    ("spaces", lambda path: f'href =\n "{path}"'),
    ("as address", lambda path: f'href="file://{path}"'),
    ("after data", lambda path: f'href="data:/../..{path}"'),
    ("in a drawing", lambda path: f'href="{nested(path)}"'),
    ("entity", lambda path: 'href="&p;"'),
]


def nested(path: str) -> str:
    inner = svg(f'<image width="20" height="10" href="{path}"/>')
    return f"data:image/svg+xml;base64,{base64.b64encode(inner).decode()}"


def reds(way: str, before: str = "") -> int:
    pixels, _ = opened(svg(f'<image width="20" height="20" {way}/>', before=before))
    return int(((pixels[..., 0] > 200) & (pixels[..., 1] < 60)).sum())


@pytest.mark.parametrize("way", [way for _, way in HREFS], ids=[name for name, _ in HREFS])
def test_a_drawing_reads_no_file_of_ours(tmp_path: Path, way: Callable[[str], str]) -> None:
    (tmp_path / "red.png").write_bytes(RED_PNG)
    path = str(tmp_path / "red.png")
    assert reds(way(path), f'<!DOCTYPE svg [<!ENTITY p "{path}">]>') == 0


def test_a_drawing_shows_the_picture_that_it_holds() -> None:
    assert reds(f'href="{HELD}"') > 100_000


# ---------------------------------------------------------------- shades


def shades_of(rows: int, columns: int, box: tuple[int, int, int, int]) -> Grey:
    shades = np.full((rows, columns), 250, dtype=np.uint8)
    top, bottom, left, right = box
    shades[top:bottom, left:right] = 20
    return shades


def test_brightness_is_weighed_as_the_eye_does() -> None:
    colours = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [9, 9, 9]]], dtype=np.uint8)
    assert [int(shade) for shade in grey(colours)[0]] == [76, 149, 29, 9]


@pytest.mark.parametrize("is_inverted", [False, True])
def test_an_even_margin_is_trimmed_and_dirt_of_compression_with_it(is_inverted: bool) -> None:
    shades = shades_of(60, 90, (20, 40, 10, 70))
    shades[5, 5] -= 20
    found = raster.trimmed(np.invert(shades) if is_inverted else shades)
    assert found.shape == (20, 60)


def test_a_picture_of_a_line_or_of_nothing_is_left_whole() -> None:
    for box in ((20, 24, 10, 70), (0, 0, 0, 0)):
        assert raster.trimmed(shades_of(60, 90, box)).shape == (60, 90)


def test_a_photograph_changes_everywhere_and_a_drawing_has_plain_parts() -> None:
    noise = np.asarray(Image.effect_noise((400, 300), 60).convert("RGB"))
    assert raster.is_photo(noise)
    assert not raster.is_photo(np.asarray(drawn(size=(400, 300))))
    assert not raster.is_photo(noise[:6])


def test_a_damaged_packing_is_no_picture() -> None:
    assert trouble(b"\x1f\x8b\x08" + bytes(6) + b"\x03" + b"\xff" * 50) == "not_a_picture"


def test_a_damaged_avif_is_no_picture() -> None:
    whole = bytearray(saved(Image.linear_gradient("L").convert("RGB"), "AVIF"))
    whole[81] = 255
    assert trouble(bytes(whole)) == "not_a_picture"


def test_a_drawing_higher_than_any_picture_is_none() -> None:
    assert trouble(svg(head='viewBox="0 0 1 1000000000"')) == "not_a_picture"


def test_a_drawing_reads_no_file_with_a_quote_in_its_path(tmp_path: Path) -> None:
    (tmp_path / "it's.png").write_bytes(RED_PNG)
    assert reds(f'href="{tmp_path}/it\'s.png"') == 0


@pytest.mark.parametrize("tag", ["text", "svg:text"])
def test_words_without_fonts_are_unseen_and_not_drawn_as_nothing(
    monkeypatch: pytest.MonkeyPatch, tag: str
) -> None:
    monkeypatch.setattr(raster, "has_fonts", lambda: False)
    spaced = svg(f'<{tag} xmlns:svg="http://www.w3.org/2000/svg" y="9">А</{tag}>')
    assert trouble(spaced) == "no_fonts"
    opened(svg("<textarea/>" + SQUARE))
