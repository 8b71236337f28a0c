"""The words of the methodology for reports: why a mark is what it is, why a site was not read."""

from __future__ import annotations

from criteria.advice import ADVICE
from criteria.observed import OBSERVED
from site_audit.model import Edition
from site_audit.texts import Texts

GROUPS = (
    ("A", "Сведения об образовательной организации"),
    ("B", "Приёмная кампания"),
    ("C", "Вкладка «Профессионалитет»"),
    ("V", "Визуальные критерии"),
    ("O", "Отмечено, но не оценивается"),
)

_TROUBLES = (
    ("dns", "адрес сайта не найден (DNS)"),
    ("tls", "не удалось установить защищённое соединение"),
    ("timeout", "сервер не ответил вовремя"),
    ("refused", "сервер не принимает соединения"),
    ("protocol_error", "сервер отвечает с ошибками протокола"),
    ("redirects", "бесконечные перенаправления"),
    ("blocked_address", "адрес ведёт во внутреннюю сеть: такие адреса не проверяются"),
    ("too_large", "слишком большой ответ"),
    ("encoding", "ответ сжат способом, о котором не договаривались"),
    ("bad_url", "неправильный адрес"),
    ("cut", "ответ оборвался"),
    ("challenge", "защита от роботов вместо страницы"),
    ("parked", "домен не занят сайтом: страница регистратора или хостинга"),
    ("maintenance", "вместо сайта — сообщение о работах или ошибке"),
    ("blank", "главная страница пуста"),
    ("robots", "закрыто файлом robots.txt"),
    ("robots_unreachable", "файл robots.txt отвечает ошибкой: сайт считается закрытым от проверки"),
    ("foreign_redirect", "адрес перенаправляет на чужой сайт"),
    ("not_html", "по адресу лежит не веб-страница"),
    ("not_text", "вместо текста — двоичные данные"),
    ("hard_markup", "разметку страницы не удалось разобрать"),
    ("login", "требуется вход с паролем"),
    ("shell", "страницу рисует только JavaScript"),
    ("error", "ошибка сервера"),
    ("our_failure", "сбой нашей программы, не сайта"),
    ("budget", "не хватило бюджета страниц"),
    ("time", "не хватило времени"),
    ("needs_browser", "страницу рисует только JavaScript"),
)
_STATUSES = {
    401: "требуется вход с паролем",
    403: "сервер отказывает в доступе",
    404: "главная страница не найдена",
    429: "сервер просит приходить реже",
    500: "ошибка на сервере",
    502: "сервер сайта недоступен",
    503: "сайт временно недоступен",
    504: "сервер сайта не отвечает",
}
_HTTP = tuple(
    (f"http_{code}", f"{_STATUSES.get(code, 'сервер отвечает отказом')} (код {code})")
    for code in (*range(300, 310), *range(400, 452), *range(500, 530))
)
OUTCOMES = _TROUBLES + _HTTP

_REASONS = (
    ("present", "есть"),
    ("two_pages", "есть двумя страницами"),
    ("merged_page", "есть в составе материально-технического обеспечения"),
    ("on_one_page", "есть на общей странице"),
    ("picture", "есть, изображением"),
    ("only_document", "выложено файлом, а не страницей"),
    ("outside_section", "есть вне раздела сведений"),
    ("own_other_host", "есть на другом адресе организации"),
    ("absent", "нет"),
    ("dead_link", "ссылка никуда не ведёт"),
    ("target_404", "страница не найдена"),
    ("placeholder", "страница пуста"),
    ("wrong_target", "ссылка открывает другое"),
    ("one_of_two", "есть только половина"),
    ("picture_unread", "изображение не прочитано"),
    ("document_unread", "файл не прочитан"),
    ("unseen_onward", "не прочитаны страницы, на которые ведут ссылки подраздела"),
    ("no_data", "вместо содержания «нет данных»"),
    ("not_built", "пока не проверяется"),
    ("submenu", "есть, в подменю"),
    ("in_document", "есть, но только в файле"),
    ("old_year", "есть, но назван прошедший год"),
    ("only_rules", "есть правила приёма, но раздел ли это, решит человек"),
    ("no_section", "нет самого раздела или вкладки"),
    ("elsewhere", "есть на главной странице, но не в разделе"),
    ("named_only", "проект упомянут, но его программы не названы"),
    ("only_menu", "ссылка есть только в общем меню сайта"),
    ("leads_away", "ссылка ведёт на другой сайт"),
    ("other_host", "ссылка ведёт на сайт, владелец которого не известен"),
    ("not_from_home", "страница есть, но с главной на неё не попасть"),
    ("too_little", "о проекте сказано слишком мало"),
    ("picture_broken", "картинка не открывается"),
    ("picture_may_be", "картинка без подписи: логотип ли это, решит человек"),
    ("plain_text", "адрес написан текстом, а не ссылкой"),
    ("broken_href", "адрес в ссылке записан с ошибкой"),
    ("short_link", "куда ведёт сокращённая ссылка, не видно"),
    ("own_channel", "ссылка ведёт на другой канал"),
    ("other_channel", "канал проекта ли это, решит человек"),
    ("logo_unlinked", "логотип есть, но это не ссылка"),
    ("logo_astray", "логотип ведёт в другое место"),
    ("target_unread", "нужная страница не прочитана"),
    ("news_dated", "дата найдена"),
    ("news_undated", "полных дат нет"),
    ("news_unread", "новости не прочитаны"),
    ("year_named", "год назван"),
    ("year_past", "назван прошедший год"),
    ("year_unnamed", "год не назван"),
    ("vendor_told", "признаки есть"),
    ("vendor_untold", "признаков нет"),
)
_UNREAD = (*OUTCOMES, ("other", "по адресу лежит не страница"))
_UNSEEN = tuple((f"unseen_{code}", f"не прочитано: {words}") for code, words in _UNREAD)
_NOT_AUDITED = tuple(
    (f"not_audited_{code}", f"сайт не проверен: {words}") for code, words in OUTCOMES
)


def texts_for(edition: Edition) -> Texts:
    """The words of an edition."""
    observed = tuple((one.id, one.title) for one in OBSERVED)
    return Texts(
        criteria=edition.titles + observed,
        groups=GROUPS,
        advice=ADVICE,
        reasons=_REASONS + _UNSEEN + _NOT_AUDITED,
        outcomes=OUTCOMES,
    )
