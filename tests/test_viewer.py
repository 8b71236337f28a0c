"""Pictures are looked at in a child: what kills it, or takes it too long, costs one look."""

from __future__ import annotations

import io
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from site_audit.documents import ocr
from site_audit.documents.child import Lost
from site_audit.logos import eye as eyes
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
from site_audit.documents import child
from site_audit.logos import glance, viewer
real = glance.glance
looked = []
def look(body, known, reads):
    looked.append(body)
    if body == b"tired" and len(looked) > 1: os.abort()
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
    first = one.child.running()
    first.kill()
    first.wait()
    assert one.look(EMBLEM, KNOWN, KNOWN.names, reads=False).glimpse.shows
    assert one.child.running() is not first
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


def test_a_child_that_is_worn_out_by_others_costs_no_look(
    one: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewer, "COMMAND", (sys.executable, "-c", STAND_IN))
    assert one.look(png(), References(), (), reads=False).glimpse.width == 64
    worn = one.child.running().pid
    assert one.look(b"tired", References(), ()).glimpse.trouble != "reader_died"
    assert one.child.running().pid != worn


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


# ---------------------------------------------------------------- the child

# A child without eyes, quick to start: a look tells how many references were asked for and taught.
BLIND = """
import os, subprocess, sys, time, types
from site_audit.documents import child
from site_audit.glimpse import Glimpse
from site_audit.logos import viewer
taught = []
def known(reference):
    taught.append(reference)
    return reference
def look(body, wanted, reads):
    if body == b"die": os.abort()
    if body == b"hang": time.sleep(600)
    if body == b"much": return Glimpse(trouble=much())
    if body.startswith(b"/"): start(body.decode())
    return Glimpse(width=len(wanted), height=len(taught))
def much():
    try: bytearray(child.MEMORY)
    except MemoryError: return "no memory"
def start(pipe):
    waits = ["sh", "-c", "echo up >&2; echo up; exec sleep 600"]
    started = subprocess.Popen(waits, stdout=subprocess.PIPE, stderr=open(pipe, "w"))
    started.stdout.readline()
    os.abort()
sys.modules["site_audit.logos.glance"] = types.SimpleNamespace(known=known, glance=look)
child.serve(viewer._Gallery().answer)
"""
THREE = References(
    all=tuple(
        Reference(name=name, file=f"{name}.png", body=name.encode())
        for name in ("employers/А", "employers/Б", "professionalitet")
    )
)


@pytest.fixture
def blind(one: Viewer, monkeypatch: pytest.MonkeyPatch) -> Viewer:
    monkeypatch.setattr(viewer, "COMMAND", (sys.executable, "-c", BLIND))
    return one


def counted(blind: Viewer, references: References, *names: str) -> tuple[int, int]:
    seen = blind.look(b"", references, names).glimpse
    return seen.width, seen.height


def test_references_are_taught_once_a_set_and_only_those_named_are_looked_for(
    blind: Viewer,
) -> None:
    assert counted(blind, THREE, "employers/А", "professionalitet") == (2, 3)
    assert counted(blind, THREE, "employers/Б") == (1, 3)
    assert counted(blind, References(all=THREE.all[:1]), "employers/А", "employers/Б") == (1, 4)
    with pytest.raises(Lost):
        blind.look(b"die", THREE, ())
    assert counted(blind, THREE, *THREE.names) == (3, 3)


def test_after_a_picture_that_hung_the_next_is_looked_at(
    blind: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert counted(blind, THREE) == (0, 3)
    monkeypatch.setattr(viewer, "SECONDS", 0.2)
    with pytest.raises(Lost, match="too_slow"):
        blind.look(b"hang", THREE, ())
    monkeypatch.setattr(viewer, "SECONDS", 20.0)
    assert counted(blind, THREE, "employers/А") == (1, 3)


def test_the_child_has_little_memory(blind: Viewer) -> None:
    assert blind.look(b"much", THREE, ()).glimpse.trouble == "no memory"


def test_what_the_child_has_started_ends_with_it(blind: Viewer, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(Lost, match="reader_died"):
        blind.look(str(pipe).encode(), THREE, ())
    assert said_until_closed(reading) == b"up\n"
    os.close(reading)


def said_until_closed(reading: int) -> bytes:
    """What writers say until the last of them is gone."""
    said = b""
    while select.select([reading], [], [], 10)[0]:
        part = os.read(reading, 100)
        if not part:
            return said
        said += part
    raise AssertionError("a writer is still there")


def test_a_child_without_a_parent_ends_when_its_processor_time_is_up() -> None:
    confined = "from site_audit.documents import child\nchild.confine()\nchild.allow(0.01)"
    endless = f"{confined}\nwhile True: pass"
    done = subprocess.run([sys.executable, "-c", endless], timeout=60, check=False)
    assert done.returncode == -signal.SIGXCPU


# ---------------------------------------------------------------- the eye


def test_visits_of_one_process_share_an_eye(blind: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eyes, "Viewer", lambda: blind)
    eye = Eye()
    with ThreadPoolExecutor(4) as visits:
        looks = visits.map(
            lambda name: eye.look(b"", THREE, name), [(), *([n] for n in THREE.names)]
        )
        assert [look.glimpse.width for look in looks] == [0, 1, 1, 1]
    lost = eye.look(b"die", THREE, ())
    assert (lost.glimpse.trouble, lost.seconds) == ("reader_died", viewer.SECONDS)
    assert eye.look(b"die", THREE, ()).glimpse.trouble == "reader_died"
    eye.close()


def test_the_digest_follows_references_and_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    before = eyes.digest(KNOWN)
    assert eyes.digest(KNOWN) == before != eyes.digest(THREE)
    monkeypatch.setattr(ocr, "available", lambda: "4.0.0")
    eyes._eyes.cache_clear()
    assert eyes.digest(KNOWN) != before
    eyes._eyes.cache_clear()
