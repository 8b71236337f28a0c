import asyncio
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from site_audit.crawling import itinerary
from site_audit.crawling.block import STREAK
from site_audit.crawling.crawl import visit
from site_audit.crawling.itinerary import MOST_UNSEEN, Answer, Budget
from site_audit.model import College, Outcome, Snapshot
from tests.samples import (
    ENTRANTS_PART,
    HOME,
    PROSE,
    SMALL_GUIDE,
    Reply,
    Site,
    Web,
    crawl,
    html,
    menu,
)

SECTION = "Сведения об образовательной организации"
TITLES = {"papers": "Документы", "staff": "Руководство", "seats": "Вакантные места"}
SUBSECTIONS = menu(**TITLES)
AWAY = "<meta http-equiv=refresh content='0;url=http://other.ru/'>"


def prose(number: int = 0) -> str:
    return f"<h1>Страница {number}</h1><p>{PROSE} Номер {number}.</p>"


def college(**more: str | int | Reply) -> dict[str, str | int | Reply]:
    """A whole site: home, section, three subsections; ``more`` pages by their path."""
    pages: dict[str, str | int | Reply] = {
        "": html("<h1>Колледж</h1>", menu(sveden=SECTION, news="Новости"), f"<p>{PROSE}</p>"),
        "sveden": html("<h1>Сведения</h1>", SUBSECTIONS),
        "papers": html("<h1>Документы</h1>", "<p>Устав колледжа и правила распорядка</p>"),
        "staff": html("<h1>Руководство</h1>", "<p>Директор колледжа и его заместители</p>"),
        "seats": html("<h1>Вакантные места</h1>", "<p>Отсутствуют</p>"),
        "news": html("<h1>Новости</h1>", prose(1)),
    } | more
    return {HOME + path: reply for path, reply in pages.items()}


def paths(snapshot: Snapshot) -> list[str]:
    return [page.url.removeprefix(HOME) for page in snapshot.pages]


def kinds(snapshot: Snapshot) -> dict[str, str]:
    return {page.url.removeprefix(HOME): page.kind for page in snapshot.pages}


def why(snapshot: Snapshot) -> dict[str, str]:
    return {unseen.url.removeprefix(HOME): unseen.why for unseen in snapshot.unseen}


def closed(*closed_paths: str, trouble: str) -> Callable[[list[str]], str | None]:
    return lambda asked: trouble if asked[-1].removeprefix(HOME) in closed_paths else None


def test_a_whole_site_is_audited_best_first() -> None:
    snapshot, outcome = crawl(Web(college()))
    assert (outcome.kind, outcome.reason) == ("audited", None)
    assert paths(snapshot) == ["", "sveden", "papers", "staff", "seats", "news"]
    assert [page.clicks for page in snapshot.pages] == [0, 1, 2, 2, 2, 1]
    assert set(kinds(snapshot).values()) == {"content"}


def test_pages_keep_how_they_were_found() -> None:
    snapshot, _ = crawl(Web(college()))
    papers = snapshot.by_url[HOME + "papers"]
    assert (papers.anchor, papers.via, papers.roles) == ("Документы", HOME + "sveden", ("papers",))


def test_a_calendar_does_not_starve_the_sections() -> None:
    days = {
        f"calendar/{day}": html(
            "<h1>День</h1>", f"<a href=/calendar/{day + 1}>дальше</a><p>{PROSE} {day}</p>"
        )
        for day in range(500)
    }
    home = html(menu(**{f"calendar/{day}": str(day) for day in range(30)}), menu(sveden=SECTION))
    snapshot, outcome = crawl(Web(college(**days) | {HOME: home}), Budget(pages=12))
    assert len(snapshot.pages) == 12
    assert {"sveden", "papers", "staff", "seats"} <= set(paths(snapshot))
    assert outcome.kind == "audited"


