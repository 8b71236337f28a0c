"""What an answer is: content, or only something that looks like it.

Servers answer 200 for pages that are not there, for registrars' adverts and for robot checks; all
of them are recognised here, before any criterion looks.
"""

from __future__ import annotations

import re

from site_audit.facts import Facts
from site_audit.model import PageKind
from site_audit.pages.content import ENOUGH, Own
from site_audit.text import fold, fold_text

_NOT_FOUND = re.compile(
    r"(?:страниц\w*|раздел|документ|материал|запис\w*|файл|объект|статья|элемент) (?:\w+ ){0,3}?не (?:найден|существу|обнаруж)"
    r"|не найден\w* (?:страниц|раздел|документ|материал|запраш)|^(?:ошибка|error|http)?:? ?404\b|\b404[ :.!-]+(?:ошибка|error|not found|страница|не найд)"
    r"|(?:ошибка|error) 404|page (?:was )?not found|not found$|такой страницы (?:\w+ )?не|страниц\w* (?:была |уже )?(?:удален|перемещен)"
    r"|нет такой страницы|запрашиваем\w+ (?:вами )?(?:страниц|ресурс|документ)\w* (?:\w+ ){0,2}?(?:не|отсутству)"
)
_CHALLENGE = re.compile(
    r"checking your browser|проверка (?:вашего )?браузера|вы не робот|не робот\b|i'm not a robot|are you a robot"
    r"|ddos-?guard|ddos protection|just a moment|attention required|verify you are human|подтвердите,? что (?:вы|запрос)"
    r"|включите javascript и cookies|enable javascript and cookies|запросы, поступившие с вашего|необычн\w+ трафик|smartcaptcha"
    r"|security check"
)
_REFUSAL = re.compile(
    r"access denied|доступ (?:запрещен|заблокирован)|доступ к (?:сайту|ресурсу) (?:временно )?ограничен"
    r"|request (?:blocked|rejected)|ваш (?:ip|запрос) (?:\S+ )?заблокирован"
)
_CLOSED = re.compile(
    r"403 forbidden|^forbidden|временно недоступ|(?:технические|профилактические|регламентные) работы|ведутся работы"
    r"|error establishing a database|database error|ошибка (?:подключения|соединения) (?:к|с) баз|service (?:temporarily )?unavailable"
    r"|сайт (?:\S+ )?(?:на реконструкции|закрыт|на обслуживании|в разработке)|site is (?:under|down|temporarily)|under (?:construction|maintenance)"
    r"|internal server error|bad gateway"
)
_PARKED = re.compile(
    r"домен (?:\S+ )?(?:припаркован|продается|выставлен|не прилинкован|не привязан|зарегистрирован (?:в|через|для)|освобо)"
    r"|купить (?:этот )?домен|domain (?:is )?(?:for sale|parked|has expired|may be for sale)|buy this domain"
    r"|срок (?:регистрации|действия|делегирования) (?:\S+ )?(?:домен\w* )?(?:\S+ )?ист[её]к|сайт (?:отключен|заблокирован|приостановлен|не опубликован)"
    r"|account (?:has been )?suspended|хостинг (?:\S+ )?(?:отключен|приостановлен|не оплачен)|сайт (?:\S+ )?не (?:настроен|оплачен)"
    r"|welcome to nginx|apache2? (?:\S+ )?default page|it works!|default web page|index of /|будущий сайт|здесь будет (?:ваш )?сайт"
)
_LOG_IN = re.compile(
    r"^вход\b|авториз(?:ация\b|уйтесь|оваться|ации|ованны)|войдите|войти|зарегистрированн\w+ пользовател|введите (?:логин|пароль)"
    r"|доступ (?:\w+ )?(?:ограничен|закрыт|только)"
)
_LITTLE = 2500  # signs: no real page of a college that has more of its own is a notice
_FEW_LINKS = 10
_PLENTY = 300  # signs of own text


def _notice(facts: Facts, pattern: re.Pattern[str]) -> bool:
    """Whether a page with little on it says what ``pattern`` says."""
    if _has_many_links(facts):
        return False
    text = facts.text if len(facts.text) <= _LITTLE * 4 else ""
    words = " ".join(f"{facts.title} {text} {facts.chrome[:_LITTLE]}".split())
    if len(words) > _LITTLE:
        return False
    return bool(pattern.search(" ".join(fold_text(words).split())))


