"""All that is scored, in the order of the methodology: 26 presence and 8 visual criteria."""

from __future__ import annotations

from criteria.admission import ADMISSION_CRITERIA
from criteria.subsections import SUBSECTIONS
from criteria.tab import TAB_CRITERIA
from criteria.visual import VISUAL_CRITERIA
from site_audit.model import Criterion

CRITERIA: tuple[Criterion, ...] = (
    *SUBSECTIONS,
    *ADMISSION_CRITERIA,
    *TAB_CRITERIA,
    *VISUAL_CRITERIA,
)
