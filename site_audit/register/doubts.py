"""Doubts about what was submitted: each with its reason, evidence and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DoubtKind = Literal[
    "dead",
    "unchecked",
    "redirect",
    "other",
    "founder",
    "catalogue",
    "untold",
    "same_site",
    "same_inn",
    "moved",
    "other_inn",
    "neighbour",
    "social",
    "disk",
    "file",
    "deep",
    "private",
    "cluster",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """Why a person should look: ``reason`` and ``advice`` are Russian, ``quote`` is foreign text.

    ``url`` is the address that is offered, or the page of the quote. What does not weigh only says
    that something could not be checked: it speaks against nobody.
    """

    kind: DoubtKind
    reason: str
    advice: str = ""
    quote: str = ""
    url: str = ""
    weighs: bool = True
