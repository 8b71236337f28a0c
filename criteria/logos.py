"""Logos by what is written about a picture: its words, file, folder, link and what stands near.

A picture that may be the logo and says nothing is left to one who can see it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote, urlsplit

from criteria.hosts import is_foreign, is_project_site
from criteria.project import STEM
from criteria.roles import is_news
from criteria.slugs import skeleton
from site_audit.address import host_of, key
from site_audit.facts import Image
from site_audit.model import College
from site_audit.text import fold

Told = Literal["logo", "maybe", "no"]

_LATIN = re.compile(r"prof+es+ion+al+[iye]+t+[ie]?t|prof[-_ ]?itet|professionalytet")
_SCENE = re.compile(  # a photograph of what happens, not a mark
    r"экскурс|открыти[ея]|студент|амбассадор|фото\b|фотограф|мастер-класс|карьерн|день открытых|вручен|педагог|новост"
    r"|выпускник|групп[аы]\b|занят|волонтер|победител|подписан|встреч|практик|директор|занимается|работа\w* (?:на|за)|здание|корпус|мастерск|лаборатор|цех\b|оборудован|команда|участник\w* (?:проекта|конкурса|чемпионата)|на предприяти|рабоч\w+ мест|карта выпускника|схема|расписан|плакат о|сертификат|диплом|благодарност"
)
_LOGO = re.compile(r"лого|эмблем|\bзнак")
_CAMERA = re.compile(
    r"^(?:img|dsc|dscn|p\d{6,}|photo|image|wp|pxl|foto)[-_ ]?\d{3,}|^\d{8}_\d{6}|whatsapp|^photo_",
    re.IGNORECASE,
)
_SCENE_FILE = re.compile(
    r"foto(?![-_]?\d)|photo(?![-_]?\d)|ekskurs|otkryt|student|galer|gallery|news|novost|karta|kart[ay]|korpus|zdanie|masterskie|praktik|ambassador|diplom|den-|team|slide-?photo",
    re.IGNORECASE,
)
_WORDLESS = re.compile(
    r"(?:right|left|center|none|снимок экрана|screenshot|скриншот|\w*\d[\w() -]*|group[-_ ]?\d*|логотип|лого|logo|image|img|картинка|рисунок|изображение|фото|баннер|banner|без (?:имени|названия)|unnamed|slide|слайд|icon|иконка|pic|picture|photo|фп|федеральный проект|кластер|новый уровень образования|узнать больше|подробнее|партнер\w*|наш партнер|работодател\w*|опорный работодатель|партнер кластера|логотип (?:предприятия|партнера|работодателя|проекта)|предприятие)?[\W\d_]*(?:\.(?:png|jpe?g|svg|webp|gif))?"
)
_NAMELESS_FILE = re.compile(
    r"(?:img|image|pic|photo|logo|logotip|logos?|banner|baner|slide|slider|unnamed|без[ _-]?имени|bez[ _-]?imeni|без[ _-]?названия|untitled|scale|screenshot|снимок[ _]?экрана|tild|header|bg|background|orig|sprite|top|green|btn|nu|id|prof|profi|fp|klaster|opc|kartinka|ris|risunok|znak|emblema|emblem|partner|partners|p|r|s|l|i|tl|carousel|company|predpriyatie|zavod|bolnica|art|item|asset|file|frame|group|vector|layer|ob|thumb|copy|kopiya|white|black|color|colour|rgb|horizont\w*|vert\w*|gorizont\w*|main|cover|hero|snimok|ekrana|web|new|final|min|small|big|resize|obrez|noroot|png|jpe?g|svg|lazy|emblema|~mv\d|[-_ ().,–~]|\d|[0-9a-f]{4,}|\.|x|of|v|otrasl\w*|strip|polos\w*|removebg|preview|безымянн\w*|wordmark|tild\w*?|resizeb?|hero)*(?:@\dx)?",
    re.IGNORECASE,
)
_OTHERS = re.compile(  # marks that stand on nearly every college's site and are no partner's
    r"минпросвещ|министерств|минобр|департамент образ|управление образ|госуслуг|bus\.?gov|независим\w+ оценк|качеств\w+ (?:услов|оказ|образ)|билет в будущее|абилимпикс|профессионалы|молодые профессионалы|worldskills|моя школа|роспотребнадзор|рособрнадзор"
    r"|лет (?:систем\w+ )?спо|лет победы|год \w+|движение первых|росмолод|национальн\w+ проект|нацпроект|национальные проекты|пушкинск\w+ карт|антитеррор|телефон доверия|вконтакте|\bvk\b|telegram|телеграм|rutube|youtube|одноклассник|whatsapp|\bmax\b|слабовид|герб (?:област|город|кра|респ|росси)|ирпо|фирпо|навигатор|профориент|профсоюз|госвеб|сферум|дзен|трудвсем|работа в россии|россия-|большая перемена|орлят|юнарми|страна возможностей|код будущего|точка роста|кванториум|общество знание|доброволь|антикоррупц|история россии|будущее россии|поиск|меню|закрыть|стрелк|корзин|телефон|почта|адрес|карта сайта|яндекс|метрик|счетчик|rambler|liveinternet|counter"
)
_OTHER_FILES = re.compile(
    r"gosuslug|minpros|minobr|bus[-_.]?gov|abil[iy]mp|professionaly|worldskills|wsr|myschool|bilet|bvb|rospotreb|obrnadzor|pushkin|antiterror|telefon|\bvk\b|telegram|rutube|youtube|odnokl|^ok$|^tg$|^max$|eye|slabovid|irpo|firpo|trudvsem|natsproe|nacproe|pervye|search|menu|arrow|close|icon-|phone|mail|yandex|counter|favicon|noko|dzen|^(?:docx?|pdf|xlsx?|word|excel|zip|rar|pptx?|txt|rtf)[-_ \d]*$|^ico[n_-]",
    re.IGNORECASE,
)
PARTNERS = re.compile(
    r"партнер|работодател|предприяти|индустриальн|участник\w* (?:кластер|проект|опц)|управляющ\w+ компани|опорн\w+ (?:работод|предпр|партн)|якорн"
)
_COMPANY = re.compile(
    r"\b(?:ооо|ао|пао|оао|зао|гк|нпо|нпк|фгуп|гуп|муп|гбуз|гауз|огбуз|мбдоу|мкуп|ип|фнпц|спк|кфх)\b|акционерн\w+ обществ|завод|комбинат|холдинг|корпораци|фабрик|больниц|поликлиник|госпитал|концерн|агрофирм|агрохолдинг|депо\b|шахт|рудник|машиностро\w+ (?:завод|компан)|верф|порт\b|электростанц|энерго\w*|нефт\w+ компан|строительн\w+ компан|ресторан|отел|гостиниц|компани[яи]"
)
_ABBREVIATED = re.compile(r"\b[А-ЯЁ]{3,6}\b")
_PARTNER_PATH = re.compile(r"partner|rabotodat|employer|predpri|партн|работодат", re.IGNORECASE)
_LEGAL = frozenset(
    [
        "ооо",
        "ао",
        "пао",
        "оао",
        "зао",
        "гк",
        "нпо",
        "фгуп",
        "гуп",
        "муп",
        "гбуз",
        "гауз",
        "огбуз",
        "мбдоу",
        "ип",
        "общество",
        "акционерное",
        "публичное",
        "закрытое",
        "ограниченной",
        "ответственностью",
        "с",
        "компания",
        "группа",
        "имени",
        "им",
        "завод",
        "комбинат",
        "областная",
        "городская",
        "районная",
        "центральная",
    ]
)
_ENDS_AS_PHOTO = re.compile(r"\.jpe?g(?:$|\?)", re.IGNORECASE)
_PROJECT_FILE = re.compile(r"(?:^|[-_ ])(?:prof(?!kom|soyuz|or)|fp(?:\b|_)|opc|specialitet)")
_COVER = re.compile(
    r"shapk|banner|baner|header|cover|oblo[zj]|plash|zastav|logo|титул|шапк|баннер", re.IGNORECASE
)
_OF_COLLEGE = re.compile(r"колледж|техникум|училищ")
_LOGO_FILE = re.compile(r"logo|лого", re.IGNORECASE)
_QUOTED = re.compile(r"\W*[«\"“„][^«»\"“”„]+[»\"”]\W*")  # a name and nothing else
_SHORTEST_NAME = 3  # signs
_ICON = 40  # pixels
_SHORT = 100  # signs: longer words about a picture tell of a scene


def words_of(picture: Image) -> str:
    """What is said about a picture by itself, folded."""
    return fold(" ".join(filter(None, (picture.alt, picture.title, picture.label))))


@lru_cache(maxsize=4096)
def file_of(url: str) -> str:
    """The name of a picture's file without its ending, percent signs decoded."""
    name = unquote(urlsplit(url).path).rpartition("/")[2]
    return name.rpartition(".")[0] or name


