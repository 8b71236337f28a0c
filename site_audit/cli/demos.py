"""``site-audit demo``: the whole way on bundled colleges, on this machine alone."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from site_audit import store
from site_audit.cli.desk import USAGE, Desk, err, fail, out, texts
from site_audit.cli.notes import Noted
from site_audit.cli.plans import profile
from site_audit.cli.printing import safe
from site_audit.cli.reports import Judged, judged, ranking_text
from site_audit.cli.runs import start_run
from site_audit.demo import folders
from site_audit.demo.manifest import manifest
from site_audit.demo.server import Site, serving
from site_audit.model import College
from site_audit.protocol import run_json
from site_audit.ratings.rank import rank
from site_audit.settings import PREFIX
from site_audit.writing.report import ranking_html, ranking_table

FIRST = "127.77.0.1"
PORT = 8077  # the same each time, so that the demo's register stays true
CONFIG = "site-audit.toml"
FIRST_LINE = "# Настройки учебной проверки"


def demo(
    out_folder: Annotated[
        Path, typer.Option("--out", metavar="ПАПКА", help="Куда записать результаты.")
    ] = Path("demo-out"),
    serve: Annotated[
        bool, typer.Option("--serve", help="Оставить учебные сайты открытыми до Ctrl-C.")
    ] = False,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Не открывать страницы браузером.")
    ] = False,
) -> None:
    """Показать всё на учебных колледжах: обход, оценки, рейтинг, справки. Интернет не нужен.

    Примеры:
      site-audit demo
      site-audit demo --out проба --serve
    """
    out_folder.mkdir(parents=True, exist_ok=True)
    _spare_own_settings(out_folder / CONFIG)
    _leave_environment()
    with (
        serving(folders(), FIRST, _free(PORT)) as sites,
        closing(Desk(_write_config(out_folder, sites))) as desk,
    ):
        store.save_register(desk.engine, _colleges(sites))
        how = profile(desk.settings, browser=not no_browser, speed_runs=1)
        run_id = start_run(desk, store.colleges(desk.engine), how)
        _show(desk, out_folder, run_id)
        if serve:
            _stay(sites)


def _spare_own_settings(config: Path) -> None:
    """Somebody's own settings are not overwritten, nor their database filled with our colleges."""
    if config.exists() and not config.read_text("utf-8", "replace").startswith(FIRST_LINE):
        fail(
            f"В папке {config.parent} лежат ваши настройки ({CONFIG}). Выберите другую: --out",
            USAGE,
        )


def _leave_environment() -> None:
    """Variables are stronger than the demo's file: they could name a database in earnest use."""
    for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
        del os.environ[name]
        err.print(f"Переменная {name} на учебную проверку не действует.", markup=False)


def _free(port: int) -> int:
    """``port``, or 0 = any free one when something listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((FIRST, port))
        except OSError:
            return 0
    return port


def _write_config(folder: Path, sites: Sequence[Site]) -> Path:
    bases = [base for site in sites for base in (site.url, *(base for _, base in site.hosts))]
    ports = sorted({urlsplit(base).port or 80 for base in bases})
    config = folder / CONFIG
    config.write_text(
        f"{FIRST_LINE}. Все команды можно пробовать на ней:\n"
        f"#   site-audit --config {config} run list\n"
        'data_dir = "."\n'
        f"allow = {json.dumps([f'127.77.0.0/16:{port}' for port in ports])}\n"
        "rate = 0\n"
        "workers = 2\n"
        "attempts = 1\n"
        "confirm_hours = 0\n",
        encoding="utf-8",
    )
    return config


def _colleges(sites: Sequence[Site]) -> list[College]:
    found = []
    for site in sites:
        college = manifest(site.folder).college
        if college is not None:
            found.append(replace(college, url=site.url))
    return found


def _show(desk: Desk, folder: Path, run_id: int) -> None:
    found = judged(desk, str(run_id), with_evidence=True)
    ranked = rank(found.results, "presence")
    out.print()
    out.print(ranking_table(ranked, "college", texts(found.judgement.edition)))
    written = _write_reports(desk, folder, found)
    out.print("\nЗаписано:")
    for path, what in written:
        out.print(f"  {safe(str(path))} — {what}")
    name = found.results[0].college.inn or found.results[0].college.url
    out.print("\nПопробуйте дальше:")
    for words in (
        "run list",
        "ranking latest --by cluster",
        f"note latest {safe(name)}",
        f"report latest --pack {folder / 'pack'}",
    ):
        out.print(f"  {safe(desk.called)} {words}")


def _write_reports(desk: Desk, folder: Path, found: Judged) -> list[tuple[Path, str]]:
    notes = folder / "notes"
    notes.mkdir(exist_ok=True)
    noted = Noted(desk, (found.run, found.judgement), found.results)
    for result, text in noted.texts([one.college.id for one in found.results], "html"):
        (notes / f"{result.college.id}.html").write_text(text, "utf-8", "replace")
    words = texts(found.judgement.edition)
    ranked = rank(found.results, "presence")
    page = ranking_html(
        ranked,
        "college",
        found.imprint,
        words,
        note_address=lambda result: f"notes/{result.college.id}.html",
    )
    (folder / "ranking.html").write_text(page, "utf-8", "replace")
    clusters = ranking_text(found, ranked, "cluster", "html")
    (folder / "clusters.html").write_text(clusters, "utf-8", "replace")
    rows = store.results(desk.engine, found.judgement.id, with_evidence=True)
    state = run_json(found.run, store.visits_of(desk.engine, found.run.id), rows)
    (folder / "run.json").write_text(state, "utf-8")
    return [
        (folder / "ranking.html", "рейтинг колледжей: откройте в браузере"),
        (folder / "clusters.html", "рейтинг кластеров"),
        (notes, "справка по каждому колледжу"),
        (folder / "run.json", "все оценки с доказательствами"),
        (folder / CONFIG, "настройки и рядом база данных"),
    ]


def _stay(sites: Sequence[Site]) -> None:
    out.print("\nУчебные сайты открыты, Ctrl-C закроет их:")
    for site in sites:
        out.print(f"  {site.url}  {safe(site.name)}")
    try:
        signal.pause()
    except KeyboardInterrupt:
        err.print("Учебные сайты закрыты.")


PARTS = {"demo": demo}
