"""``site-audit logos``: the pictures that logos are known by."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from site_audit.cli.desk import Desk, fail, out
from site_audit.cli.printing import safe
from site_audit.glimpse import EMPLOYERS, OTHERS, PROJECT, Glimpse
from site_audit.logos import eye
from site_audit.logos.decisions import taken
from site_audit.logos.references import keep, read_references
from site_audit.logos.wordmark import spells
from site_audit.words import number_ru

app = typer.Typer(no_args_is_help=True)
Picture = Annotated[Path, typer.Argument(metavar="ФАЙЛ", help="Картинка.", show_default=False)]

_GROUPS = {
    PROJECT: "проект «Профессионалитет»",
    EMPLOYERS: "работодатель",
    OTHERS: "не партнёр",
}
_HOW = {
    "twin": "это та же картинка",
    "likeness": "он есть на картинке",
    "emblem": "на картинке есть его эмблема",
    "decision": "так решил человек",
}
_UNSEEN = {
    "not_a_picture": "Это не картинка, или она повреждена.",
    "too_large": "Картинка слишком велика.",
    "too_slow": "Картинка разбирается слишком долго.",
    "reader_died": "Разобрать картинку не удалось.",
    "no_fonts": "Слова рисунка нечем показать: нет шрифтов DejaVu (пакет fonts-dejavu-core).",
}
_TROUBLES = _UNSEEN | {
    "no_ocr": "Слова не прочитаны: нет программы распознавания (tesseract с русским языком).",
}


@app.callback()
def start() -> None:
    """Образцы, по которым узнаются логотипы на картинках."""


@app.command("add")
def add(
    context: typer.Context,
    file: Picture,
    name: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="ИМЯ",
            help="Чей логотип: см. примеры.",
        ),
    ],
) -> None:
    """Добавить образец: логотип проекта, работодателя или того, кто партнёром не считается.

    Примеры:
      site-audit logos add логотип.png --as professionalitet
      site-audit logos add завод.svg --as "employers/Ключевской завод"
      site-audit logos add чемпионат.png --as others/Чемпионат
    """
    desk: Desk = context.obj
    body = _read(file)
    seen = eye.look(body, read_references(desk.settings.logos), ()).glimpse
    eye.close()
    if seen.trouble in _UNSEEN:
        fail(f"{file}: {_TROUBLES[seen.trouble]} Образцу годятся PNG, JPG, WEBP, GIF и SVG.")
    kept = keep(desk.settings.logos, name, body, file.suffix)
    out.print(f"Образец «{name}» сохранён: {kept}", markup=False)
    out.print("Прежние проверки узнают о нём после site-audit rejudge.")


@app.command("list")
def list_(context: typer.Context) -> None:
    """Показать образцы и решения людей о картинках.

    Пример: site-audit logos list
    """
    desk: Desk = context.obj
    folder = desk.settings.logos
    counted = Counter(one.name for one in read_references(folder).all)
    if counted:
        table = Table("Имя", "Чей", "Картинок", box=None, pad_edge=False)
        for name, number in sorted(counted.items()):
            table.add_row(safe(name), _GROUPS[name.partition("/")[0]], str(number))
        out.print(table)
    else:
        out.print(f"Образцов пока нет. Папка для них: {folder}", markup=False)
        out.print("Добавить: site-audit logos add логотип.png --as professionalitet")
    known = len(taken(folder))
    out.print(f"Решений о картинках: {known}.")


@app.command("test")
def test(context: typer.Context, file: Picture) -> None:
    """Показать, что программа видит на картинке: образцы, слова, логотип проекта.

    Пример: site-audit logos test баннер.png
    """
    desk: Desk = context.obj
    references = read_references(desk.settings.logos)
    look = eye.look(_read(file), references, references.names)
    eye.close()
    if look.glimpse.trouble in _UNSEEN:
        fail(f"{file}: {_TROUBLES[look.glimpse.trouble]}")
    for line in _told(look.glimpse):
        out.print(line, markup=False)
    out.print(f"Процессорного времени: {number_ru(look.seconds, 2)} с.")


def _told(seen: Glimpse) -> list[str]:
    kind = "фотография" if seen.is_photo else "рисунок"
    lines = [f"Картинка {seen.width} × {seen.height}, {kind}."]
    for one in seen.shows:
        lines.append(f"Образец «{one.name}»: {_HOW[one.how]}, сходство {number_ru(one.score, 2)}.")
    if not seen.shows:
        lines.append("Ни один образец не найден.")
    if seen.trouble:
        lines.append(_TROUBLES[seen.trouble])
    elif seen.lines:
        lines.append("Прочитано: " + " / ".join(line.text for line in seen.lines))
    elif not any(one.how == "twin" for one in seen.shows):
        lines.append("Слов не прочитано.")
    named = spells(seen.lines) or any(one.name == PROJECT for one in seen.shows)
    lines.append(f"Логотип «Профессионалитета»: {'да' if named else 'не найден'}.")
    return lines


def _read(file: Path) -> bytes:
    if not file.is_file():
        fail(f"Файла {file} нет.")
    return file.read_bytes()


PARTS = {"logos": app}