def test_many_pages_called_documents_do_not_starve_the_other_subsections() -> None:
    papers = {f"papers/{number}": html(prose(number)) for number in range(30)}
    links = "".join(f"<a href=/papers/{number}>Документы</a>" for number in range(30))
    site = college(**papers, papers=html("<h1>Документы</h1>", links, f"<p>{PROSE}</p>"))
    snapshot, _ = crawl(Web(site), Budget(pages=8))
    assert {"staff", "seats"} <= set(paths(snapshot))


def test_addresses_beyond_the_budget_are_unseen_and_make_the_visit_partial() -> None:
    snapshot, outcome = crawl(Web(college()), Budget(pages=3))
    assert paths(snapshot) == ["", "sveden", "papers"]
    assert why(snapshot) == {"staff": "budget", "seats": "budget", "news": "budget"}
    assert (outcome.kind, outcome.reason) == ("partial", "budget")
    assert [unseen.roles for unseen in snapshot.unseen] == [("staff",), ("seats",), ()]


def test_pages_that_weigh_too_much_together_are_left_like_those_beyond_the_budget(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site = college()
    monkeypatch.setattr(itinerary, "MOST_WEIGHT", len(str(site[HOME + "sveden"])) + 1)
    snapshot, outcome = crawl(Web(site))
    assert paths(snapshot) == ["", "sveden", "papers"]
    assert why(snapshot) == {"staff": "budget", "seats": "budget", "news": "budget"}
    assert (outcome.kind, outcome.reason) == ("partial", "budget")


def test_unread_news_and_what_is_only_noted_leave_the_visit_whole() -> None:
    site = college() | {HOME + "sveden": html("<h1>Сведения</h1>", menu(food="Питание"))}
    snapshot, outcome = crawl(Web(site), Budget(pages=2))
    assert why(snapshot) == {"food": "budget", "news": "budget"}
    assert outcome.kind == "audited"


def test_a_spent_time_is_said_and_is_not_called_a_budget() -> None:
    snapshot, outcome = crawl(Web(college()), Budget(seconds=-1))
    assert paths(snapshot) == [""]
    assert set(why(snapshot).values()) == {"time"}
    assert (outcome.kind, outcome.reason) == ("partial", "time")


def test_pages_of_evidence_come_on_top_of_the_budget() -> None:
    site = college(deep=html("<h1>Архив</h1>", menu(deepest="Ещё")), deepest=html(prose(9)))
    site[HOME + "seats"] = html("<h1>Вакантные места</h1>", prose(), menu(deep="Архив"))
    again = (HOME + "seats", HOME + "deep", HOME + "deepest")
    snapshot, _ = crawl(Web(site), Budget(pages=3, again=again))
    assert paths(snapshot) == ["", "sveden", "papers", "seats", "deep", "deepest"]
    assert why(snapshot) == {"staff": "budget", "news": "budget"}


def test_a_page_of_evidence_that_nothing_links_to_any_more_is_not_read() -> None:
    site = college(hidden=html("<h1>Документы</h1>", prose(9)))
    snapshot, _ = crawl(Web(site), Budget(pages=3, again=(HOME + "hidden",)))
    assert paths(snapshot) == ["", "sveden", "papers"]


def test_two_visits_of_an_unchanged_site_ask_the_same_in_the_same_order() -> None:
    site = college(**{f"x/{number}": html(prose(number)) for number in range(40)})
    links = {f"x/{number}": f"Раздел {number % 7}" for number in range(40)}
    site[HOME + "sveden"] = html(SUBSECTIONS, menu(**links))
    first, second = Web(site), Web(dict(reversed(site.items())))
    crawl(first, Budget(pages=20))
    crawl(second, Budget(pages=20))
    assert first.asked == second.asked


def test_slash_and_case_twins_are_one_page() -> None:
    home = html(
        "".join(f"<a href={path}>x</a>" for path in ("/a", "/a/", "/A", "/a?utm_source=vk"))
    )
    web = Web({HOME: home, HOME + "a": html(prose())})
    snapshot, _ = crawl(web)
    assert paths(snapshot) == ["", "a"]


def test_a_twin_is_tried_when_the_first_spelling_is_not_there() -> None:
    home = html("<a href=/Papers>Документы</a> <a href=/papers/>Документы</a>")
    snapshot, _ = crawl(Web({HOME: home, HOME + "papers/": html("<h1>Документы</h1>", prose())}))
    assert kinds(snapshot)["papers/"] == "content"


@pytest.mark.parametrize(
    "spell",
    [
        lambda path, number: f"/{path}?PHPSESSID={number:032x}",
        lambda path, number: f"/{path};jsessionid={number:016X}A",
        lambda path, number: f"/(S(a{number}))/{path}",
    ],
    ids=["query", "parameter", "aspx"],
)
def test_session_numbers_make_no_new_pages(spell: Callable[[str, int], str]) -> None:
    numbers = count(1)

    class Sessions(Web):
        def _reply(self, url: str) -> Reply:
            for path in ("sveden", *TITLES):
                if path in url:
                    return Reply(html=self._page(path))
            return Reply(html=self._page("")) if url == HOME else Reply(status=404)

        def _page(self, path: str) -> str:
            names = {"sveden": SECTION} | TITLES
            links = "".join(
                f'<a href="{spell(name, next(numbers))}">{title}</a> '
                for name, title in names.items()
            )
            return html(f"<h1>{names.get(path, 'Колледж')}</h1>", links, f"<p>{PROSE} {path}</p>")

    web = Sessions({})
    snapshot, outcome = crawl(web)
    assert len(web.asked) <= 8
    assert {page.anchor for page in snapshot.pages} == {"", SECTION, *TITLES.values()}
    assert outcome.kind == "audited"


@pytest.mark.parametrize("spelt", ["{:08x}", "s{:08d}"])
def test_sessions_in_the_path_do_not_eat_the_budget(spelt: str) -> None:
    numbers = count(0x1A2B3C4D)

    class Sessions(Web):
        def _reply(self, url: str) -> Reply:
            session = spelt.format(next(numbers))
            names = {"sveden": SECTION} | TITLES
            links = "".join(
                f'<a href="/{session}/{name}">{title}</a> ' for name, title in names.items()
            )
            path = url.rpartition("/")[2]
            title = f"<h1>{names.get(path, 'Дом')}</h1>"
            return Reply(html=html(title, links, f"<p>{PROSE} {path}</p>"))

    snapshot, outcome = crawl(Sessions({}), Budget(pages=10))
    assert {page.anchor for page in snapshot.pages} == {"", SECTION, *TITLES.values()}
    assert outcome.kind == "audited"


def test_different_pages_under_long_numbers_are_no_sessions() -> None:
    names = [f"/5f3a9c2e1b{number:04d}" for number in range(9)]
    links = "".join(f"<a href={name}>Документы</a>" for name in names)
    pages = {HOME: html("<h1>Колледж</h1>", links, f"<p>{PROSE}</p>")}
    for number, name in enumerate(names):
        pages[HOME + name[1:]] = html("<h1>Документы</h1>", prose(number))
    snapshot, outcome = crawl(Web(pages), Budget(pages=4))
    assert list(why(snapshot).values()) == ["budget"] * 6
    assert (outcome.kind, outcome.reason) == ("partial", "budget")


@pytest.mark.parametrize("trouble", ["robots", "timeout", "too_large", "tls", "hard_markup"])
def test_an_address_that_could_not_be_read_is_unseen_with_its_reason(trouble: str) -> None:
    snapshot, outcome = crawl(Web(college(), served=closed("papers", trouble=trouble)))
    assert why(snapshot) == {"papers": trouble}
    assert (outcome.kind, outcome.reason) == ("partial", trouble)
    assert {"staff", "seats", "news"} <= set(paths(snapshot))


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_a_refused_page_is_unseen_with_its_status(status: int) -> None:
    snapshot, outcome = crawl(Web(college(seats=status)))
    assert why(snapshot) == {"seats": f"http_{status}"}
    assert (outcome.kind, outcome.reason) == ("partial", f"http_{status}")


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_was_read(status: int) -> None:
    snapshot, outcome = crawl(Web(college(seats=status)))
    assert kinds(snapshot)["seats"] == "error"
    assert (why(snapshot), outcome.kind) == ({}, "audited")


def test_an_unread_page_without_a_role_leaves_the_visit_whole() -> None:
    snapshot, outcome = crawl(Web(college(news=503)))
    assert (why(snapshot), outcome.kind) == ({"news": "http_503"}, "audited")


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<div id=root></div><script src=a.js></script>", "needs_browser"),
        ("<h1>Проверка браузера</h1>", "challenge"),
        ("<h1>Вход</h1><form><input type=password></form>", "login"),
    ],
)
def test_a_page_that_hides_its_content_is_unseen(markup: str, reason: str) -> None:
    snapshot, outcome = crawl(Web(college(papers=html(markup))))
    assert why(snapshot) == {"papers": reason}
    assert (outcome.kind, outcome.reason) == ("partial", reason)


