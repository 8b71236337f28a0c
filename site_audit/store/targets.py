"""Targets: what the sites of a region or an industry are to reach by a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """The median of a rating, in whole percents, that a region or an industry is to reach."""

    id: int
    kind: Literal["region", "industry"]
    name: str
    rating: Literal["presence", "visual", "overall"]
    plan: int
    due_on: date
