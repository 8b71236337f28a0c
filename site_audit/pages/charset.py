"""What the bytes of a page say, whatever its header and meta claim.

Order: byte order mark, strict UTF-8, almost UTF-8, then the encoding whose reading looks most like
Russian, a declared one preferred in a tie (headers and meta lie: seen on real sites).
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from resiliparse.parse.encoding import detect_encoding

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-:.]+)", re.IGNORECASE)
_CYRILLIC = ("windows-1251", "koi8-r", "cp866", "iso-8859-5", "mac-cyrillic", "koi8-u")
# Share of each letter in Russian text, per thousand (frequency tables of the language's corpus).
_FREQUENT = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_ASCII = bytes(range(128))
_WEIGHT = {letter: 33 - place for place, letter in enumerate(_FREQUENT)}
_SAMPLE = 1_500
_SURE = 23.5  # seen on real texts: the true reading 23.8 and more, a wrong one 22.9 at most


def _looks_russian(text: str) -> float:
    """Mean commonness of the letters; capitals inside words and rare signs count against."""
    score = 0
    previous = " "
    seen = 0
    for sign in text:
        if sign < "\x80":
            previous = sign
            continue
        seen += 1
        lower = sign.lower()
        if sign != lower and previous.islower():
            score -= 30
        else:
            score += _WEIGHT.get(lower, -20 if not sign.isspace() else 0)
        previous = sign
    return score / seen if seen else 0.0


def _almost_utf8(body: bytes) -> bool:
    """True when under one in a hundred signs beyond ASCII is broken (a cut or a stray byte)."""
    beyond = body.translate(None, _ASCII)
    if _broken(beyond[:_SAMPLE]) > 0.5:
        return False  # surely another encoding: counting all of it costs more than parsing
    return _broken(body) < 0.01


def _broken(body: bytes) -> float:
    """The share of broken signs among those beyond ASCII."""
    text = body.decode("utf-8", "replace")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") / beyond if beyond else 1.0


def _declared(body: bytes, content_type: str) -> str:
    match = _DECLARED.search(content_type.encode("ascii", "ignore")) or _DECLARED.search(
        body[:4096]
    )
    return match.group(1).decode("ascii").lower() if match else ""


@lru_cache(maxsize=256)
def _known(name: str) -> bool:
    """Whether bytes can be read by a codec of this name: some are none (rot13, idna, undefined)."""
    try:
        return isinstance(b"a\xe0".decode(name, "replace"), str)
    except (LookupError, ValueError, AssertionError, TypeError):
        return False


def encoding_of(body: bytes, content_type: str = "") -> str:
    """The name of the encoding that ``body`` is really in (a Python codec's name)."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return name
    if body.isascii():
        return "utf-8"
    try:
        codecs.utf_8_decode(body, "strict", True)
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    if _almost_utf8(body):
        return "utf-8"
    return _most_russian(body, _declared(body, content_type))


def _most_russian(body: bytes, declared: str) -> str:
    # Bytes beyond ASCII carry the answer; the markup between them only costs time.
    sample = re.sub(rb"<[^>]{0,2000}>", b" ", body[: _SAMPLE * 10])[:_SAMPLE]
    names = [name for name in dict.fromkeys((declared, *_CYRILLIC)) if name and _known(name)]
    scores: dict[str, float] = {}
    for name in names:
        scores[name] = _looks_russian(sample.decode(name, "replace"))
        if scores[name] > _SURE:
            return name
    best = max(names, key=lambda name: (scores[name], name == declared))
    if scores[best] > 8:
        return best
    detected = detect_encoding(body[: _SAMPLE * 10]) or ""
    return detected if _known(detected) else declared if _known(declared) else "windows-1252"


def decode(body: bytes, content_type: str = "") -> str:
    """The text of ``body``; what cannot be read becomes U+FFFD, NUL too."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode(encoding_of(body, content_type), "replace")
    return text.replace("\x00", "\ufffd") if "\x00" in text else text
