"""``site-audit check``: audit one site now."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from site_audit import address
from site_audit.audit import Audited, Means, Methodology, audit_alone
from site_audit.cli.desk import (
    NOT_AUDITED,
    USAGE,
    Desk,
    browser_of,
    err,
    eyes,
    fail,
    has_browser,
    means,
    methodology,
    texts,
    write,
)
from site_audit.cli.printing import print_marks
from site_audit.cli.speech import russian
from site_audit.heap import collect_rarely
from site_audit.model import Audit, College, Page
from site_audit.protocol import check_json
from site_audit.ratings.ladder import Result
from site_audit.runs.visiting import documents_in
from site_audit.settings import Settings
from site_audit.text import fold
from site_audit.texts import Imprint
from site_audit.writing.note import Checked, note

_A_COLLEGE = re.compile(r"колледж|техникум|училищ|лице[йя]|институт|академи|университет|\w*поу\b")
_HOME = ("", "главная", "главная страница", "home", "сайт")


def check(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="АДРЕС", help="Адрес сайта.")],
    json: Annotated[
        Path | None,
        typer.Option(
            "--json",
            metavar="ФАЙЛ",
            dir_okay=False,
            writable=True,
            help="Записать протокол в JSON.",
        ),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html", metavar="ФАЙЛ", dir_okay=False, writable=True, help="Записать справку в HTML."
        ),
    ] = None,
    pages: Annotated[
        int | None, typer.Option("--pages", metavar="N", min=1, help="Сколько страниц открыть.")
    ] = None,
    rate: Annotated[
        float | None,
        typer.Option("--rate", metavar="R", min=0, help="Запросов в секунду; 0 — без пауз."),
    ] = None,
    allow: Annotated[
        list[str] | None,
        typer.Option("--allow", metavar="СЕТЬ[:ПОРТ]", help="Разрешить закрытую сеть."),
    ] = None,
    edition: Annotated[
        str | None, typer.Option("--edition", metavar="E", help="Редакция методики: 2023, 2025.")
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Не открывать страницы браузером.")
    ] = False,
    speed_runs: Annotated[
        int,
        typer.Option(
            "--speed-runs", metavar="N", min=1, max=9, help="Сколько раз измерить скорость."
        ),
    ] = 1,
) -> None:
    """Проверить один сайт и показать оценки с доказательствами.

    Примеры:
      site-audit check college.ru
      site-audit check https://college.ru --html справка.html --json протокол.json
      site-audit check http://127.0.0.1:8000 --allow 127.0.0.0/8 --rate 0
    """
    desk: Desk = context.obj
    settings = _with_options(
        desk.settings, pages=pages, rate=rate, allow=allow, edition=edition, speed_runs=speed_runs
    )
    normal = address.normal(url)
    if not normal or ("@" in url and "//" not in url):
        fail(f"«{url}» не похоже на адрес сайта. Пример: site-audit check college.ru", USAGE)
    by = methodology(settings.edition, settings)
    browser = None if no_browser or not has_browser(settings) else browser_of(settings)
    with_what = eyes(browser, settings) if browser else None
    with tempfile.TemporaryDirectory(prefix="site-audit-") as folder:
        audited = _audit(
            College(name=address.host_of(normal), url=normal),
            replace(means(settings, Path(folder)), eyes=with_what),
            by,
        )
    try:
        print_marks(audited, texts(settings.edition))
    finally:  # who reads the screen may have gone («| head»); the files are wanted all the same
        if json is not None:
            write(json, check_json(audited, by.rules, by.digest))
        if html is not None:
            write(html, _note(audited, by))
    if audited.audit.outcome.kind == "not_audited":
        raise typer.Exit(NOT_AUDITED)


def _with_options(settings: Settings, **given: object) -> Settings:
    changed = {name: value for name, value in given.items() if value is not None}
    if "allow" in changed:
        changed["allow"] = (*settings.allow, *given["allow"])  # type: ignore[misc]
    try:
        return Settings.model_validate(settings.model_dump() | changed)
    except ValidationError as error:
        slips = (f"--{slip['loc'][0]}: {russian(slip['msg'])}" for slip in error.errors())
        fail("\n".join(slips), USAGE)


def _audit(college: College, with_what: Means, by: Methodology) -> Audited:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task(f"Обхожу {college.url}")
        seen = 0

        def opened(url: str) -> None:
            nonlocal seen
            seen += 1
            progress.update(task, description=f"Открыто адресов: {seen} · {url[:70]}")

        collect_rarely()
        return asyncio.run(audit_alone(college, with_what.watched(opened), by))


def _note(audited: Audited, by: Methodology) -> str:
    gathered = audited.audit
    home = gathered.snapshot.home
    college = gathered.snapshot.college
    result = Result(
        college=College(name=(titled(home) if home else "") or college.name, url=college.url),
        outcome=gathered.outcome,
        visit_id=0,
        finished_at=gathered.finished_at,
        verdicts=audited.verdicts,
        offers=audited.offers,
    )
    imprint = Imprint(
        run="проверка одного сайта",
        made_at=gathered.finished_at,
        edition=by.rules.edition,
        detectors=by.rules.detectors,
    )
    words = texts(by.rules.edition.id)
    return note(result, imprint, words, "html", checked=checked_of(gathered))


def titled(home: Page) -> str:
    """What a home page calls its site: «Главная» beside it names no college."""
    parts = re.split(r"\s+[|—–:»/-]+\s+", home.facts.title)
    named = [part for part in parts if fold(part) not in _HOME]
    return next((part for part in named if _A_COLLEGE.search(fold(part))), next(iter(named), ""))


def checked_of(gathered: Audit) -> Checked:
    """What a check read, for its note."""
    snapshot = gathered.snapshot
    unseen = Counter(one.why for one in snapshot.unseen)
    plain = "http" if snapshot.home else ""  # of a site that said nothing nothing is known
    tls = next((probe.value for probe in snapshot.probes if probe.name == "tls"), plain)
    return Checked(
        final_url=snapshot.home.url if snapshot.home else "",
        pages=len(snapshot.pages),
        documents=documents_in(snapshot),
        unseen=tuple(sorted(unseen.items())),
        tls=tls,
        cost=gathered.cost,
        shots=tuple((shot.name, shot.jpeg) for shot in snapshot.seen.shots),
    )


PARTS = {"check": check}
