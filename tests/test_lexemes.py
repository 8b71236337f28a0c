"""Patterns of groups B and C know their phrases in every case and number, and no others.

Before the bar stand the words that are inflected together, the noun last; the rest stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pymorphy3  # type: ignore[import-untyped]
import pytest

from criteria.forms import names_form
from criteria.funding import names_funding
from criteria.logos import tells_partner
from criteria.money import price_rows
from criteria.roles import titled
from site_audit.text import fold
from tests.sections import COLLEGE, TAB, mark_of, picture_of, sections_of, site_of

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
FRAMES = ("{}", "Подробнее читайте: {}, всё по порядку.", "В колледже — {}.")


@cache
def grammar() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


def _word(word: str, kinds: Iterable[str]) -> pymorphy3.analyzer.Parse:
    parses = (one for one in grammar().parse(word) if "nomn" in one.tag)
    return next(one for one in parses if any(kind in one.tag for kind in kinds))


def inflected(phrase: str, cases: Iterable[str] = CASES) -> tuple[str, ...]:
    """The forms of a phrase in these cases, singular and plural."""
    moving, _, rest = phrase.partition("|")
    *adjectives, head = moving.split()
    noun = _word(head, ("NOUN", "ADJF", "PRTF"))
    found = []
    for number in ("sing", "plur"):
        for case in cases:
            form = noun.inflect({case, number})
            if form is None:
                continue
            agreed = [_agreed(word, form, {case, number}) for word in adjectives]
            found.append(" ".join(filter(None, (*agreed, form.word, rest))))
    return tuple(dict.fromkeys(found))


def _agreed(word: str, noun: pymorphy3.analyzer.Parse, wanted: set[str]) -> str:
    full = _word(word, ("ADJF", "PRTF"))
    if "sing" in wanted:
        wanted = wanted | {noun.tag.gender}
    alive = full.inflect(wanted | {noun.tag.animacy}) if "accs" in wanted else None
    return str((alive or full.inflect(wanted)).word)


def test_phrases_are_put_into_every_case() -> None:
    forms = inflected("заочная форма|обучения")
    assert forms[:6] == (
        "заочная форма обучения",
        "заочной формы обучения",
        "заочной форме обучения",
        "заочную форму обучения",
        "заочной формой обучения",
        "заочные формы обучения",
    )
    assert "опорного работодателя" in inflected("опорный работодатель", ["accs"])


# ---------------------------------------------------------------- rows


def _form(said: str) -> bool:
    return names_form((fold(said),))


def _funding(said: str) -> bool:
    return names_funding((fold(said),))


def _price(said: str) -> bool:
    return bool(price_rows((fold(f"{said}: 45 000 рублей"),)))


ROWS = {"form": _form, "funding": _funding, "price": _price}
TOLD = {
    "form": (
        "очная форма|обучения", "заочная форма|обучения", "очно-заочная форма|обучения",
        "вечерняя форма|обучения", "дневная форма|обучения", "очная форма", "заочная форма",
        "очно-заочная форма", "очная форма|получения образования", "очное обучение",
        "заочное обучение", "очно-заочное обучение", "вечернее обучение", "заочная основа",
    ),
    "funding": (
        "бюджетное место", "внебюджетное место", "платное место", "коммерческое место",
        "договорное место", "бюджетная основа", "внебюджетная основа", "коммерческая основа",
        "договорная основа", "платная основа", "хозрасчётная основа", "бюджетная форма",
        "платная форма", "коммерческая форма", "платное обучение", "бюджетное обучение",
        "бесплатное обучение", "коммерческое обучение", "бюджетное финансирование",
        "бюджетное отделение", "внебюджетное отделение", "платное отделение", "бюджетный приём",
        "бюджетный набор", "платный набор", "бюджетная группа", "коммерческая группа",
        "бюджетное ассигнование", "возмещение|стоимости обучения", "полное возмещение|затрат",
        "источник|финансирования",
    ),
    "price": (
        "стоимость|обучения", "полная стоимость|обучения", "стоимость|платного обучения",
        "стоимость|образовательных услуг", "стоимость|платных образовательных услуг",
        "годовая стоимость", "стоимость|одного года обучения", "плата|за обучение", "плата|за год",
        "плата|за семестр", "оплата|за обучение", "оплата|обучения", "цена|обучения",
        "цена|за обучение", "размер|платы за обучение", "тариф|на обучение", "расценка|на обучение",
    ),
}  # fmt: skip
NOT_TOLD = {
    "form": (
        "форма|одежды", "форма|заявления", "форма|договора", "форма|собственности", "форма|оплаты",
        "форма|аттестации", "форма|обратной связи", "спортивная форма", "очный этап",
        "заочный тур", "очная консультация", "очный формат", "очная олимпиада", "заочный конкурс",
        "вечерняя дискотека", "вечерняя группа", "вечерний спектакль", "дневной стационар",
        "очная встреча", "дневная норма", "очередь", "срочная вакансия", "бессрочная лицензия",
    ),
    "funding": (
        "бюджетная смета", "бюджетное учреждение", "государственное бюджетное учреждение",
        "бюджетное профессиональное образовательное учреждение", "бюджетная организация",
        "автономное учреждение", "бюджетный учёт", "бюджетная отчётность", "бюджетный кодекс",
        "бюджетная классификация", "исполнение|бюджета", "семейный бюджет", "платный курс",
        "платная услуга", "платная парковка", "платный вход", "бесплатное питание",
        "бесплатный проезд", "бесплатная консультация", "коммерческое предложение",
        "коммерческая тайна", "трудовой договор", "приём|граждан", "финансовая грамотность",
        "общедоступная основа", "конкурсная основа",
    ),
    "price": (
        "стоимость|проживания", "стоимость|обеда", "стоимость|проезда", "стоимость|курса",
        "стоимость|оборудования", "стоимость|справки", "стоимость|комплекта", "стоимость|ремонта",
        "стоимость|контракта", "начальная цена|договора", "цена|билета", "плата|за общежитие",
        "плата|за проживание", "плата|за питание", "стоимость|обучения водителей",
        "стоимость|подготовительных курсов", "кредит|на обучение", "налоговый вычет",
        "стипендия", "размер|стипендии", "социальная выплата", "материнский капитал",
        "средняя зарплата", "доход", "грант", "субсидия",
    ),
}  # fmt: skip


def _phrases(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(kind, phrase) for kind, phrases in table.items() for phrase in phrases]


@pytest.mark.parametrize(("kind", "phrase"), _phrases(TOLD))
def test_a_phrase_is_told_in_every_case(kind: str, phrase: str) -> None:
    said = [frame.format(form) for form in inflected(phrase) for frame in FRAMES]
    assert [one for one in said if not ROWS[kind](one)] == []


@pytest.mark.parametrize(("kind", "phrase"), _phrases(NOT_TOLD))
def test_what_only_sounds_alike_is_told_in_no_case(kind: str, phrase: str) -> None:
    said = [frame.format(form) for form in inflected(phrase) for frame in FRAMES]
    assert [one for one in said if ROWS[kind](one)] == []


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Техникум принимает на дневное (очное) и заочное отделения лиц с образованием", True),
        ("Принимаем на очное отделение", True),
        ("Заведующая принимает студентов заочного отделения по вторникам", False),
        ("Зав. отделением принимает на заочном отделении", False),
        ("Колледж принимает на заочный этап олимпиады", False),
    ],
)
def test_a_department_that_takes_students_names_a_form(said: str, wanted: bool) -> None:
    assert _form(said) is wanted


# ---------------------------------------------------------------- what tells of the project

NEUTRAL = "Здесь собраны ответы тем, кто задаёт вопросы приёмной комиссии каждое лето. " * 5
SURE = "Это часть инициатив социально-экономического развития страны. "
TELLING = (
    "федеральный проект", "государственная программа", "образовательно-производственный кластер",
    "образовательно-производственный центр", "образовательный кластер", "отраслевой кластер",
    "опорный работодатель", "промышленное предприятие", "реальный сектор|экономики",
    "новый уровень|образования", "новая модель|образования", "новая система|подготовки",
    "сокращённый срок|обучения", "интенсивная подготовка", "ускоренное обучение",
    "гарантированное трудоустройство", "рабочее место", "востребованная профессия",
    "управляющая компания", "карьерная карта", "наставник", "цель|проекта", "задача|проекта",
    "миссия|проекта", "преимущество|проекта", "практическая подготовка", "новая мастерская",
    "современное оборудование", "перезагрузка|системы", "трансформация|образования",
)  # fmt: skip
NOT_TELLING = (
    "приёмная комиссия", "приём|граждан", "форма|одежды", "директор|колледжа", "спортивный зал",
    "студенческий совет", "телефон|доверия", "расписание|занятий", "классный час",
    "родительское собрание", "профессионализм|педагогов", "чемпионат|профессионалов",
)  # fmt: skip


def _tells(form: str) -> bool:
    about = f"<p>{NEUTRAL}</p><p>{SURE}</p><p>Обо всём этом читайте подробнее: {form}.</p>"
    return mark_of("C2", site_of({TAB: f"<h1>Профессионалитет</h1>{about}"})) == 1


@pytest.mark.parametrize("phrase", TELLING)
def test_what_tells_of_the_project_tells_in_every_case(phrase: str) -> None:
    assert [form for form in inflected(phrase) if not _tells(form)] == []


@pytest.mark.parametrize("phrase", NOT_TELLING)
def test_what_any_page_says_tells_nothing_of_the_project(phrase: str) -> None:
    assert [form for form in inflected(phrase) if _tells(form)] == []


def _of_project(form: str) -> bool:
    row = f"<p>15.02.16 Технология машиностроения, к слову: {form}</p>"
    return mark_of("B3", sections_of(row)) == 1


def test_the_project_is_known_in_every_case_and_nothing_else_is_it() -> None:
    forms = inflected("профессионалитет")
    assert [form for form in forms if not _of_project(form)] == []
    for other in ("профессионал", "молодой профессионал", "профессионализм", "профессия",
                  "профессиональный рост", "специалитет", "профессиограмма"):  # fmt: skip
        assert [form for form in inflected(other) if _of_project(form)] == []


HEADINGS = (
    "опорный работодатель", "якорный работодатель", "опорное предприятие", "социальный партнёр",
    "индустриальный партнёр", "участник|кластера", "управляющая компания", "предприятие-партнёр",
)  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_logos_below_a_heading_of_employers_are_theirs(heading: str) -> None:
    told = {
        form: tells_partner(picture_of(f" |  | 1.png | /partners/ | {form} | "), COLLEGE)
        for form in inflected(heading)
    }
    assert set(told.values()) == {"logo"}, told


# ---------------------------------------------------------------- titles of links

TITLES = {
    "admission": (
        "приёмная кампания", "приёмная комиссия", "вступительная кампания", "приём|на обучение",
        "приём|в колледж", "приём|абитуриентов", "набор|студентов", "поступление|в колледж",
    ),
    "programmes": (
        "специальность", "профессия", "перечень|специальностей", "перечень|профессий",
        "контрольные цифры|приёма", "план|приёма", "план|набора", "количество|бюджетных мест",
        "направление|подготовки",
    ),
    "prices": (
        "стоимость|обучения", "плата|за обучение", "оплата|обучения", "цена|обучения",
        "платное обучение", "прейскурант", "размер|платы за обучение",
    ),
    "admission_rules": (
        "правила|приёма", "порядок|приёма", "условия|приёма", "условия|поступления",
        "порядок|поступления", "положение|о приёме",
    ),
    "professionalitet": ("профессионалитет", "федеральный проект|Профессионалитет"),
    "cluster": (
        "кластер", "образовательный кластер", "отраслевой кластер",
        "образовательно-производственный кластер", "образовательно-производственный центр",
    ),
}  # fmt: skip
OTHER_TITLES = {
    "admission": (
        "приём|граждан", "личный приём", "приём|обращений", "поступление|средств", "студент",
        "общественная приёмная", "интернет-приёмная", "приём|психолога", "приёмная|директора",
    ),
    "programmes": (
        "вакантное место", "дополнительная программа", "план|мероприятий", "план|работы",
        "количество|студентов", "неделя|специальности", "профессиональное обучение",
        "рабочая программа", "программа|развития", "перечень|документов", "список|студентов",
        "воспитательная программа", "учебный план",
    ),
    "prices": (
        "стоимость|проживания", "плата|за общежитие", "оплата|труда", "стоимость|питания",
        "платный курс", "платная парковка",
    ),
    "admission_rules": (
        "порядок|перевода", "порядок|отчисления", "порядок|приёма граждан", "правила|проживания",
        "правила|внутреннего распорядка", "условия|питания",
    ),
    "professionalitet": (
        "профессионал", "молодой профессионал", "профессионализм", "профессиональный стандарт",
        "чемпионат|Профессионалы", "специалитет", "профсоюз",
    ),
    "cluster": (
        "инновационный кластер", "образовательный портал", "учебный центр", "спортивный центр",
        "производственная практика", "образовательная программа",
    ),
}  # fmt: skip


def _entitled(phrase: str, number: int) -> tuple[str, str, str]:
    """A phrase as a menu writes it: by itself and after «о»; of one number."""
    named, about = (
        next(iter(inflected(phrase, [case])[number:]), "") or inflected(phrase, [case])[0]
        for case in ("nomn", "loct")
    )
    preposition = "об" if about[0] in "аоуэи" else "о"
    return named, f"{preposition} {about}".capitalize(), f"Информация {preposition} {about}"


def _numbers(phrase: str) -> range:
    """Which numbers a title is written in: one of two, unless both are usual."""
    return range(2 if phrase in ("специальность", "профессия", "направление|подготовки") else 1)


@pytest.mark.parametrize(("role", "phrase"), _phrases(TITLES))
def test_a_title_is_known_by_itself_and_after_a_preposition(role: str, phrase: str) -> None:
    plural = phrase.startswith(("правила", "условия", "контрольные"))
    numbers = (1,) if plural else _numbers(phrase)
    said = [title for number in numbers for title in _entitled(phrase, number)]
    assert [title for title in said if role not in titled(title)] == []


@pytest.mark.parametrize(("role", "phrase"), _phrases(OTHER_TITLES))
def test_other_titles_are_taken_for_none_of_them(role: str, phrase: str) -> None:
    said = (*inflected(phrase), *_entitled(phrase, 0), *_entitled(phrase, 1))
    assert [title for title in said if role in titled(title)] == []