def test_a_page_that_leads_to_another_site_is_unseen() -> None:
    away = Reply(location="http://vk.com/college", status=302)
    snapshot, outcome = crawl(Web(college(papers=away)))
    assert why(snapshot) == {"papers": "foreign_redirect"}
    assert outcome.kind == "partial"


def test_only_so_many_unread_addresses_without_a_role_are_kept() -> None:
    many = html(
        "Колледж", *(f"<a href=/x/{number}>{number}</a>" for number in range(2 * MOST_UNSEEN))
    )
    snapshot, _ = crawl(Web({HOME: many}), Budget(pages=1))
    assert len(snapshot.unseen) == MOST_UNSEEN


def rooms(number: int) -> dict[str, str | int | Reply]:
    links = {f"room/{place}": f"Кабинет {place}" for place in range(number)}
    site = college(**{path: html(prose(7)) for path in links})
    return site | {HOME + "sveden": html(SUBSECTIONS, menu(**links))}


@pytest.mark.parametrize("trouble", ["http_403", "http_429", "timeout", "refused", "challenge"])
def test_a_block_that_begins_in_mid_visit_and_lasts_ends_it(trouble: str) -> None:
    web = Web(rooms(20), served=lambda asked: trouble if len(asked) > 5 else None)
    _, outcome = crawl(web)
    assert (outcome.kind, outcome.reason) == ("not_audited", trouble)
    assert len(web.asked) <= 5 + STREAK + 1


