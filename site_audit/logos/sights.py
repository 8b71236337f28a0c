"""What pictures show, kept beside an archive: looking again costs a tenth of a second each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from site_audit.beside import Beside
from site_audit.glimpse import Glimpse
from site_audit.guide import Sightseeing
from site_audit.logos import eye
from site_audit.logos.references import References
from site_audit.logos.tour import Glimpses, Tour, art_of
from site_audit.model import Snapshot

_PASSING = frozenset({"budget", "no_ocr", "reader_died", "too_slow"})


class _File(NamedTuple):
    seen_with: str
    glimpses: dict[str, Glimpse]


_beside = Beside("sights", _File, level=3)
drop = _beside.drop


def keep(archive: Path, glimpses: Glimpses, references: References) -> None:
    """Writes what was seen beside an archive; what another time may be seen is not kept."""
    lasting = {key: one for key, one in glimpses.items() if one.trouble not in _PASSING}
    if lasting:
        _beside.write(archive, _File(eye.digest(references), lasting))


def kept(archive: Path, references: References) -> Glimpses:
    """What was seen before; empty when other eyes saw it, or with other references."""
    file = _beside.read(archive)
    return file.glimpses if file and file.seen_with == eye.digest(references) else {}


def toured(
    archive: Path, snapshot: Snapshot, guide: Sightseeing, bodies: Mapping[str, bytes | None]
) -> Snapshot:
    """A kept snapshot with what its pictures show; ``bodies`` are theirs by their addresses."""
    known = kept(archive, guide.references)
    tour = Tour(snapshot=snapshot, sights=guide, known=known)
    while (wanted := tour.next()) is not None:
        tour.see(wanted, art_of(wanted) or bodies.get(wanted.picture.url))
    if not known.keys() >= tour.glimpses.keys():
        keep(archive, known | tour.glimpses, guide.references)
    return tour.done()
