import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from PIL import Image

from site_audit.documents import office, reading
from site_audit.documents.formats import kind_of, picture_of, read_document
from tests.documents import made
from tests.documents.made import HERE, ROWS, WORDS

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TABLE = "\n".join("\t".join(row) for row in ROWS)


def docx_of(*blocks: str) -> bytes:
    document = docx.Document()
    for block in blocks:
        document.element.body.insert(0, parse_xml(block))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_pdf_is_read_page_by_page_and_line_by_line() -> None:
    found = read_document(made.pdf([["План приёма", "на 2026 год"], [WORDS]]))
    assert found == (("План приёма\nна 2026 год", WORDS), None, ())


def test_a_pdf_may_follow_other_bytes() -> None:
    assert read_document(b"\r\n<!-- -->" + made.pdf([[WORDS]])).pages == (WORDS,)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("образова-", "тельная программа", "образовательная программа"),
        ("материально-", "техническое оснащение", "материально-техническое оснащение"),
        ("возможно-", "стями", "возможностями"),
        ("приказ ФГБОУ-", "Москва", "приказ ФГБОУ-Москва"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_whole(
    first: str, second: str, together: str
) -> None:
    assert read_document(made.pdf([[first, second]])).pages == (together,)


def test_a_pdf_of_pictures_is_a_scan() -> None:
    found = read_document(made.pdf([["стр. 1"], ["стр. 2"]], made.scan()))
    assert found.scanned == (0, 1)


def test_a_signature_printed_over_a_scan_is_not_its_text() -> None:
    found = read_document(made.pdf([["Документ подписан электронной подписью"]], made.scan()))
    assert found == (("Документ подписан электронной подписью",), None, (0,))


def test_a_page_of_text_over_a_background_is_no_scan() -> None:
    assert read_document(made.pdf([[WORDS] * 10], made.scan())).scanned == ()


def test_an_empty_page_is_no_scan() -> None:
    assert read_document(made.pdf([[WORDS], []])) == ((WORDS, ""), None, ())


def test_letters_of_a_font_that_does_not_name_them_are_left_to_ocr() -> None:
    assert read_document(made.pdf([[WORDS]], known=False)) == (("",), "no_text", (0,))


def test_a_pdf_that_asks_for_a_password_is_encrypted() -> None:
    assert read_document((HERE / "locked.pdf").read_bytes()).trouble == "encrypted"


@pytest.mark.parametrize("size", [9, 200])
def test_a_pdf_cut_short_is_damaged(size: int) -> None:
    assert read_document(made.pdf([[WORDS]])[:size]).trouble == "damaged"


def test_a_long_pdf_is_read_to_the_bound_and_says_so() -> None:
    found = read_document(made.pdf([["Страница"]] * (reading.MAX_PAGES + 1)))
    assert (len(found.pages), found.trouble) == (reading.MAX_PAGES, "partly_read")
    assert read_document(made.pdf([["Страница"]] * reading.MAX_PAGES)).trouble is None


def test_a_docx_gives_paragraphs_and_tables_in_their_order() -> None:
    found = read_document(made.table_docx())
    assert found == ((f"План приёма\n{TABLE}\n{WORDS}",), None, ())


def test_words_in_content_controls_insertions_and_smart_tags_are_read() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = docx_of(
        f"<w:sdt {W}><w:sdtContent><w:p>{run.format('Устав')}</w:p></w:sdtContent></w:sdt>",
        f"<w:p {W}><w:ins>{run.format('с 2026 ')}</w:ins><w:smartTag>{run.format('года')}"
        f"</w:smartTag><w:del><w:r><w:delText>старое</w:delText></w:r></w:del></w:p>",
        f"<w:p {W}><w:r><w:rPr><w:vanish/></w:rPr><w:t>скрытое</w:t></w:r>"
        f'<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>видное</w:t><w:br/><w:t>ниже</w:t></w:r>'
        "</w:p>",
    )
    assert read_document(body).pages == ("видное\nниже\nс 2026 года\nУстав",)


def test_a_docx_with_a_link_to_nothing_is_read() -> None:
    links = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/image" Target="NULL"/></Relationships>'
    )
    body = made.with_member(made.table_docx(), "word/_rels/document.xml.rels", links)
    assert WORDS in read_document(body).pages[0]


