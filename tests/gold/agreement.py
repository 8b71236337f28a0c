"""How far the marks agree with hand labels, criterion by criterion."""

from __future__ import annotations

import asyncio
import contextlib
import http.server
import sys
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml

from site_audit.audit import audit
from site_audit.model import College, Mark
from tests.workshop import GROUPS, METHODOLOGY, PRESENCE, SHARED, letter, means_for

ENTRIES = {"ktk40": "/ru/", "feopoliteh": "/pages/index.html", "spbgasu-sveden": "/common.html"}
HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One criterion on one site: what a person gave, what the machine gave and why."""

    site: str
    criterion: str
    wanted: Mark
    given: Mark
    doubt: bool
    words: str
    label: str

    @property
    def right(self) -> bool:
        return self.wanted == self.given

    @property
    def group(self) -> str:
        return self.criterion[0]

    @property
    def false_one(self) -> bool:
        return self.wanted == 0 and self.given == 1


class _Pages(http.server.SimpleHTTPRequestHandler):
    """Static files as a page host serves them: ``/x`` is x, x.html or x/index.html; no listings."""

    def send_head(self):  # type: ignore[no-untyped-def]
        path = Path(self.translate_path(unquote(urlsplit(self.path).path)))
        if not path.exists() and Path(f"{path}.html").is_file():
            self.path += ".html"
        return super().send_head()

    def list_directory(self, path):  # type: ignore[no-untyped-def]
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        return None


class _Server(http.server.ThreadingHTTPServer):
    """Says nothing of a browser that has seen enough and hangs up."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    server = _Server(("127.0.0.1", 0), partial(_Pages, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def sites() -> tuple[str, ...]:
    """Names of the labelled sites; none when they do not lie beside the project."""
    return tuple(path.stem for path in sorted((SHARED / "sites" / "labels").glob("*.yaml")))


def cells_of(name: str, archives: Path) -> tuple[Cell, ...]:
    """The cells of one site, by an audit of it on loopback."""
    folder = SHARED / "sites" / name
    text = (SHARED / "sites" / "labels" / f"{name}.yaml").read_text("utf-8")
    labels = yaml.safe_load(text)["labels"]
    disputed = tomllib.loads((HERE / "disputed.toml").read_text("utf-8")).get(name, {})
    with served(folder) as base:
        college = College(name=name, url=base + ENTRIES.get(name, "/"))
        found = asyncio.run(audit(college, means_for(archives), METHODOLOGY))
    given = {one.criterion: one.finding for one in found.verdicts}
    return tuple(
        Cell(
            site=name,
            criterion=code,
            wanted=labels[code]["label"],
            given=given[code].mark,
            doubt=bool(labels[code]["doubt"]) or code in disputed,
            words=f"{given[code].reason}: {given[code].because}",
            label=labels[code]["evidence"],
        )
        for code in PRESENCE
    )


def table(cells: tuple[Cell, ...]) -> str:
    """Agreement by criterion, then every disagreement."""
    rows = ["criterion   sure right  false 1  null   doubtful right   precision  recall"]
    for code in PRESENCE:
        mine = [cell for cell in cells if cell.criterion == code]
        rows.append(_row(code, mine))
    for group in GROUPS:
        rows.append(_row(group, [cell for cell in cells if cell.group == group]))
    rows.append(_row("all", list(cells)))
    for cell in cells:
        if not cell.right:
            kind = "doubt" if cell.doubt else "SURE "
            rows.append(
                f"{kind} {cell.site} {cell.criterion}: label {letter(cell.wanted)}, "
                f"given {letter(cell.given)}: {cell.words}\n      label says: {cell.label}"
            )
    return "\n".join(rows)


def _row(title: str, cells: list[Cell]) -> str:
    sure = [cell for cell in cells if not cell.doubt]
    doubtful = [cell for cell in cells if cell.doubt]
    return (
        f"{title:<10} {sum(c.right for c in sure):>3} of {len(sure):<4}"
        f"{sum(c.false_one for c in sure):>7}{sum(c.given is None for c in sure):>7}"
        f"{sum(c.right for c in doubtful):>8} of {len(doubtful):<10}"
        f"{_share(*precision(sure)):>9}{_share(*recall(sure)):>8}"
    )


def precision(cells: list[Cell]) -> tuple[int, int]:
    """How many of the ones that were given a person gave too, and how many were given."""
    given = [cell for cell in cells if cell.given == 1]
    return sum(cell.right for cell in given), len(given)


def recall(cells: list[Cell]) -> tuple[int, int]:
    """How many of the ones that a person gave were given, and how many a person gave."""
    wanted = [cell for cell in cells if cell.wanted == 1]
    return sum(cell.right for cell in wanted), len(wanted)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"
