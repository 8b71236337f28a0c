"""``make gold``: the table of agreement with the hand labels, on real sites and own ones.

What it finds is written down for the methodology: ``criteria/accuracy.toml``.
"""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from site_audit.audit import audit
from site_audit.demo.manifest import manifest
from site_audit.demo.server import serving
from site_audit.documents import library
from site_audit.logos import eye
from site_audit.pages import cage
from tests.gold import accuracy
from tests.gold.agreement import Cell, cells_of, sites, table
from tests.gold.marks import JUDGED_BY, TUNED_BY, figures, halves, shown_by
from tests.gold.marks import table as table_of_marks
from tests.workshop import METHODOLOGY, PRESENCE, SITES, entry_of, means_for


def own_cells(archives: Path) -> tuple[Cell, ...]:
    """The cells of the fixture sites, those that could not be told included."""
    found = []
    for folder in sorted(path.parent for path in SITES.glob("*/site.toml")):
        labels, why = dict(manifest(folder).marks), dict(manifest(folder).why)
        with serving([folder]) as (site,):
            college = replace(entry_of(folder), url=site.url)
            done = asyncio.run(audit(college, means_for(archives), METHODOLOGY))
        given = {one.criterion: one.finding for one in done.verdicts}
        found += [
            Cell(
                site=folder.name,
                criterion=code,
                wanted=labels[code],
                given=given[code].mark,
                doubt=why.get(code, "").startswith("doubt"),
                words=f"{given[code].reason}: {given[code].because}",
                label=why.get(code, ""),
            )
            for code in PRESENCE
            if code in labels
        ]
    return tuple(found)


def main() -> None:
    """Prints both tables, and writes the figures down where both kinds of sites are here."""
    shown = tuple(one for hand in (*TUNED_BY, *JUDGED_BY) for one in shown_by(hand))
    print("Drawn marks\n" + table_of_marks(shown) + "\n")
    with tempfile.TemporaryDirectory() as folder:
        own = own_cells(Path(folder))
        print("Own fixture sites\n" + table(own) + "\n")
        if not sites():
            print("The labelled real sites are not here: nothing to compare with.")
            return
        real = tuple(cell for name in sites() for cell in cells_of(name, Path(folder)))
        print("Real sites\n" + table(real))
    found = {"own": own, "real": real}
    of_marks = {name: figures(half) for name, half in halves(shown).items()}
    accuracy.PAGE.write_text(accuracy.written(found, date.today(), of_marks), encoding="utf-8")


if __name__ == "__main__":
    main()
    cage.close()
    library.close()
    eye.close()
