"""Style: the tokens and fonts of ``reports`` as one stylesheet that needs no other file."""

from __future__ import annotations

import tomllib
from base64 import b64encode
from functools import cache
from importlib.resources import files

RANGES = {  # the subsets as the fonts' publisher cut them
    "cyrillic": "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116",
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212",
}
FACES = (("PT Sans", "pt-sans", 400), ("PT Sans", "pt-sans", 700), ("PT Serif", "pt-serif", 700))


@cache
def tokens() -> tuple[tuple[str, str], ...]:
    """Every token as (name, value); the name joins table and key: ``band-full``."""
    tables = tomllib.loads(files("reports").joinpath("tokens.toml").read_text("utf-8"))
    return tuple(
        (f"{table}-{key}", value) for table, pairs in tables.items() for key, value in pairs.items()
    )


@cache
def stylesheet() -> str:
    """The whole stylesheet: fonts inside as data, tokens as CSS variables, then the rules."""
    variables = "".join(f"--{name}:{value};" for name, value in tokens())
    return f"{_fonts()}:root{{{variables}}}\n{rules('style.css')}"


@cache
def rules(name: str) -> str:
    """A sheet of ``reports``; ``report.css`` is that of a meeting's report and its summary."""
    return files("reports").joinpath(name).read_text("utf-8")


def _fonts() -> str:
    return "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:swap;'
        f"unicode-range:{RANGES[subset]};"
        f'src:url("data:font/woff2;base64,{_font(f"{stem}-{subset}-{weight}-normal.woff2")}")'
        f'format("woff2")}}\n'
        for family, stem, weight in FACES
        for subset in RANGES
    )


def _font(name: str) -> str:
    return b64encode(files("reports").joinpath("fonts", name).read_bytes()).decode("ascii")
