from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_audit.pages.page import parse
from site_audit.pages.patience import Patience


def paragraph(words: str) -> LexborNode:
    node = LexborHTMLParser(f"<p>{words}</p>").css_first("p")
    assert node is not None
    return node


def test_what_is_begun_is_read_to_its_end_and_then_no_more() -> None:
    node, patience = paragraph("Устав колледжа"), Patience(20)
    assert [patience.text(node) for _ in range(3)] == ["Устав колледжа", "Устав колледжа", ""]


def test_pictures_of_a_page_that_is_read_too_often_have_no_captions() -> None:
    words = "слово " * 40_000
    blocks = "".join(f"<div style='background:url({number})'>" for number in range(40))
    found = parse(blocks + words, "http://college.ru/").drawings
    assert len(found) == 40
    assert found[0].caption.startswith("слово слово")
    assert found[-1].caption == ""
