"""Logos among the pictures of a section's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from criteria.logos import Told, file_of
from criteria.section import Section
from criteria.sheet import Part
from criteria.sight import glimpse_of, partner, project, seen_how
from site_audit.facts import Image
from site_audit.glimpse import Glimpse
from site_audit.model import Finding, Rules, Snapshot

_GONE = (404, 410)
Tell = Callable[[Image, Glimpse | None], Told]


def picture_parts(section: Section) -> tuple[Part, ...]:
    """The parts of a section whose pictures count; those that menus list are another's."""
    return (*section.core, *section.near)


def project_logo(snapshot: Snapshot, parts: Iterable[Part], rules: Rules) -> Iterator[Finding]:
    """The logo of «Профессионалитет» on the pages of a section."""
    looked = _looked_at(snapshot, parts, rules)
    yield from _seen(snapshot, looked, project, "Логотип ФП «Профессионалитет»")


def partner_logo(snapshot: Snapshot, parts: Iterable[Part], rules: Rules) -> Iterator[Finding]:
    """The logo of an employer on the pages of a section."""

    def tell(picture: Image, glimpse: Glimpse | None) -> Told:
        return partner(picture, glimpse, snapshot.college)

    yield from _seen(snapshot, _looked_at(snapshot, parts, rules), tell, "Логотип партнёра")


_Shown = tuple[Part, Image, Glimpse | None]
"""A picture, where it stands, and what was seen on it."""


def _looked_at(snapshot: Snapshot, parts: Iterable[Part], rules: Rules) -> Iterator[_Shown]:
    for part in parts:
        for picture in part.pictures:
            yield part, picture, glimpse_of(snapshot, picture, rules)


def _seen(snapshot: Snapshot, looked: Iterable[_Shown], tell: Tell, what: str) -> Iterator[Finding]:
    doubts = []
    for part, picture, glimpse in looked:
        told = tell(picture, glimpse)
        if told == "no":
            continue
        if _is_broken(snapshot, picture):
            doubts.append(_broken(part, picture, what))
        elif told == "logo":
            because = f"{what} есть: {_name(picture)}.{seen_how(glimpse)}"
            yield Finding(
                mark=1, reason="present", because=because, evidence=(part.picture(picture),)
            )
        else:
            doubts.append(_maybe(part, picture, what))
    yield from doubts


def _is_broken(snapshot: Snapshot, picture: Image) -> bool:
    """Whether a picture was asked for and is not there; one that was not counts by its words."""
    page = snapshot.by_url.get(picture.url) if picture.url else None
    return page is not None and (page.status in _GONE or page.kind in ("soft_404", "content"))


def _broken(part: Part, picture: Image, what: str) -> Finding:
    because = f"{what} стоит на странице, но картинка не открывается: {picture.url}"
    return Finding(
        mark=0,
        reason="picture_broken",
        because=because,
        advice="fix_picture",
        evidence=(part.picture(picture),),
    )


def _maybe(part: Part, picture: Image, what: str) -> Finding:
    because = (
        f"{what}, возможно, есть, но ни по подписи, ни по виду картинки этого не понять: "
        f"{_name(picture)}."
    )
    return Finding(
        mark=None,
        reason="picture_may_be",
        because=because,
        advice="name_picture",
        evidence=(part.picture(picture),),
    )


def _name(picture: Image) -> str:
    said = picture.alt or picture.title or picture.label
    if said:
        return f"«{said}»"
    return f"файл «{file_of(picture.url)[:80]}»" if picture.url else "картинка без подписи"
