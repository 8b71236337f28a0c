from dataclasses import replace

from site_audit.model import Page
from site_audit.pages.clicks import with_clicks
from tests.samples import page


def clicks(*pages: Page) -> list[int | None]:
    return [found.clicks for found in with_clicks(pages)]


def test_clicks_are_the_shortest_way_from_home() -> None:
    home = page("http://c.ru/", "<a href=/a>а</a>")
    first = page("http://c.ru/a", "<a href=/b>б</a>")
    second = page("http://c.ru/b", "<a href=/>домой</a>")
    assert clicks(home, second, first) == [0, 2, 1]


def test_frames_and_refreshes_are_no_clicks() -> None:
    home = page("http://c.ru/", "<iframe src=/menu></iframe>")
    framed = page("http://c.ru/menu", "<meta http-equiv=refresh content='0;url=/new'>")
    new = page("http://c.ru/new", "<a href=/a>а</a>")
    assert clicks(home, framed, new, page("http://c.ru/a")) == [0, 0, 0, 1]


def test_a_way_through_a_frame_found_late_shortens_the_others() -> None:
    home = page("http://c.ru/", "<a href=/a>а</a><iframe src=/f></iframe>")
    far = page("http://c.ru/a", "<a href=/b>б</a>")
    frame = page("http://c.ru/f", "<iframe src=/b></iframe>")
    assert clicks(home, far, frame, page("http://c.ru/b")) == [0, 1, 0, 0]


def test_twins_and_redirects_are_the_same_place() -> None:
    home = page("http://c.ru/", "<a href=/Old/>а</a>")
    moved = replace(page("http://c.ru/new"), asked="http://c.ru/old")
    assert clicks(home, moved) == [0, 1]


def test_a_page_that_no_link_leads_to_has_no_clicks() -> None:
    assert clicks(page("http://c.ru/"), page("http://c.ru/lost")) == [0, None]


def test_no_pages_are_no_trouble() -> None:
    assert with_clicks(()) == ()
