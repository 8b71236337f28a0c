"""What a kept result was made by: all that bears on it is in its name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import site_audit
from site_audit.archives import parsed
from site_audit.documents import library
from site_audit.logos import eye
from site_audit.sources import Sources

ROOM = Path(site_audit.__file__).parent
KEPT = {"facts of pages": parsed.SOURCES, "documents": library.SOURCES, "pictures": eye.SOURCES}


def _file(name: str) -> Path:
    return ROOM / f"{name.replace('.', '/')}.py"


def _imports(name: str) -> Iterator[str]:
    """Our own modules that a module imports anywhere in it."""
    for node in ast.walk(ast.parse(_file(name).read_text("utf-8"))):
        module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
        if module.split(".")[0] == "site_audit" and isinstance(node, ast.ImportFrom):
            inner = module.removeprefix("site_audit").removeprefix(".")
            parts = [f"{inner}.{one.name}".removeprefix(".") for one in node.names]
            yield from {one if _file(one).exists() else inner for one in parts}


@pytest.mark.parametrize("sources", KEPT.values(), ids=KEPT.keys())
def test_all_that_bears_on_a_kept_result_is_in_its_digest(sources: Sources) -> None:
    known = {*sources.modules, *sources.bystanders}
    missing = {one for name in sources.modules for one in _imports(name)} - known
    assert missing == set()
    assert [name for name in known if not _file(name).exists()] == []


def test_another_source_library_or_word_is_another_digest() -> None:
    first = Sources(modules=("text",), libraries=("pillow",))
    others = (
        Sources(modules=("words",), libraries=("pillow",)),
        Sources(modules=("text",), libraries=("numpy",)),
    )
    digests = {first.digest(), first.digest("5.5.0"), *(one.digest() for one in others)}
    assert len(digests) == 4
