import asyncio
import io
from collections.abc import Callable
from pathlib import Path

import PIL.Image
import pytest

from site_audit.crawling.itinerary import Answer
from site_audit.crawling.reader import Kept, Reader, body_kind, read_body
from site_audit.demo.server import Site, serving
from site_audit.net.client import Client
from site_audit.pages import cage
from tests.samples import PROSE, html, small_site
from tests.workshop import means_for

PAGE = html("<h1>Документы</h1>", f"<p>{PROSE}</p>")


def picture(width: int, height: int) -> bytes:
    file = io.BytesIO()
    PIL.Image.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()


def read(body: bytes, content_type: str = "text/html", url: str = "http://college.ru/x") -> Answer:
    about = Answer(url=url, status=200, content_type=content_type)
    return asyncio.run(read_body(about, body))


@pytest.mark.parametrize(
    ("body", "content_type", "url", "kind"),
    [
        (b"<html><p>x", "text/html", "http://c.ru/x", "content"),
        (b"<html><p>x", "TEXT/HTML; charset=utf-8", "http://c.ru/x", "content"),
        (b"<html><p>x", "application/xhtml+xml", "http://c.ru/x", "content"),
        (b"<!doctype html><HTML>", "", "http://c.ru/x", "content"),
        (b"<html>", "text/plain", "http://c.ru/x", "content"),
        (b"Just words", "text/plain", "http://c.ru/x.txt", "other"),
        (b"%PDF-1.4", "text/html", "http://c.ru/ustav", "document"),
        (b"\n%PDF-1.7", "application/octet-stream", "http://c.ru/x.php?id=1", "document"),
        (b"{\\rtf1", "text/html", "http://c.ru/x", "document"),
        (b"PK\x03\x04", "text/html", "http://c.ru/plan.docx", "document"),
        (b"PK\x03\x04", "application/zip", "http://c.ru/all.zip", "other"),
        (b"\xd0\xcf\x11\xe0", "application/msword", "http://c.ru/plan.doc", "document"),
        (b"\x89PNG\r\n", "text/html", "http://c.ru/x", "other"),
        (b"\xff\xd8\xff\xe0", "image/jpeg", "http://c.ru/x.jpg", "other"),
        (b"{}", "application/json", "http://c.ru/x", "other"),
        (b"", "text/html", "http://c.ru/x", "content"),
        (b"", "", "http://c.ru/x", "other"),
    ],
)
def test_first_bytes_count_for_more_than_the_header(
    body: bytes, content_type: str, url: str, kind: str
) -> None:
    assert body_kind(body, content_type, url) == kind


def test_a_page_is_read_in_its_own_encoding() -> None:
    answer = read(PAGE.encode("windows-1251"), "text/html; charset=utf-8")
    assert answer.facts.headings[0].text == "Документы"
    assert (answer.body, answer.trouble) == ("content", None)


def test_a_document_is_kept_unread() -> None:
    answer = read(b"%PDF-1.4 ...", "application/pdf")
    assert (answer.body, answer.trouble, answer.facts.text) == ("document", None, "")


def test_a_picture_knows_its_natural_size() -> None:
    answer = read(picture(600, 800), "image/png", "http://college.ru/scan.png")
    (found,) = answer.facts.images
    assert (answer.body, found.width, found.height) == ("other", 600, 800)
    assert found.url == "http://college.ru/scan.png"


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\nbroken", b"GIF89a", b"\xff\xd8\xff"])
def test_a_broken_picture_is_no_picture(body: bytes) -> None:
    assert read(body, "image/png").facts.images == ()


def test_random_bytes_called_a_page_are_no_text() -> None:
    noise = bytes(range(256)) * 8
    assert read(noise).trouble == "not_text"
    assert read("\ufeff<p>Устав".encode("utf-16")).trouble is None


def test_markup_that_cannot_be_parsed_is_a_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cage, "parse_any", lambda markup, url: None)
    assert read(b"<p>x").trouble == "hard_markup"
    assert read(b"<p>" * 20_000).trouble == "hard_markup"


def test_hard_markup_is_read_in_the_cage() -> None:
    answer = read((PAGE + "<b>" * 12_000).encode())
    assert answer.trouble is None
    assert answer.facts.headings[0].text == "Документы"


