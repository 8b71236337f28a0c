"""Twins that are applications: a shell at the addresses, data beside it, a router that draws.

The page of an address is a record of JSON: title, attributes of ``html`` and ``body``, content
(the page's own styles, its body, its scripts), or only where its reader is sent to.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from html import escape
from itertools import cycle
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.twins.pages import (
    MENU_FORMS,
    MISSING,
    Files,
    Form,
    become,
    body_of,
    markup,
    pages_of,
    refresh_of,
    resolve,
    tree_of,
    ways,
)

SCRIPT = "/static/js/main.js"
WHOLE = "/api/pages.json"
EACH = "/api/page.json?path="
KEYS = "/_next/data/"
_ROUTER = Path(__file__).with_name("router.js").read_text(encoding="utf-8")
_NOSCRIPT = "<noscript>Включите JavaScript, чтобы пользоваться сайтом.</noscript>"
_SKELETON = '<div class="skeleton"><div class="bar"></div>Загрузка…</div>'
_STYLES = "style,link[rel=stylesheet i]"


@dataclass(frozen=True, kw_only=True)
class App:
    """What kind of application: how it tells where it is, and how the data of its pages come.

    ``forms`` are what links become, empty when they stay links; ``wait`` are milliseconds.
    """

    mode: Literal["path", "hash", "hashbang", "state"] = "path"
    data: Literal["bundle", "whole", "each", "keys"] = "whole"
    forms: tuple[Form, ...] = ()
    wait: int = 0
    loading: str = ""
    root: str = "root"


@dataclass(frozen=True, kw_only=True)
class Record:
    """A page as data. ``styles`` are those of its head, one of them each."""

    title: str = ""
    html: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, str] = field(default_factory=dict)
    styles: tuple[str, ...] = ()
    content: str = ""
    to: str = ""


def _application(app: App, files: Files) -> Files:
    """The twin of a site: its documents and pictures, shells, the script and the data."""
    pages = pages_of(files)
    records = {key: _record(app, files, key) for key in pages}
    records["*"] = records.get(MISSING) or _missing(records)
    shared = _shared(records)
    data = {key: _data(record, shared) for key, record in records.items()}
    others = {key: body for key, body in files.items() if key not in pages}
    return {**others, **_addresses(app, records, shared), **_stored(app, data)}


def _record(app: App, files: Files, key: str) -> Record:
    tree = tree_of(files[key])
    to = refresh_of(tree, key)
    if to:
        return Record(to=to)
    resolve(tree, key)
    for (node, target), form in zip(list(ways(tree, key, files)), cycle(app.forms or (None,))):
        _write(tree, node, _target(app, target, form), form)
    head = tree.head.css(f"{_STYLES},script") if tree.head is not None else []
    body = body_of(tree)
    return Record(
        title=_title(tree),
        html=_attributes(tree.root),
        body=_attributes(body),
        styles=tuple(node.html or "" for node in head if node.tag != "script"),
        content=markup(node for node in head if node.tag == "script") + (body.inner_html or ""),
    )


def _target(app: App, target: str, form: Form | None) -> str:
    sign = {"hash": "#", "hashbang": "#!"}.get(app.mode, "")
    return target if form else sign + target


def _write(tree: LexborHTMLParser, node: LexborNode, target: str, form: Form | None) -> None:
    if form is None:
        node.attrs["href"] = target
    else:
        become(tree, node, form, {"data-go": target})


def _title(tree: LexborHTMLParser) -> str:
    node = tree.css_first("head title")
    return node.text().strip() if node is not None else ""


def _attributes(node: LexborNode | None) -> dict[str, str]:
    found = node.attributes if node is not None else {}
    return {name: value or "" for name, value in found.items()}


def _missing(records: Mapping[str, Record]) -> Record:
    home = records.get("/", Record())
    return Record(title=home.title, html=home.html, content="<h1>Страница не найдена</h1>")


def _shared(records: Mapping[str, Record]) -> tuple[str, ...]:
    """The styles of all pages, which stand in the shell; the home page's order."""
    drawn = [record for record in records.values() if record.styles]
    home = records.get("/", Record()).styles
    return tuple(one for one in home if all(one in record.styles for record in drawn))


