"""What is seen and not scored, for notes and common errors.

Subsections that order 1493 adds; what the common errors of the ranking speak of; how fresh a site
is and with what it is made.
"""

from __future__ import annotations

from collections.abc import Callable

from criteria.admission_year import admission_year
from criteria.careers import career_maps
from criteria.freshness import newest_news
from criteria.home_logo import clickable_logo
from criteria.industries import industries
from criteria.subsections import CATERING, EDUCATION, GRANTS, STANDARDS, subsection
from criteria.vendor import vendor
from site_audit.model import Criterion, Finding, Rules, Snapshot


def _observed(code: str, title: str, check: Callable[[Snapshot, Rules], Finding]) -> Criterion:
    return Criterion(id=code, group="O", title=title, check=check)


OBSERVED: tuple[Criterion, ...] = (
    *(
        _observed(code, spec.title, subsection(spec))
        for code, spec in (
            ("education", EDUCATION),
            ("standards", STANDARDS),
            ("grants", GRANTS),
            ("catering", CATERING),
        )
    ),
    _observed("career_maps", "Карьерные карты выпускника", career_maps),
    _observed("industries", "Отрасли проекта на вкладке «Профессионалитет»", industries),
    _observed(
        "clickable_logo",
        "Логотип «Профессионалитета» на главной странице со ссылкой на вкладку или сайт проекта",
        clickable_logo,
    ),
    _observed("newest_news", "Дата последней новости", newest_news),
    _observed("admission_year", "Нынешний год приёма в разделе для поступающих", admission_year),
    _observed("vendor", "Признаки системы управления сайтом или площадки", vendor),
)
