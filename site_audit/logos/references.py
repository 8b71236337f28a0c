"""Pictures that logos are known by, in folders that an operator fills.

``professionalitet/*`` are the project's, ``employers/<name>/*`` of employers, ``others/<name>/*``
of those that stand on many sites and are no partners.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from site_audit.errors import SaidInWords
from site_audit.glimpse import EMPLOYERS, OTHERS, PROJECT

ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".bmp"})
MOST_BYTES = 5 << 20
_NAME = re.compile(r"(?=.*[^\W_])[\w«„“\"'(№][\w .,«»„“”\"'()№&+-]{0,99}")


class NoReference(SaidInWords):
    """A reference that cannot be kept; the text says which and why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A picture of a logo; ``name`` is professionalitet, employers/… or others/…."""

    name: str
    file: str
    body: bytes


@dataclass(frozen=True, kw_only=True)
class References:
    """The pictures that logos are known by, in the order of their names."""

    all: tuple[Reference, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Names the set by all that it holds; 16 hexadecimal digits."""
        whole = hashlib.sha256()
        kept = sorted((one.name, hashlib.sha256(one.body).hexdigest()) for one in self.all)
        for name, told in kept:
            whole.update(f"{name}\0{told}\0".encode())
        return whole.hexdigest()[:16]

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that any of them bears."""
        return frozenset(one.name for one in self.all)


def read_references(folder: Path) -> References:
    """The references below a folder; none where there is no such folder."""
    found = [
        Reference(name=name, file=path.relative_to(folder).as_posix(), body=path.read_bytes())
        for path in sorted(folder.glob("**/*"))
        if path.is_file() and path.suffix.lower() in ENDINGS and (name := _name(folder, path))
    ]
    return References(all=tuple(found))


def _name(folder: Path, path: Path) -> str:
    """The name of a reference by its place; empty for what lies in no place for references."""
    match path.relative_to(folder).parts[:-1]:
        case (group,) if group == PROJECT:
            return PROJECT
        case (group, name) if group in (EMPLOYERS, OTHERS):
            return f"{group}/{name}"
    return ""


def checked(name: str) -> str:
    """The name itself; NoReference for one that would lie elsewhere or be none."""
    group, _, own = name.partition("/")
    if name == PROJECT or (group in (EMPLOYERS, OTHERS) and _NAME.fullmatch(own)):
        return name
    raise NoReference(
        f"Имя образца «{name}» не годится: нужно professionalitet, employers/<название> "
        "или others/<название>; в названии до 100 знаков: буквы, цифры, пробелы, кавычки, скобки, "
        "точка, запятая, дефис, №, & и +."
    )


def keep(folder: Path, name: str, body: bytes, ending: str) -> Path:
    """Puts a picture among the references; the same one twice is kept once. Raises NoReference."""
    check(name, body, ending)
    place = folder / name
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{hashlib.sha256(body).hexdigest()[:12]}{ending.lower()}"
    path.write_bytes(body)
    return path


def check(name: str, body: bytes, ending: str) -> None:
    """Passes a picture that ``keep`` would take; raises NoReference."""
    checked(name)
    if ending.lower() not in ENDINGS:
        raise NoReference(f"Картинки с окончанием «{ending}» не годятся: нужна PNG, JPG, SVG.")
    if len(body) > MOST_BYTES:
        raise NoReference("Картинка больше 5 мегабайт: уменьшите её, образцу хватит и 1000 точек.")
