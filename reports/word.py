"""Word: type, paragraphs and tables of a DOCX in the house's look, from the tokens."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reports.style import tokens

_BAGGAGE = {"thumbnail", "stylesWithEffects", "customXml"}
LONG_AGO = (1980, 1, 1, 0, 0, 0)

_ORDER = {  # of the properties of tables and cells
    qn(f"w:{name}"): number
    for number, name in enumerate(
        (
            *("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar"),
            *("tblLook", "tcW", "gridSpan", "vMerge", "tcBorders", "shd", "cantSplit", "tblHeader"),
        )
    )
}


@cache
def token(name: str) -> str:
    """One token by its name."""
    return dict(tokens())[name]


def hex_of(name: str) -> str:
    """A colour as Word writes it: «1b2430» of ``colour-ink``."""
    return token(name).lstrip("#")


def set_type(document: Any) -> None:
    """The house's type for the whole document, in Russian."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = token("type-office"), Pt(10.5)
    normal.font.color.rgb = RGBColor.from_string(hex_of("colour-ink").upper())
    properties = normal.element.get_or_add_rPr()
    faces = properties.get_or_add_rFonts()
    for script in ("eastAsia", "cs"):
        faces.set(qn(f"w:{script}"), token("type-office"))
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "ru-RU")
    properties.append(language)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.1
    normal.paragraph_format.widow_control = True


def say(paragraph: Any, text: str, *, size: float = 0, bold: bool = False, colour: str = "") -> Any:
    """A run at the end of a paragraph; ``size`` in points, ``colour`` a token."""
    run = paragraph.add_run(text)
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
    if colour:
        run.font.color.rgb = RGBColor.from_string(hex_of(colour).upper())
    return run


def table_of(document: Any, widths: tuple[int, ...], rows: int = 1, gap: int = 140) -> Any:
    """A table without lines; ``widths`` of its columns in mm, ``gap`` between them in 1/20 pt."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    put(table._tbl.tblPr, "w:tblInd", w="0", type="dxa")
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("left", 0), ("right", gap)):
        put(margins, f"w:{side}", w=str(width), type="dxa")
    place(table._tbl.tblPr, margins)
    return table


def tighten(cell: Any) -> None:
    """Paragraphs of a cell close together."""
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_before = Pt(2)
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.line_spacing = 1.0


def rule(row: Any) -> None:
    """A thin rule under each cell of a row."""
    for cell in row.cells:
        properties = cell._tc.get_or_add_tcPr()
        if properties.find(qn("w:tcBorders")) is None:
            borders = OxmlElement("w:tcBorders")
            put(borders, "w:bottom", val="single", sz="4", space="0", color=hex_of("colour-rule"))
            place(properties, borders)


def border(paragraph: Any, side: str, size: int, colour: str) -> None:
    """A line at one side of a paragraph; ``size`` in eighths of a point."""
    borders = OxmlElement("w:pBdr")
    put(borders, f"w:{side}", val="single", sz=str(size), space="6", color=hex_of(colour))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def shade(cell: Any) -> None:
    """A tinted cell."""
    put(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=hex_of("colour-tint"))


def put(parent: Any, tag: str, **values: str) -> None:
    """A new element at its place among its kin, for Word minds the order."""
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    place(parent, element)


def place(parent: Any, element: Any) -> None:
    """Where the schema wants an element to stand."""
    parent.append(element)
    parent[:] = sorted(parent, key=lambda one: _ORDER.get(one.tag, 0))


def flag(row: Any, tag: str) -> None:
    """A property of a row: ``w:cantSplit``, ``w:tblHeader``."""
    put(row._tr.get_or_add_trPr(), tag)


def number_pages(paragraph: Any) -> None:
    """«Страница 1 из 3»."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for words, code in (("Страница ", "PAGE"), (" из ", "NUMPAGES")):
        say(paragraph, words, size=8, colour="colour-soft")
        for kind in ("begin", "", "separate", "1", "end"):
            run = say(paragraph, "", size=8, colour="colour-soft")
            if kind in ("begin", "separate", "end"):
                put(run._r, "w:fldChar", fldCharType=kind)
            else:
                text = OxmlElement("w:t" if kind else "w:instrText")
                text.text = kind or code
                run._r.append(text)


def packed(document: Any) -> bytes:
    """The file without what the blank brought along, with one date for all that is inside."""
    for owner in (document.part.package, document.part):
        for number, relation in list(owner.rels.items()):
            if relation.reltype.rpartition("/")[2] in _BAGGAGE:
                del owner.rels[number]
    for style in list(document.styles.element.style_lst):
        if style.type == WD_STYLE_TYPE.TABLE and not style.default:
            style.getparent().remove(style)
    saved, packed = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for one in source.infolist():
            target.writestr(ZipInfo(one.filename, LONG_AGO), source.read(one), ZIP_DEFLATED)
    return packed.getvalue()