def _has_many_links(facts: Facts) -> bool:
    addresses = set()
    for link in facts.links:
        if link.url:
            addresses.add(link.url)
            if len(addresses) > _FEW_LINKS:
                return True
    return False


def is_challenge(facts: Facts, server: str = "") -> bool:
    """A robot check instead of content (``server`` is the header of that name)."""
    if _notice(facts, _CHALLENGE):
        return True
    guarded = "ddos-guard" in server.lower() or "cloudflare" in server.lower()
    return guarded and len(facts.text.split()) < 40 and len(facts.links) < 2 and facts.shell


def is_refusal(facts: Facts) -> bool:
    """«Доступ запрещён» said with the status of a page that is there."""
    return _notice(facts, _REFUSAL)


def is_closed(facts: Facts) -> bool:
    """«Ведутся технические работы», a database's complaint: a home page that is none today."""
    return _notice(facts, _CLOSED)


_A_COLLEGE = re.compile(
    r"колледж|техникум|училищ|лице[йя]|институт|университет|академи|школ|образова|студент|учащ|обуча|учеб"
    r"|абитуриент|поступающ|педагог|специальност|професси|добро пожаловать|поу\b|спо\b|college|school|education"
)
_A_LINE = 50  # words


def is_blank(facts: Facts) -> bool:
    """A page of a line or less, without one link, that does not even name an institution.

    Whatever it says («Вы заблокированы», «Сайт успешно создан»), it is not a college's site.
    """
    if facts.shell or any(link.url for link in facts.links):
        return False
    text = fold_text(f"{facts.title} {facts.text} {facts.chrome}")
    return len(text.split()) < _A_LINE and not _A_COLLEGE.search(text)


def is_stranger(facts: Facts) -> bool:
    """Whether a page with much on it nowhere has a word that belongs to places of learning."""
    if facts.shell or not _has_many_links(facts):
        return False
    parts = [facts.title, facts.text, facts.chrome, *(link.text for link in facts.links)]
    parts += [image.alt for image in facts.images]
    return not _A_COLLEGE.search(fold_text(" ".join(parts)))


def is_parked(facts: Facts) -> bool:
    """A registrar's or a hosting's page instead of a site."""
    return _notice(facts, _PARKED)


def says_not_found(facts: Facts) -> bool:
    """Whether the page's title or one of its headings or short lines says that it is not there."""
    heads = [facts.title, *(heading.text for heading in facts.headings)]
    return any(_NOT_FOUND.search(fold(head)) for head in heads if len(head) < 200)


def kind_of(facts: Facts, own: Own, unknown: Own | None, server: str = "") -> PageKind:
    """The kind of a page that answered 200.

    ``own`` is its own content, ``unknown`` what the site shows for an address that does not exist
    (None when it answers 404 there, as it should).
    """
    if is_challenge(facts, server) or is_refusal(facts):
        return "challenge"
    if facts.shell:
        return "shell"
    if _is_soft_404(facts, own, unknown):
        return "soft_404"
    if _is_login(facts, own):
        return "login"
    if own.empty:
        return "shell" if own.drawn else "placeholder"
    return "content"


def _is_login(facts: Facts, own: Own) -> bool:
    """Nothing to see before one logs in; a form that stands all over the site alone says nothing.

    A page of nothing but that form, which no heading calls by another name, is in doubt: it too may
    be what the site shows to a stranger.
    """
    if own.password or not facts.password:
        return own.password and own.size < _PLENTY
    said = [line for line in own.lines if not _LOG_IN.search(fold(line))]
    if sum(map(len, said)) >= ENOUGH or own.documents or own.images or own.stubs:
        return False
    return len(said) < len(own.lines) or all(_LOG_IN.search(fold(one)) for one in own.headings)


def _is_soft_404(facts: Facts, own: Own, unknown: Own | None) -> bool:
    said, size = False, 0
    for line in own.lines:
        if len(line) <= _PLENTY and _NOT_FOUND.search(fold(line)):
            said = True
        else:
            size += len(line)
        if size >= _PLENTY:
            break  # so much text is no notice, whatever else it says
    if size < _PLENTY and not own.documents and (said or says_not_found(facts)):
        return True
    if unknown is None or not unknown.lines:
        return False
    return bool(own.lines) and set(own.lines) <= set(unknown.lines) and not own.documents
