"""Group C: the «Профессионалитет» tab of the home page and what stands on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from criteria import look
from criteria.channels import accepted, may_be_the_projects
from criteria.decide import CARRIERS, PICTURED, decide, looked, without_section
from criteria.hosts import SHORTENERS, is_project_site, telegram_channel
from criteria.offers import listed
from criteria.pictures import partner_logo, picture_parts, project_logo
from criteria.programmes import Programme
from criteria.project import STEM
from criteria.role_words import PROGRAMMES
from criteria.roles import titled
from criteria.section import Section, tab
from criteria.sheet import Part
from site_audit.address import host_of
from site_audit.facts import Link
from site_audit.model import Criterion, Finding, Rules, Snapshot
from site_audit.text import fold

See = Callable[[Snapshot, Section, Rules], Iterator[Finding]]
_LISTS = CARRIERS | {PROGRAMMES}

# What a page says that tells of the project: two of these, and as much text as they need; three
# make up for a shorter text.
_TELLS = tuple(
    re.compile(pattern)
    for pattern in (
        r"федеральн\w+ (?:проект|программ)|государственн\w+ программ|программ\w* минпросвещ|проект минпросвещ",
        r"образовательно-производственн\w+|(?:образовательн|отраслев)\w+ (?:центр|кластер)|\bопц\b|кластер",
        r"работодател|предприяти|бизнес|завод|реальн\w+ сектор|индустри",
        r"нов\w+ (?:уров\w+|систем\w*|модел\w+|образовательн\w+ (?:программ|технолог))|перезагруз[ко]|трансформаци",
        r"(?:сокращ|интенсив|ускорен)\w*.{0,60}(?:срок|обучен|программ|подготов)|срок\w*.{0,40}сокращ|за 2-3 года|2 года",
        r"гарантирован\w*|трудоустро\w+|рабоч\w+ мест|востребован",
        r"управляющ\w+ компани",
        r"карьерн\w+ карт|наставник|амбассадор",
        r"национальн\w+ проект|нацпроект|инициатив\w+ социально-экономическ|социально-экономическ\w+ развити",
        r"\bцел(?:ь|и|ью|ей|ям|ями|ях)\b|нацелен|задач\w*|призван|направлен\w* на|суть проекта|\bмисси[яюией]|преимуществ",
        r"практик\w*|практическ\w+|современн\w+ оборудован|мастерск",
    )
)
_LEAST_SIGNS, _LEAST_TELLS = 300, 2
_FEWEST_SIGNS = 200
_PROSE = 40  # signs: a shorter line is a title or an item
_SITE_NAME = re.compile(r"япроф\.? ?рф|xn--n1abdr5c")


def _criterion(
    code: str, title: str, see: See, words: str, carriers: frozenset[str] = CARRIERS
) -> Criterion:
    def check(snapshot: Snapshot, rules: Rules) -> Finding:
        section = tab(snapshot)
        without = without_section(section, snapshot, "add_tab")
        if without is not None:
            return without
        absent = Finding(
            mark=0, reason="absent", because=words, advice=f"add_{code}", evidence=looked(section)
        )
        return decide(section, see(snapshot, section, rules), absent, carriers)

    return Criterion(id=code, group="C", title=title, check=check)


# ---------------------------------------------------------------- C1


def _check_tab(snapshot: Snapshot, rules: Rules) -> Finding:
    section = tab(snapshot)
    best = next((one for one in section.entrances if one.at_home), None)
    opens = best is not None and (best.mark == 1 or best.reason in ("placeholder", "only_document"))
    if best is not None and opens:
        because = f"На главной странице есть вкладка «{best.name}», она открывается."
        advice = "fill_tab" if best.reason == "placeholder" else None
        return Finding(
            mark=1, reason="present", because=because, advice=advice, evidence=best.evidence
        )
    without = without_section(section, snapshot, "add_tab")
    if without is not None and without.mark is None:
        return without
    if best is not None:
        advice = "open_page" if best.mark is None else f"tab_{best.reason}"
        return Finding(
            mark=best.mark,
            reason=best.reason,
            because=best.because,
            advice=advice,
            evidence=best.evidence,
        )
    other = section.best
    if other is not None and other.mark == 1:
        because = f"Страница «{other.name}» есть, но с главной страницы на неё не попасть."
        return Finding(
            mark=0,
            reason="not_from_home",
            because=because,
            advice="link_from_home",
            evidence=other.evidence,
        )
    home = snapshot.home
    evidence = (look.title_evidence(home),) if home else ()
    because = "На главной странице нет вкладки «Профессионалитет»."
    return Finding(mark=0, reason="absent", because=because, advice="add_tab", evidence=evidence)


# ---------------------------------------------------------------- C2


def _see_about(snapshot: Snapshot, section: Section, rules: Rules) -> Iterator[Finding]:
    for part in section.parts:
        tells, signs, quote = _told(part)
        named = bool(STEM.search(fold(part.title)) or any(map(STEM.search, part.lines)))
        least = _LEAST_TELLS + (not named) + (signs < _LEAST_SIGNS)
        if signs >= _FEWEST_SIGNS and tells >= least:
            evidence = (part.evidence(quote),)
            because = f"О проекте рассказано: «{evidence[0].quote.rstrip('.')}»."
            yield Finding(mark=1, reason="present", because=because, evidence=evidence)
    for part in section.core:
        tells, signs, quote = _told(part)
        if tells:
            because = f"О проекте сказано слишком мало: {signs} знаков."
            yield Finding(
                mark=0,
                reason="too_little",
                because=because,
                advice="tell_more",
                evidence=(part.evidence(quote),),
            )


def _told(part: Part) -> tuple[int, int, int]:
    """(how many signs of the project, letters of the prose, the row that says most)."""
    prose = [(row, line) for row, line in enumerate(part.lines) if len(line) >= _PROSE]
    text = "\n".join(line for _, line in prose)
    tells = [pattern for pattern in _TELLS if pattern.search(text)]
    best = max(
        prose, key=lambda item: sum(bool(one.search(item[1])) for one in tells), default=(0, "")
    )
    return len(tells), sum(len(line) for _, line in prose), best[0]


# ---------------------------------------------------------------- C3, C4


def _see_logo(snapshot: Snapshot, section: Section, rules: Rules) -> Iterator[Finding]:
    yield from project_logo(snapshot, picture_parts(section), rules)


def _see_employer(snapshot: Snapshot, section: Section, rules: Rules) -> Iterator[Finding]:
    yield from partner_logo(snapshot, picture_parts(section), rules)


# ---------------------------------------------------------------- C5, C6


def _see_site(snapshot: Snapshot, section: Section, rules: Rules) -> Iterator[Finding]:
    links = [(part, link) for part in section.parts for link in part.links]
    for part, link in links:
        if is_project_site(link.url):
            because = "Ссылка на япроф.рф есть."
            yield Finding(mark=1, reason="present", because=because, evidence=(part.link(link),))
    for part, link in links:
        if host_of(link.url) in SHORTENERS and _SITE_NAME.search(fold(link.text)):
            because = f"Куда ведёт сокращённая ссылка «{link.text}», не видно."
            yield Finding(
                mark=None,
                reason="short_link",
                because=because,
                advice="write_site",
                evidence=(part.link(link),),
            )
    yield from _broken_site(section)


def _broken_site(section: Section) -> Iterator[Finding]:
    for part in section.parts:
        for link in part.links:
            if _SITE_NAME.search(fold(link.href)) and not is_project_site(link.url):
                because = f"Адрес япроф.рф в ссылке записан неверно: «{link.href}»."
                yield Finding(
                    mark=0,
                    reason="broken_href",
                    because=because,
                    advice="write_site",
                    evidence=(part.link(link),),
                )
    for part in section.parts:
        for row, line in enumerate(part.lines):
            if _SITE_NAME.search(line):
                because = "Адрес япроф.рф написан текстом, по нему нельзя перейти."
                yield Finding(
                    mark=0,
                    reason="plain_text",
                    because=because,
                    advice="write_site",
                    evidence=(part.evidence(row),),
                )


def _see_channel(snapshot: Snapshot, section: Section, rules: Rules) -> Iterator[Finding]:
    links = [
        (part, link, name)
        for part in section.parts
        for link in _links(part)
        if (name := telegram_channel(link.url, link.href))
    ]
    good = accepted(rules, snapshot.taken_at.date())
    for part, link, name in links:
        if name in good:
            because = f"Ссылка на канал проекта есть: t.me/{name}."
            yield Finding(mark=1, reason="present", because=because, evidence=(part.link(link),))
    for part, link, name in links:
        if may_be_the_projects(name, link.text, snapshot):
            because = f"Ссылка ведёт на канал t.me/{name}: проекта ли он, решит человек."
            yield Finding(
                mark=None,
                reason="other_channel",
                because=because,
                advice="write_channel",
                evidence=(part.link(link),),
            )
    for part, link, name in links:
        because = f"Ссылка ведёт на другой канал: t.me/{name}."
        yield Finding(
            mark=0,
            reason="own_channel",
            because=because,
            advice="write_channel",
            evidence=(part.link(link),),
        )


def _links(part: Part) -> Iterator[Link]:
    """Links of a part, those included that only an application opens."""
    yield from part.links
    if part.page is not None and part.page.kind != "document" and "#" not in part.url:
        yield from (link for link in part.page.facts.links if link.href.lower().startswith("tg:"))


# ---------------------------------------------------------------- C7


def _see_programmes(snapshot: Snapshot, section: Section, rules: Rules) -> Iterator[Finding]:
    for part in section.parts:
        found = _offered(part)
        if found:
            yield listed(part, found, "Программы проекта названы")


def _offered(part: Part) -> list[Programme]:
    sure = [one for one in part.programmes if one.sure]
    if sure:
        return sure
    titles = (part.title, *part.headings)
    is_list = any(PROGRAMMES in titled(title) for title in titles)
    return list(part.programmes) if is_list or len(part.programmes) > 1 else []


TAB_CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        id="C1",
        group="C",
        title="Наличие вкладки «Профессионалитет» на главной странице",
        check=_check_tab,
    ),
    _criterion(
        "C2", "Общая информация о ФП «Профессионалитет»", _see_about,
        "На вкладке не рассказано, что такое федеральный проект «Профессионалитет».",
    ),
    _criterion(
        "C3", "Логотип ФП «Профессионалитет» во вкладке", _see_logo,
        "Логотипа ФП «Профессионалитет» на вкладке нет.", PICTURED,
    ),
    _criterion(
        "C4", "Логотип опорного работодателя", _see_employer,
        "Логотипа опорного работодателя на вкладке нет.", PICTURED,
    ),
    _criterion(
        "C5", "Гиперссылка на сайт япроф.рф", _see_site,
        "Ссылки на сайт япроф.рф на вкладке нет.",
    ),
    _criterion(
        "C6", "Гиперссылка на Телеграм-канал ФП «Профессионалитет»", _see_channel,
        "Ссылки на Телеграм-канал проекта на вкладке нет.",
    ),
    _criterion(
        "C7", "Перечень специальностей, реализуемых в рамках ФП «Профессионалитет»", _see_programmes,
        "Специальностей и профессий проекта на вкладке не названо.", _LISTS,
    ),
)  # fmt: skip
