"""Texts of documents, kept beside an archive: reading scans again costs seconds a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from site_audit.archives.beside import Beside
from site_audit.documents import library
from site_audit.model import Document, Page

Transcripts = dict[str, Document]
"""Document by the sha256 of its body; its address is that at which it was read."""
_PASSING = frozenset({"budget", "time", "scan_budget", "scan_no_ocr", "reader_died", "too_slow"})


# Of a document that is searched all counts; of others, whether they can be read at all.
_SEARCHED = library.Bounds(scanned_pages=14)
_GLANCED_AT = library.Bounds(scanned_pages=6, of_one=1)


@dataclass(frozen=True, kw_only=True)
class Sources:
    """Bodies of documents by their sha256; ``searched`` are roles of those that are searched."""

    bodies: dict[str, bytes]
    searched: frozenset[str]

    def searches(self, page: Page) -> bool:
        """Whether something is looked for in the document."""
        return not self.searched.isdisjoint(page.roles)


class _File(NamedTuple):
    readers: str
    documents: dict[str, tuple[tuple[str, ...], str | None]]


_beside = Beside("texts", _File, level=3)
drop = _beside.drop
_readers = cache(library.digest)


def documents_of(
    pages: Iterable[Page], sources: Sources, known: Transcripts
) -> tuple[Transcripts, tuple[Document, ...]]:
    """What stands in the documents among ``pages``; what ``known`` holds is not read again."""
    wanted = [page for page in pages if page.kind == "document" and page.blob in sources.bodies]
    texts = dict(known)
    for bounds, of_bounds in ((_SEARCHED, True), (_GLANCED_AT, False)):
        unread = {
            page.blob: (page.url, sources.bodies[page.blob])
            for page in wanted
            if page.blob not in texts and sources.searches(page) is of_bounds
        }
        read = library.read(tuple(unread.values()), bounds) if unread else ()
        texts |= dict(zip(unread, read, strict=True))
    found = tuple(
        Document(url=page.url, pages=texts[page.blob].pages, trouble=texts[page.blob].trouble)
        for page in wanted
    )
    return {page.blob: texts[page.blob] for page in wanted}, found


def keep(archive: Path, texts: Transcripts) -> None:
    """Writes the texts beside an archive; none where there are none.

    What another time may be read (no time, no program for scans) is not kept.
    """
    lasting = {
        blob: (one.pages, one.trouble) for blob, one in texts.items() if one.trouble not in _PASSING
    }
    if lasting:
        _beside.write(archive, _File(_readers(), lasting))


def kept(archive: Path) -> Transcripts:
    """The texts kept beside an archive; empty when there are none that today's readers wrote."""
    file = _beside.read(archive)
    if file is None or file.readers != _readers():
        return {}
    return {
        blob: Document(url="", pages=pages, trouble=trouble)
        for blob, (pages, trouble) in file.documents.items()
    }
