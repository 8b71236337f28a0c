import pytest

from site_audit.facts import Facts
from site_audit.model import PageKind
from site_audit.pages.content import Layout, layout, own
from site_audit.pages.kind import is_challenge, is_parked, is_refusal, kind_of, says_not_found
from site_audit.pages.page import parse
from tests.samples import PROSE, html

URL = "http://college.ru/x"
LINKS = "".join(f"<a href=/{number}>Раздел {number}</a> " for number in range(12))


def facts(*body: str, title: str = "") -> Facts:
    return parse(html(*body, title=title), URL)


def kind(found: Facts, unknown: Facts | None = None, server: str = "") -> PageKind:
    stranger = own(unknown, Layout()) if unknown else None
    return kind_of(found, own(found, Layout()), stranger, server)


@pytest.mark.parametrize(
    "said",
    [
        "Страница не найдена",
        "Запрашиваемая вами страница не существует",
        "Ошибка 404",
        "404",
        "404 Not Found",
        "404. Страница не найдена",
        "Page not found",
        "К сожалению, такой страницы на сайте не существует",
        "Материал не найден",
        "Раздел не найден",
        "Элемент не найден!",
        "Нет такой страницы",
        "СТРАНИЦА НЕ НАЙДЕНА",
    ],
)
def test_a_page_that_says_it_is_not_there_is_believed(said: str) -> None:
    assert kind(facts(f"<h1>{said}</h1><p>Вернитесь на главную</p>")) == "soft_404"
    assert kind(facts(f"<p>{said}</p>")) == "soft_404"
    assert says_not_found(facts(title=said))


@pytest.mark.parametrize(
    "said",
    [
        "Приказ № 404 от 12.02.2024",
        "Кабинет 404",
        "Порядок поиска документов, которые не найдены",
        "Телефон 8 (404) 12-34",
    ],
)
def test_a_number_alone_is_no_error(said: str) -> None:
    assert kind(facts(f"<h1>Документы</h1><p>{said}. {PROSE}</p>")) == "content"


def test_a_long_page_that_mentions_the_error_is_content() -> None:
    page = "<h1>Памятка</h1><p>Страница не найдена</p>" + f"<p>{PROSE}</p>" * 5
    assert kind(facts(page)) == "content"


def test_a_page_with_documents_is_content_whatever_it_says() -> None:
    assert kind(facts("<p>Раздел не найден</p><a href=/ustav.pdf>Устав колледжа</a>")) == "content"


def test_a_page_that_looks_like_the_answer_to_an_unknown_address_is_not_there() -> None:
    unknown = facts("<h1>Увы</h1><p>Воспользуйтесь поиском по сайту или картой</p>")
    same = facts("<h1>Увы</h1><p>Воспользуйтесь поиском по сайту или картой</p>")
    assert kind(same, unknown) == "soft_404"
    assert kind(facts("<h1>Устав</h1>", f"<p>{PROSE}</p>"), unknown) == "content"


@pytest.mark.parametrize(
    "said",
    [
        "Checking your browser before accessing college.ru",
        "Проверка браузера, подождите",
        "Подтвердите, что вы не робот",
        "Just a moment...",
        "DDoS-Guard",
        "Attention Required! | Cloudflare",
        "Пожалуйста, включите JavaScript и cookies",
    ],
)
def test_a_robot_check_or_a_refusal_is_no_content(said: str) -> None:
    assert kind(facts(f"<h1>{said}</h1>")) == "challenge"
    assert kind(facts("<p>Подождите</p>", title=said)) == "challenge"


@pytest.mark.parametrize(
    "said", ["Доступ к сайту временно ограничен", "Access denied", "Ваш IP заблокирован"]
)
def test_a_refusal_with_the_status_of_a_page_is_no_content(said: str) -> None:
    assert is_refusal(facts(f"<h1>{said}</h1>"))
    assert kind(facts(f"<p>{said}</p>")) == "challenge"


def test_a_page_of_a_college_that_speaks_of_protection_is_content() -> None:
    text = f"<p>Доступ запрещён посторонним. {PROSE}</p>" * 30
    assert kind(facts(text)) == "content"
    assert not is_challenge(facts(f"<p>Подтвердите, что вы не робот</p>{LINKS}"))


def test_a_bare_script_behind_a_guard_is_a_challenge() -> None:
    shell = facts("<div id=root></div><script>check()</script>")
    assert is_challenge(shell, "ddos-guard")
    assert is_challenge(shell, "Cloudflare")
    assert not is_challenge(shell, "nginx")
    assert not is_challenge(facts(f"<h1>Документы</h1><p>{PROSE}</p>"), "ddos-guard")


@pytest.mark.parametrize(
    "said",
    [
        "Домен припаркован",
        "Домен college.ru продаётся",
        "Купить этот домен",
        "This domain is for sale",
        "Сайт отключён за неуплату",
        "Welcome to nginx!",
        "Apache2 Ubuntu Default Page",
        "It works!",
        "Index of /",
        "Срок регистрации домена истёк",
        "Account has been suspended",
        "Здесь будет ваш сайт",
    ],
)
def test_a_registrars_page_is_no_site(said: str) -> None:
    assert is_parked(facts(f"<h1>{said}</h1>"))


def test_a_colleges_page_is_not_parked() -> None:
    assert not is_parked(facts(f"<h1>Колледж</h1><p>{PROSE}</p>", LINKS))
    assert not is_parked(facts(f"<p>Купить домен учат на курсе сетей.</p>{LINKS}"))


def test_a_page_drawn_by_a_script_is_a_shell() -> None:
    assert kind(facts("<div id=app></div><script src=a.js></script>")) == "shell"


def test_a_page_behind_a_password_is_a_login() -> None:
    form = "<form><input name=user><input type=password></form>"
    assert kind(facts(f"<h1>Вход</h1>{form}")) == "login"
    assert kind(facts(f"<h1>Документы</h1>{form}", f"<p>{PROSE}</p>" * 5)) == "content"


def test_a_form_to_log_in_beside_every_page_makes_none_of_them_a_login() -> None:
    form = "<form>Логин <input name=user> Пароль <input type=password></form>"
    site = layout([facts(f"<h1>Колледж</h1>{form}")])

    def shown(markup: str) -> str:
        found = facts(markup + form)
        return kind_of(found, own(found, site), None)

    assert shown("<h1>Сотрудничество</h1><p>Договоры пока не заключались.</p>") == "content"
    assert shown("<h1>Сотрудничество</h1>") == "placeholder"
    wall = "<h1>Ведомости</h1><p>Чтобы прочитать материал, авторизуйтесь.</p>"
    assert shown(wall) == "login"
    # What a stranger is led to may be that form alone.
    assert shown("<h1>Вход на сайт</h1>") == "login"
    assert shown("<h1>Колледж</h1>") == "login"


def test_a_page_of_titles_and_promises_is_a_placeholder() -> None:
    assert kind(facts("<h1>Документы</h1>")) == "placeholder"
    assert kind(facts("<h1>Документы</h1><p>Раздел в разработке</p>")) == "placeholder"


def test_absence_said_in_words_is_content() -> None:
    assert kind(facts("<h1>Вакантные места</h1><p>Отсутствуют</p>")) == "content"
