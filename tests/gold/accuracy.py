"""How precise the marks are and how much they find: the figures that the methodology shows.

``make gold`` measures and writes them, ``docs/methodology.md`` shows them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from criteria.editions import DETECTORS
from tests.gold.agreement import HERE, Cell, precision, recall
from tests.gold.marks import Figures
from tests.workshop import PRESENCE

PAGE = HERE.parent.parent / "criteria" / "accuracy.toml"
_HEAD = """\
# Written by `make gold`, shown in docs/methodology.md. Sure labels only; one label a site.
# untold: a person gave 1 or 0, the program left it to a person. precision, recall: of the ones
# that were given, and of those that should be; none where there were no ones.
"""


def written(
    cells: Mapping[str, tuple[Cell, ...]], day: date, shown: Mapping[str, Figures] | None = None
) -> str:
    """The file as it must be: ``cells`` are those of each kind of sites, ``own`` and ``real``.

    ``shown`` are the halves of the drawn set.
    """
    parts = [f'{_HEAD}date = {day}\ndetectors = "{DETECTORS}"\n']
    for kind, of_kind in cells.items():
        parts.append(f"\n[{kind}]\nsites = {len({cell.site for cell in of_kind})}\n")
        parts += [_line(code, of_kind) for code in PRESENCE]
    for half, figures in (shown or {}).items():
        told = (f"{name} = {value}\n" for name, value in figures._asdict().items())
        parts.append(f"\n[marks.{half}]\n{''.join(told)}")
    return "".join(parts)


def _line(code: str, cells: tuple[Cell, ...]) -> str:
    sure = [cell for cell in cells if cell.criterion == code and not cell.doubt]
    figures: dict[str, int | float] = {
        "sure": len(sure),
        "right": sum(cell.right for cell in sure),
        "untold": sum(cell.given is None and not cell.right for cell in sure),
    }
    for name, (part, whole) in (("precision", precision(sure)), ("recall", recall(sure))):
        if whole:
            figures[name] = round(part / whole, 4)
    return f"{code} = {{ {', '.join(f'{name} = {value}' for name, value in figures.items())} }}\n"
