"""Words of a scanned page, read by tesseract with its Russian model.

Page segmentation 3 (automatic) of those tried on generated scans: 6 (one block) is a quarter faster
and loses ruled tables whole, 4 (one column) parts their columns and keeps no more. Its answer is
taken word by word with places, for tesseract tells columns of a table apart as blocks: rows are put
together again here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections import Counter, defaultdict
from functools import cache
from typing import NamedTuple

SECONDS = 20.0  # a page
DPI = 200
LEAST_SHARE = 0.6
LEAST_LETTERS = 15
_SURE = 60.0  # per cent, of tesseract's confidence in a word
_INK = 0.0002  # of a page: a word of five letters
_SHADES = 12  # paper is so even where nothing is written, not even in pencil or out of focus
_WORDS_IN_A_CELL = 3.0
_GAP = 1.5  # heights of a line, between cells of a row
_CYRILLIC = re.compile("[А-Яа-яЁё]+")
_VOWEL = re.compile("[АЕЁИОУЫЭЮЯаеёиоуыэюя]")
_UNLIKELY = re.compile("[бвгджзйклмнпрстфхцчшщъь]{6}|[аеёиоуыэюя]{4}|[а-яё]{3}[А-ЯЁ]")
_FRAME = "|[]{}_=~—–-‘`'\" "
_TURN = re.compile(rb"Rotate: (90|180|270)")
_PGM = re.compile(rb"P5 (\d+) (\d+) 255\n")
_WORD_LEVEL = "5"


class Word(NamedTuple):
    """A word that was read: its place in pixels, and how sure tesseract is, per cent."""

    line: tuple[str, str, str]  # block, paragraph, line
    left: int
    top: int
    width: int
    height: int
    sure: float
    text: str


class _Line(NamedTuple):
    block: str
    words: list[Word]
    is_cell: bool

    @property
    def middle(self) -> float:
        return sum(word.top + word.height / 2 for word in self.words) / len(self.words)

    @property
    def height(self) -> int:
        return sorted(word.height for word in self.words)[len(self.words) // 2]


@cache
def available() -> str:
    """The version of tesseract, "" where it, or its Russian model, is not there."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    said = _asked(program, "--version"), _asked(program, "--list-langs")
    version = re.search(r"tesseract v?(\d[\w.-]*)", said[0])
    return version.group(1) if version and "rus" in said[1].split() else ""


