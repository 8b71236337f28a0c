"""Backgrounds that style sheets in files of their own put behind elements of a page.

Such a file is asked for only where a logo is still looked for; the page is then parsed again with
what the file says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from site_audit import address
from site_audit.model import Page
from site_audit.pages import cage
from site_audit.pages.charset import decode
from site_audit.pages.drawings import all_sheet_pictures
from site_audit.pages.page import parse

MOST = 4  # style sheets of a site
_MOST_GROUNDS = 40  # of a page
_LONGEST = 1_000_000  # signs of a style sheet
_LIBRARY = re.compile(  # what thousands of sites share holds no college's logo
    r"bootstrap|awesome|swiper|slick|animate|jquery|fancybox|owl\.|normalize|reset|googleapis|icon"
    r"|lightbox|magnific|widget|cookie|vision|slabovid|print|ie\d|admin|editor",
    re.IGNORECASE,
)
_ORNAMENT = re.compile(
    r"icon|arrow|sprite|pattern|texture|bullet|close|burger|loader|spinner|quote|select|check",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|svg|webp|gif)(?:$|[?#])", re.IGNORECASE)


def sheets_of(pages: Iterable[Page]) -> tuple[str, ...]:
    """Addresses of the style sheets that these pages name, those of most pages first."""
    counted = Counter(url for page in pages for url in page.facts.sheets if _is_own(url))
    return tuple(url for url, _ in counted.most_common(MOST))


def _is_own(url: str) -> bool:
    return not _LIBRARY.search(url.rpartition("/")[2]) and "googleapis" not in url


def grounds_of(css: str, url: str) -> dict[str, str]:
    """Class or id with its sign -> address of the picture that a style sheet puts behind it."""
    if "url(" not in css or len(css) > _LONGEST:
        return {}
    named = all_sheet_pictures(css).items()
    joined = ((name, address.join(url, href)) for name, href in named)
    return {name: href for name, href in joined
            if href and _PICTURE.search(href) and not _ORNAMENT.search(href)}  # fmt: skip


def not_on(body: bytes, grounds: Mapping[str, str]) -> dict[str, str]:
    """Those of the backgrounds that do not stand on this page."""
    html = decode(body, "text/html")
    return {name: href for name, href in grounds.items() if name[1:] not in html}


def dressed(page: Page, body: bytes, grounds: Mapping[str, str]) -> Page:
    """The page parsed again with these backgrounds; itself where none stands on it."""
    html = decode(body, page.content_type)
    mine = {name: href for name, href in grounds.items() if name[1:] in html}
    if not mine or not cage.is_tame(html):
        return page
    facts = parse(html, page.url, dict(list(mine.items())[:_MOST_GROUNDS]))
    if page.drawn:  # what a script fills is filled
        facts = replace(facts, shell=False, scripted=False, holes=())
    return replace(page, facts=facts)
