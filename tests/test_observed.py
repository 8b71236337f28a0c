"""What is seen and not scored: present, absent, a decoy, and what cannot be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

import criteria
from criteria.dates import date_in_address, dates_in
from site_audit.model import Finding, Membership, Page, PageKind, Snapshot, Unseen
from site_audit.writing.report import Checked, note
from site_audit.writing.templates import Format
from tests.samples import HOME, PROSE, html, page, snapshot
from tests.test_report import IMPRINT, judged
from tests.test_report import site as result

RULES = criteria.rules_for("2023")
CHECKS = {one.id: one.check for one in criteria.OBSERVED}
MENU = (
    '<nav><a href="/">Главная</a><a href="/abitur">Абитуриентам</a>'
    '<a href="/prof">Профессионалитет</a></nav>'
)
ABOUT = (
    f"<p>{PROSE}</p><p>Колледж готовит рабочих и техников с 1956 года, практика идёт в цехах.</p>"
)
TAB = f"<h1>Профессионалитет</h1><p>Федеральный проект сближает колледж и работодателя.</p>{ABOUT}"
ADMISSION = f"<h1>Абитуриентам</h1><p>Ждём ребят после девятого класса.</p>{ABOUT}"


def college(
    home: str = ABOUT, tab: str = TAB, admission: str = ADMISSION, *more: Page, head: str = ""
) -> Snapshot:
    """A site with a tab and an admission section, each with its own content."""
    pages = (
        page(HOME, html(MENU, home, title="Колледж", head=head)),
        page(f"{HOME}prof", html(MENU, tab), anchor="Профессионалитет"),
        page(f"{HOME}abitur", html(MENU, admission), anchor="Абитуриентам"),
        *more,
    )
    return snapshot(*pages)


def bare(home: str, head: str = "") -> Snapshot:
    """A site of one page."""
    return snapshot(page(HOME, html(home, title="Колледж", head=head)))


def given(code: str, site: Snapshot) -> Finding:
    found = CHECKS[code](site, RULES)
    assert found.because.endswith((".", "!"))
    assert found.evidence
    return found


def marked(code: str, site: Snapshot) -> tuple[int | None, str]:
    found = given(code, site)
    return found.mark, found.reason


def test_each_observed_criterion_has_a_title_and_words_for_its_reasons() -> None:
    texts = criteria.texts_for(RULES.edition)
    for site in (college(), bare(ABOUT), bare("")):
        for code in CHECKS:
            reason = given(code, site).reason
            assert texts.reason(reason) != reason
            assert texts.criterion(code) != code


# ---------------------------------------------------------------- career maps


@pytest.mark.parametrize(
    "block",
    [
        "<h2>Карьерные карты выпускника</h2>",
        '<p><a href="/files/karta.pdf">Карьерная карта: слесарь</a></p>',
        '<p><a href="/upload/karyernaya_karta_2026.pdf">Скачать</a></p>',
        '<img src="/img/1.jpg" width=600 alt="Карьерная карта сварщика">',
        '<img src="/img/kar-ernaja-karta.png" width=600 alt="">',
        "<h3>Карта карьеры выпускника</h3>",
        "<h3>Карьерная траектория электромонтёра</h3>",
    ],
)
def test_career_maps_are_told_by_words_links_files_and_pictures(block: str) -> None:
    assert marked("career_maps", college(tab=TAB + block)) == (1, "present")
    assert marked("career_maps", college(admission=ADMISSION + block)) == (1, "present")


@pytest.mark.parametrize(
    "block",
    [
        "<p>Карьерный рост начинается с практики, а карта сайта лежит внизу.</p>",
        "<p>Карьерные карты выпускника появятся позже.</p>",
        "<p>Карьерная карта выпускника вывешена в холле второго этажа.</p>",
        "<p>Банковская карта выпускника выдаётся в день вручения дипломов.</p>",
        "<p>Занятия идут на ул. Карьерной, куплен тренажёр карьерного самосвала.</p>",
        '<p><a href="/karta-saita">Карта сайта</a> <a href="/karta.jpg">Карта проезда</a></p>',
    ],
)
def test_other_maps_and_careers_are_no_career_maps(block: str) -> None:
    found = given("career_maps", college(tab=TAB + block, admission=ADMISSION + block))
    assert (found.mark, found.reason) == (0, "absent")
    assert [one.url for one in found.evidence] == [f"{HOME}prof", f"{HOME}abitur"]


def test_career_maps_behind_a_dead_link_are_not_there() -> None:
    gone = page(f"{HOME}maps", "", status=404, kind="error")
    site = college(TAB, f'{TAB}<a href="/maps">Карьерные карты</a>', ADMISSION, gone)
    assert marked("career_maps", site) == (0, "target_404")


def test_an_unread_page_of_the_tab_leaves_career_maps_in_doubt() -> None:
    unread = Unseen(
        url=f"{HOME}prof/2", anchor="Студенту", via=f"{HOME}prof", why="timeout",
        roles=("professionalitet_part",),
    )  # fmt: skip
    site = replace(college(), unseen=(unread,))
    assert given("career_maps", site).mark is None


def test_a_site_without_tab_and_admission_has_no_career_maps() -> None:
    found = given("career_maps", bare(ABOUT))
    assert (found.mark, found.reason, found.advice) == (0, "absent", None)


# ---------------------------------------------------------------- industries


def test_industries_of_a_list_are_counted_and_named() -> None:
    items = "<li>Машиностроение<li>Металлургия<li>Педагогика<li>Туризм и сфера услуг"
    found = given("industries", college(tab=f"{TAB}<h2>Отрасли проекта</h2><ul>{items}</ul>"))
    assert found.mark == 1
    assert found.because == (
        "Названы 4\u00a0отрасли проекта: "
        "машиностроение, металлургия, педагогика, туризм и сфера услуг."
    )


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Кластер машиностроительной отрасли области создан в 2023 году.", "машиностроение"),
        ("Мы готовим кадры для сельского хозяйства края.", "сельское хозяйство"),
        ("Кластер «Строительство Гористой области» объединил три колледжа.", "строительство"),
        ("Отрасли: IT, энергетика и строительство.", "информационные технологии"),
        ("Колледж вошёл в медицинский образовательно-производственный кластер.", "медицина"),
    ],
)
def test_an_industry_is_told_in_a_sentence(line: str, name: str) -> None:
    found = given("industries", college(tab=f"{TAB}<p>{line}</p>"))
    assert found.mark == 1
    assert name in found.because


@pytest.mark.parametrize(
    "line",
    [
        "15.02.16 Технология машиностроения",
        "Специальность «Технология машиностроения» ведёт колледж машиностроения.",
        "Педагогический состав прошёл медицинский осмотр, строительство корпуса закончено.",
        "Проезд: общественный транспорт до остановки «Техникум железнодорожного транспорта».",
        "Министерство сельского хозяйства области поздравило студентов.",
        "Экономика и бухгалтерский учёт (по отраслям)",
    ],
)
def test_names_of_programmes_and_organisations_are_no_industries(line: str) -> None:
    assert marked("industries", college(tab=f"{TAB}<p>{line}</p>")) == (0, "absent")


@pytest.mark.parametrize(
    ("industry", "words"),
    [
        ("Машиностроение", "«Машиностроение», названа."),
        ("Металлургия", "«Металлургия», не найдена."),
    ],
)
def test_the_industry_of_the_register_is_told_apart(industry: str, words: str) -> None:
    site = college(tab=f"{TAB}<p>Отрасль — машиностроение.</p>")
    held = (Membership(cluster="Кластер", industry=industry),)
    own = replace(site, college=replace(site.college, memberships=held))
    assert given("industries", own).because.endswith(words)


def test_without_a_tab_no_industry_is_named() -> None:
    found = given("industries", bare(f"{ABOUT}<p>Машиностроение</p>"))
    assert (found.mark, found.reason, found.advice) == (0, "no_section", None)


# ---------------------------------------------------------------- logo of the home page

LOGO = '<img src="/img/{file}" width=200 height=60 alt="{alt}">'


def logo(href: str = "", alt: str = "Логотип «Профессионалитет»", file: str = "logo-fp.svg") -> str:
    image = LOGO.format(alt=alt, file=file)
    return f'<div><a href="{href}">{image}</a></div>' if href else f"<div>{image}</div>"


@pytest.mark.parametrize(
    "href",
    [
        "/prof",
        "https://япроф.рф/",
        "https://vk.com/away.php?to=https%3A%2F%2Fxn--n1abdr5c.xn--p1ai",
    ],
)
def test_a_logo_that_leads_to_the_tab_or_to_the_project_is_clickable(href: str) -> None:
    found = given("clickable_logo", college(ABOUT + logo(href)))
    assert (found.mark, found.evidence[0].image) == (1, f"{HOME}img/logo-fp.svg")


def test_a_logo_that_shows_the_tabs_block_of_a_one_page_site_is_clickable() -> None:
    block = f'<div id="prof">{TAB}</div>'
    menu = '<nav><a href="#prof">Профессионалитет</a><a href="/c">Контакты</a></nav>'
    assert marked("clickable_logo", bare(menu + logo("#prof") + block)) == (1, "present")


def test_a_logo_without_a_link_has_a_reason_of_its_own() -> None:
    assert marked("clickable_logo", college(ABOUT + logo())) == (0, "logo_unlinked")


def test_a_logo_that_leads_elsewhere_has_a_reason_of_its_own() -> None:
    site = college(ABOUT + logo("https://edu.gov.ru/"))
    assert marked("clickable_logo", site) == (0, "logo_astray")


@pytest.mark.parametrize(
    "block",
    [
        logo("/prof", alt="Чемпионат «Профессионалы»", file="professionaly.png"),
        logo("/novosti/17", alt="Профессионалитет: школьники у станка", file="17.jpg"),
        logo("/", alt="Герб колледжа", file="gerb.png"),
        '<p><a href="/prof">Профессионалитет</a></p>',
    ],
)
def test_other_pictures_and_links_are_no_clickable_logo(block: str) -> None:
    assert marked("clickable_logo", college(ABOUT + block)) == (0, "absent")


def test_a_nameless_picture_that_leads_to_the_project_is_left_to_a_person() -> None:
    site = college(ABOUT + logo("https://япроф.рф/", alt="", file="banner-2.png"))
    assert marked("clickable_logo", site) == (None, "picture_may_be")


def test_a_broken_logo_is_none() -> None:
    gone = page(f"{HOME}img/logo-fp.svg", "", status=404, kind="error")
    site = college(ABOUT + logo("/prof"), TAB, ADMISSION, gone)
    assert marked("clickable_logo", site) == (0, "absent")


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12.11.2026", [date(2026, 11, 12)]),
        ("12.11.26 Субботник", [date(2026, 11, 12)]),
        ("МКС10.11.2026", [date(2026, 11, 10)]),
        ("12 ноября 2026 г., 3 мая 2026", [date(2026, 11, 12), date(2026, 5, 3)]),
        ("14 Ноя. 2026 и 5 марта 2026", [date(2026, 11, 14), date(2026, 3, 5)]),
        ("2026-11-12T10:00", [date(2026, 11, 12)]),
        ("September 1, 2026", [date(2026, 9, 1)]),
        ("Ср, 11/18/2026 - 09:12", [date(2026, 11, 18)]),
        ("Пн, 02/11/2026", [date(2026, 11, 2)]),
        ("31.02.2026, 12.13.2026, № 1234.11.2026, 8 ноября, +7 (000) 11-12-20", []),
    ],
)
def test_dates_are_read_in_every_spelling(text: str, days: list[date]) -> None:
    assert [one.day for one in dates_in(text)] == days


def test_an_address_may_name_a_day() -> None:
    assert date_in_address(f"{HOME}2026/11/12/prazdnik/") == date(2026, 11, 12)
    assert date_in_address(f"{HOME}news/prazdnik/2026-11-12-57") == date(2026, 11, 12)
    assert date_in_address(f"{HOME}2026/11/prazdnik/") is None
    assert date_in_address(f"{HOME}files/2026/13/45/a") is None


# ---------------------------------------------------------------- the newest news

LIST = (
    "<h2>Новости</h2><div><p>03.11.2026</p><a href=/news/2>Экскурсия на завод</a></div>"
    "<div><p>{day}</p><a href=/news/1>Победа в конкурсе</a></div>"
)


@pytest.mark.parametrize(
    "day", ["12.11.2026", "12 ноября 2026", "2026-11-12", "<time>12 ноя 2026 г.</time>", "12.11.26"]
)
def test_the_newest_news_is_told_with_its_age(day: str) -> None:
    found = given("newest_news", bare(ABOUT + LIST.format(day=day)))
    assert found.mark == 1
    assert found.because == "Последняя новость: 12.11.2026, 9\u00a0дней назад."
    assert "Победа в конкурсе" in found.evidence[0].quote


@pytest.mark.parametrize(
    "block",
    [
        "<p><a href='/2026/11/12/prazdnik/'>Праздник</a></p>",
        "<h3><a href='/item/7'>Студенты выиграли кубок области</a></h3><p>12.11.2026</p>",
        "<h2>Новости</h2><p>Кружок поймал сигнал<span>12.11.2026</span></p>",
        "<h2>Новости</h2><b>12</b><div>ноября</div><div>2026</div><p>Кубок</p>",
        "<p>12.11.2026 Прошёл субботник во дворе</p><p>01.11.2026 Привезли станки в цех</p>",
        "<table><tr><td>Новости</td></tr><tr><td>12.11.2026</td><td>Кубок наш</td></tr></table>",
    ],
)
def test_news_are_dated_by_addresses_links_titles_and_runs(block: str) -> None:
    assert "12.11.2026" in given("newest_news", bare(ABOUT + block)).because


@pytest.mark.parametrize(
    "decoy",
    [
        "<p>25.12.2026 Ёлка</p>",  # yet to come
        "<p>Работы принимаются до 20.11.2026</p>",
        "<p>Начало приёма документов 20.11.2026</p>",
        "<p>Приказ № 5 от 20.11.2026</p>",
        "<p>Дата обновления: 20.11.2026</p>",
        "<p>20 ноября 2026 года состоится собрание всех родителей первого курса.</p>",
        "<h2>Абитуриентам</h2><p>20.11.2026</p><p>Зачисление</p>",
        "<footer>© 2026 Колледж, 20.11.2026</footer>",
    ],
)
def test_dates_of_other_things_are_no_news(decoy: str) -> None:
    site = bare(ABOUT + LIST.format(day="12.11.2026") + decoy)
    assert "12.11.2026" in given("newest_news", site).because


def test_an_admission_timetable_is_no_list_of_news() -> None:
    rows = (
        "<tr><td>Начало приёма документов</td><td>20.06.2026</td></tr>"
        "<tr><td>15.08.2026</td><td>Окончание приёма документов</td></tr>"
        "<tr><td>25.08.2026</td><td>Вступительные испытания</td></tr>"
    )
    site = bare(f"{ABOUT}<h2>Сроки приёма</h2><table>{rows}</table>")
    assert marked("newest_news", site) == (0, "absent")


def test_codes_of_specialities_are_no_dates_of_news() -> None:
    codes = "<p>08.01.26 Мастер по ремонту и обслуживанию инженерных систем ЖКХ</p>"
    site = bare(f"{ABOUT}{LIST.format(day='05.11.2025')}{codes}".replace("03.11.2026", "1 мая"))
    assert "05.11.2025" in given("newest_news", site).because


def test_pages_of_news_count_and_galleries_do_not() -> None:
    listed = page(f"{HOME}news/", html("<h1>Новости</h1><p>12.11.2026</p><p>Кубок</p>"))
    photos = page(f"{HOME}foto/2026", html("<p>19.11.2026</p><p>Альбом</p>"), anchor="Фото")
    site = college(ABOUT, TAB, ADMISSION, listed, photos)
    found = given("newest_news", site)
    assert (found.because[:29], found.evidence[0].url) == (
        "Последняя новость: 12.11.2026",
        f"{HOME}news/",
    )


def test_news_that_nobody_read_are_unknown() -> None:
    site = bare(f"{ABOUT}<a href=/news/>Новости</a>")
    assert marked("newest_news", site) == (None, "news_unread")
    unread = Unseen(url=f"{HOME}novosti", anchor="Новости", via=HOME, why="budget")
    assert marked("newest_news", replace(bare(ABOUT), unseen=(unread,))) == (None, "news_unread")


@pytest.mark.parametrize("kind", ["shell", "challenge"])
def test_an_unread_home_page_tells_nothing_of_news_and_logos(kind: PageKind) -> None:
    site = snapshot(page(HOME, "", kind=kind))
    assert given("newest_news", site).mark is None
    assert given("clickable_logo", site).mark is None


def test_news_without_years_are_told_from_no_news() -> None:
    undated = bare(f"{ABOUT}<h2>Новости</h2><p>8 сентября</p><p>Квест</p>")
    assert marked("newest_news", undated) == (0, "news_undated")
    assert marked("newest_news", bare(ABOUT)) == (0, "absent")


@pytest.mark.parametrize(
    ("day", "age"),
    [
        ("20.11.2026", "1 день назад"),
        ("21.11.2025", "365 дней назад"),
        ("20.11.2025", "больше 1 года назад"),
        ("01.03.2019", "больше 7 лет назад"),
    ],
)
def test_the_age_of_news_is_told_in_days_and_then_in_years(day: str, age: str) -> None:
    block = f"{ABOUT}<h2>Новости</h2><p>{day}</p><p>Кубок</p>"
    said = given("newest_news", bare(block)).because.replace("\u00a0", " ")
    assert said == f"Последняя новость: {day}, {age}."


def test_tomorrow_has_come_where_the_sun_rises() -> None:
    late = datetime(2026, 11, 21, 20, tzinfo=UTC)  # the 22nd on Kamchatka
    site = replace(bare(ABOUT + LIST.format(day="22.11.2026")), taken_at=late)
    assert given("newest_news", site).because == "Последняя новость: 22.11.2026, в день проверки."


# ---------------------------------------------------------------- the year of admission


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("<h2>Приём 2026</h2>", 2026),
        ("<p>Приёмная кампания — 2027: как поступить</p>", 2027),
        ("<p>План приёма на 2026/2027 учебный год</p>", 2026),
        ("<p>Приём документов с 20.06.2026 по 15.08.2026</p>", 2026),
        ("<h3>2026 год</h3>", 2026),
        ("<p>Зачисление 2024, зачисление 2026</p>", 2026),
    ],
)
def test_this_or_the_next_admission_is_named(line: str, year: int) -> None:
    found = given("admission_year", college(admission=ADMISSION + line))
    assert (found.mark, found.reason) == (1, "year_named")
    assert str(year) in found.because


@pytest.mark.parametrize("line", ["Приём 2024", "Правила приёма на 2025/2026 учебный год"])
def test_a_past_admission_is_a_zero_of_its_own_reason(line: str) -> None:
    decoys = (
        "<p>© 2026 Колледж</p><p>Лицензия от 12.03.2026</p><p>Развитие до 2030 года</p>"
        "<p>Порядок приёма утверждён приказом от 2 сентября 2026 № 457, поступающим.</p>"
        "<p>План набора до 2030 года</p>"
    )
    found = given("admission_year", college(admission=f"{ADMISSION}<p>{line}</p>{decoys}"))
    assert (found.mark, found.reason) == (0, "year_past")
    assert found.evidence[0].quote == line


def test_an_admission_section_without_years_is_unknown() -> None:
    assert marked("admission_year", college()) == (None, "year_unnamed")
    assert marked("admission_year", bare(ABOUT)) == (None, "year_unnamed")


def test_before_march_the_last_admission_is_the_current_one() -> None:
    site = college(admission=f"{ADMISSION}<p>Приём 2025</p>")
    winter = replace(site, taken_at=datetime(2026, 2, 10, tzinfo=UTC))
    spring = replace(site, taken_at=datetime(2026, 3, 10, tzinfo=UTC))
    assert marked("admission_year", winter) == (1, "year_named")
    assert marked("admission_year", spring) == (0, "year_past")


def test_an_unread_page_of_the_section_may_name_this_year() -> None:
    site = college(admission=f"{ADMISSION}<p>Приём 2024</p>")
    unread = Unseen(
        url=f"{HOME}abitur/plan", anchor="Правила приёма", via=f"{HOME}abitur", why="timeout",
        roles=("admission_rules",),
    )  # fmt: skip
    assert given("admission_year", replace(site, unseen=(unread,))).mark is None


# ---------------------------------------------------------------- the vendor


def generator(said: str) -> str:
    return f'<meta name="generator" content="{said}">'


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("WordPress 6.4.3; Elementor 3.18", "WordPress"),
        ("Joomla! - Open Source Content Management", "Joomla"),
        ("СайтСПО 3.2.11", "«СайтСПО 3.2.11»"),
    ],
)
def test_a_vendor_is_told_by_what_the_site_calls_it(said: str, name: str) -> None:
    found = given("vendor", bare(ABOUT, head=generator(said)))
    assert found.because == f"Система или площадка сайта: {name}."
    assert said[:10] in found.evidence[0].quote


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ("<img src=/bitrix/templates/a/logo.png width=50>", "1С-Битрикс"),
        ("<img src=/upload/iblock/0a1/a.png width=50>", "1С-Битрикс"),
        ("<a href=/wp-content/uploads/a.pdf>Устав</a>", "WordPress"),
        ("<a href='/index.php?option=com_content&amp;view=article&amp;id=5'>О нас</a>", "Joomla"),
        ("<a href=/sites/default/files/a.pdf>Устав</a>", "Drupal"),
        ("<a href=/index/osnovnye_svedenija/0-12>Сведения</a>", "uCoz"),
        ("<img src=/netcat_files/22/a.jpg width=50>", "NetCat"),
        ("<a href=/uploads/posts/2026-01/a.jpg>Фото</a>", "DataLife Engine"),
        ("<a href=/assets/components/a/b.pdf>Файл</a>", "MODX"),
        ("<img src=/_next/static/media/a.png width=50>", "Next.js"),
        ("<img src=/_nuxt/a.svg width=50>", "Nuxt"),
        ("<img src=https://static.tildacdn.com/a/b.png width=50>", "Tilda"),
        ("<img src=https://static.wixstatic.com/media/a.png width=50>", "Wix"),
    ],
)
def test_a_vendor_is_told_by_addresses(block: str, name: str) -> None:
    assert given("vendor", bare(ABOUT + block)).because == f"Система или площадка сайта: {name}."


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://kolledzh.gosuslugi.ru/", "Госвеб (gosuslugi.ru)"),
        ("https://spo-7.mskobr.ru/", "портал mskobr.ru"),
        ("http://tehnikum.ucoz.ru/", "uCoz"),
    ],
)
def test_a_vendor_is_told_by_the_sites_own_host(url: str, name: str) -> None:
    site = snapshot(page(url, html(ABOUT)), url=url)
    assert name in given("vendor", site).because


@pytest.mark.parametrize(
    "block",
    [
        "<a href=https://partner.ru/wp-content/uploads/a.pdf>Партнёр</a>",
        "<a href=https://other.ucoz.ru/>Сайт выпускников</a><a href=https://gosuslugi.ru/>ЕПГУ</a>",
        "<a href=/news/2026-11-18>Новость</a><p>Учим WordPress и 1С-Битрикс</p>",
        "<a href=/premium-umi/>Кружок</a>",
    ],
)
def test_links_to_other_sites_and_words_tell_no_vendor(block: str) -> None:
    assert marked("vendor", bare(ABOUT + block)) == (0, "vendor_untold")


# ---------------------------------------------------------------- the note


@pytest.mark.parametrize("format", ["html", "md", "txt"])
def test_a_note_says_the_reason_of_what_is_observed_and_why(format: Format) -> None:
    said = "Последняя новость: 12.11.2026, 9 дней назад."
    lines = (
        judged("newest_news", 1, reason="news_dated", because=said),
        judged("admission_year", None, reason="year_unnamed"),
        judged("A1", 1, reason="on_one_page"),
    )
    texts = criteria.texts_for(RULES.edition)
    shown = note(result(verdicts=lines), IMPRINT, texts, format, checked=Checked())
    whole = " ".join(shown.split())
    assert said in whole
    assert "✓</span> дата найдена" in whole or "— дата найдена." in whole
    assert "год не назван" in whole
    assert "есть на общей странице" not in whole
    assert format != "md" or "✓ **Дата последней новости** —" in whole


def test_a_persons_word_on_what_is_observed_is_not_the_machines_reason() -> None:
    texts = criteria.texts_for(RULES.edition)
    lines = (judged("career_maps", 1, reason="absent"),)
    mended = result(verdicts=lines, corrected=frozenset({"career_maps"}))
    shown = note(mended, IMPRINT, texts, "txt", checked=Checked())
    assert "✓ Карьерные карты выпускника — есть (✎ поправлено аудитором)." in " ".join(
        shown.split()
    )
