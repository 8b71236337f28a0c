"""``site-audit archive``: what visits have kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from rich.progress import track

from site_audit import store
from site_audit.archives import retention
from site_audit.cli.desk import Desk, err, fail, out
from site_audit.words import count_ru

app = typer.Typer(no_args_is_help=True)
LONGEST = 36_500  # days, as in the settings


@app.callback()
def start() -> None:
    """Архивы обходов (WARC)."""


@app.command("prune")
def prune(
    context: typer.Context,
    days: Annotated[
        int | None,
        typer.Option("--days", metavar="N", min=1, max=LONGEST, help="Сколько дней хранить."),
    ] = None,
    local: Annotated[
        bool,
        typer.Option("--local", help="Убрать с этой машины и копии того, что лежит в хранилище."),
    ] = False,
) -> None:
    """Удалить старые архивы. Те, на которые опираются опубликованные оценки, остаются.

    Пример: site-audit archive prune --days 400
    """
    desk: Desk = context.obj
    settings = desk.settings
    before = datetime.now(UTC) - timedelta(days=days or settings.retention_days)
    gone = retention.prune(desk.shelf, store.cited_archives(desk.engine), before)
    out.print(f"Удалено: {count_ru(len(gone), 'архив', 'архива', 'архивов')}.")
    if local:
        copies = desk.shelf.trim(0)
        out.print(f"Убрано копий: {copies}. Копии, нужные в последний час, остались.")


@app.command("send")
def send(context: typer.Context) -> None:
    """Отправить в хранилище архивы, которые лежат только на этой машине.

    Нужна один раз: когда в настройке archive_url появилось хранилище.

    Пример: site-audit archive send
    """
    desk: Desk = context.obj
    if desk.shelf.storage is None:
        fail("Хранилища нет: настройка archive_url его не называет. Пример: s3://корзина/папка")
    desk.shelf.storage.check()
    waiting = desk.shelf.unstored()
    for name in track(waiting, "Отправляю архивы", console=err, transient=True):
        desk.shelf.send(name)
    out.print(f"Отправлено: {count_ru(len(waiting), 'архив', 'архива', 'архивов')}.")


PARTS = {"archive": app}