def _is_scene(picture: Image) -> bool:
    if picture.link and is_news(picture.link):
        return True
    words = words_of(picture)
    return (
        bool(_SCENE.search(words))
        or len(words) > _SHORT
        or bool(_SCENE_FILE.search(file_of(picture.url)))
    )


def is_seen(picture: Image) -> bool:
    """Whether a person can see it: no counter of one pixel."""
    return not (0 < picture.width <= 2 or 0 < picture.height <= 2)


# ---------------------------------------------------------------- the project's logo


def tells_project(picture: Image) -> Told:
    """Whether a picture is the logo of «Профессионалитет»."""
    words = words_of(picture)
    named = STEM.search(words) and (_LOGO.search(words) or _spells_project(picture))
    if not is_seen(picture) or (_is_scene(picture) and not named):
        return "no"
    if STEM.search(words) or _LATIN.search(words):
        return "logo"
    if _spells_project(picture) and not _OTHERS.search(words):
        return "logo"
    if _WORDLESS.fullmatch(words) is None or _OTHERS.search(words):
        return "no"
    stem = file_of(picture.url)
    if _OTHER_FILES.search(stem) or is_foreign_mark(picture):
        return "no"
    return "maybe" if _may_be_project(picture, stem) else "no"


def _spells_project(picture: Image) -> bool:
    """Whether the name of a picture's file is the project's."""
    stem = file_of(picture.url)
    telling = STEM.search(fold(stem)) or _LATIN.search(skeleton(stem).replace(" ", ""))
    return bool(telling) and not _SCENE_FILE.search(stem)


