"""What a section offers: lists of programmes, and of those the project's."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.programmes import Programme
from criteria.project import STEM, coloured, of_project
from criteria.role_words import PROGRAMMES
from criteria.roles import titled
from criteria.section import Section
from criteria.sheet import Part
from site_audit.model import Finding

_MIN_CODES, _MIN_NAMES = 2, 3
_SHOWN = 4  # programmes named in the words of a mark


def see_programmes(section: Section) -> Iterator[Finding]:
    """Lists of programmes in the section, the nearest first."""
    for part in section.parts:
        found = [one for one in part.programmes if one.sure or len(part.programmes) >= _MIN_NAMES]
        if _is_list(part, found):
            yield listed(part, found, "Перечень программ есть")
    together = [(part, one) for part in section.parts for one in part.programmes if one.sure]
    if len({one.name for _, one in together}) >= _MIN_NAMES:
        part = together[0][0]
        yield listed(part, [one for _, one in together], "Программы названы")


def _is_list(part: Part, found: list[Programme]) -> bool:
    codes = {one.code for one in found if one.code}
    names = {one.name for one in found}
    if len(codes) >= _MIN_CODES or len(names) >= _MIN_NAMES:
        return True
    titles = (part.title, *part.headings)
    return bool(codes) and any(PROGRAMMES in titled(title) for title in titles)


def listed(part: Part, found: list[Programme], words: str) -> Finding:
    """The finding of programmes that a part names."""
    first = found[0].row
    names = list(dict.fromkeys(f"{one.code} {one.name}".strip() for one in found))
    more = f" и ещё {len(names) - _SHOWN}" if len(names) > _SHOWN else ""
    because = f"{words}: {'; '.join(names[:_SHOWN])}{more}."
    return Finding(
        mark=1,
        reason="in_document" if part.is_document else "present",
        because=because,
        advice="add_text_too" if part.is_document else None,
        evidence=(part.evidence(first if first < len(part.rows) else None),),
    )


def list_row(part: Part) -> int | None:
    """The row at which a list of programmes begins, if there is one."""
    codes = [one for one in part.programmes if one.code]
    return codes[0].row if len(codes) >= _MIN_CODES else None


def see_project_programmes(section: Section) -> Iterator[Finding]:
    """Programmes that the section shows as those of «Профессионалитет»."""
    for part in section.parts:
        shown = list(of_project(part))
        found = [one for one in shown if one.sure] or (shown if len(shown) > 1 else [])
        if found:
            yield listed(part, found, "Программы «Профессионалитета» выделены")
    for part in section.parts:
        legend = coloured(part)
        if legend is not None:
            yield _by_colour(part, legend)
    for part in section.parts:
        said = next((row for row, line in enumerate(part.lines) if STEM.search(line)), None)
        if said is not None:
            yield Finding(
                mark=0,
                reason="named_only",
                because="«Профессионалитет» упомянут, но программы при нём не названы.",
                advice="list_B3",
                evidence=(part.evidence(said),),
            )


def _by_colour(part: Part, legend: int) -> Finding:
    shown = part.evidence(legend)
    return Finding(
        mark=1,
        reason="in_document" if part.is_document else "present",
        because=f"Программы «Профессионалитета» отмечены: «{shown.quote.rstrip('.')}».",
        advice="add_text_too" if part.is_document else None,
        evidence=(shown,),
    )
