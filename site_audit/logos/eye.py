"""The one who looks at pictures for all visits of a process, within bounds."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable
from functools import cache

from site_audit.documents import ocr
from site_audit.documents.child import Lost
from site_audit.glimpse import Glimpse
from site_audit.logos.references import References
from site_audit.logos.viewer import SECONDS, Look, Viewer
from site_audit.sources import Sources

SOURCES = Sources(
    modules=(
        *("logos.glance", "logos.likeness", "logos.prints", "logos.raster", "logos.reading"),
        *("logos.rows", "logos.viewer", "logos.wordmark"),
        *("documents.child", "documents.ocr", "documents.scans", "glimpse"),
    ),
    bystanders=("documents.reading", "logos.references"),
    libraries=("numpy", "opencv-python-headless", "pillow", "resvg-py"),
)

_Key = tuple[str, str, tuple[str, ...], bool]
_REMEMBERED = 1000  # pictures


class Eye:
    """Looks at pictures in a child process, started when needed; safe to call from any thread."""

    def __init__(self) -> None:
        self._viewer = Viewer()
        self._lock = threading.Lock()
        self._spent = 0.0
        self._seen: dict[_Key, Glimpse] = {}  # the same banners stand on hundreds of sites

    def look(
        self, body: bytes, references: References, names: Iterable[str], reads: bool = True
    ) -> Look:
        """What a picture shows of the references of these names, and the seconds that it took.

        Troubles are those of ``Glimpse``.
        """
        wanted = tuple(names)
        key = (hashlib.sha256(body).hexdigest(), references.digest, wanted, reads)
        with self._lock:
            if key in self._seen:
                return Look(self._seen[key], 0.0)
            try:
                look = self._viewer.look(body, references, wanted, reads)
            except Lost as lost:
                return Look(Glimpse(trouble=lost.trouble), SECONDS)
            self._spent += look.seconds
            self._seen[key] = look.glimpse
            if len(self._seen) > _REMEMBERED:
                del self._seen[next(iter(self._seen))]
            return look

    def spent(self) -> float:
        """Processor seconds of all looks so far."""
        return self._spent

    def small(self, body: bytes) -> bytes | None:
        """A small PNG of a picture for people to look at; None where none can be made."""
        with self._lock:
            try:
                return self._viewer.small(body)
            except Lost:
                return None

    def close(self) -> None:
        """Ends the child, if there is one."""
        with self._lock:
            self._viewer.child.dismiss()


_eye = Eye()
look = _eye.look
small = _eye.small
spent = _eye.spent
close = _eye.close


def digest(references: References) -> str:
    """Names what pictures are seen with: sources, libraries, tesseract, references."""
    return hashlib.sha256(f"{_eyes()} {references.digest}".encode()).hexdigest()


@cache
def _eyes() -> str:
    return SOURCES.digest(ocr.available())
