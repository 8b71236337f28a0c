"""Which links lead where: the words of link texts and addresses, as data.

A role says what a link promises; whether it keeps the promise is for the criterion to see on the
page that the link opens. The words themselves are in ``role_words``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from criteria.abbreviations import is_short_for, looks_shortened
from criteria.hosts import unwrapped
from criteria.role_words import FILE, OBJECTS, SECTION, WORDS, Words
from criteria.slugs import alike, last_segment, parted, segments, skeleton
from criteria.title import plain
from criteria.typos import mender
from site_audit.address import is_document
from site_audit.guide import Role

_ABOUTS = ("сведения о", "информация о", "данные о", "о ", "об ")
_ABOUT = re.compile(r"^(?:(?:сведения|информация|данные) )?об? ")

_HUBS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (25, re.compile(r"карта сайта|site ?map|все разделы")),
    (40, re.compile(r"о (?:колледже|техникуме|нас|училище|лицее|филиале|учреждении|центре)|об институте|колледж|техникум|главная")),
    (45, re.compile(r"студент\w*|обучающимся|родител\w*|педагог\w*|преподавател\w*|выпускник\w*|сотрудник\w*|деятельность|образование")),
)  # fmt: skip
_LAST_WORDS = (
    "news", "novosti", "event", "calendar", "kalendar", "galler", "foto", "photo", "video", "raspisan",
    "timetable", "/tag/", "/tags/", "/author/", "/blog/", "search", "poisk", "login", "register", "auth",
    "cart", "forum", "guestbook", "/feed", "print",
)  # fmt: skip
_LAST_FORMS = re.compile(
    r"/page/\d|/20[012]\d/|/amp\b"
    r"|[?&](?:pagen_\d+|page|start|date|month|year|day|limitstart)=\d|[?&](?:sort|order|filter|tag)="
)
_NEWS = re.compile(
    r"news|novost|blog|event|calendar|kalendar|galler|foto|photo|raspisan|timetable|/tags?/|/author/|/blog/|/20[012]\d/\d\d?/|/feed|search|poisk"
)
_JOINT = re.compile(r"[.,;/] +| и ")  # «Вакантные места. Международное сотрудничество»
_JOINTS = (".", ",", ";", "/", "|", " и ")
_BAR = re.compile(r"\s*[/|]\s*")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_SHORT_MAX = 80
_HUB_MAX = 40
_MANY_WORDS = 9  # a title of more has other words that tell it
_ROLE_MAX = 200  # longer link texts are news, not titles


def _compiled(words: Words) -> tuple[Words, re.Pattern[str], re.Pattern[str] | None]:
    refused = re.compile(words.refused) if words.refused else None
    return words, re.compile(words.title), refused


_HEADLINE = re.compile(  # verbs of news: «Педагогический состав прошёл обучение»
    r"\b(?:про(?:шел|шла|шло|шли|йдет|йдут|вел|вела|вели)|пополнил\w*|посетил\w*|откры(?:л|ла|ли|т|ты|лся|лись)|приня(?:л|ла|ли)|состоял\w+|победил\w*|стал[аи]?|вошел|вошла|вошли"
    r"|поздрав\w+|охватит|завершил\w+|нача(?:л|ла|ли|лся|лась|лись)|представил\w*|получил\w*|вручил\w*|отметил\w*|подписал\w*|обсудил\w*|приглаша\w+)\b"
)
_TITLES = tuple(_compiled(words) for words in WORDS)
_SLUGS = {skeleton(slug): words for words in reversed(WORDS) for slug in words.slugs}
_SPELLED: dict[str, list[tuple[str, Words]]] = {}
for _role in WORDS:
    for _title in _role.spelled:
        _SPELLED.setdefault(skeleton(_title)[:2], []).append((skeleton(_title), _role))
# One look spares most texts the eighteen patterns: a title from one joint or bar to the next.
_TITLE = rf"(?:{'|'.join(words.title for words in WORDS)})(?=$| ?[.,;/|]| и )"
_begins_with_title = re.compile(_TITLE).match
_holds_title = re.compile(rf"(?:[.,;/|] *| и ){_TITLE}").search
_mend = mender(
    (*(title for words in WORDS for title in words.spelled), "Абитуриенту", "Профессионалитет")
)
ROLES = {words.role.id: words.role for words in WORDS}
SEARCHED = frozenset({FILE, OBJECTS, *(role for role, words in ROLES.items() if words.files)})
"""Roles of documents that are read from end to end: something is looked for in them."""
SUBSECTIONS = frozenset(
    words.role.id for words in WORDS if words.role.files is None and words.role.id != SECTION
)


@lru_cache(maxsize=16384)
def titled(text: str) -> tuple[str, ...]:
    """Roles that a title or link text names, in the order of ``WORDS``."""
    if not text or len(text) > _ROLE_MAX:
        return ()
    folded = plain(text)
    told = _told(folded)
    if not told and folded.startswith(_ABOUTS):
        told = _told(_ABOUT.sub("", folded))
    if not told and folded.count(" ") < _MANY_WORDS and (mended := _mend(folded)) != folded:
        told = _told(mended)
    return told or _shortened(text)


def _told(folded: str) -> tuple[str, ...]:
    if not _may_name(folded):
        return ()
    whole = _named(folded)
    parts = [_named(part) for part in _JOINT.split(folded)]
    joined = tuple(dict.fromkeys(role for named in parts for role in named))
    if len(joined) > 1 or (all(parts) and not whole):
        return tuple(dict.fromkeys((*whole, *joined)))
    return whole or _in_two_languages(folded)


def _may_name(folded: str) -> bool:
    if _begins_with_title(folded):
        return True
    return any(map(folded.__contains__, _JOINTS)) and bool(_holds_title(folded))


def _in_two_languages(folded: str) -> tuple[str, ...]:
    """«Төп мәгълүматлар / Основные сведения»: one side of the bar is enough."""
    sides = _BAR.split(folded)
    return tuple(role for side in sides for role in _named(side)) if len(sides) == 2 else ()


def _named(folded: str) -> tuple[str, ...]:
    return tuple(
        words.role.id
        for words, title, refused in _TITLES
        if title.fullmatch(folded) and not (refused and refused.search(folded))
        if not _HEADLINE.search(folded)
    )


def _shortened(text: str) -> tuple[str, ...]:
    if len(text) > _SHORT_MAX or not looks_shortened(text):
        return ()
    found = (
        words.role.id for words in WORDS for title in words.spelled if is_short_for(text, title)
    )
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=16384)
def _slugged(slug: str) -> tuple[str, ...]:
    bones = skeleton(slug)
    exact = _SLUGS.get(bones)
    if exact:
        return (exact.role.id,)
    starts = bones[:2], bones.partition(" ")[2][:2]  # a school's own prefix may stand before
    near = [spelled for start in starts for spelled in _SPELLED.get(start, ())]
    best = [words.role.id for title, words in near if alike(bones, title)]
    if "sovet" in bones:
        best = []  # «педагогический совет» is spelled almost as «педагогический состав»
    return tuple(dict.fromkeys(best))[:2]


def slugged(url: str) -> tuple[str, ...]:
    """Roles that the last part of an address names."""
    slug = last_segment(url)
    return (_slugged(slug) or _slugged(parted(slug))) if _LETTERS.search(slug) else ()


@lru_cache(maxsize=16384)
def in_section(url: str) -> bool:
    """Whether the address lies under «Сведения об образовательной организации»."""
    return any(SECTION in _slugged(part) for part in segments(url))


@lru_cache(maxsize=16384)
def roles_of(text: str, url: str) -> tuple[Role, ...]:
    """Roles of what a link opens, by its text, then by its address; none for most links."""
    named = titled(text)
    if not named and len(text) <= _ROLE_MAX:
        named = slugged(url)
    return tuple(sorted((ROLES[name] for name in named), key=lambda role: role.rank))


def _plain_address(url: str) -> str:
    """An address in lower case without what a redirector counts: «event1=click»."""
    return (unwrapped(url) if "/bitrix/" in url else url).lower()


@lru_cache(maxsize=16384)
def is_news(url: str) -> bool:
    """Whether an address is one of news, galleries, calendars: no part of a section."""
    return not is_document(url) and bool(_NEWS.search(_plain_address(url)))


def rank_of(text: str, url: str) -> int:
    """How early a link without a role is opened: hubs first, news and calendars last."""
    folded = plain(text[:_ROLE_MAX])
    for rank, pattern in _HUBS if len(folded) <= _HUB_MAX else ():
        if pattern.fullmatch(folded):
            return rank
    low = _plain_address(url)
    return 90 if any(map(low.__contains__, _LAST_WORDS)) or _LAST_FORMS.search(low) else 60
