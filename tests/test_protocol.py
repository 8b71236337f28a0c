import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import criteria
from site_audit.audit import Audited, unaudited
from site_audit.judge import judge
from site_audit.model import (
    Audit,
    Check,
    College,
    Cost,
    Evidence,
    Finding,
    Offer,
    Outcome,
    Snapshot,
    Unseen,
    Verdict,
)
from site_audit.protocol import check_json, mark_json, run_json
from site_audit.ratings.score import SCORED
from site_audit.store import Profile, Run, SiteResult, Visit
from tests.samples import HOME, PROSE, html, menu, page, snapshot
from tests.workshop import METHODOLOGY

RULES = METHODOLOGY.rules
KEYS = (
    "url final_url outcome reason edition detectors rules started_at finished_at pages unseen "
    "marks observed programmes presence visual overall cost"
)
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
SECTION = menu(sveden="Сведения об образовательной организации")
PAPERS = html("<h1>Документы</h1>", f"<p>Устав колледжа. Правила приема. {PROSE}</p>")
SITE = replace(
    snapshot(
        page(HOME, html(SECTION, title="Колледж «Связь»")),
        replace(
            page(HOME + "sveden", html(menu(document="Документы"), f"<p>{PROSE}</p>")), clicks=1
        ),
        replace(page(HOME + "document", PAPERS, anchor="Документы"), roles=("document",), clicks=2),
    ),
    unseen=(Unseen(url=HOME + "paid", anchor="", via=HOME, why="timeout", roles=("paid_edu",)),),
)


WHOLE = Outcome(kind="audited")


def audited(site: Snapshot = SITE, outcome: Outcome = WHOLE) -> Audited:
    cost = Cost(requests=7, bytes=1234, cpu_s=0.25, wall_s=3.5)
    audit = Audit(snapshot=site, outcome=outcome, finished_at=NOW + timedelta(minutes=1), cost=cost)
    given = judge((*criteria.CRITERIA, *criteria.OBSERVED), RULES, site)
    return Audited(audit=audit, verdicts=given, archive="")


def data(found: Audited) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(check_json(found, RULES, "d1g3st"))
    return read


def test_the_protocol_has_every_key_of_the_contract() -> None:
    found = data(audited())
    assert " ".join(found) == KEYS
    assert tuple(found["marks"]) == SCORED
    assert set(found["observed"]) == {one.id for one in criteria.OBSERVED}
    assert found["cost"] == {"requests": 7, "bytes": 1234, "cpu_s": 0.25, "wall_s": 3.5}
    assert (found["rules"], found["edition"]) == ("d1g3st", "2023")
    assert found["finished_at"] == "2026-11-21T10:01:00+00:00"


def test_pages_and_unseen_addresses_are_listed() -> None:
    found = data(audited())
    assert found["final_url"] == HOME
    assert found["pages"][2] == {
        "url": HOME + "document",
        "status": 200,
        "role": "document",
        "clicks": 2,
        "kind": "content",
    }
    assert found["pages"][0]["role"] is None
    assert found["unseen"] == [{"url": HOME + "paid", "why": "timeout"}]


def test_a_mark_has_reason_words_advice_and_evidence() -> None:
    marks = data(audited())["marks"]
    papers = marks["A3"]
    assert (papers["mark"], papers["reason"]) == (1, "present")
    assert {evidence["url"] for evidence in papers["evidence"]} >= {HOME + "document"}
    assert set(papers["evidence"][0]) >= {"kind", "url", "quote", "selector", "box", "clicks"}
    assert (marks["A6"]["mark"], marks["A6"]["reason"]) == (None, "unseen_timeout")
    assert marks["A6"]["advice"] == "open_page"


def test_marks_that_are_not_built_are_null() -> None:
    marks = data(audited())["marks"]
    unbuilt = {code for code, mark in marks.items() if mark["reason"] == "not_built"}
    assert {marks[code]["mark"] for code in unbuilt} <= {None}
    assert not unbuilt & {f"A{number}" for number in range(1, 11)}


def test_ratings_are_ranges_while_marks_are_unknown() -> None:
    found = data(audited())
    points = sum(mark["mark"] or 0 for code, mark in found["marks"].items() if code[0] in "ABC")
    unknown = sum(mark["mark"] is None for code, mark in found["marks"].items() if code[0] in "ABC")
    presence = found["presence"]
    assert (presence["points"], presence["out_of"], presence["unknown"]) == (points, 26, unknown)
    assert presence["percent"] == (points * 200 + 26) // 52
    assert presence["percent_upper"] == ((points + unknown) * 200 + 26) // 52


