"""Ways to be worse in V7: on phones and tablets."""

from __future__ import annotations

import re

from tests.looks.design import OVERLAPS
from tests.looks.files import PHONE, Change, chained, edited, styled
from tests.looks.frame import VIEWPORT
from tests.looks.legibility import SIZES
from tests.looks.navigation import dead_burger, no_burger

_END = re.compile(r"\n</main>")
_TABLET = "@media (min-width:700px) and (max-width:900px)"


def _viewport(content: str) -> Change:
    meta = f'<meta name="viewport" content="{content}">' if content else ""
    return edited(lambda html: html.replace(VIEWPORT, meta))


def _block(pixels: int, media: str) -> Change:
    """A block of a fixed width at the end of each page, shown where ``media`` holds."""
    block = '\n<p class="block">Телефон приемной комиссии: +7 (000) 000-12-34.</p>\n</main>'
    shown = f"{media}{{.block{{display:block;width:{pixels}px}}}}"
    hidden = ".block{display:none;padding:12px 0;background:#f3f7fb}"
    return chained(edited(lambda html: _END.sub(block, html)), styled(hidden, shown))


_CLIPPED = styled("@media (max-width:959px){.site-nav.open{height:40px;overflow:hidden}}")

WAYS: dict[str, tuple[Change, ...]] = {
    "viewport": (
        _viewport("width=device-width, initial-scale=1, maximum-scale=1, user-scalable=no"),
        _viewport("width=1200"),
        _viewport(""),
    ),
    "overflow-320": tuple(_block(pixels, PHONE) for pixels in (320, 330, 340)),
    "overflow-360": tuple(_block(pixels, PHONE) for pixels in (420, 500, 1000)),
    "overflow-tablet": tuple(_block(pixels, _TABLET) for pixels in (850, 1000, 1400)),
    "text": tuple(styled(f"{PHONE}{{{rules}}}") for rules in SIZES),
    "overlap": tuple(styled(f"{PHONE}{{{rules}}}") for rules in OVERLAPS),
    "menu": (_CLIPPED, dead_burger, no_burger),
}
