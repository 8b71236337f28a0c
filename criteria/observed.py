"""What is seen and not scored: subsections that order 1493 adds, for notes and common errors."""

from __future__ import annotations

from criteria.subsections import CATERING, EDUCATION, GRANTS, STANDARDS, subsection
from site_audit.model import Criterion

OBSERVED: tuple[Criterion, ...] = tuple(
    Criterion(id=code, group="O", title=spec.title, check=subsection(spec))
    for code, spec in (
        ("education", EDUCATION),
        ("standards", STANDARDS),
        ("grants", GRANTS),
        ("catering", CATERING),
    )
)