def test_a_site_that_could_not_be_audited_has_a_protocol_of_nulls() -> None:
    outcome = Outcome(kind="not_audited", reason="dns")
    empty = replace(SITE, pages=(), unseen=())
    found = replace(audited(empty, outcome), verdicts=unaudited(METHODOLOGY, outcome))
    read = data(found)
    assert (read["outcome"], read["reason"], read["final_url"]) == ("not_audited", "dns", None)
    assert {mark["mark"] for mark in read["marks"].values()} == {None}
    assert {mark["reason"] for mark in read["marks"].values()} == {"not_audited_dns"}
    assert (read["presence"]["percent"], read["presence"]["percent_upper"]) == (0, 100)


def test_checks_of_a_visual_criterion_are_written_out() -> None:
    check = Check(id="lcp", points=3.5, value=2.1, unit="s", full_at=1.0, zero_at=5.0)
    picture = Evidence(kind="image", url=HOME, image=HOME + "a.png", box=(1, 2, 3, 4))
    finding = Finding(mark=4, reason="measured", because="x", evidence=(picture,), checks=(check,))
    found = mark_json(Verdict(criterion="V8", out_of=5, finding=finding))
    assert found["checks"] == [
        {
            "id": "lcp", "points": 3.5, "value": 2.1, "unit": "s", "full_at": 1.0, "zero_at": 5.0,
            "evidence": [],
        }
    ]  # fmt: skip
    assert (found["evidence"][0]["box"], found["evidence"][0]["image"]) == (
        [1, 2, 3, 4],
        HOME + "a.png",
    )


WELDER = Offer(code="15.01.05", name="Сварщик", of_project=True, url=HOME + "priem")


def test_programmes_are_listed_and_null_where_they_are_not_known() -> None:
    known = replace(audited(), offers=(WELDER,))
    assert data(known)["programmes"] == [
        {"code": "15.01.05", "name": "Сварщик", "of_project": True, "url": HOME + "priem"}
    ]
    assert data(replace(audited(), offers=()))["programmes"] == []
    assert data(audited())["programmes"] is None


def test_naughty_text_is_still_json() -> None:
    odd = replace(SITE, college=College(name="x", url=HOME + "\ud800</script>"))
    text = check_json(audited(odd), RULES, "")
    text.encode("utf-8")
    assert "</script>" in json.loads(text)["url"]


@pytest.fixture
def run() -> Run:
    return Run(
        id=3,
        edition="2023",
        profile=Profile(pages=60, site_seconds=300),
        only=(),
        schedule=None,
        planned_at=NOW,
        state="open",
        created_at=NOW,
        closed_at=None,
    )


def visit(number: int, outcome: Outcome | None) -> Visit:
    return Visit(
        id=number,
        run_id=3,
        college=College(name=f"Колледж {number}", url=HOME, id=number),
        state="done" if outcome else "waiting",
        worker=None,
        lease_until=None,
        attempts=0,
        crashes=0,
        outcome=outcome,
        archive=None,
        cost=Cost(),
        observations=(),
        started_at=None,
        finished_at=None,
    )


def test_a_run_lists_each_visit_with_all_its_marks(run: Run) -> None:
    done = visit(1, WHOLE)
    failed = visit(2, Outcome(kind="not_audited", reason="dns"))
    result = SiteResult(
        visit_id=1,
        judged_by=1,
        college=done.college,
        outcome=WHOLE,
        finished_at=NOW,
        verdicts=audited().verdicts,
        offers=(WELDER,),
    )
    read = json.loads(run_json(run, [done, failed, visit(3, None)], [result]))
    assert (read["run"], read["edition"], read["state"]) == (3, "2023", "open")
    assert [one["outcome"] for one in read["visits"]] == ["audited", "not_audited", None]
    assert all(tuple(one["marks"]) == SCORED for one in read["visits"])
    assert read["visits"][0]["marks"]["A3"]["mark"] == 1
    assert [one["programmes"] and one["programmes"][0]["code"] for one in read["visits"]] == [
        "15.01.05",
        None,
        None,
    ]
    assert {mark["reason"] for mark in read["visits"][1]["marks"].values()} == {"not_audited_dns"}
    assert {mark["mark"] for mark in read["visits"][2]["marks"].values()} == {None}
