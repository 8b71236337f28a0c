"""Pictures that stand in the page itself: the markup of an SVG, or a ``data:`` address."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote_to_bytes

from selectolax.lexbor import LexborNode

from site_audit.facts import Image

DIGEST = "sha256:"
LEAST = 350  # signs: less is an icon
MOST = 60_000  # signs
MOST_OF_PAGE = 200_000  # signs
_MOST_SYMBOLS = 100
_IS_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|svg\+xml|avif|bmp)[;,]", re.IGNORECASE)
_SPACE = ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
_OPENS = re.compile(r"<svg\b([^>]*)>", re.IGNORECASE)
_XMLNS = re.compile(r"\s+xmlns(?::xlink)?\s*=\s*(?:\"[^\"]*\"|'[^']*')")


def symbols(nodes: Iterable[LexborNode]) -> dict[str, str]:
    """Id -> markup of ``<symbol>`` elements, which drawings elsewhere in the page may use."""
    found: dict[str, str] = {}
    for node in nodes:
        name, markup = node.attributes.get("id"), node.html or ""
        if name and len(markup) <= MOST and len(found) < _MOST_SYMBOLS:
            found.setdefault(name, markup)
    return found


def of_svg(node: LexborNode, known: Mapping[str, str]) -> str:
    """The markup of a drawing with the symbols that it uses; empty for an icon or one too large."""
    used = (use.attributes for use in node.css("use")[:3])
    names = [(one.get("href") or one.get("xlink:href") or "").removeprefix("#") for one in used]
    taken = "".join(known[name] for name in names if name in known)
    markup = node.html or ""
    opening = _OPENS.match(markup)
    if opening is None or not LEAST <= len(markup) + len(taken) <= MOST:
        return ""
    attributes = _XMLNS.sub("", opening.group(1))
    stored = f"<defs>{taken}</defs>" if taken else ""
    return f"<svg{_SPACE}{attributes}>{stored}{markup[opening.end() :]}"


def of_address(href: str) -> str:
    """A ``data:`` address that holds a picture; empty for others, icons and what is too large."""
    href = href.strip()
    return href if LEAST <= len(href) <= MOST and _IS_PICTURE.match(href) else ""


def body_of(art: str) -> bytes:
    """The bytes of a picture that stands in its page."""
    if not art.startswith("data:"):
        return art.encode()
    head, _, content = art.partition(",")
    packed = unquote_to_bytes(content)
    if not head.lower().endswith(";base64"):
        return packed
    try:
        return base64.b64decode(packed.rstrip(b"=") + b"===", validate=False)
    except binascii.Error:
        return b""


def key_of(art: str) -> str:
    """What a picture that stands in its page is known by: the sha256 of its bytes."""
    return hashlib.sha256(body_of(art)).hexdigest()


def named(picture: Image) -> str:
    """What a picture is named by in evidence: its address, or the digest of one without."""
    return picture.url or (f"{DIGEST}{key_of(picture.art)}" if picture.art else "")
