"""Makes the forms of letters, of which people edit copies: ``python -m reports.build_letters``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from reports.word import (
    border,
    flag,
    number_pages,
    packed,
    rule,
    say,
    set_type,
    shade,
    table_of,
    tighten,
)

FOLDER = Path(__file__).parent / "letters"
WIDTHS = {"письмо.docx": (60, 112), "поручение.docx": (54, 92, 26)}  # mm of the table's columns
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
    return packed(document)


def _blank() -> Any:
    """An A4 page with the house's type, page numbers, and a head from the second page on."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(13)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    set_type(document)
    running = section.header.paragraphs[0]
    say(running, "{{ организация }} · {{ тема }}", size=8, colour="colour-soft")
    for footer in (section.footer, section.first_page_footer):
        number_pages(footer.paragraphs[0])
    properties = document.core_properties
    properties.title, properties.author = "{{ тема }}", "{{ организация }}"
    properties.comments, properties.language = "", "ru-RU"
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    return document


def _letterhead(document: Any) -> None:
    name = _line(document, "{{ организация }}", size=13, bold=True, colour="colour-accent", after=2)
    contacts = _line(document, CONTACTS, size=8.5, colour="colour-soft", after=14)
    contacts.paragraph_format.space_before = Pt(0)
    name.paragraph_format.keep_with_next = True
    border(contacts, "bottom", 12, "colour-accent")


def _address(document: Any, number: str) -> None:
    """Date and number on the left, whom the letter is to on the right."""
    table = table_of(document, (76, 96))
    left, right = table.rows[0].cells
    say(left.paragraphs[0], f"{{{{ дата }}}} {number}")
    say(right.paragraphs[0], "{{ адресат }}", bold=True)
    _add(right, "{%p if лицо %}")
    _add(right, "{{ лицо }}")
    _add(right, "{%p endif %}")
    for cell in (left, right):
        tighten(cell)


def _opening(document: Any) -> None:
    _line(document, "{{ тема }}", size=13, bold=True, before=18, after=10)
    _line(document, "{{ обращение }}", after=8)
    _line(
        document,
        "{{ проверка }}. {{ методика }}. Ниже для каждого сайта сказано, чего на нём "
        "не хватает и что для этого сделать.",
    )
    _when(document, "стадия", "{{ стадия }}")


def _order(document: Any) -> None:
    _line(document, "Поручение № {{ номер }}", size=15, bold=True, before=18, after=2)
    _line(
        document,
        "{% if кластер %}{{ кластер }}{% else %}{{ адресат }}{% endif %}",
        colour="colour-soft",
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
    _line(document, "Основание: {{ проверка }}. {{ методика }}.")
    _when(document, "стадия", "{{ стадия }}")


def _sites(document: Any, widths: tuple[int, ...]) -> None:
    _line(document, "{%p for сайт in сайты %}")
    title = _line(document, "{{ сайт.название }}", size=11.5, bold=True, before=12, after=0)
    where = _line(document, SITE_LINE, size=9, colour="colour-soft", after=3)
    title.paragraph_format.keep_with_next = where.paragraph_format.keep_with_next = True
    _line(document, "{%p if сайт.нет_оценки %}")
    _line(document, "{{ сайт.нет_оценки }} {{ сайт.что_сделать }}")
    _line(document, "{%p else %}")
    scores = _line(document, "", after=5)
    say(scores, "Наличие элементов: ")
    say(scores, "{{ сайт.наличие }}", bold=True)
    say(scores, " · Визуальная оценка: ")
    say(scores, "{{ сайт.визуальная }}", bold=True)
    scores.paragraph_format.keep_with_next = True
    _line(document, "{%p if not сайт.группы %}")
    _line(document, "Замечаний нет.")
    _line(document, "{%p endif %}")
    _line(document, "{%p endif %}")
    _line(document, "{%p if сайт.группы %}")
    _remarks(document, widths)
    _line(document, "{%p endif %}")
    _when(
        document,
        "сайт.не_проверено",
        "{{ сайт.не_проверено }}",
        size=9,
        colour="colour-soft",
        before=4,
    )
    _line(document, "{%p endfor %}")


def _remarks(document: Any, widths: tuple[int, ...]) -> None:
    """The table of one site: its head comes again on each page, its rows do not part."""
    table = table_of(document, widths, rows=7)
    heads = ("Чего не хватает", "Что сделать", "Срок")
    for cell, words in zip(table.rows[0].cells, heads, strict=False):
        say(cell.paragraphs[0], words, size=9, bold=True, colour="colour-soft")
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    flag(table.rows[0], "w:tblHeader")
    say(table.rows[1].cells[0].paragraphs[0], "{%tr for группа in сайт.группы %}")
    group = table.rows[2].cells[0].merge(table.rows[2].cells[-1])
    say(group.paragraphs[0], "{{ группа.название }}", size=9, bold=True)
    group.paragraphs[0].paragraph_format.keep_with_next = True
    shade(group)
    say(table.rows[3].cells[0].paragraphs[0], "{%tr for строка in группа.замечания %}")
    _remark(table.rows[4].cells)
    for number in (5, 6):
        say(table.rows[number].cells[0].paragraphs[0], "{%tr endfor %}")
    for row in table.rows:
        flag(row, "w:cantSplit")
        rule(row)
        for cell in row.cells:
            tighten(cell)


def _remark(cells: Any) -> None:
    say(cells[0].paragraphs[0], "{%p for элемент in строка.элементы %}")
    element = cells[0].add_paragraph()
    say(element, "✗ ", size=9, colour="status-no")
    say(element, "{{ элемент }}", size=9)
    element.paragraph_format.left_indent, element.paragraph_format.first_line_indent = (
        Mm(3.4),
        Mm(-3.4),
    )
    _add(cells[0], "{%p endfor %}")
    say(cells[1].paragraphs[0], "{{ строка.совет }}", size=9, bold=True)
    for name, size, colour in (("действия", 9, "colour-ink"), ("норма", 7.5, "colour-soft")):
        _add(cells[1], f"{{%p if строка.{name} %}}")
        say(cells[1].add_paragraph(), f"{{{{ строка.{name} }}}}", size=size, colour=colour)
        _add(cells[1], "{%p endif %}")
    if len(cells) > 2:
        say(cells[2].paragraphs[0], "{{ строка.срок }}", size=9)


def _closing(document: Any, is_order: bool) -> None:
    """Where to write, and the signature, which never goes to a page alone."""
    words = (
        "Вопросы по поручению присылайте по адресу {{ ответ_на }}."
        if is_order
        else "Когда всё исправите, сообщите нам по адресу {{ ответ_на }}: мы проверим сайт ещё "
        "раз. По тому же адресу присылайте вопросы и возражения."
    )
    last = _when(document, "ответ_на", words, before=12)
    last.paragraph_format.keep_with_next = True
    _line(document, "{%p if должность or подписал %}")
    table = table_of(document, (92, 80), gap=0)
    left, right = table.rows[0].cells
    say(left.paragraphs[0], "{{ должность }}")
    say(right.paragraphs[0], "{{ подписал }}")
    right.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for cell in (left, right):
        cell.paragraphs[0].paragraph_format.space_before = Pt(22)
    flag(table.rows[0], "w:cantSplit")
    _line(document, "{%p endif %}")


def _line(document: Any, text: str, *, before: float = 0, after: float = 6, **look: Any) -> Any:
    paragraph = document.add_paragraph()
    say(paragraph, text, **look)
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
    say(cell.add_paragraph(), text)


if __name__ == "__main__":
    main()
