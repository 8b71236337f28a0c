"""Canvas: slides in the house's look, with native text, tables and charts that stay editable.

All measures are points (72 to an inch); a slide is 960 × 540.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from importlib.resources import files
from io import BytesIO
from typing import Any

from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from reports.style import tokens
from site_audit.pack.arial import shortened
from site_audit.words import plain

TOKENS = dict(tokens())
LEFT, TOP, WIDTH, BOTTOM = 43.2, 100.0, 873.4, 496.0  # where a slide's content may stand
TEXT, SMALL, LEAST = 14.0, 12.0, 11.0  # sizes of type
PAD = 5.0  # in cells, left and right
WIDEST_SHOT = 1280  # pixels
_UNFIT = re.compile("[\ud800-\udfff\ufffe\uffff]")  # no XML may hold these


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A place on a slide."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A piece of text with its look; ``colour`` names a token."""

    text: str
    size: float = TEXT
    bold: bool = False
    colour: str = "colour-ink"


@dataclass(frozen=True, kw_only=True, slots=True)
class TableColumn:
    """A column of a table on a slide: its share of the width, and where its text stands."""

    title: str
    part: float
    is_figure: bool = False


def template() -> Any:
    """The empty deck."""
    return Presentation(BytesIO(files("reports").joinpath("deck.pptx").read_bytes()))


@dataclass
class Canvas:
    """A deck that grows by slides; ``footer`` stands on each but the first."""

    footer: str
    _deck: Any = field(default_factory=template, init=False)

    def cover(self, title: str, lines: Sequence[str], notes: str) -> None:
        """The first slide."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[0])
        _fill(slide.shapes.title.text_frame, [[Span(text=title, size=36, bold=True)]])
        shown = [shortened(fit(line), WIDTH, COVER, 2) for line in lines]
        rows = [[Span(text=line, size=COVER, colour="colour-soft")] for line in shown]
        _fill(slide.placeholders[1].text_frame, rows, 3)
        bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Pt(960), Pt(14))
        _paint(bar, "colour-accent")
        _annotate(slide, (notes, *in_full(lines, shown)))

    def slide(self, title: str, notes: str) -> Any:
        """One more slide with a title, its number and the footer."""
        layout = self._deck.slide_layouts[1]
        slide = self._deck.slides.add_slide(layout)
        size = 26 if len(title) < 62 else 22
        _fill(slide.shapes.title.text_frame, [[Span(text=title, size=size, bold=True)]])
        for shape in layout.placeholders:
            if "SLIDE_NUMBER" in str(shape.placeholder_format.type):
                slide.shapes._spTree.append(deepcopy(shape._element))
        rule = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(LEFT), Pt(92), Pt(WIDTH), Pt(0.75))
        _paint(rule, "colour-rule")
        foot = Box(left=LEFT, top=505, width=740, height=20)
        words = shortened(fit(self.footer), foot.width, 9, 1)
        self.text(slide, foot, [[Span(text=words, size=9, colour="colour-soft")]])
        _annotate(slide, notes.splitlines())
        return slide

    def text(
        self, slide: Any, box: Box, rows: Sequence[Sequence[Span]], *, apart: float = 0
    ) -> None:
        """Paragraphs of spans in a box, so many points ``apart``."""
        shape = slide.shapes.add_textbox(*place(box))
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        _fill(frame, rows, apart)

    def table(
        self,
        slide: Any,
        box: Box,
        columns: Sequence[TableColumn],
        rows: Sequence[tuple[float, Sequence[Span]]],
    ) -> None:
        """A table with a head; each row is its height and its cells."""
        heights = [HEAD, *(height for height, _ in rows)]
        frame = slide.shapes.add_table(len(rows) + 1, len(columns), *place(box))
        table = frame.table
        _plain_table(frame)
        for number, column in enumerate(columns):
            table.columns[number].width = Pt(box.width * column.part)
        head = [Span(text=one.title, size=LEAST, colour="colour-soft") for one in columns]
        grid = [head, *(cells for _, cells in rows)]
        for row, height, cells in zip(table.rows, heights, grid, strict=True):
            row.height = Pt(height)
            for cell, column, span in zip(row.cells, columns, cells, strict=True):
                _write_cell(cell, column, span, is_head=cells is head)
        frame.height = Pt(sum(heights))

    def picture(self, slide: Any, box: Box, jpeg: bytes, words: str) -> None:
        """A picture as wide as its box, cut at its lower edge; ``words`` for who cannot see."""
        with Image.open(BytesIO(jpeg)) as opened:
            image = opened.convert("RGB")
        wide, high = image.size
        image = image.crop((0, 0, wide, min(high, round(wide * box.height / box.width))))
        image.thumbnail((WIDEST_SHOT, WIDEST_SHOT))
        packed = BytesIO()
        image.save(packed, "JPEG", quality=80)
        shown = slide.shapes.add_picture(packed, Pt(box.left), Pt(box.top), width=Pt(box.width))
        shown.line.color.rgb, shown.line.width = colour("colour-rule"), Pt(0.75)
        shown._element.nvPicPr.cNvPr.set("descr", fit(words))

    def packed(self) -> bytes:
        """The deck as PPTX."""
        packed = BytesIO()
        self._deck.save(packed)
        return packed.getvalue()


HEAD = 24.0  # height of a table's head
COVER = 18.0  # size of type under the deck's title


def in_full(texts: Sequence[str], shown: Sequence[str]) -> tuple[str, ...]:
    """For the notes: the texts that a slide shows shortened."""
    pairs = zip(map(fit, texts), shown, strict=True)
    return tuple(f"Полностью: {text}" for text, short in pairs if text != short)


def _annotate(slide: Any, lines: Sequence[str]) -> None:
    """The speaker's notes, a paragraph a line."""
    slide.notes_slide.notes_text_frame.text = "\n".join(map(fit, lines))


