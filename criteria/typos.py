"""Slips of the hand in titles: «Педогогический состав», «Руководсво», «Платыне услуги»."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from site_audit.text import fold

_LETTERS = re.compile(r"[а-я]+")
_SHORTEST = 6  # letters: in a shorter word a slip makes another word
_LONG = 11  # letters of a word that may carry two slips
_MOST = 50_000  # words remembered
Mend = Callable[[str], str]


def mender(titles: Iterable[str]) -> Mend:
    """What puts right the words of a folded text that are slips of words of these titles."""
    right = frozenset(word for title in titles for word in _LETTERS.findall(fold(title)))
    known = _Words(word for word in right if len(word) >= _SHORTEST)
    return lambda text: " ".join(map(known.__getitem__, text.split(" ")))


class _Words(dict[str, str]):
    """Word -> the right word that it is a slip of, or itself; looked up at the speed of a dict.

    A word counts as a slip when it begins and ends like the right one: endings are grammar
    («структуры» is no slip of «структура»).
    """

    def __init__(self, right: Iterable[str]) -> None:
        super().__init__()
        self._right = frozenset(right)
        self._alike: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._right):
            self._alike[word[0] + word[-2:]].append(word)

    def __missing__(self, text: str) -> str:
        if len(self) >= _MOST:
            self.clear()
        self[text] = _LETTERS.sub(lambda match: self._mended(match.group()), text)
        return self[text]

    def _mended(self, word: str) -> str:
        if word in self._right or len(word) < _SHORTEST:
            return word
        near = self._alike.get(word[0] + word[-2:], ())
        close = (one for one in near if abs(len(one) - len(word)) <= 2)
        return next((one for one in close if slips(word, one) <= 1 + (len(one) >= _LONG)), word)


def slips(one: str, other: str) -> int:
    """Letters added, lost, changed or swapped with a neighbour between two words."""
    before, row = list[int](), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], wanted):
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
