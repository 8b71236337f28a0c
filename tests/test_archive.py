import asyncio
import gzip
import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from site_audit.archives import archive, retention
from site_audit.archives.archive import ArchiveError, Contents, Memory, Place
from site_audit.archives.shelf import Shelf
from site_audit.audit import Audited, audit, verdicts
from site_audit.cli.desk import GUIDE
from site_audit.crawling.reader import Exchange
from site_audit.demo.server import Site, serving
from site_audit.model import College, Membership, Probe, Scope, Snapshot, Unseen, Verdict
from tests.samples import HOME, PROSE, html, page, small_site, snapshot
from tests.workshop import METHODOLOGY, SITES, means_for

NAMES = ("order-1493", "soft-404", "frames-and-base", "scans", "off-host-section", "koi8-r")
THEN = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def audited(site: Site, folder: Path, previous: str | None = None) -> Audited:
    college = College(name="Колледж", url=site.url)
    return asyncio.run(audit(college, means_for(folder), METHODOLOGY, previous))


def judged_again(found: Audited, folder: Path) -> tuple[Verdict, ...]:
    loaded = archive.load(folder, found.archive, GUIDE)
    return verdicts(METHODOLOGY, replace(found.audit, snapshot=loaded))


def records(path: Path) -> Iterator[tuple[str, str, dict[str, str], bytes]]:
    """(type, address, headers, body) of each record, as a tool of others reads them."""
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            headers = dict(record.rec_headers.headers)
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            yield record.rec_type, address, headers, record.content_stream().read()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_judged_again_is_what_was_crawled(name: str, tmp_path: Path) -> None:
    with serving([SITES / name]) as (site,):
        found = audited(site, tmp_path)
    loaded = archive.load(tmp_path, found.archive, GUIDE)
    crawled = found.audit.snapshot
    assert judged_again(found, tmp_path) == found.verdicts
    for kept, seen in zip(loaded.pages, crawled.pages, strict=True):
        assert (kept.url, kept.kind, kept.clicks) == (seen.url, seen.kind, seen.clicks)
        assert (kept.facts.text, kept.facts.links) == (seen.facts.text, seen.facts.links)
    assert loaded.unseen == crawled.unseen
    assert (loaded.college, loaded.scope, loaded.taken_at, loaded.probes) == (
        crawled.college,
        crawled.scope,
        crawled.taken_at,
        crawled.probes,
    )


def test_a_site_closed_in_part_is_judged_again_as_it_was(tmp_path: Path) -> None:
    home = html('<a href="/sveden">Сведения об образовательной организации</a>', f"<p>{PROSE}</p>")
    section = html("<h1>Сведения</h1>", '<a href="/paid_edu">Платные образовательные услуги</a>')
    manifest = '[routes."/paid_edu"]\nstatus = 403\nfile = "index.html"\n'
    folder = small_site(tmp_path / "site", {"index.html": home, "sveden.html": section}, manifest)
    with serving([folder]) as (site,):
        found = audited(site, tmp_path)
    assert found.audit.outcome.reason == "http_403"
    assert judged_again(found, tmp_path) == found.verdicts


@pytest.mark.parametrize("name", ["order-1493", "scans"])
def test_a_second_visit_of_an_unchanged_site_costs_little_and_judges_the_same(
    name: str, tmp_path: Path
) -> None:
    with serving([SITES / name]) as (site,):
        first = audited(site, tmp_path)
        asked = len(site.requests)
        second = audited(site, tmp_path, first.archive)
        third = audited(site, tmp_path, second.archive)
        again = site.requests[asked : 2 * asked]
    assert sum("if-none-match" in request.headers for request in again) > len(again) / 2
    assert second.audit.cost.bytes < first.audit.cost.bytes / 4
    assert second.verdicts == first.verdicts == third.verdicts
    assert judged_again(second, tmp_path) == judged_again(third, tmp_path) == first.verdicts
    assert [seen.url for seen in second.audit.snapshot.pages] == [
        seen.url for seen in first.audit.snapshot.pages
    ]


def test_a_body_that_did_not_change_is_kept_once(tmp_path: Path) -> None:
    with serving([SITES / "order-1493"]) as (site,):
        first = audited(site, tmp_path)
        second = audited(site, tmp_path, first.archive)
        third = audited(site, tmp_path, second.archive)
    for later in (second, third):
        referred = [
            headers
            for kind, _, headers, _ in records(tmp_path / later.archive)
            if kind == "revisit"
        ]
        assert len(referred) >= len(first.audit.snapshot.pages) - 1
        assert {headers["WARC-Refers-To-Filename"] for headers in referred} == {first.archive}


