"""Again: which failures of a site pass by themselves, and when it is visited once more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from site_audit.model import Outcome

PASSING = frozenset({"timeout", "dns", "refused", "cut", "protocol_error", "challenge", "time"})
"""Reasons that a later visit may find gone; robots.txt, 403, parked and the like stay as they are.

5xx, 408, 425 and 429 pass as well, and robots.txt that answers with an error.
"""
_PASSING_STATUSES = frozenset({"http_408", "http_425", "http_429", "robots_unreachable"})
OURS = frozenset({"timeout", "dns", "refused", "tls", "cut"})
"""Reasons that our own network can give to every site."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Again:
    """How often a site is visited that did not open, and hours between two visits."""

    attempts: int
    hours: float

    def after(self, outcome: Outcome, attempts: int, moment: datetime) -> datetime | None:
        """When to visit again after so many attempts, None when this outcome is the last word."""
        if not passes(outcome) or attempts >= self.attempts:
            return None
        return moment + timedelta(hours=self.hours)


def passes(outcome: Outcome) -> bool:
    """Whether a site was not audited for a reason that may be gone in some hours."""
    reason = outcome.reason or ""
    return outcome.kind == "not_audited" and (
        reason in PASSING or reason in _PASSING_STATUSES or reason.startswith("http_5")
    )
