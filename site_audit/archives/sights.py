"""What pictures show, kept beside an archive: looking again costs a tenth of a second each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from site_audit.archives.beside import Beside
from site_audit.glimpse import Glimpse
from site_audit.guide import Sightseeing
from site_audit.logos import eye
from site_audit.logos.references import References
from site_audit.logos.tour import Glimpses, Tour, art_of
from site_audit.model import Snapshot
from site_audit.pages import sheets
from site_audit.pages.charset import decode

_PASSING = frozenset({"budget", "no_fonts", "no_ocr", "reader_died", "too_slow"})


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
    archive: Path, snapshot: Snapshot, guide: Sightseeing, body: Callable[[str], bytes | None]
) -> Snapshot:
    """A kept snapshot with what its pictures show; ``body`` gives what came by its sha256."""
    known = kept(archive, guide.references)
    tour = Tour(snapshot=snapshot, sights=guide, known=known)

    def fetched(url: str) -> bytes | None:
        page = snapshot.by_url.get(url)
        there = page is not None and page.status == 200 and page.kind == "other"
        return body(page.blob) if page is not None and there else None

    def look_around() -> None:
        while (wanted := tour.next()) is not None:
            tour.see(wanted, art_of(wanted) or fetched(wanted.picture.url))

    look_around()
    grounds: dict[str, str] = {}
    for url in sheets.sheets_of(tour.bare()):
        css = fetched(url)
        grounds |= sheets.grounds_of(decode(css, "text/css"), url) if css else {}
    if grounds:
        tour.dress(grounds, body)
        look_around()
    if not known.keys() >= tour.glimpses.keys():
        keep(archive, known | tour.glimpses, guide.references)
    return tour.done()
