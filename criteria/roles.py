"""Which links lead where: the words of link texts and addresses, as data.

A role says what a link promises; whether it keeps the promise is for the criterion to see on the
page that the link opens. Sources: titles of orders 831 and 1493, slugs of vendors and of real
sites.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from criteria.abbreviations import is_short_for, looks_shortened
from criteria.slugs import alike, last_segment, parted, segments, skeleton
from criteria.title import plain
from criteria.typos import mender
from site_audit.address import host_of
from site_audit.model import Role

_NOT_OF = r"(?! (?:питани|летн|воинск|прием|практик|перевоз|отдых|учебн|охран|горяч|занят|внеурочн|образовательного процесса))"
_ORG = (
    r"(?: (?:образовательн\w+ (?:организаци\w+|учреждени\w+)|организаци\w+|учреждени\w+|колледж\w*|техникум\w*|училищ\w*"
    r"|оо|оу|спо|лице\w+|филиал\w*|институт\w*|университет\w*|школ\w+|центр\w*))?"
)
_OF_ORG = _ORG.removesuffix("?")
_ABOUTS = ("сведения о", "информация о", "данные о", "о ", "об ")
_ABOUT = re.compile(r"^(?:(?:сведения|информация|данные) )?об? ")


@dataclass(frozen=True, kw_only=True)
class Words:
    """How a role is called: ``title`` alone on a link is enough; ``slugs`` are whole path segments."""

    role: Role
    title: str
    slugs: tuple[str, ...] = ()
    spelled: tuple[str, ...] = ()  # Russian titles whose transliterations are slugs
    refused: str = ""


SECTION = "sveden"


def _words(rank: int, *, role: str, abroad: bool = True, **words: object) -> Words:
    named = Role(id=role, rank=rank, abroad=abroad, hub=role == SECTION)
    return Words(role=named, **words)  # type: ignore[arg-type]


WORDS: tuple[Words, ...] = (
    _words(
        0,
        role=SECTION,
        title=rf"(?:специальный раздел )?(?:основные |обязательные |официальные )?(?:сведения|сведенья|информация) об?(?: \w+(?:ом|ем|ой|ей)){{0,3}}{_OF_ORG}{_NOT_OF}(?: \w+){{0,3}}(?: \(?приказ.{{0,40}})?|(?:сведения|данные) об оо|(?:основные )?сведения об?(?: (?=\w*[бвгджзклмнпрстфхцчшщ]{{3}})\w{{3,7}})?"
        r"|сведения|об (?:образовательной )?организации|об оо|об учреждении|обязательн\w+ (?:сведения|информация)|официальные сведения|sveden|сведения об организации,? осуществляющей.*",
        slugs=("sveden", "svedeniya", "svedenija", "sved", "svedenia", "info_edu", "svedenya"),
        spelled=("Сведения об образовательной организации", "Сведения об организации", "Сведения об ОО"),
        refused=r"доход|персональн|вакан|выпускник|трудоустр|заявлени|зачислен|результат|опрос",
    ),
    _words(
        10,
        role="common",
        title=rf"(?:основные|общие) (?:сведения|сведенья|данные)(?: об?{_OF_ORG}.{{0,80}}| об?)?|общая информация{_ORG}|основная информация.{{0,60}}",
        slugs=("common", "basics", "general-information", "general_information", "main-info"),
        spelled=("Основные сведения", "Общие сведения", "Основные сведения об образовательной организации"),
    ),
    _words(
        11,
        role="struct",
        title=rf"(?:организационная )?структура(?:(?: и|,) (?:органы?|система))?(?: управлени\w+)?{_ORG}|(?:система и )?органы управления{_ORG}|структура управления{_ORG}",
        slugs=("struct", "structure", "structure-and-organs", "kontakty-podrazdelenij"),
        spelled=("Структура и органы управления образовательной организацией", "Структура и органы управления", "Структура", "Структура колледжа", "Структура техникума", "Структура управления"),
        refused=r"сайта|портала|программ|дисциплин|учебного года|приема",
    ),
    _words(
        12,
        role="document",
        title=rf"документы{_ORG}|(?:нормативные|нормативно-правовые|уставные|учредительные|официальные|локальные) документы{_ORG}|документы и (?:локальные|отчет).{{0,60}}|локальные(?: нормативные)? акты{_ORG}|документация|документы \(?устав.{{0,60}}|документы, регламентирующие деятельность.{{0,60}}",
        slugs=("document", "documents", "all_docs", "docs", "doc"),
        spelled=("Документы", "Документы колледжа", "Нормативные документы"),
        refused=r"абитур|поступ|прием|студент|родител|сотрудник|воинск|выпускник|заявлени|оплат|аттестац|практик",
    ),
    _words(
        13,
        role="staff",
        title=r"(?:руковод\w+|администрация|директор)[ .,;:/|&и-]+(?:\(?(?:научно-)?педагогическ\w+|педсостав|педколлектив|педработник|преподавател|коллектив).{0,80}|педагогическ\w+(?: \(?научно-педагогическ\w+\)?)? состав[ .,;и]+руковод.{0,60}|руководство и педсостав",
        slugs=("rukovodstvo-i-pedsostav", "management-and-staff"),
        spelled=("Руководство. Педагогический (научно-педагогический) состав", "Руководство. Педагогический состав", "Руководство и педагогический состав", "Руководство и педсостав"),
    ),
    _words(
        13,
        role="managers",
        title=rf"руководство{_ORG}|руководств[ео]|руководител\w+(?: и|,) (?:его )?заместител.{{0,60}}|руководители{_OF_ORG}|директор,? (?:и )?(?:его )?заместител\w+(?: директора)?|руководство и администрация|администрация (?:и |\(?)руководство\)?|руководящ\w+ (?:состав|работники|кадры){_ORG}|администрация{_ORG}|директор и (?:его )?заместители|наше руководство",
        slugs=("managers", "guide", "rukovodstvo", "administration", "management", "leadership", "rukovodstvo-kolledzha"),
        spelled=("Руководство", "Руководство техникума", "Администрация", "Администрация колледжа", "Руководящий состав"),
        refused=r"класс|методическ|пользовател|инструкци|городск|район",
    ),
    _words(
        14,
        role="employees",
        title=r"(?:список )?(?:персональн\w+ )?состав\w* педагогических работников.{0,140}|(?:список )?педагогическ(?:их|ие) работник\w+|"
        r"(?:научно-)?педагогическ\w+ (?:\(?(?:и )?научно-педагогическ\w+\)? ?)?(?:состав|работники|коллектив|кадры)(?: .{0,60})?|педсостав|пед\.? ?состав|преподавательск\w+ состав.{0,40}|наши (?:преподаватели|педагоги)|педагоги|преподаватели|кадровый состав|сотрудники",
        slugs=("employees", "teachingstaff", "teaching-staff", "teachers", "pedsostav", "ped_sostav", "prepodavateli", "staff", "ped-sostav"),
        spelled=("Педагогический состав", "Педагогический (научно-педагогический) состав", "Педагогический коллектив", "Преподавательский состав"),
        refused=r"вакан|совет|чита",
    ),
    _words(
        15,
        role="objects",
        title=r"материально[ -]?техническ\w+ (?:обеспечени|оснащ|баз|условия).{0,160}|мто(?: .{0,60})?|оснащенность образовательного процесса",
        slugs=("objects", "dsreda", "mtl", "support_and_equipment", "logistical-support", "materialtechnicalsupport", "material-technical-support", "mto", "object", "equipment"),
        spelled=(
            "Материально-техническое обеспечение и оснащенность образовательного процесса",
            "Материально-техническое обеспечение и оснащенность образовательного процесса. Доступная среда",
            "Материально-техническое обеспечение. Доступная среда",
            "Материально-техническое обеспечение", "Материально-техническая база",
        ),
    ),
    _words(
        16,
        role="paid_edu",
        title=r"(?:оказани[ие] |дополнительн(?:ые|ых) )?платны[ех] (?:\w+ )?(?:образовательн\w* )?услуг\w*.{0,60}",
        slugs=("paid_edu", "paidedu", "paid_services", "paid-educational-services", "paid", "platnye-uslugi", "paid-edu"),
        spelled=("Платные образовательные услуги", "Платные услуги"),
        refused=r"заявлени|квитанц|оплатить|онлайн|медицинск|стоматолог|парикмахер",
    ),
    _words(
        17,
        role="budget",
        title=r"финансово[ -]?хозяйственн\w+(?: деятельност\w)?.{0,60}|ф ?х ?д.{0,40}|план (?:фхд|финансово-хозяйственной).{0,60}|финансово-экономическая деятельность|финансы и хозяйств.{0,40}|финансово-хоз\.? деятельность",
        slugs=("budget", "financial_activity", "financial-economic-activities", "fhd", "fin-hoz-deyatelnost", "finance", "fxd"),
        spelled=("Финансово-хозяйственная деятельность", "Финансово-экономическая деятельность", "Фин-хоз деятельность"),
    ),
    _words(
        18,
        role="vacant",
        title=r"вакантные места.{0,80}|(?:количеств[ое]|наличи[ие]) вакантных мест.{0,80}|вакантных местах.{0,80}|свободные места для приема.{0,60}|вакансии для приема.{0,60}",
        slugs=("vacant", "vacant-places", "vakant", "vacancies-for-admission", "vak-mesta"),
        spelled=("Вакантные места для приема (перевода) обучающихся", "Вакантные места для приема (перевода)", "Вакантные места"),
        refused=r"общежит|работ|трудоустр|сотрудник|секци|кружк",
    ),
    _words(
        19,
        role="ovz",
        title=r"(?:раздел )?(?:безбарьерная )?\(?(?:доступная|безбарьерная)\)? среда(?: .{0,60})?|(?:организаци[яи] )?доступной сред[ыае](?: .{0,60})?|(?:специальные |создание )?услови\w+ (?:доступности )?(?:для )?(?:обучения )?(?:для )?(?:инвалидов|лиц с).{0,60}|доступная среда.{0,40}|информация для (?:инвалидов|лиц с|обучающихся с|студентов с).{0,60}|(?:для )?инвалид\w+ и лиц\w* с .{0,60}|условия (?:обучения |для обучения |для )(?:инвалидов|лиц с).{0,60}",
        slugs=("ovz", "dostupnaya-sreda", "accessible-environment", "accessible_environment", "dostupnaja-sreda", "dostup-sreda"),
        spelled=("Доступная среда", "Информация для инвалидов и лиц с ОВЗ"),
        refused=r"слабовидящ|программ|семинар|конкурс|фестивал|фильм|20\d\d",
    ),
    _words(
        20,
        role="inter",
        title=r"международн\w+ (?:и \w+ )?(?:сотрудничеств|деятельност|связ|партнерств)[^:]{0,60}|international cooperation",
        slugs=("inter", "international", "cooperation", "international-cooperation", "international_cooperation"),
        spelled=("Международное сотрудничество", "Международная деятельность", "Международные связи"),
    ),
    _words(31, role="education", title=r"образование", slugs=("education", "obrazovanie"), spelled=("Образование",)),
    _words(32, role="standards", title=r"(?:федеральные )?(?:государственные )?образовательные стандарты.{0,60}|фгос(?: спо)?", slugs=("edustandarts", "edustandards", "standards"), spelled=("Образовательные стандарты", "Образовательные стандарты и требования")),
    _words(33, role="grants", title=r"стипенди.{0,100}", slugs=("grants", "stipendii", "stipendiya"), spelled=("Стипендии и меры поддержки обучающихся", "Стипендии")),
    _words(34, role="catering", title=r"(?:организация )?питани[ея].{0,60}", slugs=("catering", "food", "meals", "nutrition"), spelled=("Организация питания в образовательной организации", "Организация питания")),
    _words(
        5,
        role="admission",
        abroad=False,
        title=r"абитуриент\w*(?: 20\d\d| и родител\w+)?|поступающ\w+|приемн\w+ (?:комиссия|кампания|компания).{0,20}|прием(?: документов)?(?: на)?(?: обучение)?(?: в)? ?-?20\d\d.{0,20}|поступ(?:ление|ить|ай)(?: .{0,30})?|как поступить.{0,30}|вступительная (?:кампания|компания).{0,20}|сведения для поступающих|информация для (?:поступающих|абитуриентов)|абитуриент-20\d\d",
        slugs=("abitur", "abiturient", "abiturientu", "abiturientam", "applicants", "enrollee", "admission", "admissions", "priem", "priemnaya-komissiya", "priemka", "postuplenie", "postupayushchim"),
        spelled=("Приемная комиссия", "Приемная кампания", "Абитуриентам", "Поступающим", "Как поступить", "Поступление в колледж", "Поступление в техникум", "Информация для поступающих", "Сведения для поступающих"),
        refused=r"директора|граждан|интернет-прием|общественн|перевод",
    ),
    _words(
        6,
        role="professionalitet",
        abroad=False,
        title=r".{0,60}профессионалитет.{0,40}",
        slugs=("professionalitet", "professionalism", "professionalitet-spo", "fp-professionalitet", "fp-professionals", "prof-tet"),
        spelled=("Профессионалитет", "Федеральный проект Профессионалитет", "Проект Профессионалитет", "Кластер Профессионалитет", "Образовательно-производственный кластер Профессионалитет"),
    ),
)  # fmt: skip

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
    r"|[?&](?:pagen_\d|page|start|date|month|year|day|sort|order|filter|limitstart|tag)="
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
SUBSECTIONS = frozenset(ROLES) - {SECTION, "admission", "professionalitet"}


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


def rank_of(text: str, url: str) -> int:
    """How early a link without a role is opened: hubs first, news and calendars last."""
    folded = plain(text[:_ROLE_MAX])
    for rank, pattern in _HUBS if len(folded) <= _HUB_MAX else ():
        if pattern.fullmatch(folded):
            return rank
    low = url.lower()
    return 90 if any(map(low.__contains__, _LAST_WORDS)) or _LAST_FORMS.search(low) else 60


# Hosts that colleges link to under the names of their own sections and that are never their own.
_FOREIGN = re.compile(
    r"(?:^|\.)(?:bus\.gov\.ru|edu\.gov\.ru|minobrnauki\.gov\.ru|edu\.ru|gov\.ru|kremlin\.ru|consultant\.ru|garant\.ru"
    r"|vk\.com|vk\.ru|t\.me|ok\.ru|youtube\.com|youtu\.be|rutube\.ru|dzen\.ru|max\.ru|wikipedia\.org|yandex\.ru|ya\.ru|google\.\w+"
    r"|mail\.ru|sberbank\.ru|2gis\.ru|facebook\.com|instagram\.com|twitter\.com|whatsapp\.com|telegram\.org|wa\.me"
    r"|worldskills\.ru|xn--n1abdr5c\.xn--p1ai|urait\.ru|znanium\.(?:com|ru)|lanbook\.com|iprbookshop\.ru|book\.ru)$"
)
_NATIONAL = re.compile(
    r"(?:^|\.)(?:publication\.pravo\.gov\.ru|pravo\.gov\.ru|zakupki\.gov\.ru|gosuslugi\.ru|islod\.obrnadzor\.gov\.ru)$"
)
_GOSWEB = re.compile(r"^[\w-]+\.(?:gosweb\.)?gosuslugi\.ru$")


@lru_cache(maxsize=4096)
def is_foreign(url: str) -> bool:
    """Whether a host is surely not a college's own: state portals, social networks, libraries."""
    host = host_of(url)
    if _GOSWEB.match(host) and not host.startswith(("www.", "esia.", "pos.", "lk.", "beta.")):
        return False
    return bool(_FOREIGN.search(host) or _NATIONAL.search(host))
