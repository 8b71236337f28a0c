"""Writes ``reports/deck.pptx``, the deck's 16:9 template: ``python -m reports.build_deck``.

The theme has our palette and type, so that who edits a deck goes on in the same look.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from reports.style import tokens

TOKENS = dict(tokens())
FILE = Path(__file__).parent / "deck.pptx"
NAMES = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
KEPT = {"Title Slide": "Титул", "Title Only": "Заголовок"}
COLOURS = {
    "dk1": "colour-ink",
    "lt1": "colour-paper",
    "dk2": "colour-soft",
    "lt2": "colour-tint",
    "accent1": "band-full",
    "accent2": "band-high",
    "accent3": "band-middle",
    "accent4": "band-low",
    "accent5": "band-unknown",
    "accent6": "colour-accent",
    "hlink": "colour-accent",
    "folHlink": "colour-soft",
}


def build() -> bytes:
    """The template as PPTX."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(960), Pt(540)
    master = deck.slide_masters[0]
    _dress(master)
    for layout in list(deck.slide_layouts):
        if layout.name not in KEPT:
            deck.slide_layouts.remove(layout)
    for shapes in (master, *deck.slide_layouts):
        _lay(shapes)
    for layout in deck.slide_layouts:
        layout.name = KEPT[layout.name]
    packed = BytesIO()
    deck.core_properties.title, deck.core_properties.author = "Рейтинг сайтов колледжей", ""
    deck.save(packed)
    return packed.getvalue()


def _dress(master: Any) -> None:
    """Our colours and type in place of the theme's."""
    part = next(one.target_part for one in master.part.rels.values() if "theme" in one.reltype)
    theme = etree.fromstring(part.blob)
    for name, token in COLOURS.items():
        slot = theme.find(f".//a:clrScheme/a:{name}", NAMES)
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, f"{{{NAMES['a']}}}srgbClr", val=TOKENS[token].lstrip("#"))
    for latin in theme.iterfind(".//a:fontScheme//a:latin", NAMES):
        latin.set("typeface", TOKENS["type-office"])
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _lay(shapes: Any) -> None:
    """Where titles and slide numbers stand; dates and footers are written by the deck itself."""
    is_title = getattr(shapes, "name", "") == "Title Slide"
    for one in list(shapes.placeholders):
        kind = one.placeholder_format.type
        if "TITLE" in str(kind) and "SUB" not in str(kind):
            _title(one, large=is_title)
        elif "SUBTITLE" in str(kind):
            one.left, one.top, one.width, one.height = (
                Inches(0.6), Inches(4.3), Inches(12.13), Inches(2.0),
            )  # fmt: skip
            one.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
            one.text_frame.margin_left = 0
        elif "SLIDE_NUMBER" in str(kind):
            one.left, one.top, one.width, one.height = (
                Inches(11.9), Inches(7.02), Inches(0.85), Inches(0.3),
            )  # fmt: skip
        else:
            one._element.getparent().remove(one._element)


def _title(one: Any, *, large: bool) -> None:
    if large:
        one.left, one.top, one.width, one.height = (
            Inches(0.6), Inches(1.7), Inches(12.13), Inches(2.4),
        )  # fmt: skip
    else:
        one.left, one.top, one.width, one.height = (
            Inches(0.6), Inches(0.4), Inches(12.13), Inches(0.85),
        )  # fmt: skip
    frame = one.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if large else MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = 0
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.font.size, paragraph.font.bold = Pt(36 if large else 26), True
    paragraph.font.color.rgb = RGBColor.from_string(TOKENS["colour-ink"].lstrip("#").upper())


if __name__ == "__main__":
    FILE.write_bytes(build())
