"""Files kept beside an archive as a shortcut: what was derived from it, so as to derive it once.

Any may be deleted at any time; one that is damaged, or was written by other code than today's, is
as good as none.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
import zstandard

log = logging.getLogger(__name__)

File = TypeVar("File")


@dataclass(frozen=True)
class Beside(Generic[File]):
    """Where and how one kind of file is kept beside archives."""

    ending: str
    shape: type[File]
    level: int  # of compression

    def path(self, archive: Path) -> Path:
        """Where the file of an archive is."""
        return archive.with_name(f"{archive.name.removesuffix('.warc.gz')}.{self.ending}")

    def write(self, archive: Path, file: File) -> None:
        """Writes it whole or not at all: a full disk costs no visit, the next one takes longer."""
        written = msgspec.msgpack.encode(file)
        packer = zstandard.ZstdCompressor(level=self.level, write_checksum=True)
        waiting = self.path(archive).with_suffix(f".{self.ending}.part")
        try:
            waiting.write_bytes(packer.compress(written))
            waiting.rename(self.path(archive))
        except OSError:
            log.exception("%s is not kept", self.path(archive))

    def read(self, archive: Path) -> File | None:
        """What was written, None when nothing is there or it is damaged."""
        try:
            return self.unpacked(self.path(archive).read_bytes())
        except OSError:
            return None

    def unpacked(self, packed: bytes) -> File | None:
        """What stands in the bytes of such a file, None when they are damaged."""
        try:
            written = zstandard.ZstdDecompressor().decompress(packed)
            return msgspec.msgpack.decode(written, type=self.shape)
        except (zstandard.ZstdError, msgspec.MsgspecError):
            return None

    def drop(self, archive: Path) -> None:
        """Deletes the file, if there is one."""
        self.path(archive).unlink(missing_ok=True)
