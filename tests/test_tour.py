"""Pictures of the two sections are looked at when the crawl is over, and no more than is needed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from criteria.sightseeing import SIGHTS
from site_audit.archives import archive
from site_audit.audit import Audited, audit
from site_audit.cli.desk import GUIDE
from site_audit.demo.server import Site, serving
from site_audit.glimpse import Glimpse, Likeness
from site_audit.guide import Guide
from site_audit.judge import judge
from site_audit.logos import eye, tour
from site_audit.logos.references import Reference, References
from site_audit.logos.tour import SECONDS, Tour
from site_audit.logos.viewer import Look
from site_audit.model import College, Mark, Snapshot
from tests.gold.marks import MARKS
from tests.sections import sections_of
from tests.workshop import METHODOLOGY, means_for, needs_tesseract

PICTURES = MARKS / "anvil" / "pictures"
WORDMARK = (PICTURES / "img_2841.png").read_bytes()
EMBLEM = (PICTURES / "favicon.png").read_bytes()
REFERENCES = References(
    all=tuple(
        Reference(name="professionalitet", file=path.name, body=path.read_bytes())
        for path in sorted((MARKS / "anvil/references/professionalitet").iterdir())
    )
)
PROSE = "<p>Колледж учит сварщиков и токарей с 1954 года, приходите к нам учиться в августе.</p>"
STORY = "".join(f"<p>В {year} году кластер принял двести первокурсников.</p>" for year in range(9))
WAYS = {"/": "Главная", "/abitur": "Абитуриенту", "/prof": "Профессионалитет"}
MENU = "".join(f"<a href={href}>{name}</a> " for href, name in WAYS.items())
HEAD = f"<title>Колледж</title><link rel=stylesheet href=/look.css><nav>{MENU}</nav>"


def laid(folder: Path, body: str, **files: bytes) -> Path:
    """A small site whose tab holds ``body``."""
    pages = {"index": PROSE, "abitur/index": "<h1>Абитуриенту</h1>" + PROSE,
             "prof/index": f"<h1>Профессионалитет</h1>{PROSE}{body}"}  # fmt: skip
    files |= {f"{name}.html": f"{HEAD}{text}".encode() for name, text in pages.items()}
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (folder / "site.toml").write_text('title = "A"\n', encoding="utf-8")
    return folder


def visited(
    folder: Path, archives: Path, guide: Guide = GUIDE, again: str | None = None
) -> tuple[Audited, Site]:
    """The site audited, with the log of what was asked of it."""
    with serving([folder], port=0) as (site,):
        means = replace(means_for(archives), guide=guide)
        college = College(name="Колледж", url=site.url)
        return asyncio.run(audit(college, means, METHODOLOGY, again)), site


def asked(site: Site) -> list[str]:
    return [one.path for one in site.requests if one.path.endswith((".png", ".css", ".jpg"))]


def mark(found: Iterable[object], code: str) -> Mark:
    return next(one.finding.mark for one in found if one.criterion == code)  # type: ignore[attr-defined]


def with_references(references: References) -> Guide:
    return replace(GUIDE, sights=replace(SIGHTS, references=references))


@needs_tesseract
def test_a_site_that_shows_its_logo_at_once_is_asked_for_no_other_pictures(tmp_path: Path) -> None:
    body = STORY + (
        "<img src=/logo-prof.png><img src=/a.jpg><img src=/b.png alt='ООО «Завод»'><img src=/c.png>"
    )
    files = {"logo-prof.png": WORDMARK, "b.png": EMBLEM, "a.jpg": b"", "c.png": EMBLEM}
    found, site = visited(laid(tmp_path / "site", body, **files), tmp_path)
    assert (mark(found.verdicts, "C3"), mark(found.verdicts, "C4")) == (1, 1)
    assert asked(site) == ["/b.png", "/logo-prof.png"]
    assert [page.kind for page in found.audit.snapshot.pages if page.url.endswith("b.png")] == [
        "other"
    ]


@needs_tesseract
def test_a_background_of_a_style_sheet_in_a_file_is_found_now_and_when_judged_again(
    tmp_path: Path,
) -> None:
    css = b"#x{background:url(icon.png)} main .cover, .cover{background:#fff url('img/s1.png')}"
    files = {"look.css": css, "img/s1.png": WORDMARK}
    site = laid(tmp_path / "site", "<main><div class='cover'>Кластер</div></main>", **files)
    found, log = visited(site, tmp_path)
    assert mark(found.verdicts, "C3") == 1
    assert asked(log) == ["/look.css", "/img/s1.png"]
    again, _ = visited(site, tmp_path, again=found.archive)
    assert mark(again.verdicts, "C3") == 1
    for beside in tmp_path.rglob("*.parsed"):
        beside.unlink()
    kept = archive.load(tmp_path, again.archive, GUIDE)
    assert mark(judge(METHODOLOGY.criteria, METHODOLOGY.rules, kept), "C3") == 1


@needs_tesseract
def test_a_new_reference_moves_a_mark_from_the_archive_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "<img src=/fp.png width=300 height=300>"
    found, _ = visited(laid(tmp_path / "site", body, **{"fp.png": EMBLEM}), tmp_path)
    assert mark(found.verdicts, "C3") is None
    taught = with_references(REFERENCES)
    kept = archive.load(tmp_path, found.archive, taught)
    assert mark(judge(METHODOLOGY.criteria, METHODOLOGY.rules, kept), "C3") == 1
    monkeypatch.setattr(eye, "look", None)
    monkeypatch.setattr(Tour, "_look", _refuses)
    once_more = archive.load(tmp_path, found.archive, taught)
    assert once_more.glimpses == kept.glimpses


def _refuses(tour: Tour, body: bytes) -> Glimpse:
    raise AssertionError("what was seen before is not looked at again")


def test_a_picture_that_is_gone_is_no_logo_whatever_it_is_called(tmp_path: Path) -> None:
    body = "<img src=/logo-prof.png alt='Логотип «Профессионалитет»'>"
    found, site = visited(laid(tmp_path / "site", body), tmp_path)
    finding = next(one.finding for one in found.verdicts if one.criterion == "C3")
    assert (finding.mark, finding.reason) == (0, "picture_broken")
    assert "/logo-prof.png" in asked(site)


# ---------------------------------------------------------------- bounds


def walked(site: Snapshot, look: Look) -> Tour:
    """A tour on which each look costs and shows the same."""
    looked = Tour(snapshot=site, sights=SIGHTS, known={}, see_with=lambda *_: look)
    number = 0
    while (wanted := looked.next()) is not None:
        number += 1
        looked.see(wanted, str(number).encode())
    return looked


def test_a_site_of_many_pictures_costs_a_bounded_time() -> None:
    site = sections_of("".join(f"<img src=/img/{number}.png>" for number in range(60)))
    looked = walked(site, Look(Glimpse(width=90, height=90, print="0" * 48), SECONDS / 3))
    told = [one.trouble for one in looked.glimpses.values()]
    assert told.count(None) == 3
    assert told.count("budget") == len(told) - 3
    assert len(told) <= tour.MOST


def test_a_tour_ends_when_the_four_marks_are_settled() -> None:
    site = sections_of("".join(f"<img src=/img/{number}.png>" for number in range(9)))
    shows = tuple(Likeness(name=name, how="twin", score=1.0)
                  for name in ("professionalitet", "employers/КМЗ"))  # fmt: skip
    looked = walked(site, Look(Glimpse(width=90, height=90, print="0" * 48, shows=shows), 0.1))
    assert len(looked.glimpses) == 1


def test_what_was_seen_before_costs_nothing() -> None:
    site = sections_of("<img src=/img/1.png>")
    first = walked(site, Look(Glimpse(width=90, height=90, print="0" * 48), 0.1))
    second = Tour(snapshot=site, sights=SIGHTS, known=first.glimpses, see_with=_dear)
    wanted = second.next()
    assert wanted is not None
    second.see(wanted, b"1")
    assert second.glimpses == first.glimpses


def _dear(*_: object) -> Look:
    raise AssertionError("looked at again")
