"""Where archives lie: a folder, and the storage that many machines share, when there is one.

With a storage the folder holds copies: an archive is written there as ever, then put, and is
brought back before it is read. Files derived from an archive go with it as a kindness (nobody need
read scans again); they may be missing anywhere at any time, since they can be made anew.
"""

from __future__ import annotations

import logging
import os
import shutil
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath

from site_audit.archives import archive
from site_audit.archives.beside import Beside
from site_audit.archives.storage import SCHEME, ShelfError, Storage, open_storage, write_whole
from site_audit.archives.warc import Place, referred

log = logging.getLogger(__name__)

ENDING = ".warc.gz"
PASSING = ("parsed", "texts", "sights")
"""Endings of derived files that only the newest visit of a college keeps."""
_REFERS = Beside("refers", list[str], level=1)
_BESIDE = (*PASSING, _REFERS.ending)
IN_USE_SECONDS = 3600  # a copy that was asked for so lately may be about to be read
ROOM = 100_000_000  # bytes: an archive of a visit and what is derived from it
_GIGABYTE = 10**9


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Archives by name; ``cache_bytes`` bounds the copies in ``folder`` when there is a storage.

    Every method raises ShelfError when the folder or the storage fails: that is our trouble, never
    one of the site that is visited.
    """

    folder: Path
    storage: Storage | None = None
    cache_bytes: int = 20 * _GIGABYTE

    def path(self, name: str) -> Path:
        """Where an archive lies on this machine, if it does."""
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise ShelfError(f"Имя архива «{name}» ведёт из папки архивов.")
        return self.folder / name

    def check(self) -> None:
        """Raises ShelfError when no archive could be kept now: a site would be read in vain."""
        with self._writing():
            self.folder.mkdir(parents=True, exist_ok=True)
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise ShelfError(self._refusal("нет права записи"))
        if (free := shutil.disk_usage(self.folder).free) < ROOM:
            raise ShelfError(self._refusal(f"на диске осталось {free // 1_000_000} МБ"))
        if self.storage is not None:
            self.storage.check()

    def write(self, name: str, contents: archive.Contents, held: dict[str, Place]) -> None:
        """Writes an archive into the folder, whole or not at all; ``held`` as in archive.save."""
        with self._writing():
            archive.save(self.folder, name, contents, held)
        if self.storage is not None:
            exchanges = contents.exchanges
            _note(self.path(name), (held[one.blob].name for one in exchanges if one.blob in held))

    def put(self, name: str) -> None:
        """Puts an archive of the folder into the storage, whole or not at all.

        Who names an archive to others does so after this.
        """
        if self.storage is None:
            return
        self._store(self.storage, name)
        _kindly(partial(self.trim, self.cache_bytes), "the cache of archives")

    def send(self, name: str) -> None:
        """Puts an archive that has been in the folder since before there was a storage."""
        if self.storage is None:
            return
        if not _REFERS.path(self.path(name)).exists():
            _note(self.path(name), _refers_to(self.path(name)))
        self._store(self.storage, name)

    def bring(self, name: str) -> Path:
        """The folder, in which the archive and those that it refers to lie now, if they exist."""
        if self.storage is None:
            return self.folder
        path = self.path(name)
        if not path.exists():
            for beside, body in self.storage.read_all(_all_derived(name)).items():
                with self._writing():
                    write_whole(self.path(beside), body)
        if self._fetch(self.storage, name):
            for other in _refers_to(path) - {name}:
                self._fetch(self.storage, other)
        return self.folder

    def forget(self, name: str) -> None:
        """Drops what was derived from an archive: a newer visit of the college has its own."""
        for one in (_derived(name, ending) for ending in PASSING):
            _kindly(partial(self._forget, one), one)

    def written(self) -> dict[str, datetime]:
        """All archives, with when they were written or put."""
        copies = _files(self.folder, f"*{ENDING}")
        found = {self._name(path): datetime.fromtimestamp(was, UTC) for was, _, path in copies}
        if self.storage is not None:
            stored = self.storage.listed().items()
            found |= {name: age for name, age in stored if name.endswith(ENDING)}
        return found

    def unstored(self) -> tuple[str, ...]:
        """Archives of the folder that the storage does not have; none without a storage."""
        if self.storage is None:
            return ()
        stored = self.storage.listed()
        return tuple(sorted(name for name in self.written() if name not in stored))

    def references(self, names: Iterable[str]) -> dict[str, set[str]]:
        """By name, the archives that hold bodies of each.

        A damaged one is taken to need its neighbours.
        """
        names = tuple(names)
        noted = self._noted(names)
        return {name: noted[name] if name in noted else self._held_by(name) for name in names}

    def drop(self, name: str) -> None:
        """Deletes an archive and what was derived from it, here and in the storage."""
        if self.storage is not None:
            for one in (*_all_derived(name), name):  # itself last
                self.storage.drop(one)
        self.drop_copy(name)

    def drop_copy(self, name: str) -> int:
        """Deletes an archive and what was derived from it from the folder alone; bytes of both."""
        freed = 0
        for path in map(self.path, (name, *_all_derived(name))):
            with suppress(FileNotFoundError):  # another process drops it too
                freed += path.stat().st_size
                path.unlink()
        return freed

    def trim(self, most: int) -> int:
        """Drops copies of what is stored, those unused for longest first, down to ``most`` bytes.

        Copies of the last hour stay, somebody may be about to read them. Returns how many went.
        """
        if self.storage is None:
            return 0
        excess, gone = sum(size for _, size, _ in _files(self.folder, "*")) - most, 0
        for used, size, path in sorted(_files(self.folder, f"*{ENDING}")):
            if excess <= 0 or time.time() - used < IN_USE_SECONDS:
                break
            name = self._name(path)
            if self.storage.size(name) == size:
                excess -= self.drop_copy(name)
                gone += 1
        return gone

    def sweep(self, before: datetime) -> None:
        """Deletes what was left half-written before a time."""
        for written, _, leftover in _files(self.folder, "*.part"):
            if written < before.timestamp():
                leftover.unlink(missing_ok=True)

    def _forget(self, name: str) -> None:
        with self._writing():
            self.path(name).unlink(missing_ok=True)
        if self.storage is not None:
            self.storage.drop(name)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _fetch(self, storage: Storage, name: str) -> bool:
        """Whether a file is in the folder now; a copy that is there counts as used."""
        path = self.path(name)
        try:
            os.utime(path)
        except FileNotFoundError:
            with self._writing():
                return storage.get(name, path)
        return True

    def _store(self, storage: Storage, name: str) -> None:
        storage.put(self.path(name), name)
        for one in _all_derived(name):
            if self.path(one).exists():
                _kindly(partial(storage.put, self.path(one), one), one)

    def _noted(self, names: tuple[str, ...]) -> dict[str, set[str]]:
        """What stands beside archives in the storage: reading each would mean bringing it."""
        if self.storage is None:
            return {}
        places = {_derived(name, _REFERS.ending): name for name in names}
        found = self.storage.read_all(places).items()
        read = {places[place]: _REFERS.unpacked(packed) for place, packed in found}
        return {name: {*refers, name} for name, refers in read.items() if refers is not None}

    def _held_by(self, name: str) -> set[str]:
        try:
            return archive.holders(self.bring(name), name)
        except archive.ArchiveError:
            log.exception("archive %s cannot be read, it is taken to need its neighbours", name)
            beside = self.path(name).parent
            return {one.relative_to(self.folder).as_posix() for one in beside.glob(f"*{ENDING}")}

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ShelfError(self._refusal(error.strerror or str(error))) from error

    def _refusal(self, why: str) -> str:
        return (
            f"В папку архивов {self.folder} не записать: {why}. Проверьте настройки archive_url и "
            "data_dir, права и место на диске."
        )


def open_shelf(folder: Path, url: str = "", endpoint: str = "", cache_gb: float = 20) -> Shelf:
    """The shelf of a folder, with a storage when ``url`` names one.

    Raises ShelfError when s3fs is not installed; nothing is asked of the storage yet.
    """
    storage = open_storage(url, endpoint) if url.startswith(SCHEME) else None
    return Shelf(folder=folder, storage=storage, cache_bytes=int(cache_gb * _GIGABYTE))


def _derived(name: str, ending: str) -> str:
    return f"{name.removesuffix(ENDING)}.{ending}"


def _all_derived(name: str) -> tuple[str, ...]:
    return tuple(_derived(name, ending) for ending in _BESIDE)


def _note(path: Path, names: Iterable[str]) -> None:
    _REFERS.write(path, sorted(set(names)))


def _refers_to(path: Path) -> set[str]:
    """The archives that a copy refers to, as far as it can be read; its reader says the rest."""
    noted = _REFERS.read(path)
    if noted is not None:
        return set(noted)
    try:
        return referred(path)
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError):
        log.exception("%s cannot be read to its end", path)
        return set()


def _kindly(act: Callable[[], object], name: str) -> None:
    """Does what may fail: a derived file that is missing costs time and nothing else."""
    try:
        act()
    except ShelfError as trouble:
        log.warning("%s is left as it is: %s", name, trouble)


def _files(folder: Path, pattern: str) -> Iterator[tuple[float, int, Path]]:
    """(when written or asked for, bytes, path) of files; other processes may be dropping them."""
    for path in folder.rglob(pattern):
        try:
            found = path.stat()
        except FileNotFoundError:
            continue
        if path.is_file():
            yield found.st_mtime, found.st_size, path
