"""What libraries and the system say in English reaches people in Russian."""

from __future__ import annotations

import errno
import os
import socket
import sqlite3
import tomllib
from pathlib import Path

import pytest

from site_audit.cli.speech import of_system, russian


@pytest.mark.parametrize(
    "code",
    [errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ENOTDIR, errno.EROFS, errno.ENOSPC],
    ids=lambda code: errno.errorcode[code],
)
def test_what_the_system_refuses_is_said_in_russian(code: int) -> None:
    said = of_system(OSError(code, os.strerror(code), "отчёт"))
    assert "отчёт" in said
    assert not any(sign.isascii() and sign.isalpha() for sign in said)


def test_an_archive_that_is_gone_is_no_errno() -> None:
    with pytest.raises(OSError, match="Errno") as gone:
        Path("нет такого").read_bytes()
    assert russian(f"Архив не читается: {gone.value}") == (
        "Архив не читается: нет такого файла или папки"
    )


@pytest.mark.parametrize("text", ["это не настройки", 'pages = "', "pages = 60\npages = 61"])
def test_a_slip_in_the_settings_is_told_by_its_line(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as slip:
        tomllib.loads(text)
    said = russian(f"Файл не читается: {slip.value}. Нужен текст TOML.")
    assert said.removesuffix(" Нужен текст TOML.") in {
        "Файл не читается: ошибка в строке 1.",
        "Файл не читается: ошибка в строке 2.",
        "Файл не читается: текст обрывается.",
    }


def test_settings_in_another_encoding_are_told_to_be_so() -> None:
    with pytest.raises(UnicodeDecodeError) as slip:
        "страниц = 60".encode("cp1251").decode("utf-8")
    assert russian(f"не читается: {slip.value}.") == "не читается: кодировка не UTF-8."


def test_what_sqlite_says_is_said_in_russian(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    file.write_bytes(b"no database" * 100)
    with sqlite3.connect(file) as connection, pytest.raises(sqlite3.DatabaseError) as slip:
        connection.execute("select 1 from a")
    connection.close()
    assert russian(str(slip.value)) == "это не база данных"
    with pytest.raises(sqlite3.OperationalError) as slip:
        sqlite3.connect(tmp_path / "нет" / "a.db")
    assert russian(str(slip.value)) == "файл не открывается"


@pytest.mark.parametrize(
    ("said", "russian_words"),
    [
        (
            'connection failed: connection to server at "127.0.0.1", port 5 failed: '
            "Connection refused. Проверьте",
            "127.0.0.1, порт 5: там никто не отвечает. Проверьте",
        ),
        (
            'connection is bad: connection to server on socket "/tmp/.s.PGSQL.5" failed: '
            "No such file or directory. Проверьте",
            "/tmp/.s.PGSQL.5: нет такого файла или папки. Проверьте",
        ),
        (
            "failed to resolve host 'db': [Errno -2] Name or service not known. Проверьте",
            "машина «db» не найдена. Проверьте",
        ),
        (
            'connection failed: connection to server at "::1", port 5 failed: '
            'FATAL:  password authentication failed for user "аудит". Проверьте',
            "::1, порт 5: пароль пользователя «аудит» не подошёл. Проверьте",
        ),
        (
            'connection failed: connection to server at "db" (10.0.0.1), port 5 failed: '
            'FATAL:  database "a" does not exist. Проверьте',
            "db, порт 5: базы «a» нет. Проверьте",
        ),
        ("permission denied for schema public. Проверьте", "нет прав на public. Проверьте"),
    ],
)
def test_what_postgresql_says_is_said_in_russian(said: str, russian_words: str) -> None:
    assert russian(said) == russian_words


def test_a_port_that_is_taken_is_said_in_russian() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError) as slip:
        socket.create_server(taken.getsockname())
    assert russian(f"Не открыть: {slip.value}.").startswith("Не открыть: порт занят")


def test_what_is_not_known_stays_as_it_was() -> None:
    assert russian("Колледж «is a directory» не найден.") == "Колледж «is a directory» не найден."
