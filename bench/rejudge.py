"""Judging again from archives. ``python -m bench.rejudge FOLDER``: load, settle, judge each."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.meter import metered, tell
from bench.product import METHODOLOGY, is_read
from site_audit.archives import archive
from site_audit.cli.desk import GUIDE
from site_audit.documents import library
from site_audit.heap import collect_rarely
from site_audit.judge import judge
from site_audit.model import Verdict
from site_audit.pages import cage


def main() -> None:
    folder = Path(sys.argv[1])
    pages = 0
    marks = {}
    collect_rarely()
    with metered() as spent:
        for path in sorted(folder.rglob("*.warc.gz")):
            snapshot = archive.load(folder, path.relative_to(folder).as_posix(), GUIDE)
            given = judge(METHODOLOGY.criteria, METHODOLOGY.rules, snapshot)
            marks[snapshot.college.url] = _marks(given)
            pages += sum(map(is_read, snapshot.pages))
        cage.close()
        library.close()
    tell(spent, pages=pages, marks=marks)


def _marks(given: tuple[Verdict, ...]) -> dict[str, int | None]:
    return {one.criterion: one.finding.mark for one in given}


if __name__ == "__main__":
    main()
