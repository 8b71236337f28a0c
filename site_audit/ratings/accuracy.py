"""Accuracy: how often a criterion's marks were right on sites that people have labelled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Accuracy:
    """One criterion on the labelled sites: marks that were right, wrong and left untold."""

    criterion: str
    right: int
    wrong: int
    untold: int
