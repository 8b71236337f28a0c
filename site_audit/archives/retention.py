"""Which archives go: the old ones that nothing kept depends on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from site_audit.archives.shelf import Shelf


def prune(shelf: Shelf, keep: Iterable[str], before: datetime) -> tuple[str, ...]:
    """Deletes archives older than ``before``, here and in the storage. Raises ShelfError.

    Those of ``keep`` stay, younger ones stay, and so does all that any of them refers to.
    """
    written = shelf.written()
    old = {name for name, age in written.items() if age < before} - set(keep)
    if old:
        old -= set().union(*shelf.references(set(written) - old).values())
    for name in sorted(old):
        shelf.drop(name)
    shelf.sweep(before)
    return tuple(sorted(old))
