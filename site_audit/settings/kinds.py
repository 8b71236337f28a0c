"""Kinds of knobs: how a value is written, and why one is refused, in words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote

import ada_url
from pydantic import AfterValidator, BeforeValidator
from pydantic_settings import NoDecode

from site_audit.archives import storage
from site_audit.browser.binary import find_browser
from site_audit.browser.viewports import ALWAYS, viewport
from site_audit.net.policy import parse_allow


def _list(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not value.lstrip().startswith("["):
        return tuple(value.replace(",", " ").split())
    try:
        return tuple(json.loads(value))
    except json.JSONDecodeError as error:
        raise ValueError('не читается список; запишите его так: ["первое", "второе"]') from error


def _networks(networks: tuple[str, ...]) -> tuple[str, ...]:
    for network in networks:
        parse_allow(network)
    return networks


def _screens(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        try:
            screen = viewport(name)
        except ValueError as error:
            raise ValueError(f"«{name}» не размер экрана; пишите так: 390x844") from error
        if screen in ALWAYS or names.count(name) > 1:
            raise ValueError(f"«{name}» проверяется и так")
    return names


def _at_home(path: Path) -> Path:
    return path.expanduser()


def _program(program: Path) -> Path:
    if find_browser(program.expanduser()) is None:
        raise ValueError(f"программы {program} нет; проверьте путь или уберите настройку")
    return program


def _file(path: Path) -> Path:
    if not path.is_file():
        raise ValueError(f"нет файла {path}; проверьте путь")
    return path


def _place_of_archives(url: str) -> str:
    if url.startswith(storage.SCHEME) or not url:
        return url and storage.checked(url)
    path = Path(unquote(url.removeprefix("file://"))).expanduser()
    if "://" in url.removeprefix("file://") or not path.is_absolute():
        raise ValueError("нужен полный путь к папке или адрес вида s3://корзина/папка")
    return str(path)


def _endpoint(url: str) -> str:
    if url and ("@" in url or not re.match(r"https?://[^/?#\s]+/?$", url)):
        raise ValueError("нужен адрес вида https://хранилище:порт, без ключей")
    return url.rstrip("/")


def _reachable(contact: str) -> str:
    if not contact or re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", contact, re.ASCII):
        return contact
    if contact.startswith(("http://", "https://")) and ada_url.check_url(contact):
        return ada_url.normalize_url(contact)
    raise ValueError("нужен адрес страницы (https://…) или e-mail латиницей")


def _header(text: str) -> str:
    if not re.fullmatch(r"[\x20-\x7e]+", text):
        raise ValueError("годятся только латинские буквы, цифры и знаки, в одну строку")
    return text


Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_list)]
Networks = Annotated[Words, AfterValidator(_networks)]
Screens = Annotated[Words, AfterValidator(_screens)]
HomePath = Annotated[Path, AfterValidator(_at_home)]
Program = Annotated[Path, AfterValidator(_program)]
File = Annotated[Path, AfterValidator(_at_home), AfterValidator(_file)]
ArchivePlace = Annotated[str, AfterValidator(_place_of_archives)]
Endpoint = Annotated[str, AfterValidator(_endpoint)]
Contact = Annotated[str, AfterValidator(_reachable)]
Header = Annotated[str, AfterValidator(_header)]
