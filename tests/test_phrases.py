"""Words as they stand on pages, gathered by hands that had not seen the patterns."""

from pathlib import Path

import pytest

from site_audit.furniture import is_service, is_waiting
from site_audit.stubs import is_no_data, is_stub

FOLDER = Path(__file__).parent / "phrases"
Rows = list[tuple[str, ...]]


def rows(name: str) -> Rows:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [tuple(row.split("\t")) for row in text.split("\n") if row]


def of_kind(kind: str) -> list[str]:
    return [line for named, line in rows("lines.tsv") if named == kind]


@pytest.mark.parametrize("line", of_kind("content"))
def test_what_is_content_is_taken_for_nothing_else(line: str) -> None:
    assert not is_stub(line)
    assert not is_service(line)


def test_next_to_all_promises_are_told() -> None:
    missed = [line for line in of_kind("stub") if not (is_stub(line) or is_no_data(line))]
    assert len(missed) * 50 <= len(of_kind("stub")), missed


def test_next_to_all_that_waits_for_a_script_is_told() -> None:
    missed = [line for line in of_kind("waiting") if not is_waiting(line)]
    assert len(missed) * 20 <= len(of_kind("waiting")), missed


def test_most_of_what_an_engine_says_is_told() -> None:
    # The rest stands in headers and footers, where the layout of the site tells it.
    missed = [line for line in of_kind("service") if not is_service(line)]
    assert len(missed) * 4 <= len(of_kind("service")), missed
