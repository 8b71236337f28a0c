"""Writes ``docs/methodology.md`` from ``criteria/``: ``python docs/build_methodology.py``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from criteria import CRITERIA, EDITIONS, OBSERVED, subsections, texts_for
from criteria.editions import DETECTORS
from criteria.roles import SECTION, WORDS, Words
from criteria.scored import BUILT
from criteria.subsection import Subsection
from criteria.texts import GROUPS, OUTCOMES
from site_audit.model import Criterion
from site_audit.texts import UNSEEN

HERE = Path(__file__).parent
PAGE = HERE / "methodology.md"
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
    built: bool


@dataclass(frozen=True, kw_only=True)
class Names:
    """What a link to a subsection may be called, and how its address may end."""

    code: str
    titles: tuple[str, ...]
    slugs: tuple[str, ...]


def page() -> str:
    """The page as it must stand in ``docs/methodology.md``."""
    room = Environment(
        loader=FileSystemLoader(HERE),
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
    )
    texts = texts_for(NEWEST)
    families = ("unseen_", "not_audited_")
    return room.get_template("methodology.md.j2").render(
        detectors=DETECTORS,
        editions=tuple(EDITIONS.values()),
        groups=tuple(_group(code, title) for code, title in GROUPS),
        accepted=tuple(_accepted()),
        reasons=[pair for pair in texts.reasons if not pair[0].startswith(families)],
        outcomes=tuple(_outcomes()),
        other_status=OTHER_STATUS,
        advices=texts.advice,
        efforts=EFFORTS,
    )


def _group(code: str, title: str) -> Group:
    mine = [one for one in (*CRITERIA, *OBSERVED) if one.group == code]
    return Group(
        code=code,
        title=title,
        criteria=tuple(map(_line, mine)),
        built=all(one.id in BUILT for one in mine),
    )


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
