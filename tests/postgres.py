"""A PostgreSQL of the tests' own, on a socket in a temporary folder: nothing of it stays behind."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

BINARIES = "usr/lib/postgresql/*/bin/postgres"  # where Debian puts them, off the PATH
READY_SECONDS = 30.0
STOP_SECONDS = 20.0
LONGEST_SOCKET = 100  # characters of the folder's path: the kernel takes 107 with the name
CREATED = ("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
OPTIONS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=16MB")


class Postgres:
    """A server that can be stopped and started again; its databases outlive that."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self._binaries, self._folder = binaries, folder
        self._data = folder / "data"
        self._server: subprocess.Popen[bytes] | None = None
        self._numbers = count(1)
        owner = _owner()
        self._user = None if owner is None else owner.pw_uid
        self._group = None if owner is None else owner.pw_gid
        if owner is not None:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self._create()

    def start(self) -> None:
        """Return when it takes connections, at once when it runs; raises TimeoutError."""
        if self._server is not None:
            return
        options = [word for option in OPTIONS for word in ("-c", option)]
        where = ["-D", self._data, "-k", self._folder, "-c", "listen_addresses="]
        with (self._folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [str(word) for word in (self._binaries / "postgres", *where, *options)],
                user=self._user,
                group=self._group,
                cwd=self._folder,
                stdout=log,
                stderr=log,
            )
        self._wait()

    def stop(self) -> None:
        """End it; who is connected is disconnected."""
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)
            self._server.wait(STOP_SECONDS)
            self._server = None

    def database(self) -> str:
        """The URL of a new empty database; with ``postgresql+psycopg:`` SQLAlchemy takes it too."""
        name = f"test_{next(self._numbers)}"
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self._url(name)

    def _url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def _wait(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            try:
                psycopg.connect(self._url("postgres")).close()
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return
        raise TimeoutError((self._folder / "log").read_text("utf-8", "replace"))

    def _create(self) -> None:
        subprocess.run(
            [self._binaries / "initdb", "-D", self._data, "-U", "postgres", *CREATED],
            user=self._user,
            group=self._group,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            check=True,
        )


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running server; skips the test where PostgreSQL is not installed."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL here: neither on the PATH nor under /usr/lib/postgresql")
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        if len(folder) > LONGEST_SOCKET:
            pytest.skip(f"{folder} is too long a path for a socket")
        server = Postgres(binaries, Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _binaries() -> Path | None:
    found = shutil.which("postgres")
    if found is not None:
        return Path(found).resolve().parent
    installed = [path.parent for path in Path("/").glob(BINARIES)]
    return max(installed, key=lambda path: float(path.parent.name), default=None)


def _owner() -> pwd.struct_passwd | None:
    """As whom it runs where we are root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name: user for user in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]
