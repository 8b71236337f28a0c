"""Forms of study in the words of a page: full-time, extramural, evening."""

from __future__ import annotations

import re
from collections.abc import Sequence

from criteria.clauses import clear_of

_KIND = r"(?:очно-заочн|заочно-очн|очн|заочн|вечерн|дневн)"
_FORM = re.compile(
    rf"\b{_KIND}\w*(?:,? (?:и|или) {_KIND}\w*|, {_KIND}\w*)* ?\(?(?:форм|фом|обучени|получени|образовани|основ)"
    rf"|\b{_KIND}\w*[ (),-]{{1,3}}{_KIND}?\w*\)? ?форм"
    rf"|\bформ\w*\b(?:,? (?:и \w+ |получения |освоения |реализуем\w+ )?(?:образования|обучени\w*|об-\w+|обуч\.?|программ\w*|подготовки|срок\w*|колледжем|техникумом))*[-:;,.|() ]{{1,4}}(?:только |обучения )?\(?{_KIND}"
    rf"|\b{_KIND}(?:ая|ое|ой)[ ,|(:-]+\d ?(?:г\b|г\.|год|лет|мес)"
    r"|\bоч\. форм|\b[оз]/о\b.{0,6}(?:очн|заочн)"
    rf"|\b{_KIND}\w* отделени\w+.{{0,12}}(?:набор|прием|необходимо|продолж|бюджет|на базе|\d)"
    rf"|(?:прием|набор|документ|поступлени|поступ|зачислени|курс)\w*\b.{{0,60}}\b{_KIND}\w* отделени"
    rf"|\bпринима\w+ на .{{0,40}}\b{_KIND}(?:ое|ые) отделени[ея]\b"
    r"|(?:класс|базе|специальност|кл\.|срок|\d\d\.0[12]\.\d\d).{0,80}\b(?:очно|заочно)\b"
    r"|\d ?(?:г|год|года|лет|мес|месяцев)\.?[ ,(|]{1,3}(?:очно|заочно)\b"
    r"|\b(?:очно|заочно)\b.{0,40}(?:\d\d\.0[12]\.\d\d|на базе|класс|\d (?:год|мес|г\.))"
    rf"|\b(?:обучени|образовани)[еяию]\w*[-: ]{{1,3}}(?:\w+ )?{_KIND}"
)
_NOT_FORM = re.compile(
    r"семинар|собрани|консультац|этап|олимпиад|\bтур\b|формат|режим|встреч|мастер-класс|конференц|экзамен|лично|пройдет|состоится|сда\w+тся|дискотек|повышени\w+ квалиф|\bвождени|дистанционн\w+ курс"
)
_NAMED = re.compile(r"форм\w* (?:обуч|получ)")
_STEMS = ("очн", "вечерн", "дневн", "оч.", "о/о", "з/о")
_CELL = re.compile(
    rf"(?:форма[-: ]*)?{_KIND}[а-я]*(?:[ ,/(-]+(?:и |или )?{_KIND}[а-я]*\)?)*(?: (?:форма|отделение))?|очно|заочно"
)
_LONE = re.compile(r"(?:заочн|дневн|вечерн)\w+ отделени\w+")  # a menu's item


def names_form(cells: Sequence[str]) -> bool:
    """Whether a folded row names a form of study, in a phrase or as the value of a cell."""
    line = " | ".join(filter(None, cells))
    if not any(map(line.__contains__, _STEMS)):  # spares most rows the patterns
        return False
    whole = not _NOT_FORM.search(line)
    said = (line,) if whole or _NAMED.search(line) else clear_of(line, _NOT_FORM)
    if any(map(_FORM.search, said)):
        return True
    if not whole and "форм" not in line:
        return False
    return any(_CELL.fullmatch(cell) and not _LONE.fullmatch(cell) for cell in cells)
