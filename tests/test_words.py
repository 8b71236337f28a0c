import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_audit import words


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, "сайтов"),
        (1, "сайт"),
        (2, "сайта"),
        (4, "сайта"),
        (5, "сайтов"),
        (11, "сайтов"),
        (12, "сайтов"),
        (14, "сайтов"),
        (21, "сайт"),
        (22, "сайта"),
        (111, "сайтов"),
        (1001, "сайт"),
        (Decimal("1.5"), "сайта"),
        (Decimal("5"), "сайтов"),
    ],
)
def test_the_plural_form_fits_the_number(number: int | Decimal, form: str) -> None:
    assert words.plural(number, "сайт", "сайта", "сайтов") == form


def test_numbers_have_a_decimal_comma_and_narrow_spaces() -> None:
    assert words.number_ru(1500) == "1\u202f500"
    assert words.number_ru(Decimal("89.9")) == "89,9"
    assert words.number_ru(1234.56, 1) == "1\u202f234,6"
    assert words.number_ru(-3) == "\u22123"


def test_a_range_of_one_is_a_number() -> None:
    assert (words.range_ru(3, 9), words.range_ru(3, 3)) == ("3–9", "3")


def test_dates_are_told_in_moscow_time() -> None:
    late = datetime(2026, 11, 20, 22, 5, tzinfo=UTC)
    assert words.date_ru(late) == "21.11.2026"
    assert words.moment_ru(late) == "21.11.2026, 01:05\u00a0МСК"
    assert words.date_ru(date(2026, 11, 2)) == "02.11.2026"
    assert words.moment_ru(datetime(2026, 11, 2, 9, 0)) == "02.11.2026, 09:00"


@pytest.mark.parametrize(
    ("clicks", "said"),
    [
        (None, "пути с главной страницы нет"),
        (0, "главная страница"),
        (1, "1\u00a0клик от главной"),
        (3, "3\u00a0клика от главной"),
        (11, "11\u00a0кликов от главной"),
    ],
)
def test_clicks_are_told_in_words(clicks: int | None, said: str) -> None:
    assert words.clicks_ru(clicks) == said


def test_sizes_and_times_have_units_that_fit() -> None:
    assert (words.bytes_ru(0), words.bytes_ru(1), words.bytes_ru(4_200_000)) == (
        "0\u00a0КБ",
        "1\u00a0КБ",
        "4,2\u00a0МБ",
    )
    assert [words.seconds_ru(s) for s in (0.42, 12.4, 59.6, 185)] == [
        "0,4\u00a0с",
        "12\u00a0с",
        "1\u00a0мин",
        "3\u00a0мин 5\u00a0с",
    ]


def test_russian_order_puts_yo_after_ye_and_forgets_quotes_and_case() -> None:
    names = ["Яр", "ель", "Ёж", "«Ежевика»", "едок", "Жук", "Ия", "Йод", "Кот"]
    expected = ["едок", "«Ежевика»", "ель", "Ёж", "Жук", "Ия", "Йод", "Кот", "Яр"]
    assert sorted(names, key=words.collate) == expected
    decomposed = [unicodedata.normalize("NFD", name) for name in names]
    assert [unicodedata.normalize("NFC", n) for n in sorted(decomposed, key=words.collate)] == (
        expected
    )


def test_numbers_in_names_stand_in_the_order_of_numbers() -> None:
    names = ["Колледж № 10 имени Баумана", "Колледж № 10", "Колледж № 2", "Лицей 1"]
    assert sorted(names, key=words.collate) == [names[2], names[1], names[0], names[3]]


def test_nothing_hides_in_plain_text() -> None:
    assert words.plain("а\x00б") == "а␀б"
    assert words.plain("\x1b[31mкрасный") == "␛[31mкрасный"
    assert words.plain("одна\r\nдве\tтри\u2028") == "одна две три "
    assert words.plain("имя\u202eexe.txt") == "имя\ufffdexe.txt"
    assert words.plain("\ud800") == "\ufffd"
    assert words.plain("пере\u00adнос") == "пере\u00adнос"
    assert words.plain(words.number_ru(1500)) == "1\u202f500"


def test_stacks_of_combining_marks_are_cut() -> None:
    assert words.plain("й" + "\u0301" * 10_000 + "!") == "й" + "\u0301" * 4 + "…!"
    assert words.plain(unicodedata.normalize("NFD", "йё")) == unicodedata.normalize("NFD", "йё")


@given(st.text(st.characters(blacklist_categories=())))
def test_plain_text_is_one_visible_line_and_stays_as_it_is(text: str) -> None:
    once = words.plain(text)
    assert words.plain(once) == once
    assert not any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in once)
    once.encode()
