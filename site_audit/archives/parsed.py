"""What the parser saw, kept beside an archive: judging again need not parse again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from site_audit.archives.beside import Beside
from site_audit.crawling.reader import Exchange
from site_audit.facts import Facts, Fragment, Heading, Image, Link
from site_audit.model import Snapshot
from site_audit.sources import Sources

Spot = tuple[str, str]
"""The address at which a page was found, and the sha256 of its body."""

SOURCES = Sources(
    modules=(
        *("address", "crawling.reader", "facts", "text", "pages.art", "pages.cage"),
        *("pages.charset", "pages.drawings", "pages.fragments", "pages.furniture", "pages.hidden"),
        *("pages.links", "pages.menus", "pages.page", "pages.patience", "pages.pictures"),
        *("pages.stubs", "pages.surroundings"),
    ),
    bystanders=(
        *("crawling.itinerary", "model", "sources"),
        *("net.body", "net.client", "net.fetched", "net.robots"),
    ),
    libraries=("ada-url", "resiliparse", "selectolax"),
)
_Pairs = tuple[tuple[str, str], ...]


class _Sheet(NamedTuple):
    """The facts of a page; its links and pictures are numbers in the lists of its file."""

    spot: Spot
    links: list[int]
    images: list[int]
    title: str
    lang: str
    generator: str
    headings: tuple[Heading, ...]
    text: str
    chrome: str
    fragments: tuple[Fragment, ...]
    itemprops: _Pairs
    shell: bool
    holes: tuple[str, ...]
    password: bool
    drawings: tuple[Image, ...]
    sheets: tuple[str, ...]


class _File(NamedTuple):
    """What is written; a link that stands on all pages of a site is written once."""

    parser: str
    links: list[Link]
    images: list[Image]
    sheets: list[_Sheet]


_beside = Beside("parsed", _File, level=1)
drop = _beside.drop
_PLAIN = _Sheet._fields[3:]  # the fields that are written as they are


@cache
def parser() -> str:
    """Names the parser by its sources and the libraries that it stands on."""
    return SOURCES.digest()


def seen(snapshot: Snapshot, exchanges: Iterable[Exchange]) -> dict[Spot, Facts]:
    """The facts of all that was parsed in a visit: its pages, the answer to a stray address."""
    found = {(page.url, page.blob): page.facts for page in snapshot.pages
             if page.blob and page.kind != "document"}  # fmt: skip
    stray = {probe.detail for probe in snapshot.probes if probe.name == "soft_404"}
    if snapshot.unknown is not None:
        first = next((one for one in exchanges if one.url in stray), None)
        found |= {(first.url, first.blob): snapshot.unknown} if first else {}
    return found


def keep(archive: Path, facts: dict[Spot, Facts]) -> None:
    """Writes the facts of an archive's pages beside it."""
    links: dict[Link, int] = {}
    images: dict[Image, int] = {}
    sheets = [
        _Sheet(
            spot=spot,
            links=[links.setdefault(link, len(links)) for link in page.links],
            images=[images.setdefault(image, len(images)) for image in page.images],
            **{name: getattr(page, name) for name in _PLAIN},
        )
        for spot, page in facts.items()
    ]
    _beside.write(archive, _File(parser(), list(links), list(images), sheets))


def kept(archive: Path) -> dict[Spot, Facts]:
    """The facts kept beside an archive; empty when there are none that today's parser wrote."""
    file = _beside.read(archive)
    if file is None or file.parser != parser():
        return {}
    return {sheet.spot: _facts(file, sheet) for sheet in file.sheets}


def _facts(file: _File, sheet: _Sheet) -> Facts:
    return Facts(
        links=tuple(map(file.links.__getitem__, sheet.links)),
        images=tuple(map(file.images.__getitem__, sheet.images)),
        **{name: getattr(sheet, name) for name in _PLAIN},
    )