def test_standard_tools_read_an_archive(tmp_path: Path) -> None:
    with serving([SITES / "koi8-r"]) as (site,):
        found = audited(site, tmp_path)
    kept = list(records(tmp_path / found.archive))
    assert [kind for kind, *_ in kept[:1]] == ["warcinfo"]
    assert kept[-1][:2] == ("metadata", archive.SNAPSHOT_URI)
    bodies = {page.blob for page in found.audit.snapshot.pages}
    for kind, address, headers, body in kept:
        if kind == "response":
            digest = hashlib.sha256(body).hexdigest()
            assert headers["WARC-Payload-Digest"] == f"sha256:{digest}"
            assert address.startswith("http://127.")
            assert headers["WARC-IP-Address"].startswith("127.")
            bodies.discard(digest)
    assert bodies == set()


def exchange(url: str, body: bytes, **more: object) -> Exchange:
    fields: dict[str, object] = {
        "asked": url,
        "url": url,
        "status": 200,
        "headers": (("content-type", "text/html"), ("etag", '"1"')),
        "wire": body,
        "blob": hashlib.sha256(body).hexdigest(),
        "peer": "127.0.0.1",
        "taken_at": THEN,
    }
    return Exchange(**(fields | more))  # type: ignore[arg-type]


def kept(*urls: str) -> Contents:
    """A site of a home page and of small pages, each with a body of its own."""
    bodies = {url: html(f"<h1>{url}</h1><p>{PROSE}</p>").encode() for url in (HOME, *urls)}
    pages = [
        replace(page(url, body.decode()), blob=hashlib.sha256(body).hexdigest())
        for url, body in bodies.items()
    ]
    return Contents(
        snapshot=snapshot(*pages),
        exchanges=tuple(exchange(url, body) for url, body in bodies.items()),
        evidence=urls,
    )


def test_everything_of_a_snapshot_comes_back(tmp_path: Path) -> None:
    contents = kept(HOME + "papers")
    college = College(
        name="Колледж «Связь»",
        url=HOME,
        id=7,
        inn="6000000000",
        extra_urls=("http://second.ru",),
        robots_consent=date(2026, 9, 1),
        memberships=(Membership(cluster="Завод", role="base", employers=("А", "Б")),),
    )
    given = replace(
        contents.snapshot,
        college=college,
        scope=Scope(places=(("college.ru", "/"), ("second.ru", "/x/"))),
        unseen=(Unseen(url=HOME + "x", anchor="Икс", via=HOME, why="budget"),),
        probes=(Probe(name="tls", value="strict", detail="college.ru"),),
    )
    archive.save(tmp_path, "a.warc.gz", replace(contents, snapshot=given), {})
    found: Snapshot = archive.load(tmp_path, "a.warc.gz", GUIDE)
    assert (found.college, found.scope, found.unseen, found.probes, found.taken_at) == (
        given.college,
        given.scope,
        given.unseen,
        given.probes,
        given.taken_at,
    )
    assert [seen.url for seen in found.pages] == [HOME, HOME + "papers"]


def test_a_body_that_came_compressed_is_kept_as_it_came(tmp_path: Path) -> None:
    body = html(f"<h1>Документы</h1><p>{PROSE}</p>").encode()
    headers = (("content-type", "text/html"), ("content-encoding", "gzip"))
    one = exchange(HOME, body, wire=gzip.compress(body), headers=headers)
    home = replace(page(HOME), blob=one.blob)
    contents = Contents(snapshot=snapshot(home), exchanges=(one,))
    archive.save(tmp_path, "a.warc.gz", contents, {})
    assert "Документы" in archive.load(tmp_path, "a.warc.gz", GUIDE).pages[0].facts.text
    (body_read,) = [b for kind, _, _, b in records(tmp_path / "a.warc.gz") if kind == "response"]
    assert body_read == body


@pytest.mark.parametrize("coding", ["gzip", "X-GZIP", "gzip, utf-8"])
@pytest.mark.parametrize("after", [b"", b"\0\0", b"<!-- cached -->"])
def test_a_body_is_unpacked_from_the_archive_as_it_was_from_the_wire(
    coding: str, after: bytes, tmp_path: Path
) -> None:
    body = html(f"<h1>Документы</h1><p>{PROSE}</p>").encode()
    headers = (("content-type", "text/html"), ("content-encoding", coding))
    one = exchange(HOME, body, wire=gzip.compress(body) + after, headers=headers)
    contents = Contents(snapshot=snapshot(replace(page(HOME), blob=one.blob)), exchanges=(one,))
    archive.save(tmp_path, "a.warc.gz", contents, {})
    assert "Документы" in archive.load(tmp_path, "a.warc.gz", GUIDE).pages[0].facts.text


