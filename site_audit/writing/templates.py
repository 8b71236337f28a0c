"""Templates: how text gets into HTML, Markdown and plain text so that it can only be read.

Every value passes ``plain`` and the escape of its format; a template cannot forget it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from textwrap import fill
from typing import Literal
from urllib.parse import unquote

import ada_url
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports.style import stylesheet
from site_audit import texts, words
from site_audit.ratings import score
from site_audit.writing import measured

Format = Literal["html", "md", "txt"]

LINE = 88  # characters in a line of plain text
_MARKDOWN = re.compile(r"([\\`*_\[\]~|#])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_FILTERS = {
    "band": lambda counted: score.band(score.share(counted)),
    "bytes": words.bytes_ru,
    "clicks": words.clicks_ru,
    "count": words.count_ru,
    "date": words.date_ru,
    "measured": measured.value_words,
    "moment": words.moment_ru,
    "norm": measured.norm_words,
    "number": words.number_ru,
    "percents": texts.percents,
    "places": texts.places,
    "plural": words.plural,
    "points": texts.points,
    "points_of": texts.points_of,
    "seconds": words.seconds_ru,
    "sentence": words.sentence,
    "share": score.share,
    "sign": measured.sign,
}


def render(template: str, format: Format, **values: object) -> str:
    """Fill ``<template>.<format>.j2``."""
    return _environment(format).get_template(f"{template}.{format}.j2").render(values)


@cache
def _environment(format: Format) -> Environment:
    environment = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=format == "html",
        finalize={"html": _html, "md": _markdown, "txt": _text}[format],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        _FILTERS, address=address, href=href, link=_link, width=_width, wrap=_wrap
    )
    environment.globals["style"] = Markup(stylesheet() if format == "html" else "")
    return environment


def href(url: str) -> str | None:
    """The address as a link may have it, or None when it is no http(s) address."""
    try:
        parsed = ada_url.URL(words.plain(url))
    except ValueError:
        return None
    return parsed.href if parsed.protocol in {"http:", "https:"} else None


def address(url: str) -> str:
    """The address as people read it: Cyrillic host and path, no scheme, no last slash."""
    link = href(url)
    if link is None:
        return words.plain(url)
    parsed = ada_url.URL(link)
    host = ada_url.idna_to_unicode(parsed.hostname)
    port = f":{parsed.port}" if parsed.port else ""
    rest = unquote(parsed.pathname + parsed.search + parsed.hash, errors="replace")
    return words.plain(f"{host}{port}{rest}".rstrip("/"))


def _width(part: Fraction) -> str:
    """A share as the length of a bar."""
    return f"{float(part):.2%}"


def _html(value: object) -> object:
    """Foreign text made visible; Jinja escapes it afterwards. ``Markup`` is our own."""
    return words.plain(value) if isinstance(value, str) and not _ours(value) else value


def _markdown(value: object) -> object:
    return value if _ours(value) else _MARKDOWN.sub(r"\\\1", _text(value).translate(_ENTITIES))


def _text(value: object) -> str:
    return str(value) if _ours(value) else words.plain(str(value))


def _ours(value: object) -> bool:
    return isinstance(value, Markup)


def _wrap(text: str, first: str = "", then: str = "") -> Markup:
    """Plain text folded into lines, the first and the later ones with their indents."""
    return Markup(
        fill(
            words.plain(text),
            LINE,
            initial_indent=first,
            subsequent_indent=then,
            break_on_hyphens=False,
        )
    )


def _link(url: str) -> Markup:
    """A Markdown link, or the bare text of an address that must not be followed."""
    shown = _markdown(address(url))
    to = href(url)
    return Markup(f"[{shown}](<{to}>)" if to else shown)
