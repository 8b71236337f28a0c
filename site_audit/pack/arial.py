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
    whole = sum(_WIDTHS.get(sign, _USUAL) for sign in text)
    return whole * size / 1000 * (_BOLD if bold else 1)


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The lines that a text is broken into, at words, in ``room`` points; long words are cut."""
    lines, line = [], ""
    for word in text.split(" "):
        trial = f"{line} {word}" if line else word
        if width(trial, size, bold=bold) <= room:
            line = trial
            continue
        if line:
            lines.append(line)
        *whole, line = _cut(word, room, size)
        lines += whole
    return [*lines, line]


def _cut(word: str, room: float, size: float) -> list[str]:
    parts = [""]
    for sign in word:
        if parts[-1] and width(parts[-1] + sign, size) > room:
            parts.append("")
        parts[-1] += sign
    return parts


def shortened(text: str, room: float, size: float, lines: int) -> str:
    """The text, or as much of it as so many lines hold, with «…» at a word."""
    found = wrapped(text, room, size)
    if len(found) <= lines:
        return text
    kept = " ".join(found[:lines]).split(" ")
    while len(kept) > 1 and len(wrapped(" ".join(kept) + "…", room, size)) > lines:
        kept.pop()
    whole = " ".join(kept)
    while len(wrapped(whole + "…", room, size)) > lines:
        whole = whole[:-1]
    return whole + "…"
