"""A host of a small site: its files, read once, and the answer to each address.

Addresses find files as on static hostings: ``/x`` is the file ``x``, else ``x.html``, else
``x/index.html``; ``/x/`` is ``x/index.html``, else ``x.html``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import responses
from mimetypes import MimeTypes
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from site_audit.demo.manifest import MANIFEST, Manifest, Route

_PAGES = frozenset({".html", ".htm", ".php", ".shtml", ".aspx", ""})
_TEXTS = frozenset({".xml", ".txt"})  # sitemap.xml and robots.txt name absolute addresses
_TYPES = MimeTypes()
for _type, _suffix in (
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    ("text/javascript", ".js"),
    ("image/webp", ".webp"),
    ("font/woff2", ".woff2"),
):
    _TYPES.add_type(_type, _suffix)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What an address answers; ``headers`` without the length."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Host:
    """One address of a site: ``files`` maps a path without its first slash onto ready bytes."""

    manifest: Manifest
    files: Mapping[str, bytes]
    bases: Mapping[str, str]

    def __post_init__(self) -> None:
        """Raises ValueError when a route names a file that is not there."""
        routes = [route for _, route in self.manifest.routes]
        for route in (*routes, self.manifest.fallback or Route()):
            if route.file and route.file not in self.files:
                raise ValueError(f"no file for a route of “{self.manifest.title}”: {route.file}")

    def answer(self, target: str) -> Answer:
        """The answer to a request's target (path with query, as it stands in the request)."""
        routes = {unquote(address): route for address, route in self.manifest.routes}
        target = unquote(target.partition("#")[0])
        path = target.partition("?")[0]
        route = routes.get(target) or routes.get(path)
        if route:
            return self._routed(route)
        name = self._name(path)
        if name is not None:
            return self._routed(Route(file=name))
        return self._routed(self.manifest.fallback or Route(file="404.html", status=404))

    def _name(self, path: str) -> str | None:
        stem = path.strip("/")
        names = [f"{stem}.html", f"{stem}/index.html".lstrip("/")]
        names = names[::-1] if path.endswith("/") else [stem, *names]
        return next((name for name in names if name in self.files), None)

    def _routed(self, route: Route) -> Answer:
        status = route.status or (302 if route.location else 200)
        body = self.files.get(route.file)
        headers = [("Content-Type", route.content_type or self._type(route.file))]
        if body is not None and status == 200:
            headers.append(("ETag", f'"{hashlib.sha256(body).hexdigest()[:20]}"'))
        if route.location:
            location = _filled(route.location, self.bases)
            headers.append(("Location", quote(location, safe="%/:=&?~#+!$,;'@()*[]")))
        headers += [(name, _filled(value, self.bases)) for name, value in route.headers]
        if body is None:
            body = b"" if status in (204, 304) else self._short(status)
        return Answer(status=status, headers=tuple(headers), body=body)

    def _type(self, name: str) -> str:
        suffix = PurePosixPath(name).suffix.lower()
        if suffix in _PAGES:
            default = f"text/html; charset={self.manifest.encoding}"
            return self.manifest.content_type or default
        kind = _TYPES.guess_type(name)[0] or "application/octet-stream"
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def _short(self, status: int) -> bytes:
        words = "Страница не найдена" if status == 404 else f"{status} {responses.get(status, '')}"
        page = f"<!doctype html><title>{words}</title><h1>{words}</h1>\n"
        return page.encode(self.manifest.encoding, "xmlcharrefreplace")


def read_files(folder: Path, manifest: Manifest, bases: Mapping[str, str]) -> dict[str, bytes]:
    """All files of a host's folder: pages in the site's encoding, ``{{name}}`` filled.

    The manifest itself, symbolic links and the folders of the site's other hosts stay out.
    """
    others = tuple(folder / name for _, name in manifest.hosts)
    return {
        path.relative_to(folder).as_posix(): _ready(path, manifest.encoding, bases)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and path != folder / MANIFEST
        and not any(path.is_relative_to(other) for other in others)
    }


def _ready(path: Path, encoding: str, bases: Mapping[str, str]) -> bytes:
    suffix = path.suffix.lower()
    if suffix in _PAGES:
        text = _filled(path.read_text(encoding="utf-8"), bases)
        return text.encode(encoding, "xmlcharrefreplace")
    if suffix in _TEXTS:
        return _filled(path.read_text(encoding="utf-8"), bases).encode()
    return path.read_bytes()


def _filled(text: str, bases: Mapping[str, str]) -> str:
    for name, base in bases.items():
        text = text.replace(f"{{{{{name}}}}}", base)
    return text
