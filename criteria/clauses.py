"""Sentences and clauses of a folded row: what is said beside a thing takes nothing from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

SENTENCE = re.compile(r"(?:(?<=[а-я]{4})|(?<=[₽)]))[.;!?] +(?=[а-я])")
CLAUSE = re.compile(r"[,;(]|(?<=[а-я]{4})\.")


def clear_of(line: str, other: re.Pattern[str]) -> Iterator[str]:
    """The sentences that do not speak of something other, and such clauses of those that do."""
    for sentence in SENTENCE.split(line):
        if other.search(sentence):
            yield from (one for one in CLAUSE.split(sentence) if not other.search(one))
        else:
            yield sentence
