import asyncio
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as some

from site_audit.net.client import Client
from site_audit.net.fetched import Fetched, Hop
from site_audit.net.robots import MOST_BYTES, MOST_SITEMAPS, Robots, read_robots

AGENT = "SiteAudit/0.1 (+mailto:audit@example.org)"
ORIGIN = "https://college.test"


def fetched(
    body: bytes = b"", status: int = 200, trouble: str | None = None, **more: Any
) -> Fetched:
    answer = Fetched(
        asked=ORIGIN + "/robots.txt",
        url=ORIGIN + "/robots.txt",
        status=status,
        headers=(),
        body=body,
        wire=body,
        hops=(),
        peer="",
        trouble=trouble,
        detail="",
        tries=1,
        started_at=datetime(2026, 11, 21, tzinfo=UTC),
        seconds=0.0,
    )
    return replace(answer, **more)


def read(answer: Fetched, agent: str = AGENT) -> tuple[Robots, list[Any]]:
    """The robots of this answer, and what was asked of the client."""
    asked: list[Any] = []

    async def get(url: str, *, max_body: int) -> Fetched:
        asked.append((url, max_body))
        return answer

    async def slow_down(host: str, seconds: float) -> None:
        asked.append((host, seconds))

    client = cast(Client, SimpleNamespace(get=get, pace=SimpleNamespace(slow_down=slow_down)))
    return asyncio.run(read_robots(client, ORIGIN, agent)), asked


def robots(text: str | bytes, agent: str = AGENT) -> Robots:
    body = text if isinstance(text, bytes) else text.encode()
    return read(fetched(body), agent)[0]


def test_the_file_is_asked_with_a_bound_of_its_own():
    assert read(fetched())[1] == [(ORIGIN + "/robots.txt", MOST_BYTES)]


def test_what_is_closed_is_not_allowed_and_the_rest_is():
    rules = robots("User-agent: *\nDisallow: /admin/\nDisallow: /*.pdf$\nAllow: /admin/open\n")
    assert not rules.allows(ORIGIN + "/admin/x")
    assert rules.allows(ORIGIN + "/admin/open")
    assert not rules.allows(ORIGIN + "/plan.pdf")
    assert rules.allows(ORIGIN + "/plan.pdf?v=2")
    assert rules.allows(ORIGIN + "/")


def test_a_group_of_our_own_goes_before_the_one_for_all():
    text = "User-agent: *\nDisallow: /\nUser-agent: siteaudit\nDisallow: /x\n"
    assert robots(text).allows(ORIGIN + "/sveden")
    assert not robots(text).allows(ORIGIN + "/x")
    assert not robots(text, "Other/1.0").allows(ORIGIN + "/sveden")


def test_the_delay_and_the_sitemaps_are_read_and_the_client_keeps_the_delay():
    text = "User-agent: *\nCrawl-delay: 2.5\nSitemap: https://college.test/map.xml\n"
    rules, asked = read(fetched(text.encode()))
    assert (rules.crawl_delay, rules.sitemaps) == (2.5, ("https://college.test/map.xml",))
    assert asked[1:] == [("college.test", 2.5)]
    assert len(robots("Sitemap: /m\n" * 500).sitemaps) == MOST_SITEMAPS


@pytest.mark.parametrize("delay", ["-1", "0", "nan", "inf", "soon", "", "1e999"])
def test_a_delay_that_makes_no_sense_is_none(delay):
    rules, asked = read(fetched(f"User-agent: *\nCrawl-delay: {delay}\n".encode()))
    assert rules.crawl_delay is None
    assert len(asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        fetched(status=404),
        fetched(b"User-agent: *\nDisallow: /", status=403),
        fetched(b"\xef\xbb\xbf \n<!doctype html><p>User-agent: *\nDisallow: /"),
        fetched(b"User-agent: *\nDisallow: /", trouble="encoding"),
        fetched(status=302, trouble="redirects", hops=(Hop(ORIGIN, 302, ORIGIN),)),
        fetched(status=0, trouble="blocked_address", hops=(Hop(ORIGIN, 302, "http://10.0.0.1/"),)),
        fetched(b""),
    ],
)
def test_where_there_is_no_file_all_is_allowed(answer):
    rules, _ = read(answer)
    assert rules.trouble is None
    assert rules.allows(ORIGIN + "/sveden")


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (fetched(status=500), "robots_unreachable"),
        (fetched(status=502), "robots_unreachable"),
        (fetched(status=503), "http_503"),
        (fetched(status=429), "http_503"),
        (fetched(status=0, trouble="timeout"), "timeout"),
        (fetched(status=0, trouble="dns"), "dns"),
        (fetched(status=0, trouble="blocked_address"), "blocked_address"),
    ],
)
def test_where_the_answer_is_not_known_nothing_is_allowed(answer, trouble):
    rules, _ = read(answer)
    assert rules.trouble == trouble
    assert not rules.allows(ORIGIN + "/")
    assert rules.fetched is answer


@pytest.mark.parametrize("trouble", ["cut", "too_large"])
def test_the_part_of_a_file_that_came_is_kept(trouble):
    rules, _ = read(fetched(b"User-agent: *\nDisallow: /admin\n", trouble=trouble))
    assert not rules.allows(ORIGIN + "/admin")
    assert rules.allows(ORIGIN + "/sveden")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_file_in_whatever_charset_is_read(charset):
    rules = robots("# Колледж\nUser-agent: *\nDisallow: /admin\n".encode(charset))
    assert not rules.allows(ORIGIN + "/admin")
    assert rules.allows(ORIGIN + "/")


def test_crowds_of_other_robots_do_not_fill_the_memory():
    crowd = "".join(f"User-agent: bot{n}\n" for n in range(3_000))
    text = crowd + "User-agent: *\n" + "".join(f"Disallow: /{n}/\n" for n in range(3_000))
    tracemalloc.start()
    rules = robots(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not rules.allows(ORIGIN + "/2999/")
    assert peak < 20_000_000


def test_rules_for_other_robots_are_not_ours():
    text = "User-agent: *\nDisallow: /a\nUser-agent: YandexBot\nUser agent Googlebot\nDisallow: /\n"
    assert robots(text).allows(ORIGIN + "/b")
    assert not robots(text).allows(ORIGIN + "/a")


@given(some.binary(max_size=300), some.text(max_size=60))
def test_junk_raises_nothing(body, path):
    rules = robots(b"User-agent: *\n" + body)
    rules.allows(ORIGIN + "/" + path)


WORDS = some.sampled_from(
    ["Disallow: ", "Allow:", "User-agent:", "Crawl-delay:", "Request-rate:", "Visit-time: ", "*",
     "$", "/", "%", "%D0", "%zz", "://", "[", "1/5", "0600-0845", "й", "\n", "\0", " ", "#", "9"]
)  # fmt: skip


@given(some.lists(WORDS, max_size=30), some.lists(WORDS, max_size=6))
def test_junk_that_looks_like_rules_raises_nothing(words, path):
    rules = robots("User-agent: *\n" + "".join(words))
    rules.allows(ORIGIN + "/" + "".join(path))
