import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from site_audit import address
from tests.samples import STEADY

BASE = "http://college.ru/about/page.html"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("sveden", "http://college.ru/about/sveden"),
        ("/sveden/", "http://college.ru/sveden/"),
        ("../../../sveden", "http://college.ru/sveden"),
        ("?id=5", "http://college.ru/about/page.html?id=5"),
        ("#anchor", "http://college.ru/about/page.html"),
        ("//other.ru/x", "http://other.ru/x"),
        ("\\sveden\\common", "http://college.ru/sveden/common"),
        (" /s v\n", "http://college.ru/s%20v"),
        ("HTTP://ЯПРОФ.РФ", "http://xn--n1abdr5c.xn--p1ai/"),
        ("http://user:secret@college.ru/x", "http://college.ru/x"),
        ("http://college.ru:80/x", "http://college.ru/x"),
        ("/сведения", "http://college.ru/%D1%81%D0%B2%D0%B5%D0%B4%D0%B5%D0%BD%D0%B8%D1%8F"),
    ],
)
def test_a_link_leads_where_a_browser_would_go(href: str, url: str) -> None:
    assert address.join(BASE, href) == url


@pytest.mark.parametrize(
    "href",
    [
        "mailto:a@b.ru",
        "tel:+7",
        "javascript:void(0)",
        "data:text/html,x",
        "ftp://college.ru/",
        "http://",
        "http://[::1",
        "http://a b/",
        "http://256.1.1.1/",
        "http://a:99999/",
        "/" + "a" * 3000,
        "x" * 100_000,
    ],
)
def test_what_no_crawler_opens_joins_to_nothing(href: str) -> None:
    assert address.join(BASE, href) == ""


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("college.ru", "http://college.ru/"),
        (" КОЛЛЕДЖ.РФ ", "http://xn--d1abenfat.xn--p1ai/"),
        ("https://College.ru", "https://college.ru/"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000/"),
        ("//college.ru/x", "http://college.ru/x"),
        ("", ""),
        ("http://", ""),
    ],
)
def test_an_address_of_the_register_has_one_normal_form(typed: str, url: str) -> None:
    assert address.normal(typed) == url


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://www.college.ru/", "college.ru"),
        ("https://КОЛЛЕДЖ.рф:8080/", "xn--d1abenfat.xn--p1ai"),
        ("http://college.ru./", "college.ru"),
        ("http://127.0.0.1:8000/", "127.0.0.1:8000"),
        ("http://[::1]:80/", "[::1]"),
        ("not an address", ""),
    ],
)
def test_hosts_are_compared_in_one_form(url: str, host: str) -> None:
    assert address.host_of(url) == host


TWINS = [
    ("http://c.ru/sveden", "http://c.ru/sveden/"),
    ("http://c.ru/Sveden/Common", "https://www.c.ru/sveden/common"),
    ("http://c.ru/x/index.php", "http://c.ru/x"),
    ("http://c.ru/x/", "http://c.ru/x/default.aspx"),
    ("http://c.ru/x?utm_source=vk&id=5", "http://c.ru/x?id=5"),
    ("http://c.ru/x?PHPSESSID=0123456789abcdef0123", "http://c.ru/x"),
    ("http://c.ru/x;jsessionid=ABC123?id=1", "http://c.ru/x?id=1"),
    ("http://c.ru/(S(abc123def))/x", "http://c.ru/x"),
    ("http://c.ru/x?print=1", "http://c.ru/x"),
]


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_spellings_of_one_page_have_one_key(one: str, other: str) -> None:
    assert address.key(one) == address.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://c.ru/x?id=5", "http://c.ru/x?id=6"),
        ("http://c.ru/?sid=5", "http://c.ru/?sid=6"),  # a section's number
        ("http://c.ru/a", "http://c.ru/b"),
        ("http://c.ru/", "http://sub.c.ru/"),
        (
            "http://c.ru/?a=1&b=2",
            "http://c.ru/?b=2&a=1",
        ),  # no server promises that order is nothing
        ("http://127.0.0.1:80/", "http://127.0.0.1:81/"),
    ],
)
def test_different_pages_have_different_keys(one: str, other: str) -> None:
    assert address.key(one) != address.key(other)


def test_a_session_in_the_path_is_volatile_but_no_twin_for_sure() -> None:
    one, other = "http://c.ru/s1f3a9b02/news", "http://c.ru/s7d0c4e5f/news"
    assert address.key(one) != address.key(other)
    assert address.stable_key(one) == address.stable_key(other)
    assert address.stable_key("http://c.ru/s72125890/news") == address.stable_key(one)
    assert address.stable_key("http://c.ru/20240101/x") != address.stable_key("http://c.ru/x")