def test_a_block_that_passes_ends_nothing() -> None:
    web = Web(rooms(20), served=lambda asked: "timeout" if 6 <= len(asked) < 6 + STREAK else None)
    _, outcome = crawl(web)
    assert outcome.kind != "not_audited"


def test_closed_pages_among_open_ones_are_no_block() -> None:
    shut = [f"room/{number}" for number in range(20) if number % 3]
    snapshot, outcome = crawl(Web(rooms(20), served=closed(*shut, trouble="http_403")))
    assert outcome.kind == "audited"
    assert len(why(snapshot)) == len(shut)


def test_a_closed_corner_is_no_block_while_the_home_page_opens() -> None:
    shut = [f"room/{number}" for number in range(20)]
    web = Web(rooms(20), served=closed(*shut, trouble="http_403"))
    _, outcome = crawl(web)
    assert outcome.kind == "audited"
    assert web.asked.count(HOME) > 1


RIDDLES = {
    "words that nobody knows": html("<p>Сейчас мы вас узнаем, не уходите</p>"),
    "nothing at all": "",
    "another site": html(
        menu(bets="Ставки", slots="Автоматы", bonus="Бонус"), "<p>Игровой клуб</p>"
    ),
}


class Turning(Web):
    """A site that has another face after so many answers, for so many of them."""

    face: str | Reply = ""
    turns: range = range(0)

    def _reply(self, url: str) -> Reply:
        turned = len(self.asked) in self.turns
        face = self.face if isinstance(self.face, Reply) else Reply(html=self.face)
        return face if turned else super()._reply(url)