def is_foreign_mark(picture: Image) -> bool:
    """Whether a picture links to a social network or a state portal, and not to the project."""
    return bool(picture.link) and is_foreign(picture.link) and not is_project_site(picture.link)


def _may_be_project(picture: Image, stem: str) -> bool:
    named = hints_at_project(picture) or bool(_LOGO.search(fold(picture.alt)))
    return named or _says_nothing(picture, stem)


def hints_at_project(picture: Image) -> bool:
    """Whether the link or the file's name speaks of the project without naming it."""
    link = skeleton(urlsplit(picture.link).path).replace(" ", "")
    if is_project_site(picture.link) or _LATIN.search(link):
        return True
    return bool(_PROJECT_FILE.search(file_of(picture.url).lower()))


def is_logo_by_name(picture: Image) -> bool:
    """Whether a picture is called a logo by its words or its file."""
    stem = file_of(picture.url)
    named = _LOGO.search(words_of(picture)) or _LOGO_FILE.search(stem)
    return bool(named) and not _CAMERA.match(stem)


def names_others(said: str) -> bool:
    """Whether folded words name what stands on nearly every college's site and is no partner."""
    return bool(_OTHERS.search(said))


def names_company(said: str) -> bool:
    """Whether folded words name a firm or an institution that employs."""
    return bool(_COMPANY.search(said)) and not _OF_COLLEGE.search(said)


def names_college(said: str, college: College) -> bool:
    """Whether folded words are the college's own name, or name a college at all."""
    names = f"{fold(college.short_name)} {fold(college.name)}"
    return bool(_OF_COLLEGE.search(said)) or (len(said) >= _SHORTEST_NAME and said in names)


def is_headed(picture: Image) -> bool:
    """Whether a picture stands under a title of partners or employers, or in their folder."""
    near = fold(f"{picture.heading} {picture.caption[:_SHORT]}")
    placed = _PARTNER_PATH.search(unquote(urlsplit(picture.url).path))
    return bool(PARTNERS.search(near) or placed)


def _says_nothing(picture: Image, stem: str) -> bool:
    """A picture of no name: it may be anything, but for icons and the photographs of a camera."""
    if 0 < picture.width <= _ICON or 0 < picture.height <= _ICON or not picture.url:
        return False
    if _COVER.search(stem) and not _CAMERA.match(stem):
        return True
    return bool(_NAMELESS_FILE.fullmatch(stem)) and not _ENDS_AS_PHOTO.search(picture.url)


# ---------------------------------------------------------------- logos of employers


