import codecs
import gc
import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from site_audit.demo import folders
from site_audit.demo.server import Site, manifest, serving
from site_audit.model import Membership

HOME = '<meta charset="utf-8"><a href="{{self}}/sveden/">Сведения</a> <a href="{{old}}/x">Архив</a>'
MANIFEST = """
title = "A site to serve"
encoding = "windows-1251"
entry = "/college/"
[routes."/index.php?id=5"]
file = "page5.html"
[routes."/moved"]
location = "{{old}}/новый адрес"
status = 301
[routes."/blocked"]
status = 403
headers = { Server = "guard" }
[routes."/раздел"]
file = "page5.html"
content_type = "text/html"
[hosts]
old = "old"
[marks]
A1 = 1
A2 = 0
A3 = "?"
[why]
A2 = "no such page"
[college]
name = "Учебный колледж"
inn = "7700000000"
cluster = "Учебный кластер"
role = "базовая"
industry = "Машиностроение"
employers = ["АО «Завод»"]
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(
        tmp_path / "college",
        {
            "site.toml": MANIFEST,
            "index.html": HOME,
            "page5.html": "Страница 5 →",
            "sveden/index.html": "Раздел",
            "sveden/common.html": "Основные сведения",
            "style.css": "p { color: red }",
            "sitemap.xml": "<loc>{{self}}/</loc>",
            "old/x.html": "Старый сайт, новый: {{self}}",
        },
    )


@pytest.fixture
def site(folder: Path) -> Iterator[Site]:
    with serving([folder]) as (site,):
        yield site


class Answered:
    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status = answer.status
        self.headers = answer.headers
        self.body = answer.read()


def ask(url: str, path: str, method: str = "GET", **headers: str) -> Answered:
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        return Answered(connection.getresponse())
    finally:
        connection.close()


def test_a_manifest_is_read_whole(folder: Path) -> None:
    read = manifest(folder)
    assert (read.title, read.entry, read.encoding) == (
        "A site to serve",
        "/college/",
        "windows-1251",
    )
    assert read.marks == (("A1", 1), ("A2", 0), ("A3", None))
    assert read.why == (("A2", "no such page"),)
    assert read.college is not None
    assert read.college.memberships == (
        Membership(
            cluster="Учебный кластер",
            role="base",
            industry="Машиностроение",
            employers=("АО «Завод»",),
        ),
    )


@pytest.mark.parametrize(
    "text", ['titel = "typo"', 'marks = { A1 = "yes" }', "[college]\nrole = 'x'", "[routes.x]\nf=1"]
)
def test_a_wrong_manifest_is_refused_with_its_path(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"site.toml": text})
    with pytest.raises(ValueError, match=r"site\.toml"):
        manifest(tmp_path)


def test_a_route_to_a_missing_file_is_refused_at_once(tmp_path: Path) -> None:
    write(tmp_path, {"site.toml": "[fallback]\nfile = 'missing.html'"})
    with pytest.raises(ValueError, match=r"missing\.html"), serving([tmp_path]):
        pass


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/sveden/common", "Основные"),
        ("/sveden/common.html", "Основные"),
        ("/sveden/common/?print=1", "Основные"),
        ("/sveden", "Раздел"),
        ("/sveden/", "Раздел"),
        ("/index.php?id=5", "Страница 5"),
        ("/%D1%80%D0%B0%D0%B7%D0%B4%D0%B5%D0%BB", "Страница 5"),
    ],
)
def test_an_address_finds_its_file(site: Site, path: str, text: str) -> None:
    answer = ask(site.url, path)
    assert answer.status == 200
    assert text in answer.body.decode("windows-1251")


@pytest.mark.parametrize(
    "path", ["/index.php?id=6", "/nowhere", "/site.toml", "/../site.toml", "/%2e%2e/x", "/old/x"]
)
def test_what_is_no_page_of_the_host_is_not_found(site: Site, path: str) -> None:
    answer = ask(site.url, path)
    assert answer.status == 404
    assert "Страница не найдена" in answer.body.decode("windows-1251")


def test_pages_are_served_in_the_encoding_of_the_site_and_other_files_as_they_are(
    site: Site,
) -> None:
    page = ask(site.url, "/page5")
    assert page.headers["Content-Type"] == "text/html; charset=windows-1251"
    assert page.body == "Страница 5 &#8594;".encode("windows-1251")
    assert ask(site.url, quote("/раздел")).headers["Content-Type"] == "text/html"
    assert ask(site.url, "/style.css").headers["Content-Type"] == "text/css; charset=utf-8"


def test_names_of_hosts_become_their_bases(site: Site) -> None:
    base = site.url.removesuffix("/college/")
    ((name, old),) = site.hosts
    page = ask(site.url, "/").body.decode("windows-1251")
    assert name == "old"
    assert f'href="{base}/sveden/"' in page
    assert f'href="{old}/x"' in page
    assert f"новый: {base}" in ask(old, "/x").body.decode("windows-1251")
    assert f"<loc>{base}/</loc>" in ask(site.url, "/sitemap.xml").body.decode()


def test_a_route_redirects_and_refuses(site: Site) -> None:
    moved = ask(site.url, "/moved")
    assert (moved.status, moved.headers["Location"]) == (
        301,
        site.hosts[0][1] + "/%D0%BD%D0%BE%D0%B2%D1%8B%D0%B9%20%D0%B0%D0%B4%D1%80%D0%B5%D1%81",
    )
    blocked = ask(site.url, "/blocked")
    assert (blocked.status, blocked.headers["Server"]) == (403, "guard")
    assert b"403" in blocked.body


def test_an_own_404_page_and_a_fallback_answer_unknown_addresses(tmp_path: Path) -> None:
    own = write(tmp_path / "own", {"site.toml": "", "404.html": "Нет такой"})
    soft = write(
        tmp_path / "soft",
        {"site.toml": "[fallback]\nstatus = 200\nfile = 'index.html'", "index.html": "Главная"},
    )
    with serving([own, soft]) as sites:
        answers = [ask(site.url, "/any") for site in sites]
    assert [(answer.status, answer.body.decode()) for answer in answers] == [
        (404, "Нет такой"),
        (200, "Главная"),
    ]


def test_a_known_file_is_not_sent_again(site: Site) -> None:
    first = ask(site.url, "/page5")
    again = ask(site.url, "/page5", If_None_Match=f'"other", W/{first.headers["ETag"]}')
    assert (again.status, again.body) == (304, b"")
    assert ask(site.url, "/page5", If_None_Match='"other"').body == first.body


def test_head_tells_the_length_and_sends_nothing(site: Site) -> None:
    answer = ask(site.url, "/page5", method="HEAD")
    assert answer.body == b""
    assert int(answer.headers["Content-Length"]) == len(ask(site.url, "/page5").body)


def test_other_methods_are_not_allowed(site: Site) -> None:
    assert ask(site.url, "/page5", method="POST").status == 405


def test_a_connection_serves_many_requests_and_all_are_in_the_log(site: Site) -> None:
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc)
    connection.request("GET", "/page5?x=1", headers={"User-Agent": "test"})
    connection.getresponse().read()
    kept = connection.sock
    connection.request("HEAD", "/nowhere")
    connection.getresponse().read()
    assert kept is not None
    assert connection.sock is kept
    connection.close()
    ask(site.hosts[0][1], "/x")
    assert [(request.host, request.method, request.path) for request in site.requests] == [
        ("self", "GET", "/page5?x=1"),
        ("self", "HEAD", "/nowhere"),
        ("old", "GET", "/x"),
    ]
    assert site.requests[0].headers["user-agent"] == "test"


def test_sites_stand_at_addresses_counted_up(folder: Path, tmp_path: Path) -> None:
    second = write(tmp_path / "second", {"site.toml": "", "index.html": "Второй"})
    with serving([folder, second], first="127.77.5.254") as sites:
        hosts = [
            urlsplit(url).hostname for url in (sites[0].url, sites[0].hosts[0][1], sites[1].url)
        ]
        assert hosts == ["127.77.5.254", "127.77.5.255", "127.77.6.0"]
        assert [site.name for site in sites] == ["college", "second"]
        assert ask(sites[1].url, "/").body.decode() == "Второй"


def test_all_sites_take_the_port_that_was_asked_for(folder: Path) -> None:
    with serving([folder]) as (site,):
        port = urlsplit(site.url).port
    assert port
    with serving([folder], port=port) as (site,):
        assert {urlsplit(site.url).port, urlsplit(site.hosts[0][1]).port} == {port}


def nothing_said(_: socket.socket) -> None:
    pass


def half_a_request(client: socket.socket) -> None:
    client.sendall(b"GET / HTTP/1.1\r\nHos")


def nonsense(client: socket.socket) -> None:
    client.sendall(b"\x16\x03\x01 nonsense\r\n\r\n")


def answered_and_kept_open(client: socket.socket) -> None:
    client.sendall(b"GET /page5 HTTP/1.1\r\nHost: x\r\n\r\n")
    assert client.recv(8)


@pytest.mark.parametrize("habit", [nothing_said, half_a_request, nonsense, answered_and_kept_open])
def test_stopping_leaves_no_socket_and_no_thread_whatever_clients_do(
    folder: Path, habit: Callable[[socket.socket], None]
) -> None:
    threads = threading.active_count()
    with serving([folder]) as (site,):
        parts = urlsplit(site.url)
        with socket.create_connection((parts.hostname, parts.port)) as client:
            habit(client)
    gc.collect()
    assert threading.active_count() == threads
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((parts.hostname, parts.port))


def test_stopping_does_not_wait_for_clients_that_stay(folder: Path) -> None:
    with serving([folder]) as (site,):
        parts = urlsplit(site.url)
        client = socket.create_connection((parts.hostname, parts.port))
        answered_and_kept_open(client)
    while client.recv(1024):
        pass
    client.close()


def test_a_byte_order_mark_stays_when_the_encoding_has_one(tmp_path: Path) -> None:
    write(tmp_path, {"site.toml": "encoding = 'utf-8-sig'", "index.html": "Главная"})
    with serving([tmp_path]) as (site,):
        assert ask(site.url, "/").body.startswith(codecs.BOM_UTF8)


def valid_inn(inn: str) -> bool:
    """Ten digits, the last of them the control digit of the Tax Service's order."""
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    total = sum(weight * int(digit) for weight, digit in zip(weights, inn, strict=False))
    return len(inn) == 10 and int(inn[9]) == total % 11 % 10


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_bundled_college_can_be_registered_and_is_labelled_in_full(folder: Path) -> None:
    read = manifest(folder)
    presence = {"A": 10, "B": 9, "C": 7}
    assert [code for code, _ in read.marks] == [
        f"{group}{number}" for group, last in presence.items() for number in range(1, last + 1)
    ]
    assert read.college is not None
    assert valid_inn(read.college.inn)
    assert read.college.name
    assert read.college.short_name
    assert read.college.region
    (membership,) = read.college.memberships
    assert membership.industry
    assert membership.employers


def test_each_bundled_cluster_has_one_base_and_an_inn_stands_once() -> None:
    colleges = [manifest(folder).college for folder in folders()]
    known = [college for college in colleges if college is not None]
    bases: dict[str, int] = {}
    for college in known:
        (membership,) = college.memberships
        bases[membership.cluster] = bases.get(membership.cluster, 0) + (membership.role == "base")
    assert len(bases) >= 2
    assert set(bases.values()) == {1}
    assert len({college.inn for college in known}) == len(colleges)
