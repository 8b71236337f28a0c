"""What pictures are by sight: what is written about them, weighed with what is seen on them.

Words are silent (img_2841.png) or lie (a photograph called «Профессионалитет»); a look may be in
vain. Only what both leave open is left to a person.
"""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from criteria import look
from criteria.logos import (
    Told,
    distinct,
    employers_of,
    hints_at_project,
    is_headed,
    is_logo_by_name,
    names_college,
    names_company,
    names_others,
    tells_partner,
    tells_project,
)
from criteria.slugs import skeleton
from site_audit.address import host_of
from site_audit.facts import Image
from site_audit.glimpse import (
    EMPLOYERS,
    OTHERS,
    PROJECT,
    Decision,
    Glimpse,
    Likeness,
    twin_likeness,
)
from site_audit.logos.wordmark import is_of_another, may_spell, spells
from site_audit.model import College, Rules, Snapshot
from site_audit.pages.art import key_of
from site_audit.text import fold

_WORD = re.compile(r"[а-яa-z0-9]+")
_SAMPLE = re.compile(r"your logo|logo here|brand ?name|ваш логотип|логотип компании")
_SHORT = frozenset("аивкосуя")  # words of one letter; others are dirt
_QUOTED = 80  # signs of what was read
_MARKS_WORDS = 14  # a picture of more words is a text, and no mark
_READ = 4  # letters: fewer are dirt that was read
_LIKE = 0.78  # of a misread word to the word itself
_WIDE = 2.5  # times the height: a wordmark's proportions
_STRIP = 6.0  # times the height: no firm's mark is so wide
_NO_PICTOGRAM = re.compile(r"[^оапнтлмдшичгсь\W\d]")  # letters unlike simple shapes
_FEW = 2
_LEAST_STEM = 4
_NAME = 5  # letters of a name in an address
_CUT_SHORT = frozenset({"budget", "too_slow", "reader_died", "no_fonts"})


def glimpse_of(snapshot: Snapshot, picture: Image, rules: Rules) -> Glimpse | None:
    """What was seen on a picture, by a person rather than by us; None when nobody looked at it."""
    seen = look.remember(snapshot, "glimpses", lambda: dict(snapshot.glimpses))
    page = snapshot.by_url.get(picture.url) if picture.url else None
    key = key_of(picture.art) if picture.art else page.blob if page is not None else ""
    glimpse = seen.get(key)
    return None if glimpse is None else _decided(glimpse, rules.decisions)


def _decided(glimpse: Glimpse, decisions: tuple[Decision, ...]) -> Glimpse:
    """What a person said of the picture's nearest twin stands in place of what we saw."""
    twins = [(twin_likeness(glimpse.print, one.print), one) for one in decisions]
    near, said = max(twins, key=lambda twin: twin[0], default=(0.0, None))
    if said is None or not near:
        return glimpse
    shown = Likeness(name=said.shows, how="decision", score=near)
    return replace(glimpse, shows=(shown,), lines=(), trouble=None)


_HOW = {
    "twin": " Картинка совпадает с образцом.",
    "likeness": " На картинке найден образец.",
    "emblem": " На картинке найдена эмблема образца.",
    "decision": " Так решил человек, который видел эту картинку.",
}


def seen_how(glimpse: Glimpse | None) -> str:
    """How a look told that a picture is a logo, in words; empty without one."""
    if glimpse is None:
        return ""
    if glimpse.shows:
        return _HOW[glimpse.shows[0].how]
    read = " ".join(line.text for line in glimpse.lines)[:_QUOTED]
    return f" На картинке читается: «{read}»." if _reads(fold(read)) else ""


def said_on(glimpse: Glimpse) -> str:
    """The words that were read on a picture, folded; dirt left out."""
    words = (word for line in glimpse.lines for word in line.text.split())
    return fold(" ".join(word for word in words if len(word) > 1 or word.lower() in _SHORT))


def project(picture: Image, glimpse: Glimpse | None) -> Told:
    """Whether a picture is the logo of «Профессионалитет»."""
    told = tells_project(picture)
    if glimpse is None:
        return told
    if _shows(glimpse, PROJECT) or spells(glimpse.lines):
        return "maybe" if is_of_another(glimpse) else "logo"
    if glimpse.trouble is not None:
        return _unseen(told, glimpse)
    if told == "no" or not glimpse.print:  # an icon has no print
        return "no"
    said = said_on(glimpse)
    if told == "logo":
        return _named_project(picture, glimpse, said)
    if may_spell(glimpse.lines):
        return "maybe"
    told_words = _reads(said) and not (_is_wide(glimpse, _STRIP) and _is_of_pictograms(said))
    if _shows(glimpse, OTHERS) or _shows(glimpse, EMPLOYERS) or told_words:
        return "no"
    strip = _is_wide(glimpse, _WIDE) and not glimpse.is_photo
    return "maybe" if hints_at_project(picture) or strip else "no"


