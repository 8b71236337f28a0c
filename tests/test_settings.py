"""Settings: where values come from, and what a person is told when one cannot be used."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from site_audit.settings import Settings, load_settings
from site_audit.settings.knobs import origins, unknown_variables
from site_audit.settings.toml import SettingsError


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in os.environ:
        if name.upper().startswith("SITE_AUDIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))


def _file(folder: Path, text: str) -> Path:
    path = folder / "site-audit.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _refusal(config: Path | None = None) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(config)
    return str(caught.value)


def test_without_file_and_environment_every_knob_has_its_default(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.data_dir == tmp_path / "share" / "site-audit"
    assert settings.database_url == f"sqlite:///{settings.data_dir}/site-audit.db"
    assert (settings.pages, settings.rate, settings.edition) == (60, 2.0, "2023")
    assert settings.user_agent == "Mozilla/5.0 (compatible; SiteAudit/0.1)"
    assert {knob.origin for knob in origins(settings)} == {"по умолчанию"}


def test_a_relative_data_home_is_ignored_as_the_specification_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "somewhere")
    assert load_settings().data_dir == Path.home() / ".local" / "share" / "site-audit"


def test_the_environment_lies_over_the_file_and_each_origin_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_AUDIT_PAGES", "7")
    config = _file(tmp_path, "pages = 30\nrate = 0.5\nedition = 2025")
    settings = load_settings(config)
    assert (settings.pages, settings.rate, settings.edition) == (7, 0.5, "2025")
    told = {knob.name: (knob.value, knob.origin) for knob in origins(settings)}
    assert told["pages"] == ("7", "переменная окружения")
    assert told["rate"] == ("0.5", "файл")
    assert told["workers"] == ("2", "по умолчанию")


def test_every_knob_has_a_line_of_help() -> None:
    assert [knob.name for knob in origins(load_settings())] == list(Settings.model_fields)
    assert all(knob.help.endswith(".") and "\n" not in knob.help for knob in origins(Settings()))


def test_relative_paths_in_a_file_start_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "root.pem").touch()
    config = _file(tmp_path, 'data_dir = "data"\nca_bundle = "root.pem"')
    settings = load_settings(config)
    assert settings.data_dir == tmp_path / "data"
    assert settings.ca_bundle == tmp_path / "root.pem"
    assert make_url(settings.database_url).database == str(tmp_path / "data" / "site-audit.db")
    config = _file(tmp_path, 'database_url = "sqlite:///here.db"')
    assert make_url(load_settings(config).database_url).database == str(tmp_path / "here.db")


@pytest.mark.parametrize("url", ["sqlite:////srv/a.db", "postgresql://u@h/d", "sqlite:///:memory:"])
def test_absolute_database_addresses_in_a_file_stay(tmp_path: Path, url: str) -> None:
    assert load_settings(_file(tmp_path, f'database_url = "{url}"')).database_url == url


@pytest.mark.parametrize("written", ['["127.0.0.0/8", "[::1]:8080"]', "127.0.0.0/8, [::1]:8080"])
def test_networks_come_from_the_environment_as_a_list(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("SITE_AUDIT_ALLOW", written)
    assert load_settings().allow == ("127.0.0.0/8", "[::1]:8080")


def test_screens_are_told_by_their_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_AUDIT_VIEWPORTS", "390x844, 1280x720")
    assert load_settings().viewports == ("390x844", "1280x720")


@pytest.mark.parametrize(
    "wrong", ["большой", "390х844", "0x0", "99999x100", "1366x768", "390x844 390x844"]
)
def test_what_is_no_screen_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv("SITE_AUDIT_VIEWPORTS", wrong)
    with pytest.raises(SettingsError, match=f"VIEWPORTS.*«{wrong.split()[0]}»"):
        load_settings()


def test_an_empty_variable_is_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_AUDIT_CA_BUNDLE", "")
    assert load_settings().ca_bundle is None


def test_the_contact_stands_in_the_user_agent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_AUDIT_CONTACT", "https://аудит.рф/о-проверке")
    assert "+https://xn--" in load_settings().user_agent
    monkeypatch.setenv("SITE_AUDIT_CONTACT", "audit@example.org")
    agent = "Mozilla/5.0 (compatible; SiteAudit/0.1; +audit@example.org)"
    assert load_settings().user_agent == agent


def test_all_slips_are_told_at_once_with_place_and_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_AUDIT_RATE", "быстро")
    config = _file(tmp_path, 'pages = 0\npagse = 5\nallow = ["дом"]\nca_bundle = "no.pem"')
    told = _refusal(config).splitlines()
    assert f"Настройка pages (файл {config}): нужно число не меньше 1." in told
    assert any("rate (переменная SITE_AUDIT_RATE): нужно число" in line for line in told)
    assert any("pagse" in line and "такой настройки нет" in line for line in told)
    assert any("allow" in line and "«дом»" in line for line in told)
    assert any("ca_bundle" in line and str(tmp_path / "no.pem") in line for line in told)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RATE", "nan"),
        ("RATE", "-1"),
        ("PAGES", "1.5"),
        ("ALLOW", '["127.0.0.1"'),
        ("ALLOW", "[1]"),
        ("CONTACT", "позвоните нам"),
        ("USER_AGENT", "робот\r\nX-Evil: 1"),
        ("LEASE_SECONDS", "0"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"SITE_AUDIT_{name}", value)
    assert f"переменная SITE_AUDIT_{name}" in _refusal()


def test_a_bad_data_folder_is_told_once_without_its_followers(tmp_path: Path) -> None:
    told = _refusal(_file(tmp_path, "data_dir = 5"))
    assert told.startswith("Настройка data_dir")
    assert len(told.splitlines()) == 1


def test_a_missing_or_broken_file_is_told_in_words(tmp_path: Path) -> None:
    assert "не открывается" in _refusal(tmp_path / "no.toml")
    assert "не читается" in _refusal(_file(tmp_path, "pages 60"))
    (tmp_path / "cp1251.toml").write_bytes("contact = 'я'".encode("cp1251"))
    assert "UTF-8" in _refusal(tmp_path / "cp1251.toml")


def test_settings_do_not_change_once_read() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().pages = 5  # type: ignore[misc]


def test_passwords_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_AUDIT_DATABASE_URL", "postgresql://u:s3cr@t@host/name")
    shown = {knob.name: knob.value for knob in origins(load_settings())}
    assert shown["database_url"] == "postgresql://u:***@host/name"


@pytest.mark.parametrize(
    ("written", "folder"),
    [
        ("shared", "{here}/shared"),
        ("/srv/archive", "/srv/archive"),
        ("file:///srv/a%20b", "/srv/a b"),
        ("s3://bucket/audit/", "{here}"),
        ("", "{here}"),
    ],
)
def test_archives_lie_where_the_address_says(tmp_path: Path, written: str, folder: str) -> None:
    config = _file(tmp_path, f'data_dir = "data"\narchive_url = "{written}"')
    own = str(tmp_path / "data" / "archive") if folder == "{here}" else str(tmp_path)
    assert str(load_settings(config).archive_dir) == folder.format(here=own)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ARCHIVE_URL", "s3://key:secret@bucket/a"),
        ("ARCHIVE_URL", "s3://Корзина"),
        ("ARCHIVE_URL", "s3://bucket/../other"),
        ("ARCHIVE_URL", "gs://bucket/a"),
        ("ARCHIVE_URL", "relative"),
        ("S3_ENDPOINT", "storage.example:9000"),
        ("S3_ENDPOINT", "https://key:secret@storage.example"),
    ],
)
def test_addresses_of_storages_have_no_keys_and_a_known_scheme(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"SITE_AUDIT_{name}", value)
    told = _refusal()
    assert f"переменная SITE_AUDIT_{name}" in told
    assert "secret" not in told


def test_slips_of_the_pen_in_variables_are_named() -> None:
    environment = {"SITE_AUDIT_PAGES": "1", "SITE_AUDIT_PAGSE": "1", "HOME": "/"}
    assert unknown_variables(environment) == ("SITE_AUDIT_PAGSE",)
