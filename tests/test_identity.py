"""Identity: whose site it is, told by what its pages say."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from site_audit.model import College
from site_audit.pages.page import parse
from site_audit.register import naming
from site_audit.register.identity import Identity, Told, is_inn, same_organisation
from tests.workshop import SHARED

INN, OTHER_INN = "5500000008", "0274051582"
FILLER = "<p>" + "Приёмная кампания, расписание занятий, новости и документы для студентов. " * 6


def page(body: str, title: str = "Главная", url: str = "http://a.ru/") -> Told:
    html = f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"
    return Told(url=url, facts=parse(html, url))


def told(name: str, *pages: Told, inn: str = "", short_name: str = "") -> Identity:
    college = College(name=name, url="http://a.ru/", inn=inn, short_name=short_name)
    return same_organisation(college, pages)


OMSK = "ГБПОУ «Омский колледж машиностроения»"
CASES = {
    "the right ИНН": (OMSK, f"{FILLER}<footer>ИНН {INN}</footer>", "Сайт", "same", "inn"),
    "the right ИНН with КПП and colons": (
        OMSK, f"{FILLER}<p>ИНН/КПП: {INN}/550001001", "Сайт", "same", "inn",
    ),
    "the right ИНН in a table, parted by spaces": (
        OMSK, f"{FILLER}<table><tr><td>ИНН</td><td>55 0000 0008</td></table>", "", "same", "inn",
    ),
    "the right ИНН and a founder's beside it": (
        OMSK, f"{FILLER}<p>Учредитель: ИНН {OTHER_INN}<p>ИНН {INN}", "Сайт", "same", "inn",
    ),
    "another ИНН": (OMSK, f"{FILLER}<p>Реквизиты: ИНН {OTHER_INN}", "Сайт", "other", "other_inn"),
    "a founder's ИНН alone says nothing": (
        OMSK, f"<h1>{OMSK}</h1>{FILLER}<p>Учредитель — Министерство, ИНН {OTHER_INN}", "", "same",
        "name",
    ),
    "ten digits that are no ИНН": (
        OMSK, f"<h1>{OMSK}</h1>{FILLER}<p>ИНН 5500000007", "", "same", "name",
    ),
    "an ИНН of a person has twelve digits": (
        OMSK, f"<h1>{OMSK}</h1>{FILLER}<p>ИНН 550000000812", "", "same", "name",
    ),
    "the name with another legal form": (
        OMSK, f"<h1>БПОУ ОО «Омский техникум машиностроения»</h1>{FILLER}", "", "same", "name",
    ),
    "the name in the genitive": (
        OMSK, f"<p>Официальный сайт Омского колледжа машиностроения{FILLER}", "", "same", "name",
    ),
    "the name in capitals over several lines": (
        OMSK, f"<header><p>ОМСКИЙ<p>КОЛЛЕДЖ<p>МАШИНОСТРОЕНИЯ</header>{FILLER}", "", "same", "name",
    ),
    "the name without its dedication": (
        f"{OMSK} имени Героя Труда И. И. Петрова", f"{FILLER}<footer>{OMSK}</footer>", "", "same",
        "name",
    ),
    "a sister in the same city": (
        OMSK, f"<h1>Омский колледж строительства</h1>{FILLER}", "Омский колледж строительства",
        "other", "other_name",
    ),
    "a sister with another number": (
        "Омский медицинский колледж № 5", f"<h1>Омский медицинский колледж № 7</h1>{FILLER}",
        "Омский медицинский колледж № 7", "other", "other_name",
    ),
    "the right number": (
        "Омский медицинский колледж № 5", f"<h1>Медицинский колледж №5 г. Омска</h1>{FILLER}", "",
        "same", "name",
    ),
    "a school of numbers": ("ГБПОУ «ПУ-11»", f"{FILLER}<p>Профессиональное училище №11", "", "same",
                            "name"),
    "a date is no number of a school": (
        "ГБПОУ «ПУ-11»", f"{FILLER}<p>11.11.2025 прошёл день училища", "", "other", "unnamed",
    ),
    "a founder's portal": (
        OMSK, f"<h1>Министерство образования</h1>{FILLER}<p>Омский колледж машиностроения",
        "Министерство образования Омской области", "other", "founder",
    ),
    "a catalogue of colleges": (
        OMSK, FILLER + "".join(
            f"<a href=/{city}>{city} колледж {what}</a> " for city, what in (
                ("Омский", "машиностроения"), ("Томский", "связи"), ("Тарский", "торговли"),
                ("Ишимский", "транспорта"), ("Тобольский", "медицины"), ("Курганский", "леса"),
            )
        ), "Образование региона", "other", "catalogue",
    ),
    "another trade altogether": (
        OMSK, "<h1>Мир окон</h1>" + "<p>Окна, двери, балконы под ключ. " * 30, "Мир окон", "other",
        "unnamed",
    ),
    "ours is only mentioned on a stranger's site": (
        OMSK, f"<h1>Томский техникум связи</h1>{FILLER}<p>В гостях: Омский колледж машиностроения",
        "Томский техникум связи", "untold", "both",
    ),
    "an empty shell": (
        OMSK, "<div id=root></div><script src=/a.js></script>", "", "untold", "silent",
    ),
    "a page of few words": (OMSK, "<p>Добро пожаловать!", "Главная", "untold", "silent"),
    "half of the name": (OMSK, f"{FILLER}<p>Наш город Омск{FILLER}", "", "untold", "unnamed"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "body", "title", "answer", "because"), CASES.values(), ids=CASES)
def test_a_site_is_told_by_its_pages(
    name: str, body: str, title: str, answer: str, because: str
) -> None:
    found = told(name, page(body, title), inn=INN if "Омский колледж" in name else "")
    assert (found.answer, found.because) == (answer, because), found


def test_the_quote_is_the_page_s_own_words_with_its_address() -> None:
    home, contacts = page(FILLER), page(f"{FILLER}<p>ИНН {INN}, ОГРН", url="http://a.ru/contacts")
    found = told(OMSK, home, contacts, inn=INN)
    assert (found.answer, found.url) == ("same", "http://a.ru/contacts")
    assert f"ИНН {INN}" in found.quote


def test_without_an_inn_of_the_college_another_one_says_nothing() -> None:
    found = told(OMSK, page(f"<h1>{OMSK}</h1>{FILLER}<p>ИНН {OTHER_INN}"))
    assert (found.answer, found.because) == ("same", "name")


def test_a_short_name_is_enough() -> None:
    body = page(f"<header>ГБПОУ «ОКМаш»</header>{FILLER}")
    assert told(OMSK, body, short_name="ОКМаш").answer == "same"


def test_a_name_that_tells_nothing_gets_no_verdict() -> None:
    assert told("ГБПОУ «Колледж»", page(FILLER)).answer == "untold"
    assert told("Колледж").answer == "untold"


def test_legal_forms_and_kinds_tell_no_college_from_another() -> None:
    words = "Государственное автономное профессиональное образовательное учреждение Омской области"
    assert naming.name_of(f"{words} «Техникум связи № 054»") == naming.Name(
        stems=("омск", "связ"), numbers=("54",)
    )


@pytest.mark.parametrize("text", ["\x00\ud800", "(((", "№" * 1000, "a" * 5000, "=1+1", "имени"])
def test_naughty_names_and_pages_only_get_an_answer(text: str) -> None:
    pages = page(f"<h1>{text}</h1>{FILLER}".replace("\ud800", ""), "x")
    assert told(text, pages).answer in ("same", "other", "untold")
    assert told(OMSK, pages, short_name=text).answer in ("other", "untold")


def test_an_inn_is_known_by_its_last_digit() -> None:
    assert is_inn(INN)
    assert not any(map(is_inn, ("5500000007", "550000000", "0000", "")))


# ---------------------------------------------------------------- the real sites

REAL = SHARED / "sites"
NAMES = {
    "amk/index.html": "ГАПОУ «Альметьевский многопрофильный колледж»",
    "avtodom/index.html": "ЧОУ ДПО Автошкола «АвтоДом»",
    "feopoliteh/pages/index.html": "ГБПОУ РК «Феодосийский политехнический техникум»",
    "krasnoyarsk-ktst/index.html": "КГБПОУ «Красноярский техникум социальных технологий»",
    "ktk40/ru/index.html": "ГАПОУ КО «Калужский технический колледж»",
    "novhit/index.html": "ОГА ПОУ «Новгородский химико-индустриальный техникум»",
    "pu11/index.html": "ГБПОУ Магаданской области «Профессиональное училище № 11»",
    "spbgasu-sveden/common.html": "Санкт-Петербургский государственный "
    "архитектурно-строительный университет",
    "ugktid/index.html": "Уфимский государственный колледж технологии и дизайна",
}
needs_sites = pytest.mark.skipif(not REAL.exists(), reason="the real sites of ../shared are absent")
_TELLING = re.compile(r"основные сведения|реквизит|контакт|сведения об о")


def _real(entry: str) -> tuple[Told, ...]:
    root, _, first = entry.partition("/")
    home = _read(root, first)
    assert home is not None
    pages = {home.url: home}
    for link in home.facts.links:
        if link.url.startswith("http://a.ru/") and _TELLING.search(link.text.lower()):
            page = _read(root, urlsplit(link.url).path.lstrip("/"))
            if page is not None and len(pages) < 3:
                pages[page.url] = page
    return tuple(pages.values())


def _read(root: str, path: str) -> Told | None:
    for spelled in (path, f"{path}.html", f"{path}/index.html"):
        file = REAL / root / spelled
        if file.is_file():
            url = f"http://a.ru/{path}"
            return Told(url=url, facts=parse(file.read_text("utf-8", errors="replace"), url))
    return None


@needs_sites
@pytest.mark.parametrize("entry", NAMES)
def test_no_real_site_is_called_another_s(entry: str) -> None:
    assert told(NAMES[entry], *_real(entry)).answer != "other"


@needs_sites
@pytest.mark.parametrize("entry", NAMES)
def test_no_real_site_is_taken_for_another_real_one(entry: str) -> None:
    pages = _real(entry)
    others = [name for other, name in NAMES.items() if other != entry]
    assert "same" not in {told(name, *pages).answer for name in others}