def _unseen(told: Told, glimpse: Glimpse) -> Told:
    """A picture that nobody could look at: words count, but not for what is no picture at all.

    One that no look was left for may be anything: no time, or no fonts to draw its words in.
    """
    if glimpse.trouble == "not_a_picture":
        return "maybe" if told == "logo" else told
    return "maybe" if told == "no" and glimpse.trouble in _CUT_SHORT else told


def _named_project(picture: Image, glimpse: Glimpse, said: str) -> Told:
    """A picture that is called the project's: another mark and a mere photograph are not."""
    if _shows(glimpse, OTHERS) or names_others(said):
        return "no"
    return "maybe" if glimpse.is_photo and not is_logo_by_name(picture) else "logo"


def partner(picture: Image, glimpse: Glimpse | None, college: College) -> Told:
    """Whether a picture is the logo of a partner: of an employer of the register, or of a firm."""
    told = tells_partner(picture, college)
    if glimpse is None:
        return told
    if _shows(glimpse, EMPLOYERS):
        return "logo"
    said = said_on(glimpse)
    if _reads_employer(said, employers_of(college)) and not _is_text(glimpse):
        return "logo" if told != "no" or not glimpse.is_photo else "no"
    if _is_refused(glimpse, said, college):
        return "no"
    if glimpse.trouble is not None:
        return _unseen(told, glimpse)
    if told in ("no", "logo"):
        return told
    return _of_partner(picture, glimpse, said) if glimpse.print else "no"


def _is_refused(glimpse: Glimpse, said: str, college: College) -> bool:
    """Whether a look tells no partner's mark: the project's, the state's, the college's own."""
    return (
        _shows(glimpse, OTHERS)
        or _shows(glimpse, PROJECT)
        or spells(glimpse.lines)
        or names_others(said)
        or names_college(said, college)
        or bool(_SAMPLE.search(said))
    )


def _of_partner(picture: Image, glimpse: Glimpse, said: str) -> Told:
    """A picture that may be a partner's by what is written: what the look adds to that."""
    if _is_text(glimpse) or _is_wide(glimpse, _STRIP):
        return "no"
    if glimpse.is_photo:
        return "maybe" if is_headed(picture) else "no"
    if (is_headed(picture) and _reads(said)) or names_company(said) or _is_hosts(picture, said):
        return "logo"
    return "maybe"


def _is_of_pictograms(said: str) -> bool:
    """Whether what was read may be a strip of pictograms: rings, triangles, squares in a row."""
    return all(len(_NO_PICTOGRAM.findall(word)) < _FEW for word in said.split())


def _is_hosts(picture: Image, said: str) -> bool:
    """Whether the words are the name of the site that the picture leads to: «СЕВЕРСТАЛЬ»."""
    if not picture.link or host_of(picture.link) == host_of(picture.url):
        return False
    host = skeleton(host_of(picture.link).rpartition(".")[0]).replace(" ", "")
    bones = (skeleton(word).replace(" ", "") for word in said.split())
    return any(len(bone) >= _NAME and bone in host for bone in bones)


def _shows(glimpse: Glimpse, group: str) -> bool:
    return any(one.name.partition("/")[0] == group for one in glimpse.shows)


def _reads(said: str) -> bool:
    return sum(len(word) for word in _WORD.findall(said) if len(word) > 2) >= _READ


def _is_wide(glimpse: Glimpse, times: float) -> bool:
    return glimpse.width >= times * glimpse.height


def _is_text(glimpse: Glimpse) -> bool:
    return sum(len(line.text.split()) for line in glimpse.lines) > _MARKS_WORDS


def _reads_employer(said: str, employers: tuple[str, ...]) -> bool:
    """Whether most telling words of an employer's name were read, letters misread allowed."""
    words = _WORD.findall(said)
    runs = {*words, *(one + two for one, two in pairwise(words))}
    for name in employers:
        stems = distinct(name)
        there = sum(any(_alike(stem, word) for word in runs) for stem in stems)
        if stems and (there * 2 > len(stems) or there == len(stems)):
            return True
    return False


def _alike(stem: str, word: str) -> bool:
    if len(stem) < _LEAST_STEM:
        return stem == word
    if stem in word:
        return True
    start = word[: len(stem)]
    return SequenceMatcher(None, stem, start, autojunk=False).ratio() >= _LIKE
