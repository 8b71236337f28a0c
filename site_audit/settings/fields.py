"""Every knob of the program: its default and one line of help.

Values come from the environment (``SITE_AUDIT_<NAME>``), then from a TOML file, then from the
defaults; there is no other source.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from site_audit.archives import storage
from site_audit.browser.viewports import OTHERS_BY_NAME
from site_audit.settings import defaults
from site_audit.settings.kinds import (
    ArchivePlace,
    Contact,
    Endpoint,
    File,
    Header,
    HomePath,
    Networks,
    Program,
    Screens,
    Words,
)

PREFIX = "SITE_AUDIT_"


class Settings(BaseSettings):
    """All knobs. Made by ``load_settings``; the order of fields is the order people see."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        coerce_numbers_to_str=True,  # edition = 2023, without quotes
    )

    data_dir: HomePath = Field(
        default_factory=defaults.data_dir,
        description="Папка, где лежат база данных и архивы обходов.",
    )
    database_url: str = Field(
        default_factory=defaults.database_url,
        description="Адрес базы данных: SQLite (по умолчанию файл в папке данных) или PostgreSQL.",
    )
    archive_url: ArchivePlace = Field(
        default="",
        description="Где лежат архивы обходов: папка, в том числе общая, или s3://корзина/папка; "
        "если не задано — archive в папке данных.",
    )
    s3_endpoint: Endpoint = Field(
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
    browser: Program | None = Field(
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
    viewports: Screens = Field(
        default=OTHERS_BY_NAME,
        max_length=8,
        description="На каких экранах ещё смотреть вёрстку, кроме 1366x768 и 360x800.",
    )
    allow: Networks = Field(
        default=(),
        description="Закрытые сети, куда можно ходить, например 127.0.0.0/8 или 10.1.2.3:8080.",
    )
    ca_bundle: File | None = Field(
        default=None,
        description="Файл с дополнительными корневыми сертификатами (НУЦ Минцифры), PEM.",
    )
    contact: Contact = Field(
        default="",
        description="Сайт или e-mail для связи с вами: его увидят владельцы проверяемых сайтов.",
    )
    user_agent: Header = Field(
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
    organisation: str = Field(
        default="Институт развития профессионального образования",
        min_length=1,
        max_length=200,
        description="Кто проводит проверку: стоит в презентации и письмах.",
    )
    signed_as: str = Field(
        default="", max_length=200, description="Должность того, кто подписывает письма."
    )
    signed_by: str = Field(
        default="", max_length=200, description="Кто подписывает письма: фамилия, имя, отчество."
    )
    answer_to: str = Field(
        default="",
        max_length=200,
        description="Куда отвечать на поручения: адрес электронной почты.",
    )
    phone: str = Field(
        default="", max_length=100, description="Телефон для вопросов по письмам и рейтингу."
    )
    letters: Path | None = Field(
        default=None, description="Папка с вашими шаблонами писем DOCX; без неё берутся наши."
    )
    smtp_host: str = Field(
        default="",
        description="Почтовый сервер, через который уходят письма; пусто — почта не отправляется.",
    )
    smtp_port: int = Field(default=587, ge=1, le=65_535, description="Порт почтового сервера.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="Защита связи с почтовым сервером."
    )
    smtp_user: str = Field(default="", description="Имя для входа на почтовый сервер.")
    smtp_password: SecretStr = Field(
        default=SecretStr(""),
        description="Пароль почты; лучше задать переменной окружения.",
    )
    mail_from: str = Field(default="", description="Адрес отправителя писем.")
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
