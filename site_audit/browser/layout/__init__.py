"""What a page looks like, in figures and places: one script for its live document.

It runs in a world of its own, once for each screen; ``siteAudit`` is what may be asked. Its files
share one scope, so that any may use what another declares.
"""

from importlib.resources import files

PARTS = (
    "places", "text", "contrast", "collisions", "sideways", "structure", "menu", "links",
    "pictures", "phone", "ready", "questions",
)  # fmt: skip


def _part(name: str) -> str:
    return files(__package__).joinpath(f"{name}.js").read_text("utf-8")


SCRIPT = f"(() => {{{''.join(map(_part, PARTS))}}})();"
