"""The manifest of a small site: what its ``site.toml`` says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from site_audit.model import College, Mark, Membership

MANIFEST = "site.toml"
_ROLES: dict[str, Literal["base", "network", ""]] = {
    "базовая": "base",
    "сетевая": "network",
    "": "",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """An address that is answered otherwise than by the file of its name.

    ``status`` 0 means the usual one: 302 with a ``location``, 200 without.
    """

    file: str = ""
    status: int = 0
    location: str = ""
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """A small site's manifest.

    ``marks`` are (criterion, mark) as a careful human auditor gives them, None = could not tell;
    ``drawn`` those that a visit with a browser gives otherwise; ``why`` are (criterion, sentence).
    ``hosts`` are (name, folder inside the site's folder). ``college`` is the entry in the register
    with an empty ``url``: that is known when served.
    """

    title: str = ""
    entry: str = "/"
    encoding: str = "utf-8"
    content_type: str = ""
    routes: tuple[tuple[str, Route], ...] = ()
    fallback: Route | None = None
    hosts: tuple[tuple[str, str], ...] = ()
    marks: tuple[tuple[str, Mark], ...] = ()
    drawn: tuple[tuple[str, Mark], ...] = ()
    why: tuple[tuple[str, str], ...] = ()
    college: College | None = None


def manifest(folder: Path) -> Manifest:
    """Read ``folder/site.toml``; an unknown key or a mark that is none raises ValueError."""
    path = folder / MANIFEST
    try:
        return _manifest(tomllib.loads(path.read_text(encoding="utf-8")))
    except (TypeError, ValueError) as error:
        raise ValueError(f"{path}: {error}") from error


def _manifest(table: dict[str, Any]) -> Manifest:
    routes = table.pop("routes", {})
    fallback = table.pop("fallback", None)
    college = table.pop("college", None)
    marks, drawn = table.pop("marks", {}), table.pop("drawn", {})
    return Manifest(
        routes=tuple((address, _route(route)) for address, route in routes.items()),
        fallback=None if fallback is None else _route(fallback),
        hosts=tuple(table.pop("hosts", {}).items()),
        marks=tuple((criterion, _mark(mark)) for criterion, mark in marks.items()),
        drawn=tuple((criterion, _mark(mark)) for criterion, mark in drawn.items()),
        why=tuple(table.pop("why", {}).items()),
        college=None if college is None else _college(college),
        **table,
    )


def _route(table: dict[str, Any]) -> Route:
    return Route(headers=tuple(table.pop("headers", {}).items()), **table)


def _mark(mark: object) -> Mark:
    if mark == "?":
        return None
    if isinstance(mark, int) and not isinstance(mark, bool):
        return mark
    raise ValueError(f"a mark is a number or “?”, not {mark!r}")


def _college(table: dict[str, Any]) -> College:
    membership = Membership(
        cluster=table.pop("cluster", ""),
        role=_role(table.pop("role", "")),
        industry=table.pop("industry", ""),
        employers=tuple(table.pop("employers", ())),
    )
    return College(url="", memberships=(membership,) if membership.cluster else (), **table)


def _role(word: str) -> Literal["base", "network", ""]:
    if word not in _ROLES:
        raise ValueError(f"a role is “базовая” or “сетевая”, not {word!r}")
    return _ROLES[word]