def test_a_sheet_is_a_page_under_its_name() -> None:
    assert read_document(made.table_xlsx()) == ((f"Приём 2026\n{TABLE}",), None, ())


def test_cells_are_written_as_people_see_them() -> None:
    cells = (25.0, 0.5, True, date(2026, 8, 15), datetime(2026, 8, 15, 9, 30), "две\nстроки")
    (page,) = read_document(made.table_xlsx([(), cells])).pages
    assert page.split("\n")[1].split("\t") == [
        *("25", "0,5", "ИСТИНА", "15.08.2026", "15.08.2026 09:30", "две строки")
    ]


def test_hidden_and_empty_sheets_say_nothing() -> None:
    book = openpyxl.Workbook()
    hidden = book.create_sheet("Черновик")
    hidden["A1"] = "скрыто"
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    found = read_document(out.getvalue())
    assert (found.trouble, "скрыто" in "".join(found.pages)) == ("no_text", False)


def test_a_sheet_larger_than_the_bounds_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MAX_ROWS", 3)
    monkeypatch.setattr(office, "MAX_COLUMNS", 3)
    assert read_document(made.table_xlsx([("а", "б", "в")] * 3)).trouble is None
    assert read_document(made.table_xlsx([("а",)] * 4)).trouble == "partly_read"
    assert read_document(made.table_xlsx([("а", "б", "в", "г")])).trouble == "partly_read"


def test_an_old_workbook_is_read_without_its_hidden_sheets() -> None:
    found = read_document((HERE / "plan.xls").read_bytes())
    assert found.trouble is None
    (page,) = found.pages
    assert page.startswith("Приём 2026\nКод\tСпециальность\tБюджет\tДоговор\n09.02.07\t")
    assert page.endswith("\t25\t0\n15.08.2026")


def test_an_rtf_is_read_in_its_code_page_and_without_its_pictures() -> None:
    letters = "".join(f"\\'{byte:02x}" for byte in WORDS.encode("cp1251"))
    picture = "{\\pict\\pngblip " + "89504e47" * 200_000 + "}"
    cells = "\\trowd\\cellx1 09.02.07\\cell 25\\cell\\row"
    body = f"{{\\rtf1\\ansi\\ansicpg1251 {letters}\\par{picture}{cells}}}".encode()
    assert read_document(body) == ((f"{WORDS}\n09.02.07\t25",), None, ())


