"""Sites that only JavaScript draws get the marks of their static twins."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from site_audit.archives import archive
from site_audit.audit import Audited
from site_audit.browser.drawing import MOST_CLICKS
from site_audit.cli.desk import GUIDE
from site_audit.model import College, Mark
from tests.eyes import audit_with_eyes, needs_browser
from tests.twins import TWINS, files_of, serving_files
from tests.workshop import PRESENCE, SITES, entry_of

QUICK = ("shell", "hash", "lazy")
RICH = "radioelektronika-26-iz-26"

pytestmark = needs_browser


def marks(found: Audited) -> dict[str, Mark]:
    return {one.criterion: one.finding.mark for one in found.verdicts if one.criterion in PRESENCE}


def labelled(name: str, archives: Path, twin: str) -> tuple[dict[str, Mark], Audited]:
    """The marks of the static site, and what the browser made of its twin."""
    files = files_of(SITES / name)
    college = entry_of(SITES / name)
    with serving_files(files) as static, serving_files(TWINS[twin](files)) as drawn:
        sites = [replace(college, url=static), replace(college, url=drawn)]
        first, second = audit_with_eyes(sites, archives, looks=False)
    return marks(first), second


@pytest.mark.parametrize("twin", QUICK)
def test_a_drawn_site_reaches_the_marks_of_its_static_twin(twin: str, tmp_path: Path) -> None:
    wanted, found = labelled("accordion", tmp_path, twin)
    assert marks(found) == wanted
    assert found.audit.outcome.kind == "audited"
    assert any(page.drawn for page in found.audit.snapshot.pages)


@pytest.mark.soak
@pytest.mark.parametrize("twin", sorted(set(TWINS) - {"divs-inline"}))
def test_a_drawn_site_with_all_elements_loses_none_of_them(twin: str, tmp_path: Path) -> None:
    wanted, found = labelled(RICH, tmp_path, twin)
    assert marks(found) == wanted


ROOMS = {
    "Главная": "<p>Колледж учит будущих мастеров с 1954 года, приходите к нам учиться.</p>",
    "Приёмная кампания": "<p>Три программы идут по проекту, о нём рассказывает вкладка"
    " <b onclick=\"go('Профессионалитет')\">«Профессионалитет»</b>.</p>",
    "Профессионалитет": "<p>Колледж участвует в федеральном проекте с 2023 года.</p>",
}


def one_address(things: int) -> bytes:
    """A site of one document: a menu of ``div``, below the home page so many things to click."""
    menu = "".join(f"<div onclick=\"go('{room}')\">{room}</div>" for room in ROOMS)
    more = "".join(f"<p onclick='toggle()'>Вещь номер {number}</p>" for number in range(things))
    rooms = {name: text if name == "Главная" else more + text for name, text in ROOMS.items()}
    return (
        f"<!doctype html><title>Колледж</title><nav>{menu}</nav><main id=root></main>"
        f"<script>const rooms = {json.dumps(rooms)}; const toggle = () => 0;"
        "const go = (room) => { document.getElementById('root').innerHTML = rooms[room]; };"
        "go('Главная');</script>"
    ).encode()


@pytest.mark.parametrize(
    "things",
    [
        pytest.param(0, id="few clicks"),
        pytest.param(MOST_CLICKS + 5, id="clicks run out", marks=pytest.mark.soak),
    ],
)
def test_the_same_words_in_quotes_lead_where_the_menu_leads(things: int, tmp_path: Path) -> None:
    with serving_files({"/": one_address(things)}) as base:
        (found,) = audit_with_eyes([College(name="Колледж", url=base)], tmp_path, looks=False)
    pages = found.audit.snapshot.pages
    (admission,) = (one for one in pages if unquote(one.url).endswith("~Приёмная кампания"))
    ways = {one.text: unquote(one.url or "") for one in admission.facts.links}
    assert ways["«Профессионалитет»"].endswith("~Профессионалитет")
    assert ways["«Профессионалитет»"] == ways["Профессионалитет"]


def test_a_drawn_site_is_judged_again_from_its_archive_without_a_browser(tmp_path: Path) -> None:
    _, found = labelled("accordion", tmp_path, "hash")
    again = archive.load(tmp_path, found.archive, GUIDE)
    first = found.audit.snapshot
    assert [(page.url, page.kind, page.drawn) for page in again.pages] == [
        (page.url, page.kind, page.drawn) for page in first.pages
    ]
    assert [page.facts.text for page in again.pages] == [page.facts.text for page in first.pages]


def test_a_static_site_is_not_drawn(tmp_path: Path) -> None:
    files = files_of(SITES / "accordion")
    with serving_files(files) as static:
        college = replace(entry_of(SITES / "accordion"), url=static)
        (found,) = audit_with_eyes([college], tmp_path, looks=False)
    assert not any(page.drawn for page in found.audit.snapshot.pages)


DRESSED = """<!doctype html><title>Колледж</title><link rel=stylesheet href=/look.css>
<div id=root></div><script>document.getElementById('root').innerHTML =
"<h1>К</h1><div class=cover></div><div class=tiny></div><a href='/one'>1</a>"</script>"""
LOOK = b"""#root .cover { width: 600px; height: 90px; background: url(/img/shapka_2026.png) }
#root .tiny { width: 16px; height: 16px; background: url(/img/dot.png) }
h1::before { content: url(/img/mark.svg) }"""


def test_backgrounds_that_styles_put_on_a_drawn_page_are_its_pictures(tmp_path: Path) -> None:
    with serving_files({"/": DRESSED.encode(), "/look.css": LOOK}) as base:
        (found,) = audit_with_eyes([College(name="Колледж", url=base)], tmp_path, looks=False)
    (home,) = (page for page in found.audit.snapshot.pages if page.drawn)
    names = {one.url.rpartition("/")[2] for one in home.facts.drawings}
    assert names == {"shapka_2026.png", "mark.svg"}
