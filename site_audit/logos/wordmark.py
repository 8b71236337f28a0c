"""The wordmark «ПРОФЕССИОНАЛИТЕТ» among the words read on a picture, misread letters allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from site_audit.glimpse import PROJECT, Glimpse, Line

WORD = "профессионалитет"
CHAMPIONSHIP = "профессионалы"
LEAST = 0.86
_CHAMPIONSHIPS = range(11, 15)  # letters, misread ones too many or missing
_LATIN = str.maketrans("aeopcxykmthbruni", "аеорсхукмтнвгипи")
_LETTER = re.compile(r"[а-я]+")
_OTHER_WORD = re.compile(r"ионал(?:[ыь]|изм|ист|ов|ам)|професси(?:[яиюей]|[ий]н)?$")
_PIECE = 5  # letters in a row
_WHOLE = re.compile(r"професс?ионал(?:ы|ов|ам|и|ист)?")
_SHORTEST = 12
_TAIL = 5  # letters
_TAIL_LEAST = 0.6
_LONGEST = 20


def is_wordmark(letters: str) -> bool:
    """Whether these letters are the word, read with a few mistakes: «профессмоналитет»."""
    if not _SHORTEST <= len(letters) <= _LONGEST:
        return False
    whole = SequenceMatcher(None, WORD, letters, autojunk=False).ratio()
    return whole >= LEAST and _ends_alike(letters) and not letters.endswith("лист")


def _ends_alike(letters: str) -> bool:
    """Whether the end is the word's own: «ПРОФЕССИОНАЛИЗ…» is three letters short of it too."""
    ending = SequenceMatcher(None, WORD[-_TAIL:], letters[-_TAIL:], autojunk=False)
    return ending.ratio() >= _TAIL_LEAST


def spells(lines: Sequence[Line]) -> bool:
    """Whether the wordmark stands on one of the lines, or is parted between two."""
    said = [_letters(line.text) for line in lines]
    return any(_in(words) for words in said) or any(
        _is_joined([*one, *two]) for one, two in pairwise(said)
    )


def _is_joined(words: Sequence[str]) -> bool:
    """Whether pieces make the word; of words that stand by themselves too, letter by letter."""
    letters = "".join(words)
    if any(map(_WHOLE.fullmatch, words)):  # «ПРОФЕССИОНАЛЫ» and «30 ЛЕТ» are nearly the word
        return letters == WORD
    return is_wordmark(letters)


def is_of_another(glimpse: Glimpse) -> bool:
    """Whether of the project's mark only the emblem was found, beside the championship's name."""
    found = {one.how for one in glimpse.shows if one.name == PROJECT}
    if found != {"emblem"} or spells(glimpse.lines):
        return False
    words = (word for line in glimpse.lines for word in _letters(line.text))
    return any(len(word) in _CHAMPIONSHIPS and _is_championship(word) for word in words)


def _is_championship(word: str) -> bool:
    """Whether a word is «ПРОФЕССИОНАЛЫ» rather than the first line of the wordmark set in two."""
    like, beginning = (
        SequenceMatcher(None, whole, word, autojunk=False).ratio()
        for whole in (CHAMPIONSHIP, WORD[: len(word)])
    )
    return like >= LEAST and like > beginning


def may_spell(lines: Sequence[Line]) -> bool:
    """Whether a piece of the wordmark was read, and no other word that begins like it."""
    words = [word for line in lines for word in _letters(line.text)]
    return any(map(_is_piece, words))


def _is_piece(word: str) -> bool:
    matcher = SequenceMatcher(None, WORD, word, autojunk=False)
    shared = matcher.find_longest_match().size
    return shared >= _PIECE and not _OTHER_WORD.search(word)


def _in(words: Sequence[str]) -> bool:
    return any(map(is_wordmark, words)) or any(map(_is_joined, _runs(words)))


def _runs(words: Sequence[str]) -> Iterable[Sequence[str]]:
    """Neighbouring words: letters set wide are read apart."""
    for start in range(len(words)):
        for end in range(start + 2, len(words) + 1):
            if sum(map(len, words[start:end])) > _LONGEST:
                break
            yield words[start:end]


def _letters(text: str) -> list[str]:
    folded = text.casefold().replace("ё", "е").translate(_LATIN)
    return _LETTER.findall(folded)
