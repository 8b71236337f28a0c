from site_audit.model import Finding, Mark, Verdict
from site_audit.ratings.steps import first_steps


def judged(criterion: str, mark: Mark, advice: str | None = None) -> Verdict:
    finding = Finding(mark=mark, reason="seen", because="так видно", advice=advice)
    return Verdict(criterion=criterion, out_of=5 if criterion[0] == "V" else 1, finding=finding)


def effort(code: str | None) -> int:
    return {"link": 1, "page": 2, "redesign": 3}.get(code or "", 2)


def test_the_easier_of_two_equal_gains_comes_first() -> None:
    steps = first_steps([judged("A1", 0, "page"), judged("A2", 0, "link")], effort)
    assert [step.advice for step in steps] == ["link", "page"]


def test_a_great_gain_is_worth_a_great_effort() -> None:
    steps = first_steps([judged("A1", 0, "page"), judged("V7", 0, "redesign")], effort)
    assert [(step.advice, step.gain) for step in steps] == [("redesign", 65), ("page", 20)]


def test_one_advice_for_many_criteria_is_one_step() -> None:
    (step,) = first_steps([judged(f"A{n}", 0, "link") for n in (1, 2, 5)], effort)
    assert (step.criteria, step.elements, step.points) == (("A1", "A2", "A5"), 3, 0)


def test_full_marks_unknown_marks_and_observations_ask_for_nothing() -> None:
    marks = [judged("A1", 1, "link"), judged("A2", None, "link"), judged("food", 0, "page")]
    assert first_steps(marks, effort) == ()


def test_there_are_at_most_five_steps_and_each_lack_without_advice_is_its_own() -> None:
    steps = first_steps([judged(f"B{n}", 0) for n in range(1, 8)], effort)
    assert [step.criteria for step in steps] == [(f"B{n}",) for n in range(1, 6)]
