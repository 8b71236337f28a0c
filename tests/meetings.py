"""Meetings for tests, in memory: the deck's own case, and one where nothing is usual."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import criteria
from site_audit.model import College, Finding, Mark, Membership, Outcome, Verdict
from site_audit.ratings.failings import common_errors, count_marks
from site_audit.ratings.ladder import Result
from site_audit.ratings.meeting import Meeting, MeetingUnit, Sender
from site_audit.ratings.moves import moves
from site_audit.ratings.rank import rank
from site_audit.ratings.score import PRESENCE, SCORED, VISUAL, Rating
from site_audit.store.instructions import Instruction, Task
from site_audit.texts import Imprint, Texts

NOON = datetime(2023, 11, 21, 9, tzinfo=UTC)
EDITION = "2023"
TEXTS: Texts = criteria.texts_for(criteria.EDITIONS[EDITION])
SENDER = Sender(
    organisation="Институт развития профессионального образования",
    signed_as="Заместитель директора",
    signed_by="Петрова Анна Игоревна",
    answer_to="otvet@irpo.example",
    phone="+7 495 000-00-00",
)
OBSERVED = ("career_maps", "industries", "clickable_logo")


def marks(presence: int, visual: int, advice: str | None = None) -> tuple[Verdict, ...]:
    """A site with so many of 26 elements and 40 visual points."""
    looks = [min(5, max(0, visual - 5 * number)) for number in range(len(VISUAL))]
    elements = [1] * presence + [0] * (len(PRESENCE) - presence)
    return tuple(
        verdict(code, mark, advice) for code, mark in zip(SCORED, elements + looks, strict=True)
    )


def verdict(code: str, mark: Mark, advice: str | None = None) -> Verdict:
    """One mark, as a person would have given it, with the usual advice or another."""
    out_of = 5 if code in VISUAL else 1
    short = mark is not None and mark < out_of
    advice = advice or criteria.usual_advice(code) if short else None
    finding = Finding(mark=mark, reason="by_hand", because="Оценка аудитора.", advice=advice)
    return Verdict(criterion=code, out_of=out_of, finding=finding)


def result(
    number: int, presence: int, visual: int, *, region: str = "Омская область", **college: object
) -> Result:
    """The site of the base organisation of cluster ``number``."""
    given = {
        "id": number,
        "name": f"Колледж № {number}",
        "url": f"https://college{number}.example/",
        "region": region,
        "memberships": (Membership(cluster=f"Кластер {number}", role="base", industry="Химия"),),
    }
    return Result(
        college=College(**(given | college)),  # type: ignore[arg-type]
        outcome=Outcome(kind="audited"),
        visit_id=number,
        finished_at=NOON,
        verdicts=marks(presence, visual),
    )


def deck_marks() -> tuple[tuple[int, int], ...]:
    """(presence, visual) of the deck's 70 clusters.

    Visual bands 9 / 30 / 29 / 2 with 33 % and 0 % at the end; presence at the end 46 %, 4 %, 0 %.
    """
    visual = [40] * 9 + [36, 38, 39] * 10 + [20 + number % 16 for number in range(29)] + [13, 0]
    presence = [26] * 21 + [24, 25] * 11 + [13 + number % 11 for number in range(24)] + [12, 1, 0]
    return tuple(zip(presence, visual, strict=True))


def deck_results() -> tuple[Result, ...]:
    """The 70 base sites of the deck."""
    return tuple(
        result(number, presence, visual)
        for number, (presence, visual) in enumerate(deck_marks(), start=1)
    )


def instruction(number: int, about: Result, **values: object) -> Instruction:
    """An instruction about all elements that a site lacks."""
    lacking = [one for one in about.verdicts if one.finding.mark == 0]
    given: dict[str, object] = {
        "id": number,
        "number": f"{number}-2023",
        "run_id": 1,
        "cluster": about.college.memberships[0].cluster,
        "college_id": None,
        "addressee": about.college.name,
        "region": about.college.region,
        "person": about.college.responsible,
        "email": about.college.email,
        "text": "Привести сайт в соответствие с методикой.",
        "due_on": date(2023, 12, 15),
        "state": "issued",
        "created_by": "Аудитор",
        "created_at": NOON,
        "issued_at": NOON,
        "tasks": tuple(
            Task(
                college_id=about.college.id,
                college=about.college.name,
                criterion=one.criterion,
                mark=one.finding.mark,
                out_of=one.out_of,
            )
            for one in lacking
        ),
    }
    return Instruction(**(given | values))  # type: ignore[arg-type]


def meeting(
    results: Sequence[Result],
    *,
    unit: MeetingUnit = "cluster",
    before: Sequence[Result] | None = None,
    instructions: Iterable[Instruction] = (),
    **values: object,
) -> Meeting:
    """The meeting of these results."""
    ratings: tuple[Rating, ...] = get_args(Rating)
    counts = count_marks(results)
    now = {rating: rank(results, rating, counts) for rating in ratings}
    changed = None
    if before is not None:
        then = {rating: rank(before, rating) for rating in ratings}
        changed = {
            rating: moves(rating, _ladder(then[rating], unit), _ladder(now[rating], unit))
            for rating in ratings
        }
    imprint = Imprint(
        run="№ 1, суждение 1",
        made_at=NOON,
        edition=criteria.EDITIONS[EDITION],
        detectors="вручную",
    )
    given: dict[str, object] = {
        "imprint": imprint,
        "state": "preliminary",
        "until": date(2023, 12, 1),
        "unit": unit,
        "made_at": NOON + timedelta(days=1),
        "rankings": now,
        "results": tuple(results),
        "before": replace(imprint, run="№ 0, суждение 1") if changed else None,
        "moves": changed,
        "observed": common_errors(counts, OBSERVED),
        "instructions": tuple(instructions),
        "sender": SENDER,
    }
    return Meeting(**(given | values))  # type: ignore[arg-type]


def _ladder(ranking, unit):  # type: ignore[no-untyped-def]
    found = ranking.ladder(unit)
    assert found is not None
    return found


def deck() -> Meeting:
    """The deck's own case."""
    results = deck_results()
    worst = [one for one in results if one.scores.presence.points < 13]
    return meeting(
        results,
        before=[replace(one, verdicts=marks(20, 30)) for one in results[3:]],
        instructions=[instruction(number, one) for number, one in enumerate(worst, start=1)],
    )
