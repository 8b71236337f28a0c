"""Industries of «Профессионалитет» that the tab names, the college's own told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from criteria.decide import CARRIERS, decide, looked, without_section
from criteria.section import tab
from criteria.sheet import Part
from site_audit.model import Evidence, Finding, Rules, Snapshot
from site_audit.text import fold
from site_audit.words import count_ru

_SPHERE = r" (?:[\w-]+ )?(?:отрасл|промышленност|индустри|сфер|комплекс|кластер)"
# The project's industries, as its site and its orders call them: the name, words that tell it
# wherever they stand, and words that tell it in a list of industries or in a cluster's name.
_INDUSTRIES: tuple[tuple[str, str, str], ...] = (
    ("машиностроение", rf"\bмашиностроени|машиностроительн\w+{_SPHERE}",
     r"\bмашиностро|станкостро"),
    ("металлургия", rf"\bметаллурги[яию]\b|металлургическ\w+{_SPHERE}", r"\bметаллург"),
    ("сельское хозяйство", rf"сельск\w+ хозяйств|агропромышленн|\bапк\b|\bаграрн\w+{_SPHERE}",
     r"сельскохоз|\bаграрн"),
    ("железнодорожный транспорт", rf"железнодорожн\w+(?: транспорт|{_SPHERE})", r"железнодорожн"),
    ("транспорт", rf"(?<!но)(?:транспортн|дорожн)\w+{_SPHERE}",
     r"(?<!железнодорожный )(?<!железнодорожного )(?<!водный )(?<!водного )\bтранспорт"),
    ("водный транспорт", r"\b(?:водн|речн|морск)\w+ транспорт", r"\bводн\w+ транспорт"),
    ("химическая промышленность", rf"химическ\w+{_SPHERE}", r"\bхимическ|\bхимия\b"),
    ("фармацевтика", rf"\bфармацевтик|фармацевтическ\w+{_SPHERE}", r"\bфармац"),
    ("атомная промышленность", rf"\bатомн\w+(?:{_SPHERE}| энергетик)", r"\bатомн"),
    ("лёгкая промышленность", rf"\bлегк\w+{_SPHERE}|\bлегпром", r"\bлегкая\b"),
    ("строительство", rf"\bстроительн\w+{_SPHERE}", r"\bстроительств|\bстроительн"),
    ("нефтегазовая промышленность", rf"нефтегаз\w+{_SPHERE}|топливно-э|\bтэк\b", r"нефтегаз"),
    ("горнодобывающая промышленность", r"горно-?добывающ|горно-?рудн", r"\bдобывающ|горное дело"),
    ("радиоэлектроника", rf"(?:радио|микро)электроник|электронн\w+{_SPHERE}", r"электроник"),
    ("электротехника", rf"\bэлектротехническ\w+{_SPHERE}", r"\bэлектротехн"),
    ("туризм и сфера услуг", r"туризм\w* и сфер|сфер\w+ услуг|индустри\w+ гостеприим", r"\bтуризм"),
    ("педагогика", rf"педагогическ\w+{_SPHERE}", r"\bпедагогик"),
    ("медицина", rf"клиническ\w+ .{{0,20}}медицин|медицинск\w+{_SPHERE}",
     r"\bмедицин|здравоохранен"),
    ("креативные индустрии", r"креативн\w+ индустри|индустри\w+ искусств", r"\bискусств|креативн"),
    ("судостроение", rf"\bсудостроени|судостроительн\w+{_SPHERE}", r"судостро|кораблестро"),
    ("авиастроение", rf"\bавиастроени|\bавиационн\w+{_SPHERE}", r"\bавиа"),
    ("информационные технологии", r"\b(?:it|ит|айти)[ -](?:отрасл|сфер|индустри)",
     r"информационн\w+ технологи|\bit\b|\bит\b|\bайти\b"),
    ("энергетика", rf"энергетическ\w+{_SPHERE}|\bэлектроэнергетик", r"\bэнергетик|энергетическ"),
    ("пищевая промышленность", rf"\bпищев\w+{_SPHERE}", r"\bпищев"),
    ("рыбная промышленность", rf"\bрыбн\w+(?:{_SPHERE}| хозяйств)", r"\bрыбн"),
    ("лесная промышленность", rf"\bлесн\w+(?:{_SPHERE}| хозяйств)|лесопромышленн", r"\bлесн"),
    ("беспилотные системы", r"беспилотн\w+ (?:\w+ )?(?:систем|аппарат)", r"беспилотн"),
    ("средства производства", r"средств\w* производства", r"робототехник"),
)  # fmt: skip
_CLEAR = tuple((name, re.compile(clear)) for name, clear, _ in _INDUSTRIES)
_LISTED = tuple((name, re.compile(f"{clear}|{listed}")) for name, clear, listed in _INDUSTRIES)
_LIST_OPENS = re.compile(r"\bотрасл(?:и|ей|ях|ям)\b")
_OF_ELSE = re.compile(  # names of organisations and of programmes
    r"\b(?:колледж|техникум|училищ|лице[йяю]|институт|университет|академи|министерств|департамент"
    r"|управлени[ея] |факультет|кафедр|завод|специальност|професси[яию]|технологи)\w*"
    r"[ «]+(?:[\w-]+(?:ого|его|ой|ей|ых|их) (?:и )?){0,3}[\w-]+|\(?по отраслям\)?"
)
_CODE = re.compile(r"\b\d{2}\.0[1-5]\.\d{2}\b")
_PARTED = re.compile(r"[,;:|•—]| - ")
_CLUSTER = re.compile(r"\bкластер\w* ((?:[\w-]+ ?){1,3})")
_LIST = 30  # lines below a title «Отрасли»
_LONGEST_TITLE = 80  # signs
_LONGEST_NAME = 45  # signs of an item in a list
_LONGEST_ROW = 120  # signs of a row that is a programme and nothing else
_SHOWN = 8


def industries(snapshot: Snapshot, rules: Rules) -> Finding:
    """Which industries of the project the tab names, and whether the college's own is there."""
    section = tab(snapshot)
    without = without_section(section, snapshot, "")
    if without is not None:
        return replace(without, advice=without.advice or None)
    found: dict[str, Evidence] = {}
    for part in section.parts:
        for name, evidence in _named(part):
            found.setdefault(name, evidence)
    absent = Finding(
        mark=0,
        reason="absent",
        because="На вкладке «Профессионалитет» не названа ни одна отрасль проекта.",
        evidence=looked(section),
    )
    seen = (_present(found, _own(snapshot)),) if found else ()
    return decide(section, seen, absent, CARRIERS)


