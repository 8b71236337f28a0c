from site_audit import address
from site_audit.crawling.frontier import MOST_KNOWN, Candidate, Frontier
from tests.samples import NOTED, PAPERS, SECTION, STAFF


def at(path: str, **known: object) -> Candidate:
    return Candidate(url=f"http://c.ru/{path}", **known)  # type: ignore[arg-type]


def order(frontier: Frontier) -> list[str]:
    found = []
    while (candidate := frontier.take()) is not None:
        frontier.done(candidate, True)
        found.append(candidate.url.rpartition("/")[2])
    return found


def filled(*candidates: Candidate) -> Frontier:
    frontier = Frontier()
    for candidate in candidates:
        frontier.add(candidate)
    return frontier


def test_the_best_comes_first_then_the_nearest_then_by_address() -> None:
    frontier = filled(
        at("news", rank=90),
        at("b", rank=60, depth=2),
        at("d", rank=60, depth=1),
        at("c", rank=60, depth=1),
        at("papers", rank=PAPERS.rank, roles=(PAPERS,), depth=3),
    )
    assert order(frontier) == ["papers", "c", "d", "b", "news"]


def test_an_address_waits_once() -> None:
    frontier = filled(at("x"), at("x", anchor="Другой текст"), at("X/"), at("x#"))
    assert len(order(frontier)) == 1


def test_another_spelling_is_tried_when_the_first_leads_nowhere() -> None:
    frontier = filled(at("x"), at("x/"), at("X"))
    first = frontier.take()
    assert first is not None
    tried = [first.url]
    following = frontier.done(first, False)
    while following is not None and len(tried) < 5:
        tried.append(following.url)
        following = frontier.done(following, len(tried) == 3)
    assert tried == ["http://c.ru/x", "http://c.ru/x/", "http://c.ru/X"]


def test_a_good_spelling_leaves_the_others_alone() -> None:
    frontier = filled(at("x"), at("x/"))
    first = frontier.take()
    assert first is not None
    assert frontier.done(first, True) is None
    assert frontier.take() is None


def test_a_telling_name_brings_an_address_forward() -> None:
    frontier = filled(
        at("page", rank=60, anchor="Подробнее"),
        at("other", rank=40),
        at("page", rank=PAPERS.rank, roles=(PAPERS,), anchor="Документы"),
    )
    first = frontier.take()
    assert first is not None
    assert (first.anchor, first.roles) == ("Документы", (PAPERS,))
    frontier.done(first, True)
    assert order(frontier) == ["other"]


def test_a_role_that_had_its_pages_waits_behind_hubs() -> None:
    papers = [
        at(f"papers{number}", rank=PAPERS.rank, roles=(PAPERS,), anchor=f"Документы {number}")
        for number in range(PAPERS.enough + 2)
    ]
    frontier = filled(
        *papers, at("staff", rank=STAFF.rank, roles=(STAFF,)), at("hub", rank=40), at("z", rank=60)
    )
    expected = "papers0 papers1 papers2 staff hub papers3 papers4 z"
    assert " ".join(order(frontier)) == expected


def test_pages_that_led_nowhere_do_not_use_up_a_role() -> None:
    frontier = filled(
        *(at(f"p{number}", rank=12, roles=(PAPERS,), anchor=str(number)) for number in range(9)),
        at("hub", rank=40),
    )
    for _ in range(8):
        candidate = frontier.take()
        assert candidate is not None
        assert candidate.roles
        frontier.done(candidate, False)


def test_the_same_link_under_ever_new_sessions_falls_behind() -> None:
    sessions = [
        at(
            f"s{number}a{number}b{number}c{number}0/list",
            rank=0,
            roles=(SECTION,),
            anchor="Сведения",
        )
        for number in range(6)
    ]
    frontier = filled(*sessions, at("staff", rank=STAFF.rank, roles=(STAFF,)))
    assert address.stable_key(sessions[0].url) == address.stable_key(sessions[5].url)
    assert order(frontier)[1] == "staff"


def test_what_was_never_opened_is_left_best_first() -> None:
    frontier = filled(at("z", rank=90), at("papers", rank=12, roles=(PAPERS,)), at("a", rank=60))
    candidate = frontier.take()
    assert candidate is not None
    frontier.done(candidate, True)
    left = [one.url for one in frontier.left(lambda key: False)]
    assert left == ["http://c.ru/a", "http://c.ru/z"]
    assert list(frontier.left(lambda key: True)) == []


def test_an_endless_site_is_remembered_only_so_far() -> None:
    frontier = filled(*(at(f"p{number}") for number in range(MOST_KNOWN + 50)))
    assert len(frontier.known) == MOST_KNOWN
    assert frontier.take() is not None


def test_a_role_without_a_say_in_marks_is_a_role_like_others() -> None:
    frontier = filled(at("x", rank=60), at("food", rank=NOTED.rank, roles=(NOTED,)))
    assert order(frontier) == ["food", "x"]


def test_an_empty_frontier_has_nothing_to_give() -> None:
    assert Frontier().take() is None
