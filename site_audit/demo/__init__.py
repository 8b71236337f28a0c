"""The demo: a few invented colleges in two clusters, to be audited on one's own machine.

Each folder under ``sites`` is a small complete site with a ``site.toml``: the college's entry in
the register and the marks that a careful human auditor would give. All texts, names, logos and
pictures are our own; likenesses are accidental.
"""

from importlib.resources import files
from pathlib import Path


def folders() -> tuple[Path, ...]:
    """The folders of the bundled sites, by name; also from an installed wheel."""
    sites = Path(str(files(__name__))) / "sites"
    return tuple(sorted(path.parent for path in sites.glob("*/site.toml")))
