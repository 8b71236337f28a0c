"""The house: who may import whom, how long a module may be, how it may not be called."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    path
    for room in ("site_audit", "criteria", "reports")
    for path in (ROOT / room).rglob("*.py")
    if "sites" not in path.parts
)
CRITERIA = [path for path in MODULES if path.is_relative_to(ROOT / "criteria")]
COMMANDS = ROOT / "site_audit" / "cli"
ENGINE = [
    path
    for path in MODULES
    if path.is_relative_to(ROOT / "site_audit") and not path.is_relative_to(COMMANDS)
]
SCRIPTS = [
    path for path in (ROOT / "site_audit").rglob("*.js") if not path.name.endswith(".min.js")
]
MOST_LINES = 350
FORBIDDEN = {
    "util", "utils", "helper", "helpers", "common", "base", "misc", "tools", "lib", "core",
    "manager", "service", "services", "factory", "processor", "handler", "handlers", "shared",
}  # fmt: skip


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Modules that a module imports anywhere in it, those for types alone too."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*above, *(node.module or "").split("."))).strip(".")
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def reaches(path: Path, *rooms: str) -> set[str]:
    return {
        module
        for module in imports(path)
        if any(module == room or module.startswith(room + ".") for room in rooms)
    }


def test_the_rooms_are_where_this_test_looks() -> None:
    assert len(ENGINE) > 40
    assert len(CRITERIA) > 8
    assert len(SCRIPTS) > 10
    assert reaches(COMMANDS / "desk.py", "criteria") == {"criteria"}
    assert "site_audit.net.client" in set(imports(ROOT / "site_audit" / "net" / "robots.py"))


@pytest.mark.parametrize("path", ENGINE, ids=name_of)
def test_the_engine_never_imports_the_methodology(path: Path) -> None:
    assert reaches(path, "criteria", "site_audit.cli") == set()


FLOORS = (  # each room stands on those before it alone
    *("net", "pages", "documents", "crawling", "logos", "archives", "browser", "demo"),
    *(
        "settings",
        "store",
        "register",
        "ratings",
        "writing",
        "pack",
        "followup",
        "review",
        "runs",
        "cluster",
        "migrations",
    ),
)


def test_every_room_of_the_engine_has_its_floor() -> None:
    rooms = {path.parent.name for path in (ROOT / "site_audit").glob("*/__init__.py")}
    assert rooms | {"migrations"} == {*FLOORS, "cli"}


@pytest.mark.parametrize("room", FLOORS)
def test_a_room_stands_on_the_floors_beneath_it(room: str) -> None:
    above = [f"site_audit.{one}" for one in FLOORS[FLOORS.index(room) + 1 :]]
    for path in (ROOT / "site_audit" / room).rglob("*.py"):
        assert reaches(path, *above) == set(), name_of(path)


NOT_FOR_CRITERIA = (
    "site_audit.net",
    "site_audit.store",
    "site_audit.crawling.crawl",
    "site_audit.crawling.reader",
    "site_audit.archives",
    "site_audit.settings",
    "site_audit.writing",
    "site_audit.cli",
    "site_audit.runs",
    "httpx2",
    "sqlalchemy",
    "socket",
    "asyncio",
    "time",
    "random",
    "os",
    "pathlib",
)


@pytest.mark.parametrize("path", CRITERIA, ids=name_of)
def test_criteria_touch_no_network_clock_disk_or_database(path: Path) -> None:
    assert reaches(path, *NOT_FOR_CRITERIA) == set()


@pytest.mark.parametrize("path", CRITERIA, ids=name_of)
def test_criteria_never_ask_what_time_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & {"now", "today", "utcnow", "open", "read_text", "read_bytes"}


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS], ids=name_of)
def test_a_module_is_short_enough_to_be_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_called_by_its_noun(path: Path) -> None:
    parts = {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
    words = {word for part in parts for word in part.split("_")}
    assert not words & FORBIDDEN


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_exception_is_swallowed(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None
            broad = isinstance(node.type, ast.Name) and "Exception" in node.type.id
            silent = all(isinstance(line, ast.Pass) for line in node.body)
            assert not (broad and silent), f"line {node.lineno}"
