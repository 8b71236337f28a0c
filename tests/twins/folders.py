"""A folder of ``tests/sites`` or of the demo as files by their addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from site_audit.demo.host import Answer, Host, read_files
from site_audit.demo.manifest import Manifest, Route, manifest
from tests.twins.pages import Files

_SENT_ON = (
    '<!doctype html><html><head><meta charset="utf-8"><title></title>'
    '<meta http-equiv="refresh" content="0; url={}"></head><body></body></html>'
)
_FRAMES = re.compile(rb"<frameset\b|<iframe[^>]+src=[\"']?(?!https?:|//|about:)", re.IGNORECASE)


def files_of(folder: Path) -> Files:
    """What the demo's server answers at each address of a site, of the site's own host only.

    Redirects become pages that send their reader on. What the server answers with another status
    is left out: 404 is what it gets. Pages keep the site's encoding.
    """
    wanted = manifest(folder)
    bases = {"self": "", **{name: f"http://{name}.invalid" for name, _ in wanted.hosts}}
    host = Host(manifest=wanted, files=read_files(folder, wanted, bases), bases=bases)
    answers = {address: host.answer(address) for address in _addresses(wanted, host)}
    bodies = {address: _body(answer) for address, answer in answers.items()}
    return {address: body for address, body in sorted(bodies.items()) if body is not None}


def _addresses(wanted: Manifest, host: Host) -> Iterator[str]:
    for address, _ in wanted.routes:
        yield unquote(address)
    for name in host.files:
        path = PurePosixPath("/", name)
        yield str(path)
        if path.suffix == ".html":
            page = path.parent if path.stem == "index" else path.with_suffix("")
            yield from (str(page), f"{str(page).rstrip('/')}/")


def _body(answer: Answer) -> bytes | None:
    location = dict(answer.headers).get("Location")
    if location:
        return _SENT_ON.format(escape(location)).encode()
    return answer.body if answer.status == 200 else None


def obstacle(folder: Path) -> str:
    """Why a folder's twins cannot be faithful; empty when they can."""
    wanted = manifest(folder)
    routes = [route for _, route in wanted.routes]
    if wanted.entry != "/":
        return "the site does not begin at /"
    if wanted.hosts:
        return "there are further hosts"
    if wanted.fallback or any(_speaks_by_status(route) for route in routes):
        return "the status of an answer says something"
    bodies = files_of(folder).values()
    return "there are frames" if any(_FRAMES.search(body) for body in bodies) else ""


def _speaks_by_status(route: Route) -> bool:
    return not route.location and route.status not in (0, 200, 404)
