"""Ways to be worse in V5: how well the text can be read."""

from __future__ import annotations

import re

from tests.looks.files import PARAGRAPH, Change, edited, first_share, in_main, styled

_PARAGRAPHS = ".prose p,.prose li,.card-text p,.entry p"
_TEXT = f"body,{_PARAGRAPHS},.prose a,.lead,.tiles a,.crumbs a,th,time,figcaption"
_ALL = f"{_TEXT},.h1,.h2,.h3,.h2 a,.h3 a"
_DESKTOP = "@media (min-width:1024px)"
_TAG = re.compile(r"(<[^>]*>)")


def _pale(what: str, colour: str) -> Change:
    """Text on white or nearly white ground; buttons, menu and footer stay as they were."""
    return styled(f"{what}{{color:{colour}}}")


def _size(pixels: int, headings: int) -> str:
    text = f"body,.lead,button,input{{font-size:{pixels}px}}"
    return text + (f".h1,.h2,.h3{{font-size:{headings}px}}" if headings else "")


SIZES = (_size(11, 0), _size(9, 12), _size(7, 7))  # of text, of headings; 0 leaves them alone


def _long_lines(letters: int, width: str, size: int = 16) -> Change:
    """Lines of about ``letters`` on a desktop of 1366; the widest need slightly smaller letters."""
    wide = (
        f".site-main{{max-width:none;padding-left:8px;padding-right:8px}}.lead{{max-width:{width}}}"
    )
    text = f".prose,.entry p,.card-text p{{max-width:{width};font-size:{size}px}}"
    rows = ".columns,.hero,.entry,.cards{grid-template-columns:minmax(0,1fr)}"
    rows += ".side img,.hero img,.entry img,.card img{width:420px}"
    return styled(f"/* {letters} letters in a line */", f"{_DESKTOP}{{{wide}{text}{rows}}}")


def _line_height(times: float) -> Change:
    return styled(f"body,.h1,.h2,.h3,.logo{{line-height:{times}}}")


def _justified(share: float) -> Change:
    def marked(match: re.Match[str], _: int) -> str:
        return f'<p class="even">{match["text"]}</p>'

    mark = edited(in_main(first_share(PARAGRAPH, share, marked)))
    rule = styled(".even{text-align:justify}")
    return lambda files: rule(mark(files))


def _capitals(share: float) -> Change:
    """Real capitals in the first paragraphs of each page."""

    def raised(match: re.Match[str], _: int) -> str:
        parts = _TAG.split(match["text"])
        return f"<p>{''.join(p if p.startswith('<') else p.upper() for p in parts)}</p>"

    return edited(in_main(first_share(PARAGRAPH, share, raised)))


WAYS: dict[str, tuple[Change, ...]] = {
    "contrast": (_pale(_PARAGRAPHS, "#888"), _pale(_TEXT, "#aaa"), _pale(_ALL, "#ccc")),
    "size": tuple(styled(rules) for rules in SIZES),
    "line-length": (
        _long_lines(100, "88ch"),
        _long_lines(120, "105ch"),
        _long_lines(160, "none", 14),
    ),
    "line-height": (_line_height(1.3), _line_height(1.15), _line_height(1.0)),
    "justified": (_justified(0.3), _justified(0.6), _justified(1)),
    "capitals": (_capitals(0.3), _capitals(0.6), _capitals(1)),
}