def turning(face: str | Reply, turns: range) -> Turning:
    web = Turning(rooms(20))
    web.face, web.turns = face, turns
    return web


@pytest.mark.parametrize("face", RIDDLES.values(), ids=RIDDLES)
@pytest.mark.parametrize("after", [5, 25])
def test_a_block_that_does_not_say_so_is_told_by_the_home_page(face: str, after: int) -> None:
    web = turning(face, range(after, 999))
    _, outcome = crawl(web)
    assert (outcome.kind, outcome.reason) == ("not_audited", "challenge")
    assert len(web.asked) <= after + 2 * STREAK + 1


def test_pages_without_a_menu_are_no_block_and_cost_two_looks_at_the_home_page() -> None:
    names = menu(news="Новости", sveden=SECTION, staff="Руководство", seats="Вакантные места")
    home = html("<h1>Колледж</h1>", names, f"<p>{PROSE}</p>")
    web = Web(rooms(20) | {HOME: home})
    _, outcome = crawl(web)
    assert outcome.kind == "audited"
    assert web.asked.count(HOME) == 3


def test_pages_that_lead_away_from_a_site_that_is_there_are_no_block() -> None:
    away = Reply(location="http://vk.com/college", status=302)
    web = Web(rooms(20) | {HOME + f"room/{one}": away for one in range(20)})
    _, outcome = crawl(web)
    assert outcome.kind == "audited"
    assert web.asked.count(HOME) <= 3


def test_a_page_of_nothing_is_unseen_and_no_zero() -> None:
    snapshot, outcome = crawl(Web(college(papers="")))
    assert why(snapshot) == {"papers": "cut"}
    assert (outcome.kind, outcome.reason) == ("partial", "cut")


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (
            "<title>Колледж</title><frameset><frame src=http://other.ru/></frameset>",
            "foreign_redirect",
        ),
        ("<iframe src=http://other.ru/></iframe><p>Колледж</p>", "foreign_redirect"),
        ("".join(f"<a href=/slot/{one}>Автомат {one}</a>" for one in range(20)), "not_college"),
    ],
)
def test_a_home_page_of_somebody_else_is_no_audit(markup: str, reason: str) -> None:
    _, outcome = crawl(Web({HOME: markup}))
    assert (outcome.kind, outcome.reason) == ("not_audited", reason)


@pytest.mark.parametrize(
    "markup",
    [
        "<iframe src=http://other.ru/video></iframe>" + SUBSECTIONS,
        f"<iframe src=http://other.ru/map></iframe><p>{PROSE * 5}</p>",
        "".join(f"<a href=/x/{one}>Раздел {one}</a>" for one in range(20)) + "<p>ГБПОУ «Связь»</p>",
    ],
)
def test_a_home_page_with_something_of_somebody_else_is_the_colleges(markup: str) -> None:
    _, outcome = crawl(Web({HOME: html(markup)}))
    assert outcome.kind == "audited"


SHELL = html("<div id=root></div><script src=a.js></script>")


def drawn_elsewhere(site: Site, place: str) -> tuple[Snapshot, Outcome]:
    """A visit with a browser in which every script leads to a page of ``place``."""

    async def draw(url: str) -> Answer:
        return replace(await Web({place: html(SUBSECTIONS, prose())}).open(place, str), drawn=True)

    one = College(name="Колледж", url=HOME)
    return asyncio.run(visit(one, SMALL_GUIDE, Web(site).open, Budget(), draw))


@pytest.mark.parametrize(
    ("place", "ended"),
    [
        ("http://other.ru/", ("not_audited", "foreign_redirect")),
        ("http://new.college.ru/", ("audited", None)),
    ],
)
def test_a_script_may_lead_from_the_home_page_where_a_redirect_may(
    place: str, ended: tuple[str, str | None]
) -> None:
    _, outcome = drawn_elsewhere({HOME: SHELL, place: SHELL}, place)
    assert (outcome.kind, outcome.reason) == ended


