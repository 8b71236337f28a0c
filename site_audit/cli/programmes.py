"""``site-audit programmes``: what colleges teach, as their sites show it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

import criteria
from site_audit import store
from site_audit.cli.desk import Desk, out
from site_audit.cli.printing import safe
from site_audit.words import plural


def programmes(
    context: typer.Context,
    new: Annotated[
        bool,
        typer.Option(
            "--new",
            help="Только коды, которых нет в справочнике.",
        ),
    ] = False,
) -> None:
    """Показать программы, найденные на сайтах: код, название, у скольких колледжей.

    С --new — коды, которые показывают хотя бы три колледжа, а в справочнике их ещё нет.

    Примеры:
      site-audit programmes
      site-audit programmes --new
    """
    desk: Desk = context.obj
    found = store.unlisted(desk.engine, criteria.classifier()) if new else store.taught(desk.engine)
    if not found:
        out.print(_NOTHING_NEW if new else _NOTHING)
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("Код", no_wrap=True)
    table.add_column("Программа", overflow="fold")
    table.add_column("Колледжей", justify="right")
    for one in found:
        table.add_row(one.code or "—", safe(one.name), str(one.colleges))
    out.print(table)
    words = plural(len(found), "программа", "программы", "программ")
    out.print(f"Всего {len(found)} {words}.")


_NOTHING = "Программ пока нет: они собираются при проверке сайтов (site-audit run)."
_NOTHING_NEW = (
    "Новых кодов нет: всё, что показывают несколько колледжей, в справочнике программ уже есть."
)

PARTS = {"programmes": programmes}
