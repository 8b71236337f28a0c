import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from site_audit.documents import ocr
from site_audit.documents.scans import pgm
from tests.documents import made
from tests.workshop import needs_tesseract


@pytest.fixture
def forgetful() -> Iterator[None]:
    """The look for tesseract is not remembered, neither from before nor for after."""
    ocr.available.cache_clear()
    yield
    ocr.available.cache_clear()


@pytest.mark.usefixtures("forgetful")
def test_where_tesseract_is_not_there_it_has_no_version(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ocr.available() == ""


@pytest.mark.usefixtures("forgetful")
@pytest.mark.parametrize(("languages", "version"), [("eng", ""), ("eng rus", "5.9.1")])
def test_without_its_russian_model_tesseract_is_as_good_as_none(
    languages: str, version: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stand_in = tmp_path / "tesseract"
    stand_in.write_text(f"#!/bin/sh\necho tesseract 5.9.1\necho {languages}\n")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert ocr.available() == version


@needs_tesseract
@pytest.mark.parametrize("turn", [0, 90, 180])
def test_a_scan_is_read_however_it_lies_and_its_table_by_rows(turn: int) -> None:
    text = ocr.read_scan(pgm(made.scan().rotate(turn, expand=True)))
    assert text is not None
    assert "ПРАВИЛА ПРИЁМА" in text
    assert "1.3. Вступительные испытания не проводятся." in text
    assert "Код\tНаименование специальности\tБюджет\tДоговор" in text
    assert "15.02.16\tТехнология машиностроения\t25\t0" in text


@needs_tesseract
def test_a_page_that_is_no_russian_stays_unread() -> None:
    assert ocr.read_scan(pgm(made.scan().transpose(Image.Transpose.FLIP_LEFT_RIGHT))) is None


def test_a_blank_page_is_read_and_says_nothing() -> None:
    assert ocr.read_scan(pgm(Image.new("L", (800, 1100), 235))) == ""


@pytest.mark.parametrize(
    "page",
    [
        made.scan().point([180] * 128 + [240] * 128),
        made.scan().point([225] * 128 + [245] * 128),
        ImageOps.expand(made.scan().crop((140, 50, 400, 90)), 800, 255),
    ],
    ids=["pencil", "out of focus", "one word"],
)
def test_a_page_with_the_least_ink_is_not_blank(
    page: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "_run", lambda *_: b"")
    assert ocr.read_scan(pgm(page)) is None


def test_a_page_that_takes_too_long_stays_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "SECONDS", 0.0)
    assert ocr.read_scan(pgm(made.scan())) is None


@pytest.mark.parametrize("word", ["приём", "в", "ГБПОУ", "РФ", "СПбГУПТД", "взгляд", "агентство"])
def test_words_and_abbreviations_look_russian(word: str) -> None:
    assert ocr.looks_russian(word)


@pytest.mark.parametrize("word", ["встрк", "хшщцчжбн", "аоеиу", "вотвпочоЧи"])
def test_what_ocr_makes_of_dirt_does_not(word: str) -> None:
    assert not ocr.looks_russian(word)


def table_of(*words: tuple[str, float]) -> bytes:
    return "\n".join(
        f"5\t1\t1\t1\t1\t{n}\t{100 * n}\t10\t60\t20\t{sure}\t{text}"
        for n, (text, sure) in enumerate(words)
    ).encode()


@pytest.mark.parametrize(
    ("sure", "read"), [(95.0, True), (10.0, False)], ids=["surely read", "guessed"]
)
def test_a_page_is_unread_when_tesseract_guessed_more_than_it_read(
    sure: float, read: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [("вступительные", 95.0), ("испытания", 95.0), ("непроводятсянигденикогда", sure)]
    monkeypatch.setattr(ocr, "_run", lambda *_: table_of(*words))
    assert (ocr.read_scan(pgm(made.scan())) is not None) is read


def test_a_lone_letter_o_in_a_cell_is_a_nought(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [("Машиностроение", 95.0), ("о", 95.0), ("образовании", 95.0)]
    monkeypatch.setattr(ocr, "_run", lambda *_: table_of(*words))
    assert ocr.read_scan(pgm(made.scan())) == "Машиностроение\t0\tобразовании"
