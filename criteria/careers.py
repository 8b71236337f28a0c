"""Career maps of the graduate («карьерные карты выпускника»): words, links, files, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from criteria import look
from criteria.decide import PICTURED, decide, looked, without_section
from criteria.logos import file_of
from criteria.section import Section, admission, tab
from criteria.sheet import Part, page_part
from criteria.slugs import skeleton
from site_audit.facts import Image, Link
from site_audit.model import Evidence, Finding, Rules, Snapshot
from site_audit.text import fold

_MAP = re.compile(r"карьерн\w+ карт(?:[аыеу]|ой|ами?|ах)?\b|карт\w{0,3} карьер|карьерограмм")
_TITLE = re.compile(  # what a title, a link or a caption may call one as well
    r"карьерн\w+ (?:траектори|маршрут|навигатор)|траектори\w+ карьер|\bкарт[аыу] (?:\w+ )?выпускник"
    r"|(?:карт\w{0,3}|траектори\w+) профессиональн\w+ (?:роста|развития)"
)
_NOT_A_MAP = re.compile(r"банк|зарплат|скидоч|транспортн\w+ карт|карт\w* проезда")
_PROMISED = re.compile(
    r"\bнет\b|пока не|не опубликован|не размещен|появ[ия]тся|будут|скоро|в разработке|готовит"
    r"|разрабатыва"
    r"|вывешен|на стенд|в холле|в кабинете"  # there, and not on the site
)
_SPELLED = re.compile(
    r"kar[^a-z]?er\w*?kart|kart[aiuoe]?\w?kar[^a-z]?er|kart\w{0,3}vipusknik|career(?:path)?map"
)
_LONGEST_TITLE = 120  # signs
_GONE = (404, 410)


def career_maps(snapshot: Snapshot, rules: Rules) -> Finding:
    """Whether career maps stand on the tab's or the admission section's pages, or behind a link."""
    sections = tab(snapshot), admission(snapshot)
    seen = tuple(_see(snapshot, sections))
    if any(one.mark == 1 for one in seen):
        return decide(sections[0], seen, _absent(sections), PICTURED)
    found = [
        without_section(section, snapshot, "") or decide(section, seen, _absent(sections), PICTURED)
        for section in sections
    ]
    doubt = next((finding for finding in found if finding.mark is None), None)
    told = next((finding for finding in found if finding.reason != "no_section"), None)
    nowhere = replace(found[0], reason="absent", because=_ABSENT, advice=None)
    return doubt or told or nowhere


_ABSENT = (
    "Карьерных карт выпускника не найдено ни на вкладке «Профессионалитет», "
    "ни в разделе для поступающих."
)


def _absent(sections: tuple[Section, ...]) -> Finding:
    evidence = tuple(found for section in sections for found in looked(section)[:1])
    return Finding(mark=0, reason="absent", because=_ABSENT, evidence=evidence)


def _see(snapshot: Snapshot, sections: tuple[Section, ...]) -> Iterator[Finding]:
    home = (page_part(snapshot, snapshot.home),) if snapshot.home else ()
    for part in (*sections[0].parts, *sections[1].parts, *home):
        for link in part.links:
            if _names_map(link.text) or _SPELLED.search(_bones(link.url)):
                yield _behind(snapshot, part, link)
        for picture in part.pictures:
            if _shows_map(picture):
                yield _there(part.picture(picture))
        links = {fold(link.text) for link in part.links}
        for number, line in enumerate(part.lines):
            if "кар" in line and line not in links and _names_map(line):
                yield _there(part.evidence(number))


def _names_map(text: str) -> bool:
    line = fold(text) if text else ""
    if _PROMISED.search(line) or _NOT_A_MAP.search(line):
        return False
    return bool(_MAP.search(line) or (len(line) <= _LONGEST_TITLE and _TITLE.search(line)))


def _shows_map(picture: Image) -> bool:
    said = " ".join(filter(None, (picture.alt, picture.title, picture.label)))
    return _names_map(said) or bool(_SPELLED.search(_bones(picture.url)))


def _bones(url: str) -> str:
    """The name of a file or page as one word of plain Latin letters."""
    return skeleton(file_of(url)).replace(" ", "") if "ar" in url or "%" in url else ""


def _there(evidence: Evidence) -> Finding:
    because = f"Карьерные карты выпускника есть: «{evidence.quote}»."
    return Finding(mark=1, reason="present", because=because, evidence=(evidence,))


def _behind(snapshot: Snapshot, part: Part, link: Link) -> Finding:
    page = look.opened(snapshot, link) if link.url else None
    if page is not None and (page.status in _GONE or page.kind == "soft_404"):
        because = f"Ссылка «{link.text}» есть, но страница или файл не открывается."
        return Finding(mark=0, reason="target_404", because=because, evidence=(part.link(link),))
    return _there(part.link(link))