def _asked(program: str, question: str) -> str:
    try:
        answer = subprocess.run(
            [program, question], capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout + answer.stderr


def read_scan(pgm: bytes) -> str | None:
    """The text of a grey picture of a page (binary PGM), "" when the page is blank.

    ``\\n`` parts rows, ``\\t`` cells. None when it stays unread: tesseract failed, took longer than
    ``SECONDS``, or what it gave is mostly no Russian. Pages that lie on a side are turned.
    """
    if _is_blank(pgm):
        return ""
    end = time.monotonic() + SECONDS
    words = words_of(pgm, end)
    if not is_plausible(words) and (turn := _turn_of(pgm, end)):
        words = words_of(_turned(pgm, turn), end)
    return "\n".join(_rows(words)) if is_plausible(words) else None


def is_plausible(words: list[Word]) -> bool:
    """Whether six tenths of the Cyrillic letters stand in words that are surely read and look so.

    Counted by letters: a page read upside down has many sure short words and no long ones.
    """
    sure = total = 0
    for word in words:
        letters = _CYRILLIC.findall(word.text)
        size = sum(map(len, letters))
        total += size
        if word.sure >= _SURE and all(map(looks_russian, letters)):
            sure += size
    return sure >= LEAST_LETTERS and sure >= LEAST_SHARE * total


def looks_russian(word: str) -> bool:
    """Whether a run of Cyrillic letters could be a word or an abbreviation."""
    if word.isupper():
        return len(word) <= 6 or bool(_VOWEL.search(word))
    return (len(word) < 3 or bool(_VOWEL.search(word))) and not _UNLIKELY.search(word)


def _is_blank(pgm: bytes) -> bool:
    ((paper, _),) = Counter(pgm[::97]).most_common(1)
    even = bytes(range(max(0, paper - _SHADES), min(256, paper + _SHADES + 1)))
    return len(pgm.translate(None, even)) < _INK * len(pgm)


# ---------------------------------------------------------------- tesseract


def words_of(pgm: bytes, end: float, layout: str = "3") -> list[Word]:
    """The words of a grey picture (binary PGM); ``layout``: a page segmentation mode."""
    table = _run(pgm, end, "-l", "rus", "--psm", layout, "tsv").decode("utf-8", "replace")
    return [word for line in table.splitlines() if (word := _word(line.split("\t")))]


def _word(cells: list[str]) -> Word | None:
    if len(cells) != 12 or cells[0] != _WORD_LEVEL or not cells[11].strip(_FRAME):
        return None
    left, top, width, height = map(int, cells[6:10])
    line = (cells[2], cells[3], cells[4])
    return Word(line, left, top, width, height, float(cells[10]), cells[11].strip(_FRAME))


def _turn_of(pgm: bytes, end: float) -> int:
    """By how many degrees, clockwise, the page must be turned; 0 also when that is not known."""
    found = _TURN.search(_run(pgm, end, "--psm", "0"))
    return int(found.group(1)) if found else 0


def _run(pgm: bytes, end: float, *options: str) -> bytes:
    """What tesseract says of the picture; empty when it fails or does not end in time."""
    try:
        return subprocess.run(
            ["tesseract", "stdin", "stdout", "--dpi", str(DPI), *options],
            input=pgm,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=max(0.0, end - time.monotonic()),
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},  # the pages of other sites wait too
            check=False,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return b""


def _turned(pgm: bytes, degrees: int) -> bytes:
    from PIL import Image

    head = _PGM.match(pgm)
    assert head is not None
    size = (int(head.group(1)), int(head.group(2)))
    ways = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180,
            270: Image.Transpose.ROTATE_90}  # fmt: skip
    turned = Image.frombytes("L", size, pgm[head.end() :]).transpose(ways[degrees])
    return b"P5 %d %d 255\n" % turned.size + turned.tobytes()


# ---------------------------------------------------------------- rows


def _rows(words: list[Word]) -> list[str]:
    """The lines of a page; cells of one row of a table stand on one line, parted by tabs.

    Lines of different blocks at one height are a row where at least one is as short as a cell:
    columns of prose stay apart.
    """
    rows: list[list[_Line]] = []
    for line in _lines(words):
        row = next((row for row in rows if all(_are_beside(line, other) for other in row)
                    and any(one.is_cell for one in (line, *row))), None)  # fmt: skip
        if row is None:
            rows.append([line])
        else:
            row.append(line)
    return [_text([word for line in row for word in line.words]) for row in rows]


def _lines(words: list[Word]) -> list[_Line]:
    lines: dict[tuple[str, str, str], list[Word]] = defaultdict(list)
    blocks: dict[str, list[int]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    for (block, _, _), line in lines.items():
        blocks[block].append(len(line))
    cells = {name for name, sizes in blocks.items()
             if sum(sizes) <= _WORDS_IN_A_CELL * len(sizes)}  # fmt: skip
    return [_Line(block, line, block in cells) for (block, _, _), line in lines.items()]


def _are_beside(one: _Line, other: _Line) -> bool:
    near = abs(one.middle - other.middle) < min(one.height, other.height) / 2
    return near and one.block != other.block


def _text(words: list[Word]) -> str:
    words = sorted(words, key=lambda word: word.left)
    height = sorted(word.height for word in words)[len(words) // 2]
    cells, end = [""], words[0].left
    for word in words:
        if word.left - end > _GAP * height:
            cells.append("")
        cells[-1] = f"{cells[-1]} {word.text}".strip()
        end = word.left + word.width
    # No cell holds a preposition alone: it is how the Russian model reads a nought.
    return "\t".join("0" if cell in ("о", "О") else cell for cell in cells)