def visited(
    site: Site,
    *paths: str,
    recall: Callable[[str], Kept | None] = lambda url: None,
    heeds_robots: bool = True,
    may_follow: Callable[[str], str | None] = lambda url: None,
    folder: Path = Path(),
) -> tuple[list[Answer], Reader]:
    """What a reader answers for these addresses of a site that is being served."""

    async def run() -> tuple[list[Answer], Reader]:
        settings = means_for(folder).client
        async with Client(settings) as client:
            reader = Reader(client, settings.user_agent, recall, heeds_robots)
            base = site.url.rstrip("/")
            urls = [path if "://" in path else base + path for path in paths]
            return [await reader.open(url, may_follow) for url in urls], reader

    return asyncio.run(run())


def asked(site: Site) -> list[str]:
    return [request.path for request in site.requests]


def test_robots_are_read_once_and_heeded(tmp_path: Path) -> None:
    robots = "User-agent: *\nDisallow: /private\n"
    folder = small_site(tmp_path, {"index.html": PAGE, "private.html": PAGE, "robots.txt": robots})
    with serving([folder]) as (site,):
        (home, closed, missing), reader = visited(site, "/", "/private", "/nowhere")
    assert (home.trouble, closed.trouble) == (None, "robots")
    assert (missing.status, missing.trouble) == (404, None)
    assert asked(site) == ["/robots.txt", "/", "/nowhere"]
    assert [(probe.name, probe.value) for probe in reader.probes()] == [("robots", "read")]


def test_robots_of_a_site_whose_owner_agreed_are_passed_over(tmp_path: Path) -> None:
    robots = "User-agent: *\nDisallow: /\n"
    folder = small_site(tmp_path, {"index.html": PAGE, "robots.txt": robots})
    with serving([folder]) as (site,):
        (closed,), _ = visited(site, "/")
        (agreed,), _ = visited(site, "/", heeds_robots=False)
    assert (closed.trouble, agreed.trouble, agreed.status) == ("robots", None, 200)


@pytest.mark.parametrize(("status", "trouble"), [(500, "robots_unreachable"), (503, "http_503")])
def test_robots_that_fail_close_the_site(status: int, trouble: str, tmp_path: Path) -> None:
    manifest = f'[routes."/robots.txt"]\nstatus = {status}\nfile = "index.html"\n'
    folder = small_site(tmp_path, {"index.html": PAGE}, manifest)
    with serving([folder]) as (site,):
        (closed,), reader = visited(site, "/")
        (agreed,), _ = visited(site, "/", heeds_robots=False)
    assert (closed.trouble, agreed.trouble) == (trouble, None)
    assert [probe.value for probe in reader.probes()] == [trouble]


def test_a_redirect_into_a_closed_corner_is_not_followed(tmp_path: Path) -> None:
    manifest = '[routes."/open"]\nlocation = "/private/x"\n'
    robots = "User-agent: *\nDisallow: /private\n"
    folder = small_site(tmp_path, {"index.html": PAGE, "robots.txt": robots}, manifest)
    with serving([folder]) as (site,):
        (answer,), _ = visited(site, "/open")
    assert answer.trouble == "robots"
    assert "/private/x" not in asked(site)


def test_a_redirect_to_another_host_asks_for_its_robots_first(tmp_path: Path) -> None:
    manifest = '[hosts]\nother = "other"\n[routes."/away"]\nlocation = "{{other}}/new"\n'
    files = {"index.html": PAGE, "other/new.html": PAGE, "other/robots.txt": ""}
    folder = small_site(tmp_path, files, manifest)
    with serving([folder]) as (site,):
        (answer,), _ = visited(site, "/away")
    other = dict(site.hosts)["other"]
    assert (answer.url, answer.status) == (other + "/new", 200)
    theirs = [request.path for request in site.requests if request.host == "other"]
    assert theirs == ["/robots.txt", "/new"]


def test_robots_of_the_other_host_are_heeded_too(tmp_path: Path) -> None:
    manifest = '[hosts]\nother = "other"\n[routes."/away"]\nlocation = "{{other}}/new"\n'
    robots = "User-agent: *\nDisallow: /\n"
    files = {"index.html": PAGE, "other/new.html": PAGE, "other/robots.txt": robots}
    with serving([small_site(tmp_path, files, manifest)]) as (site,):
        (answer,), _ = visited(site, "/away")
    assert answer.trouble == "robots"
    assert [request.path for request in site.requests if request.host == "other"] == ["/robots.txt"]


