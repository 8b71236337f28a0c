import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PIL import Image

from site_audit.documents import clerk, library, ocr
from site_audit.documents.library import Bounds, Library
from site_audit.model import Document
from tests.documents import made
from tests.documents.made import WORDS
from tests.workshop import needs_tesseract

PDF = made.pdf([[WORDS]])
SCAN = made.saved(made.scan(), "PNG")
# A child whose readers are replaced: two bodies do what hostile documents do to libraries.
STAND_IN = """
import os, time
from site_audit.documents import child, clerk, formats, ocr
real = formats.read_document
def read(body):
    if body == b"die": os.abort()
    if body == b"hang": time.sleep(600)
    if body == b"lie": os.write(answers, b"\\0\\0\\0\\0\\0\\0\\0\\1\\xc1")
    if body == b"flood": os.write(answers, b"\\x7f" * 4096)
    if body == b"secret": return clerk.Reading((" ".join(os.environ),))
    return real(body)
answers = os.dup(1)
formats.read_document = read
ocr.read_scan = lambda picture: {READ}
child.serve(clerk._answer)
"""


@pytest.fixture
def shelf() -> Iterator[Library]:
    shelf = Library(lambda: "5.3.0")
    yield shelf
    shelf.close()


def stand_in(monkeypatch: pytest.MonkeyPatch, read: str = "'прочитано'") -> None:
    script = STAND_IN.replace("{READ}", read)
    monkeypatch.setattr(clerk, "COMMAND", (sys.executable, "-c", script))


def troubles(documents: tuple[Document, ...]) -> list[str | None]:
    return [document.trouble for document in documents]


def test_documents_come_back_in_their_order(shelf: Library) -> None:
    bodies = [("http://a.ru/1", PDF), ("http://a.ru/2", b"?"), ("http://a.ru/3", made.table_docx())]
    first, second, third = shelf.read(bodies)
    assert first == Document(url="http://a.ru/1", pages=(WORDS,))
    assert second == Document(url="http://a.ru/2", trouble="unknown_format")
    assert third.pages[0].startswith("План приёма\nКод\tСпециальность")


