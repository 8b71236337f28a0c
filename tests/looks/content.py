"""Ways to be worse in V6: the pictures."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.looks.files import PICTURE, Change, Files, edited, first_few, first_share
from tests.looks.pictures import PHOTOS, shrunken

_BLOCK = re.compile(
    r'<figure>.*?</figure>\n|<a class="picture".*?</a>|<img src="/img/(?!logo)[^>]*>', re.S
)
_TIMES = (3, 5, 8)  # how much too small the small files are
_ALT = re.compile(r' alt="[^"]*"')


def _at_most(number: int) -> Change:
    """The first ``number`` pictures of each page stay; their captions go with the others."""

    def thinned(html: str) -> str:
        found = list(_BLOCK.finditer(html))
        for match in reversed(found[number:]):
            html = html[: match.start()] + html[match.end() :]
        return html

    return edited(thinned)


def _lost(match: re.Match[str], number: int) -> str:
    return f'<img src="/img/lost-{number + 1}.jpg"{match["rest"]}>'


def _distorted(match: re.Match[str], _: int) -> str:
    """Flatter than it should be; no larger than its own size."""
    return f'<img src="/img/{match["name"]}.jpg"{match["rest"]} style="aspect-ratio:4/1">'


def _unnamed(match: re.Match[str], _: int) -> str:
    return _ALT.sub("", match[0])


def _small(times: int) -> Callable[[re.Match[str], int], str]:
    return lambda match, _: f'<img src="/img/small{times}/{match["name"]}.jpg"{match["rest"]}>'


def _upscaled(share: float, times: int) -> Change:
    """Files ``times`` smaller shown at the size of the good ones."""
    small = {f"/img/small{times}/{name}.jpg": shrunken(name, times) for name in PHOTOS}
    change = edited(first_share(PICTURE, share, _small(times)))
    stretched = re.compile(rf'(<img src="/img/small{times}/[^>]*)>')

    def apply(files: Files) -> Files:
        wide = edited(lambda html: stretched.sub(r'\1 style="width:100%">', html))
        return wide(change(files)) | small

    return apply


WAYS: dict[str, tuple[Change, ...]] = {
    "fewer": (_at_most(2), _at_most(1), _at_most(0)),
    "broken": (
        edited(first_few(PICTURE, 1, _lost)),
        edited(first_few(PICTURE, 3, _lost)),
        edited(first_share(PICTURE, 1, _lost)),
    ),
    "upscaled": (_upscaled(0.25, _TIMES[0]), _upscaled(0.5, _TIMES[1]), _upscaled(1, _TIMES[2])),
    "distorted": tuple(edited(first_share(PICTURE, part, _distorted)) for part in (0.25, 0.5, 1)),
    "alt": tuple(edited(first_share(PICTURE, part, _unnamed)) for part in (0.25, 0.5, 1)),
}
