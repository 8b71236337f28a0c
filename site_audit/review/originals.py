"""The pictures of an archived visit, by what evidence names them."""

from __future__ import annotations

from pathlib import Path

from site_audit.archives import parsed
from site_audit.archives.archive import read_stored
from site_audit.pages.art import body_of, named


def originals(folder: Path, name: str) -> dict[str, bytes]:
    """Name in evidence -> bytes of the picture: its address, or the digest of one in a page."""
    state, stored = read_stored(folder, name)
    bodies = {one.blob: one.body for one in stored}
    pages = [page for page in state["pages"] if page["kind"] == "other" and page["blob"] in bodies]
    found = {page[spelled]: bodies[page["blob"]] for page in pages for spelled in ("asked", "url")}
    for facts in parsed.kept(folder / name).values():
        drawn = (one for one in (*facts.images, *facts.drawings) if one.art)
        found |= {named(one): body_of(one.art) for one in drawn}
    return found
