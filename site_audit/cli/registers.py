"""``site-audit register``: who is audited."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from xlsxwriter.exceptions import FileCreateError

from site_audit import register, store
from site_audit.cli.desk import USAGE, Desk, err, fail, out
from site_audit.cli.printing import safe
from site_audit.cli.submissions import print_errors, submit
from site_audit.words import plural

app = typer.Typer(help="Реестр колледжей: загрузить, посмотреть, выгрузить.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(metavar="ФАЙЛ", help="Файл XLSX или CSV.")]


@app.command("import")
def import_(context: typer.Context, file: File) -> None:
    """Загрузить реестр из таблицы; повторная загрузка обновляет сведения.

    Пример: site-audit register import реестр.xlsx
    """
    desk: Desk = context.obj
    read = register.read_register(file)
    for note in read.notes:
        err.print(note, markup=False)
    if read.errors:
        print_errors(read.errors)
        words = plural(len(read.errors), "ошибка", "ошибки", "ошибок")
        fail(f"{len(read.errors)} {words}. Ничего не загружено: исправьте и повторите.")
    saved = store.save_register(desk.engine, read.colleges)
    out.print(
        f"Загружено. Добавлено: {saved.added}, обновлено: {saved.updated}, "
        f"без изменений: {saved.unchanged}."
    )


app.command("submit")(submit)


@app.command("list")
def list_(context: typer.Context) -> None:
    """Показать колледжи реестра.

    Пример: site-audit register list
    """
    desk: Desk = context.obj
    found = store.colleges(desk.engine)
    if not found:
        out.print("Реестр пуст. Загрузите его: site-audit register import реестр.xlsx")
        return
    table = Table("№", "Колледж", "Регион", "Кластер", box=None, pad_edge=False)
    table.add_column("Сайт", overflow="fold")
    for college in found:
        clusters = ", ".join(membership.cluster for membership in college.memberships)
        name = college.short_name or college.name
        table.add_row(
            str(college.id), safe(name), safe(college.region), safe(clusters), safe(college.url)
        )
    out.print(table)


@app.command("export")
def export(context: typer.Context, file: File) -> None:
    """Выгрузить реестр в таблицу, которую можно загрузить обратно.

    Пример: site-audit register export реестр.xlsx
    """
    desk: Desk = context.obj
    _written(file, lambda: register.write_register(file, store.colleges(desk.engine)))


@app.command("template")
def template(file: File) -> None:
    """Записать пустую таблицу с подсказками: заполните её и загрузите.

    Пример: site-audit register template реестр.xlsx
    """
    if file.suffix.lower() != ".xlsx":
        fail("Шаблон записывается только в файл .xlsx", USAGE)
    _written(file, lambda: register.write_template(file))


def _written(file: Path, write: Callable[[], None]) -> None:
    try:
        write()
    except (OSError, FileCreateError) as error:
        why = error.args[0] if isinstance(error, FileCreateError) else error
        fail(f"Не удалось записать {file}: {why.strerror}. Закройте файл и проверьте папку.")
    except ValueError as error:
        fail(str(error), USAGE)
    out.print(f"Записано: {safe(str(file))}")


PARTS = {"register": app}
