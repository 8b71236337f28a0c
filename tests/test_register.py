"""The register: colleges or errors by cell, never halves; export and import are one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_audit.model import College, Membership
from site_audit.register import CellError, read_register, write_register, write_template
from site_audit.register.cells import words
from site_audit.register.columns import COLUMNS
from site_audit.store import place_of
from site_audit.text import fold

HEADINGS = [column.title for column in COLUMNS]
INN = "5500000008"
OTHER_INN = "0274051582"


def _csv(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "register.csv"
    path.write_bytes(text.encode(encoding))
    return path


def _xlsx(folder: Path, rows: Iterable[Iterable[object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    path = folder / "register.xlsx"
    book.save(path)
    return path


def _errors(path: Path) -> dict[tuple[int, str], str]:
    read = read_register(path)
    assert read.colleges == ()
    return {(error.row, error.column): error.message for error in read.errors}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_in_any_usual_encoding_and_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    lines = (
        ("Сайт", "Наименование", "Регион"),
        ("college.ru", "«Ёлочный; колледж, № 1»", "Омск"),
    )
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    (college,) = read_register(_csv(tmp_path, text, encoding)).colleges
    assert college == College(
        name="«Ёлочный; колледж, № 1»", url="http://college.ru/", region="Омск"
    )


def test_all_columns_of_a_workbook_are_read(tmp_path: Path) -> None:
    row = {
        "ИНН": int(INN),
        "наименование ": "ГБПОУ «Колледж»",
        "КРАТКОЕ  НАИМЕНОВАНИЕ": "Колледж",
        "Регион": "Омская область",
        "Отрасль": "Машиностроение",
        "Кластер": "Кластер машин",
        "роль в кластере (базовая/сетевая)": "Базовая",
        "Опорные работодатели": "АО «Завод»;\nООО «Станки» ;",
        "сайт*": "https://Колледж.рф",
        "дополнительные адреса": "priem.college.ru, http://old.ru/x/",
        "согласие владельца на обход robots (да/нет, дата)": "Да, 01.02.2026",
        "e-mail": "a@college.ru; b@college.ru",
        "Ответственный": "Иванова М. П.",
    }
    (college,) = read_register(_xlsx(tmp_path, [row, row.values()])).colleges
    assert college == College(
        name="ГБПОУ «Колледж»",
        url="https://xn--d1abenfat.xn--p1ai/",
        short_name="Колледж",
        inn=INN,
        region="Омская область",
        extra_urls=("http://priem.college.ru/", "http://old.ru/x/"),
        memberships=(
            Membership(
                cluster="Кластер машин",
                role="base",
                industry="Машиностроение",
                employers=("АО «Завод»", "ООО «Станки»"),
            ),
        ),
        robots_consent=date(2026, 2, 1),
        email="a@college.ru, b@college.ru",
        responsible="Иванова М. П.",
    )


def test_headings_may_stand_below_a_title_and_foreign_columns_are_noted(tmp_path: Path) -> None:
    headings = ["№", "Сайт", "Наименование"]
    rows: list[list[object]] = [
        ["Реестр 2026"],
        [],
        [*headings],
        [1, "a.ru", "А"],
        [],
        [2, "b.ru", "Б"],
    ]
    read = read_register(_xlsx(tmp_path, rows))
    assert [college.name for college in read.colleges] == ["А", "Б"]
    assert read.notes == ("Столбец «№» не используется.",)


def test_numbers_dates_and_formulas_of_a_workbook_are_read_as_a_person_sees_them(
    tmp_path: Path,
) -> None:
    path = tmp_path / "register.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Лист")
        titles = ("ИНН", "Наименование", "Сайт", "Согласие владельца на обход robots")
        sheet.write_row(0, 0, titles)
        sheet.write_number(1, 0, 274051582)  # the program ate the leading zero
        sheet.write_formula(1, 1, '="Кол"&"ледж"', None, "Колледж")
        sheet.write_url(1, 2, "https://college.ru/", string="college.ru")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_datetime(1, 3, datetime(2026, 3, 4), day)
    (college,) = read_register(path).colleges
    assert (college.inn, college.name) == (OTHER_INN, "Колледж")
    assert college.robots_consent == date(2026, 3, 4)


def test_several_rows_are_several_memberships_of_one_college(tmp_path: Path) -> None:
    text = (
        "ИНН;Наименование;Сайт;Кластер;Роль в кластере;E-mail\n"
        f"{INN};Колледж;college.ru;К1;базовая;\n"
        ";Другой;other.ru;К1;сетевая;\n"
        ";КОЛЛЕДЖ;https://www.college.ru/;К2;сетевая;a@b.ru\n"
    )
    first, second = read_register(_csv(tmp_path, text)).colleges
    roles = [(membership.cluster, membership.role) for membership in first.memberships]
    assert roles == [("К1", "base"), ("К2", "network")]
    assert (first.inn, first.url, first.email) == (INN, "http://college.ru/", "a@b.ru")
    assert second.name == "Другой"


def test_errors_of_all_cells_come_at_once_and_no_college_with_them(tmp_path: Path) -> None:
    text = (
        "ИНН;Наименование;Сайт;Кластер;Роль в кластере;E-mail;Согласие\n"
        ";Хороший;good.ru;;;;\n"
        "5500000000;Колледж;колледж;К1;главная;a@b;да, 31.02.2026\n"
        "12;;x@y.ru;;базовая;;может быть\n"
        ";Три;a.ru b.ru;;;;\n"
    )
    errors = _errors(_csv(tmp_path, text))
    assert set(errors) == {
        (3, "ИНН"),
        (3, "Сайт"),
        (3, "Роль в кластере"),
        (3, "E-mail"),
        (3, "Согласие владельца на обход robots"),
        (4, "ИНН"),
        (4, "Наименование"),
        (4, "Сайт"),
        (4, "Кластер"),
        (4, "Согласие владельца на обход robots"),
        (5, "Сайт"),
    }
    assert "контрольная цифра" in errors[3, "ИНН"]
    assert "ровно 10 цифр" in errors[4, "ИНН"]
    assert "Дополнительные адреса" in errors[5, "Сайт"]


def test_rows_of_one_college_that_disagree_are_errors(tmp_path: Path) -> None:
    text = (
        "ИНН;Наименование;Сайт;Регион;Кластер;Роль в кластере\n"
        f"{INN};«Колледж»;college.ru;Омская область;К1;базовая\n"
        f'{INN};"""КОЛЛЕДЖ""";college.ru;Томская область;К1;сетевая\n'
    )
    errors = _errors(_csv(tmp_path, text))
    assert set(errors) == {(3, "Регион"), (3, "Роль в кластере")}
    assert "в строке 2" in errors[3, "Регион"]


def test_a_site_of_two_owners_needs_the_inn_in_each_row(tmp_path: Path) -> None:
    text = f"ИНН;Наименование;Сайт\n{INN};А;a.ru\n{OTHER_INN};Б;a.ru\n;В;a.ru\n"
    assert set(_errors(_csv(tmp_path, text))) == {(4, "ИНН")}
    owners = f"ИНН;Наименование;Сайт\n{INN};А;a.ru\n{OTHER_INN};Б;a.ru\n"
    assert len(read_register(_csv(tmp_path, owners)).colleges) == 2


def test_two_bases_of_a_cluster_are_noted(tmp_path: Path) -> None:
    text = "Наименование;Сайт;Кластер;Роль\nА;a.ru;К1;базовая\nБ;b.ru;К1;базовая\n"
    read = read_register(_csv(tmp_path, text))
    assert len(read.colleges) == 2
    assert "К1" in read.notes[0]


def test_consent_without_a_date_counts_from_today_and_is_noted(tmp_path: Path) -> None:
    text = "Наименование;Сайт;Согласие\nА;a.ru;да\nБ;b.ru;нет\nВ;v.ru;\n"
    read = read_register(_csv(tmp_path, text))
    first, second, third = (college.robots_consent for college in read.colleges)
    assert first is not None
    assert abs((first - datetime.now(UTC).date()).days) <= 1
    assert second is third is None
    assert len(read.notes) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "заголовки"),
        ("Имя;Адрес\nА;a.ru".encode(), "заголовки"),
        ("Наименование;Сайт\n".encode(), "ни одного колледжа"),
        ("Сайт;Наименование;Сайт\na.ru;А;b.ru".encode(), "дважды"),
        (b"PK\x03\x04 broken", "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLSX"),
        (b"\x98\x98\xff", "кодировка"),
        (('Наименование;Сайт\n"' + "а" * 200_000).encode(), "кавычки"),
        (("Наименование;Сайт\n" + "А;a.ru\n" * 50_001).encode(), "50000"),
    ],
)
def test_a_file_that_is_no_register_is_told_in_words(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    read = read_register(path)
    assert read.colleges == ()
    assert any(said in error.message for error in read.errors)


def test_a_missing_file_is_told_in_words(tmp_path: Path) -> None:
    (error,) = read_register(tmp_path / "no.xlsx").errors
    assert (error.row, "не открывается" in error.message) == (0, True)


def test_a_damaged_workbook_is_an_error_and_never_raises(tmp_path: Path) -> None:
    path = _xlsx(tmp_path, [["Наименование", "Сайт"], ["А", "a.ru"]])
    whole = path.read_bytes()
    for place in range(30, len(whole), 97):
        path.write_bytes(whole[:place] + b"\x00\xff" + whole[place + 2 :])
        read = read_register(path)
        assert read.colleges or read.errors


def test_the_template_can_be_filled_in_and_its_example_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path)
    assert read_register(path).errors == (
        CellError(
            row=0, column="", message="под заголовками нет ни одного колледжа; заполните строки"
        ),
    )
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Реестр", "Как заполнять", "Списки"]
    assert len(book["Реестр"].data_validations.dataValidation) == 2
    book["Реестр"].append(["", "Мой колледж", *[""] * 6, "college.ru"])
    book.save(path)
    read = read_register(path)
    assert [college.name for college in read.colleges] == ["Мой колледж"]
    assert "Строка 2 — пример" in read.notes[0]


def test_the_example_of_the_template_is_itself_without_errors(tmp_path: Path) -> None:
    cells = [column.example.replace("ПРИМЕР: ", "") for column in COLUMNS]
    (college,) = read_register(_xlsx(tmp_path, [HEADINGS, cells])).colleges
    assert college.memberships[0].role == "base"


NAUGHTY = (
    "=1+1",
    "+7 (999)",
    "-колледж",
    "@SUM(A1)",
    "'=1+1",
    "''",
    "＝1",
    "<script>alert(1)</script>",
    "_x0041_",
    "a;b,c\td",
    '"кавычки"',
    "e\u0301\u0302" * 30,
    "🧪",
)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_names_are_text_and_come_back(tmp_path: Path, suffix: str, text: str) -> None:
    college = College(name=words(text), url="http://a.ru/", responsible=words(text))
    path = tmp_path / f"out{suffix}"
    write_register(path, [college])
    assert read_register(path).colleges == (college,)


def test_no_cell_of_an_export_is_a_formula_or_a_link(tmp_path: Path) -> None:
    college = College(name="=HYPERLINK(1)", url="http://a.ru/", email="=a@b.ru")
    write_register(tmp_path / "out.xlsx", [college])
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Реестр"]
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n"}  # n: empty
    assert all(cell.hyperlink is None for cell in sheet[2])
    write_register(tmp_path / "out.csv", [college])
    assert ';"=' not in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")


def test_broken_characters_become_harmless(tmp_path: Path) -> None:
    college = College(name="Кол\x00ледж\ud800 \ufeffА", url="http://a.ru/")
    path = _csv(tmp_path, "Наименование;Сайт\nКол\x00ледж \ufeffА;a.ru\n")
    (read,) = read_register(path).colleges
    assert read.name == "Кол ледж А"
    assert words(college.name) == "Кол ледж А"


def test_a_too_long_name_is_refused(tmp_path: Path) -> None:
    errors = _errors(_csv(tmp_path, f"Наименование;Сайт\n{'а' * 1001};a.ru\n"))
    assert "1001" in errors[2, "Наименование"]


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="xlsx"):
        write_register(tmp_path / "out.pdf", [])


def _inn_of(number: int) -> str:
    digits = f"{number:09d}"
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return digits + str(total % 11 % 10)


_signs = st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp"))
_texts = st.text(_signs, max_size=30).map(words)
_names = _texts.filter(lambda text: bool(fold(text)) and not fold(text).startswith("пример:"))
_inns = st.one_of(st.just(""), st.integers(0, 10**9 - 1).map(_inn_of))
_urls = st.from_regex(r"https?://[a-z]{1,8}[0-9]\.(ru|xn--p1ai)/([a-z]{1,5}/)?", fullmatch=True)
_employers = st.lists(_names.filter(lambda text: ";" not in text), max_size=3, unique=True)
_memberships = st.builds(
    Membership,
    cluster=_names,
    role=st.sampled_from(["base", "network", ""]),
    industry=_texts,
    employers=_employers.map(tuple),
)
_colleges = st.builds(
    College,
    name=_names,
    url=_urls,
    short_name=_texts,
    inn=_inns,
    region=_texts,
    extra_urls=st.lists(_urls, max_size=2, unique=True).map(tuple),
    memberships=st.lists(
        _memberships, max_size=3, unique_by=lambda membership: fold(membership.cluster)
    ).map(tuple),
    robots_consent=st.one_of(st.none(), st.dates(date(1000, 1, 1))),
    email=st.sampled_from(["", "a@b.ru", "a@b.ru, c@d.ru"]),
    responsible=_texts,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(
    register=st.lists(_colleges, min_size=1, max_size=4, unique_by=lambda one: place_of(one.url)),
    suffix=st.sampled_from([".xlsx", ".csv"]),
)
def test_export_and_import_give_the_same_register(register: list[College], suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"register{suffix}")
        write_register(path, register)
        read = read_register(path)
    assert read.errors == ()
    assert read.colleges == tuple(register)
