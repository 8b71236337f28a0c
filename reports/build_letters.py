"""Makes the forms of letters: ``python -m reports.build_letters``. People may edit copies in Word."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reports.style import tokens

FOLDER = Path(__file__).parent / "letters"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
WIDTHS = {"письмо.docx": (60, 105), "поручение.docx": (52, 83, 30)}  # mm of the table's columns
SITE_LINE = "{% if сайт.роль %}{{ сайт.роль }} · {% endif %}{{ сайт.адрес }}"
CONTACTS = (
    "{% if телефон %}Телефон: {{ телефон }}{% endif %}"
    "{% if телефон and ответ_на %} · {% endif %}"
    "{% if ответ_на %}Почта: {{ ответ_на }}{% endif %}"
)


def main() -> None:
    """Write both forms into ``reports/letters``."""
    FOLDER.mkdir(exist_ok=True)
    for name in WIDTHS:
        (FOLDER / name).write_bytes(build(name))


def build(name: str) -> bytes:
    """One form as DOCX; the same bytes each time."""
    is_order = name == "поручение.docx"
    document = _blank()
    _letterhead(document)
    _address(document, "№ {{ номер }}" if is_order else "№ ____________")
    (_order if is_order else _opening)(document)
    _sites(document, WIDTHS[name])
    _closing(document, is_order)
    return _packed(document)


@cache
def _token(name: str) -> str:
    return dict(tokens())[name]


def _colour(name: str) -> RGBColor:
    return RGBColor.from_string(_token(f"colour-{name}").lstrip("#").upper())


def _blank() -> Any:
    """An A4 page with the house's type, page numbers, and a head from the second page on."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    _type(document)
    running = section.header.paragraphs[0]
    _say(running, "{{ организация }} · {{ тема }}", size=8, colour="soft")
    for footer in (section.footer, section.first_page_footer):
        _page_number(footer.paragraphs[0])
    properties = document.core_properties
    properties.title, properties.author = "{{ тема }}", "{{ организация }}"
    properties.comments, properties.language = "", "ru-RU"
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    return document


def _type(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _token("type-office"), Pt(10.5)
    normal.font.color.rgb = _colour("ink")
    properties = normal.element.get_or_add_rPr()
    faces = properties.get_or_add_rFonts()
    for script in ("eastAsia", "cs"):
        faces.set(qn(f"w:{script}"), _token("type-office"))
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "ru-RU")
    properties.append(language)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.1
    normal.paragraph_format.widow_control = True


def _letterhead(document: Any) -> None:
    name = _line(document, "{{ организация }}", size=13, bold=True, colour="accent", after=2)
    contacts = _line(document, CONTACTS, size=8.5, colour="soft", after=14)
    contacts.paragraph_format.space_before = Pt(0)
    name.paragraph_format.keep_with_next = True
    _border(contacts, "bottom", 12, "accent")


def _address(document: Any, number: str) -> None:
    """Date and number on the left, whom the letter is to on the right."""
    table = _table(document, (70, 95))
    left, right = table.rows[0].cells
    _say(left.paragraphs[0], f"{{{{ дата }}}} {number}")
    _say(right.paragraphs[0], "{{ адресат }}", bold=True)
    _add(right, "{%p if лицо %}")
    _add(right, "{{ лицо }}")
    _add(right, "{%p endif %}")
    for cell in (left, right):
        _tight(cell)


def _opening(document: Any) -> None:
    _line(document, "{{ тема }}", size=13, bold=True, before=18, after=10)
    _line(document, "{{ обращение }}", after=8)
    _line(
        document,
        "{{ проверка }}. Методика: {{ методика }}. Ниже для каждого сайта сказано, чего на нём "
        "не хватает и что для этого сделать.",
    )
    _when(document, "стадия", "{{ стадия }}")


