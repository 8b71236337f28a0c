"""Arial: how wide text is, so that slides are laid out alike on every machine.

Widths are those of the type's metric twin (Liberation Sans), in thousandths of the type's size.
"""

from __future__ import annotations

_BY_WIDTH = {
    139: "\u202f",
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft·\xa0",
    333: "()-`r“”„",
    334: "{}",
    355: '"',
    365: "г✓✗",
    389: "*",
    400: "°",
    438: "к",
    458: "зт",
    469: "^",
    500: "Jcksvxyzсух",
    510: "э",
    521: "чь",
    531: "в",
    542: "Гпя",
    552: "н",
    556: "#$0123456789?L_abdeghnopquаеорё«»–§?",
    559: "ий",
    573: "бц",
    583: "Кдл",
    584: "+<=>~×",
    604: "З",
    611: "FTZТ",
    625: "ъ",
    635: "У",
    656: "БЛЬ",
    667: "&ABEKPSVXYАВЕРХЧЁ",
    669: "ж",
    677: "Д",
    688: "м",
    719: "ИЙПЭы",
    722: "CDHNRUwНСЯ",
    740: "Ц",
    750: "ю",
    760: "Ф",
    778: "GOQО",
    792: "Ъ",
    802: "ш",
    823: "фщ",
    833: "MmМ",
    885: "Ы",
    889: "%",
    917: "Ш",
    923: "Ж",
    938: "Щ",
    944: "W",
    1000: "—…",
    1010: "Ю",
    1015: "@",
    1073: "№",
}
_WIDTHS = {sign: width for width, signs in _BY_WIDTH.items() for sign in signs}
_USUAL, _BOLD = 900, 1.08  # of signs outside the table, rather too much; of bold type


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Points that a line of text takes in a type of this size (points)."""
    return _units(text) * size / 1000 * (_BOLD if bold else 1)


def _units(text: str) -> int:
    """Width in thousandths of the type's size."""
    return sum(_WIDTHS.get(sign, _USUAL) for sign in text)


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The lines that a text is broken into, at words, in ``room`` points; long words are cut."""
    units = room * 1000 / size / (_BOLD if bold else 1)
    lines, line, taken = [], "", 0
    for word in text.split(" "):
        wide = _units(word)
        if line and taken + _SPACE + wide <= units:
            line, taken = f"{line} {word}", taken + _SPACE + wide
            continue
        if line:
            lines.append(line)
        *whole, line = [word] if wide <= units else _cut(word, units)
        lines += whole
        taken = _units(line)
    return [*lines, line]


_SPACE = _WIDTHS[" "]


_HINGES = "-–—/"  # after these, programs break a word that is wider than a line


def _cut(word: str, units: float) -> list[str]:
    """A word in lines: at its last hinge that fits, else anywhere."""
    parts = []
    while _units(word) > units and len(word) > 1:
        end = _reach(word, units)
        hinge = max(word.rfind(sign, 0, end) for sign in _HINGES) + 1
        end = hinge or end
        parts.append(word[:end])
        word = word[end:]
    return [*parts, word]


def _reach(word: str, units: float) -> int:
    """How many signs a line holds, one at least."""
    taken = 0
    for number, sign in enumerate(word):
        taken += _WIDTHS.get(sign, _USUAL)
        if number and taken > units:
            return number
    return len(word)


def shortened(text: str, room: float, size: float, lines: int, *, bold: bool = False) -> str:
    """The text, or as much of it as so many lines hold, with «…» at a word if one ends near."""
    found = wrapped(text, room, size, bold=bold)
    if len(found) <= lines:
        return text
    end = 0
    for line in found[:lines]:
        end = text.index(line, end) + len(line)
    kept = text[:end]
    while kept and len(wrapped(f"{kept}…", room, size, bold=bold)) > lines:
        kept = _less(kept)
    return f"{kept.rstrip()}…"


_NEAR = 30  # signs


def _less(text: str) -> str:
    """Without its last word, or without its last sign when that word is endless."""
    space = text.rfind(" ")
    return text[:space] if space > len(text) - _NEAR else text[:-1]
