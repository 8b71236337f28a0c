"""References lie where their names say; decisions of people are lines in a file beside them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from site_audit.glimpse import Decision
from site_audit.logos.decisions import (
    FILE,
    DecisionsError,
    Taken,
    keep_decisions,
    read_decisions,
    taken,
)
from site_audit.logos.references import NoReference, checked, keep, read_references

PRINTS = ("0" * 48, "f" * 48)


def test_what_is_kept_is_read_back_under_its_name(tmp_path: Path) -> None:
    names = ("professionalitet", "employers/АО «Завод»", "others/Чемпионат")
    for number, name in enumerate(names):
        keep(tmp_path, name, b"picture %d" % number, ".PNG")
    found = read_references(tmp_path)
    assert found.names == set(names)
    assert {one.body for one in found.all} == {b"picture 0", b"picture 1", b"picture 2"}


@pytest.mark.parametrize("own", ['АО "Завод"', "«Росатом»", "Завод, цех 2", "Рога & Копыта", "1С"])
def test_an_employer_is_named_as_the_register_names_it(own: str) -> None:
    assert checked(f"employers/{own}") == f"employers/{own}"


@pytest.mark.parametrize(
    "name",
    ["", "employers", "employers/", "employers/..", "employers/../../etc", "/etc/passwd",
     "others/a/b", "чужое/имя", "employers/.hidden", "employers/«»", "employers/Завод\n"],
)  # fmt: skip
def test_a_name_that_would_lie_elsewhere_is_refused_in_words(name: str, tmp_path: Path) -> None:
    with pytest.raises(NoReference, match="не годится"):
        keep(tmp_path / "logos", name, b"x", ".png")
    assert not (tmp_path / "logos").exists()


def test_other_files_and_too_large_ones_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(NoReference, match="окончанием"):
        keep(tmp_path, "professionalitet", b"x", ".exe")
    with pytest.raises(NoReference, match="мегабайт"):
        keep(tmp_path, "professionalitet", b"x" * (6 << 20), ".png")


def test_what_lies_in_no_place_for_references_is_passed_over(tmp_path: Path) -> None:
    for path in ("a.png", "others/b.png", "professionalitet/c.txt", "x/y/d.png"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"x")
    assert read_references(tmp_path).all == ()
    assert read_references(tmp_path / "nowhere").all == ()


def test_the_digest_names_contents_and_names(tmp_path: Path) -> None:
    digests = [read_references(tmp_path).digest]
    for name, body in (("professionalitet", b"1"), ("professionalitet", b"2"), ("others/A", b"1")):
        keep(tmp_path, name, body, ".png")
        digests.append(read_references(tmp_path).digest)
    assert len(set(digests)) == 4
    keep(tmp_path, "others/A", b"1", ".png")
    assert read_references(tmp_path).digest == digests[-1]


# ---------------------------------------------------------------- decisions


def decided(shows: str, fingerprint: str = PRINTS[0]) -> Taken:
    return Taken(print=fingerprint, shows=shows, by="Петрова", at=datetime.now(UTC))


def test_of_two_decisions_on_a_picture_the_later_counts(tmp_path: Path) -> None:
    keep_decisions(tmp_path, [decided("others/Герб"), decided("professionalitet", PRINTS[1])])
    keep_decisions(tmp_path, [decided("employers/Завод")])
    assert set(read_decisions(tmp_path)) == {
        Decision(print=PRINTS[0], shows="employers/Завод"),
        Decision(print=PRINTS[1], shows="professionalitet"),
    }
    assert [one.by for one in taken(tmp_path)] == ["Петрова"] * 3
    assert read_decisions(tmp_path / "nowhere") == ()


def test_a_damaged_line_is_named_with_its_number(tmp_path: Path) -> None:
    keep_decisions(tmp_path, [decided("others/Герб")])
    with (tmp_path / FILE).open("a", encoding="utf-8") as file:
        file.write("{не то\n")
    with pytest.raises(DecisionsError, match="Строка 2"):
        read_decisions(tmp_path)


@pytest.mark.parametrize("ending", [".PNG", ".jpeg", ".Svg", ".webp"])
def test_the_same_picture_given_twice_is_kept_once(ending: str, tmp_path: Path) -> None:
    first = keep(tmp_path, "employers/ООО Завод № 7", b"picture", ending)
    assert keep(tmp_path, "employers/ООО Завод № 7", b"picture", ending) == first
    assert [one.body for one in read_references(tmp_path).all] == [b"picture"]


def test_a_digest_does_not_depend_on_what_lies_beside_the_references(tmp_path: Path) -> None:
    keep(tmp_path, "professionalitet", b"picture", ".png")
    before = read_references(tmp_path)
    keep_decisions(tmp_path, [decided("others/Герб")])
    (tmp_path / "professionalitet" / "Thumbs.db").write_bytes(b"x")
    assert read_references(tmp_path) == before
    assert read_references(tmp_path).digest == before.digest


def test_the_digest_does_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    (tmp_path / "professionalitet").mkdir()
    digests = set()
    for bodies in ((b"1", b"2"), (b"2", b"1")):
        for name, body in zip("ab", bodies, strict=True):
            (tmp_path / "professionalitet" / f"{name}.png").write_bytes(body)
        digests.add(read_references(tmp_path).digest)
    assert len(digests) == 1


def test_a_line_that_is_no_utf_8_is_named_with_its_number(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b'{"print":"\xd0\n')
    with pytest.raises(DecisionsError, match="Строка 1"):
        taken(tmp_path)


def test_a_name_with_a_line_separator_comes_back(tmp_path: Path) -> None:
    keep_decisions(tmp_path, [msgspec.structs.replace(decided("professionalitet"), by="А\u2028Б")])
    assert [one.by for one in taken(tmp_path)] == ["А\u2028Б"]


def test_a_decision_after_a_line_without_its_end_is_a_line_of_its_own(tmp_path: Path) -> None:
    keep_decisions(tmp_path, [decided("professionalitet")])
    (tmp_path / FILE).write_bytes((tmp_path / FILE).read_bytes()[:-1])
    keep_decisions(tmp_path, [decided("employers/Завод")])
    assert [one.shows for one in taken(tmp_path)] == ["professionalitet", "employers/Завод"]
