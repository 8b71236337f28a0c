"""``site-audit archive``: what visits have kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from site_audit import retention, store
from site_audit.cli.desk import Desk, out
from site_audit.words import plural

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
) -> None:
    """Удалить старые архивы. Те, на которые опираются опубликованные оценки, остаются.

    Пример: site-audit archive prune --days 400
    """
    desk: Desk = context.obj
    settings = desk.settings
    before = datetime.now(UTC) - timedelta(days=days or settings.retention_days)
    gone = retention.prune(settings.archive_dir, store.cited_archives(desk.engine), before)
    out.print(f"Удалено: {len(gone)} {plural(len(gone), 'архив', 'архива', 'архивов')}.")


PARTS = {"archive": app}
