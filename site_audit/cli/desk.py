"""What every command starts from: settings, database, methodology; and how it speaks."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

import typer
from rich.console import Console

import criteria
from site_audit import logs
from site_audit.archives.shelf import Shelf, open_shelf
from site_audit.audit import Means, Methodology
from site_audit.browser.binary import find_browser
from site_audit.browser.chromium import Chromium, ChromiumSettings
from site_audit.browser.sight import Eyes
from site_audit.browser.viewports import viewport
from site_audit.cli.speech import russian
from site_audit.crawling.itinerary import Budget
from site_audit.guide import Guide
from site_audit.logos.decisions import read_decisions
from site_audit.logos.references import read_references
from site_audit.net.client import ClientSettings
from site_audit.net.policy import parse_allow
from site_audit.net.tls import tls_context
from site_audit.settings import Settings, load_settings
from site_audit.settings.knobs import unknown_variables
from site_audit.texts import Texts

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from site_audit.store import Profile

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

USAGE = 2
NOT_AUDITED = 3
STOPPED = 130
SPARED = 0.2  # of a site's seconds may go by in sparing a server that is merely slow


def fail(message: str, code: int = 1) -> NoReturn:
    """Says in words what is wrong and ends the command."""
    err.print(russian(message), style="red", markup=False)
    raise typer.Exit(code)


def write(file: Path, text: str) -> None:
    """Writes what a person asked for, with the folder it lies in; says where it is."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", errors="replace", newline="")
    except OSError as error:
        fail(f"Не удалось записать {file}: {error.strerror}. Проверьте папку и права.")
    err.print(f"Записано: {file}", markup=False)


@dataclass(frozen=True)
class Desk:
    """Settings and what follows from them, made when a command needs it."""

    config: Path | None = None
    _opened: ExitStack = field(default_factory=ExitStack, init=False, repr=False, compare=False)

    def close(self) -> None:
        """Closes what a command has opened; whoever makes a desk calls this at the end."""
        self._opened.close()

    @property
    def called(self) -> str:
        """How this program was called, for advice on what to call next."""
        program = sys.argv[0] if Path(sys.argv[0]).name == "site-audit" else "site-audit"
        return f"{program} --config {self.config}" if self.config else program

    @cached_property
    def settings(self) -> Settings:
        """The knobs from file and environment."""
        for name in unknown_variables(os.environ):
            err.print(f"Переменная окружения {name} не похожа ни на одну настройку.", markup=False)
        settings = load_settings(self.config)
        logs.adjust(settings.log_format, requests=settings.log_requests)
        return settings

    @cached_property
    def engine(self) -> Engine:
        """The database; an empty one is made ready. Open until ``close``."""
        from site_audit import store  # a check of one site needs no database

        self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        engine = store.open_database(self.database_url)
        self._opened.callback(engine.dispose)
        return engine

    @cached_property
    def shelf(self) -> Shelf:
        """Where archives lie; nothing is asked of a storage yet."""
        how = self.settings
        return open_shelf(how.archive_dir, how.archive_url, how.s3_endpoint, how.archive_gb)

    @property
    def database_url(self) -> str:
        """The database's address; one with a wrong port ends the command in words."""
        url = self.settings.database_url
        try:
            _ = urlsplit(url).port
        except ValueError:
            fail("Адрес базы данных (настройка database_url) не понят: порт — это число до 65535.")
        return url


GUIDE = Guide(
    roles_of=criteria.roles_of,
    rank_of=criteria.rank_of,
    foreign=criteria.is_foreign,
    searched=criteria.SEARCHED,
    looks=criteria.LOOKS,
    sights=criteria.SIGHTS,
)


def guide(settings: Settings) -> Guide:
    """What sites are visited by, with the references that logos are known by."""
    references = read_references(settings.logos)
    return replace(GUIDE, sights=replace(criteria.SIGHTS, references=references))


def methodology(edition: str, settings: Settings) -> Methodology:
    """The criteria of an edition; a wrong name ends the command in words."""
    if edition not in criteria.EDITIONS:
        known = ", ".join(criteria.EDITIONS)
        fail(f"Редакции «{edition}» нет. Есть: {known}.", USAGE)
    references = read_references(settings.logos)
    return Methodology(
        criteria=criteria.CRITERIA,
        observed=criteria.OBSERVED,
        rules=criteria.rules_for(
            edition,
            settings.channels,
            read_decisions(settings.logos),
            references.digest if references.all else "",
        ),
        gather=criteria.offered,
    )


def texts(edition: str) -> Texts:
    """The words of an edition."""
    return criteria.texts_for(criteria.EDITIONS[edition])


def means(settings: Settings, archives: Path, budget: Budget | None = None) -> Means:
    """With what sites are visited by these settings; such as no site can be visited with end here.

    Else every site would be said to have failed by a fault of the program. ``archives`` is a folder
    without a storage; a worker puts the desk's shelf in its place.
    """
    if settings.rate == 0 and not settings.allow:
        fail(
            "Скорость без пауз (0) можно задать только для адресов, названных в allow. "
            "Задайте, например, 2 запроса в секунду.",
            USAGE,
        )
    if settings.ca_bundle is not None:
        _check_certificates(settings.ca_bundle)
    pace = settings.data_dir / "pace"
    pace.mkdir(parents=True, exist_ok=True)
    client = ClientSettings(
        user_agent=settings.user_agent,
        connect_seconds=settings.connect_seconds,
        request_seconds=settings.request_seconds,
        max_body=settings.body_bytes,
        extra_ca=settings.ca_bundle,
        rate=settings.rate,
        burst=settings.burst,
        spared_seconds=settings.site_seconds * SPARED,
        allow=tuple(parse_allow(network) for network in settings.allow),
        pace_folder=pace,
    )
    usual = Budget(pages=settings.pages, seconds=settings.site_seconds)
    shelf = Shelf(folder=archives)
    return Means(client=client, guide=guide(settings), budget=budget or usual, archives=shelf)


def has_browser(settings: Settings) -> bool:
    """Whether there is a browser to look with; that there is none is said."""
    found = find_browser(settings.browser) is not None
    if not found:
        err.print(NO_BROWSER, markup=False)
    return found


def browser_of(settings: Settings) -> Chromium | None:
    """The browser that sites are looked at with; None where there is none."""
    program = find_browser(settings.browser)
    return Chromium(ChromiumSettings(program=program)) if program is not None else None


def eyes(browser: Chromium, how: Settings | Profile) -> Eyes:
    """How sites are looked at by the settings, or by the profile of a run."""
    return Eyes(
        chromium=browser,
        speed_runs=how.speed_runs,
        screens=tuple(map(viewport, how.viewports)),
        seconds=how.browser_seconds,
    )


NO_BROWSER = (
    "Браузер Chromium не найден: визуальные критерии и страницы, которые рисует JavaScript, "
    "останутся без оценки. Установите пакет chromium-headless-shell или укажите программу "
    "в настройке browser."
)


def _check_certificates(bundle: Path) -> None:
    try:
        tls_context("extra", bundle)
    except OSError:  # ssl.SSLError is one
        fail(f"В файле {bundle} (настройка ca_bundle) нет сертификатов. Нужен текст PEM.")