def test_of_a_repeated_header_the_first_counts(tmp_path: Path) -> None:
    body = html("<h1>Документы</h1>").encode("cp1251")
    headers = (("content-type", "text/html; charset=windows-1251"), ("content-type", "text/plain"))
    one = exchange(HOME, body, wire=body, headers=headers)
    contents = Contents(snapshot=snapshot(replace(page(HOME), blob=one.blob)), exchanges=(one,))
    archive.save(tmp_path, "a.warc.gz", contents, {})
    assert archive.load(tmp_path, "a.warc.gz", GUIDE).pages[0].facts.headings[0].text == "Документы"


def test_the_same_body_at_two_addresses_is_kept_once(tmp_path: Path) -> None:
    body = html(f"<p>{PROSE}</p>").encode()
    contents = kept()
    twins = (*contents.exchanges, exchange(HOME + "a", body), exchange(HOME + "b", body))
    archive.save(tmp_path, "a.warc.gz", replace(contents, exchanges=twins), {})
    kinds = [kind for kind, *_ in records(tmp_path / "a.warc.gz")]
    assert kinds == ["warcinfo", "response", "response", "revisit", "metadata"]
    recalled = Memory(tmp_path, "a.warc.gz").recall(HOME + "b")
    assert recalled is not None
    assert recalled.body == body


def test_cookies_and_headers_that_break_lines_are_not_kept(tmp_path: Path) -> None:
    headers = (
        ("content-type", "text/html"),
        ("set-cookie", "secret=1"),
        ("x-odd", "a\r\nx-injected: 1"),
        ("x-ru", "привет"),
    )
    contents = kept()
    odd = exchange(HOME + "odd", b"<p>x", headers=headers)
    archive.save(tmp_path, "a.warc.gz", replace(contents, exchanges=(*contents.exchanges, odd)), {})
    raw = gzip.decompress((tmp_path / "a.warc.gz").read_bytes())
    assert b"secret" not in raw
    assert b"x-injected" not in raw
    assert "привет".encode() in raw


def test_memory_recalls_what_the_server_can_recognise(tmp_path: Path) -> None:
    contents = kept(HOME + "papers")
    plain = exchange(HOME + "plain", b"<p>x", headers=(("content-type", "text/html"),))
    archive.save(
        tmp_path, "a.warc.gz", replace(contents, exchanges=(*contents.exchanges, plain)), {}
    )
    memory = Memory(tmp_path, "a.warc.gz")
    recalled = memory.recall(HOME + "papers")
    assert recalled is not None
    assert (recalled.etag, recalled.content_type) == ('"1"', "text/html")
    assert PROSE.encode() in recalled.body
    assert memory.recall(HOME + "plain") is None
    assert memory.recall(HOME + "never") is None
    assert memory.evidence == (HOME + "papers",)
    assert len(memory.held()) == 3


def test_without_a_last_visit_nothing_is_remembered(tmp_path: Path) -> None:
    for name in (None, "pruned.warc.gz"):
        memory = Memory(tmp_path, name)
        assert (memory.recall(HOME), memory.held(), memory.evidence) == (None, {}, ())


