"""How a criterion of a section comes to its mark: what was found, what was not read, what is near.

One sure finding decides. Without one, whatever belongs to the section, could carry the element and
was not read makes the mark unknown; only then is the element absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from criteria import look
from criteria.entrance import only_rules
from criteria.hosts import unwrapped
from criteria.role_words import ADMISSION, ADMISSION_PART, FILE, PRICES, PROGRAMMES, TAB, TAB_PART
from criteria.section import TELLING, Section, Unread
from site_audit.address import is_document
from site_audit.model import Evidence, Finding, Snapshot
from site_audit.text import fold

CARRIERS = frozenset({ADMISSION, ADMISSION_PART, TAB, TAB_PART})
"""Roles of pages that could carry any element of their section."""
_UNREAD = {
    "scan_unread": "Документ «{}» — скан, который не удалось распознать.",
    "scan_no_ocr": "Документ «{}» — скан, а программы для распознавания нет.",
    "scan_budget": "Документ «{}» — скан, до распознавания которого не дошла очередь.",
    "partly_read": "Документ «{}» прочитан не весь.",
    "no_text": "В документе «{}» нет текста.",
    "damaged": "Документ «{}» повреждён.",
    "encrypted": "Документ «{}» закрыт паролем.",
    "unknown_format": "Документ «{}» — в формате, который программа не читает.",
    "too_large": "Документ «{}» слишком велик.",
    "too_slow": "Документ «{}» читается слишком долго.",
    "reader_died": "Документ «{}» прочитать не удалось.",
    "budget": "До документа «{}» не дошла очередь.",
    "time": "На документ «{}» не хватило времени.",
    "not_read": "Документ «{}» прочитать не удалось.",
}
_MOST_EVIDENCE = 3
_OF_OTHERS = re.compile(  # names of sub-pages that hold no programmes, forms, funding, prices
    r"партнер|работодател|предприят|общежит|контакт|адрес|проезд|график|распис|режим|вопрос|новост|отзыв|галере|фото|видео|результат|рейтинг"
    r"|зачислен|подавш|рекоменд|заявлени|согласи|бланк|апелляц|медицин|льгот|целев|олимпиад|дн[ия] открытых|день открытых|подготовительн|госуслуг|подать|документы"
)

_SPEAKS_OF = {  # words in the name of a document that is not called as such documents are
    PROGRAMMES: re.compile(
        r"специальност|професси(?:[яийюе]|ям)\b|(?:образовательн|учебн)\w+ программ|\b(?:перечень|список)\b(?! (?:\w+ )?документ)"
    ),
    PRICES: re.compile(r"стоимост|прейскурант|калькуляц|\bцен[аы]\b|\bо?плат[аеы]\b"),
}
PICTURES = "pictures"
PICTURED = CARRIERS | {PICTURES}
"""Of what is a picture: no document carries it."""


def decide(
    section: Section, findings: Iterable[Finding], absent: Finding, carriers: frozenset[str]
) -> Finding:
    """The finding of a criterion on a section that was found.

    ``findings`` are what was seen: 1 the element, None what may be it, 0 what is nearly it;
    ``absent`` is what is said when nothing was seen, ``carriers`` are the roles of pages and
    documents that could hold the element.
    """
    seen = tuple(findings)
    sure = next((one for one in seen if one.mark == 1), None)
    if sure is not None:
        return _shown(sure)
    maybe = next((one for one in seen if one.mark is None), None)
    if maybe is not None:
        return _shown(maybe)
    unread = next(_could_carry(section, carriers), None)
    if unread is not None:
        return _doubt(unread)
    return _shown(next(iter(seen), absent))


def _shown(found: Finding) -> Finding:
    return replace(found, evidence=found.evidence[:_MOST_EVIDENCE])


def _could_carry(section: Section, carriers: frozenset[str]) -> Iterator[Unread]:
    for unread in section.unread:
        if PICTURES in carriers and _is_document(unread):
            continue
        telling = unread.roles & TELLING | _spoken_of(unread)
        if telling and not carriers.isdisjoint(telling):
            yield unread
        elif telling or carriers.isdisjoint(unread.roles):
            continue
        elif PROGRAMMES not in carriers or not _OF_OTHERS.search(fold(unread.name)):
            yield unread


def _spoken_of(unread: Unread) -> frozenset[str]:
    """The roles that a document without one may have by words of its name."""
    name = fold(unread.name)
    if FILE not in unread.roles or _OF_OTHERS.search(name):
        return frozenset()
    return frozenset(role for role, words in _SPEAKS_OF.items() if words.search(name))


def _is_document(unread: Unread) -> bool:
    return is_document(unwrapped(unread.url))


def _doubt(unread: Unread) -> Finding:
    document = _is_document(unread) and unread.why in _UNREAD
    if document:
        words = _UNREAD[unread.why]
    elif unread.why == "needs_browser":
        words = "Страницу «{}» рисует только JavaScript."
    else:
        words = "Не удалось прочитать: «{}»."
    return Finding(
        mark=None,
        reason="document_unread" if document else f"unseen_{unread.why}",
        because=words.format(unread.name or unread.url),
        advice="text_instead_of_scan" if document else "open_page",
        evidence=(Evidence(kind="unseen", url=unread.url, quote=unread.name),),
    )


def without_section(section: Section, snapshot: Snapshot, advice: str) -> Finding | None:
    """The finding where the section itself is absent or in doubt; None where it was found."""
    if section.core:
        return None
    home = snapshot.home
    best = section.best
    if home is not None and home.kind == "shell":
        return _unsure(
            "needs_browser",
            "Главную страницу рисует только JavaScript.",
            (look.title_evidence(home),),
        )
    if section.in_doubt and best is not None:
        return _unsure(best.reason, best.because, best.evidence)
    entrance = next((one for one in section.unread if _is_entrance(one, section)), None)
    if entrance is not None:
        return replace(_doubt(entrance), because="Раздел прочитать не удалось.")
    rules = only_rules(snapshot) if section.role == ADMISSION and best is None else None
    if rules is not None:
        because = "Раздела для поступающих нет, но есть «{}»: раздел ли это, решит человек."
        shown = (look.link_evidence(rules),)
        return _unsure("only_rules", because.format(rules[0].text), shown, advice)
    return Finding(
        mark=0,
        reason="no_section",
        because=_NO_SECTION[section.role],
        advice=advice,
        evidence=best.evidence if best else ((look.title_evidence(home),) if home else ()),
    )


def _unsure(
    reason: str, because: str, evidence: tuple[Evidence, ...], advice: str = "open_page"
) -> Finding:
    return Finding(mark=None, reason=reason, because=because, advice=advice, evidence=evidence)


def _is_entrance(unread: Unread, section: Section) -> bool:
    """Whether what was not read may be the section itself: no list and no document of it."""
    named = section.role in unread.roles and not unread.roles & TELLING
    return named and not _is_document(unread)


_NO_SECTION = {
    ADMISSION: "Раздела для поступающих на сайте не найдено, поэтому искать в нём нечего.",
    TAB: "Вкладки «Профессионалитет» на сайте не найдено, поэтому искать на ней нечего.",
}


def looked(section: Section) -> tuple[Evidence, ...]:
    """Evidence of a full search: the parts that were read, the nearest first."""
    return tuple(part.evidence() for part in section.parts[:_MOST_EVIDENCE])
