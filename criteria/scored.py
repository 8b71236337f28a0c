"""All that is scored, in the order of the methodology: 26 presence and 8 visual criteria."""

from __future__ import annotations

from criteria.admission import ADMISSION_CRITERIA
from criteria.editions import EDITIONS
from criteria.subsections import SUBSECTIONS
from criteria.tab import TAB_CRITERIA
from site_audit.model import Criterion, Finding, Rules, Snapshot

BUILT: dict[str, Criterion] = {
    one.id: one for one in (*SUBSECTIONS, *ADMISSION_CRITERIA, *TAB_CRITERIA)
}


def _not_built(snapshot: Snapshot, rules: Rules) -> Finding:
    because = "Этот критерий программа пока не проверяет."
    return Finding(mark=None, reason="not_built", because=because)


def _criterion(code: str, title: str) -> Criterion:
    visual = code.startswith("V")
    return BUILT.get(code) or Criterion(
        id=code, group=code[0], title=title, check=_not_built, out_of=5 if visual else 1
    )


CRITERIA: tuple[Criterion, ...] = tuple(
    _criterion(code, title) for code, title in EDITIONS["2023"].titles
)
