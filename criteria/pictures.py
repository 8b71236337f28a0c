"""Logos among the pictures of a section's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from criteria.logos import Told, file_of
from criteria.sheet import Part
from criteria.sight import glimpse_of, partner, project
from site_audit.facts import Image
from site_audit.model import Finding, Snapshot

_GONE = (404, 410)


def project_logo(snapshot: Snapshot, parts: Iterable[Part]) -> Iterator[Finding]:
    """The logo of «Профессионалитет» on the pages of a section."""

    def tell(picture: Image) -> Told:
        return project(picture, glimpse_of(snapshot, picture))

    yield from _seen(snapshot, parts, tell, "Логотип ФП «Профессионалитет»")


def partner_logo(snapshot: Snapshot, parts: Iterable[Part]) -> Iterator[Finding]:
    """The logo of an employer on the pages of a section."""

    def tell(picture: Image) -> Told:
        return partner(picture, glimpse_of(snapshot, picture), snapshot.college)

    yield from _seen(snapshot, parts, tell, "Логотип партнёра")


def _seen(
    snapshot: Snapshot, parts: Iterable[Part], tell: Callable[[Image], Told], what: str
) -> Iterator[Finding]:
    doubts = []
    for part in parts:
        for picture in part.pictures:
            told = tell(picture)
            if told == "no":
                continue
            if _is_broken(snapshot, picture):
                doubts.append(_broken(part, picture, what))
            elif told == "logo":
                because = f"{what} есть: {_name(picture)}."
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
    because = f"{what}, возможно, есть, но по подписи картинки этого не понять: {_name(picture)}."
    return Finding(
        mark=None,
        reason="picture_may_be",
        because=because,
        advice="name_picture",
        evidence=(part.picture(picture),),
    )


def _name(picture: Image) -> str:
    said = picture.alt or picture.title or picture.label
    return f"«{said}»" if said else f"файл «{file_of(picture.url)[:80]}»"
