from functools import cache

import pymorphy3  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as some

from criteria.hosts import is_foreign
from criteria.role_words import SECTION
from criteria.roles import ROLES, SUBSECTIONS, rank_of, roles_of, titled
from criteria.title import plain
from site_audit.text import fold
from tests.samples import STEADY

ADDRESS = "https://college.ru/page/17"
TITLES = {
    SECTION: [
        "Сведения об образовательной организации",
        "Сведения об ОО",
        "Сведения",
        "Об организации",
        "Сведения о колледже",
        "Сведения об организации",
        "Сведения об образовательном учреждении",
        "Сведения об организации, осуществляющей образовательную деятельность",
        "СВЕДЕНИЯ ОБ ОБРАЗОВАТЕЛЬНОЙ ОРГАНИЗАЦИИ ›",
        "Информация об образовательной организации",
    ],
    "common": [
        "Краткие сведения о техникуме",
        "Основные сведения",
        "Общие сведения",
        "1. Основные сведения",
        "«Основные сведения»",
    ],
    "struct": [
        "Структура и управление",
        "Структурные подразделения",
        "Структура и органы управления образовательной организацией",
        "Структура и органы управления",
        "Структура",
        "Органы управления",
        "Структура колледжа",
    ],
    "document": [
        "Нормативно-правовая база",
        "Устав и документы",
        "Документы",
        "ДОКУМЕНТЫ",
        "Документы:",
        "Документы колледжа",
        "Локальные акты",
    ],
    "staff": [
        "Руководство. Педагогический (научно-педагогический) состав",
        "Руководство. Педагогический состав",
        "Руководство. Педсостав",
        "Руководство и педсостав",
        "Руководство, педагогический состав",
    ],
    "managers": [
        "Руководители",
        "Наша администрация",
        "Руководство",
        "Администрация",
        "Руководство колледжа",
        "Руководящий состав",
    ],
    "employees": [
        "Педколлектив",
        "Педагогический состав",
        "Педагогический (научно-педагогический) состав",
        "Педагогический коллектив",
        "Педсостав",
    ],
    "objects": [
        "МТБ",
        "Материальная база",
        "Материально-техническое обеспечение и оснащенность образовательного процесса",
        "Материально - техническое обеспечение",
        "Материально\u2011техническое обеспечение и оснащённость",
        "Материально-техническое обеспечение и оснащенность образовательного процесса. Доступная "
        "среда",
        "Материально-техническое обеспечение. Доступная среда",
        "Материально-техническая база",
        "МТО",
    ],
    "paid_edu": [
        "Платное образование",
        "Платные доп. услуги",
        "Платные образовательные услуги",
        "Платные образовательне услуги",  # as seen on a site, with its slip
        "Платные услуги",
        "Информация о платных образовательных услугах",
    ],
    "budget": [
        "Финансы",
        "Финансовая деятельность",
        "Финансово-хозяйственная деятельность",
        "Финансово – хозяйственная деятельность",
        "ФХД",
        "План ФХД",
    ],
    "vacant": [
        "Свободные места",
        "Места для приема и перевода",
        "Вакантные бюджетные места",
        "Вакантные места для приема (перевода) обучающихся",
        "Вакантные места для приёма (перевода)",
        "Вакантные места для приема(перевода)",
        "Вакантные места для приема (перевода) учащихся",
        "Вакантные места для приема (перевода) обучающихся»",
        "Вакантные места",
        "Количество вакантных мест",
    ],
    "ovz": [
        "Лицам с ОВЗ",
        "Инклюзивное образование",
        "Обучение инвалидов и лиц с ОВЗ",
        "Доступная среда",
        "Информация для инвалидов и лиц с ОВЗ",
        "Безбарьерная среда",
    ],
    "inter": [
        "Международные отношения",
        "Международное сотрудничество",
        "Международная деятельность",
    ],
    "education": ["Образование"],
    "standards": ["Образовательные стандарты", "Образовательные стандарты и требования", "ФГОС"],
    "grants": [
        "Стипендии и меры поддержки обучающихся",
        "Стипендии и иные виды материальной поддержки",
        "Стипендии",
    ],
    "catering": ["Организация питания в образовательной организации", "Организация питания"],
    "admission": [
        "Абитуриенту",
        "Абитуриентам",
        "Поступающим",
        "Приёмная комиссия",
        "Прием 2026",
        "Приём",
        "Набор",
        "Поступление 2026",
        "Поступай к нам",
        "Стань студентом",
        "Как стать нашим студентом",
        "Будущим студентам",
        "Поступающим в 2026 году",
        "Поступающим и родителям",
        "Всё о поступлении",
        "Информация абитуриенту",
        "Информация для абитуриентов 2026",
        "Всё для абитуриента",
        "Уголок абитуриента",
        "Страничка абитуриента",
        "Навигатор абитуриента",
        "В помощь абитуриенту",
        "Абитуриенту на 2026-2027",
        "Абитуриентам (СПО)",
        "Абитуриенту – 2026: приёмная комиссия",
    ],
    "professionalitet": ["Профессионалитет", "ФП «Профессионалитет»", "Профессионалитет 2026"],
    "cluster": ["Кластер", "ОПЦ(К)", "Образовательно-производственный центр (кластер)"],
    "programmes": [
        "Специальности",
        "Профессии и специальности",
        "Перечень специальностей (профессий)",
        "Образовательные программы",
        "План приёма на 2026 год",
        "Контрольные цифры приёма",
        "КЦП",
        "Перечень специальностей, на которые объявляется приём в 2026 году",
        *("Наши программы", "Кого готовим", "Чему научим", "На кого учиться", "Сколько мест"),
        *("Направления обучения", "Перечень образовательных программ", "ППКРС", "Бюджетные места"),
    ],
    "prices": [
        "Стоимость обучения",
        "Оплата за обучение",
        "Приказ о стоимости обучения на 2026 год",
        "Приказ № 148 «О стоимости обучения»",
        "Приказ №148-од от 01.06.2026 г. об утверждении стоимости платных образовательных услуг",
        "Выписка из приказа от 1.06.2026 № 7 о стоимости обучения",
        "Распоряжение директора о стоимости обучения",
        *("Сколько стоит обучение", "Платное отделение", "Коммерческое обучение", "Тарифы"),
    ],
    "admission_rules": ["Правила приёма", "Правила приёма в 2026 году", "Условия приема"],
}
CASES = [(role, title) for role, titles in TITLES.items() for title in titles]