def _order(document: Any) -> None:
    _line(document, "Поручение № {{ номер }}", size=15, bold=True, before=18, after=2)
    _line(
        document, "{% if кластер %}{{ кластер }}{% else %}{{ адресат }}{% endif %}", colour="soft"
    )
    _line(document, "{{ обращение }}", before=8, after=8)
    _line(document, "{%p for абзац in текст %}")
    _line(document, "{{ абзац }}")
    _line(document, "{%p endfor %}")
    _line(
        document,
        "Срок исполнения: до {{ срок }}.{% if ответ_на %} Информационную справку об исполнении "
        "направьте до этого дня по адресу {{ ответ_на }}, указав номер поручения.{% endif %}",
        bold=True,
    )
    _line(document, "Основание: {{ проверка }}. Методика: {{ методика }}.")
    _when(document, "стадия", "{{ стадия }}")


def _sites(document: Any, widths: tuple[int, ...]) -> None:
    _line(document, "{%p for сайт in сайты %}")
    title = _line(document, "{{ сайт.название }}", size=11.5, bold=True, before=12, after=0)
    where = _line(document, SITE_LINE, size=9, colour="soft", after=3)
    title.paragraph_format.keep_with_next = where.paragraph_format.keep_with_next = True
    _line(document, "{%p if сайт.нет_оценки %}")
    _line(document, "{{ сайт.нет_оценки }} {{ сайт.что_сделать }}")
    _line(document, "{%p else %}")
    scores = _line(document, "", after=5)
    _say(scores, "Наличие элементов: ")
    _say(scores, "{{ сайт.наличие }}", bold=True)
    _say(scores, " · Визуальная оценка: ")
    _say(scores, "{{ сайт.визуальная }}", bold=True)
    scores.paragraph_format.keep_with_next = True
    _line(document, "{%p if not сайт.группы %}")
    _line(document, "Замечаний нет.")
    _line(document, "{%p endif %}")
    _line(document, "{%p endif %}")
    _line(document, "{%p if сайт.группы %}")
    _remarks(document, widths)
    _line(document, "{%p endif %}")
    untold = _when(document, "сайт.не_проверено", "{{ сайт.не_проверено }}", size=9, colour="soft")
    untold.paragraph_format.space_before = Pt(4)
    _line(document, "{%p endfor %}")


def _remarks(document: Any, widths: tuple[int, ...]) -> None:
    """The table of one site: its head comes again on each page, its rows do not part."""
    table = _table(document, widths, rows=7)
    heads = ("Чего не хватает", "Что сделать", "Срок")
    for cell, words in zip(table.rows[0].cells, heads, strict=False):
        _say(cell.paragraphs[0], words, size=9, bold=True, colour="soft")
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    _flag(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    _say(table.rows[1].cells[0].paragraphs[0], "{%tr for группа in сайт.группы %}")
    group = table.rows[2].cells[0].merge(table.rows[2].cells[-1])
    _say(group.paragraphs[0], "{{ группа.название }}", size=9.5, bold=True)
    group.paragraphs[0].paragraph_format.keep_with_next = True
    _shade(group)
    _say(table.rows[3].cells[0].paragraphs[0], "{%tr for строка in группа.замечания %}")
    _remark(table.rows[4].cells)
    for number in (5, 6):
        _say(table.rows[number].cells[0].paragraphs[0], "{%tr endfor %}")
    for row in table.rows:
        _flag(row._tr.get_or_add_trPr(), "w:cantSplit")
        _rule(row)
        for cell in row.cells:
            _tight(cell)


def _remark(cells: Any) -> None:
    _say(cells[0].paragraphs[0], "{%p for элемент in строка.элементы %}")
    element = cells[0].add_paragraph()
    sign = _say(element, "✗ ", size=9.5)
    sign.font.color.rgb = RGBColor.from_string(_token("status-no").lstrip("#").upper())
    _say(element, "{{ элемент }}", size=9.5)
    element.paragraph_format.left_indent, element.paragraph_format.first_line_indent = Mm(4), Mm(-4)
    _add(cells[0], "{%p endfor %}")
    _say(cells[1].paragraphs[0], "{{ строка.совет }}", size=9.5, bold=True)
    for name, size, colour in (("действия", 9.5, "ink"), ("норма", 8, "soft")):
        _add(cells[1], f"{{%p if строка.{name} %}}")
        _say(cells[1].add_paragraph(), f"{{{{ строка.{name} }}}}", size=size, colour=colour)
        _add(cells[1], "{%p endif %}")
    if len(cells) > 2:
        _say(cells[2].paragraphs[0], "{{ строка.срок }}", size=9.5)


def _closing(document: Any, is_order: bool) -> None:
    if not is_order:
        _line(document, "{%p if ответ_на %}")
        _line(
            document,
            "Когда всё исправите, сообщите нам по адресу {{ ответ_на }}: мы проверим сайт ещё раз. "
            "По тому же адресу присылайте вопросы и возражения.",
            before=12,
        )
        _line(document, "{%p endif %}")
    _line(document, "{%p if должность or подписал %}")
    table = _table(document, (95, 70))
    left, right = table.rows[0].cells
    _say(left.paragraphs[0], "{{ должность }}")
    _say(right.paragraphs[0], "{{ подписал }}")
    right.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for cell in (left, right):
        cell.paragraphs[0].paragraph_format.space_before = Pt(22)
    _flag(table.rows[0]._tr.get_or_add_trPr(), "w:cantSplit")
    _line(document, "{%p endif %}")


def _line(document: Any, text: str, *, before: float = 0, after: float = 6, **look: Any) -> Any:
    paragraph = document.add_paragraph()
    _say(paragraph, text, **look)
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def _when(document: Any, condition: str, text: str, **look: Any) -> Any:
    """A paragraph that is there only when a field is not empty."""
    _line(document, f"{{%p if {condition} %}}")
    paragraph = _line(document, text, **look)
    _line(document, "{%p endif %}")
    return paragraph


def _add(cell: Any, text: str) -> None:
    _say(cell.add_paragraph(), text)


def _say(
    paragraph: Any, text: str, *, size: float = 0, bold: bool = False, colour: str = ""
) -> Any:
    run = paragraph.add_run(text)
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
    if colour and colour != "ink":
        run.font.color.rgb = _colour(colour)
    return run


def _table(document: Any, widths: tuple[int, ...], rows: int = 1) -> Any:
    table = document.add_table(rows=rows, cols=len(widths))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    _set(table._tbl.tblPr, "w:tblInd", w="0", type="dxa")
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("left", 0), ("right", 140)):
        _set(margins, f"w:{side}", w=str(width), type="dxa")
    table._tbl.tblPr.append(margins)
    return table