def _present(found: dict[str, Evidence], own: tuple[tuple[str, frozenset[str]], ...]) -> Finding:
    names = list(found)
    more = f" и ещё {len(names) - _SHOWN}" if len(names) > _SHOWN else ""
    many = count_ru(len(names), "отрасль проекта", "отрасли проекта", "отраслей проекта")
    named = "Названа" if len(names) == 1 else "Названы"
    because = f"{named} {many}: {', '.join(names[:_SHOWN])}{more}."
    for industry, known in own:
        there = "не найдена" if known.isdisjoint(names) else "названа"
        because += f" Отрасль колледжа по реестру, «{industry}», {there}."
    evidence = dict.fromkeys(found.values())
    return Finding(mark=1, reason="present", because=because, evidence=tuple(evidence))


def _own(snapshot: Snapshot) -> tuple[tuple[str, frozenset[str]], ...]:
    """The industries of the register with the names that we know them by; others are left out."""
    written = dict.fromkeys(one.industry for one in snapshot.college.memberships if one.industry)
    known = ((industry, frozenset(_in_words(fold(industry), _LISTED))) for industry in written)
    return tuple((industry, names) for industry, names in known if names)


def _named(part: Part) -> Iterator[tuple[str, Evidence]]:
    taken = {one.row for one in part.programmes}
    left = 0  # lines that may still be items of a list of industries
    for number, line in enumerate(part.lines):
        opens = bool(_LIST_OPENS.search(line))
        left = _LIST if opens and len(line) <= _LONGEST_TITLE else max(0, left - 1)
        short = len(line) <= _LONGEST_ROW
        if not (short and number in taken) and not _CODE.search(line):
            for name in _in_line(line, opens, bool(left)):
                yield name, part.evidence(number)
    for picture in part.pictures:
        said = fold(" ".join(filter(None, (picture.alt, picture.title, picture.label))))
        for name in _in_words(_OF_ELSE.sub(" ", said), _CLEAR) if said else ():
            yield name, part.picture(picture)


def _in_line(line: str, opens: bool, listed: bool) -> Iterator[str]:
    said = _OF_ELSE.sub(" ", line)
    yield from _in_words(said, _CLEAR)
    items = _PARTED.split(said) if opens or listed else []
    for item in (*items, *_CLUSTER.findall(said)):
        if len(item) <= _LONGEST_NAME:
            yield from _in_words(item, _LISTED)


def _in_words(said: str, known: Iterable[tuple[str, re.Pattern[str]]]) -> Iterator[str]:
    return (name for name, pattern in known if pattern.search(said))