OLD_BOOK = (HERE / "plan.xls").read_bytes()
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
LOCKED_OFFICE = OLD_WORD[:600] + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (b"", "unknown_format"),
        ("<html>Документ удалён</html>".encode(), "unknown_format"),
        (OLD_WORD, "unknown_format"),
        (LOCKED_OFFICE, "encrypted"),
        (made.with_member(made.table_docx(), "word/document.xml", b"<w:document"), "damaged"),
        (made.table_docx()[:2000], "damaged"),
        (made.table_xlsx()[:-200], "damaged"),
        (OLD_BOOK[:512] + b"\xff" * 512 + OLD_BOOK[1024:], "damaged"),
        (made.saved(made.scan(), "PNG")[:20], "damaged"),
        (docx_of(f"<w:p {W}/>"), "no_text"),
        (b"{\\rtf1 }", "no_text"),
    ],
    ids=[
        *("nothing", "html", "old_word", "locked_office", "docx_xml", "docx_cut", "xlsx_cut"),
        *("xls_torn", "png_cut", "docx_empty", "rtf_empty"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, trouble: str) -> None:
    found = read_document(body)
    assert (found.trouble, "".join(found.pages)) == (trouble, "")


def test_other_archives_are_of_an_unknown_format() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    assert read_document(out.getvalue()).trouble == "unknown_format"


@pytest.mark.parametrize("made_by", [made.table_docx, made.table_xlsx])
def test_archives_that_unpack_to_a_bomb_are_refused_unopened(
    made_by: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    dense = made.with_member(made_by(), "docProps/thumbnail.xml", bytes(30_000_000))
    monkeypatch.setattr(zipfile.ZipFile, "open", None)  # no member may be opened
    assert read_document(dense).trouble == "too_large"


@pytest.mark.parametrize(("name", "bound"), [("MAX_MEMBERS", 3), ("MAX_UNPACKED", 1_000)])
def test_archives_of_too_much_are_refused(
    name: str, bound: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_document(made.table_docx()).trouble is None
    monkeypatch.setattr(office, name, bound)
    assert read_document(made.table_docx()).trouble == "too_large"


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ха"><!ENTITY f SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("body", "member"),
    [
        (made.table_docx(), "word/document.xml"),
        (made.table_xlsx(), "xl/worksheets/sheet1.xml"),
        (made.table_xlsx(), "xl/styles.xml"),
    ],
)
def test_xml_that_defines_entities_is_refused(body: bytes, member: str, encoding: str) -> None:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        plain = archive.read(member).decode()
    root = plain[plain.index("?>") + 2 :] if plain.startswith("<?xml") else plain
    for prolog, trouble in (("<!-- plain -->", None), (LAUGHS, "damaged")):
        text = f'<?xml version="1.0" encoding="{encoding}"?>{prolog}{root.strip()}'
        changed = made.with_member(body, member, text.encode(encoding))
        assert read_document(changed).trouble == trouble


def test_a_picture_is_a_scan_and_a_tiff_has_pages() -> None:
    assert read_document(made.saved(made.scan(), "JPEG")) == (("",), "no_text", (0,))
    out = io.BytesIO()
    made.scan().save(out, "TIFF", save_all=True, append_images=[made.scan()])
    assert read_document(out.getvalue()).scanned == (0, 1)


def test_pages_are_drawn_grey_and_within_the_bound_of_pixels() -> None:
    drawn = picture_of(made.pdf([[WORDS]], made.scan()), 0)
    assert drawn is not None
    assert drawn.startswith(b"P5 1653 2339 255\n")
    wide = picture_of(made.saved(Image.new("1", (10_000, 3_000), 1), "PNG"), 0)
    assert wide is not None
    width, height = map(int, wide[:20].split()[1:3])
    assert 11_000_000 < width * height <= 12_000_000


def test_what_is_transparent_is_paper() -> None:
    drawn = picture_of(made.saved(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), "PNG"), 0)
    assert drawn == b"P5 10 10 255\n" + b"\xff" * 100


def test_a_picture_of_too_many_pixels_is_not_opened() -> None:
    huge = made.saved(Image.new("1", (20_000, 20_000)), "PNG")
    assert read_document(huge).trouble == "too_large"
    assert picture_of(huge, 0) is None


def test_a_page_that_is_not_there_is_not_drawn() -> None:
    assert picture_of(made.pdf([[WORDS]]), 7) is None
    assert picture_of(made.saved(made.scan(), "PNG"), 7) is None


def test_signs_that_are_no_text_are_left_out() -> None:
    assert reading.clean("а\x00б\ud800в\r\nг\x0bд\n") == "абв\nг\nд"


def test_kinds_are_told_by_bytes(tmp_path: Path) -> None:
    webp = made.saved(Image.new("L", (8, 8)), "WEBP")
    assert [kind_of(body) for body in (webp, b"\xef\xbb\xbf{\\rtf1}", b"BZh9")] == [
        *("picture", "rtf", "")
    ]