@pytest.mark.parametrize(("role", "title"), CASES)
def test_a_title_names_its_subsection(role: str, title: str) -> None:
    assert role in titled(title)
    assert role in [found.id for found in roles_of(title, ADDRESS)]


DECOYS = {
    "common": ["О колледже", "Основные образовательные программы", "Сведения о доходах"],
    "struct": ["Структура сайта", "Структура учебного года", "Карта сайта", "Структура программы"],
    "document": [
        "Документы для поступления",
        "Документы студентам",
        "Документы абитуриентам",
        "Приём документов",
        "Документы воинского учёта",
        "Бланки документов для родителей",
    ],
    "managers": [
        "Классное руководство",
        "Руководство пользователя",
        "Методическое руководство",
        "Приёмная директора",
    ],
    "employees": [
        "Вакансии",
        "Педагогический совет",
        "Педагогические чтения",
        "Педагогический опыт",
    ],
    "objects": ["Материалы", "Техническое обслуживание автомобилей", "Материальная помощь"],
    "paid_edu": ["Оплата обучения онлайн", "Оплатить обучение", "Дополнительное образование"],
    "budget": ["Торги по 223-ФЗ", "Закупки", "Финансовая грамотность", "Бюджет для граждан"],
    "vacant": [
        "Вакансии",
        "Вакансии колледжа",
        "Вакантные должности",
        "Вакантные места в общежитии",
        "Вакантные места для трудоустройства",
        "Приём (перевод) обучающихся",
    ],
    "ovz": [
        "Версия для слабовидящих",
        "Программа «Доступная среда»",
        "Доступная среда 2019",
        "Семинар «Доступная среда»",
        "Паспорт здоровья",
        "Опорно-двигательный аппарат",
    ],
    "prices": [
        "Приказ № 12 «О зачислении»",
        "Приказ № 30 о стоимости проживания в общежитии",
        "Распоряжение от 2.02.2026 о снижении стоимости обучения",
        "Приказ № 3 об оплате труда",
    ],
    "inter": ["Сотрудничество", "Социальное партнёрство", "Международный день студента"],
    "professionalitet": ["Профессионалы", "Чемпионат «Профессионалы»", "Профессионализм"],
    "admission": [
        *("Школьникам", "Памятка абитуриенту", "Студентам", "Личный кабинет абитуриента"),
        *("Набор в спортивную секцию", "Стань волонтёром"),
        "Приёмная директора",
        "Интернет-приёмная",
        "Общественная приёмная",
        "Приём граждан",
        "Вакантные места для приёма (перевода)",
    ],
    SECTION: [
        "Сведения о доходах",
        "Сведения о выпускниках",
        "Новости",
        "Сведения о трудоустройстве",
    ],
}
REFUSED = [(role, title) for role, titles in DECOYS.items() for title in titles]


@pytest.mark.parametrize(("role", "title"), REFUSED)
def test_a_look_alike_is_refused(role: str, title: str) -> None:
    assert role not in titled(title)


NEWS = "В колледже прошёл день открытых дверей: документы, вакантные места и доступная среда " * 3


def test_a_sentence_is_no_title() -> None:
    assert titled(NEWS) == ()
    assert roles_of(NEWS, "https://college.ru/sveden/common") == ()
    assert titled("Утверждены вакантные места для приема в группы первого курса") == ()


def test_a_text_that_names_a_role_counts_for_more_than_the_address() -> None:
    found = roles_of("Документы", "https://college.ru/sveden/paid_edu")
    assert [role.id for role in found] == ["document"]


def test_the_address_speaks_when_the_text_does_not() -> None:
    assert [role.id for role in roles_of("Подробнее", "https://c.ru/sveden/vacant")] == ["vacant"]
    assert [role.id for role in roles_of("", "https://c.ru/sveden/vacant")] == ["vacant"]


