"""Writes ``docs/methodology.md`` from ``criteria/``: ``python docs/build_methodology.py``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from criteria import (
    CRITERIA,
    EDITIONS,
    OBSERVED,
    money,
    offers,
    role_words,
    sheet,
    subsections,
    tab,
    texts_for,
)
from criteria.channels import CHANNELS
from criteria.editions import DETECTORS
from criteria.norms import NORMS
from criteria.programmes import classifier
from criteria.role_words import (
    ADMISSION,
    ADMISSION_RULES,
    CLUSTER,
    PRICES,
    PROGRAMMES,
    SECTION,
    TAB,
    WORDS,
    Words,
)
from criteria.speed import CURVES
from criteria.subsection import Subsection
from criteria.texts import GROUPS, OUTCOMES
from site_audit.archives import transcripts
from site_audit.documents import clerk, library, reading
from site_audit.logos import tour, wordmark
from site_audit.model import Criterion, Norm
from site_audit.texts import UNSEEN
from site_audit.words import count_ru, number_ru

HERE = Path(__file__).parent
PAGE = HERE / "methodology.md"
ACCURACY = HERE.parent / "criteria" / "accuracy.toml"
EFFORTS = {1: "поправить ссылку", 2: "создать страницу", 3: "больше страницы"}
OTHER_STATUS = "сервер отвечает отказом"
DECK, NEWEST = EDITIONS["2023"], EDITIONS["2025"]

# Which subsections satisfy a criterion: one each, but for the two that may be found together.
SATISFIED_BY: dict[str, tuple[Subsection, ...]] = {
    "A1": (subsections.COMMON,),
    "A2": (subsections.STRUCT,),
    "A3": (subsections.DOCUMENT,),
    "A4": (subsections.STAFF, subsections.MANAGERS, subsections.EMPLOYEES),
    "A5": (subsections.OBJECTS,),
    "A6": (subsections.PAID,),
    "A7": (subsections.BUDGET,),
    "A8": (subsections.VACANT,),
    "A9": (subsections.ACCESS,),
    "A10": (subsections.INTER,),
    "education": (subsections.EDUCATION,),
    "standards": (subsections.STANDARDS,),
    "grants": (subsections.GRANTS,),
    "catering": (subsections.CATERING,),
}

SECTIONS = (
    ("раздел для поступающих", ADMISSION),
    ("вкладка «Профессионалитет»", TAB),
    ("кластер", CLUSTER),
    ("специальности, план приёма", PROGRAMMES),
    ("стоимость обучения", PRICES),
    ("правила приёма", ADMISSION_RULES),
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A criterion of the page; ``other`` is its title in the newest edition when that differs."""

    id: str
    title: str
    other: str
    out_of: int


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group of criteria; ``built`` tells whether this version judges them."""

    code: str
    title: str
    criteria: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Names:
    """What a link to a subsection may be called, and how its address may end."""

    code: str
    titles: tuple[str, ...]
    slugs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """How a criterion agrees with a person on sites of one kind; shares in per cent, as text."""

    right: int
    sure: int
    precision: str
    recall: str


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How a criterion agrees with a person on fixture sites and on real ones."""

    code: str
    own: Measured
    real: Measured


@dataclass(frozen=True, kw_only=True)
class Accuracy:
    """What ``make gold`` measured last; ``own`` and ``real`` are numbers of sites."""

    day: date
    detectors: str
    own: int
    real: int
    rows: tuple[Agreement, ...]
    marks: dict[str, int]


def page() -> str:
    """The page as it must stand in ``docs/methodology.md``."""
    room = Environment(
        loader=FileSystemLoader(HERE),
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
    )
    room.filters["number"] = number_ru
    texts = texts_for(NEWEST)
    families = ("unseen_", "not_audited_")
    return room.get_template("methodology.md.j2").render(
        detectors=DETECTORS,
        editions=tuple(EDITIONS.values()),
        groups=tuple(_group(code, title) for code, title in GROUPS),
        accepted=tuple(_accepted()),
        sections=tuple(_sections()),
        figures=_figures(),
        channels=[(since, url.partition("://")[2]) for since, url in CHANNELS],
        accuracy=_accuracy(),
        reasons=[pair for pair in texts.reasons if not pair[0].startswith(families)],
        outcomes=tuple(_outcomes()),
        other_status=OTHER_STATUS,
        advices=texts.advice,
        visual=_visual(),
        curves=CURVES,
        bands=NEWEST.speed_bands,
        caps=NEWEST.weight_caps,
        efforts=EFFORTS,
    )


