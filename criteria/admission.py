"""Group B: the admission section and what stands in it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

from criteria import look
from criteria.decide import CARRIERS, PICTURED, decide, looked, without_section
from criteria.forms import names_form
from criteria.funding import names_funding
from criteria.money import price_rows
from criteria.offers import list_row, see_programmes, see_project_programmes
from criteria.pictures import partner_logo, picture_parts, project_logo
from criteria.role_words import ADMISSION, ADMISSION_RULES, PRICES, PROGRAMMES
from criteria.roles import titled
from criteria.section import Section, admission
from criteria.sheet import Part, page_part
from criteria.tab_link import see_link
from site_audit import address
from site_audit.facts import Link
from site_audit.model import Criterion, Evidence, Finding, Rules, Snapshot
from site_audit.text import fold

_LISTS = CARRIERS | {PROGRAMMES, ADMISSION_RULES}
_PRICED = CARRIERS | {PRICES}
_STORES = ("disk.yandex.", "cloud.mail.ru", "drive.google.", "docs.google.", "yadi.sk")

See = Callable[[Snapshot, Section, Rules], Iterator[Finding]]


def _criterion(
    code: str, title: str, see: See, words: str, carriers: frozenset[str] = _LISTS
) -> Criterion:
    """A criterion of the section: ``words`` say what was not found there."""

    def check(snapshot: Snapshot, rules: Rules) -> Finding:
        section = admission(snapshot)
        without = without_section(section, snapshot, "add_admission")
        if without is not None:
            return without
        absent = Finding(
            mark=0, reason="absent", because=words, advice=f"add_{code}", evidence=looked(section)
        )
        return decide(section, see(snapshot, section, rules), absent, carriers)

    return Criterion(id=code, group="B", title=title, check=check)


# ---------------------------------------------------------------- B1


def _check_section(snapshot: Snapshot, rules: Rules) -> Finding:
    section = admission(snapshot)
    best = section.best
    if best is not None and best.mark == 1:
        old = look.old_year(snapshot.taken_at.year, best.name)
        return Finding(
            mark=1,
            reason="old_year" if old else best.reason,
            because=best.because,
            advice="name_this_year" if old else None,
            evidence=best.evidence,
        )
    without = without_section(section, snapshot, "add_admission")
    if without is not None and without.mark is None:
        return without
    if best is not None:
        return Finding(
            mark=best.mark,
            reason=best.reason,
            because=best.because,
            advice="open_page" if best.mark is None else f"section_{best.reason}",
            evidence=best.evidence,
        )
    home = snapshot.home
    because = "Ни одна ссылка сайта не ведёт в раздел для поступающих."
    evidence = (look.title_evidence(home),) if home else ()
    return Finding(
        mark=0, reason="absent", because=because, advice="add_admission", evidence=evidence
    )


# ---------------------------------------------------------------- B2, B3


def _see_programmes(snapshot: Snapshot, section: Section, rules: Rules) -> Iterator[Finding]:
    yield from see_programmes(section)
    yield from _elsewhere(snapshot, section, list_row, "programmes")


def _see_project_programmes(
    snapshot: Snapshot, section: Section, rules: Rules
) -> Iterator[Finding]:
    yield from see_project_programmes(section)


# ---------------------------------------------------------------- B5, B6, B7


def _see_forms(snapshot: Snapshot, section: Section, rules: Rules) -> Iterator[Finding]:
    yield from _see_rows(section, names_form, "Форма обучения названа")
    yield from _elsewhere(snapshot, section, lambda part: _first(part, names_form), "forms")


def _see_funding(snapshot: Snapshot, section: Section, rules: Rules) -> Iterator[Finding]:
    yield from _see_rows(section, names_funding, "Финансирование названо")
    yield from _elsewhere(snapshot, section, lambda part: _first(part, names_funding), "funding")


def _first(part: Part, says: Callable[[tuple[str, ...]], bool]) -> int | None:
    folded = part.cells
    found = next((number for number, cells in enumerate(folded) if says(cells)), None)
    if found is not None or not part.is_document:
        return found
    broken = itertools.pairwise(folded)  # a sentence that goes on in the next line
    return next(
        (
            number
            for number, (one, other) in enumerate(broken)
            if says((f"{' '.join(one)} {' '.join(other)}",))
        ),
        None,
    )


def _see_rows(
    section: Section, says: Callable[[tuple[str, ...]], bool], words: str
) -> Iterator[Finding]:
    for part in section.parts:
        row = _first(part, says)
        if row is not None:
            evidence = part.evidence(row)
            yield Finding(
                mark=1,
                reason="present",
                because=f"{words}: «{evidence.quote.rstrip('.')}».",
                evidence=(evidence,),
            )


def _see_price(snapshot: Snapshot, section: Section, rules: Rules) -> Iterator[Finding]:
    for part in section.parts:
        row = _prices(part)
        if row is not None:
            evidence = part.evidence(row)
            because = f"Стоимость обучения указана: «{evidence.quote.rstrip('.')}»."
            yield Finding(mark=1, reason="present", because=because, evidence=(evidence,))
    for part in section.parts:
        for link in part.links:
            found = _price_file(snapshot, part, link)
            if found is not None:
                yield found
    yield from _elsewhere(snapshot, section, _prices, "price")


def _prices(part: Part) -> int | None:
    """The row with a price; the title of the page is read as the row before the first."""
    rows = price_rows((fold(part.title), *part.lines))
    return next((row - 1 for row in rows if row), None)


def _price_file(snapshot: Snapshot, part: Part, link: Link) -> Finding | None:
    """A link called after the price: what stands in the document behind it need not be read."""
    if PRICES not in titled(link.text):
        return None
    page = look.opened(snapshot, link)
    stored = any(store in address.host_of(link.url) for store in _STORES)
    picture = address.is_asset(link.url)
    if stored or picture or (page is not None and page.kind in ("document", "other")):
        because = f"Стоимость обучения — документ «{link.text}»."
        evidence: tuple[Evidence, ...] = (part.link(link),)
        if page is not None:
            evidence += (Evidence(kind="document", url=page.url, clicks=page.clicks),)
        return Finding(
            mark=1, reason="in_document", because=because, advice="add_text_too", evidence=evidence
        )
    if page is not None and (page.status in (404, 410) or page.kind == "soft_404"):
        because = f"Ссылка «{link.text}» есть, но документ не открывается."
        return Finding(
            mark=0,
            reason="target_404",
            because=because,
            advice="fix_link",
            evidence=(part.link(link),),
        )
    return None


def _elsewhere(
    snapshot: Snapshot, section: Section, row_of: Callable[[Part], int | None], what: str
) -> Iterator[Finding]:
    """A near miss: what is asked for stands on the home page and not in the section."""
    home = page_part(snapshot, snapshot.home) if snapshot.home else None
    row = row_of(home) if home is not None else None
    if home is not None and row is not None:
        yield Finding(
            mark=0,
            reason="elsewhere",
            because="Это есть на главной странице, но не в разделе для поступающих.",
            advice=f"move_{what}",
            evidence=(home.evidence(row),),
        )


# ---------------------------------------------------------------- B4, B8, B9


def _see_partner(snapshot: Snapshot, section: Section, rules: Rules) -> Iterator[Finding]:
    yield from partner_logo(snapshot, picture_parts(section), rules)


def _see_project_logo(snapshot: Snapshot, section: Section, rules: Rules) -> Iterator[Finding]:
    yield from project_logo(snapshot, picture_parts(section), rules)


ADMISSION_CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        id="B1",
        group="B",
        title="Отдельный раздел на сайте по Приемной кампании",
        check=_check_section,
    ),
    _criterion(
        "B2", "Перечень реализуемых программ", _see_programmes,
        "Перечня специальностей и профессий в разделе для поступающих нет.",
    ),
    _criterion(
        "B3", "Перечень реализуемых программ в рамках ФП «Профессионалитет»", _see_project_programmes,
        "Программы «Профессионалитета» в разделе для поступающих не выделены.",
    ),
    _criterion(
        "B4", "Указание партнера (логотип)", _see_partner,
        "Логотипа предприятия-партнёра в разделе для поступающих нет.", PICTURED,
    ),
    _criterion(
        "B5", "Указание форм обучения", _see_forms,
        "Форма обучения (очная, заочная) в разделе для поступающих не названа.",
    ),
    _criterion(
        "B6", "Указание финансирования", _see_funding,
        "В разделе для поступающих не сказано, бюджетные это места или платные.",
    ),
    _criterion(
        "B7", "Указание стоимости обучения", _see_price,
        "Стоимость обучения в разделе для поступающих не указана.", _PRICED,
    ),
    _criterion(
        "B8", "Логотип ФП «Профессионалитет»", _see_project_logo,
        "Логотипа ФП «Профессионалитет» в разделе для поступающих нет.", PICTURED,
    ),
    _criterion(
        "B9", "Гиперссылка на вкладку «Профессионалитет»", see_link,
        "Ссылки на вкладку «Профессионалитет» в разделе для поступающих нет.",
        frozenset({ADMISSION}),
    ),
)  # fmt: skip
