"""A title as it would stand alone: without number, note on its file, name of the college."""

from __future__ import annotations

import re

from site_audit.text import fold

_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})?[.)]?\s+|[-*•>+→►▸▪»·]\s*|(?:под)?раздел:?\s+)+")
_TRAILER = " .,;:>»→+▾▼↓-"
_OWNER = re.compile(r"(?: в)? (?:спб )?[а-я]{0,4}(?:поу|оу спо)\b.*$")
_FILE = r"скачать|открыть|(?:по|про)?смотреть|файл|в формате|pdf|docx?|xlsx?|rtf|zip|rar"
_FILE_TAIL = re.compile(  # «(скачать, PDF)», «[docx, 230 Кб]»
    rf"(?:[ ,;:/.(\[-]+(?:{_FILE}|\d+(?:[.,]\d+)? ?[кмkm][бb]))+[ )\]]*$"
)
_ENDS = "pdf doc docx xls xlsx rtf zip rar кб мб kb mb скачать файл"
_FILE_ENDS = (")", "]", *re.findall(r"\w+", _ENDS))
_LONGEST_NOTE = 40  # signs


def plain(text: str) -> str:
    """A title folded and freed of its number, its file's note, its owner's name, trailing signs."""
    folded = fold(text)
    if not folded[:1].isalpha() or folded.startswith(("раздел", "подраздел")):
        folded = _NUMBER.sub("", folded)
    if folded.endswith(_FILE_ENDS):
        place = max(folded.rfind("("), len(folded) - _LONGEST_NOTE, 0)
        folded = folded[:place] + _FILE_TAIL.sub("", folded[place:])
    if "оу" in folded:
        folded = _OWNER.sub("", folded)
    return folded.rstrip(_TRAILER)
