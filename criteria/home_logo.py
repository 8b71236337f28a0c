"""The project's logo on the home page as a way to the tab or to the project's site."""

from __future__ import annotations

from criteria import look
from criteria.hosts import is_project_site
from criteria.logos import tells_project
from criteria.role_words import TAB
from criteria.roles import is_news, roles_of
from criteria.section import tab
from site_audit import address
from site_audit.facts import Image
from site_audit.model import Evidence, Finding, Page, Rules, Snapshot
from site_audit.text import fold

_GONE = (404, 410)
_HOME_UNREAD = "Главную страницу прочитать не удалось, поэтому логотипа не видно."
_ABSENT = "Логотипа ФП «Профессионалитет» на главной странице не найдено."
_UNLINKED = "Логотип ФП «Профессионалитет» на главной странице есть, но это не ссылка."
_ELSEWHERE = (
    "Логотип ФП «Профессионалитет» на главной странице ведёт не на вкладку и не на сайт проекта."
)
_UNREAD = (
    "Логотип ФП «Профессионалитет» есть, но страницу, на которую он ведёт, прочитать не удалось."
)
_MAY_BE = (
    "Картинка на главной странице ведёт на вкладку или на сайт проекта, но по её подписи "
    "не понять, логотип ли это."
)


def clickable_logo(snapshot: Snapshot, rules: Rules) -> Finding:
    """Whether a logo of the project on the home page leads to the tab or to япроф.рф."""
    home = snapshot.home
    if home is None or home.kind != "content":
        seen = (look.title_evidence(home),) if home is not None else ()
        return Finding(
            mark=None,
            reason="target_unread",
            because=_HOME_UNREAD,
            advice="open_page",
            evidence=seen,
        )
    logos, maybe = _pictures(snapshot, home, "logo"), _pictures(snapshot, home, "maybe")
    for picture in logos:
        if _leads(snapshot, home, picture):
            where = "на сайт проекта" if is_project_site(picture.link) else "на вкладку"
            because = f"Логотип ФП «Профессионалитет» на главной странице ведёт {where}."
            return _finding(1, "present", because, home, picture)
    for picture in maybe:
        if _leads(snapshot, home, picture):
            return _finding(None, "picture_may_be", _MAY_BE, home, picture)
    for picture in logos:
        if picture.link:
            return _astray(snapshot, home, picture)
    if logos:
        return _finding(0, "logo_unlinked", _UNLINKED, home, logos[0])
    return Finding(mark=0, reason="absent", because=_ABSENT, evidence=(look.title_evidence(home),))


def _pictures(snapshot: Snapshot, home: Page, told: str) -> tuple[Image, ...]:
    shown = (*home.facts.images, *home.facts.drawings)
    return tuple(
        one
        for one in shown
        if tells_project(one) == told and not is_news(one.link) and not _is_gone(snapshot, one)
    )


def _is_gone(snapshot: Snapshot, picture: Image) -> bool:
    page = snapshot.by_url.get(picture.url) if picture.url else None
    return page is not None and page.status in _GONE


def _leads(snapshot: Snapshot, home: Page, picture: Image) -> bool:
    if not picture.link:
        return _shows_block(snapshot, home, picture)
    if is_project_site(picture.link):
        return True
    page = snapshot.by_url.get(picture.link)
    if page is home or address.key(picture.link) == address.key(home.url):
        return _shows_block(snapshot, home, picture)
    return page is not None and any(part.page is page for part in tab(snapshot).core)


def _shows_block(snapshot: Snapshot, home: Page, picture: Image) -> bool:
    """Whether the picture's link shows the block of the home page that is the tab."""
    blocks = {part.url for part in tab(snapshot).core}
    called = {fold(said) for said in (picture.alt, picture.title) if said}
    return any(
        fold(link.text) in called and f"{home.url}#{link.href.partition('#')[2]}" in blocks
        for link in home.facts.links
        if "#" in link.href
    )


def _astray(snapshot: Snapshot, home: Page, picture: Image) -> Finding:
    """A logo that leads elsewhere, or to what was not read and may be the tab."""
    page = snapshot.by_url.get(picture.link)
    within = address.inside(picture.link, snapshot.scope)
    promised = any(role.id == TAB for role in roles_of(picture.alt, picture.link))
    lost = page is not None and page.trouble is not None
    if within and (page is None or lost) and (promised or page is None):
        return _finding(None, "target_unread", _UNREAD, home, picture)
    return _finding(0, "logo_astray", _ELSEWHERE, home, picture)


def _finding(mark: int | None, reason: str, because: str, home: Page, *pictures: Image) -> Finding:
    return Finding(
        mark=mark,
        reason=reason,
        because=because,
        advice="open_page" if reason == "target_unread" else None,
        evidence=tuple(_evidence(home, picture) for picture in pictures),
    )


def _evidence(home: Page, picture: Image) -> Evidence:
    said = picture.alt or picture.title or picture.label or picture.url.rsplit("/", 1)[-1]
    return Evidence(kind="image", url=home.url, quote=said, image=picture.url, clicks=home.clicks)
