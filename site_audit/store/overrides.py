"""Overrides: a person's mark lies over the machine's, with author, reason, time and expiry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from site_audit.model import Mark


@dataclass(frozen=True, kw_only=True, slots=True)
class Override:
    """A person's mark of one criterion of one college; None says «could not tell».

    It counts for runs from ``since_run`` on, for visits before ``expires_at``, until it is removed
    or the machine's evidence is another one than ``evidence`` (a digest) says it was.
    """

    id: int
    college_id: int
    criterion: str
    mark: Mark
    author: str
    reason: str
    since_run: int
    created_at: datetime
    expires_at: datetime | None = None
    removed_at: datetime | None = None
    evidence: str = ""
