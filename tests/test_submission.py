"""Submissions: what would be added, changed and left; empty cells erase nothing; doubts."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from site_audit import store
from site_audit.model import College, Membership
from site_audit.net.policy import AddressPolicy, parse_allow
from site_audit.register.answers import addresses_of, doubts_of
from site_audit.register.asking import Answered
from site_audit.register.review import ReviewError, read_decisions, write_review
from site_audit.register.submission import Submission, compare
from tests.test_register import NAUGHTY, _colleges, _xlsx

INN, OTHER_INN, THIRD_INN = "5500000008", "0274051582", "7707083893"
FORGE = Membership(cluster="Кузница", role="base")


def college(name: str = "Колледж А", url: str = "http://a.ru/", **fields: object) -> College:
    return College(**({"name": name, "url": url, "memberships": (FORGE,)} | fields))  # type: ignore[arg-type]


def kinds(submission: Submission, place: int = 0, *, weighing: bool = True) -> list[str]:
    doubts = submission.proposals[place].doubts
    return [one.kind for one in doubts if one.weighs or not weighing]


def test_what_is_new_changed_the_same_and_missing_is_told_apart() -> None:
    known = [
        college(id=1, email="a@a.ru"),
        college("Колледж Б", "http://b.ru/", id=2),
        college("Колледж В", "http://v.ru/", id=3),
    ]
    sent = [
        college(email="new@a.ru"),
        college("Колледж Б", "https://www.b.ru"),
        college("Колледж Г", "http://g.ru/"),
    ]
    found = compare(sent, known)
    assert [one.verdict for one in found.proposals] == ["change", "same", "add"]
    assert [one.name for one in found.missing] == ["Колледж В"]
    (change,) = found.proposals[0].differences
    assert (change.title, change.before, change.after) == ("E-mail", "a@a.ru", "new@a.ru")


def test_colleges_of_other_clusters_are_not_missing() -> None:
    known = [college(id=1), college("Б", "http://b.ru/", id=2, memberships=())]
    assert compare([college()], known).missing == ()


def test_spellings_of_one_address_are_one_site() -> None:
    known = [college("Колледж", "https://xn--d1abenfat.xn--p1ai/", id=1)]
    for spelled in ("http://колледж.рф", "https://www.колледж.рф/", "http://КОЛЛЕДЖ.рф/index.html"):
        found = compare([college("Колледж", spelled)], known)
        assert [one.verdict for one in found.proposals] == ["same"], spelled
        assert found.proposals[0].college.url == known[0].url


def test_another_spelling_of_a_name_or_a_cluster_is_no_change() -> None:
    known = [college("ГБПОУ «Колледж А»", id=1)]
    sent = [college('гбпоу "Колледж А"', memberships=(Membership(cluster="«КУЗНИЦА»"),))]
    assert compare(sent, known).proposals[0].verdict == "same"


def test_a_new_cluster_of_a_known_college_is_a_change_and_the_old_one_stays() -> None:
    sent = [college(memberships=(Membership(cluster="Верфь", role="network"),))]
    (found,) = compare(sent, [college(id=1)]).proposals
    assert [one.cluster for one in found.college.memberships] == ["Кузница", "Верфь"]
    assert [(one.title, one.after) for one in found.differences] == [
        ("Кластер", "Верфь"),
        ("Роль в кластере («Верфь»)", "сетевая"),
    ]


def test_the_same_inn_with_another_site_is_a_move_that_a_person_must_see() -> None:
    found = compare([college(url="http://new.ru/", inn=INN)], [college(id=1, inn=INN)])
    assert found.proposals[0].verdict == "change"
    assert kinds(found) == ["moved"]
    assert [one.title for one in found.proposals[0].differences] == ["Сайт"]


def test_a_second_site_with_an_inn_of_the_register_is_doubtful() -> None:
    known = [college(id=1, inn=INN), college(id=2, inn=INN, url="http://two.ru/")]
    found = compare([college(inn=INN, url="http://three.ru/")], known)
    assert found.proposals[0].verdict == "add"
    assert kinds(found) == ["same_inn", "same_inn"]
    assert found.proposals[0].beside == (1, 2)


def test_a_name_without_inn_in_the_same_cluster_with_another_site_is_a_move() -> None:
    found = compare([college(url="http://new.ru/")], [college(id=7, inn=INN)])
    assert (found.proposals[0].verdict, kinds(found)) == ("change", ["moved"])


def test_one_site_for_two_colleges_of_the_file_is_doubtful_for_both() -> None:
    sent = [college(inn=INN), college("Колледж Б", "https://www.a.ru", inn=OTHER_INN)]
    found = compare(sent, [])
    assert kinds(found, 0) == ["same_site"]
    assert kinds(found, 1) == ["same_site"]


def test_a_site_that_the_register_knows_as_anothers_is_doubtful() -> None:
    found = compare([college("Б", inn=OTHER_INN)], [college(id=1, inn=INN)])
    assert (found.proposals[0].verdict, kinds(found)) == ("add", ["same_site"])
    inside = compare([college("Б", "http://a.ru/filial/", inn=OTHER_INN)], [college(id=1, inn=INN)])
    assert kinds(inside) == ["neighbour"]


def test_one_name_and_site_with_another_inn_is_a_change_to_look_at() -> None:
    found = compare([college(inn=OTHER_INN)], [college(id=1, inn=INN)])
    assert (found.proposals[0].verdict, kinds(found)) == ("change", ["other_inn"])


def test_a_college_without_a_cluster_is_doubtful_only_when_it_is_new() -> None:
    bare = college(memberships=())
    assert kinds(compare([bare], [])) == ["cluster"]
    assert kinds(compare([bare], [college(id=1)])) == []


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://vk.com/college", "social"),
        ("https://m.vk.com/college", "social"),
        ("https://t.me/college", "social"),
        ("https://disk.yandex.ru/d/abc", "disk"),
        ("https://docs.google.com/x", "disk"),
        ("http://a.ru/files/list.pdf", "file"),
        ("http://a.ru/logo.png", "file"),
        ("http://a.ru/about/contacts.php", "deep"),
        ("http://a.ru/news.html", "deep"),
        ("http://a.ru/?page_id=5", "deep"),
        ("http://192.168.0.5/", "private"),
        ("http://127.0.0.1/", "private"),
        ("http://localhost/", "private"),
    ],
)
def test_an_address_that_can_hardly_be_a_site_is_doubtful(url: str, kind: str) -> None:
    found = compare([college(url=url)], [])
    assert kinds(found) == [kind]
    assert all(doubt.reason and doubt.advice for doubt in found.proposals[0].doubts)


@pytest.mark.parametrize(
    "url",
    ["http://a.ru/", "http://a.ru/index.php", "http://kit.uni.ru/spo/", "http://vkcollege.ru/"],
)
def test_an_ordinary_address_is_not_doubtful(url: str) -> None:
    assert kinds(compare([college(url=url)], [])) == []


def test_an_inner_address_that_is_allowed_is_not_doubtful() -> None:
    policy = AddressPolicy((parse_allow("127.0.0.0/8"),))
    assert kinds(compare([college(url="http://127.0.0.5:8000/")], [], policy)) == []


def test_pages_in_social_networks_and_inner_addresses_are_not_asked() -> None:
    urls = ("https://vk.com/a", "http://10.0.0.1/", "http://a.ru/f.pdf", "http://b.ru/")
    found = compare([college(str(at), url) for at, url in enumerate(urls)], [])
    assert addresses_of(found) == ("http://b.ru/",)


@pytest.mark.parametrize(
    ("trouble", "kind", "weighs"),
    [
        ("dns", "dead", True),
        ("tls", "dead", True),
        ("http_503", "dead", True),
        ("parked", "dead", True),
        ("not_college", "other", True),
        ("challenge", "unchecked", False),
        ("robots", "unchecked", False),
        ("http_429", "unchecked", False),
        ("time", "unchecked", False),
    ],
)
def test_what_could_not_be_checked_speaks_against_nobody(
    trouble: str, kind: str, weighs: bool
) -> None:
    answered = Answered(asked="http://a.ru/", trouble=trouble)
    (doubt,) = doubts_of(college(), answered, lambda code: f"<{code}>")
    assert (doubt.kind, doubt.weighs, f"<{trouble}>" in doubt.reason) == (kind, weighs, True)


def test_a_redirect_to_another_site_offers_that_address() -> None:
    answered = Answered(
        asked="http://a.ru/", trouble="dns", moved_to="https://xn--j1ail.xn--p1ai/x"
    )
    first, second = doubts_of(college(), answered, str)
    assert (first.kind, second.kind) == ("redirect", "dead")
    assert "https://кто.рф/" in first.advice


# ---------------------------------------------------------------- properties

_SLOW = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
_registers = st.lists(
    _colleges, min_size=1, max_size=4, unique_by=lambda one: store.place_of(one.url)
)


def numbered(register: list[College]) -> list[College]:
    return [dataclasses.replace(one, id=at) for at, one in enumerate(register, start=1)]


@_SLOW
@given(register=_registers)
def test_a_register_compared_with_itself_has_no_difference(register: list[College]) -> None:
    found = compare(register, numbered(register))
    assert {one.verdict for one in found.proposals} == {"same"}
    assert found.missing == ()


@_SLOW
@given(register=_registers)
def test_empty_cells_erase_nothing(register: list[College]) -> None:
    bare = [College(name=one.name, url=one.url, inn=one.inn) for one in register]
    known = numbered(register)
    found = compare(bare, known)
    assert [one.college for one in found.proposals] == known


@_SLOW
@given(known=_registers, sent=_registers)
def test_what_was_accepted_is_no_news_the_second_time(
    known: list[College], sent: list[College]
) -> None:
    first = compare(sent, numbered(known))
    kept = {one.id: one for one in numbered(known)}
    for at, one in enumerate(first.proposals):
        number = one.college.id or 100 + at
        kept[number] = dataclasses.replace(one.college, id=number)
    again = compare(sent, list(kept.values()))
    assert [one.verdict for one in again.proposals] == ["same"] * len(sent)


# ---------------------------------------------------------------- acceptance


def accepted(submission: Submission) -> list[store.Accepted]:
    return [
        store.Accepted(college=one.college, before=one.before, beside=one.beside)
        for one in submission.news
    ]


def test_acceptance_writes_all_and_the_second_time_there_is_nothing_to_accept(
    engine: Engine,
) -> None:
    store.save_register(engine, [college(email="a@a.ru"), college("Б", "http://b.ru/")])
    sent = [college(email="new@a.ru"), college("В", "http://v.ru/", inn=INN)]
    saved = store.accept(engine, accepted(compare(sent, store.colleges(engine))))
    assert (saved.added, saved.updated) == (1, 1)
    now = store.colleges(engine)
    assert [one.email for one in now] == ["new@a.ru", "", ""]
    assert compare(sent, now).news == ()


def test_a_college_that_changed_in_between_refuses_the_whole_acceptance(engine: Engine) -> None:
    store.save_register(engine, [college(), college("Б", "http://b.ru/")])
    sent = [college(email="new@a.ru"), college("В", "http://v.ru/")]
    shown = accepted(compare(sent, store.colleges(engine)))
    store.save_register(engine, [college(responsible="Иванова")])
    with pytest.raises(store.StoreError, match="изменился"):
        store.accept(engine, shown)
    assert [one.email for one in store.colleges(engine)] == ["", ""]


def test_a_college_that_came_in_between_at_the_same_site_refuses_too(engine: Engine) -> None:
    shown = accepted(compare([college("В", "http://v.ru/")], store.colleges(engine)))
    store.save_register(engine, [college("Другой", "https://www.v.ru/", inn=INN)])
    with pytest.raises(store.StoreError, match="изменился"):
        store.accept(engine, shown)
    assert len(store.colleges(engine)) == 1


def test_a_change_elsewhere_in_the_register_does_not_hinder(engine: Engine) -> None:
    store.save_register(engine, [college(), college("Б", "http://b.ru/")])
    shown = accepted(compare([college(email="new@a.ru")], store.colleges(engine)))
    store.save_register(engine, [college("Б", "http://b.ru/", responsible="Иванова")])
    assert store.accept(engine, shown).updated == 1


def test_two_colleges_that_could_not_be_told_apart_are_refused(engine: Engine) -> None:
    twins = [store.Accepted(college=college(name), before=None) for name in "АБ"]
    with pytest.raises(store.StoreError, match="нескольким"):
        store.accept(engine, twins)
    assert store.colleges(engine) == ()


# ---------------------------------------------------------------- the workbook


def filled(path: Path, words: list[str]) -> Path:
    book = openpyxl.load_workbook(path)
    for row, word in enumerate(words, start=2):
        book["Сверка"].cell(row, 2).value = word
    book.save(path)
    return path


def test_decisions_come_back_from_the_workbook(tmp_path: Path) -> None:
    found = compare([college(), college("Б", "http://b.ru/")], [college(id=1, email="a@a.ru")])
    path = tmp_path / "review.xlsx"
    write_review(path, found)
    assert read_decisions(path) == ()
    (taken,) = read_decisions(filled(path, ["", "Да"]))
    assert (taken.row, taken.is_accepted, taken.print) == (3, True, found.proposals[1].print)


def test_a_word_that_is_neither_yes_nor_no_is_refused_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    write_review(path, compare([college()], []))
    with pytest.raises(ReviewError, match="Строка 2: «наверное»"):
        read_decisions(filled(path, ["наверное"]))


def test_another_file_is_no_review(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="Принять"):
        read_decisions(_xlsx(tmp_path, [["№", "Колледж"], [1, "А"]]))


@pytest.mark.parametrize("text", [*NAUGHTY, "Кол\x00ледж\ud800\u202e"])
def test_naughty_words_stand_in_the_workbook_as_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "review.xlsx"
    known = college(id=1, responsible="Иванова")
    sent = [
        college(responsible=text, memberships=(Membership(cluster=text),)),
        college(text, "http://b.ru/"),
    ]
    found = compare(sent, [known])
    write_review(path, found)
    rows = list(openpyxl.load_workbook(path)["Сверка"].iter_rows(min_row=2))
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}
    assert all(cell.hyperlink is None for row in rows for cell in row)
    assert [row[10].value for row in rows] == [one.print for one in found.proposals]
