import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from site_audit.pages.charset import decode, encoding_of
from tests.samples import STEADY

TEXT = (
    "Сведения об образовательной организации. Полное наименование: колледж транспорта и связи, "
    "учредитель — министерство образования области. Режим работы: с 8:00 до 17:00."
)
PAGE = f"<!doctype html><title>Колледж</title><h1>Основные сведения</h1><p>{TEXT}</p>"


@pytest.mark.parametrize("name", ["utf-8", "windows-1251", "koi8-r", "cp866", "iso-8859-5"])
@pytest.mark.parametrize("declared", ["", "text/html", "text/html; charset=utf-8"])
def test_russian_is_read_whatever_the_header_says(name: str, declared: str) -> None:
    assert "Основные сведения" in decode(PAGE.encode(name, "replace"), declared)


@pytest.mark.parametrize("lie", ["utf-8", "koi8-r", "iso-8859-1", "windows-1252"])
def test_a_lying_meta_is_not_believed(lie: str) -> None:
    page = PAGE.replace("<title>", f"<meta charset={lie}><title>").encode("windows-1251", "replace")
    assert TEXT[:60] in decode(page)


@pytest.mark.parametrize("declared", ["windows-1251", "cp1251", "WINDOWS-1251"])
def test_utf8_that_calls_itself_1251_is_utf8(declared: str) -> None:
    assert TEXT in decode(PAGE.encode(), f"text/html; charset={declared}")


def test_a_byte_order_mark_decides_and_is_no_text() -> None:
    assert decode(codecs.BOM_UTF8 + PAGE.encode()) == PAGE
    assert decode(PAGE.encode("utf-16"), "text/html; charset=utf-8") == PAGE


def test_utf8_cut_in_the_middle_of_a_letter_is_still_utf8() -> None:
    body = PAGE.encode()
    cut = body[: body.index("организации".encode()) + 1]
    assert "Основные сведения" in decode(cut)


def test_a_stray_byte_in_utf8_costs_one_sign() -> None:
    body = (PAGE * 4).encode()
    place = body.index(b"</p>")
    assert decode(body[:place] + b"\xff" + body[place:]).count("Основные сведения") == 4


def test_a_tie_goes_to_the_declared_encoding() -> None:
    body = PAGE.encode("koi8-r", "replace")
    assert encoding_of(body, "text/html; charset=koi8-u") == "koi8-u"
    assert encoding_of(body) == "koi8-r"


@pytest.mark.parametrize("name", ["", "x-user-defined", "utf8mb4", "none", "\u0441p1251", "a" * 99])
def test_an_encoding_that_does_not_exist_is_passed_over(name: str) -> None:
    body = PAGE.encode("windows-1251", "replace")
    assert TEXT[:60] in decode(body, f"text/html; charset={name}")


def test_nul_bytes_become_replacement_signs() -> None:
    assert decode(b"<p>a\x00b") == "<p>a\ufffdb"


def test_plain_ascii_needs_no_guess() -> None:
    assert encoding_of(b"<p>hello", "text/html; charset=koi8-r") == "utf-8"
    assert decode(b"") == ""


@STEADY
@given(some.binary(max_size=200))
@example(b"\xff\xfe\x00")
@example(b"\xfe\xff")
@example(b"\xef\xbb\xbf\xff")
def test_no_bytes_are_too_odd_to_decode(body: bytes) -> None:
    assert "\x00" not in decode(body)


@STEADY
@given(some.text(alphabet=some.characters(codec="utf-8", exclude_characters="\x00\ufeff")))
def test_utf8_is_read_as_it_was_written(text: str) -> None:
    assert decode(text.encode()) == text
