"""Columns of the register: their Russian titles, other spellings, widths and notes for people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from site_audit.text import fold

Field = Literal[
    "inn",
    "name",
    "short_name",
    "region",
    "industry",
    "cluster",
    "role",
    "employers",
    "url",
    "extra_urls",
    "robots_consent",
    "email",
    "responsible",
]
ROLES: tuple[tuple[Literal["base", "network"], str], ...] = (
    ("base", "базовая"),
    ("network", "сетевая"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column: ``width`` in characters, ``note`` tells a person how to fill it in."""

    field: Field
    title: str
    width: int
    note: str
    example: str
    aliases: tuple[str, ...] = ()
    required: bool = False


COLUMNS = (
    Column(
        field="inn",
        title="ИНН",
        width=13,
        note="10 цифр. По ИНН и сайту программа узнаёт колледж при повторной загрузке.",
        example="5500000008",
        aliases=("инн организации", "инн колледжа", "инн оо", "инн поо"),
    ),
    Column(
        field="name",
        title="Наименование",
        width=48,
        note="Полное наименование колледжа.",
        example="ПРИМЕР: ГБПОУ «Городской колледж машиностроения» (эту строку удалите)",
        aliases=(
            *("полное наименование", "название", "колледж", "наименование организации"),
            *("наименование колледжа", "название колледжа", "образовательная организация", "поо"),
            *("наименование образовательной организации", "полное наименование организации"),
        ),
        required=True,
    ),
    Column(
        field="short_name",
        title="Краткое наименование",
        width=28,
        note="Как называть колледж в таблицах.",
        example="Колледж машиностроения",
        aliases=("сокращенное наименование", "краткое название"),
    ),
    Column(
        field="region",
        title="Регион",
        width=26,
        note="Субъект Российской Федерации. Пишите его всюду одинаково.",
        example="Омская область",
        aliases=("субъект рф", "субъект", "субъект российской федерации"),
    ),
    Column(
        field="industry",
        title="Отрасль",
        width=22,
        note="Отрасль кластера.",
        example="Машиностроение",
    ),
    Column(
        field="cluster",
        title="Кластер",
        width=32,
        note="Название образовательно-производственного кластера. Если колледж в нескольких, "
        "добавьте строку на каждый.",
        example="Кластер машиностроения",
        aliases=("опц", "наименование кластера", "название кластера"),
    ),
    Column(
        field="role",
        title="Роль в кластере",
        width=16,
        note="«базовая» или «сетевая».",
        example="базовая",
        aliases=("роль",),
    ),
    Column(
        field="employers",
        title="Опорные работодатели",
        width=34,
        note="Несколько — через точку с запятой или каждый с новой строки ячейки.",
        example="АО «Городской завод»; ООО «Станки»",
        aliases=("опорный работодатель", "работодатели"),
    ),
    Column(
        field="url",
        title="Сайт",
        width=30,
        note="Один адрес: college.ru, https://college.ru/ или колледж.рф.",
        example="https://college.example",
        aliases=(
            *(
                "адрес сайта",
                "официальный сайт",
                "url",
                "ссылка на сайт",
                "ссылка",
                "сайт колледжа",
            ),
            *("ссылка на официальный сайт", "адрес официального сайта", "сайт колледжа"),
            *("ссылка на сайт колледжа", "ссылка на сайт организации", "веб-сайт", "интернет-сайт"),
        ),
        required=True,
    ),
    Column(
        field="extra_urls",
        title="Дополнительные адреса",
        width=30,
        note="Другие адреса колледжа: сайт приёмной комиссии, страница на сайте учредителя. "
        "Несколько — через точку с запятой.",
        example="priem.college.example",
        aliases=("дополнительный адрес", "другие адреса"),
    ),
    Column(
        field="robots_consent",
        title="Согласие владельца на обход robots",
        width=22,
        note="«нет» или «да» с датой согласия: да, 21.11.2026.",
        example="нет",
        aliases=("согласие владельца на обход robots.txt", "согласие на обход robots", "согласие"),
    ),
    Column(
        field="email",
        title="E-mail",
        width=26,
        note="Куда писать колледжу.",
        example="info@college.example",
        aliases=(
            *("email", "почта", "электронная почта", "эл. почта", "адрес электронной почты"),
            *("эл.почта", "e-mail колледжа", "контактный e-mail", "электронный адрес", "mail"),
        ),
    ),
    Column(
        field="responsible",
        title="Ответственный",
        width=28,
        note="Кто в колледже отвечает за сайт.",
        example="Иванова Мария Петровна",
        aliases=(
            *("ответственное лицо", "фио ответственного", "ответственный за сайт", "фио"),
            *("контактное лицо", "ответственный за сайт колледжа", "ответственный сотрудник"),
        ),
    ),
)
TITLES = {column.field: column.title for column in COLUMNS}
_BY_WORDS = {fold(words): column for column in COLUMNS for words in (column.title, *column.aliases)}
_BRACKETS = re.compile(r"\([^)]*\)")


def column_of(header: str) -> Column | None:
    """The column that a heading names, whatever its case, spaces, brackets and asterisks."""
    return _BY_WORDS.get(fold(_BRACKETS.sub(" ", header).strip(" *:")))