def test_a_script_that_leads_away_from_a_page_leaves_it_unread() -> None:
    snapshot, outcome = drawn_elsewhere(college(papers=SHELL), "http://vk.com/college")
    assert why(snapshot) == {"papers": "foreign_redirect"}
    assert outcome.kind == "partial"


def test_pages_closed_by_robots_never_look_like_a_block() -> None:
    shut = [f"room/{number}" for number in range(20)]
    web = Web(rooms(20), served=closed(*shut, trouble="robots"))
    _, outcome = crawl(web)
    plain = Web(college())
    crawl(plain)
    assert (outcome.kind, web.asked.count(HOME)) == ("audited", plain.asked.count(HOME))


@pytest.mark.parametrize("trouble", ["dns", "tls", "timeout", "robots", "blocked_address"])
def test_a_site_that_did_not_open_is_not_audited(trouble: str) -> None:
    snapshot, outcome = crawl(Web({}, served=lambda asked: trouble))
    assert (outcome.kind, outcome.reason) == ("not_audited", trouble)
    assert snapshot.pages == ()


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (403, "http_403"),
        (404, "http_404"),
        (503, "http_503"),
        (html("<h1>Проверка браузера</h1>"), "challenge"),
        (Reply(html="<h1>Just a moment...</h1>", status=503), "challenge"),
        (html("<h1>Домен припаркован</h1>"), "parked"),
        (Reply(body="document"), "not_html"),
        (Reply(location="http://casino.example/", status=301), "foreign_redirect"),
        (html(head=AWAY), "foreign_redirect"),
    ],
)
def test_what_is_no_home_page_of_the_college_is_not_audited(
    reply: str | int | Reply, reason: str
) -> None:
    _, outcome = crawl(Web({HOME: reply}))
    assert (outcome.kind, outcome.reason) == ("not_audited", reason)


@pytest.mark.parametrize("trouble", ["dns", "refused", "timeout", "tls"])
def test_the_other_scheme_is_tried(trouble: str) -> None:
    secure = {url.replace("http://", "https://"): reply for url, reply in college().items()}
    snapshot, outcome = crawl(Web(secure, served=closed("", trouble=trouble)))
    assert outcome.kind == "audited"
    assert snapshot.home is not None
    assert snapshot.home.url == "https://college.ru/"


@pytest.mark.parametrize(
    "moved", ["https://college.ru/", "http://www.college.ru/", "http://new.college.ru/ru/"]
)
def test_a_home_page_may_move_inside_its_own_name(moved: str) -> None:
    there = html(SUBSECTIONS, prose())
    site: Site = {HOME: Reply(location=moved, status=301), moved: there}
    snapshot, outcome = crawl(Web(site, unknown=404))
    assert outcome.kind == "audited"
    assert snapshot.home is not None
    assert snapshot.home.url == moved


def test_a_home_page_that_only_refreshes_is_followed() -> None:
    door = html(head="<meta http-equiv=refresh content='0; url=/new/'>")
    snapshot, _ = crawl(
        Web({HOME: door, HOME + "new/": html(SUBSECTIONS), HOME + "papers": prose()})
    )
    assert paths(snapshot)[0] == "new/"
    assert kinds(snapshot)["papers"] == "content"


def test_a_home_page_that_refreshes_itself_slowly_is_the_home_page() -> None:
    news = html(SUBSECTIONS, prose(), head="<meta http-equiv=refresh content='300; url=/news'>")
    snapshot, _ = crawl(Web({HOME: news}))
    assert paths(snapshot)[0] == ""


