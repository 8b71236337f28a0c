"""The methodology: editions, 26 + 8 criteria, what is observed, and the words of advice."""

from __future__ import annotations

from criteria.advice import usual_advice
from criteria.editions import EDITIONS, rules_for
from criteria.gathered import offered
from criteria.hosts import is_foreign
from criteria.looks import LOOKS
from criteria.observed import OBSERVED
from criteria.programmes import classifier
from criteria.roles import SEARCHED, rank_of, roles_of
from criteria.scored import CRITERIA
from criteria.sightseeing import SIGHTS
from criteria.texts import texts_for

__all__ = [
    "CRITERIA",
    "EDITIONS",
    "LOOKS",
    "OBSERVED",
    "SEARCHED",
    "SIGHTS",
    "classifier",
    "is_foreign",
    "offered",
    "rank_of",
    "roles_of",
    "rules_for",
    "texts_for",
    "usual_advice",
]