def test_files_are_told_by_the_end_of_the_path() -> None:
    assert address.is_document("http://c.ru/ustav.PDF?v=2")
    assert address.is_readable_document("http://c.ru/%D1%83.docx")
    assert not address.is_readable_document("http://c.ru/photo.jpg")
    assert address.is_asset("http://c.ru/main.css")
    assert not address.is_asset("http://c.ru/ustav.pdf")
    assert not address.is_document("http://c.ru/get.php?file=ustav.pdf")


def test_the_site_is_its_host_with_subdomains() -> None:
    scope = address.scope_of(("www.college.ru", "http://priem-college.ru"))
    assert address.inside("https://college.ru/x", scope)
    assert address.inside("http://sveden.college.ru/", scope)
    assert address.inside("http://priem-college.ru/x", scope)
    assert not address.inside("http://notcollege.ru/", scope)
    assert not address.inside("http://college.ru.evil.com/", scope)


def test_an_address_with_a_path_means_that_prefix() -> None:
    scope = address.scope_of(("http://univer.ru/spo/college",))
    assert address.inside("http://univer.ru/spo/college", scope)
    assert address.inside("http://univer.ru/spo/college/sveden", scope)
    assert not address.inside("http://univer.ru/spo/colleges", scope)
    assert not address.inside("http://univer.ru/", scope)
    assert address.on_host("http://univer.ru/sveden", scope)


def test_a_path_that_ends_in_a_file_means_its_folder() -> None:
    scope = address.scope_of(("http://univer.ru/spo/index.php",))
    assert address.inside("http://univer.ru/spo/sveden", scope)
    assert not address.inside("http://univer.ru/other", scope)


def test_a_bare_ip_is_a_site_with_its_port_and_no_subdomains() -> None:
    scope = address.scope_of(("http://127.0.0.1:8000",))
    assert address.inside("http://127.0.0.1:8000/x", scope)
    assert not address.inside("http://127.0.0.1:8001/x", scope)


HREFS = some.text(max_size=60) | some.lists(
    some.sampled_from(
        ["http:", "//", "/", "?", "#", "..", "@", ":", "[", "]", "%", "а", "\x00", "\ud800", "."]
    )
).map("".join)


@STEADY
@given(HREFS, HREFS)
@example("\ud800", BASE)
@example("http://[::1", "http://[")
def test_no_text_is_too_odd_for_an_address(href: str, base: str) -> None:
    for url in (address.join(BASE, href), address.join(base, href), address.normal(href), href):
        assert address.is_route(address.join(BASE, href)) or "#" not in address.join(BASE, href)
        address.host_of(url)
        address.path_of(url)
        address.key(url)
        address.stable_key(url)
        assert address.is_document(url) in (True, False)
        assert address.is_asset(url) in (True, False)


@STEADY
@given(HREFS)
def test_a_joined_address_is_web_and_normal(href: str) -> None:
    url = address.join(BASE, href)
    if url:
        assert url.startswith(("http://", "https://"))
        assert address.join(BASE, url) == url
        assert len(url) <= address.MAX_LENGTH
        same = address.key(url) == address.key(url.partition("#")[0])
        assert same or address.is_route(url)


@pytest.mark.parametrize(
    ("href", "path"),
    [("#/sveden/common", "/sveden/common"), ("#!/abitur", "/abitur"), ("#!abitur", "/abitur")],
)
def test_a_route_of_a_script_is_part_of_the_address(href: str, path: str) -> None:
    url = address.join("http://college.ru/", href)
    assert url == f"http://college.ru/{href}"
    assert address.path_of(url) == path
    assert address.key(url) == f"college.ru{path}"
    assert address.is_route(url)


@pytest.mark.parametrize("href", ["#", "#top", "#/", "#!", "#!/"])
def test_a_place_on_the_page_is_no_address(href: str) -> None:
    assert address.join("http://college.ru/x", href) == "http://college.ru/x"


def test_a_route_inside_a_folder_goes_on_where_the_folder_ends() -> None:
    scope = address.scope_of(("http://univer.ru/college/",))
    assert address.inside("http://univer.ru/college/#/abitur", scope)
    assert not address.inside("http://univer.ru/#/abitur", scope)


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        ("http://college.ru/a", "https://www.college.ru/", True),
        ("http://m.college.ru/", "http://college.ru/x", True),
        ("http://college.ru/", "http://new.college.ru/", True),
        ("http://college.ru/", "http://mycollege.ru/", False),
        ("http://127.0.0.1:80/", "http://127.0.0.1:81/", False),
        ("about:blank", "http://college.ru/", False),
    ],
)
def test_hosts_and_their_subdomains_are_kin(one: str, other: str, kin: bool) -> None:
    assert address.are_kin(one, other) is kin