def test_a_home_page_of_frames_is_read_through_them() -> None:
    frames = "<html><frameset cols='20%,80%'><frame src=menu.html><frame src=body.html></frameset>"
    site = {
        HOME: frames,
        HOME + "menu.html": html(menu(sveden=SECTION)),
        HOME + "body.html": html(prose()),
        HOME + "sveden": html(SUBSECTIONS, prose(2)),
        HOME + "papers": html("<h1>Документы</h1>", prose(3)),
    }
    snapshot, _ = crawl(Web(site))
    assert kinds(snapshot)["papers"] == "content"
    clicks = {page.url.removeprefix(HOME): page.clicks for page in snapshot.pages}
    assert (clicks["menu.html"], clicks["sveden"], clicks["papers"]) == (0, 1, 2)


def test_a_home_page_drawn_by_a_script_leaves_everything_open() -> None:
    shell = html("<div id=root></div><script src=a.js></script>")
    snapshot, outcome = crawl(Web({HOME: shell}))
    assert kinds(snapshot) == {"": "shell"}
    assert (outcome.kind, outcome.reason) == ("partial", "needs_browser")


def test_a_site_that_answers_anything_is_found_out_by_a_stray_address() -> None:
    lost = html("<h1>Увы</h1><p>Воспользуйтесь поиском по нашему сайту или позвоните</p>")
    section = html("<h1>Сведения</h1>", SUBSECTIONS, prose(3))
    snapshot, _ = crawl(Web(college(sveden=section, seats=lost), unknown=lost))
    assert [(probe.name, probe.value) for probe in snapshot.probes] == [("soft_404", "yes")]
    assert kinds(snapshot)["seats"] == "soft_404"
    assert kinds(snapshot)["papers"] == "content"


def test_an_honest_404_is_noted_too() -> None:
    snapshot, _ = crawl(Web(college()))
    assert [(probe.name, probe.value) for probe in snapshot.probes] == [("soft_404", "no")]


@pytest.mark.parametrize("way", [Reply(location="/", status=302), college()[HOME]])
def test_a_page_that_is_the_home_page_again_is_called_so(way: str | Reply) -> None:
    snapshot, _ = crawl(Web(college(seats=way)))
    seats = [page for page in snapshot.pages if page.anchor == "Вакантные места"]
    assert [page.kind for page in seats] == ["home_again"]


def test_files_are_opened_only_where_a_role_says_so() -> None:
    links = (
        "<a href=/plan.pdf>План</a><a href=/ustav.docx>Документы</a>"
        "<a href=/main.css>Руководство</a>"
        "<a href=/arch.zip>Вакантные места</a><a href=mailto:a@b.ru>Документы</a>"
    )
    web = Web({HOME: html(links), HOME + "ustav.docx": Reply(body="document")})
    snapshot, _ = crawl(web)
    assert kinds(snapshot) == {"": "content", "ustav.docx": "document"}
    assert not any(url.endswith((".pdf", ".css", ".zip")) for url in web.asked)


def test_a_subsection_that_is_only_a_picture_sends_for_the_picture() -> None:
    picture = html("<h1>Документы</h1>", "<img src=/scan.jpg><img src=http://other.ru/x.jpg>")
    web = Web(college(papers=picture) | {HOME + "scan.jpg": Reply(body="other")})
    snapshot, _ = crawl(web)
    assert kinds(snapshot)["scan.jpg"] == "other"
    assert "http://other.ru/x.jpg" not in web.asked


def test_subsections_may_lie_on_another_host_of_the_institution() -> None:
    home = html(
        "<a href=http://portal.ru/papers>Документы</a><a href=http://vk.com/staff>Руководство</a>"
        "<a href=http://portal.ru/cats>Котики</a>"
    )
    web = Web({HOME: home, "http://portal.ru/papers": html("<h1>Документы</h1>", prose())})
    snapshot, _ = crawl(web)
    assert [page.url for page in snapshot.pages] == [HOME, "http://portal.ru/papers"]
    assert not any("vk.com" in url or "cats" in url for url in web.asked)


def test_not_every_foreign_host_is_the_institutions_own() -> None:
    links = (f"<a href=http://portal{number}.ru/papers>Документы</a>" for number in range(9))
    web = Web({HOME: html(*links)})
    crawl(web)
    assert len({url for url in web.asked if "portal" in url}) <= 3


