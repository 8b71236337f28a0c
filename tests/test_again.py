"""What follows a visit: which failures pass, what is our own fault, what needs a second visit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from site_audit.model import Finding, Mark, Outcome, Verdict
from site_audit.ratings.score import PRESENCE, VISUAL
from site_audit.runs.again import Again, passes
from site_audit.runs.anomaly import Bounds, anomaly
from site_audit.runs.confirm import doubtful
from site_audit.store import Begun

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def _shut(reason: str) -> Outcome:
    return Outcome(kind="not_audited", reason=reason)


@pytest.mark.parametrize(
    "reason", ["timeout", "dns", "refused", "challenge", "http_429", "http_500", "http_503", "cut"]
)
def test_what_may_be_gone_in_some_hours_is_tried_again(reason: str) -> None:
    assert passes(_shut(reason))


@pytest.mark.parametrize(
    "reason",
    ["robots", "http_403", "http_404", "parked", "foreign_redirect", "bad_url", "our_failure"],
)
def test_what_stays_as_it_is_is_not_tried_again(reason: str) -> None:
    assert not passes(_shut(reason))


def test_a_site_that_was_read_is_not_visited_again() -> None:
    assert not passes(Outcome(kind="partial", reason="timeout"))
    assert not passes(Outcome(kind="audited"))


def test_attempts_lie_hours_apart_and_come_to_an_end() -> None:
    again = Again(attempts=3, hours=4)
    due = [again.after(_shut("dns"), attempts, NOON) for attempts in (1, 2, 3)]
    assert due == [NOON + timedelta(hours=4), NOON + timedelta(hours=4), None]


# Anomalies


def _begun(*reasons: str | None, under_way: int = 0) -> list[Begun]:
    going = [Begun(visit_id=-n, under_way=True, reason=None) for n in range(under_way)]
    return going + [Begun(visit_id=n, under_way=False, reason=r) for n, r in enumerate(reasons)]


BOUNDS = Bounds(share=0.5, sites=4)


def test_sites_that_fail_alike_one_after_another_are_an_anomaly() -> None:
    found = anomaly(_begun("dns", "dns", None, "dns"), BOUNDS)
    assert found is not None
    assert (found.reason, found.visits) == ("dns", (0, 1, 3))


@pytest.mark.parametrize(
    "begun",
    [
        _begun("dns", "dns", "dns"),  # too few to tell
        _begun("dns", "dns", None, None),  # no more than the share
        _begun("dns", "dns", "timeout", "refused"),  # each another way
        _begun("robots", "robots", "robots", "robots"),  # nothing that our network does
        _begun("dns", "dns", "dns", None, under_way=4),  # quick failures beside slow visits
        _begun(None, None, None, None, "dns", "dns", "dns", "dns"),  # long ago
    ],
)
def test_ordinary_failures_are_no_anomaly(begun: list[Begun]) -> None:
    assert anomaly(begun, BOUNDS) is None


def test_a_bound_of_no_sites_judges_nothing() -> None:
    assert anomaly(_begun(*["dns"] * 50), Bounds(share=0.5, sites=0)) is None


# Confirmations


def _verdicts(ones: int, unknown: int = 0, visual: Mark = 5) -> tuple[Verdict, ...]:
    """So many presence elements there, the last ``unknown`` ones untold, each visual mark alike."""
    marks: dict[str, Mark] = {code: int(n < ones) for n, code in enumerate(PRESENCE)}
    marks |= dict.fromkeys(PRESENCE[len(PRESENCE) - unknown :])
    marks |= dict.fromkeys(VISUAL, visual)
    return tuple(
        Verdict(
            criterion=code,
            out_of=5 if code in VISUAL else 1,
            finding=Finding(mark=mark, reason="", because=""),
        )
        for code, mark in marks.items()
    )


def test_three_marks_lost_since_the_last_good_result_are_a_drop() -> None:
    assert doubtful(_verdicts(23), _verdicts(26)) == "drop"
    assert doubtful(_verdicts(24), _verdicts(26)) is None


def test_marks_that_could_not_be_told_are_not_lost() -> None:
    assert doubtful(_verdicts(26, unknown=5), _verdicts(26)) is None


def test_what_was_gained_elsewhere_does_not_outweigh_what_was_lost() -> None:
    lost = _verdicts(26)[3:]
    zeros = tuple(
        Verdict(criterion=c, out_of=1, finding=Finding(mark=0, reason="", because=""))
        for c in PRESENCE[:3]
    )
    assert doubtful((*zeros, *lost), _verdicts(20)) == "drop"


@pytest.mark.parametrize(
    ("given", "low"),
    [
        (_verdicts(12), True),
        (_verdicts(13), False),
        (_verdicts(3, unknown=10), False),  # the upper bound is 50 %
        (_verdicts(14, visual=2), True),  # overall: 14/52 + 16/80
        (_verdicts(14, visual=None), False),
    ],
)
def test_a_rating_whose_upper_bound_is_under_a_half_needs_a_second_visit(
    given: tuple[Verdict, ...], low: bool
) -> None:
    assert doubtful(given, None) == ("low" if low else None)


def test_a_rating_that_was_low_and_confirmed_is_low_again_without_a_doubt() -> None:
    assert doubtful(_verdicts(11), _verdicts(12)) is None
    assert doubtful(_verdicts(12), _verdicts(14)) == "low"
