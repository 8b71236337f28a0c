"""``site-audit review``: pictures that the machine could not tell, for a person to decide."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Annotated
from urllib.parse import urlsplit

import typer

import criteria
from site_audit import store
from site_audit.archives.shelf import Shelf
from site_audit.cli.desk import Desk, fail, out
from site_audit.cli.reports import Which, judged
from site_audit.logos import eye
from site_audit.logos.decisions import Taken, keep_decisions
from site_audit.logos.references import ENDINGS, NoReference, References, check, checked, keep
from site_audit.review.book import Choice, read_book, write_book
from site_audit.review.doubts import Sight, Visited, doubts
from site_audit.review.originals import originals
from site_audit.words import count_ru

app = typer.Typer(no_args_is_help=True)


@app.callback()
def start() -> None:
    """Картинки, о которых программа не смогла сказать, логотип ли это."""


@app.command("export")
def export(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="ФАЙЛ.xlsx", help="Книга Excel.", show_default=False)
    ],
    which: Which = "latest",
) -> None:
    """Записать в книгу Excel картинки, о которых должен решить человек.

    Пример: site-audit review export картинки.xlsx latest
    """
    desk: Desk = context.obj
    if file.suffix.lower() != ".xlsx":
        fail(f"Имя файла {file.name} должно кончаться на .xlsx.")
    found = judged(desk, which, with_evidence=True)
    kept = {one.id: one.archive for one in store.visits_of(desk.engine, found.run.id)}
    visits = [
        Visited(college=one.college, archive=archive, verdicts=one.verdicts)
        for one in found.results
        if (archive := kept.get(one.visit_id))
    ]
    sight = Sight(
        originals=partial(_originals, desk.shelf),
        fingerprint=lambda body: eye.look(body, References(), (), reads=False).glimpse.print,
        small=eye.small,
    )
    waiting = doubts(visits, sight)
    eye.close()
    if not waiting:
        out.print("Картинок, о которых должен решить человек, в этой проверке нет.")
        return
    titles = dict(criteria.EDITIONS[found.judgement.edition].titles)
    codes = sorted({place.criterion for one in waiting for place in one.places})
    file.parent.mkdir(parents=True, exist_ok=True)
    write_book(file, waiting, {code: titles.get(code, "") for code in codes})
    many = count_ru(len(waiting), "картинка", "картинки", "картинок")
    out.print(f"Записано: {file}, {many}.", markup=False)
    out.print(f"Когда решите: site-audit review import {file}", markup=False)


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="ФАЙЛ.xlsx", help="Книга Excel.", show_default=False)
    ],
    by: Annotated[
        str | None, typer.Option("--by", metavar="КТО", help="Кто решал; иначе имя пользователя.")
    ] = None,
) -> None:
    """Принять решения о картинках из книги Excel.

    Пример: site-audit review import картинки.xlsx --by "Петрова А. С."
    """
    desk: Desk = context.obj
    choices = read_book(file)
    if not choices:
        fail(f"В файле {file} нет ни одного решения: заполните столбец «Решение».")
    for choice in choices:
        with _row_named(choice.row):
            checked(choice.shows)
    pictures = [_picture(desk, choice) for choice in choices if choice.as_reference]
    who, now = by or getpass.getuser(), datetime.now(UTC)
    taken = [
        Taken(print=one.print, shows=one.shows, by=who, at=now, picture=one.name) for one in choices
    ]
    for picture in pictures:
        keep(desk.settings.logos, *picture)
    keep_decisions(desk.settings.logos, taken)
    many = count_ru(len(taken), "решение", "решения", "решений")
    out.print(f"Принято: {many}; новых образцов: {len(pictures)}.")
    out.print("Чтобы оценки изменились: site-audit rejudge latest")


@contextmanager
def _row_named(row: int) -> Iterator[None]:
    """Says of which row of the book a refusal speaks; nothing of the book has been kept yet."""
    try:
        yield
    except NoReference as refused:
        fail(f"Строка {row}: {refused}")


def _originals(shelf: Shelf, name: str) -> dict[str, bytes]:
    return originals(shelf.bring(name), name)


def _picture(desk: Desk, choice: Choice) -> tuple[str, bytes, str]:
    """Name, bytes and ending of a picture that is to be a reference."""
    body = _originals(desk.shelf, choice.archive).get(choice.name)
    if body is None:
        fail(
            f"Строка {choice.row}: картинки {choice.name} в архиве больше нет, "
            "образцом её не сделать."
        )
    picture = (choice.shows, body, _ending(choice.name, body))
    with _row_named(choice.row):
        check(*picture)
    return picture


def _ending(name: str, body: bytes) -> str:
    """The ending of a picture's file, whatever the address was called."""
    ending = PurePosixPath(urlsplit(name).path).suffix.lower()
    return ending if ending in ENDINGS else ".svg" if b"<svg" in body[:4096] else ".png"


PARTS = {"review": app}
