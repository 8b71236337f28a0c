"""Pictures are looked at in a child: what kills it, or takes it too long, costs one look."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Iterator

import pytest
from PIL import Image

from site_audit.child import Lost
from site_audit.logos import viewer
from site_audit.logos.eye import Eye
from site_audit.logos.references import Reference, References
from site_audit.logos.viewer import Viewer
from tests.gold.marks import MARKS

EMBLEM = (MARKS / "anvil" / "pictures" / "favicon.png").read_bytes()
KNOWN = References(all=(Reference(name="professionalitet", file="a.png", body=EMBLEM),))
# A child whose glance is replaced: some bodies do what hostile pictures do to decoders.
STAND_IN = """
import os, time
from site_audit import child
from site_audit.logos import glance, viewer
real = glance.glance
def look(body, known, reads):
    if body == b"die": os.abort()
    if body == b"hang": time.sleep(600)
    if body == b"lie": os.write(answers, b"\\0\\0\\0\\0\\0\\0\\0\\1\\xc1")
    if body == b"socket": __import__("socket").socket()
    return real(body, known, reads)
answers = os.dup(1)
glance.glance = look
child.serve(viewer._Gallery().answer)
"""


@pytest.fixture
def one() -> Iterator[Viewer]:
    one = Viewer()
    yield one
    one.child.dismiss()


def png(width: int = 64, height: int = 64) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(file, "PNG")
    return file.getvalue()


def test_a_reference_is_known_again_and_taught_once_a_child(one: Viewer) -> None:
    for _ in range(2):
        (shown,) = one.look(EMBLEM, KNOWN, KNOWN.names, reads=False).glimpse.shows
        assert (shown.name, shown.how) == ("professionalitet", "twin")
    pid = one.child.running().pid
    os.kill(pid, signal.SIGKILL)
    one.child.running().wait()
    assert one.look(EMBLEM, KNOWN, KNOWN.names, reads=False).glimpse.shows
    assert one.child.running().pid != pid
    assert not one.look(EMBLEM, References(), (), reads=False).glimpse.shows


@pytest.mark.parametrize("body", [b"die", b"lie", b"socket"])
def test_a_picture_that_takes_the_child_costs_one_look(
    body: bytes, one: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewer, "COMMAND", (sys.executable, "-c", STAND_IN))
    with pytest.raises(Lost) as lost:
        one.look(body, References(), ())
    assert lost.value.trouble == "reader_died"
    assert one.look(png(), References(), (), reads=False).glimpse.width == 64


def test_a_picture_that_takes_too_long_is_given_up(
    one: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewer, "COMMAND", (sys.executable, "-c", STAND_IN))
    one.look(png(), References(), (), reads=False)
    monkeypatch.setattr(viewer, "SECONDS", 0.3)
    with pytest.raises(Lost) as lost:
        one.look(b"hang", References(), ())
    assert lost.value.trouble == "too_slow"


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (b"", "not_a_picture"),
        (b"<html>404</html>", "not_a_picture"),
        (png()[:40], "not_a_picture"),
        (b"GIF89a\xff\xff\xff\xff", "not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 0'/>", "not_a_picture"),
        (b"\x1f\x8b" + b"\0" * 40, "not_a_picture"),
        (b"<svg>" + b"<g/>" * 600_000 + b"</svg>", "too_large"),
        (png(9000, 9000), "too_large"),
    ],
)
def test_what_cannot_be_looked_at_says_why(body: bytes, trouble: str, one: Viewer) -> None:
    assert one.look(body, References(), ()).glimpse.trouble == trouble


def test_an_icon_has_no_print_and_nothing_is_read_on_it(one: Viewer) -> None:
    seen = one.look(png(12, 12), References(), ()).glimpse
    assert (seen.width, seen.print, seen.lines) == (12, "", ())


def test_the_same_picture_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    eye = Eye()
    first = eye.look(EMBLEM, KNOWN, KNOWN.names, reads=False)
    spent = eye.spent()
    monkeypatch.setattr(Viewer, "look", None)
    again = eye.look(EMBLEM, KNOWN, KNOWN.names, reads=False)
    assert (again.glimpse, again.seconds, eye.spent()) == (first.glimpse, 0.0, spent)
    eye.close()


def test_people_are_shown_a_small_png_whatever_was_published() -> None:
    eye = Eye()
    with Image.open(io.BytesIO(eye.small(png(2000, 500)) or b"")) as shown:
        assert (shown.format, shown.size) == ("PNG", (320, 80))
    assert eye.small(b"no picture") is None
    eye.close()