def fit(text: str) -> str:
    """Foreign text as one visible line that XML can hold."""
    return _UNFIT.sub("\ufffd", plain(text))


def colour(token: str) -> RGBColor:
    """A token's colour."""
    found: RGBColor = RGBColor.from_string(TOKENS[token].lstrip("#").upper())
    return found


def place(box: Box) -> tuple[Any, Any, Any, Any]:
    """A box as python-pptx takes it."""
    return Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height)


def _fill(frame: Any, rows: Sequence[Sequence[Span]], apart: float = 0) -> None:
    for number, spans in enumerate(rows):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.space_after = PP_ALIGN.LEFT, Pt(apart)
        for span in spans:
            _write(paragraph, span)


def _write(paragraph: Any, span: Span) -> None:
    run = paragraph.add_run()
    run.text = fit(span.text)
    run.font.size, run.font.bold = Pt(span.size), span.bold
    run.font.name = TOKENS["type-office"]
    run.font.color.rgb = colour(span.colour)


def _write_cell(cell: Any, column: TableColumn, span: Span, *, is_head: bool) -> None:
    cell.margin_left = cell.margin_right = Pt(PAD)
    cell.margin_top = cell.margin_bottom = Pt(2)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_head else MSO_ANCHOR.MIDDLE
    cell.fill.background()
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if column.is_figure else PP_ALIGN.LEFT
    _write(paragraph, span)
    _underline(cell, "colour-ink" if is_head else "colour-rule")


def _underline(cell: Any, token: str) -> None:
    """A thin rule under a cell: python-pptx has no word for it."""
    properties = cell._tc.get_or_add_tcPr()
    line = properties.makeelement(f"{_A}lnB", {"w": "6350"})
    filled = line.makeelement(f"{_A}solidFill", {})
    filled.append(filled.makeelement(f"{_A}srgbClr", {"val": TOKENS[token].lstrip("#")}))
    line.append(filled)
    properties.insert(0, line)


_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # «no style, no grid»


def _plain_table(frame: Any) -> None:
    table = frame._element.graphic.graphicData.tbl
    table.tblPr.set("firstRow", "1")
    table.tblPr.set("bandRow", "0")
    style = table.tblPr.find(f"{_A}tableStyleId")
    if style is not None:
        style.text = _NO_STYLE


def _paint(shape: Any, token: str) -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(token)
    shape.line.fill.background()
    shape.shadow.inherit = False