@pytest.mark.parametrize(
    ("robots", "trouble", "requests"),
    [
        ({"status": 500}, "robots_unreachable", ["/robots.txt"] * 2),  # 5xx has a second chance
        ({"status": 200, "text": "Disallow: /new"}, "robots", ["/robots.txt", "/"]),
    ],
)
def test_a_known_host_that_keeps_us_out_is_not_asked_for_what_a_redirect_names(
    robots: dict[str, object], trouble: str, requests: list[str], tmp_path: Path
) -> None:
    """Asked once, and the reason is that of the host and not of the address."""
    manifest = '[hosts]\nother = "other"\n[routes."/away"]\nlocation = "{{other}}/new"\n'
    theirs = f'title = "x"\n[routes."/robots.txt"]\nstatus = {robots["status"]}\nfile = "r.txt"\n'
    files = {
        "index.html": PAGE,
        "other/index.html": PAGE,
        "other/new.html": PAGE,
        "other/r.txt": f"User-agent: *\n{robots.get('text', '')}\n",
        "other/site.toml": theirs,
    }
    with serving([small_site(tmp_path, files, manifest)]) as (site,):
        other = dict(site.hosts)["other"]
        (_, answer), _ = visited(site, other + "/", "/away")
    assert (answer.url, answer.trouble) == (other + "/new", trouble)
    theirs_asked = [request.path for request in site.requests if request.host == "other"]
    assert theirs_asked == requests


def test_a_redirect_that_may_not_be_followed_says_why(tmp_path: Path) -> None:
    manifest = '[routes."/away"]\nlocation = "http://casino.example/"\n'
    folder = small_site(tmp_path, {"index.html": PAGE}, manifest)
    with serving([folder]) as (site,):
        (answer,), reader = visited(site, "/away", may_follow=lambda url: "refused_by_us")
    assert answer.trouble == "refused_by_us"
    assert reader.exchanges == []


def test_redirects_in_a_ring_end(tmp_path: Path) -> None:
    manifest = (
        '[hosts]\nother = "other"\n[routes."/a"]\nlocation = "/b"\n[routes."/b"]\nlocation = "/a"\n'
        '[routes."/far"]\nlocation = "{{other}}/far"\n'
    )
    theirs = 'title = "x"\n[routes."/far"]\nlocation = "{{self}}/far"\n'
    files = {"index.html": PAGE, "other/index.html": PAGE, "other/site.toml": theirs}
    with serving([small_site(tmp_path, files, manifest)]) as (site,):
        (near, far), _ = visited(site, "/a", "/far")
    assert (near.trouble, far.trouble) == ("redirects", "redirects")
    assert len(site.requests) < 20


def test_a_page_that_did_not_change_is_taken_from_memory(tmp_path: Path) -> None:
    folder = small_site(tmp_path, {"index.html": PAGE})
    with serving([folder]) as (site,):
        (first,), reader = visited(site, "/")
        (came,) = reader.exchanges
        etag = dict(came.headers)["etag"]
        kept = Kept(
            etag=etag, last_modified="", content_type="text/html", body=came.wire, blob=came.blob
        )
        (second,), again = visited(site, "/", recall=lambda url: kept)
    assert (second.status, second.blob, second.facts.text) == (200, first.blob, first.facts.text)
    (exchange,) = again.exchanges
    assert (exchange.status, exchange.same, exchange.wire) == (304, first.blob, b"")


def test_an_exchange_keeps_what_came_over_the_wire(tmp_path: Path) -> None:
    folder = small_site(tmp_path, {"index.html": PAGE})
    with serving([folder]) as (site,):
        (answer,), reader = visited(site, "/")
    (exchange,) = reader.exchanges
    assert (exchange.url, exchange.status, exchange.wire) == (site.url, 200, PAGE.encode())
    assert (exchange.blob, exchange.peer) == (answer.blob, site.url.split("/")[2].split(":")[0])
    assert answer.size == len(PAGE.encode())


def test_an_address_that_is_none_is_a_bad_one(tmp_path: Path) -> None:
    with serving([small_site(tmp_path, {"index.html": PAGE})]) as (site,):
        (answer,), _ = visited(site, "nonsense://x")
    assert answer.trouble == "bad_url"
    assert site.requests == []
