"""Twins of small sites: the same to a person's eyes, but drawn by JavaScript.

``files_of`` reads a folder of ``tests/sites`` or of the demo as it is served, each of ``TWINS``
makes another site of its files, ``serving_files`` serves it: a test may then demand of the twin
the marks of the static site. ``obstacle`` tells which folders have no faithful twin.
"""

from collections.abc import Callable

from tests.twins.apps import APPS
from tests.twins.folders import files_of, obstacle
from tests.twins.late import lazy
from tests.twins.menus import divs_inline, divs_listeners
from tests.twins.pages import Files
from tests.twins.server import serving_files

__all__ = ["TWINS", "Files", "files_of", "obstacle", "serving_files"]

TWINS: dict[str, Callable[[Files], Files]] = {
    **APPS,
    "divs-inline": divs_inline,
    "divs-listeners": divs_listeners,
    "lazy": lazy,
}
