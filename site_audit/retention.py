"""Which archives go: the old ones that nothing kept depends on."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from site_audit import parsed, transcripts
from site_audit.archive import ArchiveError, holders
from site_audit.logos import sights

log = logging.getLogger(__name__)


def prune(folder: Path, keep: Iterable[str], before: datetime) -> tuple[str, ...]:
    """Deletes archives older than ``before``.

    Those of ``keep`` stay, younger ones stay, and so does all that any of them refers to.
    """
    names = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.warc.gz")}
    old = {name for name, path in names.items() if _written(path) < before} - set(keep)
    for name in sorted(set(names) - old):
        old -= _referred(folder, name)
    for name in sorted(old):
        names[name].unlink()
        parsed.drop(names[name])
        transcripts.drop(names[name])
        sights.drop(names[name])
    for leftover in folder.rglob("*.part"):
        if _written(leftover) < before:
            leftover.unlink()
    return tuple(sorted(old))


def _written(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _referred(folder: Path, name: str) -> set[str]:
    """The archives that hold bodies of this one; a damaged one is taken to need its neighbours."""
    try:
        return holders(folder, name)
    except ArchiveError:
        log.exception("archive %s cannot be read, its neighbours are kept", name)
        beside = (folder / name).parent
        return {path.relative_to(folder).as_posix() for path in beside.glob("*.warc.gz")}
