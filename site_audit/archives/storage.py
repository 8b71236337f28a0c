"""S3-compatible storage: objects under a prefix of a bucket, each put and got whole or not at all.

Spoken to by fsspec and s3fs (extra ``cluster``), which are imported when a storage is opened. Keys
come from the standard environment (AWS_ACCESS_KEY_ID …) and files of AWS, never from our settings.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from site_audit.errors import SaidInWords

SCHEME = "s3://"
MARK = ".site-audit"
"""An object that is written to see whether there is a storage, and whether we may write to it."""
_BUCKET = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[\w.=+-]+)*)/?")
_CONNECT_SECONDS, _READ_SECONDS, _TRIES = 5, 30, 2
_BODY_MB = 64  # of a put; what is larger goes in parts, seen only when the last has come


class ShelfError(SaidInWords):
    """A storage or a folder of archives that fails: the text says which and what to do."""


def checked(address: str) -> str:
    """The address of a bucket's prefix as it is kept; raises ValueError, in Russian."""
    found = _BUCKET.fullmatch(address)
    if not found or ".." in address:
        raise ValueError(
            "нужен адрес вида s3://корзина/папка латиницей и без ключей: ключи задаются "
            "переменными AWS_ACCESS_KEY_ID и AWS_SECRET_ACCESS_KEY"
        )
    return address.rstrip("/")


@dataclass(frozen=True, kw_only=True)
class Storage:
    """Objects under ``root`` (bucket/prefix) of a file system of fsspec."""

    root: str
    system: Any

    def check(self) -> None:
        """Raises ShelfError when the storage is away, or when we may not write to it."""
        with self._in_words():
            self.system.pipe_file(self._place(MARK), b"")

    def put(self, path: Path, name: str) -> None:
        """Stores a file under a name; it is seen there when all of it has come."""
        with self._in_words():
            self.system.put_file(str(path), self._place(name), chunksize=_BODY_MB << 20)
        if self.size(name) != path.stat().st_size:
            raise ShelfError(f"Хранилище {self} приняло {name} не целиком. Проверьте его.")

    def get(self, name: str, path: Path) -> bool:
        """Brings an object to ``path``, whole or not at all; False when there is none."""
        body = self.read(name)
        if body is not None:
            write_whole(path, body)
        return body is not None

    def read(self, name: str) -> bytes | None:
        """The bytes of an object; None when there is none."""
        with self._in_words():
            try:
                return bytes(self.system.cat_file(self._place(name)))
            except FileNotFoundError as missing:
                if _code(missing) == "NoSuchBucket":
                    raise
                return None

    def read_all(self, names: Iterable[str]) -> dict[str, bytes]:
        """The bytes of those of many objects that are there, asked for at once."""
        places = {self._place(name): name for name in names}
        if not places:
            return {}
        with self._in_words():
            found = self.system.cat(list(places), on_error="return")
            for trouble in found.values():
                if isinstance(trouble, Exception) and not isinstance(trouble, FileNotFoundError):
                    raise trouble
        bodies = found.items()
        return {places[place]: body for place, body in bodies if isinstance(body, bytes)}

    def size(self, name: str) -> int | None:
        """Bytes of an object; None when there is none."""
        with self._in_words():
            try:
                return int(self.system.info(self._place(name))["size"])
            except FileNotFoundError:
                return None

    def listed(self) -> dict[str, datetime]:
        """All objects by name, with when they were written."""
        with self._in_words():
            found = self.system.find(self.root, detail=True)
        if not found:
            self.check()  # a bucket that is not there is listed as an empty one
        cut = len(self.root) + 1
        return {place[cut:]: one["LastModified"] for place, one in found.items()}

    def drop(self, name: str) -> None:
        """Deletes an object, if there is one."""
        with self._in_words():
            self.system.rm_file(self._place(name))

    def __str__(self) -> str:
        return f"{SCHEME}{self.root}"

    def _place(self, name: str) -> str:
        return f"{self.root}/{name}"

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """What fsspec, s3fs, botocore and aiohttp raise, in words; our own mistakes stay."""
        try:
            yield
        except ShelfError:
            raise
        except Exception as error:
            if not _is_theirs(error):
                raise
            raise ShelfError(f"Хранилище {self} {_reason(error, self.root)}") from error


def open_storage(address: str, endpoint: str = "") -> Storage:
    """The storage at ``s3://bucket/prefix``; ``endpoint`` is the address of a server not of AWS.

    Nothing is asked of the server yet. Raises ShelfError when s3fs is not installed.
    """
    try:
        import fsspec
        import s3fs  # noqa: F401 - fsspec would say its absence in English
    except ModuleNotFoundError as error:
        raise ShelfError(
            f"Для хранилища {address} нужен модуль Python {error.name}. "
            "Установите программу с дополнением cluster: pip install 'site-audit[cluster]'"
        ) from error
    bounds = {"connect_timeout": _CONNECT_SECONDS, "read_timeout": _READ_SECONDS}
    kept = {  # checksums in trailers and buckets in host names are not known to all servers
        "retries": {"max_attempts": _TRIES, "mode": "standard"},
        "request_checksum_calculation": "when_required",
        "response_checksum_validation": "when_required",
        "s3": {"addressing_style": "path" if endpoint else "auto"},
    }
    system = fsspec.filesystem(
        "s3",
        endpoint_url=endpoint or None,
        config_kwargs=bounds | kept,
        max_concurrency=1,
        use_listings_cache=False,
        skip_instance_cache=True,
    )
    system.retries = _TRIES
    return Storage(root=address.removeprefix(SCHEME), system=system)


def write_whole(path: Path, body: bytes) -> None:
    """Writes a file whole or not at all, however many processes write it. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        with waiting.open("xb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        waiting.rename(path)
    finally:
        waiting.unlink(missing_ok=True)


def _is_theirs(error: Exception) -> bool:
    """Whether an error comes from the storage or the way to it, and not from our code."""
    rooms = {kind.__module__.partition(".")[0] for kind in type(error).__mro__}
    return isinstance(error, OSError) or not rooms.isdisjoint({"botocore", "aiohttp", "fsspec"})


def _code(error: BaseException) -> str:
    """What the server called its refusal, else the error's own name."""
    for one in (error, error.__cause__):
        answer = getattr(one, "response", None)
        if isinstance(answer, dict):
            return str(answer.get("Error", {}).get("Code", ""))
    return type(error).__name__


_KEYLESS = ("NoCredentialsError", "PartialCredentialsError", "ProfileNotFound")


def _reason(error: Exception, root: str) -> str:
    code = _code(error)
    if isinstance(error, FileNotFoundError):
        bucket = root.partition("/")[0]
        return f"не годится: корзины {bucket} нет. Создайте её или исправьте настройку archive_url."
    if code in _KEYLESS:
        return (
            "не открыть без ключей. Задайте переменные AWS_ACCESS_KEY_ID и AWS_SECRET_ACCESS_KEY "
            "или файл ~/.aws/credentials."
        )
    if isinstance(error, PermissionError):
        return f"нам отказывает ({code}). Проверьте ключи и право читать, писать и удалять."
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "переполнено. Освободите место."
    return (
        f"не отвечает ({code}). Проверьте настройки archive_url и s3_endpoint, сеть и само "
        "хранилище."
    )
