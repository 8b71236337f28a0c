"""Remarks: what a letter says of one site, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from site_audit.model import Verdict
from site_audit.pack.placeholders import GroupFields, RemarkFields, SiteFields
from site_audit.ratings.ladder import Result
from site_audit.ratings.recipients import Role, missing, untold
from site_audit.ratings.score import VISUAL, share
from site_audit.texts import Texts, percents
from site_audit.words import NBSP, count_ru, date_ru, sentence
from site_audit.writing.templates import address

Due = Callable[[Verdict], str]
"""«до 15.12.2023» for what an instruction asks to mend, empty for all else."""

ROLES: dict[Role, str] = {"base": "базовая организация", "network": "сетевая организация", "": ""}
_OUTLASTING = "Проверьте, что сайт открывается, и сообщите нам: мы проверим его ещё раз."
_LET_IN = (
    "Разрешите нашему роботу читать сайт: {how}. Либо ответьте, что согласны на проверку, "
    "и мы проверим сайт по этому согласию."
)
_OPEN = _LET_IN.format(how="уберите запрет для него из файла robots.txt")
_UNGUARD = _LET_IN.format(how="добавьте его в исключения защиты сайта")
_ADDRESS = "Проверьте адрес сайта и сообщите нам верный: тогда мы проверим сайт ещё раз."
_TO_DO = {
    "robots": _OPEN,
    "robots_unreachable": _OPEN,
    **dict.fromkeys(("challenge", "login", "http_401", "http_403", "http_429"), _UNGUARD),
    **dict.fromkeys(
        ("dns", "parked", "foreign_redirect", "not_college", "bad_url", "http_404", "not_html"),
        _ADDRESS,
    ),
    "our_failure": "Делать ничего не нужно: мы проверим сайт ещё раз.",
    "unconfirmed": "Делать ничего не нужно: о результате мы сообщим отдельно.",
}
_UNADVISED = {True: "Доработайте сайт по этому критерию.", False: "Разместите это на сайте."}


def site_fields(role: Role, result: Result, texts: Texts, due: Due) -> SiteFields:
    """What a letter says of one site."""
    scores = result.scores if result.audited else None
    return SiteFields(
        название=result.college.name,
        роль=ROLES[role],
        адрес=address(result.college.url),
        наличие=percents(share(scores.presence)) if scores else "",
        визуальная=percents(share(scores.visual)) if scores else "",
        нет_оценки="" if scores else _why(result, texts),
        что_сделать="" if scores else _TO_DO.get(result.why_unrated, _OUTLASTING),
        не_проверено=_untold(untold(result)),
        группы=_groups(missing(result), texts, due),
    )


def _why(result: Result, texts: Texts) -> str:
    if result.was_read:
        return "Результат этого сайта ещё подтверждается повторной проверкой."
    day = date_ru(result.finished_at)
    return f"{day} сайт проверить не удалось: {texts.outcome(result.why_unrated)}."


def _untold(number: int) -> str:
    if number == 0:
        return ""
    marks = count_ru(number, "критерий", "критерия", "критериев")
    return f"Ещё {marks} проверить не удалось: это не ошибки, исправлять их не нужно."


def _groups(lacking: Iterable[Verdict], texts: Texts, due: Due) -> tuple[GroupFields, ...]:
    """The remarks by group of criteria, in the methodology's order."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in lacking:
        groups.setdefault(verdict.criterion[0], []).append(verdict)
    return tuple(
        GroupFields(название=texts.group(code), замечания=_remarks(inside, texts, due))
        for code, inside in groups.items()
    )


def _remarks(lacking: Iterable[Verdict], texts: Texts, due: Due) -> tuple[RemarkFields, ...]:
    """One row for all that the same advice mends by the same day."""
    rows: dict[tuple[str | None, str], list[Verdict]] = {}
    for verdict in lacking:
        rows.setdefault((verdict.finding.advice, due(verdict)), []).append(verdict)
    return tuple(_remark(together, texts, by) for (_, by), together in rows.items())


def _remark(together: list[Verdict], texts: Texts, by: str) -> RemarkFields:
    first = together[0]
    advice = texts.advice_of(first.finding.advice)
    return RemarkFields(
        элементы=tuple(_element(one, texts) for one in together),
        совет=sentence(advice.title) if advice else _UNADVISED[first.criterion in VISUAL],
        действия=advice.what if advice else "",
        норма=advice.rule if advice else "",
        срок=by,
    )


def _element(verdict: Verdict, texts: Texts) -> str:
    """«Логотип ФП «Профессионалитет»», «Скорость загрузки сайта: 2 из 5»."""
    title = texts.criterion(verdict.criterion)
    if verdict.criterion in VISUAL:
        title += f": {verdict.finding.mark}{NBSP}из{NBSP}{verdict.out_of}"
    return title
