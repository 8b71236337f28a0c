"""Words as they stand on pages, gathered by hands that had not seen the patterns."""

from pathlib import Path

import pytest

from criteria.roles import slugged, titled
from site_audit.pages.furniture import is_service, is_waiting
from site_audit.pages.stubs import is_no_data, is_sample, is_stub

FOLDER = Path(__file__).parent / "phrases"
Rows = list[tuple[str, ...]]


def rows(name: str) -> Rows:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [tuple(row.split("\t")) for row in text.split("\n") if row]


def of_kind(kind: str) -> list[str]:
    return [line for named, line in rows("lines.tsv") if named == kind]


def hard_content() -> list[str]:
    """Content in the very words of promises: to take it for one may cost a site a mark."""
    return [line for named, line in rows("hard.tsv") if named == "content"]


@pytest.mark.parametrize("line", of_kind("content") + hard_content())
def test_what_is_content_is_taken_for_nothing_else(line: str) -> None:
    assert not is_stub(line)
    assert not is_service(line)
    assert not is_sample(line)


def test_nine_promises_of_ten_are_told() -> None:
    # Not all: a promise that is missed costs nothing, content that is taken for one costs a mark.
    missed = [line for line in of_kind("stub") if not (is_stub(line) or is_no_data(line))]
    assert len(missed) * 10 <= len(of_kind("stub")), missed


def test_next_to_all_that_waits_for_a_script_is_told() -> None:
    missed = [line for line in of_kind("waiting") if not is_waiting(line)]
    assert len(missed) * 20 <= len(of_kind("waiting")), missed


def test_most_of_what_an_engine_says_is_told() -> None:
    # The rest stands in headers and footers, where the layout of the site tells it.
    missed = [line for line in of_kind("service") if not is_service(line)]
    assert len(missed) * 4 <= len(of_kind("service")), missed


Row = tuple[str, ...]


def missed(name: str, wanted: str) -> tuple[list[Row], int]:
    """Rows marked ``wanted`` that are told otherwise, and how many such rows there are."""
    tell = {"titles.tsv": titled, "slugs.tsv": lambda path: slugged("http://h.ru" + path)}[name]
    marked = [row for row in rows(name) if row[1] == wanted]
    return [row for row in marked if (row[0] in tell(row[2])) != (wanted == "yes")], len(marked)


def test_next_to_all_titles_are_told_with_their_slips_and_additions() -> None:
    wrong, all_of_them = missed("titles.tsv", "yes")
    assert len(wrong) * 100 <= all_of_them * 2, wrong


def test_next_to_no_other_title_is_taken_for_one() -> None:
    wrong, all_of_them = missed("titles.tsv", "no")
    assert len(wrong) * 100 <= all_of_them * 2, wrong


def test_most_addresses_tell_what_they_name() -> None:
    wrong, all_of_them = missed("slugs.tsv", "yes")
    assert len(wrong) * 100 <= all_of_them * 7, wrong


def test_few_addresses_tell_what_they_do_not_name() -> None:
    # Ten of them are documents of students, parents, hostels: their content tells those.
    wrong, all_of_them = missed("slugs.tsv", "no")
    assert len(wrong) * 100 <= all_of_them * 3, wrong