def test_nothing_to_read_starts_no_child(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    assert shelf.read([]) == ()


@pytest.mark.parametrize("body", [b"die", b"lie", b"flood"])
def test_a_document_that_takes_the_child_down_costs_only_itself(
    body: bytes, shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch)
    assert troubles(shelf.read([("1", PDF), ("2", body), ("3", PDF)])) == [
        *(None, "reader_died", None)
    ]


def test_a_document_that_hangs_is_too_slow_and_the_next_is_read(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The library's pattern for links looks at each of these again from each of these.
    nasty = b"{\\rtf1 " + b"{\\field{\\*\\fldinst{ HYPERLINK " * 40_000
    monkeypatch.setattr(clerk, "SECONDS", 0.3)
    assert troubles(shelf.read([("1", nasty)])) == ["too_slow"]
    monkeypatch.setattr(clerk, "SECONDS", 20.0)
    assert troubles(shelf.read([("2", PDF)])) == [None]


def test_what_the_clock_of_the_visit_cuts_off_is_not_the_document_s_fault(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch)
    found = shelf.read([("1", b"hang"), ("2", PDF)], Bounds(seconds=0.3))
    assert troubles(found) == ["time", "time"]


def test_documents_past_the_bound_are_named_and_not_read(shelf: Library) -> None:
    found = shelf.read([("1", PDF), ("2", PDF)], Bounds(documents=1))
    assert found[1] == Document(url="2", trouble="budget")


def test_a_child_killed_between_visits_is_started_anew(shelf: Library) -> None:
    assert troubles(shelf.read([("1", PDF)])) == [None]
    child = shelf._clerk.child.running()
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert troubles(shelf.read([("1", PDF)])) == [None]


def test_one_child_serves_all_visits(shelf: Library) -> None:
    shelf.read([("1", PDF)])
    child = shelf._clerk.child.running()
    shelf.read([("2", PDF)])
    assert shelf._clerk.child.running() is child


def test_the_child_ends_when_its_parent_closes_the_pipe() -> None:
    reader = clerk.Clerk()
    child = reader.child.running()
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(20) == 0
    reader.child.dismiss()


def test_a_closed_library_may_be_closed_again_and_opened(shelf: Library) -> None:
    shelf.close()
    shelf.close()
    assert troubles(shelf.read([("1", PDF)])) == [None]


def test_the_child_knows_no_secrets(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch)
    monkeypatch.setenv("SITE_AUDIT_SECRET", "пароль")
    (found,) = shelf.read([("1", b"secret")])
    assert "PATH" in found.pages[0]
    assert "SITE_AUDIT" not in found.pages[0]


def test_the_child_can_open_no_socket() -> None:
    script = (
        "from site_audit.documents import child; import socket; child.confine(); socket.socket()"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert b"PermissionError" in said.stderr


# ---------------------------------------------------------------- scans


def test_scans_are_read_after_all_texts(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch)
    found = shelf.read([("1", SCAN), ("2", made.pdf([["стр. 1"], [WORDS] * 8], made.scan()))])
    assert [document.trouble for document in found] == [None, None]
    assert found[0].pages == ("прочитано",)
    assert found[1].pages[0] == "стр. 1\nпрочитано"
    assert found[1].pages[1].startswith(WORDS)


def test_without_tesseract_a_scan_says_so() -> None:
    shelf = Library(lambda: "")
    try:
        found = shelf.read([("1", SCAN), ("2", made.pdf([["стр. 1"]], made.scan()))])
    finally:
        shelf.close()
    assert found == (
        Document(url="1", pages=("",), trouble="scan_no_ocr"),
        Document(url="2", pages=("стр. 1",), trouble="partly_read"),
    )


@pytest.mark.parametrize("read", ["None", "os.abort()"], ids=["unread", "dies"])
def test_a_scan_that_ocr_cannot_read_is_unread_and_not_empty(
    read: str, shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, read)
    assert shelf.read([("1", SCAN)]) == (Document(url="1", pages=("",), trouble="scan_unread"),)


def test_a_scan_of_blank_pages_has_no_text(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "''")
    assert troubles(shelf.read([("1", SCAN)])) == ["no_text"]


def test_the_budget_of_scanned_pages_goes_to_the_first_documents(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch)
    three = made.pdf([[], [], []], made.scan())
    found = shelf.read([("1", SCAN), ("2", three), ("3", SCAN)], Bounds(scanned_pages=2))
    assert [(document.pages, document.trouble) for document in found] == [
        (("прочитано",), None),
        (("прочитано", "", ""), "partly_read"),
        (("",), "scan_budget"),
    ]


def test_a_scan_that_the_clock_of_the_visit_cuts_off_is_out_of_budget(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, "time.sleep(600)")
    shelf.read([("1", SCAN)], Bounds(scanned_pages=0))  # the child is awake
    assert troubles(shelf.read([("1", SCAN)], Bounds(seconds=1.0))) == ["scan_budget"]


@needs_tesseract
def test_a_scanned_pdf_and_a_photo_are_read_by_tesseract(shelf: Library) -> None:
    photo = made.saved(made.scan().convert("RGB"), "JPEG")
    sheet = Image.new("L", (1654, 2339), 255)
    sheet.paste(made.scan(), (0, 0))
    for found in shelf.read([("1", made.pdf([[]], sheet)), ("2", photo)]):
        assert found.trouble is None
        assert "38.02.01\tЭкономика и бухгалтерский учёт\t0\t50" in found.pages[0]


# ---------------------------------------------------------------- digest


def test_the_digest_follows_the_sources_and_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    before = library.digest()
    assert before == library.digest()
    monkeypatch.setattr(ocr, "available", lambda: "4.0.0")
    assert library.digest() != before
