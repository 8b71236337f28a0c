"""What people decided on pictures: a file beside the references, a line for each decision.

A decision holds for all twins of its picture; of two on one picture the later counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec

from site_audit.errors import SaidInWords
from site_audit.glimpse import Decision

FILE = "decisions.jsonl"


class DecisionsError(SaidInWords):
    """A file of decisions that cannot be read; the text says where and why."""


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as it is kept: who took it, when, and on which picture."""

    print: str
    shows: str
    by: str
    at: datetime
    picture: str = ""


_line = msgspec.json.Decoder(Taken).decode


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """The decisions kept in a folder of references; none where there is no such file."""
    return tuple(Decision(print=one.print, shows=one.shows) for one in _latest(taken(folder)))


def taken(folder: Path) -> tuple[Taken, ...]:
    """All decisions in their order, those that later ones replace included."""
    path = folder / FILE
    if not path.exists():
        return ()
    found = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            found.append(_line(line))
        except msgspec.MsgspecError as error:
            where = f"Строка {number} файла {path} не читается"
            raise DecisionsError(f"{where}: исправьте её или уберите ({error}).") from error
    return tuple(found)


def _latest(all_taken: Iterable[Taken]) -> Iterable[Taken]:
    return {one.print: one for one in all_taken}.values()


def keep_decisions(folder: Path, new: Iterable[Taken]) -> None:
    """Adds decisions to those that are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("ab+") as file:
        file.seek(max(0, file.tell() - 1))
        cut = file.read() not in (b"", b"\n")  # an editor left the last line without its end
        file.write(b"\n" * cut + b"".join(msgspec.json.encode(one) + b"\n" for one in new))