def test_the_best_role_comes_first() -> None:
    found = roles_of("Руководство. Педагогический состав", ADDRESS)
    assert [role.rank for role in found] == sorted(role.rank for role in found)


def test_every_role_is_known_by_its_name() -> None:
    assert set(TITLES) == set(ROLES)
    assert {"common", "ovz", "inter", "staff"} <= SUBSECTIONS
    assert SECTION not in SUBSECTIONS
    assert [role.id for role in ROLES.values() if role.hub] == [SECTION]


def test_numbers_and_trailing_signs_are_no_part_of_a_title() -> None:
    assert plain("  3. «Документы» → ") == "документы"
    assert plain("2.10. Доступная среда…") == "доступная среда"


@pytest.mark.parametrize(
    "note",
    [
        " (скачать, PDF)",
        " [docx, 230 Кб]",
        ", pdf 1,2 Мб",
        " — скачать",
        " (посмотреть)",
        " (файл)",
    ],
)
def test_a_note_on_the_file_is_no_part_of_a_title(note: str) -> None:
    assert plain("Структура и органы управления" + note) == "структура и органы управления"
    assert "struct" in titled("2. Структура и органы управления" + note)


@pytest.mark.parametrize("title", ["Документы (устав)", "Профиль", "Вакантные места (перевод)"])
def test_other_words_in_brackets_stay(title: str) -> None:
    assert plain(title) == title.lower()


def test_hubs_are_opened_early_and_news_last() -> None:
    ranks = [
        rank_of("Карта сайта", "https://c.ru/map"),
        rank_of("О колледже", "https://c.ru/about"),
        rank_of("Студентам", "https://c.ru/students"),
        rank_of("Библиотека", "https://c.ru/library"),
        rank_of("Новости", "https://c.ru/news/2024/05"),
    ]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 5


@pytest.mark.parametrize(
    "url",
    [
        "https://vk.com/college",
        "https://t.me/college",
        "https://bus.gov.ru/agency/1",
        "https://edu.gov.ru/",
        "https://www.gosuslugi.ru/10999",
        "https://esia.gosuslugi.ru/",
        "https://япроф.рф/",
        "https://disk.yandex.ru/d/x",
    ],
)
def test_portals_and_networks_are_never_a_colleges_own(url: str) -> None:
    assert is_foreign(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://pkgt.gosuslugi.ru/sveden",
        "https://college-r60.gosweb.gosuslugi.ru/",
        "https://sveden.college.ru/",
        "https://notvk.com/",
        "https://college.edusite.ru/",
    ],
)
def test_hostings_of_colleges_are_their_own(url: str) -> None:
    assert not is_foreign(url)


@cache
def grammar() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


def in_case(title: str, case: str) -> str:
    """The title with its words put into a case."""
    words = []
    for word in title.split():
        named = next(one for one in grammar().parse(word) if "nomn" in one.tag)
        inflected = named.inflect({case})
        assert inflected is not None
        words.append(inflected.word)
    return " ".join(words)


@pytest.mark.parametrize(
    ("role", "title", "cases"),
    [
        ("objects", "материально-техническое обеспечение", "gent loct"),
        ("objects", "материально-техническая база", "gent accs loct"),
        ("inter", "международное сотрудничество", "gent"),
        ("inter", "международная деятельность", "gent loct"),
        ("employees", "педагогический состав", "nomn accs"),
        ("employees", "педагогический коллектив", "nomn accs"),
        ("employees", "педагогические работники", "nomn"),
        ("employees", "педагогические кадры", "nomn"),
        ("managers", "руководящий состав", "nomn accs"),
        ("managers", "руководящие работники", "nomn"),
        ("admission", "абитуриент", "nomn gent datv"),
        ("admission", "абитуриенты", "nomn gent datv"),
        ("admission", "поступающие", "nomn gent datv"),
        ("professionalitet", "профессионалитет", "nomn gent loct ablt"),
        ("paid_edu", "платные услуги", "nomn"),
    ],
)
def test_titles_are_known_in_the_cases_in_which_menus_write_them(
    role: str, title: str, cases: str
) -> None:
    for case in cases.split():
        assert role in titled(in_case(title, case)), in_case(title, case)


@pytest.mark.parametrize(
    "noun", ["колледж", "техникум", "училище", "организация", "учреждение", "лицей"]
)
def test_organisations_are_known_behind_a_title(noun: str) -> None:
    of_it, about_it = in_case(noun, "gent"), in_case(noun, "loct")
    assert "document" in titled(f"Документы {of_it}")
    assert "struct" in titled(f"Структура {of_it}")
    assert "managers" in titled(f"Руководство {of_it}")
    assert SECTION in titled(f"Сведения о {about_it}")


@STEADY
@given(some.text(max_size=250))
def test_no_text_is_too_odd_for_roles(text: str) -> None:
    found = roles_of(text, ADDRESS)
    assert all(role.id in ROLES for role in found)
    assert set(titled(text)) == set(titled(fold(text))) or len(text) > 200
    assert rank_of(text, f"https://college.ru/{text}") in range(100)