def test_a_college_inside_a_university_is_read_in_its_folder_and_the_owners_section() -> None:
    home = "http://univer.ru/spo/"
    site = {
        home: html(
            "<a href=/spo/papers>Документы</a><a href=/faculty>Факультеты</a>",
            "<a href=/sveden/staff>Руководство</a><a href=/school/seats>Вакантные места</a>",
            "<a href=/seats>Вакантные места</a>",
        ),
        home + "papers": html("<h1>Документы</h1>", prose()),
        "http://univer.ru/seats": html("<h1>Вакантные места</h1>", prose(3)),
        "http://univer.ru/sveden/staff": html("<h1>Руководство</h1>", prose(2)),
    }
    web = Web(site)
    snapshot, _ = crawl(web, url=home)
    assert {page.url for page in snapshot.pages} == set(site)
    assert not {"http://univer.ru/faculty", "http://univer.ru/school/seats"} & set(web.asked)


def test_further_addresses_of_the_register_are_the_site_too() -> None:
    home = html("<a href=http://second.ru/room>Кабинеты</a>")
    site = {HOME: home, "http://second.ru/room": html(prose())}
    snapshot, _ = crawl(Web(site), extra_urls=("http://second.ru",))
    assert len(snapshot.pages) == 2


def entrants(links: str) -> dict[str, str | int | Reply]:
    """A site whose admission section leads to pages and files that no title tells."""
    home = html("<h1>Колледж</h1>", menu(entrants="Поступающим"), f"<p>{PROSE}</p>")
    return college(**{"": home, "entrants": html("<h1>Поступающим</h1>", prose(), links)})


def test_what_a_sections_own_content_leads_to_belongs_to_it() -> None:
    links = "<a href='/one'>Один</a><a href='/two.pdf'>Два</a><a href='/news'>Новости</a>"
    pages = entrants(links) | {HOME + "one": html("<h1>Один</h1>", prose(1))}
    snapshot, outcome = crawl(Web(pages | {HOME + "two.pdf": Reply("", body="document")}))
    roles = {page.url.removeprefix(HOME): page.roles for page in snapshot.pages}
    assert roles["one"] == ("entrants_part",)
    assert roles["two.pdf"] == ("file",)
    assert outcome.kind == "audited"


def test_the_items_of_a_sections_menu_belong_to_it() -> None:
    items = "<ul><li><a href='#'>Поступающим</a><ul><li><a href='/one'>Один</a></ul></ul>"
    pages = college(**{"": html("<h1>Колледж</h1>", items, f"<p>{PROSE}</p>"), "one": prose(1)})
    snapshot, _ = crawl(Web(pages))
    assert [page.roles for page in snapshot.pages[1:]] == [("entrants_part",)]


def test_parts_left_unread_raise_no_doubt_once_enough_were_read() -> None:
    numbers = range(1, 7)
    links = "".join(f"<a href='/part{number}'>Часть {number}</a>" for number in numbers)
    pages = entrants(links) | {HOME + f"part{one}": html(prose(one)) for one in numbers}
    _, outcome = crawl(Web(pages), Budget(pages=2 + ENTRANTS_PART.enough))
    assert outcome.kind == "audited"
    _, outcome = crawl(Web(pages), Budget(pages=1 + ENTRANTS_PART.enough))
    assert (outcome.kind, outcome.reason) == ("partial", "budget")


def test_documents_have_a_budget_of_their_own() -> None:
    links = "".join(f"<a href='/{number}.pdf'>Файл {number}</a>" for number in range(4))
    pages = entrants(links) | {
        HOME + f"{number}.pdf": Reply("", body="document") for number in range(4)
    }
    snapshot, _ = crawl(Web(pages), Budget(pages=2, documents=3))
    assert [page.kind for page in snapshot.pages].count("document") == 3
    assert [page.kind for page in snapshot.pages].count("content") == 2