def _tight(cell: Any) -> None:
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_before = Pt(2)
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.line_spacing = 1.0


def _rule(row: Any) -> None:
    """A thin rule under each cell of a row."""
    for cell in row.cells:
        properties = cell._tc.get_or_add_tcPr()
        if properties.find(qn("w:tcBorders")) is None:
            borders = OxmlElement("w:tcBorders")
            _set(borders, "w:bottom", val="single", sz="4", space="0", color=_hex("rule"))
            properties.append(borders)


def _border(paragraph: Any, side: str, size: int, colour: str) -> None:
    borders = OxmlElement("w:pBdr")
    _set(borders, f"w:{side}", val="single", sz=str(size), space="6", color=_hex(colour))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _shade(cell: Any) -> None:
    _set(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=_hex("tint"))


def _hex(name: str) -> str:
    return _token(f"colour-{name}").lstrip("#")


def _set(parent: Any, tag: str, **values: str) -> None:
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)


def _flag(parent: Any, tag: str) -> None:
    parent.append(OxmlElement(tag))


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for words, code in (("Страница ", "PAGE"), (" из ", "NUMPAGES")):
        _say(paragraph, words, size=8, colour="soft")
        for kind in ("begin", "", "separate", "1", "end"):
            run = _say(paragraph, "", size=8, colour="soft")
            if kind in ("begin", "separate", "end"):
                _set(run._r, "w:fldChar", fldCharType=kind)
            else:
                text = OxmlElement("w:t" if kind else "w:instrText")
                text.text = kind or code
                run._r.append(text)


def _packed(document: Any) -> bytes:
    """The file without the blank's thumbnail, with one date for all that is inside."""
    package = document.part.package
    for number, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[number]
    saved, packed = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for one in source.infolist():
            target.writestr(ZipInfo(one.filename, LONG_AGO), source.read(one), ZIP_DEFLATED)
    return packed.getvalue()


if __name__ == "__main__":
    main()
