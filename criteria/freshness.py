"""How fresh a site is: the date of its newest news item."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

from criteria import look
from criteria.news import Item, is_news_address, is_title, items, news_pages
from site_audit import address
from site_audit.model import Evidence, Finding, Page, Rules, Snapshot
from site_audit.words import MOSCOW, count_ru, date_ru

_KAMCHATKA = timezone(timedelta(hours=12))  # where it may be tomorrow already
_HOME_UNREAD = "Главную страницу прочитать не удалось, поэтому новостей не видно."
_YEAR = 365  # days
_OLDEST = date(2001, 1, 1)


def newest_news(snapshot: Snapshot, rules: Rules) -> Finding:
    """The newest date of a news item that is not in the future, and its age in days."""
    newest = newest_item(snapshot)
    return undated(snapshot) if newest is None else _dated(newest, snapshot.taken_at)


def newest_item(snapshot: Snapshot) -> Item | None:
    """The dated news item that is the newest and not in the future."""
    today = snapshot.taken_at.astimezone(_KAMCHATKA).date()
    past = (item for item in items(snapshot) if _OLDEST <= item.day <= today)
    return max(past, key=lambda item: item.day, default=None)


def days_since(day: date, taken_at: datetime) -> int:
    """Days from a news item to the visit, by the calendar of Moscow."""
    return max(0, (taken_at.astimezone(MOSCOW).date() - day).days)


def _dated(newest: Item, taken_at: datetime) -> Finding:
    because = f"Последняя новость: {date_ru(newest.day)}, {_age(newest.day, taken_at)}."
    return Finding(mark=1, reason="news_dated", because=because, evidence=(newest.evidence,))


def _age(day: date, taken_at: datetime) -> str:
    days = days_since(day, taken_at)
    if days <= 0:
        return "в день проверки"
    if days > _YEAR:
        return f"больше {count_ru(days // _YEAR, 'года', 'лет', 'лет')} назад"
    return f"{count_ru(days, 'день', 'дня', 'дней')} назад"


def undated(snapshot: Snapshot) -> Finding:
    """What is said of a site without a dated news item; mark None where news were not read."""
    home = snapshot.home
    if home is None:
        return _unread_news(_HOME_UNREAD, ())
    if home.kind != "content":
        return _unread_news(_HOME_UNREAD, (look.title_evidence(home),))
    unread = next(_unread(snapshot, home), None)
    if unread is not None:
        return _unread_news("Страницы новостей прочитать не удалось.", (unread,))
    read = news_pages(snapshot)
    if read or any(map(is_title, home.facts.lines)):
        seen = tuple(look.page_evidence(snapshot, page) for page in (read or (home,))[:2])
        because = "Новости есть, но полных дат (день, месяц и год) при них не найдено."
        return Finding(mark=0, reason="news_undated", because=because, evidence=seen)
    because = "Новостей на сайте не найдено: ни списка на главной странице, ни раздела новостей."
    return Finding(mark=0, reason="absent", because=because, evidence=(look.title_evidence(home),))


def _unread_news(because: str, evidence: tuple[Evidence, ...]) -> Finding:
    return Finding(
        mark=None, reason="news_unread", because=because, advice="open_page", evidence=evidence
    )


def _unread(snapshot: Snapshot, home: Page) -> Iterator[Evidence]:
    """Lists and items of news that are known and were not read."""
    for one in snapshot.unseen:
        if is_news_address(one.url) or is_title(one.anchor):
            yield Evidence(kind="unseen", url=one.url, quote=one.anchor)
    for link in home.facts.links:
        promised = is_title(link.text) or is_news_address(link.url)
        within = bool(link.url) and address.inside(link.url, snapshot.scope)
        if promised and within and look.opened(snapshot, link) is None:
            yield look.link_evidence((link, home))