def _group(code: str, title: str) -> Group:
    mine = [one for one in (*CRITERIA, *OBSERVED) if one.group == code]
    return Group(
        code=code,
        title=title,
        criteria=tuple(map(_line, mine)),
    )


def _visual() -> list[tuple[str, str, list[Norm]]]:
    """(code, title, checks) of each visual criterion that is made of checks."""
    titles = dict(NEWEST.titles)
    codes = dict.fromkeys(norm.criterion for norm in NORMS)
    return [(code, titles[code], [n for n in NORMS if n.criterion == code]) for code in codes]


def _line(one: Criterion) -> Line:
    title = dict(DECK.titles).get(one.id, one.title)
    newest = dict(NEWEST.titles).get(one.id, title)
    other = newest if newest != title else ""
    return Line(id=one.id, title=title, other=other, out_of=one.out_of)


def _accepted() -> list[Names]:
    words = {one.role.id: one for one in WORDS}
    section = _names("раздел", (words[SECTION],))
    roles = [
        (code, tuple(words[spec.role] for spec in specs)) for code, specs in SATISFIED_BY.items()
    ]
    return [section, *(_names(code, known) for code, known in roles)]


def _sections() -> list[Names]:
    words = {one.role.id: one for one in WORDS}
    return [_names(title, (words[role],)) for title, role in SECTIONS]


def _figures() -> dict[str, str]:
    """The bounds that the prose names, as they stand in the code."""
    admission, its_tab = (role_words._PARTS[role].enough for role in (ADMISSION, TAB))
    known = {
        "share": round(sheet._SHARE * 100),
        "few": sheet._FEW,
        "codes": offers._MIN_CODES,
        "names": offers._MIN_NAMES,
        "price_from": money._LOWEST,
        "price_to": money._HIGHEST,
        "price_far": money._FAR - 1,
        "about_signs": tab._LEAST_SIGNS,
        "about_fewest": tab._FEWEST_SIGNS,
        "about_tells": tab._LEAST_TELLS,
        "documents": library.Bounds().documents,
        "scanned": transcripts._SEARCHED.scanned_pages,
        "seconds": int(clerk.SECONDS),
        "pages": reading.MAX_PAGES,
        "pictures": tour.MOST,
        "wordmark": round(wordmark.LEAST * 100),
        "admission_parts": admission,
        "tab_parts": its_tab,
    }
    told = {name: number_ru(value) for name, value in known.items()}
    return told | {"classifier": count_ru(len(classifier()), "код", "кода", "кодов")}


def _accuracy() -> Accuracy:
    told = tomllib.loads(ACCURACY.read_text("utf-8"))
    own, real = told["own"], told["real"]
    return Accuracy(
        day=told["date"],
        detectors=told["detectors"],
        own=own.pop("sites"),
        real=real.pop("sites"),
        marks=told["marks"]["judging"],
        rows=tuple(
            Agreement(code=code, own=_measured(own[code]), real=_measured(real[code]))
            for code in own
        ),
    )


def _measured(figures: dict[str, Any]) -> Measured:
    return Measured(
        right=figures["right"],
        sure=figures["sure"],
        precision=_share(figures.get("precision")),
        recall=_share(figures.get("recall")),
    )


def _share(value: float | None) -> str:
    """A share in per cent, never rounded up: «99,1 %»; a dash where there was nothing to share."""
    if value is None:
        return "—"
    tenths = int(round(value * 10_000, 1) // 10)
    whole = tenths % 10 == 0
    return f"{number_ru(tenths // 10 if whole else tenths / 10)} %"


def _names(code: str, known: tuple[Words, ...]) -> Names:
    return Names(
        code=code,
        titles=tuple(title for one in known for title in one.spelled),
        slugs=tuple(dict.fromkeys(slug for one in known for slug in one.slugs)),
    )


def _outcomes() -> list[tuple[str, str]]:
    known = UNSEEN | dict(OUTCOMES)
    return [pair for pair in known.items() if not pair[1].startswith(OTHER_STATUS)]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
