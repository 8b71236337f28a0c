"""Group A: the ten subsections of «Сведения об образовательной организации», and their kin.

A mark comes from what a link opens: the page, the tab, the block under a title or the file. A title
in a menu is a promise, kept or broken.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from criteria import roles
from criteria.sightings import best, see
from criteria.subsection import Sighting, Subsection
from site_audit import address
from site_audit.model import Criterion, Evidence, Finding, Rules, Snapshot
from site_audit.text import fold_text

COMMON = Subsection(
    role="common",
    title="Основные сведения",
    signs=r"полное (?:официальное )?наименование|сокращенное наименование|учредител|дата создания|режим\w* (?:и график\w* )?работы"
    r"|место ?нахождени|юридический адрес|лицензи|график работы|аккредитаци|\bогрн\b|\bинн\b|организационно-правовая",
    microdata="fullname regdate uchredlaw nameuchred worktime licensedoclink addressplaceset addressplaceprac shortname",
    needs=2,
)
STRUCT = Subsection(
    role="struct",
    title="Структура и органы управления образовательной организацией",
    signs=r"структурн\w+ подразделени|учредител|директор|бухгалтер|заместител\w+ директора|орган\w* управления|педагогическ\w+ совет|общее собрание|совет (?:колледжа|техникума|учреждения|обучающихся)|положени\w+ о|отделени[ея]|учебн\w+ часть|наблюдательн\w+ совет|цикловы\w+ комисси",
    microdata="structorguprav divisionclausedoclink addressstr filinfo repinfo",
    ambiguous=True,
)
DOCUMENT = Subsection(
    role="document",
    title="Документы",
    signs=r"\bустав\b|правил\w+ внутреннего|самообследовани|коллективн\w+ договор|локальн\w+ (?:нормативн\w+ )?акт|свидетельств\w+ о (?:государственной )?(?:аккредитации|регистрации)|лицензи|правила приема|предписани|порядок оформления возникновения|режим занятий|формы?,? периодичность",
    microdata="ustavdoclink localactstud localactorder reportedudoclink priemdoclink modedoclink tekkontroldoclink perevoddoclink vozdoclink localactcollec",
    ambiguous=True,
)
STAFF = Subsection(
    role="staff",
    title="Руководство. Педагогический состав",
    signs=r"директор\w*|заместител\w+ директора|преподавател|педагогическ\w+ стаж|стаж работы|квалификаци|мастер\w* производственного",
    microdata="rucovodstvo rucovodstvozam teachingstaff teachingdiscipline teachinglevel",
)
MANAGERS = Subsection(
    role="managers",
    title="Руководство",
    signs=r"директор|заместител\w+ (?:директора|руководител)|главный бухгалтер|контактн\w+ телефон|\w+@\w+",
    microdata="rucovodstvo rucovodstvozam rucovodstvofil",
    ambiguous=True,
)
EMPLOYEES = Subsection(
    role="employees",
    title="Педагогический состав",
    signs=r"преподавател|педагогическ\w+ (?:стаж|работник)|общий стаж|стаж работы|квалификационн\w+ категори|преподаваем\w+|уровень образования|мастер\w* производственного|повышени\w+ квалификации",
    microdata="teachingstaff teachingdiscipline teachinglevel academstat specexperience teachingop teachingqual genexperience",
)
OBJECTS = Subsection(
    role="objects",
    title="Материально-техническое обеспечение и оснащенность образовательного процесса",
    signs=r"кабинет|мастерск|библиотек|лаборатори|объект\w* спорта|спортивн\w+ зал|средств\w+ обучения|общежити|столов",
    microdata="purposecab purposeprac purposelibr purposesport purposefacil comnet erlist addresscab namecab osncab",
)
PAID = Subsection(
    role="paid_edu",
    title="Платные образовательные услуги",
    signs=r"платн\w+ (?:\w+ )?образовательн\w*|платн\w+ услуг|поряд(?:ок|к\w+) оказания|договорн\w+ основ|стоимость (?:обучения|образовательн|платн|услуг)|договор\w* (?:об |на )(?:оказани|образовани|обучени)|образец договора|заказчик|дополнительн\w+ образовани|на платной основе|прейскурант|оплат\w+ (?:за )?обучени|не оказыва",
    microdata="paidedu paiddog paidst paidparents paidedudoclink paidedudogdoclink paidedustoimdoclink",
)
BUDGET = Subsection(
    role="budget",
    title="Финансово-хозяйственная деятельность",
    signs=r"план\w* фхд|план\w* финансово|поступлени|расходовани|бюджетн\w+ ассигновани|государственн\w+ задани|бухгалтерск\w+ (?:отчетност|баланс)|объем образовательной деятельности",
    microdata="finbfvolume finbrvolume finbmvolume finpvolume volume finpost finras finplandoclink",
)
VACANT = Subsection(
    role="vacant",
    title="Вакантные места для приема (перевода) обучающихся",
    signs=r"вакантн\w+ (?:\w+ )?мест|свободн\w+ мест|за счет бюджетн|\b\d{2}\.0[12]\.\d{2}\b|количество мест|для перевода|отсутству",
    microdata="vacant numberbfvacant numberbrvacant numberbmvacant numberpvacant",
)
ACCESS = Subsection(
    role="ovz",
    title="Доступная среда",
    signs=r"инвалид|\bовз\b|ограниченн\w+ возможност|пандус|беспрепятственн\w+ доступ|маломобильн|доступност",
    microdata="ovz purposefacilovz comnetovz techovz hostelinterovz ovzcab ovzprac erlistovz",
)
INTER = Subsection(
    role="inter",
    title="Международное сотрудничество",
    signs=r"международн|иностранн|зарубежн|беларус|казахстан|узбекистан|киргиз|таджикистан|армени|монголи|\bкитай|\bкнр\b|вьетнам|серби|македони|турци|германи|франци|итали|финлянди|польш|абхази|осети|отсутству|не (?:осуществля|заключ|ведет|имеет)",
    microdata="internationaldog statename orgname dogreg",
)
EDUCATION = Subsection(
    role="education",
    title="Образование",
    signs=r"образовательн\w+ программ|учебн\w+ план|срок\w* обучения|форм\w+ обучения|уровень образования|численност",
    microdata="eduaccred eduop opmain educationplan educationshedule educhislenel edupriemel",
    ambiguous=True,
)
STANDARDS = Subsection(
    role="standards", title="Образовательные стандарты и требования",
    signs=r"фгос|федеральн\w+ государственн\w+ образовательн\w+ стандарт",
    microdata="edufeddoc edustandartdoc edufedtreb edustandarttreb",
)  # fmt: skip
GRANTS = Subsection(
    role="grants", title="Стипендии и меры поддержки обучающихся",
    signs=r"стипенди|материальн\w+ поддержк|социальн\w+ поддержк|общежити",
    microdata="grant support hostelinfo",
)  # fmt: skip
CATERING = Subsection(
    role="catering", title="Организация питания в образовательной организации",
    signs=r"питани|столов|буфет|меню|охран\w+ здоровья",
    microdata="meals health",
)  # fmt: skip

Check = Callable[[Snapshot, Rules], Finding]


def subsection(spec: Subsection) -> Check:
    """The check of a subsection that is one page, tab, block or file of its own."""
    return partial(_own_page, spec)


def _own_page(spec: Subsection, snapshot: Snapshot, rules: Rules) -> Finding:
    return best(snapshot, spec, see(snapshot, spec))


def staff(snapshot: Snapshot, rules: Rules) -> Finding:
    """A4: the joint page of order 831, or «Руководство» and «Педагогический состав» of 1493."""
    joint = see(snapshot, STAFF)
    managers, employees = see(snapshot, MANAGERS), see(snapshot, EMPLOYEES)
    together = joint + tuple(map(_joint, (*managers, *employees)))
    finding = best(snapshot, STAFF, tuple(found for found in together if found))
    if finding.mark == 1:
        return finding
    halves = best(snapshot, MANAGERS, managers), best(snapshot, EMPLOYEES, employees)
    return _halves(finding, *halves)


_JOBS = re.compile(
    r"требу(?:ется|ются)\b|\bз/п\b|зарплат|заработн|\bставк[аиу]\b|резюме|соискател|отдел кадров"
)
_PUPILS = re.compile(
    r"прием|перевод|зачислен|поступ|бюджет|обучающ|студент|специальност|\bпрофесси[яийюе]|\bкурс|групп|\b\d{2}\.0[12]\.\d{2}\b|свободн\w+ мест"
)


def vacant(snapshot: Snapshot, rules: Rules) -> Finding:
    """A8: places for pupils; what goes by that name may offer jobs."""
    return best(snapshot, VACANT, tuple(map(_no_jobs, see(snapshot, VACANT))))


def _no_jobs(found: Sighting) -> Sighting:
    jobs = set(_JOBS.findall(found.words))
    if found.mark != 1 or len(jobs) < 2 or _PUPILS.search(found.words):
        return found
    because = "«Вакантные места» — о работе в колледже, а не о местах для студентов."
    return replace(found, mark=0, reason="wrong_target", because=because)


_LEADERS = re.compile(r"заместител\w+ (?:директора|по\b)|зам\. ?дир")
_TEACHERS = re.compile(r"преподавател|мастер\w* (?:п/о|производственного)")
_TEACHING = re.compile(r"преподавател|мастер\w* |предмет|дисциплин|категори")


def _joint(found: Sighting) -> Sighting | None:
    """A page of one half counts as the joint page when both leaders and teachers stand on it."""
    text = found.words
    if found.mark != 1 or "директор" not in text or not _LEADERS.search(text):
        return None
    named = EMPLOYEES.role in roles.titled(found.title.partition(" · ")[0])
    teachers = len(_TEACHING.findall(text)) if named else len(_TEACHERS.findall(text))
    return found if teachers >= 3 else None


def _halves(joint: Finding, managers: Finding, employees: Finding) -> Finding:
    marks = managers.mark, employees.mark
    evidence = (*managers.evidence, *employees.evidence)
    if marks == (1, 1):
        return Finding(
            mark=1, reason="two_pages", evidence=evidence,
            because="Есть обе страницы: «Руководство» и «Педагогический состав».",
        )  # fmt: skip
    if None in (joint.mark, *marks):
        return next(f for f in (joint, managers, employees) if f.mark is None)
    if 1 in marks:
        there, gone = ("Руководство", "Педагогический состав")[:: 1 if marks[0] else -1]
        return Finding(
            mark=0, reason="one_of_two", advice="one_of_two", evidence=evidence,
            because=f"Есть страница «{there}», но нет второй половины подраздела: «{gone}».",
        )  # fmt: skip
    return max(
        (joint, managers, employees), key=lambda f: (f.advice != "add_page", len(f.evidence))
    )


_CONDITIONS = re.compile(
    r"(?:инвалид|\bовз\b|ограниченн\w+ возможност|маломобильн)[^\n]{0,400}"
    r"(?:доступ|пандус|приспособ|специальн|услови|оборудован|беспрепятственн|обеспечен|отсутству|нет\b)"
    r"|(?:доступ|пандус|приспособ|специальн\w+|услови\w+|беспрепятственн\w+)[^\n]{0,200}(?:инвалид|\bовз\b|ограниченн\w+ возможност|маломобильн)"
)


_MEANS = re.compile(
    r"пандус|коляск|поручн|тактильн|подъемник|маломобильн|сопровожд|инвалид|\bовз\b|сурдо|тифло|брайл"
)


def _conditions(found: Sighting) -> str:
    """The words on conditions for the disabled, under a heading of their own or in one line."""
    place = _CONDITIONS.search(found.words)
    if place is None and _CONDITIONS.search(found.title):
        place = _MEANS.search(found.words)
    return place.group() if place else ""


def access(snapshot: Snapshot, rules: Rules) -> Finding:
    """A9: a page of its own, the merged title of order 1493, or its text inside МТО."""
    alone = best(snapshot, ACCESS, see(snapshot, ACCESS))
    if alone.mark == 1:
        return alone
    objects = see(snapshot, OBJECTS)
    for found in objects:
        if found.mark == 1 and (place := _conditions(found)):
            return Finding(
                mark=1, reason="merged_page",
                because="Условия для инвалидов и лиц с ОВЗ описаны на странице материально-технического обеспечения.",
                evidence=(found.quoted(place),),
            )  # fmt: skip
        if found.mark == 1 and "доступная среда" in found.title:
            return Finding(
                mark=1, reason="merged_page", evidence=found.evidence,
                because="Подраздел объединён с материально-техническим обеспечением, как велит приказ № 1493.",
            )  # fmt: skip
    if alone.mark == 0 and any(found.mark is None for found in objects):
        return best(snapshot, ACCESS, tuple(found for found in objects if found.mark is None))
    if alone.mark != 0:
        return alone
    return _in_document(snapshot, objects) or _in_a_file(snapshot, objects) or alone


def _in_document(snapshot: Snapshot, objects: tuple[Sighting, ...]) -> Finding | None:
    """The conditions for the disabled in the text of a document on equipment."""
    pages = {found.page.url for found in objects if found.mark == 1 and found.page}
    for document in snapshot.documents:
        page = snapshot.by_url.get(document.url)
        if page is None or not pages & {page.url, page.via}:
            continue
        for number, text in enumerate(document.pages, 1):
            place = _CONDITIONS.search(fold_text(text).replace("\n", " "))
            if place:
                shown = Evidence(kind="document", url=page.url, quote=" ".join(place.group().split()),
                                 clicks=page.clicks, document_page=number)  # fmt: skip
                return Finding(
                    mark=1, reason="merged_page", advice="add_text", evidence=(shown,),
                    because="Условия для инвалидов и лиц с ОВЗ описаны в файле о материально-техническом обеспечении.",
                )  # fmt: skip
    return None


def _in_a_file(snapshot: Snapshot, objects: tuple[Sighting, ...]) -> Finding | None:
    """The doubt that a file or a picture with the whole subsection on equipment leaves."""
    read = {one.url for one in snapshot.documents if one.trouble is None}
    there = [found for found in objects if found.mark == 1]
    unread = [
        found
        for found in there
        if _is_all_files(found) and not (found.page and found.page.url in read)
    ]
    if not unread or any(found.reason != "on_one_page" for found in there if found not in unread):
        return None
    return Finding(
        mark=None, reason="document_unread", advice="describe_access", evidence=unread[0].evidence,
        because="Материально-техническое обеспечение выложено файлом: описаны ли в нём условия для инвалидов, прочитать не удалось.",
    )  # fmt: skip


def _is_all_files(found: Sighting) -> bool:
    """Whether nothing was read of a subsection but the names of its files."""
    links = found.page.facts.links if found.page else ()
    names = {fold_text(link.text) for link in links if address.is_document(link.url)}
    return all(line in names for line in found.words.split("\n") if line)


def _criterion(number: int, spec: Subsection, check: Check | None = None) -> Criterion:
    return Criterion(id=f"A{number}", group="A", title=spec.title, check=check or subsection(spec))


SUBSECTIONS: tuple[Criterion, ...] = (
    _criterion(1, COMMON),
    _criterion(2, STRUCT),
    _criterion(3, DOCUMENT),
    Criterion(id="A4", group="A", title="Руководство. Педагогический (научно-педагогический) состав", check=staff),
    _criterion(5, OBJECTS),
    _criterion(6, PAID),
    _criterion(7, BUDGET),
    _criterion(8, VACANT, vacant),
    _criterion(9, ACCESS, access),
    _criterion(10, INTER),
)  # fmt: skip
