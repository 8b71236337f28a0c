"""What the parser saw is kept beside an archive, and is never believed when in doubt."""

import asyncio
from dataclasses import fields
from pathlib import Path

import pytest

from site_audit.archives import archive, parsed
from site_audit.audit import Audited, audit
from site_audit.cli.desk import GUIDE
from site_audit.demo.server import serving
from site_audit.facts import Facts, Fragment, Heading, Image, Link
from site_audit.model import College
from tests.workshop import METHODOLOGY, SITES, means_for

FULL = Facts(
    title="Колледж",
    lang="ru",
    generator="Joomla",
    headings=(Heading(1, "Документы"),),
    links=(
        Link("http://h.ru/a", "/a", "Устав", "nav"),
        Link("", "#t", "Вкладка", "content", "a", "О нас"),
    ),
    images=(Image("http://h.ru/i.png", "герб", "", 10, 0, "content", label="Наш герб"),),
    text="строка\nтаблица\tклетка\f",
    chrome="меню",
    fragments=(Fragment("t", "панель", (1,), (0,)),),
    itemprops=(("fullname", "Колледж"),),
    shell=True,
    holes=("place",),
    password=True,
    drawings=(Image("", "герб", "logo", 0, 0, "header", caption="Колледж"),),
)
SPOT = ("http://h.ru/", "ab" * 32)


def same(one: Facts, other: Facts) -> bool:
    return all(getattr(one, field.name) == getattr(other, field.name) for field in fields(Facts))


def audited(name: str, folder: Path, previous: str | None = None) -> Audited:
    with serving([SITES / name]) as (site,):
        college = College(name="Колледж", url=site.url)
        return asyncio.run(audit(college, means_for(folder), METHODOLOGY, previous))


def test_facts_come_back_as_they_were(tmp_path: Path) -> None:
    other = ("http://h.ru/a", "cd" * 32)
    parsed.keep(tmp_path / "a.warc.gz", {SPOT: FULL, other: Facts(links=FULL.links)})
    found = parsed.kept(tmp_path / "a.warc.gz")
    assert same(found[SPOT], FULL)
    assert same(found[other], Facts(links=FULL.links))
    assert found[SPOT].links[0] is found[other].links[0]  # one link of a site, one object


@pytest.mark.parametrize("name", ["order-1493", "soft-404", "frames-and-base", "scans"])
def test_facts_kept_by_a_visit_are_those_that_its_archive_gives(name: str, tmp_path: Path) -> None:
    found = audited(name, tmp_path)
    quick = archive.load(tmp_path, found.archive, GUIDE)
    assert parsed.kept(tmp_path / found.archive)
    parsed.drop(tmp_path / found.archive)
    slow = archive.load(tmp_path, found.archive, GUIDE)
    for one, other in zip(quick.pages, slow.pages, strict=True):
        assert same(one.facts, other.facts)
        assert (one.kind, one.roles, one.clicks) == (other.kind, other.roles, other.clicks)
    assert (quick.unknown is None) == (slow.unknown is None)


def test_a_visit_s_pages_are_not_parsed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = audited("soft-404", tmp_path)
    monkeypatch.setattr(archive, "read_now", lambda about, body: pytest.fail(about.url))
    assert len(archive.load(tmp_path, found.archive, GUIDE).pages) > 3


def test_another_parser_s_facts_are_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed.keep(tmp_path / "a.warc.gz", {SPOT: FULL})
    monkeypatch.setattr(parsed, "parser", lambda: "of tomorrow")
    assert parsed.kept(tmp_path / "a.warc.gz") == {}


@pytest.mark.parametrize("place", [0, 3, 40, -5])
def test_damaged_facts_are_not_believed(tmp_path: Path, place: int) -> None:
    parsed.keep(tmp_path / "a.warc.gz", {SPOT: FULL})
    file = tmp_path / "a.parsed"
    harmed = bytearray(file.read_bytes())
    harmed[place] ^= 0xFF
    file.write_bytes(harmed)
    assert parsed.kept(tmp_path / "a.warc.gz") == {}
    file.write_bytes(file.read_bytes()[:-9])
    assert parsed.kept(tmp_path / "a.warc.gz") == {}


def test_only_the_newest_visit_keeps_what_was_parsed(tmp_path: Path) -> None:
    first = audited("order-1493", tmp_path)
    second = audited("order-1493", tmp_path, first.archive)
    kept = [path.name for path in tmp_path.rglob("*.parsed")]
    assert kept == [Path(second.archive).name.replace(".warc.gz", ".parsed")]


def test_a_disk_that_is_full_costs_no_visit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> int:
        raise OSError("No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        found = audited("order-1493", tmp_path)
    assert "is not kept" in caplog.text
    assert len(archive.load(tmp_path, found.archive, GUIDE).pages) > 3
