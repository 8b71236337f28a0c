"""Every knob of the program: its default and one line of help.

Values come from the environment (``SITE_AUDIT_<NAME>``), then from a TOML file, then from the
defaults; there is no other source.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import unquote

import ada_url
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from site_audit.archives import storage
from site_audit.browser.binary import find_browser
from site_audit.browser.viewports import ALWAYS, OTHERS_BY_NAME, viewport
from site_audit.net.policy import parse_allow
from site_audit.settings import defaults
from site_audit.settings.slips import slips_in_words
from site_audit.settings.toml import SettingsError, read_file

PREFIX = "SITE_AUDIT_"


Words = Annotated[tuple[str, ...], NoDecode]


class Settings(BaseSettings):
    """All knobs. Made by ``load_settings``; the order of fields is the order people see."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        coerce_numbers_to_str=True,  # edition = 2023, without quotes
    )

    data_dir: Path = Field(
        default_factory=defaults.data_dir,
        description="Папка, где лежат база данных и архивы обходов.",
    )
    database_url: str = Field(
        default_factory=defaults.database_url,
        description="Адрес базы данных: SQLite (по умолчанию файл в папке данных) или PostgreSQL.",
    )
    archive_url: str = Field(
        default="",
        description="Где лежат архивы обходов: папка, в том числе общая, или s3://корзина/папка; "
        "если не задано — archive в папке данных.",
    )
    s3_endpoint: str = Field(
        default="",
        description="Адрес хранилища, совместимого с S3; ключи берутся из переменных AWS.",
    )
    archive_gb: float = Field(
        default=20,
        ge=0,
        le=100_000,
        description="Сколько гигабайт копий держать на этой машине, когда архивы лежат в S3.",
    )
    edition: str = Field(
        default="2023", min_length=1, description="Редакция методики, по которой ставятся оценки."
    )
    pages: int = Field(
        default=60, ge=1, le=100_000, description="Сколько страниц одного сайта открывать за обход."
    )
    rate: float = Field(
        default=2.0,
        ge=0,
        le=1000,
        allow_inf_nan=False,
        description="Сколько запросов в секунду отправлять одному сайту; "
        "0 — без ограничения, только для адресов из allow.",
    )
    burst: int = Field(
        default=1,
        ge=1,
        le=10,
        description="Сколько запросов подряд можно отправить сайту, который отдыхал, не дожидаясь "
        "пауз; в среднем rate всё равно соблюдается. 1 — паузы всегда.",
    )
    site_seconds: float = Field(
        default=300, gt=0, le=86_400, description="Сколько секунд отводится на обход одного сайта."
    )
    request_seconds: float = Field(
        default=30, gt=0, le=3600, description="Сколько секунд ждать ответа на один запрос."
    )
    connect_seconds: float = Field(
        default=10, gt=0, le=3600, description="Сколько секунд ждать соединения с сервером."
    )
    body_mb: float = Field(
        default=5, gt=0, le=1024, description="Сколько мегабайт читать из одного ответа сервера."
    )
    browser: Path | None = Field(
        default=None,
        description="Программа Chromium: путь или имя; если не задана, ищется сама.",
    )
    browser_seconds: float = Field(
        default=150,
        gt=0,
        le=3600,
        description="Сколько секунд отводится на проверку одного сайта в браузере.",
    )
    speed_runs: int = Field(
        default=3,
        ge=1,
        le=9,
        description="Сколько раз измерять скорость главной страницы в общей проверке.",
    )
    viewports: Words = Field(
        default=OTHERS_BY_NAME,
        max_length=8,
        description="На каких экранах ещё смотреть вёрстку, кроме 1366x768 и 360x800.",
    )
    allow: Words = Field(
        default=(),
        description="Закрытые сети, куда можно ходить, например 127.0.0.0/8 или 10.1.2.3:8080.",
    )
    ca_bundle: Path | None = Field(
        default=None,
        description="Файл с дополнительными корневыми сертификатами (НУЦ Минцифры), PEM.",
    )
    contact: str = Field(
        default="",
        description="Сайт или e-mail для связи с вами: его увидят владельцы проверяемых сайтов.",
    )
    user_agent: str = Field(
        default_factory=defaults.user_agent,
        min_length=1,
        description="Как программа представляется проверяемым сайтам (заголовок User-Agent).",
    )
    channels: Words = Field(
        default=("t.me/FP_professionalitet",),
        description="Телеграм-каналы, ссылка на которые засчитывается.",
    )
    logos: Path = Field(
        default_factory=defaults.logos,
        description="Папка с образцами логотипов и решениями о картинках.",
    )
    workers: int = Field(
        default=2, ge=1, le=64, description="Сколько рабочих процессов запускать на этой машине."
    )
    visits_at_once: int = Field(
        default=8, ge=1, le=256, description="Сколько сайтов один рабочий процесс обходит сразу."
    )
    lease_seconds: float = Field(
        default=30,
        ge=1,
        le=3600,
        description="Через сколько секунд обход погибшего процесса передаётся другому.",
    )
    attempts: int = Field(
        default=3,
        ge=1,
        le=20,
        description="Сколько раз за проверку приходить на сайт, который временно не открывается.",
    )
    again_hours: float = Field(
        default=4,
        gt=0,
        le=720,
        description="Через сколько часов снова прийти на сайт, который не открылся.",
    )
    confirm_hours: float = Field(
        default=20,
        ge=0,
        le=720,
        description="Через сколько часов перепроверить низкую или упавшую оценку; 0 — никогда.",
    )
    grace_hours: float = Field(
        default=24,
        ge=0,
        le=720,
        description="На сколько часов может опоздать проверка по расписанию.",
    )
    anomaly_share: float = Field(
        default=0.5,
        gt=0,
        le=1,
        description="После какой доли одинаковых сбоев сети подряд проверка приостановится.",
    )
    anomaly_sites: int = Field(
        default=20,
        ge=0,
        le=10_000,
        description="По скольким последним обходам судить о сбое своей сети; 0 — не судить.",
    )
    pause_minutes: float = Field(
        default=30,
        gt=0,
        le=10_080,
        description="Через сколько минут продолжить проверку, приостановленную из-за сбоя сети.",
    )
    log_format: Literal["text", "json"] = Field(
        default="text",
        description="Вид журнала: text — строками для людей, json — объект JSON в строке.",
    )
    log_requests: bool = Field(
        default=False,
        description="Писать в журнал каждый запрос к сайту: куда, когда, сколько ждал очереди.",
    )
    metrics_host: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="На каком адресе этой машины отдавать метрики для Prometheus.",
    )
    retention_days: int = Field(
        default=400, ge=1, le=36_500, description="Сколько дней хранить архивы обходов."
    )

    @property
    def body_bytes(self) -> int:
        """The bound of one response's body, bytes."""
        return int(self.body_mb * 1_000_000)

    @property
    def archive_dir(self) -> Path:
        """Folder of the archives of visits; with a storage, that of their copies."""
        if not self.archive_url or self.archive_url.startswith(storage.SCHEME):
            return self.data_dir / "archive"
        return Path(self.archive_url)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment lies over the values of the TOML file, which come as arguments."""
        return env_settings, init_settings

    @field_validator("browser")
    @classmethod
    def _found(cls, program: Path | None) -> Path | None:
        if program is not None and find_browser(program.expanduser()) is None:
            raise ValueError(f"программы {program} нет; проверьте путь или уберите настройку")
        return program

    @field_validator("data_dir", "ca_bundle")
    @classmethod
    def _at_home(cls, path: Path | None) -> Path | None:
        return path.expanduser() if path else None

    @field_validator("ca_bundle")
    @classmethod
    def _there(cls, path: Path | None) -> Path | None:
        if path and not path.is_file():
            raise ValueError(f"нет файла {path}; проверьте путь")
        return path

    @field_validator("archive_url")
    @classmethod
    def _place_of_archives(cls, url: str) -> str:
        if url.startswith(storage.SCHEME) or not url:
            return url and storage.checked(url)
        path = Path(unquote(url.removeprefix("file://"))).expanduser()
        if "://" in url.removeprefix("file://") or not path.is_absolute():
            raise ValueError("нужен полный путь к папке или адрес вида s3://корзина/папка")
        return str(path)

    @field_validator("s3_endpoint")
    @classmethod
    def _endpoint(cls, url: str) -> str:
        if url and ("@" in url or not re.match(r"https?://[^/?#\s]+/?$", url)):
            raise ValueError("нужен адрес вида https://хранилище:порт, без ключей")
        return url.rstrip("/")

    @field_validator("allow", "channels", "viewports", mode="before")
    @classmethod
    def _list(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        if not value.lstrip().startswith("["):
            return tuple(value.replace(",", " ").split())
        try:
            return tuple(json.loads(value))
        except json.JSONDecodeError as error:
            raise ValueError(
                'не читается список; запишите его так: ["первое", "второе"]'
            ) from error

    @field_validator("allow")
    @classmethod
    def _networks(cls, networks: tuple[str, ...]) -> tuple[str, ...]:
        for network in networks:
            parse_allow(network)
        return networks

    @field_validator("viewports")
    @classmethod
    def _screens(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            try:
                screen = viewport(name)
            except ValueError as error:
                raise ValueError(f"«{name}» не размер экрана; пишите так: 390x844") from error
            if screen in ALWAYS or names.count(name) > 1:
                raise ValueError(f"«{name}» проверяется и так")
        return names

    @field_validator("contact")
    @classmethod
    def _reachable(cls, contact: str) -> str:
        if not contact:
            return contact
        if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", contact, re.ASCII):
            return contact
        if contact.startswith(("http://", "https://")) and ada_url.check_url(contact):
            return ada_url.normalize_url(contact)
        raise ValueError("нужен адрес страницы (https://…) или e-mail латиницей")

    @field_validator("user_agent")
    @classmethod
    def _header(cls, agent: str) -> str:
        if not re.fullmatch(r"[\x20-\x7e]+", agent):
            raise ValueError("годятся только латинские буквы, цифры и знаки, в одну строку")
        return agent


def load_settings(config: Path | None = None) -> Settings:
    """Read the TOML file, if one is given, and the environment. Raises SettingsError."""
    written = read_file(config) if config else {}
    try:
        return Settings(**written)
    except ValidationError as error:
        raise SettingsError(slips_in_words(error, lambda name: _place(name, config))) from error


def in_environment(name: str) -> bool:
    """Whether a knob is set by a variable that is not empty."""
    wanted = (PREFIX + name).upper()
    return any(key.upper() == wanted and value for key, value in os.environ.items())


def _place(name: str, config: Path | None) -> str:
    return f"переменная {PREFIX}{name.upper()}" if in_environment(name) else f"файл {config}"
