import pytest
from hypothesis import given
from hypothesis import strategies as some

from site_audit.text import INVISIBLE, fold, fold_text, lines, squeeze
from tests.samples import STEADY


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Основные\u00a0сведения", "основные сведения"),
        ("«Основные сведения»", "основные сведения"),
        ("Доку\u00admенты".replace("m", "м"), "документы"),
        ("Платные\u200b услуги\ufeff", "платные услуги"),
        ("Приём", "прием"),
        ("Прие\u0308м", "прием"),
        ("Материально - техническое", "материально-техническое"),
        ("Материально\u2011техническое", "материально-техническое"),
        ("Материально\u2013техническое", "материально-техническое"),
        ("Финансово\u2014 хозяйственная", "финансово-хозяйственная"),
        ("ПЛАТНЫЕ  УСЛУГИ\n", "платные услуги"),
        ("Мате\u0301риалы", "материалы"),
        ("№ 5", "no 5"),
        ("wi-fi", "wi-fi"),
        ("", ""),
    ],
)
def test_spellings_that_look_alike_fold_to_one(written: str, read: str) -> None:
    assert fold(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Дoкyмeнты", "документы"),  # Latin o, y, e
        ("Bакантные места", "вакантные места"),
        ("Cтруктура", "структура"),
        ("Дoступнaя cреда", "доступная среда"),
        ("3аявления", "заявления"),
    ],
)
def test_latin_letters_inside_a_russian_word_become_russian(written: str, read: str) -> None:
    assert fold(written) == read


@pytest.mark.parametrize("word", ["sveden", "IT-куб", "HTML", "wsr", "WorldSkills"])
def test_latin_words_stay_latin(word: str) -> None:
    latin = word.lower().split("-")[0]
    assert fold(word).startswith(latin)


def test_a_page_folds_with_its_structure_kept() -> None:
    assert fold_text("Приём\n\tДокументы\f«Ещё»\u00a0— раз\u00adряд") == (
        "прием\n\tдокументы\f«еще» - разряд"
    )


def test_lines_are_blocks_and_table_rows_without_the_empty_ones() -> None:
    assert lines("\n Первый  блок \n\n\tячейка\tвторая\fстрока\n \t\n") == (
        "Первый блок",
        "ячейка вторая",
        "строка",
    )


def test_squeeze_makes_one_line() -> None:
    assert squeeze(" а\n\t б\u00a0в ") == "а б в"


SIGNS = some.sampled_from("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБЁЯabcdefxyzAKMz0123.,:;()/ \n\t")
ODD = some.sampled_from(INVISIBLE + "\u2010\u2011\u2013\u2014\u2212«»„“\"'\u00a0\u2007\u202f")
TEXTS = some.lists(SIGNS | ODD, max_size=40).map("".join)


@STEADY
@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@STEADY
@given(TEXTS)
def test_a_folded_title_is_one_line_of_small_letters_and_no_odd_sign(text: str) -> None:
    folded = fold(text)
    assert folded == squeeze(folded)
    assert folded == folded.casefold()
    assert not set(folded) & set(INVISIBLE + "«»„“\"'ё\u2013\u2014\u00a0")


@STEADY
@given(some.text())
def test_no_text_is_too_odd_to_fold(text: str) -> None:
    assert fold(text) is not None
    assert fold_text(text).count("\n") >= text.count("\n")
    assert all(line == squeeze(line) and line for line in lines(text))


@STEADY
@given(TEXTS)
def test_folding_a_page_twice_is_folding_it_once(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)