def tells_partner(picture: Image, college: College) -> Told:
    """Whether a picture is the logo of a partner: of an employer of the register, or of a firm."""
    employers = employers_of(college)
    words, stem = words_of(picture), file_of(picture.url)
    near = fold(f"{picture.heading} {picture.caption[:_SHORT]}")
    if not is_seen(picture) or _is_scene(picture) or STEM.search(words):
        return "no"
    named = names_employer(words, employers) or _shortens_employer(picture, employers)
    if named or _spells_employer(stem, employers):
        return "logo"
    if _OTHERS.search(words) or _OTHER_FILES.search(stem) or is_foreign_mark(picture):
        return "no"
    if _is_own(picture, words, college):
        return "no"
    if _WORDLESS.fullmatch(words) is None:
        if _OF_COLLEGE.search(words):
            return "no"
        if _COMPANY.search(words) or PARTNERS.search(near) or PARTNERS.search(words):
            return "logo"
        return "maybe" if _LOGO_FILE.search(stem) or _QUOTED.fullmatch(picture.alt) else "no"
    if STEM.search(fold(stem)) or _LATIN.search(skeleton(stem).replace(" ", "")):
        return "no"
    told = _wordless_partner(picture, stem, near, words, employers)
    return "maybe" if told == "no" and _says_nothing(picture, stem) else told


def employers_of(college: College) -> tuple[str, ...]:
    """The anchor employers that the register names for a college."""
    return tuple(employer for one in college.memberships for employer in one.employers)


def _is_own(picture: Image, words: str, college: College) -> bool:
    """Whether it is the college's own mark: by its name, or by the way home."""
    home = bool(picture.link) and key(picture.link) == key(college.url)
    names = f"{fold(college.short_name)} {fold(college.name)}"
    return home or (len(words) >= _SHORTEST_NAME and words in names)


def _wordless_partner(
    picture: Image, stem: str, near: str, words: str, employers: tuple[str, ...]
) -> Told:
    """A picture without words: what stands around it and where its file lies."""
    placed = bool(_PARTNER_PATH.search(unquote(urlsplit(picture.url).path)))
    headed = bool(PARTNERS.search(near))
    named = names_employer(near, employers)
    if headed and (placed or named):
        return "logo"
    firm = bool(picture.link) and host_of(picture.link) != host_of(picture.url)
    if (
        placed
        or headed
        or firm
        or named
        or PARTNERS.search(words)
        or re.search(r"лого|logo", words)
    ):
        return "maybe"
    return "maybe" if _LOGO_FILE.search(stem) and not _CAMERA.match(stem) else "no"


def names_employer(words: str, employers: tuple[str, ...]) -> bool:
    """Whether folded words name one of the employers."""
    return any(distinct(name) and _share(distinct(name), words) for name in employers)


def _shortens_employer(picture: Image, employers: tuple[str, ...]) -> bool:
    said = {fold(one) for one in _ABBREVIATED.findall(f"{picture.alt} {picture.title}")}
    return any(said & _initials(name) for name in employers)


@lru_cache(maxsize=1024)
def _initials(name: str) -> frozenset[str]:
    """What a name is shortened to: «ЦРБ» of «Белоярецкая центральная районная больница»."""
    letters = "".join(word[0] for word in re.findall(r"[а-я-]{4,}", fold(name)))
    return frozenset(letters[start:] for start in range(len(letters) - 2))


@lru_cache(maxsize=1024)
def distinct(name: str) -> tuple[str, ...]:
    """The words of an employer's name that tell it from others, cut to their stems."""
    words = re.findall(r"[а-яa-z0-9]+", fold(name))
    telling = [word for word in words if word not in _LEGAL and len(word) > 2] or words[-1:]
    return tuple(word[: max(4, len(word) - 2)] for word in telling)


def _share(stems: tuple[str, ...], words: str) -> bool:
    """Whether most of the telling words of a name stand in the words of a picture."""
    there = sum(stem in words for stem in stems)
    return there * 2 > len(stems) or there == len(stems)


def _spells_employer(stem: str, employers: tuple[str, ...]) -> bool:
    bones = skeleton(stem).replace(" ", "")
    for name in employers:
        parts = [skeleton(word).replace(" ", "") for word in distinct(name)]
        there = sum(len(part) > 3 and part[: max(4, len(part) - 1)] in bones for part in parts)
        if parts and (there * 2 > len(parts) or there == len(parts)):
            return True
    return False


def is_worth_a_look(picture: Image) -> bool:
    """Whether a picture that words do not call a logo may be one to the eye."""
    if not is_seen(picture) or 0 < picture.width <= _ICON or 0 < picture.height <= _ICON:
        return False
    if picture.link and (is_news(picture.link) or is_foreign_mark(picture)):
        return False
    words = words_of(picture)
    said = _SCENE.search(words) or _OTHERS.search(words) or len(words) > _SHORT
    return not said and not _OTHER_FILES.search(file_of(picture.url))
