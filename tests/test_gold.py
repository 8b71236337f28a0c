"""Floors of agreement with hand labels on real sites, and the accuracy that people are told."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.gold import accuracy
from tests.gold.agreement import HERE, Cell, cells_of, recall, sites, table
from tests.workshop import GROUPS, PRESENCE

FLOORS = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))


def _published() -> dict[str, Any]:
    return tomllib.loads(accuracy.PAGE.read_text("utf-8"))


def _right(cells: list[Cell]) -> float:
    return sum(cell.right for cell in cells) / len(cells)


def test_agreement_with_hand_labels_holds_its_floors_and_what_people_are_told(
    tmp_path: Path,
) -> None:
    if not sites():
        pytest.skip("the labelled sites of ../shared are not here")
    cells = tuple(cell for name in sites() for cell in cells_of(name, tmp_path))
    sure = [cell for cell in cells if not cell.doubt]
    shown, floors = table(cells), FLOORS["all"]
    assert _right(sure) >= floors["right"], shown
    assert sum(cell.false_one for cell in sure) <= floors["false_ones"], shown
    assert sum(cell.given is None for cell in sure) <= floors["nulls"] * len(sure), shown
    for group in GROUPS:
        mine = [cell for cell in sure if cell.group == group]
        given, wanted = recall(mine)
        assert _right(mine) >= FLOORS[group]["right"], shown
        assert given >= FLOORS[group]["found"] * wanted > 0, shown
    for code, told in _published()["real"].items():
        mine = [cell for cell in sure if cell.criterion == code]
        promised = code == "sites" or told["right"] <= sum(cell.right for cell in mine)
        assert promised, f"{code} is right less often than people are told, run: make gold\n{shown}"


def test_the_floors_are_no_lower_than_what_was_asked_for() -> None:
    assert FLOORS["all"]["right"] >= 0.95
    assert FLOORS["all"]["false_ones"] <= 2
    assert FLOORS["all"]["nulls"] <= 0.05
    assert all(FLOORS[group]["right"] >= 0.92 for group in GROUPS)
    assert all(FLOORS[group]["found"] >= 0.9 for group in GROUPS)


@pytest.mark.parametrize("kind", ["own", "real"])
def test_the_accuracy_that_people_are_told_names_every_criterion(kind: str) -> None:
    told = _published()[kind]
    assert told.pop("sites") > 0
    assert tuple(told) == PRESENCE
    for code, figures in told.items():
        assert 0 < figures["right"] + figures["untold"] <= figures["sure"], code
        assert {0 <= figures.get(name, 1) <= 1 for name in ("precision", "recall")} == {True}


def test_accuracy_counts_sure_labels_and_tells_nothing_of_ones_that_were_not_there() -> None:
    cells = (
        _cell("a", 1, 1), _cell("b", 1, None), _cell("c", 0, 1), _cell("d", 0, 0),
        _cell("e", 1, 0, doubt=True), _cell("f", None, None),
    )  # fmt: skip
    told = tomllib.loads(accuracy.written({"own": cells}, date(2026, 11, 21)))
    assert told["date"] == date(2026, 11, 21)
    assert told["own"]["sites"] == 6
    wanted = {"sure": 5, "right": 3, "untold": 1, "precision": 0.5, "recall": 0.5}
    assert told["own"]["A1"] == wanted
    assert told["own"]["A2"] == {"sure": 0, "right": 0, "untold": 0}


def _cell(site: str, wanted: int | None, given: int | None, doubt: bool = False) -> Cell:
    return Cell(
        site=site, criterion="A1", wanted=wanted, given=given, doubt=doubt, words="", label=""
    )