def _data(record: Record, shared: tuple[str, ...]) -> dict[str, object]:
    """A record as the router reads it."""
    if record.to:
        return {"to": record.to}
    found = asdict(record)
    own = [one for one in record.styles if one not in shared]
    found["content"] = "".join((*own, record.content))
    return {name: found[name] for name in ("title", "html", "body", "content")}


def _stored(app: App, data: Mapping[str, Mapping[str, object]]) -> Files:
    """The script and the files from which it takes the pages."""
    bodies = {key: _json(found) for key, found in data.items()}
    numbers = {body: f"p{number}" for number, body in enumerate(dict.fromkeys(bodies.values()))}
    routes = {key: numbers[body] for key, body in bodies.items()}
    settings = {"mode": app.mode, "root": app.root, "loading": app.loading}
    pages = {numbers[body]: json.loads(body) for body in numbers}
    if app.data == "bundle":
        return _script({**settings, "routes": routes, "pages": pages})
    if app.data == "whole":
        table = _json({"routes": routes, "pages": pages}).encode()
        return _script({**settings, "whole": WHOLE}) | {WHOLE: table}
    if app.data == "keys":
        found = {f"{KEYS}{number}.json": body.encode() for body, number in numbers.items()}
        return _script({**settings, "routes": routes, "keys": KEYS, "served": True}) | found
    each = f"/api/page.json?wait={app.wait}&path=" if app.wait else EACH
    return _script({**settings, "each": each}) | {
        f"{each}{key}": body.encode() for key, body in bodies.items()
    }


def _json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _script(settings: Mapping[str, object]) -> Files:
    return {SCRIPT: f"const TWIN = {_json(settings)};\n{_ROUTER}".encode()}


def _addresses(app: App, records: Mapping[str, Record], shared: tuple[str, ...]) -> Files:
    """What the pages' addresses answer; applications without addresses answer at "/" only."""
    home = records.get("/", Record())
    shell = _shell(app, home, shared).encode()
    if app.mode != "path":
        return {"/": shell}
    if app.data != "keys":
        return dict.fromkeys(records, shell)
    shells = {key: _shell(app, home, shared, payload=_payload(key)) for key in records}
    if not home.to:
        shells["/"] = _served(app, home, shared)
    return {key: text.encode() for key, text in shells.items()}


def _payload(key: str) -> str:
    found = _json({"page": quote(key), "props": {"pageProps": {"id": quote(key, safe="")}}})
    return f'<script id="__NEXT_DATA__" type="application/json">{found}</script>'


def _shell(app: App, home: Record, shared: tuple[str, ...], payload: str = _NOSCRIPT) -> str:
    head = _head(home.title, shared)
    root = f'<div id="{app.root}">{app.loading}</div>{payload}<script src="{SCRIPT}"></script>'
    return f'<!doctype html>\n<html lang="ru"><head>{head}</head><body>{root}</body></html>\n'


def _served(app: App, home: Record, shared: tuple[str, ...]) -> str:
    """The home page drawn by the server: its root is full, the router stands before its scripts."""
    head = f'{_head(home.title, shared)}<script src="{SCRIPT}"></script>'
    html, body = (
        "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        for attributes in (home.html, home.body)
    )
    root = f'<div id="{app.root}">{_data(home, shared)["content"]}</div>{_payload("/")}'
    return f"<!doctype html>\n<html{html}><head>{head}</head><body{body}>{root}</body></html>\n"


def _head(title: str, shared: tuple[str, ...]) -> str:
    view = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    return f'<meta charset="utf-8">{view}<title>{escape(title)}</title>{"".join(shared)}'


_KINDS = {
    "shell": App(),
    "hash": App(mode="hash"),
    "hashbang": App(mode="hashbang", data="bundle"),
    "buttons": App(data="each", forms=(Form("button", (("type", "button"),)),), wait=150),
    "state-only": App(mode="state", data="bundle", forms=MENU_FORMS),
    "slow": App(data="each", wait=1200, loading=_SKELETON),
    "next": App(data="keys", root="__next"),
}
APPS: dict[str, Callable[[Files], Files]] = {
    name: partial(_application, app) for name, app in _KINDS.items()
}
