"""A PostgreSQL server of our own for tests, on a socket in a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg

from site_audit.store import open_database

OWNERS = ("postgres", "nobody")  # the server refuses to run as root


def _programs() -> Path | None:
    """The folder of the server's programs: that of PATH, or the newest of Debian's."""
    found = shutil.which("postgres")
    if found and Path(found).resolve().with_name("initdb").exists():
        return Path(found).resolve().parent
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    return folders[-1].parent if folders else None


PROGRAMS = _programs()


@dataclass
class Server:
    """The server; ``folder`` holds its data, its socket and its log."""

    folder: Path
    numbers: count[int] = field(default_factory=count)
    _is_laid: bool = False

    def make(self) -> None:
        """Lays the files of a new server."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        if os.getuid() == 0:
            shutil.chown(self.folder, _owner())
        self._run("initdb", "-D", str(self._data), "-U", "postgres", "-A", "trust", "-E", "UTF8",
                  "--no-locale", "--no-sync", "--no-instructions")  # fmt: skip

    def start(self) -> None:
        """Starts the server, if it does not run, and waits until it answers."""
        if (self._data / "postmaster.pid").exists() and self._runs():
            return
        options = (
            f"-c listen_addresses= -c unix_socket_directories={self.folder} "
            "-c fsync=off -c max_connections=200 -c shared_buffers=32MB"
        )
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", log, "-o", options, "start")

    def _runs(self) -> bool:
        try:
            psycopg.connect(self.url("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self, mode: str = "immediate") -> None:
        """Stops the server; ``immediate`` is as if it was killed."""
        self._run("pg_ctl", "-D", str(self._data), "-w", "-m", mode, "stop")

    def database(self, *, laid: bool = True) -> str:
        """The address of a new database, with our tables laid or empty."""
        name = f"test_{next(self.numbers)}"
        if laid and not self._is_laid:
            open_database(self._create("laid", "template0")).dispose()
            self._is_laid = True
        return self._create(name, "laid" if laid else "template0")

    def _create(self, name: str, template: str) -> str:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def url(self, name: str) -> str:
        """The address of a database of this server."""
        return f"postgresql://postgres@/{name}?host={quote(str(self.folder), safe='')}"

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _run(self, program: str, *arguments: str) -> None:
        assert PROGRAMS is not None
        with (self.folder / "said").open("wb") as said:
            done = subprocess.run(
                [str(PROGRAMS / program), *arguments],
                check=False,
                stdout=subprocess.DEVNULL,
                stderr=said,
                cwd=self.folder,
                user=_owner() if os.getuid() == 0 else None,
            )
        assert done.returncode == 0, (self.folder / "said").read_text("utf-8", "replace")


def _owner() -> str:
    known = Path("/etc/passwd").read_text("utf-8")
    return next(name for name in OWNERS if f"\n{name}:" in known)


def new_server() -> Server:
    """A server that runs, in a folder whose name is short enough for a socket's."""
    server = Server(Path(tempfile.mkdtemp(prefix="pg-")))
    server.make()
    server.start()
    return server
