"""A tiny loopback server of files in memory."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import MimeTypes
from pathlib import PurePosixPath
from threading import Thread
from urllib.parse import unquote

from site_audit.pages.charset import encoding_of
from tests.twins.pages import MISSING, Files, pages_of

_TYPES = MimeTypes()
_OFFICE = "application/vnd.openxmlformats-officedocument"
for _kind, _suffix in (
    (f"{_OFFICE}.wordprocessingml.document", ".docx"),
    (f"{_OFFICE}.spreadsheetml.sheet", ".xlsx"),
    ("text/javascript", ".js"),
    ("image/webp", ".webp"),
    ("font/woff2", ".woff2"),
):
    _TYPES.add_type(_kind, _suffix)
_WAIT = re.compile(r"[?&]wait=(\d+)")
_DECLARES = re.compile(rb"<meta[^>]+charset", re.IGNORECASE)


@contextmanager
def serving_files(files: Files, address: str = "127.78.0.1") -> Iterator[str]:
    """Serve files at a free port of a loopback address; yields the base without a last slash.

    An address that is not known is asked for without its query, then gets "*" with 200 if there
    is one, else 404. ``wait=N`` in a query makes the answer come N milliseconds later.
    """
    server = ThreadingHTTPServer((address, 0), _handler(files))
    thread = Thread(target=server.serve_forever, args=(0.05,), name="twins", daemon=True)
    thread.start()
    try:
        yield f"http://{address}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def answer_of(files: Files, target: str) -> tuple[int, str, bytes]:
    """Status, content type and body for a request's target."""
    key = unquote(target.partition("#")[0])
    path = key.partition("?")[0]
    for name in (key, path, "*"):
        if name in files:
            return 200, _type(name, files[name]), files[name]
    missing = files.get(MISSING, "<!doctype html><h1>Страница не найдена</h1>".encode())
    return 404, _type("/", missing), missing


def _type(key: str, body: bytes) -> str:
    if pages_of({key: body}) or b"<frameset" in body:
        declared = _DECLARES.search(body[:4000]) or encoding_of(body) == "utf-8"
        return f"text/html; charset={encoding_of(body)}" if declared else "text/html"
    kind = _TYPES.guess_type(PurePosixPath(key.partition("?")[0]).name)[0]
    kind = kind or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _handler(files: Files) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 20

        def do_GET(self) -> None:
            wait = _WAIT.search(self.path)
            time.sleep(int(wait[1]) / 1000 if wait else 0)
            status, kind, body = answer_of(files, self.path)
            with suppress(ConnectionError):  # a browser leaves when it likes
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body if self.command == "GET" else b"")

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