def test_a_write_that_was_killed_leaves_no_broken_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(file: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", killed)
        with pytest.raises(KeyboardInterrupt):
            archive.save(tmp_path, "x/a.warc.gz", kept(), {})
    assert list(tmp_path.rglob("*.warc.gz")) == []
    archive.save(tmp_path, "x/a.warc.gz", kept(), {})
    assert len(archive.load(tmp_path, "x/a.warc.gz", GUIDE).pages) == 1
    assert [path.name for path in tmp_path.rglob("*.*")] == ["a.warc.gz"]


def test_an_archive_cut_short_is_refused_in_words(tmp_path: Path) -> None:
    archive.save(tmp_path, "a.warc.gz", kept(HOME + "papers"), {})
    whole = (tmp_path / "a.warc.gz").read_bytes()
    members = [place for place in range(len(whole)) if whole[place : place + 3] == b"\x1f\x8b\x08"]
    for place in members:
        (tmp_path / "cut.warc.gz").write_bytes(whole[:place])
        with pytest.raises(ArchiveError, match=r"Архив cut\.warc\.gz обрывается"):
            archive.load(tmp_path, "cut.warc.gz", GUIDE)


JUNK = (b"", b"not an archive", gzip.compress(b"hello", mtime=0), b"\x1f\x8b\x08")


@pytest.mark.parametrize("junk", JUNK)
def test_what_is_no_archive_is_refused_in_words(junk: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(junk)
    with pytest.raises(ArchiveError, match=r"Архив a\.warc\.gz"):
        archive.load(tmp_path, "a.warc.gz", GUIDE)


def test_an_archive_whose_bits_have_changed_is_refused_in_words(tmp_path: Path) -> None:
    archive.save(tmp_path, "a.warc.gz", kept(HOME + "papers"), {})
    whole = bytearray((tmp_path / "a.warc.gz").read_bytes())
    whole[len(whole) // 2] ^= 0x10
    (tmp_path / "a.warc.gz").write_bytes(whole)
    with pytest.raises(ArchiveError, match=r"не читается|обрывается"):
        archive.load(tmp_path, "a.warc.gz", GUIDE)


def test_a_missing_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"Архив lost\.warc\.gz не читается"):
        archive.load(tmp_path, "lost.warc.gz", GUIDE)


def aged(folder: Path, name: str, days: int) -> None:
    moment = (THEN - timedelta(days=days)).timestamp()
    os.utime(folder / name, (moment, moment))


def test_pruning_keeps_what_is_cited_and_what_that_refers_to(tmp_path: Path) -> None:
    contents = kept(HOME + "papers")
    archive.save(tmp_path, "c/1.warc.gz", contents, {})
    archive.save(tmp_path, "c/2.warc.gz", contents, Memory(tmp_path, "c/1.warc.gz").held())
    archive.save(tmp_path, "c/3.warc.gz", kept(), {})
    archive.save(tmp_path, "d/4.warc.gz", kept(), {})
    for name, days in (("c/1", 300), ("c/2", 200), ("c/3", 100), ("d/4", 10)):
        aged(tmp_path, f"{name}.warc.gz", days)
    gone = retention.prune(
        Shelf(folder=tmp_path), ["c/2.warc.gz", "lost.warc.gz"], THEN - timedelta(days=50)
    )
    assert gone == ("c/3.warc.gz",)
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.gz"))
    assert left == ["c/1.warc.gz", "c/2.warc.gz", "d/4.warc.gz"]
    assert len(archive.load(tmp_path, "c/2.warc.gz", GUIDE).pages) == 2


def test_pruning_keeps_what_a_young_archive_refers_to_though_nobody_cites_it(
    tmp_path: Path,
) -> None:
    contents = kept(HOME + "papers")
    archive.save(tmp_path, "c/1.warc.gz", contents, {})
    archive.save(tmp_path, "c/2.warc.gz", contents, Memory(tmp_path, "c/1.warc.gz").held())
    aged(tmp_path, "c/1.warc.gz", 300)
    aged(tmp_path, "c/2.warc.gz", 1)
    assert retention.prune(Shelf(folder=tmp_path), [], THEN - timedelta(days=50)) == ()
    assert len(archive.load(tmp_path, "c/2.warc.gz", GUIDE).pages) == 2


def test_what_an_earlier_archive_holds_is_not_written_again(tmp_path: Path) -> None:
    contents = kept(HOME + "papers")
    archive.save(tmp_path, "1.warc.gz", contents, {})
    held = Memory(tmp_path, "1.warc.gz").held()
    assert {place.name for place in held.values()} == {"1.warc.gz"}
    assert all(isinstance(place, Place) and place.offset > 0 for place in held.values())
    archive.save(tmp_path, "2.warc.gz", contents, held)
    kinds = [kind for kind, *_ in records(tmp_path / "2.warc.gz")]
    assert kinds == ["warcinfo", "revisit", "revisit", "metadata"]
    assert Memory(tmp_path, "2.warc.gz").held() == held


def test_a_page_that_changed_is_kept_anew(tmp_path: Path) -> None:
    contents = kept(HOME + "papers")
    archive.save(tmp_path, "1.warc.gz", contents, {})
    body = html("<h1>Документы</h1><p>Новый устав колледжа</p>").encode()
    changed = exchange(HOME + "papers", body)
    pages = (contents.snapshot.pages[0], replace(page(HOME + "papers"), blob=changed.blob))
    later = Contents(snapshot=snapshot(*pages), exchanges=(contents.exchanges[0], changed))
    archive.save(tmp_path, "2.warc.gz", later, Memory(tmp_path, "1.warc.gz").held())
    kinds = [kind for kind, *_ in records(tmp_path / "2.warc.gz")]
    assert kinds == ["warcinfo", "revisit", "response", "metadata"]
    loaded = archive.load(tmp_path, "2.warc.gz", GUIDE)
    assert "Новый устав" in loaded.pages[1].facts.text
    assert PROSE in loaded.pages[0].facts.text
